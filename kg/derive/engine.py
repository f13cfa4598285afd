"""Items, units, and the bookkeeping that lets a change touch only what depends on it.

A *phase* turns each document into *items*; an item carries *join keys*. Items that share a key, directly or through others, form a *unit*,
and a pure function turns the items of a unit into lines of N-Quads. What a phase has derived is the union over its units, so it depends on
the set of documents alone, never on the order in which they came. The store's notes remember items and outputs.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from kg.derive.notes import Delta, Item, Notes
from kg.store.base import Writer

Reduce = Callable[[Sequence[Item]], Iterable[str]]
"""From the items of a unit, sorted by id, to lines of N-Quads."""


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
        notes = Notes(writer, self.name)
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

    def _apply(self, notes: Notes, old: Mapping[str, Sequence[str]], new: Mapping[str, Sequence[str]]) -> Delta:
        """Note and publish outputs of units."""
        for name in sorted(old.keys() - new.keys()):
            notes.drop_output(name)
        for name, lines in new.items():
            if old.get(name) != lines:
                notes.set_output(name, lines, findable=self.shared)
        return notes.publish(old, new, shared=self.shared)


def _units(notes: Notes, start: Iterable[Item]) -> list[list[Item]]:
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
