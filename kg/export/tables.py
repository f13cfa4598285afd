"""CSV tables: nodes, edges and claims with the headers that Neo4j's import reads, and event rows in the manner of PLOVER and CAMEO."""

import csv
import io
import json
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import IO

from kg.errors import OutputError
from kg.ontology import codebook
from kg.query.project import graph
from kg.query.run import Value, table
from kg.store.base import Reader

_NODES = ("iri:ID", "label", ":LABEL", "kind", "documents:int", "mentions:int", "sources:int", "factual:boolean", "time")
_EDGES = (":START_ID", ":END_ID", ":TYPE", "documents:int", "sources:int", "iri")
_CLAIMS = "claim about voice source stance polarity certainty tense said factual document sentence begin end"
_CLAIM_ROWS = """
SELECT DISTINCT ?claim ?topic ?voice ?who ?stance ?polarity ?certainty ?tense ?said ?factual ?document ?sentence ?begin ?end WHERE {
  ?claim a kg:Claim ; kg:voice ?voice ; kg:stance ?stance ; kg:factual ?factual .
  ?claim kg:reportedBy/kg:identifier ?document ; kg:evidence ?span .
  ?span nif:anchorOf ?sentence ; nif:beginIndex ?begin ; nif:endIndex ?end .
  OPTIONAL { ?claim kg:about ?topic }
  OPTIONAL { ?claim kg:source/kg:canonical ?who }
  OPTIONAL { ?claim kg:polarity ?polarity }
  OPTIONAL { ?claim kg:certainty ?certainty }
  OPTIONAL { ?claim kg:tense ?tense }
  OPTIONAL { ?claim kg:saidAt/kg:edtf ?said }
}
ORDER BY ?claim ?topic ?begin"""

_EVENT_ROWS = """
SELECT DISTINCT ?event ?type ?mode ?factual ?documents ?sources WHERE {
  ?event a kg:Event ; kg:eventType ?type ; kg:factual ?factual ; kg:documentCount ?documents ; kg:originalSourceCount ?sources .
  OPTIONAL { ?event kg:mode ?mode }
}
ORDER BY ?event"""
_FILLERS = """
SELECT DISTINCT ?event ?node ?label ?own ?state WHERE {{
  ?event a kg:Event ; kg:hasMention ?mention . ?mention {role} ?local . ?local kg:canonical ?node .
  GRAPH ?derived {{ ?node kg:mentionCount ?n ; rdfs:label ?label }}
  OPTIONAL {{ ?node kg:iso3166 ?own }}
  OPTIONAL {{ ?node kg:armedForceOf|kg:agencyOf|kg:affiliatedWith|kg:locatedIn ?whole . ?whole a kg:State ; kg:iso3166 ?state }}
}}
ORDER BY ?event ?label ?node ?state"""
_DETAILS = """
SELECT DISTINCT ?event ?kind ?value WHERE {
  ?event a kg:Event .
  { ?event kg:context ?value BIND("contexts" AS ?kind) }
  UNION { ?event kg:time/kg:edtf ?value BIND("date" AS ?kind) }
  UNION { ?event kg:hasMention/kg:evidence/nif:anchorOf ?value BIND("sentences" AS ?kind) }
}
ORDER BY ?event ?kind ?value"""
_FIELDS = (
    *("event", "type", "mode", "contexts", "quad_class", "cameo_root", "date", "actors", "actor_codes", "recipients", "recipient_codes"),
    *("locations", "factual", "documents", "original_sources", "sentences"),
)

Row = dict[str, Value | list[str]]


