"""To which state the unnamed participants of events belong: "French farmers", "police in Peru", "supporters of the Malian president".

Only participants that no other stage has tied to anything are looked at. The words of their own noun phrase come first: a state's name or
demonym before them, whoever owns them, the place behind "in" or "throughout" for those who are at home where they are. Such people and
forces belong to the state (`affiliatedWith`). Where their words say nothing, those who act within one state as a rule (its police, its
voters, its opposition) belong to the only state that the article is about; that is an inference with a row of the lexicon, no claim.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from kg.annotate.home import MARGIN, state_of
from kg.annotate.parse import Token
from kg.annotate.participants import World
from kg.annotate.stage import Draft, Stage
from kg.annotate.tree import child
from kg.knowledge.patterns import Tie
from kg.knowledge.tables import Knowledge
from kg.model.entity import AGENTS, BODIES, PLACES, Entity, EntityType, Mention, MentionKind
from kg.model.event import Relation, Role

UNNAMED = frozenset({MentionKind.NOMINAL, MentionKind.PRONOUN})
OFFICIAL = frozenset({EntityType.GOVERNMENT_BODY, EntityType.ARMED_FORCE})
"""What a state's name behind "in" makes that state's, whatever the noun."""
GUEST = "guest"
"""The class of words for people who need not be of the place that they are in."""
AFFILIATED = "affiliatedWith"
"""All that can be said of those without a name: whose they are, not what they are to it."""
BARE = "bare"
"""The slot of a noun to which the text adds no state."""
WITHIN = frozenset({"in", "throughout", "across", "within"})
OWNED = frozenset({"of", "from", "to"})
OFFICIAL_TIES = frozenset({"agencyOf", "ministryOf", "officialOf", "ministerOf", "headOfStateOf", "headOfGovernmentOf"})
"""Predicates of those who speak for a state where they are."""
TIES = OFFICIAL_TIES | {"affiliatedWith", "armedForceOf", "citizenOf", "basedIn"}
"""Predicates by which an owner stands for a state."""


class Membership:
    """The states of a draft, and who belongs to them."""

    def __init__(self, draft: Draft, knowledge: Knowledge) -> None:
        """Index the draft's relations and states."""
        self.world = World(draft.parse, draft.entities, knowledge.triggers)
        self.knowledge = knowledge
        self.home = state_of([e for e in draft.entities if any(self._of_state(m) for m in e.mentions)])
        self.by_id = {e.id: e for e in draft.entities}
        self.states = {e.hints[0]: e for e in draft.entities if e.type is EntityType.STATE and e.hints}
        self.acting = {r.object for r in draft.relations if r.predicate in OFFICIAL_TIES or self._is_official(self.by_id[r.subject])}
        self.owners = {
            r.subject: self.by_id[r.object]
            for r in reversed(draft.relations)
            if r.predicate in TIES and self.by_id[r.object].type is EntityType.STATE
        }

    def _of_state(self, mention: Mention) -> bool:
        """Whether the mention can name the state itself: not "ethnic Germans"."""
        return mention.kind is not MentionKind.DEMONYM or not self.world.of_descent(mention.head)

    def _is_official(self, entity: Entity) -> bool:
        """Whether it is a body of government, or an armed force called by its name."""
        return entity.type is EntityType.GOVERNMENT_BODY or (
            entity.type is EntityType.ARMED_FORCE and any(m.kind is MentionKind.NAME for m in entity.mentions)
        )

    def said(self, noun: Token, entity: Entity) -> Iterator[Entity]:
        """States that the noun phrase names, the most telling first."""
        at_home = self._at_home(noun, entity)
        owner = child(noun, "poss")
        if owner is not None and (at_home or not self._is_person(owner)):
            yield from self._owning(owner)
        for token in self.world.modifiers(noun):
            yield from self._owning(token)
        for c in noun.children:
            if c.dep == "prep" and (c.lower in OWNED or (c.lower in WITHIN and at_home)):
                for token in (t for g in c.children if g.dep == "pobj" for t in self.world.expand(g)):
                    yield from self._owning(token)

    def _owning(self, token: Token) -> Iterator[Entity]:
        """The state that a name stands for: the state itself, that of a place or body the tables know, that of whoever is tied to one."""
        held = self.world.mentions.get(token.i)
        if held is None:
            return
        entity = self.by_id.get(self.world.wholes.get(token.i, ""), held[0])
        if entity.type is EntityType.STATE:
            if any(m.kind not in UNNAMED for m in entity.mentions):
                yield entity
        elif entity.id in self.owners:
            yield self.owners[entity.id]
        elif entity.type in PLACES | BODIES - {EntityType.INTERNATIONAL_ORGANISATION} and entity.hints:
            row = self.knowledge.gazetteer.rows.get(entity.hints[0])
            above = self.knowledge.gazetteer.country_row(row) if row is not None else None
            if above is not None and above.key in self.states:
                yield self.states[above.key]

    def _is_person(self, token: Token) -> bool:
        """Whether a person is named, whose mother and whose choice need not be of the same state."""
        held = self.world.mentions.get(token.i)
        return held is not None and held[0].type is EntityType.PERSON

    def _at_home(self, noun: Token, entity: Entity) -> bool:
        """Whether such people belong to the place they are in."""
        return entity.type in OFFICIAL or (entity.type in AGENTS - {EntityType.PERSON} and not self.world.matches(noun, f"@{GUEST}"))

    def _near(self, noun: Token, state: Entity) -> bool:
        """Whether the article names the state often, or it acts or has its name in the sentence, not only as "two French soldiers"."""
        if len(state.mentions) >= MARGIN:
            return True
        span = noun.sentence.span
        named = any(m.kind is not MentionKind.DEMONYM for m in state.mentions)
        return (named or state.id in self.acting) and any(span.holds(m.span) for m in state.mentions)

    def _placed(self, noun: Token) -> bool:
        """Whether the words around the noun name a place or a known body: those belong where these do."""
        near = [*self.world.modifiers(noun), *(t for c in noun.children if c.dep == "poss" for t in self.world.expand(c))]
        near.extend(t for c in noun.children if c.dep == "prep" for g in c.children if g.dep == "pobj" for t in self.world.expand(g))
        known = [self.world.mentions[t.i][0] for t in near if t.i in self.world.mentions]
        return any(e.type in PLACES or (e.type in BODIES and e.hints) for e in known)

    def relation(self, noun: Token, entity: Entity) -> Relation | None:
        """What ties such a participant to a state or to an international body, without a number; None where nothing does."""
        state = next((s for s in self.said(noun, entity) if s.id != entity.id), None)
        if state is not None:
            return self._make(noun, entity, AFFILIATED, state)
        body = next((b for b in self._bodies(noun) if b.id != entity.id), None) if entity.type in BODIES and noun.pos == "NOUN" else None
        if body is not None:
            return self._make(noun, entity, "partOf", body)
        tie = self._row(noun, entity)
        if tie is None or self.home is None:
            return None
        return replace(self._make(noun, entity, AFFILIATED, self.home), rule="discourse", row=tie.place)

    def _make(self, noun: Token, entity: Entity, predicate: str, whole: Entity) -> Relation:
        return Relation(
            id="", subject=entity.id, predicate=predicate, object=whole.id, span=self.world.span(noun), rule="participant", head=noun.i
        )

    def _bodies(self, noun: Token) -> Iterator[Entity]:
        """International bodies that own the noun or stand before it: "UN inspectors", "a force of the African Union"."""
        owner = child(noun, "poss")
        behind = [t for c in noun.children if c.dep == "prep" and c.lower in OWNED for g in c.children for t in self.world.expand(g)]
        for token in (*([owner] if owner is not None else []), *self.world.modifiers(noun), *behind):
            held = self.world.mentions.get(token.i)
            if held is not None and held[0].type is EntityType.INTERNATIONAL_ORGANISATION and held[1].kind not in UNNAMED:
                yield held[0]

    def _row(self, noun: Token, entity: Entity) -> Tie | None:
        """The row of the lexicon by which such people belong to the article's own state; None where their words name a place or owner."""
        if self.home is None or self._placed(noun) or not self._near(noun, self.home):
            return None
        word = self.world.parse.tokens[noun.i - 1].lower if self.world.of_descent(noun.i) else noun.lemma.lower()
        return self.knowledge.patterns.tie(word, entity.type, BARE, EntityType.STATE)


