"""Names and tables as text."""

import csv
import re
import unicodedata
from pathlib import Path

HERE = Path(__file__).resolve().parent.parent
HEADER = [
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
]
FACT = ["subject", "predicate", "object", "office", "since", "until", "source"]
SIGNS = "\u2019\u2018\u02bc\u02bb"
"""Curly quotation marks and the letters that GeoNames writes for ayin and hamza."""
LETTERS = str.maketrans({"ø": "o", "Ø": "O", "ł": "l", "Ł": "L", "đ": "d", "Đ": "D", "ß": "ss", "\u0131": "i", "ə": "a"})


def by_hand(name):
    """Rows of a table in `by_hand/`."""
    with (HERE / "by_hand" / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, strict=True))


def write(name, columns, rows):
    """Write a generated table; a column that a row lacks stays empty."""
    with (HERE / name).open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(columns)
        writer.writerows([row.get(column, "") for column in columns] for row in rows)


def plain(name):
    """The name without diacritics."""
    decomposed = unicodedata.normalize("NFD", straight(name).translate(LETTERS))
    return "".join(letter for letter in decomposed if not unicodedata.combining(letter))


def straight(name):
    """The name with straight apostrophes, single spaces and composed letters."""
    return " ".join(unicodedata.normalize("NFC", name).translate(dict.fromkeys(map(ord, SIGNS), "'")).split())


def slug(name):
    """The name as part of a key."""
    return re.sub(r"[^a-z0-9]+", "-", plain(name).lower()).strip("-")


def parts(cell):
    """The names in a list cell."""
    return (cell or "").split("|")


def listed(*groups):
    """The names of all groups, once each, in order, without a leading article."""
    found = {re.sub(r"^[Tt]he ", "", straight(name)): None for group in groups for name in group}
    return [name for name in found if name]


def cell(names, *without):
    """A list cell of names."""
    return "|".join(name for name in names if name not in without)
