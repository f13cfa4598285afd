"""Event rows in the manner of PLOVER and CAMEO, as JSON lines and as CSV."""

import json
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from typing import IO

from kg.export.ordered import subjects
from kg.export.tables import write_rows
from kg.ontology import codebook
from kg.ontology.vocab import Class
from kg.query import batches
from kg.query.run import Value
from kg.store.base import Reader

_EVENT_ROWS = """
SELECT DISTINCT ?event ?type ?mode ?factual ?documents ?sources WHERE {
  VALUES ?event { $nodes }
  ?event kg:eventType ?type ; kg:factual ?factual ; kg:documentCount ?documents ; kg:originalSourceCount ?sources .
  OPTIONAL { ?event kg:mode ?mode }
}
ORDER BY ?event"""
_FILLERS = """
SELECT DISTINCT ?event ?node ?label ?own ?state WHERE {
  { SELECT DISTINCT ?event ?node WHERE {
    VALUES ?event { $nodes }
    ?event kg:hasMention ?mention . ?mention $role ?local . ?local kg:canonical ?node
  } }
  GRAPH ?derived { ?node kg:mentionCount ?n ; rdfs:label ?label }
  OPTIONAL { ?node kg:iso3166 ?own }
  OPTIONAL {
    ?node kg:armedForceOf|kg:agencyOf|kg:affiliatedWith|kg:locatedIn/kg:locatedIn? ?whole . ?whole kg:iso3166 ?state
    FILTER EXISTS { ?whole a kg:State }
  }
}
ORDER BY ?event ?label ?node ?state"""
_DETAILS = """
SELECT DISTINCT ?event ?kind ?value WHERE {
  VALUES ?event { $nodes }
  { ?event kg:context ?value BIND("contexts" AS ?kind) }
  UNION { ?event kg:time/kg:edtf ?value BIND("date" AS ?kind) }
  UNION { ?event kg:hasMention/kg:evidence/nif:anchorOf ?value BIND("sentences" AS ?kind) }
}
ORDER BY ?event ?kind ?value"""
_FIELDS = (
    *("event", "type", "mode", "contexts", "quad_class", "cameo_root", "date", "actors", "actor_codes", "recipients", "recipient_codes"),
    *("locations", "factual", "documents", "original_sources", "sentences"),
)

_FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""What a spreadsheet takes for the beginning of a formula."""

Row = dict[str, Value | list[str]]


def rows(reader: Reader, *, facts: bool = False) -> Iterator[Row]:
    """Event rows: type, mode and contexts of the codebook, CAMEO root, date, and who did it to whom, with ISO 3166 codes of states.

    Actors and recipients are lists, as in PLOVER: a meeting is one row. Codes are those of the states themselves and of the states that
    forces, bodies, officials and places belong to.
    """
    book = codebook.load()
    for batch in batches.batches(subjects(batches.of_class(reader, Class.EVENT))):
        yield from _events(reader, batch, book, facts=facts)


def _events(reader: Reader, batch: list[str], book: codebook.Codebook, *, facts: bool) -> Iterator[Row]:
    fillers = {role: _fillers(reader, role, batch) for role in ("actor", "recipient", "location")}
    details: dict[str, dict[str, list[str]]] = {}
    for event, kind, value in batches.rows(reader, _DETAILS, batch):
        details.setdefault(str(event), {}).setdefault(str(kind), []).append(
            str(value).rsplit("context-", 1)[-1] if kind == "contexts" else str(value)
        )
    for event, type_, mode, factual, documents, sources in batches.rows(reader, _EVENT_ROWS, batch):
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


def write_jsonl(reader: Reader, stream: IO[bytes], *, facts: bool = False) -> None:
    """Write event rows as JSON lines."""
    for row in rows(reader, facts=facts):
        stream.write(json.dumps(row, ensure_ascii=False, separators=(",", ":")).encode("utf-8") + b"\n")


def write_csv(reader: Reader, stream: IO[bytes], *, facts: bool = False) -> None:
    """Write event rows as CSV for spreadsheets: lists are joined by a bar, and words that would be a formula begin with an apostrophe."""
    cells = ([_cell(row[name]) for name in _FIELDS] for row in rows(reader, facts=facts))
    write_rows(chain((_FIELDS,), cells), stream)


def _cell(value: Value | list[str]) -> Value:
    found = " | ".join(value) if isinstance(value, list) else value
    return f"'{found}" if isinstance(found, str) and found.startswith(_FORMULA) else found


def _fillers(reader: Reader, role: str, batch: list[str]) -> dict[str, list[tuple[str, str | None]]]:
    found: dict[str, list[tuple[str, str | None]]] = {}
    for event, _, label, own, state in batches.rows(reader, _FILLERS.replace("$role", f"kg:{role}"), batch):
        code = own if isinstance(own, str) and len(own) == 2 else state
        found.setdefault(str(event), []).append((str(label), str(code) if code else None))
    return found


def _labels(fillers: Iterable[tuple[str, str | None]]) -> list[str]:
    return list(dict.fromkeys(label for label, _ in fillers))


def _side(name: str, fillers: Sequence[tuple[str, str | None]]) -> dict[str, list[str]]:
    return {f"{name}s": _labels(fillers), f"{name}_codes": list(dict.fromkeys(code for _, code in fillers if code))}
