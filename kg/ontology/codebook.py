"""The event codebook as objects: types, modes and contexts, read from `ontologies/vocabulary/events.ttl`."""

from dataclasses import dataclass
from pathlib import Path

import pyoxigraph as ox

from kg.errors import ResourceError
from kg.ontology.vocab import KGE, RDF, SKOS, Class, Property
from kg.resources import find

FILE = "vocabulary/events.ttl"
QUAD_CLASSES = {1: "verbal cooperation", 2: "material cooperation", 3: "verbal conflict", 4: "material conflict"}
_CONTEXT = "context-"


@dataclass(frozen=True, slots=True, kw_only=True)
class Concept:
    """A type, mode or context: its short name, label, definition, example and CAMEO root codes (none for contexts and most of our own)."""

    name: str
    label: str
    definition: str
    example: str
    cameo: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class EventType(Concept):
    """A type of event with its modes by name."""

    quad_class: int
    needs_recipient: bool
    plover: bool
    modes: dict[str, Concept]


@dataclass(frozen=True, slots=True, kw_only=True)
class Codebook:
    """Types and contexts by short name, such as `ASSAULT` and `military`."""

    types: dict[str, EventType]
    contexts: dict[str, Concept]

    def has_mode(self, type: str, mode: str) -> bool:
        """Whether the mode belongs to the type."""
        return type in self.types and mode in self.types[type].modes

    def cameo(self, type: str, mode: str | None = None) -> str | None:
        """The CAMEO root code of the mode where it has one, else the first of the type's; None for types of our own."""
        found = self.types.get(type)
        if found is None:
            return None
        own = found.modes[mode].cameo if mode in found.modes else ()
        return next(iter(own or found.cameo), None)


def load(overlay: Path | None = None) -> Codebook:
    """The codebook; `ResourceError` names what is malformed."""
    path = find(FILE, overlay)
    table: dict[str, dict[str, list[str]]] = {}
    try:
        for quad in ox.parse(path=str(path), format=ox.RdfFormat.TURTLE):
            if isinstance(quad.subject, ox.NamedNode) and quad.subject.value.startswith(KGE) and not isinstance(quad.object, ox.Triple):
                row = table.setdefault(quad.subject.value[len(KGE) :], {})
                row.setdefault(quad.predicate.value, []).append(quad.object.value)
        return _codebook(table)
    except SyntaxError as error:
        raise ResourceError(f"{path}: {error}; correct it or install kg again") from error
    except KeyError as error:
        raise ResourceError(f"{path}: a concept has no {error.args[0]}; add it or install kg again") from error


def _codebook(table: dict[str, dict[str, list[str]]]) -> Codebook:
    kinds = {name: row.get(RDF + "type", []) for name, row in table.items()}
    modes: dict[str, dict[str, Concept]] = {}
    for name, row in table.items():
        if Class.MODE in kinds[name]:
            type = row[Property.MODE_OF][0].removeprefix(KGE)
            short = name.removeprefix(f"{type}-")
            modes.setdefault(type, {})[short] = _concept(short, row)
    types = {name: _type(name, row, modes.get(name, {})) for name, row in table.items() if Class.EVENT_TYPE in kinds[name]}
    contexts = {
        name.removeprefix(_CONTEXT): _concept(name.removeprefix(_CONTEXT), row)
        for name, row in table.items()
        if Class.CONTEXT in kinds[name]
    }
    return Codebook(types=types, contexts=contexts)


def _type(name: str, row: dict[str, list[str]], modes: dict[str, Concept]) -> EventType:
    base = _concept(name, row)
    return EventType(
        name=name,
        label=base.label,
        definition=base.definition,
        example=base.example,
        cameo=base.cameo,
        quad_class=int(row[Property.QUAD_CLASS][0]),
        needs_recipient=row[Property.NEEDS_RECIPIENT][0] == "true",
        plover=row[Property.FROM_PLOVER][0] == "true",
        modes=modes,
    )


def _concept(name: str, row: dict[str, list[str]]) -> Concept:
    return Concept(
        name=name,
        label=row[SKOS + "prefLabel"][0],
        definition=row[SKOS + "definition"][0],
        example=row[SKOS + "example"][0],
        cameo=tuple(sorted(row.get(Property.CAMEO_ROOT, ()))),
    )
