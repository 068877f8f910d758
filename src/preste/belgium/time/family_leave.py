"""Leaves that run within dates: rest before and after a birth, adoption and foster-parent leave."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence

from preste.belgium.time.events import ADOPTION, EVENTS_OF, MATERNITY
from preste.belgium.time.refusal import RefusedDay, refused
from preste.calendar import ONE_DAY, Month
from preste.law import book
from preste.records import Contract, Day

_SICK = "correct the date of the event, or write the rest as sickness (MM), parental leave (CT) or V"
_SEVERAL = "correct the first day of the leave or its event, or give the days another code"


def maternity_errors(contract: Contract, month: Month) -> Iterator[RefusedDay]:
    """Days of maternity rest outside what the law gives around a birth. Raises NoParameter."""
    for event, date, days in _groups(contract, MATERNITY, month):
        if event.startswith("expected"):
            law = book().on("prenatal_rest", date, (event,)).value
            first = date - dt.timedelta(weeks=law.weeks)
            for day in days:
                if day.date < first:
                    reason = "prenatal rest begins {weeks} weeks before the expected day at the earliest: {first}"
                    yield refused(contract, day, reason, _SICK, weeks=law.weeks, first=first)
        else:
            last = _rest_ends(contract, event, date)
            for day in days:
                if not date <= day.date <= last:
                    reason = "rest after the birth of {born} ends on {last}, with what was not taken before"
                    yield refused(contract, day, reason, _SICK, born=date, last=last)


def _rest_ends(contract: Contract, event: str, born: dt.date) -> dt.date:
    """The last day of rest after a birth: nine weeks, and the prenatal weeks that were worked."""
    law = book().on("postnatal_rest", born, (event,)).value
    weeks = dt.timedelta(weeks=law.compulsory + law.carried + law.more)
    return born + weeks - _optional_taken(contract, born, law.carried) - ONE_DAY


def _optional_taken(contract: Contract, born: dt.date, carried: int) -> dt.timedelta:
    """How much of the prenatal rest that may be carried over was taken before the birth."""
    of_birth = [name for name in EVENTS_OF[MATERNITY] if name.startswith("expected")]
    before = [
        d for d in contract.days if d.code == MATERNITY and d.event in of_birth and d.date < born and d.event_date
    ]
    if not before:
        return dt.timedelta(0)
    latest = max(before, key=lambda d: d.date)
    expected = latest.event_date
    if expected is None or abs(expected - born) > dt.timedelta(weeks=carried):  # another birth
        return dt.timedelta(0)
    law = book().on("prenatal_rest", expected, (latest.event,)).value
    first = min(d.date for d in before if d.event_date == expected)
    optional = expected - dt.timedelta(weeks=law.compulsory) - first
    return min(max(optional, dt.timedelta(0)), dt.timedelta(weeks=carried))


def adoption_errors(contract: Contract, month: Month) -> Iterator[RefusedDay]:
    """Days of an adoption or foster-parent leave after its last week. Raises NoParameter."""
    for event, first, days in _groups(contract, ADOPTION, month):
        law = book().on("adoption_leave", first, (event,)).value
        last = first + dt.timedelta(weeks=law.weeks) - ONE_DAY
        for day in days:
            if not first <= day.date <= last:
                reason = "{event} gives {weeks} weeks at most, in one go from {first}: until {last}"
                yield refused(contract, day, reason, _SEVERAL, event=event, weeks=law.weeks, first=first, last=last)


def _groups(contract: Contract, code: str, month: Month) -> Iterator[tuple[str, dt.date, Sequence[Day]]]:
    """The days of the month of each event, with its date; without one, that of the first day of its name."""
    groups: dict[tuple[str, dt.date], list[Day]] = {}
    named = sorted((d for d in contract.days if d.code == code and d.event), key=lambda d: d.date)
    for day in named:
        date = day.event_date or next(d.date for d in named if d.event == day.event)
        if month.first <= day.date <= month.last:
            groups.setdefault((day.event, date), []).append(day)
    for (event, date), days in groups.items():
        yield event, date, days
