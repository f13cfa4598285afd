"""What each rule of the grammar of time is worth: letters and tokens of one expression to an EDTF value."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from kg.annotate import time_calendar as cal
from kg.annotate.parse import Token
from kg.annotate.time_direction import FUTURE, OPEN, PAST, direction
from kg.annotate.time_grammar import holiday_rule
from kg.knowledge.calendar import TimeWords
from kg.model.time import TimeKind, is_day

Value = tuple[str | None, TimeKind]

DATE, TIME, DURATION, SET = TimeKind.DATE, TimeKind.TIME, TimeKind.DURATION, TimeKind.SET


@dataclass(slots=True, kw_only=True)
class Context:
    """What a document's expressions are measured from: the day and zone of publication, and the last day and year that the text named."""

    words: TimeWords
    anchor: cal.Date | None
    zone: str | None = None
    country: str | None = None
    named_day: cal.Date | None = None
    named_year: int | None = None


@dataclass(frozen=True, slots=True)
class Piece:
    """One expression: its letters, its tokens and the document's context."""

    letters: str
    tokens: list[Token]
    context: Context

    def at(self, letter: str) -> Token | None:
        """The first token with that letter."""
        i = self.letters.find(letter)
        return self.tokens[i] if i >= 0 else None

    def worth(self, letter: str) -> str:
        """The value that the table gives the first token with that letter."""
        token = self.at(letter)
        return self.context.words.values.get(token.lower, "") if token else ""

    def number(self, letter: str) -> int:
        """The whole number of the first token with that letter: numerals, ordinals, table words."""
        token = self.at(letter)
        if token is None:
            return 0
        digits = re.sub(r"\D", "", token.lower)
        return int(digits or self.worth(letter) or 0)

    def year(self) -> int | None:
        """The year that is written out."""
        return self.number("Y") or None

    def towards(self) -> int:
        """Past, open or future by the clause around the head of the expression."""
        inside = {t.i for t in self.tokens}
        head = next((t for t in self.tokens if t.head.i not in inside), self.tokens[-1])
        return direction(head, self.context.words)

    def side(self) -> int:
        """Past, this or next, where a word of the expression says so; past is -1."""
        return -1 if "L" in self.letters or "B" in self.letters else 1 if "X" in self.letters else 0


def value(rule: str, piece: Piece) -> Value | None:
    """Value and kind of an expression, None where it is no time after all."""
    return _RULES[rule](piece)


def _full_day(piece: Piece) -> cal.Date | None:
    """The day that month, number and perhaps year name."""
    number = piece.number("1") or piece.number("O")
    month, year, anchor = int(piece.worth("M")), piece.year(), piece.context.anchor
    if year:
        return cal.day(year, month, number)
    return cal.nearest(anchor, month, number, piece.towards()) if anchor else None


def _full(piece: Piece) -> Value | None:
    number = piece.number("1") or piece.number("O")
    if not 1 <= number <= 31:
        return None
    found = _full_day(piece)
    return (found.isoformat() if found else None), DATE


def _days(piece: Piece) -> Value | None:
    numbers = [int(re.sub(r"\D", "", t.lower) or piece.context.words.values[t.lower]) for t, x in zip(piece.tokens, piece.letters, strict=True) if x in "1O"]
    first = _full_day(piece)
    if len(numbers) != 2 or not first:
        return (None, DATE) if len(numbers) == 2 else None
    last = cal.day(first.year, first.month, numbers[1])
    if not last or last <= first:
        return None
    return f"{first.isoformat()}/{last.isoformat()}", DATE


def _numeric(piece: Piece) -> Value | None:
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


def _clock(piece: Piece) -> Value | None:
    token = piece.at("K") or piece.at("1") or piece.at("N")
    if token is None or (piece.letters[0] in "1N" and not set("AZ") & set(piece.letters)):
        return None
    minute = _minute(piece, token)
    when = _day_of_clock(piece)
    if minute is None:
        return (None, TIME) if token.lower == "midnight" else None
    return (f"{when.isoformat()}T{minute}{_zone(piece)}" if when else None), TIME


