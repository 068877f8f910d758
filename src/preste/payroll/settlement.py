"""Settling earlier months: what was paid beside what should have been, as lines of the payslip that pays it.

A fact that becomes known after its month was closed never changes that month. The month is computed again as it
should have been, and the differences are posted now, each with the month it was earned in. The work bonus and the
special contribution follow the month earned, withholding the day of payment.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from preste.calendar import Month
from preste.payroll import line as role
from preste.payroll.items import LINE_KINDS
from preste.payroll.line import Line
from preste.payroll.overtime import OVERTIME_BASE
from preste.payroll.payslip import Payslip

NOT_SETTLED = frozenset(
    {"withholding", "fiscal_bonus", "debt_kept", "debt_recovered", "garnishment", "taxed_before", "withheld_before"}
)
"""Lines of the day of payment: tax on ordinary pay and what it is taken with, debts, what creditors took."""

_TAX_OF: Mapping[str, tuple[str, ...]] = {
    "withholding_double": ("double_holiday_pay",),
    "withholding_departure": ("departure_simple", "departure_double"),
    "withholding_premium": ("year_end_premium",),
    "withholding_arrears": ("arrears",),
    "withholding_severance": ("severance",),
}
"""Withholding on exceptional pay, and the pay it is on: it moves only with that pay."""

_EXCEPTIONAL = frozenset(
    {"onss_premium", "onss_double", "onss_departure", "onss_arrears", "onss_severance"}.union(*_TAX_OF.values())
)
"""Exceptional pay and the contributions on it: taxed by tables of their own."""

WITHOUT_ONSS = ("sick_second_week", "sick_supplement", "net_overtime")
"""Guaranteed pay and net overtime, which stand after the contributions: part of net, not costs paid back."""

_LABELLED = frozenset(LINE_KINDS)
"""Lines that are told apart by their label."""


@dataclass(frozen=True)
class Settlement:
    """What a payslip settles besides its own month: lines, and the facts that the rules take them from.

    `own` is false for a payslip that pays nothing of its own month: an off-cycle run, or a contract that has ended.
    `keeps_debts`: a net below zero is kept as a debt, an earlier one recovered. `paid_on`: the day of payment when it
    is not the employer's usual one.
    """

    lines: tuple[Line, ...] = ()
    facts: Mapping[str, int] = field(default_factory=dict)
    own: bool = True
    keeps_debts: bool = False
    paid_on: dt.date | None = None

    @property
    def matters(self) -> bool:
        """Whether the rules of settling are needed at all."""
        return bool(self.lines) or any(self.facts.values())


NOTHING = Settlement()
LEFT_OUT = Settlement(own=False)
"""Of a contract that a run does not pay."""


def refuse_missing(due: Payslip, before: Collection[str] = ()) -> None:
    """Raises the missing law of a month as it should have been, but that of the rules that lacked it `before` too.

    Its lines would be left out, and the difference paid without them.
    """
    for rule, error in due.errors.items():
        if rule not in before:
            raise error


def differences(paid: Iterable[Line], due: Payslip | None, contract: str, month: Month, paid_on: dt.date) -> list[Line]:
    """What is still to pay, or to take back, of a month: lines due less lines paid, line by line."""
    was, now = _sums(paid), _sums(due.lines if due else ())
    found = [
        _difference(now.get(key) or was[key], _amount(now, key) - _amount(was, key), contract, month, paid_on)
        for key in dict.fromkeys([*now, *was])
        if _amount(now, key) != _amount(was, key)
    ]
    codes = {line.code for line in found}
    return [line for line in found if line.code not in _TAX_OF or codes & set(_TAX_OF[line.code])]


Nature = tuple[str, str, tuple[int, ...], str, str]
"""What makes two lines of a month the same element of pay."""


def nature(line: Line) -> Nature:
    """The element of pay a line belongs to, whatever its amount."""
    label = line.label if line.code in _LABELLED else ""
    return line.code, label, line.roles, line.onss_code, line.account


def _sums(lines: Iterable[Line]) -> dict[Nature, Line]:
    """Lines of the same nature added up."""
    found: dict[Nature, Line] = {}
    for line in lines:
        if line.code in NOT_SETTLED:
            continue
        key = nature(line)
        found[key] = line._replace(amount=line.amount + found[key].amount) if key in found else line
    return found


def _amount(sums: Mapping[Nature, Line], key: Nature) -> int:
    return sums[key].amount if key in sums else 0


def _difference(line: Line, amount: int, contract: str, month: Month, paid_on: dt.date) -> Line:
    label = line.label.partition(" (")[0] if line.code == "base_pay" else line.label
    return line._replace(
        contract=contract, earned_month=month, paid_on=paid_on, amount=amount, label=label,
        quantity=None, unit="", unit_amount=None, base=None, rate=None,
    )  # fmt: skip


def late_facts(lines: Sequence[Line]) -> dict[str, int]:
    """The facts that settled lines make; those of nothing are left out."""
    by_role = _by_role(lines)
    taxable = _taxable(by_role)
    ordinary = _taxable(_by_role(line for line in lines if line.code not in _EXCEPTIONAL))
    special, insurance = _of(lines, "csss"), _of(lines, "group_insurance")
    guaranteed = sum(_of(lines, code) for code in WITHOUT_ONSS)
    costs = sum(line.amount for line in lines if line.roles == (role.PLUS_NET,) and line.code not in WITHOUT_ONSS)
    gross = by_role[role.GROSS] + by_role[role.GROSS_IN_KIND]
    found = {
        "late_gross": gross,
        "late_contribution": by_role[role.CONTRIBUTION],
        "late_reductions": by_role[role.CONTRIBUTION_REDUCTION],
        "late_special_contribution": special,
        "late_taxable": ordinary,
        "late_exceptional_taxable": taxable - ordinary,
        "late_exceptional_tax": by_role[role.TAX] - by_role[role.TAX_REDUCTION] - special,
        "late_bonus_a": _of(lines, "work_bonus_a"),
        "late_bonus_b": _of(lines, "work_bonus_b"),
        "late_group_insurance": insurance,
        "late_pay_without_onss": guaranteed,
        "late_meal_vouchers": _of(lines, "meal_vouchers"),
        "late_overtime_base": _of(lines, OVERTIME_BASE),
        "late_net": by_role[role.PLUS_NET] - by_role[role.MINUS_NET] + insurance
        + by_role[role.PLUS_TAXABLE] - by_role[role.MINUS_TAXABLE] - guaranteed,
        "late_employer": by_role[role.EMPLOYER] + costs,
    }  # fmt: skip
    return {name: value for name, value in found.items() if value}


def _by_role(lines: Iterable[Line]) -> dict[int, int]:
    found = dict.fromkeys(range(1, 13), 0)
    for line in lines:
        for one in line.roles:
            found[one] += line.amount
    return found


def _taxable(by_role: Mapping[int, int]) -> int:
    """The pay cascade from gross to taxable."""
    gross = by_role[role.GROSS] + by_role[role.GROSS_IN_KIND]
    after = gross - by_role[role.CONTRIBUTION] + by_role[role.CONTRIBUTION_REDUCTION]
    return after + by_role[role.PLUS_TAXABLE] - by_role[role.MINUS_TAXABLE]


def _of(lines: Iterable[Line], code: str) -> int:
    return sum(line.amount for line in lines if line.code == code)
