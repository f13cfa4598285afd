"""Pages, feeds, archives and compressed files."""

import gzip
import io
import json
from pathlib import Path

import pytest
import zstandard
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from kg.ingest.failure import Failure
from kg.ingest.html import paragraphs
from kg.ingest.read import read
from kg.model.document import Document

BODY = (
    "The parliament of Norland approved a treaty on the river Vesk on Monday after a debate of nine hours.",
    "The prime minister said that the vote was a victory for both banks of the river, and thanked the opposition for its support.",
    "Fishermen in the delta had asked for the treaty for more than ten years, and their union said it was relieved.",
)

PAGE = f"""<!DOCTYPE html><html lang="en"><head><title>Treaty approved - Norland Times</title>
<meta property="og:title" content="Treaty approved"><meta property="og:site_name" content="Norland Times">
<meta property="article:published_time" content="2031-05-05T18:30:00+02:00">
<meta property="article:modified_time" content="2031-05-05T20:00:00+02:00">
<link rel="canonical" href="https://times.example/treaty"></head><body><nav><a href="/">Home</a> <a href="/sport">Sport</a></nav>
<article><h1>Treaty approved</h1>{"".join(f"<p>{p}</p>" for p in BODY)}</article>
<footer>All rights reserved by the paper.</footer></body></html>"""

FEED = f"""<?xml version="1.0" encoding="UTF-8"?><rss version="2.0"><channel><title>Norland Times</title><link>https://times.example/</link>
<item><title>Treaty approved</title><link>https://times.example/treaty</link><pubDate>Mon, 05 May 2031 18:30:00 +0200</pubDate>
<description>&lt;p&gt;{BODY[0]}&lt;/p&gt;&lt;p&gt;{BODY[1]}&lt;/p&gt;</description></item>
<item><title>Only a link</title><link>https://times.example/other</link></item></channel></rss>"""


def documents(path: Path, **fields: str) -> list[Document]:
    found = list(read([str(path)], fields))
    assert all(isinstance(item, Document) for item in found), found
    return [item for item in found if isinstance(item, Document)]


def archive(*responses: tuple[str, str, str], gz: bool) -> bytes:
    """A WARC file of responses: status, content type, content."""
    stream = io.BytesIO()
    writer = WARCWriter(stream, gzip=gz)
    for number, (status, kind, content) in enumerate(responses):
        headers = StatusAndHeaders(status, [("Content-Type", kind)], protocol="HTTP/1.1")
        url, payload = f"https://times.example/{number}", io.BytesIO(content.encode())
        writer.write_record(writer.create_warc_record(url, "response", payload=payload, http_headers=headers))
    return stream.getvalue()


def test_a_page(tmp_path: Path) -> None:
    (tmp_path / "treaty.html").write_text(PAGE, encoding="utf-8")
    (made,) = documents(tmp_path / "treaty.html")
    assert all(part in made.text for part in BODY)
    assert "Sport" not in made.text
    assert "rights reserved" not in made.text
    assert (made.title, made.outlet, made.url) == ("Treaty approved", "Norland Times", "https://times.example/treaty")
    assert (made.published, made.updated) == ("2031-05-05T18:30:00+02:00", "2031-05-05T20:00:00+02:00")


def test_a_page_without_an_article(tmp_path: Path) -> None:
    (tmp_path / "empty.html").write_text("<html><body><p></p></body></html>", encoding="utf-8")
    (failure,) = read([str(tmp_path / "empty.html")])
    assert isinstance(failure, Failure)
    assert "no article" in failure.reason


def test_a_feed(tmp_path: Path) -> None:
    (tmp_path / "news.rss").write_text(FEED, encoding="utf-8")
    first, second = read([str(tmp_path / "news.rss")])
    assert isinstance(first, Document)
    assert first.text == f"{BODY[0]}\n\n{BODY[1]}"
    assert (first.id, first.published, first.outlet, first.url) == (
        "news-1",
        "2031-05-05T18:30:00+02:00",
        "Norland Times",
        "https://times.example/treaty",
    )
    assert isinstance(second, Failure)
    assert second.source == "news.rss#2"


