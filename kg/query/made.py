"""Which program, model and tables document graphs were made by: what the graphs themselves say of their extraction."""

from kg.graph.provenance import Versions, extraction
from kg.query.run import table
from kg.store.base import Reader


def made_by(reader: Reader, document: str) -> Versions | None:
    """What the graph of that IRI was extracted by; None where it does not say."""
    parts = "?e a kg:Extraction ; kg:program ?program ; kg:model ?model ; kg:tables ?tables OPTIONAL { ?e kg:overlaid ?overlaid }"
    rows = table(
        reader, f"SELECT ?program ?model ?tables ?overlaid WHERE {{ GRAPH <{document}> {{ {parts} }} }} ORDER BY ?overlaid"
    ).values()
    if not rows:
        return None
    program, model, tables, _ = map(str, rows[0])
    return Versions(program=program, model=model, tables=tables, overlaid=tuple(str(row[3]) for row in rows if row[3] is not None))


def made_with(reader: Reader, versions: Versions, base: str) -> frozenset[str]:
    """IRIs of the documents that were extracted by these versions."""
    node = extraction(versions, base)
    rows = table(reader, f"SELECT ?d WHERE {{ GRAPH ?d {{ ?d prov:wasGeneratedBy <{node}> }} }}").values()
    return frozenset(str(row[0]) for row in rows)
