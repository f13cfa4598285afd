"""Sentences of our own: who holds the marked word to be so, and with what polarity, certainty and tense.

A hundred of them (`factuality_aside.csv`) were written before the rules. Forty (`factuality_fresh.csv`) were written later, after reading
some of the code but not the tables; at their first run 190 of their 200 labels were right, and two of their faults have been mended since,
so that they are no longer unseen. Each file is counted apart. The triggers are given, so that the events stage plays no part.
"""

import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from kg.annotate import attribution, factuality, parse
from kg.annotate.stage import Draft
from kg.claims.make import make
from kg.extractor import Extractor
from kg.ingest.article import document
from kg.model.annotations import Annotations
from kg.model.claim import Claim
from kg.model.event import EventMention

FOLDER = Path(__file__).parent.parent / "cases"
FILES = ("factuality.csv", "factuality_aside.csv", "factuality_fresh.csv")
LABELS = ("polarity", "certainty", "tense", "stance", "source")
LEAST = 0.95


@dataclass(frozen=True, slots=True)
class Case:
    row: dict[str, str]
    claim: Claim

    @property
    def got(self) -> dict[str, str]:
        claim = self.claim
        return {
            "polarity": claim.polarity.value if claim.polarity else "",
            "certainty": claim.certainty.value if claim.certainty else "",
            "tense": claim.tense.value if claim.tense else "",
            "stance": claim.stance.value,
            "source": self._source(),
        }

    def _source(self) -> str:
        if self.claim.voice.value != "source":
            return self.claim.voice.value
        words = self.claim.source_span.of(self.row["sentence"]).lower() if self.claim.source_span else ""
        return self.row["source"] if self.row["source"] in re.findall(r"\w+", words) else words

    @property
    def wrong(self) -> list[str]:
        return [f"{label} {value!r}, not {self.row[label]!r}" for label, value in self.got.items() if value != self.row[label]]

    @property
    def unreal(self) -> bool:
        row = self.row
        plain = row["polarity"] == "positive" and row["certainty"] == "certain" and row["tense"] != "future"
        return not (plain and row["stance"] in ("assert", "confirm"))


def claim_of(extractor: Extractor, sentence: str, trigger: str) -> Claim:
    """The claim about one word of a sentence."""
    text = document(id="case", text=sentence, source="tests", published="2024-11-13")
    draft = Draft(document=text, parse=parse.parse(text, extractor.nlp))
    draft = attribution.annotate(draft, extractor.knowledge.cues, extractor.knowledge.time_words)
    token = [t for t in draft.parse.tokens if t.text == trigger][-1]
    event = EventMention(id="v1", type="X", mode=None, contexts=(), trigger=token.span, trigger_text=token.text, trigger_head=token.i)
    draft = replace(draft, events=(event,))
    judged = factuality.find(draft, extractor.knowledge.signatures)
    made = make(Annotations(document=text, events=(event,), attributions=draft.attributions, factuality=judged))
    (found,) = [c for c in made.claims if "v1" in c.about]
    return found


def rows(name: str) -> Iterator[dict[str, str]]:
    with (FOLDER / name).open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)


@pytest.fixture(scope="module", params=FILES)
def judged(request: pytest.FixtureRequest, extractor: Extractor) -> tuple[Case, ...]:
    return tuple(Case(row, claim_of(extractor, row["sentence"], row["trigger"])) for row in rows(request.param))


def test_enough_sentences_of_enough_kinds() -> None:
    every = [row for name in FILES for row in rows(name)]
    assert len(every) == 440
    assert len({row["kind"] for row in every}) >= 25
    assert len({row["id"] for row in every}) == 440


def test_labels(judged: tuple[Case, ...]) -> None:
    wrong = [(case.row["id"], case.row["sentence"], case.wrong) for case in judged if case.wrong]
    share = 1 - sum(len(errors) for _, _, errors in wrong) / (len(judged) * len(LABELS))
    assert share >= LEAST, wrong


def test_nothing_unreal_is_a_fact(judged: tuple[Case, ...]) -> None:
    assert [case.row["sentence"] for case in judged if case.unreal and case.claim.factual] == []


def test_plain_facts_are_facts(judged: tuple[Case, ...]) -> None:
    plain = [case for case in judged if case.row["kind"] == "plain"]
    assert plain
    assert [case.row["sentence"] for case in plain if not case.claim.factual] == []