def belong(draft: Draft, knowledge: Knowledge) -> Draft:
    """The draft with such relations, numbered after those it has, in text order; a body of an international body is one too."""
    membership = Membership(draft, knowledge)
    found: list[Relation] = []
    international: set[str] = set()
    for entity, noun in _untied(draft, membership.world):
        relation = membership.relation(noun, entity)
        if relation is not None:
            found.append(replace(relation, id=f"r{len(draft.relations) + len(found) + 1}"))
            if relation.predicate == "partOf":
                international.add(entity.id)
    entities = tuple(replace(e, type=EntityType.INTERNATIONAL_ORGANISATION) if e.id in international else e for e in draft.entities)
    return replace(draft, entities=entities, relations=draft.relations + tuple(found))


def _untied(draft: Draft, world: World) -> Sequence[tuple[Entity, Token]]:
    """Unnamed participants without a relation, each with its first noun."""
    tied = {r.subject for r in draft.relations}
    cited = {a.entity for e in draft.events for a in e.arguments if a.entity and a.role in (Role.ACTOR, Role.RECIPIENT)}
    found: dict[str, tuple[Entity, Token]] = {}
    for i in sorted(world.mentions):
        entity, mention = world.mentions[i]
        unnamed = entity.type in AGENTS and all(m.kind in UNNAMED for m in entity.mentions)
        if unnamed and entity.id in cited - tied and mention.kind is MentionKind.NOMINAL:
            found.setdefault(entity.id, (entity, draft.parse.tokens[i]))
    return tuple(found.values())


def stage(knowledge: Knowledge) -> Stage:
    """The stage."""
    return Stage(
        name="membership",
        requires=frozenset({"parse", "entities", "events", "relations"}),
        assigns=frozenset({"entities", "relations"}),
        run=lambda draft: belong(draft, knowledge),
    )
