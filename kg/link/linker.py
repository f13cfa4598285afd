"""Entities to identifiers, offline: candidates by name, weighed against the article; NIL where unsure."""

from dataclasses import replace

from kg.knowledge.context import Context, gather
from kg.knowledge.tables import Knowledge
from kg.link import background
from kg.link.names import candidates
from kg.link.score import MARGIN, THRESHOLD, score
from kg.link.titles import titles
from kg.model.annotations import Annotations
from kg.model.entity import PLACES, Candidate, Entity, EntityType, Link, MentionKind

LARGE = 250_000
"""Inhabitants from which a town that shares its name with no other is linked although the article names nothing else of its country."""
NAMED = frozenset({MentionKind.NAME, MentionKind.DEMONYM, MentionKind.METONYM})


def link(annotations: Annotations, knowledge: Knowledge) -> Annotations:
    """The annotations with links, types and names of the linked rows, and the background relations between them."""
    context = _context(annotations, knowledge)
    entities = tuple(_linked(entity, annotations, context, knowledge) for entity in annotations.entities)
    return background.add(replace(annotations, entities=entities), knowledge)


def _context(annotations: Annotations, knowledge: Knowledge) -> Context:
    """What the article names unmistakably: the best hint of each entity that has one, once a named mention."""
    keys = [e.hints[0] for e in annotations.entities if e.hints for m in e.mentions if m.kind in NAMED]
    return gather(keys, knowledge.gazetteer, annotations.document.published)


def _linked(entity: Entity, annotations: Annotations, context: Context, knowledge: Knowledge) -> Entity:
    """The entity with its link, or as it is."""
    found = candidates(entity, knowledge)
    if not found:
        return entity
    said = (
        frozenset(t.office.title for t in titles(entity, annotations, knowledge.offices))
        if entity.type is EntityType.PERSON
        else frozenset()
    )
    ranked = [score(f, entity, context, knowledge, said) for f in found]
    best = _best(ranked, entity, knowledge)
    if best is None:
        return entity
    row = knowledge.gazetteer.rows[best.key]
    others = tuple(sorted(ranked, key=lambda c: (c is not best, -c.score, c.key)))
    made = Link(key=row.key, wikidata=row.wikidata, geonames=row.geonames, iso3166=row.iso3166, candidates=others)
    return replace(entity, link=made, name=row.name, type=row.type)


def _best(ranked: list[Candidate], entity: Entity, knowledge: Knowledge) -> Candidate | None:
    """The candidate to link; for places that of the first hint, which was chosen mention by mention; None where no lead is clear."""
    rows = knowledge.gazetteer.rows
    if rows[ranked[0].key].type in PLACES and entity.hints:
        first = ranked[0]
        row = rows[first.key]
        alone = len(ranked) == 1 and (row.type is not EntityType.SETTLEMENT or row.weight >= LARGE)
        return first if alone or row.type is EntityType.STATE or first.score >= THRESHOLD / 2 else None
    ordered = sorted(ranked, key=lambda c: (-c.score, c.key))
    if ordered[0].score < THRESHOLD:
        return None
    if len(ordered) > 1 and ordered[0].score - ordered[1].score < MARGIN and rows[ordered[0].key].type is EntityType.PERSON:
        return None
    return ordered[0]
