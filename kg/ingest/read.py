"""Paths to documents: text, HTML, JSONL, feeds, web archives, compressed or not, folders and globs of these, standard input."""

import glob
import io
import json
import os
import sys
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path, PurePath
from typing import IO, Any

from pydantic import BaseModel, ConfigDict, ValidationError

from kg.errors import InputError, LanguageError
from kg.ingest.annotations import is_annotations, read_line
from kg.ingest.article import document
from kg.ingest.language import require_english
from kg.ingest.packed import PACKED, inner, pages, unpacked
from kg.ingest.published import moment
from kg.model.annotations import Annotations
from kg.model.document import Document

TEXT = frozenset({".txt", ".text", ".md"})
LINES = frozenset({".jsonl", ".ndjson"})
PAGES = frozenset({".html", ".htm", ".xhtml"})
FEEDS = frozenset({".rss", ".atom", ".xml"})
ARCHIVES = frozenset({".warc"})
NO_TEXT = frozenset({".json", ".csv", ".tsv", ".pdf", ".docx"})
"""Files that people try and that kg does not read."""
KNOWN = TEXT | LINES | PAGES | FEEDS | ARCHIVES

RUN = "run.json"
"""The file by which an output directory of kg is known."""

Fields = Mapping[str, str]
"""For a field of `Line`, the name that a JSONL file gives it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Failure:
    """An input that could not be read: where (file and line), why and what cures it (one line), and whether it is only not English."""

    source: str
    reason: str
    foreign: bool = False

    @classmethod
    def of(cls, source: str, error: InputError) -> "Failure":
        """The failure that an error is."""
        return cls(source=source, reason=str(error), foreign=isinstance(error, LanguageError))


Item = Document | Annotations | Failure


@dataclass(slots=True)
class Reading:
    """How far reading is, in bytes of the files as they lie on disk; the end of standard input is not known."""

    total: int = 0
    passed: int = 0
    endless: bool = False
    stream: IO[bytes] | None = None

    @property
    def share(self) -> float | None:
        """The part that has been read, from 0 to 1; None where the whole is not known."""
        if self.endless or not self.total:
            return None
        return min((self.passed + (self.stream.tell() if self.stream and not self.stream.closed else 0)) / self.total, 1.0)


class Line(BaseModel):
    """One article of a JSONL file."""

    model_config = ConfigDict(extra="ignore", strict=True)

    text: str
    id: str | None = None
    title: str | None = None
    published: str | None = None
    updated: str | None = None
    url: str | None = None
    outlet: str | None = None


def read(paths: Iterable[str], fields: Fields | None = None, reading: Reading | None = None) -> Iterator[Item]:
    """The documents, or corrected annotations, that the paths name, in order of paths and, inside a folder, of names.

    What cannot be read is a `Failure`. `fields` names the fields of JSONL lines where they differ from those of `Line`.
    `reading` is kept up to date with how far it is.
    """
    reading = reading or Reading()
    found: list[tuple[str, str] | Failure] = []
    for path in paths:
        try:
            found += _files(path)
        except (InputError, OSError) as error:
            found.append(Failure(source=path, reason=str(error)))
    sizes = [Path(item[0]).stat().st_size if isinstance(item, tuple) and Path(item[0]).is_file() else 0 for item in found]
    reading.total, reading.endless = sum(sizes), any(isinstance(item, tuple) and item[0] == "-" for item in found)
    for item, size in zip(found, sizes, strict=True):
        if isinstance(item, Failure):
            yield item
        else:
            yield from _open(*item, fields or {}, reading)
        reading.passed += size


def _files(path: str) -> Iterator[tuple[str, str]]:
    """(file, source) below a path; `source` is relative to the parent of the path as given, with forward slashes."""
    if path == "-":
        yield "-", "stdin"
        return
    if not Path(path).exists():
        matches = sorted(glob.glob(path, recursive=True))  # noqa: PTH207  # Path.glob wants a folder and a pattern apart
        if not matches:
            raise InputError(f"{path}: no such file or folder; check the name")
        for match in matches:
            yield from _files(match) if Path(match).exists() else ()  # a link may lead nowhere
        return
    top = Path(path)
    if top.is_file():
        yield path, _written(top.name)
        return
    files = sorted(f for f in _below(top) if f.is_file() and inner(f).suffix.lower() in KNOWN)
    if not files:
        kinds = f"{', '.join(sorted(KNOWN))}, and {', '.join(sorted(PACKED))} of these"
        raise InputError(f"{path}: no article in this folder; kg reads {kinds}")
    parent = top.resolve().parent
    for file in files:
        whole = file.resolve()
        yield str(file), _written(whole.relative_to(parent).as_posix() if whole.is_relative_to(parent) else file.name)


def _below(top: Path) -> Iterator[Path]:
    """The files of a folder and of those in it; hidden ones, and directories that a build has written, are left out."""
    for folder, folders, names in os.walk(top):
        here = Path(folder)
        folders[:] = sorted(name for name in folders if not name.startswith(".") and not (here / name / RUN).is_file())
        yield from (here / name for name in names if not name.startswith("."))


def _written(name: str) -> str:
    """A file's name as it can be written; bytes that are no UTF-8 become marks."""
    return name.encode("utf-8", "surrogateescape").decode("utf-8", "replace")


