"""Which documents a build holds: one entry a text, whatever names it came under and in whatever order."""

import csv
import io
import sys
from collections import defaultdict
from collections.abc import Container, Iterable
from dataclasses import dataclass, replace
from pathlib import Path

from kg.errors import StoreError
from kg.model.document import Document

_COLUMNS = ("id", "digest", "source", "also", "title", "published", "url", "outlet")
_SHORT = 8
"""Hexadecimal digits of the digest that tell two documents of one name apart."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One text: its digest, the id and source it is known by, and the other sources it was found under."""

    digest: str
    id: str
    source: str
    also: tuple[str, ...] = ()
    title: str | None = None
    published: str | None = None
    url: str | None = None
    outlet: str | None = None

    @classmethod
    def of(cls, document: Document) -> "Entry":
        """The entry of a document."""
        return cls(
            digest=document.digest,
            id=document.id,
            source=document.source,
            also=document.also,
            title=document.title,
            published=document.published,
            url=document.url,
            outlet=document.outlet,
        )

    @property
    def rank(self) -> tuple[str, ...]:
        """What decides under which of its names a text is held: the least; a date known goes before none."""
        return (self.name, self.source, self.published or "~", *(value or "" for value in (self.title, self.url, self.outlet)))

    @property
    def told(self) -> tuple[str | None, ...]:
        """What extraction and graph depend on besides the text."""
        return self.title, self.published, self.url, self.outlet

    @property
    def name(self) -> str:
        """The id without the digest that `unify` may have added."""
        return self.id.removesuffix(f"-{self.digest[:_SHORT]}")


class Names:
    """The names of each text: that of the finished build, and those met since."""

    def __init__(self, before: Iterable[Entry]) -> None:
        """Begin with the entries of the finished build."""
        self._before = {entry.digest: entry for entry in before}
        self._met = {digest: [entry] for digest, entry in self._before.items()}
        """The entries of each text, that of least rank first: one text may have thousands."""

    def meet(self, document: Document) -> bool:
        """Note a name of a text; whether the text must be extracted again for it.

        A text that comes under several names with different dates or titles is held as the name of least rank tells it, in whatever order
        they come. The name that the finished build holds it by, with another date or title now, corrects what it said before.
        """
        entry = Entry.of(document)
        met = self._met.setdefault(entry.digest, [])
        if not met:
            met.append(entry)
            return False
        held = met[0]
        if held is self._before.get(entry.digest) and (held.name, held.source) == (entry.name, entry.source):
            met[0] = replace(entry, also=tuple(sorted({*entry.also, *held.also})))
            met.sort(key=lambda e: e.rank)
            return held.told != entry.told
        met.append(entry)
        leads = entry.rank < held.rank
        if leads:
            met[0], met[-1] = entry, held
        return leads and held.told != entry.told

    def entries(self, digests: Container[str]) -> list[Entry]:
        """One entry for each of these texts, sorted by id."""
        return unify(entry for digest, met in self._met.items() if digest in digests for entry in met)


def unify(entries: Iterable[Entry]) -> list[Entry]:
    """One entry a text, sorted by id, whatever the order of the entries.

    A text found under several names keeps the least (id, source); the other sources go to `also`. Different texts of one name get
    the first digits of their digest behind it.
    """
    by_digest: dict[str, list[Entry]] = defaultdict(list)
    for entry in entries:
        by_digest[entry.digest].append(entry)
    merged = [_merge(same) for same in by_digest.values()]
    by_name: dict[str, list[Entry]] = defaultdict(list)
    for entry in merged:
        by_name[entry.name].append(entry)
    found = [
        replace(entry, id=name if len(same) == 1 else f"{name}-{entry.digest[:_SHORT]}") for name, same in by_name.items() for entry in same
    ]
    return sorted(found, key=lambda e: (e.id, e.digest))


def _merge(same: list[Entry]) -> Entry:
    """The entry of a text that was found under several names."""
    least = min(same, key=lambda e: e.rank)
    sources = {e.source for e in same} | {source for e in same for source in e.also}
    return replace(least, also=tuple(sorted(sources - {least.source})))


def write(entries: Iterable[Entry], path: Path) -> None:
    """The table of documents, in the order of the annotations file."""
    buffer = io.StringIO()
    table = csv.writer(buffer, lineterminator="\n")
    table.writerow(_COLUMNS)
    table.writerows([getattr(e, c) if c != "also" else "|".join(e.also) for c in _COLUMNS] for e in entries)
    path.write_text(buffer.getvalue(), encoding="utf-8")


def read(path: Path) -> list[Entry]:
    """The table of documents; `StoreError` where it is damaged."""
    csv.field_size_limit(min(sys.maxsize, 2**31 - 1))  # one text may be known by thousands of names
    try:
        with path.open(encoding="utf-8", newline="") as stream:
            return [_entry(row) for row in csv.DictReader(stream)]
    except (OSError, KeyError, ValueError, csv.Error) as error:
        raise StoreError(f"{path}: cannot be read ({error}); the directory is damaged, build it again into another one") from error


def _entry(row: dict[str, str]) -> Entry:
    also = tuple(row["also"].split("|")) if row["also"] else ()
    optional = {c: row[c] or None for c in ("title", "published", "url", "outlet")}
    return Entry(digest=row["digest"], id=row["id"], source=row["source"], also=also, **optional)
