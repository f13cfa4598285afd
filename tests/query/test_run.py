"""Free SPARQL: values, limits, time, and errors that show the place."""

import time

import pytest
from pyoxigraph import Literal

from kg.errors import QueryError
from kg.query.formats import answer
from kg.query.run import Table, run, table
from kg.store.memory import open_memory
from kg.store.oxigraph import open_reader, open_writer


@pytest.fixture(scope="module")
def store():
    found = open_memory()
    number = "http://www.w3.org/2001/XMLSchema#"
    lines = [f'<http://x/{n}> <http://x/n> "{n}"^^<{number}integer> <http://x/g{n % 2}> .' for n in range(2000)]
    lines.append(f'<http://x/1> <http://x/on> "2031-05-06"^^<{number}date> <http://x/g> .')
    lines.append(f'<http://x/1> <http://x/odd> "never"^^<{number}date> <http://x/g> .')
    lines.append(f'<http://x/1> <http://x/is> "true"^^<{number}boolean> <http://x/g> .')
    found.change([], lines)
    return found


def test_rows_are_typed_and_the_default_graph_is_the_union(store) -> None:
    found = table(
        store, "SELECT ?n ?on ?odd ?is ?none { <http://x/1> <http://x/n> ?n ; <http://x/on> ?on ; <http://x/odd> ?odd ; <http://x/is> ?is }"
    )
    row = found.dicts()[0]
    assert (row["n"], str(row["on"]), row["odd"], row["is"], row["none"]) == (1, "2031-05-06", "never", True, None)


def test_ask_and_construct(store) -> None:
    assert run(store, "ASK { ?s ?p 7 }") is True
    triples = run(store, "CONSTRUCT WHERE { ?s <http://x/n> ?o }", limit=3)
    assert isinstance(triples, tuple)
    assert len(triples) == 3


def test_a_row_limit_says_that_it_cut(store) -> None:
    found = table(store, "SELECT ?s { ?s <http://x/n> ?n }", limit=10)
    assert (len(found.rows), found.cut) == (10, True)
    assert table(store, "SELECT ?s { ?s <http://x/is> ?n }", limit=1).cut is False


def test_a_time_limit_ends_the_query(store) -> None:
    begun = time.monotonic()
    with pytest.raises(QueryError, match=r"no answer within 0\.3 s"):
        run(store, "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }", timeout=0.3)
    assert time.monotonic() - begun < 3
    assert isinstance(run(store, "SELECT ?s { ?s <http://x/is> ?n }", timeout=10), Table)


def test_a_time_limit_works_on_disk(tmp_path) -> None:
    with open_writer(tmp_path / "store") as writer:
        writer.change([], [f'<http://x/{n}> <http://x/n> "{n}" <http://x/g> .' for n in range(1000)])
        writer.commit()
    with open_reader(tmp_path / "store") as reader:
        for _ in range(3):
            assert table(reader, "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }", timeout=10).values() == [(1000,)]
        with pytest.raises(QueryError, match="no answer within"):
            run(reader, "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }", timeout=0.3)
        assert table(reader, "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }").values() == [(1000,)]


@pytest.mark.parametrize("timeout", [None, 10])
def test_errors_show_line_column_and_place(store, timeout) -> None:
    with pytest.raises(QueryError) as caught:
        run(store, "SELECT ?s WHERE {\n  ?s kg:about ;\n}}", timeout=timeout)
    first, shown, caret = str(caught.value).splitlines()
    assert first.startswith("line 2, column 15: expected one of ")
    assert (shown, caret) == ("    ?s kg:about ;", "  " + " " * 14 + "^")


def test_no_other_server_is_asked(store) -> None:
    with pytest.raises(QueryError, match="SERVICE is refused"):
        run(store, "SELECT * { SERVICE <http://127.0.0.1:1/> { ?s ?p ?o } }")
    with pytest.raises(QueryError, match="SERVICE is refused"):
        answer(store, "SELECT * { SERVICE SILENT <http://127.0.0.1:1/> { ?s ?p ?o } }", "csv")


