"""The account of a dossier folder: its entries, its quarters as they are computed, and their provisions."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from contextlib import suppress
from functools import cache
from pathlib import Path

from preste.belgium.collection import ask, scheme_of
from preste.calendar import Month, Quarter
from preste.engine import Trace
from preste.errors import InputError, NoParameter
from preste.payroll.month import Dossier
from preste.payroll.onss_account.make import account_of, amounts, balance_term, notice_of, quarters_of
from preste.payroll.onss_account.model import PLAN, PROVISION, REFERENCE, Account, Entry, Provision
from preste.payroll.onss_account.provisions import plus, provisions_of, told_of
from preste.payroll.quarter import QuarterResult, quarter_of, read_given, read_rights


class OnssDossier:
    """A dossier and its entries. What is asked of a quarter is computed once."""

    def __init__(self, folder: Path, dossier: Dossier, entries: Sequence[Entry]) -> None:
        self.folder, self.dossier, self.entries = folder, dossier, tuple(entries)
        self.told = amounts(entries, {})
        self.references = {Quarter.parse(one.period): one.amount for one in entries if one.kind == REFERENCE}
        self.written = {Month.parse(one.period): one.amount for one in entries if one.kind == PROVISION}
        self.result = cache(self._result)

    def account(self, on: dt.date, since: Quarter | None = None) -> Account:
        """The account on a day; `since`: the first quarter that is a debt of it, at first the one of the first entry.

        Raises NoParameter, DossierError for wrong records, and InputError when a quarter cannot be told.
        """
        first = since or self._begins(on)
        last = Quarter.of(Month(on.year, on.month))
        computed: dict[Quarter, int] = {}
        provisions: list[Provision] = []
        notes: list[str] = []
        quarter = first
        while quarter <= last:
            if quarter.last < on and (amount := self.owed(quarter)) is not None:
                computed[quarter] = amount
            if quarter.last < on:
                notes += self._missing(quarter)
            try:
                provisions += self.provisions(quarter)
            except (InputError, NoParameter) as error:
                notes.append(f"provisions de {quarter} : {error.message}")
                provisions += told_of(quarter, self.written)
            quarter = plus(quarter, 1)
        return account_of(self.entries, computed, provisions, on, notes)

    def provisions(self, quarter: Quarter) -> tuple[Provision, ...]:
        """The provisions of a quarter. Raises NoParameter and InputError."""
        scheme = scheme_of(self.dossier.employer.joint_committee)
        return provisions_of(quarter, self.owed, self.workers, scheme, self.written)

    def owed(self, quarter: Quarter) -> int | None:
        """The contributions of a quarter: as told, else as computed; None when neither can be, or not all of it."""
        if quarter in self.told:
            return self.told[quarter]
        if quarter in self.references:
            return self.references[quarter]
        if self._before(quarter):
            return None
        if not self._anyone(quarter):
            return 0
        try:
            result = self.result(quarter)
        except NoParameter:
            return None
        return None if result.missing else result.owed

    def workers(self, day: dt.date) -> int:
        """How many workers the ONSS is told of on a day."""
        return len({
            one.worker.id for one in self.dossier.contracts
            if one.regime != "article17" and one.start <= day and (one.end is None or day <= one.end)
        })  # fmt: skip

    def holiday_notice(self, year: int) -> Trace:
        """The holiday debit notice of a year, on last year's wages of manual workers. Raises as `quarter_of` does."""
        return notice_of(year, sum(self.result(one).manual_wages for one in quarters_of(year - 1)))

    def late_declaration(self, quarter: Quarter) -> Trace | None:
        """What a declaration of a quarter after its term costs; None when its contributions are not known."""
        amount = self.owed(quarter)
        if amount is None:
            return None
        return ask("indemnities", balance_term(quarter), {"declared_contributions": amount})

    def _begins(self, on: dt.date) -> Quarter:
        """The quarter of the first entry that is a debt or a payment, or the older one that it says it pays; else the
        one before the day's own. Instalments to come are of debts of before: they begin nothing."""
        found = [quarter for one in self.entries if one.kind != PLAN for quarter in _quarters_of(one)]
        now = plus(Quarter.of(Month(on.year, on.month)), -1)
        return min([*self.told, *found, *(Quarter.of(month) for month in self.written)], default=now)

    def _anyone(self, quarter: Quarter) -> bool:
        return any(one.active_in(month) for one in self.dossier.contracts for month in quarter.months)

    def _before(self, quarter: Quarter) -> bool:
        """Whether a quarter begins before the first month that is computed here."""
        return self.dossier.begins is not None and quarter.months[0] < self.dossier.begins

    def _missing(self, quarter: Quarter) -> Iterator[str]:
        if quarter in self.told or quarter in self.references or self._before(quarter) or not self._anyone(quarter):
            return
        try:
            gaps = len(self.result(quarter).missing)
        except NoParameter:
            gaps = 1
        if gaps:
            yield f"{quarter} : {gaps} montants manquent, ses cotisations ne sont pas connues (donnez une ligne owed)"

    def _result(self, quarter: Quarter) -> QuarterResult:
        contracts = [one.id for one in self.dossier.contracts]
        given, rights = read_given(self.folder, quarter, contracts), read_rights(self.folder, quarter, contracts)
        return quarter_of(self.dossier, quarter, None, given, rights)


def _quarters_of(entry: Entry) -> Iterator[Quarter]:
    """The quarter of an entry's day, and the one that it is for."""
    if entry.day is not None:
        yield Quarter.of(Month(entry.day.year, entry.day.month))
    with suppress(InputError):
        yield Quarter.parse(entry.towards)
