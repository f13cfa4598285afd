"""Events: trigger words typed by the tables, with their participants, places, times and quantities.

A trigger whose object decided its type takes that object with it: "imposed sanctions" is one event. A noun is an event only where it has
a participant, place or time; a verb where it has an actor or recipient. Times belong to an event when they hang from its own words or its
clause; a time in a clause of saying belongs to the saying.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from kg.annotate import clause
from kg.annotate.arguments import assign
from kg.annotate.clause import is_verb
from kg.annotate.frames import Site, aim, hyphened, match
from kg.annotate.parse import Token
from kg.annotate.participants import World
from kg.annotate.quantities import counted
from kg.annotate.shifts import Scorer, announcer, content, final_type
from kg.annotate.stage import Draft, Stage
from kg.annotate.standins import Roles
from kg.annotate.tree import child
from kg.annotate.whereabouts import above
from kg.knowledge.triggers import Triggers
from kg.model.event import Argument, EventMention, Quantity, Role
from kg.model.span import Span
from kg.model.time import TimeExpression, TimeKind

ACTING_WORDS = frozenset({"troops", "police", "fighter", "weapon", "ship", "document", "deed", "victim", "person_noun", "leader", "seat"})
"""Classes of words whose things act for somebody: ships evacuate, resolutions condemn, raids violate a truce."""
BARE = ("instrument", "topic")
"""Roles whose fillers need be no entities: what no stage found stays plain words."""
INTENTS = ("AGREE", "THREATEN", "REJECT")
_BEHIND = 2
"""Tokens from a verb to a date that stands right behind it, with its preposition."""
_BEFORE_NOUNS = frozenset({"nummod", "compound", "nmod", "amod", "poss"})
"""Labels of words in front of a noun that they belong to."""
WRITTEN = ("actor", "recipient", "origin", "destination", "location", "instrument", "topic")


@dataclass(frozen=True, slots=True, kw_only=True)
class Finder:
    """The events stage with its tables and, where one is given, a scorer for a second opinion on types."""

    triggers: Triggers
    scorer: Scorer | None = None

    def find(self, draft: Draft) -> Draft:
        """The draft with its events, and with the entities that only events speak of."""
        world = World(draft.parse, draft.entities, self.triggers)
        found = self._matches(world)
        times = _times_by_clause(draft.times, draft.parse.tokens, frozenset(s.token.i for s in found if s.noun is not None))
        sites = _kept(found, times)
        events: list[EventMention] = []
        for site in sites:
            event = self._event(world, site, times)
            for mention in (event, _toll(world, site, event)) if event is not None else ():
                if mention is not None:
                    events.append(replace(mention, id=f"v{len(events) + 1}"))
        return replace(
            draft,
            events=tuple(events),
            entities=draft.entities + tuple(world.added),
        )

    def _matches(self, world: World) -> list[Site]:
        """All trigger sites in text order."""
        t = self.triggers
        return [
            site
            for token in world.parse.tokens
            if (lemma := world.lemma(token)) in t.nouns
            or lemma in t.verbs
            or lemma in t.adjectives
            or lemma in t.auxiliaries
            or (token.i and world.parse.tokens[token.i - 1].text == "-")
            if (site := match(world, token)) is not None
        ]

    def _event(self, world: World, site: Site, times: dict[int, list[TimeExpression]]) -> EventMention | None:
        """The event of a site; None where too little is known of it."""
        frame = site.frame
        roles = assign(world, site)
        if not _can_act(world, site, roles) or _restrains_itself(world, site, roles):
            return None
        found = _times(world, site, times)
        if frame.type in world.triggers.type_classes["addressed"] and not roles.get("recipient") and len(roles.get("actor", ())) < 2:
            return None
        if not (roles.get("actor") or roles.get("recipient") or (site.noun is not None and (roles or found))):
            return None
        speakers = announcer(world, site)
        if speakers:
            _announced(site, roles, speakers)
        kind, mode = final_type(world, site, self.scorer)
        if kind == "REQUEST" and frame.type != kind and site.verb is not None:
            asked = world.expand(clause.doer(clause.condition(site.verb) or site.verb))
            roles["recipient"] = [t for t in asked if world.acts(t) and t not in roles.get("actor", ())] or roles.get("recipient", [])
        trigger = _trigger(world, site)
        arguments = [*_arguments(world, roles), *found]
        return EventMention(
            id="",
            type=kind,
            mode=mode,
            contexts=_contexts(world, site, kind, roles),
            trigger=trigger,
            trigger_text=world.parse.words(trigger),
            arguments=tuple(arguments),
            quantities=_quantities(world, site, roles),
            rule=frame.name,
            trigger_head=(site.verb or site.token).i if site.noun is not None or site.token.pos == "ADJ" else site.token.i,
        )


def _kept(found: Sequence[Site], times: Mapping[int, Sequence[TimeExpression]]) -> list[Site]:
    """The sites without those that another's row has taken in; what is planned for a day stays an event of that day."""
    taken = {t.i for site in found for t in _consumed(site)}
    taken.update(t.i for site in found for t in _intended(site) if t.i not in times or site.token.i in times)
    return [site for site in found if site.token.i not in taken]


