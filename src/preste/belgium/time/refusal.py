"""Refusing a day that goes beyond a right, and counting days by their part of the schedule."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
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


@dataclass(frozen=True)
class Use:
    """How much of a right is used with one of its days, that day included; in days of the contract's own hours."""

    day: Day
    what: str
    right: Fraction
    used: Fraction

    @property
    def left(self) -> Fraction:
        """What is left of the right; below zero when too much is taken."""
        return self.right - self.used


def used(contract: Contract, days: Sequence[Day], right: Fraction, month: Month, what: str) -> Iterator[Use]:
    """The days of a right in the month, counted by the part of their scheduled hours."""
    taken = Fraction(0)
    for day in days:
        taken += part_of_day(contract, day)
        if day.date >= month.first:
            yield Use(day, what, right, taken)


def exceeding(contract: Contract, use: Use) -> PresteError:
    """The error of a day that goes beyond its right in days."""
    message = f"{use.what} gives {told(use.right)} days, {told(use.used)} are taken with this one"
    return refused(contract, use.day, message)


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
