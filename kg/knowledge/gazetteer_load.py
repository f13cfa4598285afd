"""Loading the gazetteer: entity tables, facts, metonyms and ambiguous names into one `Gazetteer`."""

import unicodedata
from collections.abc import Iterator
from pathlib import Path

from kg.knowledge import csvtable
from kg.knowledge.gazetteer import Fact, Gazetteer, Reading, Row
from kg.model.entity import PLACES, EntityType
from kg.resources import shipped

ENTITY = (
    "key",
    "type",
    "name",
    "aliases",
    "demonyms",
    "wikidata",
    "geonames",
    "iso3166",
    "country",
    "parent",
    "weight",
    "since",
    "until",
    "source",
)
FACT = ("subject", "predicate", "object", "office", "since", "until", "source")
METONYM = ("name", "key", "source")
AMBIGUOUS = ("name", "note")
LETTERS = str.maketrans(
    {"ø": "o", "Ø": "O", "ł": "l", "Ł": "L", "đ": "d", "Đ": "D", "ß": "ss", "æ": "ae", "Æ": "Ae", "ı": "i", "ə": "a", "Ə": "A"}
)
BODY_WEIGHT = 500_000
"""Rank of a body without a weight among places of the same name: below a city of that many inhabitants."""

CAPITAL_SHARE = 10
"""A capital ranks like a city with this part of its state's inhabitants, where it has fewer."""

Rank = tuple[int, int, str, str]
"""Tier, negative weight, key and kind of a reading."""
Ranked = dict[str, list[Rank]]

_TYPES = {kind.value: kind for kind in EntityType}


def load(overlay: Path | None = None) -> Gazetteer:
    """The shipped tables, rows of the overlay's `gazetteer/` folder in place of rows with the same key.

    Raises ResourceError, naming file and line, for a malformed table or an unknown key.
    """
    gazetteer = Gazetteer()
    facts: dict[tuple[str, str, str, str | None, str | None], Fact] = {}
    metonyms: dict[tuple[str, str], tuple[Path, int]] = {}
    ambiguous: set[str] = set()
    for path in _tables(overlay):
        columns = csvtable.header(path)
        if columns == ENTITY:
            _read_rows(path, gazetteer.rows)
        elif columns == FACT:
            facts.update(_read_facts(path))
        elif columns == METONYM:
            metonyms.update({(name, key): (path, line) for line, (name, key, _) in csvtable.rows(path, METONYM)})
        elif columns == AMBIGUOUS:
            ambiguous.update(name for _, (name, _) in csvtable.rows(path, AMBIGUOUS))
        elif path.stem.startswith("facts_"):
            raise csvtable.wrong(path, 1, f"the columns are {','.join(columns)}", f"make them {','.join(FACT)}")
    gazetteer.ambiguous = frozenset(ambiguous)
    gazetteer.codes = {row.iso3166: row.key for row in gazetteer.rows.values() if row.type is EntityType.STATE and row.iso3166 is not None}
    _index_facts(gazetteer, list(facts.values()))
    _index_names(gazetteer, metonyms)
    return gazetteer


def _tables(overlay: Path | None) -> Iterator[Path]:
    for folder in (shipped(), overlay):
        if folder is not None:
            yield from sorted((folder / "gazetteer").glob("*.csv"))


def _read_rows(path: Path, into: dict[str, Row]) -> None:
    seen: set[str] = set()
    stem = path.name
    for line, cells in csvtable.rows(path, ENTITY):
        key, kind, name, aliases, demonyms, wikidata, geonames, iso, country, parent, weight, since, until, _ = cells
        if not key or not name or kind not in _TYPES or (weight and not weight.isdigit()):
            raise csvtable.wrong(
                path,
                line,
                f"key {key!r}, type {kind!r}, name {name!r}, weight {weight!r}",
                "give key, name, a type of the model and digits",
            )
        if key in seen:
            raise csvtable.wrong(path, line, f"the key {key} stands twice in this table", "merge the rows")
        seen.add(key)
        into[key] = Row(
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
            place=f"{stem}:{line}",
        )