def _announced(site: Site, roles: Roles, speakers: list[Token]) -> None:
    """Put those who announce their own event in its subject's place; whom they will meet is whom it concerns."""
    subjects = site.raw("subj")
    others = [t for t in roles.get("actor", ()) if t not in subjects]
    roles["actor"] = speakers
    if others and not roles.get("recipient"):
        roles["recipient"] = others


def _contexts(world: World, site: Site, kind: str, roles: Roles) -> tuple[str, ...]:
    """The row's contexts; help and support among armed forces or in a fight are military."""
    contexts = site.frame.contexts
    if kind in world.triggers.type_classes["helping"] and "military" not in contexts:
        nouns = [t for role in ("actor", "recipient") for t in roles.get(role, ())]
        fights = [t for slot in ("in", "against") for t in site.raw(slot)]
        if any(world.matches(t, value) for t in nouns for value in ("@FORCE", "@troops")) or any(
            world.matches(t, "@conflict") for t in fights
        ):
            return (*contexts, "military")
    return contexts


def _can_act(world: World, site: Site, roles: Roles) -> bool:
    """Whether who does it can do such a thing; a request by "must" needs somebody who is asked."""
    if site.frame.pos == "aux":
        return bool(roles.get("actor")) and any(t.lower not in ("we", "i") for t in roles.get("recipient", ()))
    actors = roles.get("actor", ())
    if site.frame.type not in world.triggers.type_classes["willed"] or not actors or site.noun is not None:
        return True
    return any(
        world.acts(t) or t.pos in ("NUM", "DET") or world.triggers.classes.get(t.lemma.lower(), frozenset()) & ACTING_WORDS for t in actors
    )


def _restrains_itself(world: World, site: Site, roles: Roles) -> bool:
    """Whether a restriction names nobody but who makes it: citizens "limit their movements"."""
    if site.frame.type != "COERCE" or roles.get("recipient") or not roles.get("actor"):
        return False
    doings = [t for t in site.raw("obj") if world.matches(t, "@doing")]
    owners = [c for t in doings for c in t.children if c.dep == "poss" and c.tag == "PRP$"]
    actors = {world.entity(t, known=True) for t in roles["actor"]}
    return any(world.entity(c, known=True) in {*actors, None} for c in owners)


def _toll(world: World, site: Site, event: EventMention) -> EventMention | None:
    """The casualties of an assault that counts whom it killed or hurt, by the row of the same verb for them; else None."""
    if event.type != "ASSAULT" or site.noun is not None:
        return None
    row = next((f for f in world.triggers.verbs.get(world.lemma(site.token), ()) if f.type == "CASUALTY" and site.holds(f)), None)
    hurt = [a for a in event.arguments if a.role is Role.RECIPIENT]
    counts = tuple(q for q in event.quantities if any(a.span.begin <= q.span.begin < a.span.end for a in hurt))
    if row is None or not counts:
        return None
    told = tuple(a for a in event.arguments if a.role in (Role.RECIPIENT, Role.LOCATION, Role.TIME))
    return replace(event, type=row.type, mode=row.mode, contexts=row.contexts, arguments=told, quantities=counts, rule=row.name)


def _consumed(site: Site) -> Iterator[Token]:
    """Nouns that decided the type of a verb and are no events of their own."""
    if site.noun is not None or site.token.pos == "ADJ":
        return
    objects = site.raw("obj")
    for condition in site.frame.conditions:
        if not condition.values and not condition.negated:  # left nine injured
            yield from (c for w in (site.token, *objects) for c in w.children if c.lower in condition.slots and c.dep != "prep")
        for slot in condition.slots if condition.values and not condition.negated else ():
            if slot not in ("inf", "that", "ing", "comp", "subj", "pre", "verb", "governor"):
                yield from site.raw(slot)


def _intended(site: Site) -> Iterator[Token]:
    """The trigger of what somebody agrees, threatens, refuses or strives to do: one event with the agreeing, threatening or striving."""
    inner = content(site) if site.frame.type in INTENTS else aim(site)
    if inner is not None:
        yield inner.token


def _trigger(world: World, site: Site) -> Span:
    """The words of the trigger: a verb with its particle where it follows at once, a noun with the words of its compound."""
    first = last = site.token.i
    rest = site.frame.rest
    tokens = world.parse.tokens
    if "-" in site.frame.lemma and hyphened(world, site.token) == site.frame.lemma:
        return world.parse.span(first - 2, last)
    if rest and site.noun is not None:
        first = next(
            (i for i in range(first - 1, max(-1, first - 6), -1) if tokens[i].lemma.lower() == rest[0] or tokens[i].lower == rest[0]), first
        )
    elif rest:
        for word in rest:
            if last + 1 < len(tokens) and tokens[last + 1].lower == word:
                last += 1
    return world.parse.span(first, last)


