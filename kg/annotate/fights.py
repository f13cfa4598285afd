"""When two mentions of fighting are one: "they fight the army", "they are engaged in combat", "the army faced them in battle".

Fighting goes on, and each side may tell it. Two mentions of it are one where a force is on one side of both, and where the other sides, if
both are told, belong together: the same, or a state and its forces. States alone do not suffice: a war has many fights. What may or would
be is another matter than what is.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from kg.annotate.allies import Owners, owners
from kg.annotate.parse import Parse
from kg.annotate.stage import Draft
from kg.knowledge.triggers import Triggers
from kg.model.entity import EntityType
from kg.model.event import EventMention, Role

CLASS = "fighting"
"""The class of words for it in `word_classes.csv`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sides:
    """What chains ask of a document: who belongs to which state, who is a state, which words are for fighting."""

    belongs: Owners
    states: frozenset[str]
    classes: Mapping[str, frozenset[str]]
    parse: Parse

    @classmethod
    def of(cls, draft: Draft, triggers: Triggers) -> "Sides":
        """The sides of a draft."""
        return cls(
            belongs=owners(draft),
            states=frozenset(e.id for e in draft.entities if e.type is EntityType.STATE),
            classes=triggers.classes,
            parse=draft.parse,
        )

    def fights(self, event: EventMention) -> bool:
        """Whether the mention is of fighting, and not only of what may be."""
        lemma = (event.rule or "").partition(".")[0]
        return event.type == "ASSAULT" and CLASS in self.classes.get(lemma, ()) and not self._modal(event)

    def one(self, a: EventMention, b: EventMention) -> bool:
        """Whether two mentions of fighting have a force in common and no different opponents."""
        first = (_fillers(a, Role.ACTOR), _fillers(a, Role.RECIPIENT))
        second = (_fillers(b, Role.ACTOR), _fillers(b, Role.RECIPIENT))
        turned = (second[1], second[0])
        along = tuple(map(frozenset.__and__, first, second))
        across = tuple(map(frozenset.__and__, first, turned))
        if any(along) == any(across):
            return False
        shared, other = (along, second) if any(along) else (across, turned)
        return any(s - self.states for s in shared) and all(map(self._kin, first, other))

    def _kin(self, one: frozenset[str], other: frozenset[str]) -> bool:
        """Whether two sides share somebody or a state, as far as both are told."""
        return not one or not other or bool(self._with_states(one) & self._with_states(other))

    def _with_states(self, side: frozenset[str]) -> frozenset[str]:
        return side.union(*(self.belongs.get(x, frozenset()) for x in side))

    def _modal(self, event: EventMention) -> bool:
        """Whether "may", "would" or the like stands at the verb or at the one it depends on."""
        verb = self.parse.tokens[event.trigger_head]
        return any(c.tag == "MD" for v in (verb, *([verb.head] if verb.dep == "xcomp" else ())) for c in v.children)


def _fillers(event: EventMention, role: Role) -> frozenset[str]:
    """Ids of the entities in a role; a place that stands in for a recipient is nobody's side."""
    places = {a.entity for a in event.arguments if a.role is Role.LOCATION}
    return frozenset(a.entity for a in event.arguments if a.role is role and a.entity and a.entity not in places)
