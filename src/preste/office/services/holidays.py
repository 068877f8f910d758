"""The holidays of a contract in a year: what gives the right, what was taken of each kind, and what is left."""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, replace

from preste.belgium.holiday.plans import ask
from preste.calendar import Month
from preste.engine import Trace
from preste.errors import NoParameter
from preste.law import book
from preste.office.services.dossiers import dossier_of
from preste.office.store.models import Contract
from preste.payroll.holiday import Balance, holiday_balance, holiday_year, week_days
from preste.records import Contract as ContractRecord
from preste.records import HolidayWork, HolidayYear, Terms, held_on

KINDS = ("V", "VS", "VJ", "VO")
"""The day codes of holidays: annual ones, supplementary, youth or senior, and those that a fund pays."""


@dataclass(frozen=True)
class Year:
    """A contract's holidays of a year until the end of a month.

    `known` is None when nothing is written of the year: the right is then that of what its contract proposes.
    `right` is None when it is agreed, or not known; `taken`: hundredths of hours by day code; `left_before`: hundredths
    of days that the year before left; `problem` why no right is told.
    """

    record: ContractRecord
    month: Month
    known: HolidayYear | None
    balance: Balance | None
    right: Trace | None
    taken: Mapping[str, int]
    left_before: int
    carry_months: int
    problem: NoParameter | None = None

    @property
    def white_collar(self) -> bool:
        """Whether the employer pays the holidays, and no fund."""
        return self.record.status == "white_collar"


def of_year(contract: Contract, year: int, today: dt.date) -> Year | None:
    """The holidays of a year, as of today when it is this one; None when nothing is known of the contract."""
    month = Month(year, today.month if year == today.year else 12)
    dossier = dossier_of(contract.employer, month, workers=[contract.worker_id], since=year - 1)
    record = next((one for one in dossier.contracts if one.id == contract.reference), None)
    if record is None:
        return None
    terms = _terms(record, month)
    taken: Counter[str] = Counter()
    for day in record.days:
        if day.code in KINDS and day.date.year == year and day.date <= month.last:
            taken[day.code] += day.hours
    balance, right, problem = None, None, None
    written = record if holiday_year(record, year) else replace(record, holidays=(proposed(record, year),))
    try:
        balance = _balance(written, terms, month)
        if balance is not None and balance.trace is not None:
            months = months_of(record, year, month)
            right = ask("right", month.first, dict(balance.trace.facts) | {"months_this_year": months})
    except NoParameter as error:
        problem = error
    return Year(
        record=record,
        month=month,
        known=holiday_year(record, year),
        balance=balance,
        right=right,
        taken=taken,
        left_before=_left_before(record, Month(year - 1, 12)),
        carry_months=_carry(month),
        problem=problem,
    )


def proposed(record: ContractRecord, year: int) -> HolidayYear:
    """The year before as the contract's own dates and schedules tell it: months in which it ran, by schedule."""
    found: dict[tuple[int, int], int] = defaultdict(int)
    for month in (Month(year - 1, i) for i in range(1, 13)):
        terms = _terms(record, month)
        if record.active_in(month) and terms is not None and terms.hours_week:
            found[week_days(terms), terms.hours_week] += 1
    work = [HolidayWork(months=n, days_week=days, hours_week=hours) for (days, hours), n in found.items()]
    return HolidayYear(year=year, work=tuple(work))


def months_of(record: ContractRecord, year: int, until: Month) -> int:
    """Months of a year in which the contract ran, up to one."""
    return sum(1 for i in range(1, until.month + 1) if record.active_in(Month(year, i)))


def _balance(record: ContractRecord, terms: Terms | None, month: Month) -> Balance | None:
    if terms is None or record.status != "white_collar":
        return None
    return holiday_balance(record, terms, month)


def _left_before(record: ContractRecord, month: Month) -> int:
    try:
        before = _balance(record, _terms(record, month), month)
    except NoParameter:
        return 0
    return max(0, before.left) if before else 0


def _carry(month: Month) -> int:
    """Months in which days of the year before that a suspension prevented may still be taken; 0 where none may."""
    january = month.first.replace(month=1)
    if not book().series["holiday_carry_over"].exists_on(january):
        return 0
    try:
        months: int = book().on("holiday_carry_over", january).value.months
    except NoParameter:
        return 0
    return months


def _terms(record: ContractRecord, month: Month) -> Terms | None:
    return held_on(record.terms, min(max(month.first, record.start), record.end or month.last))
