"""Holiday pay over generated work, pay and certificates: rights stay within four weeks, and sums add up."""

from __future__ import annotations

import datetime as dt

from hypothesis import given
from hypothesis import strategies as st

from preste.belgium.holiday.facts import HOLIDAY_FACTS
from preste.belgium.holiday.plans import HOLIDAY, ask
from preste.belgium.year_end.facts import YEAR_END_FACTS
from preste.belgium.year_end.plans import year_end_plan
from preste.engine import Fact, explain, replay
from preste.money import COUNT, FLAG

DAYS_ON = st.dates(dt.date(2021, 1, 1), dt.date(2026, 11, 30))
DAY = dt.date(2026, 5, 1)
PAY = st.integers(100_000, 900_000)
WEEK_DAYS = st.integers(1, 6).map(lambda n: 100 * n)
WEEK_HOURS = st.integers(400, 4_000)


def number_of(fact: Fact) -> st.SearchStrategy[int]:
    if fact.kind is FLAG:
        return st.integers(0, 1)
    return st.integers(0, 12) if fact.kind is COUNT else st.one_of(st.just(0), st.integers(0, 100_000))


@given(st.data(), DAYS_ON, st.sampled_from(sorted(HOLIDAY)))
def test_every_answer_replays(data: st.DataObject, day: dt.date, question: str) -> None:
    facts = {name: data.draw(number_of(fact), name) for name, fact in HOLIDAY_FACTS.items()}
    trace = ask(question, day, facts)
    assert trace.errors == {}
    assert replay(explain(trace, HOLIDAY_FACTS)) == len(trace.plan.rules)


@given(st.data(), st.sampled_from([("329.02-fwb", 2023), ("329.02-isp", 2023), ("329.01", 2022), ("", 2026)]))
def test_every_premium_replays(data: st.DataObject, scheme: tuple[str, int]) -> None:
    facts = {name: data.draw(number_of(fact), name) for name, fact in YEAR_END_FACTS.items()}
    trace = year_end_plan(scheme[0], dt.date(scheme[1], 11, 30)).run(facts)
    assert replay(explain(trace, YEAR_END_FACTS)) == len(trace.plan.rules)


@st.composite
def years(draw: st.DrawFn) -> list[tuple[int, int, int]]:
    """A year's work: periods of months, days and hours a week, twelve months at most."""
    found, left = [], 12
    for _ in range(draw(st.integers(0, 3))):
        months = draw(st.integers(0, left))
        left -= months
        found.append((months, draw(WEEK_DAYS), draw(WEEK_HOURS)))
    return found


@given(years(), WEEK_DAYS, WEEK_HOURS, st.integers(0, 20_000))
def test_a_right_is_never_negative_nor_above_four_weeks(
    work: list[tuple[int, int, int]], days: int, hours: int, taken: int
) -> None:
    found = ask(
        "right",
        DAY,
        {
            "day_months": sum(m * d for m, d, _ in work),
            "hour_months": sum(m * h for m, _, h in work),
            "week_days": days,
            "week_hours": hours,
            "hours_taken": taken,
            "hours_taken_now": taken,
            "months_this_year": 12,
        },
    )
    assert 0 <= found["holiday_days_right"] <= 4 * days
    assert 0 <= found["holiday_hours_right"] <= 4 * hours
    assert found["holiday_hours_right"] + found["holiday_hours_beyond"] == found["holiday_hours_earned"]
    assert found["holiday_hours_left"] == found["holiday_hours_right"] - taken
    assert found["holiday_days_right"] + found["supplementary_days"] <= 4 * days


@given(st.integers(0, 12), st.integers(0, 12), WEEK_DAYS, WEEK_HOURS, PAY)
def test_two_contracts_of_one_schedule_are_worth_one(first: int, second: int, days: int, hours: int, pay: int) -> None:
    """The right, and the double pay, of months in two contracts are those of the same months in one."""
    second = min(second, 12 - first)
    months = first + second
    one = {"months_credited": months, "day_months": months * days, "hour_months": months * hours}
    two = {
        "months_credited": first + second,
        "day_months": first * days + second * days,
        "hour_months": first * hours + second * hours,
    }
    now = {"week_days": days, "week_hours": hours}
    assert ask("right", DAY, one | now).values == ask("right", DAY, two | now).values
    due = ask("double", DAY, one | now | {"month_gross": pay})["double_pay_due"]
    assert ask("double", DAY, two | now | {"month_gross": pay})["double_pay_due"] == due
    halves = [
        ask("double", DAY, {"months_credited": m, "hour_months": m * hours, "month_gross": pay} | now)["double_pay_due"]
        for m in (first, second)
    ]
    assert abs(sum(halves) - due) <= 1  # each half is rounded to its cent


