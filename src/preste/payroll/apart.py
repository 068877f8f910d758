"""Payments apart from the month's pay in a dossier folder: what is earned in a month and paid on a day of its own.

The month is paid without what has its own pay day, and each such day is a payslip of its own: the difference that it
makes to the month, with contributions of the month it was earned in, taxed on the day it is paid together with what
was paid before in that calendar month. Later payslips carry the balances of the whole month.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

from preste.calendar import Month
from preste.errors import DossierError, InputError
from preste.payroll.carry import balances_in, carried, left_by, payments_in
from preste.payroll.month import Dossier, lasting, pay_contract, payday
from preste.payroll.payslip import Payslip
from preste.payroll.settlement import Settlement, differences, late_facts, refuse_missing
from preste.records import Contract, PayItem

_BEFORE_ALL = Month(1900, 1)
"""Under which the payments made so far are told to payroll: earlier than any month it computes."""


def pay_days(dossier: Dossier, contract: Contract, month: Month) -> list[dt.date]:
    """The days, other than the month's pay day, on which something earned in the month is paid."""
    usual = payday(dossier.employer, month)
    return sorted({one.paid_on for one in _of(contract, month) if one.paid_on is not None and one.paid_on != usual})


def has_apart(dossier: Dossier, contract: Contract) -> bool:
    """Whether the worker of a contract is paid anything apart."""
    own = [one for one in dossier.contracts if one.worker.id == contract.worker.id]
    return any(item.paid_on is not None for one in own for item in one.items)


def pay_month(dossier: Dossier, contract: Contract, month: Month) -> Payslip:
    """The payslip of a month without what is paid apart. Raises as `pay_contract` does."""
    if not has_apart(dossier, contract):
        return pay_contract(dossier, contract, month)
    walk = _Walk(dossier, contract)
    walk.until(payday(dossier.employer, month), month, contract)
    return walk.regular(contract, month)


def payments_apart(dossier: Dossier, contract: Contract, month: Month) -> list[Payslip]:
    """The payslips of what a contract earns in a month and is paid on other days, in their order.

    Raises as `pay_contract` does.
    """
    found = []
    for day in pay_days(dossier, contract, month):
        walk = _Walk(dossier, contract)
        walk.until(day, month, contract, apart=True)
        found.append(walk.apart(contract, month, day))
    return found


@dataclass(frozen=True, order=True)
class _Event:
    """A payment: its day, what is paid apart before what is usual, then by month and the dossier's order."""

    day: dt.date
    usual: bool
    month: Month
    position: int


