"""What ties the events of a document: purpose, cause, condition, part and whole; and which mentions name the same happening.

Links follow words and grammar only: an infinitive of purpose, "because", "if", "as part of", "sparked"; "after" alone is no cause. Those
killed in an attack have it as cause; other events "in" or "during" one of the same type are parts of it.

Two mentions are one happening only if their types are equal, their words are kin ("invaded", "invasion") or the later one is a definite
noun, some participant or place is shared, and nothing speaks against it: other actors, recipients, places or dates, or that one has
happened and the other is still to come, feared or promised. A wrong chain costs more than a missed one, so speech acts also need the same
actor and recipient.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from kg.annotate import clause
from kg.annotate.clause import is_verb
from kg.annotate.fights import Sides
from kg.annotate.parse import Parse, Token
from kg.annotate.resuming import RULE
from kg.annotate.stage import Draft, Stage
from kg.knowledge.triggers import Triggers
from kg.model.claim import Contents, Stance, Tense
from kg.model.event import EventLink, EventMention, EventRelation, Role
from kg.model.time import TimeExpression

KIN = 4
"""Letters that the lemmas of kindred words share at their beginning."""
DEFINITE = frozenset({"the", "this", "that", "these", "those", "its", "their", "his", "her"})
AHEAD = frozenset({Stance.PREDICT, Stance.PROMISE, Stance.DEMAND, Stance.THREATEN, Stance.FEAR, Stance.HOPE})
SPOKEN = frozenset({"AGREE", "SUPPORT", "REQUEST", "REJECT", "ACCUSE", "THREATEN"})
WINDOW = 40
"""Events back that a mention may be the same as."""

At = Mapping[int, list[EventMention]]


def tie(draft: Draft, triggers: Triggers) -> Draft:
    """The draft with links between its events and chains of mentions of one happening."""
    ends = {t.end: t.i for t in draft.parse.tokens}
    at: dict[int, list[EventMention]] = {}
    for event in draft.events:
        # a noun with its light verb is found from both
        for i in dict.fromkeys((event.trigger_head, ends.get(event.trigger.end, event.trigger_head))):
            at.setdefault(i, []).append(event)
    links: dict[tuple[str, EventRelation, str], None] = {}
    for event in draft.events:
        for relation, other in _ties(draft.parse, event, at, triggers):
            if other.id != event.id:
                links[event.id, relation, other.id] = None
    for source, relation, target in _caused(draft.parse, at, triggers):
        links[source.id, relation, target.id] = None
    return replace(
        draft,
        event_links=tuple(EventLink(source=s, relation=r, target=t) for s, r, t in links),
        event_chains=chains(draft.events, Sides.of(draft, triggers), draft.times, unborn(draft)),
    )


def _ties(parse: Parse, event: EventMention, at: At, triggers: Triggers) -> Iterator[tuple[EventRelation, EventMention]]:
    """(relation, other event) of an event, from the clauses and phrases that hang from its head."""
    head = parse.tokens[event.trigger_head]
    for c in (*head.children, *(clause.infinitives(head) if is_verb(head) else ())):
        if c.dep in ("advcl", "acl") and is_verb(c):
            relation = _clause_relation(c, triggers)
            if relation is not None:
                yield from ((relation, other) for other in _events_of(c, at))
        elif c.dep == "prep":
            for relation, noun in _phrase(c, triggers):
                for other in at.get(noun.i, ()):
                    if c.lower not in ("in", "during"):
                        yield relation, other
                    elif event.type == "CASUALTY" and other.type in ("ASSAULT", "DISASTER"):
                        yield EventRelation.CAUSE, other
                    elif event.type == other.type:
                        yield relation, other


def _clause_relation(verb: Token, triggers: Triggers) -> EventRelation | None:
    """What an adverbial clause is to the verb above it."""
    for c in verb.children:
        if c.dep == "mark":
            return EventRelation(found) if (found := triggers.link_words.get(("mark", c.lower))) else None
    infinitive = verb.tag == "VB" and any(c.tag == "TO" for c in verb.children)
    return EventRelation.PURPOSE if infinitive else None


def _events_of(verb: Token, at: At) -> list[EventMention]:
    """The events of a clause: at its verb, else at what it begins, continues or helps to do."""
    if verb.i in at:
        return at[verb.i]
    deeper = clause.complement(verb, "comp")
    return at.get(deeper.i, []) if deeper is not None else []


def _phrase(preposition: Token, triggers: Triggers) -> Iterator[tuple[EventRelation, Token]]:
    """(relation, noun) of a preposition of one, two or three words."""
    words = [preposition.lower]
    top = preposition
    for _ in range(3):
        relation = triggers.link_words.get(("prep", " ".join(words)))
        nouns = [c for c in top.children if c.dep == "pobj"]
        if relation:
            yield from ((EventRelation(relation), n) for n in nouns)
        following = [c for c in top.children if c.dep in ("prep", "pcomp")] or [g for n in nouns for g in n.children if g.dep == "prep"]
        if not following:
            return
        words += [*(n.lower for n in nouns), following[0].lower]
        if nouns and any(c.dep == "det" and c.lower == "a" for c in nouns[0].children):
            words.insert(1, "a")
        top = following[0]


def _caused(parse: Parse, at: At, triggers: Triggers) -> Iterator[tuple[EventMention, EventRelation, EventMention]]:
    """Events that a causal verb ties: its object has its subject as cause."""
    for i in at:
        noun = parse.tokens[i]
        verb = noun.head
        relation = triggers.link_words.get(("verb", verb.lemma)) if is_verb(verb) and noun.dep in ("dobj", "nsubjpass") else None
        cause = clause.doer(verb) if relation else None
        if is_verb(noun):
            yield from _killers(noun, at)
        if relation and cause is not None:
            for target in at.get(cause.i, ()):
                yield from ((source, EventRelation(relation), target) for source in at[i])


def _killers(verb: Token, at: At) -> Iterator[tuple[EventMention, EventRelation, EventMention]]:
    """Casualties that an event is the subject of: "the raid killed nine"."""
    for event in at[verb.i]:
        cause = clause.doer(verb) if event.type == "CASUALTY" else None
        if cause is not None:
            yield from ((event, EventRelation.CAUSE, other) for other in at.get(cause.i, ()))


def unborn(draft: Draft) -> frozenset[str]:
    """Ids of the events that are told as still to come, or only as wished, feared, promised or foretold."""
    contents, by_id = Contents(draft.attributions), {e.id: e for e in draft.events}
    found = set()
    for judged in draft.factuality:
        event = by_id.get(judged.target)
        if event is not None and judged.reply is None:
            owner = contents.innermost(event.trigger)
            stance = judged.stance or (owner.stance if owner is not None else None)
            if judged.tense is Tense.FUTURE or stance in AHEAD:
                found.add(event.id)
    return frozenset(found)


def chains(
    events: Sequence[EventMention], sides: Sides, times: Sequence[TimeExpression], ahead: frozenset[str]
) -> tuple[tuple[str, ...], ...]:
    """Groups of two or more ids of mentions that name one happening, in text order; what is `ahead` is never what has happened."""
    values = {t.id: t.value for t in times}
    groups: list[list[EventMention]] = []
    for event in events:
        found = _resumed(groups, event)
        if found is not None and found[0].id in ahead and event.id not in ahead:
            found = None
        found = found or next(
            (
                group
                for group in reversed(groups[-WINDOW:])
                if (group[0].id in ahead) == (event.id in ahead)
                and all(_compatible(e, event, values, sides) for e in group)
                and any(_same(e, event, sides) for e in group)
            ),
            None,
        )
        if found is None:
            groups.append([event])
        else:
            found.append(event)
    return tuple(tuple(e.id for e in group) for group in groups if len(group) > 1)


def _resumed(groups: Sequence[list[EventMention]], event: EventMention) -> list[EventMention] | None:
    """The group of the event that a definite noun takes up: the nearest of its type and mode."""
    if not (event.rule or "").startswith(RULE):
        return None
    before = [(e.trigger, i) for i, group in enumerate(groups) for e in group if (e.type, e.mode) == (event.type, event.mode)]
    return groups[max(before)[1]] if before else None


def _fillers(event: EventMention, role: Role) -> frozenset[str]:
    """Ids of the entities in a role."""
    return frozenset(a.entity for a in event.arguments if a.role is role and a.entity)


def _compatible(a: EventMention, b: EventMention, values: Mapping[str, str | None], sides: Sides) -> bool:
    """Whether nothing speaks against two mentions naming one happening."""
    if a.type != b.type or (a.mode and b.mode and a.mode != b.mode):
        return False
    people = () if sides.fights(a) and sides.fights(b) and sides.one(a, b) else (Role.ACTOR, Role.RECIPIENT)
    for role in (*people, Role.LOCATION, Role.DESTINATION, Role.ORIGIN):
        first, second = _fillers(a, role), _fillers(b, role)
        if first and second and not first & second:
            return False
    dates = [{v[:10] for x in e.arguments if x.time and (v := values.get(x.time))} for e in (a, b)]
    return not (dates[0] and dates[1] and not any(p.startswith(q) or q.startswith(p) for p in dates[0] for q in dates[1]))


def _same(a: EventMention, b: EventMention, sides: Sides) -> bool:
    """Whether something speaks for it: kindred words with both participants, a definite noun with one, or one fighting."""
    if sides.fights(a) and sides.fights(b) and sides.one(a, b):
        return True
    first, second = sides.parse.tokens[a.trigger_head], sides.parse.tokens[b.trigger_head]
    actors = _fillers(a, Role.ACTOR) & _fillers(b, Role.ACTOR)
    recipients = _fillers(a, Role.RECIPIENT) & _fillers(b, Role.RECIPIENT)
    places = _fillers(a, Role.LOCATION) & _fillers(b, Role.LOCATION)
    kin = _lemma(a)[:KIN] == _lemma(b)[:KIN]
    if a.type in SPOKEN:
        return kin and bool(actors) and bool(recipients) and first.sentence is not second.sentence
    definite = second.pos == "NOUN" and any(c.lower in DEFINITE for c in second.children)
    if definite:
        return bool(actors or recipients or places) and (kin or bool(actors and recipients) or second.sentence is not first.sentence)
    return kin and first.sentence is not second.sentence and (bool(actors and recipients) or (bool(actors) and bool(places)))


def _lemma(event: EventMention) -> str:
    """The head lemma of the row that fired."""
    return (
        (event.rule or "").split(".")[0].rsplit("-", 1)[-1]
        if ".noun" in (event.rule or "")
        else (event.rule or "").split("-")[0].split(".")[0]
    )


def stage(triggers: Triggers) -> Stage:
    """The stage."""
    return Stage(
        name="structure",
        requires=frozenset({"parse", "entities", "relations", "events", "times", "attributions", "factuality"}),
        assigns=frozenset({"event_chains", "event_links"}),
        run=lambda draft: tie(draft, triggers),
    )
