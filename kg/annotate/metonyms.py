"""Capitals that stand for their state: only where the words around make them act, be acted on as a power, or own forces and fears."""

from collections.abc import Sequence
from dataclasses import replace

from kg.annotate.parse import Token
from kg.annotate.stage import Found
from kg.annotate.tree import first_conjunct
from kg.knowledge.tables import Knowledge
from kg.model.entity import EntityType, MentionKind

SEVERAL = 5
"""Kinds of nouns of matches from which a text may be a report on one."""
DENSE = 0.02
"""Their share of all tokens."""
LOCATIVE = frozenset({"in", "at", "to", "from", "near", "into", "around", "outside", "of"})


class Metonyms:
    """Turns mentions of capitals into mentions of states; holds the tables only."""

    def __init__(self, knowledge: Knowledge) -> None:
        """Tables that the rules read."""
        self.gazetteer = knowledge.gazetteer
        self.acts = knowledge.words.acts
        self.sports = knowledge.words.sports

    def apply(self, mentions: Sequence[Found], tokens: Sequence[Token]) -> list[Found]:
        """The mentions, those of acting capitals as metonyms of the state."""
        if self._is_match_report(tokens):
            mentions = [_club(found, tokens) for found in mentions]
        return [self._one(found, tokens) for found in mentions]

    def _is_match_report(self, tokens: Sequence[Token]) -> bool:
        """Whether nouns of matches are many and of several kinds."""
        nouns = [t.lemma.lower() for t in tokens if t.pos == "NOUN" and t.lemma.lower() in self.sports]
        return len(set(nouns)) >= SEVERAL and len(nouns) >= DENSE * len(tokens)

    def _one(self, found: Found, tokens: Sequence[Token]) -> Found:
        if found.type is not EntityType.SETTLEMENT or not found.hints or found.mention.kind is not MentionKind.NAME:
            return found
        state = self.gazetteer.capital_of(found.hints[0])
        if state is None or self.gazetteer.rows[state].type is not EntityType.STATE or not self._acts(tokens[found.mention.head]):
            return found
        mention = replace(found.mention, kind=MentionKind.METONYM)
        return replace(found, mention=mention, type=EntityType.STATE, hints=(state, *(h for h in found.hints if h != state)))

    def _acts(self, token: Token) -> bool:
        """Whether the capital's place in the sentence is one of a power."""
        top = first_conjunct(token)
        if top.dep == "dative" and top.head.pos == "VERB":
            return True  # the fund lent Nairobi a billion
        if top.dep == "pobj":
            return self._governed(top)
        if top.dep == "compound" and top.i + 1 == top.head.i:
            return ("compound", top.head.lemma) in self.acts
        if top.dep == "poss":
            return ("possessor", top.head.lemma) in self.acts
        slot = "subject" if top.dep == "nsubj" else "object" if top.dep in ("dobj", "nsubjpass") else None
        if slot is None:
            return False
        verb = top.head
        if (slot, verb.lemma) in self.acts:
            return True
        if slot != "subject":
            return False
        return any(("does", c.lemma) in self.acts for c in verb.children if c.dep == "dobj") or (verb.lemma == "be" and _minds(verb))

    def _governed(self, token: Token) -> bool:
        """Whether a preposition makes it a power: "by" a passive verb always, the rest by the table ("sanctions against A")."""
        preposition = token.head
        if preposition.dep == "agent":
            return True
        slot, governor = preposition.lower, preposition.head
        if (slot, governor.lemma) in self.acts:
            return True
        if slot == "in" and governor.pos in ("VERB", "AUX"):
            return any(c.dep in ("nsubj", "dobj") and ("in", c.lemma) in self.acts for c in governor.children)
        return False


def _minds(verb: Token) -> bool:
    """Whether "be" carries a state of mind: "is ready", "is willing"."""
    return any(c.dep == "acomp" and any(g.dep in ("xcomp", "ccomp") for g in c.children) for c in verb.children)


def _club(found: Found, tokens: Sequence[Token]) -> Found:
    """A town in a report on matches as its club, unless a preposition makes it a place."""
    if found.type is not EntityType.SETTLEMENT or found.mention.kind is not MentionKind.NAME:
        return found
    top = first_conjunct(tokens[found.mention.head])
    if top.dep == "pobj" and top.head.lower in LOCATIVE:
        return found
    return replace(found, type=EntityType.ORGANISATION, hints=())
