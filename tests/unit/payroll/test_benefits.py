"""Benefits on a payslip: vouchers by hours, limits of exemptions by month and by year, what exceeds them."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import Any

import pytest

from preste.calendar import Month
from preste.payroll import line as role
from preste.payroll.benefits import full_time_days
from preste.payroll.payslip import Payslip
from preste.records import ReplacedHoliday

SHORT_DAYS = (500, 500, 500, 500, 500, 0, 0)


def amounts(payslip: Payslip, code: str) -> list[int]:
    return [line.amount for line in payslip.lines if line.code == code]


def told(payslip: Payslip, words: str) -> list[str]:
    return [one for one in payslip.warnings if words in one]


def given(payslips: list[Payslip]) -> list[int]:
    return [one.trace["meal_voucher_number"] for one in payslips]


# ── meal vouchers ──────────────────────────────────────────────────────────────────────────


def test_vouchers_by_hours_are_those_of_the_quarter(make: Any) -> None:
    """Five hours a day of 7.6, first quarter of 2026: 21 + 20 + 22 days of work, 105, 205 and 315 hours.

    105 / 7.6 gives 14, 205 / 7.6 gives 27, 315 / 7.6 gives 42: 14, 13 and 15. By days it would be 63.
    """
    contract = make.contract(
        schedule=SHORT_DAYS, meal_voucher_value=800, meal_voucher_worker=109, meal_voucher_by_hours=True
    )
    payslips = make.year(contract, 2026, 4)
    assert given(payslips) == [14, 13, 15, 14]
    assert [one.time.hours_by_code["W"] for one in payslips] == [10_500, 10_000, 11_000, 10_500]
    (line,) = [one for one in payslips[0].lines if one.code == "meal_vouchers"]
    assert (line.quantity, line.unit_amount, line.amount) == (1_400, 109, 14 * 109)
    by_days = make.contract(schedule=SHORT_DAYS, meal_voucher_value=800, meal_voucher_worker=109)
    assert given(make.year(by_days, 2026, 3)) == [21, 20, 22]


def test_no_more_vouchers_than_days_of_a_full_timer(make: Any) -> None:
    """Nine hours a day where a full week has five days of 7.6: 63 days of the quarter at most, not 75."""
    schedule = (900, 900, 900, 900, 900, 0, 0)
    contract = make.contract(
        schedule=schedule, full_time_hours=4_500, meal_voucher_value=800, meal_voucher_worker=109,
        meal_voucher_by_hours=True,
    )  # fmt: skip
    assert sum(given(make.year(contract, 2026, 3))) == 63
    terms = contract.terms[0]
    assert full_time_days(terms, make.pay(contract, "2026-03").month) == 63


def test_public_holidays_that_another_day_replaces_are_no_days_of_work(make: Any) -> None:
    """Second quarter of 2022: 65 weekdays, with Easter Monday, Ascension and Whit Monday; 1 May, a Sunday, is held on
    Monday 2 May by law, or on a day that the employer chose, here in the next quarter."""
    terms = make.contract().terms[0]
    assert full_time_days(terms, Month(2022, 6)) == 61
    moved = ReplacedHoliday(holiday=dt.date(2022, 5, 1), day=dt.date(2022, 7, 22))
    assert full_time_days(terms, Month(2022, 6), (moved,)) == 62
    schedule = (900, 900, 900, 900, 900, 0, 0)
    contract = make.contract(
        schedule=schedule, full_time_hours=4_500, meal_voucher_value=800, meal_voucher_worker=109,
        meal_voucher_by_hours=True, days=make.days(*((f"2022-06-{day:02}", "HN", 900) for day in range(1, 3))),
    )  # fmt: skip
    for replaced, days in (((), 61), ((moved,), 62)):
        paid = [make.pay(contract, f"2022-{month:02}", replacement_days=replaced) for month in (4, 5, 6)]
        assert sum(given(paid)) == days


@pytest.mark.parametrize(("code", "worked"), [
    ("HN", True), ("HP", True), ("HS", True), ("R", False), ("RN", False), ("V", False),
])  # fmt: skip
def test_vouchers_by_hours_count_hours_really_worked_once(make: Any, code: str, worked: bool) -> None:
    """January 2026 has 105 hours: 110 worked give 15 vouchers, 100 give 14."""
    contract = make.contract(
        schedule=SHORT_DAYS, meal_voucher_value=800, meal_voucher_worker=109, meal_voucher_by_hours=True,
        days=make.days(("2026-01-14", code, 500)),
    )  # fmt: skip
    january = make.pay(contract, "2026-01")
    assert january.trace.facts["voucher_hours"] == (11_000 if worked else 10_000)
    assert given([january]) == [15 if worked else 14]


def test_complementary_hours_count_for_vouchers(make: Any) -> None:
    days = make.days(("2026-01-14", "HC", 400))
    contract = make.contract(
        schedule=(760, 760, 380, 0, 0, 0, 0), meal_voucher_value=800, meal_voucher_worker=109,
        meal_voucher_by_hours=True, days=days,
    )  # fmt: skip
    payslip = make.pay(contract, "2026-01")
    assert payslip.trace.facts["voucher_hours"] == payslip.time.hours_by_code["W"] + 400


def test_vouchers_by_hours_are_read(starter_folder: Any) -> None:
    from preste.payroll.dossier import read_dossier

    worker = starter_folder / "workers" / "exemple.yaml"
    text = worker.read_text(encoding="utf-8")
    assert "        full_time_hours:" in text
    added = "        meal_voucher_by_hours: true\n        full_time_hours:"
    worker.write_text(text.replace("        full_time_hours:", added, 1), encoding="utf-8")
    (contract,) = read_dossier(starter_folder).contracts
    assert contract.terms[0].meal_voucher_by_hours


@pytest.mark.parametrize(("month", "value", "worker", "outside"), [
    ("2025-06", 800, 109, False), ("2025-06", 1_000, 109, True), ("2026-02", 1_000, 109, False),
    ("2026-02", 1_000, 108, True), ("2026-02", 1_001, 109, True),
])  # fmt: skip
def test_vouchers_outside_the_limits_of_the_day(make: Any, month: str, value: int, worker: int, outside: bool) -> None:
    payslip = make.pay(make.contract(meal_voucher_value=value, meal_voucher_worker=worker), month)
    assert bool(told(payslip, "titres-repas hors des limites")) == outside


# ── eco-vouchers and group insurance ───────────────────────────────────────────────────────


def test_eco_vouchers_cost_the_employer_and_nothing_else(make: Any) -> None:
    item = make.item("eco_vouchers", 25_000, since="2026-06-01", once=True)
    before, after = (make.pay(make.contract(items=i), "2026-06") for i in ((), (item,)))
    assert after.trace["net_paid"] == before.trace["net_paid"]
    assert after.trace["liable_base"] == before.trace["liable_base"]
    assert after.trace["employer_cost"] - before.trace["employer_cost"] == 25_000
    assert not told(after, "éco-chèques")


def test_eco_vouchers_beyond_the_year_s_maximum_are_told(make: Any) -> None:
    """125.00 in March and 125.01 in June; the year before does not count."""
    items = tuple(
        make.item("eco_vouchers", amount, since=since, once=True)
        for amount, since in ((25_000, "2025-06-01"), (12_500, "2026-03-01"), (12_501, "2026-06-01"))
    )
    contract = make.contract(items=items)
    assert not told(make.pay(contract, "2026-03"), "éco-chèques")
    assert len(told(make.pay(contract, "2026-06"), "éco-chèques")) == 1


def test_the_employer_s_premium_bears_its_contribution(make: Any) -> None:
    """8.86 % of 100.00; the worker's own premium lowers tax by 30 %."""
    item = make.item("group_insurance_employer", 10_000)
    before, after = (make.pay(make.contract(items=i), "2026-06") for i in ((), (item,)))
    assert after.trace["employer_supplementary_pension"] == 886
    assert after.trace["employer_cost"] - before.trace["employer_cost"] == 10_886
    own = make.pay(make.contract(items=(make.item("group_insurance", 10_000),)), "2026-06")
    assert own.trace["group_insurance_tax_reduction"] == 3_000


