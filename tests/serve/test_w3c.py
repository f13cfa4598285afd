"""The protocol tests of the SPARQL 1.1 test suite (data-sparql11/protocol), in our own words, each under its W3C name.

Those of updates are all refused here, the good ones like the bad ones: the endpoint is read only.
"""

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any
from xml.etree import ElementTree

import httpx
import pytest
from pyoxigraph import RdfFormat, parse, parse_query_results

from kg.store.oxigraph import open_reader

FORM = {"Content-Type": "application/x-www-form-urlencoded"}
DIRECT = {"Content-Type": "application/sparql-query"}
UPDATE = {"Content-Type": "application/sparql-update"}
TABLES = ("application/sparql-results+xml", "application/sparql-results+json", "text/tab-separated-values", "text/csv")
TRIPLES = ("application/rdf+xml", "application/rdf+json", "text/turtle", "application/n-triples", "application/ld+json")


@dataclass(frozen=True, kw_only=True)
class Case:
    """A request (method, what httpx is given; ONE, TWO and THREE stand for graphs) and what its answer must be."""

    name: str
    method: str = "GET"
    query: str | None = None
    params: dict[str, Any] = field(default_factory=dict)
    data: dict[str, Any] | None = None
    content: str | bytes | None = None
    headers: dict[str, str] = field(default_factory=dict)
    status: tuple[int, ...] = (200,)
    holds: Callable[[httpx.Response], bool] = lambda answer: answer is not None


def true(answer: httpx.Response) -> bool:
    """The answer to an ASK, whichever of the formats it came in, is yes."""
    return bool(parse_query_results(answer.content, format=_format(answer)))


def _format(answer: httpx.Response):
    from pyoxigraph import QueryResultsFormat

    return QueryResultsFormat.from_media_type(media(answer))


def media(answer: httpx.Response) -> str:
    return answer.headers["content-type"].partition(";")[0]


def of(*types: str) -> Callable[[httpx.Response], bool]:
    return lambda answer: media(answer) in types


ASK = "ASK {}"
IN_DEFAULT = "ASK WHERE { <$ONE> a ?x }"
IN_BOTH = "ASK WHERE { <$ONE> a ?x . <$TWO> a ?x FILTER NOT EXISTS { <$THREE> ?y ?z } }"
IN_NAMED = "ASK WHERE { GRAPH ?g { <$ONE> a ?x } GRAPH ?h { <$TWO> a ?x } FILTER NOT EXISTS { <$ONE> a ?x } }"
FULL = "ASK WHERE { <$ONE> a ?x GRAPH ?g { <$TWO> a ?x } FILTER NOT EXISTS { GRAPH ?h { <$ONE> a ?x } } }"
OWN = "ASK FROM <$TWO> WHERE { <$ONE> a ?x FILTER NOT EXISTS { <$TWO> a ?x } }"
INSERT = "INSERT DATA { <urn:x> <urn:x> <urn:x> }"
CLEAR = "CLEAR NAMED"

