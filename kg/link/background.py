"""What the tables know about two entities that one document names: background, not claims of the article.

Each such relation carries the table row as `row`; its span is the first name of its subject, which shows only that the document names it.
An office is given with its term. Where the date of the article is known, the term decides between incumbent and former; where it is not,
the fact is kept if the text itself gives the person such a title, or neither the text nor the tables know of any other office of the
person. Before a term, only a text that speaks of the elect or a candidate says something of it; that is then a statement of the text.
"""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import replace

from kg.knowledge.gazetteer import Fact, Row
from kg.knowledge.tables import Knowledge
from kg.link import discourse
from kg.link.titles import SaidTitle, titles
from kg.model.annotations import Annotations
from kg.model.entity import BODIES, PLACES, Entity, EntityType, MentionKind
from kg.model.event import OfficeStatus, Relation

OFFICES = frozenset(
    {"headOfStateOf", "headOfGovernmentOf", "ministerOf", "officialOf", "headOf", "mayorOf", "spokespersonOf", "royaltyOf", "advisorOf"}
)
BY_TYPE = {
    EntityType.GOVERNMENT_BODY: "agencyOf",
    EntityType.ARMED_FORCE: "armedForceOf",
    EntityType.ARMED_GROUP: "basedIn",
    EntityType.PARTY: "basedIn",
    EntityType.COMPANY: "basedIn",
    EntityType.MEDIA_ORGANISATION: "basedIn",
    EntityType.ORGANISATION: "basedIn",
    EntityType.PERSON: "citizenOf",
}
"""What the `country` column of a row says, by the type of the row."""
UNIVERSAL = 100
"""An organisation with more member states than this says nothing about any of them."""


def add(annotations: Annotations, knowledge: Knowledge) -> Annotations:
    """The annotations with the facts of the tables about pairs of their entities, after the relations of the text."""
    named = {e.link.key: e for e in reversed(annotations.entities) if e.link is not None}
    said = {(r.subject, r.predicate, r.object, r.status) for r in annotations.relations}
    found: list[Relation] = []
    for entity in annotations.entities:
        if entity.link is None or named[entity.link.key] is not entity:
            continue
        for relation in _of_entity(entity, annotations, knowledge, named):
            key = (relation.subject, relation.predicate, relation.object, relation.status)
            if key not in said:
                said.add(key)
                found.append(relation)
    found.sort(key=lambda r: r.row is not None)
    known = replace(annotations, relations=annotations.relations + tuple(found))
    every = (*known.relations, *discourse.add(known, knowledge))
    return replace(annotations, relations=tuple(replace(r, id=f"r{i}") for i, r in enumerate(every, 1)))


def _of_entity(entity: Entity, annotations: Annotations, knowledge: Knowledge, named: Mapping[str, Entity]) -> Iterator[Relation]:
    row = knowledge.gazetteer.rows.get(entity.link.key) if entity.link else None
    if row is None:
        return
    tied: set[str] = set()
    for fact in knowledge.gazetteer.facts_of.get(row.key, ()):
        other = named.get(fact.object)
        if fact.subject != row.key or other is None or other.id == entity.id:
            continue
        if fact.predicate == "memberOf" and _is_universal(fact.object, knowledge):
            continue
        if _is_seat(fact, other) and not _together(entity, other, annotations):
            continue
        if fact.predicate == "memberOf" and not _together(entity, other, annotations, _member_words(knowledge)):
            continue
        relation = _relation(entity, fact.predicate, other, fact.place)
        if fact.predicate in OFFICES:
            held = _held(relation, fact, annotations, knowledge, (entity, other))
            if held is None:
                continue
            relation = held
        tied.add(other.id)
        yield relation
    yield from _of_columns(entity, row, knowledge, named, tied)


def _is_seat(fact: Fact, other: Entity) -> bool:
    """Whether the fact tells the town of a body: worth saying only where the text brings both together."""
    return fact.predicate == "basedIn" and other.type is EntityType.SETTLEMENT


def _together(one: Entity, other: Entity, annotations: Annotations, words: Collection[str] = ()) -> bool:
    """Whether some sentence names both and has one of the words, where any are given."""
    starts = [m.span.begin for m in one.mentions], [m.span.begin for m in other.mentions]
    for sentence in annotations.sentences:
        if all(any(sentence.begin <= at < sentence.end for at in side) for side in starts):
            text = sentence.of(annotations.document.text).lower()
            if not words or any(word in text for word in words):
                return True
    return False


