"""The printed table of days by months of work, and published examples of schedules that change."""

from __future__ import annotations

import datetime as dt

import pytest

from preste.belgium.holiday.plans import HOLIDAY, ask, holiday_plan
from preste.errors import InputError, NoParameter

DAY = dt.date(2024, 1, 1)
FIVE_DAYS = (2, 4, 5, 7, 9, 10, 12, 14, 15, 17, 19, 20)
"""Days in a regime of five days a week, for one to twelve months of the year before."""


@pytest.mark.parametrize(("months", "days"), list(enumerate(FIVE_DAYS, 1)))
def test_the_table_of_five_days_a_week(months: int, days: int) -> None:
    found = ask("right", DAY, {"day_months": 500 * months, "hour_months": 3_800 * months, "week_hours": 3_800})
    assert found["holiday_days_earned"] == 100 * days


@pytest.mark.parametrize("months", range(1, 13))
def test_two_days_a_month_in_a_week_of_six(months: int) -> None:
    found = ask("right", DAY, {"day_months": 600 * months, "hour_months": 3_800 * months})
    assert found["holiday_days_earned"] == 200 * months


def right(then: tuple[int, int], now: tuple[int, int]) -> tuple[int, int]:
    """Days and hours to take now, for a year of another schedule: each as hundredths of days and hours a week."""
    facts = {"day_months": 12 * then[0], "hour_months": 12 * then[1], "week_days": now[0], "week_hours": now[1]}
    found = ask("right", DAY, facts)
    return found["holiday_days_right"], found["holiday_hours_right"]


def test_part_time_is_four_weeks_of_its_own_days() -> None:
    assert right((200, 1_600), (200, 1_600)) == (800, 6_400)  # two days of eight hours
    assert right((300, 2_280), (300, 2_280)) == (1_200, 9_120)


def test_from_38_to_20_hours_a_week() -> None:
    assert right((500, 3_800), (500, 2_000)) == (2_000, 8_000)


def test_from_half_time_to_full_time() -> None:
    assert right((500, 2_000), (500, 4_000)) == (1_000, 8_000)


def test_supplementary_holidays_begin_after_three_months() -> None:
    week = {"week_days": 500, "week_hours": 3_800}
    days = [ask("right", DAY, week | {"months_this_year": n})["supplementary_days"] for n in range(13)]
    assert days == [0, 0, 0, 500, 700, 900, 1_000, 1_200, 1_400, 1_500, 1_700, 1_900, 2_000]


def test_supplementary_holidays_complete_four_weeks_at_most() -> None:
    facts = {"day_months": 9 * 500, "hour_months": 9 * 3_800, "week_days": 500, "week_hours": 3_800}
    found = ask("right", DAY, facts | {"months_this_year": 12})
    assert (found["holiday_days_right"], found["supplementary_days"]) == (1_500, 500)


def test_variable_pay_counts_by_its_average() -> None:
    """12,000 of commissions in twelve months: 1,000 a month; 40 a day in a week of six days, 48 in one of five."""
    facts = {"month_gross": 250_000, "variable_pay": 1_200_000, "variable_months": 12, "months_credited": 12}
    six = ask("double", DAY, facts | {"week_days": 600})
    assert (six["variable_pay_month"], six["variable_pay_day"], six["double_pay_due"]) == (100_000, 4_000, 322_000)
    assert ask("double", DAY, facts | {"week_days": 500})["variable_pay_day"] == 4_800


def test_the_official_example_of_a_lower_pay_at_the_new_employer() -> None:
    """ONSS, instructions 2010/3: 1,800 a month, a certificate of more than a year at that pay: no double is left."""
    facts = {"month_gross": 180_000, "months_credited": 12, "hour_months": 12 * 3_800, "week_hours": 3_800}
    paper = {"certificate_months": 12, "certificate_hour_months": 12 * 3_800, "certificate_double": 184_080}
    found = ask("double", DAY, facts | paper)
    assert (found["double_pay_of_year"], found["double_pay_due"]) == (165_600, 0)


def test_an_unknown_fact_is_refused() -> None:
    with pytest.raises(InputError, match="days_off is no fact of holiday pay"):
        ask("right", DAY, {"days_off": 1})


WITHOUT_LAW = {"settlement", "fictive"}
"""Questions that read no parameter of law."""


@pytest.mark.parametrize("question", sorted(set(HOLIDAY) - WITHOUT_LAW))
def test_a_day_beyond_the_law_book_is_missing_law(question: str) -> None:
    plan = holiday_plan(question, dt.date(2031, 1, 1))
    facts = dict.fromkeys(plan.facts, 1)
    assert plan.run(facts).errors
    with pytest.raises(NoParameter):
        plan.amounts(facts)
