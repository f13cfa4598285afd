"""Relations between entities: offices, memberships, agencies, seats, places, by rules over noun phrases, appositions, copulas and verbs."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from kg.annotate import ties, verbs
from kg.annotate.descriptions import descriptions
from kg.annotate.scene import Scene
from kg.annotate.stage import Draft, Stage
from kg.knowledge.patterns import SAME
from kg.knowledge.tables import Knowledge
from kg.model.entity import EntityType
from kg.model.event import Relation


_STATE = ("citizenOf", "affiliatedWith")
GENERAL: Mapping[str, tuple[str, ...]] = {
    "headOfStateOf": _STATE,
    "headOfGovernmentOf": _STATE,
    "ministerOf": _STATE,
    "officialOf": _STATE,
    "headOf": ("memberOf",),
    "spokespersonOf": ("memberOf",),
    "ministryOf": ("agencyOf", "affiliatedWith", "basedIn"),
    "agencyOf": ("affiliatedWith", "basedIn"),
    "armedForceOf": ("affiliatedWith", "basedIn"),
    "institutionOf": ("partOf",),
    "capitalOf": ("locatedIn",),
}
"""What a predicate entails between the same two entities, and so need not be said beside it."""


def find(draft: Draft, knowledge: Knowledge) -> Draft:
    """The draft with its relations: each pair of entities and predicate once, by its first evidence."""
    scene = Scene.of(draft, knowledge)
    said = list(descriptions(scene))
    used = {d.noun.i for d in said if d.noun is not None and d.rule != "nominal"}
    said = [d for d in said if d.rule != "nominal" or d.noun is None or d.noun.i not in used]
    found = [relation for description in said for relation in ties.relations(scene, description)]
    found.extend(verbs.relations(scene))
    found = [r for x in found if (r := _counterpart(scene, x, found) if x.predicate == SAME else x) is not None]
    return replace(draft, relations=settle(found))


def _counterpart(scene: Scene, relation: Relation, found: Sequence[Relation]) -> Relation | None:
    """The office of a "counterpart": that of the last person named before who holds one; None where there is none."""
    states = {e.id for e in scene.draft.entities if e.type is EntityType.STATE}
    offices = {r.subject: r for r in reversed(found) if r.office and r.object in states and r.predicate not in (SAME, "citizenOf")}
    for held in reversed(scene.held):
        if held.head < relation.head and held.entity.id in offices and held.entity.id != relation.subject:
            office = offices[held.entity.id]
            return replace(relation, predicate=office.predicate, office=office.office)
    return None


def settle(found: Iterable[Relation]) -> tuple[Relation, ...]:
    """Each statement once, in text order, numbered; evidence that names the office is preferred."""
    best: dict[tuple[str, str, str, str | None], Relation] = {}
    for relation in sorted(found, key=lambda r: (r.office is None, r.span, r.subject, r.predicate, r.object)):
        best.setdefault((relation.subject, relation.predicate, relation.object, relation.status), relation)
    pairs = {(r.subject, r.object, general) for r in best.values() for general in GENERAL.get(r.predicate, ())}
    kept = [r for r in best.values() if (r.subject, r.object, r.predicate) not in pairs]
    ordered = sorted(kept, key=lambda r: (r.span, r.subject, r.predicate, r.object, r.status or ""))
    return tuple(replace(relation, id=f"r{i}") for i, relation in enumerate(ordered, 1))


def stage(knowledge: Knowledge) -> Stage:
    """The stage."""
    return Stage(
        name="relations",
        requires=frozenset({"parse", "entities"}),
        assigns=frozenset({"relations"}),
        run=lambda draft: find(draft, knowledge),
    )
