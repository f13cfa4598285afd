"""The endpoint's datasets, mistakes and formats; `test_w3c.py` has the cases of the recommendation."""

import json

import httpx
import pytest
from pyoxigraph import RdfFormat, parse, parse_query_results

from kg.store.oxigraph import open_reader

FORM = {"Content-Type": "application/x-www-form-urlencoded"}
DIRECT = {"Content-Type": "application/sparql-query"}
SELECT = "SELECT ?o WHERE { ?s a kg:Document ; kg:identifier ?o } ORDER BY ?o"


def names(answer: httpx.Response) -> list[str]:
    assert answer.status_code == 200, answer.text
    return [row["o"]["value"] for row in answer.json()["results"]["bindings"]]


@pytest.fixture(scope="module")
def graphs(served) -> list[str]:
    with open_reader(served / "store") as reader:
        return [graph for graph in reader.graphs() if "/document/" in graph]


def test_a_query_by_get_by_form_and_by_itself(site: str) -> None:
    url = f"{site}/sparql"
    assert names(httpx.get(url, params={"query": SELECT})) == ["a", "b", "c"]
    assert names(httpx.post(url, data={"query": SELECT})) == ["a", "b", "c"]
    assert names(httpx.post(url, content=SELECT, headers=DIRECT)) == ["a", "b", "c"]
    assert names(httpx.post(url, content=SELECT, headers={"Content-Type": "application/sparql-query; charset=UTF-8"})) == ["a", "b", "c"]


def test_the_dataset_of_the_request(site: str, graphs: list[str]) -> None:
    url, one, two = f"{site}/sparql", graphs[0], graphs[1]
    assert len(names(httpx.get(url, params={"query": SELECT, "default-graph-uri": one}))) == 1
    assert len(names(httpx.post(url, data={"query": SELECT, "default-graph-uri": [one, two]}))) == 2
    assert len(names(httpx.post(url, params={"default-graph-uri": one}, content=SELECT, headers=DIRECT))) == 1
    named = "SELECT ?o WHERE { GRAPH ?g { ?s kg:identifier ?o } }"
    assert len(names(httpx.get(url, params={"query": named, "named-graph-uri": [one, two]}))) == 2
    assert names(httpx.get(url, params={"query": SELECT, "named-graph-uri": one})) == []
    other = f"SELECT ?o FROM <{one}> WHERE {{ ?s kg:identifier ?o }}"  # noqa: S608 -- SPARQL
    assert names(httpx.get(url, params={"query": other, "default-graph-uri": two})) != names(httpx.get(url, params={"query": other}))


def test_the_dataset_of_the_query(site: str, graphs: list[str]) -> None:
    for clause, pattern in (
        (f"FROM <{graphs[0]}>", "?s kg:identifier ?o"),
        (f"FROM NAMED <{graphs[0]}>", "GRAPH ?g { ?s kg:identifier ?o }"),
    ):
        assert len(names(httpx.get(f"{site}/sparql", params={"query": f"SELECT ?o {clause} WHERE {{ {pattern} }}"}))) == 1
    tricky = "SELECT ?o WHERE { ?s kg:identifier ?o FILTER(?o != 'from <x:y> the') OPTIONAL { ?s kg:from <x:y> } } # FROM <x:y>"
    assert len(names(httpx.get(f"{site}/sparql", params={"query": tricky}))) == 3


