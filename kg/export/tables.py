"""CSV tables of nodes, edges and claims with the headers that Neo4j's import reads."""

import csv
import io
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import groupby
from pathlib import Path
from typing import IO

from kg.errors import OutputError
from kg.export.ordered import all_edges, all_nodes, subjects
from kg.ontology.vocab import Class
from kg.query import batches
from kg.query.run import Value
from kg.store.base import Reader

_NODES = ("iri:ID", "label", ":LABEL", "kind", "documents:int", "mentions:int", "sources:int", "factual:boolean", "time")
_EDGES = (":START_ID", ":END_ID", ":TYPE", "documents:int", "sources:int", "iri")
_CLAIMS = (
    *("claim:ID", ":LABEL", "voice", "stance", "polarity", "certainty", "tense", "said", "factual:boolean", "document"),
    *("about:string[]", "sentence", "begin:int[]", "end:int[]"),
)
_CLAIM_EDGES = (":START_ID", ":END_ID", ":TYPE")
_CLAIM_ROWS = """
SELECT DISTINCT ?claim ?voice ?stance ?polarity ?certainty ?tense ?said ?factual ?document ?topic ?sentence ?begin ?end WHERE {
  VALUES ?claim { $nodes }
  ?claim kg:voice ?voice ; kg:stance ?stance ; kg:factual ?factual .
  ?claim kg:reportedBy/kg:identifier ?document ; kg:evidence ?span .
  ?span nif:anchorOf ?sentence ; nif:beginIndex ?begin ; nif:endIndex ?end .
  OPTIONAL { ?claim kg:about ?topic }
  OPTIONAL { ?claim kg:polarity ?polarity }
  OPTIONAL { ?claim kg:certainty ?certainty }
  OPTIONAL { ?claim kg:tense ?tense }
  OPTIONAL { ?claim kg:saidAt/kg:edtf ?said }
}
ORDER BY ?claim ?begin ?topic"""
_ENDS = """
SELECT DISTINCT ?claim ?end ?type (?factual && COALESCE(?happened, true) AS ?held) WHERE {
  VALUES ?claim { $nodes }
  ?claim kg:factual ?factual .
  { ?claim kg:source/kg:canonical ?end BIND("saidBy" AS ?type) }
  UNION { ?claim kg:about/^kg:hasMention ?end . ?end kg:factual ?happened BIND("about" AS ?type) }
}
ORDER BY ?claim ?type ?end"""


def neo4j(reader: Reader, folder: Path, *, facts: bool = False) -> None:
    """Write `nodes.csv`, `edges.csv`, `claims.csv` and `claim_edges.csv` into a folder, made if it is not there.

    Ids are unique over nodes and claims, and both ends of every edge are among them. `facts` keeps the default view only.
    """
    tables: dict[str, Callable[..., Iterator[Sequence[Value]]]] = {
        "nodes": nodes,
        "edges": edges,
        "claims": claims,
        "claim_edges": claim_edges,
    }
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name, rows in tables.items():
            with (folder / f"{name}.csv").open("wb") as stream:
                write_rows(rows(reader, facts=facts), stream)
    except OSError as error:
        raise OutputError(f"{folder} cannot be written ({error.strerror}): name another folder") from error


def nodes(reader: Reader, *, facts: bool = False) -> Iterator[Sequence[Value]]:
    """Rows of nodes, the header first."""
    yield _NODES
    for n in all_nodes(reader, facts=facts):
        yield n.iri, n.label, n.type, n.kind, n.documents, n.mentions, n.sources, n.factual, n.time


def edges(reader: Reader, *, facts: bool = False) -> Iterator[Sequence[Value]]:
    """Rows of edges, the header first."""
    yield _EDGES
    yield from all_edges(reader, facts=facts)


def claims(reader: Reader, *, facts: bool = False) -> Iterator[Sequence[Value]]:
    """Rows of claims, the header first; what a claim has several of is joined, by a bar where it is sentences."""
    yield _CLAIMS
    found = batches.rows(reader, _CLAIM_ROWS, subjects(batches.of_class(reader, Class.CLAIM)))
    for (claim, *fields), group in groupby(found, key=lambda row: row[:9]):
        rows = list(group)
        if fields[-2] or not facts:
            topics = ";".join(sorted({str(row[9]) for row in rows if row[9]}))
            spans = dict.fromkeys(row[10:] for row in rows)
            sentence = " | ".join(str(words) for words, _, _ in spans)
            offsets = (";".join(str(span[end]) for span in spans) for end in (1, 2))
            yield claim, "Claim", *fields, topics, sentence, *offsets


def claim_edges(reader: Reader, *, facts: bool = False) -> Iterator[Sequence[Value]]:
    """Rows that lead from a claim to the entity that says it and to the events it is about, the header first."""
    yield _CLAIM_EDGES
    for *edge, held in batches.rows(reader, _ENDS, subjects(batches.of_class(reader, Class.CLAIM))):
        if held or not facts:
            yield edge


def write_rows(rows: Iterable[Sequence[Value]], stream: IO[bytes]) -> None:
    """Write CSV rows in UTF-8, booleans as Neo4j reads them; None is an empty cell."""
    for row in rows:
        buffer = io.StringIO()
        csv.writer(buffer, lineterminator="\n").writerow(str(cell).lower() if isinstance(cell, bool) else cell for cell in row)
        stream.write(buffer.getvalue().encode("utf-8"))
