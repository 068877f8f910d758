"""Bank business days of euro payments: the days TARGET is open.

Not the public holidays: banks settle on Ascension and on 21 July, and not on Good Friday. The closing days are
the Eurosystem's (1 January, Good Friday, Easter Monday, 1 May, 25 and 26 December), taken from `holidays`,
which keeps the few exceptional ones too.

>>> next_bank_day(dt.date(2026, 5, 1))  # a Friday
datetime.date(2026, 5, 4)
"""

from __future__ import annotations

import datetime as dt
from functools import cache

import holidays

from preste.calendar import ONE_DAY

SATURDAY = 5


@cache
def _closed(year: int) -> frozenset[dt.date]:
    return frozenset(holidays.financial_holidays("XECB", years=year))


def is_bank_day(day: dt.date) -> bool:
    """Whether a euro transfer can be executed on that day."""
    return day.weekday() < SATURDAY and day not in _closed(day.year)


def next_bank_day(day: dt.date) -> dt.date:
    """The day itself when banks work then, else the first one after it."""
    while not is_bank_day(day):
        day += ONE_DAY
    return day
