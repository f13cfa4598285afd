"""HTML pages: the article's text and what the page says about it."""

import json
import re
from collections.abc import Iterator
from html import unescape
from typing import Any

import trafilatura
from lxml import html as lxml_html

from kg.errors import InputError
from kg.ingest.article import document
from kg.ingest.published import moment
from kg.model.document import Document

_PUBLISHED = ("article:published_time", "datePublished", "dc.date.issued", "parsely-pub-date", "sailthru.date", "date")
_UPDATED = ("article:modified_time", "dateModified", "og:updated_time")
_BLOCKS = ("p", "br", "li", "h1", "h2", "h3", "h4", "div", "blockquote", "td", "th", "tr")
"""Elements that are lines of their own."""
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")
"""What XML cannot hold."""


def page(content: bytes, id: str, source: str) -> Document:
    """The article of a page, by trafilatura; offsets are those of the extracted text, which is the document's text.

    Title, publisher, canonical URL, and times with their zone come from the page's metadata; `InputError` where it holds no article.
    """
    found = _extracted(content, with_metadata=True) or _extracted(content, with_metadata=False)
    text = found.text if found else ""
    if not text or not text.strip():
        raise InputError(f"{source}: no article found on the page; save the page of one article, with its text in it")
    tree = lxml_html.fromstring(content)
    said = dict(_metadata(tree))
    return document(
        id=id,
        text=text,
        source=source,
        title=found.title,
        published=_time(said, _PUBLISHED) or found.date,
        updated=_time(said, _UPDATED),
        url=_web(said.get("canonical")) or _web(said.get("og:url")) or _web(found.url),
        outlet=said.get("publisher") or found.sitename,
        byline=found.author,
    )


def _extracted(content: bytes, *, with_metadata: bool) -> Any:
    """What trafilatura finds; dates only from metadata, for one in the text ("annexed in 2014") is not that of the article."""
    return trafilatura.bare_extraction(
        content,
        with_metadata=with_metadata,
        include_comments=False,
        include_tables=False,
        favor_precision=True,
        date_extraction_params={"extensive_search": False, "original_date": True},
    )


def paragraphs(markup: str) -> str:
    """The text of a piece of HTML, such as an entry of a feed: a line a block, no markup."""
    if "<" not in markup:
        return unescape(markup).strip()
    tree = lxml_html.fragment_fromstring(_CONTROL.sub("", markup), create_parent="div")
    for element in tree.iterdescendants(*_BLOCKS):
        element.tail = "\n" + (element.tail or "")
        before, above = element.getprevious(), element.getparent()
        if before is not None:
            before.tail = (before.tail or "") + "\n"
        else:
            above.text = (above.text or "") + "\n"
    lines = (" ".join(line.split()) for line in tree.text_content().split("\n"))
    return "\n\n".join(line for line in lines if line)


def _metadata(tree: Any) -> Iterator[tuple[str, str]]:
    """(name, content) of meta elements, the canonical link and the first article of JSON-LD, later ones winning."""
    for element in tree.iter("meta"):
        name = element.get("property") or element.get("name") or element.get("itemprop")
        if name and element.get("content"):
            yield name, element.get("content")
    for element in tree.iter("link"):
        if element.get("rel") == "canonical" and element.get("href"):
            yield "canonical", element.get("href")
    for element in tree.iter("script"):
        if element.get("type") == "application/ld+json" and (said := [*_json_ld(element.text or "")]):
            yield from said
            return


def _json_ld(text: str) -> Iterator[tuple[str, str]]:
    """Times and publisher of the first article in a block of JSON-LD; a block that is not JSON says nothing."""
    try:
        content = json.loads(text)
    except ValueError:
        return
    items = content.get("@graph", [content]) if isinstance(content, dict) else content
    for item in items if isinstance(items, list) else ():
        if isinstance(item, dict) and "Article" in str(item.get("@type")):
            for name in ("datePublished", "dateModified"):
                if isinstance(item.get(name), str):
                    yield name, item[name]
            publisher = item.get("publisher")
            if isinstance(publisher, str):
                yield "publisher", publisher
            if isinstance(publisher, dict) and isinstance(publisher.get("name"), str):
                yield "publisher", publisher["name"]
            return


def _time(said: dict[str, str], names: tuple[str, ...]) -> str | None:
    for name in names:
        if name in said and (found := moment(said[name])):
            return found
    return None


def _web(url: str | None) -> str | None:
    return url if url and url.startswith(("http://", "https://")) else None
