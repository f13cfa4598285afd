"""Every named query, asked of five articles that went through the whole program: what they say is what is answered."""

import json
from collections.abc import Iterator
from datetime import date

import pytest

from kg.query import named
from kg.query.run import Table
from kg.store.base import Reader
from kg.store.oxigraph import open_reader
from kg.workspace import STORE
from tests.query.test_named import shown

TOLD = "Russia shelled Kharkiv on Monday, Ukraine's defence ministry said."
KILLED = "The attack killed six soldiers."
TERROR = "Ukrainian President Volodymyr Zelenskyy accused Russia of terror."
OPEN = "Russia's defence ministry declined to confirm that Russia had shelled Kharkiv on Monday."
FEARED = "Ukraine fears that Russia will attack Odesa next week."
OWNED = "Russian Defence Minister Sergei Shoigu confirmed on Wednesday that Russia had shelled Kharkiv on Monday."
MORE = "The attack killed at least eight soldiers."
SIGNED = "France and Germany signed an agreement with Ukraine in Paris on Wednesday."
MET = "Ukrainian Foreign Minister Dmytro Kuleba met French Foreign Minister Jean-Yves Le Drian in Tbilisi on Sunday."
DENIED = "Russia denied that it had shelled Kharkiv on Monday, 4 April."
ARTICLES = [
    ("a", "Post", "Shells fall on Kharkiv", "2022-04-05", f"{TOLD} {KILLED}\n\n{TERROR}\n"),
    ("b", "Mail", "Moscow is silent", "2022-04-05", f"{OPEN} {FEARED}\n"),
    ("c", "Mail", "Shoigu speaks", "2022-04-07", f"{OWNED} {MORE}\n\n{SIGNED}\n"),
    ("d", "Herald", "Talks in Tbilisi", "2022-04-11", f"{MET} {DENIED}\n"),
    ("e", "Wire", "Kharkiv shelled", "2022-04-05", f"{TOLD} {KILLED}\n\n{TERROR} More will follow.\n"),
]
"""Name, outlet, title, date, text: an attack that one side reports, the other would not confirm, then confirms, then denies; a copy."""

