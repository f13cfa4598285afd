"""What a reader takes from the document as a whole: whose minister "the foreign minister" is, which state a party's leader is a citizen of.

These are inferences, not statements of the article: each carries the row of the lexicon that licenses it as `row`, so no claim is made.
"""

from collections.abc import Iterator, Sequence

from kg.annotate.home import state_of
from kg.knowledge.patterns import ANY_NOUN, Tie
from kg.knowledge.persons import plain
from kg.knowledge.tables import Knowledge
from kg.link.titles import SaidTitle, titles
from kg.model.annotations import Annotations
from kg.model.entity import BODIES, Entity, EntityType, MentionKind
from kg.model.event import Relation

SEATS = frozenset({"agencyOf", "ministryOf", "armedForceOf", "basedIn", "affiliatedWith"})
"""What ties a body to a state."""
PLACES_OF = SEATS | {"institutionOf", "partOf", "memberOf"}
MEMBERS = frozenset({"memberOf", "headOf", "spokespersonOf"})
NATIONAL = frozenset({EntityType.PARTY, EntityType.GOVERNMENT_BODY, EntityType.ARMED_FORCE})
"""Bodies whose members are, as a rule, citizens of the state that the body belongs to."""
BARE = "bare"
"""The slot of a title or body to which the text adds no state: "Foreign Minister Claire Martin", "the Supreme Court"."""


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


def _at_home(entity: Entity, home: Entity, annotations: Annotations, knowledge: Knowledge, found: Sequence[Relation]) -> Relation | None:
    """The tie of a national body or an official to the article's state, where nothing else ties them to one."""
    if not any(m.kind is MentionKind.NAME for m in entity.mentions) or entity.link is not None:
        return None
    tied = {r.predicate for r in found if r.subject == entity.id}
    if entity.type in NATIONAL and not tied & PLACES_OF and not _is_short_form(entity, annotations.entities):
        tie = _bare_body(entity, home, knowledge)
        return None if tie is None or tie.predicate is None else _relation(entity, tie, home)
    if (
        entity.type is EntityType.PERSON
        and tied <= {"memberOf"}
        and not (_is_foreign(entity, home, found) or _is_known_elsewhere(entity, home, knowledge))
    ):
        for title in titles(entity, annotations, knowledge.offices):
            tie = _bare_office(title.words.lower(), home, knowledge)
            if title.before_name and tie is not None and tie.predicate == title.office.predicates.get(home.type):
                return _relation(entity, tie, home, title)
    return None


def _is_foreign(entity: Entity, home: Entity, found: Sequence[Relation]) -> bool:
    """Whether a person is a member of a body that belongs to another state than that of the article."""
    bodies = {r.object for r in found if r.subject == entity.id}
    seats = {r.object for r in found if r.subject in bodies and r.predicate in SEATS}
    return bool(seats) and home.id not in seats


def _is_known_elsewhere(entity: Entity, home: Entity, knowledge: Knowledge) -> bool:
    """Whether a mere surname is that of persons the tables know, none of the article's state: "President Bush" in an article on Chad."""
    rows = [knowledge.gazetteer.rows[key] for key in knowledge.persons.by_surname.get(plain(entity.name), ())]
    states = {state.key for row in rows if (state := knowledge.gazetteer.country_row(row)) is not None}
    return bool(states) and home.link is not None and home.link.key not in states


def _bare_body(entity: Entity, home: Entity, knowledge: Knowledge) -> Tie | None:
    """What the first or last word of a body's name, or its type, makes of it and the state that it must belong to."""
    words = entity.name.lower().split()
    ties = (knowledge.patterns.tie(word, entity.type, BARE, home.type) for word in (words[-1], words[0], ANY_NOUN))
    return next((tie for tie in ties if tie is not None), None)


def _bare_office(words: str, home: Entity, knowledge: Knowledge) -> Tie | None:
    """What a title makes of a person and the state; of longer titles only those that end in "minister" and the like."""
    whole = knowledge.patterns.tie(words, EntityType.PERSON, BARE, home.type)
    last = knowledge.patterns.tie(words.rpartition(" ")[2], EntityType.PERSON, BARE, home.type)
    return whole or (last if last is not None and last.predicate == "ministerOf" else None)


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
    tie = knowledge.patterns.tie(ANY_NOUN, EntityType.PERSON, "mod", EntityType.STATE)
    for relation in found:
        person, state = by_id[relation.subject], seats.get(relation.object)
        named = person.type is EntityType.PERSON and any(m.kind is MentionKind.NAME for m in person.mentions)
        if tie is not None and state is not None and named and relation.predicate in MEMBERS and person.id not in tied:
            tied.add(person.id)
            yield _relation(person, tie, by_id[state])


def _relation(entity: Entity, tie: Tie, other: Entity, title: SaidTitle | None = None) -> Relation:
    first = min(entity.mentions, key=lambda m: (m.kind in (MentionKind.NOMINAL, MentionKind.PRONOUN), m.span))
    return Relation(
        id="",
        subject=entity.id,
        predicate=tie.predicate or "",
        object=other.id,
        span=first.span,
        office=title.words if title else None,
        status=title.status if title else None,
        rule="discourse",
        row=tie.place,
        head=first.head,
    )
