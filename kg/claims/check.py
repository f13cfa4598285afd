"""Annotations against the ontology: what breaks it is taken out and kept with its reason.

The rules: domain and range of predicates and roles (`kg.ttl`), types, modes, contexts and recipients (`events.ttl`), order of bounds and
dates, and what a claim must have (model.md). What refers to something taken out is cleaned, so that nothing dangles.
"""

import json
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field, replace

from kg.claims.check_claims import breaks_cycles, broken
from kg.model.annotations import Annotations
from kg.model.document import Document
from kg.model.event import Argument, EventMention, Quantity, Relation, Role
from kg.model.span import Span
from kg.model.time import bounds
from kg.ontology.codebook import Codebook
from kg.ontology.schema import Schema
from kg.ontology.vocab import KG, Predicate

_RELATIONS = frozenset(p.removeprefix(KG) for p in Predicate)


@dataclass(frozen=True, slots=True, kw_only=True)
class Rejection:
    """One thing that was taken out: what it is, its id in the annotations before, the rule it broke, the reason in plain words, its span.

    `kind` is relation, event, argument, mode, context, quantity or claim; parts of an event carry the event's id.
    """

    kind: str
    id: str
    rule: str
    reason: str
    span: Span

    def line(self, document: Document) -> str:
        """One line of rejected.jsonl, without the line end."""
        return json.dumps(
            {
                "document": document.id,
                "source": document.source,
                "kind": self.kind,
                "id": self.id,
                "rule": self.rule,
                "reason": self.reason,
                "begin": self.span.begin,
                "end": self.span.end,
                "text": self.span.of(document.text),
            },
            ensure_ascii=False,
            separators=(",", ":"),
        )


@dataclass(slots=True, kw_only=True)
class _Check:
    schema: Schema
    codebook: Codebook
    types: dict[str, str]
    names: dict[str, str]
    keys: dict[str, str]
    times: Collection[str]
    rejected: list[Rejection] = field(default_factory=list)

    def reject(self, kind: str, item: Relation | EventMention, rule: str, reason: str, span: Span | None = None) -> None:
        own = item.trigger if isinstance(item, EventMention) else item.span
        self.rejected.append(Rejection(kind=kind, id=item.id, rule=rule, reason=reason, span=span or own))


def check(annotations: Annotations, schema: Schema, codebook: Codebook) -> tuple[Annotations, tuple[Rejection, ...]]:
    """The annotations that keep the ontology, and what was taken out of them, in order of kind and text."""
    state = _Check(
        schema=schema,
        codebook=codebook,
        types={e.id: e.type.value for e in annotations.entities},
        names={e.id: e.name for e in annotations.entities},
        keys={e.id: e.link.key for e in annotations.entities if e.link},
        times=frozenset(t.id for t in annotations.times),
    )
    relations = tuple(r for r in annotations.relations if _relation(state, r))
    events = tuple(found for e in annotations.events if (found := _event(state, e)) is not None)
    checked = _claims(state, replace(annotations, relations=relations, events=events))
    return (checked if state.rejected or checked != annotations else annotations), tuple(state.rejected)


def _relation(state: _Check, relation: Relation) -> bool:
    for rule, reason in _relation_faults(state, relation):
        state.reject("relation", relation, rule, reason)
        return False
    return True


def _relation_faults(state: _Check, relation: Relation) -> Iterator[tuple[str, str]]:
    """(rule, reason) of each fault, the gravest first."""
    name, schema = relation.predicate, state.schema
    for id in (relation.subject, relation.object):
        if id not in state.types:
            yield "reference", f"nothing has the id {id}"
            return
    subject, object = state.types[relation.subject], state.types[relation.object]
    rule = schema.rules.get(name)
    if rule is None or name not in _RELATIONS:
        yield "predicate", f"{name} is no relation of the ontology"
    elif not schema.fits(subject, rule.domain):
        yield f"domain of {name}", f"the subject {state.names[relation.subject]} is a {subject}, not one of {_listed(rule.domain)}"
    elif not schema.fits(object, rule.range):
        yield f"range of {name}", f"the object {state.names[relation.object]} is a {object}, not one of {_listed(rule.range)}"
    same_key = relation.subject in state.keys and state.keys[relation.subject] == state.keys.get(relation.object)
    if relation.subject == relation.object or same_key:
        yield "two sides", f"{state.names[relation.subject]} cannot be {name} itself"
    begin, end = bounds(relation.since)[0], bounds(relation.until)[1]
    if begin and end and begin > end:
        yield "order of dates", f"it ends ({relation.until}) before it begins ({relation.since})"


