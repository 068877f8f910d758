"""Generated one-shot cases: any month of the law book, any household, any way of working."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, get_args

from hypothesis import strategies as st

from preste.calendar import Month
from preste.money import text
from preste.records import Situation

MONTHS = [str(Month(2021, 1).plus(i)) for i in range(71)]
"""January 2021 to November 2026."""
STATUSES = ("white_collar", "blue_collar")
CATEGORIES = ("362", "000", "010", "262")
REGIMES: Mapping[str, Mapping[str, Any]] = {
    "ordinary": {},
    "student": {"student": {"hours": "80.00", "hours_used": "450.00"}},
    "flexi": {"flexi": {"income_year": "11500.00"}},
    "article17": {"article17": {"hours": "10.00", "days": 1}},
    "director": {"director": True},
}


def amounts(most: int) -> st.SearchStrategy[str]:
    """An amount up to so many cents, as text."""
    return st.integers(0, most).map(text)


@st.composite
def households(draw: st.DrawFn) -> dict[str, Any]:
    """A household, with more children and disabled ones now and then."""
    children = draw(st.sampled_from([0, 0, 1, 2, 3, 4, 9]))
    return {
        "situation": draw(st.sampled_from(get_args(Situation))),
        "children": children,
        "disabled_children": draw(st.integers(0, min(2, children))),
        "other_dependants": draw(st.sampled_from([0, 0, 0, 1])),
        "worker_disabled": draw(st.sampled_from([False, False, True])),
        "spouse_disabled": draw(st.sampled_from([False, False, True])),
    }


@st.composite
def work_time(draw: st.DrawFn) -> dict[str, str]:
    """A full month, a month with unpaid days, or part time."""
    kind = draw(st.sampled_from(["full", "full", "days", "hours"]))
    if kind == "days":
        paid = draw(st.integers(0, 20))
        return {"days_paid": text(paid * 100), "days_possible": text(draw(st.integers(20, 23)) * 100)}
    if kind == "hours":
        full = draw(st.sampled_from([3600, 3800, 4000]))
        return {"hours_week": text(draw(st.integers(400, full))), "hours_week_full_time": text(full)}
    return {}


@st.composite
def exceptional(draw: st.DrawFn) -> list[dict[str, str]]:
    """None, or some exceptional payments, with or without the year's pay that they are read with."""
    found = []
    for kind in draw(st.sets(st.sampled_from(["double_holiday_pay", "year_end_premium", "severance"]))):
        part = {"kind": kind, "amount": draw(amounts(500_000))}
        if draw(st.booleans()):
            part["annual_reference"] = draw(amounts(7_000_000))
        found.append(part)
    return found


@st.composite
def cases(draw: st.DrawFn, regimes: tuple[str, ...] = tuple(REGIMES), *, paid_besides: bool = True) -> dict[str, Any]:
    """A whole case; without exceptional payments when `paid_besides` is false."""
    case: dict[str, Any] = {
        "period": draw(st.sampled_from(MONTHS)),
        "status": draw(st.sampled_from(STATUSES)),
        "gross": draw(amounts(1_000_000)),
        "employer_category": draw(st.sampled_from(CATEGORIES)),
        "workers_count": draw(st.sampled_from([3, 12, 60])),
        "household": draw(households()),
        "resident": draw(st.sampled_from([True, True, True, False])),
    }
    case |= draw(work_time())
    case |= REGIMES[draw(st.sampled_from(regimes))]
    if draw(st.booleans()):
        case["benefits_in_kind"] = draw(amounts(80_000))
    if draw(st.booleans()):
        case["group_insurance"] = draw(amounts(20_000))
    if paid_besides and (parts := draw(exceptional())):
        if case["gross"] == "0.00" or "days_paid" in case:  # no whole month to take a year's pay from
            parts = [{"annual_reference": draw(amounts(7_000_000)), **part} for part in parts]
        case["exceptional"] = parts
    return case
