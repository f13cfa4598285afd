"""Names to table rows: states, regions, settlements, places, organisations, people in office.

The entity tables of `ontologies/gazetteer/` share one header (`gazetteer_load.ENTITY`); `facts_*.csv` hold dated relations between
their rows, `metonyms.csv` seats that stand for a state or body, `ambiguous.csv` names that are also words or names of people.
"""

import gc
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from kg.knowledge import gazetteer_load, ranking
from kg.knowledge.rows import Fact, Reading, Row
from kg.model.entity import EntityType

__all__ = ["Fact", "Gazetteer", "Reading", "Row"]


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
        with _collector_at_rest():
            return cls._read(overlay)

    @classmethod
    def _read(cls, overlay: Path | None) -> "Gazetteer":
        tables = gazetteer_load.load(overlay)
        rows = tables.rows
        facts = tables.facts.values()
        capitals = {
            fact.subject: fact.object
            for fact in facts
            if fact.predicate == "capitalOf" and fact.until is None and fact.subject in rows and fact.object in rows
        }
        names = ranking.readings(rows, capitals, tables.seats)
        return cls(
            rows=rows,
            names=names,
            longest=ranking.longest(names),
            facts_of=_by_key(facts),
            ambiguous=frozenset(tables.ambiguous),
            capitals=capitals,
            codes={row.iso3166: row.key for row in rows.values() if row.type is EntityType.STATE and row.iso3166 is not None},
        )

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


@contextmanager
def _collector_at_rest() -> Iterator[None]:
    """Loading makes some 200,000 objects that all stay: passes of the garbage collector would cost half its time and free nothing."""
    running = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if running:
            gc.enable()


def _by_key(facts: Iterable[Fact]) -> dict[str, tuple[Fact, ...]]:
    found: dict[str, list[Fact]] = {}
    for fact in facts:
        found.setdefault(fact.subject, []).append(fact)
        if fact.object != fact.subject:
            found.setdefault(fact.object, []).append(fact)
    return {key: tuple(known) for key, known in found.items()}
