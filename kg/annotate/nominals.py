"""Mentions without a name: noun phrases for agents and places, and personal pronouns."""

from kg.annotate.parse import Parse, Token
from kg.annotate.stage import Found
from kg.annotate.tree import is_definite
from kg.knowledge.tables import Knowledge
from kg.knowledge.words import Noun
from kg.model.entity import EntityType, Mention, MentionKind

LEFT = frozenset({"det", "amod", "compound", "nummod", "poss", "nmod", "predet", "quantmod", "advmod", "punct", "case"})
NUMBERING = frozenset({"NUM", "PUNCT", "ADV", "ADP", "PART", "CCONJ"})
ARTICLES = frozenset({"the", "a", "an"})
ARGUMENTS = frozenset({"nsubj", "nsubjpass", "dobj", "pobj", "dative", "attr", "appos", "conj"})
AGED = Noun(EntityType.PERSON, "singular", None)
"""What "the 45-year-old" names."""
PLURAL = frozenset({"NNS", "NNPS"})


class NominalFinder:
    """Finds nominal and pronoun mentions; holds the tables only."""

    def __init__(self, knowledge: Knowledge) -> None:
        """Tables that the finder reads."""
        self.words = knowledge.words
        self.offices = knowledge.offices

    def find(self, parse: Parse, taken: set[int]) -> list[Found]:
        """Mentions in text order; `taken` are indexes of tokens inside names."""
        found: list[Found] = []
        nouns, pronouns = self.words.nouns, self.words.pronouns
        for token in parse.tokens:
            tag = token.tag
            if tag in ("PRP", "PRP$"):
                if token.lower in pronouns and token.i not in taken:
                    found.append(_pronoun(token))
            elif tag[:2] == "NN" and token.pos != "PRON" and token.i not in taken and token.dep != "compound":
                noun = self._noun(token, nouns)
                if noun is not None:
                    found.append(self._nominal(token, noun, parse, taken))
            elif token.lower == "old" and token.dep in ARGUMENTS and _is_aged(token):
                found.append(self._nominal(token, AGED, parse, taken))
        return found

    def _noun(self, token: Token, nouns: dict[str, Noun]) -> Noun | None:
        """The row of the noun with the word before it ("opposition leader"), or of the noun alone."""
        lemma = token.lemma.lower()
        if token.i > 1 and lemma not in nouns:
            office = self._elect(token)
            if office is not None:
                return nouns.get(office)
        before = next((c for c in reversed(token.children) if c.dep in ("compound", "amod") and c.i == token.i - 1), None)
        noun = None
        if before is not None:
            noun = nouns.get(f"{before.lower} {lemma}") or nouns.get(f"{before.lower} {token.lower}")
        if noun is None and lemma in self.words.limits and not _meets(token, self.words.limits[lemma]):
            return None
        noun = noun or nouns.get(lemma) or nouns.get(token.lower)
        if noun is None or (noun.number == "plural" and token.tag not in PLURAL and token.lower not in nouns):
            return None
        if noun.number == "singular" and token.tag in PLURAL:
            return None
        return noun

    def _elect(self, token: Token) -> str | None:
        """The lemma of the office that the token qualifies from behind ("president" + "-elect")."""
        tokens = token.sentence.tokens
        at = token.i - tokens[0].i
        if at < 2 or tokens[at - 1].text != "-" or self.offices.suffix([t.text for t in tokens[at - 1 : at + 1]], 0) is None:
            return None
        return tokens[at - 2].lemma.lower()

    def _nominal(self, token: Token, noun: Noun, parse: Parse, taken: set[int]) -> Found:
        first = _first(token, taken)
        type_ = EntityType.GROUP if noun.type is EntityType.PERSON and token.tag in PLURAL else noun.type
        span = parse.span(first, token.i)
        mention = Mention(span=span, text=parse.words(span), kind=MentionKind.NOMINAL, head=token.i)
        return Found(mention=mention, type=type_, first=first, last=token.i)


def _meets(token: Token, needs: frozenset[str]) -> bool:
    """Whether one of the needs is met.

    They are: plural; definite; owned by somebody; modified by a noun or name; whole, that is without an "of" behind it; alone, that is
    definite and without an "of" but that of a name.
    """
    definite = is_definite(token)
    of = next((c for c in token.children if c.dep == "prep" and c.lower == "of"), None)
    if ("plural" in needs and token.tag in PLURAL) or ("definite" in needs and definite):
        return True
    if "alone" in needs and definite and (of is None or any(c.pos == "PROPN" for c in of.children)):
        return True
    if ("whole" in needs and of is None) or ("owned" in needs and any(c.dep == "poss" for c in token.children)):
        return True
    return "modified" in needs and any(c.dep in ("compound", "nmod") or (c.dep == "amod" and c.text[0].isupper()) for c in token.children)


def _is_aged(token: Token) -> bool:
    """Whether "old" ends a figure of years ("45-year-old")."""
    tokens = token.sentence.tokens
    at = token.i - tokens[0].i
    return at >= 4 and tokens[at - 1].text == "-" and tokens[at - 2].lower in ("year", "month") and tokens[at - 3].text == "-"


def _first(head: Token, taken: set[int]) -> int:
    """Index of the first token of a noun phrase that ends with its head, without article and number."""
    first = head.i
    for c in head.children:
        if c.i < first and c.dep in LEFT:
            left = c
            while left.children and left.children[0].i < left.i:
                left = left.children[0]
            first = min(first, left.i)
    tokens = head.sentence.tokens
    offset = tokens[0].i
    for i in range(head.i - 2, first - 1, -1):
        name, joined = tokens[i - offset], tokens[i + 1 - offset]
        if joined.pos == "CCONJ" and joined.i not in taken and name.pos == "PROPN" and name.i in taken and not name.text.isupper():
            first = i + 2  # Peru and European states
            break
    while first in taken and first - 1 in taken and first > offset:
        first -= 1  # a name is not cut: Trinidad and Tobago's premier
    while first < head.i and _counts(tokens[first - offset]):
        if tokens[first - offset].i in taken or tokens[first + 1 - offset].text == "-":
            break
        first += 1
    return first


def _counts(token: Token) -> bool:
    """Whether a word at the beginning of a noun phrase is its article or part of its number: "the", "at least 12", "two of them"."""
    return token.lower in ARTICLES or token.pos in NUMBERING or token.dep in ("quantmod", "advmod") or token.tag == "PRP"


def _pronoun(token: Token) -> Found:
    mention = Mention(span=token.span, text=token.text, kind=MentionKind.PRONOUN, head=token.i)
    return Found(mention=mention, type=EntityType.OTHER, first=token.i, last=token.i)
