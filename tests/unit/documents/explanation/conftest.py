"""Explanations to show: real months, one of them with a value of law missing."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable
from typing import Any

import pytest

from preste.belgium import DEFAULTS, FACTS, month_plan
from preste.engine import explain

Explain = Callable[..., dict[str, Any]]

WANTED = ("taxable", "net_paid", "employer_cost")


@pytest.fixture(scope="session")
def month() -> Explain:
    """The explanation of a month, as read back from its JSON."""

    def make(
        year: int = 2022, month: int = 1, *, regime: str = "ordinary", category: str = "362", **facts: int
    ) -> dict[str, Any]:
        first = dt.date(year, month, 1)
        last = dt.date(year, month, 28)
        plan = month_plan(regime, "due", first, last, category, "495")
        given = {"pay_due": 200_000, "days_paid": 2100, "days_possible": 2100, "single": 1}
        trace = plan.run({**DEFAULTS, **given, **facts})
        told: dict[str, Any] = json.loads(json.dumps(explain(trace, FACTS, WANTED)))
        return told

    return make
