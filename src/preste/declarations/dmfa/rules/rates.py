"""The rates that the law book knows of the contributions of a DmfA, in hundredths of a percent."""

from __future__ import annotations

from functools import cache
from typing import Any

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
    """The rate of a contribution of a worker line; nothing when the law book does not know it for sure.

    `worker` is the code of the line, `code` and `kind` those of the contribution.
    """
    if code == worker:
        return _base(category, worker, kind, quarter)
    if (code, kind) in _BY_SIZE:
        found = _value("contribution_809", quarter, category, worker)
        return None if found is None else int(getattr(found, _BY_SIZE[code, kind]))
    if code in _ONE_RATE and kind == "0":
        return _number(f"contribution_{code}", quarter, category, worker)
    return None


@cache
def _value(series: str, quarter: str, *key: str) -> Any:
    """A value of law on the first day of a quarter; nothing when it is missing, or from a doubtful source."""
    day = quarter_of(quarter)
    if day is None:
        return None
    try:
        entry = book().on(series, day.first, key)
    except NoParameter:
        return None
    return None if entry.status == "unsure" else entry.value


def _number(series: str, quarter: str, *key: str) -> int | None:
    value = _value(series, quarter, *key)
    return None if value is None else int(value)


def _base(category: str, worker: str, kind: str, quarter: str) -> int | None:
    base = _value("base_contribution", quarter, category, worker)
    if base is None or kind != ("1" if worker.startswith("0") else "0"):
        return None
    rate = int(base.personal + base.employer + base.moderation)
    if quarter >= _CODES_OF_THEIR_OWN:
        return rate
    more = [_value(f"contribution_{one}", quarter, category, worker) for one in _ON_THE_BASE_CODE]
    return None if None in more else rate + sum(more)


def shares(category: str, worker: str, quarter: str) -> tuple[int, int] | None:
    """The personal share of the base contribution and the employer's with wage moderation, which reductions lower; None
    when they are not known for sure."""
    base = _value("base_contribution", quarter, category, worker)
    return None if base is None else (int(base.personal), int(base.employer + base.moderation))


def student_rate(quarter: str) -> int | None:
    """The solidarity contribution of students, both shares."""
    value = _value("student_contribution", quarter)
    return None if value is None else int(value.personal + value.employer)


def student_hours(quarter: str) -> int | None:
    """The whole hours of a student in a calendar year."""
    value = _number("student_hours_quota", quarter)
    return None if value is None else value // 100


def unrelated_rate(code: str, quarter: str) -> int | None:
    """The rate of a contribution that concerns nobody: the personal share of double holiday pay (870)."""
    value = _value("double_holiday_pay_retention", quarter) if code == "870" else None
    return None if value is None else int(value.rate)


def manual_share(quarter: str) -> int | None:
    """The basis of manual workers, in hundredths of a percent of their pay."""
    return _number("manual_base", quarter)


def ceiling(quarter: str) -> int | None:
    """The quarter's pay above which a part of the employer's contribution is not due; nothing when there is none."""
    return _number("employer_contribution_ceiling", quarter)