def _minute(piece: Piece, token: Token) -> str | None:
    words = piece.context.words.values.get(token.lower, token.lower)
    match = re.match(r"(\d{1,2})(?:[:.h]?(\d\d))?\s*([ap])?", words)
    if not match:
        return None
    hour, half = int(match[1]), match[3] or (piece.at("A").lower[0] if piece.at("A") else "")  # type: ignore[union-attr]
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


def _zone(piece: Piece) -> str:
    """The offset that is written, by number or abbreviation; the reading of the paper's own country first where there are two."""
    token = piece.at("p") or piece.at("Z")
    if token is None:
        return ""
    match = re.search(r"([+-])(\d{1,2}):?(\d\d)?$", token.text)
    if match:
        return f"{match[1]}{int(match[2]):02d}:{match[3] or '00'}"
    entries = piece.context.words.zones.get(token.text, ())
    offsets = [o for o, country in entries if country == piece.context.country or o == piece.context.zone] or [o for o, _ in entries]
    return offsets[0] if offsets else ""


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


def _weekday(piece: Piece) -> Value:
    found = _weekday_day(piece)
    return (found.isoformat() if found else None), DATE


def _deictic_day(piece: Piece) -> cal.Date | None:
    anchor = piece.context.anchor
    return cal.Date.fromordinal(anchor.toordinal() + int(piece.worth("D").split()[0])) if anchor else None


def _deictic(piece: Piece) -> Value:
    found = _deictic_day(piece)
    return (found.isoformat() if found else None), TIME if " " in piece.worth("D") else DATE


def _part(piece: Piece) -> Value:
    """Parts of days have no EDTF value of their own: the day stands for them."""
    anchor = piece.context.anchor
    if "W" in piece.letters:
        found = _weekday_day(piece)
    elif "D" in piece.letters:
        found = _deictic_day(piece)
    else:
        found = cal.Date.fromordinal(anchor.toordinal() + piece.side()) if anchor else None
    return (found.isoformat() if found else None), TIME


def _count(piece: Piece) -> float | None:
    """How many units: numerals, words, halves; None where it is vague or a range."""
    letters, tokens, values = piece.letters, piece.tokens, piece.context.words.values
    if "q" in letters:
        return None
    numbers = [float(values.get(t.lower) or t.lower.replace(",", "")) for t, x in zip(tokens, letters, strict=True) if x in "1N"]
    total = numbers[0] if numbers else 0.0
    if len(numbers) == 2:
        if any(x in letters[letters.index(letters.lstrip("mdLBX")[0]) :].split("V")[0] for x in "th"):
            return None
        total = numbers[0] * numbers[1] if numbers[1] >= 100 else numbers[0] + numbers[1]
    if "2" in letters:
        total += 0.5
    if not numbers and "j" in letters and (letters.index("j") == 0 or letters[0] == "m") and not letters.startswith(("j2", "mj2")):
        total += 1
    return total or None


def _unit(piece: Piece) -> str:
    return piece.worth("U") or piece.worth("V")


def _length(piece: Piece) -> Value | None:
    """"five years"; "15 a year" and "twice a day" are sets."""
    letters, unit, count = piece.letters, _unit(piece), _count(piece)
    if "V" in letters and (piece.at("V").lower in ("quarters", "seasons", "nights") and count and count < 4):  # type: ignore[union-attr]
        return None if piece.at("V").lower == "quarters" else (duration_value(unit, count), DURATION)  # type: ignore[union-attr]
    first = piece.tokens[0]
    if letters[0] == "j" and "U" in letters and piece.at("U").lower in ("quarter", "season", "generation", "min"):  # type: ignore[union-attr]
        return None
    if letters == "jU" and first.i > 0:
        before = first.sentence.tokens[max(first.i - first.sentence.tokens[0].i - 1, 0)]
        if before is not first and (before.tag == "CD" or before.lower in ("once", "twice", "times", "%", "percent")):
            return None, SET
    if letters[-1] in "UV" and piece.tokens[-1].dep == "poss":
        return duration_value(unit, count), DURATION
    return duration_value(unit, count), DURATION


