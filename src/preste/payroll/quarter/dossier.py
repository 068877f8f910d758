"""The quarter of a dossier folder: its months as known, as paid, and what was told of the quarter."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace

from preste.calendar import Month, Quarter
from preste.errors import DossierError, InputError, NoParameter, PresteError
from preste.payroll.carry import left_by
from preste.payroll.late import due_in, known, pay_as_known
from preste.payroll.month import Dossier, pay_contract, payday
from preste.payroll.payslip import Payslip
from preste.payroll.quarter.gather import gather
from preste.payroll.quarter.given import GivenFact
from preste.payroll.quarter.model import Missing, Paid, QuarterResult
from preste.payroll.quarter.rights import NO_RIGHTS, Rights
from preste.payroll.quarter.settle import settle
from preste.records import Contract

Progress = Callable[[int, int], None]
"""Told (done, total) payslips as they are computed; what it raises ends the computation."""


def _say_nothing(done: int, total: int) -> None:
    """No report."""


def quarter_of(
    dossier: Dossier,
    quarter: Quarter,
    until: Month | None = None,
    given: Sequence[GivenFact] = (),
    rights: Rights = NO_RIGHTS,
    *,
    paid: Sequence[Paid] | None = None,
    report: Progress = _say_nothing,
) -> QuarterResult:
    """The quarter by what was known on the pay day of a month, at first the last one of the quarter.

    `until`: a later month, whose settlements, premiums and arrears of this quarter are then in it. `paid`: the payslips
    as they were paid, by whoever keeps them, and then all that the dossier holds is known; otherwise each is computed
    with what was known on its own pay day. `report` is told how far it is. Raises DossierError with what is wrong in
    the records, and InputError for a quarter that begins before the dossier does.
    """
    last = until or quarter.months[-1]
    _refuse(dossier, quarter, last)
    now = known(dossier, payday(dossier.employer, last)) if paid is None else dossier
    due, missing = _payslips(now, quarter, last, report)
    if paid is None:
        paid = _paid(dossier, quarter, last, due)
    found = gather(dossier.employer, quarter, due, due, paid)
    workers = {one.id: one.worker for one in dossier.contracts}
    result = settle(found, given, paid, workers, rights)
    return _with_missing(result, missing)


def _refuse(dossier: Dossier, quarter: Quarter, last: Month) -> None:
    if last < quarter.months[-1]:
        remedy = f"give a month from {quarter.months[-1]} on"
        raise InputError(f"{last} is before the end of {quarter}", field="until", remedy=remedy, code="E-QUARTER")
    if dossier.begins is not None and quarter.months[0] < dossier.begins:
        raise InputError(
            f"{quarter} begins before {dossier.begins}, the first month computed here", field="quarter",
            remedy="ask a later quarter, or let the dossier begin earlier", code="E-BEGINS",
        )  # fmt: skip


def _payslips(dossier: Dossier, quarter: Quarter, last: Month, report: Progress) -> tuple[list[Payslip], list[Missing]]:
    """The payslips of all contracts from the quarter's first month to the last; the year's earlier ones come first."""
    found: list[Payslip] = []
    missing: list[Missing] = []
    errors: list[PresteError] = []
    closed: dict[tuple[str, Month], Mapping[str, int]] = {}
    wanted = list(_active(dossier, Month(quarter.year, 1), last))
    for done, (month, contract) in enumerate(wanted):
        report(done, len(wanted))
        try:
            slip = pay_contract(dossier, contract, month, closed)
            closed[contract.id, month] = left_by(slip)
        except DossierError as error:
            errors += error.errors
        except NoParameter as error:
            missing.append(Missing(contract.worker.id, str(month), error))
        else:
            if month >= quarter.months[0]:
                found.append(slip)
    if errors:
        distinct = {(one.code, one.where, one.message): one for one in errors}
        raise DossierError(f"{len(distinct)} errors in {quarter}", list(distinct.values()))
    return found, missing


def _active(dossier: Dossier, first: Month, last: Month) -> Iterator[tuple[Month, Contract]]:
    """Every month from the first one that is computed here, with each contract that runs in it."""
    month = first if dossier.begins is None else max(first, dossier.begins)
    while month <= last:
        for contract in dossier.contracts:
            if contract.active_in(month):
                yield month, contract
        month = month.plus(1)


def _paid(dossier: Dossier, quarter: Quarter, last: Month, due: list[Payslip]) -> Sequence[Paid]:
    """The payslips as they were paid, each with what was known on its own pay day."""
    if all(
        one.known_since is None
        for contract in dossier.contracts
        for one in (*contract.terms, *contract.households, *contract.items)
    ):
        return due
    found = []
    month = quarter.months[0]
    while month <= last:
        for contract in due_in(dossier, month):
            try:
                found.append(pay_as_known(dossier, contract, month))
            except NoParameter:  # told by the payslip as it should be
                continue
        month = month.plus(1)
    return found


def _with_missing(result: QuarterResult, missing: Sequence[Missing]) -> QuarterResult:
    return replace(result, missing=(*missing, *result.missing)) if missing else result
