"""Arithmetic of the calendar: from an anchor day to EDTF values; pure functions of dates."""

import calendar
import datetime

from kg.annotate.time_direction import FUTURE, PAST

Date = datetime.date
_NAMES = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


def day(year: int, month: int, number: int) -> Date | None:
    """The day, None where the calendar has no such day."""
    try:
        return Date(year, month, number)
    except ValueError:
        return None


def month_value(year: int, month: int) -> str:
    """EDTF of a month."""
    return f"{year:04d}-{month:02d}"


def shift_months(anchor: Date, months: int) -> tuple[int, int]:
    """Year and month so many months away."""
    index = anchor.year * 12 + anchor.month - 1 + months
    return index // 12, index % 12 + 1


def week(anchor: Date, weeks: int) -> str:
    """Monday to Sunday of the week so many weeks away, as an interval."""
    monday = anchor + datetime.timedelta(days=7 * weeks - anchor.weekday())
    return f"{monday.isoformat()}/{(monday + datetime.timedelta(days=6)).isoformat()}"


def weekend(anchor: Date, weeks: int) -> str:
    """Saturday and Sunday of the week so many weeks away."""
    saturday = anchor + datetime.timedelta(days=7 * weeks - anchor.weekday() + 5)
    return f"{saturday.isoformat()}/{(saturday + datetime.timedelta(days=1)).isoformat()}"


def weekday(anchor: Date, number: int, towards: int) -> Date:
    """The nearest such weekday (Monday = 1) that is not after the anchor, or not before it where `towards` is FUTURE."""
    back = (anchor.isoweekday() - number) % 7
    return anchor + datetime.timedelta(days=(7 - back) % 7 if towards == FUTURE else -back)


def year_of_month(anchor: Date, month: int, towards: int) -> int:
    """The year of a month that is named without one: not after the anchor where past, not before it where future, else the nearest."""
    if towards == PAST:
        return anchor.year - (month > anchor.month)
    if towards == FUTURE:
        return anchor.year + (month < anchor.month)
    gap = month - anchor.month
    return anchor.year + (1 if gap < -6 else -1 if gap >= 6 else 0)


def nearest(anchor: Date, month: int, number: int, towards: int) -> Date | None:
    """The day of a month that is named without its year; the tense decides only where the day of this year is more than a month off."""
    years = (anchor.year, anchor.year - 1, anchor.year + 1)
    found = [d for d in (day(year, month, number) for year in years) if d]
    if not found:
        return None
    sided = [d for d in found if towards * (d - anchor).days >= 0] if towards else found
    return min(sided or found, key=lambda d: (abs((d - anchor).days), d))


def shift(anchor: Date, unit: str, count: float) -> str | None:
    """The value `count` units (ISO 8601, P1W) away, as precise as the unit: days to the day, weeks to the week, years to the year."""
    letter, size = unit[-1], int(unit.strip("PTDWMYHS") or 1)
    if "T" in unit:
        return None
    whole = count * size
    try:
        if letter == "D" and whole == int(whole):
            return (anchor + datetime.timedelta(days=int(whole))).isoformat()
        if letter == "W" and whole == int(whole):
            return week(anchor, int(whole))
        if letter == "M" and whole == int(whole):
            return month_value(*shift_months(anchor, int(whole)))
        if letter == "Y":
            return str(anchor.year + int(whole)) if whole == int(whole) else month_value(*shift_months(anchor, round(whole * 12)))
    except (ValueError, OverflowError):
        return None
    return None


def duration(unit: str, count: float) -> str | None:
    """ISO 8601 of `count` units (P1W, PT1H, P10Y); a fraction stays on the unit, hours excepted, whose halves are minutes."""
    head, letter = ("PT", unit[-1]) if "T" in unit else ("P", unit[-1])
    number = count * int(unit[len(head) : -1] or 1)
    if head == "PT" and letter == "H" and number != int(number):
        number, letter = number * 60, "M"
    text = str(int(number)) if number == int(number) else f"{number:g}"
    return f"{head}{text}{letter}"


def easter(year: int) -> Date:
    """Easter Sunday of the Gregorian calendar (the anonymous algorithm, Nature 1876)."""
    a, b, c = year % 19, year // 100, year % 100
    d, e = divmod(b, 4)
    g = (8 * b + 13) // 25
    h = (19 * a + b - d - g + 15) % 30
    i, k = divmod(c, 4)
    m = (32 + 2 * e + 2 * i - h - k) % 7
    n = (a + 11 * h + 22 * m) // 451
    month, number = divmod(h + m - 7 * n + 114, 31)
    return Date(year, month, number + 1)


def holiday(rule: str, year: int) -> Date | None:
    """The day of a holiday in a year.

    Rules: `12-25`, `2001-09-11`, `easter -2`, `monday 3 01` (third Monday of January), `monday -1 05` (the last of May).
    """
    parts = rule.split()
    if len(parts) == 1:
        numbers = [int(n) for n in rule.split("-")]
        return day(numbers[0], numbers[1], numbers[2]) if len(numbers) == 3 else day(year, numbers[0], numbers[1])
    if parts[0] == "easter":
        return easter(year) + datetime.timedelta(days=int(parts[1]))
    name, after_monday = parts[0].removesuffix("-after-monday"), parts[0].endswith("-after-monday")
    which, month, wanted = int(parts[1]), int(parts[2]), _NAMES.index(name) + 1
    if which < 0:
        last = Date(year, month, calendar.monthrange(year, month)[1])
        return last - datetime.timedelta(days=(last.isoweekday() - wanted) % 7)
    first = Date(year, month, 1)
    if after_monday:
        first += datetime.timedelta(days=(8 - first.isoweekday()) % 7)
    return first + datetime.timedelta(days=(wanted - first.isoweekday()) % 7 + 7 * (which - 1))
