"""Times as bylines, feeds and pages write them, to ISO 8601 with the zone given."""

import datetime
import functools
import re

from dateutil import parser

from kg.knowledge.csvtable import rows
from kg.resources import find

_OFFSET = re.compile(r"\(?\b(?:GMT|UTC) ?(?P<sign>[+-])(?P<hours>\d{1,2})(?::?(?P<minutes>\d\d))?\b\)?")
_DEFAULTS = (datetime.datetime(2000, 1, 1), datetime.datetime(1999, 2, 2, 1, 1))
"""Two stand-ins for what the words leave out: fields that come out different were not given."""


def moment(words: str) -> str | None:
    """ISO 8601 of a full date with or without a time ("13 Nov 2024, 06:58 AM IST"), None where the words give no full date.

    A zone abbreviation is read by `ontologies/lexicon/zones.csv`; without a zone the value has none.
    """
    words = re.sub(r"\ba\.m\.", "AM", re.sub(r"\bp\.m\.", "PM", words.strip(), flags=re.IGNORECASE), flags=re.IGNORECASE)
    words = _OFFSET.sub(_ahead, words)
    try:
        first, second = (parser.parse(words, default=default, tzinfos=_zones()) for default in _DEFAULTS)
        if first.date() != second.date():
            return None
        return str(first.isoformat() if first.time() == second.time() else first.date().isoformat())
    except (ValueError, OverflowError):
        return None


def _ahead(found: re.Match[str]) -> str:
    """An offset behind a zone's name as one alone: dateutil takes "GMT+3" the other way round, as POSIX does."""
    return f"{found['sign']}{int(found['hours']):02d}:{found['minutes'] or '00'}"


@functools.cache
def _zones() -> dict[str, int]:
    """Seconds east of Greenwich by abbreviation; where two countries share one, the first row of the table."""
    found: dict[str, int] = {}
    for _, (abbreviation, offset, _country, _example) in rows(find("lexicon/zones.csv"), ("abbreviation", "offset", "country", "example")):
        hours, minutes = offset[1:].split(":")
        seconds = int(hours) * 3600 + int(minutes) * 60
        found.setdefault(abbreviation, -seconds if offset[0] == "-" else seconds)
    return found