def duration_value(unit: str, count: float | None) -> str | None:
    """ISO 8601 of so many units, None where either is not known."""
    return cal.duration(unit, count) if unit and count else None


def _ago(piece: Piece) -> Value | None:
    unit, count, anchor = _unit(piece), _count(piece), piece.context.anchor
    if not unit or not count or not anchor:
        return None, DATE
    found = cal.shift(anchor, unit, -count)
    return (f"{found}~" if found and "m" in piece.letters and "/" not in found else found), DATE


def _shifted(piece: Piece) -> Value | None:
    """"two days later": measured from the last day that the text named."""
    unit, count, anchor = _unit(piece), _count(piece), piece.context.named_day
    sign = int(piece.worth("J") or 1)
    if not unit or not count or not anchor or unit[-1] not in "DW":
        return None, DATE
    return cal.shift(anchor, unit, sign * count), DATE


def _stretch(piece: Piece) -> Value | None:
    if piece.letters[0] in "T" and len(piece.letters) == 2:
        return None
    if piece.letters == "dV":
        return None
    return duration_value(_unit(piece), _count(piece)), DURATION


def _aged(piece: Piece) -> Value | None:
    """"27-year", "three-year-old war": the age of a person is no time of news."""
    head = piece.tokens[-1].head
    if "l" in piece.letters and piece.tokens[-1].lower == "old":
        if head.lemma not in piece.context.words.lists["aged"]:
            return None
    elif "h" not in piece.letters and "l" not in piece.letters:
        return _length(piece)
    count = _count(piece) if any(x in piece.letters for x in "1N") else (1.0 if "U" in piece.letters else None)
    return duration_value(_unit(piece), count), DURATION


def _yearly(piece: Piece) -> Value | None:
    return None, SET


def _ordinal(piece: Piece) -> Value | None:
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


def _relative(piece: Piece) -> Value | None:
    """"last week", "this August", "the following day", "that year"."""
    letters, anchor, side = piece.letters, piece.context.anchor, piece.side()
    if "H" in letters:
        return _holiday(piece)
    if "V" in letters:
        return None, DURATION
    if any(x in letters for x in "sx") or ("X" in letters and "d" in letters and "U" in letters):
        return _referred(piece)
    if "B" in letters and "U" in letters and "d" in letters:
        return duration_value(_unit(piece), 1.0), DURATION
    if anchor is None:
        return None, DATE
    if "U" in letters:
        return _unit_near(piece, anchor, side)
    if "W" in letters:
        return _weekday(piece)
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
    """"that day", "the same year", "the following day": measured from what the text named last."""
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


def _ofunit(piece: Piece) -> Value | None:
    """"the end of the year"."""
    anchor, code, unit = piece.context.anchor, piece.worth("U"), piece.at("U")
    if unit is None or unit.lower not in ("year", "month", "week", "decade", "century", "quarter"):
        return None
    if unit.lower in ("decade", "century", "quarter") and anchor:
        return _unit_near(piece, anchor, 0)
    return (cal.shift(anchor, code, 0) if anchor and code else None), DATE


def _months(piece: Piece) -> Value:
    return _approximate(piece, cal.month_value(piece.year() or 0, int(piece.worth("M")))), DATE


def _approximate(piece: Piece, found: str) -> str:
    return f"{found}~" if piece.letters[0] == "m" else found


def _month(piece: Piece) -> Value | None:
    token, anchor = piece.at("M"), piece.context.anchor
    if token is None or (len(token.text) <= 4 and token.lower not in ("may", "june", "july")):
        return None
    month = int(piece.worth("M"))
    return (cal.month_value(cal.year_of_month(anchor, month, piece.towards()), month) if anchor else None), DATE


