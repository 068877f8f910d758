"""The limits of article 17: within them the work is outside the ONSS, beyond them all of it is ordinary."""

from __future__ import annotations

from dataclasses import dataclass

from preste.calendar import Month
from preste.law import book
from preste.money import text


@dataclass(frozen=True)
class Article17Use:
    """Hours (hundredths) of the month and those used before it in the year and the quarter; days until 2021."""

    sector: str
    hours: int
    hours_year: int
    hours_quarter: int
    days: int = 0
    days_year: int = 0


def article17_excess(use: Article17Use, month: Month) -> str:
    """Which limit is exceeded, in words; empty when none is. Raises NoParameter."""
    if month.year < 2022:
        limit = book().on("article17_days", month.first).value
        used = use.days_year + use.days
        return f"{used} days, the limit is {limit} a year" if used > limit else ""
    hours = book().on("article17_hours", month.first).value
    sport = use.sector == "sport"
    year = hours.sport_year if sport else hours.socio_year
    if month.quarter == 3:
        quarter = hours.sport_quarter_3 if sport else hours.socio_quarter_3
    else:
        quarter = hours.sport_quarter if sport else hours.socio_quarter
    if use.hours_year + use.hours > year * 100:
        return f"{text(use.hours_year + use.hours)} hours, the limit is {year} a year"
    if use.hours_quarter + use.hours > quarter * 100:
        return f"{text(use.hours_quarter + use.hours)} hours, the limit is {quarter} in this quarter"
    return ""
