"""Event mentions, relations and what ties them."""

from dataclasses import dataclass
from enum import StrEnum

from kg.model.span import Span


class Role(StrEnum):
    """Roles of arguments."""

    ACTOR = "actor"
    RECIPIENT = "recipient"
    LOCATION = "location"
    ORIGIN = "origin"
    DESTINATION = "destination"
    TIME = "time"
    INSTRUMENT = "instrument"
    TOPIC = "topic"


@dataclass(frozen=True, slots=True, kw_only=True)
class Argument:
    """A participant of an event: an entity or a time by id, with the words of this passage; both None for plain words."""

    role: Role
    span: Span
    entity: str | None = None
    time: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Quantity:
    """A number with its bounds; `low` and `high` are None where open; `of` is the word for what is counted, `unit` of measure.

    `approximate` numbers are only near ("about 300"): their bounds are the number named.
    """

    span: Span
    text: str
    of: str | None = None
    low: float | None = None
    high: float | None = None
    unit: str | None = None
    approximate: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class EventMention:
    """One trigger in one document with its arguments as this passage gives them.

    `type`, `mode` and `contexts` are concepts of the codebook (`ontologies/vocabulary/events.ttl`); `trigger_head` is the index of the
    trigger's head token in the parse (-1 when read from a file); `rule` names the table row that fired.
    """

    id: str
    type: str
    mode: str | None
    contexts: tuple[str, ...]
    trigger: Span
    trigger_text: str
    arguments: tuple[Argument, ...] = ()
    quantities: tuple[Quantity, ...] = ()
    rule: str | None = None
    trigger_head: int = -1


class OfficeStatus(StrEnum):
    """Whether somebody holds an office."""

    INCUMBENT = "incumbent"
    FORMER = "former"
    ELECT = "elect"
    ACTING = "acting"
    CANDIDATE = "candidate"


@dataclass(frozen=True, slots=True, kw_only=True)
class Relation:
    """A predicate between two entities of a document, by entity id, with the words that give it.

    `predicate` is the local name of a property of `kg.ttl`. `row` names the table row of a background fact; such a relation is not claimed
    by the article, its span only shows where the entity is named. `head` is the index of the token that anchors it in the parse.
    """

    id: str
    subject: str
    predicate: str
    object: str
    span: Span
    office: str | None = None
    status: OfficeStatus | None = None
    time: str | None = None
    since: str | None = None
    until: str | None = None
    rule: str | None = None
    row: str | None = None
    head: int = -1


class EventRelation(StrEnum):
    """How one event bears on another."""

    CAUSE = "cause"
    PURPOSE = "purpose"
    CONDITION = "condition"
    PART_OF = "partOf"


@dataclass(frozen=True, slots=True, kw_only=True)
class EventLink:
    """`source` has `target` as its cause, purpose, condition or whole."""

    source: str
    relation: EventRelation
    target: str
