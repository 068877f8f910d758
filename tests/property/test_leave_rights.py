"""Rights behind days: the days refused are those beyond the right, whatever is taken and in whatever order."""

from __future__ import annotations

import datetime as dt
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from preste.belgium.time.leave import leave_errors
from preste.calendar import Month
from preste.records import Day

WORKDAYS = [d for m in range(1, 13) for d in Month(2025, m).days if d.weekday() < 5]
DATES = st.lists(st.sampled_from(WORKDAYS), unique=True, max_size=25)


def refused(make: Any, days: list[Day], **terms: Any) -> int:
    contract = make.contract(days=tuple(days), **terms)
    return sum(len(list(leave_errors(contract, Month(2025, m)))) for m in range(1, 13))


@given(dates=DATES)
def test_whole_days_beyond_a_yearly_right_are_refused(make: Any, dates: list[dt.date]) -> None:
    for code, right in (("RI", 10), ("SA", 6)):
        days = [Day(date=d, code=code, hours=760) for d in dates]
        assert refused(make, days) == max(0, len(dates) - right)


@given(dates=DATES, weeks=st.integers(0, 40))
def test_adoption_days_are_refused_exactly_outside_their_weeks(make: Any, dates: list[dt.date], weeks: int) -> None:
    first = dt.date(2025, 1, 6) + dt.timedelta(weeks=weeks)
    days = [Day(date=d, code="ADO", hours=760, event="adoption", event_date=first) for d in dates]
    last = first + dt.timedelta(weeks=10) - dt.timedelta(days=1)
    assert refused(make, days) == sum(1 for d in dates if not first <= d <= last)


@given(hours=st.lists(st.integers(1, 760), max_size=30))
def test_hours_of_a_school_year_add_up(make: Any, hours: list[int]) -> None:
    dates = [d for d in WORKDAYS if d.month < 9][: len(hours)]
    days = [Day(date=d, code="CE", hours=h, event="wallonia_general") for d, h in zip(dates, hours, strict=True)]
    used = beyond = 0
    for one in hours:
        used += one
        beyond += used > 8_000
    assert refused(make, days) == beyond
