"""JSONL files: an article, or the annotations of one, a line."""

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict, ValidationError

from kg.errors import InputError
from kg.ingest.annotations import is_annotations, read_line
from kg.ingest.article import document
from kg.ingest.failure import Failure
from kg.ingest.language import require_english
from kg.ingest.published import moment
from kg.model.annotations import Annotations
from kg.model.document import Document

Fields = Mapping[str, str]
"""For a field of `Line`, the name that a JSONL file gives it; "doc.body" is the field body of the object doc."""

_HALF = re.compile("[\ud800-\udfff]")
"""Half of a pair of code units, which JSON can write and no text holds."""


class Line(BaseModel):
    """One article of a JSONL file."""

    model_config = ConfigDict(extra="ignore", strict=True)

    text: str
    id: Annotated[str | None, BeforeValidator(lambda given: str(given) if type(given) is int else given)] = None
    title: str | None = None
    published: str | None = None
    updated: str | None = None
    url: str | None = None
    outlet: str | None = None


def articles(stream: Iterable[bytes], name: str, source: str, fields: Fields) -> Iterator[Document | Annotations | Failure]:
    """Documents of a JSONL file; a broken line is a failure of its own and the rest goes on."""
    unseen: set[str] | None = None
    for number, content in enumerate(stream, 1):
        if not content.strip():
            continue
        place = f"{source}:{number}"
        try:
            if is_annotations(content):
                yield read_line(content, place)
                continue
            value = _parsed(content, place)
            if isinstance(value, dict):
                value |= {field: _at(value, given) for field, given in fields.items()}
                unseen = {field for field in (fields if unseen is None else unseen) if value[field] is None}
            yield _line(value, f"{name}-{number}", place, source, fields)
        except Exception as error:  # noqa: BLE001  # the other lines are read
            yield Failure.of(place, error)
    for field in sorted(unseen or ()):
        given = fields[field]
        yield Failure(source=source, reason=f"{source}: no line has a field '{given}' (--map {field}={given}); check its name")


def _parsed(content: bytes, place: str) -> Any:
    """The value of a JSONL line."""
    try:
        return json.loads(content.rstrip())
    except UnicodeDecodeError as error:
        raise InputError(f"{place}: byte {error.start} is not UTF-8; convert the file to UTF-8 first") from error
    except json.JSONDecodeError as error:
        raise InputError(f"{place}: not JSON at column {error.colno} ({error.msg}); one object a line is expected") from error


def _at(value: Mapping[str, Any], name: str) -> Any:
    """What stands under a name, or under the steps that its dots part."""
    if name in value:
        return value[name]
    first, _, rest = name.partition(".")
    return _at(value[first], rest) if rest and isinstance(value.get(first), dict) else None


def _line(value: Any, name: str, place: str, source: str, fields: Fields) -> Document:
    """The document that the value of a JSONL line is."""
    try:
        found = Line.model_validate(value)
    except ValidationError as error:
        first = error.errors()[0]
        field = str(first["loc"][0]) if first["loc"] else "line"
        if field in fields:
            raise InputError(f"{place}: field '{fields[field]}': {first['msg'].lower()}; --map takes {field} from it") from error
        expected = '{"id", "text", "title", "published"}; other names are given with --map'
        raise InputError(f"{place}: field '{field}': {first['msg'].lower()}; expected {expected}") from error
    if not found.text.strip():
        raise InputError(f"{place}: the text is empty; leave the line out")
    if any(_HALF.search(value) for value in found.model_dump().values() if value):
        raise InputError(f"{place}: half of a letter pair (\\ud800 to \\udfff), which no text holds; write the letter itself")
    published, updated = (_moment(place, field, getattr(found, field)) for field in ("published", "updated"))
    require_english(found.text, place)
    return document(
        id=found.id or name,
        text=found.text,
        source=source,
        title=found.title,
        published=published,
        updated=updated,
        url=found.url,
        outlet=found.outlet,
    )


def _moment(place: str, field: str, given: str | None) -> str | None:
    """The time of a field as ISO 8601; an InputError where it is none."""
    if not given:
        return None
    if when := moment(given):
        return when
    raise InputError(f"{place}: field '{field}': {given!r} is no full date; write it as 2024-11-12 or leave it out")
