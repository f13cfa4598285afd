"""From a description of an entity to relations: the office or noun, its arguments, and the table rows that fit."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from kg.annotate.descriptions import Description
from kg.annotate.phrases import Argument, complements, premodifiers, trailers, whole_noun
from kg.annotate.scene import Held, Scene
from kg.knowledge.offices import Effect, Office
from kg.knowledge.patterns import ANY_NOUN, Tie
from kg.model.entity import AGENTS, BODIES, PLACES, EntityType, MentionKind
from kg.model.event import OfficeStatus, Relation
from kg.model.time import TimeBound, TimeKind

OFFICE_SLOTS = frozenset({"mod", "noun", "poss", "of"})
BELOW = {"headOf": "memberOf", "headOfStateOf": "officialOf", "headOfGovernmentOf": "officialOf", "ministerOf": "officialOf"}
"""What a deputy of an office has with the thing that the office heads."""
RANGE = frozenset({"to", "until", "till", "and"})
"""Words between the ends of a term: "2001 to 2012"."""
HELD = frozenset({"headOf", "spokespersonOf"})
ALLIANCES = frozenset({"alliedWith", "opposes"})
"""Predicates that hold of states when they are said of their soldiers."""
LOOSE = dict.fromkeys(
    ("citizenOf", "officialOf", "agencyOf", "basedIn", "headOfStateOf", "headOfGovernmentOf", "ministerOf", "advisorOf", "royaltyOf"),
    "affiliatedWith",
)
"""What is said of people and bodies without a name ("Kenyan police", "the Polish president"): which state they belong to, for a tenure
needs a holder who is known. The office stays as words."""


Around = tuple[list[Argument], list[Argument]]


@dataclass(frozen=True, slots=True)
class Title:
    """The office that a noun phrase names, in the words of the text, with its status.

    `nouns` are keys for the table of nouns, longest first; `first` is the token at which the title begins.
    """

    nouns: tuple[str, ...]
    first: int
    office: Office | None = None
    words: str | None = None
    status: OfficeStatus | None = None
    effect: Effect | None = None
    plural: bool = False


def relations(scene: Scene, found: Description) -> Iterator[Relation]:
    """What a description ties its subject to, and those that share a plural title with it."""
    around = _around(scene, found)
    if not any(around):
        return
    title = read_title(scene, found)
    if title.plural and found.subject.entity.type is EntityType.PERSON:
        if found.rule != "title":
            return
        for other in _sharers(scene, found.subject):
            shared = replace(found, subject=other)
            yield from _of_one(scene, shared, title, _around(scene, shared))
    yield from _of_one(scene, found, title, around)


def _of_one(scene: Scene, found: Description, title: Title, around: Around) -> Iterator[Relation]:
    kind = found.subject.entity.type
    taken = False
    for argument in _arguments(scene, found, title, around):
        if argument.held.entity.id == found.subject.entity.id:
            continue
        tie, by_office = _tie(scene, kind, argument, title, taken)
        if tie is None or tie.predicate is None or not (by_office or _may_be_plain(found, argument, kind)):
            continue
        taken = taken or by_office
        tie = _of_unnamed(scene, found.subject, argument.held, tie, by_office)
        if tie is None:
            continue
        said = kind is EntityType.PERSON and (by_office or tie.predicate == "memberOf") and title.office is not None
        yield make(scene, found, argument.held, tie, title if said else None)


def _may_be_plain(found: Description, argument: Argument, kind: EntityType) -> bool:
    """Whether a row for any noun may be used.

    Not for a place but beside its name, not for where a common noun stands ("the bank in Pretoria"), not for "its" before a thing.
    """
    if kind is EntityType.PERSON or kind is EntityType.GROUP:
        return argument.slot != "in" or not found.with_name
    if argument.held.mention.kind is MentionKind.PRONOUN:
        return False
    if found.rule in ("copula", "apposition") and kind in PLACES:
        return argument.slot == "in"  # Dorn is a village in Peru
    return found.rule == "name" or (kind not in PLACES and argument.slot != "in")


def _of_unnamed(scene: Scene, subject: Held, target: Held, tie: Tie, by_office: bool) -> Tie | None:
    """The tie as it holds where a thing has no name: persons keep their offices, a mere state is said loosely, the rest says nothing."""
    if tie.predicate in ALLIANCES:
        return tie
    if target.entity.id not in scene.named:
        return None
    if subject.entity.id in scene.named:
        return tie
    if target.entity.type is EntityType.STATE and subject.entity.type in AGENTS - {EntityType.STATE}:
        return replace(tie, predicate=LOOSE.get(tie.predicate or "", tie.predicate))
    return tie if by_office and subject.entity.type is EntityType.PERSON and tie.predicate in HELD else None


def _sharers(scene: Scene, first: Held) -> Iterator[Held]:
    """Persons listed after the first, each without a title: "Presidents Diallo of Mali and Traoré of Togo"."""
    held: Held | None = first
    while held is not None:
        token = scene.after(max([held.last, *(a.held.last for a in trailers(scene, held))]))
        while token is not None and (token.text == "," or token.pos == "CCONJ"):
            token = scene.after(token.i)
        held = scene.starts.get(token.i) if token is not None else None
        if held is None or held.entity.type is not EntityType.PERSON or held.mention.kind is not MentionKind.NAME:
            return
        yield held


def _around(scene: Scene, found: Description) -> Around:
    """The entities after and before the noun or name, as they stand."""
    after = list(trailers(scene, found.subject)) if found.with_name else []
    if found.noun is not None and not found.with_name:
        after.extend(complements(scene, found.noun))
    if found.rule != "name":
        return after, premodifiers(scene, found.first, found.end)
    modified = found.subject.entity.type in BODIES or whole_noun(scene, found.subject) is None
    before = premodifiers(scene, found.first, found.end) if modified else []
    return after, [*before, *inner(scene, found.subject)]


def _arguments(scene: Scene, found: Description, title: Title, around: Around) -> list[Argument]:
    """Complements first, for they say what the office is held in; then what stands before the noun; then what belongs to other nouns."""
    after, before = around
    every = [*after, *(_nest(scene, a, title.first) for a in before)]
    if found.subject.entity.type is EntityType.GROUP and len(every) > 1:
        every = [a for a in every if a.slot != "in"]
    if any(a.slot in ("mod", "poss") and a.held.entity.type is EntityType.STATE for a in every):
        every = [a for a in every if a.slot != "from"]  # the withdrawal of Greek troops from Malta
    every.extend(x for a in every if a.held.entity.id not in scene.named for x in _inside(scene, a))
    return [a for a in every if not a.nested] + [a for a in every if a.nested]


def _inside(scene: Scene, argument: Argument) -> Iterator[Argument]:
    """What a body without a name of its own belongs to: "the bank's works council", "the Swiss upper house"."""
    held = argument.held
    for x in premodifiers(scene, held.first, held.head):
        yield Argument(argument.slot, x.held, nested=True)


def _nest(scene: Scene, argument: Argument, end: int) -> Argument:
    """The argument marked as nested where it belongs to a noun before the title: "the Siemens works council's head"."""
    tokens, last = scene.tokens, argument.held.last
    to = tokens[argument.held.head].head
    if argument.slot != "poss" and last < to.i < end and to.pos in ("NOUN", "PROPN") and to.i not in scene.ends:
        return argument if scene.is_class(argument.held, to) else replace(argument, nested=True)
    if any(tokens[i].tag == "POS" and tokens[i - 1].pos == "NOUN" and i - 1 not in scene.ends for i in range(last + 2, end)):
        return replace(argument, nested=True)
    return argument


def inner(scene: Scene, held: Held) -> Iterator[Argument]:
    """Places of the document within a longer name: "the US Army", "the Bank of Canada", "the Iraq War", "eastern Libya"."""
    tokens = scene.tokens
    first = held.first + 1 if tokens[held.first].pos == "DET" else held.first
    starts = [("mod", first)] + [("of", i + 1) for i in range(held.first, held.last) if tokens[i].lower == "of"]
    side = held.entity.type is EntityType.PLACE and tokens[held.head].lower in scene.knowledge.patterns.parts
    if side:
        starts = [("in", i) for _, i in starts]
    elif held.entity.type is EntityType.PLACE:
        parts = scene.knowledge.patterns.parts
        whole = next((i for i in range(first, held.last + 1) if tokens[i].lower not in parts and tokens[i].text != "-"), first)
        starts = [("in", whole)] if whole > first else []
    for slot, start in starts if held.last > held.first else ():
        for end in range(min(start + 2, held.last), start - 1, -1):
            place = scene.place(scene.draft.parse.words(scene.draft.parse.span(start, end)))
            if place is not None and (end < held.last if slot == "mod" else end == held.last or side or slot == "of"):
                yield Argument(slot, replace(place, first=start, last=end))
                break


def read_title(scene: Scene, found: Description) -> Title:
    """The office in a description's words."""
    noun = found.noun
    if noun is None:
        return Title((), found.end)
    tokens = scene.tokens
    words = [t.text for t in tokens[found.first : noun.i + 1]]
    at = len(words) - 1
    nouns = tuple(" ".join([*(w.lower() for w in words[at - n : at]), noun.lemma.lower()]) for n in (2, 1, 0) if n <= at)
    words += [t.text for t in tokens[noun.i + 1 : noun.i + 6] if t.sentence is noun.sentence]
    offices = scene.knowledge.offices
    match = None
    for start in range(at, max(-1, at - 8), -1):
        longer = offices.title(words, start)
        if longer is not None and longer.end > at:
            match = longer
    if match is None:
        return Title(nouns, noun.i - _length(scene, nouns), status=_status(scene, words, at)[0])
    suffix = offices.suffix(words, match.end) if match.end < len(words) else None
    status, effect = _status(scene, words, match.begin)
    first = found.first + match.begin
    nouns = nouns if match.end == at + 1 else ()
    text = _words(scene, first, noun.i, found.first + match.end - 1)
    return Title(nouns, first, match.office, text, suffix.modifier.status if suffix else status, effect, match.plural)


