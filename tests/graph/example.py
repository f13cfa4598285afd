"""One small article with known annotations that use every part of the model."""

from dataclasses import replace

from kg.ingest.article import with_blocks
from kg.model.annotations import Annotations
from kg.model.claim import Certainty, Claim, Polarity, Stance, Tense, Voice
from kg.model.document import Document
from kg.model.entity import Candidate, Entity, EntityType, Link, Mention, MentionKind
from kg.model.event import Argument, EventLink, EventMention, EventRelation, OfficeStatus, Quantity, Relation, Role
from kg.model.span import Span
from kg.model.time import TimeExpression, TimeKind

TEXT = (
    "Norland shelled the port of Vesk on Monday, Sudland minister Mira Tal said.\n\n"
    'She denied that over 2,000 troops would "withdraw\\leave" in August so that talks could begin. The premier would not confirm it.'
)


def span(words: str, nth: int = 0) -> Span:
    """Where the words stand in the text for the nth time."""
    at = -1
    for _ in range(nth + 1):
        at = TEXT.index(words, at + 1)
    return Span(at, at + len(words))


def mention(words: str, kind: MentionKind = MentionKind.NAME) -> Mention:
    return Mention(span=span(words), text=words, kind=kind)


ENTITIES = (
    Entity(
        id="e1",
        type=EntityType.STATE,
        name="Norland",
        mentions=(mention("Norland"),),
        link=Link(
            key="Q900",
            wikidata="Q900",
            iso3166="NX",
            candidates=(
                Candidate(key="Q900", name="Norland", score=0.91234, reasons=("its only state",)),
                Candidate(key="x-norland-ag", name="Norland AG", score=0.2, reasons=("no firm is spoken of",)),
            ),
        ),
    ),
    Entity(id="e2", type=EntityType.SETTLEMENT, name="Vesk", mentions=(mention("Vesk"),), link=Link(key="geonames-7", geonames="7")),
    Entity(id="e3", type=EntityType.PERSON, name="Mira Tal", mentions=(mention("Mira Tal"), mention("She", MentionKind.PRONOUN))),
    Entity(id="e4", type=EntityType.GROUP, name="troops", mentions=(mention("troops", MentionKind.NOMINAL),)),
    Entity(id="e5", type=EntityType.STATE, name="Sudland", mentions=(mention("Sudland", MentionKind.DEMONYM),), link=Link(key="Q902")),
    Entity(id="e6", type=EntityType.PERSON, name="The premier", mentions=(mention("The premier", MentionKind.NOMINAL),)),
)
TIMES = (
    TimeExpression(id="t1", span=span("Monday"), text="Monday", value="2031-05-05", kind=TimeKind.DATE),
    TimeExpression(id="t2", span=span("August"), text="August", value="2031-08", kind=TimeKind.DATE),
)
RELATIONS = (
    Relation(
        id="r1",
        subject="e3",
        predicate="ministerOf",
        object="e5",
        span=span("Sudland minister Mira Tal"),
        office="minister",
        status=OfficeStatus.INCUMBENT,
        rule="relations.csv:1",
    ),
    Relation(id="r2", subject="e2", predicate="locatedIn", object="e5", span=span("Vesk"), row="places.csv:9"),
)
EVENTS = (
    EventMention(
        id="v1",
        type="ASSAULT",
        mode="heavy-weapons",
        contexts=("military",),
        trigger=span("shelled"),
        trigger_text="shelled",
        arguments=(
            Argument(role=Role.ACTOR, span=span("Norland"), entity="e1"),
            Argument(role=Role.LOCATION, span=span("the port of Vesk"), entity="e2"),
            Argument(role=Role.TIME, span=span("Monday"), time="t1"),
        ),
        rule="triggers.csv:1",
    ),
    EventMention(
        id="v2",
        type="RETREAT",
        mode="withdraw",
        contexts=(),
        trigger=span("withdraw"),
        trigger_text="withdraw",
        arguments=(
            Argument(role=Role.ACTOR, span=span("over 2,000 troops"), entity="e4"),
            Argument(role=Role.TIME, span=span("August"), time="t2"),
            Argument(role=Role.TOPIC, span=span("leave")),
        ),
        quantities=(Quantity(span=span("over 2,000"), text="over 2,000", of="troops", low=2000.0),),
    ),
    EventMention(id="v3", type="CONSULT", mode=None, contexts=(), trigger=span("talks"), trigger_text="talks"),
)
CLAIMS = (
    Claim(
        id="c1",
        about=("v1",),
        voice=Voice.SOURCE,
        content=(span("Norland shelled the port of Vesk on Monday"),),
        stance=Stance.ASSERT,
        polarity=Polarity.POSITIVE,
        certainty=Certainty.CERTAIN,
        tense=Tense.PAST,
        source="e3",
        source_span=span("Sudland minister Mira Tal"),
        cue=span("said"),
        said_at="t1",
    ),
    Claim(
        id="c2",
        about=("r1",),
        voice=Voice.ARTICLE,
        content=(span("Sudland minister Mira Tal"),),
        stance=Stance.ASSERT,
        polarity=Polarity.POSITIVE,
        certainty=Certainty.CERTAIN,
        tense=Tense.PRESENT,
    ),
    Claim(
        id="c3",
        about=("v2", "v3"),
        voice=Voice.SOURCE,
        content=(span('over 2,000 troops would "withdraw\\leave" in August so that talks could begin'),),
        stance=Stance.DENY,
        polarity=Polarity.NEGATIVE,
        certainty=Certainty.CERTAIN,
        tense=Tense.FUTURE,
        source="e3",
        source_span=span("She"),
        cue=span("denied"),
    ),
    Claim(
        id="c4",
        about=(),
        voice=Voice.SOURCE,
        content=(Span(len(TEXT) - 3, len(TEXT) - 1),),
        stance=Stance.DECLINE,
        polarity=None,
        certainty=None,
        tense=Tense.PRESENT,
        source="e6",
        source_span=span("The premier"),
        cue=span("would not confirm"),
    ),
)


def annotations() -> Annotations:
    """The article's annotations; they keep every rule."""
    return Annotations(
        document=with_blocks(
            Document(id="vesk-1", text=TEXT, source="seeds/vesk-1.txt", published="2031-05-07T06:58:00+05:30", title="Port shelled")
        ),
        sentences=(
            Span(0, TEXT.index("\n")),
            Span(TEXT.index("She"), TEXT.index(" The premier")),
            Span(TEXT.index("The premier"), len(TEXT)),
        ),
        entities=ENTITIES,
        times=TIMES,
        relations=RELATIONS,
        events=EVENTS,
        claims=CLAIMS,
        event_links=(EventLink(source="v2", relation=EventRelation.PURPOSE, target="v3"),),
    )


def changed(**fields: object) -> Annotations:
    """The annotations with other fields."""
    return replace(annotations(), **fields)
