"""What deriving is told once: bases, tables, the schema."""

from dataclasses import dataclass

from kg.derive.entail import Entailment
from kg.graph import iri
from kg.graph.literals import TRUE, boolean, integer, string
from kg.knowledge.gazetteer import Gazetteer
from kg.ontology.vocab import Outside

__all__ = ["TRUE", "Context", "boolean", "integer", "string"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Context:
    """The base of resources, the tables that the background comes from, and what the ontology entails."""

    gazetteer: Gazetteer
    entailment: Entailment
    base: str = iri.BASE

    @property
    def derived(self) -> str:
        """The derived graph."""
        return iri.derived_graph(self.base)

    @property
    def decisions(self) -> str:
        """The graph of decisions."""
        return iri.decisions_graph(self.base)

    def line(self, subject: str, predicate: str, object: str) -> str:
        """A line of the derived graph: IRIs bare, the object a term."""
        return f"<{subject}> <{predicate}> {object} <{self.derived}> ."

    def arc(self, subject: str, predicate: str, object: str) -> str:
        """A line of the derived graph whose object is an IRI."""
        return f"<{subject}> <{predicate}> <{object}> <{self.derived}> ."

    def typed(self, subject: str, kind: str) -> list[str]:
        """Lines that say what a node is: its class and all classes above."""
        return [self.arc(subject, Outside.TYPE, name) for name in (kind, *self.entailment.superclasses(kind))]
