"""Roles of a trigger: the chains of its row and of its type, filled from the clause, from embedded clauses and from the place adjuncts.

Rules: an actor or recipient is what the words name, never its state; a reciprocal event has actors only; where an event that needs a
recipient has none, the place that suffers it stands in (PLOVER: recipients of material acts may be places). A place is that of the
trigger's own phrase, else of its clause, else of the clause above; never the dateline.
"""

from collections.abc import Iterator, Sequence

from kg.annotate import clause
from kg.annotate.clause import is_verb
from kg.annotate.frames import CLAUSE_SLOTS, Site, match
from kg.annotate.parse import Token
from kg.annotate.participants import World
from kg.knowledge.triggers import Chain
from kg.model.entity import PLACES, EntityType

Roles = dict[str, list[Token]]

AT = frozenset(
    {
        "in",
        "at",
        "near",
        "inside",
        "outside",
        "around",
        "across",
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
ORDER = ("actor", "recipient", "destination", "origin", "instrument", "topic")
STEPS = frozenset({"dobj", "nsubj", "nsubjpass", "attr", "xcomp", "prep", "conj"})
GIVEN = ("iobj", "to", "for", "with", "from", "on", "in", "into", "over")
"""Where an unnamed place may stand that gets help or loses it."""
BESIDE = frozenset({"together", "along", "jointly", "shoulder", "side"})
"""Words before "with" that make it accompaniment: "along with", "side by side with"."""
VENUES = frozenset({EntityType.SETTLEMENT, EntityType.PLACE})
MAX_DEPTH = 3


def assign(world: World, site: Site, depth: int = 0) -> Roles:
    """The role fillers of a site, by head token; a token fills one role, except that a place may also be the recipient."""
    frame = site.frame
    defaults = world.triggers.defaults.get((frame.type, frame.pos)) or world.triggers.defaults.get(("*", frame.pos), {})
    reciprocal = any(slot.startswith("+") for slot in frame.roles.get("actor", defaults.get("actor", ())))
    roles: Roles = {}
    # whom somebody attacks "together with" is not attacked
    beside = companions(world, site) if frame.type in world.triggers.type_classes["hostile"] else []
    used: list[Token] = list(beside)
    for role in ORDER:
        chain = frame.roles.get(role, defaults.get(role, ()))
        if role == "recipient" and reciprocal and len(roles.get("actor", ())) > 1 and role not in frame.roles:
            continue
        chain = ("subjected", *chain) if role == "recipient" and site.noun is not None else chain
        found = [p for t in _first(world, site, chain, (depth, used)) for p in world.parties(t) if not _taken(world, p, used)]
        if role == "actor" and frame.type == "ASSAULT":  # an unnamed town may vote or secede, but does not shell
            found = [t for t in found if t.pos == "PROPN" or world.kind(t) not in PLACES - {EntityType.STATE}]
        if role == "actor":
            found = _fighters(world, site) or [t for t in found if not _venue(world, site, t)]
            found = _manned(world, found, roles) if frame.type != "MOVEMENT" else found
        if role == "recipient" and frame.type in world.triggers.type_classes["material"]:
            found = _sufferers(world, found, roles)
        if role == "topic" and frame.type == "PROTEST":  # rioted at a prison
            found = [t for t in found if not is_place(world, t) or t.dep != "pobj"]
        if role == "topic" and len(found) > 1:  # "in sewing and other skills" names sewing
            found = [t for t in found if not any(c.lower == "other" for c in t.children)] or found
        if found:
            roles[role] = found
            used.extend(found)
    beside = beside or [t for t in companions(world, site) if not _taken(world, t, used)]
    if "actor" in roles and beside:
        roles["actor"] = [*roles["actor"], *beside]
        used.extend(beside)
    places = [t for t in locations(world, site) if t not in used]
    if not places and frame.mode == "visit":
        places = [t for t in roles.get("recipient", ()) if is_place(world, t)]
    if places:
        roles["location"] = [*roles.get("location", ()), *places]
    instead = _instead(world, site, roles, reciprocal=reciprocal)
    if instead:
        roles["recipient"] = instead
    return roles


def _venue(world: World, site: Site, token: Token) -> bool:
    """Whether a town right before the noun is where it happened: "the Paris attacks", "the Doha talks" (not "Moscow talks", a metonym)."""
    noun = site.noun
    return noun is not None and token.head is noun and token.i < noun.i and token.dep != "poss" and world.kind(token) in VENUES


def _fighters(world: World, site: Site) -> list[Token]:
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


def _manned(world: World, found: list[Token], roles: Roles) -> list[Token]:
    """The actors, with those who operate a machine in place of it: the machine is their instrument."""
    actors: list[Token] = []
    for t in found:
        operators = world.operators(t)
        if operators:
            roles.setdefault("instrument", []).append(t)
        actors.extend(a for a in operators or [t] if a not in actors)
    return actors


def _sufferers(world: World, found: list[Token], roles: Roles) -> list[Token]:
    """The recipients, with those whose thing or place it is in place of one without a name: "Iraqi towns", "a camp for refugees"."""
    suffering: list[Token] = []
    for t in found:
        owners = world.owners(t)
        if owners:
            roles.setdefault("location" if world.kind(t) in PLACES else "topic", []).append(t)
        suffering.extend(o for o in owners or [t] if o not in suffering)
    return suffering


def _instead(world: World, site: Site, roles: Roles, *, reciprocal: bool) -> list[Token]:
    """Who stands in for a recipient that the chains did not find: the place it is done to, or those killed in an attack."""
    kind, classes = site.frame.type, world.triggers.type_classes
    missing = "recipient" not in roles
    if kind == "ASSAULT" and site.noun is not None and (missing or site.token.dep == "nsubj"):
        victims = _victims(world, site)
        if victims and not any(c.lower in ("on", "against", "of") for c in site.token.children):
            return victims
    if missing and kind in classes["placed"] and not reciprocal:
        places = [t for role in ("destination", "location") for t in roles.get(role, ()) if world.acts(t) or world.kind(t) in PLACES]
        found = [n for t in places for n in world.named(t)] or (places if kind in classes["addressed"] else [])
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


def companions(world: World, site: Site) -> list[Token]:
    """Those alongside or together with whom the subject acts; the phrase hangs from the trigger, its verb, an object or the subject."""
    subjects = site.raw("subj")
    near = list(dict.fromkeys((site.token, site.verb or site.token, *subjects)))
    objects = [c for w in near for c in w.children if c.dep in ("dobj", "advcl")]
    inner = [g for w in near for c in w.children if c.dep == "prep" for g in c.children if g.dep == "pobj"]
    found: list[Token] = []
    hanging = [c for w in (*near, *objects, *inner) for c in w.children if c.dep == "prep"]
    for preposition in (*hanging, *(g for c in hanging if c.lower == "along" for g in c.children)):
        if accompanies(preposition):
            nouns = (t for c in preposition.children if c.dep == "pobj" for t in world.expand(c))
            found.extend(t for t in nouns if world.acts(t) and t not in found and t not in subjects)
    return found


def accompanies(preposition: Token) -> bool:
    """Whether a preposition names who takes part with somebody: "alongside", or "with" behind "together", "jointly" and the like."""
    if preposition.lower != "with":
        return preposition.lower == "alongside"
    tokens = preposition.sentence.tokens
    at = preposition.i - tokens[0].i
    return at > 0 and tokens[at - 1].lower in BESIDE


def _taken(world: World, token: Token, used: Sequence[Token]) -> bool:
    """Whether the token, or another mention of its entity, fills a role already."""
    held = world.mentions.get(token.i)
    for other in used:
        if other is token:
            return True
        same = world.mentions.get(other.i)
        if held is not None and same is not None and held[0] is same[0]:
            return True
    return False


def _first(world: World, site: Site, chain: Chain, state: tuple[int, list[Token]]) -> list[Token]:
    """What the first slot with fillers gives; a slot with `+` adds to it."""
    _, used = state
    found: list[Token] = []
    for slot in chain:
        added = slot.startswith("+")
        if found and not added:
            continue
        for t in _slot(world, site, slot.lstrip("+"), state):
            if t not in found and not _taken(world, t, used):
                found.append(t)
    return found


def _slot(world: World, site: Site, slot: str, state: tuple[int, list[Token]]) -> list[Token]:
    """Fillers of one slot; those of an embedded clause are the participants of its own event."""
    base, _, rest = slot.rstrip("!<>~").partition(".")
    if base == "purpose":
        inner = clause.purpose(site.verb) if site.verb is not None else None
    elif base == "if":
        unless = clause.condition(site.verb) if site.verb is not None else None
        return [t for t in world.expand(clause.doer(unless)) if world.acts(t)] if unless is not None else []
    elif rest == "doer":
        carried = next((s for o in site.raw(base) if (s := match(world, o)) is not None), None)
        return assign(world, carried, state[0] + 1).get("actor", []) if carried is not None and state[0] < MAX_DEPTH else []
    elif base in CLAUSE_SLOTS:
        inner = site.clause(base)
    elif rest == "inf":
        inner = next((c for o in site.raw(base) if (c := clause.complement(o, "inf")) is not None), None)
    else:
        found = site.fill(slot)
        return found or (_gerunds(world, site, base, state) if slot.endswith("~") else [])
    if inner is None:
        return []
    if rest == "subj":
        return [t for t in world.expand(clause.subject(inner)) if world.acts(t)]
    return _embedded(world, inner, state)


def _gerunds(world: World, site: Site, preposition: str, state: tuple[int, list[Token]]) -> list[Token]:
    """Participants of a gerund or clause behind a preposition ("committed to lifting the tax on nurses", "into whether the bank lied")."""
    for place in (site.token, site.verb):
        for inner in clause.objects_of(place, preposition) if place is not None else ():
            if is_verb(inner):
                return _embedded(world, inner, state)
    return []


def _embedded(world: World, inner: Token, state: tuple[int, list[Token]]) -> list[Token]:
    """Participants of the event in an embedded clause that have no role yet: recipients first, then those of its own clauses."""
    depth, used = state
    carried = match(world, inner) or _carried(world, inner)
    if carried is not None and depth < MAX_DEPTH:
        roles = assign(world, carried, depth + 1)
        for role in ("recipient", "actor", "destination", "location"):
            found = [t for t in roles.get(role, ()) if world.acts(t) and not _taken(world, t, used)]
            if found:
                return found
    for found in _clause_nouns(world, inner):
        free = [t for t in found if not _taken(world, t, used)]
        if free:
            return free
    deeper = clause.complement(inner, "comp") or clause.purpose(inner)
    return _embedded(world, deeper, (depth + 1, used)) if deeper is not None and depth < MAX_DEPTH else []


def _clause_nouns(world: World, verb: Token) -> Iterator[list[Token]]:
    """Participants named in a clause whose verb is no trigger, most telling first."""
    yield [t for t in world.expand(clause.own_subject(verb)) if world.acts(t)]
    nouns = world.expand(clause.undergoer(verb))
    yield [t for t in nouns if world.acts(t)]
    for outward in (False, True):
        for t in nouns:
            yield world.inside(t, outward=outward)
    for preposition in ("with", "to", "against", "from", "for", "on", "in", "of"):
        for t in (t for b in clause.objects_of(verb, preposition) for t in world.expand(b)):
            yield [t] if world.acts(t) else world.inside(t, outward=False)


def _carried(world: World, verb: Token) -> Site | None:
    """The event noun that the clause's light verb carries."""
    for t in world.expand(clause.undergoer(verb)):
        site = match(world, t)
        if site is not None and site.verb is verb:
            return site
    return None


def locations(world: World, site: Site) -> list[Token]:
    """Places of the event: from its own phrase, else from its clause, else from the clause above."""
    noun = site.noun
    before = [t for t in world.modifiers(noun) if _venue(world, site, t)] if noun is not None else []
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
        yield from (g for c in site.noun.children if c.lower == "by" for g in c.children if g.dep == "pobj")
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
