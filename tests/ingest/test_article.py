"""Headlines, update lines, datelines, wrapped lines."""

import pytest

from kg.ingest.article import document
from kg.ingest.clean import clean
from kg.ingest.published import moment
from kg.model.document import BlockKind, Document


def kinds(made: Document) -> list[tuple[str, str]]:
    return [(block.kind.value, block.span.of(made.text)) for block in made.blocks]


def make(text: str, title: str | None = None, published: str | None = None) -> Document:
    return document(id="a", text=text, source="a.txt", title=title, published=published)


def test_the_text_is_unchanged_and_blocks_do_not_overlap() -> None:
    text = "Harbour reopens after raid\n\nThe port of Vesk reopened on Monday.\nUpdated 3 May 2031, 10:00 AM CET\n\nFerries sailed again.\n"
    made = make(text)
    assert made.text == text
    ends = [0, *(block.span.end for block in made.blocks)]
    assert all(block.span.begin >= end for block, end in zip(made.blocks, ends, strict=False))
    assert [kind for kind, _ in kinds(made)] == ["headline", "body", "furniture", "body"]


def test_a_headline_is_short_unpunctuated_and_followed_by_text() -> None:
    assert kinds(make("Minister quits over port deal\n\nThe minister resigned on Friday."))[0][0] == "headline"
    assert kinds(make("The minister resigned on Friday.\n\nShe gave no reason."))[0][0] == "body"
    assert kinds(make("Minister quits over port deal"))[0][0] == "body"


def test_a_given_title_marks_its_line_even_with_a_full_stop() -> None:
    assert kinds(make("He quit.\n\nThe minister left.", title="He quit."))[0] == ("headline", "He quit.")


@pytest.mark.parametrize(
    ("line", "field", "value"),
    [
        ("Updated13 Nov 2031, 06:58 AM IST", "updated", "2031-11-13T06:58:00+05:30"),
        ("First Published:13 Nov 2031, 06:58 AM IST", "published", "2031-11-13T06:58:00+05:30"),
        ("Published on May 3, 2031 at 18:30 GMT", "published", "2031-05-03T18:30:00+00:00"),
        ("Last updated: 3 May 2031", "updated", "2031-05-03"),
        ("Posted: 2031-05-03T10:00:00Z", "published", "2031-05-03T10:00:00+00:00"),
    ],
)
def test_lines_of_times_are_furniture(line: str, field: str, value: str) -> None:
    made = make(f"The talks in Vesk failed.\n{line}\nThe envoys left.")
    assert getattr(made, field) == value
    assert ("furniture", line) in kinds(made)


def test_what_is_given_wins_over_the_page() -> None:
    made = make("The talks failed.\nPublished: 3 May 2031", published="2030-01-01")
    assert made.published == "2030-01-01"


def test_a_line_that_is_only_a_date_gives_the_publication() -> None:
    assert make("Talks fail in Vesk\n\nMay 3, 2031\n\nThe envoys left the city.").published == "2031-05-03"


@pytest.mark.parametrize(
    ("line", "place"),
    [
        ("VESK - Rain fell on the harbour all night long.", "VESK"),
        ("LOWER VESK, Harland (ANB) \u2014 Rain fell on the harbour all night.", "LOWER VESK, Harland"),
        ("Vesk (ANB) - Rain fell on the harbour all night long.", "Vesk"),
        ("VESK, 3 March 2021 - Rain fell on the harbour all night.", "VESK"),
        ("Vesk - Rain fell on the harbour all night long.", None),
    ],
)
def test_a_dateline_behind_headline_and_date(line: str, place: str | None) -> None:
    made = document(id="a", text=f"Harbour closes for the winter\n\nPublished 3 March 2021\n\n{line}\n", source="a")
    assert made.dateline == place
    assert made.title == "Harbour closes for the winter"


def test_a_dateline_is_cut_off_and_kept() -> None:
    made = make("VESK, May 3 (Norpress) - Two envoys left the city on Monday, officials said.")
    assert made.dateline == "VESK"
    assert kinds(made) == [
        ("furniture", "VESK, May 3 (Norpress) - "),
        ("body", "Two envoys left the city on Monday, officials said."),
    ]


def test_wrapped_lines_are_one_block() -> None:
    text = (
        "The two sides met for the third time in a month and again agreed on\n"
        "nothing but the date of the next round, which is to be held in the\n"
        "same hotel in Vesk.\n\nThe hotel was pleased."
    )
    assert [kind for kind, _ in kinds(make(text))] == ["body", "body"]


def test_lines_of_their_own_are_blocks_of_their_own() -> None:
    text = "The envoys met.\nThey agreed on nothing.\nThe hotel was pleased."
    assert len(make(text).blocks) == 3


def test_windows_newlines_keep_their_offsets() -> None:
    made = make("First line of it.\r\n\r\nSecond line of it.")
    assert [block.span.of(made.text).strip() for block in made.blocks] == ["First line of it.", "Second line of it."]
    assert all(block.kind is BlockKind.BODY for block in made.blocks)


@pytest.mark.parametrize(("words", "value"), [("May 2031", None), ("10:00 AM", None), ("no date", None), ("31 Feb 2031", None)])
def test_a_date_that_is_not_whole_is_none(words: str, value: None) -> None:
    assert moment(words) is value


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("July 3, 2024 10:00 AM ET", "2024-07-03T10:00:00-04:00"),
        ("Jan. 3, 2024 10:00 AM ET", "2024-01-03T10:00:00-05:00"),
        ("3 Jan 2024 10:00 MSK", "2024-01-03T10:00:00+03:00"),
        ("3 Jan 2024 10:00 XQT", "2024-01-03T10:00:00"),
        ("3 Jan 2024 10:00 GMT+3", "2024-01-03T10:00:00+03:00"),
    ],
)
def test_zones_of_the_season(words: str, value: str) -> None:
    assert moment(words) == value


def test_cleaning_keeps_the_length() -> None:
    text = "\u201cWe\u2019ll go\u201d \u2014 he said\u00a0\u2026 \U0001f600\ttoday\u200b."
    assert len(clean(text)) == len(text)
    assert clean(text).startswith('"We\'ll go"')