def test_xml_that_is_no_feed(tmp_path: Path) -> None:
    (tmp_path / "note.xml").write_text("<note>nothing</note>", encoding="utf-8")
    (failure,) = read([str(tmp_path / "note.xml")])
    assert isinstance(failure, Failure)
    assert "no RSS or Atom" in failure.reason


@pytest.mark.parametrize("suffix", [".gz", ".zst"])
def test_compressed_files(tmp_path: Path, suffix: str) -> None:
    pack = gzip.compress if suffix == ".gz" else zstandard.ZstdCompressor().compress
    lines = "".join(json.dumps({"id": f"n{i}", "text": part}) + "\n" for i, part in enumerate(BODY))
    (tmp_path / f"news.jsonl{suffix}").write_bytes(pack(lines.encode()))
    (tmp_path / f"one.txt{suffix}").write_bytes(pack(BODY[0].encode()))
    assert [d.text for d in documents(tmp_path / f"news.jsonl{suffix}")] == list(BODY)
    assert documents(tmp_path / f"one.txt{suffix}")[0].id == "one"
    assert len(documents(tmp_path)) == len(BODY) + 1


def test_a_compressed_file_cut_short(tmp_path: Path) -> None:
    (tmp_path / "news.txt.gz").write_bytes(gzip.compress(BODY[0].encode())[:-10])
    (failure,) = read([str(tmp_path / "news.txt.gz")])
    assert isinstance(failure, Failure)
    assert "ends too soon" in failure.reason


@pytest.mark.filterwarnings(
    "ignore::ResourceWarning", "ignore::pytest.PytestUnraisableExceptionWarning"
)  # warcio's writer leaves its buffers open
def test_a_web_archive(tmp_path: Path) -> None:
    pages = [
        ("200 OK", "text/html; charset=utf-8", PAGE),
        ("200 OK", "image/png", "x"),
        ("200 OK", "text/html", "<html><body></body></html>"),
    ]
    (tmp_path / "crawl.warc.gz").write_bytes(archive(*pages, gz=True))
    first, second = read([str(tmp_path / "crawl.warc.gz")])
    assert isinstance(first, Document)
    assert first.id == "crawl-1"
    assert isinstance(second, Failure)
    assert second.source == "crawl.warc.gz#2"


def test_other_names_of_fields(tmp_path: Path) -> None:
    (tmp_path / "dump.jsonl").write_text(json.dumps({"key": "k1", "body": BODY[0], "date": "5 May 2031"}) + "\n", encoding="utf-8")
    (made,) = documents(tmp_path / "dump.jsonl", id="key", text="body", published="date")
    assert (made.id, made.text, made.published) == ("k1", BODY[0], "2031-05-05")


def test_markup_becomes_lines() -> None:
    assert paragraphs("<p>One <b>bold</b> word.</p><ul><li>Two</li></ul>") == "One bold word.\n\nTwo"


def test_a_page_without_a_date_has_none(tmp_path: Path) -> None:
    plain = (
        PAGE.replace("article:published_time", "x:a")
        .replace("article:modified_time", "x:b")
        .replace(BODY[0], f"{BODY[0]} It was signed on 3 March 1998.")
    )
    (tmp_path / "treaty.html").write_text(plain, encoding="utf-8")
    (made,) = documents(tmp_path / "treaty.html")
    assert made.published is None


def test_the_first_article_of_json_ld_is_the_pages(tmp_path: Path) -> None:
    blocks = "".join(
        f'<script type="application/ld+json">{json.dumps({"@type": "NewsArticle", "datePublished": day, "publisher": name})}</script>'
        for day, name in (("2031-05-05", "Norland Post"), ("2020-01-01", "Another Paper"))
    )
    (tmp_path / "treaty.html").write_text(
        PAGE.replace("article:published_time", "x:a").replace("</head>", f"{blocks}</head>"), encoding="utf-8"
    )
    (made,) = documents(tmp_path / "treaty.html")
    assert (made.published, made.outlet) == ("2031-05-05", "Norland Post")


