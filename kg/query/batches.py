"""Queries of many resources, some at a time: what is joined, grouped and sorted is never more than a batch."""

from collections.abc import Iterable, Iterator
from itertools import islice

from pyoxigraph import NamedNode

from kg.ontology.vocab import Outside
from kg.query.run import Value, table
from kg.store.base import Reader

_BATCH = 500
"""Resources a query: large enough that parsing it costs little beside answering it."""


def of_class(reader: Reader, kind: str) -> Iterator[str]:
    """IRIs of the resources of a class, in the order of the store."""
    found = reader.quads(None, NamedNode(Outside.TYPE), NamedNode(kind))
    return (quad.subject.value for quad in found if isinstance(quad.subject, NamedNode))


def having(reader: Reader, property: str) -> Iterator[str]:
    """IRIs of the resources that have a property, in the order of the store; once for each value."""
    return (quad.subject.value for quad in reader.quads(None, NamedNode(property)) if isinstance(quad.subject, NamedNode))


def batches(iris: Iterable[str]) -> Iterator[list[str]]:
    """The IRIs, some at a time."""
    rest = iter(iris)
    while batch := list(islice(rest, _BATCH)):
        yield batch


def rows(reader: Reader, sparql: str, iris: Iterable[str]) -> Iterator[tuple[Value, ...]]:
    """Rows of a query in which `$nodes` stands for IRIs, asked in batches; sorted and grouped within each batch alone."""
    for batch in batches(iris):
        yield from table(reader, sparql.replace("$nodes", " ".join(f"<{iri}>" for iri in batch))).values()
