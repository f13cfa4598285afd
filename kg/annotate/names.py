"""Names: spaCy's entity spans and the gazetteer's names, laid over each other."""

from collections.abc import Sequence
from dataclasses import dataclass

from kg.annotate.parse import Parse, Sentence, Token
from kg.ingest.clean import clean
from kg.knowledge.gazetteer import Reading
from kg.knowledge.tables import Knowledge
from kg.model.document import BlockKind
from kg.model.entity import PLACES, EntityType

LABELS = frozenset({"GPE", "LOC", "PERSON", "ORG", "NORP", "FAC", "EVENT", "LAW", "PRODUCT", "WORK_OF_ART"})
LONGEST = 10
"""Tokens of the longest name that is looked up."""
LINKS = frozenset("of the for and in on de del der du da la le al el a to 's - ' & / et e y van von bin ibn den di".split())
"""Words in lower case that may stand inside a name."""
EDGES = frozenset("the a an 's ' \" , . : ; - ( ) '' `` and of / [ ] this that – — ... … # no any".split())
"""Tokens that never begin or end a name."""
PARTICLES = frozenset("al el de van von bin ibn der la le da di d' 'n".split())
"""Words in lower case that may begin a name."""
PREFIXES = frozenset("pro anti pan non un ex neo post pre mid semi inter trans sub then".split())
"""Prefixes that are cut off before a hyphen."""
LARGE = 200_000
"""Inhabitants from which a town's name counts as a place although spaCy marks nothing."""


@dataclass(slots=True)
class Name:
    """A named span on its way to a mention: tokens `first`..`last`, spaCy's label ("" where it has none), the gazetteer's readings.

    `part` is the number of characters of a single token that belong to the name (None for all), for "U.S.-led". `type` and `kind` are decided last.
    """

    first: int
    last: int
    text: str
    label: str
    readings: tuple[Reading, ...]
    type: EntityType | None = None
    kind: str = "name"
    part: int | None = None
    nested: bool = False
    longer: int = 0
    """Tokens in lower case behind the name that the tables count to it ("Kursk" + "region"); `phrase` are the readings of the whole."""
    phrase: tuple[Reading, ...] = ()
    known: bool = False
    """Whether the best reading is a place or a people, which no ordinary word is."""


