"""What people judge outranks scores, is recorded, and can be taken back."""

import json
from pathlib import Path

import pytest

import kg
from kg.errors import QueryError
from kg.flow import build, decide, remove
from kg.graph.verify import verify

ONE = "The trader Edda Voss sold grain to Norway in 2019, the port of Vesk said. Edda Voss did not comment."
TWO = "A court in Oslo fined Edda Voss on Monday. Voss said she would appeal against the ruling."


@pytest.fixture
def two(tmp_path: Path) -> Path:
    for name, text in (("one", ONE), ("two", TWO)):
        (tmp_path / f"{name}.txt").write_text(text, encoding="utf-8")
    build([tmp_path / "one.txt", tmp_path / "two.txt"], tmp_path / "out")
    return tmp_path / "out"


def people(directory: Path) -> list[str]:
    sparql = "SELECT DISTINCT ?c WHERE { ?x rdfs:label 'Edda Voss' ; kg:canonical ?c } ORDER BY ?c"
    with kg.open(directory) as graph:
        return [str(row["c"]) for row in graph.query(sparql)]


def locals_(directory: Path) -> list[str]:
    with kg.open(directory) as graph:
        return [str(row["x"]) for row in graph.query("SELECT DISTINCT ?x WHERE { ?x rdfs:label 'Edda Voss' ; kg:nil true } ORDER BY ?x")]


def test_same_and_taken_back(two: Path) -> None:
    before = (two / "graph.nq").read_bytes()
    left, right = locals_(two)
    assert len(people(two)) == 2, "two people of one name stay two until somebody knows better"
    decide("same", (left, right), two, by="Ada")
    assert len(people(two)) == 1
    assert [json.loads(line)["judgement"] for line in (two / "decisions.jsonl").read_text().splitlines()] == ["same"]
    decide("forget", (left, right), two, by="Ada")
    assert (two / "decisions.jsonl").read_text() == ""
    assert (two / "graph.nq").read_bytes() == before


def test_a_judgement_outlives_its_articles(two: Path) -> None:
    decide("same", (locals_(two)[0], locals_(two)[1]), two, by="Ada")
    remove(["one"], two)
    assert verify(two).problems == ()
    assert len((two / "decisions.jsonl").read_text().splitlines()) == 1


def test_a_judgement_survives_a_build(two: Path, tmp_path: Path) -> None:
    left, right = locals_(two)
    decide("same", (left, right), two, by="Ada")
    (tmp_path / "three.txt").write_text("The president of Norway visited Oslo harbour on Friday and spoke to fishermen.", encoding="utf-8")
    build([tmp_path / "three.txt"], two)
    assert len(people(two)) == 1


def test_a_name_that_nobody_has(two: Path) -> None:
    with pytest.raises(QueryError, match="nothing in the graph"):
        decide("same", ("Nobody Here", "Norway"), two, by="Ada")
