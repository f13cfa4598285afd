"""Nouns as participants: their real head, whether they can act, who stands inside them, and which words name them."""

from typing import TYPE_CHECKING

from kg.annotate.clause import RELATIVE, agent
from kg.annotate.parse import Parse, Token
from kg.annotate.tree import conjuncts, edges
from kg.knowledge.triggers import Triggers
from kg.model.entity import AGENTS, PLACES, Entity, EntityType, Mention, MentionKind
from kg.model.span import Span

if TYPE_CHECKING:
    from kg.annotate.frames import Site

ACTING = AGENTS | {EntityType.REGION, EntityType.SETTLEMENT, EntityType.OFFICE}
GROUPS = {
    "PERSON": frozenset({EntityType.PERSON, EntityType.OFFICE}),
    "STATE": frozenset({EntityType.STATE}),
    "PLACE": PLACES,
    "AGENT": ACTING,
    "FORCE": frozenset({EntityType.ARMED_FORCE, EntityType.ARMED_GROUP}),
    "BODY": AGENTS - {EntityType.STATE, EntityType.PERSON, EntityType.GROUP},
    "PRODUCT": frozenset({EntityType.PRODUCT, EntityType.OTHER}),
    "LAW": frozenset({EntityType.LAW}),
    "EVENT": frozenset({EntityType.NAMED_EVENT}),
    "GROUP": frozenset({EntityType.GROUP}),
    "COMPANY": frozenset({EntityType.COMPANY}),
    "MEDIA": frozenset({EntityType.MEDIA_ORGANISATION}),
    "BLOC": frozenset({EntityType.INTERNATIONAL_ORGANISATION}),
}
PERSONS = frozenset({"he", "she", "him", "her", "his", "i", "me", "my", "who", "whom", "whose"})
SINGULAR_THINGS = frozenset({"it", "its", "itself"})
UNNAMED = frozenset(
    {"this", "that", "these", "those", "which", "what", "there", "something", "anything", "nothing", "such", "more", "less", "much"}
)
TIME_LABELS = frozenset({"DATE", "TIME", "PERCENT", "MONEY", "QUANTITY", "ORDINAL", "CARDINAL"})
INWARD = ("against", "on", "to", "toward", "towards", "with", "at", "for", "into", "between", "among", "from", "in", "over", "of", "by")
OUTWARD = ("by", "of", "from", "with", "between", "among", "to", "on", "against", "in")
LEFT = frozenset(
    {"amod", "compound", "nmod", "poss", "nummod", "advmod", "quantmod", "npadvmod", "punct", "case", "predet", "appos", "neg"}
)
INSIDE_NAME = frozenset({"in", "at", "near", "for", "on"})
NO_NOUN = frozenset({"VERB", "AUX", "ADP", "ADV", "SCONJ", "PUNCT"})
UNKNOWN = {"PROPN": EntityType.ORGANISATION, "NUM": EntityType.GROUP}
"""The class of a thing without one: an unknown name is a body, a bare number counts people."""
PLURAL = frozenset({"NNS", "NNPS"})
MAX_TAIL = 12
"""Tokens behind the head that still belong to the words of an argument."""


