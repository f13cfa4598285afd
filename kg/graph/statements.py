"""Times, relations, events and claims of a document as N-Quads lines."""

from collections import Counter
from dataclasses import dataclass, field

from kg.graph import iri
from kg.graph.literals import FALSE, TRUE, day, duration, number, string
from kg.graph.words import REFERS_TO, A, Lines
from kg.model.annotations import Annotations
from kg.model.claim import Claim
from kg.model.event import EventMention, EventRelation, Quantity, Relation, Role
from kg.model.span import Span
from kg.model.time import TimeExpression, bounds
from kg.ontology.vocab import KG, Class, Property, context, event_type, mode

_ROLES = {role: (f"<{KG}{role.value}>", f"<{KG}{role.value}Words>") for role in Role}
_EVENT_LINKS = {
    EventRelation.CAUSE: f"<{Property.CAUSE}>",
    EventRelation.PURPOSE: f"<{Property.PURPOSE}>",
    EventRelation.CONDITION: f"<{Property.CONDITION}>",
    EventRelation.PART_OF: f"<{Property.PART_OF_EVENT}>",
}
_EVENT_MENTION = f"<{Class.EVENT_MENTION}>"
_RELATION = f"<{Class.RELATION}>"
_CLAIM = f"<{Class.CLAIM}>"
_EVENT_TYPE = f"<{Property.EVENT_TYPE}>"
_MODE = f"<{Property.MODE}>"
_CONTEXT = f"<{Property.CONTEXT}>"
_EVIDENCE = f"<{Property.EVIDENCE}>"
_RULE = f"<{Property.RULE}>"
_TIME = f"<{Property.TIME}>"
_OFFICE = f"<{Property.OFFICE}>"
_ABOUT = f"<{Property.ABOUT}>"
_VOICE = f"<{Property.VOICE}>"
_STANCE = f"<{Property.STANCE}>"
_POLARITY = f"<{Property.POLARITY}>"
_CERTAINTY = f"<{Property.CERTAINTY}>"
_TENSE = f"<{Property.TENSE}>"
_FACTUAL = f"<{Property.FACTUAL}>"
_REPORTED_BY = f"<{Property.REPORTED_BY}>"
_SOURCE = f"<{Property.SOURCE}>"
_SOURCE_WORDS = f"<{Property.SOURCE_WORDS}>"
_CUE = f"<{Property.CUE}>"
_CONTENT = f"<{Property.CONTENT}>"
_SAID_AT = f"<{Property.SAID_AT}>"
_WITHIN = f"<{Property.WITHIN}>"
_TIME_CLASS = f"<{Class.TIME}>"
_TIME_KIND = f"<{Property.TIME_KIND}>"
_TIME_BOUND = f"<{Property.TIME_BOUND}>"
_DURATION = f"<{Property.DURATION}>"
_EDTF = f"<{Property.EDTF}>"
_APPROXIMATE = f"<{Property.APPROXIMATE}>"
_SUBJECT = f"<{Property.SUBJECT}>"
_PREDICATE = f"<{Property.PREDICATE}>"
_OBJECT = f"<{Property.OBJECT}>"
_STATUS = f"<{Property.STATUS}>"
_FROM = f"<{Property.FROM}>"
_UNTIL = f"<{Property.UNTIL}>"
_COREFERS_WITH = f"<{Property.COREFERS_WITH}>"
_QUANTITY = f"<{Property.QUANTITY}>"
_QUANTITY_CLASS = f"<{Class.QUANTITY}>"
_COUNT_OF = f"<{Property.COUNT_OF}>"
_UNIT = f"<{Property.UNIT}>"


@dataclass(slots=True, kw_only=True)
class Names:
    """The terms of the document's nodes by the ids of the annotations; `topics` are event mentions and relations.

    `mentioned` tells whose mention a span is, by id: words that fill a role do not refer to what they are no mention of.
    """

    entities: dict[str, str]
    times: dict[str, str]
    mentioned: dict[Span, str] = field(default_factory=dict)
    topics: dict[str, str] = field(default_factory=dict)


