"""A build that brings nothing new touches nothing."""

import json
from pathlib import Path

from kg.config import Config
from kg.flow import build, remove


def stamps(directory: Path) -> dict[str, int]:
    locks = (".lock", "lock")
    return {str(path.relative_to(directory)): path.stat().st_mtime_ns for path in directory.rglob("*") if path.name not in locks}


def test_unchanged_articles_leave_the_directory_as_it_is(articles: list[Path], tmp_path: Path) -> None:
    directory = tmp_path / "out"
    build(articles[:3], directory)
    before = stamps(directory)
    assert build(articles[:2], directory).unchanged == 2
    assert stamps(directory) == before


def test_graph_files_that_are_wanting_are_written(articles: list[Path], tmp_path: Path) -> None:
    directory = tmp_path / "out"
    build(articles[:2], directory)
    whole = (directory / "graph.nq").read_bytes()
    (directory / "graph.nq").unlink()
    build(articles[:2], directory)
    assert (directory / "graph.nq").read_bytes() == whole
    remove([articles[0].stem], directory, export=False)
    build(articles[1:2], directory)
    assert (directory / "graph.nq").read_bytes() != whole


def test_a_failure_that_is_new_is_recorded(articles: list[Path], tmp_path: Path) -> None:
    directory = tmp_path / "out"
    build(articles[:1], directory)
    (tmp_path / "empty.txt").write_text("", encoding="utf-8")
    build([articles[0], tmp_path / "empty.txt"], directory)
    assert "empty.txt" in (directory / "rejected.jsonl").read_text(encoding="utf-8")


def test_a_failure_that_was_mended_is_forgotten_and_others_stay(tmp_path: Path) -> None:
    news, directory = tmp_path / "news.jsonl", tmp_path / "out"
    rejected = directory / "rejected.jsonl"
    good = json.dumps({"text": "Peru's army seized the port of Callao on Monday."})
    news.write_text(f'{good}\n{{"text"\n', encoding="utf-8")
    (tmp_path / "empty.txt").write_text("", encoding="utf-8")
    build([news, tmp_path / "empty.txt"], directory)
    assert "news.jsonl:2" in rejected.read_text(encoding="utf-8")
    news.write_text(f"{good}\n{good.replace('seized', 'left')}\n", encoding="utf-8")
    build([news], directory)
    assert [json.loads(line)["source"] for line in rejected.read_text(encoding="utf-8").splitlines()] == ["empty.txt"]


def test_a_date_that_was_forgotten_comes_with_the_next_build(tmp_path: Path) -> None:
    article = {"text": "Peru's army seized the port of Callao on Monday.", "date": "2024-05-08"}
    (tmp_path / "news.jsonl").write_text(json.dumps(article), encoding="utf-8")
    build([tmp_path / "news.jsonl"], tmp_path / "out")
    done = build([tmp_path / "news.jsonl"], tmp_path / "out", Config(fields={"published": "date"}))
    assert (done.done, done.unchanged) == (1, 0)
    assert "2024-05-06" in (tmp_path / "out" / "annotations.jsonl").read_text(encoding="utf-8")
    again = build([tmp_path / "news.jsonl"], tmp_path / "out", Config(fields={"published": "date"}))
    assert (again.done, again.unchanged) == (0, 1)
