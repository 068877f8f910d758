"""Refusing a day that goes beyond a right, and counting days by their part of the schedule."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from preste.calendar import Month
from preste.errors import InputError
from preste.money import number
from preste.records import Contract, Day, held_on

ANOTHER_CODE = "give the days beyond the right another code, such as V or SS"
Figure = int | str | dt.date | Fraction
"""What a reason is told with."""


class RefusedDay(InputError):
    """A day that no right covers: why, as `reason` with `figures` in its places, for who tells it in other words."""

    code = "E-LEAVE-RIGHT"

    def __init__(self, contract: Contract, day: Day, reason: str, remedy: str, figures: Mapping[str, Figure]) -> None:
        self.day = day
        self.reason = reason
        self.figures = figures
        message = reason.format_map({name: _figure(one) for name, one in figures.items()}) if figures else reason
        super().__init__(message, where=f"contract {contract.id}, {day.date}", field="code", remedy=remedy)


def refused(
    contract: Contract, day: Day, reason: str, remedy: str = ANOTHER_CODE, /, **figures: Figure
) -> RefusedDay:  # fmt: skip
    """The error of a day that no right covers."""
    return RefusedDay(contract, day, reason, remedy, figures)


def _figure(one: Figure) -> str:
    return told(one) if isinstance(one, Fraction) else str(one)


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


def exceeding(contract: Contract, use: Use) -> RefusedDay:
    """The error of a day that goes beyond its right in days."""
    reason = "{event} gives {right} days, {used} are taken with this one"
    return refused(contract, use.day, reason, event=use.what, right=use.right, used=use.used)


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
