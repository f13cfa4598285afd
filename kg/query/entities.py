"""Entities by name."""

from pyoxigraph import NamedNode

from kg.errors import QueryError
from kg.graph.literals import string
from kg.query import run
from kg.store.base import Reader

_BY_NAME = """
SELECT DISTINCT ?entity ?label ?documents ?rank WHERE {{
  {{ ?any rdfs:label {name} BIND(0 AS ?rank) }} UNION {{ ?any skos:altLabel {name} BIND(1 AS ?rank) }}
  UNION {{ ?any kg:iso3166 {name} BIND(1 AS ?rank) }} UNION {{ ?any kg:wikidataId {name} BIND(0 AS ?rank) }}
  UNION {{ ?any kg:demonym {name} BIND(2 AS ?rank) }}
  FILTER NOT EXISTS {{ ?any a kg:Candidate }}
  OPTIONAL {{ ?any kg:canonical ?node }} BIND(COALESCE(?node, ?any) AS ?entity)
  OPTIONAL {{ ?entity kg:documentCount ?documents }}
  OPTIONAL {{ GRAPH ?g {{ ?entity rdfs:label ?label }} }}
}}"""
_BY_FOLDED = """
SELECT DISTINCT ?entity ?label ?documents (3 AS ?rank) WHERE {{
  {{ ?any rdfs:label ?label }} UNION {{ ?any skos:altLabel ?label }}
  FILTER(LCASE(?label) = {name})
  FILTER NOT EXISTS {{ ?any a kg:Candidate }}
  OPTIONAL {{ ?any kg:canonical ?node }} BIND(COALESCE(?node, ?any) AS ?entity)
  OPTIONAL {{ ?entity kg:documentCount ?documents }}
}}"""


def resolve(reader: Reader, name: str) -> str:
    """The IRI of the entity that a name means: its IRI, label, alias, code or demonym, in this order; of several the most mentioned one.

    QueryError where nothing has that name, or where two equally good readings remain; it names them.
    """
    if name.startswith(("http://", "https://")):
        return _known(reader, name)
    for pattern, key in ((_BY_NAME, name), (_BY_FOLDED, name.lower())):
        found: dict[str, tuple[int, int, str]] = {}
        for row in run.table(reader, pattern.format(name=string(key))).values():
            entity, label, documents, rank = row
            score = (int(str(rank)), -int(str(documents or 0)), str(label or ""))
            found[str(entity)] = min(found.get(str(entity), score), score)
        if found:
            return _best(name, found)
    raise QueryError(f"nothing in the graph is called {name!r}: 'kg query entities' lists what there is")


def _best(name: str, found: dict[str, tuple[int, int, str]]) -> str:
    ordered = sorted(found, key=lambda entity: (found[entity][:2], entity))
    if len(ordered) > 1 and found[ordered[0]][:2] == found[ordered[1]][:2]:
        readings = "; ".join(f"{found[entity][2]} <{entity}>" for entity in ordered[:5])
        raise QueryError(f"{name!r} may mean {readings}: name one by its IRI")
    return ordered[0]


def _known(reader: Reader, iri: str) -> str:
    if not described(reader, iri):
        raise QueryError(f"nothing in the graph has the IRI {iri}")
    return iri


def described(reader: Reader, iri: str) -> bool:
    """Whether the graph says something of an IRI; not of what is none."""
    if any(character in iri for character in ' <>"{}|\\^`') or not iri.startswith(("http://", "https://")):
        return False
    try:
        node = NamedNode(iri)
    except ValueError:
        return False
    return next(reader.quads(subject=node), None) is not None
