"""What is carried from payslip to payslip of a worker: balances that later months need."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, fields

from preste.calendar import Month
from preste.payroll.payslip import Payslip


@dataclass
class Carry:
    """What a worker's earlier payslips leave for the next: amounts in cents, hours in hundredths.

    Balances end with the year, but for `deferred_deductions` and `payments`: what creditors received of each claim,
    and what was paid and taken in a calendar month, under the names that `of_claim` and `of_month` give.
    """

    quarter_pay: int = 0
    quarter_special: int = 0
    work_bonus: int = 0
    student_hours: int = 0
    flexi_pay: int = 0
    commuting: int = 0
    article17_year: int = 0
    article17_quarter: int = 0
    article17_days: int = 0
    overtime_net: int = 0
    overtime_voluntary: int = 0
    overtime_waived: int = 0
    overtime_taxed: int = 0
    deferred_deductions: int = 0
    payments: dict[str, int] = field(default_factory=dict)

    def after(self, payslip: Payslip) -> None:
        """Add a payslip of the worker."""
        self.add(left_by(payslip))

    def add(self, left: Mapping[str, int]) -> None:
        """Add what one payslip leaves, as `left_by` tells it."""
        for name in BALANCES:
            setattr(self, name, getattr(self, name) + left.get(name, 0))
        self.add_payments(left)

    def add_payments(self, left: Mapping[str, int]) -> None:
        """Add only what creditors received of a payslip, and what it paid in its calendar month."""
        for name, value in payments_in(left).items():
            self.payments[name] = self.payments.get(name, 0) + value

    def begin_quarter(self) -> None:
        """What counts by quarter begins at zero."""
        self.quarter_pay = self.quarter_special = self.article17_quarter = 0

    def begin_year(self) -> None:
        """What counts by year begins at zero."""
        for name in BALANCES:
            if name != "deferred_deductions":
                setattr(self, name, 0)

    @classmethod
    def sum(cls, openings: Iterable[Mapping[str, int]]) -> Carry:
        """The balances that a worker's contracts begin with, together."""
        total = cls()
        for opening in openings:
            total.add(opening)
        return total


BALANCES = tuple(one.name for one in fields(Carry) if one.name != "payments")
"""What is carried by the month of work."""

REST = "compensatory_rest"
"""Compensatory rest left before the first month computed here: later it is counted from the days themselves."""

OPENING_NAMES = (*BALANCES, REST)
"""What an opening balance may give."""


def of_claim(garnishment: str, month: Month | None = None) -> str:
    """Under what name it is carried what a creditor received: of the whole claim, or in a month of payment."""
    return f"claim:{garnishment}" + (f"@{month}" if month else "")


def of_month(what: str, month: Month) -> str:
    """Under what name it is carried what was paid (net), or taken (maintenance, seized), in a calendar month."""
    return f"month:{what}@{month}"


def payments_in(left: Mapping[str, int]) -> dict[str, int]:
    """The part of what a payslip leaves that follows its payment, and that no later fact changes."""
    return {name: value for name, value in left.items() if name.startswith(("claim:", "month:"))}


def balances_in(left: Mapping[str, int]) -> dict[str, int]:
    """The rest: balances that follow the month of work."""
    return {name: value for name, value in left.items() if name in BALANCES}


def left_by(payslip: Payslip) -> dict[str, int]:
    """What a payslip's own month adds to the balances. Raises NoParameter when missing law blocked one of them."""
    trace, facts, regime = payslip.trace, payslip.trace.facts, payslip.contract.regime
    left = {
        "quarter_pay": trace["liable_base"],
        "quarter_special": trace["special_contribution"],
        "work_bonus": trace["work_bonus"],
        "student_hours": facts["student_hours"],
        "commuting": facts["commuting_allowance"],
    }
    if regime == "flexi":
        left["flexi_pay"] = trace["ordinary_gross"]
    if regime == "article17":
        hours, days = payslip.time.hours_paid, payslip.time.days_worked
        left |= {"article17_year": hours, "article17_quarter": hours, "article17_days": days}
    if facts["overtime_hours"]:
        left |= {
            "overtime_net": payslip.overtime.net,
            "overtime_voluntary": payslip.overtime.voluntary,
            "overtime_waived": payslip.overtime.waived,
            "overtime_taxed": trace["overtime_tax_hours"],
        }
    if facts["own_deductions"] or facts["deferred_deductions"]:
        left["deferred_deductions"] = trace["deduction_deferred"] - trace["deduction_recovered"]
    return left | _payments_of(payslip)


def _payments_of(payslip: Payslip) -> dict[str, int]:
    """What a payslip paid and gave to creditors; nothing for a worker without any."""
    if not payslip.contract.garnishments:
        return {}
    month = Month(payslip.paid_on.year, payslip.paid_on.month)
    left = {of_month("net", month): max(0, payslip.trace["net"])}
    for one in payslip.withheld:
        what = "maintenance" if one.garnishment.kind == "maintenance" else "seized"
        for name in (of_month(what, month), of_claim(one.garnishment.id), of_claim(one.garnishment.id, month)):
            left[name] = left.get(name, 0) + one.amount
    return left
