"""rdflib on the store: what rdflib itself would hold after loading everything, and no more."""

from collections.abc import Iterator

import pytest
from rdflib import RDF, RDFS, Dataset, Literal, URIRef

from kg.errors import QueryError
from kg.ontology.vocab import KG, KGR
from kg.query import named
from kg.query.dataset import dataset
from kg.store.oxigraph import open_reader
from kg.workspace import STORE

pytestmark = pytest.mark.filterwarnings("ignore:.* is deprecated:DeprecationWarning:rdflib")  # by rdflib's own readers

UKRAINE = URIRef(KGR + "entity/Q212")
NOTHING = URIRef("http://example.org/nothing")


@pytest.fixture(scope="module")
def pair(corpus) -> Iterator[tuple[Dataset, Dataset]]:
    """The store-backed dataset and the same graph loaded into rdflib's memory."""
    loaded = Dataset(default_union=True)
    loaded.parse(data=(corpus / "graph.nq").read_text(encoding="utf-8"), format="nquads")
    with open_reader(corpus / STORE) as reader:
        yield dataset(reader), loaded


@pytest.mark.parametrize(
    "pattern",
    [
        (None, None, None),
        (None, RDFS.label, None),
        (UKRAINE, None, None),
        (UKRAINE, RDF.type, None),
        (None, None, Literal("Ukraine")),
        (None, RDF.type, URIRef(KG + "Claim")),
        (NOTHING, None, None),
    ],
)
def test_triples_of_the_union_come_once(pair, pattern) -> None:
    backed, loaded = pair
    found = list(backed.triples(pattern))
    assert len(found) == len(set(found))
    assert set(found) == set(loaded.triples(pattern))


def test_quads_graphs_and_lengths_are_the_same(pair) -> None:
    backed, loaded = pair
    assert set(backed.quads()) == set(loaded.quads())
    assert len(backed) == len(set(loaded.triples((None, None, None))))
    name = URIRef(KGR + "derived")
    assert set(backed.graph(name)) == set(loaded.graph(name))
    assert len(backed.graph(name)) > 100


EXACT = [q.name for q in named.load().values() if not q.parameters and "GROUP_CONCAT" not in q.text]


@pytest.mark.parametrize("name", EXACT)
def test_named_queries_are_answered_as_by_rdflib(pair, name) -> None:
    backed, loaded = pair
    sparql = named.load()[name].sparql
    found = [tuple(row) for row in backed.query(sparql)]
    assert sorted(found, key=repr) == sorted((tuple(row) for row in loaded.query(sparql)), key=repr)


def test_strings_are_rdflibs_own(pair) -> None:
    backed, _ = pair
    assert Literal("Ukraine") in set(backed.objects(UKRAINE, RDFS.label))
    assert backed.query("ASK { <http://w> ?p ?o }").askAnswer is False
    built = backed.query("CONSTRUCT { ?s rdfs:label ?l } WHERE { ?s a kg:State ; rdfs:label ?l }").graph
    assert (UKRAINE, RDFS.label, Literal("Ukraine")) in built


@pytest.mark.parametrize("query", ["SELECT DISTINCT ?l WHERE { ?s rdfs:label ?l }", "SELECT DISTINCT ?s ?l WHERE { ?s rdfs:label ?l }"])
def test_bindings_are_taken_whether_they_are_given_back_or_not(pair, query) -> None:
    assert {row.l for row in pair[0].query(query, initBindings={"s": UKRAINE})} == {Literal("Ukraine")}


def test_nothing_is_written_and_nobody_is_asked(pair) -> None:
    backed, _ = pair
    triple = (NOTHING, RDFS.label, Literal("x"))
    for change in (
        lambda: backed.add(triple),
        lambda: backed.graph(NOTHING).add(triple),
        lambda: backed.remove((None, None, None)),
        lambda: backed.parse(data="<http://a> <http://b> <http://c> .", format="turtle"),
        lambda: backed.update("CLEAR ALL"),
    ):
        with pytest.raises(QueryError, match="only read here"):
            change()
    with pytest.raises(QueryError, match="SERVICE is refused"):
        backed.query("SELECT * { SERVICE <http://127.0.0.1:1/> { ?s ?p ?o } }")
    with pytest.raises(QueryError, match="line 1, column 19"):
        backed.query("SELECT * { ?s ?p }")
