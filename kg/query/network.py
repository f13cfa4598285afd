"""Entities and events as nodes, facts and roles as edges: read in batches, in no particular order, so that any store fits."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from kg.ontology.vocab import Class, Property
from kg.query.batches import batches, having, of_class, rows
from kg.store.base import Reader

_ENTITIES = """
SELECT ?node (MIN(?name) AS ?label) (MIN(?type) AS ?class) (MIN(?d) AS ?documents) (MIN(?m) AS ?mentions) WHERE {
  VALUES ?node { $nodes }
  GRAPH ?derived { ?node kg:mentionCount ?m ; rdfs:label ?name ; kg:documentCount ?d }
  ?any kg:canonical ?node .
  GRAPH ?article { ?any a ?type ; rdfs:label ?local }
  ?article a kg:Document .
}
GROUP BY ?node"""
_OTHERS = """
SELECT DISTINCT ?node ?label ?class WHERE {
  VALUES ?node { $nodes }
  GRAPH ?tables { ?node kg:row ?row ; rdfs:label ?label ; a ?class }
  FILTER NOT EXISTS { ?node kg:mentionCount ?n }
  FILTER EXISTS { ?fact kg:subject|kg:object ?node ; a kg:Fact }
}"""
_FACTS = """
SELECT ?s ?o ?p ?documents ?sources ?fact WHERE {
  VALUES ?fact { $nodes }
  ?fact kg:subject ?s ; kg:predicate ?p ; kg:object ?o ; kg:documentCount ?documents ; kg:originalSourceCount ?sources
}"""
_EVENTS = """
SELECT ?event ?type ?factual ?documents ?sources (MIN(?value) AS ?time) WHERE {
  VALUES ?event { $nodes }
  ?event kg:eventType ?type ; kg:factual ?factual ; kg:documentCount ?documents ; kg:originalSourceCount ?sources .
  OPTIONAL { ?event kg:time/kg:edtf ?value }
}
GROUP BY ?event ?type ?factual ?documents ?sources"""
_ROLES = """
SELECT DISTINCT ?event ?role ?node WHERE {
  VALUES ?event { $nodes }
  ?event kg:hasMention ?mention ; kg:factual ?factual . ?mention ?role ?local . ?local kg:canonical ?node
  FILTER(?role IN (kg:actor, kg:recipient, kg:location, kg:origin, kg:destination, kg:instrument, kg:topic) && $kept)
}"""


class Node(NamedTuple):
    """An entity or an event; counts are None where they do not apply, `factual` and `time` for entities."""

    iri: str
    kind: str
    type: str
    label: str
    documents: int
    mentions: int | None = None
    sources: int | None = None
    factual: bool | None = None
    time: str | None = None


class Edge(NamedTuple):
    """A fact, with its counts and IRI, or the role that an entity has in an event."""

    source: str
    target: str
    label: str
    documents: int | None = None
    sources: int | None = None
    iri: str | None = None


def nodes(reader: Reader, *, everything: bool) -> Iterator[Node]:
    """Canonical entities, those of the tables that facts lead to, and events; only of the default view unless `everything`."""
    yield from entities(reader, having(reader, Property.MENTION_COUNT))
    yield from _others(reader, having(reader, Property.ROW))
    for event, kind, factual, documents, sources, time in rows(reader, _EVENTS, of_class(reader, Class.EVENT)):
        if factual or everything:
            name, shown = local(kind), str(time or "")
            yield Node(str(event), "event", name, name, _int(documents), None, _int(sources), bool(factual), shown)


def edges(reader: Reader, *, everything: bool) -> Iterator[Edge]:
    """Facts from subject to object and roles from event to entity; only of the default view unless `everything`."""
    for s, o, p, documents, sources, fact in rows(reader, _FACTS, of_class(reader, Class.FACT)):
        yield Edge(str(s), str(o), local(p), _int(documents), _int(sources), str(fact))
    asked = _ROLES.replace("$kept", "true" if everything else "?factual")
    for event, role, node in rows(reader, asked, of_class(reader, Class.EVENT)):
        yield Edge(str(event), str(node), local(role))


def entities(reader: Reader, iris: Iterable[str]) -> Iterator[Node]:
    """Those of the resources that are canonical entities."""
    for node, label, kind, documents, mentions in rows(reader, _ENTITIES, iris):
        yield Node(str(node), "entity", local(kind), str(label), _int(documents), _int(mentions))


def described(reader: Reader, iris: Iterable[str]) -> Iterator[Node]:
    """Those of the resources that are entities, of articles or of the tables."""
    for batch in batches(iris):
        found = list(entities(reader, batch))
        yield from found
        yield from _others(reader, sorted({*batch} - {node.iri for node in found}))


def _others(reader: Reader, iris: Iterable[str]) -> Iterator[Node]:
    for node, label, kind in rows(reader, _OTHERS, iris):
        yield Node(str(node), "entity", local(kind), str(label), 0, 0)


def local(iri: object) -> str:
    """The last part of an IRI."""
    return str(iri).rsplit("#", 1)[-1].rsplit("/", 1)[-1]


def _int(value: object) -> int:
    return int(str(value))
