"""An attribution in the making: ranges of tokens that become spans at the end."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from kg.annotate.attribution_source import Source
from kg.annotate.parse import Token
from kg.annotate.tree import edges
from kg.knowledge.cues import Cue
from kg.model.claim import Voice

Range = tuple[int, int]
"""First and last token index, both included."""
_STOPS = frozenset({",", ".", ";", ":", "-", "--", "\u2014", "\u2013"})


@dataclass(slots=True, kw_only=True)
class Finding:
    """An attribution in the making, in ranges of tokens.

    `frame` names how the content was found, `answers` whom a denial or confirmation takes up, `inside` the report that cites it.
    """

    cue: Range
    head: Token
    entry: Cue
    frame: str
    content: list[Range] = field(default_factory=list)
    source: Source | None = None
    voice: Voice = Voice.SOURCE
    negated: bool = False
    answers: "Finding | None" = None
    inside: "Finding | None" = None


def cut(content: Token, verb: Token, *, whole: bool = False) -> list[Range]:
    """The range of a clause without the words of the cue where these stand inside it."""
    first, last = edges(content)
    if not first <= verb.i <= last:
        return trimmed(content, [(first, last)])
    inside = {content.i} if not whole else set()
    own = [t.i for t in _own(verb, inside)]
    return trimmed(content, [(first, min(own) - 1), (max(own) + 1, last)])


def _own(verb: Token, skip: set[int]) -> Iterator[Token]:
    """The words of a cue's own clause."""
    yield verb
    for c in verb.children:
        if c.i not in skip:
            yield from _own(c, skip)


def trimmed(near: Token, ranges: list[Range]) -> list[Range]:
    """Ranges without commas and stops at their ends, as far as these stand in the sentence of the token; empty ones left out."""
    stops = {t.i for t in near.sentence.tokens if t.text in _STOPS}
    found = []
    for first, last in ranges:
        while first <= last and first in stops:
            first += 1  # noqa: PLW2901  # the range shrinks
        while last >= first and last in stops:
            last -= 1  # noqa: PLW2901  # from its other end
        if first <= last:
            found.append((first, last))
    return found
