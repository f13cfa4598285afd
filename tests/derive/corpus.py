"""Small articles whose annotations are known, for tests of everything behind the extractor."""

from dataclasses import dataclass, field

from kg.derive import entail
from kg.derive.context import Context
from kg.graph import iri
from kg.graph.quads import quads
from kg.knowledge.gazetteer import Fact, Gazetteer, Row
from kg.model.annotations import Annotations
from kg.model.claim import Certainty, Claim, Polarity, Stance, Tense, Voice
from kg.model.document import Document
from kg.model.entity import Entity, EntityType, Link, Mention, MentionKind
from kg.model.event import Argument, EventLink, EventMention, EventRelation, OfficeStatus, Quantity, Relation, Role
from kg.model.span import Span
from kg.model.time import TimeExpression, TimeKind

ROWS = {
    "Norland": Row(
        key="Q900", type=EntityType.STATE, name="Norland", aliases=("the North",), wikidata="Q900", iso3166="NX", place="states.csv:2"
    ),
    "Sudland": Row(key="Q902", type=EntityType.STATE, name="Sudland", wikidata="Q902", iso3166="SX", place="states.csv:3"),
    "Vesk": Row(key="Q901", type=EntityType.SETTLEMENT, name="Vesk", wikidata="Q901", country="SX", place="cities.csv:9"),
    "Council": Row(key="x-council", type=EntityType.INTERNATIONAL_ORGANISATION, name="Council", place="bodies.csv:4"),
}
FACTS = (
    Fact(subject="Q901", predicate="locatedIn", object="Q902", place="facts.csv:2"),
    Fact(subject="Q900", predicate="memberOf", object="x-council", place="facts.csv:3"),
    Fact(subject="Q902", predicate="memberOf", object="x-council", place="facts.csv:4"),
    Fact(subject="Q900", predicate="borders", object="Q902", place="facts.csv:5"),
)
PEOPLE = {"Mira Tal", "Jon Berg", "Ada Wick"}
STANCES = {
    "said": Stance.ASSERT,
    "confirmed": Stance.CONFIRM,
    "denied": Stance.DENY,
    "declined to confirm": Stance.DECLINE,
    "feared": Stance.FEAR,
}


def context() -> Context:
    gazetteer = Gazetteer(rows={row.key: row for row in ROWS.values()}, facts_of={})
    for fact in FACTS:
        for end in (fact.subject, fact.object):
            gazetteer.facts_of[end] = (*gazetteer.facts_of.get(end, ()), fact)
    return Context(gazetteer=gazetteer, entailment=entail.load())


@dataclass(frozen=True)
class Report:
    """Who did what to whom, where, when, how many, who says so."""

    actor: str = "Norland"
    verb: str = "shelled"
    recipient: str = "Sudland"
    place: str | None = "Vesk"
    day: str | None = "2031-05-05"
    number: tuple[str, float, float | None] | None = None
    source: str | None = None
    cue: str = "said"
    tense: Tense = Tense.PAST


@dataclass(frozen=True)
class Office:
    """Somebody's office at a body."""

    holder: str
    office: str
    predicate: str
    body: str
    status: OfficeStatus | None = None


TYPES = {"shelled": ("ASSAULT", "heavy-weapons"), "praised": ("SUPPORT", None), "accused": ("ACCUSE", None)}


