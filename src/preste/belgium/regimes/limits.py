"""The limits of article 17: within them the work is outside the ONSS.

Beyond one of them all of it is ordinary; a student's hours beyond them are student hours. Who was in the employer's
service by another contract waits a year, but for pensioners and students.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from preste.belgium.contingents.plans import ask
from preste.calendar import ONE_DAY, Month, months_after
from preste.engine import Trace
from preste.law import book
from preste.money import text


@dataclass(frozen=True)
class Article17Use:
    """Hours (hundredths) of the month and those used before it in the year and the quarter; days until 2021.

    `other_year` and `other_quarter`: hours used before it in the other sector. `later_…`: those of the months after it,
    as far as they are known, in this sector and the other; all work of the employer owes once a limit is exceeded.
    """

    sector: str
    hours: int
    hours_year: int
    hours_quarter: int
    days: int = 0
    days_year: int = 0
    other_year: int = 0
    other_quarter: int = 0
    student: bool = False
    later_year: int = 0
    later_quarter: int = 0
    later_other_year: int = 0
    later_other_quarter: int = 0
    later_days: int = 0

    @property
    def facts(self) -> dict[str, int]:
        """What the rules of the limits are given."""
        year, quarter = self.hours_year + self.later_year, self.hours_quarter + self.later_quarter
        return {
            "a17_hours": self.hours,
            "a17_own_year": year,
            "a17_own_quarter": quarter,
            "a17_both_year": year + self.other_year + self.later_other_year,
            "a17_both_quarter": quarter + self.other_quarter + self.later_other_quarter,
            "a17_student_year": self.hours_year + self.other_year,
            "a17_sport": int(self.sector == "sport"),
            "a17_student": int(self.student),
        }


@dataclass(frozen=True)
class Article17Excess:
    """Which limit is exceeded, in words, and by how many hours (hundredths) of the month."""

    reason: str
    hours: int


@dataclass(frozen=True)
class Article17Limit:
    """One of the limits in hours: its rule of what is left for the month, the hours used outside of it, the limit."""

    name: str
    used: int
    limit: int
    room: int
    told: str


def counted_by_day(month: Month) -> bool:
    """Whether article 17 was counted by days, as it was before its reform."""
    return book().series["article17_days"].exists_on(month.first)


def article17_days(month: Month) -> int:
    """The days of a year that was counted by days. Raises NoParameter."""
    return int(book().on("article17_days", month.first).value)


def article17_trace(use: Article17Use, month: Month) -> Trace:
    """What the limits in hours leave for a month."""
    return ask("article17", month.first, use.facts | {"a17_third_quarter": int(month.quarter == 3)})


def article17_limits(trace: Trace) -> list[Article17Limit]:
    """The limits in hours that hold, the student's first. Raises NoParameter."""
    facts, hours = trace.facts, book().on("article17_hours", trace.plan.earned).value
    found = [
        ("article17_year_room", facts["a17_own_year"], trace["article17_year_limit"], "a year"),
        ("article17_quarter_room", facts["a17_own_quarter"], trace["article17_quarter_limit"], "in this quarter"),
        ("article17_both_year_room", facts["a17_both_year"], hours.combined_year, "a year, all activities together"),
        ("article17_both_quarter_room", facts["a17_both_quarter"], trace["article17_both_limit"],
         "in this quarter, all activities together"),
    ]  # fmt: skip
    if facts["a17_student"]:
        year = ("article17_student_room", facts["a17_student_year"], hours.student_year, "a year for a student")
        found.insert(0, year)
    return [Article17Limit(name, used, limit, trace[name], told) for name, used, limit, told in found]


def article17_excess(use: Article17Use, month: Month) -> Article17Excess | None:
    """What exceeds the limits, by the limit that is exceeded most; None when none is. Raises NoParameter.

    Each sector has its own limits; both together have those of sport. A student has a limit of the year besides.
    """
    if counted_by_day(month):
        limit, used = article17_days(month), use.days_year + use.days + use.later_days
        return Article17Excess(f"{used} days, the limit is {limit} a year", use.hours) if used > limit else None
    trace = article17_trace(use, month)
    if not trace["article17_beyond"]:
        return None
    one = min(article17_limits(trace), key=lambda limit: limit.room)
    told = f"{text(one.used + use.hours)} hours, the limit is {one.limit // 100} {one.told}"
    return Article17Excess(told, trace["article17_beyond"])


def article17_from(employed_until: dt.date) -> dt.date:
    """The first day of article 17 after a contract of another kind with the same employer. Raises NoParameter."""
    first = employed_until + ONE_DAY
    if not book().series["article17_waiting"].exists_on(first):
        return first
    months: int = book().on("article17_waiting", first).value
    return months_after(first, months)
