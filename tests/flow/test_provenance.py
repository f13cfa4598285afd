"""What people did stands in the graph: edits of annotations, tables laid over the shipped ones, decisions."""

import json
from pathlib import Path

import pytest

import kg
from kg.config import Config
from kg.flow import build, decide
from kg.graph.verify import verify

EDITED = "SELECT ?id WHERE { ?d kg:edited true ; kg:identifier ?id }"


@pytest.fixture(scope="module")
def first(articles: list[Path], tmp_path_factory: pytest.TempPathFactory) -> Path:
    directory = tmp_path_factory.mktemp("first") / "out"
    build(articles[:2], directory)
    return directory


def test_an_edit_is_recorded_and_stays(first: Path, tmp_path: Path) -> None:
    lines = (first / "annotations.jsonl").read_text(encoding="utf-8").splitlines()
    records = [json.loads(line) for line in lines]
    records[0]["entities"][0]["name"] = "Somebody Else"
    (tmp_path / "edited.jsonl").write_text("".join(f"{json.dumps(record)}\n" for record in records), encoding="utf-8")
    build([tmp_path / "edited.jsonl"], tmp_path / "out")
    with kg.open(tmp_path / "out") as graph:
        assert graph.query(EDITED) == [{"id": records[0]["document"]["id"]}]
    build([tmp_path / "out" / "annotations.jsonl"], tmp_path / "again")
    with kg.open(tmp_path / "again") as graph:
        assert graph.query(EDITED) == [{"id": records[0]["document"]["id"]}], "an edited record stays one, though its seal is whole"
    assert verify(tmp_path / "out").problems == ()


def test_another_name_spaces_and_order_are_no_edit(first: Path, tmp_path: Path) -> None:
    line = (first / "annotations.jsonl").read_text(encoding="utf-8").splitlines()[0]
    record = json.loads(line)
    record["document"]["id"] = "another"
    (tmp_path / "same.jsonl").write_text(json.dumps(dict(reversed(record.items())) | {"schema": record["schema"]}, indent=None) + "\n")
    lines = (tmp_path / "same.jsonl").read_text().replace('{"seal"', '{"schema": "kg.annotations/1", "seal"', 1)
    (tmp_path / "same.jsonl").write_text(lines)
    build([tmp_path / "same.jsonl"], tmp_path / "out")
    with kg.open(tmp_path / "out") as graph:
        assert graph.query(EDITED) == []


def test_tables_laid_over_are_named(first: Path, articles: list[Path], tmp_path: Path) -> None:
    table = tmp_path / "tables" / "lexicon" / "own.csv"
    table.parent.mkdir(parents=True)
    table.write_text("word\n", encoding="utf-8")
    build(articles[:1], tmp_path / "out", Config(ontologies=tmp_path / "tables"), export=False)
    named = "SELECT DISTINCT ?table WHERE { ?d prov:wasGeneratedBy ?e . ?e kg:overlaid ?table }"
    with kg.open(tmp_path / "out") as graph:
        (row,) = graph.query(named)
        assert str(row["table"]).startswith("lexicon/own.csv ")
    with kg.open(first) as graph:
        assert graph.query(named) == []


def test_a_decision_names_who_made_it(first: Path, tmp_path: Path) -> None:
    build([first / "annotations.jsonl"], tmp_path / "out", export=False)
    with kg.open(tmp_path / "out") as graph:
        pair = [str(row["e"]) for row in graph.query("SELECT DISTINCT ?e WHERE { ?e kg:nil true } ORDER BY ?e LIMIT 2")]
    decide("different", (pair[0], pair[1]), tmp_path / "out", by="ann", export=False)
    with kg.open(tmp_path / "out") as graph:
        found = graph.query('SELECT ?judgement WHERE { ?d a kg:Decision ; kg:decidedBy "ann" ; kg:judgement ?judgement }')
    assert found == [{"judgement": "different"}]