@dataclass
class _Writer:
    text: str = ""
    entities: dict[str, list[Mention]] = field(default_factory=dict)
    times: list[TimeExpression] = field(default_factory=list)
    events: list[EventMention] = field(default_factory=list)
    relations: list[Relation] = field(default_factory=list)
    claims: list[Claim] = field(default_factory=list)
    sentences: list[Span] = field(default_factory=list)

    def put(self, words: str) -> Span:
        begin = len(self.text)
        self.text += words
        return Span(begin, len(self.text))

    def name(self, words: str) -> tuple[str, Span]:
        span = self.put(words)
        self.entities.setdefault(words, []).append(Mention(span=span, text=words, kind=MentionKind.NAME))
        return f"e{list(self.entities).index(words) + 1}", span

    def report(self, report: Report) -> None:
        begin = len(self.text)
        source = source_span = cue = None
        if report.source:
            source, source_span = self.name(report.source)
            self.put(" ")
            cue = self.put(report.cue)
            self.put(" that ")
        start = len(self.text)
        arguments = []
        entity, span = self.name(report.actor)
        arguments.append(Argument(role=Role.ACTOR, span=span, entity=entity))
        self.put(" ")
        trigger = self.put(report.verb)
        self.put(" ")
        entity, span = self.name(report.recipient)
        arguments.append(Argument(role=Role.RECIPIENT, span=span, entity=entity))
        if report.place:
            self.put(" near ")
            entity, span = self.name(report.place)
            arguments.append(Argument(role=Role.LOCATION, span=span, entity=entity))
        if report.day:
            self.put(" on ")
            span = self.put(report.day)
            self.times.append(
                TimeExpression(id=f"t{len(self.times) + 1}", span=span, text=report.day, value=report.day, kind=TimeKind.DATE)
            )
            arguments.append(Argument(role=Role.TIME, span=span, time=self.times[-1].id))
        numbers = ()
        if report.number:
            self.put(" with ")
            words, low, high = report.number
            numbers = (Quantity(span=self.put(words), text=words, of="shells", low=low, high=high),)
        content = Span(start, len(self.text))
        self.put(".")
        kind, mode = TYPES[report.verb]
        event = EventMention(
            id=f"v{len(self.events) + 1}",
            type=kind,
            mode=mode,
            contexts=("military",),
            trigger=trigger,
            trigger_text=report.verb,
            arguments=tuple(arguments),
            quantities=numbers,
        )
        self.events.append(event)
        stance = STANCES[report.cue] if report.source else Stance.ASSERT
        self.claim(event.id, content, source, source_span, cue, stance, report.tense)
        self.close(begin)

    def claim(self, about, content, source, source_span, cue, stance, tense) -> None:
        decline, deny, fear = stance is Stance.DECLINE, stance is Stance.DENY, stance is Stance.FEAR
        self.claims.append(
            Claim(
                id=f"c{len(self.claims) + 1}",
                about=(about,),
                voice=Voice.SOURCE if source else Voice.ARTICLE,
                content=(content,),
                stance=stance,
                polarity=None if decline else Polarity.NEGATIVE if deny else Polarity.POSITIVE,
                certainty=None if decline else Certainty.POSSIBLE if fear else Certainty.CERTAIN,
                tense=tense,
                source=source,
                source_span=source_span,
                cue=cue,
            )
        )

    def office(self, office: Office) -> None:
        begin = len(self.text)
        holder, _ = self.name(office.holder)
        self.put(" is ")
        self.put(office.office)
        self.put(" of ")
        body, _ = self.name(office.body)
        span = Span(begin, len(self.text))
        self.put(".")
        self.relations.append(
            Relation(
                id=f"r{len(self.relations) + 1}",
                subject=holder,
                predicate=office.predicate,
                object=body,
                span=span,
                office=office.office,
                status=office.status,
            )
        )
        self.claim(self.relations[-1].id, span, None, None, None, Stance.ASSERT, Tense.PRESENT)
        self.close(begin)

    def close(self, begin: int) -> None:
        self.sentences.append(Span(begin, len(self.text)))
        self.text += "\n"


def annotations(id: str, *parts: Report | Office, chains=(), links=(), **about) -> Annotations:
    """The annotations of an article of these sentences."""
    writer = _Writer()
    for part in parts:
        writer.report(part) if isinstance(part, Report) else writer.office(part)
    found = []
    for i, (name, mentions) in enumerate(writer.entities.items(), 1):
        row = ROWS.get(name)
        kind = row.type if row else EntityType.PERSON if name in PEOPLE else EntityType.GROUP
        link = Link(key=row.key, wikidata=row.wikidata, iso3166=row.iso3166) if row else None
        found.append(Entity(id=f"e{i}", type=kind, name=row.name if row else name, mentions=tuple(mentions), link=link))
    document = Document(id=id, text=writer.text, source=f"{id}.txt", **about)
    return Annotations(
        document=document,
        entities=tuple(found),
        times=tuple(writer.times),
        relations=tuple(writer.relations),
        events=tuple(writer.events),
        claims=tuple(writer.claims),
        event_chains=tuple(chains),
        event_links=tuple(EventLink(source=a, relation=EventRelation.CAUSE, target=b) for a, b in links),
        sentences=tuple(writer.sentences),
    )


def graph(found: Annotations) -> tuple[str, list[str]]:
    """IRI and lines of the document graph."""
    return iri.document(iri.BASE, iri.document_hash(found.document)), list(quads(found))
