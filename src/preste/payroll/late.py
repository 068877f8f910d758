"""Facts that became known after their month was paid: what a later month settles of it, in a dossier folder.

A month is paid with what is known on its pay day. When a fact says that it was known later (`known_since`), the months
it touches stay as they were paid; the first month that knows it pays the differences, each with the month it was
earned in.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import TypeVar

from preste.calendar import ONE_DAY, Month
from preste.errors import DossierError, InputError
from preste.payroll import line as role
from preste.payroll.apart import has_apart, pay_month, refuse_both
from preste.payroll.carry import left_by
from preste.payroll.month import Dossier, pay_contract, payday
from preste.payroll.payslip import Payslip
from preste.payroll.settlement import NOTHING, Settlement, differences, late_facts, refuse_missing
from preste.records import Contract
from preste.records.dated import Dated

D = TypeVar("D", bound=Dated)


def pay_as_known(dossier: Dossier, contract: Contract, month: Month) -> Payslip:
    """The payslip of a month with what was known on its pay day, settling what became known since the pay day before.

    That of a contract that ended before settles alone. Raises as `pay_contract` does.
    """
    limited = contract.regime == "article17" and not contract.student
    if not limited and not any(one.known_since for one in _dated(contract)):
        return pay_month(dossier, contract, month)
    if has_apart(dossier, contract):
        refuse_both(contract, month)
    cut, eve = payday(dossier.employer, month), payday(dossier.employer, month.plus(-1))
    now, was = known(dossier, cut), known(dossier, eve)
    first = _first_touched(contract, eve, cut)
    settlement = NOTHING
    if limited:
        now, was = replace(now, seen=month), replace(was, seen=month.plus(-1))
        begins = max(Month(month.year, 1), Month(contract.start.year, contract.start.month))
        first = min(first, begins) if first else begins
    if first is not None and first < month:
        settlement = settlement_of(was, now, contract.id, first, month)
        settlement = replace(settlement, own=contract.active_in(month))
    payslip = pay_contract(now, _by_id(now, contract.id), month, settlement=settlement)
    _refuse_what_is_not_kept(payslip, settlement)
    return payslip


def due_in(dossier: Dossier, month: Month) -> list[Contract]:
    """The contracts that a month pays: those that run in it, and those that ended before and of which something became
    known since the pay day before."""
    cut, eve = payday(dossier.employer, month), payday(dossier.employer, month.plus(-1))

    def late(one: Contract) -> bool:
        first = _first_touched(one, eve, cut) if one.end is not None and one.end < month.first else None
        return first is not None and one.end is not None and first.first <= one.end

    return [one for one in dossier.contracts if one.active_in(month) or late(one)]


def known(dossier: Dossier, day: dt.date) -> Dossier:
    """The dossier as it was known on a day: terms, households and pay items known later are left out, and the terms or
    household that one of these follows run on."""
    return replace(
        dossier,
        contracts=[
            replace(
                one,
                terms=_run_on(one.terms, day),
                households=_run_on(one.households, day),
                items=_known(one.items, day),
            )
            for one in dossier.contracts
        ],
    )


def settlement_of(before: Dossier, now: Dossier, contract: str, first: Month, month: Month) -> Settlement:
    """What a month settles of earlier ones, from the first that may differ: as known now, less as known before."""
    paid_on = payday(now.employer, month)
    was, due = _payslips(before, contract, first, month), _payslips(now, contract, first, month)
    for at, payslip in due.items():
        refuse_missing(payslip, was[at].errors if at in was else ())
    lines = [
        line
        for at in sorted({*was, *due})
        for line in differences(was[at].lines if at in was else (), due.get(at), contract, at, paid_on)
    ]
    return Settlement(tuple(lines), late_facts(lines), paid_on=paid_on)


def _payslips(dossier: Dossier, contract: str, first: Month, month: Month) -> dict[Month, Payslip]:
    """The payslips of a contract from a month to the one before another, each resting on those before it."""
    held = _by_id(dossier, contract)
    own = [one for one in dossier.contracts if one.worker.id == held.worker.id]
    found: dict[Month, Payslip] = {}
    closed: dict[tuple[str, Month], Mapping[str, int]] = {}
    at = Month(first.year, 1) if dossier.begins is None else max(Month(first.year, 1), dossier.begins)
    while at < month:
        for one in own:
            if one.active_in(at):
                payslip = pay_contract(dossier, one, at, closed)
                closed[one.id, at] = left_by(payslip)
                if one.id == contract and at >= first:
                    found[at] = payslip
        at = at.plus(1)
    return found


def _first_touched(contract: Contract, eve: dt.date, cut: dt.date) -> Month | None:
    """The first month of a fact that became known after one pay day and by the next."""
    late = [one.valid_from for one in _dated(contract) if one.known_since and eve < one.known_since <= cut]
    first = max(contract.start, min(late)) if late else None
    return Month(first.year, first.month) if first else None


def _refuse_what_is_not_kept(payslip: Payslip, settlement: Settlement) -> None:
    """A debt and what creditors took of a settled net would have to be remembered: the office does."""
    if all(line.roles == (role.EMPLOYER,) for line in settlement.lines):
        return
    where = f"contract {payslip.contract.id}, {payslip.month}"
    fault = None
    if settlement.matters and payslip.trace.get("debt_kept"):
        fault = "more is to be taken back of earlier months than this one pays"
    elif payslip.withheld:
        fault = "earlier months are settled in a month of which creditors take their part"
    if fault:
        remedy = "use the office, which keeps debts and what creditors received"
        wrong = InputError(fault, where=where, field="known_since", remedy=remedy, code="E-LATE")
        raise DossierError.of([wrong], where)


def _dated(contract: Contract) -> Iterator[Dated]:
    yield from contract.terms
    yield from contract.households
    yield from contract.items


def _known(facts: Sequence[D], day: dt.date) -> tuple[D, ...]:
    return tuple(one for one in facts if one.known_since is None or one.known_since <= day)


def _run_on(facts: Sequence[D], day: dt.date) -> tuple[D, ...]:
    """Those known on the day; one whose end was written with what follows it had none then."""
    hidden = {one.valid_from for one in facts if one.known_since is not None and one.known_since > day}
    return tuple(
        replace(one, valid_to=None) if one.valid_to is not None and one.valid_to + ONE_DAY in hidden else one
        for one in _known(facts, day)
    )


def _by_id(dossier: Dossier, contract: str) -> Contract:
    return next(one for one in dossier.contracts if one.id == contract)
