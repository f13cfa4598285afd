"""Bad input: one line with the thing and the cure, the right exit status, the rest done, nothing half-written."""

import gzip
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from kg.workspace import FORMAT

Run = Callable[..., tuple[int, str, str]]

GOOD = "The foreign minister of Norway met her Swedish colleague in Oslo on Monday. They signed a treaty on fish."
FRENCH = "Le ministre des affaires étrangères a rencontré son homologue suédois lundi à Oslo, où ils ont signé un traité sur la pêche."


def complaint(error: str) -> str:
    lines = [line for line in error.splitlines() if line.startswith("kg: ")]
    assert len(lines) == 1, error
    assert "Traceback" not in error
    return lines[0]


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("empty.txt", b"", "empty"),
        ("binary.txt", b"\x7fELF\x00\x01", "binary"),
        ("latin.txt", GOOD.encode() + b" caf\xe9", "UTF-8"),
        ("french.txt", FRENCH.encode(), "language 'fr'"),
        ("broken.jsonl", b'{"text": ', "JSON"),
    ],
)
def test_one_bad_file(run_kg: Run, tmp_path: Path, name: str, content: bytes, said: str) -> None:
    (tmp_path / name).write_bytes(content)
    status, out, error = run_kg("build", name, "--quiet")
    assert (status, out) == (2, "")
    assert name in complaint(error)
    assert said in error


def test_a_missing_path(run_kg: Run, tmp_path: Path) -> None:
    status, _, error = run_kg("build", "nowhere.txt", "--quiet")
    assert status == 2
    assert "nowhere.txt: no such file" in complaint(error)
    assert list(tmp_path.iterdir()) == [], "a mistyped name leaves nothing behind"


def test_one_bad_of_three_and_the_others_are_done(run_kg: Run, tmp_path: Path) -> None:
    folder = tmp_path / "news"
    folder.mkdir()
    (folder / "a.txt").write_text(GOOD, encoding="utf-8")
    (folder / "b.txt").write_bytes(b"\xff\xff")
    (folder / "c.jsonl").write_text(json.dumps({"id": "c", "text": GOOD + " Nobody objected."}), encoding="utf-8")
    status, _, error = run_kg("build", "news", "--quiet")
    assert status == 1
    assert "news/b.txt" in complaint(error)
    ids = [json.loads(line)["document"]["id"] for line in (tmp_path / "out" / "annotations.jsonl").read_text(encoding="utf-8").splitlines()]
    assert ids == ["a", "c"]
    rejected = [json.loads(line) for line in (tmp_path / "out" / "rejected.jsonl").read_text(encoding="utf-8").splitlines()]
    assert [record["source"] for record in rejected if record["kind"] == "failure"] == ["news/b.txt"]


