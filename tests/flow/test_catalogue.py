"""One entry a text, whatever the order."""

from dataclasses import replace
from itertools import permutations
from pathlib import Path

import pytest

from kg.catalogue import Entry, read, unify, write
from kg.errors import StoreError


def entry(digest: str, id: str, source: str) -> Entry:
    return Entry(digest=digest * 8, id=id, source=source)


ENTRIES = [
    entry("aaaaaaaa", "talks", "x/talks.txt"),
    entry("bbbbbbbb", "talks", "y/talks.txt"),
    entry("aaaaaaaa", "copy", "z/copy.txt"),
    entry("cccccccc", "other", "o.txt"),
]


def test_the_order_of_entries_does_not_matter() -> None:
    results = {tuple(unify(order)) for order in permutations(ENTRIES)}
    assert len(results) == 1


def test_a_text_under_two_names_keeps_the_lesser_and_a_clash_shows_digests() -> None:
    first, *_ = unify(ENTRIES[:1] + ENTRIES[2:3])
    assert (first.id, first.source, first.also) == ("copy", "z/copy.txt", ("x/talks.txt",))
    assert [e.id for e in unify(ENTRIES[:2])] == ["talks-aaaaaaaa", "talks-bbbbbbbb"]


def test_adding_in_two_steps_is_adding_at_once() -> None:
    for cut in range(len(ENTRIES)):
        assert unify([*unify(ENTRIES[:cut]), *ENTRIES[cut:]]) == unify(ENTRIES)


def test_the_table_comes_back_as_it_was(tmp_path: Path) -> None:
    entries = unify([*ENTRIES, Entry(digest="d" * 64, id="q", source='a "b", c', title="One,\ntwo", url="https://example.org/?a=1,2")])
    write(entries, tmp_path / "documents.csv")
    assert read(tmp_path / "documents.csv") == entries


def test_a_damaged_table_is_said_so(tmp_path: Path) -> None:
    (tmp_path / "documents.csv").write_text("id,nothing\n1,2\n", encoding="utf-8")
    with pytest.raises(StoreError, match="damaged"):
        read(tmp_path / "documents.csv")


def test_a_text_of_thousands_of_names(tmp_path: Path) -> None:
    entries = unify([*ENTRIES, *(entry("aaaaaaaa", f"n{number}", f"folder/page-number-{number}.html") for number in range(6000))])
    write(entries, tmp_path / "documents.csv")
    assert read(tmp_path / "documents.csv") == entries


TOLD = [
    replace(ENTRIES[0], title="Talks", published="2024-05-06", outlet="A Paper"),
    replace(ENTRIES[2], title="A copy", published="2024-05-07", outlet="B Paper"),
    replace(ENTRIES[0], id="third", source="third.txt"),
]


def test_what_is_told_of_a_text_is_what_its_least_name_tells() -> None:
    assert {one.told for order in permutations(TOLD) for one in unify(order)} == {TOLD[1].told}
