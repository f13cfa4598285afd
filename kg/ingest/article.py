"""An article's furniture: headline, update lines, publication time, paragraphs (bootstrap: paragraphs only)."""

import re

from kg.model.document import Block, BlockKind, Document
from kg.model.span import Span


def document(*, id: str, text: str, source: str, title: str | None = None, published: str | None = None) -> Document:
    """A document with its blocks."""
    blocks = [
        Block(span=Span(m.start(), m.end()), kind=BlockKind.BODY)
        for m in re.finditer(r"[^\n]+(?:\n(?!\s*\n)[^\n]+)*", text)
        if m.group().strip()
    ]
    return Document(id=id, text=text, source=source, title=title, published=published, blocks=tuple(blocks))