def times(lines: Lines, annotations: Annotations, names: Names) -> None:
    """Time expressions with their values and the days between which they begin and end."""
    for time in annotations.times:
        node = names.times[time.id]
        lines.add(node, A, _TIME_CLASS)
        lines.add(node, _TIME_KIND, f'"{time.kind.value}"')
        lines.offsets(node, time.span.begin, time.span.end)
        if time.bound:
            lines.add(node, _TIME_BOUND, f'"{time.bound.value}"')
        if time.value:
            _value(lines, node, time)


def _value(lines: Lines, node: str, time: TimeExpression) -> None:
    value = time.value or ""
    if value.startswith("P"):
        if length := duration(value):
            lines.add(node, _DURATION, length)
        return
    lines.add(node, _EDTF, string(value))
    if "~" in value or "?" in value or "%" in value:
        lines.add(node, _APPROXIMATE, TRUE)
    begin, slash, end = value.partition("/")
    starts, ends = bounds(begin), bounds(end if slash else begin)
    if time.bound in ("until", "before"):
        starts = (None, None)
    if time.bound in ("since", "after"):
        ends = (None, None)
    if time.bound == "after":
        starts = (starts[0], None)
    if time.bound == "before":
        ends = (None, ends[1])
    for property, found in (
        (Property.EARLIEST_BEGIN, starts[0]),
        (Property.LATEST_BEGIN, starts[1]),
        (Property.EARLIEST_END, ends[0]),
        (Property.LATEST_END, ends[1]),
    ):
        if found:
            lines.add(node, f"<{property}>", day(found))


def relations(lines: Lines, annotations: Annotations, names: Names) -> None:
    """Relations that the article claims; those with a row are background and left out."""
    seen: Counter[Span] = Counter()
    for relation in annotations.relations:
        if relation.row is None:
            node = f"<{iri.relation(lines.base, lines.hash, relation.span, seen[relation.span])}>"
            seen[relation.span] += 1
            names.topics[relation.id] = node
            _relation(lines, relation, node, names)


def _relation(lines: Lines, relation: Relation, node: str, names: Names) -> None:
    add = lines.add
    add(node, A, _RELATION)
    add(node, _SUBJECT, names.entities[relation.subject])
    add(node, _PREDICATE, f"<{KG}{relation.predicate}>")
    add(node, _OBJECT, names.entities[relation.object])
    lines.offsets(node, relation.span.begin, relation.span.end)
    for sentence in lines.sentences(relation.span):
        add(node, _EVIDENCE, sentence)
    if relation.office:
        add(node, _OFFICE, string(relation.office))
    if relation.status:
        add(node, _STATUS, f'"{relation.status.value}"')
    if relation.time in names.times:
        add(node, _TIME, names.times[relation.time])
    if relation.since:
        add(node, _FROM, string(relation.since))
    if relation.until:
        add(node, _UNTIL, string(relation.until))
    if relation.rule:
        add(node, _RULE, string(relation.rule))


def events(lines: Lines, annotations: Annotations, names: Names) -> None:
    """Event mentions, what ties them and which of them name the same happening."""
    seen: Counter[Span] = Counter()
    for event in annotations.events:
        node = iri.event_mention(lines.base, lines.hash, event.trigger, seen[event.trigger])
        seen[event.trigger] += 1
        names.topics[event.id] = f"<{node}>"
        _event(lines, event, node, names)
    topics = names.topics
    for link in annotations.event_links:
        if link.source in topics and link.target in topics:
            lines.add(topics[link.source], _EVENT_LINKS[link.relation], topics[link.target])
    for chain in annotations.event_chains:
        known = [topics[id] for id in chain if id in topics]
        for later in known[1:]:
            lines.add(later, _COREFERS_WITH, known[0])


