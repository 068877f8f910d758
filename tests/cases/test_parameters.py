"""Published tables and amounts against the law book: exceptional pay, holiday pay, minimum wage, index, holidays."""

from __future__ import annotations

import datetime as dt
from typing import Any

from preste.belgium import indexation_plan
from preste.belgium.holiday.plans import ask
from preste.calendar import Month, legal_holidays
from preste.law import book
from preste.money import parse, share, text

from .asking import exceptional, rate, read, rules
from .reading import Worked, cents, check, chosen, each, plain

TABLE = chosen("payslips", "exceptional-withholding-2025")
CHILDREN = chosen("payslips", "exceptional-withholding-children-2025")
DEPARTURE_RATES = chosen("payslips", "holiday-departure-split")
DEPARTURE = chosen("labour", "HP-03")
DEPARTURE_AMOUNTS = chosen("labour", "HP-10", "HP-11")
RETENTION = chosen("labour", "HP-09")
MINIMUM_2026 = chosen("labour", "RM-02")
MINIMUM_2022 = chosen("labour", "RM-03")
CAPPED_INDEX = chosen("labour", "IX-")
HOLIDAYS = chosen("labour", "PH-02")
TABLE = [case for case in TABLE if case not in CHILDREN]
TESTED = [
    *TABLE, *CHILDREN, *DEPARTURE_RATES, *DEPARTURE, *DEPARTURE_AMOUNTS, *RETENTION, *MINIMUM_2026, *MINIMUM_2022,
    *CAPPED_INDEX, *HOLIDAYS,
]  # fmt: skip


def law(series: str, month: str) -> Any:
    """What the law book holds in a month."""
    return book().on(series, Month.parse(month).first).value


@each(TABLE)
def test_table_of_exceptional_payments(case: Worked) -> None:
    held = law("exceptional_withholding", "2025-06")
    bounds = case.inputs["annual_taxable_upper_bounds"]
    assert bounds[-1] in ("null", "")
    assert list(held.bounds) == [parse(b, 2) for b in bounds[:-1]]
    assert list(held.holiday_rates) == [parse(r, 2) for r in case.expected["holiday_pay_pct"]]
    assert list(held.other_rates) == [parse(r, 2) for r in case.expected["other_exceptional_pct"]]


@each(CHILDREN)
def test_children_and_exceptional_payments(case: Worked) -> None:
    held = law("exceptional_withholding", "2025-06")
    limits, reductions = case.expected["exemption_ceiling_by_children"], case.expected["reduction"]
    assert list(held.child_exemption_limits) == [parse(limits[str(n)], 2) for n in range(1, 13)]
    assert list(held.child_reduction_rates) == [parse(reductions[str(n)][0], 2) for n in range(1, 6)]
    assert list(held.child_reduction_limits) == [parse(reductions[str(n)][1], 2) for n in range(1, 6)]


@each(DEPARTURE_RATES)
def test_parts_of_departure_holiday_pay(case: Worked) -> None:
    held = law("departure_holiday_pay", "2021-01")
    check(
        case,
        {
            "total_pct": text(held.total),
            "simple_pct": text(held.simple),
            "double_pct": text(held.double_main),
            "complementary_double_pct": text(held.double_complement),
        },
    )


@each(DEPARTURE)
def test_departure_holiday_pay(case: Worked) -> None:
    asked = {
        "gross_this_year": cents(case.inputs["gross_current_year"]),
        "gross_last_year": cents(case.inputs["gross_previous_year"]),
        "right_of_year": parse(case.inputs["holiday_days_right"], 2),
        "days_taken": parse(case.inputs["holiday_days_taken"], 2),
        "double_already_paid": int(case.inputs["double_already_paid"] == "true"),
    }
    due = ask("departure", Month.parse(case.month).first, asked)
    simple, double = due["departure_simple"], due["departure_double"]
    facts = {"departure_simple_holiday_pay": simple, "departure_double_holiday_pay": double}
    reference = case.inputs["normal_annual_pay"]
    trace = rules(case.month, facts | {"holiday_pay_reference": cents(reference)})
    found = exceptional(
        case.month, "departure_holiday_pay", text(simple + double), reference, simple_part=text(simple)
    )["exceptional"][0]
    retained = share(due["departure_retention_base"], law("double_holiday_pay_retention", case.month).rate)
    onss = trace["departure_holiday_pay_contribution"] - retained
    got = {
        **read(
            due,
            simple_current="departure_simple_this_year",
            double_current="departure_double_this_year",
            simple_previous="departure_simple_last_year",
            double_previous="departure_double_last_year",
            retention_base="departure_retention_base",
        ),
        "onss_on_simple": text(onss),
        "retention": text(trace["departure_holiday_pay_contribution"] - onss),
        "taxable": found["taxable"],
        "wht": found["withholding"],
        "wht_rate": rate(found),
    }
    check(case, got, {**case.expected, "wht_rate": text(parse(case.expected["wht_rate"], 4))})


@each(DEPARTURE_AMOUNTS)
def test_amount_of_departure_holiday_pay(case: Worked) -> None:
    year = cents(case.inputs["gross_current_year"])
    due = ask("departure", Month.parse("2026-01").first, {"gross_this_year": year})
    check(case, read(due, departure_simple="departure_simple", departure_double="departure_double"))


@each(RETENTION)
def test_retention_on_double_holiday_pay(case: Worked) -> None:
    double = case.expected["double"]
    trace = rules("2026-05", {"double_holiday_pay": cents(double)})
    check(case, read(trace, retention="double_holiday_pay_contribution"))


@each(MINIMUM_2026)
def test_minimum_wage_of_2026(case: Worked) -> None:
    assert law("guaranteed_minimum_wage", "2026-04") == cents(case.inputs["rmmmg_2026_04"])
    check(case, {"rmmmg_2026_07": text(law("guaranteed_minimum_wage", "2026-07"))})


@each(MINIMUM_2022)
def test_minimum_wage_of_2022(case: Worked) -> None:
    assert law("guaranteed_minimum_wage", "2021-09") == cents(case.inputs["rmmmg_2021_09"])
    check(case, {"rmmmg_2022_04": text(law("guaranteed_minimum_wage", "2022-04"))})


@each(CAPPED_INDEX)
def test_capped_index(case: Worked) -> None:
    """What exceeds the law's threshold is not indexed, until the moderation reaches the law's rate."""
    full_time = {"hours_week": 38_00, "weekly_hours_full_time": 38_00, "index_moderated": 0}
    given = {"monthly_pay": cents(case.inputs["wage"]), "index_rate": parse(case.inputs["index"], 4)}
    trace = indexation_plan(dt.date(2026, 6, 1)).run(given | full_time)
    check(case, read(trace, new_wage="indexed_pay", full_index_wage="fully_indexed", lost="index_moderation"))


@each(HOLIDAYS)
def test_legal_holidays(case: Worked) -> None:
    wanted = [dt.date.fromisoformat(day) for day in case.expected["dates"]]
    assert sorted(legal_holidays(int(case.inputs["year"]))) == wanted


def test_plain_keeps_two_decimals() -> None:
    assert plain("2143.604999") == "2143.60"
    assert plain("2339.865834") == "2339.87"
