"""Every named query, asked of four small articles."""

import re
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from kg.derive.update import update
from kg.errors import QueryError
from kg.model.claim import Tense
from kg.query import named
from kg.query.run import Table
from kg.store.memory import open_memory
from tests.derive.corpus import Office, OfficeStatus, Report, annotations, context, graph

SHELLING = Report(source="Mira Tal", number=("100 shells", 100.0, 100.0))
TAL = Office("Mira Tal", "president", "headOfStateOf", "Norland")


def corpus():
    store = open_memory()
    later = replace(SHELLING, source="Jon Berg", cue="confirmed", number=("over 50 shells", 50.0, None))
    found = (
        annotations("a", SHELLING, TAL, outlet="Post", published="2031-05-06", title="Shells fall"),
        annotations(
            "b", replace(SHELLING, source="officials", cue="declined to confirm", number=None), outlet="Mail", published="2031-05-06"
        ),
        annotations(
            "c",
            later,
            Office("Jon Berg", "president", "headOfStateOf", "Sudland", OfficeStatus.ELECT),
            outlet="Mail",
            published="2031-05-08",
        ),
        annotations(
            "d",
            Report(
                actor="Sudland",
                verb="praised",
                recipient="Norland",
                place=None,
                day="2031-06",
                source="Ada Wick",
                cue="feared",
                tense=Tense.FUTURE,
            ),
            Report(actor="Norland", verb="accused", recipient="Sudland", place="Vesk", day="2031-04"),
            published="2031-05-09",
        ),
    )
    update(store, dict(graph(a) for a in found), context())
    return store


