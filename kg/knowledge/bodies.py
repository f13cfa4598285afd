"""How news names bodies of a state without naming them: "Peru's foreign ministry", "the Kenyan army"."""

from dataclasses import dataclass
from pathlib import Path

from kg.knowledge import csvtable
from kg.model.entity import EntityType
from kg.resources import find

COLUMNS = ("head", "type", "predicate", "example")


@dataclass(frozen=True, slots=True, kw_only=True)
class BodyPattern:
    """What a common noun phrase such as "foreign ministry" names beside a state, and the relation of the body to the state.

    `words` are in lower case; `place` names file and line.
    """

    words: tuple[str, ...]
    type: EntityType
    predicate: str
    place: str


def load(overlay: Path | None = None) -> dict[str, BodyPattern]:
    """Patterns by phrase in lower case ("foreign ministry"). Raises ResourceError for a malformed table."""
    path = find("gazetteer/body_patterns.csv", overlay)
    types = {kind.value: kind for kind in EntityType}
    found: dict[str, BodyPattern] = {}
    for line, (heads, kind, predicate, example) in csvtable.rows(path, COLUMNS):
        if kind not in types or not predicate or not example:
            raise csvtable.wrong(
                path, line, f"type {kind!r}, predicate {predicate!r}, example {example!r}", "fill the cells with words of the model"
            )
        for phrase in csvtable.split(heads):
            if phrase in found:
                raise csvtable.wrong(path, line, f"{phrase!r} stands in {found[phrase].place} too", "keep one")
            found[phrase] = BodyPattern(words=tuple(phrase.split(" ")), type=types[kind], predicate=predicate, place=f"{path.name}:{line}")
    return found


def longest(patterns: dict[str, BodyPattern], words: tuple[str, ...]) -> BodyPattern | None:
    """The pattern of the longest beginning of the words (any case), as in ("Defense", "Ministry", "said"); None where there is none."""
    for size in range(min(len(words), 4), 0, -1):
        pattern = patterns.get(" ".join(words[:size]).lower())
        if pattern is not None:
            return pattern
    return None
