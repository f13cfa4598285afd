"""Time expressions and EDTF values."""

import calendar
import re
from dataclasses import dataclass
from enum import StrEnum

from kg.model.span import Span


class TimeKind(StrEnum):
    """What sort of time the words give."""

    DATE = "date"
    TIME = "time"
    DURATION = "duration"
    SET = "set"


class TimeBound(StrEnum):
    """On which side of the value the time lies, where a preposition says so ("since 2014", "by Friday")."""

    SINCE = "since"
    AFTER = "after"
    UNTIL = "until"
    BEFORE = "before"


@dataclass(frozen=True, slots=True, kw_only=True)
class TimeExpression:
    """Words that give a time; `value` is EDTF level 1 (or an ISO 8601 duration), None where it cannot be known.

    `value` is what the words themselves name; `bound` is set where what happens lies before or after it.
    """

    id: str
    span: Span
    text: str
    value: str | None
    kind: TimeKind
    bound: TimeBound | None = None


Bounds = tuple[str | None, str | None]
"""Earliest and latest day (or minute with its zone) in ISO 8601; None where a side is open or unknown."""

_DATE = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?$")
_MINUTE = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d)?(?:Z|[+-]\d\d:\d\d)?$")
_UNSPECIFIED = re.compile(r"(\d{2,3})X{1,2}$")
_PARTS = {
    "21": (3, 5), "22": (6, 8), "23": (9, 11),
    "33": (1, 3), "34": (4, 6), "35": (7, 9), "36": (10, 12),
    "37": (1, 4), "38": (5, 8), "39": (9, 12),
    "40": (1, 6), "41": (7, 12),
}  # fmt: skip
"""First and last month of the EDTF subdivisions: northern seasons 21-23, quarters 33-36, thirds 37-39, halves 40 and 41."""
_WINTER = "24"


def bounds(value: str | None, bound: TimeBound | None = None) -> Bounds:
    """The earliest and the latest day that an EDTF value allows.

    A winter may stand at either end of its year, so its bounds are wide. Durations, None and what is not EDTF level 1 give (None, None).
    """
    earliest, latest = _bounds(value or "")
    if bound in (TimeBound.SINCE, TimeBound.AFTER):
        return earliest, None
    if bound in (TimeBound.UNTIL, TimeBound.BEFORE):
        return None, latest
    return earliest, latest


def _bounds(value: str) -> Bounds:
    if "/" in value:
        begin, _, end = value.partition("/")
        return (None if begin in ("", "..") else _bounds(begin)[0], None if end in ("", "..") else _bounds(end)[1])
    value = value.rstrip("~?%")
    if _MINUTE.match(value):
        return value, value
    if match := _UNSPECIFIED.match(value):
        stem = match[1]
        return (f"{stem.ljust(4, '0')}-01-01", f"{stem.ljust(4, '9')}-12-31") if len(value) == 4 else (None, None)
    match = _DATE.match(value)
    return _calendar(match[1], match[2], match[3]) if match else (None, None)


def _calendar(year: str, month: str | None, day: str | None) -> Bounds:
    """Bounds of a year, a month, a season, quarter or half, or a day."""
    if month is None:
        return f"{year}-01-01", f"{year}-12-31"
    if day is not None:
        return (f"{year}-{month}-{day}",) * 2 if is_day(f"{year}-{month}-{day}") else (None, None)
    if month == _WINTER:
        following = int(year) + 1
        return f"{year}-01-01", f"{following:04d}-02-{calendar.monthrange(following, 2)[1]}"
    first, last = _PARTS.get(month) or (int(month), int(month))
    if not 1 <= first <= 12:
        return None, None
    return f"{year}-{first:02d}-01", f"{year}-{last:02d}-{calendar.monthrange(int(year), last)[1]:02d}"


def is_day(value: str | None) -> bool:
    """Whether a value is a calendar day that exists."""
    match = _DATE.match(value or "")
    if not match or match[3] is None:
        return False
    year, month, day = int(match[1]), int(match[2]), int(match[3])
    return year >= 1 and 1 <= month <= 12 and 1 <= day <= calendar.monthrange(year, month)[1]
