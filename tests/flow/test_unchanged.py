"""A build that brings nothing new touches nothing."""

from pathlib import Path

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
