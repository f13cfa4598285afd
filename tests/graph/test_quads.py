"""Document graphs, background graphs and the literals in them."""

from dataclasses import replace
from pathlib import Path

import pyoxigraph as ox
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from kg.export.annotations import line
from kg.graph import iri, literals
from kg.graph.background import background, background_of
from kg.graph.provenance import Versions
from kg.graph.quads import quads
from kg.ingest.annotations import read_line
from kg.knowledge.gazetteer import Fact, Gazetteer, Row
from kg.model.entity import EntityType, Link
from kg.model.span import Span
from kg.ontology.vocab import KG, Class, Nif, Predicate, Property
from tests.graph.example import TEXT, annotations, changed, span

GOLDEN = Path(__file__).parent.parent / "golden" / "vesk.nq"
DOCUMENT = iri.document(iri.BASE, iri.document_hash(annotations().document))


def store(lines: list[str]) -> ox.Store:
    found = ox.Store()
    found.load("".join(f"{x}\n" for x in lines).encode(), format=ox.RdfFormat.N_QUADS)
    return found


def ask(lines: list[str], pattern: str) -> list[dict[str, str]]:
    query = f"PREFIX kg: <{KG}> PREFIX nif: <{Nif.ANCHOR_OF.removesuffix('anchorOf')}> SELECT * WHERE {{ {pattern} }}"
    solutions = store(lines).query(query, use_default_graph_as_union=True)
    return [{name.value: solution[name].value for name in solutions.variables} for solution in solutions]


def test_the_document_graph_is_the_golden_one():
    found = list(quads(annotations()))
    assert found == GOLDEN.read_text(encoding="utf-8").splitlines(), "run: python -m tests.graph.write_golden"


def test_lines_are_sorted_unique_and_canonical():
    lines = list(quads(annotations()))
    assert lines == sorted(set(lines))
    stored = store(lines).dump(format=ox.RdfFormat.N_QUADS).decode().splitlines()
    assert sorted(stored) == lines


def test_no_blank_nodes_and_one_graph():
    for quad in ox.parse("\n".join(quads(annotations())).encode(), format=ox.RdfFormat.N_QUADS):
        assert isinstance(quad.subject, ox.NamedNode)
        assert not isinstance(quad.object, ox.BlankNode)
        assert quad.graph_name == ox.NamedNode(DOCUMENT)


def test_the_graph_is_a_function_of_the_annotations_file():
    again = read_line(line(annotations()))
    assert list(quads(again)) == list(quads(annotations()))


def test_every_node_with_offsets_has_its_words():
    rows = ask(list(quads(annotations())), "?n nif:beginIndex ?b ; nif:endIndex ?e ; nif:anchorOf ?w")
    assert len(rows) > 20
    for row in rows:
        assert TEXT[int(row["b"]) : int(row["e"])] == row["w"]


def test_words_and_filler_of_an_argument_meet():
    rows = ask(
        list(quads(annotations())),
        "?v kg:location ?e ; kg:locationWords ?w . ?w kg:refersTo ?e ; nif:anchorOf ?t",
    )
    assert [row["t"] for row in rows] == ["the port of Vesk"]


def test_an_argument_of_words_alone_keeps_its_words():
    rows = ask(list(quads(annotations())), "?v kg:topicWords ?w . ?w nif:anchorOf 'leave' FILTER NOT EXISTS { ?v kg:topic ?x }")
    assert len(rows) == 1


def test_a_month_has_days_as_bounds():
    rows = ask(list(quads(annotations())), "?t kg:edtf '2031-08' ; kg:earliestBegin ?b ; kg:latestEnd ?e")
    assert [(row["b"], row["e"]) for row in rows] == [("2031-08-01", "2031-08-31")]


def test_an_open_upper_bound_is_absent():
    lines = list(quads(annotations()))
    assert len(ask(lines, "?q kg:low 2000")) == 1
    assert ask(lines, "?q kg:high ?h") == []