@pytest.mark.parametrize(
    ("method", "arguments", "status"),
    [
        ("PUT", {"content": SELECT, "headers": DIRECT}, 405),
        ("DELETE", {}, 405),
        ("GET", {"params": [("query", "ASK {}"), ("query", "SELECT * {}")]}, 400),
        ("POST", {"data": {"query": ["ASK {}", "SELECT * {}"]}}, 400),
        ("POST", {"params": {"query": "ASK {}"}, "content": "ASK {}", "headers": DIRECT}, 400),
        ("POST", {"content": SELECT, "headers": {"Content-Type": "text/plain"}}, 415),
        ("POST", {"content": f"query={SELECT}"}, 415),
        ("POST", {"content": SELECT}, 415),
        ("POST", {"content": SELECT.encode("utf-16"), "headers": {"Content-Type": "application/sparql-query; charset=UTF-16"}}, 415),
        ("POST", {"content": b"ASK { ?s ?p '\xff' }", "headers": DIRECT}, 400),
        ("POST", {"data": {"nothing": "ASK {}"}}, 400),
        ("GET", {"params": {"query": "SELECT ?x WHERE { ?x a }"}}, 400),
        ("GET", {"params": {"query": "SELECT ?x WHERE { ?x a nobody:Knows }"}}, 400),
        ("GET", {"params": {"query": "ASK {}", "default-graph-uri": "not an iri"}}, 400),
    ],
)
def test_what_is_no_request_is_refused(site: str, method: str, arguments: dict, status: int) -> None:
    answer = httpx.request(method, f"{site}/sparql", **arguments)
    assert answer.status_code == status, answer.text
    assert "Traceback" not in answer.text


def test_a_mistake_is_shown_with_its_place(site: str) -> None:
    answer = httpx.get(f"{site}/sparql", params={"query": "SELECT ?x WHERE {\n  ?x a }"})
    assert answer.text.startswith("line 2, column ")
    assert "^" in answer.text


TABLES = ["application/sparql-results+json", "application/sparql-results+xml", "text/csv", "text/tab-separated-values"]
GRAPHS = {"text/turtle": RdfFormat.TURTLE, "application/n-triples": RdfFormat.N_TRIPLES, "application/rdf+xml": RdfFormat.RDF_XML}


@pytest.mark.parametrize("media", TABLES)
def test_tables_in_every_format(site: str, media: str) -> None:
    answer = httpx.get(f"{site}/sparql", params={"query": SELECT}, headers={"Accept": f"{media}, */*;q=0.1"})
    assert answer.headers["content-type"].partition(";")[0] == media
    if media != "text/csv":
        assert len(list(parse_query_results(answer.content, format=_format(media)))) == 3
    else:
        assert answer.text.splitlines() == ["o", "a", "b", "c"]
    asked = httpx.get(f"{site}/sparql", params={"query": "ASK {}"}, headers={"Accept": media})
    assert (asked.status_code, asked.headers["content-type"].partition(";")[0]) == (200, media)


def _format(media: str):
    from pyoxigraph import QueryResultsFormat

    return QueryResultsFormat.from_media_type(media)


@pytest.mark.parametrize("media", GRAPHS)
@pytest.mark.parametrize(
    "query", ["CONSTRUCT { ?s kg:identifier ?o } WHERE { ?s kg:identifier ?o }", "DESCRIBE ?s WHERE { ?s kg:identifier 'a' }"]
)
def test_triples_in_every_format(site: str, media: str, query: str) -> None:
    answer = httpx.get(f"{site}/sparql", params={"query": query}, headers={"Accept": media})
    assert answer.headers["content-type"].partition(";")[0] == media
    assert len(list(parse(answer.content, format=GRAPHS[media]))) >= 3
    linked = httpx.get(f"{site}/sparql", params={"query": query}, headers={"Accept": "application/ld+json"})
    assert json.loads(linked.content)


def test_a_format_by_name(site: str) -> None:
    by_name = httpx.get(f"{site}/sparql", params={"query": SELECT, "format": "csv"})
    assert by_name.headers["content-type"] == "text/csv; charset=utf-8"
    assert httpx.get(f"{site}/sparql", params={"query": SELECT, "format": "nothing"}).status_code == 406
    construct = "CONSTRUCT { ?s kg:identifier ?o } WHERE { ?s kg:identifier ?o }"
    names = {"xml": "rdf+xml", "rdf+xml": "rdf+xml", "json-ld": "ld+json", "application/ld+json": "ld+json", "json": "ld+json"}
    for name, kind in names.items():
        answer = httpx.get(f"{site}/sparql", params={"query": construct, "format": name})
        assert answer.headers["content-type"] == f"application/{kind}", name
