"""Every format reads back as what the store holds: real articles, and words that break formats."""

import csv
import io
import json
import re
from pathlib import Path

import networkx as nx
import pytest
from lxml import etree
from pyoxigraph import Literal, RdfFormat, Triple, parse
from rdflib import Dataset, Graph

from kg.export.ftm import rows as ftm_rows
from kg.export.write import write
from kg.query.project import graph
from kg.store.base import Reader

pytestmark = pytest.mark.filterwarnings("ignore:.* is deprecated:DeprecationWarning:rdflib")  # by rdflib's own readers

_NO_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_FLAGS = [False, True]


def written(store: Reader, format: str, *, facts: bool = False) -> bytes:
    stream = io.BytesIO()
    write(store, format, stream, facts=facts)
    return stream.getvalue()


def pictured(text: str) -> str:
    """A text as the formats of XML hold it."""
    return _NO_XML.sub(lambda match: chr(0x2400 + ord(match[0])) if match[0] < " " else "\ufffd", text)


def by_rdflib(data: bytes, format: str) -> set[tuple[str, ...]]:
    """Quads (or triples) by rdflib's reader, as N-Triples terms."""
    if format in ("trig", "nquads"):
        dataset = Dataset()
        dataset.parse(data=data, format=format)
        return {(s.n3(), p.n3(), o.n3(), getattr(g, "identifier", g).n3()) for s, p, o, g in dataset.quads()}
    return {(s.n3(), p.n3(), o.n3()) for s, p, o in Graph().parse(data=data, format=format)}


@pytest.mark.parametrize(("format", "reader"), [("trig", RdfFormat.TRIG), ("nquads", RdfFormat.N_QUADS)])
def test_formats_with_graphs_are_the_store_quad_for_quad(store: Reader, format: str, reader: RdfFormat) -> None:
    data, quads = written(store, format), set(store.quads())
    assert len(quads) > 500
    assert set(parse(data, format=reader)) == quads
    plain = "".join(f"{quad} .\n" for quad in quads).encode()
    assert by_rdflib(data, format) == by_rdflib(plain, "nquads")
    assert len(by_rdflib(data, format)) == len(quads)


TRIPLES = {"turtle": RdfFormat.TURTLE, "ntriples": RdfFormat.N_TRIPLES, "jsonld": RdfFormat.JSON_LD, "rdfxml": RdfFormat.RDF_XML}
THEIRS = {"turtle": "turtle", "ntriples": "nt", "jsonld": "json-ld", "rdfxml": "xml"}


@pytest.mark.parametrize("format", TRIPLES)
def test_formats_without_graphs_are_the_union(store: Reader, format: str) -> None:
    data, union = written(store, format), {quad.triple for quad in store.quads()}
    if format == "rdfxml":
        union = {_pictured(triple) for triple in union}
    assert {quad.triple for quad in parse(data, format=TRIPLES[format])} == union
    plain = "".join(f"{triple} .\n" for triple in union).encode()
    assert by_rdflib(data, THEIRS[format]) == by_rdflib(plain, "nt")
    assert len(by_rdflib(data, THEIRS[format])) == len(union)


def _pictured(triple: Triple) -> Triple:
    if isinstance(triple.object, Literal) and not triple.object.language:
        return Triple(triple.subject, triple.predicate, Literal(pictured(triple.object.value), datatype=triple.object.datatype))
    return triple


@pytest.mark.parametrize("facts", _FLAGS)
def test_networks_read_back_with_nothing_lost(store: Reader, facts: bool) -> None:
    whole = graph(store, everything=not facts)
    nodes = {node: _plain(data) for node, data in whole.nodes(data=True)}
    edges = sorted((a, b, sorted(_plain(data).items())) for a, b, data in whole.edges(data=True))
    assert len(nodes) > 10
    assert len({edge[:2] for edge in whole.edges}) < len(edges)  # some are parallel
    graphml = nx.read_graphml(io.BytesIO(written(store, "graphml", facts=facts)), force_multigraph=True)
    assert {node: _typed(data) for node, data in graphml.nodes(data=True)} == {node: _typed(data) for node, data in nodes.items()}
    assert sorted((a, b, sorted(data.items())) for a, b, data in graphml.edges(data=True)) == edges
    gexf = nx.read_gexf(io.BytesIO(written(store, "gexf", facts=facts)))
    assert {node: _typed(data) for node, data in gexf.nodes(data=True)} == {node: _typed(data) for node, data in nodes.items()}
    assert sorted((a, b, sorted((k, v) for k, v in data.items() if k != "id")) for a, b, data in gexf.edges(data=True)) == edges


def _plain(data: dict[str, object]) -> dict[str, object]:
    return {key: pictured(value) if isinstance(value, str) else value for key, value in data.items()}


def _typed(data: dict[str, object]) -> dict[str, tuple[str, object]]:
    return {key: (type(value).__name__, value) for key, value in data.items()}


@pytest.mark.parametrize("format", ["graphml", "gexf", "rdfxml"])
def test_xml_is_well_formed_and_every_id_its_own(store: Reader, format: str) -> None:
    found = etree.fromstring(written(store, format), etree.XMLParser(huge_tree=True))
    for kind in ("key", "node", "edge", "attribute"):
        ids = [element.get("id") for element in found.iter(f"{{*}}{kind}")] if format != "rdfxml" else []
        assert len(ids) == len(set(ids))