def _open(file: str, source: str, fields: Fields, reading: Reading) -> Iterator[Item]:
    """Documents of one file."""
    try:
        if file == "-":
            yield from _stdin(source, fields)
        else:
            path = Path(file)
            with path.open("rb") as stream:
                reading.stream = stream
                yield from _content(unpacked(stream, path, source), inner(path), source, fields)
    except EOFError:
        yield Failure(source=source, reason=f"{source}: the file ends too soon; fetch it again")
    except OSError as error:
        what = os.strerror(error.errno) if error.errno else str(error)
        yield Failure(source=source, reason=f"{source}: {what}; check the file and its permissions")
    except Exception as error:  # noqa: BLE001  # one bad file must not end a run of ten thousand
        yield _failure(source, error)
    finally:
        reading.stream = None


def _failure(place: str, error: Exception) -> Failure:
    """What an error says; one that nobody foresaw is told as the failure of a reader, with its kind."""
    if isinstance(error, InputError):
        return Failure.of(place, error)
    what = " ".join(f"{type(error).__name__}: {error}".split())[:200]
    return Failure(source=place, reason=f"{place}: it cannot be read ({what}); leave it out, and please report it")


def _stdin(source: str, fields: Fields) -> Iterator[Item]:
    """Standard input: JSONL where its first character is a brace, a page or feed where it begins as one, else text."""
    content = sys.stdin.buffer.read().removeprefix(b"\xef\xbb\xbf")
    start = content[:512].lstrip().lower()
    kind = ".jsonl" if start.startswith(b"{") else ".html" if start.startswith((b"<!doctype html", b"<html")) else ".txt"
    kind = ".xml" if start.startswith((b"<?xml", b"<rss", b"<feed")) and b"<html" not in start else kind
    yield from _content(io.BytesIO(content), PurePath(f"stdin{kind}"), source, fields)


def _content(stream: IO[bytes], path: PurePath, source: str, fields: Fields) -> Iterator[Item]:
    """Documents of an open file, by its suffix."""
    suffix = path.suffix.lower()
    if suffix in LINES:
        yield from _lines(stream, path, source, fields)
    elif suffix in ARCHIVES:
        yield from _archive(stream, path, source)
    elif suffix in FEEDS:
        from kg.ingest.feed import entries  # noqa: PLC0415  # slow to import, and most runs read no feed

        for entry in entries(stream.read(), path.stem, source):
            yield _english(entry) if isinstance(entry, Document) else Failure(source=str(entry).split(": ", 1)[0], reason=str(entry))
    elif suffix in PAGES:
        yield _page(stream.read(), path.stem, source)
    elif suffix in NO_TEXT:
        raise InputError(f'{source}: kg reads no {suffix} files; write the articles as .jsonl, one object with a "text" a line')
    else:
        yield _english(document(id=path.stem, text=decode(stream.read(), source), source=source))


