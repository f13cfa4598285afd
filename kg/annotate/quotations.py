"""Stretches in quotation marks, over sentences and paragraphs."""

from dataclasses import dataclass

from kg.annotate.parse import Parse, Token

MARKS = frozenset({'"', "''", "``"})


@dataclass(frozen=True, slots=True)
class Quotation:
    """Tokens `first` to `last`, the marks included; `goes_on` where the mark was left open because the next paragraph continues."""

    first: int
    last: int
    goes_on: bool = False

    def holds(self, i: int) -> bool:
        """Whether a token lies inside, the marks included."""
        return self.first <= i <= self.last


def find(parse: Parse) -> tuple[Quotation, ...]:
    """The quotations in text order.

    A mark opens or closes by the spaces around it, or in turn where they do not tell. A quotation ends with its paragraph; one whose
    closing mark is missing while the next paragraph begins with a mark is taken to go on there, as newspapers print it.
    """
    found: list[Quotation] = []
    opened: int | None = None
    paragraph = -1
    for token in parse.tokens:
        if token.sentence.paragraph != paragraph:
            if opened is not None:
                _close_at_end(found, opened, token, goes_on=token.text in MARKS)
                opened = None
            paragraph = token.sentence.paragraph
        if token.text not in MARKS:
            continue
        if opened is None:
            opened = token.i if not _closes(token, parse.text) else None
        elif not _opens(token, parse.text):
            if token.i - opened > 1:
                found.append(Quotation(opened, token.i))
            opened = None
        else:
            opened = token.i
    return tuple(found)


def _close_at_end(found: list[Quotation], opened: int, following: Token, *, goes_on: bool) -> None:
    """A quotation left open at the end of its paragraph counts only where the next one goes on."""
    if goes_on and following.i - opened > 1:
        found.append(Quotation(opened, following.i - 1, goes_on=True))


def _opens(token: Token, text: str) -> bool:
    """A space or bracket before, none behind."""
    before, behind = text[token.begin - 1 : token.begin], text[token.end : token.end + 1]
    return (
        (not before or before.isspace() or before in "([-\u2014\u2013")
        and bool(behind)
        and not behind.isspace()
        and behind not in ",.;:!?)"
    )


def _closes(token: Token, text: str) -> bool:
    """No space before, a space, a stop or nothing behind."""
    before, behind = text[token.begin - 1 : token.begin], text[token.end : token.end + 1]
    return (
        bool(before)
        and not before.isspace()
        and before not in "([-\u2014\u2013"
        and (not behind or behind.isspace() or behind in ",.;:!?)")
    )
