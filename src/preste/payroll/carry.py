"""What is carried from payslip to payslip of a worker through a year: balances that later months need."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from preste.payroll.payslip import Payslip


@dataclass
class Carry:
    """What a worker's earlier payslips of the year leave for the next: amounts in cents, hours in hundredths."""

    quarter_pay: int = 0
    quarter_special: int = 0
    work_bonus: int = 0
    student_hours: int = 0
    flexi_pay: int = 0
    commuting: int = 0
    article17_year: int = 0
    article17_quarter: int = 0
    article17_days: int = 0

    def after(self, payslip: Payslip) -> None:
        """Add a payslip of the worker."""
        self.add(left_by(payslip))

    def add(self, left: Mapping[str, int]) -> None:
        """Add what one payslip leaves, as `left_by` tells it."""
        for name in OPENING_NAMES:
            setattr(self, name, getattr(self, name) + left.get(name, 0))

    def begin_quarter(self) -> None:
        """What counts by quarter begins at zero."""
        self.quarter_pay = self.quarter_special = self.article17_quarter = 0

    @classmethod
    def sum(cls, openings: Iterable[Mapping[str, int]]) -> Carry:
        """The balances that a worker's contracts begin with, together."""
        total = cls()
        for opening in openings:
            total.add(opening)
        return total


OPENING_NAMES = tuple(Carry.__dataclass_fields__)
"""What an opening balance may give."""


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
    return left
