"""Figures as a table for people: `docs/quality.md`."""

from collections.abc import Sequence

from kg.evaluate.gate import Measured

_HEAD = """# Quality

Written by `kg evaluate --packs FOLDER --report docs/quality.md`; do not edit. Figures are F1 unless the name says otherwise, on the
development packs, with the scorers that come with them. *Anchor* is what spaCy alone, or the named peer of the pack, reaches by the
same scorer; *goal* is what the project set itself; *floor* is the gate: a change that falls below it does not pass.

| pack | figure | anchor | goal | measured | floor | short of goal |
|---|---|---:|---:|---:|---:|---|
"""


def report(measured: Sequence[Measured]) -> str:
    """The page, with the digest of each pack's edition below the table."""
    lines = [
        f"| {m.figure.pack} | {m.figure.name} | {_number(m.figure.anchor)} | {m.figure.target:.3f} "
        f"| **{m.value:.3f}** | {m.figure.floor:.3f} | {_verdict(m)} |"
        for m in measured
    ]
    editions = dict.fromkeys((m.figure.pack, m.digest) for m in measured)
    packs = ", ".join(f"{pack} {digest}" for pack, digest in editions)
    return f"{_HEAD}{chr(10).join(lines)}\n\nEditions of the packs (first digits of SHA-256 of input and gold): {packs}.\n"


def _number(value: float) -> str:
    return f"{value:.3f}" if value else "–"


def _verdict(m: Measured) -> str:
    if not m.holds:
        return "**below the floor**"
    return "" if m.value >= m.figure.target else f"{m.value - m.figure.target:+.3f}"
