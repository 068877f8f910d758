"""Guaranteed pay of incapacities by themselves: who pays which days, and what the employer's days are worth."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, replace

from preste.belgium import DEFAULTS, month_plan
from preste.belgium.time.incapacity import FULL, FULL_AT_WORK, SECOND_WEEK, SUPPLEMENT, Sickness, bands_law
from preste.belgium.time.month import MonthTime, month_time
from preste.belgium.time.stretches import the_change
from preste.calendar import Month, each_day
from preste.engine import Trace
from preste.errors import DossierError, InputError, PresteError
from preste.law import Entry, book
from preste.records import Contract, Terms, held_on

Before = dict[tuple[Month, str], tuple[int, int]]
"""Hours and pay of the rows before, by month and code."""
HOLIDAY = "F"
_FULL = (FULL, FULL_AT_WORK, HOLIDAY)
_PAY = dict.fromkeys(_FULL, "base_pay") | {SECOND_WEEK: "second_week_pay", SUPPLEMENT: "supplement_pay"}
"""The rule that pays the days of a code."""


@dataclass(frozen=True)
class SickRow:
    """Days of an incapacity with one code that follow each other within a month; a public holiday among them is a row
    of its own.

    `numbers`: the first and last in the count of guaranteed pay; `hours` scheduled, in hundredths; `pay` of those
    days in cents, None where the employer owes nothing or a parameter of law is missing (`error` then says which);
    `trace` explains the pay of the month's days of that code up to and with these.
    """

    month: Month
    code: str
    first: dt.date
    last: dt.date
    numbers: tuple[int, int]
    hours: int
    pay: int | None = None
    error: PresteError | None = None
    trace: Trace | None = None

    @property
    def rule(self) -> str:
        """The rule that pays these days; "" where the employer owes nothing."""
        return _PAY.get(self.code, "")


def guaranteed(contract: Contract) -> Iterator[SickRow]:
    """The days of a contract's incapacities in order, those of one code that follow each other in a month together.

    Raises DossierError with what is wrong in a month; NoParameter when the law of an incapacity is not known.
    """
    sickness = Sickness(contract)
    before: Before = {}
    for period in sickness.periods:
        month, last = Month(period.start.year, period.start.month), Month(period.end.year, period.end.month)
        while month <= last:
            first, end = max(period.start, month.first), min(period.end, month.last)
            yield from _month(contract, sickness, month, (first, end), before)
            month = month.plus(1)


def _month(
    contract: Contract, sickness: Sickness, month: Month, days: tuple[dt.date, dt.date], before: Before
) -> Iterator[SickRow]:
    first, last = days
    terms = held_on(contract.terms, first)
    if terms is None:
        where = f"contract {contract.id}, {first}"
        raise InputError("no terms", where=where, field="terms", remedy="add terms that hold then", code="E-TERMS")
    time, errors = month_time(contract, terms, month)
    if the_change(contract, month):
        where, remedy = f"contract {contract.id}, {month}", "compute the month: preste run"
        message = "the terms change inside this month of an incapacity"
        errors.append(InputError(message, where=where, field="terms", remedy=remedy, code="E-TERMS-MONTH"))
    if errors:
        once = list({str(error): error for error in errors}.values())
        raise DossierError.of(once, f"contract {contract.id}, {month}")
    worth = {day.date: day for day in time.calendar}
    owed = {(day.date, day.code): day.hours for day in time.calendar}
    rows: list[SickRow] = []
    for date in each_day(first, last):
        if (sick := sickness.on(date)) is None:
            continue
        day = worth[date]
        code = HOLIDAY if day.code == HOLIDAY else sick.code
        if not rows or rows[-1].code != code:
            rows.append(SickRow(month, code, date, date, (sick.number, sick.number), 0))
        row = rows[-1]
        hours = row.hours + owed.get((date, code), 0)
        rows[-1] = replace(row, last=date, numbers=(row.numbers[0], sick.number), hours=hours)
    for row in rows:
        yield _paid(row, contract, terms, time, before)


def _paid(row: SickRow, contract: Contract, terms: Terms, time: MonthTime, before: Before) -> SickRow:
    """The row with what its days are worth: the pay of the month's days of its code so far, less that of the rows
    before, so that the rows add up to the month's amount."""
    if not row.rule:
        return row
    hours, paid = before.get((row.month, row.code), (0, 0))
    trace = _trace(replace(row, hours=hours + row.hours), contract, terms, time)
    pay = trace.get(row.rule)
    if pay is None:
        return replace(row, error=trace.errors.get(row.rule), trace=trace)
    before[row.month, row.code] = (hours + row.hours, pay)
    return replace(row, pay=pay - paid, trace=trace)


def laws_of(contract: Contract) -> Iterator[Entry]:
    """The values of law that part the days of a contract's incapacities. Raises NoParameter."""
    for period in Sickness(contract).periods:
        if period.at_work:
            yield book().on("guaranteed_pay_at_work", period.start)
        else:
            yield bands_law(contract, period.start)
            yield book().on("sickness_relapse", period.start)


def _trace(row: SickRow, contract: Contract, terms: Terms, time: MonthTime) -> Trace:
    full = row.hours if row.code in _FULL else 0
    facts = dict(DEFAULTS) | {
        "hourly_pay" if terms.pay_basis == "hourly" else "monthly_pay": terms.amount,
        "hours_paid": full,
        "schedule_paid": full,
        "schedule_possible": time.schedule_possible,
        "sick_second_week_hours": row.hours if row.code == SECOND_WEEK else 0,
        "sick_supplement_hours": row.hours if row.code == SUPPLEMENT else 0,
        "hours_week": terms.hours_week or terms.full_time_hours,
        "blue_collar": int(contract.status == "blue_collar"),
    }
    plan = month_plan("ordinary", terms.pay_basis, row.month.first, row.month.last, "", contract.onss_worker_code)
    return plan.run(facts)
