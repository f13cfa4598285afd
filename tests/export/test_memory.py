"""What an export holds at a time does not depend on the size of the store; the memory of processes is measured in `benchmarks/`."""

import io
import tracemalloc
from pathlib import Path

import pytest

from kg.export import lines, turtle
from kg.export.write import FORMATS, write
from kg.query import batches
from kg.query.run import Table, table
from kg.store.base import Reader
from kg.store.memory import open_memory
from tests.query.test_named import STORE

BASE = "https://w3id.org/newskg/id/"


def copies(number: int) -> Reader:
    """A store that holds the same graph so many times, under other names."""
    store, found = open_memory(), [f"{quad} .\n" for quad in STORE.quads()]
    store.load(io.BytesIO("".join(line.replace(BASE, f"{BASE}{copy}/") for copy in range(number) for line in found).encode()))
    return store


class Nowhere(io.RawIOBase):
    """A stream that keeps nothing."""

    def write(self, data) -> int:
        return len(data)


@pytest.mark.parametrize("format", FORMATS)
def test_no_more_is_held_of_a_larger_store(format: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    rows: list[int] = []

    def counting(reader: Reader, sparql: str) -> Table:
        answer = table(reader, sparql)
        rows.append(len(answer.rows))
        return answer

    monkeypatch.setattr(batches, "table", counting)
    monkeypatch.setattr(batches, "_BATCH", 10)
    monkeypatch.setattr("kg.export.ftm._BATCH", 10)
    monkeypatch.setattr("kg.export.ftm._KNOWN", 10)
    monkeypatch.setattr(lines, "_CHUNK", 1 << 14)
    monkeypatch.setattr(lines, "_RUNS", 4)

    for cached in ("_term", "_iri"):
        monkeypatch.setattr(turtle, cached, getattr(turtle, cached).__wrapped__)

    def most(number: int) -> tuple[int, int]:
        store = copies(number)
        rows.clear()
        tracemalloc.start()
        try:
            write(store, format, tmp_path / "csv" if format == "neo4j" else Nowhere())  # type: ignore[arg-type]
            return max(rows, default=0), tracemalloc.get_traced_memory()[1]
        finally:
            tracemalloc.stop()

    most(1)  # modules and caches
    small, large = most(3), most(15)
    assert large[0] <= 2 * small[0]
    assert large[1] <= 1.5 * small[1] + 100_000