def test_factual_claims_are_marked():
    lines = list(quads(annotations()))
    assert len(ask(lines, "?c kg:factual true")) == 2
    assert {row["s"] for row in ask(lines, "?c kg:factual false ; kg:stance ?s")} == {"deny", "decline"}


def test_evidence_is_the_sentence():
    rows = ask(list(quads(annotations())), "?c kg:stance 'deny' ; kg:evidence ?s . ?s a kg:Sentence ; nif:anchorOf ?t")
    assert len(rows) == 1
    assert rows[0]["t"].startswith("She denied")
    assert rows[0]["t"].endswith("begin.")


def test_evidence_without_sentences_is_the_line():
    rows = ask(list(quads(changed(sentences=()))), "?c kg:stance 'deny' ; kg:evidence ?s . ?s nif:anchorOf ?t")
    assert [row["t"] for row in rows] == [TEXT.split("\n\n")[1]]


def test_background_relations_stay_out():
    rows = ask(list(quads(annotations())), "?r a kg:Relation ; kg:predicate ?p")
    assert [row["p"] for row in rows] == [Predicate.MINISTER_OF]


def test_linking_renames_nothing_but_the_entity():
    linked = annotations()
    entities = tuple(replace(e, link=Link(key="Q77", wikidata="Q77")) if e.id == "e3" else e for e in linked.entities)
    before, after = set(quads(linked)), set(quads(replace(linked, entities=entities)))
    kinds = {"claim/", "event-mention/", "relation/"}
    for kind in kinds:
        subjects = [{x.split(" ")[0] for x in lines if x.startswith(f"<{iri.BASE}{kind}")} for lines in (before, after)]
        assert subjects[0] == subjects[1] != set()


def test_the_type_is_in_no_name():
    events = tuple(replace(e, type="PROTEST", mode=None) for e in annotations().events)
    subjects = [
        {x.split(" ")[0] for x in quads(found) if "/event-mention/" in x.split(" ")[0]} for found in (annotations(), changed(events=events))
    ]
    assert subjects[0] == subjects[1]


def test_two_events_of_one_trigger_are_two():
    first = annotations().events[0]
    twin = replace(first, id="v9", type="CASUALTY", mode="killed")
    lines = list(quads(changed(events=(*annotations().events, twin))))
    assert len(ask(lines, "?v a kg:EventMention ; nif:anchorOf 'shelled'")) == 2


def test_another_base():
    lines = list(quads(annotations(), "https://example.org/x/"))
    assert lines
    assert not [x for x in lines if iri.BASE in x]


def test_the_extraction_is_described():
    lines = list(quads(annotations(), extraction=Versions(program="kg 1", model="m 2", tables="abc")))
    rows = ask(
        lines,
        f"?d a <{Class.DOCUMENT}> ; <http://www.w3.org/ns/prov#wasGeneratedBy> ?x . ?x a kg:Extraction ; kg:model 'm 2' ; kg:tables 'abc'",
    )
    assert len(rows) == 1


def gazetteer() -> Gazetteer:
    rows = {
        "Q1": Row(key="Q1", type=EntityType.STATE, name="Norland", demonyms=("Norlander",), wikidata="Q1", iso3166="NX", place="s.csv:2"),
        "Q2": Row(key="Q2", type=EntityType.REGION, name="Coast", wikidata="Q2", parent="Q1", country="NX", place="r.csv:2"),
        "Q3": Row(
            key="Q3", type=EntityType.SETTLEMENT, name="Vesk", wikidata="Q3", geonames="7", parent="Q2", country="NX", place="c.csv:2"
        ),
        "Q4": Row(key="Q4", type=EntityType.PERSON, name="Jon Berg", wikidata="Q4", place="p.csv:2"),
    }
    office = Fact(subject="Q4", predicate="headOfStateOf", object="Q1", office="President", since="2029-01", place="f.csv:2")
    return Gazetteer(rows=rows, facts_of={"Q4": (office,), "Q1": (office,)}, codes={"NX": "Q1"})


