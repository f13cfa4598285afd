"""Where a text says what a thing is: titles before a name, appositions, brackets, copulas, verbs of appointment, nominal mentions."""

from collections.abc import Iterator
from dataclasses import dataclass

from kg.annotate.parse import Token
from kg.annotate.phrases import left_edge
from kg.annotate.scene import Held, Scene
from kg.annotate.tree import child, conjuncts
from kg.knowledge.patterns import NAMED, ROLE
from kg.model.entity import PLACES, EntityType, MentionKind
from kg.model.event import OfficeStatus

CLIMB = frozenset({"pobj", "prep", "compound", "poss", "nmod", "amod", "appos", "conj"})
QUOTES = frozenset({'"', "'", "''", "``"})
INSIDE = frozenset({"DET", "ADJ", "NOUN", "PROPN", "ADV", "NUM"})


@dataclass(frozen=True, slots=True)
class Description:
    """A noun phrase that says something of an entity.

    `noun` is its head, None where a name alone stands there ("Germany's Merkel", "Merkel (CDU)"). Modifiers stand from token `first` up to
    `end` (exclusive), the evidence ends at token `last`; `anchor` is the token whose factuality holds for it. `with_name` where the noun
    stands in one phrase with the described name, so that what follows the name belongs to it too.
    """

    subject: Held
    noun: Token | None
    first: int
    end: int
    last: int
    anchor: Token
    rule: str
    status: OfficeStatus | None = None
    with_name: bool = False


def descriptions(scene: Scene) -> Iterator[Description]:
    """All descriptions of all entities: by the mentions in text order, then by the verbs."""
    for held in scene.held:
        if held.mention.kind is MentionKind.NAME:
            yield from _titles(scene, held) if held.entity.type is EntityType.PERSON else _names(scene, held)
            yield from _appositions(scene, held)
        elif held.mention.kind is MentionKind.NOMINAL:
            noun = scene.tokens[held.head]
            yield Description(held, noun, max(left_edge(scene, held.first), _own_edge(scene, noun)), noun.i, held.last, noun, "nominal")
    for token in scene.tokens:
        if token.pos in ("VERB", "AUX") and token.lemma in scene.knowledge.patterns.verbs:
            yield from _of_verb(scene, token)


def _own_edge(scene: Scene, noun: Token) -> int:
    """The first token that may modify a noun: of one listed behind another its own modifiers keep those of the other away."""
    if noun.dep != "conj" or noun.head.i > noun.i:
        return 0
    own = any(c.dep in ("det", "nummod", "poss") and c.i > noun.head.i for c in noun.children)
    return noun.head.i + 1 if own or any(i in scene.ends for i in range(noun.head.i + 1, noun.i)) else 0


def _names(scene: Scene, held: Held) -> Iterator[Description]:
    head = scene.tokens[held.head]
    first = left_edge(scene, held.first)
    yield Description(held, head, first, held.head, held.last, head, "name", with_name=True)
    noun = _title_noun(scene, first, held.first)
    if noun is not None and _describes(scene, noun, held):
        yield Description(held, noun, first, noun.i, held.last, head, "class", with_name=True)
    if held.entity.type in PLACES and held.first > 1 and scene.tokens[held.first - 1].lower == "of":
        noun = scene.tokens[held.first - 2]
        if noun.sentence is head.sentence and _describes(scene, noun, held) and not _is_named(scene, noun.i - 1):
            yield Description(held, noun, left_edge(scene, noun.i), noun.i, held.last, head, "class", with_name=True)


def _titles(scene: Scene, held: Held) -> Iterator[Description]:
    """The phrases before a person's name, the nearest first: "Foreign Minister and Vice Chancellor X", "Secretary of State X"."""
    name = scene.tokens[held.head]
    first = left_edge(scene, held.first)
    noun = _title_noun(scene, first, held.first)
    own = _own_title(scene, held)
    if own is not None:
        yield Description(held, own, first, own.i, held.last, name, "title", with_name=True)
    long = _long_title(scene, held.first, first)
    if long is not None:
        noun, first = long, left_edge(scene, long.i)
    if noun is not None and not _goes_with(scene, noun, held, first):
        return
    yield Description(held, noun, first, noun.i if noun else held.first, held.last, name, "title", with_name=True)
    for i in range(first + 1, noun.i if noun else first):
        if scene.tokens[i].pos == "CCONJ" and scene.tokens[i - 1].pos in ("NOUN", "PROPN"):
            yield Description(held, scene.tokens[i - 1], first, i - 1, held.last, name, "title", with_name=True)


