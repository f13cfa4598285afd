"""The service description of the endpoint (SPARQL 1.1 Service Description), without blank nodes."""

from collections.abc import Iterator

from kg.ontology.vocab import RDF

_SD = "http://www.w3.org/ns/sparql-service-description#"
_FORMATS = "http://www.w3.org/ns/formats/"
_WRITTEN = (
    "SPARQL_Results_JSON",
    "SPARQL_Results_XML",
    "SPARQL_Results_CSV",
    "SPARQL_Results_TSV",
    "Turtle",
    "N-Triples",
    "RDF_XML",
    "JSON-LD",
)


def lines(endpoint: str) -> list[str]:
    """N-Triples that say what the endpoint speaks and what it is asked of."""
    service, dataset, default = f"<{endpoint}>", f"<{endpoint}#dataset>", f"<{endpoint}#default>"

    def told() -> Iterator[tuple[str, str, str]]:
        yield service, f"{RDF}type", f"<{_SD}Service>"
        yield service, f"{_SD}endpoint", service
        yield service, f"{_SD}supportedLanguage", f"<{_SD}SPARQL11Query>"
        yield service, f"{_SD}feature", f"<{_SD}UnionDefaultGraph>"
        for form in _WRITTEN:
            yield service, f"{_SD}resultFormat", f"<{_FORMATS}{form}>"
        yield service, f"{_SD}defaultDataset", dataset
        yield dataset, f"{RDF}type", f"<{_SD}Dataset>"
        yield dataset, f"{_SD}defaultGraph", default
        yield default, f"{RDF}type", f"<{_SD}Graph>"

    return [f"{subject} <{predicate}> {object} ." for subject, predicate, object in told()]