@given(st.integers(0, 12), WEEK_HOURS, PAY, PAY)
def test_leaving_and_coming_pays_the_double_once(months: int, hours: int, before: int, now: int) -> None:
    """Who changes employer gets the certificate's double, and the new one's for what it does not cover: no less than
    the new employer's whole year, no more than that and the certificate."""
    left = ask("departure", DAY, {"gross_this_year": months * before})["departure_double"]
    facts = {"months_credited": 12, "hour_months": 12 * hours, "week_hours": hours, "month_gross": now}
    certificate = {"certificate_months": months, "certificate_hour_months": months * hours, "certificate_double": left}
    whole = ask("double", DAY, facts)["double_pay_due"]
    found = ask("double", DAY, facts | certificate)
    assert 0 <= found["double_pay_due"] <= whole
    assert found["double_pay_imputed"] <= left
    assert found["double_pay_due"] + found["double_pay_imputed"] == whole
    assert whole <= left + found["double_pay_due"] <= whole + left


@given(st.integers(0, 4_000_000), st.integers(0, 4_000_000), st.integers(1, 2_400), st.data())
def test_departure_pay_is_that_of_the_days_left_and_the_days_to_come(
    last: int, this: int, right: int, data: st.DataObject
) -> None:
    """Taking more days before leaves less to pay; with none taken and nothing paid, both years are paid whole."""
    taken = data.draw(st.integers(0, right))
    asked = {"gross_last_year": last, "gross_this_year": this, "right_of_year": right}
    whole, some = ask("departure", DAY, asked), ask("departure", DAY, asked | {"days_taken": taken})
    assert some["departure_simple"] <= whole["departure_simple"]
    assert whole["departure_simple"] == whole["departure_double"]
    assert some["departure_simple"] == some["departure_simple_this_year"] + some["departure_simple_last_year"]
    paid = ask("departure", DAY, asked | {"double_already_paid": 1})
    assert paid["departure_double"] == paid["departure_double_this_year"]
    assert 0 <= some["departure_retention_base"] <= some["departure_double"]


@given(PAY, st.integers(0, 1_000_000), st.integers(1, 24), st.data())
def test_what_is_imputed_by_day_ends_at_the_certificate_within_what_is_owed(
    pay: int, simple: int, days: int, data: st.DataObject
) -> None:
    """90 % of each day, then December: in all the certificate's amount, never more than this employer owed."""
    spread = data.draw(st.lists(st.integers(0, days), max_size=6))
    while sum(spread) > days:
        spread.pop()
    month_days, certificate = 2_200, 100 * days
    owed = imputed = before = 0
    for taken in spread:
        asked = {"month_gross": pay, "month_days": month_days, "days_taken": 100 * taken}
        found = ask("certificate", DAY, asked | {"certificate_days": certificate, "certificate_days_before": before})
        before += 100 * taken
        owed += found["holiday_pay_of_days"]
        imputed += found["holiday_pay_imputed"]
        assert 0 <= found["holiday_pay_left"] <= found["holiday_pay_of_days"]
    settled = ask(
        "settlement",
        DAY,
        {
            "certificate_simple": simple, "certificate_days": certificate, "certificate_days_before": before,
            "certificate_pay": owed, "imputed_before": imputed, "settlement_pay": 100_000_000,
        },
    )  # fmt: skip
    total = imputed - settled["certificate_refund"] + settled["certificate_settled"]
    assert settled["certificate_open"] == 0
    assert total == settled["certificate_owed"] <= owed
    if before == certificate:
        assert total == min(simple, owed)


@given(PAY, st.integers(0, 1_000_000), st.integers(0, 24), st.integers(1, 24))
def test_by_day_the_certificate_takes_no_more_than_the_pay_of_its_days(
    pay: int, simple: int, taken: int, days: int
) -> None:
    """Until 2023."""
    asked = {"month_gross": pay, "month_days": 2_200, "days_taken": 100 * taken, "certificate_simple": simple}
    found = ask("certificate", dt.date(2023, 6, 1), asked | {"certificate_days": 100 * days})
    assert 0 <= found["holiday_pay_imputed"] <= min(found["holiday_pay_of_days"], simple)


@given(st.integers(0, 4_000_000), st.integers(0, 400_000), st.integers(0, 400_000))
def test_december_brings_what_was_received_to_what_was_earned(gross: int, simple: int, double: int) -> None:
    found = ask("december", DAY, {"gross_last_year": gross, "simple_paid": simple, "double_paid": double})
    whole = ask("departure", DAY, {"gross_this_year": gross})
    assert found["december_simple"] + simple == max(simple, whole["departure_simple"])
    assert found["december_double"] + double == max(double, whole["departure_double"])
