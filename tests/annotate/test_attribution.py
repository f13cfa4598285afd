"""Source, cue and content of attributions in sentences of our own."""

from dataclasses import dataclass

import pytest

from kg.annotate import quotations
from kg.annotate.parse import Parse, parse
from kg.extractor import Extractor
from kg.ingest.article import document
from kg.model.annotations import Annotations
from kg.model.claim import Attribution, Polarity, Stance, Voice


@dataclass(frozen=True, slots=True)
class Spoken:
    """Words of an attribution."""

    source: str | None
    cue: str
    content: tuple[str, ...]


def extract(extractor: Extractor, text: str) -> Annotations:
    return extractor.extract(document(id="case", text=text, source="tests", published="2024-11-13"))


def spoken(annotations: Annotations) -> list[Spoken]:
    text = annotations.document.text
    return [
        Spoken(
            a.source_span.of(text) if a.source_span else None, a.cue.of(text) if a.cue else "", tuple(span.of(text) for span in a.content)
        )
        for a in annotations.attributions
    ]


def attributions(extractor: Extractor, text: str) -> tuple[Attribution, ...]:
    return extract(extractor, text).attributions


CASES = [
    # indirect
    ("The mayor said that the bridge was closed.", "The mayor", "said", ("that the bridge was closed",)),
    ("The bridge is closed, the mayor said.", "the mayor", "said", ("The bridge is closed",)),
    ("A ship rammed a ferry, killing two men, the mayor said.", "the mayor", "said", ("A ship rammed a ferry, killing two men",)),
    ("The two sides, the mayor said, have agreed on a truce.", "the mayor", "said", ("The two sides", "have agreed on a truce")),
    ("The minister told reporters that talks had failed.", "The minister", "told", ("that talks had failed",)),
    ("In a statement, the union said workers would strike.", "the union", "said", ("workers would strike",)),
    ("According to the police, two men fled.", "the police", "According to", ("two men fled",)),
    ("Two men fled, according to the police.", "the police", "according to", ("Two men fled",)),
    ("The rebels want to open a second front.", "The rebels", "want", ("to open a second front",)),
    ("The council urged the army to leave.", "The council", "urged", ("the army to leave",)),
    ("The general denied attacking the clinic.", "The general", "denied", ("attacking the clinic",)),
    ("The palace confirmed the arrest of the prince.", "The palace", "confirmed", ("the arrest of the prince",)),
    ("The premier accused the rebels of firing on medics.", "The premier", "accused", ("firing on medics",)),
    ("Villagers are afraid that the dam will burst.", "Villagers", "afraid", ("that the dam will burst",)),
    ("Police arrested a clerk, saying that he had sold maps.", "Police", "saying", ("that he had sold maps",)),
    ("The senator, who argued that the war was lost, resigned.", "The senator, who", "argued", ("that the war was lost",)),
    # direct
    ('"The road is mined," the guard said.', "the guard", "said", ('"The road is mined,"',)),
    ('"The road is mined," said Amir Vesk, a guard.', "Amir Vesk, a guard", "said", ('"The road is mined,"',)),
    ('The guard said: "The road is mined."', "The guard", "said", ('"The road is mined."',)),
    ('"The road," the guard said, "is mined."', "the guard", "said", ('"The road,"', '"is mined."')),
    ('"We waited. Nobody came. Then we left," the driver said.', "the driver", "said", ('"We waited. Nobody came. Then we left,"',)),
    ('"We waited," the driver said. "Nobody came to help us."', "the driver", "said", ('"We waited,"', '"Nobody came to help us."')),
    ('The envoy called the map "a bad joke" and said he would leave.', "The envoy", "said", ("he would leave",)),
    # nominal and passive
    ("The king's promise to sign the bill was welcomed.", "The king's", "promise", ("to sign the bill",)),
    ("The bishop was quoted as saying that soldiers had burned a church.", "The bishop", "saying", ("that soldiers had burned a church",)),
    ("A warning by the bank that prices would rise was ignored.", "the bank", "warning", ("that prices would rise",)),
    ("The raid was confirmed by the ministry.", "the ministry", "confirmed", ("The raid",)),
]


@pytest.mark.parametrize(("text", "source", "cue", "content"), CASES)
def test_who_says_what(extractor: Extractor, text: str, source: str, cue: str, content: tuple[str, ...]) -> None:
    assert Spoken(source, cue, content) in spoken(extract(extractor, text))


