"""The front door: a store in a format by its name."""

import sys
from collections.abc import Callable
from pathlib import Path
from typing import IO

from kg.errors import OutputError
from kg.export import ftm, network, plover, rdf, tables
from kg.graph.iri import BASE
from kg.store.base import Reader

_OTHERS: dict[str, Callable[..., int | None]] = {
    "graphml": network.graphml,
    "gexf": network.gexf,
    "plover": plover.write_jsonl,
    "plover-csv": plover.write_csv,
    "ftm": ftm.write,
}

FORMATS = {
    "turtle": "RDF, Turtle: union of all graphs",
    "trig": "RDF, TriG: all graphs apart",
    "ntriples": "RDF, N-Triples: union of all graphs",
    "nquads": "RDF, N-Quads: all graphs apart, sorted",
    "jsonld": "RDF, JSON-LD: union of all graphs",
    "rdfxml": "RDF/XML: union of all graphs",
    "graphml": "network of entities and events for Gephi, Cytoscape, yEd",
    "gexf": "the same for Gephi",
    "neo4j": "a folder with nodes.csv, edges.csv, claims.csv and claim_edges.csv, headers for Neo4j's import",
    "plover": "event rows with actor codes, JSON lines",
    "plover-csv": "event rows with actor codes, CSV",
    "ftm": "FollowTheMoney entities, JSON lines (default view)",
}
"""Formats by name, with what they are."""


def write(reader: Reader, format: str, target: Path | IO[bytes] | None = None, *, facts: bool = False, base: str = BASE) -> int:
    """Write a store to a file (aside first, then renamed), a stream, or stdout (None).

    `facts` keeps the default view: derived facts, events that somebody asserts, entities. The number of control characters that the format
    could not hold and shows as pictures: none but in those of XML. OutputError for a format that does not exist or a target that cannot be
    written.
    """
    if format not in FORMATS:
        raise OutputError(f"no format {format!r}: choose one of {', '.join(FORMATS)}")
    if format == "neo4j":
        if not isinstance(target, Path):
            raise OutputError("neo4j is several files: name a folder for them")
        tables.neo4j(reader, target, facts=facts)
        return 0
    if isinstance(target, Path):
        return _to_file(reader, format, target, facts=facts, base=base)
    return _to_stream(reader, format, target or sys.stdout.buffer, facts=facts, base=base)


def _to_stream(reader: Reader, format: str, stream: IO[bytes], *, facts: bool, base: str) -> int:
    if format in _OTHERS:
        return _OTHERS[format](reader, stream, facts=facts) or 0
    return rdf.write(reader, format, stream, facts=facts, base=base)


def _to_file(reader: Reader, format: str, path: Path, *, facts: bool, base: str) -> int:
    aside = path.with_name(f".{path.name}.new")
    try:
        with aside.open("wb") as stream:
            pictured = _to_stream(reader, format, stream, facts=facts, base=base)
        aside.replace(path)
    except OSError as error:
        raise OutputError(f"{path} cannot be written ({error.strerror}): name another file") from error
    finally:
        aside.unlink(missing_ok=True)
    return pictured
