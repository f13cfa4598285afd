"""The derived facts alone: what the default view asserts, without claims, words and texts."""

from collections.abc import Iterator
from functools import lru_cache
from itertools import groupby

from pyoxigraph import Literal, NamedNode

from kg.export.lines import triple_lines
from kg.graph.iri import BASE, derived_graph
from kg.ontology.vocab import XSD, Class, Outside, Property
from kg.store.base import Reader

_TYPE = NamedNode(Outside.TYPE)
_EVENT = NamedNode(Class.EVENT)
_CONTRADICTION = NamedNode(Class.CONTRADICTION)
_FACTUAL = NamedNode(Property.FACTUAL)
_TRUE = Literal("true", datatype=NamedNode(XSD + "boolean"))
_TIME = f"<{Property.TIME}>"
_OF_TIME = frozenset(
    NamedNode(p)
    for p in (Outside.TYPE, Property.EDTF, Property.EARLIEST_BEGIN, Property.LATEST_BEGIN, Property.EARLIEST_END, Property.LATEST_END)
)
_POINTERS = frozenset(
    f"<{p}>"
    for p in (Property.HAS_MENTION, Property.SUPPORTED_BY, Property.PREMISE, Property.CANONICAL, Property.SUPERSEDES, Property.COPY_OF)
)
_KNOWN = 1 << 12
"""Objects of which it is kept at hand whether they are left out."""


def fact_lines(reader: Reader, base: str = BASE) -> Iterator[bytes]:
    """Lines of N-Quads with the derived graph's canonical entities, factual events, facts with their nodes, and tenures.

    Events keep their times with values and bounds. Pointers to claims and event mentions are left out, for these are not in it; so are
    contradictions and events that nobody asserts.
    """
    graph = derived_graph(base)

    @lru_cache(maxsize=_KNOWN)
    def left_out(term: str) -> bool:
        """Whether a resource is a contradiction, or an event that no claim of the default view supports."""
        if not term.startswith("<"):
            return False
        node = NamedNode(term[1:-1])
        kinds = {quad.object for quad in reader.quads(node, _TYPE, None, graph)}
        return _CONTRADICTION in kinds or (_EVENT in kinds and next(reader.quads(node, _FACTUAL, _TRUE, graph), None) is None)

    triples = (line.decode()[:-3].split(" ", 2) for line in triple_lines(reader, graph))
    for subject, said in groupby(triples, key=lambda triple: triple[0]):
        if left_out(subject):
            continue
        for _, predicate, object_ in said:
            if predicate not in _POINTERS and not left_out(object_):
                yield f"{subject} {predicate} {object_} <{graph}> .\n".encode()
                if predicate == _TIME and object_.startswith("<"):
                    yield from _value(reader, object_, graph)


def _value(reader: Reader, time: str, graph: str) -> Iterator[bytes]:
    """What an article says of a time, as lines of the derived graph."""
    return (f"{quad.triple} <{graph}> .\n".encode() for quad in reader.quads(NamedNode(time[1:-1])) if quad.predicate in _OF_TIME)
