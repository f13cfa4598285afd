"""Persons of the gazetteer by surname and by spelling: what a name that stands in no table may still mean."""

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field

from kg.knowledge.gazetteer import Gazetteer, Row
from kg.model.entity import EntityType

FAMILY_FIRST = frozenset({"CN", "KP", "KR", "TW", "HK", "VN", "KH"})
"""Countries whose people news names family name first."""
SOUNDS = (
    ("tch", "c"), ("sch", "s"), ("tsch", "c"), ("zh", "j"), ("dzh", "j"), ("dj", "j"), ("kh", "k"), ("gh", "k"), ("qu", "k"), ("ch", "c"), ("sh", "s"), ("ph", "f"),
    ("th", "t"), ("dh", "d"), ("q", "k"), ("g", "k"), ("w", "v"), ("yj", "i"), ("yy", "i"), ("iy", "i"), ("ij", "i"), ("ey", "i"), ("ei", "i"), ("ee", "i"), ("y", "i"), ("ou", "u"), ("oo", "u"), ("ts", "c"),
)  # fmt: skip
"""Letters that transliterations of one sound use, in the order in which they are replaced."""


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
    """The family name: the first word in East Asian names, else the last word with the particles before it ("van der Bellen" gives Bellen)."""
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
    """The sounds of a name as far as transliterations agree on them: "Zelenskyy" and "Zelensky", "Muammar Gaddafi" and "Moammar Qadhafi" are alike.

    Vowels inside words are merged to one, doubled letters are single, articles and middle initials are left out.
    """
    words = []
    for word in plain(name).lower().replace("-", " ").replace("'", "").split():
        if word in ("al", "el") or (len(word) <= 2 and word.endswith(".")):
            continue
        for letters, one in SOUNDS:
            word = word.replace(letters, one)
        out = ""
        for c in word:
            c = "a" if c in "aeou" else c
            if not out or out[-1] != c:
                out += c
        words.append(out)
    return " ".join(words)


def row_surname(row: Row) -> str:
    """The family name of a person's row without accents."""
    return plain(surname(row.name, row.country))