def _event(lines: Lines, event: EventMention, event_iri: str, names: Names) -> None:
    add, node = lines.add, f"<{event_iri}>"
    add(node, A, _EVENT_MENTION)
    add(node, _EVENT_TYPE, f"<{event_type(event.type)}>")
    if event.mode:
        add(node, _MODE, f"<{mode(event.type, event.mode)}>")
    for name in event.contexts:
        add(node, _CONTEXT, f"<{context(name)}>")
    lines.offsets(node, event.trigger.begin, event.trigger.end)
    for sentence in lines.sentences(event.trigger):
        add(node, _EVIDENCE, sentence)
    if event.rule:
        add(node, _RULE, string(event.rule))
    for argument in event.arguments:
        role, role_words = _ROLES[argument.role]
        words = lines.phrase(argument.span)
        add(node, role_words, words)
        if argument.entity is not None:
            filler = names.entities[argument.entity]
            add(node, role, filler)
            if names.mentioned.get(argument.span, argument.entity) == argument.entity:
                add(words, REFERS_TO, filler)
        elif argument.time is not None:
            filler = names.times[argument.time]
            add(node, role, filler)
            add(words, REFERS_TO, filler)
    for quantity in event.quantities:
        _quantity(lines, quantity, event_iri)


def _quantity(lines: Lines, quantity: Quantity, event_iri: str) -> None:
    node = f"<{iri.quantity(lines.base, event_iri, quantity.span)}>"
    lines.add(f"<{event_iri}>", _QUANTITY, node)
    lines.add(node, A, _QUANTITY_CLASS)
    lines.offsets(node, quantity.span.begin, quantity.span.end)
    for property, bound in ((Property.LOW, quantity.low), (Property.HIGH, quantity.high)):
        if bound is not None:
            lines.add(node, f"<{property}>", number(bound))
    if quantity.of:
        lines.add(node, _COUNT_OF, string(quantity.of))
    if quantity.unit:
        lines.add(node, _UNIT, string(quantity.unit))


def claims(lines: Lines, annotations: Annotations, names: Names) -> None:
    """Claims with their evidence."""
    seen: Counter[tuple[Span | None, Span | None, tuple[Span, ...]]] = Counter()
    nodes: dict[str, str] = {}
    for claim in annotations.claims:
        evidence = (claim.source_span, claim.cue, claim.content)
        nodes[claim.id] = f"<{iri.claim(lines.base, lines.hash, evidence, seen[evidence])}>"
        seen[evidence] += 1
    for claim in annotations.claims:
        node = nodes[claim.id]
        _claim(lines, claim, node)
        _claim_references(lines, claim, node, names)
        if claim.within in nodes:
            lines.add(node, _WITHIN, nodes[claim.within])


def _claim(lines: Lines, claim: Claim, node: str) -> None:
    add = lines.add
    add(node, A, _CLAIM)
    add(node, _REPORTED_BY, lines.term)
    add(node, _VOICE, f'"{claim.voice.value}"')
    add(node, _STANCE, f'"{claim.stance.value}"')
    add(node, _FACTUAL, TRUE if claim.factual else FALSE)
    if claim.polarity:
        add(node, _POLARITY, f'"{claim.polarity.value}"')
    if claim.certainty:
        add(node, _CERTAINTY, f'"{claim.certainty.value}"')
    if claim.tense:
        add(node, _TENSE, f'"{claim.tense.value}"')
    evidence = [*claim.content]
    for content in claim.content:
        add(node, _CONTENT, lines.phrase(content))
    if claim.cue:
        evidence.append(claim.cue)
        add(node, _CUE, lines.phrase(claim.cue))
    if claim.source_span:
        add(node, _SOURCE_WORDS, lines.phrase(claim.source_span))
    for sentence in lines.sentences(*evidence):
        add(node, _EVIDENCE, sentence)


def _claim_references(lines: Lines, claim: Claim, node: str, names: Names) -> None:
    add = lines.add
    for topic in claim.about:
        if topic in names.topics:
            add(node, _ABOUT, names.topics[topic])
    if claim.source in names.entities:
        source = names.entities[claim.source]
        add(node, _SOURCE, source)
        if claim.source_span and names.mentioned.get(claim.source_span, claim.source) == claim.source:
            add(lines.phrase(claim.source_span), REFERS_TO, source)
    if claim.said_at in names.times:
        add(node, _SAID_AT, names.times[claim.said_at])
