"""Settling: the facts that settled lines make, and what is given once in a month of payment; amounts by hand."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import Any

from preste.calendar import Month
from preste.payroll.month import pay_contract
from preste.payroll.payslip import Payslip
from preste.payroll.settlement import Settlement, differences, late_facts
from preste.records import Garnishment, Incapacity

JULY, AUGUST = Month(2026, 7), Month(2026, 8)


def settled(make: Any, contract: Any, late: Any, *, own: bool, **facts: int) -> Payslip:
    """What a contract is paid in August (of its own month, or off-cycle) when July was paid otherwise than due."""
    july = [make.pay(one, "2026-07", begins=JULY) for one in (contract, late)]
    lines = differences(july[0].lines, july[1], "c", JULY, AUGUST.last)
    settlement = Settlement(tuple(lines), late_facts(lines) | facts, own=own, keeps_debts=True, paid_on=AUGUST.last)
    return pay_contract(make.dossier(late, begins=JULY), late, AUGUST, {}, settlement)


def test_group_insurance_kept_before_in_the_month_counts_for_the_reduction(make: Any) -> None:
    """2 418.97 EUR taxed before, 118.88 now are taxed as 2 538.85 (397.64); 30 % of 100.00 was given before."""
    contract = make.contract(items=(make.item("group_insurance", 100_00, once=True, since="2026-08-01"),))
    first = make.pay(contract, "2026-08", begins=JULY).trace
    assert (first["tax_after_family"], first["ordinary_withholding"]) == (346_33, 316_33)
    raised = replace(contract, terms=(make.terms(amount=270_000),))
    before = {
        "taxed_before": first["ordinary_taxable"], "withheld_before": 316_33, "bonus_a_before": 127_54,
        "bonus_b_before": 118_18, "fiscal_bonus_before": 104_36, "group_insurance_before": 100_00,
    }  # fmt: skip
    found = settled(make, contract, raised, own=False, **before).trace
    assert found["group_insurance_together"] == 100_00
    assert found["group_insurance_tax_reduction"] == 30_00
    assert found["ordinary_withholding"] == 397_64 - 30_00 - 316_33
    assert found["withholding"] == 291_64 - 211_97


def test_late_group_insurance_is_kept_before_creditors_and_lowers_the_tax_now(make: Any) -> None:
    contract = make.contract()
    late = make.contract(items=(make.item("group_insurance", 100_00, once=True, since="2026-07-01"),))
    plain, found = make.pay(contract, "2026-08", begins=JULY).trace, settled(make, contract, late, own=True).trace
    assert (found.facts["late_group_insurance"], found.facts["late_net"]) == (100_00, 0)
    assert found["withholding"] == plain["withholding"] - 30_00
    assert found["net"] == plain["net"] - 70_00 == found["net_paid"]


def test_group_insurance_given_back_never_raises_the_tax_of_a_month(make: Any) -> None:
    contract = make.contract(items=(make.item("group_insurance", 100_00, once=True, since="2026-07-01"),))
    plain, found = make.pay(contract, "2026-08", begins=JULY).trace, settled(make, contract, make.contract(), own=True)
    assert found.trace["group_insurance_together"] == 0
    assert found.trace["withholding"] == plain["withholding"]
    assert found.trace["net"] == plain["net"] + 100_00


def test_guaranteed_pay_known_late_is_pay_and_costs_are_the_employers(make: Any) -> None:
    """It enters net, which creditors and the fifth are counted on, and the employer's cost."""
    contract = make.contract(status="blue_collar")
    sick = Incapacity(start=dt.date(2026, 7, 1), end=dt.date(2026, 7, 24), certificate=dt.date(2026, 7, 1))
    cost = make.item("cost", 50_00, once=True, since="2026-07-01")
    late = replace(contract, incapacities=(sick,), items=(cost,))
    due = make.pay(late, "2026-07", begins=JULY).trace
    assert due["pay_without_onss"] > 0
    plain, found = make.pay(contract, "2026-08", begins=JULY).trace, settled(make, contract, late, own=True).trace
    before = make.pay(contract, "2026-07", begins=JULY).trace
    assert found.facts["late_pay_without_onss"] == due["pay_without_onss"]
    assert found.facts["late_net"] == 50_00
    assert found["employer_cost"] - plain["employer_cost"] == due["employer_cost"] - before["employer_cost"]
    assert found["net"] + 50_00 == found["net_before_debt"]


def test_vouchers_known_late_are_out_of_the_reach_of_creditors(make: Any) -> None:
    """Maintenance has all the cash there is: not the worker's part of vouchers, of the month or of an earlier one."""
    maintenance = Garnishment(
        id="m", creditor="Créancière", kind="maintenance", valid_from=JULY.first, notified_on=JULY.first,
        monthly=900_000,
    )  # fmt: skip
    contract = make.contract(garnishments=(maintenance,))
    vouchers = {"meal_voucher_value": 800, "meal_voucher_worker": 109}
    late = replace(contract, terms=(make.terms(**vouchers),))
    found = settled(make, contract, late, own=True).trace
    days = found.facts["meal_vouchers"], make.pay(late, "2026-07", begins=JULY).trace.facts["meal_vouchers"]
    assert (found["meal_voucher_worker_part"], found.facts["late_meal_vouchers"]) == (days[0] * 109, days[1] * 109)
    assert found["maintenance_kept"] == found["net"] - sum(days) * 109
    assert (found["net_before_debt"], found["net_paid"]) == (0, 0)
