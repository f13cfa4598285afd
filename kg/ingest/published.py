"""Times as bylines, feeds and pages write them, to ISO 8601 with the zone given."""

import datetime
import functools
import re
import warnings

from dateutil import parser

from kg.knowledge import zones

_OFFSET = re.compile(r"\(?\b(?:GMT|UTC) ?([+-])(\d{1,2})(?::?(\d\d))?\b\)?")
_DEFAULTS = (datetime.datetime(2000, 1, 1), datetime.datetime(1999, 2, 2, 1, 1))
"""Two stand-ins for what the words leave out: fields that come out different were not given."""


def moment(words: str) -> str | None:
    """ISO 8601 of a full date with or without a time ("13 Nov 2024, 06:58 AM IST"), None where the words give no full date.

    A zone abbreviation is read by `ontologies/lexicon/zones.csv`; without a zone the value has none.
    """
    words = re.sub(r"\ba\.m\.", "AM", re.sub(r"\bp\.m\.", "PM", words.strip(), flags=re.IGNORECASE), flags=re.IGNORECASE)
    words = _OFFSET.sub(_ahead, words)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", parser.UnknownTimezoneWarning)
            first, second = (parser.parse(words, default=default, tzinfos=_zones()) for default in _DEFAULTS)
        if first.date() != second.date():
            return None
        return str(first.isoformat() if first.time() == second.time() else first.date().isoformat())
    except (ValueError, OverflowError):
        return None


def _ahead(found: re.Match[str]) -> str:
    """An offset behind a zone's name as one alone: dateutil takes "GMT+3" the other way round, as POSIX does."""
    return zones.written(*found.groups())


@functools.cache
def _zones() -> dict[str, datetime.tzinfo]:
    """Zones by abbreviation; where two countries share one, the first row of the table."""
    return {name: first.rule for name, (first, *_) in zones.load().items()}