class NameFinder:
    """Finds the named spans of a parse; holds the tables only."""

    def __init__(self, knowledge: Knowledge) -> None:
        """Tables that the finder reads."""
        self.gazetteer = knowledge.gazetteer
        self.offices = knowledge.offices
        self.heads = knowledge.words.heads
        self.nouns = knowledge.words.nouns
        self.honorifics = knowledge.words.honorifics
        self.low = frozenset(name.split(" ")[0].split("-")[0] for name in self.gazetteer.names if name[0].islower())

    def find(self, parse: Parse) -> list[Name]:
        """Named spans in text order; spans overlap only where one lies inside another (`nested`)."""
        text = clean(parse.text)
        found: list[Name] = []
        for sentence in parse.sentences:
            known = self._known(sentence, text)
            marked = self._marked(sentence, text)
            if known or marked:
                found.extend(self._merge(known, marked, parse.tokens))
        return found

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
                inner = self._front(tokens[k], name)
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

    def _front(self, token: Token, name: str) -> Name | None:
        """The state's name that begins a name which is one without it too ("US" in "US State Department")."""
        head, _, rest = name.partition(" ")
        if head != token.text or not rest:
            return None
        own, short = self.gazetteer.readings(head), self.gazetteer.readings(rest)
        if not own or not short or self.gazetteer.rows[own[0].key].type is not EntityType.STATE or own[0].key == self.gazetteer.readings(name)[0].key:
            return None
        if short[0].key != self.gazetteer.readings(name)[0].key:
            return None
        return Name(token.i, token.i, head, "", own, nested=True)

    def _cut_back(self, tokens: Sequence[Token], k: int, last: int, end: int, text: str, readings: tuple[Reading, ...]) -> Name:
        """The name up to its last capital: "Kursk region" gives Kursk, read as the region; "Nigerian army" gives Nigerian, with the army beside it."""
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
        reach = _reach(tokens, k)
        for j in range(reach, k - 1, -1):
            words = text[begin : tokens[j].end]
            if words in names:
                return j, words
            if (shouting and len(words) > 2) or (len(words) > 3 and words.isupper()):
                folded = self.gazetteer.folded(words)
                if folded is not None:
                    return j, folded
        return None

    def _marked(self, sentence: Sentence, text: str) -> list[Name]:
        """spaCy's spans, cut to what belongs to a name."""
        found: list[Name] = []
        run: list[Token] = []
        for token in sentence.tokens:
            if run and token.ent_iob != "I":
                self._cut(run, text, found)
                run = []
            if token.ent_iob == "B" or (token.ent_iob == "I" and run):
                run.append(token)
        if run:
            self._cut(run, text, found)
        return [name for name, before in zip(found, [None, *found], strict=False) if before is None or name.first > before.last]

    def _cut(self, run: list[Token], text: str, found: list[Name]) -> None:
        label = run[0].ent
        if label not in LABELS:
            return
        bracket = next((n for n, t in enumerate(run) if t.text in ("(", "[")), 0)
        run = run[:bracket] if bracket else run
        while run and (run[0].lower in EDGES or (run[0].text.islower() and run[0].text not in PARTICLES)):
            run = run[1:]
        if len(run) > 2 and run[1].text == "-" and run[0].lower in PREFIXES:
            run = run[2:]
        while run and run[-1].lower in EDGES:
            run = run[:-1]
        if label == "PERSON":
            run = self._lengthened(self._untitled(run))
        elif any(t.tag == "PRP" for t in run):
            return
        run = self._extended(self._unofficial(_with_article(run)), label)
        if run and any(t.text[0].isupper() or t.text[0].isdigit() for t in run):
            found.append(Name(run[0].i, run[-1].i, text[run[0].begin : run[-1].end], label, ()))

    def _untitled(self, run: list[Token]) -> list[Token]:
        """The run without titles at its front ("Chancellor Angela Merkel")."""
        words = [t.text for t in run]
        at = 0
        while at < len(words):
            title = self.offices.title(words, at)
            end = title.end if title is not None else at + 1 if words[at].lower() in self.honorifics else None
            if end is None or end >= len(words):
                break
            at = end
        return run[at:]

    def _lengthened(self, run: list[Token]) -> list[Token]:
        """The run with parts of the name that spaCy left outside: a first name or surname tied to it, the end of "Yeung-tat"."""
        if not run:
            return run
        tokens = run[-1].sentence.tokens
        before, after = run[0].i - 1 - tokens[0].i, run[-1].i + 1 - tokens[0].i
        if before >= 0 and _is_part(tokens[before]) and tokens[before].head in run and not self._is_title(tokens[before]):
            run = [tokens[before], *run]
        if after < len(tokens) and _is_part(tokens[after]) and run[-1].head is tokens[after] and run[-1].dep == "compound":
            return [*run, tokens[after]]
        if after + 1 < len(tokens) and tokens[after].text == "-" and tokens[after].begin == run[-1].end:
            end = tokens[after + 1]
            if end.begin == tokens[after].end and end.text.isalpha() and end.text.islower() and len(run) > 1 and end.ent_iob != "B":
                return [*run, tokens[after], end]
        return run

    def _is_title(self, token: Token) -> bool:
        """Whether the word is a title, or a common noun written large."""
        return token.lower in self.honorifics or self.offices.title([token.text], 0) is not None or token.lemma.lower() in self.nouns

    def _unofficial(self, run: list[Token]) -> list[Token]:
        """The run without the beginning of a title that goes on behind it ("Defense" + "Minister", "EU Enlargement" + "Commissioner")."""
        if not run:
            return run
        tokens = run[0].sentence.tokens
        start, end = run[0].i - tokens[0].i, run[-1].i + 1 - tokens[0].i
        if self._ends_title(tokens, start, end):
            return []
        if end >= len(tokens) or not tokens[end].text[0].isalpha():
            return run
        words = [t.text for t in tokens[start : end + 3]]
        for at in range(len(run)):
            title = self.offices.title(words, at)
            if title is not None and title.begin < len(run) < title.end:
                return run[:at]
        return run

    def _ends_title(self, tokens: Sequence[Token], start: int, end: int) -> bool:
        """Whether the run is the end of a title ("State" in "Secretary of State")."""
        for at in range(max(0, start - 3), start):
            title = self.offices.title([t.text for t in tokens[at:end]], 0)
            if title is not None and at + title.end >= end:
                return True
        return False

    def _extended(self, run: list[Token], label: str) -> list[Token]:
        """The run of a body with the "of" or "for" phrase in capitals behind it ("Criminal Tribunal" + "for the former Yugoslavia")."""
        if label != "ORG" or not run or run[-1].text not in self.heads:
            return run
        tokens = run[0].sentence.tokens
        first = run[-1].i + 1 - tokens[0].i
        return [*run, *tokens[first : _tail(tokens, first)]]

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
            if name.first <= outer.first and outer.last <= name.last:
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

    def _stands_alone(self, name: Name, tokens: Sequence[Token]) -> bool:
        """Whether a name that spaCy does not mark is one."""
        if name.text in self.gazetteer.ambiguous:
            return False
        if not name.readings:
            return False
        first = tokens[name.first]
        reading = name.readings[0]
        row = self.gazetteer.rows[reading.key]
        if name.first != name.last or name.part is not None:
            return True
        if row.type is EntityType.STATE or reading.kind == "demonym":
            return first.pos in ("PROPN", "ADJ", "NOUN")
        if first.pos != "PROPN" or _joined(first, tokens):
            return False
        return row.type not in PLACES or row.weight >= LARGE or row.type is not EntityType.SETTLEMENT


