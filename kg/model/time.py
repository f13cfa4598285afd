"""Time expressions and EDTF values."""

from dataclasses import dataclass
from enum import StrEnum

from kg.model.span import Span


class TimeKind(StrEnum):
    """What sort of time the words give."""

    DATE = "date"
    TIME = "time"
    DURATION = "duration"
    SET = "set"


@dataclass(frozen=True, slots=True, kw_only=True)
class TimeExpression:
    """Words that give a time; `value` is EDTF level 1 (or an ISO 8601 duration), None where it cannot be known."""

    id: str
    span: Span
    text: str
    value: str | None
    kind: TimeKind