def _arguments(world: World, roles: Roles) -> list[Argument]:
    """The arguments in order of role and text."""
    return [
        Argument(role=Role(role), span=world.span(token), entity=_filler(world, role, token))
        for role in WRITTEN
        for token in sorted(roles.get(role, ()), key=lambda t: t.i)
    ]


def _filler(world: World, role: str, token: Token) -> str | None:
    """The id of the entity in a role; a part of a place ("eastern Libya") is where, but the whole is who acts or suffers there."""
    if role in ("actor", "recipient") and token.i in world.wholes:
        return world.wholes[token.i]
    return world.entity(token, known=role in BARE)


def _quantities(world: World, site: Site, roles: Roles) -> tuple[Quantity, ...]:
    """The numbers of those and that which the event concerns, in text order."""
    nouns = {t.i: t for role in ("actor", "recipient", "instrument", "topic") for t in roles.get(role, ())}
    nouns.update((t.i, t) for t in site.raw("obj"))
    if site.noun is not None:
        nouns[site.noun.i] = site.noun
    found = {q.span: q for i in sorted(nouns) if (q := counted(world.parse, nouns[i], world.triggers.quantities)) is not None}
    return tuple(found[span] for span in sorted(found))


def _times_by_clause(times: Sequence[TimeExpression], tokens: Sequence[Token], nouns: frozenset[int]) -> dict[int, list[TimeExpression]]:
    """Time expressions by the tokens above them, up to the verb of their clause or a noun that is an event itself.

    What stands before a noun dates that noun alone: "rejected a 2016 deal" says nothing of when it was rejected. The day of what kills
    is the day of killing, though: "Monday's blast killed four".
    """
    found: dict[int, list[TimeExpression]] = {}
    i = 0
    for time in times:
        if time.kind not in (TimeKind.DATE, TimeKind.TIME):
            continue
        while i < len(tokens) and tokens[i].end <= time.span.begin:
            i += 1
        if i == len(tokens) or tokens[i].begin >= time.span.end:
            continue
        top = _top(tokens, i, time.span.end)
        noun_alone = top.dep in _BEFORE_NOUNS and (top.dep == "nummod" or top.head.dep != "nsubj")
        for higher in top.ancestors:
            if _strayed(i, higher):
                found.setdefault(higher.head.i, []).append(time)
                break
            found.setdefault(higher.i, []).append(time)
            if higher.i in nouns or noun_alone or (is_verb(higher) and higher.dep not in ("aux", "auxpass")):
                break
    return found


def _strayed(i: int, verb: Token) -> bool:
    """Whether the tree gives the date right behind a verb to the clause that the verb governs: "said on Monday he would leave"."""
    subject = child(verb, "nsubj", "nsubjpass")
    return verb.dep == "ccomp" and subject is not None and verb.head.i < i < subject.i and i - verb.head.i <= _BEHIND


def _top(tokens: Sequence[Token], i: int, end: int) -> Token:
    """The highest token of a time expression."""
    inside = []
    while i < len(tokens) and tokens[i].begin < end:
        inside.append(tokens[i])
        i += 1
    return next((t for t in inside if t.head not in inside), inside[0])


def _times(world: World, site: Site, times: dict[int, list[TimeExpression]]) -> list[Argument]:
    """Time arguments: what hangs from the trigger, else from an event of its type that it is part of, else from its clause."""
    for word in (site.token, *_wholes(world, site), *_time_places(site)):
        if word.i in times:
            return [Argument(role=Role.TIME, span=t.span, time=t.id) for t in times[word.i]]
    return []


def _wholes(world: World, site: Site) -> Iterator[Token]:
    """Nouns for an event of the same type that the verb's act was part of ("seized the fort in a raid in May")."""
    for preposition in ("in", "during"):
        for noun in clause.objects_of(site.token, preposition) if site.noun is None else ():
            whole = match(world, noun)
            if whole is not None and whole.frame.type == site.frame.type:
                yield noun


def _time_places(site: Site) -> Iterator[Token]:
    """Words whose times are the event's own, nearest first: trigger, its verb, the clause of a noun, the verb an infinitive belongs to."""
    yield site.token
    if site.verb is not None:
        yield site.verb
    yield from above(site.verb or site.token)


def stage(triggers: Triggers, scorer: Scorer | None = None) -> Stage:
    """The stage."""
    return Stage(
        name="events",
        requires=frozenset({"parse", "entities", "times"}),
        assigns=frozenset({"events", "entities"}),
        run=Finder(triggers=triggers, scorer=scorer).find,
    )
