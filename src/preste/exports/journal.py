"""The accounting lines of a month: a balanced journal by account, from the payslips' lines alone.

Accounts are those of the Belgian minimum chart (PCMN), as a starting point an accountant may map: 620 pay,
621 employer contributions, 623 other staff costs, 453 withholding tax, 454 ONSS, 455 net pay, 416 advances.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from preste.payroll import line as role
from preste.payroll.line import Line
from preste.payroll.payslip import Payslip

ONSS, TAX, NET = "454", "453", "455"
_NAMES = {
    "416": "Avances au personnel",
    "453": "Précompte professionnel à payer",
    "454": "ONSS à payer",
    "455": "Rémunérations à payer",
    "489": "Autres dettes",
    "612": "Frais de déplacement",
    "620": "Rémunérations",
    "621": "Cotisations patronales",
    "623": "Autres frais de personnel",
}


@dataclass(frozen=True, slots=True)
class Posting:
    """One line of the journal: an amount in cents on the debit or the credit of an account."""

    date: dt.date
    contract: str
    account: str
    label: str
    debit: int
    credit: int

    @property
    def account_name(self) -> str:
        """The account's usual French name."""
        return _NAMES.get(self.account, "")


def journal(payslips: Iterable[Payslip]) -> list[Posting]:
    """The postings of these payslips, balanced contract by contract.

    A payslip that a missing parameter of law left without its totals has no postings.
    """
    found: list[Posting] = []
    for payslip in payslips:
        if payslip.totals is not None and payslip.trace.get("employer_contributions") is not None:
            found += _postings(payslip, payslip.totals.granted)
    return found


def _postings(payslip: Payslip, granted: int) -> list[Posting]:
    out: list[Posting] = []
    for line in payslip.lines:
        for account, label, amount in _sides(line):
            debit, credit = (amount, 0) if amount > 0 else (0, -amount)
            out.append(Posting(payslip.paid_on, line.contract, account, label, debit, credit))
    label = f"Net à payer {payslip.month}"
    debit, credit = (0, granted) if granted >= 0 else (-granted, 0)
    out.append(Posting(payslip.paid_on, payslip.contract.id, NET, label, debit, credit))
    return out


def _sides(line: Line) -> list[tuple[str, str, int]]:
    """The accounts a line moves, debit positive; those of the worker's side balance with the net pay."""
    if role.EMPLOYER in line.roles:
        against = ONSS if line.account == "621" else line.account
        if against == line.account:  # the employer's part of vouchers is bought, not owed here
            return []
        return [(line.account, line.label, line.amount), (against, line.label, -line.amount)]
    sign = sum(_SIGN[r] for r in line.roles)
    if not sign:  # in and out again: a benefit in kind, pay not taxed at source
        return []
    return [(line.account, line.label, sign * line.amount)]


_SIGN = {
    role.GROSS: 1,
    role.GROSS_IN_KIND: 1,
    role.CONTRIBUTION: -1,
    role.CONTRIBUTION_REDUCTION: 1,
    role.PLUS_TAXABLE: 1,
    role.MINUS_TAXABLE: -1,
    role.TAX: -1,
    role.TAX_REDUCTION: 1,
    role.PLUS_NET: 1,
    role.MINUS_NET: -1,
    role.INFORMATION: 0,
}
