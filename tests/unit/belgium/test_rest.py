"""Compensatory rest: the oldest is taken first, and counts until the end of the year after the one that earned it."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from preste.belgium.time.rest import Brought, Rest, rest_moved, rest_until
from preste.calendar import Month


def rest(make: Any, month: str, *days: tuple[str, str, int], brought: Brought | None = None) -> Rest | None:
    return rest_until(make.contract(days=make.days(*days)), Month.parse(month), brought or Brought())


def left(make: Any, month: str, *days: tuple[str, str, int], brought: Brought | None = None) -> int | None:
    found = rest(make, month, *days, brought=brought)
    return found.left if found else None


DECEMBER = (("2024-12-16", "HS", 1_000), ("2025-01-13", "R", 760), ("2025-01-14", "RN", 240))
"""Ten hours of December, all taken in January."""


def test_what_was_taken_of_older_hours_is_not_taken_from_newer_ones(make: Any) -> None:
    days = (*DECEMBER, ("2026-02-09", "HN", 500))
    assert left(make, "2025-12", *days) == 0
    assert left(make, "2026-03", *days) == 500  # the window of 2025 and 2026 holds 5 h earned and 10 h taken of 2024
    found = rest(make, "2026-03", *days)
    assert found is not None
    assert (found.earned, found.taken, found.ending) == (500, 0, 0)


@pytest.mark.parametrize(("month", "expected"), [("2025-05", 300), ("2026-12", 300), ("2027-01", None)])
def test_hours_count_until_the_end_of_the_following_year(make: Any, month: str, expected: int | None) -> None:
    assert left(make, month, ("2025-05-12", "HS", 300)) == expected


def test_the_oldest_hours_are_taken_first(make: Any) -> None:
    """3 h of 2025 and 4 of 2026 less 5 taken: the 2 left are of 2026, and none ends with it."""
    days = (("2025-05-12", "HS", 300), ("2026-05-12", "HS", 400), ("2026-06-01", "R", 500))
    found = rest(make, "2026-12", *days)
    assert found == Rest(earned=700, taken=500, ending=0)
    assert rest(make, "2026-05", *days[:2]) == Rest(earned=700, taken=0, ending=300)
    assert left(make, "2027-06", *days) == 200


def test_what_is_taken_ahead_is_made_up_for_in_its_year(make: Any) -> None:
    days = (("2025-02-03", "R", 400), ("2025-03-03", "HS", 300), ("2026-01-12", "HS", 500))
    assert left(make, "2025-02", *days) is None  # nothing earned: the rest of a shorter week
    assert left(make, "2025-03", *days) == -100
    assert left(make, "2026-01", *days) == 400
    assert left(make, "2027-01", *days) == 500


def test_what_was_brought_is_dated(make: Any) -> None:
    brought = Brought(((dt.date(2024, 3, 31), 1_000), (dt.date(2024, 4, 30), -200), (dt.date(2025, 1, 31), 300)))
    assert left(make, "2025-12", brought=brought) == 1_100
    assert left(make, "2026-01", brought=brought) == 300
    assert left(make, "2025-12", ("2025-05-05", "R", 900), brought=brought) == 200
    assert left(make, "2026-01", ("2025-05-05", "R", 900), brought=brought) == 200
    assert left(make, "2027-01", brought=brought) is None


def test_hours_of_an_unknown_date_are_told(make: Any) -> None:
    brought = Brought(((dt.date(2025, 8, 31), 1_000),), undated=True)
    found = rest(make, "2025-09", ("2025-09-09", "R", 760), brought=brought)
    assert found == Rest(earned=1_000, taken=760, undated=240)
    assert rest(make, "2027-01", brought=brought) is None


def test_what_days_move(make: Any) -> None:
    contract = make.contract(days=make.days(*DECEMBER))
    assert rest_moved(contract, dt.date(2024, 12, 1), dt.date(2024, 12, 31)) == 1_000
    assert rest_moved(contract, dt.date(2025, 1, 1), dt.date(2025, 1, 31)) == -1_000
