"""Public holidays as an employer has them: those of the law, each on the day that replaces it."""

from __future__ import annotations

import datetime as dt
from calendar import SUNDAY
from collections.abc import Iterator, Mapping, Sequence

from preste.calendar import ONE_DAY, legal_holidays, months_after
from preste.law import book
from preste.records import Contract, ReplacedHoliday


def holidays_of(year: int, replaced: Sequence[ReplacedHoliday] = ()) -> Mapping[dt.date, str]:
    """The year's public holidays by day, with their French name. Raises InputError for a year that is not known."""
    moved = {one.holiday: one.day for one in replaced if one.holiday.year == year}
    return {moved.get(day, day): name for day, name in legal_holidays(year).items()}


def replacement_problems(replaced: Sequence[ReplacedHoliday]) -> Iterator[tuple[str, str]]:
    """What is wrong with replacement days, as message and remedy: holidays that are none, days that cannot serve."""
    for i, one in enumerate(replaced):
        legal = legal_holidays(one.holiday.year)
        before = replaced[:i]
        if one.holiday not in legal:
            yield f"{one.holiday} is no legal public holiday", f"those of the year: {', '.join(map(str, legal))}"
        elif one.day.year != one.holiday.year:
            yield f"{one.day} is in another year than {one.holiday}", "replace a holiday within its year"
        elif one.day in legal or is_sunday(one.day):
            yield f"{one.day} is a Sunday or a public holiday itself", "choose a day of work"
        elif any(one.holiday == other.holiday for other in before):
            yield f"{one.holiday} is replaced twice", "keep one"
        elif any(one.day == other.day for other in before):
            yield f"{one.day} replaces two holidays", "choose another day for one of them"


def not_replaced(first: dt.date, last: dt.date, replaced: Sequence[ReplacedHoliday]) -> list[dt.date]:
    """Holidays on a Sunday between two days that have no replacement, in a year whose replacements are given."""
    years = {one.holiday.year for one in replaced}
    days = [day for year in years for day in holidays_of(year, replaced)]
    return sorted(day for day in days if first <= day <= last and is_sunday(day))


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
    days = {**holidays_of(end.year, replaced), **holidays_of(end.year + 1, replaced)}
    return sorted(day for day in days if end < day <= last)[:most]
