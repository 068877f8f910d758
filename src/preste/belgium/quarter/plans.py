"""The plans of a quarter: a worker line, the special contribution, a car, the employer, an event, an indemnity."""

from __future__ import annotations

from collections.abc import Collection
from functools import lru_cache
from types import ModuleType

from preste.belgium.onss import company_car, employer, special_contribution
from preste.belgium.quarter import competitiveness, contributions, decava, events, unrelated
from preste.belgium.quarter.facts import (
    CAR_FACTS,
    COMPETITIVENESS_FACTS,
    DECAVA_FACTS,
    EMPLOYER_FACTS,
    EVENT_FACTS,
    LINE_FACTS,
    SPECIAL_FACTS,
)
from preste.calendar import Quarter
from preste.engine import Layer, Plan, build, rules_in
from preste.law import book

OWED = (
    "253", "255", "256", "809", "810", "811", "820", "825", "830", "831", "835", "852", "855", "857", "859",
)  # fmt: skip
"""The codes of a worker line besides the base code, each the rule `employer_…` of the month."""
IN_BASE_CODE = ("253", "255", "256")
"""Those that the base code held until 2023/4."""

_UNRELATED = rules_in(unrelated)


def _of_the_month(name: str, module: ModuleType, names: Collection[str]) -> Layer:
    """Rules of a month's pay as they are: they read what the quarter gives under the month's names."""
    return Layer(name, tuple(one for one in rules_in(module) if one.name in names))


MONTH_RULES = _of_the_month("contributions of a month", employer, {f"employer_{code}" for code in OWED})
GRAMS = _of_the_month("grams of a car", company_car, ("car_grams_onss",))
SPECIAL = _of_the_month(
    "special contribution of a quarter", special_contribution, ("quarter_base", "special_contribution_quarter")
)
LINE = Layer("contributions of a quarter", rules_in(contributions))
"""The quarter's base, its ceiling and the base code."""
CAR = Layer("company car of a quarter", tuple(one for one in _UNRELATED if one.name == "quarter_862"))
EMPLOYER = Layer("contributions of the employer", tuple(one for one in _UNRELATED if one.name != "quarter_862"))
COMPETITIVENESS = Layer("competitiveness reduction", rules_in(competitiveness))
EVENTS = Layer("declared contributions", rules_in(events))
DECAVA = Layer("complementary indemnities", rules_in(decava))

QUARTER_LAYERS = (LINE, CAR, EMPLOYER, COMPETITIVENESS, EVENTS, DECAVA)
"""Those whose rules no month has."""


@lru_cache(maxsize=1024)
def line_plan(quarter: Quarter, employer_category: str, worker_code: str) -> Plan:
    """The plan of a worker line: facts of LINE_FACTS."""
    key = {"employer_category": employer_category, "worker_code": worker_code}
    return build("belgium/quarter", (MONTH_RULES, LINE), quarter.first, quarter.last, key, book(), tuple(LINE_FACTS))


@lru_cache(maxsize=1024)
def special_plan(quarter: Quarter) -> Plan:
    """The plan of a worker's special contribution, code 856."""
    return build("belgium/quarter/856", (SPECIAL,), quarter.first, quarter.last, {}, book(), tuple(SPECIAL_FACTS))


@lru_cache(maxsize=1024)
def car_plan(quarter: Quarter) -> Plan:
    """The plan of one company car, code 862."""
    return build("belgium/quarter/862", (GRAMS, CAR), quarter.first, quarter.last, {}, book(), tuple(CAR_FACTS))


@lru_cache(maxsize=1024)
def employer_plan(quarter: Quarter) -> Plan:
    """The plan of what is owed for all workers together, codes 865 and 870."""
    facts = tuple(EMPLOYER_FACTS)
    return build("belgium/quarter/employer", (EMPLOYER,), quarter.first, quarter.last, {}, book(), facts)


@lru_cache(maxsize=1024)
def competitiveness_plan(quarter: Quarter) -> Plan:
    """The plan of the employer's compensation of the first half of 2023."""
    facts, day = tuple(COMPETITIVENESS_FACTS), quarter.first
    return build("belgium/quarter/competitiveness", (COMPETITIVENESS,), day, quarter.last, {}, book(), facts)


@lru_cache(maxsize=1024)
def event_plan(quarter: Quarter, contribution_code: str) -> Plan:
    """The plan of a contribution that only the employer knows of."""
    key = {"contribution_code": contribution_code}
    return build("belgium/quarter/event", (EVENTS,), quarter.first, quarter.last, key, book(), tuple(EVENT_FACTS))


@lru_cache(maxsize=1024)
def decava_plan(quarter: Quarter, worker_code: str, sector: str) -> Plan:
    """The plan of a complementary indemnity: worker code 879 or 883, sector `market` or `non_market`."""
    key = {"worker_code": worker_code, "decava_sector": sector}
    return build("belgium/quarter/decava", (DECAVA,), quarter.first, quarter.last, key, book(), tuple(DECAVA_FACTS))
