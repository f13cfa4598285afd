"""Who speaks: the noun phrase that a cue has as its source."""

from collections.abc import Container
from dataclasses import dataclass

from kg.annotate.parse import Token
from kg.annotate.tree import child, edges

RELATIVES = frozenset({"who", "which", "that"})
_OTHERS = frozenset({"of", "from", "for", "into", "against"})
"""Prepositions whose gerund is done by the object of the verb: "accused them of hiding"."""
_BY = ("by", "from", "among", "in")


@dataclass(frozen=True, slots=True)
class Source:
    """Tokens `first` to `last` of the phrase and its head word; for a relative pronoun the head is what it stands for."""

    first: int
    last: int
    head: Token


def phrase(head: Token, stop: int | None = None) -> Source:
    """The phrase of a head word, without what follows from the token `stop` on."""
    first, last = edges(head)
    if stop is not None and first < stop <= last and head.i < stop:
        last = stop - 1
    while last > head.i and head.sentence.tokens[last - head.sentence.tokens[0].i].text in (
        ",",
        "-",
        "--",
        "(",
        ";",
        ":",
        "\u2014",
        "\u2013",
    ):
        last -= 1
    return Source(first, last, head)


def of_verb(verb: Token, depth: int = 0) -> Source | None:
    """The subject that a verb form has or shares: its own, that of the verb it is joined to, the noun it modifies."""
    own = child(verb, "nsubj", "csubj")
    if (own is not None and own.lower != "it") or (own is not None and not any(c.dep == "expl" for c in verb.children)):
        return _relative(own, verb) if own.lower in RELATIVES and verb.dep in ("relcl", "acl") else phrase(own, stop=_stop(own, verb))
    if depth > 4 or verb.head is verb or child(verb, "nsubjpass"):
        return None
    head = verb.head
    if verb.dep == "conj" and head.pos in ("VERB", "AUX"):
        return of_verb(head, depth + 1)
    if verb.dep in ("xcomp", "ccomp"):
        asked = child(head, "dobj") if verb.dep == "xcomp" and head.pos == "VERB" else None
        return phrase(asked, stop=verb.i) if asked is not None and asked.i < verb.i else _above(head, depth)
    if verb.dep == "advcl" or (verb.dep == "dep" and verb.tag == "VBG"):
        return _above(head, depth)
    if verb.dep == "pcomp" and head.dep == "prep":
        other = child(head.head, "dobj") if head.lower in _OTHERS else None
        return phrase(other, stop=head.i) if other is not None and other.i < head.i else _above(head.head, depth)
    if verb.dep in ("acl", "relcl") and head.pos in ("NOUN", "PROPN", "PRON"):
        return phrase(head, stop=verb.i)
    return None


def _above(head: Token, depth: int) -> Source | None:
    """The subject of a verb above, active or passive."""
    if head.pos not in ("VERB", "AUX"):
        return None
    passive = child(head, "nsubjpass")
    return phrase(passive, stop=_stop(passive, head)) if passive is not None else of_verb(head, depth + 1)


def _stop(noun: Token, verb: Token) -> int | None:
    return verb.i if noun.i < verb.i else None


def _relative(pronoun: Token, verb: Token) -> Source:
    """A relative pronoun speaks for the noun before it: the phrase reaches from that noun to the pronoun."""
    antecedent = verb.head
    first, _ = edges(antecedent)
    return Source(min(first, antecedent.i), max(pronoun.i, antecedent.i), antecedent)


def agent(verb: Token) -> Source | None:
    """The "by" phrase of a passive."""
    by = next((c for c in verb.children if c.dep == "agent" or (c.dep == "prep" and c.lower == "by")), None)
    noun = child(by, "pobj") if by is not None else None
    return phrase(noun) if noun is not None else None


def of_noun(noun: Token, entity_heads: frozenset[int], light: Container[str]) -> Source | None:
    """The source of a nominal cue: possessive, "by X", "in Kyiv", a demonym before it, or the subject of its light verb."""
    owner = child(noun, "poss")
    if owner is not None:
        return phrase(owner)
    found = _prepositional(noun, entity_heads)
    if found is not None:
        return found
    verb = noun.head
    if noun.dep in ("dobj", "nsubj", "nsubjpass") and verb.pos == "VERB":
        if noun.dep == "dobj" and verb.lemma in light:
            return of_verb(verb)
        found = _prepositional(verb, entity_heads, only=("in", "among"))
        if found is not None:
            return found
    named = next((c for c in noun.children if c.dep in ("amod", "compound", "nmod") and c.i in entity_heads), None)
    return Source(named.i, named.i, named) if named is not None else None


def _prepositional(head: Token, entity_heads: frozenset[int], only: tuple[str, ...] = _BY) -> Source | None:
    for preposition in head.children:
        if preposition.dep in ("prep", "agent") and preposition.lower in only:
            noun = child(preposition, "pobj")
            if noun is not None and (preposition.lower in ("by", "from", "among") or noun.i in entity_heads) and noun.ent != "DATE":
                return phrase(noun)
    return None
