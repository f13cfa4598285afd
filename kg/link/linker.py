"""Linking (bootstrap: the first hint; to be replaced)."""

from dataclasses import replace

from kg.knowledge.tables import Knowledge
from kg.link import background
from kg.model.annotations import Annotations
from kg.model.entity import Link


def link(annotations: Annotations, knowledge: Knowledge) -> Annotations:
    """The annotations with links."""
    rows = knowledge.gazetteer.rows
    entities = []
    for entity in annotations.entities:
        row = rows.get(entity.hints[0]) if entity.hints else None
        if row:
            found = Link(key=row.key, wikidata=row.wikidata, geonames=row.geonames, iso3166=row.iso3166)
            entity = replace(entity, link=found, name=row.name, type=row.type)
        entities.append(entity)
    return background.add(replace(annotations, entities=tuple(entities)), knowledge)
