"""Events in sentences of our own: types, participants, links, chains, and the examples of the trigger table."""

import csv
from dataclasses import dataclass
from pathlib import Path

import pytest

from kg.annotate import events, structure
from kg.annotate.parse import parse
from kg.annotate.stage import Draft
from kg.extractor import Extractor
from kg.ingest.article import document
from kg.model.annotations import Annotations
from kg.model.event import EventMention, EventRelation, Role
from kg.resources import find

with (Path(__file__).parent.parent / "cases" / "events.csv").open(encoding="utf-8", newline="") as file:
    CASES = list(csv.DictReader(file))
with find("lexicon/triggers.csv").open(encoding="utf-8", newline="") as file:
    TRIGGERS = list(csv.DictReader(file))
TYPES = sorted({row["type"] for row in TRIGGERS})


def extract(extractor: Extractor, text: str, published: str | None = None) -> Annotations:
    return extractor.extract(document(id="case", text=text, source="tests", published=published))


def fillers(found: Annotations, event: EventMention, *roles: Role) -> list[str]:
    return [a.span.of(found.document.text) for a in event.arguments if a.role in roles]


def _named(wanted: str, spans: list[str]) -> bool:
    return all(any(name in span for span in spans) for name in wanted.split("|") if name)


@pytest.mark.parametrize("case", CASES, ids=[f"{i}-{c['type']}" for i, c in enumerate(CASES, 2)])
def test_case(extractor: Extractor, case: dict[str, str]) -> None:
    found = extract(extractor, case["sentence"])
    if case["type"].startswith("!"):
        assert case["type"][1:] not in {e.type for e in found.events}
        return
    hits = [
        e
        for e in found.events
        if e.type == case["type"]
        and (e.mode or "") == case["mode"]
        and _named(case["actor"], fillers(found, e, Role.ACTOR))
        and _named(case["recipient"], fillers(found, e, Role.RECIPIENT))
        and _named(case["place"], fillers(found, e, Role.LOCATION, Role.DESTINATION))
    ]
    assert hits, [(e.type, e.mode, [(a.role.value, a.span.of(case["sentence"])) for a in e.arguments]) for e in found.events]
    if "|" in case["actor"] and not case["recipient"]:
        assert not fillers(found, hits[0], Role.RECIPIENT), "a reciprocal event has actors only"


@pytest.mark.parametrize("kind", TYPES)
def test_examples_of_the_table(extractor: Extractor, kind: str) -> None:
    rows = [row for row in TRIGGERS if row["type"] == kind]
    wrong = []
    for row in rows:
        found = {e.type: e.rule or "" for e in extract(extractor, row["example"]).events}
        lemma = row["lemma"].replace(" ", "-")
        if (kind != "NONE" and kind not in found) or (kind == "NONE" and any(rule.startswith(f"{lemma}.") for rule in found.values())):
            wrong.append((row["lemma"], row["example"], found))
    assert rows
    assert not wrong


def test_breadth_of_the_table() -> None:
    plover = {
        "AGREE", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "CONSULT", "RETREAT", "REQUEST",
        "REJECT", "ACCUSE", "THREATEN", "PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT",
    }  # fmt: skip
    assert plover | {"ELECTION", "OFFICE", "MOVEMENT", "CASUALTY", "DISASTER", "LEGAL", "TRADE"} <= set(TYPES)
    assert len(TRIGGERS) > 700


def test_types_modes_and_contexts_are_in_the_codebook(extractor: Extractor) -> None:
    codebook = extractor.codebook
    for row in TRIGGERS:
        if row["type"] != "NONE":
            assert not row["mode"] or row["mode"] in codebook.types[row["type"]].modes, row
            assert all(c in codebook.contexts for c in row["contexts"].split("|") if c), row


def linked(found: Annotations) -> set[tuple[str, EventRelation, str]]:
    words = {e.id: e.trigger_text for e in found.events}
    return {(words[x.source], x.relation, words[x.target]) for x in found.event_links}


@pytest.mark.parametrize(
    ("sentence", "link"),
    [
        ("Spain sent soldiers to Mali to attack the rebels.", ("sent", EventRelation.PURPOSE, "attack")),
        ("The union went on strike because the police arrested its leader.", ("went", EventRelation.CAUSE, "arrested")),
        ("Spain will attack Mali if the rebels capture the town.", ("attack", EventRelation.CONDITION, "capture")),
        ("The arrest of the poet sparked protests in Lima.", ("protests", EventRelation.CAUSE, "arrest")),
        ("Twelve miners were killed in an attack on the mine.", ("killed", EventRelation.CAUSE, "attack")),
        ("The army captured the town in an offensive against the rebels.", ("captured", EventRelation.PART_OF, "offensive")),
    ],
)
def test_links(extractor: Extractor, sentence: str, link: tuple[str, EventRelation, str]) -> None:
    assert link in linked(extract(extractor, sentence))


def test_after_alone_is_no_cause(extractor: Extractor) -> None:
    assert not linked(extract(extractor, "Spain attacked Mali after the rebels captured the town."))


def chained(found: Annotations) -> list[list[str]]:
    words = {e.id: e.trigger_text for e in found.events}
    return [[words[id] for id in chain] for chain in found.event_chains]


