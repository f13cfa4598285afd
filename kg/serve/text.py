"""The text of an article in pieces: passages that claims cite, and in them the words that mention entities."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Span:
    """Characters of the text from `begin` to before `end`, and what they lead to."""

    begin: int
    end: int
    node: str | None = None

    @property
    def name(self) -> str:
        """The fragment that names the span (RFC 5147), as the IRIs of spans have it."""
        return f"char={self.begin},{self.end}"


@dataclass(frozen=True, slots=True)
class Passage:
    """A stretch of text: the names of the spans that begin in it and that it shows whole, and its pieces with the node each leads to."""

    name: str | None
    others: tuple[str, ...]
    pieces: tuple[tuple[str, str | None], ...]


def passages(text: str, cited: Iterable[Span], mentions: Iterable[Span]) -> Iterator[Passage]:
    """The whole text in passages.

    Of cited spans that overlap the first and longest is shown, the others are named at its beginning.
    """
    named = list(mentions)
    done = 0
    for span, others in _apart(cited):
        if span.begin > done:
            yield Passage(None, (), tuple(pieces(text, done, span.begin, named)))
        yield Passage(span.name, tuple(other.name for other in others), tuple(pieces(text, span.begin, span.end, named)))
        done = span.end
    yield Passage(None, (), tuple(pieces(text, done, len(text), named)))


def pieces(text: str, begin: int, end: int, spans: Sequence[Span]) -> Iterator[tuple[str, str | None]]:
    """The text between two places in pieces, each with the node it leads to; of spans within one another the outermost."""
    done = begin
    for span, _ in _apart(span for span in spans if begin <= span.begin and span.end <= end):
        yield text[done : span.begin], None
        yield text[span.begin : span.end], span.node
        done = span.end
    yield text[done:end], None


def _apart(spans: Iterable[Span]) -> Iterator[tuple[Span, list[Span]]]:
    """Spans that do not overlap, in the order of the text, each with those that overlap it and begin later."""
    kept: Span | None = None
    others: list[Span] = []
    for span in sorted(set(spans), key=lambda span: (span.begin, -span.end, span.node or "")):
        if kept is None or span.begin >= kept.end:
            if kept is not None:
                yield kept, others
            kept, others = span, []
        elif (span.begin, span.end) != (kept.begin, kept.end):
            others.append(span)
    if kept is not None:
        yield kept, others
