"""What the reductions of a quarter are worked out from: a worker's occupation lines, as plain facts.

Amounts in cents, days and hours in hundredths. Whoever gathers a quarter fills these in; nothing here knows contracts.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from preste.belgium.quarter.reductions.quarters import Quarter
from preste.law import book

PAID_CODES = frozenset({"1", "3", "4", "5", "20", "38"})
"""Service codes (DmfA, annex 8) that the reference wage counts: J and H."""
PERFORMED_CODES = frozenset({"1", "2", "3", "4", "5", "12", "16", "17", "20", "38", "72"})
"""Service codes that the fraction of performance counts: X and Z."""

Region = Literal["", "brussels", "flanders", "wallonia", "german_community"]
"""Where the establishment unit lies: Wallonia without the German-speaking Community; "" when not told."""
WorkingTime = Literal["", "37_hours", "36_hours", "35_hours", "four_days", "both"]
"""A collective measure of working time: hours a week at most, the four-day week, or both."""
Insertion = Literal["", "312_days", "624_days", "45_years"]
"""A jobseeker of the social insertion economy (SINE): days without work in 18 or 36 months, or the age."""

ORDINARY, SOCIAL_MARIBEL, SHELTERED = "1", "2", "3"
SHELTERED_WITHOUT_MODERATION = "3_without_moderation"
CATEGORIES = (ORDINARY, SOCIAL_MARIBEL, SHELTERED, SHELTERED_WITHOUT_MODERATION)
"""Categories of the structural reduction: ordinary; employers of the social Maribel but PC 318; PC 327."""
_WITHOUT_MODERATION = frozenset({"012", "025", "485", "492"})
"""Worker codes of a sheltered workshop's target group, who owe no wage moderation."""


def structural_category_of(employer_category: str, worker_code: str, day: dt.date) -> str:
    """The category of the structural reduction of an employer's worker. Raises NoParameter for a category of employer
    that the law book does not know."""
    category = str(book().on("structural_category", day, (employer_category,)).value)
    if category == SHELTERED and worker_code in _WITHOUT_MODERATION:
        return SHELTERED_WITHOUT_MODERATION
    return category


def age_on(born: dt.date, day: dt.date) -> int:
    """Whole years on a day."""
    return day.year - born.year - ((day.month, day.day) < (born.month, born.day))


@dataclass(frozen=True, kw_only=True)
class Situation:
    """What of an occupation may give a right to a target group's reduction.

    `hired`: the first day at the employer. `jobseeker_when_hired`: an unemployed jobseeker the day before.
    `working_time_since`: the day the measure of working time began, with the mean hours of a full-timer's week before
    and after it, in hundredths. `young`: low-skilled, in Flanders. `apprentice`: a pupil in alternating training.
    `long_jobseeker`: two years without lasting work. `horeca`: named by an employer that meets the conditions, for its
    permanent staff. `insertion`: the category of SINE. `never_first_hire`: does not count for first hires (flexi-job,
    casual in horeca or agriculture, student, apprentice, domestic, up to the year of 18).
    """

    region: Region = ""
    hired: dt.date | None = None
    jobseeker_when_hired: bool = False
    subsidised: bool = False
    artist: bool = False
    sportsperson: bool = False
    mentor: bool = False
    young: bool = False
    restructuring: bool = False
    researcher: bool = False
    working_time: WorkingTime = ""
    working_time_since: dt.date | None = None
    working_time_before: int = 0
    working_time_after: int = 0
    apprentice: bool = False
    long_jobseeker: bool = False
    horeca: bool = False
    insertion: Insertion = ""
    article_60: bool = False
    never_first_hire: bool = False


@dataclass(frozen=True, kw_only=True)
class Occupation:
    """One occupation line of a worker in a quarter.

    `wage`: W, remuneration codes 1, 2, 4, 5 and 12 at 100 %. `contributions`: basic employer contribution and wage
    moderation due on the line. `days` and `hours` by service code. `hours_week` is Q, `reference_hours_week` S of the
    DmfA. `without_reduction`: a line of severance (remuneration codes 3, 9) or flexi pay (22).
    `joint_committee` only tells whose target group is offered.
    """

    number: int
    begins: dt.date
    ends: dt.date | None = None
    wage: int
    contributions: int
    part_time: bool = False
    days_week: int
    hours_week: int
    reference_hours_week: int
    days: Mapping[str, int] = field(default_factory=dict)
    hours: Mapping[str, int] = field(default_factory=dict)
    without_reduction: bool = False
    joint_committee: str = ""
    situation: Situation = field(default_factory=Situation)

    def facts(self) -> dict[str, int]:
        """What the rules of performance ask of the line itself."""
        return {
            "occupation_wage": self.wage,
            "occupation_part_time": self.part_time,
            "paid_days_quarter": _sum(self.days, PAID_CODES),
            "paid_hours_quarter": _sum(self.hours, PAID_CODES),
            "performed_days": _sum(self.days, PERFORMED_CODES),
            "performed_hours": _sum(self.hours, PERFORMED_CODES),
            "regime_days_week": self.days_week,
            "occupation_hours_week": self.hours_week,
            "reference_hours_week": self.reference_hours_week,
            "basic_and_moderation": self.contributions,
        }


def _sum(amounts: Mapping[str, int], codes: frozenset[str]) -> int:
    return sum(amount for code, amount in amounts.items() if code in codes)


@dataclass(frozen=True, kw_only=True)
class WorkerQuarter:
    """A worker's quarter at one employer: every occupation line, for µ(glob) counts them all.

    `all_branches`: subject to every branch of social security. `maribel`: the social Maribel that the ONSS takes for
    the worker, in cents. `premium_by_third_party`: a fund pays the year-end premium.
    """

    worker: str
    quarter: Quarter
    structural_category: str
    occupations: tuple[Occupation, ...]
    all_branches: bool = True
    born: dt.date | None = None
    maribel: int = 0
    premium_by_third_party: bool = False
    temporary_agency: bool = False

    @property
    def age(self) -> int | None:
        """Years on the quarter's last day."""
        if self.born is None:
            return None
        return age_on(self.born, self.quarter.last)

    @property
    def sheltered(self) -> bool:
        """Whether the employer is a sheltered workshop (PC 327)."""
        return self.structural_category in (SHELTERED, SHELTERED_WITHOUT_MODERATION)
