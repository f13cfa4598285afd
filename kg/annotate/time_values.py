"""What each rule of the grammar of time is worth: letters and tokens of one expression to an EDTF value."""

from collections.abc import Callable

from kg.annotate import time_days as days
from kg.annotate import time_lengths as lengths
from kg.annotate import time_units as units
from kg.annotate.time_piece import Piece, Value


def value(rule: str, piece: Piece) -> Value | None:
    """Value and kind of an expression, None where it is no time after all."""
    return _RULES[rule](piece)


_RULES: dict[str, Callable[[Piece], Value | None]] = {
    "numeric": days.numeric,
    "days": days.days,
    "clock": days.clock,
    "full": days.full,
    "part": days.part,
    "holiday": days.holiday,
    "deictic": days.deictic,
    "weekday": days.weekday,
    "ago": lengths.ago,
    "shifted": lengths.shifted,
    "stretch": lengths.stretch,
    "aged": lengths.aged,
    "yearly": lengths.yearly,
    "length": lengths.length,
    "often": lengths.often,
    "many": lengths.many,
    "ordinal": units.ordinal,
    "relative": units.relative,
    "ofunit": units.ofunit,
    "months": units.months,
    "season": units.season,
    "decade": units.decade,
    "years": units.years,
    "year": units.year,
    "month": units.month,
    "vague": units.vague,
}
"""The rules of `time_grammar.RULES` by name."""