# ── travel ─────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("before", "kilometres", "doubtful"),
    [
        (0, 10_000, False),
        (369_000 - 3_700, 10_000, False),  # 100 km at 0.37 EUR reach 3 690.00 to the cent
        (369_000 - 3_699, 10_000, True),  # a cent more: another page prints 3 700
        (500_000, 10_000, True),
        (500_000, 0, False),
    ],
)
def test_the_doubt_about_the_bicycle_s_year_is_told_where_it_matters(
    make: Any, before: int, kilometres: int, doubtful: bool
) -> None:
    items = (make.item("bicycle", quantity=kilometres),) if kilometres else ()
    opening = {"c": {"bicycle": before}}
    payslip = make.pay(make.contract(items=items), "2026-09", begins=Month(2026, 9), opening=opening)
    told = [one for one in payslip.warnings if "bicycle_yearly_maximum" in one]
    assert bool(told) is doubtful
    assert bool(payslip.trace["bicycle_taxable"]) is doubtful


def test_the_bicycle_s_year_has_a_maximum_since_2024(make: Any) -> None:
    """1 000 km a month at 0.36 in 2025: 3 600 in ten months, 10 left of 3 610 in November, nothing in December."""
    contract = make.contract(items=(make.item("bicycle", quantity=100_000),))
    payslips = make.year(contract, 2025)
    assert [one.trace["bicycle_taxable"] for one in payslips] == [0] * 10 + [35_000, 36_000]
    assert amounts(payslips[10], "bicycle_taxable") == [35_000]
    assert told(payslips[10], "indemnité vélo au-delà") and not told(payslips[9], "indemnité vélo")
    (line,) = [one for one in payslips[10].lines if one.code == "bicycle_taxable"]
    assert line.roles == (role.PLUS_TAXABLE, role.MINUS_NET)
    assert payslips[10].trace["liable_base"] == payslips[9].trace["liable_base"]


