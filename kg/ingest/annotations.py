"""The annotations file back in: checked, with line and field of each mistake."""

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Any

from pydantic import ValidationError

from kg.errors import InputError
from kg.ingest import shape
from kg.ingest.article import with_blocks
from kg.model.annotations import Annotations
from kg.model.claim import Claim
from kg.model.document import Document
from kg.model.entity import Candidate, Entity, Link, Mention
from kg.model.event import Argument, EventLink, EventMention, Quantity, Relation
from kg.model.seal import broken
from kg.model.span import Span
from kg.model.time import TimeExpression

SCHEMA = "kg.annotations/1"

_SHOWN = 20
"""Mistakes of one line that are told."""


def is_annotations(line: bytes | str) -> bool:
    """Whether a line of JSON says that it is of the annotations file."""
    start = line[:200]
    mark = f'"{SCHEMA}"'
    return mark in start if isinstance(start, str) else mark.encode() in start


def read_lines(lines: Iterable[bytes | str], source: str) -> Iterator[Annotations | InputError]:
    """The annotations of each line; a line with a mistake gives the error that names line and field."""
    for number, line in enumerate(lines, 1):
        if line.strip():
            try:
                yield read_line(line, f"{source}:{number}")
            except InputError as error:
                yield error


def read_line(line: bytes | str, place: str = "annotations") -> Annotations:
    """The annotations of one line of the file; `InputError` names the field of each mistake: wrong value, wrong slice, unknown id."""
    try:
        record = shape.Record.model_validate_json(line)
    except ValidationError as error:
        found = [(".".join(map(str, mistake["loc"])) or "line", mistake["msg"]) for mistake in error.errors()]
        raise _mistaken(place, found) from error
    if mistakes := [*_slices(record), *_ids(record)]:
        raise _mistaken(place, mistakes)
    try:
        return replace(_annotations(record), edited=record.edited or broken(json.loads(line)))
    except ValueError as error:
        raise InputError(f"{place}: {error}; correct it and build again") from error


def _mistaken(place: str, mistakes: Sequence[tuple[str, str]]) -> InputError:
    """The mistakes of a line, as pairs of field and words, in one line."""
    words = "; ".join(f"field {field}: {message}" for field, message in mistakes[:_SHOWN])
    more = f"; and {len(mistakes) - _SHOWN} more" if len(mistakes) > _SHOWN else ""
    return InputError(f"{place}: {words}{more}; correct {'it' if len(mistakes) == 1 else 'them'} and build again")


def _spans(record: shape.Record) -> Iterator[tuple[str, shape.Range]]:
    """(field, span) of everything that points into the text."""
    yield from ((f"sentences.{i}", shape.Range.model_construct(begin=begin, end=end)) for i, (begin, end) in enumerate(record.sentences))
    for i, entity in enumerate(record.entities):
        yield from ((f"entities.{i}.mentions.{j}", m) for j, m in enumerate(entity.mentions))
    yield from ((f"times.{i}", t) for i, t in enumerate(record.times))
    yield from ((f"relations.{i}", r) for i, r in enumerate(record.relations))
    for i, event in enumerate(record.events):
        yield f"events.{i}.trigger", event.trigger
        yield from ((f"events.{i}.arguments.{j}", a) for j, a in enumerate(event.arguments))
        yield from ((f"events.{i}.quantities.{j}", q) for j, q in enumerate(event.quantities))
    for i, claim in enumerate(record.claims):
        yield from ((f"claims.{i}.content.{j}", s) for j, s in enumerate(claim.content))
        if claim.source_span:
            yield f"claims.{i}.source_span", claim.source_span
        if claim.cue:
            yield f"claims.{i}.cue", claim.cue


def _slices(record: shape.Record) -> Iterator[tuple[str, str]]:
    """Field and words for each range that is none of the text, or whose text is another."""
    text = record.document.text
    for field, span in _spans(record):
        if not span.begin < span.end <= len(text):
            yield field, f"{span.begin}..{span.end} is no range of the text"
        elif span.text is not None and text[span.begin : span.end] != span.text:
            yield field, f"the text at {span.begin}..{span.end} is {text[span.begin : span.end]!r}, not {span.text!r}"


