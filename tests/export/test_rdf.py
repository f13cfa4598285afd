"""Every RDF format reads back as what was written, by two libraries."""

import io

import pytest
from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, parse
from rdflib import Dataset, Graph

from kg.export import rdf
from kg.export.lines import sort
from kg.store.memory import open_memory

pytestmark = pytest.mark.filterwarnings("ignore:.* is deprecated:DeprecationWarning:rdflib")  # by rdflib's own readers

BASE = "https://w3id.org/newskg/id/"
KG = "https://w3id.org/newskg/ontology#"
XSD = "http://www.w3.org/2001/XMLSchema#"
TYPE = NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")


def sample():
    store = open_memory()
    g, h = f"{BASE}document/abc", f"{BASE}derived"
    mention = NamedNode(f"{BASE}document/abc#char=1,2")
    objects = [
        (TYPE, NamedNode(KG + "Mention")),
        (NamedNode(KG + "text"), Literal('two\nlines, a "quote", a \\ and a tab\t. “Curly” é 日本 <b> . <x>')),
        (NamedNode(KG + "count"), Literal("12", datatype=NamedNode(XSD + "integer"))),
        (NamedNode(KG + "count"), Literal("1.5", datatype=NamedNode(XSD + "decimal"))),
        (NamedNode(KG + "factual"), Literal("true", datatype=NamedNode(XSD + "boolean"))),
        (NamedNode(KG + "on"), Literal("2031-05-07", datatype=NamedNode(XSD + "date"))),
        (NamedNode(KG + "word"), Literal("mot", language="fr")),
        (NamedNode(KG + "refersTo"), NamedNode(f"{BASE}entity/Q1")),
        (NamedNode(KG + "refersTo"), NamedNode("http://example.org/a.b")),
        (NamedNode(KG + "row"), Literal("it says 12 ^^<x> @en .")),
    ]
    quads = [Quad(mention, p, o, NamedNode(g)) for p, o in objects]
    quads += [Quad(NamedNode(f"{BASE}entity/Q1"), TYPE, NamedNode(KG + "State"), NamedNode(name)) for name in (g, h)]
    store.change([], [f"{quad} ." for quad in quads])
    return store


def written(format: str) -> bytes:
    stream = io.BytesIO()
    rdf.write(sample(), format, stream)
    return stream.getvalue()


UNION = {q.triple for q in sample().quads()}
TRIPLES = {
    "turtle": ("turtle", RdfFormat.TURTLE),
    "ntriples": ("nt", RdfFormat.N_TRIPLES),
    "jsonld": ("json-ld", RdfFormat.JSON_LD),
    "rdfxml": ("xml", RdfFormat.RDF_XML),
}
QUADS = {"trig": ("trig", RdfFormat.TRIG), "nquads": ("nquads", RdfFormat.N_QUADS)}


@pytest.mark.parametrize("format", TRIPLES)
def test_triples_formats_are_the_union(format: str) -> None:
    rdflib_name, oxigraph_format = TRIPLES[format]
    data = written(format)
    assert {q.triple for q in parse(data, format=oxigraph_format)} == UNION
    expected = Graph().parse(data=written("ntriples"), format="nt")
    assert set(Graph().parse(data=data, format=rdflib_name)) == set(expected)
    assert len(expected) == len(UNION)


@pytest.mark.parametrize("format", QUADS)
def test_quads_formats_are_the_store(format: str) -> None:
    rdflib_name, oxigraph_format = QUADS[format]
    data = written(format)
    assert set(parse(data, format=oxigraph_format)) == set(sample().quads())
    dataset = Dataset()
    dataset.parse(data=data, format=rdflib_name)
    assert len(list(dataset.quads())) == len(sample())


def test_turtle_is_short_and_starts_with_types() -> None:
    text = written("turtle").decode()
    assert "# words\n<document/abc#char=1,2>\n  a kg:Mention ;\n" in text
    assert 'kg:count "1.5"^^xsd:decimal, 12 ;' in text
    assert "kg:factual true" in text
    assert "\n# entity\n<entity/Q1>\n  a kg:State .\n" in text


def test_lines_are_sorted_beyond_a_chunk(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kg.export.lines._CHUNK", 40)
    monkeypatch.setattr("kg.export.lines._RUNS", 3)
    for number in (0, 1, 10, 11, 12, 33, 300):
        lines = [f"{n * 7919 % 101:03d}\n".encode() for n in range(number)]
        assert list(sort(lines)) == sorted(set(lines))


def test_nquads_do_not_depend_on_the_order_of_insertion() -> None:
    quads = list(sample().quads())
    other = open_memory()
    for quad in reversed(quads):
        other.change([], [f"{quad} ."])
    stream = io.BytesIO()
    rdf.write(other, "nquads", stream)
    assert stream.getvalue() == written("nquads")
