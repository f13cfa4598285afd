"""RDF files: sorted, prefixed, the same bytes for the same graph, written as they are read.

Turtle, N-Triples, RDF/XML and JSON-LD hold the union of all graphs; TriG and N-Quads keep the graphs.
"""

import tempfile
from collections.abc import Callable, Iterable, Iterator
from typing import IO

from pyoxigraph import RdfFormat, parse, serialize

from kg.errors import OutputError
from kg.export import jsonld
from kg.export.facts import facts_only
from kg.export.lines import quad_lines, sort, triple_lines
from kg.export.turtle import by_graph, trig, turtle
from kg.graph.iri import BASE
from kg.ontology.vocab import PREFIXES
from kg.store.base import Reader

_Writer = Callable[[Reader, IO[bytes], str], None]


def _turtle(reader: Reader, stream: IO[bytes], base: str) -> None:
    _text(turtle(triple_lines(reader), base), stream)


def _trig(reader: Reader, stream: IO[bytes], base: str) -> None:
    _text(trig(sort(map(by_graph, quad_lines(reader))), base), stream)


def _ntriples(reader: Reader, stream: IO[bytes], base: str) -> None:
    del base
    stream.writelines(triple_lines(reader))


def _nquads(reader: Reader, stream: IO[bytes], base: str) -> None:
    del base
    stream.writelines(quad_lines(reader))


def _jsonld(reader: Reader, stream: IO[bytes], base: str) -> None:
    _text(jsonld.write(triple_lines(reader), base), stream)


def _rdfxml(reader: Reader, stream: IO[bytes], base: str) -> None:
    """RDF/XML by pyoxigraph; XML has no room for most control characters, so a text with one of them is refused."""
    del base
    with tempfile.TemporaryFile() as lines:
        lines.writelines(_printable(triple_lines(reader)))
        lines.seek(0)
        triples = parse(lines, format=RdfFormat.N_TRIPLES)
        serialize((quad.triple for quad in triples), stream, format=RdfFormat.RDF_XML, prefixes=dict(PREFIXES))


def _printable(lines: Iterable[bytes]) -> Iterator[bytes]:
    for line in lines:
        if b"\\u00" in line and any(f"\\u{code:04X}".encode() in line for code in _UNPRINTABLE):
            raise OutputError(f"RDF/XML cannot hold the control character in {line[:120]!r}: export another format, such as turtle")
        yield line


_UNPRINTABLE = tuple(code for code in range(32) if code not in (9, 10, 13))

FORMATS: dict[str, _Writer] = {
    "turtle": _turtle,
    "trig": _trig,
    "ntriples": _ntriples,
    "nquads": _nquads,
    "jsonld": _jsonld,
    "rdfxml": _rdfxml,
}
"""Formats by name."""


def write(reader: Reader, format: str, stream: IO[bytes], *, facts: bool = False, base: str = BASE) -> None:
    """Write a store in an RDF format of `FORMATS`; `facts` keeps the derived facts only."""
    if facts:
        reader = facts_only(reader, base)
    FORMATS[format](reader, stream, base)


def _text(chunks: Iterable[str], stream: IO[bytes]) -> None:
    for chunk in chunks:
        stream.write(chunk.encode("utf-8"))
