"""The parts of an article: headline, update lines, byline, dateline, paragraphs, and when it was published."""

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

from kg.ingest.clean import clean
from kg.ingest.published import moment
from kg.model.document import Block, BlockKind, Document
from kg.model.span import Span

_LABELLED = re.compile(
    r"\s*(?P<label>(?:first |last |originally )?(?:published|updated|posted|modified|issued|date))(?: (?:on|at))?"
    r"\s*:?\s*(?P<when>.{6,60})$",
    re.IGNORECASE,
)
_BYLINE = re.compile(r"\s*by (?P<who>[A-Z][\w.'-]+(?: (?:[A-Z][\w.'-]*|and|de|van|von|bin|al)){1,8}),?\s*$", re.IGNORECASE)
_DATELINE = re.compile(
    r"(?:(?P<place>[A-Z][A-Z'.-]+(?:[ ,/]+[A-Z][A-Za-z'.-]+){0,5}),?"
    r"(?: [A-Z][a-z]{2,8}\.? \d{1,2}(?:, \d{4})?| \d{1,2} [A-Z][a-z]{2,8}\.?(?:,? \d{4})?)?"
    r"\s*(?:\([A-Z][\w .]{1,24}\))?|(?P<near>[A-Z][\w'.-]+(?:[ ,/]+[A-Z][\w'.-]+){0,3}) \([A-Z]{2,12}\))"
    r"\s*(?:--?|\u2013|\u2014)\s+(?=\S)"
)
"""A place in capitals, or one before the sign of an agency ("Kabul (AFP) - "); then a dash."""
_SENTENCE_END = re.compile(r"[.!?:;,][\"')\]]*\s*$")
_MAX_HEADLINE = 200
"""Characters; a first paragraph longer than this is running text even without a full stop."""
_HEAD = 400
"""Characters from the start in which a headline, or a line that is only a date, can stand."""


def document(*, id: str, text: str, source: str, title: str | None = None, published: str | None = None, **known: str | None) -> Document:
    """A document with its blocks, its title and its time of publication.

    What is given wins over what the text says. `published` is ISO 8601; `known` are further fields of `Document` (url, outlet, …).
    """
    made = Document(id=id, text=text, source=source, title=title, published=published, **known)  # type: ignore[arg-type]  # only fields
    return with_blocks(made)


def with_blocks(document: Document) -> Document:
    """The document with `blocks`, and with what its furniture says about title, byline and times."""
    text = clean(document.text)
    blocks: list[Block] = []
    found: dict[str, str | None] = {}
    for begin, end in _lines(document.text):
        line = text[begin:end]
        if said := _furniture(line):
            found = {**said, **found}
            blocks.append(Block(span=Span(begin, end), kind=BlockKind.FURNITURE))
            continue
        if begin < _HEAD and len(line) <= 40 and line[-1:].isdigit() and (when := moment(line)):
            found.setdefault("published", when)
        start = begin
        opening = not any(b.kind is BlockKind.BODY and _SENTENCE_END.search(b.span.of(text)) for b in blocks)
        dateline = _DATELINE.match(line) if opening else None
        if dateline and len(line) - dateline.end() > 20:
            found.setdefault("dateline", dateline["place"] or dateline["near"])
            start = begin + dateline.end()
            blocks.append(Block(span=Span(begin, start), kind=BlockKind.FURNITURE))
        blocks.append(Block(span=Span(start, end), kind=BlockKind.BODY))
    blocks = _headline(blocks, text, document.title)
    headline = next((b for b in blocks if b.kind is BlockKind.HEADLINE), None)
    return replace(
        document,
        blocks=tuple(blocks),
        title=document.title or (headline.span.of(document.text) if headline else None),
        published=document.published or found.get("published") or found.get("updated"),
        updated=document.updated or found.get("updated"),
        byline=document.byline or found.get("byline"),
        dateline=document.dateline or found.get("dateline"),
    )


def _furniture(line: str) -> dict[str, str | None] | None:
    """What a line of furniture says, None for running text."""
    if len(line) > 120:
        return None
    if match := _LABELLED.match(line):
        when = moment(match["when"])
        if when:
            label = match["label"].lower()
            return {"updated" if label.startswith(("updated", "last", "modified")) else "published": when}
    if match := _BYLINE.match(line):
        return {"byline": match["who"]}
    return None


def _headline(blocks: list[Block], text: str, title: str | None) -> list[Block]:
    """The blocks with the first marked as headline where it is the title, or short, without a full stop and followed by more."""
    first = next((i for i, b in enumerate(blocks) if b.kind is BlockKind.BODY), None)
    if first is None or sum(b.kind is BlockKind.BODY for b in blocks) < 2:
        return blocks
    line = blocks[first].span.of(text).strip()
    same = title is not None and clean(title).strip() == line
    if same or (
        len(line) <= _MAX_HEADLINE and len(line.split()) >= 3 and not _SENTENCE_END.search(line) and blocks[first].span.begin < _HEAD
    ):
        blocks = [*blocks]
        blocks[first] = replace(blocks[first], kind=BlockKind.HEADLINE)
    return blocks


def _lines(text: str) -> Iterator[tuple[int, int]]:
    """(begin, end) of paragraphs: cut at blank lines, and at newlines unless the text is wrapped there."""
    for paragraph in re.finditer(r"[^\n]*\S[^\n]*(?:\n[^\n]*\S[^\n]*)*", text):
        begin = paragraph.start()
        lines = [(begin + m.start(), begin + m.end()) for m in re.finditer(r"[^\n]+", paragraph.group())]
        widest = max(end - start for start, end in lines)
        start = lines[0][0]
        for (line_begin, line_end), (next_begin, next_end) in pairwise(lines):
            if not _wrapped(text[line_begin:line_end], text[next_begin:next_end], widest):
                yield start, line_end
                start = next_begin
        yield start, lines[-1][1]


def _wrapped(line: str, following: str, widest: int) -> bool:
    """Whether a newline only wraps a sentence: a line of 40 to 120 characters, nearly as wide as the widest, going on in the next."""
    if widest > 120 or len(line) < max(40, 0.7 * widest) or _furniture(line) or _furniture(following):
        return False
    return following[:1].islower() or not _SENTENCE_END.search(line) or len(line) > 0.85 * widest
