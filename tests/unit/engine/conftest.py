"""What the engine's tests share: rules written as text, a small law book, and the plan and trace of a real month."""

from __future__ import annotations

import datetime as dt
import importlib.util
import itertools
import json
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from textwrap import dedent
from types import ModuleType
from typing import Any

import pytest

from preste.belgium import DEFAULTS, FACTS, month_plan
from preste.engine import Plan, explain
from preste.law import Book, read_book

RULE_MODULE = """\
from preste.engine import EARNED, PAID, rule
from preste.money import *
from preste.money import Cents, Count, Flag, Hundredths, Percent, PRIMITIVES

share, half_up, down, down_to, per, at, row = (
    PRIMITIVES[n] for n in ("share", "half_up", "down", "down_to", "per", "at", "row")
)
SAYS = {"fr": "un", "nl": "een", "de": "ein", "en": "one", "law": "a law"}

"""
"""What every module of rules written in a test begins with."""

SMALL_LAW = """
sources:
  paper: {title: "A paper", date: "2021-01-01"}
series:
  floor:
    title: {fr: "Plancher", nl: "Vloer", de: "Boden", en: "Floor"}
    law: "a law"
    fields: {value: {kind: money, unit: "EUR"}}
    values:
      - {from: "2021-01-01", value: "100.00", source: paper, status: official}
      - {from: "2022-01-01", value: "200.00", source: paper, status: unsure}
      - {from: "2023-01-01", value: null, source: [], status: unknown, note: "not published"}
  part:
    title: {fr: "Part", nl: "Deel", de: "Teil", en: "Part"}
    law: "a law"
    fields: {value: {kind: percent, unit: "%"}}
    values: [{from: "2021-01-01", value: "10.00", source: paper, status: official}]
  steps:
    title: {fr: "Marches", nl: "Treden", de: "Stufen", en: "Steps"}
    law: "a law"
    keys: [colour]
    fields:
      bounds: {kind: money, list: true, unit: "EUR"}
      rates: {kind: percent, list: true, unit: "%"}
    values:
      - {from: "2021-01-01", key: {colour: "red"}, source: paper, status: official,
         value: {bounds: ["10.00", "20.00"], rates: ["1.00", "2.00", "3.00"]}}
"""
"""A law book of three series: one that becomes unsure then unknown, one plain, one keyed table."""

_NUMBER = itertools.count()


@pytest.fixture
def write_rules(tmp_path: Path) -> Iterator[Callable[[str], ModuleType]]:
    """A function that writes rules to a module of its own and imports it."""
    made: list[str] = []

    def write(text: str) -> ModuleType:
        name = f"written_rules_{next(_NUMBER)}"
        path = tmp_path / f"{name}.py"
        path.write_text(RULE_MODULE + dedent(text), encoding="utf-8")
        spec = importlib.util.spec_from_file_location(name, path)
        assert spec is not None
        assert spec.loader is not None
        module = importlib.util.module_from_spec(spec)
        sys.modules[name] = module
        made.append(name)
        spec.loader.exec_module(module)
        return module

    yield write
    for name in made:
        del sys.modules[name]


@pytest.fixture
def small_book(tmp_path: Path) -> Book:
    """The book read from `SMALL_LAW`."""
    (tmp_path / "xx" / "topic").mkdir(parents=True)
    (tmp_path / "xx" / "topic" / "small.yaml").write_text(SMALL_LAW, encoding="utf-8")
    return read_book(tmp_path)


@pytest.fixture(scope="session")
def january_2022() -> Plan:
    """The plan of an ordinary white-collar worker for January 2022."""
    return month_plan("ordinary", "due", dt.date(2022, 1, 1), dt.date(2022, 1, 31), "362", "495")


@pytest.fixture(scope="session")
def busy_month() -> dict[str, int]:
    """Facts that make most rules of a month do something."""
    return dict(DEFAULTS) | {
        "pay_due": 205_000, "other_pay": 4_321, "double_holiday_pay": 150_000, "holiday_pay_reference": 2_400_000,
        "year_end_premium": 60_000, "year_end_premium_reference": 2_400_000, "days_paid": 1_900,
        "days_possible": 2_100, "children_counted": 2, "single_parent": 1, "group_insurance": 2_500,
        "bicycle_km": 12_050, "commuting_allowance": 50_000, "meal_vouchers": 19, "meal_voucher_value": 800,
        "meal_voucher_worker": 109, "car_value": 3_000_000, "car_age_years": 2, "car_co2": 99, "car_fuel": 2,
        "car_days": 31, "ten_or_more": 1,
    }  # fmt: skip


@pytest.fixture
def explained(january_2022: Plan, busy_month: dict[str, int]) -> dict[str, Any]:
    """The explanation of net pay and employer cost of the busy month."""
    return explain(january_2022.run(busy_month), FACTS, ("net_paid", "employer_cost"))


@pytest.fixture(scope="session")
def thaw(january_2022: Plan, busy_month: dict[str, int]) -> Callable[[], dict[str, Any]]:
    """A function that gives a fresh copy of the same explanation, read from JSON."""
    text = json.dumps(explain(january_2022.run(busy_month), FACTS, ("net_paid", "employer_cost")))

    def read() -> dict[str, Any]:
        found: dict[str, Any] = json.loads(text)
        return found

    return read
