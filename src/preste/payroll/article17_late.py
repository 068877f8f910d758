"""Months of article 17 that were paid as free of contributions, and that a later month makes liable.

Beyond a limit all hours worked for the employer are ordinary (ONSS, instructions of 2022): those of the year, or of the
quarter, whichever was exceeded. The worker's contributions were not kept in time, so that the employer bears them (law
of 27 June 1969, art. 26): the worker is paid what was paid.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from preste.money import euro
from preste.payroll import line as role
from preste.payroll.line import Line
from preste.payroll.lines import lines_of
from preste.payroll.payslip import Payslip

BORNE = "onss_borne"
"""The code of the worker's contributions that the employer bears."""
_ACCOUNT = "621"
_PERSONAL = (role.CONTRIBUTION, role.CONTRIBUTION_REDUCTION)


def reopened_lines(paid: Sequence[Line], ordinary: Sequence[Line]) -> tuple[Line, ...]:
    """The lines of a month as it was paid, with the contributions of ordinary pay, all at the employer's cost."""
    own = [line for line in ordinary if line.roles == (role.EMPLOYER,) and line.account == _ACCOUNT]
    kept = [line for line in paid if not (line.roles == (role.EMPLOYER,) and line.account == _ACCOUNT)]
    return (*kept, *own, *_borne(ordinary))


def as_declared(payslip: Payslip) -> Payslip:
    """The month as the ONSS is told of it: that of ordinary pay where a later month made it liable."""
    owed = payslip.owed
    if owed is None:
        return payslip
    lines = lines_of(owed, payslip.contract, payslip.terms, payslip.time, payslip.month, payslip.paid_on)
    return replace(payslip, trace=owed, lines=lines, owed=None)


def _borne(ordinary: Sequence[Line]) -> Iterator[Line]:
    personal = [line for line in ordinary if len(line.roles) == 1 and line.roles[0] in _PERSONAL]
    amount = sum(-line.amount if line.roles == (role.CONTRIBUTION_REDUCTION,) else line.amount for line in personal)
    if amount:
        yield personal[0]._replace(
            code=BORNE, label="Cotisations du travailleur à charge de l'employeur", amount=amount,
            roles=(role.EMPLOYER,), account=_ACCOUNT, quantity=None, unit="", unit_amount=None, base=None, rate=None,
        )  # fmt: skip


def borne(settled: Sequence[Line]) -> Iterator[str]:
    """What the officer is told of the months that a payslip makes liable."""
    months = sorted({line.earned_month for line in settled if line.code == BORNE})
    if not months:
        return
    told = ", ".join(str(month) for month in months)
    owed = sum(line.amount for line in settled if line.earned_month in months and line.roles == (role.EMPLOYER,))
    yield (
        f"article 17 dépassé : les mois {told} doivent aussi des cotisations, {euro(owed)} à charge de l'employeur "
        "(loi du 27 juin 1969, art. 26) ; à déclarer à l'ONSS dès le premier jour"
    )
