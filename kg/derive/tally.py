"""Units that only count: what they give follows from sums, so a change adds and subtracts instead of reading every document again."""

import json
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from kg.derive.notes import Delta, Notes
from kg.store.base import Writer

Tally = Mapping[str, int]
"""Counts by name, none of them zero."""

Describe = Callable[[str, Tally], Iterable[str]]
"""From a unit and its counts, summed over documents, to lines of N-Quads."""


@dataclass(frozen=True, slots=True)
class Counting:
    """One round of deriving by counts.

    `shared` says that several units may give the same line, `presence` that it matters only whether a unit has counts, not which.
    """

    name: str
    describe: Describe
    shared: bool = False
    presence: bool = False

    def run(self, writer: Writer, changed: Mapping[str, Mapping[str, Tally]]) -> Delta:
        """Give documents new counts by unit (none: the document is gone) and bring the lines of every unit they touch up to date."""
        notes = Notes(writer, self.name)
        differences: dict[str, Counter[str]] = {}
        for doc, units in changed.items():
            for sign, found in ((-1, _read(notes, notes.name("doc", doc))), (1, units)):
                for unit, tally in found.items():
                    difference = differences.setdefault(unit, Counter())
                    for name, number in tally.items():
                        difference[name] += sign * number
            _write(notes, notes.name("doc", doc), units)
        old, new = {}, {}
        for unit in sorted(unit for unit, difference in differences.items() if any(difference.values())):
            was, now = self._update(notes, unit, differences[unit])
            if self.presence and was and now:
                continue
            old[unit], new[unit] = (sorted(set(self.describe(unit, tally))) if tally else [] for tally in (was, now))
            if self.shared and old[unit] != new[unit]:
                notes.set_output(unit, new[unit], findable=True)
        return notes.publish(old, new, shared=self.shared)

    def _update(self, notes: Notes, unit: str, difference: Tally) -> tuple[Tally, Tally]:
        """The counts of a unit before and after; the latter are noted."""
        name = notes.name("tally", unit)
        was = Counter(json.loads(notes.writer.note(name) or "{}"))
        now = Counter(was)
        for part, number in difference.items():
            now[part] += number
        now = Counter({part: number for part, number in now.items() if number})
        _write(notes, name, now)
        return was, now


def _read(notes: Notes, name: str) -> dict[str, dict[str, int]]:
    return dict(json.loads(notes.writer.note(name) or "{}"))


def _write(notes: Notes, name: str, value: Mapping[str, object]) -> None:
    if value:
        notes.writer.set_note(name, json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":")), [])
    else:
        notes.writer.drop_note(name)
