"""The vocabulary files against the code and against themselves."""

import json
import re
from collections import defaultdict
from pathlib import Path

import owlrl
import pyoxigraph as ox
import pytest
import rdflib
from rdflib.namespace import OWL, RDF

from kg.graph.quads import quads
from kg.model.claim import Certainty, Polarity, Stance, Tense, Voice
from kg.model.entity import EntityType, MentionKind
from kg.model.event import EventRelation, OfficeStatus, Role
from kg.model.time import TimeBound, TimeKind
from kg.ontology import codebook, schema
from kg.ontology.vocab import KG, KGE, PREFIXES, Class, Nif, Outside, Predicate, Property
from kg.resources import find, shipped
from tests.graph.example import annotations

FOLDER = shipped() / "vocabulary"
SH = "http://www.w3.org/ns/shacl#"
RDFS = PREFIXES["rdfs"]
TERMS = {str(term) for kind in (Class, Property, Predicate) for term in kind}


def table(name: str) -> dict[str, dict[str, list[str]]]:
    found: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for quad in ox.parse(path=str(FOLDER / name), format=ox.RdfFormat.TURTLE):
        found[quad.subject.value][quad.predicate.value].append(quad.object.value)
    return found


def test_every_term_of_the_code_is_defined():
    defined = {term for term, row in table("kg.ttl").items() if term.startswith(KG) and PREFIXES["rdf"] + "type" in row}
    assert defined == TERMS


def test_every_term_has_label_and_comment():
    for term, row in table("kg.ttl").items():
        if term.startswith(KG):
            assert len(row[RDFS + "label"]) == 1, term
            assert len(row[RDFS + "comment"]) == 1, term


def test_every_term_spoken_of_is_defined():
    for name in ("kg.ttl", "alignments.ttl", "shapes.ttl", "events.ttl"):
        text = re.sub(r'"[^"]*"|<[^>]*>', "", (FOLDER / name).read_text(encoding="utf-8"))
        text = "\n".join(line for line in text.splitlines() if not line.startswith("#"))
        used = set(re.findall(r"\bkg:([A-Za-z0-9]+)", text))
        assert used, name
        assert {KG + term for term in used} <= TERMS, name


def test_the_words_of_the_model_are_terms():
    assert {KG + t.value for t in EntityType} <= {str(c) for c in Class}
    assert {KG + r.value for r in Role} | {f"{KG}{r.value}Words" for r in Role} <= {str(p) for p in Property}
    assert {KG + ("partOfEvent" if x.value == "partOf" else x.value) for x in EventRelation} <= {str(p) for p in Property}


def test_the_shapes_know_the_values_of_the_model():
    text = (FOLDER / "shapes.ttl").read_text(encoding="utf-8")
    for property, values in (
        ("mentionKind", MentionKind),
        ("stance", Stance),
        ("voice", Voice),
        ("polarity", Polarity),
        ("certainty", Certainty),
        ("tense", Tense),
        ("timeKind", TimeKind),
        ("timeBound", TimeBound),
        ("status", OfficeStatus),
    ):
        found = [set(re.findall(r'"([^"]+)"', inner)) for inner in re.findall(rf"sh:path kg:{property}\s*;[^.]*?sh:in \(([^)]*)\)", text)]
        assert {v.value for v in values} in found, (property, found)


def test_the_shapes_repeat_domains_and_ranges():
    text = (FOLDER / "shapes.ttl").read_text(encoding="utf-8")
    rules = schema.load().rules
    for predicate in Predicate:
        name = predicate.removeprefix(KG)
        for side, allowed in (("subject", rules[name].domain), ("object", rules[name].range)):
            block = re.search(rf"kgs:{name}-{side} a sh:PropertyShape ;.*?\.\n\n", text, re.DOTALL)
            assert block, (name, side)
            assert set(re.findall(r"sh:class kg:(\w+)", block[0])) == allowed, (name, side)


