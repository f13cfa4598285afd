"""What a client of the SPARQL 1.1 Protocol asks, read from its request."""

from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import parse_qsl

from starlette.requests import Request

_FIELDS = 200
"""Parameters of a request at the most."""

_UPDATE = "this endpoint is read only: updates are refused"


class RefusedError(Exception):
    """A request that breaks the protocol: status and words."""

    def __init__(self, status: int, words: str) -> None:
        """The status of the answer and what it says."""
        super().__init__(words)
        self.status = status


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A query with its dataset; `query` is None where none was given, `form` is the format that the address names."""

    query: str | None
    default: tuple[str, ...]
    named: tuple[str, ...]
    form: str | None


async def asked(request: Request, most: int) -> Asked:
    """The query of a request by GET, by POST of a form, or by POST of the query itself; RefusedError for anything else."""
    address = fields(request.scope["query_string"])
    if request.method != "POST":
        return _asked(address, None)
    kind, _, parameters = request.headers.get("content-type", "").partition(";")
    charset = parameters.lower().partition("charset=")[2].strip(' "')
    if charset not in ("", "utf-8", "utf8"):
        raise RefusedError(415, "write the request in UTF-8")
    match kind.strip().lower():
        case "application/x-www-form-urlencoded":
            found = _asked(fields(await body(request, most)), None)
            if found.query is None:
                raise RefusedError(400, "the form has no field 'query'")
            return found
        case "application/sparql-query":
            return _asked(address, _text(await body(request, most)))
        case "application/sparql-update":
            raise RefusedError(403, _UPDATE)
    raise RefusedError(415, "POST a query as application/sparql-query, or a form with a field 'query'")


def fields(encoded: bytes) -> list[tuple[str, str]]:
    """The fields of an encoded form; RefusedError where it is not UTF-8 or has too many."""
    try:
        return parse_qsl(encoded.decode("ascii"), keep_blank_values=True, errors="strict", max_num_fields=_FIELDS)
    except UnicodeDecodeError as error:
        raise RefusedError(400, "the request is not in UTF-8") from error
    except ValueError as error:
        raise RefusedError(400, f"more than {_FIELDS} fields, or fields that cannot be read") from error


async def body(request: Request, most: int) -> bytes:
    """The body of a request; RefusedError as soon as it is larger than allowed."""
    told = request.headers.get("content-length", "0")
    if told.isdecimal() and int(told) > most:
        raise RefusedError(413, f"a request may hold {most} bytes")
    found = bytearray()
    async for chunk in request.stream():
        found += chunk
        if len(found) > most:
            raise RefusedError(413, f"a request may hold {most} bytes")
    return bytes(found)


def _asked(given: Iterable[tuple[str, str]], direct: str | None) -> Asked:
    values: dict[str, list[str]] = {}
    for name, value in given:
        values.setdefault(name, []).append(value)
    if "update" in values:
        raise RefusedError(403, _UPDATE)
    queries = values.get("query", []) + ([direct] if direct is not None else [])
    if len(queries) > 1:
        raise RefusedError(400, "one query at a time: the request has several")
    return Asked(
        query=queries[0] if queries else None,
        default=tuple(values.get("default-graph-uri", ())),
        named=tuple(values.get("named-graph-uri", ())),
        form=next(iter(values.get("format", ())), None),
    )


def _text(found: bytes) -> str:
    try:
        return found.decode("utf-8")
    except UnicodeDecodeError as error:
        raise RefusedError(400, "the query is not in UTF-8") from error
