"""The holidays of a contract: the right of a year, what was taken of it by a month, what is left."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from preste.belgium.holiday.plans import ask
from preste.calendar import Month
from preste.engine import Trace
from preste.money import half_up
from preste.records import Contract, HolidayYear, Terms, held_on

HOLIDAY_CODE, FUND_CODE = "V", "VO"
"""The day codes of the annual holidays that the employer pays, and of those of the holiday fund."""


@dataclass(frozen=True)
class Balance:
    """Holidays of a year at the end of a month, in hundredths of days of the present schedule."""

    year: int
    right: int
    taken: int
    left: int
    trace: Trace | None = None


def holiday_year(contract: Contract, year: int) -> HolidayYear | None:
    """What is known of a contract's holidays of a year."""
    return next((one for one in contract.holidays if one.year == year), None)


def week_days(terms: Terms) -> int:
    """Hundredths of working days a week of a schedule."""
    return 100 * sum(1 for hours in terms.schedule if hours)


def work_facts(known: HolidayYear) -> dict[str, int]:
    """Last year's work, here and elsewhere, added up over its months."""
    work = (*known.work, *known.certificates)
    return {
        "months_credited": sum(one.months for one in work),
        "day_months": sum(one.months * one.days_week for one in work),
        "hour_months": sum(one.months * one.hours_week for one in work),
    }


def holiday_balance(contract: Contract, terms: Terms, month: Month) -> Balance | None:
    """The holidays of the month's year, up to its end; None when the right is not known.

    That of a blue-collar worker is counted by the holiday fund, and known here only when it is given in days.
    Raises NoParameter when the law of that day is missing.
    """
    known = holiday_year(contract, month.year)
    if known is None or not terms.hours_week:
        return None
    if known.days is None and (contract.status == "blue_collar" or not (known.work or known.certificates)):
        return None
    days, hours = week_days(terms), terms.hours_week
    taken, taken_now = _taken(contract, terms, month)
    before = half_up(known.taken_before * hours, days)
    for paper in known.certificates:
        taken += half_up(paper.taken * paper.hours_week, paper.days_week)
        taken_now += half_up(paper.taken * hours, paper.days_week)
    if known.days is not None:
        left = known.days - half_up((taken_now + before) * days, hours)
        return Balance(month.year, known.days, known.days - left, left)
    facts = {
        **work_facts(known),
        "week_days": days,
        "week_hours": hours,
        "hours_taken": taken + before,
        "hours_taken_now": taken_now + before,
    }
    trace = ask("right", month.first, facts)
    right, left = trace["holiday_days_right"], trace["holiday_days_left"]
    return Balance(month.year, right, right - left, left, trace)


def _taken(contract: Contract, terms: Terms, month: Month) -> tuple[int, int]:
    """Hundredths of hours of holiday since January, as they were, and at the present schedule."""
    first = dt.date(month.year, 1, 1)
    taken = now = 0
    for day, hours in holidays_taken(contract, first, month.last):
        then = held_on(contract.terms, day) or terms
        taken += hours
        now += hours if then.hours_week == terms.hours_week else half_up(hours * terms.hours_week, then.hours_week)
    return taken, now


def holidays_taken(contract: Contract, first: dt.date, last: dt.date) -> Iterator[tuple[dt.date, int]]:
    """Each day of holiday between two days, with its hundredths of hours."""
    code = FUND_CODE if contract.status == "blue_collar" else HOLIDAY_CODE
    for day in contract.days:
        if day.code == code and first <= day.date <= last:
            yield day.date, day.hours
