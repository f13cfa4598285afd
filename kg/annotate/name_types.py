"""What a named span names: its type and the rows of the gazetteer it may mean, decided for the whole document.

Every mention of a name casts votes: spaCy's label, words of the name, titles and nouns before it, its place in the sentence, the tables.
All mentions
of one string get the type with the most votes.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field

from kg.annotate.name import Name, without_article
from kg.annotate.parse import Token
from kg.annotate.readings import lying_in
from kg.annotate.statements import SPEECH
from kg.annotate.tree import first_conjunct
from kg.knowledge.gazetteer import Reading, Row
from kg.knowledge.persons import plain
from kg.knowledge.tables import Knowledge
from kg.model.entity import BODIES, PLACES, EntityType

BY_LABEL = {
    "GPE": EntityType.SETTLEMENT,
    "LOC": EntityType.PLACE,
    "FAC": EntityType.PLACE,
    "PERSON": EntityType.PERSON,
    "ORG": EntityType.ORGANISATION,
    "NORP": EntityType.GROUP,
    "EVENT": EntityType.NAMED_EVENT,
    "LAW": EntityType.LAW,
    "PRODUCT": EntityType.PRODUCT,
    "WORK_OF_ART": EntityType.PRODUCT,
}
"""Types of spaCy's labels where nothing else is known."""
NESTING = frozenset({EntityType.GOVERNMENT_BODY, EntityType.ARMED_FORCE})
"""Types of names inside which a state's name is a mention of its own ("US State Department")."""
ODD = frozenset({"WORK_OF_ART", "PRODUCT", "LAW", "EVENT"})
"""Labels of things that do not speak."""
QUOTES = frozenset({'"', "``", "''"})
EMPLOYING = frozenset({"with", "at"})
LOCATIVE = frozenset({"in", "near", "at", "around", "outside", "across", "from", "to", "into"})
FAMILIES: dict[EntityType, str] = {
    **dict.fromkeys(PLACES, "place"),
    **dict.fromkeys(BODIES, "body"),
    EntityType.PERSON: "person",
    EntityType.OFFICE: "body",
}
"""Types that stand for one another when votes are counted; the rest stand alone."""

Votes = dict[EntityType, float]
LABEL_WEIGHT = 2.0
"""Votes of spaCy's labels of one string together."""
TOWN = 100_000
"""Inhabitants from which a town lends its name to a club."""
AROUND_CAP = 4.0
"""Most votes that the words around a name can give or take."""


@dataclass(slots=True)
class Evidence:
    """What the mentions of one string say: spaCy's labels counted, votes of the words around, of the tables and of the name itself."""

    labels: Votes = field(default_factory=lambda: defaultdict(float))
    around: Votes = field(default_factory=lambda: defaultdict(float))
    known: Votes = field(default_factory=lambda: defaultdict(float))

    def votes(self) -> Votes:
        """All votes by type: labels by their share, the words around capped."""
        total: Votes = defaultdict(float)
        labels = sum(self.labels.values())
        for kind, count in self.labels.items():
            total[kind] += LABEL_WEIGHT * count / labels
        for kind, count in self.around.items():
            total[kind] += max(-AROUND_CAP, min(AROUND_CAP, count))
        for kind, count in self.known.items():
            total[kind] += count
        return total


