"""Annotations as one JSON line a document (`kg.annotations/1`)."""

import json
from typing import Any

from kg.model.annotations import Annotations
from kg.model.claim import Claim
from kg.model.entity import Entity
from kg.model.event import Argument, EventMention, Quantity, Relation
from kg.model.seal import SEAL, seal
from kg.model.span import Span

SCHEMA = "kg.annotations/1"

Json = dict[str, Any]


def line(annotations: Annotations) -> str:
    """The record of a document as one line of JSON without the newline; keys in a fixed order, text unescaped."""
    return json.dumps(record(annotations), ensure_ascii=False, separators=(",", ":"), allow_nan=False)


def record(annotations: Annotations) -> Json:
    """The record of a document as plain JSON values, with its seal at the end."""
    text = annotations.document.text
    found: Json = {
        "schema": SCHEMA,
        "document": _document(annotations),
        "sentences": [[s.begin, s.end] for s in annotations.sentences],
        "entities": [_entity(e) for e in annotations.entities],
        "times": [
            {"id": t.id, **_span(t.span, text), "value": t.value, "kind": t.kind.value, **_known(bound=t.bound.value if t.bound else None)}
            for t in annotations.times
        ],
        "relations": [_relation(r) for r in annotations.relations],
        "events": [_event(e, text) for e in annotations.events],
        "claims": [_claim(c, text) for c in annotations.claims],
        "event_chains": [list(chain) for chain in annotations.event_chains],
        "event_links": [{"from": x.source, "relation": x.relation.value, "to": x.target} for x in annotations.event_links],
        **_known(edited=annotations.edited or None),
    }
    return {**found, SEAL: seal(found)}


def _span(span: Span, text: str | None = None) -> Json:
    found: Json = {"begin": span.begin, "end": span.end}
    if text is not None:
        found["text"] = span.of(text)
    return found


def _known(**fields: Any) -> Json:
    """The fields that have a value."""
    return {key: value for key, value in fields.items() if value not in (None, (), [])}


def _document(annotations: Annotations) -> Json:
    d = annotations.document
    return {
        "id": d.id,
        "source": d.source,
        "title": d.title,
        "published": d.published,
        "language": d.language,
        **_known(url=d.url, outlet=d.outlet, byline=d.byline, dateline=d.dateline, updated=d.updated, also=list(d.also)),
        "text": d.text,
    }


def _entity(e: Entity) -> Json:
    link = e.link
    found: Json = {
        "id": e.id,
        "type": e.type.value,
        "name": e.name,
        "wikidata": link.wikidata if link else None,
        "geonames": link.geonames if link else None,
        "iso3166": link.iso3166 if link else None,
        "mentions": [{**_span(m.span), "text": m.text, "kind": m.kind.value} for m in e.mentions],
    }
    if link:
        found["key"] = link.key
        if link.wikipedia:
            found["wikipedia"] = link.wikipedia
        if link.candidates:
            found["candidates"] = [
                {"key": c.key, "name": c.name, "score": round(c.score, 3), "reasons": list(c.reasons)} for c in link.candidates
            ]
    return found


def _relation(r: Relation) -> Json:
    return {
        "id": r.id,
        "subject": r.subject,
        "predicate": r.predicate,
        "object": r.object,
        "office": r.office,
        **_span(r.span),
        "time": r.time,
        **_known(status=r.status.value if r.status else None, until=r.until, rule=r.rule, row=r.row),
        **({"from": r.since} if r.since else {}),
    }


def _event(e: EventMention, text: str) -> Json:
    return {
        "id": e.id,
        "type": e.type,
        "mode": e.mode,
        "contexts": list(e.contexts),
        "trigger": _span(e.trigger, text),
        "arguments": [_argument(a) for a in e.arguments],
        "quantities": [_quantity(q, text) for q in e.quantities],
        **_known(rule=e.rule),
    }


def _argument(a: Argument) -> Json:
    return {"role": a.role.value, **_known(entity=a.entity, time=a.time), **_span(a.span)}


def _quantity(q: Quantity, text: str) -> Json:
    return {**_span(q.span, text), "of": q.of, "low": q.low, "high": q.high, **_known(unit=q.unit, approximate=q.approximate or None)}


def _claim(c: Claim, text: str) -> Json:
    return {
        "id": c.id,
        "about": list(c.about),
        "voice": c.voice.value,
        "source": c.source,
        "within": c.within,
        "source_span": _span(c.source_span) if c.source_span else None,
        "cue": _span(c.cue, text) if c.cue else None,
        "content": [_span(s) for s in c.content],
        "stance": c.stance.value,
        "polarity": c.polarity.value if c.polarity else None,
        "certainty": c.certainty.value if c.certainty else None,
        "tense": c.tense.value if c.tense else None,
        "said_at": c.said_at,
        **_known(reasons=list(c.reasons)),
    }
