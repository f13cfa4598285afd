"""Answers in the formats of the SPARQL recommendations."""

from pyoxigraph import QueryBoolean, QueryResultsFormat, QuerySolutions, QueryTriples, RdfFormat, serialize

from kg.errors import QueryError
from kg.ontology.vocab import PREFIXES
from kg.query.ask import ask
from kg.query.limit import within
from kg.query.run import explain
from kg.store.base import Reader

TABLES = {"csv": QueryResultsFormat.CSV, "tsv": QueryResultsFormat.TSV, "json": QueryResultsFormat.JSON, "xml": QueryResultsFormat.XML}
GRAPHS = {"turtle": RdfFormat.TURTLE, "ntriples": RdfFormat.N_TRIPLES, "rdfxml": RdfFormat.RDF_XML, "jsonld": RdfFormat.JSON_LD}


def answer(reader: Reader, sparql: str, form: str, *, limit: int | None = None, timeout: float | None = None) -> bytes:
    """The answer to a query, whole, in a format of `TABLES` (SELECT, ASK) or `GRAPHS` (CONSTRUCT, DESCRIBE).

    `limit` is that of a query which names none itself. QueryError where form of query and format do not fit.
    """
    try:
        return within(timeout, lambda: _answer(reader, sparql, form, limit))
    except SyntaxError as error:
        raise QueryError(explain(sparql, str(error.args[0]))) from error  # see kg.query.run on args
    except TimeoutError as error:
        raise QueryError(f"no answer within {timeout:g} s: make the query narrower, or allow more time") from error


def _answer(reader: Reader, sparql: str, form: str, limit: int | None) -> bytes:
    found = ask(reader, sparql) if limit is None else _limited(reader, sparql, limit)
    if isinstance(found, QuerySolutions | QueryBoolean) and form in TABLES:
        return bytes(found.serialize(format=TABLES[form]) or b"")
    if isinstance(found, QueryTriples) and form in GRAPHS:
        return bytes(serialize(found, format=GRAPHS[form], prefixes=dict(PREFIXES)) or b"")
    fitting = ", ".join(GRAPHS if isinstance(found, QueryTriples) else TABLES)
    raise QueryError(f"this query's answer cannot be written as {form}: choose {fitting}")


def _limited(reader: Reader, sparql: str, limit: int) -> QuerySolutions | QueryBoolean | QueryTriples:
    """The grammar takes a second LIMIT for a mistake: then the query's own one counts."""
    try:
        return ask(reader, f"{sparql}\nLIMIT {limit}")
    except SyntaxError:
        return ask(reader, sparql)
