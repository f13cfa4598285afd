"""What words do to the factuality of what stands in their scope: `lexicon/factuality.csv`."""

from dataclasses import dataclass
from pathlib import Path

from kg.knowledge.csvtable import rows, wrong
from kg.model.claim import Certainty, Polarity, Tense
from kg.resources import find

COLUMNS = ("lemma", "pos", "argument", "affirmed", "negated", "tense", "example")

Effect = tuple[Polarity, Certainty]
"""Polarity and certainty of what stands in the scope."""

_P, _N = Polarity.POSITIVE, Polarity.NEGATIVE
EFFECTS: dict[str, Effect] = {
    "yes": (_P, Certainty.CERTAIN),
    "no": (_N, Certainty.CERTAIN),
    "probably": (_P, Certainty.PROBABLE),
    "probably not": (_N, Certainty.PROBABLE),
    "maybe": (_P, Certainty.POSSIBLE),
    "maybe not": (_N, Certainty.POSSIBLE),
}
"""The words of the table.

The signatures follow Karttunen's implicatives (1971, 2012): one effect under an affirmed word, one under a negated.
"""

FLIP = "flip"


@dataclass(frozen=True, slots=True)
class Signature:
    """Effects of one word on one argument; `flips` for plain negation; `tense` where the word moves the argument in time."""

    lemma: str
    affirmed: Effect
    negated: Effect
    tense: Tense | None
    flips: bool = False


@dataclass(frozen=True, slots=True)
class Signatures:
    """Signatures by (part of speech, argument, lemma); modifiers by ("modifier", kind, word)."""

    table: dict[tuple[str, str, str], Signature]

    @classmethod
    def load(cls, overlay: Path | None = None) -> "Signatures":
        """The shipped table, or that of the overlay."""
        path = find("lexicon/factuality.csv", overlay)
        table: dict[tuple[str, str, str], Signature] = {}
        for line, (lemma, pos, argument, affirmed, negated, tense, _) in rows(path, COLUMNS):
            if (affirmed not in EFFECTS and affirmed != FLIP) or (negated and negated not in EFFECTS) or (pos, argument, lemma) in table:
                raise wrong(path, line, f"{lemma}: unknown effect, or the row stands twice", f"use {', '.join(EFFECTS)} or {FLIP}")
            if tense and tense not in set(Tense):
                raise wrong(path, line, f"unknown tense {tense}", "use past, present or future")
            effect = EFFECTS.get(affirmed, EFFECTS["yes"])
            table[pos, argument, lemma] = Signature(
                lemma, effect, EFFECTS.get(negated, effect), Tense(tense) if tense else None, flips=affirmed == FLIP
            )
        return cls(table)

    def of(self, pos: str, argument: str, lemma: str) -> Signature | None:
        """The signature of a governor on an argument."""
        return self.table.get((pos, argument, lemma))

    def modifier(self, kind: str, word: str) -> Signature | None:
        """The signature of an adverb, adjective, auxiliary, determiner, preposition or conjunction."""
        return self.table.get(("modifier", kind, word))