STORE = corpus()
QUERIES = named.load()
EVENT = str(named.ask(STORE, QUERIES["events"], {}).values()[-1][-1])
TOLD = "Mira Tal said that Norland shelled Sudland near Vesk on 2031-05-05 with 100 shells."
OPEN = "officials declined to confirm that Norland shelled Sudland near Vesk on 2031-05-05."
LATER = "Jon Berg confirmed that Norland shelled Sudland near Vesk on 2031-05-05 with over 50 shells."
FEAR = "Ada Wick feared that Sudland praised Norland on 2031-06."
BLAME = "Norland accused Sudland near Vesk on 2031-04."
CASES = [
    (
        "about",
        {"entity": "Vesk"},
        [
            ("ACCUSE", "location", None, "assert", True, BLAME),
            ("ASSAULT", "location", "Jon Berg", "confirm", True, LATER),
            ("ASSAULT", "location", "Mira Tal", "assert", True, TOLD),
            ("ASSAULT", "location", "officials", "decline", False, OPEN),
        ],
    ),
    ("agencies", {}, []),
    (
        "between",
        {"a": "Norland", "b": "Sudland", "from": "2031-05"},
        [
            ("ASSAULT", "2031-05-05", True, LATER),
            ("ASSAULT", "2031-05-05", True, TOLD),
            ("ASSAULT", "2031-05-05", True, OPEN),
            ("SUPPORT", "2031-06", False, FEAR),
        ],
    ),
    ("between", {"a": "the North", "b": "Q902", "until": "2031-04"}, [("ACCUSE", "2031-04", True, BLAME)]),
    ("coactors", {"entity": "Norland"}, []),
    ("confirmed", {}, [("ASSAULT", "decline", date(2031, 5, 6), "confirm", date(2031, 5, 8))]),
    ("contradictions", {}, []),
    ("contradictions", {"kind": "refined"}, [('numbers of shells: "100 shells" and "over 50 shells"', TOLD, LATER)]),
    (
        "documents",
        {},
        [
            ("a", "Shells fall", date(2031, 5, 6), "Post", 2, None, None),
            ("b", None, date(2031, 5, 6), "Mail", 1, None, None),
            ("c", None, date(2031, 5, 8), "Mail", 2, None, None),
            ("d", None, date(2031, 5, 9), None, 2, None, None),
        ],
    ),
    ("dyads", {}, [("Norland", "Sudland", "ACCUSE", 1), ("Norland", "Sudland", "ASSAULT", 1)]),
    ("entities", {"class": "State"}, [("Norland", 4, 6), ("Sudland", 4, 6)]),
    (
        "events",
        {},
        [
            ("ACCUSE", "Norland", "Sudland", "Vesk", "2031-04", 1, 1),
            ("ASSAULT", "Norland", "Sudland", "Vesk", "2031-05-05", 3, 2),
        ],
    ),
    ("evidence", {"event": EVENT}, [("shelled", TOLD, "a", 0, 83), ("shelled", OPEN, "b", 0, 83), ("shelled", LATER, "c", 0, 92)]),
    ("facts", {"entity": "Vesk"}, [("Vesk", "locatedIn", "Sudland", 0)]),
    (
        "factual",
        {},
        [
            ("ACCUSE", None, None, "assert", "past", BLAME),
            ("ASSAULT", None, "Jon Berg", "confirm", "past", LATER),
            ("ASSAULT", None, "Mira Tal", "assert", "past", TOLD),
            ("headOfStateOf", "elect", None, "assert", "present", "Jon Berg is president of Sudland."),
            ("headOfStateOf", None, None, "assert", "present", "Mira Tal is president of Norland."),
        ],
    ),
    ("holders", {"date": "2031-05-07", "body": "Norland"}, [("Mira Tal", "president", None, None, None, "2031-05-06")]),
    ("holders", {"date": "2031", "body": "Sudland"}, []),
    ("independence", {}, [("ASSAULT", "2031-05-05", 3, 2, 2), ("ACCUSE", "2031-04", 1, 0, 1), ("SUPPORT", "2031-06", 1, 0, 1)]),
    (
        "ledger",
        {"event": EVENT},
        [
            ("source", "Jon Berg", "confirm", "positive", "certain", "past", None, True, "c", LATER),
            ("source", "Mira Tal", "assert", "positive", "certain", "past", None, True, "a", TOLD),
            ("source", "officials", "decline", None, None, "past", None, False, "b", OPEN),
        ],
    ),
    (
        "meaning",
        {"name": "Vesk"},
        [("Vesk", "name", "a", 48), ("Vesk", "name", "b", 64), ("Vesk", "name", "c", 53), ("Vesk", "name", "d", 86)],
    ),
    ("months", {}, [("2031-04", "ACCUSE", 1), ("2031-05", "ASSAULT", 1)]),
    (
        "numbers",
        {},
        [
            ("ASSAULT", "100 shells", "shells", 100, 100, "source", "Mira Tal", None, TOLD),
            ("ASSAULT", "over 50 shells", "shells", 50, None, "source", "Jon Berg", None, LATER),
        ],
    ),
    ("offices", {"person": "Jon Berg"}, [("president", "Sudland", None, None, "elect")]),
    (
        "paths",
        {"a": "Vesk", "b": "Council"},
        [("locatedIn", "Sudland", "memberOf", None, None), ("locatedIn", "Sudland", "borders", "Norland", "memberOf")],
    ),
    ("paths", {"a": "Vesk", "b": "Council", "hops": "2"}, [("locatedIn", "Sudland", "memberOf", None, None)]),
    ("paths", {"a": "Norland", "b": "Sudland", "hops": "1"}, [("borders", None, None, None, None)]),
    ("places", {}, [("Vesk", "Sudland", 4)]),
    ("planned", {}, [("SUPPORT", "fear", "Ada Wick", "2031-06", FEAR)]),
    ("sources", {}, [("Ada Wick", 1, 1, 1, 0), ("Jon Berg", 1, 1, 1, 1), ("Mira Tal", 1, 1, 1, 1), ("officials", 1, 1, 1, 1)]),
    ("stance", {"stance": "decline"}, [("officials", "Norland shelled Sudland near Vesk on 2031-05-05", None, OPEN)]),
    (
        "timeline",
        {"place": "Sudland"},
        [
            ("2031-04", "ACCUSE", "accused", BLAME),
            ("2031-05-05", "ASSAULT", "shelled", LATER),
            ("2031-05-05", "ASSAULT", "shelled", TOLD),
            ("2031-05-05", "ASSAULT", "shelled", OPEN),
        ],
    ),
    (
        "unfactual",
        {},
        [
            ("stance decline; polarity open; certainty open; ", "ASSAULT", "officials", OPEN),
            ("stance fear; certainty possible; tense future; ", "SUPPORT", "Ada Wick", FEAR),
        ],
    ),
    ("voices", {"state": "Norland"}, [("Mira Tal", "assert", TOLD.removeprefix("Mira Tal said that ").removesuffix("."), None)]),
    ("why", {}, []),
]


