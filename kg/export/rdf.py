"""RDF files: sorted, prefixed, the same bytes for the same graph, written as they are read.

Turtle, N-Triples, RDF/XML and JSON-LD hold the union of all graphs; TriG and N-Quads keep the graphs.
"""

from collections.abc import Callable, Iterable, Iterator
from typing import IO

from kg.export import jsonld, rdfxml
from kg.export.facts import fact_lines
from kg.export.lines import as_triple, quad_lines, sort
from kg.export.turtle import by_graph, trig, turtle
from kg.export.xmltext import Words
from kg.graph.iri import BASE
from kg.store.base import Reader

Quads = Iterable[bytes]
"""Lines of N-Quads in any order."""


def _triples(quads: Quads) -> Iterator[bytes]:
    return sort(map(as_triple, quads))


def _turtle(quads: Quads, stream: IO[bytes], base: str) -> None:
    _text(turtle(_triples(quads), base), stream)


def _trig(quads: Quads, stream: IO[bytes], base: str) -> None:
    _text(trig(sort(map(by_graph, quads)), base), stream)


def _ntriples(quads: Quads, stream: IO[bytes], base: str) -> None:
    del base
    stream.writelines(_triples(quads))


def _nquads(quads: Quads, stream: IO[bytes], base: str) -> None:
    del base
    stream.writelines(sort(quads))


def _jsonld(quads: Quads, stream: IO[bytes], base: str) -> None:
    _text(jsonld.write(_triples(quads), base), stream)


def _rdfxml(quads: Quads, stream: IO[bytes], base: str) -> int:
    """The number of characters that XML has no room for."""
    del base
    words = Words()
    _text(rdfxml.write(_triples(quads), words), stream)
    return words.pictured


FORMATS: dict[str, Callable[[Quads, IO[bytes], str], int | None]] = {
    "turtle": _turtle,
    "trig": _trig,
    "ntriples": _ntriples,
    "nquads": _nquads,
    "jsonld": _jsonld,
    "rdfxml": _rdfxml,
}
"""Formats by name."""


def write(reader: Reader, format: str, stream: IO[bytes], *, facts: bool = False, base: str = BASE) -> int:
    """Write a store in an RDF format of `FORMATS`; `facts` keeps the derived facts only.

    The number of characters that the format could not hold and shows as pictures: control characters, in RDF/XML alone.
    """
    return FORMATS[format](fact_lines(reader, base) if facts else quad_lines(reader), stream, base) or 0


def _text(chunks: Iterable[str], stream: IO[bytes]) -> None:
    for chunk in chunks:
        stream.write(chunk.encode("utf-8"))
