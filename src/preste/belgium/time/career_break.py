"""Time credit and thematic leave: within their months, and no more than the part of the hours that they give up."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from fractions import Fraction

from preste.belgium.time.events import BREAK, TO_PENSION
from preste.belgium.time.refusal import refused, told
from preste.calendar import ONE_DAY, Month, months_after
from preste.errors import PresteError
from preste.law import book
from preste.records import Contract, Day, held_on


def break_errors(contract: Contract, month: Month) -> Iterator[PresteError]:
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


def _of_leave(contract: Contract, event: str, first: dt.date, days: list[Day], month: Month) -> Iterator[PresteError]:
    law = book().on("career_break", first, (event,)).value
    last = months_after(first, law.months) - ONE_DAY
    most = _scheduled(contract, month) * Fraction(law.numerator, law.denominator)
    used = Fraction(0)
    for day in days:
        used += Fraction(day.hours, 100)
        if not first <= day.date <= last:
            message = f"{event} lasts {law.months} months at most from {first}: until {last}"
            yield refused(contract, day, message, "correct the first day of the leave, or its event")
        elif used > most:
            message = f"{event} gives up {told(most)} hours of the month, {told(used)} are taken with this day"
            yield refused(contract, day, message, "give the leave its own form, or the day another code")


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