@dataclass
class _Walk:
    """A worker's payments one after the other, with what each leaves to those that follow."""

    dossier: Dossier
    contract: Contract
    closed: dict[tuple[str, Month], Mapping[str, int]] = field(default_factory=dict)
    paid: dict[str, int] = field(default_factory=dict)

    @property
    def own(self) -> list[Contract]:
        """The worker's contracts, in the dossier's order."""
        return [one for one in self.dossier.contracts if one.worker.id == self.contract.worker.id]

    def until(self, day: dt.date, month: Month, contract: Contract, *, apart: bool = False) -> None:
        """Make every payment that comes before one of a contract."""
        last = _Event(day, not apart, month, self.own.index(contract))
        for event in sorted(self._events(max(month, Month(day.year, day.month)))):
            if event >= last:
                return
            one = self.own[event.position]
            if event.usual:
                self._leave(one, event.month, self.regular(one, event.month))
            else:
                self._pay(self.apart(one, event.month, event.day))

    def regular(self, contract: Contract, month: Month) -> Payslip:
        """A month's own payslip, without what is paid apart."""
        return self._computed(contract, month, _before(contract, month, payday(self.dossier.employer, month), None))

    def apart(self, contract: Contract, month: Month, day: dt.date) -> Payslip:
        """The payslip of what is paid on a day of its own: the difference it makes to the month."""
        usual = payday(self.dossier.employer, month)
        on_the_day = Settlement(paid_on=day)
        without = self._computed(contract, month, _before(contract, month, usual, day), on_the_day)
        due = self._computed(contract, month, _before(contract, month, usual, day, with_it=True), on_the_day)
        refuse_missing(due, without.errors)
        lines = tuple(differences(without.lines, due, contract.id, month, day))
        settlement = Settlement(lines, late_facts(lines), own=False, paid_on=day)
        return self._computed(contract, month, (), settlement)

    # ── inside ─────────────────────────────────────────────────────────────────────────────

    def _events(self, last: Month) -> Iterator[_Event]:
        """Every payment of the worker's contracts up to a month."""
        own = self.own
        years = [last.year, *lasting(own, last)]
        years += [item.valid_from.year for one in own for item in one.items if item.paid_on is not None]
        month = Month(min(years), 1)
        if self.dossier.begins is not None:
            month = max(month, self.dossier.begins)
        while month <= last:
            for position, one in enumerate(own):
                if one.active_in(month):
                    yield _Event(payday(self.dossier.employer, month), usual=True, month=month, position=position)
                    for day in pay_days(self.dossier, one, month):
                        yield _Event(day, usual=False, month=month, position=position)
            month = month.plus(1)

    def _computed(
        self, contract: Contract, month: Month, items: tuple[PayItem, ...], settlement: Settlement | None = None
    ) -> Payslip:
        """A payslip of the contract with these items of the month, after all payments made so far."""
        changed = replace(contract, items=items)
        dossier = replace(
            self.dossier, contracts=[changed if one.id == contract.id else one for one in self.dossier.contracts]
        )
        closed = self.closed | {(self.own[0].id, _BEFORE_ALL): self.paid}
        return pay_contract(dossier, changed, month, closed, settlement or Settlement())

    def _leave(self, contract: Contract, month: Month, payslip: Payslip) -> None:
        """What a month leaves: the balances of all that is earned in it, and what its own payslip paid."""
        whole = payslip
        if pay_days(self.dossier, contract, month):
            whole = self._computed(contract, month, contract.items)
        paid = carried(payslip.taxed, payslip.contract, payslip.paid_on)
        self.closed[contract.id, month] = balances_in(left_by(whole)) | payments_in(left_by(payslip)) | paid

    def _pay(self, payslip: Payslip) -> None:
        """What a payment apart leaves: what it paid."""
        left = payments_in(left_by(payslip)) | carried(payslip.taxed, payslip.contract, payslip.paid_on)
        for name, value in left.items():
            self.paid[name] = self.paid.get(name, 0) + value


def _of(contract: Contract, month: Month) -> list[PayItem]:
    """The single items of a month that have a pay day of their own."""
    return [one for one in contract.items if one.paid_on is not None and month.first <= one.valid_from <= month.last]


def _before(
    contract: Contract, month: Month, usual: dt.date, day: dt.date | None, *, with_it: bool = False
) -> tuple[PayItem, ...]:
    """The contract's items without those of the month paid apart on a day or later; with `day` None, without any."""

    def kept(one: PayItem) -> bool:
        if one.paid_on is None or one.paid_on == usual or not month.first <= one.valid_from <= month.last:
            return True
        return day is not None and (one.paid_on < day or (with_it and one.paid_on == day))

    return tuple(one for one in contract.items if kept(one))


def refuse_both(contract: Contract, month: Month) -> None:
    """Raises DossierError: what was known late and what is paid apart are settled each in its own way."""
    where = f"contract {contract.id}, {month}"
    remedy = "use the office, or write the late fact as an item of the month that pays it"
    message = "facts known late and payments apart are not settled together in a folder"
    wrong = InputError(message, where=where, field="paid_on", remedy=remedy, code="E-LATE")
    raise DossierError(f"1 error in {where}", [wrong])
