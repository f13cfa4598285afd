"""A named span on its way to a mention."""

from dataclasses import dataclass

from kg.knowledge.gazetteer import Reading
from kg.model.entity import EntityType


@dataclass(slots=True)
class Name:
    """A named span on its way to a mention: tokens `first`..`last`, spaCy's label ("" where it has none), the gazetteer's readings.

    `part` is the number of characters of a single token that belong to the name (None for all), for "U.S.-led". `type` and `kind` are
    decided last.
    """

    first: int
    last: int
    text: str
    label: str
    readings: tuple[Reading, ...]
    type: EntityType | None = None
    kind: str = "name"
    part: int | None = None
    nested: bool = False
    longer: int = 0
    """Tokens in lower case behind the name that the tables count to it ("Kursk" + "region"); `phrase` are the readings of the whole."""
    phrase: tuple[Reading, ...] = ()
    known: bool = False
    """Whether the best reading is a place or a people, which no ordinary word is."""


def without_article(word: str) -> str:
    """An Arabic surname without the article that papers write or leave out: "al-Sharaa"."""
    return word.removeprefix("al-").removeprefix("el-")
