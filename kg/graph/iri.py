"""Every IRI is minted here (model.md, docs/graph.md).

Parts are hashed as a JSON list, never as glued text, and hold nothing that a correction may change: no type, link, score or clock.
Each function takes the base of resources and returns an IRI without angle brackets.
"""

import hashlib
import json
from urllib.parse import quote

from kg.model.document import Document
from kg.model.entity import Entity
from kg.model.span import Span
from kg.ontology.vocab import KGR

BASE = KGR
"""Default base of resources."""

DIGITS = 24
"""Hexadecimal digits kept of SHA-256: 96 bits, so among ten thousand million nodes two alike are less likely than 1 in 10^9."""

_ENCODE = json.JSONEncoder(ensure_ascii=True, separators=(",", ":")).encode

Part = str | int | None | list["Part"]


def digest(*parts: Part) -> str:
    """First digits of SHA-256 over the parts as a JSON list."""
    return hashlib.sha256(_ENCODE(parts).encode("ascii")).hexdigest()[:DIGITS]


def document_hash(document: Document) -> str:
    """The part of a document's IRI that comes from its text."""
    return document.digest[:DIGITS]


def document(base: str, hash: str) -> str:
    """A document and its named graph."""
    return f"{base}document/{hash}"


def text(document_iri: str) -> str:
    """The text of a document, RFC 5147 for "from the first character to the last"."""
    return f"{document_iri}#char=0,"


def words(document_iri: str, span: Span) -> str:
    """A span of a document's text: mention, phrase or sentence."""
    return f"{document_iri}#char={span.begin},{span.end}"


def entity_of_key(base: str, key: str) -> str:
    """An entity that a row of the tables knows."""
    return f"{base}entity/{quote(key, safe='')}"


def entity(base: str, hash: str, entity: Entity) -> str:
    """An entity of a document: by key where it is linked, else by document and first mention."""
    if entity.link is not None:
        return entity_of_key(base, entity.link.key)
    first = min(m.span for m in entity.mentions)
    return f"{base}entity/nil-{digest(hash, first.begin, first.end)}"


def event_mention(base: str, hash: str, trigger: Span, ordinal: int = 0) -> str:
    """An event mention: document, trigger, and the ordinal among those of the same trigger from the second on."""
    return f"{base}event-mention/{digest(*_ordered(['event', hash, trigger.begin, trigger.end], ordinal))}"


def relation(base: str, hash: str, evidence: Span, ordinal: int = 0) -> str:
    """A relation: document, evidence, and the ordinal among those of the same evidence from the second on."""
    return f"{base}relation/{digest(*_ordered(['relation', hash, evidence.begin, evidence.end], ordinal))}"


def claim(base: str, hash: str, evidence: tuple[Span | None, Span | None, tuple[Span, ...]], ordinal: int = 0) -> str:
    """A claim: document, spans of source, cue and content, and the ordinal among those that share all of them from the second on."""
    source, cue, content = evidence
    parts: list[Part] = ["claim", hash, _pair(source), _pair(cue), [_pair(s) for s in content]]
    return f"{base}claim/{digest(*_ordered(parts, ordinal))}"


def time(base: str, hash: str, span: Span) -> str:
    """A time expression."""
    return f"{base}time/{digest('time', hash, span.begin, span.end)}"


def quantity(base: str, event_iri: str, span: Span) -> str:
    """A quantity of an event mention."""
    return f"{base}quantity/{digest('quantity', event_iri, span.begin, span.end)}"


def link(base: str, hash: str, first: Span) -> str:
    """The link of the entity whose first mention that is."""
    return f"{base}link/{digest('link', hash, first.begin, first.end)}"


def candidate(base: str, link_iri: str, key: str) -> str:
    """A reading that the linker weighed and rejected."""
    return f"{base}candidate/{digest('candidate', link_iri, key)}"


def background_fact(base: str, *parts: str | None) -> str:
    """A fact of the tables: subject, predicate, object, office, since, until."""
    return f"{base}background-fact/{digest(*parts)}"


def extraction(base: str, *parts: str) -> str:
    """A program, a model and tables that made document graphs together."""
    return f"{base}extraction/{digest(*parts)}"


def event(base: str, least_mention: str) -> str:
    """A cluster of event mentions, by the least IRI among them."""
    return f"{base}event/{digest('event', least_mention)}"


def fact(base: str, subject: str, predicate: str, object: str) -> str:
    """A derived factual triple."""
    return f"{base}fact/{digest('fact', subject, predicate, object)}"


def tenure(base: str, holder: str, office: str | None, body: str, *more: str | None) -> str:
    """The holding of an office by a person at a body; `more` tells two apart, such as a later term."""
    return f"{base}tenure/{digest('tenure', holder, office, body, *more)}"


def contradiction(base: str, kind: str, *claims: str) -> str:
    """Claims that cannot all hold, in any order."""
    return f"{base}contradiction/{digest('contradiction', kind, *sorted(claims))}"


def decision(base: str, kind: str, pair: tuple[str, str], decided_by: str) -> str:
    """A judgement on two nodes, in either order."""
    return f"{base}decision/{digest('decision', kind, *sorted(pair), decided_by)}"


def decisions_graph(base: str) -> str:
    """The graph of merges and human judgements."""
    return f"{base}decisions"


def background_graph(base: str) -> str:
    """The graph of what the tables know about entities that occur."""
    return f"{base}background"


def derived_graph(base: str) -> str:
    """The graph of what follows from all others."""
    return f"{base}derived"


def _pair(span: Span | None) -> Part:
    return [span.begin, span.end] if span is not None else None


def _ordered(parts: list[Part], ordinal: int) -> list[Part]:
    return [*parts, ordinal] if ordinal else parts