def test_a_feed_cut_short_loses_its_last_entry_and_says_so(tmp_path: Path) -> None:
    item = FEED[FEED.index("<item>") : FEED.index("</item>") + 7]
    whole = FEED.replace("<item><title>Only a link</title><link>https://times.example/other</link></item>", item)
    (tmp_path / "news.rss").write_text(whole[: whole.rindex("thanked")], encoding="utf-8")
    first, failure = read([str(tmp_path / "news.rss")])
    assert isinstance(first, Document)
    assert first.text == f"{BODY[0]}\n\n{BODY[1]}"
    assert isinstance(failure, Failure)
    assert "ends too soon" in failure.reason


@pytest.mark.parametrize("name", ["treaty.txt.zst", "treaty.jsonl.zst"])
def test_a_zst_file_cut_short_or_of_another_kind(tmp_path: Path, name: str) -> None:
    content = "\n".join(BODY * 20_000).encode() if ".txt" in name else json.dumps({"text": BODY[0]}).encode()
    packed = zstandard.compress(content)
    for given in (packed[: len(packed) * 2 // 3], b"no frame at all"):
        (tmp_path / name).write_bytes(given)
        (failure,) = read([str(tmp_path / name)])
        assert isinstance(failure, Failure)
        assert "ends too soon" in failure.reason or "no zstd file" in failure.reason
    (tmp_path / name).write_bytes(zstandard.compress(content[:100]) + zstandard.compress(content[100:]))
    if ".txt" in name:
        (made,) = documents(tmp_path / name)
        assert made.text.encode() == content


@pytest.mark.filterwarnings(
    "ignore::ResourceWarning", "ignore::pytest.PytestUnraisableExceptionWarning"
)  # warcio's writer leaves its buffers open
@pytest.mark.parametrize(("name", "gz"), [("crawl.warc", False), ("crawl.warc.gz", True)])
def test_of_an_archive_only_pages_that_were_found_and_are_whole(tmp_path: Path, name: str, gz: bool) -> None:
    path = tmp_path / name
    one, other, third = (("200 OK", "text/html", PAGE.replace("nine hours", f"{hours} hours")) for hours in (2, 3, 4))
    path.write_bytes(archive(("404 Not Found", "text/html", PAGE), ("200 OK", "Text/HTML", PAGE), one, gz=gz))
    assert len(documents(path)) == 2
    whole = archive(one, other, third, gz=gz)
    last = whole.rfind(b"\x1f\x8b\x08" if gz else b"WARC/1.0")
    for spoilt in (whole[:-300], whole[: last + 30], whole[:last] + b"junk" * 20):
        path.write_bytes(spoilt)
        first, second, failure = read([str(path)])
        assert isinstance(first, Document)
        assert isinstance(second, Document)
        assert isinstance(failure, Failure)
        assert "please report" not in failure.reason
    if gz:
        path.write_bytes(gzip.compress(archive(one, other, gz=False)))
        assert len(documents(path)) == 2


def test_an_address_that_is_not_whole_gives_way_to_one_that_is(tmp_path: Path) -> None:
    page = PAGE.replace('href="https://times.example/treaty"', 'href="/treaty"').replace(
        '<meta property="og:title"', '<meta property="og:url" content="https://times.example/2031/treaty"><meta property="og:title"'
    )
    (tmp_path / "treaty.html").write_text(page, encoding="utf-8")
    (made,) = documents(tmp_path / "treaty.html")
    assert made.url == "https://times.example/2031/treaty"


def test_entities_without_markup_and_blocks_side_by_side() -> None:
    assert paragraphs("The country&#8217;s R&amp;D") == "The country\u2019s R&D"
    assert paragraphs("<div>the minister.<p>Third</p></div><table><tr><td>a</td><td>b</td></tr></table>").split() == [
        "the",
        "minister.",
        "Third",
        "a",
        "b",
    ]


def test_of_a_compressed_file_that_is_cut_the_lines_before_are_read(tmp_path: Path) -> None:
    lines = [json.dumps({"id": str(number), "text": f"{BODY[number % 3]} This is report {number}."}) for number in range(900)]
    packed = gzip.compress("\n".join(lines).encode())
    (tmp_path / "news.jsonl.gz").write_bytes(packed[: len(packed) // 2])
    *found, failure = read([str(tmp_path / "news.jsonl.gz")])
    assert len(found) > 100
    assert all(isinstance(item, Document) for item in found)
    assert isinstance(failure, Failure)
    assert "ends too soon" in failure.reason
