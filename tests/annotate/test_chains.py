"""Allies, definite nouns that take up an event, and mentions of one fighting, in sentences of our own."""

import pytest

from kg.extractor import Extractor
from kg.ingest.article import document
from kg.model.annotations import Annotations
from kg.model.claim import Stance
from kg.model.event import Role


def extract(extractor: Extractor, text: str) -> Annotations:
    return extractor.extract(document(id="case", text=text, source="tests"))


def chained(found: Annotations) -> list[list[str]]:
    words = {e.id: e.trigger_text for e in found.events}
    return [[words[id] for id in chain] for chain in found.event_chains]


def test_with_names_the_opponent(extractor: Extractor) -> None:
    (event,) = extract(extractor, "Rebels fought with the army.").events
    assert [a.role for a in event.arguments] == [Role.ACTOR, Role.RECIPIENT]


@pytest.mark.parametrize(
    "text",
    [
        "Malian soldiers fought with their French allies.",
        "Turkey welcomed its Azerbaijani allies. Turkish troops engaged in combat with Azerbaijani forces.",
    ],
)
def test_allies_are_no_opponents(extractor: Extractor, text: str) -> None:
    event = next(e for e in extract(extractor, text).events if e.type == "ASSAULT")
    assert [a.role for a in event.arguments] == [Role.ACTOR, Role.ACTOR]


@pytest.mark.parametrize(
    ("text", "chain"),
    [
        ("French troops attacked a convoy near Gao. The army did not confirm the attack.", ["attacked", "attack"]),
        ("The premier met the king in Oslo. His office confirmed the meeting.", ["met", "meeting"]),
        ("Guards shot a fisherman on the lake. The navy denied the incident.", ["shot", "incident"]),
    ],
)
def test_a_definite_noun_takes_up_an_event(extractor: Extractor, text: str, chain: list[str]) -> None:
    assert chain in chained(extract(extractor, text))


def test_who_declines_to_confirm_the_noun_declines_the_event(extractor: Extractor) -> None:
    found = extract(extractor, "French troops attacked a convoy near Gao. The army did not confirm the attack.")
    taken = next(e.id for e in found.events if e.trigger_text == "attack")
    assert [c.stance for c in found.claims if taken in c.about] == [Stance.DECLINE]


@pytest.mark.parametrize(
    "text",
    [
        "Guards shot a fisherman on the lake. The latest incident was in May.",
        "The premier met the king in Oslo. The attack was not explained.",
        "Rebels attacked a convoy. It was hot. The sun shone. The river was low. The army did not explain the attack.",
    ],
)
def test_another_noun_takes_up_nothing(extractor: Extractor, text: str) -> None:
    assert not extract(extractor, text).event_chains


@pytest.mark.parametrize(
    ("text", "chain"),
    [
        (
            "Chadian soldiers have begun fighting against Sudan. Sudanese forces had faced Chadian soldiers in battle.",
            ["fighting", "faced"],
        ),
        (
            "Chadian soldiers are fighting against Sudan. It is known that Chadian soldiers are engaged in combat near the border.",
            ["fighting", "engaged"],
        ),
    ],
)
def test_one_fighting_told_by_both_sides_is_one_chain(extractor: Extractor, text: str, chain: list[str]) -> None:
    assert chain in chained(extract(extractor, text))


@pytest.mark.parametrize(
    "text",
    [
        "Chadian soldiers fought against Sudan. Chadian soldiers were engaged in combat with Libyan forces.",
        "Chadian soldiers fought against Sudan. Chadian soldiers may engage in combat near the border.",
        "Chadian soldiers fought the rebels near Abeche. Chadian soldiers battled the rebels near Faya.",
    ],
)
def test_another_opponent_place_or_mood_is_another_fighting(extractor: Extractor, text: str) -> None:
    found = extract(extractor, text)
    assert len(found.events) == 2
    assert not found.event_chains


@pytest.mark.parametrize("marker", ["whether", "if"])
def test_a_question_takes_up_what_it_asks_about(extractor: Extractor, marker: str) -> None:
    text = f"Chad and Niger planned a meeting on grazing rights. It was not known {marker} a meeting would take place before the harvest."
    found = extract(extractor, text)
    asked = max(found.events, key=lambda e: e.trigger).id
    assert ["meeting", "meeting"] in chained(found)
    assert [(c.stance, c.factual) for c in found.claims if asked in c.about] == [(Stance.QUESTION, False)]


def test_an_indefinite_noun_outside_a_question_is_another_event(extractor: Extractor) -> None:
    found = extract(extractor, "Chad and Niger held a meeting on grazing rights. Mali and Togo held a meeting on Friday.")
    assert ["meeting", "meeting"] not in chained(found)


@pytest.mark.parametrize(
    ("text", "trigger"),
    [
        ("Rebel units were pushing to retake the airfield from the army.", "pushing"),
        ("The marines pushed to dislodge the pirates from the cape.", "pushed"),
    ],
)
def test_striving_by_force_is_one_event(extractor: Extractor, text: str, trigger: str) -> None:
    found = extract(extractor, text)
    assert [(e.type, e.trigger_text) for e in found.events] == [("ASSAULT", trigger)]
    assert all(c.factual for c in found.claims if found.events[0].id in c.about)


def test_pushing_for_what_is_no_fight_is_none(extractor: Extractor) -> None:
    assert "ASSAULT" not in {e.type for e in extract(extractor, "The nurses are pushing to raise their wages.").events}


@pytest.mark.parametrize(
    "text",
    [
        "Villagers feared that rebels would attack Gao. In the end the rebels attacked Gao. The attack lasted two days.",
        "Kenya will attack pirates near Mombasa. Kenya attacked pirates near Mombasa.",
        "The admiral promised to attack the pirates near Mombasa. Sailors attacked the pirates near Mombasa.",
    ],
)
def test_what_is_still_to_come_is_no_part_of_a_fact(extractor: Extractor, text: str) -> None:
    found = extract(extractor, text)
    facts = {about for claim in found.claims if claim.factual for about in claim.about}
    assert facts
    assert all(set(chain) <= facts or not set(chain) & facts for chain in found.event_chains)
