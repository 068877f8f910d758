"""Holiday pay and year-end premiums: the amounts that are paid, from the right that last year's work gives."""

from __future__ import annotations

import datetime as dt
import re
from typing import Any

from preste.belgium.holiday.plans import ask
from preste.belgium.year_end.plans import year_end_plan
from preste.calendar import Month
from preste.engine import Trace
from preste.law import book
from preste.money import parse, per, share, text

from .asking import read
from .reading import Worked, cents, check, chosen, each

DAY = chosen("payslips", "holiday-simple-3000-22days")
DAY_OF_PAY = chosen("labour", "HP-02")
DOUBLE = chosen("payslips", "holiday-double-3000-full", "holiday-double-3300-9months")
DOUBLE_2023 = chosen("labour", "HP-01")
MORE_HOURS = chosen("payslips", "holiday-double-halftime-to-fulltime")
BY_DAY = chosen("labour", "HP-04")
NINETY = chosen("labour", "HP-05")
DECEMBER = chosen("labour", "HP-13")
FIXED = chosen("labour", "YB-06")
SCHEME = chosen("labour", "YB-01", "YB-02")
FLEMISH = chosen("labour", "YB-04")
PREMIUM = chosen("payslips", "year-end-329.02-03-isp-2023-B2500", "year-end-329.02-04-2023-B2500")
PREMIUM_RULE = [c for c in chosen("payslips", "year-end-329.02") if c not in PREMIUM]
TESTED = [
    *DAY, *DAY_OF_PAY, *DOUBLE, *DOUBLE_2023, *MORE_HOURS, *BY_DAY, *NINETY, *DECEMBER, *FIXED, *SCHEME, *FLEMISH,
    *PREMIUM, *PREMIUM_RULE,
]  # fmt: skip


def asked(question: str, month: str, **facts: int) -> Trace:
    """The answer to a question of holiday pay, with the law of a month."""
    return ask(question, Month.parse(month).first, facts)


def premium(scheme: str, year: str, **facts: int) -> Trace:
    """A year-end premium of a scheme, or of the numbers given."""
    plan = year_end_plan(scheme, dt.date(int(year), 12, 1))
    return plan.run(dict.fromkeys(plan.facts, 0) | facts)


# ── holiday pay ────────────────────────────────────────────────────────────────────────────


@each(DAY)
def test_pay_of_a_day(case: Worked) -> None:
    gross, days = cents(case.inputs["gross_month"]), parse(case.inputs["working_days"], 2)
    found = asked("certificate", "2026-05", month_gross=gross, days_taken=100, month_days=days)
    check(case, read(found, simple_per_day="holiday_pay_of_days"))


@each(DAY_OF_PAY)
def test_pay_of_days(case: Worked) -> None:
    gross, days = cents(case.inputs["monthly"]), parse(case.inputs["days"], 2)
    month = parse(case.inputs["divisor"], 2)
    found = asked("certificate", "2026-05", month_gross=gross, days_taken=days, month_days=month)
    check(case, read(found, single_day="holiday_pay_of_days"))


def double(month: str, gross: str, months: str, hours: str = "38", hours_now: str = "38") -> str:
    """Double holiday pay of so many months at some hours, paid at those of now."""
    facts = {
        "month_gross": cents(gross),
        "months_credited": int(months),
        "hour_months": int(months) * parse(hours, 2),
        "week_hours": parse(hours_now, 2),
    }
    return text(asked("double", month, **facts)["double_pay_due"])


@each(DOUBLE)
def test_double_holiday_pay(case: Worked) -> None:
    check(case, {"double_gross": double("2024-05", case.inputs["gross_month"], case.inputs["months"])})


@each(DOUBLE_2023)
def test_double_holiday_pay_of_a_year(case: Worked) -> None:
    found = double(case.month, case.inputs["monthly"], case.inputs["months_previous_year"])
    check(case, {"double": found})


@each(MORE_HOURS)
def test_more_hours_than_last_year(case: Worked) -> None:
    """The days and the double pay are those of last year's hours, the pay is of now; worked out on 3,000."""
    then, now = case.inputs["hours_2023"], case.inputs["hours_2024"]
    assert case.expected["double_formula"] == f"0.92*W*{then}/{now}"
    assert double("2024-05", "3000.00", "12", then, now) == "1380.00"
    right = asked(
        "right",
        "2024-01",
        day_months=12 * 500,
        hour_months=12 * parse(then, 2),
        week_days=500,
        week_hours=parse(now, 2),
    )
    assert right["holiday_days_right"] == parse(case.expected["holiday_days"], 2)


@each(BY_DAY)
def test_certificate_by_day(case: Worked) -> None:
    """Until 2023. The source gives the amount of one day with three decimals; it is that of all days over theirs."""
    gross, month = cents(case.inputs["new_monthly"]), parse(case.inputs["month_working_days"], 2)
    taken, days = parse(case.inputs["days_taken"], 2), parse(case.inputs["attestation_days"], 2)
    simple = cents(case.inputs["attestation_simple"])
    found = asked(
        "certificate", case.month, month_gross=gross, month_days=month, days_taken=taken, certificate_simple=simple,
        certificate_days=days,
    )  # fmt: skip
    got = read(found, code_12="holiday_pay_imputed", code_1_holiday="holiday_pay_left")
    got["code_1_other_days"] = text(gross - found["holiday_pay_of_days"])
    got["per_day"] = text(per(simple, days))
    check(case, got)


