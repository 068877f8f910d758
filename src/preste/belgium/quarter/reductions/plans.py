"""The plans of reductions: one occupation line of a quarter, without or with a target group, by its date."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from functools import lru_cache

from preste.belgium.quarter.reductions import amounts, ceiling, compensation, hires, performance, structural, target
from preste.belgium.quarter.reductions.facts import COMPENSATION_FACTS, OCCUPATION_FACTS
from preste.engine import Layer, Plan, Trace, build, rule_of, rules_in
from preste.law import book

PERFORMANCE = Layer("performance of an occupation", rules_in(performance))
STRUCTURAL = Layer("structural reduction", rules_in(structural, ceiling))
TARGET = Layer("target group", rules_in(target))
HIRES = Layer("first hires", rules_in(hires))
COMPENSATION = Layer("compensation premium", rules_in(compensation))


def _layer(name: str, *rules: Callable[..., int]) -> Layer:
    return Layer(name, tuple(rule_of(one) for one in rules))


GROUPS: Mapping[str, Layer] = {
    "first_worker": _layer("first worker", amounts.first_worker_balance, amounts.first_worker),
    "next_worker": _layer("second to sixth worker", amounts.next_worker),
    "subsidised": _layer("subsidised contract staff", amounts.balance),
    "sportsperson": _layer("paid sportspeople", amounts.sport_share),
    "artist": _layer("artists", amounts.artist, amounts.artist_granted),
    "elderly": _layer("elderly workers", amounts.elderly),
    "young": _layer("young workers", amounts.young_balance),
    "working_time": _layer("collective working time", amounts.working_time),
    "mentor": _layer("mentors", amounts.mentor),
    "restructuring": _layer("dismissed in a restructuring", amounts.restructuring),
    "research": _layer("scientific research", amounts.research),
}
"""The rules that each target group adds or replaces."""

REDUCTIONS: tuple[Layer, ...] = (PERFORMANCE, STRUCTURAL, TARGET, *GROUPS.values(), HIRES, COMPENSATION)
"""Each layer once."""

NEXT_HIRE = "first_hire_next"

UNKEYED = "-"
"""What a series is read with that depends on something the line does not have: a region, a measure of working time."""


@lru_cache(maxsize=1024)
def performance_plan(day: dt.date) -> Plan:
    """The plan that gives wage and fraction of performance of an occupation line, before others are known."""
    facts = tuple(OCCUPATION_FACTS)
    return build("belgium/quarter/performance", (PERFORMANCE,), day, day, {}, book(), facts)


@lru_cache(maxsize=1024)
def occupation_plan(
    day: dt.date, structural_category: str, group: str = "", region: str = UNKEYED, working_time: str = UNKEYED
) -> Plan:
    """The plan of an occupation line with the law of a day of its quarter."""
    layers = (PERFORMANCE, STRUCTURAL, *((TARGET, GROUPS[group]) if group else ()))
    key = {"structural_category": structural_category, "region": region, "working_time": working_time}
    facts = tuple(OCCUPATION_FACTS)
    return build(f"belgium/quarter/reductions/{group or 'structural'}", layers, day, day, key, book(), facts)


@lru_cache(maxsize=1024)
def hire_plan(opened: dt.date, rank: int) -> Plan:
    """The plan that gives the amount of a quarter of a right of this rank, opened on a day."""
    day, key = next_hire_key(opened, rank)
    named = dict(zip(book().series[NEXT_HIRE].keys, key, strict=True))
    return build("belgium/quarter/reductions/hires", (HIRES,), day, day, named, book(), tuple(OCCUPATION_FACTS))


def next_hire_key(opened: dt.date, rank: int) -> tuple[dt.date, tuple[str, str]]:
    """How the law of a second to sixth worker's right is read: its day, and the key of rank and of earlier openings."""
    series = book().series[NEXT_HIRE]
    known = {key[series.keys.index("opened_from")] for key in series.entries}
    since = max((one for one in known if one <= opened.isoformat()), default=UNKEYED)
    return max(opened, series.begins), (str(rank), since)


def compensation_premium(day: dt.date, facts: Mapping[str, int]) -> Trace:
    """The compensation premium of 2021, provisional and final, by the law of a day of 2022."""
    plan = build("belgium/quarter/compensation", (COMPENSATION,), day, day, {}, book(), tuple(COMPENSATION_FACTS))
    return plan.run(dict.fromkeys(plan.facts, 0) | dict(facts))
