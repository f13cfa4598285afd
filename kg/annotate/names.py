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
LINKS = frozenset({"of", "the", "for", "and", "in", "on", "de", "del", "der", "du", "da", "la", "le", "al", "el", "a", "to", "'s", "-", "'", "&", "/", "et", "e", "y"})
"""Words in lower case that may stand inside a name."""
EDGES = frozenset({"the", "a", "an", "'s", "'", '"', ",", ".", ":", ";", "-", "(", ")", "''", "``", "and", "of", "/", "[", "]", "this", "that", "–", "—", "...", "…"})
"""Tokens that never begin or end a name."""
LARGE = 100_000
"""Inhabitants from which a town's name in capitals counts as a place although spaCy marks nothing."""


@dataclass(slots=True)
class Name:
    """A named span on its way to a mention: tokens `first`..`last`, spaCy's label ("" where it has none), the gazetteer's readings.

    `part` is the number of characters of a single token that belong to the name (None for all), for "U.S.-led".
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


class NameFinder:
    """Finds the named spans of a parse; holds the tables only."""

    def __init__(self, knowledge: Knowledge) -> None:
        """Tables that the finder reads."""
        self.gazetteer = knowledge.gazetteer
        self.words = knowledge.words
        self.offices = knowledge.offices
        self.low = frozenset(name.split(" ")[0].split("-")[0] for name in self.gazetteer.names if name[0].islower())

    def find(self, parse: Parse) -> list[Name]:
        """Named spans in text order; spans overlap only where one lies inside another (`nested`)."""
        text = clean(parse.text)
        found: list[Name] = []
        for sentence in parse.sentences:
            known = self._known(sentence, text)
            marked = self._marked(sentence, text)
            found.extend(self._merge(known, marked, parse.tokens, text))
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
                found.append(Name(token.i, tokens[end].i, name, "", names[name]))
                k = end + 1
                continue
            if "-" in word and len(word) > 3:
                head = word.partition("-")[0]
                if head in names:
                    found.append(Name(token.i, token.i, head, "", names[head], part=len(head)))
            k += 1
        return found

    def _longest(self, tokens: Sequence[Token], k: int, text: str, shouting: bool) -> tuple[int, str] | None:
        """Index of the last token and the name, of the longest name that begins at token `k`."""
        names = self.gazetteer.names
        begin = tokens[k].begin
        reach = k
        for j in range(k, min(len(tokens), k + LONGEST)):
            word = tokens[j].text
            if word[0].isupper() or word[0].isdigit() or (j == k):
                reach = j
            elif word not in LINKS and not (word.islower() and j == reach + 1):
                break
        if reach + 1 < len(tokens) and tokens[reach + 1].text.islower() and reach - k < LONGEST:
            reach += 1
        for j in range(reach, k - 1, -1):
            words = text[begin : tokens[j].end]
            if words in names:
                return j, words
            if shouting and len(words) > 2:
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
        return found

    def _cut(self, run: list[Token], text: str, found: list[Name]) -> None:
        label = run[0].ent
        if label not in LABELS:
            return
        while run and run[0].lower in EDGES:
            run = run[1:]
        while run and run[-1].lower in EDGES:
            run = run[:-1]
        if label == "PERSON":
            run = self._untitled(run)
        if run and any(t.text[0].isupper() or t.text[0].isdigit() for t in run):
            found.append(Name(run[0].i, run[-1].i, text[run[0].begin : run[-1].end], label, ()))

    def _untitled(self, run: list[Token]) -> list[Token]:
        """The run without titles at its front ("Chancellor Angela Merkel")."""
        words = [t.text for t in run]
        at = 0
        while at < len(words):
            title = self.offices.title(words, at)
            if title is None or title.end >= len(words):
                break
            at = title.end
        return run[at:]

    def _merge(self, known: list[Name], marked: list[Name], tokens: Sequence[Token], text: str) -> list[Name]:
        """One list: where a known and a marked span overlap, the better one, or both where one belongs inside the other."""
        found: list[Name] = []
        used: set[int] = set()
        for name in known:
            rivals = [m for m in marked if m.first <= name.last and name.first <= m.last]
            if not rivals:
                if self._stands_alone(name, tokens):
                    found.append(name)
                continue
            outer = rivals[0]
            if outer.first >= name.first and outer.last <= name.last:
                name.label = outer.label
                found.append(name)
                used.update(id(m) for m in rivals)
            elif outer.first <= name.first and name.last <= outer.last and outer.label in ("PERSON", "ORG", "FAC", "EVENT", "LAW", "PRODUCT", "WORK_OF_ART"):
                name.nested = True
                found.append(name)
            else:
                found.append(name)
                used.update(id(m) for m in rivals)
        found.extend(m for m in marked if id(m) not in used)
        return sorted(found, key=lambda n: (n.first, -n.last))

    def _stands_alone(self, name: Name, tokens: Sequence[Token]) -> bool:
        """Whether a name that spaCy does not mark is one."""
        if name.text in self.gazetteer.ambiguous:
            return False
        first = tokens[name.first]
        if name.first == name.last and name.part is None and first.pos not in ("PROPN", "ADJ", "NOUN"):
            return False
        row = self.gazetteer.rows[name.readings[0].key]
        if row.type is EntityType.STATE or row.type not in PLACES or name.readings[0].kind == "demonym":
            return True
        if name.first != name.last:
            return True
        return row.weight >= LARGE and first.pos == "PROPN"
