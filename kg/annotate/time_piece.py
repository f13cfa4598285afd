"""One expression of time in its document: letters, tokens, and what it is measured from."""

import re
from dataclasses import dataclass

from kg.annotate import time_calendar as cal
from kg.annotate.parse import Token
from kg.annotate.time_direction import direction
from kg.knowledge.calendar import TimeWords
from kg.model.time import TimeKind, is_day

Value = tuple[str | None, TimeKind]

DATE, TIME, DURATION, SET = TimeKind.DATE, TimeKind.TIME, TimeKind.DURATION, TimeKind.SET


@dataclass(slots=True, kw_only=True)
class Context:
    """What a document's expressions are measured from: the day and zone of publication, and the last day and year that the text named."""

    words: TimeWords
    anchor: cal.Date | None
    zone: str | None = None
    country: str | None = None
    named_day: cal.Date | None = None
    named_year: int | None = None


@dataclass(frozen=True, slots=True)
class Piece:
    """One expression: its letters, its tokens and the document's context."""

    letters: str
    tokens: list[Token]
    context: Context

    def at(self, letter: str) -> Token | None:
        """The first token with that letter."""
        i = self.letters.find(letter)
        return self.tokens[i] if i >= 0 else None

    def word(self, letter: str) -> str:
        """The first token with that letter in lower case; empty where there is none."""
        token = self.at(letter)
        return token.lower if token else ""

    def worth(self, letter: str) -> str:
        """The value that the table gives the first token with that letter."""
        token = self.at(letter)
        return self.context.words.values.get(token.lower, "") if token else ""

    def number(self, letter: str) -> int:
        """The whole number of the first token with that letter: numerals, ordinals, table words."""
        token = self.at(letter)
        if token is None:
            return 0
        digits = re.sub(r"\D", "", token.lower)
        return int(digits or self.worth(letter) or 0)

    def year(self) -> int | None:
        """The year that is written out."""
        return self.number("Y") or None

    def towards(self) -> int:
        """Past, open or future by the clause around the head of the expression."""
        inside = {t.i for t in self.tokens}
        head = next((t for t in self.tokens if t.head.i not in inside), self.tokens[-1])
        return direction(head, self.context.words)

    def side(self) -> int:
        """Past, this or next, where a word of the expression says so; past is -1."""
        return -1 if "L" in self.letters or "B" in self.letters else 1 if "X" in self.letters else 0


def note(context: Context, found: str | None) -> None:
    """Remember the day and the year that an expression named."""
    if not found or found.startswith("P"):
        return
    if is_day(found[:10]) and "/" not in found:
        context.named_day = cal.Date.fromisoformat(found[:10])
    if found[:4].isdigit():
        context.named_year = int(found[:4])
