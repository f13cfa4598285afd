"""Mentions, entities and their links."""

from dataclasses import dataclass
from enum import StrEnum

from kg.model.span import Span


class EntityType(StrEnum):
    """The classes of things in the world; names as in `ontologies/vocabulary/kg.ttl`."""

    STATE = "State"
    REGION = "Region"
    SETTLEMENT = "Settlement"
    PLACE = "Place"
    PERSON = "Person"
    OFFICE = "Office"
    GOVERNMENT_BODY = "GovernmentBody"
    ARMED_FORCE = "ArmedForce"
    ARMED_GROUP = "ArmedGroup"
    PARTY = "Party"
    INTERNATIONAL_ORGANISATION = "InternationalOrganisation"
    COMPANY = "Company"
    MEDIA_ORGANISATION = "MediaOrganisation"
    ORGANISATION = "Organisation"
    GROUP = "Group"
    NAMED_EVENT = "NamedEvent"
    LAW = "Law"
    PRODUCT = "Product"
    OTHER = "Other"


PLACES = frozenset({EntityType.STATE, EntityType.REGION, EntityType.SETTLEMENT, EntityType.PLACE})
BODIES = frozenset(
    {
        EntityType.GOVERNMENT_BODY,
        EntityType.ARMED_FORCE,
        EntityType.ARMED_GROUP,
        EntityType.PARTY,
        EntityType.INTERNATIONAL_ORGANISATION,
        EntityType.COMPANY,
        EntityType.MEDIA_ORGANISATION,
        EntityType.ORGANISATION,
    }
)
AGENTS = BODIES | {EntityType.STATE, EntityType.PERSON, EntityType.GROUP}


class MentionKind(StrEnum):
    """How words name a thing."""

    NAME = "name"
    DEMONYM = "demonym"
    METONYM = "metonym"
    NOMINAL = "nominal"
    PRONOUN = "pronoun"


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """Words of one document that name something; `head` is the index of the head token in the parse (-1 when read from a file)."""

    span: Span
    text: str
    kind: MentionKind
    head: int = -1


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """One reading that the linker weighed: the key of a table row, its score in 0..1 and the reasons in plain words."""

    key: str
    name: str
    score: float
    reasons: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """The identity of an entity in the tables: `key` names the row, `candidates` all readings that were weighed, best first.

    `iso3166` of a place without a code of its own is that of the region or state it lies in.
    """

    key: str
    wikidata: str | None = None
    geonames: str | None = None
    iso3166: str | None = None
    wikipedia: str | None = None
    candidates: tuple[Candidate, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Entity:
    """The thing in the world that a chain of mentions of one document names; `link` is None for NIL.

    `hints` are keys of table rows that the mentions may mean, best first, found before linking.
    """

    id: str
    type: EntityType
    name: str
    mentions: tuple[Mention, ...]
    link: Link | None = None
    hints: tuple[str, ...] = ()
