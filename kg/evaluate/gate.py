"""The gate: pinned floors below which no figure may fall."""

import hashlib
import re
import tomllib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from kg.errors import ResourceError
from kg.evaluate.packs import figure, score
from kg.extractor import Extractor

FIGURES = Path(__file__).with_name("figures.toml")
_STEP = 1000
"""Floors are pinned to a thousandth, rounded down."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A figure that is watched: where it stands in a pack's report, what others reach, what we want, and the floor."""

    pack: str
    name: str
    path: str
    anchor: float
    target: float
    floor: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """A figure as measured; `digest` is that of the pack's files, so that figures of another edition are not compared."""

    figure: Figure
    value: float
    digest: str

    @property
    def holds(self) -> bool:
        """Whether it stands at or above the floor."""
        return round(self.value * _STEP) >= round(self.figure.floor * _STEP)


def figures(path: Path = FIGURES) -> tuple[Figure, ...]:
    """The watched figures, in the order of the file."""
    try:
        return tuple(Figure(**entry) for entry in tomllib.loads(path.read_text(encoding="utf-8"))["figure"])
    except (OSError, KeyError, TypeError, tomllib.TOMLDecodeError) as error:
        raise ResourceError(f"{path.name}: {error}; restore the file from the release") from error


def measure(
    bench: Path, extractor: Extractor, *, watched: Sequence[Figure], packs: Sequence[str] = (), tell: Callable[[str], None] = lambda _: None
) -> list[Measured]:
    """The watched figures of the named packs (all, where none is named), each pack scored once; `tell` hears the pack that comes next."""
    found = []
    for pack in dict.fromkeys(f.pack for f in watched):
        if packs and pack not in packs:
            continue
        tell(pack)
        report, digest = score(pack, bench, extractor), _digest(bench / "data" / pack)
        found += [Measured(figure=f, value=figure(report, f.path), digest=digest) for f in watched if f.pack == pack]
    return found


def _digest(folder: Path) -> str:
    """First digits of SHA-256 over the pack's input and gold."""
    content = b"".join((folder / name).read_bytes() for name in ("input.jsonl", "gold.json"))
    return hashlib.sha256(content).hexdigest()[:12]


def raise_floors(measured: Sequence[Measured], path: Path = FIGURES) -> int:
    """Lift floors to what was measured, rounded down to a thousandth; how many were lifted. None is lowered."""
    text, lifted = path.read_text(encoding="utf-8"), 0
    for m in measured:
        floor = int(m.value * _STEP) / _STEP
        if floor <= m.figure.floor:
            continue
        block = re.compile(
            rf'(pack = "{re.escape(m.figure.pack)}"\nname = "{re.escape(m.figure.name)}"\n(?:[^\[]*\n)?floor = )[\d.]+', re.MULTILINE
        )
        text, count = block.subn(rf"\g<1>{floor}", text)
        lifted += count
    path.write_text(text, encoding="utf-8")
    return lifted