QUERIES = named.load()
EVENT = "the event that most articles report"
ANSWERS: dict[str, tuple[dict[str, str], list[tuple[object, ...]]]] = {
    "about": (
        {"entity": "Kharkiv"},
        [
            ("ASSAULT", "recipient", "Russia's defence ministry", "decline", False, OPEN),
            ("ASSAULT", "recipient", "Ukraine's defence ministry", "assert", True, TOLD),
            ("ASSAULT", "recipient", "Russia", "deny", False, DENIED),
            ("ASSAULT", "recipient", "Sergei Shoigu", "confirm", True, OWNED),
        ],
    ),
    "agencies": (
        {},
        [
            ("Russia's defence ministry", "agencyOf", "Russia"),
            ("Russia's defence ministry", "ministryOf", "Russia"),
            ("Ukraine's defence ministry", "agencyOf", "Ukraine"),
            ("Ukraine's defence ministry", "ministryOf", "Ukraine"),
        ],
    ),
    "between": (
        {"a": "Russia", "b": "Ukraine", "from": "2022-04", "until": "2022-04-04"},
        [
            ("ACCUSE", None, True, TERROR),
            ("ASSAULT", "2022-04-04", True, DENIED),
            ("ASSAULT", "2022-04-04", True, OPEN),
            ("ASSAULT", "2022-04-04", True, OWNED),
            ("ASSAULT", "2022-04-04", True, TOLD),
        ],
    ),
    "coactors": ({"entity": "France"}, [("Germany", "SUPPORT", 1)]),
    "confirmed": ({}, [("ASSAULT", "decline", date(2022, 4, 5), "confirm", date(2022, 4, 7))]),
    "contradictions": (
        {},
        [("one holds it to be so, the other not", OWNED, DENIED), ("one holds it to be so, the other not", TOLD, DENIED)],
    ),
    "documents": (
        {},
        [
            ("a", "Shells fall on Kharkiv", date(2022, 4, 5), "Post", 7, None),
            ("b", "Moscow is silent", date(2022, 4, 5), "Mail", 3, None, None),
            ("c", "Shoigu speaks", date(2022, 4, 7), "Mail", 5, None, None),
            ("d", "Talks in Tbilisi", date(2022, 4, 11), "Herald", 5, None, None),
            ("e", "Kharkiv shelled", date(2022, 4, 5), "Wire", 7, None, None),
        ],
    ),
    "dyads": (
        {},
        [
            ("France", "Ukraine", "SUPPORT", 1),
            ("Germany", "Ukraine", "SUPPORT", 1),
            ("Russia", "Ukraine", "ASSAULT", 1),
            ("Ukraine", "Russia", "ACCUSE", 1),
        ],
    ),
    "entities": (
        {},
        [
            ("Russia's defence ministry", 1, 1),
            ("Ukraine's defence ministry", 1, 1),
            ("Dmytro Kuleba", 1, 1),
            ("France", 2, 2),
            ("Germany", 1, 1),
            ("Jean-Yves Le Drian", 1, 1),
            ("Kharkiv", 5, 5),
            ("Odesa", 1, 1),
            ("Paris", 1, 1),
            ("Russia", 5, 11),
            ("Sergei Shoigu", 1, 1),
            ("Tbilisi", 1, 1),
            ("Ukraine", 5, 7),
            ("Volodymyr Zelenskyy", 2, 2),
            ("agreement", 1, 1),
            ("soldiers", 1, 1),
        ],
    ),
    "events": (
        {},
        [
            ("ACCUSE", "Volodymyr Zelenskyy", "Russia", None, None, 2, 1),
            ("ASSAULT", "Russia", "Kharkiv", None, "2022-04-04", 5, 2),
            ("ASSAULT", None, "soldiers", None, None, 1, 1),
            ("CASUALTY", None, "soldiers", None, None, 1, 1),
            ("CONSULT", "Dmytro Kuleba; Jean-Yves Le Drian", None, "Tbilisi", "2022-04-10", 1, 1),
            ("REJECT", "Russia", None, None, None, 1, 1),
            ("SUPPORT", "Germany; France", "Ukraine", "Paris", "2022-04-06", 1, 1),
        ],
    ),
    "evidence": (
        {"event": EVENT},
        [
            ("shelled", DENIED, "d", 110, 171),
            ("shelled", OPEN, "b", 0, 88),
            ("shelled", OWNED, "c", 0, 104),
            ("shelled", TOLD, "a", 0, 66),
            ("shelled", TOLD, "e", 0, 66),
        ],
    ),
    "facts": ({"entity": "Kharkiv"}, [("Kharkiv", "locatedIn", "Kharkiv Oblast", 0)]),
    "factual": (
        {},
        [
            ("ACCUSE", None, None, "assert", "past", TERROR),
            ("ASSAULT", None, "Ukraine's defence ministry", "assert", "past", TOLD),
            ("ASSAULT", None, "Sergei Shoigu", "confirm", "past", OWNED),
            ("ASSAULT", None, None, "assert", "past", KILLED),
            ("ASSAULT", None, None, "assert", "past", MORE),
            ("CASUALTY", None, None, "assert", "past", KILLED),
            ("CASUALTY", None, None, "assert", "past", MORE),
            ("CONSULT", None, None, "assert", "past", MET),
            ("REJECT", None, None, "assert", "past", DENIED),
            ("SUPPORT", None, None, "assert", "past", SIGNED),
            ("headOfStateOf", None, None, "assert", "present", TERROR),
            ("ministerOf", None, None, "assert", "present", MET),
            ("ministerOf", None, None, "assert", "present", OWNED),
            ("ministryOf", None, None, "assert", "present", OPEN),
            ("ministryOf", None, None, "assert", "present", TOLD),
        ],
    ),
    "holders": (
        {"date": "2022-04-10", "body": "Ukraine"},
        [
            ("Dmytro Kuleba", "Foreign Minister", "2020-03", "2024-09", None, None),
            ("Dmytro Kuleba", "Foreign Minister", None, None, None, "2022-04-11"),
            ("Volodymyr Zelenskyy", "President", "2019-05", None, None, None),
            ("Volodymyr Zelenskyy", "President", None, None, None, "2022-04-05"),
        ],
    ),
    "independence": (
        {},
        [
            ("ACCUSE", None, 2, 2, 1),
            ("ASSAULT", "2022-04-04", 5, 4, 2),
            ("ASSAULT", None, 1, 1, 1),
            ("CASUALTY", None, 1, 1, 1),
            ("CONSULT", "2022-04-10", 1, 1, 1),
            ("REJECT", None, 1, 1, 1),
            ("SUPPORT", "2022-04-06", 1, 1, 1),
            ("THREATEN", "2022-04-11/2022-04-17", 1, 1, 1),
        ],
    ),
    "ledger": (
        {"event": EVENT},
        [
            ("source", "Russia's defence ministry", "decline", None, None, "past", None, False, "b", OPEN),
            ("source", "Ukraine's defence ministry", "assert", "positive", "certain", "past", None, True, "a", TOLD),
            ("source", "Ukraine's defence ministry", "assert", "positive", "certain", "past", None, True, "e", TOLD),
            ("source", "Russia", "deny", "negative", "certain", "past", None, False, "d", DENIED),
            ("source", "Sergei Shoigu", "confirm", "positive", "certain", "past", "2022-04-06", True, "c", OWNED),
        ],
    ),
    "meaning": (
        {"name": "Kharkiv"},
        [
            ("Kharkiv", "name", "a", 15),
            ("Kharkiv", "name", "b", 70),
            ("Kharkiv", "name", "c", 86),
            ("Kharkiv", "name", "d", 144),
            ("Kharkiv", "name", "e", 15),
        ],
    ),
    "months": ({}, [("2022-04", "ASSAULT", 1), ("2022-04", "CONSULT", 1), ("2022-04", "SUPPORT", 1)]),
    "numbers": (
        {},
        [
            ("ASSAULT", "at least eight", "soldier", 8, None, "article", None, None, MORE),
            ("ASSAULT", "six", "soldier", 6, 6, "article", None, None, KILLED),
            ("CASUALTY", "at least eight", "soldier", 8, None, "article", None, None, MORE),
            ("CASUALTY", "six", "soldier", 6, 6, "article", None, None, KILLED),
        ],
    ),
    "offices": (
        {"person": "Volodymyr Zelenskyy"},
        [("President", "Ukraine", "2019-05", None, None), ("President", "Ukraine", None, None, None)],
    ),
    "paths": ({"a": "Kharkiv", "b": "Russia"}, [("locatedIn", "Kharkiv Oblast", "locatedIn", "Ukraine", "borders")]),
    "places": (
        {},
        [("Kharkiv", "Kharkiv Oblast", 5), ("Odesa", "Odesa Oblast", 1), ("Paris", "Île-de-France", 1), ("Tbilisi", "Georgia", 1)],
    ),
    "planned": ({}, [("THREATEN", "fear", "Ukraine", "2022-04-11/2022-04-17", FEARED)]),
    "sources": (
        {"by": "independence"},
        [
            ("Russia's defence ministry", 1, 1, 1, 1),
            ("Ukraine's defence ministry", 1, 1, 1, 1),
            ("Russia", 1, 1, 1, 1),
            ("Sergei Shoigu", 1, 1, 1, 1),
            ("Ukraine", 1, 1, 1, 1),
            ("Volodymyr Zelenskyy", 2, 2, 1, 2),
        ],
    ),
    "stance": ({"stance": "deny"}, [("Russia", "that it had shelled Kharkiv on Monday, 4 April", None, DENIED)]),
    "timeline": (
        {"place": "Ukraine"},
        [
            ("2022-04-04", "ASSAULT", "shelled", DENIED),
            ("2022-04-04", "ASSAULT", "shelled", OPEN),
            ("2022-04-04", "ASSAULT", "shelled", OWNED),
            ("2022-04-04", "ASSAULT", "shelled", TOLD),
            ("2022-04-06", "SUPPORT", "signed", SIGNED),
        ],
    ),
    "unfactual": (
        {},
        [
            ("stance decline; polarity open; certainty open; ", "ASSAULT", "Russia's defence ministry", OPEN),
            ("stance deny; polarity negative; ", "ASSAULT", "Russia", DENIED),
            ("stance fear; certainty possible; tense future; ", "THREATEN", "Ukraine", FEARED),
        ],
    ),
    "voices": (
        {"state": "Ukraine"},
        [
            ("Ukraine's defence ministry", "assert", "Russia shelled Kharkiv on Monday", None),
            ("Ukraine", "fear", "that Russia will attack Odesa next week", None),
            ("Volodymyr Zelenskyy", "assert", "terror", None),
        ],
    ),
    "why": ({}, [("CASUALTY", "killed", "cause", "ASSAULT", "attack")]),
}
"""For each query its arguments and its rows, without the IRIs in them."""


