"""Names: spaCy's entity spans and the gazetteer's names, laid over each other."""

import re
from collections.abc import Iterable, Iterator, Sequence

from kg.annotate.name import Name
from kg.annotate.name_spans import SpanCutter
from kg.annotate.parse import Parse, Sentence, Token
from kg.ingest.clean import clean
from kg.knowledge.gazetteer import Reading
from kg.knowledge.tables import Knowledge
from kg.model.document import BlockKind
from kg.model.entity import PLACES, EntityType

LONGEST = 10
"""Tokens of the longest name that is looked up."""
LINKS = frozenset(
    {"of", "the", "for", "and", "in", "on", "to", "a", "de", "del", "der", "du", "da", "di", "den", "la", "le", "al", "el", "et", "e", "y"}
) | frozenset({"van", "von", "bin", "ibn", "'s", "-", "'", "&", "/"})
"""Words in lower case that may stand inside a name."""
METROPOLIS = 500_000
"""Inhabitants from which a town's name is one even where the parser sees a common noun."""
PIECES = re.compile(r"[^\s'’/-]+|['’/-]")
"""A word or a mark between words, as the parser cuts names."""
LARGE = 200_000
"""Inhabitants from which a town's name counts as a place although spaCy marks nothing."""


class NameFinder:
    """Finds the named spans of a parse; holds the tables only."""

    def __init__(self, knowledge: Knowledge) -> None:
        """Tables that the finder reads."""
        self.gazetteer = knowledge.gazetteer
        self.cutter = SpanCutter(knowledge)
        self.given = knowledge.words.given
        self.offices = knowledge.offices
        self.nouns = knowledge.words.nouns
        self.longest = _longest_by_first(self.gazetteer.names)
        self.low = frozenset(name.split(" ")[0].split("-")[0] for name in self.gazetteer.names if name[0].islower())

    def find(self, parse: Parse) -> list[Name]:
        """Named spans in text order; spans overlap only where one lies inside another (`nested`)."""
        text = clean(parse.text)
        found: list[Name] = []
        for sentence in parse.sentences:
            known = self._known(sentence, text)
            marked = self.cutter.names(sentence, text)
            names = self._merge(known, marked, parse.tokens) if known or marked else []
            found.extend(names)
            found.extend(self._unmarked(sentence, names))
        return sorted(found, key=lambda n: (n.first, -n.last))

    def _unmarked(self, sentence: Sentence, names: Sequence[Name]) -> Iterator[Name]:
        """Persons that neither spaCy nor the tables mark.

        Two or three words written large, the first a given name; or a title and a name with hyphens ("General Zia-ul-Haq").
        """
        tokens = sentence.tokens
        taken = {i for name in names for i in range(name.first, name.last + 1)}
        yield from self._hyphenated(tokens, taken)
        at = 0
        while at < len(tokens):
            end = at
            while end < len(tokens) and _is_loose(tokens[end]) and tokens[end].i not in taken:
                end += 1
            whole = (at == 0 or tokens[at - 1].tag != "NNP") and (end == len(tokens) or tokens[end].tag != "NNP")
            if whole and 2 <= end - at <= 3 and tokens[at].text in self.given and tokens[end - 1].lower not in self.nouns:
                yield Name(tokens[at].i, tokens[end - 1].i, " ".join(t.text for t in tokens[at:end]), "PERSON", ())
            at = end + 1

    def _hyphenated(self, tokens: Sequence[Token], taken: set[int]) -> Iterator[Name]:
        """Unmarked names of words joined by hyphens right behind a title."""
        for at in range(1, len(tokens) - 2):
            if tokens[at + 1].text != "-" or tokens[at].tag != "NNP":
                continue
            end = at
            while _is_hyphened(tokens[end : end + 3]):
                end += 2
            before = [t.text for t in tokens[max(0, at - 4) : at]]
            titled = self.offices.ending(before, len(before)) if end > at else None
            free = not any(t.i in taken for t in tokens[at : end + 1])
            if titled is not None and not titled.plural and free and tokens[end].text[0].isupper():
                words = "".join(t.text for t in tokens[at : end + 1])
                yield Name(tokens[at].i, tokens[end].i, words, "PERSON", ())

    def _known(self, sentence: Sentence, text: str) -> list[Name]:
        """Longest names of the gazetteer, left to right."""
        tokens = sentence.tokens
        shouting = sentence.kind is BlockKind.HEADLINE and all(t.text.isupper() for t in tokens if len(t.text) > 3)
        names = self.gazetteer.names
        found: list[Name] = []
        k, n = 0, len(tokens)
        while k < n:
            token = tokens[k]
            word = token.text
            if not (word[0].isupper() or word in self.low):
                k += 1
                continue
            best = self._longest(tokens, k, text, shouting)
            if best is not None:
                end, name = best
                last = end
                while last > k and tokens[last].text.islower():
                    last -= 1
                found.append(self._cut_back(tokens, k, last, end, text, names[name]))
                inner = self._front(tokens, k, name) if name[0].isupper() else self._behind(tokens, k, last, text)
                if inner is not None:
                    found.append(inner)
                k = end + 1
                continue
            if "-" in word and len(word) > 3:
                head = word.partition("-")[0]
                if head in names:
                    found.append(Name(token.i, token.i, head, "", names[head], part=len(head)))
            k += 1
        return found

    def _front(self, tokens: Sequence[Token], k: int, name: str) -> Name | None:
        """The state's name at the front of a body of its own, or of what has a name without it too ("US" in "US State Department")."""
        words = name.split(" ")
        names, key = self.gazetteer.names, self.gazetteer.names[name][0].key
        for size in range(1, len(words)):
            head, rest = " ".join(words[:size]), " ".join(words[size:])
            if head not in names or head in self.gazetteer.ambiguous:
                continue
            row = self.gazetteer.rows[names[head][0].key]
            if not (rest in names and names[rest][0].key == key) and self.gazetteer.country_row(self.gazetteer.rows[key]) is not row:
                continue
            if row.type is EntityType.STATE and row.key != key and " ".join(t.text for t in tokens[k : k + size]) == head:
                return Name(tokens[k].i, tokens[k + size - 1].i, head, "", names[head], nested=True)
        return None

    def _behind(self, tokens: Sequence[Token], k: int, last: int, text: str) -> Name | None:
        """The place at the end of an event told in common words ("invasion of Ukraine")."""
        names = self.gazetteer.names
        for first in range(k + 1, last + 1):
            words = text[tokens[first].begin : tokens[last].end]
            if words[0].isupper() and words in names and self.gazetteer.rows[names[words][0].key].type in PLACES:
                return Name(tokens[first].i, tokens[last].i, words, "", names[words], nested=True)
        return None

    def _cut_back(self, tokens: Sequence[Token], k: int, last: int, end: int, text: str, readings: tuple[Reading, ...]) -> Name:
        """The name up to its last capital: Kursk, read as the region, of "Kursk region"; Nigerian, beside the army, of "Nigerian army"."""
        short = text[tokens[k].begin : tokens[last].end]
        place = readings[0].kind == "demonym" or self.gazetteer.rows[readings[0].key].type in PLACES
        name = Name(tokens[k].i, tokens[last].i, short, "", readings, known=place)
        if last < end:
            own = self.gazetteer.readings(short)
            keys = {r.key for r in readings}
            same = tuple(r for r in own if r.key in keys)
            if not own:
                return Name(tokens[k].i, tokens[end].i, text[tokens[k].begin : tokens[end].end], "", readings)
            name.readings = same or own
            name.longer, name.phrase = end - last, readings
        return name

    def _longest(self, tokens: Sequence[Token], k: int, text: str, shouting: bool) -> tuple[int, str] | None:
        """Index of the last token and the name, of the longest name that begins at token `k`."""
        names = self.gazetteer.names
        begin = tokens[k].begin
        reach = max(_reach(tokens, k), min(len(tokens) - 1, k + self.longest.get(tokens[k].text, 0)))
        for j in range(reach, k - 1, -1):
            words = text[begin : tokens[j].end]
            if words in names:
                return j, words
            if (shouting and len(words) > 2) or (len(words) > 3 and words.isupper()):
                folded = self.gazetteer.folded(words)
                if folded is not None:
                    return j, folded
        return None

    def _merge(self, known: list[Name], marked: list[Name], tokens: Sequence[Token]) -> list[Name]:
        """One list: where a known and a marked span overlap, the better one, or both where one belongs inside the other."""
        found: list[Name] = []
        used: set[int] = set()
        for name in known:
            if name.nested:
                found.append(name)
                continue
            rivals = [m for m in marked if m.first <= name.last and name.first <= m.last]
            if not rivals:
                if self._stands_alone(name, tokens):
                    found.append(name)
                continue
            outer = rivals[0]
            person = self._person_behind(name, outer, tokens)
            if person is not None:
                used.add(id(outer))
                found.extend((name, person))
            elif name.first <= outer.first and outer.last <= name.last:
                name.label = outer.label
                found.append(name)
                used.update(id(m) for m in rivals)
            elif outer.first <= name.first and name.last <= outer.last and _is_whole(outer, name, known, tokens):
                name.nested = True
                found.append(name)
            elif name.first < outer.first and name.last < outer.last and _goes_on(name, tokens):
                continue
            else:
                found.append(name)
                used.update(id(m) for m in rivals)
        found.extend(m for m in marked if id(m) not in used)
        return sorted(found, key=lambda n: (n.first, -n.last))

    def _person_behind(self, place: Name, outer: Name, tokens: Sequence[Token]) -> Name | None:
        """The person in a marked span that begins with the place of a title ("Minister for Central Asia Karl Berg"), None where none is."""
        first, before = place.last + 1, tokens[place.first - 1] if place.first else None
        if outer.first > place.first or outer.last <= first or before is None or before.lower not in ("for", "of", "the"):
            return None
        if tokens[first].text not in self.given or self.gazetteer.rows[place.readings[0].key].type not in PLACES:
            return None
        words = " ".join(t.text for t in tokens[first : outer.last + 1])
        return Name(first, outer.last, words, "PERSON", ())

    def _stands_alone(self, name: Name, tokens: Sequence[Token]) -> bool:
        """Whether a name that spaCy does not mark is one."""
        if name.text in self.gazetteer.ambiguous or not name.readings:
            return False
        first = tokens[name.first]
        reading = name.readings[0]
        row = self.gazetteer.rows[reading.key]
        if name.first != name.last or name.part is not None:
            return True
        if row.type is EntityType.STATE or reading.kind == "demonym":
            return first.pos in ("PROPN", "ADJ", "NOUN")
        if len(name.text) > 2 and name.text.isupper() and any(t.text.islower() for t in first.sentence.tokens):
            return True
        if _joined(first, tokens) or not (first.pos == "PROPN" or (first.pos == "NOUN" and row.weight >= METROPOLIS)):
            return False
        return row.type not in PLACES or row.weight >= LARGE or row.type is not EntityType.SETTLEMENT


