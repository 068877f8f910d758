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
        trace, facts, regime = payslip.trace, payslip.trace.facts, payslip.contract.regime
        self.quarter_pay += trace["liable_base"]
        self.quarter_special += trace["special_contribution"]
        self.work_bonus += trace["work_bonus"]
        self.student_hours += facts["student_hours"]
        self.commuting += facts["commuting_allowance"]
        if regime == "flexi":
            self.flexi_pay += trace["ordinary_gross"]
        if regime == "article17":
            self.article17_year += payslip.time.hours_paid
            self.article17_quarter += payslip.time.hours_paid
            self.article17_days += payslip.time.days_worked

    def begin_quarter(self) -> None:
        """What counts by quarter begins at zero."""
        self.quarter_pay = self.quarter_special = self.article17_quarter = 0

    @classmethod
    def sum(cls, openings: Iterable[Mapping[str, int]]) -> Carry:
        """The balances that a worker's contracts begin with, together."""
        total = cls()
        for opening in openings:
            for name, value in opening.items():
                setattr(total, name, getattr(total, name) + value)
        return total


OPENING_NAMES = tuple(Carry.__dataclass_fields__)
"""What an opening balance may give."""
