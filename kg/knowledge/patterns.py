"""Words that make relations: which noun, verb or mere apposition ties a thing of one type to a thing of another, and by which predicate."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from kg.knowledge import csvtable
from kg.model.entity import AGENTS, BODIES, PLACES, EntityType
from kg.model.event import OfficeStatus
from kg.resources import find

NOUNS = "lexicon/relations.csv"
VERBS = "lexicon/relations_verbs.csv"
CLASSES = "lexicon/relations_class.csv"
NOUN_COLUMNS = ("noun", "subject", "slot", "object", "predicate", "example")
VERB_COLUMNS = ("verb", "frame", "subject", "object", "predicate", "status", "example")
PARTS = "lexicon/relations_parts.csv"
CLASS_COLUMNS = ("noun", "object", "example")
PART_COLUMNS = ("word", "example")
ANY_NOUN = "*"
NOTHING = "-"
REVERSED = "^"
SAME = "="
"""The predicate of a "counterpart": whatever office the other person holds."""
DIRECT = "direct"
ROLE = "role"
NAMED = "named"
"""Frames of verbs with an office: of the subject ("served as"), or of the object, which is the subject in the passive ("was appointed")."""
GROUPS: Mapping[str, frozenset[EntityType]] = {
    "Bodies": BODIES,
    "Places": PLACES,
    "Agents": AGENTS,
    "Any": frozenset(EntityType),
}
"""Names that a table may use for several types at once."""


@dataclass(frozen=True, slots=True)
class Tie:
    """What a row says.

    `predicate` is None where the row forbids one; `reverse` where the thing described is the object; `place` names the row.
    """

    predicate: str | None
    reverse: bool
    place: str
    status: OfficeStatus | None = None


@dataclass(frozen=True, slots=True)
class Frame:
    """A verb with its way of taking an object: `direct`, a preposition, or `role` and `named` for verbs that go with an office."""

    frame: str
    ties: Mapping[tuple[EntityType, EntityType], Tie]
    subjects: frozenset[EntityType]
    status: OfficeStatus | None
    place: str


Slots = dict[tuple[EntityType, str, EntityType], Tie]


@dataclass(slots=True)
class Patterns:
    """All rows, by noun and by verb.

    A noun is one or more words in lower case, the last as a lemma. `nouns[ANY_NOUN]` holds what any noun, or none, makes of two types.
    """

    nouns: dict[str, Slots] = field(default_factory=dict)
    described: dict[str, frozenset[EntityType]] = field(default_factory=dict)
    """Types of the things that a noun is said of, by noun."""
    verbs: dict[str, tuple[Frame, ...]] = field(default_factory=dict)
    classes: dict[str, frozenset[EntityType]] = field(default_factory=dict)
    """Nouns that add nothing to the name before them: "the Hamas movement", "the German government"."""

    parts: frozenset[str] = frozenset()
    """Words that make of a place's name the name of a part of it: "eastern Libya"."""

    @classmethod
    def load(cls, overlay: Path | None = None) -> "Patterns":
        """The shipped tables, or those of the overlay folder; ResourceError names file and line of a bad row."""
        patterns = cls()
        path = find(NOUNS, overlay)
        for line, cells in csvtable.rows(path, NOUN_COLUMNS):
            patterns._add_noun(path, line, cells)
        path = find(VERBS, overlay)
        for line, cells in csvtable.rows(path, VERB_COLUMNS):
            patterns._add_verb(path, line, cells)
        path = find(CLASSES, overlay)
        for line, (noun, objects, _) in csvtable.rows(path, CLASS_COLUMNS):
            patterns.classes[noun] = patterns.classes.get(noun, frozenset()) | _types(path, line, objects)
        patterns.parts = frozenset(word for _, (word, _) in csvtable.rows(find(PARTS, overlay), PART_COLUMNS))
        return patterns

    def tie(self, noun: str, subject: EntityType, slot: str, object: EntityType) -> Tie | None:
        """What the noun makes of a thing of type `subject` that it describes and one of type `object` in that slot of its phrase."""
        slots = self.nouns.get(noun)
        return None if slots is None else slots.get((subject, slot, object))

    def _add_noun(self, path: Path, line: int, cells: list[str]) -> None:
        nouns, subjects, slots, objects, predicate, _ = cells
        tie = _tie(predicate, f"{path.name}:{line}")
        keys = [
            (subject, slot, target)
            for subject in sorted(_types(path, line, subjects))
            for slot in csvtable.split(slots)
            for target in sorted(_types(path, line, objects))
        ]
        for noun in csvtable.split(nouns):
            self.described[noun] = self.described.get(noun, frozenset()) | {key[0] for key in keys}
            table = self.nouns.setdefault(noun, {})
            for key in keys:
                table.setdefault(key, tie)

    def _add_verb(self, path: Path, line: int, cells: list[str]) -> None:
        verb, frames, subjects, objects, predicate, status, _ = cells
        place = f"{path.name}:{line}"
        held = _types(path, line, subjects)
        mark = _STATUSES.get(status)
        if status and mark is None:
            raise csvtable.wrong(path, line, f"status {status!r}", f"use one of {', '.join(OfficeStatus)} or leave it empty")
        tie = _tie(predicate, place, mark)
        ties = {(s, o): tie for s in sorted(held) for o in sorted(_types(path, line, objects))} if predicate else {}
        found = tuple(Frame(frame=frame, ties=ties, subjects=held, status=mark, place=place) for frame in csvtable.split(frames))
        self.verbs[verb] = self.verbs.get(verb, ()) + found


def _tie(predicate: str, place: str, status: OfficeStatus | None = None) -> Tie:
    name = predicate.removeprefix(REVERSED)
    return Tie(None if name == NOTHING else name, predicate.startswith(REVERSED), place, status)


def _types(path: Path, line: int, cell: str) -> frozenset[EntityType]:
    """The types that a cell names, one by one or by group."""
    found: set[EntityType] = set()
    for name in csvtable.split(cell):
        if name in GROUPS:
            found |= GROUPS[name]
        elif name in _NAMES:
            found.add(EntityType(name))
        else:
            raise csvtable.wrong(path, line, f"type {name!r}", f"use a type of kg.ttl or one of {', '.join(GROUPS)}")
    return frozenset(found)


_NAMES = frozenset(t.value for t in EntityType)
_STATUSES = {s.value: s for s in OfficeStatus}
