"""Persons of the gazetteer by surname and by spelling: what a name that stands in no table may still mean."""

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field

from kg.knowledge.gazetteer import Gazetteer, Row
from kg.model.entity import EntityType

FAMILY_FIRST = frozenset({"CN", "KP", "KR", "TW", "HK", "VN", "KH"})
"""Countries whose people news names family name first."""
SOUNDS = tuple(
    (pair.split(">")[0], pair.split(">")[1])
    for pair in [
        "tch>c",
        "sch>s",
        "tsch>c",
        "zh>j",
        "dzh>j",
        "dj>j",
        "kh>k",
        "gh>k",
        "qu>k",
        "ch>c",
        "sh>s",
        "ph>f",
        "th>t",
        "dh>d",
        "q>k",
        "g>k",
        "w>v",
        "yj>i",
        "yy>i",
        "iy>i",
        "ij>i",
        "ey>i",
        "ei>i",
        "ee>i",
        "y>i",
        "ou>u",
        "oo>u",
        "ts>c",
    ]
)
"""Letters that transliterations of one sound use, in the order in which they are replaced."""
VOWELS = str.maketrans("eou", "aaa")


@dataclass(slots=True)
class Persons:
    """Keys of persons by surname as written without accents, and by the sounds of the full name."""

    by_surname: dict[str, tuple[str, ...]] = field(default_factory=dict)
    by_sound: dict[str, tuple[str, ...]] = field(default_factory=dict)

    @classmethod
    def of(cls, gazetteer: Gazetteer) -> "Persons":
        """The index of a gazetteer's persons."""
        surnames: dict[str, dict[str, None]] = {}
        sounds: dict[str, dict[str, None]] = {}
        for row in gazetteer.rows.values():
            if row.type is not EntityType.PERSON:
                continue
            for name in (row.name, *row.aliases):
                if " " in name:
                    surnames.setdefault(plain(surname(name, row.country)), {})[row.key] = None
                    sounds.setdefault(sound(name), {})[row.key] = None
        return cls(_frozen(surnames), _frozen(sounds))


def _frozen(index: Mapping[str, Mapping[str, None]]) -> dict[str, tuple[str, ...]]:
    return {name: tuple(keys) for name, keys in index.items()}


def surname(name: str, country: str | None) -> str:
    """The family name: the first word of East Asian names, else the last word ("van der Bellen" gives Bellen)."""
    words = name.split(" ")
    if country in FAMILY_FIRST and len(words) in (2, 3):
        return words[0]
    return words[-2] if words[-1] in ("Jr.", "Jr", "Sr.", "II", "III") and len(words) > 2 else words[-1]


def plain(name: str) -> str:
    """The name without accents."""
    if name.isascii():
        return name
    return "".join(c for c in unicodedata.normalize("NFD", name) if not unicodedata.combining(c))


def sound(name: str) -> str:
    """The sounds of a name as far as transliterations agree: "Muammar Gaddafi" and "Moammar Qadhafi" are alike.

    Vowels inside words are merged to one, doubled letters are single, articles and middle initials are left out.
    """
    words = plain(name).lower().replace("-", " ").replace("'", "").split()
    return " ".join(_word_sound(w) for w in words if w not in ("al", "el") and not (len(w) <= 2 and w.endswith(".")))


def _word_sound(word: str) -> str:
    for letters, one in SOUNDS:
        word = word.replace(letters, one)
    merged = word.translate(VOWELS)
    return "".join(c for c, before in zip(merged, " " + merged, strict=False) if c != before)


def row_surname(row: Row) -> str:
    """The family name of a person's row without accents."""
    return plain(surname(row.name, row.country))