def test_from_names_the_dataset(store) -> None:
    count = "SELECT (COUNT(*) AS ?n) FROM <http://x/g1> { ?s ?p ?o }"
    assert table(store, count).values() == [(1000,)]
    assert answer(store, count, "csv").data == b"n\r\n1000\r\n"


LIMITED = ["SELECT ?s { ?s ?p ?o } # all", "SELECT ?s { ?s ?p ?o } LIMIT 5", "SELECT ?s { ?s ?p ?o } VALUES ?p { <http://x/n> }"]


@pytest.mark.parametrize("query", LIMITED)
@pytest.mark.parametrize("form", ["csv", "tsv", "json", "xml"])
def test_a_row_limit_holds_in_every_format_and_says_that_it_cut(store, query, form) -> None:
    found = answer(store, query, form, limit=3)
    assert (found.data.count(b"http://x/") - found.data.count(b"http://x/n>"), found.cut) == (3, True)
    assert answer(store, "SELECT ?s { ?s <http://x/is> ?n }", form, limit=1).cut is False


def test_a_limited_answer_is_the_beginning_of_the_whole_one() -> None:
    store = open_memory()
    text = 'tab\t "quoted" \\\\ \nline \u0001 é 😀'
    store.change([], [f"<http://x/a> <http://x/p> {Literal(text)} <http://x/g> .", '<http://x/a> <http://x/q> "Wort"@de <http://x/g> .'])
    store.change([], ["_:b <http://x/p> <http://x/a> <http://x/g> ."])
    query = "SELECT ?o ?none ?s { ?s ?p ?o } ORDER BY ?o"
    for form in ("csv", "tsv", "json"):
        assert answer(store, query, form, limit=9).data.replace(b"\r", b"") == answer(store, query, form).data.replace(b"\r", b"")


def test_triples_are_given_once_sorted_with_the_prefixes_that_occur() -> None:
    store = open_memory()
    kind = "<http://www.w3.org/1999/02/22-rdf-syntax-ns#type>"
    names = ("b", "a")
    store.change([], [f"<http://x/{n}> {kind} <https://w3id.org/newskg/ontology#State> <http://x/{g}> ." for n in names for g in (1, 2)])
    query = "CONSTRUCT { ?s a ?c } WHERE { ?s a ?c }"
    found = answer(store, query, "turtle")
    *prefixes, one, two = found.data.decode().splitlines()
    assert (one, two) == ("<http://x/a> a kg:State .", "<http://x/b> a kg:State .")
    assert sorted(line.split()[1] for line in prefixes) == ["kg:", "rdf:"]
    assert len(run(store, query)) == 2
    assert answer(store, query, "ntriples", limit=1).cut is True


@pytest.mark.parametrize(("form", "sign"), [("csv", b"true"), ("json", b'"boolean":true'), ("xml", b"<boolean>true</boolean>")])
def test_yes_and_no_have_formats_too(store, form, sign) -> None:
    assert sign in answer(store, "ASK { ?s ?p 7 }", form).data


@pytest.mark.parametrize(
    ("query", "form"), [("ASK { ?s ?p 7 }", "turtle"), ("DESCRIBE <http://x/1>", "csv"), ("SELECT * { ?s ?p ?o }", "jsonld")]
)
def test_a_format_that_does_not_fit_is_refused_with_those_that_do(store, query, form) -> None:
    with pytest.raises(QueryError, match=f"cannot be written as {form}: choose "):
        answer(store, query, form)


def test_an_unknown_prefix_is_named(store) -> None:
    with pytest.raises(QueryError) as caught:
        run(store, 'SELECT ?s WHERE {\n  ?s ex:p "a:b" , <c:d> # e:f\n}')
    assert str(caught.value).splitlines()[1:] == ['    ?s ex:p "a:b" , <c:d> # e:f', "       ^"]
    assert str(caught.value).startswith("line 2, column 6: unknown prefix 'ex:'; known are ")


def test_updates_are_no_queries(store) -> None:
    with pytest.raises(QueryError, match="line 1, column"):
        run(store, "DROP ALL")
    with pytest.raises(QueryError, match="gives no table"):
        table(store, "ASK { ?s ?p ?o }")