QUERIES = [
    Case(name="query_post_form", method="POST", data={"query": ASK}, holds=true),
    Case(name="query_dataset_default_graph_get", params={"query": IN_DEFAULT, "default-graph-uri": "$ONE"}, holds=true),
    Case(name="query_dataset_default_graph_post", method="POST", data={"query": IN_DEFAULT, "default-graph-uri": "$ONE"}, holds=true),
    Case(name="query_dataset_default_graphs_get", params={"query": IN_BOTH, "default-graph-uri": ["$ONE", "$TWO"]}, holds=true),
    Case(
        name="query_dataset_default_graphs_post",
        method="POST",
        data={"query": IN_BOTH, "default-graph-uri": ["$ONE", "$TWO"]},
        holds=true,
    ),
    Case(name="query_dataset_named_graphs_get", params={"query": IN_NAMED, "named-graph-uri": ["$ONE", "$TWO"]}, holds=true),
    Case(name="query_dataset_named_graphs_post", method="POST", data={"query": IN_NAMED, "named-graph-uri": ["$ONE", "$TWO"]}, holds=true),
    Case(name="query_dataset_full", params={"query": FULL, "default-graph-uri": "$ONE", "named-graph-uri": "$TWO"}, holds=true),
    Case(
        name="query_dataset_full (direct)",
        method="POST",
        params={"default-graph-uri": "$ONE", "named-graph-uri": "$TWO"},
        content=FULL,
        headers=DIRECT,
        holds=true,
    ),
    Case(name="query_multiple_dataset", params={"query": OWN, "default-graph-uri": "$ONE"}, holds=true),
    Case(name="query_get", params={"query": ASK}, holds=true),
    Case(name="query_content_type_select", params={"query": "SELECT (1 AS ?value) {}"}, holds=of(*TABLES)),
    Case(name="query_content_type_ask", params={"query": ASK}, holds=of(*TABLES)),
    Case(name="query_content_type_describe", params={"query": "DESCRIBE <$ONE>"}, holds=of(*TRIPLES)),
    Case(name="query_content_type_construct", params={"query": "CONSTRUCT { <urn:s> <urn:p> 1 } WHERE {}"}, holds=of(*TRIPLES)),
    Case(name="query_post_direct", method="POST", content=ASK, headers=DIRECT, holds=true),
    Case(name="bad_query_method", method="PUT", params={"query": ASK}, status=(400, 405)),
    Case(name="bad_multiple_queries", params={"query": [ASK, "SELECT * {}"]}, status=(400,)),
    Case(name="bad_multiple_queries (form)", method="POST", data={"query": [ASK, "SELECT * {}"]}, status=(400,)),
    Case(name="bad_query_wrong_media_type", method="POST", content=ASK, headers={"Content-Type": "text/plain"}, status=(400, 415)),
    Case(name="bad_query_missing_form_type", method="POST", content=f"query={ASK}", status=(400, 415)),
    Case(name="bad_query_missing_direct_type", method="POST", content=ASK, status=(400, 415)),
    Case(
        name="bad_query_non_utf8",
        method="POST",
        content=ASK.encode("utf-16"),
        headers={"Content-Type": "application/sparql-query; charset=UTF-16"},
        status=(400, 415),
    ),
    Case(name="bad_query_syntax", params={"query": "ASK {"}, status=(400,)),
]
REFUSED = (400, 403, 405, 415)
UPDATES = [
    Case(name="bad_update_get", params={"update": CLEAR}, status=REFUSED),
    Case(name="bad_multiple_updates", method="POST", data={"update": [CLEAR, CLEAR]}, status=REFUSED),
    Case(name="bad_update_wrong_media_type", method="POST", content=CLEAR, headers={"Content-Type": "text/plain"}, status=REFUSED),
    Case(name="bad_update_missing_form_type", method="POST", content=f"update={CLEAR}", status=REFUSED),
    Case(
        name="bad_update_non_utf8",
        method="POST",
        content=CLEAR.encode("utf-16"),
        headers={"Content-Type": "application/sparql-update; charset=UTF-16"},
        status=REFUSED,
    ),
    Case(name="bad_update_syntax", method="POST", data={"update": "CLEAR XYZ"}, status=REFUSED),
    Case(
        name="bad_update_dataset_conflict",
        method="POST",
        data={"update": "DELETE { ?s ?p ?o } USING <$ONE> WHERE { ?s ?p ?o }", "using-graph-uri": "$TWO"},
        status=REFUSED,
    ),
    Case(name="update_dataset_default_graph", method="POST", data={"update": INSERT, "using-graph-uri": "$ONE"}, status=REFUSED),
    Case(name="update_dataset_default_graphs", method="POST", data={"update": INSERT, "using-graph-uri": ["$ONE", "$TWO"]}, status=REFUSED),
    Case(name="update_dataset_named_graphs", method="POST", data={"update": INSERT, "using-named-graph-uri": "$ONE"}, status=REFUSED),
    Case(
        name="update_dataset_full",
        method="POST",
        data={"update": INSERT, "using-graph-uri": "$ONE", "using-named-graph-uri": "$TWO"},
        status=REFUSED,
    ),
    Case(name="update_post_form", method="POST", data={"update": INSERT}, status=REFUSED),
    Case(name="update_post_direct", method="POST", content=INSERT, headers=UPDATE, status=REFUSED),
    Case(name="update_base_uri", method="POST", data={"update": f"BASE <http://example.org/> {INSERT}"}, status=REFUSED),
]