@each(NINETY)
def test_certificate_since_2024(case: Worked) -> None:
    gross, month = cents(case.inputs["new_monthly"]), parse(case.inputs["month_working_days"], 2)
    days, simple = parse(case.inputs["attestation_days"], 2), cents(case.inputs["attestation_simple"])
    year = parse(case.inputs["days_taken_year"], 2)

    def taking(taken: int) -> Trace:
        facts = {"month_gross": gross, "month_days": month, "days_taken": taken, "certificate_days": days}
        return asked("certificate", case.month, **facts)

    five, all_days = taking(500), taking(year)
    settled = asked(
        "settlement", case.month, certificate_simple=simple, certificate_days=days, certificate_days_before=year,
        certificate_pay=all_days["holiday_pay_of_days"], imputed_before=all_days["holiday_pay_imputed"],
    )  # fmt: skip
    got = {
        "day_pay": text(taking(100)["holiday_pay_of_days"]),
        "paid_10pct_5_days": text(five["holiday_pay_left"]),
        "withheld_90pct_5_days": text(five["holiday_pay_imputed"]),
        "withheld_90pct_20_days": text(all_days["holiday_pay_imputed"]),
        "december_refund": text(settled["certificate_refund"]),
        "total_received_for_holidays": text(all_days["holiday_pay_left"] + settled["certificate_refund"]),
    }
    check(case, got)


@each(DECEMBER)
def test_december_of_reduced_hours(case: Worked) -> None:
    """The case is a rule in words; it is worked out on 30,000 of gross pay and 2,000 already received of each."""
    for part, paid in (("simple", "simple_paid"), ("double", "double_paid")):
        rate = re.match(r"([\d.]+) %", case.expected[part])
        assert rate is not None
        found = asked("december", "2025-12", gross_last_year=3_000_000, **{paid: 200_000})
        assert found[f"december_{part}"] == share(3_000_000, parse(rate[1], 2)) - 200_000
    assert case.expected["pay_in"] == ["December of that year", "December of next year"]
    assert case.expected["attestation"] == "none"


# ── year-end premiums ──────────────────────────────────────────────────────────────────────


@each(FIXED)
def test_fixed_part_by_its_coefficient(case: Worked) -> None:
    coefficient = parse(case.inputs["coefficient"], 4)
    fixed = parse(case.inputs["base"], 4)
    found = premium(
        "", "2025", fixed_entered=fixed, fixed_coefficient=coefficient, premium_months=12, period_entered=12
    )
    check(case, read(found, fixed="premium_due"))


@each(SCHEME)
def test_premium_of_the_french_community(case: Worked) -> None:
    months = int(case.inputs.get("months_in_reference", "9"))
    found = premium("329.02-fwb", "2023", october_gross=cents(case.inputs["october_gross"]), premium_months=months)
    assert found.plan.entries["year_end_scheme", "earned"].value.theoretical == 1  # type: ignore[union-attr]
    check(case, read(found, bonus="premium_due"))


@each(FLEMISH)
def test_premium_entered(case: Worked) -> None:
    """The agreement of 2017, before the law book begins: its numbers are entered."""
    facts: dict[str, Any] = {
        "october_gross": cents(case.inputs["october_gross"]), "fixed_entered": parse("132.81", 4),
        "premium_months": 12, "period_entered": 12,
    }  # fmt: skip
    other = premium("", "2022", **facts, rate_entered=parse("5.76", 2))
    integration = premium("", "2022", **facts, rate_entered=parse("7.57", 2))
    check(case, {"other": text(other["premium_due"]), "integration": text(integration["premium_due"])})


def scheme_of(case: Worked) -> str:
    """The scheme that a case is about."""
    return "329.02-isp" if "isp" in case.id else "329.02-fwb"


@each(PREMIUM)
def test_premium_of_a_year(case: Worked) -> None:
    found = premium(
        scheme_of(case), case.month[:4], october_gross=cents(case.inputs["october_base"]
        if "october_base" in case.inputs else case.inputs["october_gross"]), premium_months=9,
    )  # fmt: skip
    check(case, read(found, total="premium_due"))


@each(PREMIUM_RULE)
def test_rule_of_a_premium(case: Worked) -> None:
    """The parts of the rule are those of the law book; its variable part is twelve times the rate of October's pay."""
    scheme = scheme_of(case)
    held = book().on("year_end_scheme", Month.parse(case.month).first, (scheme,)).value
    fixed = [held.fixed_1, held.fixed_2, held.fixed_3]
    printed = case.expected.get("fixed_parts") or [case.expected["fixed"]]
    assert [part for part in fixed if part] == [parse(part, 4) for part in printed]
    rate = re.match(r"([\d.]+)% \* B( \* 12)?", case.expected["variable"])
    assert rate is not None
    assert parse(rate[1], 2) == held.yearly_rate * (1 if rate[2] else 12)
    if "total" in case.expected:
        assert case.expected["total"].startswith(text(sum(fixed) // 100))