def test_one_happening_named_three_times_is_one_chain(extractor: Extractor) -> None:
    text = "Russia invaded Georgia. The invasion of Georgia by Russia shocked Europe. Poland condemned the invasion of Georgia."
    assert ["invaded", "invasion", "invasion"] in chained(extract(extractor, text))


@pytest.mark.parametrize(
    "text",
    [
        "Russia attacked Georgia. Turkey attacked Syria.",
        "Russia attacked Georgia in 2008. Russia attacked Georgia in 2014.",
        "Spain rejected the plan of Mali. Spain rejected the offer of Niger.",
    ],
)
def test_different_happenings_are_no_chain(extractor: Extractor, text: str) -> None:
    found = extract(extractor, text)
    assert len(found.events) >= 2
    assert not found.event_chains


def test_time_of_the_clause_and_not_of_the_saying(extractor: Extractor) -> None:
    found = extract(extractor, "Spain said on Friday that it attacked Mali in August.", "2024-11-13")
    values = {t.id: t.value for t in found.times}
    attack = next(e for e in found.events if e.type == "ASSAULT")
    assert [values[a.time] for a in attack.arguments if a.time] == ["2024-08"]


def test_arguments_have_entities_of_their_words(extractor: Extractor) -> None:
    found = extract(extractor, "Gunmen attacked a convoy near the bridge, and thousands of villagers fled.")
    mentions = {e.id: [m.span for m in e.mentions] for e in found.entities}
    arguments = [a for e in found.events for a in e.arguments if a.entity]
    assert len(arguments) >= 3
    assert all(any(a.span.overlaps(m) for m in mentions[a.entity or ""]) for a in arguments)


@dataclass(frozen=True)
class Stubborn:
    """A second opinion that holds every request for a threat."""

    def type(self, words: str, trigger: str, proposed: str) -> str:
        assert trigger in words
        return "THREATEN" if proposed == "REQUEST" else proposed


def test_second_opinion_only_types_what_the_tables_found(extractor: Extractor) -> None:
    doc = document(id="case", text="Spain urged Mali to stop, and the sun shone.", source="tests")
    draft = Draft(document=doc, parse=parse(doc, extractor.nlp))
    plain = events.stage(extractor.knowledge.triggers).run(draft)
    second = events.stage(extractor.knowledge.triggers, Stubborn()).run(draft)
    assert [e.type for e in plain.events] == ["REQUEST"]
    assert [e.type for e in second.events] == ["THREATEN"]
    assert structure.stage(extractor.knowledge.triggers).run(second).event_chains == ()


def test_subjects_of_training_are_topics(extractor: Extractor) -> None:
    found = extract(extractor, "The officers trained the recruits in welding, first aid and other skills.")
    event = next(e for e in found.events if e.type == "COOPERATE")
    assert fillers(found, event, Role.TOPIC) == ["welding", "first aid"]


@pytest.mark.parametrize(
    ("sentence", "recipients"),
    [
        ("The king said the navy would resume its offensive.", []),
        ("Chile denied that its embassy had sheltered the fugitive banker.", []),
    ],
)
def test_recipient(extractor: Extractor, sentence: str, recipients: list[str]) -> None:
    found = extract(extractor, sentence)
    assert fillers(found, found.events[0], Role.RECIPIENT) == recipients


def test_days_before_a_noun_are_no_part_of_its_name(extractor: Extractor) -> None:
    found = extract(extractor, "Two days later a Chilean gunboat and a Peruvian one shelled the port.")
    assert fillers(found, found.events[0], Role.INSTRUMENT, Role.ACTOR)[0] == "Chilean gunboat"


@pytest.mark.parametrize(
    ("text", "times"),
    [
        ("The rebels rejected a 2016 truce.", []),
        ("Monday's blast killed four men.", ["Monday"]),
        ("The rebels rejected the truce on Monday.", ["Monday"]),
    ],
)
def test_a_date_before_a_noun_is_the_nouns(extractor: Extractor, text: str, times: list[str]) -> None:
    found = extract(extractor, text, "2024-05-08")
    acts = [e for e in found.events if e.type in ("REJECT", "CASUALTY")]
    assert [fillers(found, event, Role.TIME) for event in acts] == [times]


def test_the_day_right_behind_said_is_that_of_saying(extractor: Extractor) -> None:
    text = "The army said on Monday its troops had seized the port. It said on Tuesday that on Sunday its troops had left it."
    found = extractor.extract(document(id="case", text=text, source="tests", published="2024-11-13"))
    times = {t.id: t.text for t in found.times}
    dated = {e.trigger_text: [times[a.time] for a in e.arguments if a.time] for e in found.events}
    assert (dated["seized"], dated["left"]) == ([], ["Sunday"])


@pytest.mark.parametrize(
    "text", ["The president called the attack a disgrace.", "The war on drugs went on.", "A group calling itself Dawn met."]
)
def test_what_is_no_deed_of_anybody(extractor: Extractor, text: str) -> None:
    found = extractor.extract(document(id="case", text=text, source="tests"))
    assert not {"ASSAULT", "REQUEST"} & {e.type for e in found.events}


def test_who_promises_not_to_fight_threatens_nobody(extractor: Extractor) -> None:
    found = extractor.extract(document(id="case", text="The rebels promised never to fight again.", source="tests"))
    assert [e.type for e in found.events] == ["AGREE"]