@pytest.fixture(scope="module")
def graphs(served) -> dict[str, str]:
    """IRIs of three graphs, which are those of their documents."""
    with open_reader(served / "store") as reader:
        found = [graph for graph in reader.graphs() if "/document/" in graph]
    return dict(zip(("$ONE", "$TWO", "$THREE"), found, strict=True))


def filled(value: Any, graphs: dict[str, str]) -> Any:
    if isinstance(value, str):
        for name, iri in graphs.items():
            value = value.replace(name, iri)
        return value
    if isinstance(value, list):
        return [filled(one, graphs) for one in value]
    return {name: filled(one, graphs) for name, one in value.items()} if isinstance(value, dict) else value


@pytest.mark.parametrize("case", [*QUERIES, *UPDATES], ids=lambda case: case.name)
def test_case(site: str, graphs: dict[str, str], case: Case) -> None:
    before = httpx.get(f"{site}/sparql", params={"query": "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"}).text if case in UPDATES else ""
    answer = httpx.request(
        case.method,
        f"{site}/sparql",
        params=filled(case.params, graphs),
        data=filled(case.data, graphs),
        content=filled(case.content, graphs),
        headers=case.headers,
        timeout=30,
    )
    assert answer.status_code in case.status, answer.text
    assert answer.is_success != (answer.status_code >= 400)
    assert case.holds(answer), answer.text
    if before:
        assert httpx.get(f"{site}/sparql", params={"query": "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"}).text == before


def test_a_dataset_of_the_protocol_decides_the_answer(site: str, graphs: dict[str, str]) -> None:
    """The questions above can be answered no: it is the request's graphs that make them true."""
    for query in (IN_BOTH, IN_NAMED, FULL, OWN):
        answer = httpx.get(f"{site}/sparql", params={"query": filled(query, graphs)}, headers={"Accept": TABLES[1]})
        assert answer.json()["boolean"] is False, query


SELECT = "SELECT ?o ?none WHERE { ?s a kg:Document ; kg:identifier ?o } ORDER BY ?o"
CONSTRUCT = "CONSTRUCT { ?s kg:identifier ?o } WHERE { ?s kg:identifier ?o }"
OFFERED = [
    (SELECT, "", "application/sparql-results+json"),
    (SELECT, "*/*", "application/sparql-results+json"),
    (SELECT, "application/json", "application/sparql-results+json"),
    (SELECT, "application/*", "application/sparql-results+json"),
    (SELECT, "text/*", "text/csv"),
    (SELECT, "text/*;q=0.5, text/tab-separated-values", "text/tab-separated-values"),
    (SELECT, "text/csv;q=0.2, application/sparql-results+xml;q=0.3", "application/sparql-results+xml"),
    (SELECT, "application/sparql-results+json;q=0, */*", "application/sparql-results+xml"),
    (SELECT, "APPLICATION/SPARQL-RESULTS+XML ; Q=0.9", "application/sparql-results+xml"),
    (SELECT, "text/turtle, application/sparql-results+json;q=0.1", "application/sparql-results+json"),
    (SELECT, "image/png", None),
    (SELECT, "text/turtle", None),
    (SELECT, "*/*;q=0", None),
    ("ASK {}", "text/csv", "text/csv"),
    (CONSTRUCT, "", "text/turtle"),
    (CONSTRUCT, "*/*", "text/turtle"),
    (CONSTRUCT, "application/ld+json, text/turtle;q=0.9", "application/ld+json"),
    (CONSTRUCT, "application/n-triples", "application/n-triples"),
    (CONSTRUCT, "application/xml", "application/rdf+xml"),
    (CONSTRUCT, "text/csv", None),
    (f"DESCRIBE ?s WHERE {SELECT.partition('WHERE')[2].partition('ORDER')[0]}", "application/rdf+xml", "application/rdf+xml"),
]


@pytest.mark.parametrize(("query", "accept", "expected"), OFFERED)
def test_the_format_that_is_accepted(site: str, query: str, accept: str, expected: str | None) -> None:
    answer = httpx.get(f"{site}/sparql", params={"query": query}, headers={"Accept": accept})
    assert "Accept" in answer.headers["vary"]
    if expected is None:
        assert answer.status_code == 406
        assert "this answer can be had as" in answer.text
    else:
        assert (answer.status_code, media(answer)) == (200, expected)
        assert not media(answer).startswith("text/") or "charset=utf-8" in answer.headers["content-type"]
        assert well_formed(answer)


