"""What breaks the ontology is taken out, told, and leaves nothing dangling."""

import json
from dataclasses import replace

import pytest

from kg.claims.check import check
from kg.graph.quads import quads
from kg.graph.shapes import validate
from kg.model.claim import Certainty, Polarity, Stance, Voice
from kg.model.event import Argument, EventLink, EventRelation, Quantity, Role
from kg.model.span import Span
from kg.ontology import codebook, schema
from tests.graph.example import TEXT, annotations, changed, span

SCHEMA, CODEBOOK = schema.load(), codebook.load()


def checked(found):
    return check(found, SCHEMA, CODEBOOK)


def event(number, **fields):
    """The annotations with one event changed."""
    events = list(annotations().events)
    events[number] = replace(events[number], **fields)
    return changed(events=tuple(events))


def claim(number, **fields):
    """The annotations with one claim changed."""
    claims = list(annotations().claims)
    claims[number] = replace(claims[number], **fields)
    return changed(claims=tuple(claims))


def relation(**fields):
    """The annotations with the claimed relation changed."""
    first, *rest = annotations().relations
    return changed(relations=(replace(first, **fields), *rest))


def test_what_keeps_the_rules_is_left_alone():
    found = annotations()
    assert checked(found) == (found, ())
    assert checked(found)[0] is found


BROKEN = [
    (relation(predicate="headOfStateOf", object="e2"), "relation", "range of headOfStateOf"),
    (relation(predicate="headOfStateOf", subject="e1"), "relation", "domain of headOfStateOf"),
    (relation(predicate="isFriendOf"), "relation", "predicate"),
    (relation(predicate="actor"), "relation", "predicate"),
    (relation(predicate="alliedWith", subject="e5", object="e5"), "relation", "two sides"),
    (relation(since="2031-05", until="2030"), "relation", "order of dates"),
    (event(0, type="WAR"), "event", "event type"),
    (event(0, mode="disarm"), "mode", "modes of ASSAULT"),
    (event(0, contexts=("military", "moonlight")), "context", "context"),
    (event(0, type="SANCTION", mode="expel"), "event", "recipient of SANCTION"),
    (event(0, arguments=(Argument(role=Role.LOCATION, span=span("Mira Tal"), entity="e3"),)), "argument", "range of location"),
    (event(0, arguments=(Argument(role=Role.ACTOR, span=span("Monday"), time="t1"),)), "argument", "range of actor"),
    (event(1, quantities=(Quantity(span=span("over 2,000"), text="over 2,000", low=9, high=3),)), "quantity", "order of bounds"),
    (claim(0, content=()), "claim", "evidence"),
    (claim(0, content=(Span(0, len(TEXT) + 9),)), "claim", "evidence"),
    (claim(0, source=None, source_span=None), "claim", "voice"),
    (claim(1, source="e3"), "claim", "voice"),
    (claim(2, polarity=Polarity.POSITIVE), "claim", "stance"),
    (claim(3, certainty=Certainty.CERTAIN), "claim", "stance"),
    (claim(0, within="c1"), "claim", "nesting"),
    (claim(0, about=("r1",)), "event", "claimed"),
]


@pytest.mark.parametrize(("found", "kind", "rule"), BROKEN, ids=[f"{i}-{rule}" for i, (_, _, rule) in enumerate(BROKEN)])
def test_each_rule_rejects_and_the_rest_conforms(found, kind, rule):
    kept, rejected = checked(found)
    assert (kind, rule) in {(r.kind, r.rule) for r in rejected}
    assert all(r.reason for r in rejected)
    assert checked(kept) == (kept, ())
    assert validate(quads(kept)) == []


def test_a_rejection_tells_where_it_stood():
    _, rejected = checked(relation(predicate="mayorOf"))
    told = json.loads(rejected[0].line(annotations().document))
    assert told == {
        "document": "vesk-1",
        "source": "seeds/vesk-1.txt",
        "kind": "relation",
        "id": "r1",
        "rule": "range of mayorOf",
        "reason": "the object Sudland is a State, not one of Region, Settlement",
        "begin": TEXT.index("Sudland"),
        "end": TEXT.index(" said"),
        "text": "Sudland minister Mira Tal",
    }


def test_the_articles_own_claim_goes_with_what_it_is_about():
    kept, rejected = checked(relation(predicate="mayorOf"))
    assert [(r.kind, r.id) for r in rejected] == [("relation", "r1"), ("claim", "c2")]
    assert "c2" not in {c.id for c in kept.claims}


def test_a_sources_claim_stands_with_its_content_alone():
    kept, _ = checked(event(0, type="WAR"))
    first = next(c for c in kept.claims if c.id == "c1")
    assert first.about == ()
    assert first.voice is Voice.SOURCE


def test_links_and_chains_lose_what_is_gone():
    found = replace(
        event(2, type="WAR"),
        event_chains=(("v1", "v3"), ("v1", "v2", "v3")),
        event_links=(
            EventLink(source="v2", relation=EventRelation.PURPOSE, target="v3"),
            EventLink(source="v1", relation=EventRelation.CAUSE, target="v2"),
        ),
    )
    kept, _ = checked(found)
    assert kept.event_chains == (("v1", "v2"),)
    assert [(x.source, x.target) for x in kept.event_links] == [("v1", "v2")]


def test_a_claim_within_a_rejected_one_goes_to_the_one_around():
    claims = list(annotations().claims)
    claims[2] = replace(claims[2], within="c4")
    claims[3] = replace(claims[3], within="c1", certainty=Certainty.POSSIBLE, stance=Stance.DECLINE)
    kept, rejected = checked(changed(claims=tuple(claims)))
    assert [r.id for r in rejected] == ["c4"]
    assert next(c for c in kept.claims if c.id == "c3").within == "c1"


def test_several_who_do_it_together_need_no_recipient():
    together = (Argument(role=Role.ACTOR, span=span("Norland"), entity="e1"), Argument(role=Role.ACTOR, span=span("Sudland"), entity="e5"))
    kept, rejected = checked(event(0, type="COOPERATE", mode=None, arguments=together))
    assert rejected == ()
    assert kept.events[0].type == "COOPERATE"


def test_background_relations_need_no_claim():
    assert "r2" in {r.id for r in checked(annotations())[0].relations}
