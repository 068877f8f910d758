"""Working days, Mondays and months from date to date."""

from __future__ import annotations

import datetime as dt

import pytest

from preste.belgium.exit.days import (
    add_months,
    add_working_days,
    is_working_day,
    last_counted,
    monday_after,
    months_begun,
    months_between,
)

D = dt.date.fromisoformat


@pytest.mark.parametrize(
    ("day", "working"),
    [
        ("2026-10-10", True),  # Saturday
        ("2026-10-11", False),  # Sunday
        ("2026-11-11", False),  # a Wednesday, legal holiday
        ("2026-04-05", False),  # Easter Sunday
        ("2026-04-06", False),  # Easter Monday
        ("2026-04-03", True),  # Good Friday is no legal holiday
        ("2026-12-26", True),  # nor is the day after Christmas, a Saturday
    ],
)
def test_a_working_day(day: str, working: bool) -> None:
    assert is_working_day(D(day)) is working


@pytest.mark.parametrize(
    ("day", "number", "found"),
    [
        ("2026-10-07", 3, "2026-10-10"),  # Wednesday: Saturday
        ("2026-10-08", 3, "2026-10-12"),  # Thursday: Monday
        ("2026-11-09", 3, "2026-11-13"),  # 11 November does not count
        ("2026-12-24", 3, "2026-12-29"),  # nor do Christmas and Sunday
        ("2026-10-11", 3, "2026-10-14"),  # from a Sunday
    ],
)
def test_working_days_after_posting(day: str, number: int, found: str) -> None:
    assert add_working_days(D(day), number) == D(found)


def test_the_monday_after_a_week() -> None:
    week = [D("2026-10-05") + dt.timedelta(days=n) for n in range(7)]
    assert {monday_after(day) for day in week} == {D("2026-10-12")}


@pytest.mark.parametrize(
    ("day", "months", "found"),
    [
        ("2026-01-31", 1, "2026-03-01"),
        ("2024-01-30", 1, "2024-03-01"),
        ("2024-01-29", 1, "2024-02-29"),
        ("2026-08-31", 1, "2026-10-01"),
        ("2026-12-15", 2, "2027-02-15"),
        ("2026-12-15", 0, "2026-12-15"),
    ],
)
def test_months_from_date_to_date(day: str, months: int, found: str) -> None:
    assert add_months(D(day), months) == D(found)
    assert months_between(D(day), D(found)) == months
    assert months_between(D(day), D(found) - dt.timedelta(days=1)) == max(0, months - 1)


def test_months_begun() -> None:
    assert months_begun(D("2008-03-01"), D("2014-01-01")) == 70
    assert months_begun(D("2008-03-02"), D("2014-01-01")) == 70
    assert months_begun(D("2013-12-31"), D("2014-01-01")) == 1
    assert months_begun(D("2014-01-01"), D("2014-01-01")) == 0
    assert months_between(D("2014-02-01"), D("2014-01-01")) == 0


def test_days_that_do_not_count_put_the_last_one_off() -> None:
    first = D("2026-10-12")
    assert last_counted(first, 7, ()) == D("2026-10-18")
    assert last_counted(first, 7, {D("2026-10-12"), D("2026-10-18"), D("2026-10-20")}) == D("2026-10-21")
