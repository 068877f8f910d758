"""The arithmetic of days that the end of a contract asks for: working days, Mondays, months from date to date."""

from __future__ import annotations

import calendar
import datetime as dt
from collections.abc import Collection

from preste.calendar import ONE_DAY, Month, legal_holidays

WEEK = dt.timedelta(weeks=1)


def is_working_day(day: dt.date) -> bool:
    """Whether it is a working day (jour ouvrable): Saturday is one, Sundays and legal holidays are not.

    Law of 26 December 2022: the Civil Code, for which Saturday is none, does not reach labour law.
    """
    return day.weekday() != calendar.SUNDAY and day not in legal_holidays(day.year)


def add_working_days(day: dt.date, number: int) -> dt.date:
    """The day so many working days after `day`."""
    while number > 0:
        day += ONE_DAY
        number -= is_working_day(day)
    return day


def monday_after(day: dt.date) -> dt.date:
    """The Monday that follows the week, Monday to Sunday, in which `day` falls."""
    return day + WEEK - day.weekday() * ONE_DAY


def add_months(day: dt.date, months: int) -> dt.date:
    """The day so many months later; where that month is too short, the first day of the next one.

    A period of months ends on the eve of the same day: from 31 January, one month ends on the last of February.
    """
    month = Month(day.year, day.month).plus(months)
    return month.first.replace(day=day.day) if day.day <= month.last.day else month.plus(1).first


def months_between(first: dt.date, day: dt.date) -> int:
    """The whole months from `first` to the eve of `day`, counted from date to date; 0 when `day` comes before."""
    months = (day.year - first.year) * 12 + day.month - first.month
    return max(0, months if add_months(first, months) <= day else months - 1)


def months_begun(first: dt.date, day: dt.date) -> int:
    """The months from `first` to the eve of `day`, a month begun counted as one."""
    whole = months_between(first, day)
    return whole + (add_months(first, whole) < day)


def last_counted(first: dt.date, days: int, not_counted: Collection[dt.date]) -> dt.date:
    """The last of so many days from `first`, when those of `not_counted` do not count."""
    day = first - ONE_DAY
    while days > 0:
        day += ONE_DAY
        days -= day not in not_counted
    return day
