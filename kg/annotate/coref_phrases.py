"""What a noun phrase tells of itself, for coreference: its words and possessor, whether it is definite or counted, whose it is."""

from kg.annotate.chains import Cast, Chain
from kg.annotate.parse import Token
from kg.annotate.tree import DEFINITE, is_definite
from kg.model.entity import PLACES, EntityType, MentionKind

COLLECTIVE = frozenset({"police", "parliament", "congress"})
"""Nouns that news uses without an article for one body."""
MANY = 1000
"""From here on a counted group of soldiers passes for the nation's soldiers."""


def same_phrase(cast: Cast, m: int) -> Chain | None:
    """The chain of the same phrase before."""
    phrase = phrase_key(cast, m)
    return cast.phrases.get(phrase) if phrase is not None else None


def phrase_key(cast: Cast, m: int) -> tuple[str, int] | None:
    """Words in lower case and possessor, by which a phrase is known again; None where the words say that it is another one."""
    found = cast.mentions[m]
    head = cast.head(m)
    if any(c.dep in ("det", "nummod", "predet") and c.lower not in DEFINITE for c in head.children):
        return None
    owner = owner_of(cast, head) or _whole_of(cast, head)
    first = found.first
    if owner is not None:
        first = next((c.i + 1 for c in head.children if c.dep == "poss"), first)
    words = [t.lower for t in cast.tokens[first : found.last] if t.tag != "POS"]
    if owner is None and not words and head.lower not in COLLECTIVE:
        return None
    return " ".join((*words, head.lemma.lower(), head.tag)), id(owner) if owner is not None else 0


def _whole_of(cast: Cast, head: Token) -> Chain | None:
    """The chain of the name that a definite noun is part of ("the members of the Security Council")."""
    of = next((c for c in head.children if c.dep == "prep" and c.lower == "of"), None)
    if of is None or not is_definite(head):
        return None
    named = next((c for c in of.children if c.dep == "pobj" and c.i in cast.at_token), None)
    return cast.chain[cast.at_token[named.i]] if named is not None else None


def place_of(cast: Cast, head: Token) -> int | None:
    """The mention of the place that a noun for its kind stands beside ("Garissa town", "the town of Garissa")."""
    other = cast.at_token.get(head.i - 1)
    if other is None or cast.tokens[head.i - 1].head is not head or cast.tokens[head.i - 1].dep == "poss":
        of = next((c for c in head.children if c.dep == "prep" and c.lower == "of"), None)
        named = next((c for c in of.children if c.dep == "pobj" and c.i in cast.at_token), None) if of is not None else None
        other = cast.at_token[named.i] if named is not None else None
    if other is None or cast.mentions[other].mention.kind is not MentionKind.NAME or cast.mentions[other].type is EntityType.STATE:
        return None
    return other if cast.mentions[other].type in PLACES else None


def owner_of(cast: Cast, head: Token) -> Chain | None:
    """The chain of the noun's possessor ("their", "Kyiv's")."""
    for c in head.children:
        if c.dep == "poss" and c.i in cast.at_head:
            return cast.chain[cast.at_head[c.i]]
    return None


def named_in(cast: Cast, m: int) -> set[int]:
    """The chains of the names inside the phrase, by identity: the Siemens spokesman is not the Tesco spokesman."""
    return {id(cast.chain[n]) for n in cast.inside(m) if cast.chain[n] is not None}


def sender_of(cast: Cast, head: Token) -> Chain | None:
    """The chain of the subject of a verb whose object the troops are ("A sent thousands of troops")."""
    top = head
    while top.dep in ("pobj", "prep", "conj") and top.head is not top and (top.dep != "prep" or top.lower == "of"):
        top = top.head
    if top.dep != "dobj":
        return None
    for c in top.head.children:
        if c.dep == "nsubj" and c.i in cast.at_head:
            return cast.chain[cast.at_head[c.i]]
    return None


def is_few(head: Token) -> bool:
    """Whether a small number is counted: "two Russian soldiers" are not the Russian soldiers."""
    for c in head.children:
        if c.dep == "nummod":
            digits = c.text.replace(",", "")
            return not digits.isdigit() or int(digits) < MANY
    return False


def modifiers_of(head: Token) -> set[str]:
    """The words before the noun that tell it from others of its kind, in lower case."""
    return {c.lower for c in head.children if c.dep in ("amod", "compound", "nummod", "poss") and c.i < head.i}
