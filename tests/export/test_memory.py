"""What an export holds at a time does not depend on the size of the store; the memory of processes is measured in `benchmarks/`."""

import io
import tracemalloc
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from kg.export import lines, ordered, turtle
from kg.export.write import FORMATS, write
from kg.query import batches
from kg.query.run import Table, table
from kg.store.base import Reader
from kg.store.memory import open_memory
from tests.query.test_named import STORE

BASE = "https://w3id.org/newskg/id/"
RDF = {"turtle", "trig", "ntriples", "nquads", "jsonld", "rdfxml"}


@cache
def copies(number: int) -> Reader:
    """A store that holds the same graph so many times, under other names."""
    store, found = open_memory(), [f"{quad} .\n" for quad in STORE.quads()]
    store.load(io.BytesIO("".join(line.replace(BASE, f"{BASE}{copy}/") for copy in range(number) for line in found).encode()))
    return store


class Nowhere(io.RawIOBase):
    """A stream that keeps nothing."""

    def write(self, data: Any) -> int:
        return len(data)


@pytest.fixture(autouse=True)
def small_portions(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(batches, "_BATCH", 10)
    monkeypatch.setattr("kg.export.ftm._BATCH", 10)
    monkeypatch.setattr("kg.export.ftm._KNOWN", 10)
    monkeypatch.setattr(lines, "_CHUNK", 1 << 14)
    monkeypatch.setattr(lines, "_RUNS", 4)
    for cached in ("_term", "_iri"):
        monkeypatch.setattr(turtle, cached, getattr(turtle, cached).__wrapped__)


@pytest.mark.parametrize("format", sorted(RDF))
def test_lines_are_not_kept(format: str) -> None:
    def peak(number: int) -> int:
        store = copies(number)
        tracemalloc.start()
        try:
            write(store, format, Nowhere())
            return tracemalloc.get_traced_memory()[1]
        finally:
            tracemalloc.stop()

    peak(1)  # modules and caches
    assert peak(15) <= 1.5 * peak(3) + 100_000


@pytest.mark.parametrize("format", sorted(FORMATS.keys() - RDF))
def test_neither_rows_nor_nodes_are_kept(format: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    rows: list[int] = []
    alive: set[int] = set()
    most = [0]

    def counting(reader: Reader, sparql: str) -> Table:
        answer = table(reader, sparql)
        rows.append(len(answer.rows))
        return answer

    def counted(kind: Any) -> Any:
        def made(self: Any, *_: Any) -> None:
            alive.add(id(self))
            most[0] = max(most[0], len(alive))

        return type(kind.__name__, (kind,), {"__init__": made, "__del__": lambda self: alive.discard(id(self))})

    monkeypatch.setattr(batches, "table", counting)
    monkeypatch.setattr(ordered, "Node", counted(ordered.Node))
    monkeypatch.setattr(ordered, "Edge", counted(ordered.Edge))
    write(copies(20), format, tmp_path / "csv" if format == "neo4j" else Nowhere())
    assert max(rows) <= 60
    assert sum(rows) > 5 * max(rows)
    assert most[0] <= 20
