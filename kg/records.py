"""The annotations file of the next state: new records from the journal, the others from the finished build, each under its entry's name."""

import json
from collections.abc import Sequence
from typing import IO

from kg import catalogue
from kg.catalogue import Entry
from kg.journal import Journal
from kg.workspace import ANNOTATIONS, DOCUMENTS, Workspace


def write(work: Workspace, entries: Sequence[Entry], journal: Journal) -> dict[str, str]:
    """Write the file aside; the records by digest that had to be given another id or source, for the store."""
    places, renamed = _lines(work), {}
    before = {e.digest: e for e in catalogue.read(work.path / DOCUMENTS)} if work.finished else {}
    old = (work.path / ANNOTATIONS).open("rb") if places else None
    with (work.aside / ANNOTATIONS).open("wb") as new:
        for entry in entries:
            if entry.digest in journal.places:
                line, same = journal.get(entry.digest).line, None
            else:
                line, same = _at(old, places[entry.digest]), before[entry.digest] == entry
            if not same:
                named = _named(line, entry)
                if named != line:
                    renamed[entry.digest] = line = named
            new.write(line.encode("utf-8") + b"\n")
    if old:
        old.close()
    return renamed


def _lines(work: Workspace) -> dict[str, tuple[int, int]]:
    """Begin and length of the finished build's records by digest: they stand in the order of its table of documents."""
    places: dict[str, tuple[int, int]] = {}
    if work.finished:
        with (work.path / ANNOTATIONS).open("rb") as stream:
            begin = 0
            for entry, line in zip(catalogue.read(work.path / DOCUMENTS), stream, strict=True):
                places[entry.digest] = (begin, len(line))
                begin += len(line)
    return places


def _at(stream: IO[bytes] | None, place: tuple[int, int]) -> str:
    assert stream is not None  # noqa: S101  # a place is known only from an open file
    stream.seek(place[0])
    return stream.read(place[1]).decode("utf-8").rstrip("\n")


def _named(line: str, entry: Entry) -> str:
    """The record under the id and sources of its entry."""
    record = json.loads(line)
    head = record["document"]
    named = {"id": entry.id, "source": entry.source, "also": list(entry.also)}
    if all(head.get(field, []) == value for field, value in named.items()):
        return line
    text = head.pop("text")
    head.update(named)
    if not entry.also:
        head.pop("also")
    head["text"] = text
    return json.dumps(record, ensure_ascii=False, separators=(",", ":"))
