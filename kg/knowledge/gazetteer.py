"""Names to table rows: states, regions, settlements, places, organisations, people in office.

(Interface; the loader is written by the gazetteer's owner. Everyone may code against these names.)
"""

from dataclasses import dataclass, field
from pathlib import Path

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


@dataclass(slots=True)
class Gazetteer:
    """All rows by key and all readings by name."""

    rows: dict[str, Row] = field(default_factory=dict)
    names: dict[str, tuple[Reading, ...]] = field(default_factory=dict)
    longest: dict[str, int] = field(default_factory=dict)
    """For the first word of any name, the number of words of the longest name that begins with it (words as split at spaces)."""
    facts_of: dict[str, tuple[Fact, ...]] = field(default_factory=dict)
    """Facts by key of subject and by key of object."""

    @classmethod
    def load(cls, overlay: Path | None = None) -> "Gazetteer":
        """The shipped tables with those of the overlay laid over them."""
        return cls()

    def readings(self, name: str) -> tuple[Reading, ...]:
        """Readings of an exact name (straight quotes, single spaces, case as written), best first; empty where there is none."""
        return self.names.get(name, ())

    def state(self, code: str) -> Row | None:
        """The state with that ISO 3166-1 alpha-2 code."""
        return None