def test_background_reaches_the_state_and_dangles_nowhere():
    lines = list(background(["Q3"], gazetteer()))
    assert len(ask(lines, "?v kg:locatedIn ?r . ?r kg:locatedIn ?s")) == 1
    subjects = {x.split(" ")[0] for x in lines}
    assert {x.split(" ")[2] for x in lines if x.split(" ")[2].startswith(f"<{iri.BASE}")} <= subjects


def test_an_office_is_no_direct_triple():
    lines = list(background(["Q4"], gazetteer()))
    assert ask(lines, "?a kg:headOfStateOf ?b") == []
    assert (
        len(ask(lines, "?f a kg:BackgroundFact ; kg:predicate kg:headOfStateOf ; kg:office 'President' ; kg:from '2029-01' ; kg:row ?r"))
        == 1
    )


def test_background_of_a_set_is_the_union():
    known = gazetteer()
    together = set(background(["Q1", "Q3", "Q4", "none"], known))
    assert together == {x for key in ("Q1", "Q3", "Q4") for x in background_of(key, known)}


@pytest.mark.parametrize(
    ("made", "expected"),
    [
        (literals.number(10000.0), '"10000"^^<http://www.w3.org/2001/XMLSchema#integer>'),
        (literals.number(1.50), '"1.5"^^<http://www.w3.org/2001/XMLSchema#decimal>'),
        (literals.moment("2024-11-13T06:58+00:00"), '"2024-11-13T06:58:00Z"^^<http://www.w3.org/2001/XMLSchema#dateTime>'),
        (literals.moment("2024-11-13T06:58:00+05:30"), '"2024-11-13T06:58:00+05:30"^^<http://www.w3.org/2001/XMLSchema#dateTime>'),
        (literals.moment("2024-11-13"), '"2024-11-13"^^<http://www.w3.org/2001/XMLSchema#date>'),
        (literals.moment("last week"), '"last week"'),
        (literals.duration("P2W"), '"P14D"^^<http://www.w3.org/2001/XMLSchema#duration>'),
        (literals.duration("P2.5Y"), '"P2Y6M"^^<http://www.w3.org/2001/XMLSchema#duration>'),
        (literals.duration("P"), None),
        (literals.iri("https://news.example/a?b=%20c#d"), "<https://news.example/a?b=%20c#d>"),
        (literals.iri("https://news.example/100%-sure"), None),
        (literals.iri("https://[news/"), None),
        (literals.iri("news/1"), None),
    ],
)
def test_literals_are_canonical(made, expected):
    assert made == expected


@given(st.text(st.characters(exclude_categories=["Cs"])))
@example("\x00 \x0c \x7f \x85 \u2028 \ufffe \uffff")
def test_any_text_survives_storage(text):
    written = f"<http://a> <http://b> {literals.string(text)} ."
    stored = ox.Store()
    stored.load(written.encode(), format=ox.RdfFormat.N_QUADS)
    assert next(iter(stored)).object.value == text
    assert stored.dump(format=ox.RdfFormat.N_QUADS).decode() == f"{written}\n"


@given(st.floats(allow_nan=False, allow_infinity=False, min_value=-1e15, max_value=1e15))
def test_any_number_survives_storage(value):
    literal = next(iter(ox.parse(f"<http://a> <http://b> {literals.number(value)} .".encode(), format=ox.RdfFormat.N_QUADS))).object
    assert float(literal.value) == value


def test_parts_are_hashed_as_a_list():
    assert iri.digest("ab", "c") != iri.digest("a", "bc")
    assert iri.claim(iri.BASE, "h", (None, span("said"), (Span(0, 4),))) != iri.claim(iri.BASE, "h", (span("said"), None, (Span(0, 4),)))


def test_property_names_are_full_iris():
    assert f"{KG}actor" == Property.ACTOR
