"""A draft made ready for rules that ask which entity stands where."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from kg.annotate.parse import Token
from kg.annotate.stage import Draft
from kg.knowledge.tables import Knowledge
from kg.model.entity import PLACES, Entity, EntityType, Mention, MentionKind
from kg.model.time import TimeExpression

PEOPLE = frozenset({EntityType.PERSON, EntityType.GROUP, EntityType.OFFICE})
"""Common nouns for these ("the president") are read as descriptions, never as what a description is about."""


@dataclass(frozen=True, slots=True)
class Held:
    """A mention with its entity and the indexes of its first and last token."""

    entity: Entity
    mention: Mention
    first: int
    last: int

    @property
    def head(self) -> int:
        """Index of the head token."""
        return self.mention.head


@dataclass(slots=True)
class Scene:
    """The tokens of a document with its mentions found by head, by first and by last token; of several the longest.

    `starts` and `ends` leave out common nouns for people.
    """

    draft: Draft
    knowledge: Knowledge
    tokens: Sequence[Token]
    held: list[Held] = field(default_factory=list)
    """All mentions in text order."""
    heads: dict[int, Held] = field(default_factory=dict)
    starts: dict[int, Held] = field(default_factory=dict)
    ends: dict[int, Held] = field(default_factory=dict)
    named: set[str] = field(default_factory=set)
    """Ids of the entities that some mention names, be it by demonym or metonym, or that a table row identifies."""
    places: dict[str, Held] = field(default_factory=dict)
    """A mention of each place by its words, as names and demonyms."""
    keys: dict[str, Held] = field(default_factory=dict)
    """A mention of each entity by the table rows that it may mean."""
    times: dict[int, TimeExpression] = field(default_factory=dict)
    """The time that hangs from a verb or noun, by that word's index."""

    @classmethod
    def of(cls, draft: Draft, knowledge: Knowledge) -> "Scene":
        """The scene of a draft."""
        scene = cls(draft=draft, knowledge=knowledge, tokens=draft.parse.tokens)
        for entity in draft.entities:
            for mention in entity.mentions:
                if mention.head >= 0:
                    scene.held.append(_held(entity, mention, scene.tokens))
        scene.held.sort(key=lambda h: (h.first, -h.last))
        for held in scene.held:
            if held.mention.kind is not MentionKind.NOMINAL:
                scene._note(held, held)
        for held in scene.held:
            if held.mention.kind is MentionKind.NOMINAL:
                scene._note(held, scene.ends.get(held.head - 1))
        _find_times(scene)
        return scene

    def _note(self, held: Held, name: Held | None) -> None:
        """Enter a mention in the tables; a class noun behind a name ("the Hamas movement") stands for the named thing."""
        if held.mention.kind not in (MentionKind.NOMINAL, MentionKind.PRONOUN) or held.entity.hints:
            self.named.add(held.entity.id)
        if (
            held.mention.kind is MentionKind.NOMINAL
            and name is not None
            and name is not held
            and self.is_class(name, self.tokens[held.head])
        ):
            self.heads.setdefault(held.head, name)
            return
        _keep_longer(self.heads, held.head, held)
        if held.mention.kind is MentionKind.NOMINAL and (held.entity.type in PEOPLE or self._is_plain_place(held)):
            return
        _keep_longer(self.starts, held.first, held)
        _keep_longer(self.ends, held.last, held)
        if held.entity.type in PLACES and held.mention.kind in (MentionKind.NAME, MentionKind.DEMONYM):
            self.places.setdefault(held.mention.text, held)
        for key in held.entity.hints[:1]:
            self.keys.setdefault(key, held)

    def _is_plain_place(self, held: Held) -> bool:
        """Whether a common noun for a place is anything but a possessor ("the country's president")."""
        after = self.after(held.last)
        return held.entity.type in PLACES and (after is None or after.tag != "POS")

    def is_class(self, held: Held, noun: Token) -> bool:
        """Whether the noun adds nothing to the name before it: "the Hamas movement", "the German government"."""
        return held.entity.type in self.knowledge.patterns.classes.get(noun.lemma.lower(), ())

    def place(self, words: str) -> Held | None:
        """A mention of the place of this document that the words name: the same words, or another name or demonym of it in the tables."""
        found = self.places.get(words)
        if found is None:
            for reading in self.knowledge.gazetteer.readings(words):
                held = self.keys.get(reading.key)
                if held is not None and held.entity.type in PLACES:
                    return held
        return found

    def after(self, i: int) -> Token | None:
        """The token after index i in the same sentence."""
        if i + 1 < len(self.tokens) and self.tokens[i + 1].sentence is self.tokens[i].sentence:
            return self.tokens[i + 1]
        return None


def _held(entity: Entity, mention: Mention, tokens: Sequence[Token]) -> Held:
    first = last = mention.head
    begin, end = mention.span.begin, mention.span.end
    while first > 0 and tokens[first].begin > begin:
        first -= 1
    while last + 1 < len(tokens) and tokens[last].end < end:
        last += 1
    return Held(entity, mention, first, last)


def _keep_longer(table: dict[int, Held], key: int, held: Held) -> None:
    old = table.get(key)
    if old is None or held.last - held.first > old.last - old.first:
        table[key] = held


def _find_times(scene: Scene) -> None:
    """Tie each time to the words above it, up to three steps; the lists of times and tokens are both in text order."""
    i = 0
    for time in scene.draft.times:
        while i < len(scene.tokens) and scene.tokens[i].end <= time.span.begin:
            i += 1
        if i == len(scene.tokens):
            return
        node = scene.tokens[i]
        for _ in range(3):
            node = node.head
            scene.times.setdefault(node.i, time)
