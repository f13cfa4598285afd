"""Clients of others, and many at once."""

import threading
from pathlib import Path

import httpx
import pytest
from rdflib.plugins.stores.sparqlstore import SPARQLStore
from rdflib.term import Literal, URIRef
from SPARQLWrapper import CSV, JSON, JSONLD, POST, POSTDIRECTLY, RDFXML, TURTLE, XML, SPARQLWrapper
from SPARQLWrapper.SPARQLExceptions import QueryBadFormed

from benchmarks import serve as load
from kg.store.oxigraph import open_reader
from tests.serve.running import running, started

COUNT = "PREFIX kg: <https://w3id.org/newskg/ontology#> SELECT (COUNT(?d) AS ?n) WHERE { ?d a kg:Document }"


@pytest.mark.filterwarnings("ignore:ConjunctiveGraph:DeprecationWarning")  # SPARQLWrapper's own
@pytest.mark.parametrize("posting", [False, "form", "direct"])
def test_sparqlwrapper(site: str, posting: str) -> None:
    client = SPARQLWrapper(f"{site}/sparql")
    if posting:
        client.setMethod(POST)
    if posting == "direct":
        client.setRequestMethod(POSTDIRECTLY)
    client.setQuery(COUNT)
    client.setReturnFormat(JSON)
    assert client.queryAndConvert()["results"]["bindings"][0]["n"]["value"] == "3"
    client.setReturnFormat(XML)
    assert "<literal" in client.queryAndConvert().toxml()
    client.setReturnFormat(CSV)
    assert client.queryAndConvert().split() == [b"n", b"3"]
    client.setQuery("PREFIX kg: <https://w3id.org/newskg/ontology#> CONSTRUCT WHERE { ?d kg:identifier ?n }")
    client.setReturnFormat(TURTLE)
    assert client.queryAndConvert().count(b"identifier") == 3
    for form in (RDFXML, JSONLD):
        client.setReturnFormat(form)
        assert len(client.queryAndConvert()) == 3
    client.setQuery("ASK {}")
    client.setReturnFormat(JSON)
    assert client.queryAndConvert()["boolean"] is True


def test_sparqlwrapper_with_a_dataset_and_with_a_mistake(site: str, served: Path) -> None:
    with open_reader(served / "store") as reader:
        one, two, _ = (graph for graph in reader.graphs() if "/document/" in graph)
    client = SPARQLWrapper(f"{site}/sparql")
    client.setReturnFormat(JSON)
    client.setQuery(COUNT)
    client.addDefaultGraph(one)
    client.addDefaultGraph(two)
    assert client.queryAndConvert()["results"]["bindings"][0]["n"]["value"] == "2"
    client.setQuery("SELECT * {")
    with pytest.raises(QueryBadFormed, match="line 1"):
        client.query()


def test_rdflib(site: str) -> None:
    store = SPARQLStore(f"{site}/sparql")
    assert [int(row[0]) for row in store.query(COUNT)] == [3]
    identifier = URIRef("https://w3id.org/newskg/ontology#identifier")
    found = {str(o) for (_, _, o), _ in store.triples((None, identifier, None))}
    assert found == {"a", "b", "c"}
    assert len(list(store.triples((None, identifier, Literal("a"))))) == 1
    assert store.query("ASK { ?s ?p ?o }").askAnswer is True
    described = store.query("DESCRIBE ?d WHERE { ?d <https://w3id.org/newskg/ontology#identifier> 'a' }").graph
    assert described is not None
    assert (None, identifier, Literal("a")) in described
    store.close()


def test_thirty_two_clients_at_once(served: Path) -> None:
    """Some seconds of what `benchmarks/serve.py` does for a minute."""
    with started(served, workers=2) as (site, process):
        held = []
        for _ in range(2):
            clients = load.Clients(httpx.URL(site).port or 0, 4, load.paths(served))
            threads = [threading.Thread(target=clients.ask, args=(number,)) for number in range(32)]
            for thread in threads:
                thread.start()
            for thread in threads:
                thread.join()
            held.append(load.memory(process))
            assert clients.wrong == []
            assert len(clients.times) >= 64
        assert held[1] < held[0] * 1.1


def test_more_than_can_wait_are_told_so(served: Path) -> None:
    slow = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"
    answers: list[httpx.Response] = []
    with running(served, timeout=2.0, workers=1, waiting=2) as address:

        def ask() -> None:
            answers.append(httpx.get(f"{address}/sparql", params={"query": slow}, timeout=60))

        threads = [threading.Thread(target=ask) for _ in range(8)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert {answer.status_code for answer in answers} == {503}
        busy = [answer for answer in answers if "too many questions" in answer.text]
        assert len(busy) >= 5
        assert all(int(answer.headers["retry-after"]) > 0 for answer in busy)
        assert httpx.get(f"{address}/health", timeout=30).status_code == 200
