"""Items, units, and the bookkeeping that lets a change touch only what depends on it.

A *phase* turns each document into *items*; an item carries *join keys*. Items that share a key, directly or through others, form a *unit*,
and a pure function turns the items of a unit into lines of N-Quads. What a phase has derived is the union over its units, so it depends on
the set of documents alone, never on the order in which they came. The store's notes remember items and outputs.
"""

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from kg.graph.iri import digest
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
    """One round of deriving; `name` keeps its notes apart from those of other phases."""

    name: str
    reduce: Reduce

    def run(self, writer: Writer, changed: Mapping[str, Sequence[Item]]) -> Delta:
        """Give documents new items (none: the document is gone) and bring the lines of every unit they touch up to date."""
        notes = _Notes(writer, self.name)
        fresh = [item for items in changed.values() for item in items]
        start = [item for doc in changed for name in notes.items_of(doc) if (item := notes.find(name)) is not None]
        start += [item for key in sorted({key for item in fresh for key in item.keys}) for item in notes.sharing(key)]
        before = _units(notes, start)
        old = {unit[0].id: notes.output(unit[0].id) for unit in before}
        for doc, items in changed.items():
            notes.replace(doc, items)
        members = {item.id for unit in before for item in unit} | {item.id for item in fresh}
        after = _units(notes, [item for name in sorted(members) if (item := notes.find(name)) is not None])
        new = {unit[0].id: sorted(set(self.reduce(unit))) for unit in after}
        return _apply(notes, old, new)


def _apply(notes: "_Notes", old: Mapping[str, Sequence[str]], new: Mapping[str, Sequence[str]]) -> Delta:
    """Write outputs of units; a line that another unit also gives stays."""
    for name in old.keys() - new.keys():
        notes.drop_output(name)
    for name, lines in new.items():
        if old.get(name) != lines:
            notes.set_output(name, lines)
    were = {line for lines in old.values() for line in lines}
    are = {line for lines in new.values() for line in lines}
    removed = notes.not_given(were - are)
    notes.writer.change(sorted(removed), sorted(are - were))
    return Delta(removed=frozenset(removed), added=frozenset(are - were))


class _Notes:
    """Items and outputs of one phase in a store's notes."""

    def __init__(self, writer: Writer, phase: str) -> None:
        self.writer = writer
        self._phase = phase
        self._known: dict[str, Item] = {}

    def items_of(self, doc: str) -> list[str]:
        """Ids of a document's items."""
        text = self.writer.note(self._name("doc", doc))
        return list(json.loads(text)) if text else []

    def find(self, id: str) -> Item | None:
        """An item, None where it is gone."""
        return self._known.get(id) or self._read(self._name("item", id))

    def sharing(self, key: str) -> list[Item]:
        """Items with that key."""
        return [item for name in self.writer.notes(f"{self._phase}|{key}") if (item := self._read(name)) is not None]

    def _read(self, name: str) -> Item | None:
        text = self.writer.note(name)
        if text is None:
            return None
        parts = json.loads(text)
        item = Item(id=parts["id"], keys=tuple(parts["keys"]), data=parts["data"])
        self._known[item.id] = item
        return item

    def replace(self, doc: str, items: Sequence[Item]) -> None:
        """Give a document new items."""
        for name in self.items_of(doc):
            self.writer.drop_note(self._name("item", name))
            self._known.pop(name, None)
        for item in items:
            text = json.dumps({"id": item.id, "keys": item.keys, "data": item.data}, ensure_ascii=False, separators=(",", ":"))
            self.writer.set_note(self._name("item", item.id), text, [f"{self._phase}|{key}" for key in item.keys])
        if items:
            self.writer.set_note(self._name("doc", doc), json.dumps([item.id for item in items]), [])
        else:
            self.writer.drop_note(self._name("doc", doc))

    def output(self, unit: str) -> list[str]:
        """Lines that a unit gave."""
        text = self.writer.note(self._name("unit", unit))
        return list(json.loads(text)) if text else []

    def set_output(self, unit: str, lines: Sequence[str]) -> None:
        """Note what a unit gives, to be found by the subjects."""
        keys = {self._of(line) for line in lines}
        self.writer.set_note(self._name("unit", unit), json.dumps(lines, ensure_ascii=False), keys)

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
                by_subject[key] -= set(json.loads(self.writer.note(name) or "[]"))
        return {line for left in by_subject.values() for line in left}

    def _of(self, line: str) -> str:
        return f"{self._phase}|of|{line.split(' ', 1)[0]}"

    def _name(self, kind: str, id: str) -> str:
        return f"urn:kg:{self._phase}:{kind}:{digest(id)}"


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