def test_no_maximum_before_2024(make: Any) -> None:
    payslips = make.year(make.contract(items=(make.item("bicycle", quantity=500_000),)), 2023)
    assert sum(one.trace["bicycle"] for one in payslips) == 12 * 135_000
    assert all(one.trace["bicycle_taxable"] == 0 for one in payslips)


def test_kilometres_beyond_the_year_s_limit_are_told(make: Any) -> None:
    """12 000 km in January and February of 2026: the limit is reached, one more passes it."""
    items = tuple(
        make.item("mileage", quantity=km, since=since, once=True)
        for km, since in ((1_200_000, "2026-01-01"), (1_200_000, "2026-02-01"), (100, "2026-03-01"))
    )
    contract = make.contract(items=items)
    assert not told(make.pay(contract, "2026-02"), "kilomètres de service")
    assert told(make.pay(contract, "2026-03"), "kilomètres de service")


# ── home office, heating ───────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(("items", "exempt", "excess"), [
    ([("internet", 2_000, "")], 2_000, 0),
    ([("internet", 2_500, "")], 2_000, 500),
    ([("screen", 1_200, "3")], 1_000, 200),
    ([("screen", 700, "1")], 500, 200),
    ([("computer", 2_000, ""), ("screen", 500, "1")], 2_000, 500),  # no screens beside an own computer
    ([("computer", 2_000, ""), ("internet", 2_000, "")], 4_000, 0),
])  # fmt: skip
def test_own_equipment_within_the_month_s_maximums(
    make: Any, items: list[tuple[str, int, str]], exempt: int, excess: int
) -> None:
    made = tuple(
        make.item("home_equipment", amount, details={"equipment": what} | ({"count": count} if count else {}))
        for what, amount, count in items
    )
    payslip = make.pay(make.contract(items=made), "2025-06")
    assert sum(amounts(payslip, "home_equipment")) == exempt
    assert sum(amounts(payslip, "home_office_excess")) == excess
    assert payslip.trace["ordinary_gross"] == 250_000 + excess


def test_a_director_has_other_flat_values_of_heating(make: Any) -> None:
    """2026: 2 560 and 1 150 a year."""
    item = make.item("flat_benefit", details={"benefit": "heating"})
    director, other = (
        make.pay(make.contract(items=(item,), regime=regime), "2026-06") for regime in ("director", "ordinary")
    )
    assert (director.trace["energy_benefits_month"], other.trace["energy_benefits_month"]) == (21_333, 9_583)
    assert told(other, "logement vient du même employeur")


