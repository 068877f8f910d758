"""Vouchers by hours and eco-vouchers: what holds whatever the hours."""

from __future__ import annotations

import datetime as dt

from hypothesis import given
from hypothesis import strategies as st

from preste.belgium import DEFAULTS, month_plan
from preste.belgium.benefits.plans import ask

DAY = dt.date(2026, 1, 31)
PLAN = month_plan("ordinary", "due", dt.date(2026, 1, 1), DAY, "362", "495")
HOURS = st.integers(0, 24_000)


def number(hours: int, hours_before: int, before: int, days: int) -> int:
    facts = {
        "meal_voucher_by_hours": 1, "voucher_hours": hours, "voucher_hours_before": hours_before,
        "vouchers_before": before, "voucher_days": days, "full_time_week_hours": 3_800, "full_time_week_days": 5,
    }  # fmt: skip
    found: int = PLAN.run(dict(DEFAULTS) | facts)["meal_voucher_number"]
    return found


@given(st.tuples(HOURS, HOURS, HOURS), st.tuples(*[st.integers(18, 23)] * 3))
def test_the_quarter_gives_the_decree_s_number_whatever_the_months(
    hours: tuple[int, int, int], days: tuple[int, int, int]
) -> None:
    given_, worked, possible = 0, 0, 0
    for month in range(3):
        possible += days[month]
        found = number(hours[month], worked, given_, possible)
        assert found >= 0
        given_ += found
        worked += hours[month]
    assert given_ == min(-(-worked // 760), possible)


@given(st.integers(0, 25_000), st.integers(0, 200_000), st.integers(1, 200_000))
def test_eco_vouchers_stay_within_what_was_agreed(agreed: int, hours: int, full: int) -> None:
    due = ask("eco", DAY, {"eco_agreed": agreed, "eco_hours": hours, "eco_hours_full": full})["eco_due"]
    most = agreed or 25_000
    assert 0 <= due <= most
    assert due == most or hours < full
    more = ask("eco", DAY, {"eco_agreed": agreed, "eco_hours": hours + 760, "eco_hours_full": full})["eco_due"]
    assert more >= due


@given(st.integers(0, 20_000), st.integers(1, 20_000))
def test_cutting_the_fraction_never_gives_more(hours: int, full: int) -> None:
    facts = {"eco_hours": hours, "eco_hours_full": full, "eco_allocation": 10_000}
    cut = ask("eco_grant", dt.date(2022, 12, 31), facts)["eco_due"]
    exact = ask("eco", dt.date(2022, 12, 31), {**facts, "eco_agreed": 20_000})["eco_due"]
    assert exact - 200 <= cut <= exact