class NameTyper:
    """Gives every name its type; holds the tables only."""

    def __init__(self, knowledge: Knowledge) -> None:
        """Tables that the typer reads."""
        self.gazetteer = knowledge.gazetteer
        self.words = knowledge.words
        self.offices = knowledge.offices
        self.persons = knowledge.persons

    def decide(self, names: list[Name], tokens: Sequence[Token]) -> list[Name]:
        """The names with type, kind and readings; nested names that are no mention of their own are left out."""
        evidence: dict[str, Evidence] = {}
        begins = {name.first: name for name in names}
        for name in names:
            if not name.nested:
                self._look(name, tokens, evidence)
                if name.readings and lying_in(name, begins, tokens, self.gazetteer) is not None:
                    evidence[name.text].known[EntityType.SETTLEMENT] += 4
        votes = {text: e.votes() for text, e in evidence.items()}
        self._surnames(votes, {n.text for n in names if n.readings and n.readings[0].kind == "demonym"})
        for name in names:
            if name.nested and name.text not in votes:
                self._look(name, tokens, evidence)
                votes[name.text] = evidence[name.text].votes()
            self._settle(name, votes[name.text])
        outer = {i: name for name in names if not name.nested for i in range(name.first, name.last + 1)}
        return [name for name in names if not name.nested or self._stands_inside(name, outer.get(name.first))]

    def _look(self, name: Name, tokens: Sequence[Token], evidence: dict[str, Evidence]) -> None:
        seen = evidence.get(name.text)
        if seen is None:
            seen = evidence[name.text] = Evidence()
            if name.readings:
                row = self.gazetteer.rows[name.readings[0].key]
                seen.known[row.type] += self._weight(name, name.readings[0])
            told = None if name.readings else self._by_words(name, tokens)
            if told is not None:
                seen.known[told] += 2
            elif (" " in name.text and name.text.split(" ")[0] in self.words.given) or (
                not name.readings
                and name.label in ("PERSON", "ORG", "PRODUCT", "WORK_OF_ART")
                and plain(name.text) in self.persons.by_surname
            ):
                seen.known[EntityType.PERSON] += 2.5
        if name.label:
            seen.labels[BY_LABEL[name.label]] += 1
        self._around(name, tokens, seen.around)

    def _weight(self, name: Name, reading: Reading) -> float:
        """How strongly the tables speak."""
        row = self.gazetteer.rows[reading.key]
        if row.type is EntityType.STATE:
            return 4.0
        if name.text in self.gazetteer.ambiguous:
            return 0.5
        if row.type not in PLACES:
            return 4.0
        if " " in name.text or ("-" in name.text and name.label != "PERSON"):
            return 3.0
        if row.type is EntityType.SETTLEMENT and row.weight < 300_000:
            return 1.2 if name.label in ("GPE", "LOC", "FAC") else 0.3
        return 2.2

    def _around(self, name: Name, tokens: Sequence[Token], votes: Votes) -> None:
        """Votes of the words before and after, and of an apposition."""
        if name.first > tokens[name.first].sentence.tokens[0].i:
            self._in_front(name, tokens, votes)
        self._behind(name, tokens, votes)
        last = tokens[name.last]
        top = first_conjunct(last)
        if top is not last and top.dep == "pobj" and top.head.lower in LOCATIVE:
            listed = self._row(top.text)
            votes[EntityType.SETTLEMENT] += 3 if listed is not None and listed.type is EntityType.SETTLEMENT else 0.4
        beside = [c for c in last.children if c.dep == "appos" and c.i > name.last]
        if last.dep == "appos" and tokens[name.first - 1].text == ",":
            beside.append(last.head)  # the king's deputy, Karl Berg
        for c in beside:
            noun = self.words.nouns.get(c.lemma.lower())
            if noun is not None:
                votes[noun.type] += 3

    def _in_front(self, name: Name, tokens: Sequence[Token], votes: Votes) -> None:
        """Votes of the words before."""
        sentence = tokens[name.first].sentence
        start = sentence.tokens[0].i
        before = tokens[name.first - 1]
        if before.lower in self.words.honorifics:
            votes[EntityType.PERSON] += 3
        elif before.lower == "the":
            votes[EntityType.PERSON] -= 1.5
        elif before.lower in EMPLOYING and name.first > start + 1 and self._works(tokens[name.first - 2]):
            votes[EntityType.PERSON] -= 2.5
            votes[EntityType.ORGANISATION] += 1.5
        elif before.lower in LOCATIVE:
            votes[EntityType.PERSON] -= 0.4
            votes[EntityType.SETTLEMENT] += 0.4
        elif before.lower == "of" and name.first > start + 1:
            noun = self.words.nouns.get(tokens[name.first - 2].lemma.lower())
            if noun is not None and noun.type in PLACES:
                votes[noun.type] += 3
        elif before.pos in ("NOUN", "PROPN"):
            self._before(sentence.tokens[max(0, name.first - start - 5) : name.first - start], votes)

    def _works(self, token: Token) -> bool:
        """Whether a word is a noun for a person, who may be "with" or "at" a body: "a nurse with Caritas"."""
        noun = self.words.nouns.get(token.lemma.lower())
        return token.pos == "NOUN" and noun is not None and noun.type is EntityType.PERSON

    def _behind(self, name: Name, tokens: Sequence[Token], votes: Votes) -> None:
        """Votes of what follows: "Adidas chief" is no person; a name alone in quotation marks is a title, one behind # a tag."""
        after = tokens[name.last + 1] if name.last + 1 < len(tokens) else None
        before = tokens[name.first - 1] if name.first else None
        if before is not None and before.text == "#":
            votes[EntityType.OTHER] += 4
        if after is None or after.sentence is not tokens[name.last].sentence:
            return
        if before is not None and before.text in QUOTES and after.text in QUOTES:
            votes[EntityType.PRODUCT] += 0.7
        last = tokens[name.last]
        if name.label in ODD and last.dep == "nsubj" and last.head.lemma in SPEECH:
            votes[EntityType.PERSON] += 2.5
        if after.pos == "NOUN" and tokens[name.last].head is not tokens[name.last] and tokens[name.last].dep in ("compound", "nmod"):
            noun = self.words.nouns.get(after.lemma.lower())
            if noun is not None and noun.type in PLACES and noun.type is not EntityType.STATE and not after.lower.endswith("s"):
                votes[noun.type] += 3
            elif noun is not None and noun.type is EntityType.PERSON:
                votes[EntityType.PERSON] -= 1.5
                votes[EntityType.ORGANISATION] += 0.8

    def _before(self, before: Sequence[Token], votes: Votes) -> None:
        """Votes of the noun or title right before the name."""
        title = self.offices.ending([t.text for t in before], len(before))
        noun = self.words.nouns.get(before[-1].lemma.lower())
        if title is not None and not title.plural:
            votes[EntityType.PERSON] += 3 if noun is None or before[-1].pos == "PROPN" else 2
        elif noun is not None and before[-1].tag == "NN":
            votes[noun.type] += 1 if noun.type is EntityType.PERSON else 3

    def _surnames(self, votes: dict[str, Votes], demonyms: set[str]) -> None:
        """The last and the first word of a person's full name name the person."""
        for text in list(votes):
            if " " in text and _best(votes[text]) is EntityType.ORGANISATION:
                alone = votes.get(text.rsplit(" ", 1)[1])
                if alone is not None and alone.get(EntityType.PERSON, 0.0) >= 4 and _best(alone) is EntityType.PERSON:
                    votes[text][EntityType.PERSON] += 4
            if " " in text and _best(votes[text]) is EntityType.PERSON:
                first, last = text.split(" ")[0], text.rsplit(" ", 1)[1]
                given = first in self.words.given
                for short in {last, without_article(last)} & votes.keys():
                    if given or short not in demonyms:
                        votes[short][EntityType.PERSON] += 6 if given else 4
                if first in votes:
                    votes[first][EntityType.PERSON] += 1.5

    def _by_words(self, name: Name, tokens: Sequence[Token]) -> EntityType | None:
        """The type that a word or two words of the name tell: the last that tell one before an "of", "for" or "in"."""
        heads = self.words.heads
        if name.text in heads:
            return heads[name.text]
        if name.label == "PERSON":
            return self._no_person(name, tokens)
        found = None
        before = ""
        for i in range(name.first, name.last + 1):
            word = tokens[i].text
            if word in ("of", "for", "in", "on") and found is not None:
                break
            pair = heads.get(f"{before} {word}") if before else None
            found = pair or heads.get(word) or found
            before = word
        return found

    def _no_person(self, name: Name, tokens: Sequence[Token]) -> EntityType | None:
        """A body or place that spaCy takes for a person: its last word says so, or is a town behind no given name ("Dinamo Zagreb")."""
        if name.first == name.last:
            return None
        last = tokens[name.last].text
        told = self.words.heads.get(last)
        if told is None and tokens[name.first].text not in self.words.given and last not in self.words.given:
            row = self._row(last)
            if row is not None and row.type is EntityType.SETTLEMENT and row.weight >= TOWN:
                return EntityType.ORGANISATION
        return told

    def _row(self, name: str) -> Row | None:
        """The row that a name most likely means."""
        reading = next(iter(self.gazetteer.readings(name)), None)
        return self.gazetteer.rows[reading.key] if reading else None

    def _settle(self, name: Name, votes: Votes) -> None:
        best = _best(votes)
        family = FAMILIES.get(best, best.value)
        rows = self.gazetteer.rows
        kept = tuple(r for r in name.readings if FAMILIES.get(rows[r.key].type, rows[r.key].type.value) == family)
        if name.label == "NORP":
            kept = tuple(sorted(kept, key=lambda r: r.kind != "demonym"))
        name.readings = kept
        name.type = rows[kept[0].key].type if kept else best
        name.kind = kept[0].kind if kept else "name"
        if name.kind == "demonym" and name.type is EntityType.PLACE:
            name.readings, name.type = (), EntityType.GROUP

    def _stands_inside(self, name: Name, outer: Name | None) -> bool:
        """Whether a name inside a longer one is a mention: a state's in a body of its government, any in an event told in common words."""
        if outer is None:
            name.nested = False
            return True
        if outer.type is EntityType.NAMED_EVENT and outer.text[0].islower():
            return True
        if outer.first != name.first or name.type is not EntityType.STATE:
            return False
        return outer.type in NESTING or outer.text[len(name.text) + 1 :] in self.gazetteer.names


def _best(votes: Votes) -> EntityType:
    """The type with the most votes within the family with the most votes; "organisation" gives way to what says which kind."""
    families: dict[str, float] = defaultdict(float)
    for kind, count in votes.items():
        families[FAMILIES.get(kind, kind.value)] += count
    family = max(sorted(families), key=lambda f: families[f])
    return max(
        sorted((k for k in votes if FAMILIES.get(k, k.value) == family), key=lambda k: k.value),
        key=lambda k: (min(votes[k], LABEL_WEIGHT), False) if k is EntityType.ORGANISATION else (votes[k], True),
    )
