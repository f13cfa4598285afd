"""Roles of a trigger: the chains of its row and of its type, filled from the clause, from embedded clauses and from the place adjuncts.

Rules: an actor or recipient is what the words name, never its state; a reciprocal event has actors only; where an event that needs a
recipient has none, the place that suffers it stands in (PLOVER: recipients of material acts may be places). A place is that of the
trigger's own phrase, else of its clause, else of the clause above; never the dateline.
"""

from collections.abc import Iterator, Sequence

from kg.annotate import clause, standins
from kg.annotate.clause import is_verb
from kg.annotate.frames import CLAUSE_SLOTS, Site, aim, match
from kg.annotate.parse import Token
from kg.annotate.participants import World
from kg.annotate.standins import Roles
from kg.annotate.whereabouts import VENUES, is_place, is_venue, locations
from kg.knowledge.triggers import Chain
from kg.model.entity import PLACES, EntityType

ORDER = ("actor", "recipient", "destination", "origin", "instrument", "topic")
BESIDE = frozenset({"together", "along", "jointly", "shoulder", "side"})
"""Words before "with" that make it accompaniment: "along with", "side by side with"."""
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
        if role == "recipient" and reciprocal and len(roles.get("actor", ())) > 1 and role not in frame.roles:
            continue
        chain = frame.roles.get(role, defaults.get(role, ()))
        chain = ("subjected", *chain) if role == "recipient" and site.noun is not None else chain
        found = [p for t in _first(world, site, chain, (depth, used)) for p in world.parties(t) if not _taken(world, p, used)]
        found = _settled(world, site, role, found, roles)
        if found:
            roles[role] = [*roles.get(role, ()), *(t for t in found if t not in roles.get(role, ()))]
            used.extend(found)
    beside = beside or [t for t in companions(world, site) if not _taken(world, t, used)]
    side = "recipient" if "recipient" in roles and _behind_object(site, beside) else "actor"
    if side in roles and beside:
        roles[side] = [*roles[side], *beside]
        used.extend(beside)
    goal = aim(site)
    places = [t for t in locations(world, site) or (locations(world, goal) if goal is not None else ()) if t not in used]
    if not places and frame.mode == "visit":
        places = [t for t in roles.get("recipient", ()) if is_place(world, t)]
    if places:
        roles["location"] = [*roles.get("location", ()), *(t for t in places if t not in roles.get("location", ()))]
    suffering = standins.instead(world, site, roles, reciprocal=reciprocal)
    if suffering:
        roles["recipient"] = suffering
    return roles


def _settled(world: World, site: Site, role: str, found: list[Token], roles: Roles) -> list[Token]:
    """The fillers of a role as the type of the event has them."""
    kind = site.frame.type
    if role == "actor":
        if kind == "ASSAULT":  # an unnamed town may vote or secede, but does not shell
            found = [t for t in found if t.pos == "PROPN" or world.kind(t) not in PLACES - {EntityType.STATE}]
        found = standins.fighters(world, site) or [t for t in found if not is_venue(world, site, t)]
        return standins.manned(world, found, roles) if kind != "MOVEMENT" else found
    if role == "recipient" and kind in world.triggers.type_classes["material"]:
        return standins.sufferers(world, found, roles)
    if role == "recipient" and kind in ("CONSULT", "SUPPORT") and site.frame.mode != "visit":  # talks in a town are not with the town
        return [t for t in found if world.kind(t) not in VENUES or t.head.lower not in ("in", "at")]
    if role == "topic":
        if kind == "PROTEST":  # rioted at a prison
            found = [t for t in found if not is_place(world, t) or t.dep != "pobj"]
        if len(found) > 1:  # "in sewing and other skills" names sewing
            found = [t for t in found if not any(c.lower == "other" for c in t.children)] or found
    return found


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


def _behind_object(site: Site, beside: Sequence[Token]) -> bool:
    """Whether those named by "along with" follow the object of what is no fight: "arrested the mayor along with two aides"."""
    if site.frame.type == "ASSAULT" or not beside or beside[0].head.head.lower != "along":
        return False
    objects = site.raw("obj")
    return bool(objects) and site.token.i < objects[0].i < beside[0].i


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
