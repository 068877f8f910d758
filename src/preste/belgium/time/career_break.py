"""Time credit and thematic leave: within their months, and no more than the part of the hours that they give up."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from fractions import Fraction

from preste.belgium.time.events import BREAK, TO_PENSION
from preste.belgium.time.refusal import RefusedDay, refused
from preste.calendar import ONE_DAY, Month, months_after
from preste.law import book
from preste.records import Contract, Day, held_on

_DATE = "correct the first day of the leave, or its event"
_FORM = "give the leave its own form, or the day another code"


def break_errors(contract: Contract, month: Month) -> Iterator[RefusedDay]:
    """Days beyond the months of a break, or beyond its part of the month's hours. Raises NoParameter."""
    named = sorted((d for d in contract.days if d.code == BREAK and d.event), key=lambda d: d.date)
    for event in sorted({d.event for d in named if month.first <= d.date <= month.last and d.event != TO_PENSION}):
        days = [d for d in named if d.event == event]
        for first in sorted({d.event_date or days[0].date for d in days}):
            of_leave = [
                d for d in days if (d.event_date or days[0].date) == first and month.first <= d.date <= month.last
            ]
            if of_leave:
                yield from _of_leave(contract, event, first, of_leave, month)


def _of_leave(contract: Contract, event: str, first: dt.date, days: list[Day], month: Month) -> Iterator[RefusedDay]:
    law = book().on("career_break", first, (event,)).value
    last = months_after(first, law.months) - ONE_DAY
    most = _scheduled(contract, month) * Fraction(law.numerator, law.denominator)
    used = Fraction(0)
    for day in days:
        used += Fraction(day.hours, 100)
        if not first <= day.date <= last:
            reason, remedy = "{event} lasts {months} months at most from {first}: until {last}", _DATE
            yield refused(contract, day, reason, remedy, event=event, months=law.months, first=first, last=last)
        elif used > most:
            reason, remedy = "{event} gives up {right} hours of the month, {used} are taken with this day", _FORM
            yield refused(contract, day, reason, remedy, event=event, right=most, used=used)


def _scheduled(contract: Contract, month: Month) -> Fraction:
    """Hours of the month's schedule, a week more than whole weeks counted in full."""
    total = 0
    first = month.first - month.first.weekday() * ONE_DAY
    day = first
    while day <= month.last or day.weekday():
        terms = held_on(contract.terms, max(day, contract.start))
        total += terms.schedule[day.weekday()] if terms else 0
        day += ONE_DAY
    return Fraction(total, 100)
