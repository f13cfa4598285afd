"""The library's front door, and that `docs/api.md` tells the truth.

python tests/test_api.py      writes what the examples print into the page
"""

import contextlib
import io
import os
import re
import tempfile
from pathlib import Path
from typing import Any

import pytest

import kg
from kg.errors import InputError, QueryError, StoreError

PAGE = Path(__file__).resolve().parent.parent / "docs" / "api.md"
_EXAMPLE = re.compile(r"```python\n(.*?)```\n(?:\n```text\n(.*?)```\n)?", re.DOTALL)

TEXT = "The foreign minister of Norway met her Swedish colleague in Oslo on Monday. Norway expelled two Russian diplomats last week."


def test_the_public_names_are_those_listed() -> None:
    assert kg.__all__ == sorted(kg.__all__)
    assert all(getattr(kg, name) for name in kg.__all__)
    with pytest.raises(AttributeError, match="nothing"):
        kg.nothing  # noqa: B018  # the look itself raises


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


def run(page: str, folder: Path) -> list[tuple[str, str]]:
    """Each example of a page as it stands there, and as it stands with what it prints, run one after the other in a folder."""
    before, found, known = Path.cwd(), [], dict[str, Any]()
    os.chdir(folder)
    try:
        for example in _EXAMPLE.finditer(page):
            said = io.StringIO()
            with contextlib.redirect_stdout(said):
                exec(compile(example[1], "docs/api.md", "exec"), known)  # noqa: S102 -- the examples of our own page
            lines = "".join(f"{line.rstrip()}\n" for line in said.getvalue().splitlines())
            found.append((example[0], f"```python\n{example[1]}```\n" + (f"\n```text\n{lines}```\n" if lines else "")))
    finally:
        os.chdir(before)
    return found


@pytest.mark.filterwarnings("ignore:Dataset:DeprecationWarning")  # rdflib's own, from within its own methods
def test_the_examples_of_the_page_print_what_it_shows(tmp_path: Path) -> None:
    pytest.importorskip("pandas")
    examples = run(PAGE.read_text(encoding="utf-8"), tmp_path)
    assert len(examples) > 10
    for shown, printed in examples:
        assert shown == printed


def write() -> None:
    """Put what the examples print into the page."""
    page = PAGE.read_text(encoding="utf-8")
    with tempfile.TemporaryDirectory() as folder:
        for shown, printed in run(page, Path(folder)):
            page = page.replace(shown, printed, 1)
    PAGE.write_text(page, encoding="utf-8")


if __name__ == "__main__":
    write()
