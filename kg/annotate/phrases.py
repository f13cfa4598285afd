"""Noun phrases around an entity: what stands before a noun or name, and what follows it with a preposition.

The rules go by word order and part of speech more than by the tree: titles, compounds and coordinated offices are where parsers of news
err most.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kg.annotate.parse import Token
from kg.annotate.scene import Held, Scene
from kg.model.entity import BODIES, EntityType, MentionKind

PREMODIFIERS = frozenset({"NOUN", "PROPN", "ADJ", "NUM"})
JOINERS = frozenset({"-", "&", "/"})
MODIFYING = frozenset({"compound", "amod", "nmod", "poss", "nn"})
BASED = "based"
OWNED = frozenset({"of", "from"})
"""Prepositions that tie a bare name to what it belongs to; "Diallo at the bank" may only be where he is."""
SMALLER = frozenset({EntityType.SETTLEMENT, EntityType.PLACE, EntityType.REGION})
LARGER = frozenset({EntityType.STATE, EntityType.REGION})
SEATED = ("at", "with")
"""Prepositions that tell where somebody works, whatever they hang from: "professor of law at Bremen University"."""
REACH = 9
"""Tokens that may stand between a preposition and the name it leads to."""
SEPARATORS = frozenset({"|", "•", ";"})
"""Marks between the entries of lists and timetables, which no noun phrase crosses."""


@dataclass(frozen=True, slots=True)
class Argument:
    """An entity in a slot of a noun phrase.

    Slots: `mod` (demonym or acronym before the noun), `noun` (a name before it), `pair` (the first of "German-Turkish"), `poss`, `based`,
    or the preposition in lower case.
    `nested` where the entity belongs to another noun in that slot ("head of the military wing of Hamas").
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
        if held is not None:
            if not _joins(held, tokens, edge):
                break
            edge = held.first
        elif _modifies(tokens[edge - 1], edge, i) or _coordinates(scene, edge - 1, edge) or _hyphenated(scene, edge - 1):
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
    if token.tag in ("POS", "HYPH") or token.text in JOINERS:
        return True
    if token.pos in PREMODIFIERS:
        return token.dep not in ("npadvmod", "attr", "appos") or token.head.i >= edge
    if token.tag in ("VBN", "VBG", "AFX"):
        return (token.dep in MODIFYING and token.head.i >= edge) or token.lower == BASED
    if token.pos == "ADV":
        return edge <= token.head.i <= i
    return False


def _coordinates(scene: Scene, i: int, edge: int) -> bool:
    """Whether the token is the "and" between two offices of one person: "Foreign Minister and Vice Chancellor", "author and poet"."""
    if scene.tokens[i].pos != "CCONJ" or i == 0 or i - 1 in scene.ends or edge in scene.starts:
        return False
    if scene.tokens[i - 1].tag == "NN" and scene.tokens[edge].tag == "NN":
        return True
    words = [t.text for t in scene.tokens[max(0, i - 6) : i]]
    return scene.knowledge.offices.ending(words, len(words)) is not None


def _hyphenated(scene: Scene, i: int) -> bool:
    """Whether the token is joined to the next by a hyphen without spaces: "then-president", "co-founder"."""
    token, after = scene.tokens[i], scene.tokens[i + 1]
    return after.text == "-" and token.end == after.begin and token.text.isalpha()


def premodifiers(scene: Scene, first: int, end: int) -> list[Argument]:
    """Entities named between the tokens first and end (exclusive), the nearest to the end first."""
    found = []
    first = next((i + 1 for i in range(end - 1, first - 1, -1) if scene.tokens[i].text in SEPARATORS), first)
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
    """How a mention before a noun relates to it; None for "US-backed", "Iranian-born", "ethnic Russian"."""
    tokens = scene.tokens
    if held.first and "descent" in scene.knowledge.triggers.classes.get(tokens[held.first - 1].lower, ()):
        return None
    last = tokens[held.last]
    if last.tag == "PRP$":
        return "poss"
    kind = "mod" if held.mention.kind is not MentionKind.NAME or is_acronym(scene, held) else "noun"
    after = held.last + 1
    if after >= end:
        return kind
    if tokens[after].tag == "POS":
        return "poss"
    if tokens[after].text == "-" and after + 1 < end:
        if tokens[after + 1].lower == BASED:
            return BASED
        return "pair" if after + 1 in scene.starts else None
    return kind


def complements(scene: Scene, noun: Token) -> Iterator[Argument]:
    """Entities that follow a noun with a preposition: "head of X and Y", "professor of law at X"."""
    seen: set[int] = set()
    following = scene.after(noun.i)
    prepositions = [c for c in noun.children if c.dep == "prep" and c.i > noun.i]
    if following is not None and following.pos == "ADP" and following not in prepositions:
        prepositions.insert(0, following)
    for preposition in prepositions:
        yield from landings(scene, preposition, seen, nested=False)


def trailers(scene: Scene, held: Held) -> Iterator[Argument]:
    """Entities right after a name with a preposition: "Diallo of Mali", "Holm, of the Labour Party", "Holm (of the Left Party)"."""
    head = scene.tokens[held.head]
    above = _after_comma(scene, held)
    if above is not None:
        yield Argument("in", above)
    behind = held.entity.type in BODIES | SMALLER and head.head.i > held.last
    last = head.head.i if behind and scene.is_class(held, head.head) and whole_noun(scene, held) is None else held.last
    token = scene.after(last)
    if token is not None and token.text in (",", "("):
        token = scene.after(token.i)
        if token is not None and token.lower == "also":
            token = scene.after(token.i)
        elif token is not None and token.lower not in ("of", "from"):
            token = _after_bracket(scene, token)
    if token is not None and token.pos == "ADP" and (held.entity.type is not EntityType.PERSON or token.lower in OWNED):
        yield from (a for a in landings(scene, token, set(), nested=False) if not a.nested and a.slot == token.lower)


