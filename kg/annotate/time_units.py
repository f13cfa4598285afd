"""Values of weeks, months, seasons, quarters, years, decades and centuries, named or relative."""

import re

from kg.annotate import time_calendar as cal
from kg.annotate.time_days import holiday, weekday
from kg.annotate.time_direction import FUTURE, PAST
from kg.annotate.time_lengths import duration_value, unit_of
from kg.annotate.time_piece import DATE, DURATION, TIME, Piece, Value


def ordinal(piece: Piece) -> Value | None:
    """Quarters, halves and centuries; "the third day" is no date by itself."""
    letters, year = piece.letters, _year_near(piece)
    if letters[0] == "Q":
        return (f"{year}-{piece.worth('Q')}" if year else None), DATE
    number, unit = piece.number("O"), piece.at("U")
    if "2" in letters and letters.index("2") < len(letters):
        if "o" not in letters or not 1 <= number <= 2:
            return None
        return (f"{year}-{39 + number}" if year and "M" not in letters else None), DATE
    if unit is None:
        return None
    if unit.lower == "century":
        return f"{number - 1:02d}XX", DATE
    if unit.lower == "quarter" and 1 <= number <= 4:
        return (f"{year}-{32 + number}" if year else None), DATE
    return (None, DATE) if "o" in letters else None


def _year_near(piece: Piece) -> int | None:
    """The year written, or told by last, this or next year; for a bare quarter the latest one that is over, or the next, by tense."""
    anchor = piece.context.anchor
    if piece.year() or not anchor:
        return piece.year()
    if "o" in piece.letters:
        return anchor.year + piece.side()
    number = piece.number("O")
    begins = number * 3 - 2 if number else int(piece.worth("Q") or 0) % 4 * 3 + 1
    towards = piece.towards()
    if towards == FUTURE:
        return anchor.year + (begins + 2 < anchor.month)
    return anchor.year - (begins > anchor.month)


def relative(piece: Piece) -> Value | None:
    """As in "last week", "this August", "the following day", "that year"."""
    letters, anchor, side = piece.letters, piece.context.anchor, piece.side()
    if "H" in letters:
        return holiday(piece)
    if "V" in letters:
        return None, DURATION
    if any(x in letters for x in "sx") or ("X" in letters and "d" in letters and "U" in letters):
        return _referred(piece)
    if "B" in letters and "U" in letters and letters[0] in "dT":
        return duration_value(unit_of(piece), 1.0), DURATION
    if anchor is None:
        return None, DATE
    if "U" in letters:
        return _unit_near(piece, anchor, side)
    if "W" in letters:
        return weekday(piece)
    if "S" in letters:
        return f"{_season_year(piece, anchor)}-{piece.worth('S')}", DATE
    if "M" in letters:
        month = int(piece.worth("M"))
        year = cal.year_of_month(anchor, month, side) if side else anchor.year
        year += side if side and month == anchor.month else 0
        return cal.month_value(year, month), DATE
    if "P" in letters:
        return cal.Date.fromordinal(anchor.toordinal() + side).isoformat(), TIME
    return None, DATE


def _unit_near(piece: Piece, anchor: cal.Date, side: int) -> Value | None:
    """The unit before, around or after the anchor."""
    unit = piece.at("U")
    name = unit.lower if unit else ""
    code = piece.worth("U")
    if name == "weekend":
        back = side < 0 or (side == 0 and anchor.isoweekday() < 6 and piece.towards() == PAST)
        return cal.weekend(anchor, -1 if back else max(side, 0)), DATE
    if name == "quarter":
        index = anchor.year * 4 + (anchor.month - 1) // 3 + side
        return f"{index // 4}-{33 + index % 4}", DATE
    if name == "decade" and side < 0:
        return "P10Y", DURATION
    if name in ("decade", "century"):
        digits = 3 if name == "decade" else 2
        step = 10 if name == "decade" else 100
        return str(anchor.year + side * step)[:digits].ljust(4, "X"), DATE
    if "T" in code or not code:
        return (None, DATE) if side == 0 else None
    return cal.shift(anchor, code, side), DATE


