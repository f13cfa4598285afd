"""What deriving remembers in the notes of a store: the items of each document, and what each unit gave."""

import itertools
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from typing import Any

from kg.ontology.vocab import Property
from kg.store.base import Writer

VERSION = 2
"""Of what notes hold: a store with notes of another version is derived anew. Raise it with every change of items, tallies or keys."""

Data = dict[str, Any]
"""What an item says, in JSON values."""

_LOOKED_UP = frozenset(f"<{p}>" for p in (Property.CANONICAL, Property.SUPERSEDES, Property.HAS_MENTION))


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """A document's contribution to a unit; `id` is unique in the phase, items of a unit are handled in the order of ids."""

    id: str
    keys: tuple[str, ...]
    data: Data


@dataclass(frozen=True, slots=True, kw_only=True)
class Delta:
    """Lines that a phase took from the store and put into it."""

    removed: frozenset[str] = frozenset()
    added: frozenset[str] = frozenset()

    @property
    def touched(self) -> list[str]:
        """All of them, sorted."""
        return sorted(self.removed | self.added)


class Notes:
    """Items and outputs of one phase in a store's notes: one note a document, one a unit."""

    def __init__(self, writer: Writer, phase: str) -> None:
        """Open the notes of a phase."""
        self.writer = writer
        self._phase = phase
        self._documents: dict[str, tuple[list[Item], dict[str, list[Item]]]] = {}
        """Items, and items by key, of documents that were read, by the name of their note."""

    def items_of(self, doc: str) -> list[Item]:
        """A document's items."""
        return self._items(self.name("doc", doc))[0]

    def sharing(self, key: str) -> list[Item]:
        """Items with that key."""
        return [item for name in self.writer.notes(f"{self._phase}|{key}") for item in self._items(name)[1].get(key, ())]

    def replace(self, doc: str, items: Sequence[Item]) -> None:
        """Give a document new items."""
        name = self.name("doc", doc)
        if items:
            text = json.dumps([[item.id, item.keys, item.data] for item in items], ensure_ascii=False, separators=(",", ":"))
            self.writer.set_note(name, text, [f"{self._phase}|{key}" for item in items for key in item.keys])
        else:
            self.writer.drop_note(name)
        self._documents[name] = _by_key(items)

    def output(self, unit: str) -> list[str]:
        """Lines that a unit gave."""
        text = self.writer.note(self.name("unit", unit))
        return text.split("\n") if text else []

    def set_output(self, unit: str, lines: Sequence[str], *, findable: bool) -> None:
        """Note what a unit gives, to be found by the subjects where that is asked for."""
        self.writer.set_note(self.name("unit", unit), "\n".join(lines), {self._of(line) for line in lines} if findable else ())

    def drop_output(self, unit: str) -> None:
        """Forget what a unit gave."""
        self.writer.drop_note(self.name("unit", unit))

    def not_given(self, lines: set[str]) -> set[str]:
        """Those of the lines that no unit of the phase gives any longer."""
        by_subject: dict[str, set[str]] = {}
        for line in lines:
            by_subject.setdefault(self._of(line), set()).add(line)
        for key in sorted(by_subject):
            for name in self.writer.notes(key):
                if not by_subject[key]:
                    break
                by_subject[key] -= set((self.writer.note(name) or "").split("\n"))
        return {line for left in by_subject.values() for line in left}

    def publish(self, old: Mapping[str, Sequence[str]], new: Mapping[str, Sequence[str]], *, shared: bool) -> Delta:
        """Put what units give now in place of what they gave; where they share lines, a line that another unit also gives stays."""
        were = {line for lines in old.values() for line in lines}
        are = {line for lines in new.values() for line in lines}
        removed = self.not_given(were - are) if shared else were - are
        added = are - were
        self.writer.change(sorted(filter(_looked_up, removed)), sorted(filter(_looked_up, added)))
        self.writer.change_later(sorted(itertools.filterfalse(_looked_up, removed)), sorted(itertools.filterfalse(_looked_up, added)))
        return Delta(removed=frozenset(removed), added=frozenset(added))

    def _items(self, name: str) -> tuple[list[Item], dict[str, list[Item]]]:
        if name not in self._documents:
            read = json.loads(self.writer.note(name) or "[]")
            self._documents[name] = _by_key([Item(id=id, keys=tuple(keys), data=data) for id, keys, data in read])
        return self._documents[name]

    def _of(self, line: str) -> str:
        return f"{self._phase}|of|{line.split(' ', 1)[0]}"

    def name(self, kind: str, id: str) -> str:
        """The IRI of a note of this phase."""
        return f"urn:kg:{self._phase}:{kind}:{blake2b(id.encode(), digest_size=12).hexdigest()}"


def _looked_up(line: str) -> bool:
    """Whether deriving itself asks the store for the line."""
    return line.split(" ", 2)[1] in _LOOKED_UP


def _by_key(items: Iterable[Item]) -> tuple[list[Item], dict[str, list[Item]]]:
    listed = list(items)
    found: dict[str, list[Item]] = {}
    for item in listed:
        for key in item.keys:
            found.setdefault(key, []).append(item)
    return listed, found
