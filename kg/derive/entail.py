"""What the ontology entails of derived nodes: classes above a class, relations above a relation and the other way round."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from pyoxigraph import NamedNode, RdfFormat, parse

from kg.ontology import schema
from kg.ontology.vocab import KG, RDFS
from kg.resources import find

_ALIGNMENTS = "vocabulary/alignments.ttl"

Triple = tuple[str, str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Entailment:
    """The schema, and for each of our classes all classes above it, ours and those of others, sorted."""

    schema: schema.Schema
    above: Mapping[str, tuple[str, ...]]

    def superclasses(self, name: str) -> tuple[str, ...]:
        """All classes above a class, sorted."""
        return self.above.get(name, ())

    def relations(self, triple: Triple, kinds: tuple[str, str]) -> Iterator[Triple]:
        """The triples that follow from a relation between two entities of these classes."""
        subject, predicate, other = triple
        name = predicate.removeprefix(KG)
        for upper in self.schema.entailed(name, *(kind.removeprefix(KG) for kind in kinds)):
            yield subject, KG + upper, other
        rule = self.schema.rules.get(name)
        if rule is not None and rule.symmetric:
            yield other, predicate, subject


def load(overlay: Path | None = None) -> Entailment:
    """What the shipped vocabulary entails, or that of the overlay."""
    outside: dict[str, set[str]] = {}
    for quad in parse(find(_ALIGNMENTS, overlay).read_bytes(), format=RdfFormat.TURTLE):
        if quad.predicate.value == RDFS + "subClassOf" and isinstance(quad.subject, NamedNode) and isinstance(quad.object, NamedNode):
            outside.setdefault(quad.subject.value, set()).add(quad.object.value)
    found = schema.load(overlay)
    above = {KG + name: {upper if ":" in upper else KG + upper for upper in supers} for name, supers in found.supers.items()}
    return Entailment(
        schema=found,
        above={
            name: tuple(sorted((uppers | {other for upper in uppers for other in outside.get(upper, ())}) - {name}))
            for name, uppers in above.items()
        },
    )
