"""Values of durations and sets, and of times at a distance: "three months ago", "two days later"."""

from kg.annotate import time_calendar as cal
from kg.annotate.time_piece import DATE, DURATION, SET, Piece, Value


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


def unit_of(piece: Piece) -> str:
    """The ISO 8601 unit of an expression (P1W), empty where it has none."""
    return piece.worth("U") or piece.worth("V")


def length(piece: Piece) -> Value | None:
    """As in "five years"; "15 a year" and "twice a day" are sets."""
    letters, unit, count = piece.letters, unit_of(piece), _count(piece)
    if piece.word("V") in ("quarters", "seasons", "nights") and count and count < 4:
        return None if piece.word("V") == "quarters" else (duration_value(unit, count), DURATION)
    first = piece.tokens[0]
    if letters[0] == "j" and piece.word("U") in ("quarter", "season", "generation", "min"):
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


def ago(piece: Piece) -> Value | None:
    """As in "three months ago": as precise as the unit."""
    unit, count, anchor = unit_of(piece), _count(piece), piece.context.anchor
    if not unit or not count or not anchor:
        return None, DATE
    found = cal.shift(anchor, unit, -count)
    return (f"{found}~" if found and "m" in piece.letters and "/" not in found else found), DATE


def shifted(piece: Piece) -> Value | None:
    """As in "two days later": measured from the last day that the text named."""
    unit, count, anchor = unit_of(piece), _count(piece), piece.context.named_day
    sign = int(piece.worth("J") or 1)
    if not unit or not count or not anchor or unit[-1] not in "DW":
        return None, DATE
    return cal.shift(anchor, unit, sign * count), DATE


def stretch(piece: Piece) -> Value | None:
    """As in "the past three months": its length."""
    if piece.letters[0] == "T" and len(piece.letters) == 2:
        return None
    if piece.letters == "dV":
        return None
    return duration_value(unit_of(piece), _count(piece)), DURATION


def aged(piece: Piece) -> Value | None:
    """As in "27-year", "three-year-old war": the age of a person is no time of news."""
    head = piece.tokens[-1].head
    if "l" in piece.letters and piece.tokens[-1].lower == "old":
        if head.lemma not in piece.context.words.lists["aged"]:
            return None
    elif "h" not in piece.letters and "l" not in piece.letters:
        return length(piece)
    count = _count(piece) if any(x in piece.letters for x in "1N") else (1.0 if "U" in piece.letters else None)
    return duration_value(unit_of(piece), count), DURATION


def yearly(_piece: Piece) -> Value | None:
    """As in "every Monday": a set has no value."""
    return None, SET


def often(_piece: Piece) -> Value | None:
    """As in "daily": a set has no value."""
    return None, SET


def many(piece: Piece) -> Value | None:
    """As in "for months": only behind a preposition of length."""
    token = piece.tokens[0]
    i = token.i - token.sentence.tokens[0].i
    before = token.sentence.tokens[i - 1].lower if i else ""
    return (None, DURATION) if before in ("for", "in", "over", "within", "of", "after") and not token.children else None