def _is_hyphened(tokens: Sequence[Token]) -> bool:
    """Whether three tokens are a word, a hyphen and a word without spaces between them."""
    if len(tokens) < 3 or tokens[1].text != "-":
        return False
    return tokens[0].end == tokens[1].begin and tokens[1].end == tokens[2].begin and tokens[2].text.isalpha()


def _is_loose(token: Token) -> bool:
    """Whether a word outside every marked span may be part of a person's name."""
    word = token.text
    return token.tag == "NNP" and token.ent_iob == "O" and word[0].isupper() and word.replace("-", "").replace(".", "").isalpha()


def _longest_by_first(names: Iterable[str]) -> dict[str, int]:
    """Tokens that may follow the first word of the names that begin with it, at most; hyphens and apostrophes are tokens of their own."""
    longest: dict[str, int] = {}
    for name in names:
        words = PIECES.findall(name)
        longest[words[0]] = max(longest.get(words[0], 0), len(words) - 1)
    return longest


def _reach(tokens: Sequence[Token], k: int) -> int:
    """Index of the last token that a name beginning at token `k` can have: capitals, figures, words that link them, one word more."""
    reach = k
    for j in range(k + 1, min(len(tokens), k + LONGEST)):
        word = tokens[j].text
        if word[0].isupper() or word[0].isdigit() or (not word.isalpha() and any(c.isupper() for c in word)):
            reach = j
        elif word not in LINKS:
            break
    if reach + 1 < len(tokens) and tokens[reach + 1].text.islower():
        reach += 1
    return reach


