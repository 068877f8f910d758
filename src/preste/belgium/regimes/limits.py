"""The limits of article 17: within them the work is outside the ONSS.

Beyond one of them all of it is ordinary; a student's hours beyond them are student hours. Who was in the employer's
service by another contract waits a year, but for pensioners and students.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from preste.calendar import ONE_DAY, Month, months_after
from preste.law import book
from preste.money import text


@dataclass(frozen=True)
class Article17Use:
    """Hours (hundredths) of the month and those used before it in the year and the quarter; days until 2021.

    `other_year` and `other_quarter`: hours used before it in the other sector. `later_…`: those of the months after it,
    as far as they are known, in this sector and the other; all work of the employer owes once a limit is exceeded.
    """

    sector: str
    hours: int
    hours_year: int
    hours_quarter: int
    days: int = 0
    days_year: int = 0
    other_year: int = 0
    other_quarter: int = 0
    student: bool = False
    later_year: int = 0
    later_quarter: int = 0
    later_other_year: int = 0
    later_other_quarter: int = 0
    later_days: int = 0


@dataclass(frozen=True)
class Article17Excess:
    """Which limit is exceeded, in words, and by how many hours (hundredths) of the month."""

    reason: str
    hours: int


def article17_excess(use: Article17Use, month: Month) -> Article17Excess | None:
    """What exceeds the limits, by the limit that is exceeded most; None when none is. Raises NoParameter.

    Each sector has its own limits; both together have those of sport. A student has a limit of the year besides.
    """
    if month.year < 2022:
        limit = book().on("article17_days", month.first).value
        used = use.days_year + use.days + use.later_days
        return Article17Excess(f"{used} days, the limit is {limit} a year", use.hours) if used > limit else None
    hours = book().on("article17_hours", month.first).value
    sport = use.sector == "sport"
    third = month.quarter == 3
    both_quarter = hours.sport_quarter_3 if third else hours.sport_quarter
    own_quarter = both_quarter if sport else hours.socio_quarter_3 if third else hours.socio_quarter
    own_year = hours.sport_year if sport else hours.socio_year
    year, quarter = use.hours_year + use.later_year, use.hours_quarter + use.later_quarter
    other_year, other_quarter = use.other_year + use.later_other_year, use.other_quarter + use.later_other_quarter
    limits = [
        (year, own_year, "a year"),
        (quarter, own_quarter, "in this quarter"),
        (year + other_year, hours.combined_year, "a year, all activities together"),
        (quarter + other_quarter, both_quarter, "in this quarter, all activities together"),
    ]
    if use.student:
        limits.insert(0, (use.hours_year + use.other_year, hours.student_year, "a year for a student"))
    found = [
        Article17Excess(f"{text(before + use.hours)} hours, the limit is {limit} {told}", beyond)
        for before, limit, told in limits
        if (beyond := min(use.hours, before + use.hours - limit * 100)) > 0
    ]
    return max(found, key=lambda one: one.hours, default=None)


def article17_from(employed_until: dt.date) -> dt.date:
    """The first day of article 17 after a contract of another kind with the same employer. Raises NoParameter."""
    first = employed_until + ONE_DAY
    if not book().series["article17_waiting"].exists_on(first):
        return first
    months: int = book().on("article17_waiting", first).value
    return months_after(first, months)
