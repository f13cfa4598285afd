"""Records as columns of JSON: field names once, repeated words as numbers, the common beginning of identifiers once."""

import json
from collections.abc import Collection, Mapping, Sequence
from typing import Any

_ESCAPES = (("<", "\\u003c"), (">", "\\u003e"), ("&", "\\u0026"), ("\u2028", "\\u2028"), ("\u2029", "\\u2029"))


def pack(rows: Sequence[Mapping[str, Any]], coded: Collection[str] = ()) -> Mapping[str, Any]:
    """The rows as lists in the order of the first row's fields; fields in `coded` are numbers that point into `codes`."""
    fields = list(rows[0]) if rows else []
    codes: dict[str, dict[Any, int]] = {field: {} for field in fields if field in coded}
    prefix = _beginning([row["iri"] for row in rows]) if "iri" in fields else ""
    return {
        "fields": fields,
        "prefix": prefix,
        "rows": [_trimmed([_value(row[field], field, codes, prefix) for field in fields]) for row in rows],
        "codes": {field: list(known) for field, known in codes.items()},
    }


def _beginning(texts: Sequence[str]) -> str:
    """What all texts begin with."""
    first, last = min(texts), max(texts)
    return first[: next((i for i, (a, b) in enumerate(zip(first, last, strict=False)) if a != b), len(first))]


def _value(value: object, field: str, codes: Mapping[str, dict[Any, int]], prefix: str) -> object:
    if field == "iri":
        return str(value).removeprefix(prefix)
    if field in codes:
        return codes[field].setdefault(value, len(codes[field]))
    return value


def _trimmed(row: list[Any]) -> list[Any]:
    """The row without the nulls at its end."""
    while row and row[-1] is None:
        row.pop()
    return row


def to_json(data: Mapping[str, Any]) -> str:
    """JSON that ends no script element and begins no comment, whatever the texts hold."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    for character, escape in _ESCAPES:
        text = text.replace(character, escape)
    return text
