"""Rows as a pandas frame, where pandas is there."""

import sys
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

import kg
from kg.errors import QueryError
from kg.query.project import frame
from kg.query.run import table
from kg.store.memory import open_memory

QUERY = """SELECT ?n ?x ?d ?t ?u WHERE {
  VALUES (?n ?x ?d ?t ?u) { (1 1.5 "2031-05-06"^^xsd:date true UNDEF) (2 2.5 "2031-05-07"^^xsd:date false "u") }
}"""
ROWS = [(1, Decimal("1.5"), date(2031, 5, 6), True, None), (2, Decimal("2.5"), date(2031, 5, 7), False, "u")]


def test_with_pandas_rows_keep_their_columns_and_types() -> None:
    pytest.importorskip("pandas")
    found = frame(table(open_memory(), QUERY))
    assert list(found.columns) == ["n", "x", "d", "t", "u"]
    told = found.astype(object).where(found.notna(), None)  # None or NaN, by the version of pandas
    assert [tuple(row) for row in told.itertuples(index=False)] == ROWS
    assert (str(found["n"].dtype), str(found["t"].dtype)) == ("int64", "bool")
    empty = frame(table(open_memory(), "SELECT ?a ?b WHERE { ?a ?b ?c }"))
    assert (list(empty.columns), len(empty)) == (["a", "b"], 0)


def test_with_pandas_named_queries_are_frames(corpus: Path) -> None:
    pytest.importorskip("pandas")
    with kg.open(corpus) as graph:
        found = graph.frame("entities", **{"class": "State"})
        assert found["mentions"].is_monotonic_decreasing
        assert "Ukraine" in set(found["label"])


def test_without_pandas_one_line_says_what_to_do(monkeypatch: pytest.MonkeyPatch, corpus: Path) -> None:
    monkeypatch.setitem(sys.modules, "pandas", None)
    with pytest.raises(QueryError, match="pandas is not installed: pip install pandas"):
        frame(table(open_memory(), QUERY))
    with kg.open(corpus) as graph:
        assert graph.query("entities")