def _page(content: bytes, id: str, source: str) -> Item:
    from kg.ingest.html import page  # noqa: PLC0415  # slow to import, and most runs read no page

    if not content.strip():
        raise InputError(f"{source}: the file is empty; give it the page of an article")
    return _english(page(content, id, source))


def _archive(stream: IO[bytes], path: PurePath, source: str) -> Iterator[Item]:
    """The pages of a web archive; one without an article is a failure of its own."""
    for number, (url, content) in enumerate(pages(stream, source), 1):
        place = f"{source}#{number}"
        try:
            found = _page(content, f"{path.stem}-{number}", place)
            yield replace(found, url=found.url or url) if isinstance(found, Document) else found
        except Exception as error:  # noqa: BLE001  # the other pages are read
            yield _failure(place, error)


def _english(found: Document) -> Document | Failure:
    """The document, or the failure that its language is."""
    try:
        require_english(found.text, found.source)
    except InputError as error:
        return Failure.of(found.source, error)
    return found


def decode(content: bytes, source: str) -> str:
    """The text of a file in UTF-8, unchanged but for a byte order mark; one clear error otherwise."""
    if not content.strip():
        raise InputError(f"{source}: the file is empty; give it the text of an article")
    if b"\x00" in content[:8192]:
        raise InputError(f"{source}: a binary file, not text; save the article as plain text in UTF-8")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise InputError(f"{source}: byte {error.start} is not UTF-8; convert the file to UTF-8 first") from error


def _lines(stream: Iterable[bytes], path: PurePath, source: str, fields: Fields) -> Iterator[Item]:
    """Documents of a JSONL file; a broken line is a failure of its own and the rest goes on."""
    for number, content in enumerate(stream, 1):
        if not content.strip():
            continue
        place = f"{source}:{number}"
        try:
            yield _line(content, f"{path.stem}-{number}", place, source, fields)
        except Exception as error:  # noqa: BLE001  # the other lines are read
            yield _failure(place, error)


def _line(content: bytes, name: str, place: str, source: str, fields: Fields) -> Item:
    """The document of one JSONL line, or the annotations where it is a line of an annotations file."""
    if is_annotations(content):
        return read_line(content, place)
    try:
        value: Any = json.loads(content)
        if fields and isinstance(value, dict):
            value |= {field: value.get(given) for field, given in fields.items()}
        found = Line.model_validate(value)
    except UnicodeDecodeError as error:
        raise InputError(f"{place}: byte {error.start} is not UTF-8; convert the file to UTF-8 first") from error
    except json.JSONDecodeError as error:
        raise InputError(f"{place}: not JSON at column {error.colno} ({error.msg}); one object a line is expected") from error
    except ValidationError as error:
        first = error.errors()[0]
        field = ".".join(map(str, first["loc"])) or "line"
        expected = '{"id", "text", "title", "published"}; other names are given with --map'
        raise InputError(f"{place}: field '{field}': {first['msg'].lower()}; expected {expected}") from error
    if not found.text.strip():
        raise InputError(f"{place}: the text is empty; leave the line out")
    if any("\ud800" <= letter <= "\udfff" for value in found.model_dump().values() for letter in value or ""):
        raise InputError(f"{place}: half of a letter pair (\\ud800 to \\udfff), which no text holds; write the letter itself")
    published, updated = (_moment(place, field, getattr(found, field)) for field in ("published", "updated"))
    require_english(found.text, place)
    return document(
        id=found.id or name,
        text=found.text,
        source=source,
        title=found.title,
        published=published,
        updated=updated,
        url=found.url,
        outlet=found.outlet,
    )


def _moment(place: str, field: str, given: str | None) -> str | None:
    """The time of a field as ISO 8601; an InputError where it is none."""
    if not given:
        return None
    if when := moment(given):
        return when
    raise InputError(f"{place}: field '{field}': {given!r} is no full date; write it as 2024-11-12 or leave it out")
