"""Files, folders, JSONL and what can be wrong with them."""

import gzip
import io
import json
import os
from collections.abc import Callable
from pathlib import Path

import pytest
import zstandard

from kg.ingest.failure import Failure
from kg.ingest.read import read
from kg.model.annotations import Annotations
from kg.model.document import Document

ENGLISH = "The president of the republic said on Monday that she would not run for a third term of office."
GERMAN = "Die Präsidentin der Republik sagte am Montag, dass sie nicht für eine dritte Amtszeit kandidieren werde, weil es genug sei."
FEED = f'<?xml version="1.0"?><rss version="2.0"><channel><item><description>{ENGLISH}</description></item></channel></rss>'


def reading(*paths: Path | str) -> list[Document | Annotations | Failure]:
    return list(read(map(str, paths)))


def one_failure(*paths: Path | str) -> str:
    found = reading(*paths)
    assert len(found) == 1
    assert isinstance(found[0], Failure)
    assert "\n" not in found[0].reason
    return found[0].reason


def test_a_text_file(tmp_path: Path) -> None:
    (tmp_path / "talks.txt").write_text(ENGLISH, encoding="utf-8")
    (document,) = reading(tmp_path / "talks.txt")
    assert isinstance(document, Document)
    assert (document.id, document.source, document.text) == ("talks", "talks.txt", ENGLISH)


def test_a_folder_in_order_of_names_with_sources_from_its_parent(tmp_path: Path) -> None:
    folder = tmp_path / "news"
    (folder / "b").mkdir(parents=True)
    for name in ("z.txt", "a.txt", "b/c.txt", ".hidden.txt", "picture.png"):
        (folder / name).write_text(ENGLISH + name, encoding="utf-8")
    assert [d.source for d in reading(folder) if isinstance(d, Document)] == ["news/a.txt", "news/b/c.txt", "news/z.txt"]


def test_one_bad_file_of_three(tmp_path: Path) -> None:
    folder = tmp_path / "news"
    folder.mkdir()
    (folder / "a.txt").write_text(ENGLISH, encoding="utf-8")
    (folder / "b.txt").write_bytes(b"\xff\xfe broken \xff")
    (folder / "c.txt").write_text(ENGLISH + " She thanked her voters.", encoding="utf-8")
    assert [type(item).__name__ for item in reading(folder)] == ["Document", "Failure", "Document"]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "empty"),
        (b" \n ", "empty"),
        (b"\x89PNG\x00\x00\x01", "binary"),
        (ENGLISH.encode("utf-8") + b"\xe9", "not UTF-8"),
        (GERMAN.encode(), "language 'de'"),
        (b"42 17", "no sentence"),
    ],
)
def test_a_bad_file_is_one_line_that_names_it_and_the_cure(tmp_path: Path, content: bytes, said: str) -> None:
    path = tmp_path / "bad.txt"
    path.write_bytes(content)
    reason = one_failure(path)
    assert reason.startswith("bad.txt: ")
    assert said in reason
    assert ";" in reason


def test_a_missing_path_and_an_empty_folder(tmp_path: Path) -> None:
    assert "no such file" in one_failure(tmp_path / "nothing.txt")
    assert "no article" in one_failure(tmp_path)


