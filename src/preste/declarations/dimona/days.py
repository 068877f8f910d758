"""The hours of days, as the schedule and the recorded days of a contract tell them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from preste.belgium.time.codes import CODES
from preste.calendar import ONE_DAY, legal_holidays
from preste.money import up
from preste.records import Contract, Day, held_on

_WORK = "W"
_HOUR, _DAY = 60, 24 * 60


def hours_between(contract: Contract, start: dt.date, end: dt.date) -> int | None:
    """Whole hours of the schedule, one begun counted whole; None when there is no schedule."""
    total, told = 0, False
    for first, last in _spans(contract, start, end):
        terms = held_on(contract.terms, first)
        if terms is not None and terms.hours_week > 0:
            told = True
            total += sum(hours * _count(first, last, weekday) for weekday, hours in enumerate(terms.schedule))
    return up(total, 100) if told else None


def worked_on(contract: Contract, day: dt.date) -> int:
    """Hundredths of hours of work on a day: as recorded, else as scheduled, and none on a public holiday."""
    recorded = [one for one in contract.days if one.date == day]
    if recorded:
        return sum(one.hours for one in recorded if is_work(one))
    return 0 if day in legal_holidays(day.year) else _scheduled(contract, day)


def day_is_told(contract: Contract, day: dt.date) -> bool:
    """Whether the schedule or the recorded days say what is worked on a day."""
    terms = held_on(contract.terms, day)
    return (terms is not None and terms.hours_week > 0) or any(one.date == day for one in contract.days)


def hours_of_day(day: dt.date, start_hour: str, worked: int, pause: int) -> tuple[dt.date, str]:
    """The day and hour (HHMM) at which a day of work ends, that begins at `start_hour` and has `pause` minutes."""
    begun = int(start_hour[:2]) * _HOUR + int(start_hour[2:])
    days, minutes = divmod(begun + up(worked * _HOUR, 100) + pause, _DAY)
    return day + days * ONE_DAY, f"{minutes // _HOUR:02d}{minutes % _HOUR:02d}"


def is_work(day: Day) -> bool:
    """Whether a recorded day, or a part of one, is of work."""
    return day.code == _WORK or (day.code in CODES and CODES[day.code].overtime)


def _scheduled(contract: Contract, day: dt.date) -> int:
    terms = held_on(contract.terms, day)
    return terms.schedule[day.weekday()] if terms is not None else 0


def _spans(contract: Contract, start: dt.date, end: dt.date) -> Iterator[tuple[dt.date, dt.date]]:
    """The days from one to another, in parts in which the same terms hold."""
    changes = {one.valid_from for one in contract.terms}
    changes |= {one.valid_to + ONE_DAY for one in contract.terms if one.valid_to is not None and one.valid_to < end}
    first = start
    for day in sorted(one for one in changes if start < one <= end):
        yield first, day - ONE_DAY
        first = day
    yield first, end


def _count(first: dt.date, last: dt.date, weekday: int) -> int:
    """How often a day of the week falls from one day to another."""
    before = (weekday - first.weekday()) % 7
    return max(0, ((last - first).days - before) // 7 + 1)
