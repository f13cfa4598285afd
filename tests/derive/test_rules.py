"""The rules of deriving one by one: copies, numbers, dates, cuts, lines."""

import pytest

from kg.derive.context import Context
from kg.derive.contradictions import among
from kg.derive.documents import agency
from kg.derive.independence import copies, count, fingerprint, groups
from kg.derive.judgements import Judgements
from kg.derive.notes import Data, Item
from kg.derive.view import View
from kg.knowledge.gazetteer import Gazetteer, Reading, Row
from kg.model.entity import EntityType
from tests.derive.corpus import context

CONTEXT: Context = context()
WIRE = " ".join(f"The envoy of town number {n} told the council that road {n * 7} stays shut for {n + 3} days." for n in range(30))
OTHER = " ".join(f"A ship with {n * 3} tons of grain left port {n} in the {n + 1}th week of the harvest there." for n in range(30))


def test_a_shortened_copy_with_a_new_lead_is_a_copy_and_another_text_is_not() -> None:
    copy = "Our own correspondent reports from the town. " + WIRE[: len(WIRE) * 2 // 3] + " This paper could not reach him."
    assert copies(fingerprint(WIRE), fingerprint(copy))
    assert not copies(fingerprint(WIRE), fingerprint(OTHER))
    assert not copies(fingerprint("Too short."), fingerprint("Too short."))


@pytest.mark.parametrize(
    ("text", "byline", "expected"),
    [
        ("VESK, May 5 (Wire) - Shells fell." + WIRE, "", "x-wire"),
        (WIRE + "\n(The Wire)", "", "x-wire"),
        (WIRE, "Ada Wick, The Wire", "x-wire"),
        (WIRE + "(Wire)" + OTHER, "Ada Wick", None),
        ("(Vesk) " + WIRE, "Ada Wick of Vesk", None),
    ],
)
def test_an_agency_marks_its_copy_at_the_edges(text: str, byline: str, expected: str | None) -> None:
    wire = Row(key="x-wire", type=EntityType.MEDIA_ORGANISATION, name="Wire")
    town = Row(key="x-vesk", type=EntityType.SETTLEMENT, name="Vesk")
    names = {name: (Reading(key=row.key, kind="name"),) for name, row in (("Wire", wire), ("The Wire", wire), ("Vesk", town))}
    gazetteer = Gazetteer(rows={row.key: row for row in (wire, town)}, names=names)
    assert agency(text, byline, gazetteer) == expected


def test_copies_are_grouped_whatever_the_order() -> None:
    metas = {"c": {"print": fingerprint(WIRE)}, "a": {"print": fingerprint(WIRE + OTHER)}, "b": {"print": fingerprint(OTHER)}}
    assert groups(["c", "b", "a"], metas) == groups(["a", "b", "c"], metas) == {"a": "a", "b": "a", "c": "a"}


def told(doc: str, source: str | None, stance: str = "assert", *, known: bool = True) -> Data:
    return {"doc": doc, "source": source, "stance": stance, "known": known and source is not None, "words": source or ""}


@pytest.mark.parametrize(
    ("claims", "expected"),
    [
        ([told("a", "minister"), told("b", "minister"), told("c", "minister")], (3, 2, 1)),
        ([told("a", None), told("b", None)], (2, 1, 1)),  # b copies a
        ([told("a", None), told("c", None)], (2, 2, 2)),
        ([told("a", "officials", known=False), told("b", "officials", known=False), told("c", "officials", known=False)], (3, 2, 2)),
        ([told("a", "minister"), told("c", "army", "deny"), told("c", "mayor", "decline")], (2, 2, 1)),
        ([told("d", None), told("e", None)], (2, 1, 1)),
        ([told("d", "officials", known=False), told("e", "officials", known=False)], (2, 1, 2)),
        ([], (0, 0, 0)),
    ],
)
def test_counts(claims: list[Data], expected: tuple[int, int, int]) -> None:
    metas = {
        "a": {"print": fingerprint(WIRE), "outlet": "Post", "agency": None},
        "b": {"print": fingerprint(WIRE), "outlet": None, "agency": None},
        "c": {"print": fingerprint(OTHER), "outlet": "Mail", "agency": None},
        "d": {"print": [], "outlet": "Mail", "agency": "x-wire"},
        "e": {"print": [], "outlet": "Mail", "agency": "x-wire"},
    }
    found = count(claims, metas)
    assert (found.documents, found.outlets, found.sources) == expected


def chain(
    name: str, *, time: str | None = None, low: float | None = None, high: float | None = None, words: str = "", **claim: str
) -> Item:
    quantity = [{"low": low, "high": high, "of": "troop", "unit": None, "words": words}] if words else []
    mention = {"iri": f"m-{name}", "times": [[time, "t"]] if time else [], "quantities": quantity}
    values = {"stance": "assert", "polarity": "positive", "certainty": "certain", "tense": "past", "voice": "source", **claim}
    data = {
        "mentions": [mention],
        "claims": [{"iri": f"http://c/{name}", "doc": name, "source": name, **values}],
        "of": {f"m-{name}": [f"http://c/{name}"]},
    }
    return Item(id=f"m-{name}", keys=(), data=data)


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ({}, {}, []),
        ({}, {"stance": "deny", "polarity": "negative"}, ["disputed"]),
        ({}, {"stance": "decline", "polarity": "", "certainty": ""}, []),
        ({}, {"stance": "fear", "polarity": "negative", "tense": "future"}, []),
        ({"tense": "future"}, {"polarity": "negative"}, []),
        ({}, {"polarity": "negative", "certainty": "possible"}, []),
        ({"low": 10, "high": 10, "words": "ten"}, {"low": 10, "words": "over ten"}, ["refined"]),
        ({"low": 10, "high": 10, "words": "ten"}, {"low": 12, "high": 12, "words": "a dozen"}, ["disputed"]),
        ({"low": 10, "high": 10, "words": "ten"}, {"low": 10, "high": 10, "words": "10"}, ["same"]),
        ({"low": 10, "high": 10, "words": "ten"}, {"low": 10, "high": 10, "words": "ten"}, []),
        ({"low": 5, "high": 12, "words": "5 to 12"}, {"low": 10, "high": 20, "words": "10 to 20"}, []),
        ({"time": "2031-05"}, {"time": "2031-05-06"}, ["refined"]),
        ({"time": "2031-05-05"}, {"time": "2031-05-06"}, ["disputed"]),
        ({"time": "../2031-05-05"}, {"time": "2031-05-06"}, []),
    ],
)
def test_contradictions(one: dict[str, object], other: dict[str, object], expected: list[str]) -> None:
    lines = among(CONTEXT, "http://e", [chain("a", **one), chain("b", **other)])
    assert [line.split('"')[1] for line in lines if "contradictionKind" in line] == expected


def test_nodes_that_are_to_stay_apart_do() -> None:
    keys = {"a": ("k",), "b": ("k", "m"), "c": ("m",)}
    assert Judgements(same={}, apart={}).cut(["c", "b", "a"], keys) == [["a", "b", "c"]]
    apart = {"a": frozenset({"c"}), "c": frozenset({"a"})}
    assert Judgements(same={}, apart=apart).cut(["c", "b", "a"], keys) == [["a", "b"], ["c"]]


def test_a_view_reads_terms_as_they_were_written() -> None:
    view = View(['<http://s> <http://p> "a \\"b\\" \\\\ \\n <c> ." <http://g> .', '<http://s> <http://p> "7"^^<http://i> <http://g> .'])
    assert view.all("http://s", "http://p") == ['a "b" \\ \n <c> .', "7"]
    assert view.one("http://s", "http://q") is None