def test_a_failure_that_was_mended_is_forgotten(run_kg: Run, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(b"\xff")
    (tmp_path / "b.txt").write_text(GOOD, encoding="utf-8")
    assert run_kg("build", "a.txt", "b.txt", "--quiet")[0] == 1
    (tmp_path / "a.txt").write_text(GOOD + " It rained.", encoding="utf-8")
    assert run_kg("build", "a.txt", "b.txt", "--quiet")[0] == 0
    assert (tmp_path / "out" / "rejected.jsonl").read_text(encoding="utf-8").count('"failure"') == 0


def test_a_long_text_on_one_line_is_read_to_its_end(run_kg: Run, tmp_path: Path) -> None:
    """Long enough to be parsed in several pieces; the cut hides no event and moves no offset."""
    (tmp_path / "long.txt").write_text((GOOD + " ") * 400, encoding="utf-8")
    status, out, error = run_kg("extract", "long.txt")
    assert status == 0, error
    record = json.loads(out)
    text = record["document"]["text"]
    signed = [event["trigger"] for event in record["events"] if event["trigger"]["text"] == "signed"]
    assert len(signed) == 400
    assert all(text[trigger["begin"] : trigger["end"]] == "signed" for trigger in signed)


def test_an_output_that_is_a_file(run_kg: Run, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(GOOD, encoding="utf-8")
    (tmp_path / "out").write_text("mine", encoding="utf-8")
    status, _, error = run_kg("build", "a.txt", "--quiet")
    assert status == 2
    assert "is a file" in complaint(error)
    assert (tmp_path / "out").read_text(encoding="utf-8") == "mine"


def test_a_build_of_another_version(run_kg: Run, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(GOOD, encoding="utf-8")
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "run.json").write_text(json.dumps({"format": FORMAT + 1}), encoding="utf-8")
    status, _, error = run_kg("build", "a.txt", "--quiet")
    assert status == 2
    assert f"format {FORMAT + 1}" in complaint(error)


def test_asking_where_nothing_was_built(run_kg: Run) -> None:
    status, out, error = run_kg("query", "entities")
    assert (status, out) == (2, "")
    assert "kg build" in complaint(error)


def test_a_query_with_a_mistake_shows_the_place(run_kg: Run, built: Path) -> None:
    status, out, error = run_kg("query", "SELECT ?x WHERE { ?x a }", "-o", built)
    assert (status, out) == (2, "")
    assert "line 1, column" in error
    assert "^" in error


@pytest.mark.skipif(sys.platform == "win32", reason="signals")
def test_ctrl_c_keeps_what_is_done_and_the_next_build_goes_on(tmp_path: Path) -> None:
    lines = [json.dumps({"id": f"n{i}", "text": f"{GOOD} It was the {i}th meeting of the year, officials said."}) for i in range(150)]
    (tmp_path / "many.jsonl").write_text("\n".join(lines), encoding="utf-8")
    journal = tmp_path / "out" / ".new" / "extracted.jsonl"
    command = [sys.executable, "-m", "kg", "build", "many.jsonl", "--quiet"]
    process = subprocess.Popen(command, cwd=tmp_path, stderr=subprocess.PIPE, text=True, env={**os.environ, "PYTHONUNBUFFERED": "1"})
    for _ in range(600):
        if journal.exists() and journal.read_bytes().count(b"\n") > 5:
            break
        time.sleep(0.05)
    process.send_signal(signal.SIGINT)
    _, error = process.communicate(timeout=60)
    assert process.returncode == 130
    assert "interrupted" in complaint(error)
    assert not (tmp_path / "out" / "run.json").exists()
    kept = journal.read_bytes().count(b"\n") - 1
    assert 0 < kept < 150
    done = subprocess.run([sys.executable, "-m", "kg", "build", "many.jsonl"], cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert f"{kept} unchanged" in done.stderr


def test_the_manual_shows_what_is_said(run_kg: Run, tmp_path: Path) -> None:
    folder = tmp_path / "news"
    (folder / ".cache").mkdir(parents=True)
    (folder / ".cache" / "port.txt").write_text("Not an article at all.", encoding="utf-8")
    (folder / "port.txt").write_text(GOOD, encoding="utf-8")
    (folder / "empty.txt").write_text("", encoding="utf-8")
    (folder / "lundi.txt").write_text(FRENCH, encoding="utf-8")
    (folder / "cut.txt.gz").write_bytes(gzip.compress(GOOD.encode() * 30)[:-20])
    (tmp_path / "old.json").write_text('{"text": "x"}', encoding="utf-8")
    lines = [
        json.dumps({"nr": nr, "content": {"body": GOOD + str(nr)}, "day": day}) for nr, day in ((17, "2024-05-08"), (18, "sometime in May"))
    ]
    (folder / "day.jsonl").write_text("\n".join([*lines, '{"nr": 19, "content": {"body"']) + "\n", encoding="utf-8")
    manual = (Path(__file__).parents[2] / "docs" / "input.md").read_text(encoding="utf-8")
    command, *shown = manual.split("```console\n$ kg ")[1].split("\n```")[0].splitlines()
    status, out, error = run_kg(*command.split())
    assert (status, out, error.splitlines()) == (1, "", shown)
