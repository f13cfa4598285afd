"""Where an event takes place: places of its own phrase, else of its clause, else of the clause above; never the dateline."""

from collections.abc import Iterator

from kg.annotate.clause import is_verb
from kg.annotate.frames import Site
from kg.annotate.parse import Token
from kg.annotate.participants import World
from kg.model.entity import PLACES, EntityType

AT = frozenset(
    {
        "in",
        "at",
        "near",
        "inside",
        "outside",
        "around",
        "across",
        "through",
        "throughout",
        "along",
        "off",
        "on",
        "over",
        "within",
        "above",
        "beneath",
    }
)
STEPS = frozenset({"dobj", "nsubj", "nsubjpass", "attr", "xcomp", "prep", "conj"})
VENUES = frozenset({EntityType.SETTLEMENT, EntityType.PLACE})


def is_venue(world: World, site: Site, token: Token) -> bool:
    """Whether a town right before the noun is where it happened: "the Paris attacks", "the Doha talks" (not "Moscow talks", a metonym)."""
    noun = site.noun
    return noun is not None and token.head is noun and token.i < noun.i and token.dep != "poss" and world.kind(token) in VENUES


def locations(world: World, site: Site) -> list[Token]:
    """Places of the event: from its own phrase, else from its clause, else from the clause above."""
    noun = site.noun
    before = [t for t in world.modifiers(noun) if is_venue(world, site, t)] if noun is not None else []
    if before:
        return before
    for word in _neighbours(site):
        found = [t for t in _places(world, word) if t is not site.token]
        if not found and word.dep == "relcl" and any(c.lower == "where" for c in word.children):
            found = [t for t in world.expand(word.head) if is_place(world, t)]
        if found:
            return found
    return []


def _neighbours(site: Site) -> Iterator[Token]:
    """Where place adjuncts may hang, nearest first: trigger, its verb, its object, the clause that a noun or participle stands in."""
    yield site.token
    verb = site.verb
    if site.noun is not None:  # a raid by marines inside Libya
        yield from (g for c in site.noun.children if c.lower in ("by", "on", "against") for g in c.children if g.dep == "pobj")
    if verb is not None and verb is not site.token:
        yield verb
    if verb is not None:
        own = next((c for c in verb.children if c.dep in ("dobj", "attr", "acomp") and c is not site.token), None)
        if own is not None:
            yield own
            # parsers hang the place of a meeting to the last name before it
            yield from (c for c in own.children if c.dep in ("appos", "conj"))
            yield from (g for c in own.children if c.lower == "of" for g in c.children if g.dep == "pobj")
    yield from above(verb or site.token)


def above(word: Token) -> Iterator[Token]:
    """The clause that a trigger's phrase belongs to: the verb that it is an argument of, or that an infinitive depends on."""
    for _ in range(3):
        if word.dep == "pobj" and word.head.lower in ("in", "during", "at"):
            word = word.head
        if word.dep not in STEPS or word.head is word:
            return
        word = word.head
        yield word
        if is_verb(word) and word.dep != "xcomp":
            return


def _places(world: World, word: Token) -> list[Token]:
    """Places behind prepositions of place that hang from a word."""
    found: list[Token] = []
    for c in word.children:
        if c.lower not in AT or c.dep != "prep":
            continue
        for g in c.children:
            if g.dep == "pobj":
                found.extend(t for t in world.expand(g) if is_place(world, t) and t not in found)
    return found


def is_place(world: World, token: Token) -> bool:
    """Whether a noun names a place."""
    kind = world.kind(token)
    return kind in PLACES if kind is not None else token.ent in ("GPE", "LOC", "FAC")
