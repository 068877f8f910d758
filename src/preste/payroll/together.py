"""What one employer pays a worker in a calendar month is taxed together, by whatever contract and in any payment.

Directors' pay has lump-sum expenses of its own and is summed apart; what the worker's family gives is given once over
both. What a payment was taxed with is carried as amounts of its month of payment, under the names of the facts that
later payments take.
"""

from __future__ import annotations

import datetime as dt

from preste.calendar import Month
from preste.engine import Trace
from preste.errors import NoParameter
from preste.money import half_up
from preste.payroll.carry import POOLS, UNTAXED, Carry, of_month, pool
from preste.records import Contract

FAMILY = "family_given_before"
NAMES = (
    "taxed_before",
    "withheld_before",
    "fiscal_bonus_before",
    "bonus_a_before",
    "bonus_b_before",
    "group_insurance_before",
    "overtime_base_before",
)
"""The facts that a later payment of the month takes from the earlier ones of its own pool; FAMILY is of the other."""


def before(carry: Carry, contract: Contract, paid_on: dt.date) -> dict[str, int]:
    """The facts of what the employer paid the worker earlier in the calendar month; those of nothing are left out.

    Raises NoParameter when missing law kept an earlier payment of the month without tax.
    """
    if not carry.payments:
        return {}
    month, own = Month(paid_on.year, paid_on.month), pool(contract)
    if carry.payments.get(of_month(UNTAXED, month)):
        message = f"what was withheld on the worker's other pay of {month} is not known"
        remedy = "that payslip says which parameter of law is missing"
        raise NoParameter(message, field="withholding", where=f"contract {contract.id}", remedy=remedy)
    found = {name: carry.payments.get(of_month(own + name, month), 0) for name in NAMES}
    found[FAMILY] = sum(carry.payments.get(of_month(other + FAMILY, month), 0) for other in POOLS if other != own)
    return {name: value for name, value in found.items() if value}


def taxed_by(trace: Trace, family_before: int) -> dict[str, int] | None:
    """What a payment was taxed with, under the names of the facts it becomes; None when missing law left it unknown.

    `family_before`: what earlier payments of the pool had of the family's reductions.
    """
    if trace.get("fiscal_work_bonus") is None:
        return None
    facts = trace.facts
    return {
        "taxed_before": trace["ordinary_taxable"] + facts["late_taxable"],
        "withheld_before": trace["ordinary_withholding"],
        "fiscal_bonus_before": trace["fiscal_work_bonus"],
        "bonus_a_before": trace["work_bonus_part_a"] + facts["late_bonus_a"],
        "bonus_b_before": trace["work_bonus_part_b"] + facts["late_bonus_b"],
        "group_insurance_before": facts["group_insurance"] + facts["late_group_insurance"],
        "overtime_base_before": trace["overtime_tax_base"] + facts["late_overtime_base"],
        FAMILY: _family_given(trace) - family_before,
    }


def family_before(carry: Carry, contract: Contract, paid_on: dt.date) -> int:
    """What earlier payments of the month, of the contract's own pool, had of the family's reductions."""
    if not carry.payments:
        return 0
    return carry.payments.get(of_month(pool(contract) + FAMILY, Month(paid_on.year, paid_on.month)), 0)


def _family_given(trace: Trace) -> int:
    """How much of the family's reductions the month's tax took, over all payments so far."""
    tax = trace["monthly_tax"] if "monthly_tax" in trace.plan.index else half_up(trace["annual_tax"], 12)
    return min(tax, trace["family_reduction"])
