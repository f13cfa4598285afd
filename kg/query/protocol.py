"""Questions of the SPARQL 1.1 Protocol: any dataset, any format that the client accepts, and no way out to the network."""

import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from pyoxigraph import NamedNode, QueryResultsFormat, QueryTriples, RdfFormat, parse, serialize

from kg.errors import QueryError
from kg.ontology.vocab import PREFIXES
from kg.query.formats import GRAPHS, TABLES
from kg.query.run import explain
from kg.store.base import Reader

_WORD = re.compile(r"([?$]\w+)|(servic)(e)", re.IGNORECASE)
_APART = re.compile(r"""<[^<>"{}|^`\\\x00-\x20]*>|'''.*?'''|\"\"\".*?\"\"\"|"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'|\#[^\n]*""", re.DOTALL)
_FROM = re.compile(r"(?<![\w:?$-])FROM\s*(?:NAMED\s*)?(?:<|[\w-]*:)", re.IGNORECASE)

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
    sparql = sealed(question.query)
    try:
        found = reader.quadstore.query(sparql, prefixes=dict(PREFIXES), **_dataset(question))
    except SyntaxError as error:
        called = "; SERVICE is refused here, for nothing is asked of other servers" if sparql != question.query else ""
        raise QueryError(explain(question.query, str(error)) + called) from error
    except ValueError as error:
        raise QueryError(f"the query or a graph's name cannot be understood: {error}") from error
    return _write(found, question)


def sealed(sparql: str) -> str:
    r"""The query with the letter c of every "service" written as the escape \u0063, except in names of variables.

    In strings and IRIs an escape means its letter; in a keyword it is a mistake of grammar (pyoxigraph reads no escapes there). So
    SERVICE cannot be asked, and no scanner has to tell a string from what is not one, which hostile queries make hard.
    """
    return _WORD.sub(lambda m: m[0] if m[1] else m[2][:-1] + f"\\u{ord(m[2][-1]):04x}" + m[3], sparql)


def has_dataset(sparql: str) -> bool:
    """Whether the query names its dataset by FROM."""
    return bool(_FROM.search(_APART.sub(lambda m: "<>" if m[0].startswith("<") else " ", sparql)))


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
    return {"use_default_graph_as_union": not has_dataset(question.query)}


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
