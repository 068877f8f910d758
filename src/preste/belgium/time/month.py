"""The work time of a month: every day of the relation by code, and what it is worth in days and hours.

The calendar is kept whole. A day follows the schedule unless something else happened; a legal holiday on a
scheduled day is paid; a scheduled day of an incapacity has the code of who pays it. Days and hours are in hundredths.
Where the terms change inside the month, each day follows the schedule that holds on it.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from typing import NamedTuple

from preste.belgium.time.codes import CODES
from preste.belgium.time.holidays import holidays_of, usual_days
from preste.belgium.time.incapacity import FUND, SICK_CODES, SickDay, Sickness
from preste.belgium.time.stretches import Stretch, terms_on
from preste.calendar import DAY_HOURS, Month
from preste.errors import InputError, NoParameter, PresteError
from preste.law import book
from preste.money import half_up
from preste.records import Contract, Day, ReplacedHoliday, Terms


class DayWorth(NamedTuple):
    """One day of the relation: its code (\"\" when nothing is scheduled) and hundredths of hours."""

    date: dt.date
    code: str
    hours: int


@dataclass(frozen=True)
class MonthTime:
    """A month's time of one contract, all in hundredths.

    `days_possible` (D) and `hours_full_time` (U) are those of the whole month at the full-time reference;
    `days_paid` (J) and `hours_paid` (H) those paid as ordinary pay; `schedule_paid` out of
    `schedule_possible` is the part of the contract's own schedule that is paid. Where the terms change inside the
    month, these two are of the days and the schedule of the new terms; `paid_before` and `possible_before` of the
    former.
    """

    calendar: tuple[DayWorth, ...]
    days_paid: int
    days_possible: int
    hours_paid: int
    hours_full_time: int
    schedule_paid: int
    schedule_possible: int
    paid_before: int = 0
    possible_before: int = 0

    @cached_property
    def hours_by_code(self) -> Mapping[str, int]:
        """Hundredths of hours by day code, in order of first appearance."""
        found: dict[str, int] = {}
        for day in self.calendar:
            if day.code:
                found[day.code] = found.get(day.code, 0) + day.hours
        return found

    @property
    def days_worked(self) -> int:
        """Number of days with work on them, overtime too."""
        return len({day.date for day in self._worked})

    @property
    def hours_worked(self) -> int:
        """Hundredths of hours really worked, overtime too, also where rest makes up for it later; no rest."""
        return sum(day.hours for day in self._worked)

    @property
    def _worked(self) -> list[DayWorth]:
        return [day for day in self.calendar if day.hours and (day.code == "W" or CODES[day.code].overtime)]


def month_time(
    contract: Contract,
    terms: Terms,
    month: Month,
    replaced: Sequence[ReplacedHoliday] = (),
    changed: Sequence[Stretch] = (),
) -> tuple[MonthTime, list[PresteError]]:
    """The month's time of a contract, and everything wrong with the days given for it.

    `replaced`: the employer's public holidays that another day replaces; where it decided nothing, the law does.
    `changed`: the two stretches of a month in which the terms change; `terms` are those of the second.
    """
    errors: list[PresteError] = []
    given: dict[dt.date, list[Day]] = defaultdict(list)
    for day in contract.days_in(month):
        given[day.date].append(day)
    calendar: list[DayWorth] = []
    start, end = contract.start, contract.end or dt.date.max
    holidays = holidays_of(month.year, replaced, usual_days(terms))
    sickness = Sickness(contract) if contract.incapacities else None
    for date in month.days:
        if not start <= date <= end:
            errors += [_outside(contract, day) for day in given.get(date, ())]
            continue
        scheduled = (terms_on(changed, date) if changed else terms).schedule[date.weekday()]
        if sickness is None and date not in given and scheduled <= DAY_HOURS:  # most days: the schedule was followed
            calendar.append(DayWorth(date, ("F" if date in holidays else "W") if scheduled else "", scheduled))
            continue
        try:
            sick = sickness.on(date) if sickness else None
            holiday = date in holidays
            if sick is not None and holiday and not _holiday_paid(sick):
                holiday = bool(sick.period.part(date).resumed_on(date))
        except NoParameter as error:
            errors.append(error)
            continue
        if sick is not None:
            calendar += _sick_day(contract, sick, scheduled, holiday, given.get(date, []), errors)
        else:
            calendar += _one_day(contract, date, scheduled, holiday, given.get(date, []), errors)
    return (_worth_changed(calendar, changed, month) if changed else _worth(calendar, terms, month)), errors


def _one_day(
    contract: Contract, date: dt.date, scheduled: int, holiday: bool, given: list[Day], errors: list[PresteError]
) -> list[DayWorth]:
    known = [day for day in given if day.code in CODES]
    errors += [_unknown(contract, day) for day in given if day.code not in CODES]
    taken = sum(day.hours for day in known if not CODES[day.code].overtime)
    if taken > scheduled and contract_hours(contract):
        errors.append(
            InputError(
                f"{taken / 100:g} h are given, {scheduled / 100:g} h are scheduled",
                where=f"contract {contract.id}, {date}",
                field="hours",
                remedy="change the schedule in the terms, or the hours of the day",
                code="E-TIME-HOURS",
            )
        )
    errors += _overtime_of_a_sick_day(contract, date, scheduled, known)
    errors += too_many_hours(f"contract {contract.id}", date, scheduled, known)
    rest = max(0, scheduled - taken)
    worths = [DayWorth(date, day.code, day.hours) for day in known if day.hours]
    if rest:
        worths.append(DayWorth(date, "F" if holiday else "W", rest))
    worths.sort(key=lambda one: CODES[one.code].overtime)
    return worths or [DayWorth(date, "", 0)]


def too_many_hours(where: str, date: dt.date, scheduled: int, given: Sequence[Day]) -> list[PresteError]:
    """A day of more than 24 hours: those of the schedule, or more where they are written, and overtime."""
    overtime = sum(day.hours for day in given if CODES[day.code].overtime)
    total = max(scheduled, sum(day.hours for day in given) - overtime) + overtime
    if total <= DAY_HOURS:
        return []
    return [
        InputError(
            f"{total / 100:g} h on one day, with the schedule and overtime",
            where=f"{where}, {date}",
            field="hours",
            remedy="a day has 24 hours: write each day's on that day",
            code="E-TIME-HOURS",
        )
    ]


def _overtime_of_a_sick_day(contract: Contract, date: dt.date, scheduled: int, given: list[Day]) -> list[PresteError]:
    """Overtime beside a whole day of sickness cannot be."""
    sick = sum(day.hours for day in given if day.code in SICK_CODES)
    if not scheduled or sick < scheduled or not any(CODES[day.code].overtime for day in given):
        return []
    return [
        InputError(
            "overtime is given beside a whole day of sickness",
            where=f"contract {contract.id}, {date}",
            field="hours",
            remedy="correct the overtime, or the sickness",
            code="E-TIME-HOURS",
        )
    ]


def _holiday_paid(sick: SickDay) -> bool:
    """Whether the employer pays a public holiday on that day of an incapacity. Raises NoParameter."""
    limit: int = book().on("holiday_in_sickness", sick.date).value
    return sick.of_suspension <= limit


def _sick_day(
    contract: Contract, sick: SickDay, scheduled: int, holiday: bool, given: list[Day], errors: list[PresteError]
) -> list[DayWorth]:
    """A day of an incapacity: work resumed in part, a public holiday still paid, else the code of who pays."""
    part = sick.period.part(sick.date)
    if wrong := [day for day in given if day.code not in SICK_CODES]:
        errors.append(_not_sick(contract, wrong[0], part.start, part.end))
    resumed = min(scheduled, part.resumed_on(sick.date))
    if holiday and scheduled and not resumed:
        return [DayWorth(sick.date, "F", scheduled)]
    hours = sum(day.hours for day in given) if not contract_hours(contract) else scheduled - resumed
    parts = [DayWorth(sick.date, "F" if holiday else "W", resumed), DayWorth(sick.date, sick.code, hours)]
    if sick.allowed and sick.code != FUND:
        owed = min(hours, sick.allowed[sick.date.weekday()])
        parts = [DayWorth(sick.date, sick.code, owed), DayWorth(sick.date, FUND, hours - owed)]
    return [one for one in parts if one.hours] or [DayWorth(sick.date, "", 0)]


def contract_hours(contract: Contract) -> bool:
    """Whether the contract has a schedule; without one, hours are those written."""
    return any(terms.hours_week for terms in contract.terms)


def _worth(calendar: list[DayWorth], terms: Terms, month: Month) -> MonthTime:
    working_days, scheduled_days, schedule_possible = _possible(month, terms.schedule, terms.full_time_days)
    by_date: dict[dt.date, int] = defaultdict(int)
    for date, code, hours in calendar:
        if code and CODES[code].paid:
            by_date[date] += hours
    hours_paid = sum(by_date.values())
    return MonthTime(
        calendar=tuple(calendar),
        days_paid=_days_paid(by_date, terms),
        days_possible=100 * (scheduled_days or working_days),
        hours_paid=hours_paid,
        hours_full_time=half_up(working_days * terms.full_time_hours, terms.full_time_days),
        schedule_paid=hours_paid,
        schedule_possible=schedule_possible,
    )


@lru_cache(maxsize=1024)
def _possible(month: Month, schedule: tuple[int, ...], full_time_days: int) -> tuple[int, int, int]:
    """Days of the month on which a full-timer works, those that a schedule has, and its hours."""
    weekdays = [day.weekday() for day in month.days]
    working = sum(1 for day in weekdays if day < full_time_days)
    return working, sum(1 for day in weekdays if schedule[day]), sum(schedule[day] for day in weekdays)


def _worth_changed(calendar: list[DayWorth], changed: Sequence[Stretch], month: Month) -> MonthTime:
    """The month's time over two terms: days and hours of both together, the schedule of each by itself."""
    before, after = (
        _worth([day for day in calendar if one.first <= day.date <= one.last], terms_on((one,), one.last), month)
        for one in changed
    )
    return replace(
        after,
        calendar=tuple(calendar),
        days_paid=before.days_paid + after.days_paid,
        days_possible=sum(100 for day in month.days if terms_on(changed, day).schedule[day.weekday()])
        or after.days_possible,
        hours_paid=before.hours_paid + after.hours_paid,
        paid_before=before.schedule_paid,
        possible_before=before.schedule_possible,
    )


def _days_paid(paid: Mapping[dt.date, int], terms: Terms) -> int:
    """The parts of days that paid hours are, all codes of a day together, in hundredths; each a whole day at most."""
    daily, total = half_up(terms.full_time_hours, terms.full_time_days), 0
    for date, hours in paid.items():
        whole = terms.schedule[date.weekday()] or daily
        total += 100 if hours == whole else min(100, half_up(hours * 100, whole))
    return total


def _outside(contract: Contract, day: Day) -> PresteError:
    return InputError(
        f"the day {day.date} is outside the contract",
        where=f"contract {contract.id}",
        field="date",
        remedy=f"the contract runs from {contract.start} to {contract.end or 'no end'}",
        code="E-TIME-OUTSIDE",
    )


def _not_sick(contract: Contract, day: Day, start: dt.date, end: dt.date) -> PresteError:
    return InputError(
        f"{day.code} is given inside the incapacity from {start} to {end}",
        where=f"contract {contract.id}, {day.date}",
        field="code",
        remedy="correct the dates of the incapacity, or leave the day out: its code comes by itself",
        code="E-SICK-DAY",
    )


def _unknown(contract: Contract, day: Day) -> PresteError:
    return InputError(
        f"{day.code!r} is not a day code",
        where=f"contract {contract.id}, {day.date}",
        field="code",
        remedy=f"use one of {', '.join(CODES)}",
        code="E-TIME-CODE",
    )