def test_a_byte_order_mark_is_no_part_of_the_text(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(b"\xef\xbb\xbf" + ENGLISH.encode())
    (document,) = reading(tmp_path / "a.txt")
    assert isinstance(document, Document)
    assert document.text == ENGLISH


def test_a_jsonl_line_may_say_when_the_article_was_updated(tmp_path: Path) -> None:
    lines = [{"text": ENGLISH, "published": "2031-05-03", "updated": "2031-05-04T10:00Z"}, {"text": ENGLISH, "updated": "in May"}]
    (tmp_path / "feed.jsonl").write_text("\n".join(map(json.dumps, lines)), encoding="utf-8")
    document, failure = reading(tmp_path / "feed.jsonl")
    assert isinstance(document, Document)
    assert (document.published, document.updated) == ("2031-05-03", "2031-05-04T10:00:00+00:00")
    assert isinstance(failure, Failure)
    assert "field 'updated': 'in May' is no full date" in failure.reason


def test_jsonl_with_broken_lines_goes_on(tmp_path: Path) -> None:
    path = tmp_path / "feed.jsonl"
    lines = [
        json.dumps({"id": "one", "text": ENGLISH, "title": "No third term", "published": "2031-05-03"}),
        "{broken",
        json.dumps({"id": "two"}),
        "",
        json.dumps({"text": 7}),
        json.dumps({"text": ENGLISH + " She left."}),
    ]
    path.write_text("\n".join(lines), encoding="utf-8")
    found = reading(path)
    assert [item.id for item in found if isinstance(item, Document)] == ["one", "feed-6"]
    reasons = [item.reason for item in found if isinstance(item, Failure)]
    assert [reason.split(": ")[0] for reason in reasons] == ["feed.jsonl:2", "feed.jsonl:3", "feed.jsonl:5"]
    assert "'text'" in reasons[1]


@pytest.mark.parametrize(
    ("line", "said"),
    [
        (b'{"text": "The mayor of the town met the \\ud800 envoy on Monday and left again."}', "half of a letter pair"),
        (b"[" * 200_000, "RecursionError"),
        (b'{"text": "The mayor of the town met the envoy.", "published": "2024-05-06T10:00:00+25:00"}', "no full date"),
    ],
)
def test_a_line_that_nobody_foresaw_is_a_failure_of_its_own(tmp_path: Path, line: bytes, said: str) -> None:
    good = json.dumps({"text": ENGLISH}).encode()
    (tmp_path / "news.jsonl").write_bytes(b"\n".join((good, line, good)))
    first, failed, last = reading(tmp_path / "news.jsonl")
    assert isinstance(first, Document)
    assert isinstance(last, Document)
    assert isinstance(failed, Failure)
    assert failed.source.endswith(":2")
    assert said in failed.reason
    assert len(failed.reason) < 400


def test_names_that_are_no_utf_8_and_links_that_lead_nowhere(tmp_path: Path) -> None:
    (tmp_path / os.fsdecode(b"talks-\xff.txt")).write_text(ENGLISH, encoding="utf-8")
    (tmp_path / "gone.txt").symlink_to(tmp_path / "nowhere.txt")
    (document,) = reading(str(tmp_path / "*.txt"))
    assert isinstance(document, Document)
    assert document.source == "talks-\ufffd.txt"


def test_what_a_build_wrote_and_hidden_folders_are_no_articles(tmp_path: Path) -> None:
    for name in ("talks.txt", "out/graph.html", "out/run.json", ".git/notes.md", "more/talks.txt"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(ENGLISH, encoding="utf-8")
    assert [item.source for item in reading(tmp_path) if isinstance(item, Document)] == [
        f"{tmp_path.name}/more/talks.txt",
        f"{tmp_path.name}/talks.txt",
    ]


def test_tables_are_no_text(tmp_path: Path) -> None:
    (tmp_path / "news.json").write_text(json.dumps([{"text": ENGLISH}]), encoding="utf-8")
    assert "write the articles as .jsonl" in one_failure(tmp_path / "news.json")


def pipe(content: bytes, monkeypatch: pytest.MonkeyPatch, fields: dict[str, str] | None = None) -> list[object]:
    """What standard input gives; it stays open."""
    stream = io.BytesIO(content)
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(stream))
    found: list[object] = list(read(["-"], fields))
    assert not stream.closed
    return found


@pytest.mark.parametrize("pack", [bytes, gzip.compress, zstandard.ZstdCompressor().compress])
def test_standard_input_is_known_by_its_first_bytes(pack: Callable[[bytes], bytes], monkeypatch: pytest.MonkeyPatch) -> None:
    for content in (ENGLISH, "\ufeff" + ENGLISH, json.dumps({"id": "x", "text": ENGLISH}) + "\n", FEED):
        (found,) = pipe(pack(content.encode()), monkeypatch)
        assert isinstance(found, Document)
        assert found.text.strip() == ENGLISH
    (failure,) = pipe(pack(ENGLISH.encode())[:-9], monkeypatch) if pack is not bytes else (None,)
    assert failure is None or (isinstance(failure, Failure) and "ends too soon" in failure.reason)


def test_a_mapped_field_may_lie_deeper_and_must_be_somewhere(monkeypatch: pytest.MonkeyPatch) -> None:
    line = json.dumps({"id": 7, "doc": {"body": ENGLISH}, "date": "2024-05-08"}).encode()
    (found,) = pipe(line, monkeypatch, {"text": "doc.body", "published": "date"})
    assert isinstance(found, Document)
    assert (found.id, found.text, found.published) == ("7", ENGLISH, "2024-05-08")
    found, failure = pipe(line, monkeypatch, {"text": "doc.body", "published": "dated"})
    assert isinstance(found, Document)
    assert isinstance(failure, Failure)
    assert "no line has a field 'dated'" in failure.reason
    wrong = pipe(line, monkeypatch, {"text": "body"})
    assert all(isinstance(failure, Failure) and "'body'" in failure.reason for failure in wrong)
