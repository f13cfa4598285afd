"""Values of days and of what stands within a day: dates, weekdays, "yesterday", clock times, parts of days, holidays."""

import datetime
import re

from kg.annotate import time_calendar as cal
from kg.annotate.parse import Token
from kg.annotate.time_direction import FUTURE, OPEN, PAST
from kg.annotate.time_grammar import holiday_rule
from kg.annotate.time_piece import DATE, TIME, Piece, Value
from kg.knowledge.zones import written


def _full_day(piece: Piece) -> cal.Date | None:
    """The day that month, number and perhaps year name."""
    number = piece.number("1") or piece.number("O")
    month, year, anchor = int(piece.worth("M")), piece.year(), piece.context.anchor
    if year:
        return cal.day(year, month, number)
    return cal.nearest(anchor, month, number, piece.towards()) if anchor else None


def full(piece: Piece) -> Value | None:
    """Day and month with or without the year: "May 5, 1960", "3 March"."""
    number = piece.number("1") or piece.number("O")
    if not 1 <= number <= 31:
        return None
    found = _full_day(piece)
    return (found.isoformat() if found else None), DATE


def days(piece: Piece) -> Value | None:
    """Days of one month: "Nov. 3-7"."""
    numbers = [
        int(re.sub(r"\D", "", t.lower) or piece.context.words.values[t.lower])
        for t, x in zip(piece.tokens, piece.letters, strict=True)
        if x in "1O"
    ]
    first = _full_day(piece)
    if len(numbers) != 2 or not first:
        return (None, DATE) if len(numbers) == 2 else None
    last = cal.day(first.year, first.month, numbers[1])
    if not last or last <= first:
        return None
    return f"{first.isoformat()}/{last.isoformat()}", DATE


def numeric(piece: Piece) -> Value | None:
    """Dates in figures.

    One that may be read day or month first is read the way that lies near the publication, else as its year alone.
    """
    parts = [int(n) for n in re.split(r"[-/.]", "".join(t.text for t in piece.tokens))]
    if len(str(parts[0])) == 4:
        found = cal.day(parts[0], parts[1], parts[2])
        return (found.isoformat(), DATE) if found else None
    year = parts[2] if parts[2] > 99 else parts[2] + (1900 if parts[2] > 68 else 2000)
    american, european = cal.day(year, parts[0], parts[1]), cal.day(year, parts[1], parts[0])
    if american and european and american != european:
        anchor = piece.context.anchor
        near = [d for d in (american, european) if anchor and abs((d - anchor).days) <= 31]
        return (near[0].isoformat() if len(near) == 1 else str(year)), DATE
    found = american or european
    return (found.isoformat(), DATE) if found else None


def clock(piece: Piece) -> Value | None:
    """Times of day, with the day where it is known."""
    token = piece.at("K") or piece.at("1") or piece.at("N")
    if token is None or (piece.letters[0] in "1N" and not set("AZ") & set(piece.letters)):
        return None
    minute = _minute(piece, token)
    when = _day_of_clock(piece)
    if minute is None:
        return (None, TIME) if token.lower == "midnight" else None
    moment = f"{when.isoformat()}T{minute}" if when else None
    return (f"{moment}{_zone(piece, moment)}" if moment else None), TIME


def _minute(piece: Piece, token: Token) -> str | None:
    words = piece.context.words.values.get(token.lower, token.lower)
    match = re.match(r"(\d{1,2})(?:[:.h]?(\d\d))?\s*([ap])?", words)
    if not match:
        return None
    hour, half = int(match[1]), match[3] or piece.word("A")[:1]
    if half == "p" and hour < 12:
        hour += 12
    elif half == "a" and hour == 12:
        hour = 0
    return f"{hour:02d}:{match[2] or '00'}" if hour < 24 and int(match[2] or 0) < 60 else None


def _day_of_clock(piece: Piece) -> cal.Date | None:
    if "M" in piece.letters:
        return _full_day(Piece(piece.letters[piece.letters.index("M") - 1 :], piece.tokens[piece.letters.index("M") - 1 :], piece.context))
    if "W" in piece.letters:
        return _weekday_day(piece)
    if "D" in piece.letters:
        return _deictic_day(piece)
    return piece.context.named_day


def _zone(piece: Piece, when: str) -> str:
    """The offset that is written, by number or abbreviation; the reading of the paper's own country first where there are two."""
    token = piece.at("p") or piece.at("Z")
    if token is None:
        return ""
    match = re.search(r"([+-])(\d{1,2}):?(\d\d)?$", token.text)
    if match:
        return written(*match.groups())
    moment = datetime.datetime.fromisoformat(when)
    offsets = [(zone.offset(moment), zone.country) for zone in piece.context.words.zones.get(token.text, ())]
    own = [o for o, country in offsets if country == piece.context.country or o == piece.context.zone] or [o for o, _ in offsets]
    return own[0] if own else ""


def _weekday_day(piece: Piece) -> cal.Date | None:
    anchor, number = piece.context.anchor, int(piece.worth("W"))
    if anchor is None:
        return None
    side = piece.side()
    if side:
        found = cal.weekday(anchor, number, FUTURE if side > 0 else PAST)
        return found if found != anchor else cal.Date.fromordinal(anchor.toordinal() + 7 * side)
    towards = piece.towards()
    return cal.weekday(anchor, number, FUTURE if "T" in piece.letters and towards == OPEN else towards)


def weekday(piece: Piece) -> Value:
    """A weekday: the last one, or the next where its clause looks ahead."""
    found = _weekday_day(piece)
    return (found.isoformat() if found else None), DATE


def _deictic_day(piece: Piece) -> cal.Date | None:
    anchor = piece.context.anchor
    return cal.Date.fromordinal(anchor.toordinal() + int(piece.worth("D").split()[0])) if anchor else None


def deictic(piece: Piece) -> Value:
    """As in "today", "yesterday", "tonight"."""
    found = _deictic_day(piece)
    return (found.isoformat() if found else None), TIME if " " in piece.worth("D") else DATE


def part(piece: Piece) -> Value:
    """Parts of days have no EDTF value of their own: the day stands for them."""
    anchor = piece.context.anchor
    if "W" in piece.letters:
        found = _weekday_day(piece)
    elif "D" in piece.letters:
        found = _deictic_day(piece)
    else:
        found = cal.Date.fromordinal(anchor.toordinal() + piece.side()) if anchor else None
    return (found.isoformat() if found else None), TIME


def holiday(piece: Piece) -> Value | None:
    """A holiday of the table, in the year written or the nearest that fits the tense."""
    first = piece.letters.index("H")
    rule, anchor, year = holiday_rule(piece.tokens[first:], piece.context.words), piece.context.anchor, piece.year()
    if not rule:
        return None, DATE
    if year or (rule.count("-") == 2 and rule[:4].isdigit()):
        found = cal.holiday(rule, year or 0)
    elif anchor:
        towards = piece.side() or piece.towards()
        near = [d for d in (cal.holiday(rule, anchor.year + k) for k in (-1, 0, 1)) if d]
        sided = [d for d in near if towards * (d - anchor).days >= 0] if towards else near
        found = min(sided or near, key=lambda d: abs((d - anchor).days), default=None)
    else:
        found = None
    return (found.isoformat() if found else None), DATE
