"""Time expressions in sentences of our own, published on Wednesday, 13 November 2024, and their EDTF values."""

import csv
from pathlib import Path

import pytest

from kg.extractor import Extractor
from kg.ingest.article import document
from kg.model.time import TimeExpression

PUBLISHED = "2024-11-13T06:58:00+05:30"
CASES = Path(__file__).parent.parent / "cases" / "times.csv"
with CASES.open(encoding="utf-8", newline="") as file:
    ROWS = list(csv.DictReader(file))


def times(extractor: Extractor, text: str, published: str | None = PUBLISHED) -> tuple[TimeExpression, ...]:
    return extractor.extract(document(id="case", text=text, source="tests", published=published)).times


@pytest.mark.parametrize("row", ROWS, ids=[r["id"] for r in ROWS])
def test_value(extractor: Extractor, row: dict[str, str]) -> None:
    found = times(extractor, row["sentence"])
    if not row["words"]:
        assert found == ()
        return
    expected = (row["words"], None if row["value"] == "null" else row["value"], row["time_kind"], row["bound"] or None)
    assert expected in [(t.text, t.value, t.kind.value, t.bound.value if t.bound else None) for t in found]


def test_spans_and_ids(extractor: Extractor) -> None:
    text = "He left on Monday. He came back on Tuesday and will go again in May."
    found = times(extractor, text)
    assert [t.id for t in found] == ["t1", "t2", "t3"]
    assert [t.span.of(text) for t in found] == [t.text for t in found] == ["Monday", "Tuesday", "May"]


def test_without_publication_nothing_is_guessed(extractor: Extractor) -> None:
    found = times(extractor, "He left on Monday. He was born in 1961.", published=None)
    assert [(t.text, t.value) for t in found] == [("Monday", None), ("1961", "1961")]


def test_a_date_line_dates_the_text(extractor: Extractor) -> None:
    found = times(extractor, "Miners end strike\n\nMarch 06, 2008\n\nMiners went back to work on Monday.", published=None)
    assert ("Monday", "2008-03-03") in [(t.text, t.value) for t in found]


def test_today_in_a_quotation_is_the_day_of_saying(extractor: Extractor) -> None:
    found = times(extractor, '"Today I can confirm that the bridge was hit," the governor said on Monday.')
    assert [(t.text, t.value) for t in found] == [("Today", "2024-11-11"), ("Monday", "2024-11-11")]


def test_a_month_that_acts_is_a_person(extractor: Extractor) -> None:
    found = extractor.extract(document(id="case", text="May told the lords that it was over. June saw four raids.", source="tests"))
    assert [t.text for t in found.times] == ["June"]


def test_eastern_time_is_that_of_the_season(extractor: Extractor) -> None:
    found = times(extractor, "The hearing began at 10:00 AM ET on July 3, 2024. It goes on at 10:00 AM ET on January 3, 2025.")
    assert [t.value for t in found] == ["2024-07-03T10:00-04:00", "2025-01-03T10:00-05:00"]
