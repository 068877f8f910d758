"""The rates that the law book knows of the contributions of a DmfA, in hundredths of a percent."""

from __future__ import annotations

from functools import cache

from preste.declarations.dmfa.rules.quarter import quarter_of
from preste.errors import NoParameter
from preste.law import book

_CODES_OF_THEIR_OWN = "20241"
"""The quarter from which the contributions 253, 255 and 256 are declared apart from the base contribution."""
_ON_THE_BASE_CODE = ("253", "255", "256")
_BY_SIZE = {("809", "0"): "small", ("809", "5"): "large"}
"""Contributions to the closure fund with wage moderation: fewer than twenty workers, or more."""
_ONE_RATE = frozenset({"253", "255", "256", "820", "825", "830", "831", "835", "852"})


@cache
def rate_of(category: str, worker: str, code: str, kind: str, quarter: str) -> int | None:
    """The rate of a contribution of a worker line; nothing when the law book does not know it.

    `worker` is the code of the line, `code` and `kind` those of the contribution.
    """
    day = quarter_of(quarter)
    if day is None:
        return None
    try:
        if code == worker:
            return _base(category, worker, kind, quarter)
        if (code, kind) in _BY_SIZE:
            value = book().on("contribution_809", day.first, (category, worker)).value
            return int(getattr(value, _BY_SIZE[code, kind]))
        if code in _ONE_RATE and kind == "0":
            return int(book().on(f"contribution_{code}", day.first, (category, worker)).value)
    except NoParameter:
        return None
    return None


def _base(category: str, worker: str, kind: str, quarter: str) -> int | None:
    day = quarter_of(quarter)
    manual = worker.startswith("0")
    if day is None or kind != ("1" if manual else "0"):
        return None
    base = book().on("base_contribution", day.first, (category, worker)).value
    rate = int(base.personal + base.employer + base.moderation)
    if quarter >= _CODES_OF_THEIR_OWN:
        return rate
    return rate + sum(
        int(book().on(f"contribution_{one}", day.first, (category, worker)).value) for one in _ON_THE_BASE_CODE
    )


@cache
def student_rate(quarter: str) -> int | None:
    """The solidarity contribution of students, both shares."""
    day = quarter_of(quarter)
    try:
        value = book().on("student_contribution", day.first).value if day else None
    except NoParameter:
        return None
    return int(value.personal + value.employer) if value else None


@cache
def student_hours(quarter: str) -> int | None:
    """The whole hours of a student in a calendar year."""
    day = quarter_of(quarter)
    try:
        return int(book().on("student_hours_quota", day.first).value) // 100 if day else None
    except NoParameter:
        return None


@cache
def unrelated_rate(code: str, quarter: str) -> int | None:
    """The rate of a contribution that concerns nobody: the personal share of double holiday pay (870)."""
    day = quarter_of(quarter)
    if code != "870" or day is None:
        return None
    try:
        return int(book().on("double_holiday_pay_retention", day.first).value)
    except NoParameter:
        return None


@cache
def manual_share(quarter: str) -> int | None:
    """The basis of manual workers, in hundredths of a percent of their pay."""
    day = quarter_of(quarter)
    try:
        return int(book().on("manual_base", day.first).value) if day else None
    except NoParameter:
        return None


@cache
def ceiling(quarter: str) -> int | None:
    """The quarter's pay above which a part of the employer's contribution is not due; nothing when there is none."""
    day = quarter_of(quarter)
    try:
        return int(book().on("employer_contribution_ceiling", day.first).value) if day else None
    except NoParameter:
        return None
