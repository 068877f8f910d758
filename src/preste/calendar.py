"""Months, quarters and the ten legal public holidays of Belgium.

The country's `holidays` library gives twelve days: Easter Sunday and Whit Sunday are public days but not
legal paid holidays (law of 4 January 1974, royal decree of 18 April 1974, article 1: ten days).
"""

from __future__ import annotations

import calendar as _calendar
import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, cached_property

import holidays as _holidays

from preste.errors import InputError

ONE_DAY = dt.timedelta(days=1)
DAY_HOURS = 24_00
"""Hundredths of hours of a day."""

YEARS = range(1900, 2201)
"""The years a month may lie in: anything else is a slip of the pen."""


@dataclass(frozen=True, order=True)
class Month:
    """A calendar month."""

    year: int
    month: int

    @classmethod
    def parse(cls, text: str, field: str = "period") -> Month:
        """Month from "2022-01", between 1900 and 2200. Raises InputError."""
        match = re.fullmatch(r"(\d{4})-(\d{2})", text, re.ASCII) if isinstance(text, str) else None
        if not match or not 1 <= int(match[2]) <= 12 or int(match[1]) not in YEARS:
            raise InputError(
                f"{_short(text)} is not a month", field=field,
                remedy=f'write year and month, between {YEARS[0]} and {YEARS[-1]}: "2022-01"', code="E-INPUT-MONTH",
            )  # fmt: skip
        return cls(int(match[1]), int(match[2]))

    def __str__(self) -> str:
        return f"{self.year:04d}-{self.month:02d}"

    @cached_property
    def first(self) -> dt.date:
        """The first day."""
        return dt.date(self.year, self.month, 1)

    @cached_property
    def last(self) -> dt.date:
        """The last day."""
        return _days(self.year, self.month)[-1]

    @property
    def days(self) -> list[dt.date]:
        """Every day of the month."""
        return list(_days(self.year, self.month))

    @property
    def quarter(self) -> int:
        """1 to 4."""
        return (self.month - 1) // 3 + 1

    @property
    def closes_quarter(self) -> bool:
        """Whether it is the last month of its quarter."""
        return self.month % 3 == 0

    def plus(self, months: int) -> Month:
        """The month so many months later (earlier when negative)."""
        return _month(self.year * 12 + self.month - 1 + months)


@dataclass(frozen=True, order=True)
class Quarter:
    """A calendar quarter, by which the ONSS is told of pay."""

    year: int
    number: int

    @classmethod
    def parse(cls, text: str, field: str = "quarter") -> Quarter:
        """Quarter from "2022-1" or "2022/1". Raises InputError."""
        match = re.fullmatch(r"(\d{4})[-/]([1-4])", text, re.ASCII) if isinstance(text, str) else None
        if not match or int(match[1]) not in YEARS:
            raise InputError(
                f"{_short(text)} is not a quarter", field=field,
                remedy=f'write year and quarter, between {YEARS[0]} and {YEARS[-1]}: "2022-1"', code="E-INPUT-QUARTER",
            )  # fmt: skip
        return cls(int(match[1]), int(match[2]))

    @classmethod
    def of(cls, month: Month) -> Quarter:
        """The quarter a month lies in."""
        return _quarter(month.year, (month.month - 1) // 3 + 1)

    def __str__(self) -> str:
        return f"{self.year:04d}-{self.number}"

    @property
    def months(self) -> tuple[Month, ...]:
        """Its three months."""
        return _months(self.year, self.number)

    @property
    def first(self) -> dt.date:
        """The first day."""
        return self.months[0].first

    @property
    def last(self) -> dt.date:
        """The last day."""
        return self.months[-1].last

    def plus(self, quarters: int) -> Quarter:
        """The quarter so many later (earlier when negative)."""
        return Quarter.of(self.months[0].plus(3 * quarters))


@cache
def _month(index: int) -> Month:
    return Month(index // 12, index % 12 + 1)


@cache
def _quarter(year: int, number: int) -> Quarter:
    return Quarter(year, number)


@cache
def _months(year: int, quarter: int) -> tuple[Month, ...]:
    first = Month(year, 3 * quarter - 2)
    return first, first.plus(1), first.plus(2)


@cache
def _days(year: int, month: int) -> tuple[dt.date, ...]:
    return tuple(dt.date(year, month, day + 1) for day in range(_calendar.monthrange(year, month)[1]))


def _short(text: object) -> str:
    """What was given for a month, cut when long; anything but text by its type, whose value may be endless."""
    return f"{text[:50]!r}" if isinstance(text, str) else f"a value of type {type(text).__name__}"


def days_of_year(year: int) -> int:
    """365 or 366."""
    return 366 if _calendar.isleap(year) else 365


@cache
def legal_holidays(year: int) -> dict[dt.date, str]:
    """The ten legal public holidays of Belgium in a year, with their French name.

    Two of them may fall on one day: Ascension on 1 May. Raises InputError for a year whose holidays are not known.
    """
    days: dict[dt.date, str] = {}
    for day, name in _holidays.country_holidays("BE", years=year, language="fr").items():
        if day.weekday() == 6 and (day.month, day.day) not in _FIXED:
            continue
        days[day] = name
    if not days:
        raise InputError(
            f"the public holidays of {year} are not known", field="month", remedy="choose an earlier or later year",
            code="E-INPUT-MONTH",
        )  # fmt: skip
    if sum(len(names.split("; ")) for names in days.values()) != 10:
        raise AssertionError(f"{year} has {len(days)} days of legal holidays, the law has 10")
    return dict(sorted(days.items()))


_FIXED = {(1, 1), (5, 1), (7, 21), (8, 15), (11, 1), (11, 11), (12, 25)}


def each_day(first: dt.date, last: dt.date) -> Iterator[dt.date]:
    """Every day from `first` to `last`, both included."""
    day = first
    while day <= last:
        yield day
        day += ONE_DAY


def months_after(day: dt.date, months: int) -> dt.date:
    """The day of the same number so many months later; the first of the month after where there is none."""
    month = Month(day.year, day.month).plus(months)
    return month.first.replace(day=day.day) if day.day <= month.last.day else month.plus(1).first


_SEPTEMBER = 9


def school_year(day: dt.date) -> dt.date:
    """The first day of the school year of a day: 1 September, by which the Regions count paid educational leave."""
    return dt.date(day.year if day.month >= _SEPTEMBER else day.year - 1, _SEPTEMBER, 1)
