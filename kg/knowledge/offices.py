"""Titles of office: which words name an office, and which relation an office makes with what it is held in."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import TypeVar

from kg.knowledge import csvtable
from kg.model.entity import BODIES, EntityType
from kg.model.event import OfficeStatus
from kg.resources import find

TITLES = "lexicon/offices.csv"
MODIFIERS = "lexicon/office_modifiers.csv"
TITLE_COLUMNS = ("title", "plural", "predicate", "object_type", "head", "gender", "example")
MODIFIER_COLUMNS = ("modifier", "position", "status", "effect", "example")
GENERAL = EntityType.ORGANISATION
"""Stands in the table for every kind of body."""


class Effect(StrEnum):
    """What a modifier does to the office besides its status: the holder ranks below it, aids its holder, or speaks for its holder."""

    BELOW = "below"
    AIDE = "aide"
    SPOKESPERSON = "spokesperson"


@dataclass(frozen=True, slots=True, kw_only=True)
class Office:
    """A title such as "foreign minister": the predicate for each type of thing it can be held in.

    `predicates` maps an entity type to a local name of `kg.ttl`; the type Organisation stands for every kind of body that has no entry
    of its own. `gender` is "m" or "f" where the word tells it. `head` tells whether the title alone can name a person ("the president").
    """

    title: str
    predicates: Mapping[EntityType, str]
    head: bool = True
    gender: str | None = None
    place: str = ""

    def predicate(self, type: EntityType) -> str | None:
        """The relation of a holder to a thing of that type, None where the title cannot be held in it."""
        found = self.predicates.get(type)
        return self.predicates.get(GENERAL) if found is None and type in BODIES else found


@dataclass(frozen=True, slots=True, kw_only=True)
class Modifier:
    """A word before or after a title: "former", "-elect", "deputy"; `status` and `effect` are None where it changes nothing."""

    words: str
    after: bool
    status: OfficeStatus | None = None
    effect: Effect | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class TitleMatch:
    """A title found in words: half-open range of word indexes, and whether it stands in the plural."""

    office: Office
    begin: int
    end: int
    plural: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ModifierMatch:
    """A modifier found in words: half-open range of word indexes."""

    modifier: Modifier
    begin: int
    end: int


_Value = TypeVar("_Value")
_Words = tuple[str, ...]


@dataclass(slots=True)
class Offices:
    """All titles and modifiers, keyed by first word.

    Words are token texts in any case. A hyphen standing alone is skipped: "secretary-general" matches whether or not the tokens are split.
    """

    titles: dict[str, dict[_Words, tuple[Office, bool]]] = field(default_factory=dict)
    before: dict[str, dict[_Words, Modifier]] = field(default_factory=dict)
    after: dict[str, dict[_Words, Modifier]] = field(default_factory=dict)

    @classmethod
    def load(cls, overlay: Path | None = None) -> "Offices":
        """The shipped tables, or those of the overlay folder; ResourceError names file and line of a bad row."""
        offices = cls()
        path = find(TITLES, overlay)
        for line, cells in csvtable.rows(path, TITLE_COLUMNS):
            offices._add_title(path, line, cells)
        path = find(MODIFIERS, overlay)
        for line, cells in csvtable.rows(path, MODIFIER_COLUMNS):
            offices._add_modifier(path, line, cells)
        return offices

    def title(self, words: Sequence[str], at: int = 0) -> TitleMatch | None:
        """The longest title that begins at word `at`."""
        found = _longest(self.titles, words, at)
        return None if found is None else TitleMatch(office=found[0][0], begin=at, end=found[1], plural=found[0][1])

    def find_all(self, words: Sequence[str]) -> tuple[TitleMatch, ...]:
        """All titles from left to right, the longest at each place, none inside another."""
        return tuple(self._scan(words))

    def ending(self, words: Sequence[str], end: int) -> TitleMatch | None:
        """The longest title that ends before word `end` (its head word is `end - 1` unless it is of the form "X of Y")."""
        best = None
        for at in range(end - 1, max(-1, end - 9), -1):
            found = self.title(words[:end], at)
            if found is not None and found.end == end:
                best = found
        return best

    def modifier(self, words: Sequence[str], at: int) -> ModifierMatch | None:
        """The longest modifier before a title that begins at word `at` ("former", "ex" + "-")."""
        return _match(self.before, words, at)

    def suffix(self, words: Sequence[str], at: int) -> ModifierMatch | None:
        """The longest modifier after a title that begins at word `at` ("-" + "elect", "designate")."""
        return _match(self.after, words, at)

    def _scan(self, words: Sequence[str]) -> Iterator[TitleMatch]:
        at = 0
        while at < len(words):
            found = self.title(words, at)
            if found is None:
                at += 1
            else:
                yield found
                at = found.end

    def _add_title(self, path: Path, line: int, cells: list[str]) -> None:
        title, plural, predicate, types, head, gender, _ = cells
        names, objects = csvtable.split(predicate), csvtable.split(types)
        if not title or len(names) != len(objects) or not _TYPES.issuperset(objects):
            raise csvtable.wrong(path, line, f"{title!r}: {predicate!r} of {types!r}", "give a title, and a type for each predicate")
        office = Office(
            title=title,
            predicates={EntityType(kind): name for name, kind in zip(names, objects, strict=True)},
            head=head == "true",
            gender=gender or None,
            place=f"{path.name}:{line}",
        )
        for text, many in ((plural, True), (title, False)):
            words = _words(text)
            if words:
                self.titles.setdefault(words[0], {})[words] = (office, many)

    def _add_modifier(self, path: Path, line: int, cells: list[str]) -> None:
        text, position, status, effect, _ = cells
        try:
            modifier = Modifier(
                words=text,
                after=position == "after",
                status=OfficeStatus(status) if status else None,
                effect=Effect(effect) if effect else None,
            )
        except ValueError as error:
            raise csvtable.wrong(path, line, str(error), "use a value of the other rows") from error
        words = _words(text)
        (self.after if modifier.after else self.before).setdefault(words[0], {})[words] = modifier


_TYPES = frozenset(EntityType)


def _words(text: str) -> _Words:
    return tuple(text.lower().replace("-", " ").split())


def _longest(table: Mapping[str, Mapping[_Words, _Value]], words: Sequence[str], at: int) -> tuple[_Value, int] | None:
    """The value of the longest key that begins at word `at`, with the index after its last word."""
    keys = table.get(words[at].lower().partition("-")[0]) if 0 <= at < len(words) else None
    if keys is None:
        return None
    longest = max(map(len, keys))
    parts: list[str] = []
    best = None
    for index in range(at, len(words)):
        parts.extend(part for part in words[index].lower().split("-") if part)
        if len(parts) > longest:
            break
        value = keys.get(tuple(parts))
        if value is not None and words[index] != "-":
            best = value, index + 1
    return best


def _match(table: Mapping[str, Mapping[_Words, Modifier]], words: Sequence[str], at: int) -> ModifierMatch | None:
    """The longest modifier at word `at`, with the lone hyphens that join it to the title."""
    found = _longest(table, words, at + _hyphen(words, at))
    if found is None:
        return None
    modifier, end = found
    return ModifierMatch(modifier=modifier, begin=at, end=end + _hyphen(words, end))


def _hyphen(words: Sequence[str], at: int) -> int:
    """One where the word is a lone hyphen, else zero."""
    return int(at < len(words) and words[at] == "-")
