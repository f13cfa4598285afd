"""What made a document graph: program, model and tables, with their versions, as a node of the background graph."""

from dataclasses import dataclass

from kg.graph import iri
from kg.graph.literals import string
from kg.ontology.vocab import Class, Outside, Property


@dataclass(frozen=True, slots=True, kw_only=True)
class Versions:
    """Names and versions: `program` such as "kg 0.1.0", `model` such as "en_core_web_sm 3.8.0", `tables` the digest of `ontologies/`."""

    program: str
    model: str
    tables: str


def extraction(versions: Versions, base: str = iri.BASE) -> str:
    """The IRI of the extraction: what documents point at with prov:wasGeneratedBy."""
    return iri.extraction(base, versions.program, versions.model, versions.tables)


def quads(versions: Versions, base: str = iri.BASE) -> tuple[str, ...]:
    """The lines that describe the extraction in the background graph, sorted, without line ends."""
    node = f"<{extraction(versions, base)}>"
    tail = f" <{iri.background_graph(base)}> ."
    found = [f"{node} <{Outside.TYPE}> <{Class.EXTRACTION}>{tail}"]
    for property, value in (
        (Property.PROGRAM, versions.program),
        (Property.MODEL, versions.model),
        (Property.TABLES, versions.tables),
    ):
        found.append(f"{node} <{property}> {string(value)}{tail}")
    return tuple(sorted(found))
