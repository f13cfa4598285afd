"""The event lexicon as objects: frames of verbs, nouns and adjectives, light verbs, word classes, default roles, shifts of type.

Every table stands in `ontologies/lexicon/`; the event types are those of the PLOVER codebook and our additions
(`ontologies/vocabulary/events.ttl`).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from kg.knowledge import quantity_words
from kg.knowledge.csvtable import rows, split, wrong
from kg.knowledge.quantity_words import QuantityWords
from kg.resources import find

COLUMNS = ("lemma", "pos", "when", "type", "mode", "contexts", "roles", "example")
ROLES = ("actor", "recipient", "destination", "origin", "location", "instrument", "topic")
PARTS_OF_SPEECH = ("verb", "noun", "adj", "aux")

Chain = tuple[str, ...]
"""Slots that may fill a role, in order of preference; a slot with `+` before it adds to what was found before."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Condition:
    """One demand on a trigger's surroundings.

    One of the slots is filled (by one of `values`, where there are any), or none is (`negated`).
    """

    slots: tuple[str, ...]
    values: frozenset[str]
    negated: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """One row of `triggers.csv`: a word in given surroundings evokes a type of event.

    `lemma` is the head word, `rest` the other words (a verb's particle, a compound noun's modifiers); `type` NONE means that the word is no
    event there. `roles` are the chains that differ from the defaults of the type.
    """

    lemma: str
    rest: tuple[str, ...]
    pos: str
    conditions: tuple[Condition, ...]
    type: str
    mode: str | None
    contexts: tuple[str, ...]
    roles: Mapping[str, Chain]
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class WordClass:
    """One row of `word_classes.csv`: words that conditions name together; `kind` is the entity type of an unnamed thing of that class."""

    name: str
    kind: str
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Triggers:
    """All tables of the event stages, indexed by lemma."""

    verbs: Mapping[str, tuple[Frame, ...]]
    nouns: Mapping[str, tuple[Frame, ...]]
    adjectives: Mapping[str, tuple[Frame, ...]]
    auxiliaries: Mapping[str, tuple[Frame, ...]]
    classes: Mapping[str, frozenset[str]]
    kinds: Mapping[str, str]
    light: frozenset[str]
    defaults: Mapping[tuple[str, str], Mapping[str, Chain]]
    type_classes: Mapping[str, frozenset[str]]
    shifts: Mapping[tuple[str, str], str]
    content_modes: Mapping[tuple[str, str], str]
    link_words: Mapping[tuple[str, str], str]
    repairs: Mapping[str, str]
    resuming: Mapping[str, frozenset[str]]
    """Types of events that a definite noun without more words takes up ("the incident")."""
    quantities: QuantityWords

    @classmethod
    def load(cls, overlay: Path | None = None) -> "Triggers":
        """The tables, those of the overlay folder in place of the shipped ones; a wrong row raises ResourceError."""
        frames = _frames(find("lexicon/triggers.csv", overlay))
        classes, kinds = _classes(find("lexicon/word_classes.csv", overlay))
        for _, (lemma, kind, *_rest) in rows(find("lexicon/nominals.csv", overlay), ("lemma", "type", "number", "gender", "example")):
            kinds[lemma] = kind
        return cls(
            verbs=_index(frames, "verb"),
            nouns=_index(frames, "noun"),
            adjectives=_index(frames, "adj"),
            auxiliaries=_index(frames, "aux"),
            classes=classes,
            kinds=kinds,
            light=frozenset(cells[0] for _, cells in rows(find("lexicon/light_verbs.csv", overlay), ("lemma", "example"))),
            defaults=_defaults(find("lexicon/role_defaults.csv", overlay)),
            type_classes=_type_classes(find("lexicon/type_classes.csv", overlay)),
            shifts=_shifts(find("lexicon/type_shifts.csv", overlay)),
            content_modes=_content_modes(find("lexicon/content_modes.csv", overlay)),
            link_words={
                (shape, word): relation
                for _, (word, shape, relation, _e) in rows(
                    find("lexicon/link_words.csv", overlay), ("word", "shape", "relation", "example")
                )
            },
            repairs={
                given: lemma for _, (given, lemma, _e) in rows(find("lexicon/lemma_repairs.csv", overlay), ("given", "lemma", "example"))
            },
            resuming={
                noun: frozenset(split(types))
                for _, (noun, types, _e) in rows(find("lexicon/resuming_nouns.csv", overlay), ("noun", "types", "example"))
            },
            quantities=quantity_words.load(overlay),
        )