def test_a_quotation_over_paragraphs_has_one_source(extractor: Extractor) -> None:
    text = (
        'The guard spoke for an hour.\n\n"We waited all night," he said. "Nobody came.\n\n"In the morning we left."\n\nThe army was silent.'
    )
    (said,) = [s for s in spoken(extract(extractor, text)) if s.cue == "said"]
    assert said.source == "he"
    assert "".join(said.content).count("waited") == 1
    assert any("In the morning" in part for part in said.content)
    assert not any("silent" in part for part in said.content)


def test_a_headline_names_its_speaker(extractor: Extractor) -> None:
    text = "Minister: we will rebuild the bridge\n\nThe bridge was hit on Monday. Work starts in May."
    assert spoken(extract(extractor, text))[0] == Spoken("Minister", ":", ("we will rebuild the bridge",))


def test_a_headline_names_its_speaker_at_the_end(extractor: Extractor) -> None:
    text = "Rebels have destroyed the bridge: army\n\nThe bridge was hit on Monday. Work starts in May."
    assert spoken(extract(extractor, text))[0] == Spoken("army", ":", ("Rebels have destroyed the bridge",))


@pytest.mark.parametrize(
    "text",
    [
        "It was not immediately clear whether the king had fled.",
        "It remains to be seen whether the truce will hold.",
        "It is unknown how many men were killed.",
    ],
)
def test_the_article_asks(extractor: Extractor, text: str) -> None:
    (asked,) = attributions(extractor, text)
    assert (asked.voice, asked.stance, asked.source_span) == (Voice.ARTICLE, Stance.QUESTION, None)


@pytest.mark.parametrize(
    "text",
    [
        "The warlord is believed to have fled.",
        "The warlord reportedly fled.",
        "It is feared that the warlord has fled.",
        "The alleged flight was brief.",
    ],
)
def test_nobody_in_particular(extractor: Extractor, text: str) -> None:
    assert [a.voice for a in attributions(extractor, text)] == [Voice.UNKNOWN]


def test_inner_sources(extractor: Extractor) -> None:
    outer, inner = attributions(extractor, "The paper said that the general had denied that his men fired.")
    assert (inner.within, outer.within) == (outer.id, None)
    assert inner.stance is Stance.DENY


@pytest.mark.parametrize(
    ("text", "stance"),
    [
        ("The army declined to confirm the raid.", Stance.DECLINE),
        ("The army did not confirm the raid.", Stance.DECLINE),
        ("The army neither confirmed nor denied the raid.", Stance.DECLINE),
        ("Neither side has confirmed the raid.", Stance.DECLINE),
        ("The army would not say whether its men had fired.", Stance.DECLINE),
        ("The mayor said he would resign.", Stance.PROMISE),
        ("The mayor said the clerk would resign.", Stance.ASSERT),
        ("The mayor asked the clerk to resign.", Stance.DEMAND),
        ("The mayor asked whether the clerk had resigned.", Stance.QUESTION),
        ("The bank warned that prices could rise.", Stance.PREDICT),
    ],
)
def test_stance(extractor: Extractor, text: str, stance: Stance) -> None:
    assert [a.stance for a in attributions(extractor, text)] == [stance]


REPLIES = [
    ("The rebels said they had taken the pass, a claim the army denied.", "the army", Stance.DENY),
    ("The rebels said they had taken the pass, but the army denied the claim.", "the army", Stance.DENY),
    ("The rebels said they had taken the pass, which the army denied.", "the army", Stance.DENY),
    ("The rebels said they had taken the pass. The army confirmed the report.", "The army", Stance.CONFIRM),
    ("The rebels said they had taken the pass. The army could not confirm the claim.", "The army", Stance.DECLINE),
]


@pytest.mark.parametrize(("text", "source", "stance"), REPLIES)
def test_who_answers_speaks_of_the_same_words(extractor: Extractor, text: str, source: str, stance: Stance) -> None:
    first, second = attributions(extractor, text)
    assert first.source_span is not None
    assert first.source_span.of(text) == "The rebels"
    assert second.source_span is not None
    assert (second.source_span.of(text), second.stance, second.answers) == (source, stance, first.id)
    assert second.content[0] == first.content[0]


