"""Items, units, and the bookkeeping that lets a change touch only what depends on it.

A *phase* turns each document into *items*; an item carries *join keys*. Items that share a key, directly or through others, form a *unit*,
and a pure function turns the items of a unit into lines of N-Quads. What a phase has derived is the union over its units, so it depends on
the set of documents alone, never on the order in which they came. The store's notes remember items and outputs.
"""

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from typing import Any

from kg.store.base import Writer

Data = dict[str, Any]
"""What an item says, in JSON values."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """A document's contribution to a unit; `id` is unique in the phase, items of a unit are handled in the order of ids."""

    id: str
    keys: tuple[str, ...]
    data: Data


Reduce = Callable[[Sequence[Item]], Iterable[str]]
"""From the items of a unit, sorted by id, to lines of N-Quads."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Delta:
    """Lines that a phase took from the store and put into it."""

    removed: frozenset[str] = frozenset()
    added: frozenset[str] = frozenset()

    @property
    def touched(self) -> list[str]:
        """All of them, sorted."""
        return sorted(self.removed | self.added)


@dataclass(frozen=True, slots=True)
class Phase:
    """One round of deriving; `name` keeps its notes apart from those of other phases.

    `shared` says that several units may give the same line; else each line belongs to one unit, which saves looking.
    """

    name: str
    reduce: Reduce
    shared: bool = False

    def run(self, writer: Writer, changed: Mapping[str, Sequence[Item]]) -> Delta:
        """Give documents new items (none: the document is gone) and bring the lines of every unit they touch up to date."""
        notes = _Notes(writer, self.name)
        fresh = [item for items in changed.values() for item in items]
        start = [item for doc in changed for item in notes.items_of(doc)]
        start += [item for key in sorted({key for item in fresh for key in item.keys}) for item in notes.sharing(key)]
        before = _units(notes, start)
        old = {unit[0].id: notes.output(unit[0].id) for unit in before}
        gone = {item.id for doc in changed for item in notes.items_of(doc)}
        stay = {item.id: item for unit in before for item in unit if item.id not in gone}
        for doc, items in changed.items():
            notes.replace(doc, items)
        after = _units(notes, [*stay.values(), *fresh])
        new = {unit[0].id: sorted(set(self.reduce(unit))) for unit in after}
        return self._apply(notes, old, new)

    def _apply(self, notes: "_Notes", old: Mapping[str, Sequence[str]], new: Mapping[str, Sequence[str]]) -> Delta:
        """Write outputs of units; a line that another unit also gives stays."""
        for name in sorted(old.keys() - new.keys()):
            notes.drop_output(name)
        for name, lines in new.items():
            if old.get(name) != lines:
                notes.set_output(name, lines, findable=self.shared)
        were = {line for lines in old.values() for line in lines}
        are = {line for lines in new.values() for line in lines}
        removed = notes.not_given(were - are) if self.shared else were - are
        notes.writer.change(sorted(removed), sorted(are - were))
        return Delta(removed=frozenset(removed), added=frozenset(are - were))


class _Notes:
    """Items and outputs of one phase in a store's notes: one note a document, one a unit."""

    def __init__(self, writer: Writer, phase: str) -> None:
        self.writer = writer
        self._phase = phase
        self._documents: dict[str, dict[str, list[Item]]] = {}
        """Items by key, of documents that were read, by the name of their note."""

    def items_of(self, doc: str) -> list[Item]:
        """A document's items."""
        return list({item.id: item for items in self._items(self._name("doc", doc)).values() for item in items}.values())

    def sharing(self, key: str) -> list[Item]:
        """Items with that key."""
        return [item for name in self.writer.notes(f"{self._phase}|{key}") for item in self._items(name).get(key, ())]

    def replace(self, doc: str, items: Sequence[Item]) -> None:
        """Give a document new items."""
        name = self._name("doc", doc)
        if items:
            text = json.dumps([[item.id, item.keys, item.data] for item in items], ensure_ascii=False, separators=(",", ":"))
            self.writer.set_note(name, text, [f"{self._phase}|{key}" for item in items for key in item.keys])
        else:
            self.writer.drop_note(name)
        self._documents[name] = _by_key(items)

    def output(self, unit: str) -> list[str]:
        """Lines that a unit gave."""
        text = self.writer.note(self._name("unit", unit))
        return text.split("\n") if text else []

    def set_output(self, unit: str, lines: Sequence[str], *, findable: bool) -> None:
        """Note what a unit gives, to be found by the subjects where that is asked for."""
        self.writer.set_note(self._name("unit", unit), "\n".join(lines), {self._of(line) for line in lines} if findable else ())

    def drop_output(self, unit: str) -> None:
        """Forget what a unit gave."""
        self.writer.drop_note(self._name("unit", unit))

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

    def _items(self, name: str) -> dict[str, list[Item]]:
        if name not in self._documents:
            read = json.loads(self.writer.note(name) or "[]")
            self._documents[name] = _by_key([Item(id=id, keys=tuple(keys), data=data) for id, keys, data in read])
        return self._documents[name]

    def _of(self, line: str) -> str:
        return f"{self._phase}|of|{line.split(' ', 1)[0]}"

    def _name(self, kind: str, id: str) -> str:
        return f"urn:kg:{self._phase}:{kind}:{blake2b(id.encode(), digest_size=12).hexdigest()}"


def _by_key(items: Iterable[Item]) -> dict[str, list[Item]]:
    found: dict[str, list[Item]] = {}
    for item in items:
        for key in item.keys:
            found.setdefault(key, []).append(item)
    return found


def _units(notes: _Notes, start: Iterable[Item]) -> list[list[Item]]:
    """The units that hold the items, each sorted by id."""
    found: list[list[Item]] = []
    seen: set[str] = set()
    for first in start:
        if first.id in seen:
            continue
        unit, todo, keys = {first.id: first}, [first], set[str]()
        while todo:
            for key in todo.pop().keys:
                if key not in keys:
                    keys.add(key)
                    fresh = [item for item in notes.sharing(key) if item.id not in unit]
                    unit |= {item.id: item for item in fresh}
                    todo += fresh
        seen |= unit.keys()
        found.append([unit[name] for name in sorted(unit)])
    return found
