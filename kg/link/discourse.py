"""What a reader takes from the document as a whole: whose minister "the foreign minister" is, which state a party's leader is a citizen of.

These are inferences, not statements of the article: each carries the row of the lexicon that licenses it as `row`, so no claim is made.
"""

from collections import Counter
from collections.abc import Iterator, Sequence

from kg.knowledge.patterns import ANY_NOUN
from kg.knowledge.tables import Knowledge
from kg.link.titles import titles
from kg.model.annotations import Annotations
from kg.model.entity import BODIES, Entity, EntityType, MentionKind
from kg.model.event import OfficeStatus, Relation

SEATS = frozenset({"agencyOf", "ministryOf", "armedForceOf", "basedIn", "affiliatedWith"})
"""What ties a body to a state."""
PLACES_OF = SEATS | {"institutionOf", "partOf", "memberOf"}
MEMBERS = frozenset({"memberOf", "headOf", "spokespersonOf"})
NATIONAL = frozenset({EntityType.PARTY, EntityType.GOVERNMENT_BODY, EntityType.ARMED_FORCE})
"""Bodies whose members are, as a rule, citizens of the state that the body belongs to."""
BARE = "bare"
"""The slot of a title or body to which the text adds no state: "Foreign Minister Claire Martin", "the Supreme Court"."""
MARGIN = 3
"""How many times as often as the next state the state of an article must be named."""


def add(annotations: Annotations, knowledge: Knowledge) -> Iterator[Relation]:
    """Inferred relations, unnumbered: bodies and offices of the article's own state, then citizens by membership."""
    home = state_of(annotations.entities)
    found = list(annotations.relations)
    if home is not None:
        for entity in annotations.entities:
            relation = _at_home(entity, home, annotations, knowledge, found)
            if relation is not None:
                found.append(relation)
                yield relation
    yield from _citizens(annotations, knowledge, found)


def state_of(entities: Sequence[Entity]) -> Entity | None:
    """The state that a document is about: the only one it names, or named `MARGIN` times as often as any other; else None."""
    counts = Counter(
        {
            e.id: sum(m.kind is not MentionKind.PRONOUN for m in e.mentions)
            for e in entities
            if e.type is EntityType.STATE and any(m.kind is not MentionKind.NOMINAL for m in e.mentions)
        }
    )
    ranked = sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))
    if not ranked or (len(ranked) > 1 and (ranked[0][1] < MARGIN or ranked[0][1] < MARGIN * ranked[1][1])):
        return None
    return next(e for e in entities if e.id == ranked[0][0])


def _at_home(entity: Entity, home: Entity, annotations: Annotations, knowledge: Knowledge, found: Sequence[Relation]) -> Relation | None:
    """The tie of a government body or an official to the article's state, where nothing else ties them to one."""
    if not any(m.kind is MentionKind.NAME for m in entity.mentions) or entity.link is not None:
        return None
    mine = [r for r in found if r.subject == entity.id]
    patterns = knowledge.patterns
    if entity.type in NATIONAL:
        if any(r.predicate in PLACES_OF for r in mine) or _is_short_form(entity, annotations.entities):
            return None
        words = entity.name.lower().split()
        ties = (patterns.tie(word, entity.type, BARE, home.type) for word in (words[-1], words[0], ANY_NOUN))
        tie = next((t for t in ties if t is not None), None)
        return None if tie is None or tie.predicate is None else _relation(entity, tie.predicate, home, tie.place)
    if entity.type is EntityType.PERSON and not any(r.predicate != "memberOf" for r in mine):
        for title in titles(entity, annotations, knowledge.offices):
            words = title.words.lower()
            tie = patterns.tie(words, EntityType.PERSON, BARE, home.type) or patterns.tie(
                words.split()[-1], EntityType.PERSON, BARE, home.type
            )
            if title.before_name and tie is not None and tie.predicate == title.office.predicates.get(home.type):
                return _relation(entity, tie.predicate, home, tie.place, title.words, title.status)
    return None


def _is_short_form(entity: Entity, entities: Sequence[Entity]) -> bool:
    """Whether the name is the end or the beginning of the name of another body ("Commission" beside "European Commission")."""
    return any(
        other.id != entity.id and other.type in BODIES and set(entity.name.split()) <= {w for m in other.mentions for w in m.text.split()}
        for other in entities
    )


def _citizens(annotations: Annotations, knowledge: Knowledge, found: Sequence[Relation]) -> Iterator[Relation]:
    """Members of a national body, as citizens of its state."""
    by_id = {e.id: e for e in annotations.entities}
    seats = {
        r.subject: r.object
        for r in reversed(found)
        if r.predicate in SEATS and by_id[r.subject].type in NATIONAL and by_id[r.object].type is EntityType.STATE
    }
    tied = {r.subject for r in found if by_id[r.object].type is EntityType.STATE}
    tie = knowledge.patterns.tie("*", EntityType.PERSON, "mod", EntityType.STATE)
    for relation in found:
        person = by_id[relation.subject]
        state = seats.get(relation.object)
        if (
            relation.predicate in MEMBERS
            and any(m.kind is MentionKind.NAME for m in person.mentions)
            and person.type is EntityType.PERSON
            and state
            and person.id not in tied
            and tie is not None
        ):
            tied.add(person.id)
            yield _relation(person, "citizenOf", by_id[state], tie.place)


def _relation(
    entity: Entity, predicate: str, other: Entity, place: str, office: str | None = None, status: OfficeStatus | None = None
) -> Relation:
    first = min(entity.mentions, key=lambda m: (m.kind in (MentionKind.NOMINAL, MentionKind.PRONOUN), m.span))
    return Relation(
        id="",
        subject=entity.id,
        predicate=predicate,
        object=other.id,
        span=first.span,
        office=office,
        status=status,
        rule="discourse",
        row=place,
        head=first.head,
    )
