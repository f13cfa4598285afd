"""The graph for other libraries: networkx, rdflib, pandas."""

import importlib
from typing import Any

import networkx as nx
from oxrdflib import OxigraphStore
from rdflib import Dataset

from kg.errors import QueryError
from kg.ontology.vocab import PREFIXES
from kg.query.run import Table, table
from kg.store.base import Reader

_ENTITIES = """
SELECT ?node (MIN(?name) AS ?label) (MIN(?type) AS ?class) (MIN(?d) AS ?documents) (MIN(?m) AS ?mentions) WHERE {
  GRAPH ?derived { ?node kg:mentionCount ?m ; rdfs:label ?name ; kg:documentCount ?d }
  ?any kg:canonical ?node .
  GRAPH ?article { ?any a ?type ; rdfs:label ?local }
  ?article a kg:Document .
}
GROUP BY ?node ORDER BY ?node"""
_OTHERS = """
SELECT DISTINCT ?node ?label ?class WHERE {
  { SELECT DISTINCT ?node WHERE { { ?fact a kg:Fact ; kg:object ?node } UNION { ?fact a kg:Fact ; kg:subject ?node } } }
  FILTER NOT EXISTS { ?node kg:mentionCount ?n }
  ?node kg:row ?row ; rdfs:label ?label ; a ?class
}
ORDER BY ?node"""
_FACTS = """
SELECT ?s ?o ?p ?documents ?sources ?fact WHERE {
  ?fact a kg:Fact ; kg:subject ?s ; kg:predicate ?p ; kg:object ?o ; kg:documentCount ?documents ; kg:originalSourceCount ?sources
}
ORDER BY ?s ?o ?p"""
_EVENTS = """
SELECT ?event ?type ?factual ?documents ?sources (MIN(?value) AS ?time) WHERE {
  ?event a kg:Event ; kg:eventType ?type ; kg:factual ?factual ; kg:documentCount ?documents ; kg:originalSourceCount ?sources .
  OPTIONAL { ?event kg:time/kg:edtf ?value }
}
GROUP BY ?event ?type ?factual ?documents ?sources ORDER BY ?event"""
_ROLE = """
SELECT DISTINCT ?event ?node WHERE {{ ?event a kg:Event ; kg:hasMention ?mention . ?mention {role} ?local . ?local kg:canonical ?node }}
ORDER BY ?event ?node"""
_ROLE_NAMES = ("actor", "recipient", "location", "origin", "destination", "instrument", "topic")


def graph(reader: Reader, *, everything: bool = False) -> "nx.MultiDiGraph[str]":
    """Canonical entities and events as a networkx graph.

    Nodes are IRIs with `kind` (entity or event), `type`, `label`, counts, and for events `factual` and `time`; edges go from subject to
    object of a fact and from an event to what fills its roles, with `label`, and their keys are those labels. Only the default view, unless
    `everything`.
    """
    drawn: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    for node, label, kind, documents, mentions in table(reader, _ENTITIES).values():
        drawn.add_node(str(node), kind="entity", type=_local(kind), label=label, documents=documents, mentions=mentions)
    for node, label, kind in table(reader, _OTHERS).values():
        drawn.add_node(str(node), kind="entity", type=_local(kind), label=label, documents=0, mentions=0)
    for s, o, p, documents, sources, fact in table(reader, _FACTS).values():
        drawn.add_edge(str(s), str(o), key=_local(p), label=_local(p), documents=documents, sources=sources, iri=fact)
    _events(reader, drawn, everything=everything)
    return drawn


def _events(reader: Reader, drawn: "nx.MultiDiGraph[str]", *, everything: bool) -> None:
    for event, kind, factual, documents, sources, time in table(reader, _EVENTS).values():
        if factual or everything:
            name = _local(kind)
            drawn.add_node(
                str(event), kind="event", type=name, label=name, documents=documents, sources=sources, factual=factual, time=time or ""
            )
    for role in _ROLE_NAMES:
        for event, node in table(reader, _ROLE.format(role=f"kg:{role}")).values():
            if str(event) in drawn:
                drawn.add_edge(str(event), str(node), key=role, label=role)


def dataset(reader: Reader) -> Dataset:
    """The store as an rdflib Dataset whose default graph is the union, without loading it; reading only."""
    found = Dataset(store=OxigraphStore(store=reader.quadstore), default_union=True)
    for prefix, namespace in PREFIXES.items():
        found.bind(prefix, namespace)
    return found


def frame(found: Table) -> Any:
    """The rows as a pandas DataFrame; QueryError where pandas is not installed."""
    try:
        pd = importlib.import_module("pandas")
    except ImportError as error:
        raise QueryError("pandas is not installed: pip install pandas") from error
    return pd.DataFrame(found.values(), columns=list(found.columns))


def _local(iri: object) -> str:
    """The last part of an IRI."""
    return str(iri).rsplit("#", 1)[-1].rsplit("/", 1)[-1]
