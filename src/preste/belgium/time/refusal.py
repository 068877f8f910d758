"""Refusing a day that goes beyond a right, and counting days by their part of the schedule."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction

from preste.calendar import Month
from preste.errors import InputError, PresteError
from preste.money import number
from preste.records import Contract, Day, held_on

ANOTHER_CODE = "give the days beyond the right another code, such as V or SS"


def refused(contract: Contract, day: Day, message: str, remedy: str = ANOTHER_CODE) -> PresteError:
    """The error of a day that no right covers."""
    where = f"contract {contract.id}, {day.date}"
    return InputError(message, where=where, field="code", remedy=remedy, code="E-LEAVE-RIGHT")


def exceeding(
    contract: Contract, days: Sequence[Day], right: Fraction, month: Month, what: str
) -> Iterator[PresteError]:
    """The days of the month that go beyond a right in days, counted by the part of their scheduled hours."""
    used = Fraction(0)
    for day in days:
        used += part_of_day(contract, day)
        if used > right and day.date >= month.first:
            message = f"{what} gives {told(right)} days, {told(used)} are taken with this one"
            yield refused(contract, day, message)


def part_of_day(contract: Contract, day: Day) -> Fraction:
    """The part of the scheduled hours that a day's code takes; a whole day where nothing is scheduled."""
    scheduled = scheduled_on(contract, day)
    return min(Fraction(day.hours, scheduled), Fraction(1)) if scheduled else Fraction(1)


def scheduled_on(contract: Contract, day: Day) -> int:
    """Hundredths of hours scheduled on the day."""
    terms = held_on(contract.terms, day.date)
    return terms.schedule[day.date.weekday()] if terms else 0


def told(amount: Fraction) -> str:
    """A count of days or hours as it is written: 2, or 2.50."""
    return number(int(amount * 100), 2, "en").removesuffix(".00")
