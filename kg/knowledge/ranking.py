"""Which row a name means first: readings of every name, best first."""

import unicodedata
from collections.abc import Iterable

from kg.knowledge.rows import Reading, Row
from kg.model.entity import PLACES, EntityType

BODY_WEIGHT = 500_000
"""Rank of a body without a weight among places of the same name: below a city of that many inhabitants."""
PLACE_WEIGHT = 1_000_000
"""Rank of a sea, mountain, island or macro-region without a weight; the table has only those that news names."""
CAPITAL_SHARE = 10
"""A capital ranks like a city with this part of its state's inhabitants, where it has fewer: Washington is the city."""
LETTERS = str.maketrans(
    {"ø": "o", "Ø": "O", "ł": "l", "Ł": "L", "đ": "d", "Đ": "D", "ß": "ss", "æ": "ae", "Æ": "Ae", "\u0131": "i", "ə": "a", "Ə": "A"}
)
STATE, NATION, OTHER, PEOPLE, SEAT = range(5)
"""Tiers: name of a present state; its demonym; other names and capitals as metonyms; other demonyms; seats."""

Rank = tuple[int, int, str, str]
"""Tier, negative weight, key and kind of a reading."""
Ranked = dict[str, list[Rank]]


def readings(rows: dict[str, Row], capitals: dict[str, str], seats: Iterable[tuple[str, str]]) -> dict[str, tuple[Reading, ...]]:
    """Readings by name, best first: names and demonyms of the rows, capitals and seats (name, key) as metonyms.

    Names with diacritics are there without them too. `capitals`: key of the state by key of its capital.
    """
    found: Ranked = {}
    for row in rows.values():
        _add_row(found, row)
        if row.key in capitals:
            _add_capital(found, row, rows[capitals[row.key]])
    for name, key in seats:
        _add(found, name, (SEAT, 0, key, "metonym"))
    return {name: _ordered(ranked, rows) for name, ranked in found.items()}


def longest(names: Iterable[str]) -> dict[str, int]:
    """For the first word of any name, the number of words of the longest name that begins with it."""
    found: dict[str, int] = {}
    for name in names:
        first, _, rest = name.partition(" ")
        words = rest.count(" ") + 2 if rest else 1
        if words > found.get(first, 0):
            found[first] = words
    return found


def _add_row(found: Ranked, row: Row) -> None:
    present = row.type is EntityType.STATE and row.until is None
    weight = row.weight or (PLACE_WEIGHT if row.type is EntityType.PLACE else 0 if row.type in PLACES else BODY_WEIGHT)
    named = (STATE if present else OTHER, -weight, row.key, "name")
    for name in (row.name, *row.aliases):
        _add(found, name, named)
    called = (NATION if present else PEOPLE, -weight, row.key, "demonym")
    for name in row.demonyms:
        _add(found, name, called)


def _add_capital(found: Ranked, row: Row, state: Row) -> None:
    """A capital also stands for its state; that reading follows the city itself."""
    if state.type is EntityType.STATE:
        rank = -max(row.weight, state.weight // CAPITAL_SHARE)
        for name in (row.name, *row.aliases):
            _add(found, name, (OTHER, rank, row.key, "name"))
            _add(found, name, (OTHER, rank + 1, state.key, "metonym"))


def _add(found: Ranked, name: str, rank: Rank) -> None:
    found.setdefault(name, []).append(rank)
    if not name.isascii():
        plain = _plain(name)
        if plain != name:
            found.setdefault(plain, []).append(rank)
    elif name.endswith(".") and "." in name[:-1]:
        found.setdefault(name[:-1], []).append(rank)  # the last dot of "U.S." at the end of a sentence is the sentence's


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
