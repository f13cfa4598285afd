"""Words of time, holidays and zones, as the time tagger reads them."""

from dataclasses import dataclass
from pathlib import Path

from kg.knowledge import zones
from kg.knowledge.csvtable import rows, wrong
from kg.knowledge.zones import Zone
from kg.resources import find

SYMBOLS = {
    "month": "M", "weekday": "W", "unit": "U", "units": "V", "deictic": "D", "part": "P", "season": "S", "number": "N", "ordinal": "O",
    "clock": "K", "ampm": "A", "zone": "Z", "last": "L", "past": "B", "this": "T", "next": "X", "ago": "G", "later": "J", "decade": "E",
    "stage": "R", "frequency": "F", "vague": "I", "determiner": "d", "article": "j", "of": "o", "comma": "c", "hyphen": "h", "to": "t",
    "from": "f",
    "between": "b", "and": "a", "half": "2", "vague_number": "q", "about": "m", "every": "e", "old": "l", "on": "n", "in": "i",
    "same": "s", "that": "x", "quarter": "Q", "plus": "p", "open": "(", "closed": ")", "local": "z",
}  # fmt: skip
"""One letter for each category of word: the grammar of time is written over these."""

LISTS = ("bound", "ahead", "ahead_verb", "aged", "counted", "numbered")
"""Categories that are looked up by themselves and have no letter."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TimeWords:
    """The tables of time words.

    `symbols` and `values` are by lower-case word (zones: by abbreviation); `lists` holds the words of each category of `LISTS` with their
    values; `holidays` are by first word, longest first, as (words, rule); `zones` by abbreviation.
    """

    symbols: dict[str, str]
    values: dict[str, str]
    lists: dict[str, dict[str, str]]
    holidays: dict[str, tuple[tuple[tuple[str, ...], str], ...]]
    zones: dict[str, tuple[Zone, ...]]

    @classmethod
    def load(cls, overlay: Path | None = None) -> "TimeWords":
        """The shipped tables, or those of the overlay."""
        symbols: dict[str, str] = {}
        values: dict[str, str] = {}
        lists: dict[str, dict[str, str]] = {name: {} for name in LISTS}
        path = find("lexicon/time_words.csv", overlay)
        for line, (word, category, value, _) in rows(path, ("word", "category", "value", "example")):
            if category in lists:
                lists[category][word] = value
            elif category not in SYMBOLS:
                raise wrong(path, line, f"unknown category {category}", f"use one of {', '.join(sorted((*SYMBOLS, *LISTS)))}")
            elif word in symbols:
                raise wrong(path, line, f"{word} stands twice", "give it one category")
            else:
                symbols[word] = SYMBOLS[category]
                values[word] = value
        known = zones.load(overlay)
        symbols.update(dict.fromkeys(known, SYMBOLS["zone"]))
        return cls(symbols=symbols, values=values, lists=lists, holidays=_holidays(overlay), zones=known)


def _holidays(overlay: Path | None) -> dict[str, tuple[tuple[tuple[str, ...], str], ...]]:
    found: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    for _, (name, rule, _) in rows(find("lexicon/holidays.csv", overlay), ("name", "rule", "example")):
        words = tuple(name.replace("'", " '").split())
        found.setdefault(words[0], []).append((words, rule))
    return {first: tuple(sorted(entries, key=lambda e: (-len(e[0]), e[0]))) for first, entries in found.items()}
