"""The shapes: a whole graph conforms, and each broken one is told in plain words with article and sentence."""

import re
from dataclasses import replace

import pyoxigraph as ox
import pytest

from kg.errors import InputError
from kg.graph import iri
from kg.graph.quads import quads
from kg.graph.shapes import Finding, validate
from kg.model.event import Argument, Quantity, Role
from kg.ontology.vocab import KG, Class, Outside, Property
from tests.graph.example import annotations, changed, span

LINES = list(quads(annotations()))
DERIVED = f"<{iri.derived_graph(iri.BASE)}>"
CLAIM = next(x.split(" ")[0] for x in LINES if f'<{Property.STANCE}> "assert"' in x)
NODE = f"<{iri.BASE}%s>"


def without(pattern: str) -> list[str]:
    """The graph without the lines that match."""
    kept = [x for x in LINES if not re.search(pattern, x)]
    assert kept != LINES, pattern
    return kept


def swapped(pattern: str, new: str) -> list[str]:
    """The graph with other words in the lines that match."""
    made = [re.sub(pattern, new, x) for x in LINES]
    assert made != LINES, pattern
    return made


def added(*triples: tuple[str, str, str]) -> list[str]:
    """The graph with more lines in the derived graph."""
    return [*LINES, *(f"{s} {p} {o} {DERIVED} ." for s, p, o in triples)]


def a(kind: Class) -> tuple[str, str]:
    return f"<{Outside.TYPE}>", f"<{kind}>"


def p(name: str) -> str:
    return f"<{KG}{name}>"


def test_the_whole_graph_conforms():
    assert validate(LINES) == []


def test_a_finding_names_article_and_sentence():
    found = validate(without("#evidence> .*char=0,"))
    claims = [x for x in found if x.message == "A claim needs the sentence it stands in."]
    assert claims
    told = validate(swapped('#tense> "past"', '#tense> "once"'))
    assert any(
        str(x).startswith(
            'seeds/vesk-1.txt: Tense is past, present or future. (found: once) In: "Norland shelled the port of Vesk on Monday'
        )
        for x in told
    )


