"""The mark on a record of the annotations file by which it is known whether somebody changed it."""

import hashlib
import json
from collections.abc import Mapping
from typing import Any

SEAL = "seal"

_NAMES = ("id", "source", "also")
"""What a document is called: not part of what was found in it."""
_DIGITS = 16


def seal(record: Mapping[str, Any]) -> str:
    """A digest of a record's content, whatever its seal, the names of its document, the order of keys and the spaces."""
    document = {field: value for field, value in record["document"].items() if field not in _NAMES}
    content = {field: value for field, value in record.items() if field != SEAL} | {"document": document}
    return hashlib.sha256(json.dumps(content, sort_keys=True, separators=(",", ":")).encode()).hexdigest()[:_DIGITS]


def broken(record: Mapping[str, Any]) -> bool:
    """Whether a record has a seal that is not its own; one without a seal tells nothing."""
    return SEAL in record and record[SEAL] != seal(record)
