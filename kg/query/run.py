"""Free SPARQL with typed rows, a time limit, a row limit, and errors that show the place."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from typing import Any

from pyoxigraph import BlankNode, Literal, NamedNode, QueryBoolean, QuerySolutions, QueryTriples, Triple

from kg.errors import QueryError
from kg.ontology.vocab import PREFIXES, XSD
from kg.query.ask import ask, sealed
from kg.query.limit import within
from kg.store.base import Reader

Term = NamedNode | BlankNode | Literal | Triple
Value = str | int | float | bool | Decimal | date | datetime | None

_PLACE = re.compile(r"error at (\d+):(\d+): (.*)", re.DOTALL)
_DECLARED = re.compile(r"\bPREFIX\s+([A-Za-z][\w.-]*)?:", re.IGNORECASE)
_USED = re.compile(r"""<[^<>\s]*>|"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'|\#[^\n]*|(?<![\w.-])([A-Za-z][\w.-]*):""")


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """The answer to a SELECT: names of columns and rows of RDF terms (None where unbound); `cut` where a row limit left some out."""

    columns: tuple[str, ...]
    rows: tuple[tuple[Term | None, ...], ...]
    cut: bool = False

    def values(self) -> list[tuple[Value, ...]]:
        """Rows as Python values: IRIs and plain strings as str, numbers, booleans and dates as such."""
        return [tuple(value(term) for term in row) for row in self.rows]

    def dicts(self) -> list[dict[str, Value]]:
        """Rows as dictionaries by column."""
        return [dict(zip(self.columns, row, strict=True)) for row in self.values()]


Answer = Table | bool | tuple[Triple, ...]
"""What a SELECT, an ASK, or a CONSTRUCT or DESCRIBE gives."""


def run(reader: Reader, sparql: str, *, limit: int | None = None, timeout: float | None = None) -> Answer:
    """Ask a store; the default graph is the union of all graphs unless the query names its own by FROM.

    The prefixes of `kg.ontology.vocab` need no declaration. A triple of several graphs is matched once for each: DISTINCT joins them.

    `limit` cuts rows or triples; a triple is given once. With `timeout` (seconds) the query runs in a process of its own, which is ended
    when the time is up.
    QueryError names line and column of a mistake and shows the place, or says that the time was up.
    """
    try:
        return within(timeout, lambda: _ask(reader, sparql, limit))
    except SyntaxError as error:
        # not str(error): beside dask a SyntaxError from another process has lost its message, but not its arguments
        raise QueryError(explain(sparql, str(error.args[0]))) from error
    except TimeoutError as error:
        raise QueryError(f"no answer within {timeout:g} s: make the query narrower, or allow more time with --timeout") from error
    except OSError as error:
        raise QueryError(f"the store could not be read while asking: {error}") from error


def table(reader: Reader, sparql: str, *, limit: int | None = None, timeout: float | None = None) -> Table:
    """Ask a SELECT query; QueryError for one of another form."""
    answer = run(reader, sparql, limit=limit, timeout=timeout)
    if not isinstance(answer, Table):
        raise QueryError("this query gives no table: write it as SELECT")
    return answer


def _ask(reader: Reader, sparql: str, limit: int | None) -> Answer:
    found = ask(reader, sparql)
    if isinstance(found, QueryBoolean):
        return bool(found)
    if isinstance(found, QueryTriples):
        return tuple(first(each_once(found), limit)[0])
    if not isinstance(found, QuerySolutions):
        raise TypeError(type(found).__name__)
    columns = tuple(variable.value for variable in found.variables)
    rows, cut = first((tuple(solution) for solution in found), limit)
    return Table(columns=columns, rows=tuple(rows), cut=cut)


def first(found: Iterable[Any], limit: int | None) -> tuple[list[Any], bool]:
    """As many as the limit allows, and whether there were more."""
    rows: list[Any] = []
    for row in found:
        if limit is not None and len(rows) == limit:
            return rows, True
        rows.append(row)
    return rows, False


def each_once(found: Iterable[Triple]) -> Iterator[Triple]:
    """Triples without repetition: what stands in several graphs is found several times."""
    seen = set()
    for triple in found:
        if triple not in seen:
            seen.add(triple)
            yield triple


def value(term: Term | None) -> Value:
    """A term as a Python value; a literal that is not what its datatype says stays a string."""
    if term is None or isinstance(term, Triple):
        return None if term is None else str(term)
    if not isinstance(term, Literal):
        return term.value
    convert = _CONVERSIONS.get(term.datatype.value)
    try:
        return convert(term.value) if convert else term.value
    except (ValueError, InvalidOperation):
        return term.value


_CONVERSIONS: Mapping[str, Any] = {
    XSD + "integer": int,
    XSD + "decimal": Decimal,
    XSD + "double": float,
    XSD + "float": float,
    XSD + "boolean": lambda text: text in ("true", "1"),
    XSD + "date": date.fromisoformat,
    XSD + "dateTime": datetime.fromisoformat,
}


def _unknown_prefix(sparql: str) -> str | None:
    """What to say of a query that names a prefix nobody declared: the parser's own words for it do not help."""
    declared = {match[1] or "" for match in _DECLARED.finditer(sparql)} | PREFIXES.keys()
    for match in _USED.finditer(sparql):
        name = match[1]
        if name and name not in declared and name != "_":
            line, column = _place(sparql, match.start())
            known = ", ".join(sorted(PREFIXES))
            return f"line {line}, column {column}: unknown prefix '{name}:'; known are {known}\n{_caret(sparql, line, column)}"
    return None


def explain(sparql: str, message: str) -> str:
    """A parser's message with line, column and a caret under the place."""
    if unknown := _unknown_prefix(sparql):
        return unknown
    match = _PLACE.match(message)
    if not match:
        return f"the query cannot be understood: {message}"
    line, column = int(match[1]), int(match[2])
    expected = " ".join(re.sub(r"\['.*|\['A'.*", "a name", match[3].replace("\n", " ")).split())
    refused = "; SERVICE is refused, for nothing is asked of other servers" if sealed(sparql) != sparql else ""
    return f"line {line}, column {column}: {expected[:160]}{refused}\n{_caret(sparql, line, column)}"


def _place(text: str, offset: int) -> tuple[int, int]:
    before = text[:offset]
    return before.count("\n") + 1, offset - (before.rfind("\n") + 1) + 1


def _caret(text: str, line: int, column: int) -> str:
    lines = text.splitlines() or [""]
    shown = lines[min(line, len(lines)) - 1].replace("\t", " ")
    return f"  {shown}\n  {' ' * (column - 1)}^"