def _event(state: _Check, event: EventMention) -> EventMention | None:
    """The event without the parts that break a rule, None where it breaks one itself."""
    type = state.codebook.types.get(event.type)
    if type is None:
        state.reject("event", event, "event type", f"{event.type} is no type of the codebook")
        return None
    mode = event.mode
    if mode is not None and mode not in type.modes:
        state.reject("mode", event, f"modes of {event.type}", f"{mode} is no mode of {event.type}")
        mode = None
    contexts = tuple(c for c in event.contexts if c in state.codebook.contexts)
    for context in event.contexts:
        if context not in contexts:
            state.reject("context", event, "context", f"{context} is no context of the codebook")
    arguments = tuple(a for a in event.arguments if _argument(state, event, a))
    if type.needs_recipient and not _has_recipient(arguments):
        state.reject("event", event, f"recipient of {event.type}", f"{event.type} needs somebody to whom it is done")
        return None
    quantities = tuple(q for q in event.quantities if _quantity(state, event, q))
    if (mode, contexts, arguments, quantities) == (event.mode, event.contexts, event.arguments, event.quantities):
        return event
    return replace(event, mode=mode, contexts=contexts, arguments=arguments, quantities=quantities)


def _argument(state: _Check, event: EventMention, argument: Argument) -> bool:
    role = argument.role.value
    if argument.time is not None:
        fits, reason = (
            argument.role is Role.TIME and argument.time in state.times,
            f"{argument.time} is no time of this document, or {role} takes none",
        )
    elif argument.entity is None:
        return True
    elif argument.entity not in state.types:
        fits, reason = False, f"nothing has the id {argument.entity}"
    else:
        type, allowed = state.types[argument.entity], state.schema.rules[role].range
        fits, reason = state.schema.fits(type, allowed), f"{state.names[argument.entity]} is a {type}, not one of {_listed(allowed)}"
    if not fits:
        state.reject("argument", event, f"range of {role}", reason, argument.span)
    return fits


def _has_recipient(arguments: tuple[Argument, ...]) -> bool:
    """Whether it is done to somebody, or by several together."""
    return any(a.role is Role.RECIPIENT for a in arguments) or sum(a.role is Role.ACTOR for a in arguments) > 1


def _quantity(state: _Check, event: EventMention, quantity: Quantity) -> bool:
    fits = quantity.low is None or quantity.high is None or quantity.low <= quantity.high
    if not fits:
        state.reject(
            "quantity", event, "order of bounds", f"the lower bound {quantity.low:g} is above the upper {quantity.high:g}", quantity.span
        )
    return fits


def _claims(state: _Check, annotations: Annotations) -> Annotations:
    """The annotations with the claims that hold, and without events and relations that nobody claims."""
    topics = {e.id for e in annotations.events} | {r.id for r in annotations.relations}
    kept = []
    cyclic, length = breaks_cycles(annotations.claims), len(annotations.document.text)
    for claim in annotations.claims:
        about = tuple(id for id in claim.about if id in topics)
        fault = broken(claim, state.types, length, lost=bool(claim.about) and not about, cyclic=claim.id in cyclic)
        if fault:
            span = claim.content[0] if claim.content else claim.cue or claim.source_span or Span(0, 1)
            state.rejected.append(Rejection(kind="claim", id=claim.id, rule=fault[0], reason=fault[1], span=span))
        else:
            kept.append(claim if about == claim.about else replace(claim, about=about))
    ids = {c.id: c.within for c in annotations.claims}
    alive = {c.id for c in kept}
    claims = tuple(c if c.within is None or c.within in alive else replace(c, within=_outer(c.within, ids, alive)) for c in kept)
    claimed = {id for c in claims for id in c.about}
    return _without_unclaimed(state, replace(annotations, claims=claims), claimed)


def _outer(id: str | None, within: dict[str, str | None], alive: set[str]) -> str | None:
    """The nearest claim around that is still there."""
    while id is not None and id not in alive:
        id = within.get(id)
    return id


def _without_unclaimed(state: _Check, annotations: Annotations, claimed: set[str]) -> Annotations:
    items: tuple[EventMention | Relation, ...] = (*annotations.events, *annotations.relations)
    for item in items:
        if item.id not in claimed and not (isinstance(item, Relation) and item.row):
            kind = "relation" if isinstance(item, Relation) else "event"
            state.reject(kind, item, "claimed", "no claim is about it")
    events = tuple(e for e in annotations.events if e.id in claimed)
    known = {e.id for e in events}
    chains = (tuple(id for id in chain if id in known) for chain in annotations.event_chains)
    return replace(
        annotations,
        events=events,
        relations=tuple(r for r in annotations.relations if r.row or r.id in claimed),
        event_chains=tuple(chain for chain in chains if len(chain) > 1),
        event_links=tuple(x for x in annotations.event_links if x.source in known and x.target in known and x.source != x.target),
    )


def _listed(types: frozenset[str]) -> str:
    return ", ".join(sorted(types))
