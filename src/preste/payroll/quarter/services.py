"""Days and hours by ONSS service code: the calendar of an occupation, whole.

A day counts as one, shared by hours between the codes it has; overtime adds hours and no day. Days of a quarter are
told in halves: each code is rounded so that all together remain the days of the calendar.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction

from preste.belgium.time.codes import CODES
from preste.belgium.time.month import DayWorth
from preste.payroll.quarter.model import Service, Worked

_HALF = 50
"""Half a day, in hundredths."""


@dataclass(frozen=True)
class Time:
    """What an occupation's calendar comes to."""

    services: tuple[Service, ...]
    undeclared: tuple[tuple[str, int], ...]
    undeclared_days: int


def time_of(calendar: Iterable[DayWorth], *, part_time: bool) -> Time:
    """Services of a calendar, with what the ONSS wants no code for."""
    days: dict[str, int | Fraction] = defaultdict(int)
    worked: dict[str, list[Worked]] = defaultdict(list)
    hours: dict[str, int] = defaultdict(int)
    without: dict[str, int] = defaultdict(int)
    for worths in _by_date(calendar).values():
        counted = _counted(worths, part_time=part_time)
        shared = sum(one.hours for one in counted)
        for one in counted:
            days[CODES[one.code].onss] += 1 if one.hours == shared else Fraction(one.hours, shared)
        for one in worths:
            onss = CODES[one.code].onss
            if onss:
                hours[onss] += one.hours
                worked[onss].append(Worked(one.date, one.code, one.hours, shared if one in counted else 0))
            else:
                without[one.code] += one.hours
    rounded = in_halves(days)
    services = tuple(
        Service(code, rounded.get(code, 0), hours[code], tuple(worked[code])) for code in sorted(hours, key=int)
    )
    return Time(services, tuple(without.items()), rounded.get("", 0))


def _by_date(calendar: Iterable[DayWorth]) -> Mapping[dt.date, list[DayWorth]]:
    found: dict[dt.date, list[DayWorth]] = defaultdict(list)
    for day in calendar:
        if day.code and day.hours:
            found[day.date].append(day)
    return found


def _counted(worths: list[DayWorth], *, part_time: bool) -> list[DayWorth]:
    """What of a day shares it, by hours; a day of overtime alone is one for a part-timer only."""
    counted = [one for one in worths if not CODES[one.code].overtime]
    if not counted and part_time:
        counted = [one for one in worths if CODES[one.code].onss]
    return counted


def in_halves(days: Mapping[str, int | Fraction]) -> dict[str, int]:
    """Each number of days in hundredths, to the half day, their sum kept: the largest remainders go up.

    A code that has time keeps at least half a day, which only more codes than half days can make exceed the sum.
    """
    if all(isinstance(value, int) for value in days.values()):
        return {code: 2 * _HALF * int(value) for code, value in days.items() if value}
    wanted = int(2 * sum(days.values(), Fraction(0)) + Fraction(1, 2))
    halves = {code: max(1, int(2 * value)) for code, value in days.items() if value}
    order = sorted(halves, key=lambda code: (int(2 * days[code]) - 2 * days[code], code))
    while sum(halves.values()) < wanted:
        for code in order:
            if sum(halves.values()) < wanted:
                halves[code] += 1
    while sum(halves.values()) > wanted and any(value > 1 for value in halves.values()):
        code = max((one for one in halves if halves[one] > 1), key=lambda one: (halves[one] - 2 * days[one], one))
        halves[code] -= 1
    return {code: value * _HALF for code, value in halves.items()}
