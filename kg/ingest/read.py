"""Paths to documents: text files, JSONL, folders and globs of these, and standard input."""

import glob
import json
import os
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

from pydantic import BaseModel, ConfigDict, ValidationError

from kg.errors import InputError
from kg.ingest.annotations import is_annotations, read_line
from kg.ingest.article import document
from kg.ingest.language import require_english
from kg.model.annotations import Annotations
from kg.model.document import Document

TEXT = frozenset({".txt", ".text", ".md"})
LINES = frozenset({".jsonl", ".ndjson"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Failure:
    """An input that could not be read: `source` names file and line, `reason` is one line with the cure."""

    source: str
    reason: str


class Line(BaseModel):
    """One article of a JSONL file."""

    model_config = ConfigDict(extra="ignore", strict=True)

    text: str
    id: str | None = None
    title: str | None = None
    published: str | None = None
    url: str | None = None
    outlet: str | None = None


def read(paths: Iterable[str]) -> Iterator[Document | Annotations | Failure]:
    """The documents, or corrected annotations, that the paths name, in order of paths and, inside a folder, of names; what cannot be read is a `Failure`."""
    for path in paths:
        try:
            found = list(_files(path))
        except InputError as error:
            yield Failure(source=path, reason=str(error))
            continue
        for file, source in found:
            yield from _open(file, source)


def _files(path: str) -> Iterator[tuple[str, str]]:
    """(file, source) below a path; `source` is relative to the parent of the path as given, with forward slashes."""
    if path == "-":
        yield "-", "stdin"
        return
    if not Path(path).exists():
        matches = sorted(glob.glob(path, recursive=True))
        if not matches:
            raise InputError(f"{path}: no such file or folder; check the name")
        for match in matches:
            yield from _files(match)
        return
    top = Path(path)
    if top.is_file():
        yield path, top.name
        return
    known = TEXT | LINES
    files = sorted(f for f in top.rglob("*") if f.is_file() and f.suffix.lower() in known and not f.name.startswith("."))
    if not files:
        raise InputError(f"{path}: no article in this folder; kg reads {', '.join(sorted(known))}")
    parent = top.resolve().parent
    for file in files:
        yield str(file), file.resolve().relative_to(parent).as_posix() if file.resolve().is_relative_to(parent) else file.name


def _open(file: str, source: str) -> Iterator[Document | Annotations | Failure]:
    """Documents of one file."""
    try:
        if file == "-":
            yield from _content(sys.stdin.buffer, Path("stdin.txt"), source)
        else:
            with Path(file).open("rb") as stream:
                yield from _content(stream, Path(file), source)
    except OSError as error:
        yield Failure(source=source, reason=f"{source}: {os.strerror(error.errno or 0)}; check the file and its permissions")
    except InputError as error:
        yield Failure(source=source, reason=str(error))


def _content(stream: IO[bytes], path: Path, source: str) -> Iterator[Document | Annotations | Failure]:
    """Documents of an open file, by its suffix; standard input is JSONL where its first byte is a brace."""
    if path.suffix.lower() in LINES:
        yield from _lines(stream, path, source)
        return
    content = stream.read()
    if path.name == "stdin.txt" and content.lstrip()[:1] == b"{":
        yield from _lines(content.splitlines(keepends=True), Path("stdin.jsonl"), source)
        return
    text = decode(content, source)
    require_english(text, source)
    yield document(id=path.stem, text=text, source=source)


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


def _lines(stream: Iterable[bytes], path: Path, source: str) -> Iterator[Document | Annotations | Failure]:
    """Documents of a JSONL file; a broken line is a failure of its own and the rest goes on."""
    for number, content in enumerate(stream, 1):
        if not content.strip():
            continue
        place = f"{source}:{number}"
        try:
            yield _line(content, path, place, source, number)
        except InputError as error:
            yield Failure(source=place, reason=str(error))


def _line(content: bytes, path: Path, place: str, source: str, number: int) -> Document | Annotations:
    """The document of one JSONL line, or the annotations where it is a line of an annotations file."""
    if is_annotations(content):
        return read_line(content, place)
    try:
        value: Any = json.loads(content)
        fields = Line.model_validate(value)
    except UnicodeDecodeError as error:
        raise InputError(f"{place}: byte {error.start} is not UTF-8; convert the file to UTF-8 first") from error
    except json.JSONDecodeError as error:
        raise InputError(f"{place}: not JSON at column {error.colno} ({error.msg}); one object a line is expected") from error
    except ValidationError as error:
        first = error.errors()[0]
        field = ".".join(map(str, first["loc"])) or "line"
        raise InputError(f"{place}: field '{field}': {first['msg'].lower()}; expected {{\"id\", \"text\", \"title\", \"published\"}}") from error
    if not fields.text.strip():
        raise InputError(f"{place}: the text is empty; leave the line out")
    require_english(fields.text, place)
    return document(
        id=fields.id or f"{path.stem}-{number}",
        text=fields.text,
        source=source,
        title=fields.title,
        published=fields.published,
        url=fields.url,
        outlet=fields.outlet,
    )