def _is_whole(outer: Name, inner: Name, known: Sequence[Name], tokens: Sequence[Token]) -> bool:
    """Whether a marked span that holds a known name is one name ("Gaza Strip", "Bank of America") and no list of names."""
    if outer.label == "NORP":
        return False
    inside = {i for name in known for i in range(name.first, name.last + 1)}
    loose = [tokens[i].text for i in range(outer.first, outer.last + 1) if i not in inside]
    if loose and all(word in (",", "and", "/", "-") for word in loose):
        return False
    rest = [tokens[i] for i in range(outer.first, outer.last + 1) if not inner.first <= i <= inner.last]
    if any(t.text in (",", "and", "/", "(", ")") for t in rest) and outer.label in ("GPE", "LOC"):
        return False
    return any(t.text[0].isupper() for t in rest)


def _goes_on(name: Name, tokens: Sequence[Token]) -> bool:
    """Whether a known name is only the beginning of a longer one ("The National" in "The National Harbour Party")."""
    after = tokens[name.last + 1] if name.last + 1 < len(tokens) else None
    return after is not None and after.tag == "NNP" and tokens[name.last].dep == "compound" and tokens[name.last].head.i > name.last


def _joined(token: Token, tokens: Sequence[Token]) -> bool:
    """Whether a word is tied to a capitalised word beside it, so that it may be part of a longer name."""
    before = tokens[token.i - 1] if token.i else None
    after = tokens[token.i + 1] if token.i + 1 < len(tokens) else None
    if before is not None and before.tag == "NNP" and before.head is token and before.dep == "compound":
        return True
    return after is not None and after.tag == "NNP" and token.head is after and token.dep == "compound" and after.text[0].isupper()
