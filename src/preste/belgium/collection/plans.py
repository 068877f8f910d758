"""The plans of collection: a small one for each question, on the day whose law it asks."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from functools import lru_cache

from preste.belgium.collection import holidays, indemnities, interest, provisions, surcharge
from preste.belgium.collection.facts import COLLECTION_FACTS
from preste.calendar import Quarter
from preste.engine import Layer, Plan, Trace, build, rules_in
from preste.law import book

GENERAL, CONSTRUCTION = "general", "construction"
_CONSTRUCTION = ("124",)

QUESTIONS: Mapping[str, Layer] = {
    "provision": Layer("provisions of contributions", rules_in(provisions)),
    "surcharge": Layer("surcharge of late contributions", rules_in(surcharge)),
    "interest": Layer("interest on late contributions", rules_in(interest)),
    "indemnities": Layer("fixed indemnities of contributions", rules_in(indemnities)),
    "holidays": Layer("holiday debit notice", rules_in(holidays)),
}
"""Each question, with the layer of rules that answers it."""
COLLECTION = tuple(QUESTIONS.values())


@lru_cache(maxsize=1024)
def _plan(question: str, day: dt.date, scheme: str, calendar_quarter: str, number: str) -> Plan:
    key = {"provision_scheme": scheme, "calendar_quarter": calendar_quarter, "provision_number": number}
    facts = tuple(COLLECTION_FACTS)
    return build(f"belgium/collection/{question}", (QUESTIONS[question],), day, day, key, book(), facts)


def scheme_of(joint_committee: str) -> str:
    """The scheme of provisions of who is in a joint committee."""
    return CONSTRUCTION if joint_committee[:3] in _CONSTRUCTION else GENERAL


def ask(question: str, day: dt.date, facts: Mapping[str, int]) -> Trace:
    """The answer to a question on the law of a day; a fact that is not given is zero."""
    return _run(_plan(question, day, GENERAL, "1", "1"), facts)


def ask_provision(quarter: Quarter, number: int, scheme: str, facts: Mapping[str, int]) -> Trace:
    """The answer for the provision of a month of a quarter, 1 to 3."""
    return _run(_plan("provision", quarter.first, scheme, str(quarter.number), str(number)), facts)


def _run(plan: Plan, facts: Mapping[str, int]) -> Trace:
    return plan.run(dict.fromkeys(plan.facts, 0) | {name: facts[name] for name in facts if name in plan.facts})
