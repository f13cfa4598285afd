"""From a description of an entity to relations: the office or noun, its arguments, and the table rows that fit."""

from collections.abc import Iterator
from dataclasses import dataclass

from kg.annotate.descriptions import Description
from kg.annotate.parse import Token
from kg.annotate.phrases import Argument, complements, premodifiers
from kg.annotate.scene import Held, Scene
from kg.knowledge.offices import Effect, Office
from kg.knowledge.patterns import ANY_NOUN, Tie
from kg.model.entity import BODIES, EntityType
from kg.model.event import OfficeStatus, Relation
from kg.model.span import Span

OFFICE_SLOTS = ("mod", "poss", "of")
BELOW = {
    "headOf": "memberOf",
    "headOfStateOf": "officialOf",
    "headOfGovernmentOf": "officialOf",
    "ministerOf": "officialOf",
    "mayorOf": None,
    "royaltyOf": None,
}
"""What a deputy of an office has with the thing that the office heads."""


@dataclass(frozen=True, slots=True)
class Title:
    """The office that a noun phrase names, in the words of the text, with its status; `nouns` are keys for the table of nouns, longest first."""

    nouns: tuple[str, ...]
    office: Office | None = None
    words: str | None = None
    status: OfficeStatus | None = None
    effect: Effect | None = None


def relations(scene: Scene, found: Description) -> Iterator[Relation]:
    """What a description ties its subject to."""
    title = read_title(scene, found)
    taken = False
    for argument in _arguments(scene, found):
        held = argument.held
        if held.entity.id == found.subject.entity.id:
            continue
        tie, by_office = _tie(scene, found.subject.entity.type, argument, title, taken)
        if tie is None or tie.predicate is None:
            continue
        taken = taken or by_office
        yield make(scene, found, held, tie, title if by_office else None)


def _arguments(scene: Scene, found: Description) -> list[Argument]:
    """Complements first, for they say what the office is held in; then what stands before the noun."""
    after: list[Argument] = []
    if found.noun is not None:
        after.extend(complements(scene, found.noun))
    if found.rule == "title":
        after.extend(complements(scene, scene.tokens[found.subject.last]))
    before = premodifiers(scene, found.first, found.end)
    direct = [a for a in after if not a.nested]
    return [*direct, *before, *(a for a in after if a.nested)]


def read_title(scene: Scene, found: Description) -> Title:
    """The office in a description's words."""
    noun = found.noun
    if noun is None:
        return Title(())
    tokens = scene.tokens
    words = [t.text for t in tokens[found.first : noun.i + 1]]
    at = len(words) - 1
    nouns = tuple(" ".join([*(w.lower() for w in words[at - n : at]), noun.lemma.lower()]) for n in (2, 1, 0) if n <= at)
    offices = scene.knowledge.offices
    match = offices.ending(words, len(words))
    if match is None:
        return Title(nouns, status=_status(scene, words, len(words), None)[0])
    tail = [t.text for t in tokens[noun.i + 1 : noun.i + 6] if t.sentence is noun.sentence]
    longer = offices.title([*words, *tail], match.begin)
    match = longer if longer is not None and longer.end > match.end else match
    ahead = [*words, *tail]
    suffix = offices.suffix(ahead, match.end) if match.end < len(ahead) else None
    status, effect = _status(scene, words, match.begin, suffix.modifier.status if suffix else None)
    text = scene.draft.parse.words(scene.draft.parse.span(found.first + match.begin, found.first + match.end - 1))
    return Title(nouns, match.office, text, status, effect)


def _status(
    scene: Scene, words: list[str], end: int, suffix: OfficeStatus | None
) -> tuple[OfficeStatus | None, Effect | None]:
    """What the modifiers before a title say; one after it outranks them."""
    status, effect = suffix, None
    for at in range(end):
        match = scene.knowledge.offices.modifier(words, at)
        if match is not None:
            status = status or match.modifier.status
            effect = effect or match.modifier.effect
    return status, effect


def _tie(
    scene: Scene, subject: EntityType, argument: Argument, title: Title, taken: bool
) -> tuple[Tie | None, bool]:
    """The row that fits, and whether it used up the office: special nouns first, then offices, then any noun."""
    patterns = scene.knowledge.patterns
    target = argument.held.entity.type
    if not argument.nested and not taken:
        for noun in title.nouns:
            tie = patterns.tie(noun, subject, argument.slot, target)
            if tie is not None:
                return tie, True
        if subject is EntityType.PERSON and title.office is not None:
            tie = _by_office(title.office, title, argument, target)
            if tie is not None:
                return tie, True
    return patterns.tie(ANY_NOUN, subject, argument.slot, target), False


def _by_office(office: Office, title: Title, argument: Argument, target: EntityType) -> Tie | None:
    if argument.slot not in OFFICE_SLOTS and not (argument.slot == "for" and target in BODIES):
        return None
    predicate = office.predicate(target)
    if predicate is not None and title.effect is Effect.BELOW:
        predicate = BELOW.get(predicate, predicate)
    return None if predicate is None else Tie(predicate, False, office.place)


def make(scene: Scene, found: Description, target: Held, tie: Tie, title: Title | None) -> Relation:
    """The relation that a tie makes between the described entity and the target; the id is given later."""
    subject, object = found.subject.entity.id, target.entity.id
    if tie.reverse:
        subject, object = object, subject
    status = found.status or tie.status or (title.status if title else None)
    return Relation(
        id="",
        subject=subject,
        predicate=tie.predicate or "",
        object=object,
        span=_evidence(scene, found, target),
        office=title.words if title else None,
        status=status,
        rule=tie.place,
        head=found.anchor.i,
    )


def _evidence(scene: Scene, found: Description, target: Held) -> Span:
    """From the first to the last token of the described mention, the describing phrase and the target, within the sentence."""
    first = min(found.first, found.subject.first, target.first)
    last = max(found.last, found.subject.last, target.last)
    return scene.draft.parse.span(first, last)


def anchor_of(token: Token) -> int:
    """Index of the token whose factuality a noun phrase shares: itself."""
    return token.i
