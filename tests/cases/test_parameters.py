"""Published tables and amounts against the law book: exceptional pay, holiday pay, minimum wage, index, holidays."""

from __future__ import annotations

import datetime as dt
from typing import Any

from preste.belgium import indexation_plan
from preste.calendar import Month, legal_holidays
from preste.law import book
from preste.money import parse, prorata, share, text

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
    parts = {name: cents(case.expected[name]) for name in ("simple_current", "simple_previous", "double_current")}
    assert case.inputs["double_already_paid"] == "true"
    right, taken = int(case.inputs["holiday_days_right"]), int(case.inputs["holiday_days_taken"])
    simple = parts["simple_current"] + parts["simple_previous"]
    facts = {"departure_simple_holiday_pay": simple, "departure_double_holiday_pay": parts["double_current"]}
    reference = case.inputs["normal_annual_pay"]
    trace = rules(case.month, facts | {"holiday_pay_reference": cents(reference)})
    found = exceptional(
        case.month, "departure_holiday_pay", text(sum(parts.values())), reference, simple_part=text(simple)
    )["exceptional"][0]
    held = law("departure_holiday_pay", case.month)
    base = prorata(parts["double_current"], held.double_main, held.simple)
    onss = trace["departure_holiday_pay_contribution"] - share(
        base, law("double_holiday_pay_retention", case.month).rate
    )
    previous = share(cents(case.inputs["gross_previous_year"]), held.simple)
    got = {
        "simple_current": text(share(cents(case.inputs["gross_current_year"]), held.simple)),
        "double_current": text(share(cents(case.inputs["gross_current_year"]), held.simple)),
        "simple_previous": text(prorata(previous, right - taken, right)),
        "double_previous": "0.00",
        "onss_on_simple": text(onss),
        "retention_base": text(base),
        "retention": text(trace["departure_holiday_pay_contribution"] - onss),
        "taxable": found["taxable"],
        "wht": found["withholding"],
        "wht_rate": rate(found),
    }
    check(case, got, {**case.expected, "wht_rate": text(parse(case.expected["wht_rate"], 4))})


@each(DEPARTURE_AMOUNTS)
def test_amount_of_departure_holiday_pay(case: Worked) -> None:
    held = law("departure_holiday_pay", "2026-01")
    year = cents(case.inputs["gross_current_year"])
    double = held.double_main + held.double_complement
    check(case, {"departure_simple": text(share(year, held.simple)), "departure_double": text(share(year, double))})


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
    full_time = {"weekly_hours": 38_00, "weekly_hours_full_time": 38_00, "index_moderated": 0}
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
