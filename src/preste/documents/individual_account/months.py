"""What an individual account adds up: the year's payslips, each with its lines, days and hours."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from preste.calendar import Month
from preste.documents.payslip.view import days_by_code
from preste.errors import DocumentError
from preste.payroll.line import Line
from preste.payroll.payslip import Payslip


@dataclass(frozen=True)
class AccountMonth:
    """One payslip's part in the account.

    `days` and `hours` are hundredths by day code; `monthly_pay` or `hourly_pay` the base pay in cents, the other
    is 0; `final` says whether the month is validated.
    """

    month: Month
    contract: str
    paid_on: dt.date
    lines: tuple[Line, ...]
    days: Mapping[str, int]
    hours: Mapping[str, int]
    monthly_pay: int = 0
    hourly_pay: int = 0
    final: bool = True


def account_month(payslip: Payslip) -> AccountMonth:
    """A payslip's part in the account. Raises DocumentError when missing law left its totals unknown."""
    if payslip.totals is None:
        raise DocumentError(
            f"the individual account cannot be made, {payslip.month} has no result",
            where=f"contract {payslip.contract.id}, {payslip.month}",
            remedy="complete what the month lacks, then make the account again",
            code="E-DOCUMENT-TOTALS",
        )
    hourly = payslip.terms.pay_basis == "hourly"
    return AccountMonth(
        month=payslip.month,
        contract=payslip.contract.id,
        paid_on=payslip.paid_on,
        lines=payslip.lines,
        days=days_by_code(payslip.time),
        hours=payslip.time.hours_by_code,
        monthly_pay=0 if hourly else payslip.terms.amount,
        hourly_pay=payslip.terms.amount if hourly else 0,
    )
