"""Relations between entities: offices, memberships, agencies, seats, places, by rules over noun phrases, appositions, copulas and verbs."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from kg.annotate import ties, verbs
from kg.annotate.descriptions import descriptions
from kg.annotate.scene import Scene
from kg.annotate.stage import Draft, Stage
from kg.knowledge.patterns import SAME
from kg.knowledge.tables import Knowledge
from kg.model.entity import EntityType
from kg.model.event import Relation

FORCES = frozenset({EntityType.ARMED_FORCE, EntityType.GROUP})
STATES = frozenset({"armedForceOf", "affiliatedWith", "officialOf"})
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
    found = list(_alliances(scene, found))
    found = [r for x in found if (r := _counterpart(scene, x, found) if x.predicate == SAME else x) is not None]
    return replace(draft, relations=settle(found))


def _alliances(scene: Scene, found: Sequence[Relation]) -> Iterator[Relation]:
    """The relations, with alliances of armed forces and groups said of their states, the one named first as subject."""
    types = {e.id: e.type for e in scene.draft.entities}
    first = {held.entity.id: held.first for held in reversed(scene.held)}
    states = {r.subject: r.object for r in reversed(found) if r.predicate in STATES and types[r.object] is EntityType.STATE}
    for relation in found:
        if relation.predicate not in ties.ALLIANCES:
            yield relation
            continue
        sides = [states.get(x, x) if types[x] in FORCES else x for x in (relation.subject, relation.object)]
        if relation.predicate == "alliedWith":
            sides.sort(key=lambda x: first[x])
        if sides[0] != sides[1] and scene.named.issuperset(sides):
            yield replace(relation, subject=sides[0], object=sides[1])


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
        requires=frozenset({"parse", "entities", "times"}),
        assigns=frozenset({"relations"}),
        run=lambda draft: find(draft, knowledge),
    )
