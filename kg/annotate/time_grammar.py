"""The grammar of time expressions, over one letter a token.

Every token of a sentence is written as the letter of its category (`kg.knowledge.calendar.SYMBOLS`, and the shapes below); one regular
expression over these letters finds the expressions. The order of the rules is the order of preference at one place.
"""

import re

from kg.annotate.parse import Token
from kg.knowledge.calendar import TimeWords

NUMERAL = "1"
"""A numeral from 1 to 31; others are N, years Y, numeric dates C, clock times K, decades E, holidays H, zone offsets p."""

CORE = frozenset("MWUVDSYKEFIHCPQAZ")
"""Letters without one of which a sentence holds no time."""

_CLOCK = re.compile(r"(?:[01]?\d|2[0-3])[:.h][0-5]\d(?:[ap]\.?m\.?)?$|1?\d[ap]\.?m\.?$", re.IGNORECASE)
_DATE = re.compile(r"\d{4}-\d\d-\d\d$|\d{1,2}[/.]\d{1,2}[/.]\d{2}(?:\d\d)?$")
_DECADE = re.compile(r"'?(?:1[5-9]|20)?\d0s$")
_ORDINAL = re.compile(r"\d{1,2}(?:st|nd|rd|th)$")
_YEAR = re.compile(r"(?:mid-)?(?:1[4-9]|20)\d\d$")
_NUMBER = re.compile(r"\d{1,3}(?:,\d{3})*(?:\.\d+)?$|\d+$")
_OFFSET = re.compile(r"[+-]\d{1,2}(?::?\d\d)?$")
_ZONED = re.compile(r"(?:GMT|UTC)[+-]\d{1,2}(?::?\d\d)?$")

_PRE = r"(?:d?Ro|Rh|Ri|R|J(?=T))?"
_QTY = r"(?:[1N]{1,2}(?:[th][1N])?(?:aj2)?|2j|j2|[dj]?q{1,2}o?)"
_ZONE = r"\(?Zp?\)?"
_FULL = r"(?:Wc?)?(?:M[1O](?:c?Y)?|dOoM(?:c?Y)?|[1O]o?M(?:c?Y)?)"

RULES = (
    ("numeric", r"C|Yh[1N]h[1N]"),
    ("days", r"(?:Wc?)?(?:M[1O][hta][1O](?![UVM])(?:c?Y)?|[1O][hta][1O]M(?:c?Y)?)"),
    ("clock", rf"(?:KA?|[1N]A)z{{0,2}}(?:{_ZONE})?(?:c?n?(?:{_FULL}|[LTX]?WP?|DP?))?|[1N]{_ZONE}(?:c?n?(?:{_FULL}|[LTX]?WP?|D))?"),
    ("full", rf"m?R?{_FULL}"),
    ("part", r"(?:Rn?)?[LTX]?WP|[RJ]?DP|[RJ]?[TL]P"),
    ("ago", rf"m?(?:{_QTY}|j)[UV](?:aj2)?G"),
    ("shifted", rf"m?(?:{_QTY}|j)[UV](?:aj2)?J"),
    ("stretch", rf"d?[LBX]{_QTY}[UV]|[dT][LBX]?V"),
    ("aged", r"m?[1N](?:h[1N])?h?(?:ahj?h?2h)?U(?:hl|l)?|[UV]hl"),
    ("yearly", r"e[1NO]?[UVW]|eM"),
    ("ordinal", r"d?R?h?O(?:U|2)(?:o(?:Y|[dLTX]U|M(?:c?Y)?))?|Qo?Y|Q"),
    ("relative", rf"{_PRE}(?:d?s|x|[dT]?[LBX]|T)(?:U|M|W|S|P|E|H+)"),
    ("ofunit", r"dRo[dT]U"),
    ("months", rf"m?{_PRE}M(?:o|c)?Y"),
    ("season", rf"{_PRE}d?So?Y|{_PRE}dS(?!o)|(?<=i)S"),
    ("decade", rf"{_PRE}(?:d?Rh?|d)?E"),
    ("years", r"Yh(?:Y|[1N])"),
    ("year", rf"m?{_PRE}Y"),
    ("holiday", r"H+(?:c?Y)?"),
    ("deictic", r"[RJ]?D"),
    ("month", rf"{_PRE}M"),
    ("weekday", r"(?:Rn?)?W"),
    ("length", rf"m?(?:{_QTY}[UV]|jU(?!hl)(?:aj2)?)"),
    ("often", r"F"),
    ("vague", r"I"),
    ("many", r"V"),
)
"""Name of the rule that values an expression, and its form over the letters."""