def _words(scene: Scene, first: int, noun: int, last: int) -> str:
    """The words of a title without the names that it may hold: "CIA director", "president of the European Commission"."""
    first = max([i + 1 for i in range(first, noun) if i in scene.ends and scene.tokens[i + 1].text != "-"], default=first)
    last = noun if any(i in scene.starts and scene.starts[i].entity.hints for i in range(noun + 1, last + 1)) else last
    return scene.draft.parse.words(scene.draft.parse.span(first, last))


def _length(scene: Scene, nouns: tuple[str, ...]) -> int:
    """Words before the head of the longest noun that the table knows."""
    return next((n.count(" ") for n in nouns if n in scene.knowledge.patterns.nouns), 0)


def _status(scene: Scene, words: list[str], end: int) -> tuple[OfficeStatus | None, Effect | None]:
    """What the modifiers before a title say."""
    status, effect = None, None
    for at in range(end):
        match = scene.knowledge.offices.modifier(words, at)
        if match is not None:
            status = status or match.modifier.status
            effect = effect or match.modifier.effect
    return status, effect


def _tie(scene: Scene, subject: EntityType, argument: Argument, title: Title, taken: bool) -> tuple[Tie | None, bool]:
    """The row that fits, and whether it used up the office: special nouns first, then offices, then any noun."""
    patterns = scene.knowledge.patterns
    target = argument.held.entity.type
    for noun in title.nouns:
        tie = patterns.tie(noun, subject, argument.slot, target)
        if tie is not None and (tie.predicate is None or not (argument.nested or taken)):
            return tie, True
    if title.office is not None and subject not in (EntityType.PERSON, EntityType.GROUP):
        return None, False
    if title.office is not None and subject is EntityType.PERSON and not (argument.nested or taken):
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
    """The relation that a tie makes between the described entity and the target; its id is given when all are found."""
    one, other = found.subject.entity.id, target.entity.id
    if tie.reverse:
        one, other = other, one
    first = min(found.first, found.subject.first, target.first)
    last = max(found.last, found.subject.last, target.last)
    heads = [t.i for t in (found.noun, found.anchor) if t is not None and t.i != found.subject.head]
    term = when(scene, heads)
    status = found.status or tie.status or (title.status if title else None)
    if status is None and "until" in term:
        status = OfficeStatus.FORMER
    return Relation(
        id="",
        subject=one,
        predicate=tie.predicate or "",
        object=other,
        span=scene.draft.parse.span(first, last),
        office=title.words if title else None,
        status=status,
        rule=tie.place,
        head=found.anchor.i,
        **term,
    )


def when(scene: Scene, heads: Iterable[int]) -> dict[str, str]:
    """The fields `time`, `since` and `until` of a relation, from the first of the words that a time hangs from."""
    time = next((scene.times[i] for i in heads if i in scene.times), None)
    if time is None or time.kind not in (TimeKind.DATE, TimeKind.TIME):
        return {}
    begin, slash, end = (time.value or "").partition("/")
    if slash and not RANGE.isdisjoint(time.text.lower().split()):
        return {name: value for name, value in (("since", begin), ("until", end)) if value != ".."}
    if begin and not slash and time.bound is TimeBound.SINCE:
        return {"since": begin}
    if begin and not slash and time.bound is TimeBound.UNTIL:
        return {"until": begin}
    return {"time": time.id}
