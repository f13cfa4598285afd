"""Whether what is derived follows from what it points at (docs/graph.md, "Derived graph")."""

from collections.abc import Iterator

from kg.graph import iri
from kg.graph.verify_graph import Found
from kg.ontology.vocab import Class, Predicate, Property

_PREDICATES = frozenset(p.value for p in Predicate)

Triple = tuple[str, str, str]


def unsupported(found: Found) -> Iterator[tuple[str, str]]:
    """(node, what) of facts, tenures and events that their claims and premises do not carry, and of direct triples without a fact."""
    yield from _facts(found)
    yield from _tenures(found)
    yield from _events(found)


def _statement(found: Found, node: str) -> Triple | None:
    parts = [found.values(node, p) for p in (Property.SUBJECT, Property.PREDICATE, Property.OBJECT)]
    return (parts[0][0], parts[1][0], parts[2][0]) if all(len(p) == 1 for p in parts) else None


def _canonical(found: Found, entity: str) -> str:
    return next(iter(found.values(entity, Property.CANONICAL)), entity)


def _claimed(found: Found, claim: str) -> Iterator[Triple]:
    """The relations that a factual claim is about, between canonical entities."""
    if found.values(claim, Property.FACTUAL) == ["true"] and claim in found.types[Class.CLAIM]:
        for topic in found.values(claim, Property.ABOUT):
            statement = _statement(found, topic)
            if statement:
                yield _canonical(found, statement[0]), statement[1], _canonical(found, statement[2])


def _facts(found: Found) -> Iterator[tuple[str, str]]:
    derived = iri.derived_graph(found.base)
    known: dict[str, set[Triple]] = {Class.FACT: set(), Class.BACKGROUND_FACT: set()}
    for kind, triples in known.items():
        for node in sorted(found.types[kind]):
            statement = _statement(found, node)
            if statement is None:
                yield node, "has not exactly one subject, predicate and object"
                continue
            triples.add(statement)
            if kind == Class.FACT:
                yield from _fact(found, node, statement)
    for graph, kind in ((derived, Class.FACT), (iri.background_graph(found.base), Class.BACKGROUND_FACT)):
        for triple in sorted(found.direct[graph]):
            if triple[1] in _PREDICATES and triple not in known[kind]:
                yield triple[0], f"<{triple[1]}> <{triple[2]}> stands without a node that supports it"


def _fact(found: Found, node: str, statement: Triple) -> Iterator[tuple[str, str]]:
    if node != iri.fact(found.base, *statement):
        yield node, "is not named after its subject, predicate and object"
    if statement not in found.direct[iri.derived_graph(found.base)]:
        yield node, "has no direct triple"
    for claim in found.values(node, Property.SUPPORTED_BY):
        if statement not in set(_claimed(found, claim)):
            yield node, f"{claim} does not say so as a fact"
    for premise in found.values(node, Property.PREMISE):
        other = _statement(found, premise)
        if other is None or {_canonical(found, other[0]), _canonical(found, other[2])} != {statement[0], statement[2]}:
            yield node, f"does not follow from {premise}"


def _tenures(found: Found) -> Iterator[tuple[str, str]]:
    for node in sorted(found.types[Class.TENURE]):
        holder, body = found.values(node, Property.HOLDER), found.values(node, Property.BODY)
        for claim in found.values(node, Property.SUPPORTED_BY):
            if not any([s] == holder and [o] == body for s, _, o in _claimed(found, claim)):
                yield node, f"{claim} does not say so as a fact"
        for premise in found.values(node, Property.PREMISE):
            other = _statement(found, premise)
            if other and ([_canonical(found, other[0])] != holder or [_canonical(found, other[2])] != body):
                yield node, f"does not follow from {premise}"


def _events(found: Found) -> Iterator[tuple[str, str]]:
    for node in sorted(found.types[Class.EVENT]):
        mentions = sorted(found.values(node, Property.HAS_MENTION))
        if mentions and node != iri.event(found.base, mentions[0]):
            yield node, "is not named after the least of its mentions"
        claims = found.values(node, Property.SUPPORTED_BY)
        if found.values(node, Property.FACTUAL) != [str(bool(claims)).lower()]:
            yield node, "is factual without a claim that says so, or the other way round"
        for claim in claims:
            factual = found.values(claim, Property.FACTUAL) == ["true"]
            if not factual or not set(found.values(claim, Property.ABOUT)) & set(mentions):
                yield node, f"{claim} does not say so as a fact"