def _member_words(knowledge: Knowledge) -> list[str]:
    """The words that say that a state belongs to an organisation."""
    key = (EntityType.STATE, "of", EntityType.INTERNATIONAL_ORGANISATION)
    return sorted(noun for noun, slots in knowledge.patterns.nouns.items() if key in slots and slots[key].predicate == "memberOf")


def _is_universal(key: str, knowledge: Knowledge) -> bool:
    facts = knowledge.gazetteer.facts_of.get(key, ())
    return sum(f.predicate == "memberOf" and f.object == key for f in facts) > UNIVERSAL


def _of_columns(entity: Entity, row: Row, knowledge: Knowledge, named: Mapping[str, Entity], tied: set[str]) -> Iterator[Relation]:
    """What the columns `parent` and `country` say."""
    gazetteer = knowledge.gazetteer
    state = gazetteer.country_row(row)
    above = gazetteer.rows.get(row.parent) if row.parent else None
    if row.type in PLACES:
        while above is not None and above.key not in named:
            above = gazetteer.rows.get(above.parent) if above.parent else None
        above = above or state
        if above is not None and above.key != row.key and above.key in named:
            yield _relation(entity, "locatedIn", named[above.key], row.place)
        return
    if above is not None and above.type in BODIES and above.key in named and named[above.key].id not in tied:
        yield _relation(entity, "partOf", named[above.key], row.place)
    predicate = BY_TYPE.get(row.type)
    if predicate and state is not None and state.key in named and named[state.key].id not in tied:
        yield _relation(entity, predicate, named[state.key], row.place)


def _relation(entity: Entity, predicate: str, other: Entity, place: str) -> Relation:
    first = min(entity.mentions, key=lambda m: (m.kind in (MentionKind.NOMINAL, MentionKind.PRONOUN), m.span))
    return Relation(
        id="", subject=entity.id, predicate=predicate, object=other.id, span=first.span, rule="background", row=place, head=first.head
    )


def _held(relation: Relation, fact: Fact, annotations: Annotations, knowledge: Knowledge, pair: tuple[Entity, Entity]) -> Relation | None:
    """The office with its term and status; None where nothing tells whether it is held."""
    relation = replace(relation, office=fact.office, since=fact.since, until=fact.until)
    date = (annotations.document.published or "")[:10]
    if date and not before(date, fact.since):
        return replace(relation, status=OfficeStatus.FORMER if after(date, fact.until) else OfficeStatus.INCUMBENT)
    holder, body = pair
    given = tuple(titles(holder, annotations, knowledge.offices))
    said = next((t for t in given if fact.predicate == t.office.predicate(body.type)), None)
    if said is None:
        return relation if not date and not given and _is_only_office(fact, knowledge) else None
    if not date:
        return replace(relation, status=said.status)
    return _elect(relation, said) if said.status in (OfficeStatus.ELECT, OfficeStatus.CANDIDATE) else None


def _elect(relation: Relation, said: SaidTitle) -> Relation:
    """What the text says with "the president-elect", the table adding only of what: a statement of the text, so without row and term."""
    return replace(
        relation,
        span=said.span,
        office=said.words,
        status=said.status,
        since=None,
        until=None,
        rule=said.office.place,
        row=None,
        head=said.mention.head,
    )


def _is_only_office(fact: Fact, knowledge: Knowledge) -> bool:
    """Whether the tables know its holder in no other office, so that no date is needed to choose."""
    facts = knowledge.gazetteer.facts_of.get(fact.subject, ())
    return {(f.predicate, f.object) for f in facts if f.subject == fact.subject and f.predicate in OFFICES} == {
        (fact.predicate, fact.object)
    }


def before(date: str, since: str | None) -> bool:
    """Whether a date (YYYY-MM-DD) lies before a term that began at an EDTF date of any precision; False where that is not known."""
    since = (since or "").strip("~?")
    return bool(since) and since[:1].isdigit() and date[: len(since)] < since


def after(date: str, until: str | None) -> bool:
    """Whether a date (YYYY-MM-DD) lies after a term that ended at an EDTF date of any precision; False where it has not ended."""
    until = (until or "").strip("~?")
    return bool(until) and until[:1].isdigit() and date[: len(until)] > until
