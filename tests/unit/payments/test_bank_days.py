"""Bank days: TARGET's closing days, not the Belgian holidays."""

from __future__ import annotations

import datetime as dt

import pytest

from preste.payments import is_bank_day, next_bank_day


@pytest.mark.parametrize(
    ("day", "works"),
    [
        ("2026-01-01", False),
        ("2026-04-03", False),  # Good Friday: a working day in Belgium, not for TARGET
        ("2026-04-06", False),  # Easter Monday
        ("2026-05-01", False),
        ("2026-05-14", True),  # Ascension: a holiday, and banks settle
        ("2026-07-21", True),
        ("2026-11-11", True),
        ("2026-12-25", False),
        ("2026-12-26", False),
        ("2026-09-05", False),
        ("2026-09-06", False),
        ("2026-09-07", True),
    ],
)
def test_bank_day(day: str, works: bool) -> None:
    assert is_bank_day(dt.date.fromisoformat(day)) is works


def test_the_next_one() -> None:
    assert next_bank_day(dt.date(2026, 12, 25)) == dt.date(2026, 12, 28)
    assert next_bank_day(dt.date(2027, 1, 1)) == dt.date(2027, 1, 4)
    assert next_bank_day(dt.date(2026, 9, 30)) == dt.date(2026, 9, 30)
