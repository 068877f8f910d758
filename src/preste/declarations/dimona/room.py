"""Planned hours beside the hours that the law leaves: what the ONSS will warn of, or refuse, when it counts them.

Only what is declared for one contract is counted here; the ONSS counts all employers. So hours that are beyond here are
beyond there, and hours that are not may still be.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from preste.belgium.contingents.plans import ask
from preste.calendar import Month, Quarter
from preste.declarations.dimona.model import Period
from preste.declarations.dimona.wanted import Wanted
from preste.errors import NoParameter
from preste.law import book

_HUNDREDTHS = 100
_ARTICLE_17 = ("O17", "S17")
_THIRD = 3
"""The quarter that has more hours."""


@dataclass(frozen=True)
class Beyond:
    """Whole hours beyond a limit. `refused`: article 17, where the ONSS takes no such declaration (90017-369, class B);
    a student's are taken with a warning, and owe ordinary contributions."""

    hours: int
    of: str
    refused: bool


def beyond(one: Wanted, others: Iterable[Wanted | Period]) -> Beyond | None:
    """Whether planned hours exceed what the quarter or the year allows, with those of the other periods of the year.

    None too where the law book has no limit for that day.
    """
    if one.planned_hours is None or one.worker_type not in ("STU", *_ARTICLE_17):
        return None
    same = [each for each in others if each.worker_type == one.worker_type and each.start.year == one.start.year]
    before = sum(each.planned_hours or 0 for each in same if each.start != one.start)
    try:
        limits = _limits(one)
    except NoParameter:
        return None
    year, quarter = limits
    over_year = before + one.planned_hours - year
    over_quarter = one.planned_hours - quarter if quarter is not None else 0
    if max(over_year, over_quarter) <= 0:
        return None
    of = "quarter" if over_quarter >= over_year else "year"
    return Beyond(max(over_year, over_quarter), of, refused=one.worker_type in _ARTICLE_17)


def _limits(one: Wanted) -> tuple[int, int | None]:
    """Whole hours of the year and of the quarter. Raises NoParameter."""
    if one.worker_type == "STU":
        return book().on("student_hours_quota", one.start).value // _HUNDREDTHS, None
    quarter = Quarter.of(Month(one.start.year, one.start.month))
    third = quarter.months[0].quarter == _THIRD
    found = ask("article17", quarter.first, {"a17_sport": one.worker_type == "S17", "a17_third_quarter": third})
    return found["article17_year_limit"] // _HUNDREDTHS, found["article17_quarter_limit"] // _HUNDREDTHS
