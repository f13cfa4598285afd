"""What a named span names: the type, and which rows of the gazetteer it may mean."""

from collections import Counter, defaultdict
from collections.abc import Sequence

from kg.annotate.names import Name
from kg.annotate.parse import Token
from kg.knowledge.tables import Knowledge
from kg.model.entity import PLACES, EntityType

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
BODY_LABELS = frozenset({"ORG", "FAC", "EVENT", "LAW", "PRODUCT", "GPE", "LOC", "WORK_OF_ART"})


class NameTyper:
    """Gives every name its type, first alone, then by what the document calls the same string elsewhere."""

    def __init__(self, knowledge: Knowledge) -> None:
        """Tables that the typer reads."""
        self.gazetteer = knowledge.gazetteer
        self.words = knowledge.words

    def decide(self, names: list[Name], tokens: Sequence[Token]) -> list[Name]:
        """The names with type, kind and readings; nested names that are no mention of their own are left out."""
        people = self._people(names)
        votes: dict[str, Counter[EntityType]] = defaultdict(Counter)
        for name in names:
            name.type = self._alone(name, tokens, people)
            if name.label and not name.readings and not name.nested:
                votes[name.text][name.type] += 1
        for name in names:
            if not name.readings and name.text in votes:
                ranked = sorted(votes[name.text].items(), key=lambda pair: (-pair[1], pair[0].value))
                name.type = ranked[0][0]
        return [name for name in names if not name.nested or self._stands_inside(name, names)]

    def _people(self, names: list[Name]) -> set[str]:
        """Last words of full names of persons."""
        return {n.text.rsplit(" ", 1)[-1] for n in names if n.label == "PERSON" and " " in n.text and not n.nested}

    def _alone(self, name: Name, tokens: Sequence[Token], people: set[str]) -> EntityType:
        if name.readings:
            kept = self._fitting(name, people)
            if kept:
                name.readings = kept
                name.kind = kept[0].kind
                return self.gazetteer.rows[kept[0].key].type
            name.readings = ()
            return EntityType.PERSON
        if name.text in people:
            return EntityType.PERSON
        kind = BY_LABEL[name.label]
        if name.label in BODY_LABELS:
            return self._by_words(name, tokens) or kind
        return kind

    def _fitting(self, name: Name, people: set[str]):  # type: ignore[no-untyped-def]
        rows = self.gazetteer.rows
        readings = name.readings
        if name.label == "NORP":
            demonyms = tuple(r for r in readings if r.kind == "demonym")
            return demonyms + tuple(r for r in readings if r.kind != "demonym")
        if name.label == "PERSON" or name.text in people:
            persons = tuple(r for r in readings if rows[r.key].type is EntityType.PERSON)
            if persons:
                return persons
            top = rows[readings[0].key]
            if top.type is EntityType.STATE and name.text not in people:
                return readings
            if top.type in PLACES and (name.text in people or name.text in self.words.given or " " not in name.text and top.weight < 300_000):
                return ()
        return readings

    def _by_words(self, name: Name, tokens: Sequence[Token]) -> EntityType | None:
        """The type that a word of the name tells: the last that tells one before an "of", "for" or "in"."""
        heads = self.words.heads
        found = None
        for i in range(name.first, name.last + 1):
            word = tokens[i].text
            if word in ("of", "for", "in", "on") and found is not None:
                break
            found = heads.get(word, found)
        return found

    def _stands_inside(self, name: Name, names: list[Name]) -> bool:
        """Whether a name inside a longer one is a mention: a state's name at the front of a body of its government."""
        outer = next((n for n in names if not n.nested and n.first <= name.first and name.last <= n.last), None)
        if outer is None:
            name.nested = False
            return True
        return outer.type in NESTING and outer.first == name.first and name.type is EntityType.STATE