def test_every_concept_has_definition_and_example_of_its_own():
    seen = set()
    for term, row in table("events.ttl").items():
        if term.startswith(KGE) and term not in (KGE, KGE + "context"):
            for part in ("prefLabel", "definition", "example", "notation", "inScheme"):
                assert len(row[PREFIXES["skos"] + part]) == 1, (term, part)
            example = row[PREFIXES["skos"] + "example"][0]
            assert example not in seen, example
            seen.add(example)
    assert len(seen) > 130


@pytest.mark.parametrize(
    ("type", "quad_class", "cameo", "modes"),
    [
        ("AGREE", 1, "03", ""),
        ("CONSULT", 1, "04", "visit third-party multilateral phone"),
        ("SUPPORT", 1, "05", ""),
        ("CONCEDE", 1, "08", ""),
        ("COOPERATE", 2, "06", ""),
        ("AID", 2, "07", ""),
        ("RETREAT", 2, "08", "withdraw release return disarm ceasefire access resign"),
        ("REQUEST", 3, "10", "assist change yield meet"),
        ("REJECT", 3, "12", "assist change yield meet"),
        ("ACCUSE", 3, "09 11", "disapprove investigate allege"),
        ("THREATEN", 3, "13", "restrict ban arrest relations expel territory political violence"),
        ("PROTEST", 4, "14", "demo riot strike hunger boycott obstruct vandalize"),
        ("SANCTION", 4, "16", "convict expel withdraw discontinue"),
        ("MOBILIZE", 4, "15", "troops weapons police militia"),
        ("COERCE", 4, "16 17 19", "seize restrict ban censor curfew martial-law arrest deport withhold misinformation cyber"),
        (
            "ASSAULT",
            4,
            "17 18 19 20",
            (
                "abduct beat torture execute sexual assassinate destroy primitive firearms explosives suicide-attack aerial drone "
                "heavy-weapons crowd-control cleansing massacre unconventional"
            ),
        ),
    ],
)
def test_the_codebook_is_plovers(type, quad_class, cameo, modes):
    found = codebook.load().types[type]
    assert found.quad_class == quad_class
    assert found.cameo == tuple(cameo.split())
    assert set(found.modes) == set(modes.split())
    assert found.needs_recipient == (type in ("COOPERATE", "AID", "SANCTION"))
    assert found.plover


def test_our_own_additions_are_marked():
    own = {name for name, type in codebook.load().types.items() if not type.plover}
    assert own == {"ELECTION", "OFFICE", "MOVEMENT", "CASUALTY", "DISASTER", "LEGAL", "TRADE"}


def test_codebook_answers():
    book = codebook.load()
    assert book.has_mode("COERCE", "arrest")
    assert not book.has_mode("AID", "arrest")
    assert book.cameo("ASSAULT", "abduct") == "18"
    assert book.cameo("COERCE", None) == "16"
    assert book.cameo("ELECTION") is None
    assert book.cameo("NONE") is None
    assert "alliance" in book.contexts


def test_schema_answers():
    rules = schema.load()
    assert rules.allows("headOfStateOf", "Person", "State")
    assert not rules.allows("headOfStateOf", "Organisation", "State")
    assert not rules.allows("headOfStateOf", "Person", "Settlement")
    assert not rules.allows("isNoRelation", "Person", "State")
    assert rules.allows("basedIn", "Company", "Settlement")
    assert rules.entailed("ministerOf", "Person", "State") == ("officialOf", "affiliatedWith")
    assert rules.entailed("headOfGovernmentOf", "Person", "State") == ("officialOf", "affiliatedWith")
    assert rules.entailed("headOfGovernmentOf", "Person", "Region") == ()
    assert rules.entailed("ministryOf", "GovernmentBody", "State") == ("agencyOf", "affiliatedWith")
    assert "ministryOf" in rules.below("affiliatedWith")
    assert rules.supers["State"] == {"State", "Place", "Agent", "Entity"}
    assert rules.rules["borders"].symmetric
    assert rules.rules["locatedIn"].transitive