def _read_facts(path: Path) -> dict[tuple[str, str, str, str | None, str | None], Fact]:
    found = {}
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


def _index_facts(gazetteer: Gazetteer, facts: list[Fact]) -> None:
    by_key: dict[str, list[Fact]] = {}
    for fact in facts:
        by_key.setdefault(fact.subject, []).append(fact)
        if fact.object != fact.subject:
            by_key.setdefault(fact.object, []).append(fact)
        if fact.predicate == "capitalOf" and fact.until is None and fact.subject in gazetteer.rows and fact.object in gazetteer.rows:
            gazetteer.capitals[fact.subject] = fact.object
    gazetteer.facts_of = {key: tuple(known) for key, known in by_key.items()}


def _index_names(gazetteer: Gazetteer, metonyms: dict[tuple[str, str], tuple[Path, int]]) -> None:
    found: Ranked = {}
    for row in gazetteer.rows.values():
        _add_row(found, row)
        if row.key in gazetteer.capitals:
            _add_capital(found, row, gazetteer.rows[gazetteer.capitals[row.key]])
    for (name, key), (path, line) in metonyms.items():
        if key not in gazetteer.rows:
            raise csvtable.wrong(path, line, f"no row has the key {key}", "add the row or mend the key")
        _add(found, name, (5, 0, key, "metonym"))
    gazetteer.names = {name: _ordered(ranked, gazetteer.rows) for name, ranked in found.items()}
    longest = gazetteer.longest
    for name in gazetteer.names:
        first, _, rest = name.partition(" ")
        words = rest.count(" ") + 2 if rest else 1
        if words > longest.get(first, 0):
            longest[first] = words


def _add_row(found: Ranked, row: Row) -> None:
    present = row.type is EntityType.STATE and row.until is None
    weight = row.weight or (0 if row.type in PLACES else BODY_WEIGHT)
    named = (1 if present else 3, -weight, row.key, "name")
    for name in (row.name, *row.aliases):
        _add(found, name, named)
    called = (2 if present else 4, -weight, row.key, "demonym")
    for name in row.demonyms:
        _add(found, name, called)


def _add_capital(found: Ranked, row: Row, state: Row) -> None:
    """A capital ranks by its state too, so that Washington is the city; it also stands for its state, which follows the city itself."""
    if state.type is EntityType.STATE:
        rank = -max(row.weight, state.weight // CAPITAL_SHARE)
        for name in (row.name, *row.aliases):
            _add(found, name, (3, rank, row.key, "name"))
            _add(found, name, (3, rank + 1, state.key, "metonym"))


def _add(found: Ranked, name: str, rank: Rank) -> None:
    found.setdefault(name, []).append(rank)
    if not name.isascii():
        plain = _plain(name)
        if plain != name:
            found.setdefault(plain, []).append(rank)


def _ordered(ranked: list[Rank], rows: dict[str, Row]) -> tuple[Reading, ...]:
    """Readings best first, one for a key; a city goes before the region that is named after it."""
    if len(ranked) == 1:
        return (Reading(ranked[0][2], ranked[0][3]),)
    kinds: dict[str, str] = {}
    for _, _, key, kind in sorted(ranked):
        kinds.setdefault(key, kind)
    keys = list(kinds)
    for city in [key for key in keys if rows[key].type is EntityType.SETTLEMENT]:
        region = rows[city].parent
        if region in kinds and rows[region].type is EntityType.REGION:
            keys.remove(region)
            place = keys.index(city) + 1
            keys.insert(place + (place < len(keys) and kinds[keys[place]] == "metonym"), region)
    return tuple(Reading(key, kinds[key]) for key in keys)


def _plain(name: str) -> str:
    """The name without diacritics ("São Paulo" gives "Sao Paulo")."""
    decomposed = unicodedata.normalize("NFD", name.translate(LETTERS))
    return "".join(letter for letter in decomposed if not unicodedata.combining(letter))
