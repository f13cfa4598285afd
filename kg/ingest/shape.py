"""The shape of a line of the annotations file: fields and their kinds, as pydantic checks them; fields that are not known are left out."""

from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from kg.model.claim import Certainty, Polarity, Stance, Tense, Voice
from kg.model.entity import EntityType, MentionKind
from kg.model.event import EventRelation, OfficeStatus, Role
from kg.model.span import Span
from kg.model.time import TimeBound, TimeKind


class _Model(BaseModel):
    model_config = ConfigDict(extra="ignore", frozen=True)


class Range(_Model):
    """A half-open range of the text, with its words where they are given."""

    begin: int = Field(ge=0)
    end: int = Field(gt=0)
    text: str | None = None

    def span(self) -> Span:
        """The range without its words."""
        return Span(self.begin, self.end)


class Document(_Model):
    """The article."""

    id: str
    source: str
    text: str
    title: str | None = None
    published: str | None = None
    updated: str | None = None
    language: str = "en"
    url: str | None = None
    outlet: str | None = None
    byline: str | None = None
    dateline: str | None = None
    also: tuple[str, ...] = ()


class Mention(Range):
    """Words that name an entity."""

    kind: MentionKind


class Candidate(_Model):
    """A row of the tables that a name might have meant."""

    key: str
    name: str
    score: float
    reasons: tuple[str, ...] = ()


class Entity(_Model):
    """What one or more mentions name, with its link."""

    id: str
    type: EntityType
    name: str
    mentions: tuple[Mention, ...] = Field(min_length=1)
    wikidata: str | None = None
    geonames: str | None = None
    iso3166: str | None = None
    wikipedia: str | None = None
    key: str | None = None
    candidates: tuple[Candidate, ...] = ()


class Time(Range):
    """Words that give a time."""

    id: str
    value: str | None
    kind: TimeKind
    bound: TimeBound | None = None


class Relation(Range):
    """A predicate between two entities."""

    id: str
    subject: str
    predicate: str
    object: str
    office: str | None = None
    time: str | None = None
    status: OfficeStatus | None = None
    since: str | None = Field(default=None, alias="from")
    until: str | None = None
    rule: str | None = None
    row: str | None = None


class Argument(Range):
    """Who or what fills a role of an event."""

    role: Role
    entity: str | None = None
    time: str | None = None


class Quantity(Range):
    """A number with its bounds."""

    of: str | None = None
    low: float | None = None
    high: float | None = None
    unit: str | None = None
    approximate: bool = False


class Event(_Model):
    """A trigger with its arguments."""

    id: str
    type: str
    mode: str | None = None
    contexts: tuple[str, ...] = ()
    trigger: Range
    arguments: tuple[Argument, ...] = ()
    quantities: tuple[Quantity, ...] = ()
    rule: str | None = None


class Claim(_Model):
    """Who says what, and how."""

    id: str
    about: tuple[str, ...]
    voice: Voice
    source: str | None = None
    within: str | None = None
    source_span: Range | None = None
    cue: Range | None = None
    content: tuple[Range, ...]
    stance: Stance
    polarity: Polarity | None = None
    certainty: Certainty | None = None
    tense: Tense | None = None
    said_at: str | None = None
    reasons: tuple[str, ...] = ()


class EventLink(_Model):
    """What one event is to another."""

    source: str = Field(alias="from")
    relation: EventRelation
    target: str = Field(alias="to")


class Record(_Model):
    """A line."""

    model_config = ConfigDict(extra="ignore", frozen=True, populate_by_name=True)

    schema_: Literal["kg.annotations/1"] = Field(alias="schema")
    document: Document
    sentences: tuple[tuple[int, int], ...] = ()
    entities: tuple[Entity, ...] = ()
    times: tuple[Time, ...] = ()
    relations: tuple[Relation, ...] = ()
    events: tuple[Event, ...] = ()
    claims: tuple[Claim, ...] = ()
    event_chains: tuple[tuple[str, ...], ...] = ()
    event_links: tuple[EventLink, ...] = ()
    edited: bool = False
