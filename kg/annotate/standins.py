"""Who stands for whom among the participants: crews for their machines, owners for their things, the helped for their fights.

An actor or recipient is somebody: where the words put a thing or an unnamed place in the role, whoever they give as its owner takes it.
"""

from kg.annotate.clause import is_verb
from kg.annotate.frames import Site, match
from kg.annotate.parse import Token
from kg.annotate.participants import World
from kg.annotate.tree import first_conjunct
from kg.annotate.whereabouts import is_place
from kg.model.entity import PLACES, EntityType, MentionKind

Roles = dict[str, list[Token]]

THINGS = PLACES - {EntityType.STATE} | {EntityType.PRODUCT, EntityType.OTHER, EntityType.OFFICE, None}
GIVEN = ("iobj", "to", "for", "with", "from", "on", "in", "into", "over")
"""Where an unnamed place may stand that gets help or loses it."""


def fighters(world: World, site: Site) -> list[Token]:
    """Whose fight it is that somebody helps with: "backs Mali in its fight", "support for Mali in the war against the rebels"."""
    noun = site.noun
    if site.frame.type != "ASSAULT" or noun is None or noun.dep != "pobj" or noun.head.lower != "in":
        return []
    above = noun.head.head
    for word in (above, above.head.head if above.dep == "pobj" else above.head):
        helped = match(world, word)
        if helped is not None and helped.frame.type in world.triggers.type_classes["helping"]:
            for slot in ("obj", "for", "of", "to"):
                found = [t for t in helped.raw(slot) if world.acts(t)]
                if found:
                    return found
    return []


def manned(world: World, found: list[Token], roles: Roles) -> list[Token]:
    """The actors, with those who operate a machine in place of it: the machine is their instrument."""
    actors: list[Token] = []
    for t in found:
        crew = operators(world, t)
        if crew:
            roles.setdefault("instrument", []).append(t)
        actors.extend(a for a in crew or [t] if a not in actors)
    return actors


def sufferers(world: World, found: list[Token], roles: Roles) -> list[Token]:
    """The recipients, with those whose thing or place it is in place of one without a name: "Iraqi towns", "a camp for refugees"."""
    suffering: list[Token] = []
    for t in found:
        holders = owners(world, t)
        if holders:
            roles.setdefault("location" if world.kind(t) in PLACES else "topic", []).append(t)
        suffering.extend(o for o in holders or [t] if o not in suffering)
    return suffering


def instead(world: World, site: Site, roles: Roles, *, reciprocal: bool) -> list[Token]:
    """Who stands in for a recipient that the chains did not find: the place it is done to, or those killed in an attack."""
    kind, classes = site.frame.type, world.triggers.type_classes
    missing = "recipient" not in roles
    if kind == "ASSAULT" and site.noun is not None and (missing or site.token.dep == "nsubj"):
        victims = _victims(world, site)
        if victims and not any(c.lower in ("on", "against", "of") for c in site.token.children):
            return victims
    if missing and kind in classes["placed"] and not reciprocal:
        places = [t for role in ("destination", "location") for t in roles.get(role, ()) if world.acts(t) or world.kind(t) in PLACES]
        found = [n for t in places for n in named(world, t)] or (places if kind in classes["addressed"] else [])
        if found:
            return found
    if missing and kind in classes["addressed"]:
        taken = [t for fillers in roles.values() for t in fillers]
        return next((f for p in GIVEN if (f := [t for t in site.raw(p) if is_place(world, t) and t not in taken])), [])
    return []


def _victims(world: World, site: Site) -> list[Token]:
    """Those killed or hurt "in", "by" or "during" the attack that a noun names, or whom it killed."""
    noun = site.token
    verb = noun.head.head if noun.dep == "pobj" and noun.head.lower in ("in", "by", "during", "from") else noun.head
    if not is_verb(verb) or (verb is noun.head and noun.dep != "nsubj"):
        return []
    suffered = match(world, verb)
    if suffered is None or suffered.frame.type != "CASUALTY":
        return []
    return [t for t in suffered.fill("obj") or suffered.fill("subj") if t is not noun]


def operators(world: World, machine: Token) -> list[Token]:
    """Whose aircraft, tanks or ships they are, where the words say so ("Greek and Turkish jets", "the army's drones"); else empty."""
    if world.kind(machine) is not EntityType.PRODUCT or not world.matches(machine, "@crewed"):
        return []
    held = world.mentions.get(machine.i)
    if held is not None and held[1].kind is not MentionKind.NOMINAL:
        return []
    first = first_conjunct(machine)
    return world.inside(machine, outward=True) or (world.inside(first, outward=True) if first is not machine else [])


def owners(world: World, thing: Token) -> list[Token]:
    """Whose things or places they are, where the noun has no name: "positions of the army", "Danish websites"; else empty."""
    held = world.mentions.get(thing.i)
    unnamed = thing.pos == "NOUN" if held is None else held[1].kind is MentionKind.NOMINAL
    if not unnamed or world.kind(thing) not in THINGS:
        return []
    owner = [t for c in thing.children if c.dep == "poss" for t in world.expand(c) if world.acts(t)]
    behind = [g for c in thing.children if c.lower in ("of", "for") and c.dep == "prep" for g in c.children if g.dep == "pobj"]
    return owner or [t for g in behind for t in world.expand(g) if world.acts(t)] or world.modifiers(thing)


def named(world: World, place: Token) -> list[Token]:
    """The place if it has a name, else the places that its noun phrase names ("a jail in Italy")."""
    if world.is_named(place) or place.i in world.wholes:
        return [place]
    return [t for t in world.inside(place, outward=False) if world.kind(t) in PLACES]
