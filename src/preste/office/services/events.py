"""Events of absences and leaves: which one a day is for, which it takes by itself, and what each still gives.

Each day of a short absence and of birth leave is asked its event. Of a leave that runs on, only the first day is: the
days after it take the event of the nearest earlier day of their code, until the expected day of a birth.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from preste.belgium.time.events import BIRTH, EVENTS, EVENTS_OF, MATERNITY, SHORT, WANTED
from preste.belgium.time.leave import right_of
from preste.belgium.time.refusal import part_of_day
from preste.errors import NoParameter
from preste.records import Contract, Day

ASKED = WANTED
"""Day codes that are asked what they are for."""
IN_DAYS = (SHORT, BIRTH)
"""Those of them whose every day is asked: an event gives them so many days."""
FOLLOWED = tuple(code for code in ASKED if code not in IN_DAYS)
"""Those whose days take the event of the day before of the same leave."""
AS_BEFORE, NO_EVENT = "=", "-"
"""What may be written for an event: that of the nearest earlier day of the code; none."""


@dataclass(frozen=True)
class Option:
    """An event a day may be for: `date` when one is known already; days of its right, and what is left of them.

    `right` is None where the right is not in days.
    """

    code: str
    event: str
    date: dt.date | None
    right: Fraction | None = None
    used: Fraction = Fraction(0)

    @property
    def left(self) -> Fraction:
        """What is left of a right in days."""
        return (self.right or Fraction(0)) - self.used

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
    dated = sorted(((date, event) for event, date in taken if date is not None and code in ASKED), reverse=True)
    found = [_option(code, event, date, on, taken[event, date]) for date, event in dated]
    new = [_option(code, event, None, on, Fraction(0)) for event in EVENTS_OF[code]]
    return [one for one in (*found, *new) if one is not None]


def _option(code: str, event: str, date: dt.date | None, on: dt.date, used: Fraction) -> Option | None:
    if code not in IN_DAYS:
        return Option(code, event, date)
    try:
        return Option(code, event, date, right_of(code, event, date or on), used)
    except NoParameter:
        return None


def named(days: Sequence[Day], event: str, date: dt.date | None, known: Sequence[Day]) -> list[Day]:
    """The days with their event: the one given, or else the one that was known of a day of that code."""
    before = {day.code: day for day in known if day.event}

    def of(day: Day) -> Day:
        was = before.get(day.code, day)
        if event in EVENTS_OF.get(day.code, ()):
            return replace(day, event=event, event_date=date if day.code in ASKED else was.event_date)
        if event in (AS_BEFORE, NO_EVENT):
            return day
        return replace(day, event=was.event, event_date=was.event_date)

    return [of(day) for day in days]


def following(day: Day, earlier: Day | None) -> Day:
    """The day with the event of the nearest earlier day of its code; as it is when there is none to take.

    From the expected day of a birth on, the first day takes none: the birth itself is then to be told.
    """
    if day.event or earlier is None or not earlier.event:
        return day
    expected = earlier.event_date if day.code == MATERNITY and earlier.event.startswith("expected") else None
    if expected is not None and earlier.date < expected <= day.date:
        return day
    return replace(day, event=earlier.event, event_date=earlier.event_date)


def nearest(days: Sequence[Day], code: str, on: dt.date) -> Day | None:
    """The nearest day before another that has that code and an event."""
    found = (day for day in days if day.code == code and day.event and day.date < on)
    return max(found, key=lambda day: day.date, default=None)


def unnamed(days: Sequence[Day]) -> list[Day]:
    """The days whose event is to be told, in order: of a leave that runs on, its first day alone."""
    found: list[Day] = []
    for day in sorted(days, key=lambda one: one.date):
        waits = day.code in FOLLOWED and any(one.code == day.code for one in found)
        if day.code in ASKED and not day.event and not waits:
            found.append(day)
    return found