def _describes(scene: Scene, noun: Token, held: Held) -> bool:
    """Whether the table of nouns has a word for such a thing."""
    return held.entity.type in scene.knowledge.patterns.described.get(noun.lemma.lower(), ())


def _is_named(scene: Scene, i: int) -> bool:
    """Whether a name that is no demonym ends at token i: "Urgun district of Paktika" says nothing of Paktika."""
    held = scene.ends.get(i)
    return held is not None and held.mention.kind is MentionKind.NAME and held.entity.type is not EntityType.STATE


def _goes_with(scene: Scene, noun: Token, held: Held, first: int) -> bool:
    """Whether a noun before a name is said of it: a known word for persons, or one that the tree ties to the name.

    "In a Reuters interview Diallo said" has a noun that is not.
    """
    known = scene.knowledge.patterns.described.get(noun.lemma.lower(), ())
    if EntityType.PERSON in known or _names_office(scene, first, noun.i, plural=True):
        return True
    tied = range(held.first, held.last + 1)
    return noun.head.i in tied or any(scene.tokens[i].head is noun for i in tied)


def _own_title(scene: Scene, held: Held) -> Token | None:
    """The head of a title that the name itself begins with: "King Abdullah"."""
    words = [t.text for t in scene.tokens[held.first : held.last + 1]]
    match = scene.knowledge.offices.title(words, 0)
    return scene.tokens[held.first + match.end - 1] if match is not None and match.end < len(words) else None


def _title_noun(scene: Scene, first: int, end: int) -> Token | None:
    """The last noun before a name, unless a mention or a possessive stands nearer ("-elect" and the like pass)."""
    for i in range(end - 1, first - 1, -1):
        token = scene.tokens[i]
        if i in scene.ends or token.tag == "POS":
            return None
        known = token.pos == "ADJ" and token.lower in scene.knowledge.patterns.nouns
        if known or (token.pos in ("NOUN", "PROPN") and not scene.knowledge.offices.suffix((token.text,), 0)):
            return token
    return None


def _long_title(scene: Scene, end: int, first: int) -> Token | None:
    """The head of a title of the form "secretary of state", "minister for trade" right before a name."""
    tokens = scene.tokens
    if first < 2 or tokens[first - 1].pos not in ("ADP", "DET") or tokens[first - 1].sentence is not tokens[end].sentence:
        return None
    words = [t.text for t in tokens[max(0, end - 7) : end]]
    match = scene.knowledge.offices.ending(words, len(words))
    if match is None:
        return None
    start = end - len(words) + match.begin
    for i in range(start + 1, end):
        if tokens[i].pos == "ADP":
            return tokens[i - 1]
    return None


def _appositions(scene: Scene, held: Held) -> Iterator[Description]:
    name = scene.tokens[held.head]
    nouns = [n for c in name.children if c.dep == "appos" and not _is_person(scene, c) for n in conjuncts(c)]
    if name.dep == "appos" and name.head.i < held.first:
        nouns.append(name.head)
    for noun in (_after_comma(scene, held), _before_comma(scene, held)):
        if noun is not None and noun not in nouns:
            nouns.append(noun)
    for noun in nouns:
        other = scene.heads.get(noun.i)
        if other is None or other.mention.kind is MentionKind.NOMINAL:
            yield _describe(scene, held, noun, noun, "apposition")
        elif (other.mention.kind is MentionKind.DEMONYM or other.entity.type is EntityType.PARTY) and held.entity.type is EntityType.PERSON:
            yield Description(held, None, other.first, other.last + 1, other.last, noun, "apposition")


def _is_person(scene: Scene, token: Token) -> bool:
    held = scene.heads.get(token.i)
    return held is not None and held.entity.type is EntityType.PERSON and held.mention.kind is MentionKind.NAME


def _after_comma(scene: Scene, held: Held) -> Token | None:
    """The head of the noun phrase after "NAME," where it names an office, and a party in brackets: parsers often hang them elsewhere."""
    mark = scene.after(held.last)
    if mark is None or mark.text not in (",", "(", "-"):
        return None
    noun = None
    token = scene.after(mark.i)
    while token is not None and (token.pos in INSIDE or token.tag in ("POS", "HYPH", "VBN")):
        noun, token = token, scene.after(token.i)
    if noun is None:
        return None
    if noun.i in scene.ends:
        party = scene.ends[noun.i]
        return scene.tokens[party.head] if mark.text == "(" and party.first == mark.i + 1 else None
    if _names_office(scene, mark.i + 1, noun.i):
        return noun
    person = held.entity.type is EntityType.PERSON and mark.text == "," and noun.tag == "NN"
    return noun if person and any(i in scene.ends for i in range(mark.i + 1, noun.i)) else None


