"""Time expressions of a document, with EDTF values measured from its publication.

A sentence is written as one letter a token, a grammar over the letters finds the expressions, a rule each gives the value.
What cannot be known stays None: the publication day is never put in the place of an unknown date.
"""

import datetime
from collections.abc import Iterator
from dataclasses import replace

from kg.annotate.parse import Parse, Sentence, Token
from kg.annotate.stage import Draft, Stage
from kg.annotate.time_grammar import GRAMMAR, letters
from kg.annotate.time_piece import Context, Piece, Value, note
from kg.annotate.time_values import value
from kg.knowledge.calendar import TimeWords
from kg.model.document import Document
from kg.model.span import Span
from kg.model.time import TimeBound, TimeExpression, TimeKind, is_day

_HEAD = 600
"""Characters from the start within which a line that is only a date dates a document of unknown publication."""

_PEOPLE = frozenset({"April", "August", "June", "May"})
"""Months that people are called, too."""
_BRING = frozenset({"see", "bring", "mark", "come", "pass", "begin", "end"})
"""Verbs that a month may be the subject of."""

Found = tuple[int, int, Value]
"""First and last token of an expression, and its value."""


def stage(words: TimeWords) -> Stage:
    """The stage."""
    return Stage(
        name="times",
        requires=frozenset({"parse"}),
        assigns=frozenset({"times"}),
        run=lambda draft: replace(draft, times=find(draft, words)),
    )


def find(draft: Draft, words: TimeWords) -> tuple[TimeExpression, ...]:
    """The time expressions in text order."""
    context = _context(draft.document, words)
    if context.anchor is None:
        context.anchor = _date_line(draft.parse, words)
    found = [item for sentence in draft.parse.sentences for item in _sentence(sentence, context) if not _acts(item, draft.parse)]
    return tuple(_expression(draft.parse, item, number, words) for number, item in enumerate(found, 1))


def _acts(found: Found, parse: Parse) -> bool:
    """Whether a month is the subject of a verb, so that it is somebody's name: "May had agreed", not "May saw four raids"."""
    first, last, _ = found
    word = parse.tokens[first]
    return (
        first == last
        and word.text in _PEOPLE
        and word.dep in ("nsubj", "nsubjpass", "aux")
        and word.head.pos == "VERB"
        and word.head.lemma not in _BRING
    )


def _context(document: Document, words: TimeWords) -> Context:
    """The anchor in the document's own zone."""
    published = document.published
    if not published or not is_day(published[:10]):
        return Context(words=words, anchor=None)
    zone = published[-6:] if len(published) > 10 and published[-6] in "+-" else "+00:00" if published.endswith("Z") else None
    return Context(words=words, anchor=datetime.date.fromisoformat(published[:10]), zone=zone)


def _date_line(parse: Parse, words: TimeWords) -> datetime.date | None:
    """The day that a line near the start gives, where the line is nothing but a full date."""
    for sentence in parse.sentences:
        if sentence.tokens[0].begin > _HEAD:
            return None
        if len(sentence.tokens) <= 6:
            for first, last, (found, _) in _sentence(sentence, Context(words=words, anchor=None)):
                rest = [t for t in sentence.tokens if not first <= t.i <= last and t.pos != "PUNCT"]
                if is_day(found) and not rest:
                    return datetime.date.fromisoformat(found or "")
    return None


def _sentence(sentence: Sentence, context: Context) -> list[Found]:
    """The expressions of a sentence, ranges joined."""
    written = letters(sentence.tokens, context.words)
    if not written:
        return []
    return list(_joined(list(_scan(sentence, written, context)), sentence))


def _scan(sentence: Sentence, written: str, context: Context) -> Iterator[Found]:
    """The expressions of a sentence from left to right; a form that turns out to be no time is tried again one token on."""
    place = 0
    while match := GRAMMAR.search(written, place):
        tokens = sentence.tokens[match.start() : match.end()]
        found = value(match.lastgroup or "", Piece(match.group(), tokens, context))
        if found is None:
            place = match.start() + 1
            continue
        note(context, found[0])
        first, last = tokens[0].i, tokens[-1].i
        yield first, last, found
        place = match.end()


def _joined(found: list[Found], sentence: Sentence) -> Iterator[Found]:
    """As in "from A to B" and "between A and B" as one interval."""
    start, i = sentence.tokens[0].i, 0
    while i < len(found):
        first, last, (begin, kind) = found[i]
        if i + 1 < len(found) and kind is TimeKind.DATE:
            next_first, next_last, (end, next_kind) = found[i + 1]
            opening = sentence.tokens[first - start - 1].lower if first > start else ""
            middle = sentence.tokens[last - start + 1].lower if next_first == last + 2 else ""
            spanned = (opening, middle) in (("from", "to"), ("from", "until"), ("from", "through"), ("between", "and"))
            if spanned and next_kind is TimeKind.DATE and (interval := _interval(begin, end)):
                yield first - 1, next_last, (interval, TimeKind.DATE)
                i += 2
                continue
        yield found[i]
        i += 1


def _interval(begin: str | None, end: str | None) -> str | None:
    """One interval from the beginning of the first to the end of the last, None where it would run backwards."""
    if not begin or not end:
        return None
    first, last = begin.partition("/")[0], end.rpartition("/")[2]
    return f"{first}/{last}" if first[: len(last)] <= last[: len(first)] and first != last else None


def _expression(parse: Parse, item: Found, number: int, words: TimeWords) -> TimeExpression:
    first, last, (found, kind) = item
    span: Span = parse.span(first, last)
    return TimeExpression(
        id=f"t{number}", span=span, text=parse.words(span), value=found, kind=kind, bound=_bound(parse.tokens[first], parse, words, kind)
    )


def _bound(token: Token, parse: Parse, words: TimeWords, kind: TimeKind) -> TimeBound | None:
    """The side on which the preposition before a date opens it."""
    if token.i == 0 or kind not in (TimeKind.DATE, TimeKind.TIME):
        return None
    before = parse.tokens[token.i - 1]
    if before.sentence is not token.sentence or (before.pos == "ADV" and before.lower == "before"):
        return None
    name = words.lists["bound"].get(before.lower)
    return TimeBound(name) if name else None