def well_formed(answer: httpx.Response) -> bool:
    """Whether a reader of somebody else's takes the body."""
    match media(answer):
        case "application/ld+json":
            return bool(json.loads(answer.content))
        case "text/csv":
            return answer.text.splitlines()[0] in ("o,none", "true")
        case "application/rdf+xml" | "text/turtle" | "application/n-triples" as kind:
            return len(list(parse(answer.content, format=RdfFormat.from_media_type(kind)))) >= 3
        case "application/sparql-results+xml":
            return ElementTree.fromstring(answer.content).tag.endswith("}sparql")  # noqa: S314 -- our own answer
    found = parse_query_results(answer.content, format=_format(answer))
    return isinstance(found, object)


def test_other_methods(site: str) -> None:
    head = httpx.head(f"{site}/sparql", params={"query": SELECT})
    assert (head.status_code, head.content, media(head)) == (200, b"", "application/sparql-results+json")
    assert int(head.headers["content-length"]) > 50
    options = httpx.options(f"{site}/sparql")
    assert (options.status_code, options.headers["allow"]) == (204, "GET, HEAD, OPTIONS, POST")
    for method in ("PUT", "DELETE", "PATCH", "TRACE"):
        answer = httpx.request(method, f"{site}/sparql")
        assert (answer.status_code, "GET" in answer.headers["allow"]) == (405, True), method


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_scripts_of_other_sites_may_ask(site: str, method: str) -> None:
    headers = {"Origin": "https://example.org", "Access-Control-Request-Method": method, "Access-Control-Request-Headers": "content-type"}
    asked = httpx.options(f"{site}/sparql", headers=headers)
    assert asked.status_code == 200
    assert asked.headers["access-control-allow-origin"] == "*"
    assert method in asked.headers["access-control-allow-methods"]
    assert "content-type" in asked.headers["access-control-allow-headers"]
    given = {"params": {"query": ASK}} if method == "GET" else {"data": {"query": ASK}}
    answer = httpx.request(method, f"{site}/sparql", headers={"Origin": "https://example.org"}, **given)
    assert answer.headers["access-control-allow-origin"] == "*"
    assert "access-control-allow-credentials" not in answer.headers
    refused = httpx.options(f"{site}/sparql", headers={**headers, "Access-Control-Request-Method": "PUT"})
    assert refused.status_code == 400


def test_the_description_is_what_the_endpoint_does(site: str) -> None:
    """Every format that it names is served, in every format of RDF, and it has no blank nodes."""
    sd = "http://www.w3.org/ns/sparql-service-description#"
    for kind in ("text/turtle", "application/n-triples", "application/rdf+xml"):
        answer = httpx.get(f"{site}/sparql", headers={"Accept": kind})
        assert (answer.status_code, media(answer)) == (200, kind)
        told = {(quad.predicate.value, quad.object.value) for quad in parse(answer.content, format=RdfFormat.from_media_type(kind))}
        assert (f"{sd}endpoint", f"{site}/sparql") in told
        assert (f"{sd}supportedLanguage", f"{sd}SPARQL11Query") in told
        assert (f"{sd}feature", f"{sd}UnionDefaultGraph") in told
        assert len({value for name, value in told if name == f"{sd}resultFormat"}) == 8
        assert not any("Update" in value for _, value in told)
    assert httpx.get(f"{site}/sparql", headers={"Accept": "image/png"}).status_code == 406
    browser = httpx.get(f"{site}/sparql", headers={"Accept": "text/html"})
    assert (browser.status_code, browser.headers["location"]) == (303, "/query")


def test_a_query_is_missing(site: str) -> None:
    assert httpx.post(f"{site}/sparql", data={"nothing": ASK}).status_code == 400
    assert httpx.post(f"{site}/sparql", content=b"", headers=FORM).status_code == 400
    assert httpx.post(f"{site}/sparql", content=b"", headers=DIRECT).status_code == 400
    assert httpx.get(f"{site}/sparql", params={"default-graph-uri": "urn:x"}).status_code == 400
