"""A difference between builds as a patch: Turtle inside of SPARQL Update, which any server applies."""

import re
from collections.abc import Iterator
from itertools import groupby

from pyoxigraph import NamedNode, Triple

from kg.ontology.vocab import PREFIXES, RDF
from kg.store.base import Reader

_LOCAL = re.compile(r"[A-Za-z_][\w-]*", re.ASCII)
_NAMESPACES = sorted(((iri, prefix) for prefix, iri in PREFIXES.items()), key=lambda pair: (-len(pair[0]), pair[1]))

Row = tuple[str, str, str]


def patch(before: Reader, after: Reader) -> Iterator[str]:
    """Lines that make the first store's quads the second's: for each graph what goes and what comes, sorted."""
    yield from (f"PREFIX {prefix}: <{iri}>" for prefix, iri in sorted(PREFIXES.items()))
    for graph in sorted({*before.graphs(), *after.graphs()}):
        old, new = _rows(before, graph), _rows(after, graph)
        yield from _block("DELETE DATA", graph, sorted(old - new))
        yield from _block("INSERT DATA", graph, sorted(new - old))


def _rows(reader: Reader, graph: str) -> set[Row]:
    return {_row(quad.triple) for quad in reader.quads(graph=graph)}


def _row(triple: Triple) -> Row:
    return _term(triple.subject), "a" if triple.predicate.value == RDF + "type" else _term(triple.predicate), _term(triple.object)


def _term(term: object) -> str:
    if isinstance(term, NamedNode):
        for namespace, prefix in _NAMESPACES:
            if term.value.startswith(namespace) and _LOCAL.fullmatch(term.value, len(namespace)):
                return f"{prefix}:{term.value[len(namespace) :]}"
    return str(term)


def _block(verb: str, graph: str, rows: list[Row]) -> Iterator[str]:
    if not rows:
        return
    yield f"\n{verb} {{ GRAPH <{graph}> {{"
    for subject, group in groupby(rows, key=lambda row: row[0]):
        yield f"  {subject} " + " ;\n    ".join(f"{predicate} {object}" for _, predicate, object in group) + " ."
    yield "} } ;"
