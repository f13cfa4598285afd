"""Words that mentions are made of: common nouns for agents and places, given names, heads of named bodies, pronouns."""

from dataclasses import dataclass, field
from pathlib import Path

from kg.knowledge import csvtable
from kg.model.entity import EntityType
from kg.resources import find

NOUNS = "lexicon/nominals.csv"
LIMITS = "lexicon/mention_limits.csv"
PEOPLE = "lexicon/mention_people.csv"
GIVEN = "lexicon/given_names.csv"
HONORIFICS = "lexicon/mention_honorifics.csv"
HEADS = "lexicon/mention_heads.csv"
PRONOUNS = "lexicon/coref_pronouns.csv"
CLASSES = "lexicon/coref_classes.csv"
SPORTS = "lexicon/mention_sports.csv"
SHORT = "lexicon/coref_short_names.csv"
ACTS = "lexicon/coref_metonyms.csv"
NOUN_COLUMNS = ("lemma", "type", "number", "gender", "example")
LIMIT_COLUMNS = ("lemma", "needs", "example")
PEOPLE_COLUMNS = ("lemma", "source")
GIVEN_COLUMNS = ("name", "gender")
HONORIFIC_COLUMNS = ("word", "gender", "example")
HEAD_COLUMNS = ("word", "type", "example")
SPORT_COLUMNS = ("noun", "example")
SHORT_COLUMNS = ("name", "key", "beside", "example")
ACT_COLUMNS = ("lemma", "slot", "example")
CLASS_COLUMNS = ("noun", "class", "example")
PRONOUN_COLUMNS = ("form", "person", "number", "gender", "case", "example")

_TYPES = {kind.value: kind for kind in EntityType}


@dataclass(frozen=True, slots=True)
class Noun:
    """A common noun for an entity: what it names, in which number ("both", "plural", "singular"), and m or f where the word tells."""

    type: EntityType
    number: str
    gender: str | None


@dataclass(frozen=True, slots=True)
class Pronoun:
    """A personal pronoun: `person` first or third, `gender` m, f, n (things) or None, `case` subject, object, possessive or reflexive."""

    person: str
    plural: bool
    gender: str | None
    case: str


@dataclass(slots=True)
class Words:
    """The tables by word: nouns and pronouns in lower case, given names and heads of bodies as written."""

    nouns: dict[str, Noun] = field(default_factory=dict)
    limits: dict[str, frozenset[str]] = field(default_factory=dict)
    """What a noun of several senses needs to be a mention, one of: definite, plural, modified, whole (no "of" behind it)."""
    given: dict[str, str] = field(default_factory=dict)
    honorifics: dict[str, str | None] = field(default_factory=dict)
    """Words in lower case before the names of persons only, with m or f where they tell."""
    heads: dict[str, EntityType] = field(default_factory=dict)
    pronouns: dict[str, Pronoun] = field(default_factory=dict)
    classes: dict[str, str] = field(default_factory=dict)
    """Class of an unnamed group by the lemma of its head: nouns of one class may name one group."""
    short: dict[str, tuple[str, str]] = field(default_factory=dict)
    """Key of the row that a short name means behind "the", and the key that has to be named beside it ("the North" beside South Korea)."""
    sports: frozenset[str] = frozenset()
    """Nouns of reports on matches, in which a town stands for its club."""
    acts: frozenset[tuple[str, str]] = frozenset()
    """Slot and lemma of words beside which a capital stands for its state: subject, object, possessor, or a preposition."""

    @classmethod
    def load(cls, overlay: Path | None = None) -> "Words":
        """The shipped tables, or those of the overlay folder; ResourceError names file and line of a bad row."""
        words = cls()
        person = Noun(EntityType.PERSON, "both", None)
        for _, (lemma, _) in csvtable.rows(find(PEOPLE, overlay), PEOPLE_COLUMNS):
            words.nouns[lemma] = person
        path = find(NOUNS, overlay)
        for line, (lemma, kind, number, gender, _) in csvtable.rows(path, NOUN_COLUMNS):
            words.nouns[lemma] = Noun(_type(path, line, kind), number, gender or None)
        for _, (name, gender) in csvtable.rows(find(GIVEN, overlay), GIVEN_COLUMNS):
            words.given[name] = gender
        path = find(HEADS, overlay)
        for line, (word, kind, _) in csvtable.rows(path, HEAD_COLUMNS):
            words.heads[word] = _type(path, line, kind)
        for _, (form, speaker, amount, sex, case, _) in csvtable.rows(find(PRONOUNS, overlay), PRONOUN_COLUMNS):
            words.pronouns[form.lower()] = Pronoun(speaker, amount == "plural", sex or None, case)
        words.classes = {noun: group for _, (noun, group, _) in csvtable.rows(find(CLASSES, overlay), CLASS_COLUMNS)}
        words.limits = {
            lemma: frozenset(csvtable.split(needs)) for _, (lemma, needs, _) in csvtable.rows(find(LIMITS, overlay), LIMIT_COLUMNS)
        }
        words.honorifics = {word.lower(): sex or None for _, (word, sex, _) in csvtable.rows(find(HONORIFICS, overlay), HONORIFIC_COLUMNS)}
        words.short = {name: (key, beside) for _, (name, key, beside, _) in csvtable.rows(find(SHORT, overlay), SHORT_COLUMNS)}
        words.sports = frozenset(noun for _, (noun, _) in csvtable.rows(find(SPORTS, overlay), SPORT_COLUMNS))
        words.acts = frozenset((slot, lemma) for _, (lemma, slot, _) in csvtable.rows(find(ACTS, overlay), ACT_COLUMNS))
        return words


def _type(path: Path, line: int, kind: str) -> EntityType:
    if kind not in _TYPES:
        raise csvtable.wrong(path, line, f"the type {kind}", "use a type of the model")
    return _TYPES[kind]