def shown(answer: Table) -> list[tuple[object, ...]]:
    """Rows without the IRIs at their ends, in the order of their words."""
    rows = [tuple(v for v in row if not (isinstance(v, str) and v.startswith("http"))) for row in answer.values()]
    return sorted(set(rows), key=repr)


@pytest.mark.parametrize(("name", "arguments", "expected"), CASES, ids=[f"{name}-{i}" for i, (name, *_) in enumerate(CASES)])
def test_answers(name: str, arguments: dict[str, str], expected: list[tuple[object, ...]]) -> None:
    answer = named.ask(STORE, QUERIES[name], arguments)
    assert isinstance(answer, Table)
    assert shown(answer) == sorted(expected, key=repr)


def test_every_named_query_is_asked_here_and_has_its_help() -> None:
    assert {name for name, *_ in CASES} == set(QUERIES)
    assert len(QUERIES) >= 20
    assert all(query.help.endswith(".") for query in QUERIES.values())


def test_a_named_query_is_plain_sparql_with_its_prefixes() -> None:
    assert "PREFIX kg: <https://w3id.org/newskg/ontology#>\n" in QUERIES["places"].sparql


@pytest.mark.parametrize(
    ("name", "arguments", "message"),
    [
        ("between", {"a": "Norland"}, "between needs b=entity"),
        ("between", {"a": "Norland", "c": "x"}, "has no parameter c; it has a, b, from, until"),
        ("between", {"a": "Atlantis", "b": "Norland"}, "nothing in the graph is called 'Atlantis'"),
        ("between", {"a": "Norland", "b": "Sudland", "from": "May"}, "'May' is no date"),
        ("holders", {"body": "http://x/> ?p ?o }", "date": "2031"}, "nothing in the graph has the IRI"),
        ("ledger", {"event": "1"}, "no event '1'"),
        ("offices", {"person": "Mira Tal"}, None),
        ("entities", {"class": "State> ?x"}, "is no name of a property"),
        ("stance", {"stance": '" } DROP ALL #'}, "is none of assert, confirm, deny,"),
        ("paths", {"a": "Vesk", "b": "Council", "hops": "4"}, "'4' is none of 1, 2, 3"),
        ("meaning", {"name": '" } DROP ALL #'}, None),
    ],
)
def test_arguments_are_checked(name: str, arguments: dict[str, str], message: str | None) -> None:
    if message is None:
        assert isinstance(named.ask(STORE, QUERIES[name], arguments), Table)
    else:
        with pytest.raises(QueryError, match=re.escape(message)):
            named.ask(STORE, QUERIES[name], arguments)


def test_a_name_of_two_things_is_not_guessed() -> None:
    store = open_memory()
    update(
        store,
        dict(graph(a) for a in (annotations("a", Report(source="Mira Tal")), annotations("b", Report(source="Mira Tal", day=None)))),
        context(),
    )
    with pytest.raises(QueryError, match=r"'Mira Tal' may mean Mira Tal <.*; Mira Tal <.*: name one by its IRI"):
        named.ask(store, QUERIES["offices"], {"person": "Mira Tal"})


def test_the_manual_lists_every_query_with_its_parameters() -> None:
    manual = (Path(__file__).parent.parent.parent / "docs" / "queries.md").read_text(encoding="utf-8")
    for name, query in QUERIES.items():
        given = (f"`{p.name}` {p.type}" + (f" ({p.default})" if p.default is not None else "") for p in query.parameters)
        assert f"| `{name}` | {query.help} | {', '.join(given)} |" in manual