WORDS = f"<{iri.BASE}document/[0-9a-f]+#char=0,7>"
# ruff: noqa: E501  # one broken graph and its message a line
BROKEN = [
    (without("#sha256>"), "A document needs the SHA-256 of its text."),
    (without(f"{Property.TEXT}>"), "A document needs its text."),
    (without("isString"), "A text needs its characters."),
    (swapped('datePublished> "[^"]+"[^ ]+', 'datePublished> "yesterday"'), "A document has at most one time of publication, a date or a date with time."),
    (without(f"^{WORDS} .*beginIndex"), "Words need the offset at which they begin, 0 or more, before the one at which they end."),
    (swapped(f'^({WORDS} .*endIndex> )"7"', r'\1"0"'), "Words need the offset at which they end."),
    (without(f"^{WORDS} .*anchorOf"), "Words need their characters."),
    (without(f"^{WORDS} .*referenceContext"), "A mention or sentence says which text it is of."),
    (without(f"^{WORDS} .*refersTo"), "A mention names something of this document."),
    (swapped('mentionKind> "pronoun"', 'mentionKind> "word"'), "A mention is a name, demonym, metonym, nominal or pronoun."),
    (without("entity/Q900> .*#label>"), "What is spoken of is an entity with a name, or a time."),
    (without("linkedTo>"), "A link names one entity."),
    (swapped('#score> "0.912"', '#score> "9.12"'), "A score lies between 0 and 1."),
    (without("candidate/.*#key>"), "A rejected reading names its row."),
    (swapped('timeKind> "date"', 'timeKind> "day"'), "A time is a date, time, duration or set."),
    (swapped('edtf> "2031-08"', 'edtf> "in August"'), "A time has at most one value, in EDTF."),
    (swapped('latestEnd> "2031-08-31"', 'latestEnd> "2031-07-31"'), "A time cannot begin after it ends."),
    (swapped('latestBegin> "2031-08-31"', 'latestBegin> "2031-07-31"'), "A time cannot begin earliest after it begins latest; both are days."),
    (without("quantity> "), "A number belongs to an event."),
    (list(quads(changed(events=(annotations().events[0], replace(annotations().events[1], quantities=(Quantity(span=span("over 2,000"), text="", low=9, high=3),)), annotations().events[2])))), "A lower bound is one number, not above the upper bound."),
    (without("eventType>"), "An event has one type of the codebook."),
    (swapped("event/ASSAULT>", "event/WAR>"), "An event has one type of the codebook."),
    (swapped("event/ASSAULT-heavy-weapons>", "event/RETREAT-disarm>"), "The mode is none of the event's type."),
    (swapped("event/context-military>", "event/context-warlike>"), "A context is one of the codebook."),
    (swapped("event/ASSAULT>", "event/AID>"), "An event of type COOPERATE, AID, SANCTION needs somebody to whom it is done, or several who do it together."),
    (without("event-mention/.*#evidence>"), "An event needs the sentence it stands in."),
    (without("#about> .*event-mention"), "An event needs a claim about it."),
    (without("#actorWords>"), "An actor of an event mention needs the words that give it."),
    (list(quads(changed(events=(replace(annotations().events[0], arguments=(Argument(role=Role.LOCATION, span=span("Mira Tal"), entity="e3"),)), *annotations().events[1:])))), "A location is one of: Group, NamedEvent, Organisation, Other, Place, Product."),
    (swapped("(#purpose> )<[^>]+>", rf"\1<{iri.BASE}entity/Q900>"), "Only an event is cause, purpose, condition or whole of an event."),
    (without("relation/.*#subject>"), "A statement has one subject."),
    (without("relation/.*#evidence>"), "A relation needs the sentence it stands in."),
    (without("#about> .*relation/"), "A relation needs a claim about it."),
    (swapped("ontology#ministerOf>", "ontology#mayorOf>"), "The object of mayorOf is one of: Region, Settlement."),
    (swapped("ontology#ministerOf>", "ontology#agencyOf>"), "The subject of agencyOf is one of: Organisation."),
    (swapped('status> "incumbent"', 'status> "boss"'), "The holder of an office is incumbent, former, elect, acting or candidate."),
    (swapped('voice> "source"', 'voice> "radio"'), "A claim is in the voice of the article, of a source, or of somebody unknown."),
    (swapped('voice> "source"', 'voice> "article"'), "A source needs words that name it, and the article's own voice has none."),
    (without("#stance>"), "A claim has one stance."),
    (swapped('stance> "deny"', 'stance> "doubt"'), "A claim has one stance."),
    (swapped('polarity> "negative"', 'polarity> "positive"'), "What is denied is held not to be so: its polarity is negative."),
    (swapped('stance> "assert"', 'stance> "decline"'), "Who declines to confirm says neither yes nor no: polarity and certainty stay unset."),
    (swapped('factual> "false"', 'factual> "true"'), "Factual is what is asserted or confirmed, positive, certain, past or present, and nothing else."),
    (swapped('tense> "past"', 'tense> "future"'), "Factual is what is asserted or confirmed, positive, certain, past or present, and nothing else."),
    (without("#content>"), "A claim needs the words that are claimed."),
    (without("claim/.*#evidence>"), "A claim needs the sentence it stands in."),
    (without("#reportedBy>"), "A claim stands in one document."),
    (swapped("(#saidAt> )<[^>]+>", rf"\1<{iri.BASE}entity/Q900>"), "A claim is said at a time."),
    (added((NODE % "event/1", *a(Class.EVENT))), "An event groups event mentions."),
    (added((NODE % "event/1", *a(Class.EVENT)), (NODE % "event/1", p("factual"), '"true"^^<http://www.w3.org/2001/XMLSchema#boolean>')), "A factual event has a claim that supports it."),
    (added((NODE % "fact/1", *a(Class.FACT)), (NODE % "fact/1", p("subject"), NODE % "entity/Q900")), "What is derived points at a claim that supports it or at a premise."),
    (added((NODE % "tenure/1", *a(Class.TENURE)), (NODE % "tenure/1", p("supportedBy"), CLAIM)), "An office is held by one person."),
    (added((NODE % "contradiction/1", *a(Class.CONTRADICTION)), (NODE % "contradiction/1", p("between"), CLAIM)), "A contradiction is between two claims or more."),
    (added((NODE % "decision/1", *a(Class.DECISION)), (NODE % "decision/1", p("judgement"), '"maybe"')), "A decision says same, different or unsure."),
    (added((NODE % "background-fact/1", *a(Class.BACKGROUND_FACT))), "A background fact names the row that says so."),
    (added((NODE % "event/1", p("documentCount"), '"-1"^^<http://www.w3.org/2001/XMLSchema#integer>')), "A count is one whole number, 0 or more."),
]  # fmt: skip


@pytest.mark.parametrize(("lines", "message"), BROKEN, ids=[f"{i}-{m[:40]}" for i, (_, m) in enumerate(BROKEN)])
def test_each_shape_catches(lines, message):
    assert message in {finding.message for finding in validate(lines)}


def test_a_broken_file_is_one_clear_line(tmp_path):
    path = tmp_path / "graph.nq"
    path.write_text("this is no quad\n")
    with pytest.raises(InputError, match=r"graph\.nq: .*build or export it again"):
        validate(path)


def test_findings_sort():
    one, two = (Finding(document=d, sentence="", message="", node="", path="", value="") for d in "ab")
    assert sorted([two, one]) == [one, two]


@pytest.mark.parametrize("ending", ["ttl", "nt", "trig", "rdf", "jsonld"])
def test_any_format_is_read(tmp_path, ending):
    form = ox.RdfFormat.from_extension(ending)
    parsed = ox.parse("".join(f"{x}\n" for x in swapped('tense> "past"', 'tense> "once"')).encode(), format=ox.RdfFormat.N_QUADS)
    path = tmp_path / f"graph.{ending}"
    path.write_bytes(ox.serialize(list(parsed) if form.supports_datasets else [quad.triple for quad in parsed], format=form))
    found = [x for x in validate(path) if x.message == "Tense is past, present or future."]
    assert [(x.document, x.sentence.split(" ")[0]) for x in found] == [("seeds/vesk-1.txt", "Norland")]
