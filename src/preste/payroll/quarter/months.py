"""A worker's payslips that a quarter rests on: computed from the dossier, or given by who has them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from preste.calendar import Month, Quarter
from preste.errors import DossierError, NoParameter, PresteError
from preste.payroll.apart import has_apart
from preste.payroll.article17_late import as_declared
from preste.payroll.carry import left_by
from preste.payroll.late import due_in, known, pay_as_known
from preste.payroll.month import Dossier, pay_contract, payday
from preste.payroll.payslip import Payslip
from preste.payroll.quarter.model import Missing, Paid
from preste.records import Contract


@dataclass(frozen=True, kw_only=True)
class Months:
    """The payslips of a worker from a quarter's first month to the last one asked.

    `due`: as they should be by what is known on the pay day of the last, months before contracts in the dossier's
    order. `paid`: as they were paid, each with what was known on its own pay day; the same when nothing came late.
    `notes`: what to know of them, in French.
    """

    due: Sequence[Payslip]
    paid: Sequence[Paid]
    missing: Sequence[Missing] = ()
    notes: Sequence[str] = ()


MonthsOf = Callable[[Dossier, Quarter, Month, bool], Months]
"""A worker's own dossier, the quarter, the last month asked, and whether anything of the employer became known late,
to that worker's months. Raises DossierError with what is wrong in the records."""


def computed(own: Dossier, quarter: Quarter, last: Month, late: bool) -> Months:
    """The months of a worker, computed from the worker's own dossier."""
    computed_due, missing = _due(known(own, payday(own.employer, last)) if late else own, quarter, last)
    due = [one for one in computed_due if one.month >= quarter.months[0]]
    paid = _paid(own, quarter, last) if late and _differs(own) else due
    return Months(due=due, paid=paid, missing=missing, notes=tuple(_reopened(computed_due, quarter)))


def _reopened(due: Sequence[Payslip], quarter: Quarter) -> Iterator[str]:
    """The months of earlier quarters of the year that this one made liable."""
    found: dict[str, list[str]] = {}
    for one in due:
        if one.month < quarter.months[0] and one.owed is not None:
            found.setdefault(one.contract.id, []).append(str(one.month))
    for contract, months in found.items():
        yield (
            f"{contract} : article 17 dépassé dans l'année, les mois {', '.join(months)} doivent aussi des "
            "cotisations : corrigez la DmfA de leur trimestre"
        )


def any_late(contracts: Sequence[Contract]) -> bool:
    """Whether a fact of these contracts became known after the month it touches was paid."""
    return any(
        one.known_since is not None
        for contract in contracts
        for facts in (contract.terms, contract.households, contract.items)
        for one in facts
    )


def _differs(own: Dossier) -> bool:
    """Whether a worker's payslips as paid may be others than those due now."""
    limited = any(one.regime == "article17" and not one.student for one in own.contracts)
    return limited or any_late(own.contracts) or any(has_apart(own, one) for one in own.contracts)


def _due(own: Dossier, quarter: Quarter, last: Month) -> tuple[list[Payslip], list[Missing]]:
    """By all that a worker's own dossier holds, the payslips from the quarter's first month to the last.

    Earlier months of the year are computed first, for what they leave; of these, those of article 17 that a later month
    made liable are given too.
    """
    own = replace(own, seen=last)
    found: list[Payslip] = []
    missing: list[Missing] = []
    errors: list[PresteError] = []
    closed: dict[tuple[str, Month], Mapping[str, int]] = {}
    month = Month(quarter.year, 1) if own.begins is None else max(Month(quarter.year, 1), own.begins)
    while month <= last:
        for contract in own.contracts:
            if not contract.active_in(month):
                continue
            try:
                slip = pay_contract(own, contract, month, closed)
                closed[contract.id, month] = left_by(slip)
            except DossierError as error:
                errors += error.errors
            except NoParameter as error:
                missing.append(Missing(contract.worker.id, str(month), error))
            else:
                if month >= quarter.months[0]:
                    found.append(as_declared(slip))
                elif slip.owed is not None:
                    found.append(slip)
        month = month.plus(1)
    if errors:
        raise DossierError(f"errors in {quarter}", errors)
    return found, missing


def _paid(own: Dossier, quarter: Quarter, last: Month) -> list[Payslip]:
    found = []
    month = quarter.months[0]
    while month <= last:
        for contract in due_in(own, month):
            try:
                found.append(pay_as_known(own, contract, month))
            except NoParameter:  # told by the payslip as it should be
                continue
        month = month.plus(1)
    return found
