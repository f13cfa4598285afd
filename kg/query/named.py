"""Named queries: SPARQL files with help and typed parameters.

The first line of a file is its help, then a line for each parameter, then the query, in which `$name` stands for the value:

    # Events between two actors in a period, with their sentences.
    # param a entity
    # param from date 0001-01-01
    # rows any

The last line says that where rows are limited any of them will do, in order: a long list is then not made in full for its beginning.
"""

import re
from calendar import monthrange
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from kg.errors import QueryError
from kg.graph.iri import BASE
from kg.graph.literals import integer, string
from kg.ontology.vocab import KG, KGE, PREFIXES, XSD
from kg.query import run
from kg.query.entities import described, resolve
from kg.resources import shipped
from kg.store.base import Reader

_PARAMETER = re.compile(r"# param (\w+) ([\w/]+)(?: (.*))?")
_ANY = "# rows any\n"
_ORDER = "\nORDER BY "
_DATE = re.compile(r"\d{4}(-\d\d(-\d\d)?)?")
_NAME = re.compile(r"[A-Za-z][A-Za-z0-9-]*")


@dataclass(frozen=True, slots=True, kw_only=True)
class Parameter:
    """A parameter: its name, its type (a key of `_TERMS`, or words with slashes between) and its default, None where one must be given."""

    name: str
    type: str
    default: str | None = None

    def __str__(self) -> str:
        """As a manual writes it: `date=date`, `[by=claims/independence, else claims]`."""
        given = f"{self.name}={'IRI' if self.type == 'event' else self.type}"
        return given if self.default is None else f"[{given}, else {self.default}]"


@dataclass(frozen=True, slots=True, kw_only=True)
class NamedQuery:
    """A query with a name, its help in one line, its parameters and its text; `any` where any rows will do if they are limited."""

    name: str
    help: str
    parameters: tuple[Parameter, ...]
    text: str
    any: bool = False

    @property
    def sparql(self) -> str:
        """The text with prefixes, for any SPARQL tool."""
        used = [f"PREFIX {prefix}: <{iri}>" for prefix, iri in PREFIXES.items() if re.search(rf"\b{prefix}:", self.text)]
        return "\n".join([*used, self.text])


def load(overlay: Path | None = None) -> dict[str, NamedQuery]:
    """All named queries by name, sorted; those of the overlay folder win."""
    folders = [shipped() / "queries", *([overlay / "queries"] if overlay else [])]
    files = {path.stem: path for folder in folders for path in sorted(folder.glob("*.rq"))}
    return {name: read(files[name]) for name in sorted(files)}


def read(path: Path) -> NamedQuery:
    """The query of a file; QueryError names a file without help or with a parameter of unknown type."""
    lines = path.read_text(encoding="utf-8").splitlines()
    if not lines or not lines[0].startswith("# "):
        raise QueryError(f"{path}:1: the first line must be a comment that says what the query answers")
    parameters = []
    rest = 1
    for rest, line in enumerate(lines[1:], 1):
        match = _PARAMETER.fullmatch(line)
        if not match:
            break
        if "/" not in match[2] and match[2] not in _TERMS:
            raise QueryError(f"{path}:{rest + 1}: unknown type {match[2]}; known are {', '.join(sorted(_TERMS))}")
        parameters.append(Parameter(name=match[1], type=match[2], default=match[3]))
    given, text = tuple(parameters), "\n".join(lines[rest:]) + "\n"
    return NamedQuery(name=path.stem, help=lines[0][2:], parameters=given, text=text.removeprefix(_ANY), any=text.startswith(_ANY))


def ask(
    reader: Reader, query: NamedQuery, arguments: Mapping[str, str], *, limit: int | None = None, timeout: float | None = None
) -> run.Answer:
    """Ask a named query; entities may be given by name. QueryError for a missing, unknown or unfit argument."""
    return run.run(reader, fill(reader, query, arguments, limit=limit), limit=limit, timeout=timeout)


def fill(reader: Reader, query: NamedQuery, arguments: Mapping[str, str], *, limit: int | None = None) -> str:
    """The query's text with its arguments in place; `limit` is how many rows of its answer are read, beside the one that tells of more."""
    known = {parameter.name for parameter in query.parameters}
    for name in arguments:
        if name not in known:
            raise QueryError(f"{query.name} has no parameter {name}; it has {', '.join(sorted(known)) or 'none'}")
    text = query.text
    for parameter in query.parameters:
        given = arguments.get(parameter.name, parameter.default)
        if given is None:
            raise QueryError(f"{query.name} needs {parameter}: {query.help}")
        choices = parameter.type.split("/")
        term = _choice(given, choices) if len(choices) > 1 else _TERMS[parameter.type](reader, given)
        text = re.sub(rf"\${parameter.name}\b", term.replace("\\", "\\\\"), text)
    return text if limit is None or not query.any else _any_rows(text, limit + 1)


def _any_rows(text: str, number: int) -> str:
    """A query whose rows are found until there are so many, and only then put in order."""
    body, _, order = text.rpartition(_ORDER)
    return f"{text[: text.index('{')]}{{ {{\n{body}\nLIMIT {number}\n}} }}{_ORDER}{order}"


def _date(reader: Reader, given: str) -> str:
    del reader
    if not _DATE.fullmatch(given):
        raise QueryError(f"{given!r} is no date: write 2024, 2024-11 or 2024-11-12")
    return f'"{given}{"-01-01"[len(given) - 10 :] if len(given) < 10 else ""}"^^<{XSD}date>'


def _last(reader: Reader, given: str) -> str:
    """The last day of a year or month, so that `until=2024-11` includes all of it."""
    if len(given) == 7 and _DATE.fullmatch(given):
        given = f"{given}-{monthrange(int(given[:4]), int(given[5:]))[1]:02d}"
    return _date(reader, f"{given}-12-31" if len(given) == 4 else given)


def _integer(reader: Reader, given: str) -> str:
    del reader
    if not re.fullmatch(r"\d{1,9}", given):
        raise QueryError(f"{given!r} is no whole number")
    return integer(int(given))


def _choice(given: str, choices: list[str]) -> str:
    """One of the words that are listed as the type; a number where they are numbers."""
    if given not in choices:
        raise QueryError(f"{given!r} is none of {', '.join(choices)}")
    return integer(int(given)) if given.isdigit() else string(given)


def _text(reader: Reader, given: str) -> str:
    del reader
    return string(given)


def _entity(reader: Reader, given: str) -> str:
    return f"<{resolve(reader, given)}>"


def _event(reader: Reader, given: str) -> str:
    """An event or event mention by IRI, or by the part of it behind the base."""
    for iri in (given, BASE + given, f"{BASE}event/{given}", f"{BASE}event-mention/{given}"):
        if described(reader, iri):
            return f"<{iri}>"
    raise QueryError(f"no event {given!r}: 'kg query events' lists them")


def _local(namespace: str, kind: str) -> Callable[[Reader, str], str]:
    def term(reader: Reader, given: str) -> str:
        del reader
        if not _NAME.fullmatch(given):
            raise QueryError(f"{given!r} is no name of a {kind}")
        return f"<{namespace}{given}>"

    return term


_TERMS: dict[str, Callable[[Reader, str], str]] = {
    "date": _date,
    "until": _last,
    "integer": _integer,
    "text": _text,
    "entity": _entity,
    "event": _event,
    "type": _local(KGE, "event type"),
    "property": _local(KG, "property"),
}