def test_both_sides_claim_the_event(extractor: Extractor) -> None:
    annotations = extract(extractor, "The rebels said they had captured the town, a claim the army denied.")
    (event,) = [e.id for e in annotations.events if e.trigger_text == "captured"]
    claims = [c for c in annotations.claims if event in c.about]
    assert [(c.stance, c.polarity) for c in claims] == [(Stance.ASSERT, Polarity.POSITIVE), (Stance.DENY, Polarity.NEGATIVE)]


def test_the_paper_says_that_officials_say(extractor: Extractor) -> None:
    text = "The king has fled, the Vesk Courier reported, citing two officials."
    paper, officials = attributions(extractor, text)
    assert officials.source_span is not None
    assert (officials.source_span.of(text), officials.within) == ("two officials", paper.id)
    assert officials.content == paper.content


def test_when_it_was_said(extractor: Extractor) -> None:
    annotations = extract(extractor, "The envoy said on Saturday that the ministers would meet on Monday.")
    (said,) = annotations.attributions
    assert {t.id: t.text for t in annotations.times}[said.said_at or ""] == "Saturday"


def test_a_date_between_cue_and_clause_is_the_cues(extractor: Extractor) -> None:
    annotations = extract(extractor, "The envoy said on Saturday early work was under way to mend the road.")
    (said,) = annotations.attributions
    assert said.said_at == "t1"
    assert said.content[0].of(annotations.document.text).startswith("early work")


def test_office_and_body(extractor: Extractor) -> None:
    annotations = extract(extractor, "State Department spokeswoman Ana Weller said the talks had failed.")
    (said,) = annotations.attributions
    names = {e.id: e.name for e in annotations.entities}
    assert names[said.source or ""] == "Ana Weller"
    assert names[said.body or ""] == "State Department"


def quoted(extractor: Extractor, text: str) -> list[str]:
    found: Parse = parse(document(id="case", text=text, source="tests"), extractor.nlp)
    return [found.span(q.first, q.last).of(text) for q in quotations.find(found)]


def test_quotation_marks(extractor: Extractor) -> None:
    assert quoted(extractor, "He said “yes” and then “no.”") == ["“yes”", "“no.”"]
    assert quoted(extractor, 'It was 5" wide.') == []
    assert quoted(extractor, '"It went on\n\n"and on," he said.') == ['"It went on', '"and on,"']


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("The mayor said on Monday that the bridge was closed. Police earlier said that the road was blocked.", "../2024-11-11"),
        ("Police had previously said that the road was blocked.", "../2024-11-13"),
        ("Police said that the road was blocked.", None),
    ],
)
def test_what_was_said_earlier_has_an_open_beginning(extractor: Extractor, text: str, value: str | None) -> None:
    found = extract(extractor, text)
    values = {t.id: t.value for t in found.times}
    last = found.attributions[-1]
    assert (values[last.said_at] if last.said_at else None) == value


@pytest.mark.parametrize(
    ("opening", "cue"),
    [
        ("General Ahmed Diallo said:", "said"),
        ("General Ahmed Diallo made the following statement on Tuesday:", "made"),
        ("General Ahmed Diallo issued this statement:", "issued"),
    ],
)
def test_paragraphs_behind_a_colon_are_the_speakers(extractor: Extractor, opening: str, cue: str) -> None:
    said = "Our ships stopped a tanker off Mombasa. I met its captain.\n\nMy men freed nine sailors."
    text = f"{opening}\n\n{said}\n\nKenya seized a tanker in May."
    found = extract(extractor, text)
    (spoke,) = spoken(found)
    assert (spoke.source, spoke.cue, spoke.content) == ("General Ahmed Diallo", cue, (said,))
    (speaker,) = [a.source for a in found.attributions]
    met = next(e for e in found.events if e.trigger_text == "met")
    assert speaker in [a.entity for a in met.arguments]
    seized = next(e.id for e in found.events if e.trigger_text == "seized")
    assert [c.voice for c in found.claims if seized in c.about] == [Voice.ARTICLE]


@pytest.mark.parametrize("opening", ["The harbour has three gates:", "The list of the arrested:", "There were two reasons:"])
def test_a_colon_without_a_speaker_opens_no_statement(extractor: Extractor, opening: str) -> None:
    assert attributions(extractor, f"{opening}\n\nThe army shelled the port.") == ()


