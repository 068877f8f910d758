"""The plans of what is counted over a quarter or a year: a small one for each kind, with the law of a month."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from functools import lru_cache

from preste.belgium.contingents import article17, flexi, students
from preste.belgium.contingents.facts import CONTINGENT_FACTS
from preste.belgium.plans import STUDENT_HOURS
from preste.engine import Layer, Plan, Trace, build, rules_in
from preste.law import book

QUESTIONS: Mapping[str, tuple[Layer, ...]] = {
    "student": (
        STUDENT_HOURS,
        Layer("student quota", rules_in(students)),
    ),
    "article17": (Layer("limits of article 17", rules_in(article17)),),
    "flexi": (Layer("tax-free flexi income", rules_in(flexi)),),
}
"""Each contingent, with the layers of rules that count it."""

CONTINGENTS: tuple[Layer, ...] = tuple(layer for layers in QUESTIONS.values() for layer in layers)
"""Each layer once."""


@lru_cache(maxsize=100)
def contingent_plan(kind: str, day: dt.date) -> Plan:
    """The plan that counts a contingent with the law of a day."""
    return build(f"belgium/contingents/{kind}", QUESTIONS[kind], day, day, {}, book(), tuple(CONTINGENT_FACTS))


def ask(kind: str, day: dt.date, facts: Mapping[str, int]) -> Trace:
    """The count of a contingent; a fact that is not given is zero."""
    plan = contingent_plan(kind, day)
    return plan.run(dict.fromkeys(plan.facts, 0) | {name: facts[name] for name in facts if name in plan.facts})
