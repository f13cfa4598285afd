"""Allies are no opponents: "they engaged in combat with their Polish allies" has the allies beside them, not against them.

"With" names the opponent of a fight unless the text says that the two are allied: by the noun ("their allies"), or by an alliance of their
states anywhere in the document.
"""

from collections.abc import Mapping
from dataclasses import replace

from kg.annotate.parse import Token
from kg.annotate.stage import Draft, Stage
from kg.annotate.tree import first_conjunct
from kg.model.event import Argument, EventMention, Role

OF_STATE = frozenset({"armedForceOf", "affiliatedWith", "agencyOf", "ministryOf", "citizenOf"})

Owners = Mapping[str, frozenset[str]]
"""Ids of an entity and of the states it belongs to, by its id."""


def owners(draft: Draft) -> Owners:
    """Each entity that belongs to a state, with that state."""
    found: dict[str, frozenset[str]] = {}
    for r in draft.relations:
        if r.predicate in OF_STATE:
            found[r.subject] = found.get(r.subject, frozenset({r.subject})) | {r.object}
    return found


def sides(draft: Draft) -> Draft:
    """The draft with allies behind "with" among the actors of their fights."""
    if not any(e.type == "ASSAULT" for e in draft.events):
        return draft
    allied = frozenset(
        pair for r in draft.relations if r.predicate == "alliedWith" for pair in ((r.subject, r.object), (r.object, r.subject))
    )
    states = owners(draft)
    mentions = {e.id: e.mentions for e in draft.entities}
    tokens = draft.parse.tokens

    def beside(event: EventMention, argument: Argument) -> bool:
        head = next((m.head for m in mentions.get(argument.entity or "", ()) if argument.span.holds(m.span)), -1)
        if argument.role is not Role.RECIPIENT or head < 0 or not _behind_with(tokens[head]):
            return False
        own = states.get(argument.entity or "", frozenset({argument.entity or ""}))
        actors = [a.entity for a in event.arguments if a.role is Role.ACTOR and a.entity]
        return tokens[head].lemma == "ally" or any((s, t) in allied for a in actors for s in states.get(a, frozenset({a})) for t in own)

    return replace(
        draft, events=tuple(_turned(e, [a for a in e.arguments if beside(e, a)]) if e.type == "ASSAULT" else e for e in draft.events)
    )


def _behind_with(noun: Token) -> bool:
    """Whether the noun, or what it is coordinated with, stands behind "with"."""
    first = first_conjunct(noun)
    return first.dep == "pobj" and first.head.lower == "with"


def _turned(event: EventMention, beside: list[Argument]) -> EventMention:
    """The event with some of its recipients as further actors; only where it has an actor."""
    if not beside or not any(a.role is Role.ACTOR for a in event.arguments):
        return event
    actors = [a for a in event.arguments if a.role is Role.ACTOR]
    rest = [a for a in event.arguments if a.role is not Role.ACTOR and a not in beside]
    return replace(event, arguments=(*actors, *(replace(a, role=Role.ACTOR) for a in beside), *rest))


def stage() -> Stage:
    """The stage."""
    return Stage(
        name="allies",
        requires=frozenset({"parse", "entities", "events", "relations"}),
        assigns=frozenset({"events"}),
        run=sides,
    )
