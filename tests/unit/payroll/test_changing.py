"""Terms that change inside a month: each day by its own schedule, each part by its own pay."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import Any

import pytest

from preste.belgium import FACTS
from preste.belgium.time.stretches import stretches
from preste.calendar import Month
from preste.engine import explain, replay
from preste.errors import DossierError
from preste.payroll.guaranteed import guaranteed
from preste.payroll.payslip import Payslip
from preste.records import Incapacity

FULL, HALF = (760, 760, 760, 760, 760, 0, 0), (380, 380, 380, 380, 380, 0, 0)
MARCH = Month(2026, 3)
"""22 working days: 10 until the 15th, 12 from the 16th."""


def changed(make: Any, *, day: str = "2026-03-16", first: dict[str, Any] | None = None, **then: Any) -> Any:
    """Half time at 1 250.00, then what is told, full time at 2 500.00 unless it says otherwise."""
    before = make.terms(**{"amount": 125_000, "schedule": HALF} | (first or {}))
    return make.contract(terms=(before, make.terms(valid_from=dt.date.fromisoformat(day), **then)))


def base_lines(payslip: Payslip) -> list[tuple[int, str]]:
    return [(line.amount, line.rule) for line in payslip.lines if line.code == "base_pay"]


def refused(make: Any, contract: Any) -> list[tuple[str, str, str]]:
    with pytest.raises(DossierError) as caught:
        make.pay(contract, "2026-03")
    return [(error.code, error.field, error.where) for error in caught.value.errors]


FAULT = [("E-TERMS-MONTH", "terms", "contract c, 2026-03")]


def test_each_part_is_paid_by_its_own_hours(make: Any) -> None:
    """10 of 22 days of 1 250.00, then 12 of 22 of 2 500.00."""
    payslip = make.pay(changed(make), "2026-03")
    assert base_lines(payslip) == [(56_818, "base_pay_before"), (136_364, "base_pay_since")]
    assert payslip.trace["gross"] == 193_182
    time = payslip.time
    assert (time.hours_paid, time.hours_full_time) == (10 * 380 + 12 * 760, 22 * 760)
    assert (time.days_paid, time.days_possible) == (2_200, 2_200)
    assert payslip.trace.facts["part_time"] == 1
    assert payslip.terms.amount == 250_000


def test_absences_are_those_of_their_part(make: Any) -> None:
    """An unpaid day before costs a day of half time, one after it a day of full time."""
    days = make.days(("2026-03-10", "SS", 380), ("2026-03-20", "SS", 760))
    payslip = make.pay(replace(changed(make), days=days), "2026-03")
    assert base_lines(payslip) == [(51_136, "base_pay_before"), (125_000, "base_pay_since")]  # 9 and 11 of 22 days


def test_a_schedule_of_other_days(make: Any) -> None:
    """Mondays and Tuesdays until the 15th, then every day: 4 days of 9.5 h out of 10, then 12 out of 22."""
    two = {"amount": 100_000, "schedule": (950, 950, 0, 0, 0, 0, 0)}
    payslip = make.pay(changed(make, first=two), "2026-03")
    assert base_lines(payslip)[0] == (40_000, "base_pay_before")
    assert payslip.time.days_possible == 400 + 1_200
    assert [d.hours for d in payslip.time.calendar if d.date.day in (2, 3, 4, 16, 18)] == [950, 950, 0, 760, 760]


def test_by_the_hour(make: Any) -> None:
    """38 h at 15.00 and 91.2 h at 16.00."""
    hourly = {"pay_basis": "hourly", "amount": 1_500}
    payslip = make.pay(changed(make, first=hourly, pay_basis="hourly", amount=1_600), "2026-03")
    assert base_lines(payslip) == [(57_000, "base_pay_before"), (145_920, "base_pay_since")]


def test_it_is_explained_and_replays(make: Any) -> None:
    tree = explain(make.pay(changed(make), "2026-03").trace, FACTS, ("net_paid",))
    assert replay(tree) == len(tree["nodes"])
    assert {"base_pay_before", "base_pay_since"} <= {node["name"] for node in tree["nodes"]}


def test_the_months_beside_are_whole(make: Any) -> None:
    contract = changed(make)
    assert make.pay(contract, "2026-02").trace["gross"] == 125_000
    assert make.pay(contract, "2026-04").trace["gross"] == 250_000


def test_another_function_is_no_change(make: Any) -> None:
    terms = (make.terms(), make.terms(valid_from=dt.date(2026, 3, 10), function="Direction"))
    payslip = make.pay(make.contract(terms=terms), "2026-03")
    assert base_lines(payslip) == [(250_000, "base_pay")]
    assert payslip.terms.function == "Direction"


def test_stretches_follow_the_contract(make: Any) -> None:
    contract = replace(changed(make), start=dt.date(2026, 3, 4), end=dt.date(2026, 3, 20))
    assert [(one.first.day, one.last.day) for one in stretches(contract, MARCH)] == [(4, 15), (16, 20)]


@pytest.mark.parametrize(
    "then",
    [{"pay_basis": "hourly", "amount": 1_500}, {"meal_voucher_value": 800}, {"full_time_hours": 4_000}],
)
def test_what_is_not_computed_is_refused(make: Any, then: dict[str, Any]) -> None:
    assert refused(make, changed(make, **then)) == FAULT


def test_two_changes_in_a_month(make: Any) -> None:
    contract = changed(make)
    third = make.terms(valid_from=dt.date(2026, 3, 25), amount=260_000)
    assert refused(make, replace(contract, terms=(*contract.terms, third))) == FAULT


def test_a_short_change_inside_the_month_is_two(make: Any) -> None:
    """Other terms from the 10th to the 12th only: the first and the last day have the same."""
    between = make.terms(valid_from=dt.date(2026, 3, 10), valid_to=dt.date(2026, 3, 12), amount=260_000)
    assert refused(make, make.contract(terms=(make.terms(), between))) == FAULT


def test_guaranteed_pay_without_onss_before_the_change(make: Any) -> None:
    """Its pay would be that of the former terms."""
    day = dt.date(2026, 3, 2)
    sick = Incapacity(start=day, end=dt.date(2026, 3, 13), certificate=day)
    hourly = {"pay_basis": "hourly", "amount": 1_500}
    contract = changed(make, first=hourly, pay_basis="hourly", amount=1_600)
    contract = replace(contract, status="blue_collar", incapacities=(sick,))
    assert refused(make, contract) == FAULT
    with pytest.raises(DossierError) as caught:
        list(guaranteed(contract))
    assert [error.code for error in caught.value.errors] == ["E-TERMS-MONTH"]


def test_overtime_is_paid_by_the_terms_of_its_day(make: Any) -> None:
    """2 200 EUR for 38 h until 15 March 2026, 2 500 since: an hour is 13.3603, then 15.1822.

    3 March: 2 h at 13.3603 + 6.6802; Sunday 8 March: 1 h at 26.7206; 17 March: 4 h at 22.7733.
    """
    contract = changed(make, first={"amount": 220_000, "schedule": FULL}, amount=250_000)
    days = make.days(("2026-03-03", "HP", 200), ("2026-03-08", "HP", 100), ("2026-03-17", "HP", 400))
    payslip = make.pay(replace(contract, days=days), "2026-03")
    found = [(one.quantity, one.unit_amount, one.amount) for one in payslip.lines if one.code.startswith("overtime_")]
    assert found[:3] == [(200, 200_405, 4_008), (400, 227_733, 9_109), (100, 267_206, 2_672)]
    assert payslip.trace["overtime_pay"] == 4_008 + 9_109 + 2_672
    assert payslip.trace["gross"] == payslip.trace["base_pay"] + payslip.trace["overtime_pay"]
    assert payslip.trace["overtime_tax_base"] == 4_008 + 6_073  # 3 h at 13.3603 and 4 at 15.1822
    tree = explain(payslip.trace, FACTS, ("net_paid",))
    assert replay(tree) == len(tree["nodes"])


def test_recovered_and_net_overtime_by_the_terms_of_their_day(make: Any) -> None:
    """Hourly pay of 15 EUR, then 16: supplements of 7.50 and 8, and in May 2026 net hours at 15 and 16."""
    first, since = {"pay_basis": "hourly", "amount": 1_500}, dt.date(2026, 5, 18)
    terms = (
        make.terms(**first, valid_to=since - dt.timedelta(days=1)),
        make.terms(pay_basis="hourly", amount=1_600, valid_from=since),
    )
    given = [(f"2026-05-{day}", code, 100) for day in ("04", "19") for code in ("HS", "HV")]
    payslip = make.pay(make.contract(terms=terms, days=make.days(*given)), "2026-05")
    assert payslip.trace["overtime_pay"] == 750 + 800
    assert payslip.trace["net_overtime_pay"] == 1_500 + 1_600
    net = [(one.quantity, one.amount) for one in payslip.lines if one.code == "net_overtime"]
    assert net == [(100, 1_500), (100, 1_600)]
    assert payslip.overtime.net == 200


def test_the_year_s_hours_with_a_tax_reduction_are_the_first_ones(make: Any) -> None:
    """179 h of 180 were used: the one left is of 3 March, at 13.3603."""
    contract = changed(make, first={"amount": 220_000, "schedule": FULL}, amount=250_000)
    days = make.days(("2026-03-03", "HP", 200), ("2026-03-17", "HP", 400))
    opening = {"c": {"overtime_taxed": 17_900}}
    payslip = make.pay(replace(contract, days=days), "2026-03", begins=MARCH, opening=opening)
    assert (payslip.trace["overtime_tax_hours"], payslip.trace["overtime_tax_base"]) == (100, 1_336)


def test_complementary_hours_of_who_is_full_time_since(make: Any) -> None:
    """13 h while part-time: 12 within the credit, one with its supplement, by the former hour; none afterwards."""
    half = (380, 380, 380, 380, 380, 0, 0)
    contract = changed(make, first={"amount": 110_000, "schedule": half}, amount=250_000, schedule=FULL)
    payslip = make.pay(replace(contract, days=make.days(("2026-03-03", "HC", 1_300))), "2026-03")
    assert payslip.trace["complementary_pay_before"] == 16_032  # 13.3603 x 12
    assert payslip.trace["overtime_week_before"] == 2_004
    late = replace(contract, days=make.days(("2026-03-17", "HC", 100)))
    with pytest.raises(DossierError) as caught:
        make.pay(late, "2026-03")
    assert [error.code for error in caught.value.errors] == ["E-OVERTIME-FULL-TIME"]
