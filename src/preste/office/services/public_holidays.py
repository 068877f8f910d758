"""The public holidays of an employer in a year: which fall on a day without work, and which day replaces each."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Literal

from django.db.models import Q

from preste.belgium.time.holidays import WORKING_WEEK, is_sunday, usual_weekdays
from preste.calendar import ONE_DAY, legal_holidays
from preste.office.services import employer_facts, facts
from preste.office.store.models import Employer, FactKind


@dataclass(frozen=True)
class PublicHoliday:
    """A public holiday. `falls` says why another day should replace it; `proposed` is the first that can."""

    date: dt.date
    name: str
    falls: Literal["", "sunday", "inactive"]
    day: dt.date | None
    proposed: dt.date | None


def of_year(employer: Employer, year: int) -> list[PublicHoliday]:
    """The public holidays of a year, in order. Raises InputError for a year that is not known."""
    legal = legal_holidays(year)
    replaced = {one.holiday: one.day for one in employer_facts.replaced(employer_facts.read(employer))}
    active, taken = active_weekdays(employer, year), {*legal, *replaced.values()}
    found = []
    for date in sorted(legal):
        falls: Literal["", "sunday", "inactive"] = ""
        if is_sunday(date):
            falls = "sunday"
        elif date.weekday() not in active:
            falls = "inactive"
        proposed = None
        if falls and date not in replaced and (proposed := _next(date, active, taken)):
            taken.add(proposed)
        found.append(PublicHoliday(date, legal[date], falls, replaced.get(date), proposed))
    return found


def active_weekdays(employer: Employer, year: int) -> frozenset[int]:
    """The days of the week that are usual days of activity of everybody in a year, as pay takes them; Monday is 0."""
    known = facts.known_facts(employer).filter(kind=FactKind.TERMS, valid_from__lte=dt.date(year, 12, 31))
    known = known.filter(Q(valid_to=None) | Q(valid_to__gte=dt.date(year, 1, 1)))
    told = known.values_list("data__full_time_days", "data__schedule").distinct().iterator()
    weeks = {usual_weekdays(days, schedule) for days, schedule in told}
    return frozenset.intersection(*weeks) if weeks else WORKING_WEEK


def _next(date: dt.date, active: frozenset[int], taken: set[dt.date]) -> dt.date | None:
    """The first day of work after a holiday that is free, within its year."""
    day = date + ONE_DAY
    while day.year == date.year:
        if day.weekday() in active and not is_sunday(day) and day not in taken:
            return day
        day += ONE_DAY
    return None
