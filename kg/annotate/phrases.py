"""Noun phrases around an entity: what stands before a noun or name, and what follows it with a preposition.

The rules go by word order and part of speech rather than by the tree alone: titles, compounds and coordinated offices are where parsers of news err most.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kg.annotate.parse import Token
from kg.annotate.scene import Held, Scene
from kg.model.entity import EntityType, MentionKind

PREMODIFIERS = frozenset({"NOUN", "PROPN", "ADJ", "NUM"})
JOINERS = frozenset({"-", "&", "/"})
SKIPPED = frozenset({"DET", "ADJ", "NUM", "ADV"})
"""Parts of speech that may stand between a preposition and the name it leads to."""
BASED = "based"


@dataclass(frozen=True, slots=True)
class Argument:
    """An entity in a slot of a noun phrase: `mod` (compound or adjective), `poss`, `based`, or the preposition.

    `nested` where it belongs to another noun in that slot ("head of the military wing of Hamas").
    """

    slot: str
    held: Held
    nested: bool = False


def left_edge(scene: Scene, i: int) -> int:
    """Index of the first token of the run of modifiers that ends before token i; i where there is none."""
    tokens = scene.tokens
    sentence = tokens[i].sentence
    edge = i
    while edge > 0 and tokens[edge - 1].sentence is sentence:
        held = scene.ends.get(edge - 1)
        if held is not None and held.first < edge and _joins(held, tokens, edge):
            edge = held.first
        elif _modifies(tokens[edge - 1], edge, i):
            edge -= 1
        else:
            break
    return edge


def _joins(held: Held, tokens: Sequence[Token], edge: int) -> bool:
    """Whether a mention before the edge can belong to the phrase: a person or pronoun only as a possessor."""
    if held.mention.kind is MentionKind.PRONOUN or held.entity.type is EntityType.PERSON:
        return tokens[edge].tag == "POS" or tokens[held.last].tag == "PRP$"
    return True


def _modifies(token: Token, edge: int, i: int) -> bool:
    if token.pos in PREMODIFIERS:
        return token.dep not in ("npadvmod", "attr", "appos") or token.head.i >= edge
    if token.tag in ("POS", "HYPH") or token.text in JOINERS:
        return True
    if token.tag in ("VBN", "VBG", "AFX"):
        return token.dep in ("amod", "compound", "nmod") and token.head.i >= edge
    if token.pos == "ADV":
        return edge <= token.head.i <= i
    return False


def premodifiers(scene: Scene, first: int, end: int) -> list[Argument]:
    """Entities named between the tokens first and end (exclusive), the nearest to the end first."""
    found = []
    i = end - 1
    while i >= first:
        held = scene.ends.get(i)
        if held is None or held.first < first:
            i -= 1
            continue
        slot = _slot(scene, held, end)
        if slot is not None:
            found.append(Argument(slot, held))
        i = held.first - 1
    return found


def _slot(scene: Scene, held: Held, end: int) -> str | None:
    """How a mention before a noun relates to it; None for "US-backed", "Iranian-born"."""
    tokens = scene.tokens
    if tokens[held.last].tag == "PRP$":
        return "poss"
    after = held.last + 1
    if after >= end:
        return "mod"
    if tokens[after].tag == "POS":
        return "poss"
    if tokens[after].text == "-" and after + 1 < end:
        if tokens[after + 1].lower == BASED:
            return BASED
        return "mod" if after + 1 in scene.starts or tokens[after + 1].pos in ("NOUN", "PROPN") else None
    return "mod"


def complements(scene: Scene, noun: Token) -> Iterator[Argument]:
    """Entities that follow a noun or name with a preposition: "head of X and Y", "professor of law at X"."""
    seen: set[int] = set()
    following = scene.after(noun.i)
    prepositions = [c for c in noun.children if c.dep == "prep" and c.i > noun.i]
    if following is not None and following.pos == "ADP" and following not in prepositions:
        prepositions.insert(0, following)
    for preposition in prepositions:
        yield from _landings(scene, preposition, seen, False)


def _landings(scene: Scene, preposition: Token, seen: set[int], nested: bool) -> Iterator[Argument]:
    """What a preposition leads to; through a noun that is no entity to what modifies or follows that noun."""
    if preposition.i in seen:
        return
    seen.add(preposition.i)
    slot = preposition.lower
    held = landing(scene, preposition)
    if held is not None:
        tail = _tail(scene, held)
        yield Argument(slot, held, nested or tail is not None)
        head = tail or scene.tokens[held.head]
        for other in head.children:
            if other.dep == "conj" and other.i in scene.heads:
                yield Argument(slot, scene.heads[other.i], nested or tail is not None)
        return
    for target in preposition.children:
        if target.dep == "pobj":
            for deeper in target.children:
                if deeper.dep == "prep" and deeper.i > target.i:
                    yield from _landings(scene, deeper, seen, nested or deeper.lower in ("of", "for", "in", "on"))


def landing(scene: Scene, preposition: Token) -> Held | None:
    """The mention that begins right after a preposition, but for an article, adjectives or numbers."""
    i = preposition.i + 1
    for _ in range(5):
        if i >= len(scene.tokens) or scene.tokens[i].sentence is not preposition.sentence:
            return None
        if i in scene.starts:
            return scene.starts[i]
        if scene.tokens[i].pos not in SKIPPED:
            return None
        i += 1
    return None


def _tail(scene: Scene, held: Held) -> Token | None:
    """The noun that the mention merely modifies ("the Hamas rockets"); None where it stands by itself."""
    head = scene.tokens[held.head]
    after = scene.after(held.last)
    if after is None or after.tag not in ("POS", "HYPH") and after.pos not in ("NOUN", "PROPN", "ADJ"):
        return None
    top = head
    while top.head is not top and top.head.i > held.last and top.dep in ("compound", "amod", "nmod", "poss", "nn"):
        top = top.head
    if top is head or (top.head is head and top.dep == "conj"):
        return None
    return None if held.entity.type in scene.knowledge.patterns.classes.get(top.lemma.lower(), ()) else top
