"""What made a document graph: program, model and tables, with their versions, as a node of that graph."""

from dataclasses import dataclass

from kg.graph import iri
from kg.graph.literals import string
from kg.ontology.vocab import Class, Outside, Property


@dataclass(frozen=True, slots=True, kw_only=True)
class Versions:
    """Names and versions: `program` such as "kg 0.1.0", `model` such as "en_core_web_sm 3.8.0", `tables` the digest of all tables.

    `overlaid` has name and digest of each table that a user laid over a shipped one.
    """

    program: str
    model: str
    tables: str
    overlaid: tuple[str, ...] = ()


def extraction(versions: Versions, base: str = iri.BASE) -> str:
    """The IRI of the extraction: what documents point at with prov:wasGeneratedBy."""
    return iri.extraction(base, versions.program, versions.model, versions.tables)


def triples(versions: Versions, base: str = iri.BASE) -> tuple[tuple[str, str, str], ...]:
    """Subject, predicate and object, as N-Quads terms, of what describes the extraction."""
    node = f"<{extraction(versions, base)}>"
    return (
        (node, f"<{Outside.TYPE}>", f"<{Class.EXTRACTION}>"),
        (node, f"<{Property.PROGRAM}>", string(versions.program)),
        (node, f"<{Property.MODEL}>", string(versions.model)),
        (node, f"<{Property.TABLES}>", string(versions.tables)),
        *((node, f"<{Property.OVERLAID}>", string(table)) for table in versions.overlaid),
    )