def _frames(path: Path) -> list[Frame]:
    """The rows of the trigger table."""
    found: list[Frame] = []
    counts: dict[tuple[str, str], int] = {}
    for line, (lemma, pos, when, kind, mode, contexts, roles, example) in rows(path, COLUMNS):
        if pos not in PARTS_OF_SPEECH or not lemma or not kind:
            raise wrong(
                path, line, f"lemma {lemma!r}, pos {pos!r}, type {kind!r}", f"give all three; pos is one of {', '.join(PARTS_OF_SPEECH)}"
            )
        if not example:
            raise wrong(path, line, "no example", "give a sentence of your own that the row is for")
        words = tuple(lemma.split(" "))
        head, rest = (words[-1], words[:-1]) if pos == "noun" else (words[0], words[1:])
        counts[lemma, pos] = counts.get((lemma, pos), 0) + 1
        found.append(
            Frame(
                lemma=head,
                rest=rest,
                pos=pos,
                conditions=tuple(_condition(c) for c in when.split(";") if c),
                type=kind,
                mode=mode or None,
                contexts=split(contexts),
                roles=_roles(path, line, roles),
                name=f"{lemma.replace(' ', '-')}.{pos}.{counts[lemma, pos]}",
            )
        )
    return found


def _condition(cell: str) -> Condition:
    """`slot|slot`, `!slot` or `slot|slot=value|value`."""
    slots, _, values = cell.partition("=")
    return Condition(slots=split(slots.lstrip("!")), values=frozenset(split(values)), negated=slots.startswith("!"))


def _roles(path: Path, line: int, cell: str) -> Mapping[str, Chain]:
    """`role=slot|slot;role=slot`."""
    found = {}
    for part in cell.split(";") if cell else ():
        role, _, chain = part.partition("=")
        if role not in ROLES:
            raise wrong(path, line, f"role {role!r}", f"use one of {', '.join(ROLES)}")
        found[role] = split(chain)
    return found


def _index(frames: list[Frame], pos: str) -> Mapping[str, tuple[Frame, ...]]:
    """Frames of a part of speech by head lemma: those with more words and more telling conditions first, else in the order of the table."""
    found: dict[str, list[Frame]] = {}
    for frame in frames:
        if frame.pos == pos:
            found.setdefault(frame.lemma, []).append(frame)
    return {lemma: tuple(sorted(group, key=lambda f: (-len(f.rest), -_weight(f)))) for lemma, group in found.items()}


def _weight(frame: Frame) -> int:
    """How telling the conditions are: naming the words or classes counts more than only asking for a slot, or for none."""
    return sum(_telling(c) for c in frame.conditions)


def _telling(condition: Condition) -> int:
    """4 for words, 3 for classes of words, 2 for classes of entities, 1 for a slot alone or what must not be there."""
    if not condition.values or condition.negated:
        return 1
    if any(v.startswith("@") and v[1:].isupper() for v in condition.values):
        return 2
    return 3 if any(v.startswith(("@", "%")) for v in condition.values) else 4


def _classes(path: Path) -> tuple[Mapping[str, frozenset[str]], dict[str, str]]:
    """Classes of each word, and the entity type of an unnamed thing that the word stands for."""
    classes: dict[str, set[str]] = {}
    kinds: dict[str, str] = {}
    for _, (name, kind, words, _example) in rows(path, ("class", "kind", "words", "example")):
        for word in split(words):
            classes.setdefault(word, set()).add(name)
            if kind:
                kinds.setdefault(word, kind)
    return {word: frozenset(names) for word, names in classes.items()}, kinds


def _defaults(path: Path) -> Mapping[tuple[str, str], Mapping[str, Chain]]:
    """The role chains of (type, part of speech)."""
    found: dict[tuple[str, str], Mapping[str, Chain]] = {}
    for line, (kind, pos, roles, _why) in rows(path, ("type", "pos", "roles", "why")):
        found[kind, pos] = _roles(path, line, roles)
    return found


def _type_classes(path: Path) -> Mapping[str, frozenset[str]]:
    """Groups of event types that conditions and shifts name together."""
    return {name: frozenset(split(types)) for _, (name, types, _why) in rows(path, ("class", "types", "why"))}


def _shifts(path: Path) -> Mapping[tuple[str, str], str]:
    """(cue, event type) to the type that the event has under that cue."""
    return {
        (cue, kind): becomes
        for _, (cue, types, becomes, _example) in rows(path, ("cue", "types", "becomes", "example"))
        for kind in split(types)
    }


def _content_modes(path: Path) -> Mapping[tuple[str, str], str]:
    """(type, type or type/mode of what it is about) to the mode of the former."""
    return {(kind, content): mode for _, (kind, content, mode, _example) in rows(path, ("type", "content", "mode", "example"))}
