"""Annotations to the quads of their document graph, as N-Quads lines; the shape is in docs/graph.md.

No RDF library: strings go straight out, canonical and sorted within a document, so a bulk loader can take them as they come.
"""

from collections.abc import Iterator

from kg.graph import iri, provenance
from kg.graph.literals import TRUE, integer, moment, number, string
from kg.graph.literals import iri as as_iri
from kg.graph.provenance import Versions
from kg.graph.statements import Names, claims, events, relations, times
from kg.graph.words import REFERS_TO, A, Lines
from kg.model.annotations import Annotations
from kg.model.entity import Entity
from kg.ontology.vocab import Class, Nif, Outside, Property, entity_class

_TYPES = {c.rsplit("#", 1)[1]: f"<{c}>" for c in Class}
_DOCUMENT = f"<{Class.DOCUMENT}>"
_SHA256 = f"<{Property.SHA256}>"
_TEXT = f"<{Property.TEXT}>"
_TEXT_CLASS = f"<{Class.TEXT}>"
_IS_STRING = f"<{Nif.IS_STRING}>"
_BEGIN_INDEX = f"<{Nif.BEGIN_INDEX}>"
_END_INDEX = f"<{Nif.END_INDEX}>"
_DATE_PUBLISHED = f"<{Outside.DATE_PUBLISHED}>"
_DATE_MODIFIED = f"<{Outside.DATE_MODIFIED}>"
_URL = f"<{Outside.URL}>"
_WAS_GENERATED_BY = f"<{Outside.WAS_GENERATED_BY}>"
_NIL = f"<{Property.NIL}>"
_LINK = f"<{Class.LINK}>"
_LINKED_MENTION = f"<{Property.LINKED_MENTION}>"
_LINKED_TO = f"<{Property.LINKED_TO}>"
_REJECTED = f"<{Property.REJECTED}>"
_CANDIDATE = f"<{Class.CANDIDATE}>"
_KEY = f"<{Property.KEY}>"


def quads(annotations: Annotations, base: str = iri.BASE, *, extraction: Versions | None = None) -> Iterator[str]:
    """The lines of the document graph, without line ends: each once, sorted by code point.

    A pure function of the annotations (as the annotations file keeps them), the base and `extraction`: the names and versions of program,
    model and tables; with them the document says what it was extracted by.
    """
    lines = Lines(annotations, base)
    _document(lines, annotations, extraction)
    names = Names(
        entities={e.id: f"<{iri.entity(base, lines.hash, e)}>" for e in annotations.entities},
        times={t.id: f"<{iri.time(base, lines.hash, t.span)}>" for t in annotations.times},
        mentioned={m.span: e.id for e in annotations.entities for m in e.mentions},
    )
    for entity in annotations.entities:
        _entity(lines, entity, names.entities[entity.id])
    times(lines, annotations, names)
    relations(lines, annotations, names)
    events(lines, annotations, names)
    claims(lines, annotations, names)
    yield from lines.close()


def _document(lines: Lines, annotations: Annotations, extraction: Versions | None) -> None:
    document, node, add = annotations.document, lines.term, lines.add
    text = f"<{iri.text(lines.iri)}>"
    add(node, A, _DOCUMENT)
    add(node, _SHA256, string(document.digest))
    add(node, _TEXT, text)
    add(text, A, _TEXT_CLASS)
    add(text, _IS_STRING, string(document.text))
    add(text, _BEGIN_INDEX, integer(0))
    add(text, _END_INDEX, integer(len(document.text)))
    for property, value in (
        (Property.IDENTIFIER, document.id),
        (Property.SOURCE_PATH, document.source),
        (Outside.IN_LANGUAGE, document.language),
        (Outside.HEADLINE, document.title),
        (Property.OUTLET, document.outlet),
        (Property.BYLINE, document.byline),
        (Property.DATELINE, document.dateline),
        *((Property.ALSO_AT, other) for other in document.also),
    ):
        if value:
            add(node, f"<{property}>", string(value))
    if document.published:
        add(node, _DATE_PUBLISHED, moment(document.published))
    if document.updated:
        add(node, _DATE_MODIFIED, moment(document.updated))
    if document.url:
        add(node, _URL, as_iri(document.url) or string(document.url))
    if annotations.edited:
        add(node, f"<{Property.EDITED}>", TRUE)
    if extraction:
        add(node, _WAS_GENERATED_BY, f"<{provenance.extraction(extraction, lines.base)}>")
        for subject, predicate, object in provenance.triples(extraction, lines.base):
            add(subject, predicate, object)


_LABEL = f"<{Outside.LABEL}>"
_KIND = f"<{Property.MENTION_KIND}>"
_SCORE = f"<{Property.SCORE}>"
_REASON = f"<{Property.REASON}>"


def _entity(lines: Lines, entity: Entity, node: str) -> None:
    add = lines.add
    add(node, A, _TYPES.get(entity.type.value) or f"<{entity_class(entity.type.value)}>")
    add(node, _LABEL, string(entity.name))
    for mention in entity.mentions:
        words = lines.mention(mention.span)
        add(words, REFERS_TO, node)
        add(words, _KIND, f'"{mention.kind.value}"')
    if entity.link is None:
        add(node, _NIL, TRUE)
    elif entity.link.candidates:
        _link(lines, entity, node)


def _link(lines: Lines, entity: Entity, node: str) -> None:
    """The reading that was chosen, with score and reasons, and those that were rejected."""
    chosen, add = entity.link, lines.add
    if chosen is None:
        return
    first = min(m.span for m in entity.mentions)
    link_iri = iri.link(lines.base, lines.hash, first)
    link = f"<{link_iri}>"
    add(link, A, _LINK)
    add(link, _LINKED_MENTION, lines.mention(first))
    add(link, _LINKED_TO, node)
    for candidate in chosen.candidates:
        holder = link
        if candidate.key != chosen.key:
            holder = f"<{iri.candidate(lines.base, link_iri, candidate.key)}>"
            add(link, _REJECTED, holder)
            add(holder, A, _CANDIDATE)
            add(holder, _KEY, string(candidate.key))
            add(holder, _LABEL, string(candidate.name))
        add(holder, _SCORE, number(round(candidate.score, 3)))
        for reason in candidate.reasons:
            add(holder, _REASON, string(reason))