def _season(piece: Piece) -> Value | None:
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


def _decade(piece: Piece) -> Value | None:
    token = piece.at("E")
    digits = re.sub(r"\D", "", token.text) if token else ""
    if len(digits) == 4:
        return f"{digits[:3]}X", DATE
    tens = int(digits[0]) if digits else int(piece.worth("E"))
    if "d" not in piece.letters and "R" not in piece.letters:
        return None
    return f"{199 if tens == 9 else 190 + tens if tens > 2 else 200 + tens}X", DATE


def _years(piece: Piece) -> Value | None:
    first = piece.number("Y")
    last = int(re.sub(r"\D", "", piece.tokens[2].text))
    last = first // 100 * 100 + last if last < 100 else last
    return (f"{first}/{last}", DATE) if first < last < first + 200 else None


def _year(piece: Piece) -> Value | None:
    """A bare year, unless it counts something or is a price."""
    token = piece.at("Y")
    if token is None:
        return None
    tokens, i = token.sentence.tokens, token.i - token.sentence.tokens[0].i
    following, before = tokens[i + 1] if i + 1 < len(tokens) else None, tokens[i - 1] if i else None
    if following and (following.lower in piece.context.words.lists["counted"] or following.lower in ("-", "'") and token.dep == "nummod"):
        return None
    if before and (before.tag == "$" or before.lower in ("no.", "#", "number", "flight", "section", "article", "than", "over", "least", "nearly")):
        return None
    if token.ent in ("MONEY", "QUANTITY", "PERCENT", "PRODUCT", "FAC"):
        return None
    return _approximate(piece, str(piece.number("Y"))), DATE


def _holiday(piece: Piece) -> Value | None:
    first = piece.letters.index("H")
    rule, anchor, year = holiday_rule(piece.tokens[first:], piece.context.words), piece.context.anchor, piece.year()
    if not rule:
        return None, DATE
    if year or rule.count("-") == 2 and rule[:4].isdigit():
        found = cal.holiday(rule, year or 0)
    elif anchor:
        towards = piece.side() or piece.towards()
        near = [d for d in (cal.holiday(rule, anchor.year + k) for k in (-1, 0, 1)) if d]
        sided = [d for d in near if towards * (d - anchor).days >= 0] if towards else near
        found = min(sided or near, key=lambda d: abs((d - anchor).days), default=None)
    else:
        found = None
    return (found.isoformat() if found else None), DATE


def _often(piece: Piece) -> Value | None:
    return None, SET


def _vague(piece: Piece) -> Value | None:
    return None, DATE


def _many(piece: Piece) -> Value | None:
    """"for months": only behind a preposition of length."""
    token = piece.tokens[0]
    i = token.i - token.sentence.tokens[0].i
    before = token.sentence.tokens[i - 1].lower if i else ""
    return (None, DURATION) if before in ("for", "in", "over", "within", "of", "after") and not token.children else None


_RULES: dict[str, Callable[[Piece], Value | None]] = {
    "numeric": _numeric, "days": _days, "clock": _clock, "full": _full, "part": _part, "ago": _ago, "shifted": _shifted,
    "stretch": _stretch, "aged": _aged, "yearly": _yearly, "ordinal": _ordinal, "relative": _relative, "ofunit": _ofunit,
    "months": _months, "season": _season, "decade": _decade, "years": _years, "year": _year, "holiday": _holiday,
    "deictic": _deictic, "month": _month, "weekday": _weekday, "length": _length, "often": _often, "vague": _vague, "many": _many,
}  # fmt: skip


def note(context: Context, found: str | None) -> None:
    """Remember the day and the year that an expression named."""
    if not found or found.startswith("P"):
        return
    if is_day(found[:10]) and "/" not in found:
        context.named_day = cal.Date.fromisoformat(found[:10])
    if found[:4].isdigit():
        context.named_year = int(found[:4])

