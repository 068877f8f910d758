"""The terms an employer has to keep for its months, quarters and years, from the law book."""

from __future__ import annotations

import calendar
import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from preste.calendar import Month, legal_holidays
from preste.errors import NoParameter
from preste.law import Entry, book
from preste.law.shapes import Deadlines

SERIES = "deadlines"
_SATURDAY = calendar.SATURDAY


@dataclass(frozen=True, order=True)
class Deadline:
    """A term of one period. `period` is its last month, `every` its length in months; `unsure`: to be verified."""

    due: dt.date
    code: str
    period: Month
    every: int
    unsure: bool

    @property
    def weekend(self) -> bool:
        """Whether it falls on a Saturday or Sunday; no source read says that it is moved then."""
        return self.due.weekday() >= _SATURDAY

    @property
    def holiday(self) -> str:
        """The legal holiday it falls on, in French; "" for none."""
        return legal_holidays(self.due.year).get(self.due, "")


def codes() -> list[str]:
    """Every deadline the book knows."""
    return [key[0] for key in book().series[SERIES].entries]


def known_until() -> dt.date | None:
    """The last day of periods whose terms are known."""
    return book().series[SERIES].known_until


def deadlines(first: Month, last: Month) -> list[Deadline]:
    """The terms of the periods that end in the months from `first` to `last`, the earliest term first.

    A period that the book does not know has none: see `known_until`.
    """
    return sorted(one for month in _months(first, last) for code in codes() if (one := _deadline(code, month)))


def term(code: str, period: Month) -> dt.date:
    """The day by which something of a period is due at the latest. Raises NoParameter."""
    rule: Deadlines = book().on(SERIES, period.last, (code,)).value
    month = period.plus(rule.months_after)
    return month.first.replace(day=rule.day) if rule.day else month.last


def _months(first: Month, last: Month) -> Iterator[Month]:
    while first <= last:
        yield first
        first = first.plus(1)


def _deadline(code: str, period: Month) -> Deadline | None:
    try:
        entry: Entry = book().on(SERIES, period.last, (code,))
    except NoParameter:
        return None
    rule: Deadlines = entry.value
    if period.month % rule.every:
        return None
    return Deadline(term(code, period), code, period, rule.every, entry.status == "unsure")
