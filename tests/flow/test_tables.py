"""A directory and the tables it was built with: others derive everything anew, and changes by hand keep to its own."""

import json
from pathlib import Path

import pytest

import kg
from kg.config import Config
from kg.derive import notes
from kg.errors import InputError, OutputError
from kg.flow import build, decide, remove
from kg.graph.verify import verify
from kg.resources import find
from kg.store.oxigraph import open_writer

ONE = "The trader Edda Voss sold grain to Norway in 2019, the port of Vesk said. Edda Voss did not comment."
TWO = "A court in Oslo fined Edda Voss on Monday. Voss said she would appeal against the ruling."
COMPARED = ("annotations.jsonl", "documents.csv", "graph.nq", "graph.ttl", "run.json")
EXTRACTED = """SELECT DISTINCT ?id ?table WHERE {
  ?d kg:identifier ?id ; prov:wasGeneratedBy ?e OPTIONAL { ?e kg:overlaid ?table } } ORDER BY ?id"""


@pytest.fixture
def texts(tmp_path: Path) -> list[Path]:
    paths = [tmp_path / "one.txt", tmp_path / "two.txt"]
    for path, text in zip(paths, (ONE, TWO), strict=True):
        path.write_text(text, encoding="utf-8")
    return paths


@pytest.fixture
def corrected(tmp_path: Path) -> Config:
    """A row of the shipped tables under another name."""
    path = tmp_path / "tables" / "gazetteer" / "own.csv"
    path.parent.mkdir(parents=True)
    head, *rows = find("gazetteer/states.csv").read_text(encoding="utf-8").splitlines()
    row = next(row for row in rows if ",Norway," in row).replace(",Norway,", ",Norrige,").replace("Kingdom of Norway", "Norway")
    path.write_text(f"{head}\n{row}\n", encoding="utf-8")
    return Config(ontologies=tmp_path / "tables")


def contents(directory: Path) -> dict[str, bytes]:
    return {name: (directory / name).read_bytes() for name in COMPARED}


def judged(directory: Path) -> tuple[str, str]:
    """Two entities, judged the same."""
    with kg.open(directory) as graph:
        left, right = (str(row["x"]) for row in graph.query("SELECT DISTINCT ?x WHERE { ?x rdfs:label 'Edda Voss' ; kg:nil true }"))
    return left, right


def test_a_removal_keeps_to_the_tables_of_the_build(texts: list[Path], corrected: Config, tmp_path: Path) -> None:
    build(texts[1:], tmp_path / "without", corrected)
    build(texts, tmp_path / "out", corrected)
    with pytest.raises(InputError, match=r"built with other tables, gazetteer/own\.csv \w+; give their folder"):
        remove(["one"], tmp_path / "out")
    remove(["one"], tmp_path / "out", corrected)
    assert contents(tmp_path / "out") == contents(tmp_path / "without")
    (tmp_path / "tables" / "gazetteer" / "own.csv").unlink()
    with pytest.raises(InputError, match="built with other tables"):
        remove(["two"], tmp_path / "out", corrected)


def test_a_judgement_keeps_to_the_tables_of_the_build(texts: list[Path], corrected: Config, tmp_path: Path) -> None:
    build(texts, tmp_path / "out")
    with pytest.raises(InputError, match="built by the shipped tables alone"):
        decide("same", judged(tmp_path / "out"), tmp_path / "out", corrected, by="Ada")


def test_other_tables_derive_everything_anew_and_extract_what_is_given(texts: list[Path], corrected: Config, tmp_path: Path) -> None:
    build(texts[:1], tmp_path / "out")
    build(texts[1:], tmp_path / "out", corrected)
    with kg.open(tmp_path / "out") as graph:
        named = graph.query(f"SELECT DISTINCT ?name WHERE {{ GRAPH <{Config().base}background> {{ ?s a kg:State ; rdfs:label ?name }} }}")
        assert {"name": "Norrige"} in named, "the article that names the state was not given again"
        assert [(row["id"], bool(row["table"])) for row in graph.query(EXTRACTED)] == [("one", False), ("two", True)]
    assert verify(tmp_path / "out").problems == ()
    done = build(texts, tmp_path / "out", corrected)
    assert (done.done, done.unchanged) == (1, 1), "each document is known by what it was extracted with"
    build(texts, tmp_path / "at once", corrected)
    assert contents(tmp_path / "out") == contents(tmp_path / "at once")


def test_judgements_survive_other_tables(texts: list[Path], corrected: Config, tmp_path: Path) -> None:
    build(texts, tmp_path / "out")
    decide("same", judged(tmp_path / "out"), tmp_path / "out", by="Ada")
    build(texts, tmp_path / "out", corrected)
    with kg.open(tmp_path / "out") as graph:
        assert len(graph.query("SELECT DISTINCT ?c WHERE { ?x rdfs:label 'Edda Voss' ; kg:canonical ?c }")) == 1
        assert {"by": "Ada"} in graph.query("SELECT ?by WHERE { ?d a kg:Decision ; kg:decidedBy ?by }")


def test_another_name_keeps_what_a_document_was_extracted_by(texts: list[Path], corrected: Config, tmp_path: Path) -> None:
    build(texts, tmp_path / "out")
    (tmp_path / "aaa.txt").write_text(ONE, encoding="utf-8")
    (tmp_path / "three.txt").write_text(f"{TWO} Norway did not reply.", encoding="utf-8")
    build([tmp_path / "aaa.txt"], tmp_path / "out")
    build([tmp_path / "three.txt"], tmp_path / "out", corrected)
    with kg.open(tmp_path / "out") as graph:
        found = [(row["id"], bool(row["table"])) for row in graph.query(EXTRACTED)]
    assert found == [("aaa", False), ("three", True), ("two", False)]
    run = json.loads(json.loads((tmp_path / "out" / "run.json").read_text())["program"])
    assert [table.split(" ")[0] for table in run["overlaid"]] == ["gazetteer/own.csv"]


def test_notes_of_another_version_are_made_anew(texts: list[Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(notes, "VERSION", 0)
        build(texts, tmp_path / "out")
        with open_writer(tmp_path / "out" / "store") as writer:
            for quad in list(writer.quads(graph=f"{Config().base}derived")):
                writer.change([f"{quad} ."], [])
            writer.commit()
    remove(["one"], tmp_path / "out")
    build(texts[1:], tmp_path / "without")
    assert contents(tmp_path / "out") == contents(tmp_path / "without")


def test_another_base_is_refused(texts: list[Path], tmp_path: Path) -> None:
    build(texts[:1], tmp_path / "out", export=False)
    with pytest.raises(OutputError, match="its IRIs begin with"):
        build(texts, tmp_path / "out", Config(base="https://example.org/"))
