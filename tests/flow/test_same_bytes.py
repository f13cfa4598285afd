"""The same bytes, whatever the order of articles, batch size, workers, hash seed, directory and locale."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

COMPARED = ("annotations.jsonl", "graph.nq", "graph.ttl", "graph.html", "rejected.jsonl", "run.json")


def build(directory: Path, paths: list[Path], *options: str, cwd: Path, **environment: str) -> dict[str, bytes]:
    command = [sys.executable, "-m", "kg", "build", *map(str, paths), "-o", str(directory), "--quiet", *options]
    done = subprocess.run(command, capture_output=True, text=True, cwd=cwd, env={**os.environ, **environment}, check=False)
    assert done.returncode == 0, done.stderr
    return {name: (directory / name).read_bytes() for name in COMPARED}


@pytest.fixture(scope="module")
def reference(articles: list[Path], tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    folder = tmp_path_factory.mktemp("reference")
    return build(folder / "out", articles, cwd=folder, PYTHONHASHSEED="0")


@pytest.mark.parametrize(
    ("options", "seed", "environment", "backwards"),
    [
        (("--batch", "1"), "1", {}, True),
        (("--batch", "7", "--workers", "2"), "2", {"LC_ALL": "C", "TZ": "Asia/Kolkata"}, False),
        (("--batch", "64"), "3", {"LANG": "de_DE.UTF-8"}, True),
    ],
)
def test_nothing_but_the_articles_decides(
    reference: dict[str, bytes],
    articles: list[Path],
    tmp_path: Path,
    options: tuple[str, ...],
    seed: str,
    environment: dict[str, str],
    backwards: bool,
) -> None:
    elsewhere = tmp_path / "another place"
    elsewhere.mkdir()
    paths = articles[::-1] if backwards else articles
    found = build(elsewhere / "result", paths, *options, cwd=elsewhere, PYTHONHASHSEED=seed, **environment)
    assert found == reference


def test_in_two_steps_and_twice_is_as_at_once(reference: dict[str, bytes], articles: list[Path], tmp_path: Path) -> None:
    build(tmp_path / "out", articles[5:], cwd=tmp_path)
    assert build(tmp_path / "out", articles[:8], cwd=tmp_path) == reference
    assert build(tmp_path / "out", articles, cwd=tmp_path) == reference


def test_removing_gives_what_would_have_been_built_without(articles: list[Path], tmp_path: Path) -> None:
    from kg.flow import remove

    without = build(tmp_path / "without", articles[3:], cwd=tmp_path)
    build(tmp_path / "out", articles, cwd=tmp_path)
    remove([path.stem for path in articles[:3]], tmp_path / "out")
    assert {name: (tmp_path / "out" / name).read_bytes() for name in COMPARED} == without


def test_a_corrected_annotations_file_builds_the_same_graph(reference: dict[str, bytes], tmp_path: Path) -> None:
    (tmp_path / "annotations.jsonl").write_bytes(reference["annotations.jsonl"])
    again = build(tmp_path / "out", [tmp_path / "annotations.jsonl"], cwd=tmp_path)
    assert {name: content for name, content in again.items() if content != reference[name]}.keys() <= {"rejected.jsonl", "run.json"}
    assert again["rejected.jsonl"] == b"", "what was rejected is not in the annotations file, so nothing is left to reject"


def test_one_text_under_two_names_and_dates_in_either_order(tmp_path: Path) -> None:
    text = "Peru's army seized the port of Callao on Monday, the premier said. Rebels left it."
    lines = [
        json.dumps({"id": name, "text": text, "published": day, "outlet": outlet, "url": f"https://{name}.example/x"})
        for name, day, outlet in (("zz", "2024-05-06", "A Paper"), ("aa", "2024-06-19", "B Paper"))
    ]
    news = tmp_path / "news.jsonl"
    found = []
    for name, steps in (("one", [lines]), ("other", [lines[::-1]]), ("two", [lines[:1], lines])):
        for step in steps:
            news.write_text("\n".join(step), encoding="utf-8")
            files = build(tmp_path / name, [news], cwd=tmp_path)
        found.append(files)
    assert found[0] == found[1] == found[2]
    assert b"2024-06-17" in found[0]["annotations.jsonl"]
    assert b"B Paper" in found[0]["graph.nq"]
    assert b"A Paper" not in found[0]["graph.nq"]
