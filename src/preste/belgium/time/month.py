"""The work time of a month: every day of the relation by code, and what it is worth in days and hours.

The calendar is kept whole. A day follows the schedule unless something else happened; a legal holiday on a
scheduled day is paid. Days and hours are in hundredths.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from preste.belgium.time.codes import CODES
from preste.calendar import Month, legal_holidays
from preste.errors import InputError, PresteError
from preste.money import half_up
from preste.records import Contract, Day, Terms


@dataclass(frozen=True, slots=True)
class DayWorth:
    """One day of the relation: its code (\"\" when nothing is scheduled) and hundredths of hours."""

    date: dt.date
    code: str
    hours: int


@dataclass(frozen=True)
class MonthTime:
    """A month's time of one contract, all in hundredths.

    `days_possible` (D) and `hours_full_time` (U) are those of the whole month at the full-time reference;
    `days_paid` (J) and `hours_paid` (H) those paid as ordinary pay; `schedule_paid` out of
    `schedule_possible` is the part of the contract's own schedule that is paid.
    """

    calendar: tuple[DayWorth, ...]
    days_paid: int
    days_possible: int
    hours_paid: int
    hours_full_time: int
    schedule_paid: int
    schedule_possible: int

    @property
    def hours_by_code(self) -> Mapping[str, int]:
        """Hundredths of hours by day code, in order of first appearance."""
        found: dict[str, int] = {}
        for day in self.calendar:
            if day.code:
                found[day.code] = found.get(day.code, 0) + day.hours
        return found

    @property
    def days_worked(self) -> int:
        """Number of days with work on them."""
        return len({d.date for d in self.calendar if d.code == "W" and d.hours})


def month_time(contract: Contract, terms: Terms, month: Month) -> tuple[MonthTime, list[PresteError]]:
    """The month's time of a contract, and everything wrong with the days given for it."""
    errors: list[PresteError] = []
    given: dict[dt.date, list[Day]] = defaultdict(list)
    first, last = month.first, month.last
    for day in contract.days:
        if first <= day.date <= last:
            given[day.date].append(day)
    calendar: list[DayWorth] = []
    holidays = legal_holidays(month.year)
    for date in month.days:
        if date < contract.start or (contract.end is not None and date > contract.end):
            errors += [_outside(contract, day) for day in given.get(date, ())]
            continue
        scheduled = terms.schedule[date.weekday()]
        calendar += _one_day(contract, date, scheduled, date in holidays, given.get(date, []), errors)
    return _worth(calendar, terms, month), errors


def _one_day(
    contract: Contract, date: dt.date, scheduled: int, holiday: bool, given: list[Day], errors: list[PresteError]
) -> list[DayWorth]:
    known = [day for day in given if day.code in CODES]
    errors += [_unknown(contract, day) for day in given if day.code not in CODES]
    taken = sum(day.hours for day in known)
    free = not any(contract.terms and t.hours_week for t in contract.terms)
    if taken > scheduled and not free:
        errors.append(
            InputError(
                f"{taken / 100:g} h are given, {scheduled / 100:g} h are scheduled",
                where=f"contract {contract.id}, {date}",
                field="hours",
                remedy="change the schedule in the terms, or the hours of the day",
                code="E-TIME-HOURS",
            )
        )
    rest = max(0, scheduled - taken)
    worths = [DayWorth(date, day.code, day.hours) for day in known if day.hours]
    if rest:
        worths.append(DayWorth(date, "F" if holiday else "W", rest))
    return worths or [DayWorth(date, "", 0)]


def _worth(calendar: list[DayWorth], terms: Terms, month: Month) -> MonthTime:
    days = month.days
    working_days = sum(1 for d in days if d.weekday() < terms.full_time_days)
    daily = half_up(terms.full_time_hours, terms.full_time_days)
    paid = [d for d in calendar if d.code and CODES[d.code].paid]
    hours_paid = sum(d.hours for d in paid)
    days_possible = sum(100 for d in days if terms.schedule[d.weekday()]) or working_days * 100
    by_date: dict[dt.date, int] = defaultdict(int)
    for day in paid:
        by_date[day.date] += day.hours
    days_paid = sum(_day_part(date, hours, terms, daily) for date, hours in by_date.items())
    return MonthTime(
        calendar=tuple(calendar),
        days_paid=days_paid,
        days_possible=days_possible,
        hours_paid=hours_paid,
        hours_full_time=half_up(working_days * terms.full_time_hours, terms.full_time_days),
        schedule_paid=hours_paid,
        schedule_possible=sum(terms.schedule[d.weekday()] for d in days),
    )


def _day_part(date: dt.date, hours: int, terms: Terms, daily: int) -> int:
    """The part of a day that its paid hours are, all codes together, in hundredths; a whole day at most."""
    return min(100, half_up(hours * 100, terms.schedule[date.weekday()] or daily))


def _outside(contract: Contract, day: Day) -> PresteError:
    return InputError(
        f"the day {day.date} is outside the contract",
        where=f"contract {contract.id}",
        field="date",
        remedy=f"the contract runs from {contract.start} to {contract.end or 'no end'}",
        code="E-TIME-OUTSIDE",
    )


def _unknown(contract: Contract, day: Day) -> PresteError:
    return InputError(
        f"{day.code!r} is not a day code",
        where=f"contract {contract.id}, {day.date}",
        field="code",
        remedy=f"use one of {', '.join(CODES)}",
        code="E-TIME-CODE",
    )
