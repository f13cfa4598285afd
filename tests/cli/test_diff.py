"""`kg diff` between two builds."""

import shutil
from collections.abc import Callable
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

import pytest
from pyoxigraph import Store

from kg.derive.update import update
from kg.query.diff import compare
from kg.query.diff_patch import patch
from kg.query.diff_show import html, text
from kg.store.base import Quadstore
from kg.store.memory import open_memory
from kg.store.oxigraph import open_reader, open_writer
from kg.workspace import STORE
from tests.derive.corpus import Office, annotations, context, graph
from tests.serve.running import SCRIPT, SHELLING, fill

Run = Callable[..., tuple[int, str, str]]


def build(*found) -> Quadstore:
    store = open_memory()
    update(store, dict(graph(one) for one in found), context())
    return store


OFFICE = Office("Mira Tal", "president", "headOfStateOf", "Norland")
ARTICLE = annotations("a", SHELLING, OFFICE, published="2031-05-06")


@pytest.fixture(scope="module")
def before() -> Quadstore:
    return build(ARTICLE, annotations("b", replace(SHELLING, source="Jon Berg", cue="denied")))


@pytest.fixture(scope="module")
def after() -> Quadstore:
    """The same first article with an event's type corrected, and another one."""
    corrected = replace(ARTICLE, events=(replace(ARTICLE.events[0], type="SUPPORT", mode=None),))
    return build(corrected, annotations("c", replace(SHELLING, source=SCRIPT)))


def test_a_build_is_like_itself(before: Quadstore) -> None:
    parts = compare(before, before)
    assert all(part.empty for part in parts)
    assert next(text(parts)) == "documents: 0 added, 0 removed, 0 changed"
    assert not [line for line in patch(before, before) if not line.startswith("PREFIX")]


def test_what_differs_is_told_with_its_sentence(before: Quadstore, after: Quadstore) -> None:
    said = "\n".join(text(compare(before, after)))
    assert "documents: 1 added, 1 removed, 0 changed" in said
    assert "+ document c" in said
    assert "    event: ASSAULT → SUPPORT\n" in said
    assert "    “Mira Tal said that Norland shelled Sudland near Vesk on 2031-05-05 with 100 shells.” (a)" in said
    assert "- entity Jon Berg · Person" in said
    assert "- claim Jon Berg · deny · ASSAULT" in said


def test_the_same_two_builds_give_the_same_bytes(before: Quadstore, after: Quadstore) -> None:
    for show in (text, lambda parts: html(parts, "x")):
        assert list(show(compare(before, after))) == list(show(compare(before, after)))
    assert list(patch(before, after)) == list(patch(before, after))


def test_the_patch_makes_the_one_the_other(before: Quadstore, after: Quadstore) -> None:
    for one, other in ((before, after), (after, before)):
        store = Store()
        store.extend(one.quads())
        store.update("\n".join(patch(one, other)))
        assert set(store) == set(other.quads())


def test_the_page_escapes_what_articles_say(before: Quadstore, after: Quadstore) -> None:
    page = "\n".join(html(compare(before, after), "a → b"))
    assert SCRIPT not in page
    assert "&lt;script&gt;alert(1)" in page
    assert "<del>ASSAULT</del> → <ins>SUPPORT</ins>" in page
    HTMLParser().feed(page)


def test_the_command(run_kg: Run, tmp_path: Path) -> None:
    fill(tmp_path / "one")
    fill(tmp_path / "two", SHELLING)
    status, out, error = run_kg("diff", "one", "two")
    assert (status, out.splitlines()[0], error) == (1, "documents: 1 added, 0 removed, 0 changed", "")
    assert run_kg("diff", "one", "one")[0] == 0
    shutil.copytree(tmp_path / "one", tmp_path / "rule")
    with open_writer(tmp_path / "rule" / "store") as writer:
        document = writer.graphs()[-1]
        writer.change([], [f'<{document}> <https://w3id.org/newskg/ontology#rule> "another" <{document}> .'])
        writer.commit()
    status, out, error = run_kg("diff", "one", "rule")
    assert (status, set(out.split()) & {"1"}, "other statements differ" in error) == (1, set(), True)
    assert "INSERT DATA" in run_kg("diff", "one", "two", "--format", "turtle")[1]
    assert run_kg("diff", "one", "two", "--format", "html")[1].startswith("<!doctype html>")
    assert run_kg("diff", "one", "nowhere")[0] == 2


def test_the_patch_of_real_builds_makes_the_one_the_other(corpus: Path, built: Path) -> None:
    with open_reader(built / STORE) as one, open_reader(corpus / STORE) as other:
        for old, new in ((one, other), (other, one)):
            store = Store()
            store.extend(old.quads())
            store.update("\n".join(patch(old, new)))
            assert set(store) == set(new.quads())
        assert len(list(one.quads())) < len(list(other.quads()))


def test_the_patch_holds_hostile_words() -> None:
    from tests.export.conftest import hostile

    whole, store = hostile(), Store()
    store.update("\n".join(patch(open_memory(), whole)))
    assert set(store) == set(whole.quads())
