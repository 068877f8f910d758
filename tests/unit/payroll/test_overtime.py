"""Overtime on a payslip: each kind of hours, quotas, rest, tax reduction, and what it leaves; amounts by hand.

3 000 EUR a month for 38 hours: an hour is 3 000 x 3 / 13 / 38 = 18.2186 EUR.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import Any

import pytest

from preste.calendar import Month
from preste.engine import explain, replay
from preste.errors import DossierError
from preste.payroll import line as role
from preste.payroll.carry import left_by
from preste.payroll.month import pay_contract
from preste.payroll.payslip import Payslip
from preste.payroll.settlement import Settlement, differences, late_facts
from preste.records import Contract, ReplacedHoliday

from .test_lines import check_payslip


def full_time(make: Any, *days: tuple[str, str, int], **more: Any) -> Contract:
    contract: Contract = make.contract(amount=300_000, days=make.days(*days), **more)
    return contract


def spread(code: str, total: int, month: str, first: int = 10) -> list[tuple[str, str, int]]:
    """Hours spread over the days of a month, ten hours on each, the rest on the last."""
    parts = [1_000] * (total // 1_000) + ([total % 1_000] if total % 1_000 else [])
    return [(f"{month}-{first + i:02d}", code, hours) for i, hours in enumerate(parts)]


def line(payslip: Payslip, code: str) -> Any:
    return next(one for one in payslip.lines if one.code == code)


def faults(make: Any, contract: Contract, month: str, **dossier: Any) -> list[str]:
    with pytest.raises(DossierError) as error:
        make.pay(contract, month, **dossier)
    return [one.code for one in error.value.errors]


def counters(payslip: Payslip) -> dict[str, int]:
    return {one.label: one.value for one in payslip.counters}


# ── what hours are paid ────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("code", "date", "gross", "net_pay"),
    [
        ("HP", "2026-05-18", 27_328, 0),  # a Monday: 18.2186 + 9.1093 = 27.3279 x 10
        ("HP", "2026-05-16", 27_328, 0),  # a Saturday
        ("HP", "2026-05-17", 36_437, 0),  # a Sunday: 36.4372 x 10
        ("HP", "2026-05-14", 36_437, 0),  # Ascension
        ("HN", "2026-05-18", 27_328, 0),
        ("HS", "2026-05-18", 9_109, 0),  # the supplement alone: 9.1093 x 10
        ("HS", "2026-05-17", 18_219, 0),
        ("HV", "2026-05-18", 0, 18_219),  # within the net hours
    ],
)
def test_ten_hours(make: Any, code: str, date: str, gross: int, net_pay: int) -> None:
    payslip = make.pay(full_time(make, (date, code, 1_000)), "2026-05")
    plain = make.pay(full_time(make), "2026-05")
    trace = payslip.trace
    assert trace["overtime_pay"] == gross == trace["gross"] - plain.trace["gross"]
    assert trace["net_overtime_pay"] == net_pay
    assert payslip.errors == {}
    check_payslip(payslip)
    assert replay(explain(trace, _facts(), ("net_paid",))) > 0
    if net_pay:
        assert trace["net_paid"] == plain.trace["net_paid"] + net_pay
        assert trace["employer_cost"] == plain.trace["employer_cost"] + net_pay
        assert trace["net"] == plain.trace["net"] + net_pay  # creditors may take it


def _facts() -> Any:
    from preste.belgium import FACTS

    return FACTS


def test_a_day_that_replaces_a_public_holiday_has_its_supplement(make: Any) -> None:
    """15 August 2026 is a Saturday, replaced by Monday 17 August: Saturday is a weekday like another then."""
    moved = (ReplacedHoliday(holiday=dt.date(2026, 8, 15), day=dt.date(2026, 8, 17)),)
    contract = full_time(make, ("2026-08-17", "HP", 200), ("2026-08-15", "HP", 100))
    facts = make.pay(contract, "2026-08", replacement_days=moved).trace.facts
    assert (facts["overtime_paid_sunday"], facts["overtime_paid_week"]) == (200, 100)


def test_hourly_pay(make: Any) -> None:
    """20 EUR: 30 EUR with the supplement; the rest is paid when taken, as hours of the schedule."""
    contract = make.contract(
        pay_basis="hourly", amount=2_000, days=make.days(("2026-05-18", "HP", 200), ("2026-05-19", "HS", 300))
    )
    payslip = make.pay(contract, "2026-05")
    assert payslip.trace["overtime_pay"] == 6_000 + 3_000
    rest = replace(contract, days=make.days(("2026-05-18", "R", 760)))
    assert make.pay(rest, "2026-05").trace["base_pay"] == payslip.trace["base_pay"]


def test_lines_say_hours_and_price(make: Any) -> None:
    contract = full_time(make, ("2026-05-18", "HP", 200), ("2026-05-19", "HS", 300), ("2026-05-20", "HV", 400))
    payslip = make.pay(contract, "2026-05")
    paid, supplement, net = (line(payslip, code) for code in ("overtime_week", "supplement_week", "net_overtime"))
    assert (paid.quantity, paid.unit_amount, paid.amount, paid.onss_code) == (200, 273_279, 5_466, "1")
    assert (supplement.quantity, supplement.unit_amount, supplement.amount) == (300, 91_093, 2_733)
    assert (net.quantity, net.unit_amount, net.amount, net.onss_code) == (400, 182_186, 7_287, "")
    assert net.roles == (role.PLUS_NET,)


def test_overtime_makes_no_paid_day_and_a_voucher(make: Any) -> None:
    """A Saturday of overtime is a day with work on it, not one of the schedule."""
    vouchers = {"meal_voucher_value": 800, "meal_voucher_worker": 109}
    plain = make.pay(full_time(make, **vouchers), "2026-05").trace.facts
    facts = make.pay(full_time(make, ("2026-05-16", "HP", 400), **vouchers), "2026-05").trace.facts
    assert facts["meal_vouchers"] == plain["meal_vouchers"] + 1
    assert all(facts[name] == plain[name] for name in ("days_paid", "hours_paid", "schedule_paid"))


# ── part time ──────────────────────────────────────────────────────────────────────────────

HALF = (380, 380, 380, 380, 380, 0, 0)


def half_time(make: Any, *days: tuple[str, str, int]) -> Contract:
    contract: Contract = make.contract(amount=150_000, schedule=HALF, days=make.days(*days))
    return contract


def test_complementary_hours_beyond_the_credit_owe_the_supplement(make: Any) -> None:
    """Twelve hours a month are without it; the first ones in time, here a Sunday among them."""
    days = (("2026-05-15", "HC", 700), ("2026-05-17", "HC", 300), ("2026-05-18", "HC", 400), ("2026-05-24", "HC", 100))
    payslip = make.pay(half_time(make, *days), "2026-05")
    facts = payslip.trace.facts
    assert (facts["complementary_hours"], facts["overtime_paid_week"], facts["overtime_paid_sunday"]) == (
        1200,
        200,
        100,
    )
    # 18.2186 x 12 + 27.3279 x 2 + 36.4372 x 1
    assert payslip.trace["overtime_pay"] == 21_862 + 5_466 + 3_644
    check_payslip(payslip)


def test_the_credit_is_of_each_month(make: Any) -> None:
    contract = half_time(make, ("2026-05-18", "HC", 1_200), ("2026-06-01", "HC", 1_200))
    for month in ("2026-05", "2026-06"):
        assert make.pay(contract, month).trace.facts["complementary_hours"] == 1_200


def test_complementary_hours_count_in_the_part_of_full_time_for_the_work_bonus(make: Any) -> None:
    contract = half_time(make, ("2026-05-18", "HC", 1_000))
    plain, found = make.pay(half_time(make), "2026-05").trace, make.pay(contract, "2026-05").trace
    assert found["bonus_hours"] == plain["bonus_hours"] + 1_000
    assert found["bonus_wage"] == plain["bonus_wage"] + 18_219


def test_complementary_hours_are_not_for_full_timers(make: Any) -> None:
    assert faults(make, full_time(make, ("2026-05-18", "HC", 200)), "2026-05") == ["E-OVERTIME-FULL-TIME"]


@pytest.mark.parametrize("regime", ["student", "flexi", "article17", "director"])
def test_other_regimes_are_refused(make: Any, regime: str) -> None:
    contract = full_time(make, ("2026-05-18", "HP", 200), regime=regime)
    assert "E-OVERTIME-REGIME" in faults(make, contract, "2026-05")


def test_overtime_in_an_incapacity_is_refused(make: Any) -> None:
    from preste.records import Incapacity

    sick = Incapacity(start=dt.date(2026, 5, 18), end=dt.date(2026, 5, 19), certificate=dt.date(2026, 5, 18))
    contract = full_time(make, ("2026-05-18", "HP", 200), incapacities=(sick,))
    assert "E-SICK-DAY" in faults(make, contract, "2026-05")


def test_a_day_has_24_hours(make: Any) -> None:
    """7.60 h of the schedule leave 16.40 for overtime; a day off has 24. Hours of a day without schedule count too."""
    assert make.pay(full_time(make, ("2026-05-18", "HS", 1_640)), "2026-05").overtime.recovered_week == 1_640
    assert make.pay(full_time(make, ("2026-05-16", "HS", 2_400)), "2026-05").overtime.recovered_week == 2_400
    assert faults(make, full_time(make, ("2026-05-18", "HS", 1_641)), "2026-05") == ["E-TIME-HOURS"]
    assert faults(make, full_time(make, ("2026-05-16", "HS", 1_300), ("2026-05-16", "HP", 1_101)), "2026-05") == [
        "E-TIME-HOURS"
    ]
    free = make.contract(
        pay_basis="hourly", amount=1_500, schedule=(0,) * 7, days=make.days(("2026-05-18", "W", 2_500))
    )
    assert faults(make, free, "2026-05") == ["E-TIME-HOURS"]


def absences(payslip: Payslip) -> list[str]:
    return [one for one in payslip.warnings if one.startswith("heures supplémentaires le")]


def test_overtime_on_a_day_of_holidays_or_absence_is_told(make: Any) -> None:
    whole = full_time(make, ("2026-05-18", "V", 760), ("2026-05-18", "HS", 200))
    told = "un jour entier de Vacances annuelles (employé) (V) : vérifiez le jour ou le code"
    assert absences(make.pay(whole, "2026-05")) == [f"heures supplémentaires le 18/05/2026, {told}"]
    mixed = full_time(make, ("2026-05-18", "R", 380), ("2026-05-18", "SS", 380), ("2026-05-18", "HP", 200))
    assert len(absences(make.pay(mixed, "2026-05"))) == 1


@pytest.mark.parametrize(
    "days",
    [
        [("2026-05-18", "V", 380), ("2026-05-18", "HS", 200)],  # half of the day is worked
        [("2026-05-14", "HS", 200)],  # Ascension, worked
        [("2026-05-16", "HS", 200)],  # a Saturday off
        [("2026-05-18", "V", 760), ("2026-05-19", "HS", 200)],
    ],
)
def test_overtime_elsewhere_is_not(make: Any, days: list[tuple[str, str, int]]) -> None:
    assert absences(make.pay(full_time(make, *days), "2026-05")) == []


# ── quotas of the year ─────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("month", "hours", "fits"),
    [
        ("2021-03", 12_000, True),  # corona hours of the crucial sectors
        ("2021-09", 12_000, True),
        ("2022-05", 12_000, True),
        ("2022-05", 12_001, False),
        ("2023-03", 100, False),  # no relaunch hours in the first half of 2023
        ("2023-09", 12_000, True),
        ("2025-11", 12_001, False),
        ("2026-02", 12_000, True),
        ("2026-04", 100, False),  # the voluntary hours of the new system instead
    ],
)
def test_relaunch_hours_by_year(make: Any, month: str, hours: int, fits: bool) -> None:
    contract = full_time(make, *spread("HR", hours, month))
    if fits:
        assert make.pay(contract, month).trace.facts["overtime_net_hours"] == hours
    else:
        assert faults(make, contract, month) == ["E-OVERTIME-QUOTA"]


def test_relaunch_hours_of_earlier_months_are_counted(make: Any) -> None:
    contract = full_time(make, *spread("HR", 7_000, "2025-02"), *spread("HR", 5_001, "2025-09"))
    assert faults(make, contract, "2025-09") == ["E-OVERTIME-QUOTA"]
    following = replace(contract, days=make.days(*spread("HR", 7_000, "2025-02"), *spread("HR", 12_000, "2026-02")))
    assert make.pay(following, "2026-02").trace.facts["overtime_net_hours"] == 12_000


def test_corona_hours_are_deducted_from_those_of_the_second_half_of_2021(make: Any) -> None:
    contract = full_time(make, *spread("HR", 5_000, "2021-03"), *spread("HR", 7_001, "2021-09"))
    assert "secteurs cruciaux" in " ".join(make.pay(contract, "2021-03").warnings)
    assert faults(make, contract, "2021-09") == ["E-OVERTIME-QUOTA"]


def test_relaunch_hours_are_deducted_from_the_net_hours_of_2026(make: Any) -> None:
    """100 relaunch hours in March leave 140 net ones; then there are 120 with a supplement, and no more."""
    relaunch, voluntary = spread("HR", 10_000, "2026-03"), spread("HV", 30_000, "2026-04", 1)
    contract = full_time(make, *relaunch, *voluntary[:20])
    payslip = make.pay(contract, "2026-04")
    assert (payslip.overtime.net, payslip.overtime.voluntary) == (14_000, 6_000)
    assert counters(payslip)["Heures nettes (max. 240)"] == 24_000
    assert counters(payslip)["Volontaires (max. 120)"] == 6_000
    assert any("paramètre incertain" in one and "voluntary_overtime" in one for one in payslip.warnings)
    too_many = replace(contract, days=make.days(*relaunch, *voluntary[:27]))
    assert faults(make, too_many, "2026-04") == ["E-OVERTIME-QUOTA"]


def test_horeca_has_more(make: Any) -> None:
    days = ((f"2026-05-{day:02d}", "HV", 1_400) for day in range(1, 31))
    payslip = make.pay(full_time(make, *days, joint_committee="302.00"), "2026-05")
    assert (payslip.overtime.net, payslip.overtime.voluntary) == (36_000, 6_000)
    assert any("caisse enregistreuse" in one for one in payslip.warnings)


def test_voluntary_hours_of_the_old_system_have_the_supplement(make: Any) -> None:
    """120 a year; beyond it a warning, for a sector may have more."""
    contract = full_time(make, *spread("HV", 10_000, "2025-03"), *spread("HV", 2_100, "2025-04"))
    payslip = make.pay(contract, "2025-04")
    assert payslip.trace["overtime_week"] > 0
    assert payslip.overtime.net == 0
    assert any("1,00 h au-delà du maximum" in one for one in payslip.warnings)
    assert not any("au-delà du maximum" in one for one in make.pay(contract, "2025-03").warnings)


def test_hours_whose_rest_is_waived_beyond_the_maximum(make: Any) -> None:
    payslip = make.pay(full_time(make, *spread("HP", 9_200, "2026-05")), "2026-05")
    assert any("heures sans récupération : 1,00 h au-delà" in one for one in payslip.warnings)
    assert counters(payslip)["Sans repos (max. 91)"] == 9_100


def test_a_part_timer_of_less_than_three_years(make: Any) -> None:
    contract = half_time(make, ("2026-05-18", "HV", 200))
    assert not any("temps partiel" in one for one in make.pay(contract, "2026-05").warnings)
    young = replace(contract, start=dt.date(2024, 1, 1))
    assert any("3 ans de temps partiel" in one for one in make.pay(young, "2026-05").warnings)


def test_quotas_are_those_of_the_worker_over_contracts(make: Any) -> None:
    first = full_time(make, *spread("HR", 7_000, "2025-02"), end=dt.date(2025, 6, 30))
    second = replace(full_time(make, *spread("HR", 6_000, "2025-09")), id="d", start=dt.date(2025, 7, 1))
    dossier = make.dossier(first, second)
    with pytest.raises(DossierError):
        pay_contract(dossier, second, Month(2025, 9))


def test_opening_balances_of_quotas_and_rest(make: Any) -> None:
    contract = full_time(make, *spread("HR", 6_000, "2025-09"), ("2025-09-01", "R", 760))
    opening = {"c": {"overtime_net": 6_001}}
    assert faults(make, contract, "2025-09", begins=Month(2025, 9), opening=opening) == ["E-OVERTIME-QUOTA"]
    opening = {"c": {"overtime_net": 6_000, "compensatory_rest": 1_000}}
    payslip = make.pay(contract, "2025-09", begins=Month(2025, 9), opening=opening)
    assert counters(payslip)["Récupération : solde"] == 240


def of_rest(payslip: Payslip) -> tuple[int | None, list[str]]:
    told = [one for one in payslip.warnings if one.startswith("repos compensatoire")]
    return counters(payslip).get("Récupération : solde"), told


def test_rest_brought_without_a_date_is_told_until_it_counts_no_longer(make: Any) -> None:
    """Before September 2024 at the latest: it counts until December 2025, as hours of August 2024 do."""
    brought = {"begins": Month(2024, 9), "opening": {"c": {"compensatory_rest": 1_000}}}
    contract = full_time(make, ("2024-10-07", "R", 760))
    left, (unknown,) = of_rest(make.pay(contract, "2024-10", **brought))
    assert left == 240
    assert "repris d'avant : 2,40 h dont la date n'est pas connue" in unknown
    left, told = of_rest(make.pay(contract, "2025-12", **brought))
    assert left == 240
    assert "2,40 h gagnées avant 2025 ne sont pas prises et quittent le compteur" in told[1]
    assert of_rest(make.pay(contract, "2026-01", **brought)) == (None, [])


def test_rest_brought_with_the_month_that_earned_it(make: Any) -> None:
    brought = {"begins": Month(2024, 9), "opening": {"c": {"compensatory_rest": 1_000}}}
    dated = brought | {"opening": {"c": {"compensatory_rest": 1_000, "compensatory_rest_month": 202311}}}
    contract = full_time(make)
    assert of_rest(make.pay(contract, "2024-11", **dated)) == (1_000, [])
    assert of_rest(make.pay(contract, "2025-01", **dated)) == (None, [])
    assert of_rest(make.pay(contract, "2025-01", **brought))[0] == 1_000


# ── compensatory rest ──────────────────────────────────────────────────────────────────────


def test_rest_earned_taken_and_left(make: Any) -> None:
    contract = full_time(
        make, ("2025-12-15", "HS", 500), ("2026-05-18", "HN", 400), ("2026-05-19", "R", 300), ("2026-06-01", "RN", 100)
    )
    found = counters(make.pay(contract, "2026-06"))
    assert [found[f"Récupération : {name}"] for name in ("gagné", "pris", "solde")] == [900, 400, 500]
    assert counters(make.pay(contract, "2026-05"))["Récupération : pris"] == 300


def test_more_rest_than_earned_is_told(make: Any) -> None:
    contract = full_time(make, ("2026-05-18", "HS", 300), ("2026-05-19", "R", 760))
    assert any("4,60 h prises de plus" in one for one in make.pay(contract, "2026-05").warnings)


def test_rest_days_without_any_overtime_are_those_of_a_shorter_week(make: Any) -> None:
    payslip = make.pay(full_time(make, ("2026-05-19", "R", 760)), "2026-05")
    assert not any("repos" in one for one in payslip.warnings)
    assert not any("Récupération" in one for one in counters(payslip))


def test_rest_left_at_the_end_of_the_contract_is_told(make: Any) -> None:
    contract = full_time(make, ("2026-05-18", "HS", 300), end=dt.date(2026, 5, 29))
    assert any("3,00 h restent à payer" in one for one in make.pay(contract, "2026-05").warnings)


def test_the_internal_limit(make: Any) -> None:
    days = [(f"2026-05-{day:02d}", "HS", 1_000) for day in range(4, 19)]
    assert any("limite interne" in one for one in make.pay(full_time(make, *days), "2026-05").warnings)
    assert not any("limite interne" in one for one in make.pay(full_time(make, *days[:14]), "2026-05").warnings)


# ── the tax reduction ──────────────────────────────────────────────────────────────────────


def test_the_tax_reduction(make: Any) -> None:
    """57.75 % of 182.19 is 105.21, off the tax on 3 273.28 EUR; recovered hours have it too."""
    plain = make.pay(full_time(make, items=(make.item("premium", 27_328),)), "2026-05").trace
    payslip = make.pay(full_time(make, ("2026-05-18", "HP", 1_000)), "2026-05")
    trace = payslip.trace
    assert trace["gross"] == plain["gross"]
    assert (trace["overtime_tax_base"], trace["overtime_tax_reduction"]) == (18_219, 10_521)
    assert trace["ordinary_withholding"] == plain["ordinary_withholding"] - 10_521
    assert line(payslip, "overtime_tax_base").roles == (role.INFORMATION,)
    recovered = make.pay(full_time(make, ("2026-05-18", "HS", 1_000)), "2026-05").trace
    assert recovered["overtime_tax_reduction"] == 10_521


@pytest.mark.parametrize(
    ("month", "limit"), [("2021-03", 13_000), ("2021-09", 18_000), ("2023-09", 18_000), ("2026-05", 18_000)]
)
def test_the_hours_of_the_year_that_have_it(make: Any, month: str, limit: int) -> None:
    year = month[:4]
    days = [(f"{year}-01-{day:02d}", "HS", 1_000) for day in range(4, 16)]  # 120 h
    days += [(f"{month}-{day:02d}", "HS", 1_000) for day in range(1, 11)]  # 100 h
    contract = full_time(make, *days)
    payslip = make.pay(contract, month)
    assert payslip.trace["overtime_tax_hours"] == limit - 12_000
    assert left_by(payslip)["overtime_taxed"] == limit - 12_000
    assert counters(payslip)[f"Réduction d'impôt (max. {limit // 100})"] == limit


def test_net_and_complementary_hours_within_the_credit_have_no_reduction(make: Any) -> None:
    contract = half_time(make, ("2026-05-18", "HC", 500), ("2026-05-19", "HV", 500))
    assert make.pay(contract, "2026-05").trace["overtime_tax_hours"] == 0


def test_the_reduction_is_within_the_tax(make: Any) -> None:
    contract = half_time(make, *((f"2026-05-{day:02d}", "HS", 1_100) for day in range(1, 15)))
    trace = make.pay(contract, "2026-05").trace
    assert trace["overtime_tax_reduction"] == trace["tax_after_family"]
    assert trace["withholding"] == 0


# ── known late ─────────────────────────────────────────────────────────────────────────────


def test_overtime_known_late_is_paid_and_taxed_as_if_known_in_time(make: Any) -> None:
    """Ten hours of July with supplement and five net ones, known in August: taxed and reduced with August's pay."""
    july, august = Month(2026, 7), Month(2026, 8)
    contract = full_time(make)
    late = full_time(make, ("2026-07-06", "HP", 1_000), ("2026-07-07", "HV", 500))
    lines = differences(
        make.pay(contract, "2026-07", begins=july).lines, make.pay(late, "2026-07", begins=july), "c", july, august.last
    )
    settlement = Settlement(tuple(lines), late_facts(lines), own=True, keeps_debts=True, paid_on=august.last)
    found = pay_contract(make.dossier(late, begins=july), late, august, {}, settlement).trace
    plain = make.pay(contract, "2026-08", begins=july).trace
    assert found.facts["late_overtime_base"] == 18_219
    assert found.facts["late_pay_without_onss"] == 9_109
    assert "late_net" not in settlement.facts
    assert found["overtime_base_together"] == 18_219
    assert found["gross"] == plain["gross"] + 27_328
    before = make.pay(contract, "2026-07", begins=july).trace
    due = make.pay(late, "2026-07", begins=july).trace
    employer = due["employer_contributions"] - before["employer_contributions"]
    assert found["employer_cost"] == plain["employer_cost"] + 27_328 + 9_109 + employer
    assert found["net_paid"] == found["net"]


def test_the_base_of_a_payment_before_counts(make: Any) -> None:
    """What was paid earlier in the same month was reduced already: nothing is given twice."""
    contract = full_time(make, ("2026-08-03", "HP", 1_000))
    first = make.pay(contract, "2026-08", begins=Month(2026, 8)).trace
    before = {
        "taxed_before": first["ordinary_taxable"],
        "withheld_before": first["ordinary_withholding"],
        "overtime_base_before": first["overtime_tax_base"],
    }
    settlement = Settlement((), before, own=False, keeps_debts=True, paid_on=dt.date(2026, 8, 31))
    again = pay_contract(make.dossier(contract, begins=Month(2026, 8)), contract, Month(2026, 8), {}, settlement).trace
    assert again["overtime_tax_reduction"] == first["overtime_tax_reduction"]
    assert again["ordinary_withholding"] == 0
