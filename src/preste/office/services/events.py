"""Events of short absences and births: which one a day is for, what each still gives, and what goes beyond it."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from preste.belgium.time.events import BIRTH, EVENTS, EVENTS_OF, FOSTER_CARE, SHORT, URGENT
from preste.belgium.time.leave import right_of, uses
from preste.belgium.time.refusal import Use, part_of_day
from preste.calendar import Month
from preste.errors import NoParameter
from preste.records import Contract, Day

ASKED = (SHORT, BIRTH)
"""Day codes that are asked what they are for: days of an event, so many each."""
LIMITED = (*ASKED, URGENT, FOSTER_CARE)
"""Day codes of a right that has an end, counted in days."""
LABELS = {**EVENTS, URGENT: "raisons impérieuses", FOSTER_CARE: "soins d'accueil"}


@dataclass(frozen=True)
class Option:
    """An event a day may be for: `date` when one is known already; days of its right, and what is left of them."""

    code: str
    event: str
    date: dt.date | None
    right: Fraction
    left: Fraction

    @property
    def label(self) -> str:
        """The event in French."""
        return EVENTS[self.event]


def options(record: Contract, code: str, on: dt.date) -> list[Option]:
    """The events a day of that code may be for: those that are known, the latest first, then new ones."""
    taken: dict[tuple[str, dt.date | None], Fraction] = defaultdict(Fraction)
    for day in record.days:
        if day.code == code and day.event and day.date != on:
            taken[day.event, day.event_date] += part_of_day(record, day)
    dated = sorted(((date, event) for event, date in taken if date is not None), reverse=True)
    found = [_option(code, event, date, on, taken[event, date]) for date, event in dated]
    new = [_option(code, event, None, on, Fraction(0)) for event in EVENTS_OF[code]]
    return [one for one in (*found, *new) if one is not None]


def _option(code: str, event: str, date: dt.date | None, on: dt.date, used: Fraction) -> Option | None:
    try:
        right = right_of(code, event, date or on)
    except NoParameter:
        return None
    return Option(code, event, date, right, right - used)


def named(days: Sequence[Day], event: str, date: dt.date | None, known: Sequence[Day]) -> list[Day]:
    """The days with their event: the one given, or else the one that was known of a day of that code."""
    before = {day.code: day for day in known if day.event}

    def of(day: Day) -> Day:
        if event in EVENTS_OF.get(day.code, ()):
            return replace(day, event=event, event_date=date)
        was = before.get(day.code, day)
        return replace(day, event=was.event, event_date=was.event_date)

    return [of(day) for day in days]


def unnamed(days: Sequence[Day]) -> str:
    """The code of a day whose event is not told; empty when every day that needs one has it."""
    return next((day.code for day in days if day.code in ASKED and not day.event), "")


def exceeding(record: Contract, month: Month, dates: Collection[dt.date]) -> Iterator[Use]:
    """The days, of those dates, that go beyond a right."""
    try:
        yield from (one for one in uses(record, month) if one.left < 0 and one.day.date in dates)
    except NoParameter:
        return  # the month's computation says which law is missing


def label(what: str) -> str:
    """The right that a use is of, in French."""
    return LABELS[what]
