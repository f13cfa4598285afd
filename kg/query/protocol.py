"""Questions of the SPARQL 1.1 Protocol: any dataset, any format that the client accepts, and no way out to the network."""

import io
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from pyoxigraph import NamedNode, QueryResultsFormat, QueryTriples, RdfFormat, parse, serialize

from kg.errors import QueryError
from kg.ontology.vocab import PREFIXES
from kg.query.ask import ask
from kg.query.formats import GRAPHS, TABLES
from kg.query.run import explain
from kg.store.base import Reader

MOST = 32 * 2**20
"""Bytes of an answer unless told otherwise."""


class NotAcceptableError(QueryError):
    """The client accepts no format in which this answer can be written."""


class TooLargeError(QueryError):
    """The answer is larger than is allowed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """A query, the dataset it is asked of, and the formats that are accepted, best first.

    `default` and `named` are IRIs of graphs; with neither, the query's own FROM counts, or else the union of all graphs is the default
    graph. `tables` are keys of `formats.TABLES`, `graphs` keys of `formats.GRAPHS`. `most` is the largest answer in bytes.
    """

    query: str
    default: tuple[str, ...] = ()
    named: tuple[str, ...] = ()
    tables: tuple[str, ...] = ("json",)
    graphs: tuple[str, ...] = ("turtle",)
    most: int = MOST


def respond(reader: Reader, question: Question) -> tuple[str, bytes]:
    """The format that was chosen and the answer in it; QueryError where the query is none, is an update, or calls another server."""
    try:
        found = ask(reader, question.query, **_dataset(question))
    except SyntaxError as error:
        raise QueryError(explain(question.query, str(error))) from error
    except ValueError as error:
        raise QueryError(f"the query or a graph's name cannot be understood: {error}") from error
    return _write(found, question)


def triples(lines: Iterator[str] | list[str], form: str) -> bytes:
    """Lines of N-Triples in another format of `formats.GRAPHS`."""
    read = (quad.triple for quad in parse("\n".join(lines), format=RdfFormat.N_TRIPLES))
    return bytes(serialize(read, format=GRAPHS[form], prefixes=dict(PREFIXES)) or b"")


def _dataset(question: Question) -> dict[str, Any]:
    if question.default or question.named:
        return {
            "default_graph": [NamedNode(iri) for iri in question.default],
            "named_graphs": [NamedNode(iri) for iri in question.named],
        }
    return {}


def _write(found: Any, question: Question) -> tuple[str, bytes]:
    forms = question.graphs if isinstance(found, QueryTriples) else question.tables
    if not forms:
        known = GRAPHS if isinstance(found, QueryTriples) else TABLES
        types = ", ".join(sorted({_type(form) for form in known.values()}))
        raise NotAcceptableError(f"this answer can be had as {types}")
    into = _Limited(question.most)
    if isinstance(found, QueryTriples):
        serialize(found, into, format=GRAPHS[forms[0]], prefixes=dict(PREFIXES))
    else:
        found.serialize(into, format=TABLES[forms[0]])
    return forms[0], into.getvalue()


def _type(form: RdfFormat | QueryResultsFormat) -> str:
    return form.media_type


class _Limited(io.BytesIO):
    """Bytes up to a limit."""

    def __init__(self, most: int) -> None:
        super().__init__()
        self._left = most

    def write(self, data: Any, /) -> int:
        self._left -= len(data)
        if self._left < 0:
            raise TooLargeError("the answer is too large: ask for less with LIMIT, or in parts with OFFSET")
        return super().write(data)
