"""The plans of holiday pay: a small one for each question, on the day it is asked for."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from functools import lru_cache

from preste.belgium.holiday import (
    certificate,
    december,
    departure,
    double_pay,
    fictive,
    manual,
    rights,
    settlement,
    untaken,
)
from preste.belgium.holiday.facts import HOLIDAY_FACTS
from preste.engine import Layer, Plan, Trace, build, rule_of, rules_in
from preste.errors import InputError
from preste.law import book

HOLIDAY: Mapping[str, Layer] = {
    "right": Layer("holiday right", rules_in(rights)),
    "double": Layer("double holiday pay", rules_in(double_pay)),
    "departure": Layer("departure holiday pay", rules_in(departure)),
    "fictive": Layer("fictive pay of credited days", rules_in(fictive)),
    "certificate": Layer("holiday certificate", rules_in(certificate)),
    "settlement": Layer("settlement of the certificate", rules_in(settlement)),
    "december": Layer(
        "settlement of reduced hours", (rule_of(departure.departure_base_last_year), *rules_in(december))
    ),
    "untaken": Layer("holidays not taken", rules_in(untaken)),
    "fund": Layer("holiday fund", rules_in(manual)),
}
"""Each question, with the rules that answer it."""


@lru_cache(maxsize=1024)
def holiday_plan(question: str, day: dt.date) -> Plan:
    """The plan that answers a question of holiday pay with the law of a day."""
    name = f"belgium/holiday/{question}"
    return build(name, (HOLIDAY[question],), day, day, {}, book(), tuple(HOLIDAY_FACTS))


def ask(question: str, day: dt.date, facts: Mapping[str, int]) -> Trace:
    """The answer to a question of holiday pay; a fact that is not given is zero.

    Raises InputError for a fact that the question does not know.
    """
    plan = holiday_plan(question, day)
    if unknown := sorted(set(facts) - set(HOLIDAY_FACTS)):
        raise InputError(f"{unknown[0]} is no fact of holiday pay", field=unknown[0], code="E-INPUT-FACT")
    return plan.run(dict.fromkeys(plan.facts, 0) | dict(facts))
