"""The project's own gold: short articles of its own wording, with what must be found in them.

A line of `gold.jsonl` has `id, text, published` and four lists in which things are named by words of the text:
`entities` words → "Type" or "Type CODE" (ISO 3166 of the state it must be); `relations` "words | predicate | words";
`events` "trigger | TYPE | role=words | time=VALUE …"; `claims` "trigger | source words or article | stance polarity certainty tense".
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kg.extractor import Extractor
from kg.ingest.article import document
from kg.model.annotations import Annotations
from kg.model.claim import Claim
from kg.model.entity import Entity
from kg.model.event import EventMention

GOLD = Path(__file__).with_name("gold.jsonl")

FLOORS = {"entities": 0.94, "relations": 0.74, "events": 0.81, "arguments": 0.68, "claims": 0.94}
"""Lowest allowed share of gold items found; raised by hand when the extraction gets better."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Own:
    """Shares of gold items found, by kind, as lines to print, with the names of those below their floor and what was missed."""

    lines: tuple[str, ...]
    below: tuple[str, ...]
    missed: tuple[str, ...]


def measure(extractor: Extractor, path: Path = GOLD) -> Own:
    """The extraction of every gold article against what must be found in it."""
    found = {kind: [0, 0] for kind in FLOORS}
    missed = []
    for line in path.read_text(encoding="utf-8").splitlines():
        gold = json.loads(line)
        made = document(id=gold["id"], text=gold["text"], source=path.name, published=gold["published"])
        annotations, _ = extractor.check(extractor.extract(made))
        for kind, item, right in _compare(gold, annotations):
            found[kind][0] += right
            found[kind][1] += 1
            if not right:
                missed.append(f"{gold['id']}: {kind}: {item}")
    shares = {kind: right / of for kind, (right, of) in found.items()}
    return Own(
        lines=tuple(
            f"own gold  {kind:34} {shares[kind]:.3f}  ({right} of {of})  floor {FLOORS[kind]:.3f}" for kind, (right, of) in found.items()
        ),
        below=tuple(f"own gold {kind}" for kind, share in shares.items() if share < FLOORS[kind]),
        missed=tuple(missed),
    )


def _compare(gold: dict[str, Any], found: Annotations) -> Iterator[tuple[str, str, bool]]:
    """(kind, gold item, whether it was found)."""
    entities = {e.id: e for e in found.entities}
    for words, value in gold["entities"].items():
        kind, _, code = value.partition(" ")
        yield (
            "entities",
            f"{words} = {value}",
            any(e.type == kind and (not code or (e.link is not None and e.link.iso3166 == code)) for e in _named(found, words)),
        )
    for item in gold["relations"]:
        subject, predicate, target = item.split(" | ")
        yield (
            "relations",
            item,
            any(
                r.predicate == predicate and _is(entities[r.subject], subject) and _is(entities[r.object], target) for r in found.relations
            ),
        )
    for item in gold["events"]:
        yield from _event(item, found, entities)
    for item in gold["claims"]:
        yield "claims", item, _claimed(item, found, entities)


def _named(found: Annotations, words: str) -> Iterator[Entity]:
    return (e for e in found.entities if any(m.text == words for m in e.mentions))


def _is(entity: Entity, words: str) -> bool:
    """Whether some mention of the entity is, or ends with, the words; a nominal in gold may name less than the mention does."""
    return any(m.text == words or m.text.endswith(f" {words}") for m in entity.mentions)


def _events(found: Annotations, trigger: str) -> list[EventMention]:
    return [e for e in found.events if trigger in e.trigger_text.split()]


def _event(item: str, found: Annotations, entities: dict[str, Entity]) -> Iterator[tuple[str, str, bool]]:
    """The event of a gold item and each of its arguments."""
    trigger, kind, *arguments = item.split(" | ")
    events = [e for e in _events(found, trigger) if e.type == kind]
    yield "events", f"{trigger} {kind}", bool(events)
    times = {t.id: t.value for t in found.times}
    for argument in arguments:
        role, _, words = argument.partition("=")
        if role == "time":
            values = {times[a.time] for e in events for a in e.arguments if a.time}
            right = (words in values) if words else bool(events) and not values
        else:
            filled = [entities[a.entity] for e in events for a in e.arguments if a.role == role and a.entity]
            right = any(_is(entity, words) for entity in filled)
        yield "arguments", f"{trigger} {argument}", right


def _claimed(item: str, found: Annotations, entities: dict[str, Entity]) -> bool:
    """Whether some claim about the trigger has the gold's source and values."""
    trigger, source, values = item.split(" | ")
    ids = {e.id for e in _events(found, trigger)}
    return any(ids & set(c.about) and _source(c, source, entities) and _values(c) == values for c in found.claims)


def _source(claim: Claim, words: str, entities: dict[str, Entity]) -> bool:
    if words == "article":
        return claim.source is None
    return claim.source is not None and _is(entities[claim.source], words)


def _values(claim: Claim) -> str:
    return " ".join(str(value) for value in (claim.stance, claim.polarity, claim.certainty, claim.tense))
