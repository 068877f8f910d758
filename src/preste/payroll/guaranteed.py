"""Guaranteed pay of incapacities by themselves: who pays which days, and what the employer's days are worth."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, replace

from preste.belgium import DEFAULTS, month_plan
from preste.belgium.time.incapacity import FULL, FULL_AT_WORK, SECOND_WEEK, SUPPLEMENT, Sickness
from preste.belgium.time.month import MonthTime, month_time
from preste.belgium.time.stretches import the_change
from preste.calendar import Month, each_day
from preste.engine import Trace
from preste.errors import DossierError, InputError, PresteError
from preste.records import Contract, Terms, held_on

HOLIDAY = "F"
_FULL = (FULL, FULL_AT_WORK, HOLIDAY)
_PAY = dict.fromkeys(_FULL, "base_pay") | {SECOND_WEEK: "second_week_pay", SUPPLEMENT: "supplement_pay"}
"""The rule that pays the days of a code."""


@dataclass(frozen=True)
class SickRow:
    """Days of an incapacity with one code within a month; a public holiday among them is a row of its own.

    `numbers`: the first and last in the count of guaranteed pay; `hours` scheduled, in hundredths; `pay` of those
    days in cents, None where the employer owes nothing or a parameter of law is missing (`error` then says which).
    """

    month: Month
    code: str
    first: dt.date
    last: dt.date
    numbers: tuple[int, int]
    hours: int
    pay: int | None = None
    error: PresteError | None = None


def guaranteed(contract: Contract) -> Iterator[SickRow]:
    """The days of a contract's incapacities in order, those of one code together within a month.

    Raises DossierError with what is wrong in a month; NoParameter when the law of an incapacity is not known.
    """
    sickness = Sickness(contract)
    for period in sickness.periods:
        month, last = Month(period.start.year, period.start.month), Month(period.end.year, period.end.month)
        while month <= last:
            yield from _month(contract, sickness, month, max(period.start, month.first), min(period.end, month.last))
            month = month.plus(1)


def _month(contract: Contract, sickness: Sickness, month: Month, first: dt.date, last: dt.date) -> Iterator[SickRow]:
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
        raise DossierError(f"{len(errors)} errors in contract {contract.id}, {month}", errors)
    worth = {day.date: day for day in time.calendar}
    rows: dict[str, SickRow] = {}
    for date in each_day(first, last):
        if (sick := sickness.on(date)) is None:
            continue
        day = worth[date]
        code = HOLIDAY if day.code == HOLIDAY else sick.code
        row = rows.setdefault(code, SickRow(month, code, date, date, (sick.number, sick.number), 0))
        rows[code] = replace(row, last=date, numbers=(row.numbers[0], sick.number), hours=row.hours + day.hours)
    for row in rows.values():
        yield _paid(row, contract, terms, time)


def _paid(row: SickRow, contract: Contract, terms: Terms, time: MonthTime) -> SickRow:
    """The row with what its days are worth."""
    name = _PAY.get(row.code)
    if name is None:
        return row
    trace = _trace(row, contract, terms, time)
    return replace(row, pay=trace.get(name), error=trace.errors.get(name))


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
