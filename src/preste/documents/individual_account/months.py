"""What an individual account adds up: the year's payslips, each with its lines, days and hours."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from preste.calendar import Month
from preste.documents.payslip.view import days_by_code
from preste.errors import DocumentError
from preste.payroll import line as role
from preste.payroll.line import Line
from preste.payroll.payslip import Payslip
from preste.payroll.takeover import TakenMonths


@dataclass(frozen=True)
class AccountMonth:
    """One payslip's part in the account.

    `days` and `hours` are hundredths by day code; `monthly_pay` or `hourly_pay` the base pay in cents, the other
    is 0; `final` says whether the month is validated. `taken_over`: the first month of those that another payroll
    office computed and that stand together here, in their last month.
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
    taken_over: Month | None = None


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


def taken_month(row: TakenMonths) -> AccountMonth:
    """Months taken over, as a part of the account: their amounts are lines that add up to their totals."""
    month = row.last
    taxable = row["gross"] - row["onss"]
    net = row["taxable"] - row["withholding"] - row["special"]
    found = [
        ("taken_gross", "Brut repris", row["gross"] - row["double_holiday_pay"], (role.GROSS,)),
        ("double_holiday_pay", "Double pécule repris", row["double_holiday_pay"], (role.GROSS,)),
        ("taken_onss", "Cotisations reprises, après réductions", row["onss"], (role.CONTRIBUTION,)),
        ("taken_taxable", "Autres éléments imposables repris", row["taxable"] - taxable, (role.PLUS_TAXABLE,)),
        ("withholding", "Précompte repris", row["withholding"], (role.TAX,)),
        ("csss", "Cotisation spéciale reprise", row["special"], (role.TAX,)),
        ("taken_net", "Autres sommes reprises", row["net"] - net, (role.PLUS_NET,)),
    ]
    bases = {"taken_onss": row["liable"]}
    lines = tuple(
        Line(row.contract, month, month.last, code, label, amount, roles, base=bases.get(code))
        for code, label, amount, roles in found
        if amount
    )
    return AccountMonth(
        month=month,
        contract=row.contract,
        paid_on=month.last,
        lines=lines,
        days={},
        hours={},
        taken_over=row.first,
    )
