"""What is carried from payslip to payslip of a worker: balances that later months need."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, fields

from preste.calendar import Month
from preste.payroll.payslip import Payslip
from preste.records import Contract


@dataclass
class Carry:
    """What a worker's earlier payslips leave for the next: amounts in cents, hours in hundredths.

    Hours of article 17 are those of both sectors, of which `article17_sport_…` in sport. `student_hours` are those that
    count for the quota, `student_uncounted` those that a measure leaves out of it.

    Balances end with the year, but for `deferred_deductions` and `payments`: what creditors received of each claim,
    and what was paid, taxed and taken in a calendar month, under the names that `of_claim` and `of_month` give.
    `month_pay` and `month_special`: what of the quarter's balances is of the month, by the worker's other contracts.
    """

    quarter_pay: int = 0
    quarter_special: int = 0
    work_bonus: int = 0
    student_hours: int = 0
    student_uncounted: int = 0
    flexi_pay: int = 0
    commuting: int = 0
    bicycle: int = 0
    mileage_km: int = 0
    eco_vouchers: int = 0
    voucher_hours: int = 0
    vouchers: int = 0
    article17_year: int = 0
    article17_quarter: int = 0
    article17_days: int = 0
    article17_sport_year: int = 0
    article17_sport_quarter: int = 0
    overtime_net: int = 0
    overtime_voluntary: int = 0
    overtime_waived: int = 0
    overtime_taxed: int = 0
    deferred_deductions: int = 0
    month_pay: int = 0
    month_special: int = 0
    payments: dict[str, int] = field(default_factory=dict)

    def after(self, payslip: Payslip) -> None:
        """Add a payslip of the worker."""
        self.add(left_by(payslip))
        self.add_payments(carried(payslip.taxed, payslip.contract, payslip.paid_on))

    def after_payment(self, payslip: Payslip) -> None:
        """Add a payslip without a month of its own: only what it paid."""
        self.add_payments(left_by(payslip) | carried(payslip.taxed, payslip.contract, payslip.paid_on))

    def add(self, left: Mapping[str, int]) -> None:
        """Add what one payslip leaves, as `left_by` tells it."""
        for name in BALANCES:
            setattr(self, name, getattr(self, name) + left.get(name, 0))
        self.month_pay += left.get("quarter_pay", 0)
        self.month_special += left.get("quarter_special", 0)
        self.add_payments(left)

    def add_payments(self, left: Mapping[str, int]) -> None:
        """Add only what creditors received of a payslip, and what it paid in its calendar month."""
        for name, value in payments_in(left).items():
            self.payments[name] = self.payments.get(name, 0) + value

    def begin(self, month: Month) -> None:
        """What counts by month begins at zero, and with the quarter or the year what counts by these."""
        self.month_pay = self.month_special = 0
        if month.month % 3 == 1:
            self.quarter_pay = self.quarter_special = self.article17_quarter = self.article17_sport_quarter = 0
            self.voucher_hours = self.vouchers = 0
        if month.month == 1:
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


BALANCES = tuple(one.name for one in fields(Carry) if one.name not in ("month_pay", "month_special", "payments"))
"""What is carried by the month of work."""

REST = "compensatory_rest"
"""Compensatory rest left before the first month computed here: later it is counted from the days themselves."""
REST_MONTH = "compensatory_rest_month"
"""Beside it in an opening balance: the last month in which it was earned, 202603 for March 2026."""

OPENING_NAMES = (*(name for name in BALANCES if name != "student_uncounted"), REST)
"""What an opening balance may give; hours that a measure left out of the count are known by their days only."""
WHOLE = ("article17_days", "vouchers")
"""Those that are counted one by one; the others are amounts in cents, or hundredths of hours and of kilometres."""


def of_claim(garnishment: str, month: Month | None = None) -> str:
    """Under what name it is carried what a creditor received: of the whole claim, or in a month of payment."""
    return f"claim:{garnishment}" + (f"@{month}" if month else "")


def of_month(what: str, month: Month) -> str:
    """Under what name it is carried what was paid (net), taxed, or taken (maintenance, seized), in a calendar month."""
    return f"month:{what}@{month}"


POOLS = ("", "director.")
"""Pay that is taxed together: of ordinary contracts, of directors."""
UNTAXED = "untaxed"
"""Stands for what a payment was taxed with where missing law left it unknown."""


def pool(contract: Contract) -> str:
    """With which pay a contract's is taxed."""
    return "director." if contract.regime == "director" else ""


def carried(taxed: Mapping[str, int] | None, contract: Contract, paid_on: dt.date) -> dict[str, int]:
    """What a payment was taxed with, under the names it is carried by."""
    month = Month(paid_on.year, paid_on.month)
    if taxed is None:
        return {of_month(UNTAXED, month): 1}
    return {of_month(pool(contract) + name, month): value for name, value in taxed.items() if value}


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
        "student_hours": trace["student_hours_counted"],
        "student_uncounted": facts["student_hours"] - trace["student_hours_counted"],
        "commuting": facts["commuting_allowance"],
        "bicycle": trace["bicycle"],
        "mileage_km": facts["mileage_km"],
        "eco_vouchers": facts["eco_vouchers"],
    }
    if facts["meal_voucher_by_hours"]:
        left |= {"voucher_hours": facts["voucher_hours"], "vouchers": trace["meal_voucher_number"]}
    if regime == "flexi":
        left["flexi_pay"] = trace["ordinary_gross"]
    if regime == "article17":
        left |= article17_left(payslip.contract, payslip.time.hours_paid, payslip.time.days_worked)
    if facts["overtime_hours"]:
        left |= {
            "overtime_net": payslip.overtime.net,
            "overtime_voluntary": payslip.overtime.voluntary,
            "overtime_waived": payslip.overtime.waived,
            "overtime_taxed": trace["overtime_tax_hours"],
        }
    if facts["own_deductions"] or facts["deferred_deductions"]:
        left["deferred_deductions"] = trace["deduction_deferred"] - trace["deduction_recovered"]
    return dict(counted(left, payslip.contract)) | _payments_of(payslip)


def article17_left(contract: Contract, hours: int, days: int) -> dict[str, int]:
    """What a month of article 17 leaves: its hours and days."""
    left = {"article17_year": hours, "article17_quarter": hours, "article17_days": days}
    if contract.article17_sector == "sport":
        left |= {"article17_sport_year": hours, "article17_sport_quarter": hours}
    return left


def counted(left: Mapping[str, int], contract: Contract) -> Mapping[str, int]:
    """What a contract's month leaves: flexi pay is not pay in the sense of the special contribution."""
    return {**left, "quarter_pay": 0} if contract.regime == "flexi" else left


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