def test_what_xml_cannot_hold_is_counted() -> None:
    from tests.export.conftest import hostile

    counts = {format: write(hostile(), format, io.BytesIO()) for format in ("graphml", "gexf", "rdfxml", "turtle")}
    assert counts["turtle"] == 0
    assert min(counts["graphml"], counts["gexf"], counts["rdfxml"]) >= 9


def csv_rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


HEADERS = re.compile(r"\w*(:(ID|LABEL|START_ID|END_ID|TYPE|int(\[\])?|string\[\]|boolean))?")


@pytest.mark.parametrize("facts", _FLAGS)
def test_neo4j_can_import_the_tables(store: Reader, facts: bool, tmp_path: Path) -> None:
    write(store, "neo4j", tmp_path / "csv", facts=facts)
    tables = {path.stem: csv_rows(path) for path in (tmp_path / "csv").iterdir()}
    assert set(tables) == {"nodes", "edges", "claims", "claim_edges"}
    assert all(HEADERS.fullmatch(name) for rows in tables.values() for name in rows[0])
    ids = [row["iri:ID"] for row in tables["nodes"]] + [row["claim:ID"] for row in tables["claims"]]
    assert len(ids) == len(set(ids)) > 20
    edges = [*tables["edges"], *tables["claim_edges"]]
    assert {row[end] for row in edges for end in (":START_ID", ":END_ID")} <= set(ids)
    whole = graph(store, everything=not facts)
    assert {row["iri:ID"]: row["label"] for row in tables["nodes"]} == dict(whole.nodes(data="label"))
    assert len(tables["edges"]) == whole.number_of_edges()
    kinds = {"int": r"-?\d+", "boolean": "true|false", "int[]": r"\d+(;\d+)*"}
    for rows in tables.values():
        for row in rows:
            for name, cell in row.items():
                assert cell == "" or re.fullmatch(kinds.get(name.partition(":")[2], r"(?s).*"), cell), (name, cell)


def test_claims_keep_their_sentences_and_speakers(store: Reader, tmp_path: Path) -> None:
    from kg.query.run import table

    write(store, "neo4j", tmp_path / "csv")
    rows = {row["claim:ID"]: row for row in csv_rows(tmp_path / "csv" / "claims.csv")}
    said = table(store, "SELECT DISTINCT ?c ?s WHERE { ?c a kg:Claim ; kg:evidence/nif:anchorOf ?s }").values()
    assert len(said) >= len(rows) > 10
    assert all(str(sentence) in rows[str(claim)]["sentence"] for claim, sentence in said)
    edges = {tuple(row.values()) for row in csv_rows(tmp_path / "csv" / "claim_edges.csv")}
    speakers = table(store, "SELECT DISTINCT ?c ?e WHERE { ?c a kg:Claim ; kg:source/kg:canonical ?e }").values()
    assert {(c, e, "saidBy") for c, e in speakers} == {edge for edge in edges if edge[2] == "saidBy"}


def test_event_rows_as_csv_are_those_of_json_and_no_formula(store: Reader) -> None:
    rows = [json.loads(line) for line in written(store, "plover").decode().split("\n")[:-1]]
    table = list(csv.DictReader(io.StringIO(written(store, "plover-csv").decode(), newline="")))
    assert len(rows) == len(table) > 5
    for row, cells in zip(rows, table, strict=True):
        for name, value in row.items():
            words = " | ".join(value) if isinstance(value, list) else "" if value is None else str(value)
            assert cells[name].removeprefix("'") == (words.lower() if isinstance(value, bool) else words).removeprefix("'")
            assert not cells[name].startswith(("=", "+", "-", "@", "\t", "\r"))


def test_event_rows_speak_the_codebook(store: Reader) -> None:
    from kg.config import Config
    from kg.extractor import knowledge
    from kg.ontology import codebook

    book = codebook.load()
    codes = {row.iso3166 for row in knowledge(Config()).gazetteer.rows.values() if row.iso3166} | {"NX", "SX"}
    rows = [json.loads(line) for line in written(store, "plover").decode().split("\n")[:-1]]
    for row in rows:
        concept = book.types[row["type"]]
        assert row["quad_class"] == concept.quad_class
        assert row["mode"] is None or book.has_mode(row["type"], row["mode"])
        assert re.fullmatch(r"0[1-9]|1\d|20", row["cameo_root"] or "01")
        assert {*row["actor_codes"], *row["recipient_codes"]} <= codes
    assert any(row["actor_codes"] and row["recipient_codes"] for row in rows)


@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_followthemoney_takes_every_value(store: Reader) -> None:
    model = pytest.importorskip("followthemoney").model
    rows = list(ftm_rows(store))
    ids = [row["id"] for row in rows]
    assert len(ids) == len(set(ids)) > 10
    for row in rows:
        proxy = model.get_proxy(json.loads(json.dumps(row)))
        for name, values in row["properties"].items():
            prop = proxy.schema.properties[name]
            assert set(values) == set(proxy.get(name)) or prop.type.name == "country", (row["schema"], name, values)
            if prop.type.name == "entity":
                assert set(values) <= set(ids)
    assert [json.loads(line) for line in written(store, "ftm").decode().split("\n")[:-1]] == rows
