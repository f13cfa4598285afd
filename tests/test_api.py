"""The library's front door."""

from pathlib import Path

import pytest

import kg
from kg.errors import InputError, QueryError, StoreError

TEXT = "The foreign minister of Norway met her Swedish colleague in Oslo on Monday. Norway expelled two Russian diplomats last week."


def test_the_public_names_are_those_listed() -> None:
    assert kg.__all__ == sorted(kg.__all__)
    assert all(getattr(kg, name) for name in kg.__all__)
    with pytest.raises(AttributeError, match="nothing"):
        kg.nothing  # noqa: B018


def test_build_ask_explain(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    (tmp_path / "b.txt").write_bytes(b"\xff")
    with kg.build([tmp_path / "a.txt", tmp_path / "b.txt"], tmp_path / "out") as graph:
        assert len(graph.failures) == 1
        assert "Norway" in {row["label"] for row in graph.query("entities")}
        assert graph.query("SELECT ?x WHERE { ?x rdfs:label 'Norway' }")
        assert "Norway" in graph.explain("Norway")
        assert any(entry.what.startswith("COERCE") or "expel" in entry.what for entry in graph.claims("Norway"))
        assert graph.networkx().number_of_nodes() > 2
        assert len(graph.rdflib()) > 100
        assert "<!DOCTYPE html>" in graph.html()
        with pytest.raises(QueryError):
            graph.query("SELECT ?x WHERE { broken")


def test_open_where_nothing_is(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="kg build"):
        kg.open(tmp_path)


def test_extract_gives_annotations_and_raises_for_bad_input(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    (annotations,) = kg.extract(tmp_path / "a.txt")
    assert {e.name for e in annotations.entities} >= {"Norway"}
    assert all(m.span.of(TEXT) == m.text for e in annotations.entities for m in e.mentions)
    with pytest.raises(InputError):
        list(kg.extract(tmp_path / "none.txt"))
