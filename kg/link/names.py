"""Candidates: the rows of the gazetteer that the names of an entity may mean."""

from dataclasses import dataclass

from kg.knowledge.persons import plain, sound
from kg.knowledge.tables import Knowledge
from kg.model.entity import Entity, EntityType, Mention, MentionKind

MOST = 8
"""Candidates that are weighed for one entity."""


@dataclass(frozen=True, slots=True)
class Found:
    """A candidate's key and how its name was met: exact, spelling (transliteration), surname; `name` is the words of the mention."""

    key: str
    how: str
    name: str


def candidates(entity: Entity, knowledge: Knowledge) -> list[Found]:
    """Candidates, those of exact names first; hints found before linking lead."""
    found: dict[str, Found] = {}
    name = _longest(entity)
    for key in entity.hints:
        found.setdefault(key, Found(key, "exact", name))
    if entity.type is EntityType.PERSON and not found:
        named = _named(entity)
        full = [m for m in named if " " in plain(m.text)]
        for mention in full or named:  # a surname alone says nothing of somebody whose full name is another
            _person(mention.text, knowledge, found)
    return list(found.values())[:MOST]


def _person(text: str, knowledge: Knowledge, found: dict[str, Found]) -> None:
    """Persons by another spelling of the full name, else by a surname that stands alone."""
    words = plain(text)
    if " " in words:
        for key in knowledge.persons.by_sound.get(sound(words), ()):
            found.setdefault(key, Found(key, "spelling", text))
    else:
        for key in knowledge.persons.by_surname.get(words, ()):
            found.setdefault(key, Found(key, "surname", text))


def _named(entity: Entity) -> list[Mention]:
    """Mentions by name, the longest first, equal ones once."""
    named = {m.text: m for m in reversed(entity.mentions) if m.kind is MentionKind.NAME}
    return sorted(named.values(), key=lambda m: (-len(m.text), m.span.begin))


def _longest(entity: Entity) -> str:
    named = _named(entity)
    return named[0].text if named else entity.name
