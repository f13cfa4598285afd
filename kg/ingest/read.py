"""Paths to documents: text, HTML, JSONL, feeds, web archives, compressed or not, folders and globs of these, standard input."""

import glob
import io
import os
import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path, PurePath
from typing import IO, NamedTuple, cast

from kg.config import RUN
from kg.errors import InputError
from kg.ingest.article import document
from kg.ingest.failure import Failure
from kg.ingest.jsonl import Fields, articles
from kg.ingest.language import require_english
from kg.ingest.packed import PACKED, inner, pages, unpacked
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

MAGIC = {".gz": b"\x1f\x8b", ".zst": b"\x28\xb5\x2f\xfd"}
"""The first bytes of compressed files (RFC 1952, RFC 8878)."""

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


class File(NamedTuple):
    """A file, or - for standard input, and the name that is kept of it: relative to the parent of the path given, with forward slashes."""

    path: str
    source: str


def listed(paths: Iterable[str]) -> list[File | Failure]:
    """The files that the paths name, in order of paths and, inside a folder, of names."""
    found: list[File | Failure] = []
    for path in paths:
        try:
            found += _files(path)
        except (InputError, OSError) as error:
            found.append(Failure(source=path, reason=str(error)))
    return found


def read(paths: Iterable[str], fields: Fields | None = None) -> Iterator[Item]:
    """The documents, or corrected annotations, that the paths name; see `read_files`."""
    return read_files(listed(paths), fields)


def read_files(files: Sequence[File | Failure], fields: Fields | None = None, reading: Reading | None = None) -> Iterator[Item]:
    """The documents, or corrected annotations, of the files, in their order.

    What cannot be read is a `Failure`. `fields` names the fields of JSONL lines where they differ from those of `Line`.
    `reading` is kept up to date with how far it is.
    """
    reading = reading or Reading()
    sizes = [Path(file.path).stat().st_size if isinstance(file, File) and Path(file.path).is_file() else 0 for file in files]
    reading.total, reading.endless = sum(sizes), any(isinstance(file, File) and file.path == "-" for file in files)
    for file, size in zip(files, sizes, strict=True):
        if isinstance(file, Failure):
            yield file
        else:
            yield from _open(file, fields or {}, reading)
        reading.passed += size


def _files(path: str) -> Iterator[File]:
    """The files below a path."""
    if path == "-":
        yield File("-", "stdin")
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
        yield File(path, _written(top.name))
        return
    files = sorted(f for f in _below(top) if f.is_file() and inner(f).suffix.lower() in KNOWN)
    if not files:
        kinds = f"{', '.join(sorted(KNOWN))}, and {', '.join(sorted(PACKED))} of these"
        raise InputError(f"{path}: no article in this folder; kg reads {kinds}")
    parent = top.resolve().parent
    for file in files:
        whole = file.resolve()
        yield File(str(file), _written(whole.relative_to(parent).as_posix() if whole.is_relative_to(parent) else file.name))


def _below(top: Path) -> Iterator[Path]:
    """The files of a folder and of those in it; hidden ones, and directories that a build has written, are left out."""
    for folder, folders, names in os.walk(top):
        here = Path(folder)
        folders[:] = sorted(name for name in folders if not name.startswith(".") and not (here / name / RUN).is_file())
        yield from (here / name for name in names if not name.startswith("."))


def _written(name: str) -> str:
    """A file's name as it can be written; bytes that are no UTF-8 become marks."""
    return name.encode("utf-8", "surrogateescape").decode("utf-8", "replace")


def _open(file: File, fields: Fields, reading: Reading) -> Iterator[Item]:
    """Documents of one file."""
    source = file.source
    try:
        if file.path == "-":
            yield from _stdin(source, fields)
        else:
            path = Path(file.path)
            with path.open("rb") as stream:
                reading.stream = stream
                yield from _content(unpacked(stream, path, source), inner(path), source, fields)
    except OSError as error:
        what = os.strerror(error.errno) if error.errno else str(error)
        yield Failure(source=source, reason=f"{source}: {what}; check the file and its permissions")
    except Exception as error:  # noqa: BLE001  # one bad file must not end a run of ten thousand
        yield Failure.of(source, error)
    finally:
        reading.stream = None


def _stdin(source: str, fields: Fields) -> Iterator[Item]:
    """Standard input, as it comes: uncompressed where it begins as gzip or zstd does, and read as what its first characters say."""
    given = io.BufferedReader(cast("io.RawIOBase", sys.stdin.buffer))
    try:
        ending = next((ending for ending, magic in MAGIC.items() if given.peek(8).startswith(magic)), "")
        stream = unpacked(given, PurePath(f"stdin{ending}"), source)
        yield from _content(stream, PurePath(f"stdin{_kind(stream.peek(512))}"), source, fields)
    finally:
        given.detach()  # else it would close standard input, which is not ours


def _kind(start: bytes) -> str:
    """The ending that a file which begins like this should have: JSONL by its brace, archives, pages and feeds, else text."""
    start = start.removeprefix(b"\xef\xbb\xbf").lstrip().lower()
    if start.startswith((b"<!doctype html", b"<html")):
        return ".html"
    if start.startswith((b"<?xml", b"<rss", b"<feed")):
        return ".html" if b"<html" in start else ".xml"
    return ".jsonl" if start.startswith(b"{") else ".warc" if start.startswith(b"warc/") else ".txt"


def _content(stream: IO[bytes], path: PurePath, source: str, fields: Fields) -> Iterator[Item]:
    """Documents of an open file, by its suffix."""
    suffix = path.suffix.lower()
    if suffix in LINES:
        yield from articles(stream, path.stem, source, fields)
    elif suffix in ARCHIVES:
        yield from _archive(stream, path, source)
    elif suffix in FEEDS:
        from kg.ingest.feed import entries  # noqa: PLC0415  # slow to import, and most runs read no feed

        for entry in entries(stream.read(), path.stem, source):
            yield _english(entry) if isinstance(entry, Document) else entry
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
            yield Failure.of(place, error)


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