def _ids(record: shape.Record) -> Iterator[tuple[str, str]]:
    """Field and words for two things of one id, and for each reference to none."""
    parts = {
        "entities": [e.id for e in record.entities],
        "times": [t.id for t in record.times],
        "events and relations": [*(e.id for e in record.events), *(r.id for r in record.relations)],
        "claims": [c.id for c in record.claims],
    }
    for part, ids in parts.items():
        yield from ((part, f"two have the id {id!r}") for id, number in Counter(ids).items() if number > 1)
    known = {part: frozenset(ids) for part, ids in parts.items()}
    for field, id, part in _references(record):
        if id is not None and id not in known[part]:
            yield field, f"nothing has the id {id!r}"


def _references(record: shape.Record) -> Iterator[tuple[str, str | None, str]]:
    """Field, id and part of the record for everything that points at something else of it."""
    for i, r in enumerate(record.relations):
        yield from ((f"relations.{i}.{end}", id, "entities") for end, id in (("subject", r.subject), ("object", r.object)))
        yield f"relations.{i}.time", r.time, "times"
    for i, e in enumerate(record.events):
        for j, a in enumerate(e.arguments):
            yield f"events.{i}.arguments.{j}.entity", a.entity, "entities"
            yield f"events.{i}.arguments.{j}.time", a.time, "times"
    for i, c in enumerate(record.claims):
        yield from ((f"claims.{i}.about", id, "events and relations") for id in c.about)
        yield f"claims.{i}.source", c.source, "entities"
        yield f"claims.{i}.said_at", c.said_at, "times"
        yield f"claims.{i}.within", c.within, "claims"
    for i, chain in enumerate(record.event_chains):
        yield from ((f"event_chains.{i}", id, "events and relations") for id in chain)
    for i, link in enumerate(record.event_links):
        yield f"event_links.{i}.from", link.source, "events and relations"
        yield f"event_links.{i}.to", link.target, "events and relations"


def _annotations(record: shape.Record) -> Annotations:
    text = record.document.text
    return Annotations(
        document=with_blocks(Document(**record.document.model_dump())),
        sentences=tuple(Span(begin, end) for begin, end in record.sentences),
        entities=tuple(_entity(e, text) for e in record.entities),
        times=tuple(
            TimeExpression(id=t.id, span=t.span(), text=t.span().of(text), value=t.value, kind=t.kind, bound=t.bound) for t in record.times
        ),
        relations=tuple(Relation(span=r.span(), **r.model_dump(exclude={"begin", "end", "text"})) for r in record.relations),
        events=tuple(_event(e, text) for e in record.events),
        claims=tuple(_claim(c) for c in record.claims),
        event_chains=record.event_chains,
        event_links=tuple(EventLink(source=x.source, relation=x.relation, target=x.target) for x in record.event_links),
    )


def _entity(e: shape.Entity, text: str) -> Entity:
    key = e.key or e.wikidata or (f"geonames-{e.geonames}" if e.geonames else None) or (f"iso-{e.iso3166}" if e.iso3166 else None)
    link = (
        Link(
            key=key,
            wikidata=e.wikidata,
            geonames=e.geonames,
            iso3166=e.iso3166,
            wikipedia=e.wikipedia,
            candidates=tuple(Candidate(**c.model_dump()) for c in e.candidates),
        )
        if key
        else None
    )
    mentions = tuple(Mention(span=m.span(), text=m.span().of(text), kind=m.kind) for m in e.mentions)
    return Entity(id=e.id, type=e.type, name=e.name, mentions=mentions, link=link)


def _event(e: shape.Event, text: str) -> EventMention:
    return EventMention(
        id=e.id,
        type=e.type,
        mode=e.mode,
        contexts=e.contexts,
        trigger=e.trigger.span(),
        trigger_text=e.trigger.span().of(text),
        arguments=tuple(Argument(role=a.role, span=a.span(), entity=a.entity, time=a.time) for a in e.arguments),
        quantities=tuple(
            Quantity(span=q.span(), text=q.span().of(text), of=q.of, low=q.low, high=q.high, unit=q.unit, approximate=q.approximate)
            for q in e.quantities
        ),
        rule=e.rule,
    )


def _claim(c: shape.Claim) -> Claim:
    known: dict[str, Any] = c.model_dump(exclude={"source_span", "cue", "content"})
    return Claim(
        content=tuple(s.span() for s in c.content),
        source_span=c.source_span.span() if c.source_span else None,
        cue=c.cue.span() if c.cue else None,
        **known,
    )
