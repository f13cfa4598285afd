"""RSS and Atom files: a document for each entry that has text."""

import re
from collections.abc import Iterator
from typing import Any

import feedparser

from kg.errors import InputError
from kg.ingest.article import document
from kg.ingest.failure import Failure
from kg.ingest.html import paragraphs
from kg.ingest.published import moment
from kg.model.document import Document


def entries(content: bytes, id: str, source: str) -> Iterator[Document | Failure]:
    """The entries of a feed, in its order; an entry without text is a failure of its own. `InputError` where the file is no feed."""
    if not content.strip():
        raise InputError(f"{source}: the file is empty; give it a feed")
    found = feedparser.parse(content, response_headers={"content-type": "application/xml; charset=utf-8"})
    if not found.version:
        raise InputError(f"{source}: XML, but no RSS or Atom feed; give a feed, or the articles as text or HTML")
    outlet = found.feed.get("title")
    cut = bool(found.bozo) and not re.search(rb"</(?:\w+:)?(?:rss|feed|rdf)\s*>\s*$", content, re.IGNORECASE)
    for number, entry in enumerate(found.entries, 1):
        if cut and number == len(found.entries):
            break  # what is left of an entry is not the entry
        place = f"{source}#{number}"
        text = _text(entry)
        if not text:
            reason = f"{place}: the entry has no text; feeds that only link to articles need the articles themselves"
            yield Failure(source=place, reason=reason)
            continue
        yield document(
            id=f"{id}-{number}",
            text=text,
            source=place,
            title=entry.get("title"),
            published=_time(entry, "published"),
            updated=_time(entry, "updated"),
            url=entry.get("link"),
            outlet=outlet,
            byline=entry.get("author"),
        )
    if cut:
        yield Failure(source=source, reason=f"{source}: the feed ends too soon, its last entry is left out; fetch it again")


def _text(entry: Any) -> str:
    """The fullest text of an entry."""
    candidates = [part.get("value", "") for part in entry.get("content", ())] + [entry.get("summary", "")]
    return max((paragraphs(markup) for markup in candidates if markup), key=len, default="")


def _time(entry: Any, name: str) -> str | None:
    """A time that the entry itself gives; feedparser would offer the one for the other."""
    words = dict.get(entry, name)
    return moment(words) if words else None
