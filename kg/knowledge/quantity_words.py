"""Words of number and of its bounds."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from kg.knowledge.csvtable import rows, wrong
from kg.resources import find

KINDS = frozenset({"number", "multiple", "plural", "vague", "fraction", "lower", "upper", "about", "nearly", "between", "plus"})


@dataclass(frozen=True, slots=True, kw_only=True)
class QuantityWord:
    """One row of `quantity_words.csv`: `kind` is what the word does, `value` the number it gives or multiplies by."""

    kind: str
    value: float | None


QuantityWords = Mapping[str, QuantityWord]


def load(overlay: Path | None = None) -> QuantityWords:
    """The words of the table; a wrong row raises ResourceError."""
    path = find("lexicon/quantity_words.csv", overlay)
    found = {}
    for line, (word, kind, value, _example) in rows(path, ("word", "kind", "value", "example")):
        if kind not in KINDS:
            raise wrong(path, line, f"kind {kind!r}", f"use one of {', '.join(sorted(KINDS))}")
        found[word] = QuantityWord(kind=kind, value=float(value) if value else None)
    return found
