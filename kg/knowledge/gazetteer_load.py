"""Reading the tables of the gazetteer: rows, facts, metonyms and ambiguous names."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from kg.knowledge import csvtable
from kg.knowledge.rows import Fact, Row
from kg.model.entity import EntityType
from kg.resources import shipped

_FIRST = ("key", "type", "name", "aliases", "demonyms", "wikidata", "geonames", "iso3166", "country", "parent")
ENTITY = (*_FIRST, "weight", "since", "until", "source")
FACT = ("subject", "predicate", "object", "office", "since", "until", "source")
METONYM = ("name", "key", "source")
AMBIGUOUS = ("name", "note")

_TYPES = {kind.value: kind for kind in EntityType}
_FactKey = tuple[str, str, str, str | None, str | None]


@dataclass(slots=True)
class Tables:
    """Everything that the tables hold, later rows in place of earlier ones with the same key."""

    rows: dict[str, Row] = field(default_factory=dict)
    facts: dict[_FactKey, Fact] = field(default_factory=dict)
    seats: dict[tuple[str, str], str] = field(default_factory=dict)
    """File and line by name and key."""
    ambiguous: set[str] = field(default_factory=set)


def load(overlay: Path | None = None) -> Tables:
    """The shipped tables, then those of the overlay's `gazetteer/` folder, by name of file.

    Raises ResourceError, naming file and line, for a malformed table or a metonym of an unknown key.
    """
    tables = Tables()
    for path in _paths(overlay):
        columns = csvtable.header(path)
        if columns == ENTITY:
            rows = _read_rows(path)
            if path.is_relative_to(shipped()):
                _refuse_twins(path, rows, tables.rows)
            tables.rows.update(rows)
        elif columns == FACT:
            tables.facts.update(_read_facts(path))
        elif columns == METONYM:
            tables.seats.update({(name, key): f"{path.name}:{line}" for line, (name, key, _) in csvtable.rows(path, METONYM)})
        elif columns == AMBIGUOUS:
            tables.ambiguous.update(name for _, (name, _) in csvtable.rows(path, AMBIGUOUS))
        elif path.stem.startswith("facts_"):
            raise csvtable.wrong(path, 1, f"the columns are {','.join(columns)}", f"make them {','.join(FACT)}")
    for (_, key), place in tables.seats.items():
        if key not in tables.rows:
            name, _, line = place.rpartition(":")
            raise csvtable.wrong(Path(name), int(line), f"no row has the key {key}", "add the row or mend the key")
    return tables


def _paths(overlay: Path | None) -> Iterator[Path]:
    for folder in (shipped(), overlay):
        if folder is not None:
            yield from sorted((folder / "gazetteer").glob("*.csv"))


def _refuse_twins(path: Path, rows: dict[str, Row], known: dict[str, Row]) -> None:
    """Two shipped tables with one key would hide a row without a word; only an overlay may replace rows."""
    for key in sorted(rows.keys() & known.keys()):
        line = int(rows[key].place.rpartition(":")[2])
        raise csvtable.wrong(path, line, f"the key {key} stands in {known[key].place} too", "merge the rows")


def _read_rows(path: Path) -> dict[str, Row]:
    found: dict[str, Row] = {}
    file = path.name
    for line, cells in csvtable.rows(path, ENTITY):
        key, kind, name, aliases, demonyms, wikidata, geonames, iso, country, parent, weight, since, until, _ = cells
        if not key or not name or kind not in _TYPES or (weight and not weight.isdigit()):
            what = f"key {key!r}, type {kind!r}, name {name!r}, weight {weight!r}"
            raise csvtable.wrong(path, line, what, "give key, name, a type of the model and digits")
        if key in found:
            raise csvtable.wrong(path, line, f"the key {key} stands in {found[key].place} too", "merge the rows")
        found[key] = Row(
            key=key,
            type=_TYPES[kind],
            name=name,
            aliases=tuple(aliases.split("|")) if aliases else (),
            demonyms=tuple(demonyms.split("|")) if demonyms else (),
            wikidata=wikidata or None,
            geonames=geonames or None,
            iso3166=iso or None,
            country=country or None,
            parent=parent or None,
            weight=int(weight) if weight else 0,
            since=since or None,
            until=until or None,
            place=f"{file}:{line}",
        )
    return found


def _read_facts(path: Path) -> dict[_FactKey, Fact]:
    found: dict[_FactKey, Fact] = {}
    for line, (subject, predicate, object_, office, since, until, _) in csvtable.rows(path, FACT):
        if not (subject and predicate and object_):
            raise csvtable.wrong(path, line, "a fact without subject, predicate or object", "fill the cell")
        fact = Fact(
            subject=subject,
            predicate=predicate,
            object=object_,
            office=office or None,
            since=since or None,
            until=until or None,
            place=f"{path.name}:{line}",
        )
        found[subject, predicate, object_, fact.office, fact.since] = fact
    return found
