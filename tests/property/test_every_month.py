"""Every month of the law book, for every status and regime: computed, or the missing parameter is named."""

from __future__ import annotations

import pytest

from preste import pay
from preste.calendar import Month
from preste.errors import NoParameter
from preste.law import book
from preste.payroll.one_shot import OUTPUTS

from .generate import MONTHS, REGIMES, STATUSES


@pytest.mark.parametrize("month", MONTHS)
def test_month(month: str) -> None:
    for status in STATUSES:
        for regime, told in REGIMES.items():
            case = {"period": month, "status": status, "gross": "2345.67", **told}
            found = pay(case)
            blocked = [name for name in (*OUTPUTS, "employer_cost") if found[name] is None]
            missing = [error["field"] for error in found.get("errors", [])]
            assert bool(blocked) == bool(missing), (month, status, regime)
            for error in found.get("errors", []):
                assert error["code"] == "E-LAW-MISSING"
                assert is_missing(error["field"], month), (month, status, regime, error)
                assert error["remedy"]


def is_missing(series: str, month: str) -> bool:
    """Whether the law book really lacks a value of this series in that month, for one key at least."""
    held = book().series[series]
    when = Month.parse(month)
    for key in held.entries:
        for day in (when.first, when.last):
            try:
                held.on(day, key)
            except NoParameter:
                return True
    return False


def test_ordinary_pay_is_never_blocked() -> None:
    """The law book holds all that ordinary pay of an ordinary worker needs, in every month."""
    cases = [{"period": m, "status": s, "gross": "2345.67"} for m in MONTHS for s in STATUSES]
    assert [case for case in cases if "errors" in pay(case)] == []