def _after_comma(scene: Scene, held: Held) -> Held | None:
    """The place that holds another in "Mosul, Iraq": a state or region after a comma, unless both stand in a list."""
    comma = scene.after(held.last)
    if held.entity.type not in SMALLER or held.entity.type is EntityType.PLACE or comma is None or comma.text != ",":
        return None
    above = scene.starts.get(comma.i + 1)
    if above is None or above.entity.type not in LARGER or above.mention.kind is not MentionKind.NAME:
        return None
    token = scene.tokens[above.head]
    behind = scene.after(above.last)
    listed = token.dep == "conj" or any(c.dep == "conj" for c in token.children) or (behind is not None and behind.pos == "CCONJ")
    in_list = scene.tokens[held.head].dep == "conj" and scene.tokens[held.head].head.i in scene.heads
    return None if listed or in_list or above.entity.id == held.entity.id else above


def _after_bracket(scene: Scene, token: Token) -> Token | None:
    """What follows a short form in brackets, whose one word is given; None where there is more in the brackets."""
    closing = scene.after(token.i)
    return scene.after(closing.i) if closing is not None and closing.text == ")" else None


def landings(scene: Scene, preposition: Token, seen: set[int], *, nested: bool) -> Iterator[Argument]:
    """What a preposition leads to; through a noun that is no entity to what follows that noun."""
    if preposition.i in seen:
        return
    seen.add(preposition.i)
    slot = preposition.lower
    held = landing(scene, preposition.i + 1)
    if held is None:
        for target in preposition.children:
            if target.dep == "pobj":
                for deeper in target.children:
                    if deeper.dep == "prep" and deeper.i > target.i:
                        yield from landings(scene, deeper, seen, nested=nested or deeper.lower in ("of", "for", "in", "on"))
        return
    whole = whole_noun(scene, held)
    nested = nested or whole is not None
    yield Argument(slot, held, nested)
    for other in (whole or scene.tokens[held.head]).children:
        if other.dep == "conj" and other.i in scene.heads and other.i > held.last and slot != "in":
            yield Argument(slot, scene.heads[other.i], nested)
        elif other.dep == "prep" and other.lower in SEATED and other.i > held.last:
            yield from landings(scene, other, seen, nested=nested)


def landing(scene: Scene, i: int) -> Held | None:
    """The mention that a noun phrase beginning at token i names or is modified by.

    Of "Mali's Gao region", "the French National Front", "the Dutch bank ING" it is the last.
    """
    sentence = scene.tokens[i - 1].sentence
    classes = scene.knowledge.patterns.classes
    best: Held | None = None
    at = i
    while at < min(i + REACH, len(scene.tokens)) and scene.tokens[at].sentence is sentence:
        held = scene.starts.get(at)
        if held is not None:
            best, at = held, held.last + 1
            after = scene.after(held.last)
            if after is None or not (_is_adjective(scene, held) or after.tag in ("POS", "HYPH") or after.lemma.lower() in classes):
                break
        elif _may_precede(scene.tokens[at], best is None) or _names_capital(scene, at):
            at += 1
        else:
            break
    return best


def _names_capital(scene: Scene, i: int) -> bool:
    """Whether token i is the comma of "the Kenyan capital, Nairobi"."""
    before, after = scene.tokens[i - 1], scene.starts.get(i + 1)
    named = scene.knowledge.patterns.described.get(before.lemma.lower(), ())
    return (
        scene.tokens[i].text == "," and after is not None and after.entity.type is EntityType.SETTLEMENT and EntityType.SETTLEMENT in named
    )


def _may_precede(token: Token, first: bool) -> bool:
    """Whether a token may stand before a name in its noun phrase."""
    return (
        token.pos in PREMODIFIERS or token.text in JOINERS or token.tag in ("POS", "VBN", "``") or (first and token.pos in ("DET", "ADV"))
    )


def _is_adjective(scene: Scene, held: Held) -> bool:
    """Whether a mention is, or is used like, an adjective."""
    return held.mention.kind is MentionKind.DEMONYM or is_acronym(scene, held)


def is_acronym(scene: Scene, held: Held) -> bool:
    """Whether a name is written in capitals or with full stops, as those used like adjectives are ("US", "UN", "U.K.")."""
    text = scene.tokens[held.last].text
    return text.isupper() or text.endswith(".")


def whole_noun(scene: Scene, held: Held) -> Token | None:
    """The noun that the mention merely modifies ("the Hamas rockets"); None where it stands by itself or before a mere class noun."""
    head = scene.tokens[held.head]
    after = scene.after(held.last)
    if after is None or (after.tag not in ("POS", "HYPH") and after.pos not in ("NOUN", "PROPN", "ADJ")):
        return None
    if held.mention.kind is MentionKind.DEMONYM and after.pos in ("NOUN", "PROPN"):
        return None if scene.is_class(held, after) else after
    top = head
    while top.head is not top and top.head.i > held.last and top.dep in MODIFYING:
        top = top.head
    if top is head:
        return None
    return None if scene.is_class(held, top) else top
