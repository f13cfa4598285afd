"""To which state the unnamed participants of events belong: "French farmers", "South Korean army officers", "police in Peru".

Only participants that no other stage has tied to anything are looked at, and only by words of their own noun phrase: a state's name or
demonym before them, or, for bodies of a state, its name behind "in". Such people and forces belong to the state (`affiliatedWith`).
"""

from collections.abc import Iterator
from dataclasses import replace

from kg.annotate.parse import Token
from kg.annotate.participants import World
from kg.annotate.stage import Draft, Stage
from kg.annotate.tree import child
from kg.knowledge.triggers import Triggers
from kg.model.entity import AGENTS, Entity, EntityType, MentionKind
from kg.model.event import Relation, Role

UNNAMED = frozenset({MentionKind.NOMINAL, MentionKind.PRONOUN})
OFFICIAL = frozenset({EntityType.GOVERNMENT_BODY, EntityType.ARMED_FORCE})
"""What a state's name behind "in" makes that state's: "authorities in Peru", but not "rebels in Peru"."""


def tie(draft: Draft, triggers: Triggers) -> Draft:
    """The draft with such relations, numbered after those it has, in text order."""
    world = World(draft.parse, draft.entities, triggers)
    known = draft.relations
    tied = {r.subject for r in known}
    cited = {a.entity for e in draft.events for a in e.arguments if a.entity and a.role in (Role.ACTOR, Role.RECIPIENT)}
    found: list[Relation] = []
    for i in sorted(world.mentions):
        token, (entity, mention) = draft.parse.tokens[i], world.mentions[i]
        if entity.id in tied or entity.id not in cited or entity.type not in AGENTS or any(m.kind not in UNNAMED for m in entity.mentions):
            continue
        state = next((s for s in _states(world, token, entity) if s.id != entity.id), None)
        if state is not None:
            tied.add(entity.id)
            found.append(
                Relation(
                    id=f"r{len(known) + len(found) + 1}",
                    subject=entity.id,
                    predicate="affiliatedWith",
                    object=state.id,
                    span=world.span(token),
                    rule="participant",
                    head=mention.head,
                )
            )
    return replace(draft, relations=known + tuple(found))


def _states(world: World, noun: Token, entity: Entity) -> Iterator[Entity]:
    """States that the noun phrase names, the most telling first."""
    owner = child(noun, "poss")
    before = [*([owner] if owner is not None and owner.tag != "PRP$" else []), *world.modifiers(noun)]
    behind = [c for c in noun.children if c.dep == "prep" and c.lower == "in"] if entity.type in OFFICIAL else []
    inner = [t for c in behind for g in c.children if g.dep == "pobj" for t in world.expand(g)]
    for token in (*before, *inner):
        held = world.mentions.get(token.i)
        if held is not None and held[0].type is EntityType.STATE and held[1].kind is not MentionKind.NOMINAL:
            yield held[0]


def stage(triggers: Triggers) -> Stage:
    """The stage."""
    return Stage(
        name="membership",
        requires=frozenset({"parse", "entities", "events", "relations"}),
        assigns=frozenset({"relations"}),
        run=lambda draft: tie(draft, triggers),
    )
