"""The plans of benefits outside of a month's pay: a small one for each question, on the day it is asked for."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from functools import lru_cache

from preste.belgium.benefits import budget, eco, eco_grant, transport, unit_price
from preste.belgium.benefits.facts import BENEFIT_FACTS
from preste.engine import Layer, Plan, Trace, build, rules_in
from preste.law import book

_ECO = Layer("eco-vouchers", rules_in(eco))
QUESTIONS: Mapping[str, tuple[Layer, ...]] = {
    "eco": (_ECO,),
    "eco_grant": (_ECO, Layer("eco-vouchers of 329.02 in 2022", rules_in(eco_grant))),
    "budget": (Layer("meal vouchers of a year", rules_in(budget)),),
    "train": (Layer("train ticket", rules_in(transport)),),
    "unit_price": (Layer("public transport at a unit price", rules_in(unit_price)),),
}
"""Each question, with the layers of rules that answer it."""

BENEFITS: tuple[Layer, ...] = tuple({layer.name: layer for layers in QUESTIONS.values() for layer in layers}.values())
"""Each layer once."""

MONTH_TICKET, SEVEN_KM = "month", "7"
"""The ticket of the table, and the distance whose share bounds that of a unit price."""


@lru_cache(maxsize=100)
def benefit_plan(question: str, day: dt.date, distance: str = SEVEN_KM) -> Plan:
    """The plan that answers a question of benefits with the law of a day, for a distance in km."""
    key = {"ticket": MONTH_TICKET, "distance": distance}
    return build(f"belgium/benefits/{question}", QUESTIONS[question], day, day, key, book(), tuple(BENEFIT_FACTS))


def ask(question: str, day: dt.date, facts: Mapping[str, int], distance: str = SEVEN_KM) -> Trace:
    """The answer to a question of benefits; a fact that is not given is zero."""
    plan = benefit_plan(question, day, distance)
    return plan.run(dict.fromkeys(plan.facts, 0) | {name: facts[name] for name in facts if name in plan.facts})