def test_questions_and_answers_of_an_interview(extractor: Extractor) -> None:
    text = "Q: Did your men shell the port?\n\nA: We did not shell the port. We met the mayor.\n\nQ: Will you leave?\n\nA: In May."
    found = extract(extractor, text)
    words = {e.id: e.trigger_text for e in found.events}
    held = [(words[i], c.voice, c.stance, c.factual) for c in found.claims for i in c.about]
    assert held[:3] == [
        ("shell", Voice.UNKNOWN, Stance.QUESTION, False),
        ("shell", Voice.UNKNOWN, Stance.ASSERT, False),
        ("met", Voice.UNKNOWN, Stance.ASSERT, True),
    ]


def test_a_named_interviewer_asks(extractor: Extractor) -> None:
    found = extract(extractor, "The mayor spoke to us.\n\nREPORTER: Did you meet the king?\n\nMAYOR: I met him in Oslo.")
    met = [e.id for e in found.events if e.type == "CONSULT" and e.trigger_text in ("meet", "met")]
    assert [(c.stance, c.factual) for i in met for c in found.claims if i in c.about] == [(Stance.QUESTION, False), (Stance.ASSERT, True)]


def test_a_quotation_of_the_paragraph_before_stays_with_its_speaker(extractor: Extractor) -> None:
    text = '"We lost," the premier said. "A good night for the winner."\n\nTurnout was high, the election commission said.'
    assert Spoken("the election commission", "said", ("Turnout was high",)) in spoken(extract(extractor, text))


@pytest.mark.parametrize("text", ['The premier called the vote "shameful" and left.', "The premier called the vote a farce."])
def test_calling_something_names_is_no_demand(extractor: Extractor, text: str) -> None:
    assert [a.stance for a in attributions(extractor, text)] == [Stance.ASSERT]


def test_a_hyphen_inside_a_word_of_a_headline_parts_nothing(extractor: Extractor) -> None:
    found = extract(extractor, "Brekke and Amsel head to run-off in Peru\n\nBrekke and Amsel won most votes on Sunday.")
    assert all(c.voice is Voice.ARTICLE for c in found.claims)


def test_what_somebody_else_says_behind_but_is_theirs(extractor: Extractor) -> None:
    found = extract(extractor, "Crime fell by 16 percent, the government says, but unions accuse the police of torture.")
    assert Spoken("the government", "says", ("Crime fell by 16 percent",)) in spoken(found)


@pytest.mark.parametrize("text", ["Russia claims Crimea.", "Soldiers posted videos of themselves."])
def test_claims_to_land_and_posted_pictures_say_nothing(extractor: Extractor, text: str) -> None:
    assert not attributions(extractor, text)


def test_a_denial_is_of_its_object_not_of_a_clause_behind_that(extractor: Extractor) -> None:
    text = "Peru denies any role in the massacre, for which a little-known group calling itself the River Front claimed responsibility."
    assert not any("claimed" in content for s in spoken(extract(extractor, text)) for content in s.content if s.cue == "denies")


def test_when_by_another_event_is_the_reporter_s(extractor: Extractor) -> None:
    text = "President Karl Amsel said he would not sign a bill that had sparked protests, a day after crowds stormed parliament."
    found = extract(extractor, text)
    (storm,) = (e.id for e in found.events if e.trigger_text == "stormed")
    assert [c.voice for c in found.claims if storm in c.about] == [Voice.ARTICLE]


@pytest.mark.parametrize(
    ("text", "author"),
    [
        ("A statement by Greenpeace said the dam was hit.", "Greenpeace"),
        ("A report from Greenpeace said the dam was hit.", "Greenpeace"),
        ("The ministry's statement said the dam was hit.", "ministry"),
    ],
)
def test_who_writes_a_statement_says_it(extractor: Extractor, text: str, author: str) -> None:
    found = extract(extractor, text)
    names = {e.id: e.name for e in found.entities}
    assert [names.get(c.source or "") for c in found.claims if c.stance is Stance.ASSERT] == [author]


def test_what_the_deed_led_to_is_of_the_same_source(extractor: Extractor) -> None:
    found = extract(extractor, "The rebels said they had ambushed the convoy, killing 50 soldiers.")
    assert {c.voice for c in found.claims} == {Voice.SOURCE}


def test_the_person_beside_the_office_speaks(extractor: Extractor) -> None:
    found = extract(extractor, "The head of the Harbour Board, Karl Amsel, said the dam was safe.")
    names = {e.id: e.name for e in found.entities}
    assert "Karl Amsel" in [names.get(c.source or "") for c in found.claims]
