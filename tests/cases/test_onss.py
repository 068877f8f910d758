"""Social security: work bonus, special contribution, CO2, students, and rates of contributions."""

from __future__ import annotations

import pytest

from preste.belgium import FACTS
from preste.calendar import Month
from preste.engine import explain
from preste.law import book
from preste.money import half_up, parse, share, text

from .asking import STATUS, answer, read, rules
from .reading import Worked, cents, check, chosen, each, plain

BONUS_2022 = [c for c in chosen("onss", "bonus-2022-01-employee", "bonus-2022-01-worker108") if c.inputs["fulltime"]]
BONUS_PARTS = chosen("onss", "bonus-2025-", "bonus-2026-04", "bonus-2026-07-employee", "bonus-2026-09")
BONUS_PUBLISHED = chosen("onss", "bonus-2024-04-partena")
BONUS_PART_TIME_A_B = chosen("onss", "bonus-2026-07-worker-parttime")
BONUS_PART_TIME = chosen("onss", "bonus-2022-01-parttime")
BONUS_2023 = chosen("gaps_social", "WB-2023-11")
BONUS_2025 = chosen("payslips", "workbonus-2025-02")
SPECIAL = chosen("onss", "csss-")
SPECIAL_QUARTER = chosen("gaps_social", "CSSS-quarter")
CO2 = chosen("onss", "co2-2026-diesel", "co2-2025", "co2-2024")
CO2_DEFAULTS = chosen("onss", "co2-2026-unknown-new")
CO2_YEARS = chosen("gaps_social", "CO2-diesel", "CO2-petrol")
CO2_MINIMA = chosen("gaps_social", "CO2-min")
STUDENTS = chosen("onss", "student-")
MODERATION = chosen("onss", "moderation-")
SECTOR_2021 = chosen("gaps_social", "PC329-2021")
WORKER = chosen("payslips", "worker-onss")
RATES = chosen("payslips", "employer-rates")
TESTED = [
    *BONUS_2022, *BONUS_PARTS, *BONUS_PUBLISHED, *BONUS_PART_TIME_A_B, *BONUS_PART_TIME, *BONUS_2023, *BONUS_2025,
    *SPECIAL, *SPECIAL_QUARTER, *CO2, *CO2_DEFAULTS, *CO2_YEARS, *CO2_MINIMA, *STUDENTS, *MODERATION,
    *SECTOR_2021, *WORKER, *RATES,
]  # fmt: skip

FUELS = {"electric": 0, "petrol": 1, "diesel": 2}


@each(BONUS_2022)
def test_work_bonus_of_2022(case: Worked) -> None:
    asked = {"period": case.month, "status": STATUS[case.inputs["status"]], "gross": plain(case.inputs["S"])}
    check(case, {"R": answer(asked)["work_bonus"]})


@each(BONUS_PARTS)
def test_work_bonus_in_two_parts(case: Worked) -> None:
    asked = {"period": case.month, "status": "white_collar", "gross": plain(case.inputs["gross"])}
    names = {"onss": "personal_contribution", "A": "work_bonus_a", "B": "work_bonus_b", "total": "work_bonus"}
    found = answer(asked)
    check(case, {field: found[name] for field, name in names.items()})


@each(BONUS_PUBLISHED)
def test_work_bonus_before_and_after_its_ceiling(case: Worked) -> None:
    trace = rules(case.month, {"pay_due": cents(case.inputs["gross"])})
    before = read(trace, A="full_bonus_a", B="full_bonus_b", cap_13_07="work_bonus")
    check(case, before | {"uncapped": text(trace["full_bonus_a"] + trace["full_bonus_b"])})


@each(BONUS_PART_TIME_A_B)
def test_work_bonus_of_a_part_timer(case: Worked) -> None:
    facts = {
        "pay_due": cents(case.inputs["W"]),
        "manual": 1,
        "part_time": 1,
        "hours_paid": parse(case.inputs["H"], 2),
        "hours_full_time": parse(case.inputs["U"], 2),
    }
    trace = rules(case.month, facts, worker_code="015")
    names = {"personal_108": "personal_contribution", "S": "reference_wage", "fraction": "bonus_fraction"}
    check(case, read(trace, **names, A="work_bonus_part_a", B="work_bonus_part_b"))


@each(BONUS_PART_TIME)
@pytest.mark.parametrize("counted", ["days", "hours"])
def test_work_bonus_of_a_part_of_the_month(case: Worked, counted: str) -> None:
    """The case holds for days out of days as for hours out of hours; both ways are asked."""
    part, whole = parse(case.inputs["J_or_H"], 2), parse(case.inputs["D_or_U"], 2)
    if counted == "hours":
        time = {"part_time": 1, "hours_paid": part, "hours_full_time": whole}
    else:
        time = {"days_paid": part, "days_possible": whole}
    trace = rules(case.month, {"pay_due": cents(case.inputs["W"]), **time})
    found = read(trace, S="reference_wage", fraction="bonus_fraction", R="full_bonus_a", P="work_bonus")
    node = explain(trace, FACTS, ("reference_wage",))["nodes"][-1]
    quotient = next(move["value"] for move in node["moves"] if "name" in move)
    check(case, found | {"quotient": text(quotient)})


@each(BONUS_2023)
def test_full_work_bonus_of_2023(case: Worked) -> None:
    gross = cents(case.inputs["S"])
    employee = rules(case.month, {"pay_due": gross})
    worker = rules(case.month, {"pay_due": gross, "manual": 1}, worker_code="015")
    check(case, {"employee": text(employee["full_bonus_a"]), "worker": text(worker["full_bonus_a"])})


