"""Bounds of EDTF values."""

import pytest

from kg.model.time import TimeBound, bounds, is_day

CASES = [
    ("2024-11-12", ("2024-11-12", "2024-11-12")),
    ("2024-08", ("2024-08-01", "2024-08-31")),
    ("2024-02", ("2024-02-01", "2024-02-29")),
    ("2024", ("2024-01-01", "2024-12-31")),
    ("2024~", ("2024-01-01", "2024-12-31")),
    ("199X", ("1990-01-01", "1999-12-31")),
    ("19XX", ("1900-01-01", "1999-12-31")),
    ("2024-22", ("2024-06-01", "2024-08-31")),
    ("2023-24", ("2023-01-01", "2024-02-29")),
    ("2024-36", ("2024-10-01", "2024-12-31")),
    ("2024-40", ("2024-01-01", "2024-06-30")),
    ("2024-11-01/2024-11-05", ("2024-11-01", "2024-11-05")),
    ("2022/2024-03", ("2022-01-01", "2024-03-31")),
    ("../2024-11-13", (None, "2024-11-13")),
    ("2024-11/..", ("2024-11-01", None)),
    ("2024-11-09T10:00+02:00", ("2024-11-09T10:00+02:00",) * 2),
    ("P2D", (None, None)),
    ("2024-02-30", (None, None)),
    ("2024-13", (None, None)),
    ("soon", (None, None)),
    (None, (None, None)),
]


@pytest.mark.parametrize(("value", "expected"), CASES)
def test_bounds(value: str | None, expected: tuple[str | None, str | None]) -> None:
    assert bounds(value) == expected


def test_a_preposition_opens_one_side() -> None:
    assert bounds("2014", TimeBound.SINCE) == ("2014-01-01", None)
    assert bounds("2014", TimeBound.AFTER) == ("2014-01-01", None)
    assert bounds("2025", TimeBound.UNTIL) == (None, "2025-12-31")
    assert bounds("2025-06-30", TimeBound.BEFORE) == (None, "2025-06-30")


def test_is_day() -> None:
    assert is_day("2024-02-29")
    assert not is_day("2023-02-29")
    assert not is_day("2024-02")
    assert not is_day(None)