# ── eco-vouchers of a dossier ──────────────────────────────────────────────────────────────


def test_the_hours_of_a_period_with_leavers_and_credited_days(make: Any) -> None:
    from preste.payroll.eco import eco_rows, hours_of

    whole = make.contract(id="whole")
    half = make.contract(id="half", schedule=(380, 380, 380, 380, 380, 0, 0))
    left = make.contract(id="left", end=dt.date(2025, 12, 31))
    unpaid = make.contract(id="unpaid", days=make.days(*((f"2026-03-{d:02}", "SS", 760) for d in (2, 3, 4, 5, 6))))
    rest = make.contract(id="rest", days=make.days(*((f"2026-03-{d:02}", "MAT", 760) for d in (2, 3, 4, 5, 6))))
    dossier = make.dossier(whole, half, left, unpaid, rest)
    period = (Month(2025, 6), Month(2026, 5))
    full = hours_of(dossier, whole, *period)
    assert full[0] == full[1] == 260 * 760  # working days from June 2025 to May 2026
    found = {row.contract.id: row.trace["eco_due"] for row in eco_rows(dossier, *period)}
    weekdays_2025 = sum(1 for m in range(6, 13) for d in Month(2025, m).days if d.weekday() < 5)
    assert found == {
        "whole": 25_000,
        "half": 12_500,
        "left": (25_000 * weekdays_2025 * 2 + 260) // (2 * 260),
        "unpaid": (25_000 * 255 * 2 + 260) // (2 * 260),
        "rest": 25_000,
    }
    also = {row.contract.id: row.trace["eco_due"] for row in eco_rows(dossier, *period, also=("SS",))}
    assert also["unpaid"] == 25_000


def test_who_starts_in_the_period_has_the_part_of_the_period_worked(make: Any) -> None:
    """From 2 March to the end of May 2026: 65 days of 7.6 hours out of 260, so 250.00 × 494 / 1 976."""
    from preste.payroll.eco import eco_rows, hours_of

    start = dt.date(2026, 3, 2)
    new = make.contract(id="new", start=start, terms=(make.terms(valid_from=start),))
    temporary = replace(new, id="temporary", end=dt.date(2026, 5, 31))
    dossier, period = make.dossier(new, temporary), (Month(2025, 6), Month(2026, 5))
    assert hours_of(dossier, new, *period) == hours_of(dossier, temporary, *period) == (49_400, 197_600)
    assert {row.contract.id: row.trace["eco_due"] for row in eco_rows(dossier, *period)} == {
        "new": 62_50, "temporary": 62_50,
    }  # fmt: skip


def test_terms_that_change_inside_a_month_have_their_own_hours(make: Any) -> None:
    """Monday, Tuesday and Wednesday morning; full time from 15 January 2026.

    By hand, from June 2025: 33 Mondays and Tuesdays of 7.6 hours and 33 Wednesdays of 3.8, then 97 days of 7.6.
    """
    from preste.payroll.eco import eco_rows, hours_of

    change, half = dt.date(2026, 1, 15), (760, 760, 380, 0, 0, 0, 0)
    contract = make.contract(terms=(make.terms(schedule=half), make.terms(valid_from=change)))
    dossier, period = make.dossier(contract), (Month(2025, 6), Month(2026, 5))
    assert hours_of(dossier, contract, *period) == (66 * 760 + 33 * 380 + 97 * 760, 197_600)
    (row,) = eco_rows(dossier, *period)
    assert row.trace["eco_due"] == 172_60


def test_hours_of_a_month_that_cannot_be_paid_are_refused(make: Any) -> None:
    from preste.errors import DossierError
    from preste.payroll.eco import hours_of

    changes = [make.terms(valid_from=dt.date(2026, 1, day), amount=250_000 + day) for day in (10, 20)]
    twice = make.contract(terms=(make.terms(), *changes))
    ended = make.contract(terms=(make.terms(valid_to=dt.date(2025, 12, 31)),))
    for contract, code in ((twice, "E-TERMS-MONTH"), (ended, "E-TERMS")):
        with pytest.raises(DossierError) as caught:
            hours_of(make.dossier(contract), contract, Month(2025, 6), Month(2026, 5))
        assert [error.code for error in caught.value.errors] == [code]
