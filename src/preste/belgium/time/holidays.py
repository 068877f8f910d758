"""Public holidays as an employer has them: those of the law, each on the day that replaces it."""

from __future__ import annotations

import datetime as dt
from calendar import FRIDAY, MONDAY, SUNDAY
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache

from preste.calendar import ONE_DAY, legal_holidays, months_after
from preste.law import book
from preste.records import Contract, ReplacedHoliday, Terms, held_on

WORKING_WEEK = frozenset(range(MONDAY, FRIDAY + 1))
"""Monday to Friday: the usual days of activity where nothing says otherwise."""


def usual_days(terms: Terms) -> frozenset[int]:
    """The days of the week on which the enterprise is usually active, as the terms tell it; Monday is 0.

    Those of full time there, and any other day of the worker's own schedule; never a Sunday, whose holidays are
    always replaced.
    """
    return usual_weekdays(terms.full_time_days, terms.schedule)


def usual_weekdays(full_time_days: int, schedule: Sequence[int]) -> frozenset[int]:
    """As `usual_days`, from a week of full time in days, from Monday, and the hours of each day of a schedule."""
    own = {day for day, hours in enumerate(schedule) if hours}
    return (frozenset(range(full_time_days)) | own) - {SUNDAY} or WORKING_WEEK


def holidays_of(
    year: int, replaced: Sequence[ReplacedHoliday] = (), usual: frozenset[int] = WORKING_WEEK
) -> Mapping[dt.date, str]:
    """The year's public holidays by day, with their French name, each on the day that replaces it.

    Where the employer wrote no replacement for a Sunday or a usual day of inactivity, it is the first usual day of
    activity that follows (AR 18 April 1974). Raises InputError for a year that is not known.
    """
    return {day: name for day, (name, _) in _placed(year, tuple(replaced), usual).items()}


@lru_cache(maxsize=1024)
def _placed(
    year: int, replaced: tuple[ReplacedHoliday, ...], usual: frozenset[int]
) -> Mapping[dt.date, tuple[str, dt.date]]:
    """Each holiday by the day it is held on: its name, and the legal date."""
    legal = legal_holidays(year)
    given = {one.holiday: one.day for one in replaced if one.holiday.year == year}
    taken = {*legal, *given.values()}
    found = {}
    for date, name in legal.items():
        day = given.get(date) or _first_usual(date, usual, taken)
        taken.add(day)
        found[day] = (name, date)
    return found


def _first_usual(date: dt.date, usual: frozenset[int], taken: set[dt.date]) -> dt.date:
    """A holiday's own day when it is one of activity, else the first that follows and is free."""
    if date.weekday() in usual:
        return date
    day = date + ONE_DAY
    while day.weekday() not in usual or day in taken:
        day += ONE_DAY
    return day


def replacement_problems(replaced: Sequence[ReplacedHoliday]) -> Iterator[tuple[str, str]]:
    """What is wrong with replacement days, as message and remedy: holidays that are none, days that cannot serve.

    A holiday that is replaced by its own day is one that stays where it is, on a day of activity.
    """
    for i, one in enumerate(replaced):
        legal = legal_holidays(one.holiday.year)
        before = replaced[:i]
        if one.holiday not in legal:
            yield f"{one.holiday} is no legal public holiday", f"those of the year: {', '.join(map(str, legal))}"
        elif one.day.year != one.holiday.year:
            yield f"{one.day} is in another year than {one.holiday}", "replace a holiday within its year"
        elif is_sunday(one.day) or (one.day in legal and one.day != one.holiday):
            yield f"{one.day} is a Sunday or a public holiday itself", "choose a day of work"
        elif any(one.holiday == other.holiday for other in before):
            yield f"{one.holiday} is replaced twice", "keep one"
        elif any(one.day == other.day for other in before):
            yield f"{one.day} replaces two holidays", "choose another day for one of them"


def holiday_notes(terms: Terms, first: dt.date, last: dt.date, replaced: Sequence[ReplacedHoliday]) -> Iterator[str]:
    """What an officer should know of the holidays between two days, in French: those that no decision replaces, and
    those on which a full-timer does not work."""
    decided = {one.holiday for one in replaced}
    for day, (_, date) in _placed(first.year, tuple(replaced), usual_days(terms)).items():
        if day != date and date not in decided and (first <= day <= last or first <= date <= last):
            yield (
                f"jour férié du {_said(date)} : aucun jour de remplacement n'est décidé, c'est donc d'office le "
                f"{_said(day)}, premier jour d'activité qui suit (AR 18 avril 1974)"
            )
        full_time = terms.hours_week >= terms.full_time_hours > 0
        if full_time and first <= day <= last and not terms.schedule[day.weekday()]:
            yield (
                f"jour férié du {_said(day)}, sans travail à l'horaire de ce temps plein : si l'entreprise est fermée "
                "ce jour-là d'habitude, indiquez son jour de remplacement"
            )


def _said(day: dt.date) -> str:
    names = ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche")
    return f"{names[day.weekday()]} {day:%d/%m/%Y}"


def is_sunday(date: dt.date) -> bool:
    """Whether a day is a Sunday."""
    return date.weekday() == SUNDAY


def holidays_after_end(contract: Contract, replaced: Sequence[ReplacedHoliday] = ()) -> list[dt.date]:
    """The public holidays that the employer still owes after the contract, in order. Raises NoParameter.

    None when nothing says that they are owed: a worker who leaves, or is dismissed for grave cause, has no right to
    them; nor has one to those from the day another employer pays.
    """
    end = contract.end
    if end is None or not contract.holidays_after_end:
        return []
    law = book().on("holidays_after_contract", end).value
    within, most = 0, 0
    if end + ONE_DAY > months_after(contract.start, law.long_service_months):
        within = most = law.long_within
    elif (end - contract.start).days + 1 >= law.short_service_days:
        within, most = law.short_within, law.short_count
    last = end + within * ONE_DAY
    if contract.next_employer_from is not None:
        last = min(last, contract.next_employer_from - ONE_DAY)
    terms = held_on(contract.terms, end)
    usual = usual_days(terms) if terms else WORKING_WEEK
    days = {**holidays_of(end.year, replaced, usual), **holidays_of(end.year + 1, replaced, usual)}
    return sorted(day for day in days if end < day <= last)[:most]
