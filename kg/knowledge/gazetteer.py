"""Names to table rows: states, regions, settlements, places, organisations, people in office.

The entity tables of `ontologies/gazetteer/` share one header (`gazetteer_load.ENTITY`); `facts_*.csv` hold dated relations between their rows,
`metonyms.csv` seats that stand for a state or body, `ambiguous.csv` names that are also ordinary words or people's names.
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
    """Facts of the tables by key of subject and by key of object; `facts` adds those that follow from a row's own columns."""
    ambiguous: frozenset[str] = frozenset()
    """Names that are also ordinary English words, given names or surnames: no mention without further evidence."""
    capitals: dict[str, str] = field(default_factory=dict)
    """Key of the state (or region) by key of its present capital."""
    codes: dict[str, str] = field(default_factory=dict)
    """Key of the state by its ISO 3166-1 alpha-2 code."""
    _folded: dict[str, str] = field(default_factory=dict)

    @classmethod
    def load(cls, overlay: Path | None = None) -> "Gazetteer":
        """The shipped tables with those of the overlay laid over them: rows by key, facts by subject, predicate and object.

        Raises ResourceError, naming file and line, for a malformed table or an unknown key.
        """
        from kg.knowledge.gazetteer_load import load

        return load(overlay)

    def readings(self, name: str) -> tuple[Reading, ...]:
        """Readings of an exact name (straight quotes, single spaces, case as written), best first; empty where there is none."""
        return self.names.get(name, ())

    def folded(self, name: str) -> str | None:
        """The name as the tables write it for a name in capitals ("RUSSIA" gives "Russia"); None where there is none. For headlines."""
        if not self._folded:
            for known in self.names:
                self._folded.setdefault(known.casefold(), known)
        return self._folded.get(name.casefold())

    def state(self, code: str) -> Row | None:
        """The state with that ISO 3166-1 alpha-2 code."""
        key = self.codes.get(code)
        return None if key is None else self.rows[key]

    def country_row(self, row: Row) -> Row | None:
        """The state that a row belongs to or acts for; a state's own row for a state."""
        if row.type is EntityType.STATE:
            return row
        return None if row.country is None else self.state(row.country)

    def capital_of(self, key: str) -> str | None:
        """Key of the state whose present capital or seat of government the row is; None for every other row."""
        return self.capitals.get(key)

    def facts(self, key: str) -> tuple[Fact, ...]:
        """Facts about a row as subject or object, with the `locatedIn` that its own columns state."""
        row = self.rows.get(key)
        known = self.facts_of.get(key, ())
        if row is None or not _has_place(row):
            return known
        above = row.parent or (self.codes.get(row.country) if row.country else None)
        if above is None or above == key:
            return known
        return (Fact(subject=key, predicate="locatedIn", object=above, place=row.place), *known)


def _has_place(row: Row) -> bool:
    return row.type in (EntityType.REGION, EntityType.SETTLEMENT, EntityType.PLACE)
