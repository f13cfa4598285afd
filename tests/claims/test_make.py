"""The claim ledger, from records made by hand and from texts."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from kg.claims.make import make
from kg.extractor import Extractor
from kg.ingest.article import document
from kg.model.annotations import Annotations
from kg.model.claim import Attribution, Certainty, Claim, Factuality, Polarity, Stance, Tense, Voice
from kg.model.document import Document
from kg.model.event import EventMention, Relation
from kg.model.span import Span

TEXT = "x" * 400


def event(number: int, begin: int) -> EventMention:
    return EventMention(id=f"v{number}", type="ASSAULT", mode=None, contexts=(), trigger=Span(begin, begin + 4), trigger_text="xxxx")


def attribution(number: int, begin: int, end: int, **known: object) -> Attribution:
    values: dict[str, object] = {
        "id": f"a{number}",
        "voice": Voice.SOURCE,
        "source": "e1",
        "content": (Span(begin, end),),
        "cue": Span(end + 1, end + 5),
        "source_span": Span(end + 6, end + 9),
        "stance": Stance.ASSERT,
    }
    return Attribution(**{**values, **known})


def judged(target: str, **known: object) -> Factuality:
    values: dict[str, object] = {"polarity": Polarity.POSITIVE, "certainty": Certainty.CERTAIN, "tense": Tense.PAST}
    return Factuality(target=target, **{**values, **known})


def ledger(**known: object) -> tuple[Claim, ...]:
    return make(Annotations(document=Document(id="d", text=TEXT, source="d.txt"), **known)).claims


def test_the_article_claims_what_nobody_else_does() -> None:
    (claim,) = ledger(events=(event(1, 10),), factuality=(judged("v1"),))
    assert (claim.id, claim.voice, claim.about, claim.source, claim.content) == ("c1", Voice.ARTICLE, ("v1",), None, (Span(10, 14),))
    assert claim.factual


def test_a_source_claims_what_stands_in_its_content_and_the_article_does_not() -> None:
    claims = ledger(events=(event(1, 10), event(2, 90)), attributions=(attribution(1, 0, 50),), factuality=(judged("v1"), judged("v2")))
    assert [(c.voice, c.about) for c in claims] == [(Voice.SOURCE, ("v1",)), (Voice.ARTICLE, ("v2",))]


def test_the_innermost_source_counts() -> None:
    outer = attribution(1, 0, 100)
    inner = attribution(2, 5, 60, within="a1", stance=Stance.DENY, polarity=Polarity.NEGATIVE, source="e2")
    claims = ledger(
        events=(event(1, 10), event(2, 80)),
        attributions=(outer, inner),
        factuality=(judged("v1", polarity=Polarity.NEGATIVE), judged("v2")),
    )
    by_event = {c.about[0]: c for c in claims}
    assert (by_event["v1"].source, by_event["v1"].stance, by_event["v1"].polarity) == ("e2", Stance.DENY, Polarity.NEGATIVE)
    assert by_event["v1"].within == by_event["v2"].id


def test_equal_values_share_a_claim_and_unequal_ones_do_not() -> None:
    claims = ledger(
        events=(event(1, 10), event(2, 20), event(3, 30)),
        attributions=(attribution(1, 0, 50),),
        factuality=(judged("v1"), judged("v2"), judged("v3", tense=Tense.FUTURE)),
    )
    assert [(c.id, c.about) for c in claims] == [("c1", ("v1", "v2")), ("c2", ("v3",))]


def test_an_attribution_about_nothing_known_is_still_a_claim_unless_it_stands_in_another() -> None:
    (claim,) = ledger(attributions=(attribution(1, 0, 100), attribution(2, 5, 40, within="a1")))
    assert (claim.about, claim.content) == ((), (Span(0, 100),))


def test_who_declines_says_neither_yes_nor_no() -> None:
    (claim,) = ledger(events=(event(1, 10),), attributions=(attribution(1, 0, 50, stance=Stance.DECLINE),), factuality=(judged("v1"),))
    assert (claim.polarity, claim.certainty, claim.tense) == (None, None, Tense.PAST)
    assert not claim.factual


def test_who_demands_is_not_asked_how_sure() -> None:
    (claim,) = ledger(
        events=(event(1, 10),),
        attributions=(attribution(1, 0, 50, stance=Stance.DEMAND),),
        factuality=(judged("v1", tense=Tense.FUTURE),),
    )
    assert (claim.polarity, claim.certainty) == (Polarity.POSITIVE, None)


def test_background_facts_are_not_claimed() -> None:
    relation = Relation(id="r1", subject="e1", predicate="memberOf", object="e2", span=Span(3, 9), row="organisations.csv:7")
    assert ledger(relations=(relation,)) == ()
    assert len(ledger(relations=(replace(relation, row=None),))) == 1


def test_claims_read_from_a_file_stay() -> None:
    made = make(Annotations(document=Document(id="d", text=TEXT, source="d.txt"), events=(event(1, 10),)))
    assert make(replace(made, factuality=(judged("v1", polarity=Polarity.NEGATIVE),))).claims == made.claims


@given(st.lists(st.integers(0, 40), max_size=6, unique=True), st.lists(st.tuples(st.integers(0, 200), st.integers(5, 150)), max_size=5))
def test_every_event_has_exactly_one_claim(places: list[int], contents: list[tuple[int, int]]) -> None:
    events = tuple(event(i, 5 * place) for i, place in enumerate(sorted(places), 1))
    attributions = tuple(attribution(i, begin, begin + length) for i, (begin, length) in enumerate(contents, 1))
    claims = ledger(events=events, attributions=attributions)
    assert sorted(v for c in claims for v in c.about) == [e.id for e in events]
    assert [c.id for c in claims] == [f"c{i}" for i in range(1, len(claims) + 1)]


def test_reasons_and_evidence_of_a_text(extractor: Extractor) -> None:
    text = "The army denied that its men had attacked the hospital."
    made = extractor.extract(document(id="d", text=text, source="tests"))
    claim = next(c for c in made.claims if c.voice is Voice.SOURCE)
    assert (claim.stance, claim.polarity, claim.certainty, claim.tense) == (Stance.DENY, Polarity.NEGATIVE, Certainty.CERTAIN, Tense.PAST)
    assert [s.of(text) for s in claim.content] == ["that its men had attacked the hospital"]
    assert claim.cue is not None
    assert claim.cue.of(text) == "denied"
    assert "cue: deny" in claim.reasons