def _with_article(run: list[Token]) -> list[Token]:
    """The run with an Arabic article before it that spaCy left outside ("al-" + "Hilla")."""
    if not run or run[0].i < 2:
        return run
    tokens = run[0].sentence.tokens
    at = run[0].i - tokens[0].i
    if at >= 2 and tokens[at - 1].text == "-" and tokens[at - 2].lower in ("al", "el") and tokens[at - 2].ent_iob == "O":
        return [tokens[at - 2], tokens[at - 1], *run]
    return run


def _is_part(token: Token) -> bool:
    """Whether a word outside every marked span looks like part of a name."""
    return token.tag == "NNP" and token.text[0].isupper() and token.ent_iob == "O" and token.dep in ("compound", "nmod", "pobj", "nsubj", "dobj", "poss", "appos", "ROOT", "conj", "flat")


def _tail(tokens: Sequence[Token], at: int) -> int:
    """Index after an "of" or "for" phrase in capitals that begins at `at`; `at` where there is none."""
    if at >= len(tokens) or tokens[at].text not in ("of", "for"):
        return at
    end, k = at, at + 1
    while k < len(tokens):
        token = tokens[k]
        if token.text[0].isupper() and token.tag in ("NNP", "NNPS", "JJ"):
            end = k + 1
        elif token.text not in ("of", "for", "the", "former", "and"):
            break
        elif token.text == "and" and k + 1 < len(tokens) and tokens[k + 1].ent_iob == "B":
            break
        k += 1
    return end


def _reach(tokens: Sequence[Token], k: int) -> int:
    """Index of the last token that a name beginning at token `k` can have: capitals, figures and words that link them, and one word more."""
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
    if outer.label in ("NORP",):
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
