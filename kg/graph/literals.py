"""Literals in canonical form, as N-Quads terms: no store or library rewrites them, so bytes stay the same through storage."""

import re
from datetime import UTC, datetime
from decimal import Decimal

from pyoxigraph import NamedNode

from kg.ontology.vocab import XSD

_DATE = f"^^<{XSD}date>"
_DATE_TIME = f"^^<{XSD}dateTime>"
_INTEGER = f"^^<{XSD}integer>"
_DECIMAL = f"^^<{XSD}decimal>"
_DURATION = f"^^<{XSD}duration>"

TRUE = f'"true"^^<{XSD}boolean>'
FALSE = f'"false"^^<{XSD}boolean>'

_SPECIAL = re.compile(r'["\\\x00-\x1f\x7f\ufffe\uffff]')
_ESCAPES = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\r": "\\r", "\t": "\\t", "\b": "\\b", "\f": "\\f"}
_IRI = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:[^\x00-\x20<>\"{}|^`\\]*")
_COUNT = r"\d+(?:\.\d+)?"
_ISO_DURATION = re.compile(
    rf"P(?:(?P<Y>{_COUNT})Y)?(?:(?P<M>{_COUNT})M)?(?:(?P<W>{_COUNT})W)?(?:(?P<D>{_COUNT})D)?"
    rf"(?:T(?:(?P<h>{_COUNT})H)?(?:(?P<m>{_COUNT})M)?(?:(?P<s>{_COUNT})S)?)?"
)


def string(value: str) -> str:
    """A plain string; only what N-Quads forbids raw is escaped, and two that are no characters (canonical N-Quads, as stores write)."""
    if _SPECIAL.search(value):
        value = _SPECIAL.sub(_escaped, value)
    return f'"{value}"'


def _escaped(match: re.Match[str]) -> str:
    character = match[0]
    return _ESCAPES.get(character) or f"\\u{ord(character):04X}"


def integer(value: int) -> str:
    """An xsd:integer."""
    return f'"{value}"{_INTEGER}'


def number(value: float) -> str:
    """An xsd:integer where the value is whole, else an xsd:decimal without exponent and trailing zeros."""
    exact = Decimal(repr(value))
    if exact == exact.to_integral_value():
        return integer(int(exact))
    return f'"{format(exact, "f").rstrip("0")}"{_DECIMAL}'


def boolean(value: bool) -> str:
    """An xsd:boolean."""
    return TRUE if value else FALSE


def day(value: str) -> str:
    """An xsd:date of the first ten characters of an ISO 8601 value: the day in its own zone."""
    return f'"{value[:10]}"{_DATE}'


def moment(value: str) -> str:
    """An xsd:dateTime or xsd:date, as precise as an ISO 8601 value is; a plain string where it is neither."""
    try:
        parsed = datetime.fromisoformat(value)
    except ValueError:
        return string(value)
    if len(value) <= 10:
        return day(value) if value == parsed.date().isoformat() else string(value)
    written = parsed.replace(tzinfo=None).isoformat()
    if parsed.microsecond:
        written = written.rstrip("0")
    return f'"{written}{_zone(parsed)}"{_DATE_TIME}'


def _zone(parsed: datetime) -> str:
    offset = parsed.strftime("%z")
    if not offset:
        return ""
    if parsed.utcoffset() == UTC.utcoffset(None):
        return "Z"
    return f"{offset[:3]}:{offset[3:5]}"


def duration(value: str) -> str | None:
    """An xsd:duration of an ISO 8601 duration (weeks become days, 24 hours a day, half a year six months).

    None where the value is no duration, or no whole number of months and seconds.
    """
    match = _ISO_DURATION.fullmatch(value)
    if not match or value.endswith(("P", "T")):
        return None
    part = {key: Decimal(number or 0) for key, number in match.groupdict().items()}
    months = part["Y"] * 12 + part["M"]
    seconds = (part["W"] * 7 + part["D"]) * 86_400 + part["h"] * 3600 + part["m"] * 60 + part["s"]
    if months % 1 or seconds % 1:
        return None
    years, month = divmod(int(months), 12)
    days, rest = divmod(int(seconds), 86_400)
    date = "".join(f"{n}{u}" for n, u in ((years, "Y"), (month, "M"), (days, "D")) if n)
    time = "".join(f"{n}{u}" for n, u in ((rest // 3600, "H"), (rest % 3600 // 60, "M"), (rest % 60, "S")) if n)
    written = f"P{date}{'T' if time else ''}{time}" if date or time else "PT0S"
    return f'"{written}"{_DURATION}'


def iri(value: str) -> str | None:
    """An IRI term in angle brackets, None where the value is no absolute IRI as RFC 3987 has it: addresses of the web are often none."""
    if not _IRI.fullmatch(value):
        return None
    try:
        return str(NamedNode(value))
    except ValueError:
        return None