def test_reasons_name_the_words(extractor: Extractor) -> None:
    claim = claim_of(extractor, "The guards failed to arrest the smuggler.", "arrest")
    assert claim.reasons == ("grammar: fail",)


def test_a_description_in_passing_is_taken_for_granted(extractor: Extractor) -> None:
    text = "Poland fears that French President Emmanuel Macron will veto the deal."
    made = extractor.extract(document(id="d", text=text, source="tests", published="2024-11-13"))
    (relation,) = [r.id for r in made.relations if r.predicate == "headOfStateOf" and r.row is None]
    (claim,) = [c for c in made.claims if relation in c.about]
    assert claim.factual
    assert not any(c.factual for c in made.claims if any(about.startswith("v") for about in c.about))


@pytest.mark.parametrize("text", ["We can confirm that rebels seized the ferry.", "I must say that the rebels seized the ferry."])
def test_a_speakers_own_modal_does_not_weaken_what_is_said(extractor: Extractor, text: str) -> None:
    assert claim_of(extractor, text, "seized").factual
    found = extractor.extract(document(id="d", text=f'"{text[:-1]}," General Idris Bello said.', source="tests", published="2024-11-13"))
    assert [c for c in found.claims if not c.factual] == []


@pytest.mark.parametrize(
    ("text", "certainty"),
    [
        ("The problems that they would meet are cold and hunger, the captain said.", "possible"),
        ("One of the dangers they might face is frostbite, the captain said.", "possible"),
        ("The problems that they met were cold and hunger, the captain said.", "certain"),
    ],
)
def test_what_is_said_of_supposed_things_is_supposed(extractor: Extractor, text: str, certainty: str) -> None:
    made = extractor.extract(document(id="d", text=text, source="tests", published="2024-11-13"))
    assert [c.certainty.value for c in made.claims if c.certainty and not c.about] == [certainty]


@pytest.mark.parametrize(
    ("text", "trigger", "polarity"),
    [
        ("In no case will the navy shell the port.", "shell", "negative"),
        ("Under no pretext may the guards arrest a medic.", "arrest", "negative"),
        ("In no time the guards arrested the medic.", "arrested", "positive"),
        ("With no support from the air, the guards arrested the medic.", "arrested", "positive"),
    ],
)
def test_the_order_of_words_tells_what_no_denies(extractor: Extractor, text: str, trigger: str, polarity: str) -> None:
    assert claim_of(extractor, text, trigger).polarity.value == polarity


@pytest.mark.parametrize(
    "text",
    [
        "Teachers will return provided that the council frees the prisoners.",
        "Provided they free the prisoners, the teachers will return.",
    ],
)
def test_what_is_provided_is_not_so_yet(extractor: Extractor, text: str) -> None:
    claim = claim_of(extractor, text, "free" if " free " in text else "frees")
    assert (claim.certainty.value, claim.tense.value, claim.factual) == ("possible", "future", False)


@pytest.mark.parametrize(
    ("text", "trigger", "tense", "factual"),
    [
        ("Kenya stopped shelling the island.", "shelling", "past", True),
        ("Kenya ended its shelling of the island.", "shelling", "past", True),
        ("Kenya continued shelling the island.", "shelling", "past", True),
        ("Kenya continues to shell the island.", "shell", "present", True),
        ("Kenya has resumed shelling the island.", "shelling", "past", True),
        ("Kenya did not begin shelling the island.", "shelling", "past", False),
        ("Pirates used ladders to seize the tanker.", "seize", "past", True),
        ("Pirates are using ladders to seize tankers.", "seize", "present", True),
        ("Pirates will use ladders to seize tankers.", "seize", "future", False),
        ("Pirates did not use ladders to seize the tanker.", "seize", "past", False),
    ],
)
def test_what_a_verb_takes_for_granted(extractor: Extractor, text: str, trigger: str, tense: str, *, factual: bool) -> None:
    claim = claim_of(extractor, text, trigger)
    assert (claim.tense.value if claim.tense else "", claim.factual) == (tense, factual)


@pytest.mark.parametrize(
    "text",
    [
        "The truce gave Russia time to attack the city.",
        "The lull gave the rebels an opportunity to attack the city.",
        "The ceasefire offered them the chance to attack the city.",
    ],
)
def test_what_there_is_time_for_has_not_happened(extractor: Extractor, text: str) -> None:
    claim = claim_of(extractor, text, "attack")
    assert (claim.certainty.value if claim.certainty else "", claim.tense.value if claim.tense else "") == ("possible", "future")