@pytest.fixture(scope="module")
def story(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Reader]:
    from kg.flow import build

    folder = tmp_path_factory.mktemp("story")
    records = [dict(zip(("id", "outlet", "title", "published", "text"), article, strict=True)) for article in ARTICLES]
    (folder / "story.jsonl").write_text("".join(f"{json.dumps(record)}\n" for record in records), encoding="utf-8")
    build([folder / "story.jsonl"], folder / "out")
    with open_reader(folder / "out" / STORE) as reader:
        yield reader


def asked(reader: Reader, name: str, arguments: dict[str, str], limit: int | None = None) -> Table:
    if EVENT in arguments.values():
        first = named.ask(reader, QUERIES["independence"], {}, limit=1)
        assert isinstance(first, Table)
        arguments = {"event": str(first.values()[0][-1])}
    answer = named.ask(reader, QUERIES[name], arguments, limit=limit)
    assert isinstance(answer, Table)
    return answer


@pytest.mark.parametrize("name", QUERIES)
def test_what_the_articles_say_is_answered(story: Reader, name: str) -> None:
    arguments, rows = ANSWERS[name]
    assert rows
    assert shown(asked(story, name, arguments)) == sorted(rows, key=repr)


def test_sources_are_ranked_by_claims_or_by_independence(story: Reader) -> None:
    first = asked(story, "sources", {"by": "claims"}).values()[0]
    assert first[:5] == ("Volodymyr Zelenskyy", 2, 2, 1, 2)  # said in two articles, one of them a copy
    assert {row[3] for row in asked(story, "sources", {"by": "independence"}).values()} == {1}


def test_a_time_outside_of_the_period_is_no_answer(story: Reader) -> None:
    assert {row[0] for row in asked(story, "between", {"a": "Kharkiv", "b": "Russia"}).values()} == {"ASSAULT"}
    assert asked(story, "between", {"a": "Kharkiv", "b": "Russia", "from": "2022-04-05"}).values() == []


@pytest.mark.parametrize("name", [name for name, query in QUERIES.items() if query.any])
def test_a_limit_of_rows_tells_that_there_are_more(story: Reader, name: str) -> None:
    arguments, _ = ANSWERS[name]
    whole = asked(story, name, arguments)
    assert set(asked(story, name, arguments, limit=len(whole.rows)).rows) == set(whole.rows)
    assert not asked(story, name, arguments, limit=len(whole.rows)).cut
    if len(whole.rows) > 1:
        cut = asked(story, name, arguments, limit=1)
        assert (len(cut.rows), cut.cut) == (1, True)
        assert set(cut.rows) < set(whole.rows)


def test_the_queries_that_long_lists_come_from_take_any_rows() -> None:
    assert {name for name, query in QUERIES.items() if query.any} == {"factual", "planned", "stance", "unfactual"}