class World:
    """What the stages know of the things a document names, by head token; things that no stage found are added as nominal mentions."""

    def __init__(self, parse: Parse, entities: tuple[Entity, ...], triggers: Triggers) -> None:
        """Index the entities by the head tokens of their mentions."""
        self.parse = parse
        self.triggers = triggers
        self.entities = entities
        self.mentions: dict[int, tuple[Entity, Mention]] = {}
        self.wholes: dict[int, str] = {}
        """The place by the head of the mention of a part of it: what is done to the part is done to the whole."""
        self.added: list[Entity] = []
        self.sites: dict[int, Site | None] = {}
        for entity in entities:
            for mention in entity.mentions:
                if mention.kind is MentionKind.DEMONYM and self.of_descent(mention.head):
                    continue
                held = self.mentions.get(mention.head)
                if mention.head >= 0 and (held is None or _length(mention) > _length(held[1])):
                    self.mentions[mention.head] = (entity, mention)
                    self._part(entity, held[0] if held is not None else None, mention.head)
                elif held is not None:
                    self._part(held[0], entity, mention.head)

    def of_descent(self, head: int) -> bool:
        """Whether the word before a demonym makes it a name of a people, who are no state: "ethnic Germans"."""
        return head > 0 and "descent" in self.triggers.classes.get(self.parse.tokens[head - 1].lower, ())

    def _part(self, part: Entity, whole: Entity | None, head: int) -> None:
        """Note the place that a part of it is named by ("eastern Libya")."""
        if whole is not None and part.type is EntityType.PLACE and whole.type in PLACES - {EntityType.PLACE}:
            self.wholes[head] = whole.id

    def lemma(self, token: Token) -> str:
        """The lemma in small letters, repaired where the parser is known to get it wrong ("staged": stag)."""
        lemma = token.lemma.lower()
        return self.triggers.repairs.get(lemma, lemma)

    def kind(self, token: Token) -> EntityType | None:
        """The class of the thing that a head token names: its entity's, else that of the common noun, else None."""
        held = self.mentions.get(token.i)
        if held is not None:
            return held[0].type
        if token.pos == "PRON":
            return _pronoun_kind(token)
        if token.tag in PLURAL and (self.of_descent(token.i) or self._counts_people(token)):
            return EntityType.GROUP
        word = self.triggers.kinds.get(token.lemma.lower())
        kind = EntityType(word) if word else None
        return EntityType.GROUP if kind is EntityType.PERSON and token.tag in PLURAL else kind

    def _counts_people(self, token: Token) -> bool:
        """Whether a plural that only counts stands alone: "dozens were detained"."""
        word = self.triggers.quantities.get(token.lower)
        return word is not None and word.kind == "plural" and not any(c.lower == "of" for c in token.children)

    def acts(self, token: Token) -> bool:
        """Whether the noun can be an actor or be addressed: people, bodies, states, seats; an unknown name counts."""
        kind = self.kind(token)
        if kind is not None:
            return kind in ACTING or (kind is EntityType.PLACE and token.pos == "PROPN")
        return token.pos == "PROPN" and token.ent not in TIME_LABELS

    def matches(self, token: Token, value: str) -> bool:
        """Whether a noun fits a value of a condition: a lemma, `word *` before it, `@class` of words, or `@CLASS` of entities."""
        if value.endswith(" *"):
            return any(c.i < token.i and c.lower == value[:-2] for c in token.children)
        if not value.startswith("@"):
            return token.lemma.lower() == value or token.lower == value
        name = value[1:]
        if name in GROUPS:
            return self.acts(token) if name == "AGENT" else self.kind(token) in GROUPS[name]
        if name in self.triggers.classes.get(token.lemma.lower(), ()):
            return True
        # a name goes by its title: President Ito is a leader
        return token.pos == "PROPN" and any(
            c.i < token.i and name in self.triggers.classes.get(c.lemma.lower(), ()) for c in token.children
        )

    def core(self, token: Token) -> Token:
        """The noun that is meant behind words that only measure or class: "thousands of troops", "one of us", "the town of Cork"."""
        for _ in range(3):
            classes = self.triggers.classes.get(token.lemma.lower(), frozenset())
            if "measure" not in classes and "placeword" not in classes and token.pos not in ("NUM", "DET"):
                break
            inner = next((g for c in token.children if c.lower == "of" for g in c.children if g.dep == "pobj"), None)
            inner = self._antecedent(token) if inner is not None and inner.tag == "WDT" else inner
            if inner is None or ("placeword" in classes and not self.is_named(inner)):
                break
            token = inner
        return token

    def _antecedent(self, token: Token) -> Token | None:
        """What "which" stands for in "Darfur, parts of which": the noun right before the comma."""
        before = self.parse.tokens[token.i - 2] if token.i > 1 and self.parse.tokens[token.i - 1].text == "," else None
        return before if before is not None and before.pos in ("NOUN", "PROPN") and before.sentence is token.sentence else None

    def expand(self, token: Token | None) -> list[Token]:
        """The noun and what is coordinated with it, each by its real head; clauses are left out."""
        if token is None:
            return []
        found: list[Token] = []
        for t in self._members(token):
            if t.i in self.mentions or (t.pos not in NO_NOUN and t.ent not in ("DATE", "TIME") and not _each_other(t)):
                core = self.core(t)
                found.extend([core] if core is t else conjuncts(core))
        return found

    def _members(self, token: Token) -> list[Token]:
        """What is coordinated with a noun; in "ministers of Peru, Chile and Togo" the states are theirs, wherever the parser hangs them."""
        every = conjuncts(token)
        if len(every) == 1 or token.tag not in PLURAL or self.kind(token) is EntityType.STATE:
            return every
        behind = [g for c in token.children if c.lower == "of" for g in c.children if g.dep == "pobj"]
        if not any(self.kind(g) is EntityType.STATE for g in behind):
            return every
        return [t for t in every if t is token or self.kind(t) is not EntityType.STATE]

    def modifiers(self, noun: Token, depth: int = 0) -> list[Token]:
        """Names and demonyms before a noun that can act ("Israeli", "US-led", "Israel-Hamas"), in order."""
        found: list[Token] = []
        for c in noun.children:
            if c.i < noun.i and c.dep in ("amod", "compound", "nmod", "npadvmod", "poss", "conj", "advmod", "appos"):
                found.extend(self.modifiers(c, depth + 1) if depth < 2 else [])
                if c.dep != "poss" and self.is_named(c):
                    found.extend(t for t in conjuncts(c) if self.is_named(t) and t not in found)
        return sorted(set(found), key=lambda t: t.i)

    def is_named(self, token: Token) -> bool:
        """Whether the token heads a named mention that can act."""
        held = self.mentions.get(token.i)
        return held is not None and held[1].kind is not MentionKind.NOMINAL and (held[0].type in ACTING or held[0].type is EntityType.PLACE)

    def inside(self, noun: Token, *, outward: bool, depth: int = 0) -> list[Token]:
        """Participants named inside a noun phrase: `outward` whose it is or who does it, else whom it concerns."""
        owner = [t for c in noun.children if c.dep == "poss" and c.tag != "PRP$" for t in self.expand(c) if self.acts(t)]
        before = owner or self.modifiers(noun)
        if outward and before:
            return before
        for c in noun.children:
            if c.dep == "acl" and c.tag == "VBN" and outward:
                found = [t for t in self.expand(agent(c)) if self.acts(t)]
                if found:
                    return found
        for preposition in OUTWARD if outward else INWARD:
            for c in noun.children:
                if c.lower == preposition and c.dep in ("prep", "agent"):
                    found = self._behind(c, outward=outward, depth=depth)
                    if found:
                        return found
        return before

    def _behind(self, preposition: Token, *, outward: bool, depth: int) -> list[Token]:
        """Participants behind a preposition, looked for two nouns deep."""
        found: list[Token] = []
        for inner in (t for c in preposition.children if c.dep == "pobj" for t in self.expand(c)):
            if self.acts(inner):
                found.append(inner)
            elif depth < 2:
                found.extend(self.inside(inner, outward=outward, depth=depth + 1))
        return found

    def span(self, token: Token) -> Span:
        """The words that name the participant: the noun, its modifiers and a short prepositional tail, and its entity's mention."""
        held = self.mentions.get(token.i)
        first = min((edges(c)[0] for c in token.children if c.i < token.i and c.dep in LEFT), default=token.i)
        article = next((c.i for c in token.children if c.dep == "det" and first < c.i < token.i), first)
        first = article if self.parse.tokens[first].head is not token else first  # "days later a ship"
        while first < token.i and _no_name(self.parse.tokens[first]):
            first += 1
        words = self.parse.span(first, max(self._tail(token), token.i))
        if held is None:
            return words
        return Span(min(words.begin, held[1].span.begin), max(words.end, held[1].span.end))

    def _tail(self, token: Token) -> int:
        """The last token of a short prepositional phrase behind the noun, else the noun itself."""
        for c in token.children:
            if c.dep == "prep" and token.i < c.i <= token.i + 2 and token.pos != "PRON" and self._names_with(c):
                last = min(edges(c)[1], token.i + MAX_TAIL)
                stop = next(
                    (t.i for t in self.parse.tokens[c.i : last + 1] if t.pos in ("VERB", "AUX", "PUNCT", "SCONJ") or t.tag in RELATIVE),
                    last + 1,
                )
                while stop > c.i and self.parse.tokens[stop - 1].pos in ("ADP", "DET", "CCONJ"):
                    stop -= 1
                return stop - 1 if stop - 1 > c.i else token.i
        return token.i

    def _names_with(self, preposition: Token) -> bool:
        """Whether a prepositional phrase belongs to the name of a participant: "of" and "from", or a place."""
        if preposition.lower in ("of", "from"):
            return True
        inner = next((c for c in preposition.children if c.dep == "pobj"), None)
        if preposition.lower not in INSIDE_NAME or inner is None or inner.ent in ("DATE", "TIME"):
            return False
        return inner.pos == "PROPN" or self.kind(inner) in PLACES

    def parties(self, token: Token) -> list[Token]:
        """The parties of a plural noun: "French and Egyptian warships" are French ones and Egyptian ones; else the noun itself."""
        if token.tag != "NNS":
            return [token]
        for c in token.children:
            if c.dep in ("amod", "nmod", "compound") and c.i < token.i and any(g.dep == "conj" for g in c.children):
                names = [t for t in conjuncts(c) if self.is_named(t)]
                if len({self.mentions[t.i][0].id for t in names}) > 1:
                    return names
        return [token]

    def entity(self, token: Token, *, known: bool = False) -> str | None:
        """The id of the entity that the token heads a mention of; one is made where no stage found any, but not for a pronoun (None).

        `known` asks for entities that are there already only.
        """
        held = self.mentions.get(token.i)
        if held is not None:
            return held[0].id
        if known or token.pos == "PRON" or token.lower in UNNAMED:
            return None
        span = self.span(token)
        mention = Mention(
            span=span,
            text=self.parse.words(span),
            kind=MentionKind.NOMINAL,
            head=token.i,
        )
        made = Entity(
            id=f"e{len(self.entities) + len(self.added) + 1}",
            type=self.kind(token) or UNKNOWN.get(token.pos, EntityType.OTHER),
            name=mention.text,
            mentions=(mention,),
        )
        self.added.append(made)
        self.mentions[token.i] = (made, mention)
        return made.id


def _each_other(token: Token) -> bool:
    """Whether the token ends "each other" or "one another"."""
    return token.lower in ("other", "another") and token.pos != "NOUN"


def _no_name(token: Token) -> bool:
    """Whether a word at the beginning of a noun phrase belongs to its number, or is no word."""
    return not token.text[0].isalnum() or token.dep in ("quantmod", "advmod", "det", "predet") or token.pos in ("ADP", "PART")


def _length(mention: Mention) -> int:
    """Characters of a mention."""
    return mention.span.end - mention.span.begin


def _pronoun_kind(token: Token) -> EntityType | None:
    """What an unresolved pronoun may stand for."""
    if token.lower in PERSONS:
        return EntityType.PERSON
    if token.lower in UNNAMED:
        return None
    return EntityType.ORGANISATION if token.lower in SINGULAR_THINGS else EntityType.GROUP