def test_the_context_has_every_term():
    context = json.loads(find("vocabulary/context.jsonld").read_text(encoding="utf-8"))["@context"]
    assert {entry["@id"] for entry in context.values() if isinstance(entry, dict)} >= {f"kg:{t.removeprefix(KG)}" for t in TERMS}
    record = {"@context": context, "id": "kgr:claim/1", "type": "Claim", "about": "kgr:event-mention/2", "factual": True, "stance": "deny"}
    triples = {(q.predicate.value, q.object.value) for q in ox.parse(json.dumps(record).encode(), format=ox.RdfFormat.JSON_LD)}
    assert (Property.ABOUT, PREFIXES["kgr"] + "event-mention/2") in triples
    assert (Property.FACTUAL, "true") in triples
    assert (Property.STANCE, "deny") in triples


def closure(*more: tuple[str, str, str]) -> rdflib.Graph:
    graph = rdflib.Graph()
    for name in ("kg.ttl", "events.ttl", "alignments.ttl"):
        graph.parse(FOLDER / name, format="turtle")
    document = rdflib.Dataset(default_union=True)
    document.parse(data="".join(f"{x}\n" for x in quads(annotations())), format="nquads")
    for s, p, o, _ in document.quads():
        graph.add((s, p, o))
    for s, p, o in more:
        graph.add((rdflib.URIRef(s), rdflib.URIRef(p), rdflib.URIRef(o)))
    owlrl.DeductiveClosure(owlrl.OWLRL_Semantics).expand(graph)
    return graph


def contradictions(graph: rdflib.Graph) -> list[str]:
    errors = rdflib.Namespace("http://www.daml.org/2002/03/agents/agent-ont#")
    return sorted(str(o) for o in graph.objects(None, errors.error)) + sorted(str(s) for s in graph.subjects(RDF.type, OWL.Nothing))


@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_the_ontology_is_consistent_and_entails():
    graph = closure()
    assert contradictions(graph) == []
    claims = set(graph.subjects(RDF.type, rdflib.URIRef(Class.CLAIM)))
    assert claims
    assert claims <= set(graph.subjects(RDF.type, rdflib.URIRef(PREFIXES["schema"] + "Claim")))
    actors = set(graph.subject_objects(rdflib.URIRef(Property.ACTOR)))
    assert actors
    assert actors <= set(graph.subject_objects(rdflib.URIRef(PREFIXES["sem"] + "hasActor")))


@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_a_contradiction_would_be_seen():
    state = PREFIXES["kgr"] + "entity/Q900"
    assert contradictions(closure((state, str(RDF.type), Class.PERSON))) != []


def test_alignments_speak_of_ours_first():
    subjects = {s for s in table("alignments.ttl") if not s.startswith("https://w3id.org/newskg/ontology/")}
    assert subjects <= TERMS
    text = Path(FOLDER / "alignments.ttl").read_text(encoding="utf-8")
    for prefix in ("sem:", "schema:", "prov:", "org:", "nif:", "time:", "skos:", "geo:"):
        assert f" {prefix}" in text, prefix


def test_outside_terms_are_full_iris():
    assert all(term.startswith("http") for kind in (Nif, Outside) for term in kind)


def test_the_documentation_names_what_there_is():
    text = (Path(__file__).parents[2] / "docs" / "vocabulary.md").read_text(encoding="utf-8")
    rules, book = schema.load().rules, codebook.load()
    for predicate in Predicate:
        rule = rules[predicate.removeprefix(KG)]
        sides = f"| {', '.join(sorted(rule.domain))} | {', '.join(sorted(rule.range))} |"
        assert any(line.startswith(f"| `{rule.name}` |") and sides in line for line in text.splitlines()), rule.name
    for name, found in book.types.items():
        assert f"| `{name}` | {found.quad_class}" in text, name
        assert all(f"`{mode}`" in text for mode in found.modes), name
        assert found.definition in text, name
    assert all(f"`{context}`" in text for context in book.contexts)
