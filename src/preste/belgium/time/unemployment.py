"""Temporary unemployment by kind: who may be put in it, by whole days, and how long.

Economic causes have a longest time; bad weather and a technical accident are for blue-collar workers. Force majeure,
strike, closure and others have no count in the law: the ONEM decides, and nothing is checked here.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from preste.belgium.time.events import TECHNICAL
from preste.belgium.time.refusal import RefusedDay, refused, scheduled_on
from preste.calendar import ONE_DAY, Month, each_day
from preste.law import book
from preste.records import Contract, Day, held_on

ECONOMIC, WEATHER = "CTE", "CTI"
LIMITED = frozenset({ECONOMIC, WEATHER, TECHNICAL})
"""The kinds that the law limits."""
_WHOLE_DAYS = (ECONOMIC, TECHNICAL)
_BLUE_COLLAR_ONLY = {WEATHER: "art. 50", TECHNICAL: "art. 49"}


def unemployment_errors(contract: Contract, month: Month) -> Iterator[RefusedDay]:
    """Days of temporary unemployment that the law does not give. Raises NoParameter."""
    given = sorted(contract.days_in(month), key=lambda d: d.date)
    for day in given:
        if day.code in _BLUE_COLLAR_ONLY and contract.status != "blue_collar":
            reason = "{code} is for blue-collar workers (law of 3 July 1978, {article})"
            remedy = "pay the day, or give it CTE or CTF if the ONEM agrees"
            yield refused(contract, day, reason, remedy, code=day.code, article=_BLUE_COLLAR_ONLY[day.code])
        elif day.code in _WHOLE_DAYS and 0 < day.hours < scheduled_on(contract, day):
            remedy = "write the whole scheduled hours, or pay the day: a day begun is owed"
            yield refused(contract, day, "{code} takes whole days", remedy, code=day.code)
        elif day.code == TECHNICAL and day.event_date is not None:
            yield from _paid_first(contract, day, day.event_date)
    economic = [d for d in given if d.code == ECONOMIC]
    if economic:
        yield from _in_a_row(contract, economic) if contract.status == "blue_collar" else _in_a_year(contract, month)


def _paid_first(contract: Contract, day: Day, accident: dt.date) -> Iterator[RefusedDay]:
    """The employer pays the first days after a technical accident."""
    days: int = book().on("technical_unemployment", accident).value
    if day.date < accident + days * ONE_DAY:
        reason = "the employer pays the first {days} days from the technical accident of {accident}"
        yield refused(contract, day, reason, "leave the day out: it is paid as scheduled", days=days, accident=accident)


def _in_a_row(contract: Contract, days: list[Day]) -> Iterator[RefusedDay]:
    """A blue-collar worker: so many weeks without a day of work between."""
    weeks: int = book().on("economic_unemployment", days[-1].date, (contract.status,)).value
    for day in days:
        since = _suspended_since(contract, day.date)
        if day.date >= since + dt.timedelta(weeks=weeks):
            reason = "economic unemployment is {weeks} weeks in a row at most: it runs since {since}"
            remedy = "a week of work comes first, unless the sector has its own rule"
            yield refused(contract, day, reason, remedy, weeks=weeks, since=since)


def _suspended_since(contract: Contract, date: dt.date) -> dt.date:
    """The first day of the unemployment that reaches a day with no scheduled day of anything else between."""
    economic = {d.date for d in contract.days if d.code == ECONOMIC}
    since = before = date
    while (before := before - ONE_DAY) >= contract.start:
        terms = held_on(contract.terms, before)
        if before in economic:
            since = before
        elif terms is None or terms.schedule[before.weekday()]:
            break
    return since


def _in_a_year(contract: Contract, month: Month) -> Iterator[RefusedDay]:
    """A white-collar worker: so many calendar weeks of a year without a day of work."""
    whole = [
        monday for monday in _mondays(month.year) if monday <= month.last and _whole_week(contract, monday)
    ]  # fmt: skip
    if not whole:
        return
    weeks: int = book().on("economic_unemployment", month.last, (contract.status,)).value
    for monday in whole[weeks:]:
        days = [
            d
            for d in contract.days
            if d.code == ECONOMIC
            and monday <= d.date < monday + dt.timedelta(weeks=1)
            and month.first <= d.date <= month.last
        ]
        for day in days:
            reason = "economic unemployment of a white-collar worker is {weeks} whole weeks a year at most"
            yield refused(contract, day, reason, "let some work be done in the week, or pay the day", weeks=weeks)


def _mondays(year: int) -> Iterator[dt.date]:
    day = dt.date(year, 1, 1)
    day -= day.weekday() * ONE_DAY
    while day.year <= year:
        yield day
        day += dt.timedelta(weeks=1)


def _whole_week(contract: Contract, monday: dt.date) -> bool:
    """Whether every scheduled day of a week is economic unemployment."""
    economic = {d.date for d in contract.days if d.code == ECONOMIC}
    scheduled = [
        day
        for day in each_day(monday, monday + dt.timedelta(weeks=1) - ONE_DAY)
        if (terms := held_on(contract.terms, day)) is not None and terms.schedule[day.weekday()]
    ]
    return bool(scheduled) and all(day in economic for day in scheduled)
