"""Where a text says what a thing is: titles before a name, appositions, brackets, copulas, verbs of appointment, nominal mentions."""

from collections.abc import Iterator
from dataclasses import dataclass

from kg.annotate.parse import Token
from kg.annotate.phrases import left_edge
from kg.annotate.scene import Held, Scene
from kg.annotate.tree import child, conjuncts
from kg.knowledge.patterns import ROLE
from kg.model.entity import EntityType, MentionKind
from kg.model.event import OfficeStatus

NAMED = (MentionKind.NAME,)
NOMINAL = (MentionKind.NOMINAL,)


@dataclass(frozen=True, slots=True)
class Description:
    """A noun phrase that says something of an entity.

    `noun` is its head, None where a name alone stands there ("Germany's Merkel", "Merkel (CDU)"); tokens `first` to `last` are the evidence;
    `end` is the index before which modifiers stand; `name` the described mention where it belongs to the same phrase.
    """

    subject: Held
    noun: Token | None
    first: int
    end: int
    last: int
    anchor: Token
    rule: str
    status: OfficeStatus | None = None


def descriptions(scene: Scene) -> Iterator[Description]:
    """All descriptions of all entities, in the order of the mentions, then of the verbs."""
    for held in scene.held:
        if held.mention.kind is MentionKind.NAME:
            yield from _of_name(scene, held)
        elif held.mention.kind is MentionKind.NOMINAL:
            noun = scene.tokens[held.head]
            edge = left_edge(scene, held.first)
            yield Description(held, noun, edge, noun.i, held.last, noun, "nominal")
    for token in scene.tokens:
        if token.pos in ("VERB", "AUX") and token.lemma in scene.knowledge.patterns.verbs:
            yield from _of_verb(scene, token)


def _of_name(scene: Scene, held: Held) -> Iterator[Description]:
    if held.entity.type is EntityType.PERSON:
        yield from _titles(scene, held)
    else:
        head = scene.tokens[held.head]
        yield Description(held, head, left_edge(scene, held.first), held.head, held.last, head, "name")
    yield from _appositions(scene, held)


def _titles(scene: Scene, held: Held) -> Iterator[Description]:
    """Each of the coordinated phrases before a person's name, the nearest first."""
    first = left_edge(scene, held.first)
    name = scene.tokens[held.head]
    yield Description(held, _title_noun(scene, first, held.first), first, held.first, held.last, name, "title")


def _title_noun(scene: Scene, first: int, end: int) -> Token | None:
    """The last noun before a name that is not itself a mention ("-elect" and the like pass)."""
    i = end - 1
    while i >= first:
        token = scene.tokens[i]
        if i in scene.ends:
            return None
        if token.pos in ("NOUN", "PROPN") and not scene.knowledge.offices.suffix((token.text,), 0):
            return token
        if token.tag == "POS":
            return None
        i -= 1
    return None


def _appositions(scene: Scene, held: Held) -> Iterator[Description]:
    name = scene.tokens[held.head]
    nouns = [n for c in name.children if c.dep == "appos" for n in conjuncts(c)]
    if name.dep == "appos" and name.head.i < held.first:
        nouns.append(name.head)
    follower = _after_comma(scene, held)
    if follower is not None and follower not in nouns:
        nouns.append(follower)
    for noun in nouns:
        other = scene.heads.get(noun.i)
        if other is None or other.mention.kind is not MentionKind.NAME:
            yield _describe(scene, held, noun, noun, "apposition")
        elif other.entity.type is EntityType.PARTY and held.entity.type is EntityType.PERSON:
            yield Description(held, None, other.first, other.last + 1, other.last, noun, "apposition")


def _after_comma(scene: Scene, held: Held) -> Token | None:
    """The head of the noun phrase after "NAME," where it names an office: the parser often hangs it elsewhere."""
    comma = scene.after(held.last)
    if comma is None or comma.text not in (",", "(", "-"):
        return None
    noun = None
    token = scene.after(comma.i)
    while token is not None and (token.pos in ("DET", "ADJ", "NOUN", "PROPN", "ADV") or token.tag in ("POS", "HYPH", "VBN")):
        noun, token = token, scene.after(token.i)
    if noun is None or noun.i in scene.heads:
        return None
    words = [t.text for t in scene.tokens[comma.i + 1 : noun.i + 1]]
    return noun if scene.knowledge.offices.ending(words, len(words)) else None


def _describe(scene: Scene, held: Held, noun: Token, anchor: Token, rule: str) -> Description:
    """A description by a noun elsewhere in the sentence."""
    first = left_edge(scene, noun.i)
    return Description(held, noun, first, noun.i, noun.i, anchor, rule)


def _of_verb(scene: Scene, verb: Token) -> Iterator[Description]:
    """Offices after "is", "was appointed", "resigned as"."""
    for frame in scene.knowledge.patterns.verbs[verb.lemma]:
        if frame.frame == ROLE:
            subject = subject_of(scene, verb)
            if subject is not None and subject.entity.type in frame.subjects:
                for noun in _roles(verb):
                    found = _describe(scene, subject, noun, verb, "copula" if verb.lemma == "be" else "appointment")
                    yield Description(
                        subject, noun, found.first, noun.i, noun.i, verb, found.rule, frame.status
                    )


def _roles(verb: Token) -> Iterator[Token]:
    """Nouns that name the office after a verb."""
    for c in verb.children:
        if c.dep in ("attr", "oprd", "xcomp") and c.pos in ("NOUN", "PROPN"):
            yield from conjuncts(c)
        elif c.dep == "prep" and c.lower == "as" or c.dep == "prep" and c.lower == "in" and verb.lemma == "swear":
            for target in c.children:
                if target.dep == "pobj":
                    yield from conjuncts(target)
                elif target.dep == "prep" and target.lower == "as":
                    yield from (n for p in target.children if p.dep == "pobj" for n in conjuncts(p))


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
