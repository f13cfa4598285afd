"""Answers in the formats of the SPARQL recommendations."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from pyoxigraph import QueryBoolean, QueryResultsFormat, QuerySolutions, QueryTriples, RdfFormat, Triple, parse_query_results, serialize

from kg.errors import QueryError
from kg.ontology.vocab import PREFIXES
from kg.query.ask import ask
from kg.query.limit import within
from kg.query.run import each_once, explain, first
from kg.store.base import Reader

TABLES = {"csv": QueryResultsFormat.CSV, "tsv": QueryResultsFormat.TSV, "json": QueryResultsFormat.JSON, "xml": QueryResultsFormat.XML}
GRAPHS = {"turtle": RdfFormat.TURTLE, "ntriples": RdfFormat.N_TRIPLES, "rdfxml": RdfFormat.RDF_XML, "jsonld": RdfFormat.JSON_LD}


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """An answer in a format; `cut` where a limit left rows or triples out."""

    data: bytes
    cut: bool = False


def answer(reader: Reader, sparql: str, form: str, *, limit: int | None = None, timeout: float | None = None) -> Written:
    """The answer to a query in a format of `TABLES` (SELECT, ASK) or `GRAPHS` (CONSTRUCT, DESCRIBE: each triple once, sorted).

    `limit` cuts rows or triples, whatever LIMIT the query names itself. QueryError where form of query and format do not fit.
    """
    try:
        return within(timeout, lambda: _answer(reader, sparql, form, limit))
    except SyntaxError as error:
        raise QueryError(explain(sparql, str(error.args[0]))) from error  # see kg.query.run on args
    except TimeoutError as error:
        raise QueryError(f"no answer within {timeout:g} s: make the query narrower, or allow more time") from error


def _answer(reader: Reader, sparql: str, form: str, limit: int | None) -> Written:
    found = ask(reader, sparql)
    if isinstance(found, QueryTriples) and form in GRAPHS:
        triples, cut = first(each_once(found), limit)
        return Written(data=_graph(triples, form), cut=cut)
    if isinstance(found, QuerySolutions | QueryBoolean) and form in TABLES:
        cut = False
        if isinstance(found, QuerySolutions) and limit is not None:
            found, cut = _limited(found, limit)
        return Written(data=bytes(found.serialize(format=TABLES[form]) or b""), cut=cut)
    fitting = ", ".join(GRAPHS if isinstance(found, QueryTriples) else TABLES)
    raise QueryError(f"this query's answer cannot be written as {form}: choose {fitting}")


def _graph(triples: Iterable[Triple], form: str) -> bytes:
    """Sorted triples, with the prefixes that occur; resources in full, for a prefixed name would have its slashes escaped."""
    lines = sorted(triples, key=str)
    words = " ".join(map(str, lines))
    prefixes = {prefix: iri for prefix, iri in PREFIXES.items() if prefix != "kgr" and f"<{iri}" in words}
    return bytes(serialize(lines, format=GRAPHS[form], prefixes=prefixes) or b"")


def _limited(found: QuerySolutions, limit: int) -> tuple[Any, bool]:
    """The first rows as an answer of their own, by way of TSV: pyoxigraph writes answers whole, and the query may have a LIMIT already."""
    rows, cut = first((tuple(row) for row in found), limit)
    lines = ["\t".join(map(str, found.variables)), *("\t".join("" if term is None else str(term) for term in row) for row in rows)]
    return parse_query_results("".join(f"{line}\n" for line in lines), format=QueryResultsFormat.TSV), cut
