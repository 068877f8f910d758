"""What a declaration tells of the employer besides what is owed: the compensation of 2023, the main holidays."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from preste.belgium.quarter import competitiveness_plan
from preste.calendar import Quarter
from preste.law import book
from preste.payroll.quarter.given import HOLIDAYS, NO_COMPENSATION, GivenFact
from preste.payroll.quarter.model import Compensation, OfEmployer

_SERIES = "employer_compensation"


def of_employer(given: Iterable[GivenFact], net_basic: int, quarter: Quarter) -> OfEmployer:
    """By what was told of the quarter; `net_basic` is basic contributions and moderation less the reductions, in
    cents, of all workers together."""
    told = {one.code: one for one in given}
    holidays = told.get(HOLIDAYS)
    first = None if holidays is None else dt.date.fromisoformat(holidays.details["first"])
    if not compensated(quarter):
        return OfEmployer(holidays=first)
    if NO_COMPENSATION in told:
        return OfEmployer(no_compensation=True, holidays=first)
    trace = competitiveness_plan(quarter).run({"net_basic_contributions": net_basic})
    return OfEmployer(Compensation(net_basic, trace["competitiveness_reduction"], trace), holidays=first)


def compensated(quarter: Quarter) -> bool:
    """Whether the quarter is one of the compensation."""
    series = book().series[_SERIES]
    return series.begins <= quarter.first and (series.ends is None or quarter.first <= series.ends)
