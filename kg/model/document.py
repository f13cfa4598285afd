"""Articles."""

import hashlib
from dataclasses import dataclass
from enum import StrEnum

from kg.model.span import Span


class BlockKind(StrEnum):
    """What a stretch of an article is."""

    HEADLINE = "headline"
    BODY = "body"
    FURNITURE = "furniture"


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """A stretch of text that no sentence crosses; furniture ("Updated …", bylines, datelines) is not parsed."""

    span: Span
    kind: BlockKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """One article, its text unchanged.

    `published` and `updated` are ISO 8601 with the zone the source gives (a bare date where it gives no more).
    `blocks` cut the text into headline, paragraphs and furniture; they are derived from the text and not written to the annotations file.
    """

    id: str
    text: str
    source: str
    title: str | None = None
    published: str | None = None
    updated: str | None = None
    language: str = "en"
    url: str | None = None
    outlet: str | None = None
    byline: str | None = None
    dateline: str | None = None
    also: tuple[str, ...] = ()
    blocks: tuple[Block, ...] = ()

    @property
    def digest(self) -> str:
        """SHA-256 of the text in UTF-8, hexadecimal: the identity of the document."""
        return hashlib.sha256(self.text.encode("utf-8")).hexdigest()