@each(BONUS_2025)
def test_full_work_bonus_of_2025(case: Worked) -> None:
    gross = cents(case.inputs["reference_month_wage"])
    month = case.month
    employee = rules(month, {"pay_due": gross})
    worker = rules(month, {"pay_due": gross, "manual": 1}, worker_code="015")
    found = read(employee, employee_A="full_bonus_a", employee_B="full_bonus_b")
    check(case, found | read(worker, worker_A="full_bonus_a", worker_B="full_bonus_b"))


HOUSEHOLDS = {"individual": "single", "with": "spouse_with_income", "without": "spouse_without_income"}


@each(SPECIAL)
@pytest.mark.parametrize("month", ["2022-04", "2023-07", "2026-11"])
def test_special_contribution(case: Worked, month: str) -> None:
    """The table is the same from April 2022 on."""
    asked = {
        "period": month,
        "status": "white_collar",
        "gross": plain(case.inputs["monthly_gross"]),
        "household": {"situation": HOUSEHOLDS[case.inputs["household"]]},
    }
    check(case, {"csss": answer(asked)["special_contribution"]})


@each(SPECIAL_QUARTER)
def test_special_contribution_of_a_quarter(case: Worked) -> None:
    """Three months' provisions, and what the quarter's last pay settles."""
    month = cents(case.inputs["monthly"])
    provision = rules(case.month, {"pay_due": month})["special_contribution"]
    last = rules(
        case.month,
        {
            "pay_due": month,
            "settles_quarter": 1,
            "quarter_pay_before": 2 * month,
            "special_contribution_before": 2 * provision,
        },
    )
    quarter = 2 * provision + last["special_contribution"]
    check(case, {"quarter": text(quarter), "three_months_withheld": text(3 * provision)})
    assert quarter == last["special_contribution_quarter"]


def co2(month: str, fuel: str, grams: str, *, new_order: bool = False) -> str:
    """The CO2 contribution of a month for a car."""
    facts = {"car_value": 1, "car_fuel": FUELS[fuel], "car_co2": int(grams), "car_new_order": int(new_order)}
    return read(rules(month, facts), month="employer_862")["month"]


@each(CO2)
def test_co2(case: Worked) -> None:
    new = case.inputs.get("order", "").startswith(">=")
    check(case, {"month": co2(case.month, case.inputs["fuel"], case.inputs["co2"], new_order=new)})


@each(CO2_DEFAULTS)
def test_co2_not_known(case: Worked) -> None:
    """The case gives the grams that stand for an unknown CO2; the law book has the same."""
    values = book().on("co2_contribution", Month.parse(case.month).first).value
    assert (values.default_petrol, values.default_diesel) == (int(case.inputs["petrol"]), int(case.inputs["diesel"]))
    check(case, {fuel: co2(case.month, fuel, case.inputs[fuel]) for fuel in ("petrol", "diesel")})


@each(CO2_YEARS)
def test_co2_by_year(case: Worked) -> None:
    check(case, {"monthly": co2(case.month, case.inputs["fuel"], case.inputs["co2"])})


@each(CO2_MINIMA)
def test_co2_minimum(case: Worked) -> None:
    check(case, {"monthly": co2(case.month, "electric", "0", new_order=case.inputs["order"] == "new")})


@each(STUDENTS)
def test_student(case: Worked) -> None:
    asked = {
        "period": case.month,
        "status": "white_collar",
        "gross": plain(case.inputs["gross"]),
        "student": {"hours": "60.00"},
    }
    found = answer(asked)
    check(case, {"worker": found["personal_contribution"], "employer": found["employer_contributions"]["841"]})


@each(MODERATION)
def test_wage_moderation(case: Worked) -> None:
    """The moderation that stands beside such a basic rate, wherever the law book has that rate."""
    series = book().series["base_contribution"]
    basic = parse(case.inputs["base"], 2)
    found = {e.value.moderation for e in series.all_entries() if e.value is not None and e.value.employer == basic}
    assert found == {parse(case.expected["moderation"], 2)}


@each(SECTOR_2021)
def test_rates_of_pc_329_in_2021(case: Worked) -> None:
    """The employer's rates of one quarter, added up as the published sheet adds them.

    Its subtotal is what the base code and code 855 held in 2021: accidents at work stood inside the base code.
    """
    trace = rules("2021-07", {"pay_due": 1_000_000, "ten_or_more": 1}, category="262")
    rates = {n.removeprefix("employer_"): v for n, v in zip(trace.plan.names, trace.values, strict=True) if v}
    pension, closure = rates["835"], rates["811"]
    whole = trace["employer_contributions"]
    check(
        case,
        {
            "ffe_basic": text(half_up(closure, 100)),
            "sector_pension": text(half_up(pension, 100)),
            "total_excl_ffe_basic_and_pension": text(half_up(whole - pension - closure, 100)),
            "sub_total": text(half_up(rates["basic"] + rates["moderation"] + rates["255"] + rates["855"], 100)),
        },
    )


@each(WORKER)
def test_worker_on_108_percent(case: Worked) -> None:
    """A case of 2020: the rates have not changed since, and the law book begins in 2021."""
    trace = rules("2021-01", {"pay_due": cents(case.inputs["gross"]), "manual": 1}, worker_code="015")
    check(case, read(trace, base_108="contribution_base", onss="ordinary_contribution"))


@each(RATES)
def test_employer_rates(case: Worked) -> None:
    """Published as a share of pay: basic contribution and moderation of the category."""
    for field, category in (("profit", "000"), ("non_profit", "362")):
        found = book().on("base_contribution", Month(2025, 1).first, (category, "495")).value
        whole = share(1_000_000, found.employer + found.moderation)
        assert whole == parse(case.expected[field], 4) * 100, category
