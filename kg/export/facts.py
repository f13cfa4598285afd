"""The derived facts alone: what the default view asserts, without claims, words and texts."""

from pyoxigraph import NamedNode, Quad

from kg.graph.iri import BASE, derived_graph
from kg.ontology.vocab import Class, Outside, Property
from kg.store.base import Quadstore, Reader
from kg.store.memory import open_memory

_TYPE = NamedNode(Outside.TYPE)


def facts_only(reader: Reader, base: str = BASE) -> Quadstore:
    """A store with the derived graph's canonical entities, factual events, facts with their nodes, and tenures.

    Events keep their times with values and bounds. Pointers to claims and event mentions are left out, for these are not in it; so are
    contradictions and events that nobody asserts.
    """
    graph = derived_graph(base)
    left_out = _subjects_left_out(reader, graph)
    kept = open_memory()
    staying = [quad for quad in reader.quads(graph=graph) if quad.subject not in left_out and _stays(quad, left_out)]
    times = {quad.object for quad in staying if quad.predicate == _TIME}
    values = (quad for time in times if isinstance(time, NamedNode) for quad in reader.quads(time) if quad.predicate in _OF_TIME)
    kept.change([], [f"{quad} ." for quad in (*staying, *(Quad(q.subject, q.predicate, q.object, NamedNode(graph)) for q in values))])
    return kept


def _subjects_left_out(reader: Reader, graph: str) -> set[object]:
    """Contradictions, and events that no claim of the default view supports."""
    found: set[object] = {q.subject for q in reader.quads(None, _TYPE, NamedNode(Class.CONTRADICTION), graph)}
    factual = {q.subject for q in reader.quads(None, NamedNode(Property.FACTUAL), None, graph) if getattr(q.object, "value", "") == "true"}
    return found | {q.subject for q in reader.quads(None, _TYPE, NamedNode(Class.EVENT), graph) if q.subject not in factual}


_TIME = NamedNode(Property.TIME)
_OF_TIME = frozenset(
    NamedNode(p)
    for p in (Outside.TYPE, Property.EDTF, Property.EARLIEST_BEGIN, Property.LATEST_BEGIN, Property.EARLIEST_END, Property.LATEST_END)
)
_POINTERS = frozenset(
    NamedNode(p)
    for p in (Property.HAS_MENTION, Property.SUPPORTED_BY, Property.PREMISE, Property.CANONICAL, Property.SUPERSEDES, Property.COPY_OF)
)


def _stays(quad: Quad, left_out: set[object]) -> bool:
    return quad.predicate not in _POINTERS and quad.object not in left_out
