"""Parts of places: "eastern Libya", "the north of Libya" and "Libya's north" are places of their own, inside the one they name.

A direction behind an article only says where the whole lies ("the western Azad province"), so it makes no part.
"""

from collections.abc import Iterator, Sequence

from kg.annotate.name import Name
from kg.annotate.parse import Parse, Token
from kg.annotate.stage import Found
from kg.model.entity import PLACES, EntityType, Mention, MentionKind

DIRECTIONS = ("north", "south", "east", "west", "central")
"""What a word for a direction begins with."""


def parts(names: Sequence[Name], parse: Parse, words: frozenset[str]) -> Iterator[Found]:
    """A mention of the part for each name of a place with a direction at it; `words` are those that make a part of a place."""
    tokens = parse.tokens
    inside = {i for name in names for i in range(name.first, name.last + 1)}
    for name in names:
        if name.type not in PLACES or name.kind != "name" or name.part is not None or name.longer or name.nested:
            continue
        first = _front(tokens, name.first, words, inside)
        head = tokens[name.last]
        if first < name.first and head.dep not in ("compound", "amod", "nmod"):
            yield _found(parse, (first, name.last), name.last)
            continue
        noun = _noun(head)
        if noun is not None and noun.i not in inside and noun.lower.startswith(DIRECTIONS) and noun.lower in words:
            span = (min(noun.i, name.first), max(noun.i, name.last))
            yield _found(parse, span, noun.i)


def _front(tokens: Sequence[Token], first: int, words: frozenset[str], inside: set[int]) -> int:
    """Index of the first word of direction before the name that begins at `first`; `first` where there is none, or an article before it."""
    i = first - 1
    sentence = tokens[first].sentence
    while i >= 0 and tokens[i].sentence is sentence and (tokens[i].lower in words or tokens[i].text == "-") and i not in inside:
        i -= 1
    front = i + 1
    while front < first and tokens[front].text == "-":
        front += 1
    if not any(t.lower.startswith(DIRECTIONS) for t in tokens[front:first]):
        return first
    article = i >= 0 and tokens[i].sentence is sentence and tokens[i].tag in ("DT", "POS", "PRP$", "HYPH", "CD", "JJ")
    return first if article or tokens[first - 1].text == "-" else front


def _noun(head: Token) -> Token | None:
    """The noun that a name hangs from as possessor or behind "of": "Libya's north", "the north of Libya"."""
    if head.dep == "poss" and head.head.i == head.i + 2:
        return head.head
    if head.dep == "pobj" and head.head.lower == "of" and head.head.head.i == head.head.i - 1:
        return head.head.head
    return None


def _found(parse: Parse, span: tuple[int, int], head: int) -> Found:
    """The mention of a part by its first and last token."""
    place = parse.span(*span)
    mention = Mention(span=place, text=parse.words(place), kind=MentionKind.NAME, head=head)
    return Found(mention=mention, type=EntityType.PLACE, first=span[0], last=span[1])
