"""A declared quarter and its days."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from functools import cache


@dataclass(frozen=True)
class Quarter:
    """A quarter by its code, YYYYQ, with its first and last day."""

    code: str
    first: dt.date
    last: dt.date

    @property
    def year(self) -> int:
        """The calendar year."""
        return self.first.year


@cache
def quarter_of(code: str) -> Quarter | None:
    """The quarter of a code; nothing when it is none."""
    if len(code) != len("YYYYQ") or not (code.isascii() and code.isdigit()) or code[-1] not in "1234":
        return None
    year, number = int(code[:-1]), int(code[-1])
    if not year:
        return None
    first = dt.date(year, 3 * number - 2, 1)
    after = dt.date(year + number // 4, 3 * number % 12 + 1, 1)
    return Quarter(code, first, after - dt.timedelta(days=1))


@cache
def days_of_week_within(first: dt.date, last: dt.date, days: int) -> int:
    """How many days from Monday to the `days`th day of the week lie between two days."""
    whole, rest = divmod((last - first).days + 1, 7)
    return whole * days + sum((first.weekday() + ahead) % 7 < days for ahead in range(rest))


def most_days_within(first: dt.date, last: dt.date, regime: int, week: int) -> int:
    """The most days, in hundredths, that `regime` days a week (hundredths) may put between two days.

    A week is from Monday to its `week`th day; one that is not whole within may hold all the days of the regime, where
    that many lie in it: a schedule of three days may be Monday to Wednesday.
    """
    days, monday = 0, first - dt.timedelta(days=first.weekday())
    while monday <= last:
        begins, ends = max(first, monday), min(last, monday + dt.timedelta(days=week - 1))
        days += min(regime, 100 * max(0, (ends - begins).days + 1))
        monday += dt.timedelta(days=7)
    return days