def _before_comma(scene: Scene, held: Held) -> Token | None:
    """The office whose holder stands behind a comma: "the head of the World Bank, Ali Reza,"."""
    at = held.first - 1
    while at > 0 and scene.tokens[at].text in QUOTES:
        at -= 1
    if at < 1 or scene.tokens[at].text != "," or scene.tokens[at].sentence is not scene.tokens[held.head].sentence:
        return None
    token = scene.tokens[at - 1]
    for _ in range(6):
        held_here = scene.heads.get(token.i)
        named = held_here is not None and held_here.mention.kind is not MentionKind.NOMINAL
        if token.pos in ("NOUN", "PROPN") and not named and _names_office(scene, max(0, token.i - 5), token.i):
            return token
        if token.head.i >= token.i or token.dep not in CLIMB:
            return None
        token = token.head
    return None


def _names_office(scene: Scene, first: int, last: int, *, plural: bool = False) -> bool:
    words = [t.text for t in scene.tokens[first : last + 1]]
    match = scene.knowledge.offices.ending(words, len(words))
    return match is not None and (plural or not match.plural)


def _describe(scene: Scene, held: Held, noun: Token, anchor: Token, rule: str) -> Description:
    """A description by a noun elsewhere in the sentence."""
    return Description(held, noun, left_edge(scene, noun.i), noun.i, noun.i, anchor, rule)


def _of_verb(scene: Scene, verb: Token) -> Iterator[Description]:
    """Offices after "is", "was appointed", "resigned as"."""
    for frame in scene.knowledge.patterns.verbs[verb.lemma]:
        if frame.frame not in (ROLE, NAMED):
            continue
        subject = subject_of(scene, verb) if frame.frame == ROLE or is_passive(verb) else _object_of(scene, verb)
        if subject is None or subject.entity.type not in frame.subjects:
            continue
        rule = "copula" if verb.lemma == "be" else "appointment"
        for noun in _roles(verb):
            said = scene.heads.get(noun.i)
            if said is not None and said.mention.kind is MentionKind.DEMONYM and scene.tokens[said.first - 1].text != "-":
                yield Description(subject, None, said.first, said.last + 1, said.last, verb, rule)
            if noun.pos == "ADJ" or (said is not None and said.mention.kind is not MentionKind.NOMINAL):
                continue
            first = left_edge(scene, noun.i)
            yield Description(subject, noun, first, noun.i, noun.i, verb, rule, frame.status or _hoped(verb))


def _hoped(verb: Token) -> OfficeStatus | None:
    """Candidate where the office is only aimed at: "runs to become governor", "wants to be president"."""
    return OfficeStatus.CANDIDATE if any(c.dep == "aux" and c.lower == "to" for c in verb.children) else None


def is_passive(verb: Token) -> bool:
    """Whether the verb's subject is what it is done to."""
    return child(verb, "nsubjpass", "auxpass") is not None or (verb.dep == "acl" and verb.tag == "VBN")


def _object_of(scene: Scene, verb: Token) -> Held | None:
    """Whom an active verb puts in office or out of it."""
    return next((scene.heads[c.i] for c in verb.children if c.dep in ("dobj", "dative") and c.i in scene.heads), None)


def _roles(verb: Token) -> Iterator[Token]:
    """Nouns that name the office after a verb."""
    for c in verb.children:
        if c.dep in ("attr", "oprd", "xcomp", "acomp") and c.pos in ("NOUN", "PROPN", "ADJ"):
            yield from conjuncts(c)
        elif c.dep == "prep" and c.lower in ("as", "in"):
            yield from _after_as(c)


def _after_as(preposition: Token) -> Iterator[Token]:
    """Objects of "as", also behind the particle of "sworn in as"."""
    for c in preposition.children:
        if c.dep == "pobj" and preposition.lower == "as":
            yield from conjuncts(c)
        elif c.dep == "prep" and c.lower == "as":
            yield from _after_as(c)


def subject_of(scene: Scene, verb: Token) -> Held | None:
    """The entity that is the verb's subject, through relative pronouns, participles and coordination."""
    top = verb
    for _ in range(4):
        subject = child(top, "nsubj", "nsubjpass")
        if subject is not None:
            if subject.i in scene.heads:
                return scene.heads[subject.i]
            return scene.heads.get(top.head.i) if subject.tag in ("WP", "WDT") and top.dep == "relcl" else None
        if top.dep == "acl":
            return scene.heads.get(top.head.i)
        if top.dep not in ("conj", "xcomp", "advcl") or top.head is top:
            return None
        top = top.head
    return None