def neo4j(reader: Reader, folder: Path, *, facts: bool = False) -> None:
    """Write `nodes.csv`, `edges.csv` and `claims.csv` into a folder, made if it is not there; `facts` keeps the default view only."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name, rows in (
            ("nodes", nodes(reader, facts=facts)),
            ("edges", edges(reader, facts=facts)),
            ("claims", claims(reader, facts=facts)),
        ):
            with (folder / f"{name}.csv").open("wb") as stream:
                _write(rows, stream)
    except OSError as error:
        raise OutputError(f"{folder} cannot be written ({error.strerror}): name another folder") from error


def nodes(reader: Reader, *, facts: bool = False) -> Iterator[Sequence[Value]]:
    """Rows of nodes, the header first."""
    yield _NODES
    drawn = graph(reader, everything=not facts)
    for node in sorted(drawn):
        data = drawn.nodes[node]
        counts = (data.get(name, "") for name in ("documents", "mentions", "sources"))
        yield node, data["label"], data["type"], data["kind"], *counts, data.get("factual", ""), data.get("time", "")


def edges(reader: Reader, *, facts: bool = False) -> Iterator[Sequence[Value]]:
    """Rows of edges, the header first."""
    yield _EDGES
    for start, end, key, data in sorted(graph(reader, everything=not facts).edges(keys=True, data=True), key=lambda edge: edge[:3]):
        yield start, end, key, data.get("documents", ""), data.get("sources", ""), data.get("iri", "")


def claims(reader: Reader, *, facts: bool = False) -> Iterator[Sequence[Value]]:
    """Rows of claims, one for each topic and sentence, the header first."""
    yield tuple(_CLAIMS.split())
    for row in table(reader, _CLAIM_ROWS).values():
        if row[9] or not facts:
            yield tuple("" if value is None else value for value in row)


def plover(reader: Reader, *, facts: bool = False) -> Iterator[Row]:
    """Event rows: type, mode and contexts of the codebook, CAMEO root, date, and who did it to whom, with ISO 3166 codes of states.

    Actors and recipients are lists, as in PLOVER: a meeting is one row. Codes are those of the states themselves and of the states that
    forces, bodies, officials and places belong to.
    """
    book = codebook.load()
    fillers = {role: _fillers(reader, role) for role in ("actor", "recipient", "location")}
    details: dict[str, dict[str, list[str]]] = {}
    for event, kind, value in table(reader, _DETAILS).values():
        details.setdefault(str(event), {}).setdefault(str(kind), []).append(
            str(value).rsplit("context-", 1)[-1] if kind == "contexts" else str(value)
        )
    for event, type_, mode, factual, documents, sources in table(reader, _EVENT_ROWS).values():
        if facts and not factual:
            continue
        name, told = str(type_).rsplit("/", 1)[-1], details.get(str(event), {})
        short = str(mode).rsplit("/", 1)[-1].removeprefix(f"{name}-") if mode else None
        concept = book.types.get(name)
        yield {
            "event": event,
            "type": name,
            "mode": short,
            "contexts": told.get("contexts", []),
            "quad_class": concept.quad_class if concept else None,
            "cameo_root": book.cameo(name, short),
            "date": next(iter(told.get("date", ())), None),
            **_side("actor", fillers["actor"].get(str(event), [])),
            **_side("recipient", fillers["recipient"].get(str(event), [])),
            "locations": _labels(fillers["location"].get(str(event), [])),
            "factual": factual,
            "documents": documents,
            "original_sources": sources,
            "sentences": told.get("sentences", []),
        }


def plover_jsonl(reader: Reader, stream: IO[bytes], *, facts: bool = False) -> None:
    """Write event rows as JSON lines."""
    for row in plover(reader, facts=facts):
        stream.write(json.dumps(row, ensure_ascii=False, separators=(",", ":")).encode("utf-8") + b"\n")


def plover_csv(reader: Reader, stream: IO[bytes], *, facts: bool = False) -> None:
    """Write event rows as CSV; lists are joined by a bar."""
    rows = ([" | ".join(cell) if isinstance(cell := row[name], list) else cell for name in _FIELDS] for row in plover(reader, facts=facts))
    _write((_FIELDS, *rows), stream)


def _fillers(reader: Reader, role: str) -> dict[str, list[tuple[str, str | None]]]:
    found: dict[str, list[tuple[str, str | None]]] = {}
    for event, _, label, own, state in table(reader, _FILLERS.format(role=f"kg:{role}")).values():
        code = own if isinstance(own, str) and len(own) == 2 else state
        found.setdefault(str(event), []).append((str(label), str(code) if code else None))
    return found


def _labels(fillers: Iterable[tuple[str, str | None]]) -> list[str]:
    return list(dict.fromkeys(label for label, _ in fillers))


def _side(name: str, fillers: Sequence[tuple[str, str | None]]) -> dict[str, list[str]]:
    return {f"{name}s": _labels(fillers), f"{name}_codes": list(dict.fromkeys(code for _, code in fillers if code))}


def _write(rows: Iterable[Sequence[Value | list[str]]], stream: IO[bytes]) -> None:
    """Write CSV rows in UTF-8, booleans as Neo4j reads them."""
    for row in rows:
        buffer = io.StringIO()
        csv.writer(buffer, lineterminator="\n").writerow(str(cell).lower() if isinstance(cell, bool) else cell for cell in row)
        stream.write(buffer.getvalue().encode("utf-8"))
