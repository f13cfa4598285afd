"""What the tables of the gazetteer hold: rows, facts about them, and readings of names."""

from dataclasses import dataclass

from kg.model.entity import EntityType


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One row of an entity table.

    `key` is the Wikidata QID where it is known, else `geonames-ID`, else `iso-CODE`, else a slug such as `x-wagner-group`; it ends the IRI.
    `country` is the ISO 3166-1 alpha-2 code of the state it belongs to or acts for; `parent` the key of the region or body above it.
    `weight` ranks readings of one name (inhabitants for places, 0 where unknown). `place` names file and line, such as `places.csv:1204`.
    """

    key: str
    type: EntityType
    name: str
    aliases: tuple[str, ...] = ()
    demonyms: tuple[str, ...] = ()
    wikidata: str | None = None
    geonames: str | None = None
    iso3166: str | None = None
    country: str | None = None
    parent: str | None = None
    weight: int = 0
    since: str | None = None
    until: str | None = None
    place: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """One row of a table of facts: `subject predicate object`, keys of rows, with office and dates (EDTF) where given."""

    subject: str
    predicate: str
    object: str
    office: str | None = None
    since: str | None = None
    until: str | None = None
    place: str = ""


@dataclass(frozen=True, slots=True)
class Reading:
    """What a name may mean: a row's key and whether the name is its name, demonym or metonym (`kind`: name, demonym, metonym)."""

    key: str
    kind: str