def _referred(piece: Piece) -> Value | None:
    """As in "that day", "the same year", "the following day": measured from what the text named last."""
    named, unit = piece.context.named_day, piece.at("U")
    name = unit.lower if unit else ""
    if name == "day" and named:
        return cal.Date.fromordinal(named.toordinal() + piece.side()).isoformat(), DATE
    if name == "year" and piece.context.named_year:
        return str(piece.context.named_year + piece.side()), DATE
    if name == "week" and named:
        return cal.week(named, piece.side()), DATE
    if name == "month" and named:
        return cal.month_value(*cal.shift_months(named, piece.side())), DATE
    return (None, DATE) if name in ("day", "week", "month", "year", "night") else None


def ofunit(piece: Piece) -> Value | None:
    """As in "the end of the year"."""
    anchor, code, unit = piece.context.anchor, piece.worth("U"), piece.at("U")
    if unit is None or unit.lower not in ("year", "month", "week", "decade", "century", "quarter"):
        return None
    if unit.lower in ("decade", "century", "quarter") and anchor:
        return _unit_near(piece, anchor, 0)
    return (cal.shift(anchor, code, 0) if anchor and code else None), DATE


def months(piece: Piece) -> Value:
    """A month with its year."""
    return _approximate(piece, cal.month_value(piece.year() or 0, int(piece.worth("M")))), DATE


def _approximate(piece: Piece, found: str) -> str:
    return f"{found}~" if piece.letters[0] == "m" else found


def month(piece: Piece) -> Value | None:
    """A bare month: the last one, or the next where its clause looks ahead."""
    token, anchor = piece.at("M"), piece.context.anchor
    if token is None or (len(token.text) <= 4 and token.lower not in ("may", "june", "july")):
        return None
    month = int(piece.worth("M"))
    return (cal.month_value(cal.year_of_month(anchor, month, piece.towards()), month) if anchor else None), DATE


def season(piece: Piece) -> Value | None:
    """A season with or without its year."""
    anchor, year = piece.context.anchor, piece.year()
    if not year and anchor:
        year = _season_year(piece, anchor)
    return (f"{year}-{piece.worth('S')}" if year else None), DATE


def _season_year(piece: Piece, anchor: cal.Date) -> int:
    """The year of a season named without one; a winter is counted by its December."""
    middle = {"21": 4, "22": 7, "23": 10, "24": 12}[piece.worth("S")]
    side = piece.side()
    if "T" in piece.letters:
        return anchor.year - (middle == 12 and anchor.month < 3)
    if side:
        return cal.year_of_month(anchor, middle, side) + (side if abs(anchor.month - middle) <= 1 else 0)
    return cal.year_of_month(anchor, middle, piece.towards() or PAST)


def decade(piece: Piece) -> Value | None:
    """As in "the 1990s"."""
    token = piece.at("E")
    digits = re.sub(r"\D", "", token.text) if token else ""
    if len(digits) == 4:
        return f"{digits[:3]}X", DATE
    tens = int(digits[0]) if digits else int(piece.worth("E"))
    if "d" not in piece.letters and "R" not in piece.letters:
        return None
    return f"{199 if tens == 9 else 190 + tens if tens > 2 else 200 + tens}X", DATE


def years(piece: Piece) -> Value | None:
    """As in "2019-20"."""
    first = piece.number("Y")
    last = int(re.sub(r"\D", "", piece.tokens[2].text))
    last = first // 100 * 100 + last if last < 100 else last
    return (f"{first}/{last}", DATE) if first < last < first + 200 else None


def year(piece: Piece) -> Value | None:
    """A bare year, unless it counts something or is a price."""
    token = piece.at("Y")
    if token is None:
        return None
    tokens, i = token.sentence.tokens, token.i - token.sentence.tokens[0].i
    following, before = tokens[i + 1] if i + 1 < len(tokens) else None, tokens[i - 1] if i else None
    if following and (following.lower in piece.context.words.lists["counted"] or (following.lower in ("-", "'") and token.dep == "nummod")):
        return None
    if before and (before.tag == "$" or before.lower in piece.context.words.lists["numbered"]):
        return None
    if (
        following
        and following.lower == "'s"
        and piece.number("Y") % 10 == 0
        and (piece.letters[0] in "dR" or (before and before.lower == "the"))
    ):
        return f"{token.text[-4:-1]}X", DATE
    if token.ent in ("MONEY", "QUANTITY", "PERCENT", "PRODUCT", "FAC"):
        return None
    return _approximate(piece, str(piece.number("Y"))), DATE


def vague(_piece: Piece) -> Value | None:
    """As in "now", "recently": unknown."""
    return None, DATE