GRAMMAR = re.compile("|".join(f"(?P<{name}>{form})" for name, form in RULES))

_NAMES = frozenset({"PERSON", "ORG", "WORK_OF_ART", "PRODUCT", "FAC"})
_CHECKED = frozenset("MWDSAFR")


def letters(tokens: list[Token], words: TimeWords) -> str:
    """The letters of a sentence, one a token, `.` for words that have nothing to do with time; empty where no letter is of the core."""
    known = words.symbols
    found = [_letter(token, known) for token in tokens]
    for i, token in enumerate(tokens):
        if token.text in words.holidays and (length := _holiday(tokens, i, words)):
            found[i : i + length] = "H" * length
    return "" if CORE.isdisjoint(found) else "".join(found)


def holiday_rule(tokens: list[Token], words: TimeWords) -> str:
    """The rule of the longest holiday that the tokens begin with, `` where the table gives none."""
    here = [t.text for t in tokens]
    return next((rule for name, rule in words.holidays.get(here[0], ()) if here[: len(name)] == list(name)), "")


def _holiday(tokens: list[Token], i: int, words: TimeWords) -> int:
    """How many tokens of a holiday's name begin here."""
    for name, _ in words.holidays[tokens[i].text]:
        if [t.text for t in tokens[i : i + len(name)]] == list(name):
            return len(name)
    return 0


def _letter(token: Token, known: dict[str, str]) -> str:
    lower = token.lower
    letter = known.get(lower)
    if letter is not None:
        return "." if letter in _CHECKED and not _is_time(token, letter) else letter
    if lower[0].isdigit() or lower[-1].isdigit() or (lower[-1] == "s" and lower[-2:] == "0s"):
        return _shape(lower, token.text)
    return known.get(token.text, ".") if token.text.isupper() else "."


def _shape(lower: str, text: str) -> str:
    """The letter of a token with digits."""
    if lower.isdigit() and len(lower) <= 2:
        return NUMERAL if 1 <= int(lower) <= 31 else "N"
    for pattern, letter in ((_YEAR, "Y"), (_NUMBER, "N"), (_ORDINAL, "O"), (_DECADE, "E"), (_CLOCK, "K"), (_DATE, "C"), (_OFFSET, "p")):
        if pattern.match(lower):
            return letter
    return "Z" if _ZONED.match(text) else "K" if lower[-1] == "m" and _CLOCK.match(lower) else "."


def _is_time(token: Token, letter: str) -> bool:
    """Whether a word that also means something else is meant as a time: "May", "march", "fall", "am", "USA Today"."""
    capital = token.text[0].isupper()
    if letter in "MW":
        return capital and token.tag != "MD" and token.tag[:2] != "VB" and token.ent not in _NAMES - {"ORG"}
    if letter == "D":
        return not (capital and token.ent in _NAMES and token.i > token.sentence.tokens[0].i + 1)
    if letter == "F":
        return not capital or token is token.sentence.tokens[0]
    if letter == "R":
        return token.tag[:1] != "V"
    if letter == "S":
        return token.tag[:1] == "N" and (not capital or token is token.sentence.tokens[0] or token.text.isupper())
    return (token.tag[:1] != "V" and not capital) or token.text.isupper()
