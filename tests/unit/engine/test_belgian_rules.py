"""Every Belgian rule as the engine sees it: readable, replayable, the same with and without its recorder."""

from __future__ import annotations

import ast
import datetime as dt
import json
from collections import ChainMap
from collections.abc import Mapping
from functools import cache
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from preste import money
from preste.belgium import BASES, DEFAULTS, FACTS, REGIMES, month_plan, plans
from preste.belgium.layers import EVERY_FACT, LAYERS
from preste.engine import Plan, Rule, explain, replay
from preste.engine.plan import Missing
from preste.engine.render import words
from preste.engine.replaying import OPERATIONS, evaluate
from preste.errors import NoParameter
from preste.law import Entry, book

RULES = [rule for layer in LAYERS for rule in layer.rules]
NAMED = pytest.mark.parametrize(
    "rule", RULES, ids=lambda r: f"{r.function.__module__.rpartition('.')[2]}.{r.function.__name__}"
)
MONTHS = [dt.date(y, m, 1) for y in range(2021, 2027) for m in range(1, 13) if (y, m) <= (2026, 11)]
SORTS = [(regime, basis) for regime in REGIMES for basis in BASES]
CODE = ("==", "!=", "<=", ">=", " * ", *(f"{name}(" for name in OPERATIONS))
"""What a formula is written with in Python and never for people."""
LOCAL_KINDS = {"Cents", "Percent", "Ratio", "Hundredths", "UnitPrice", "Index", "Count", "Flag"}
WORKERS = [("362", "495"), ("000", "015"), ("262", "495"), ("762", "495")]


def last_day(month: dt.date) -> dt.date:
    return (month + dt.timedelta(days=31)).replace(day=1) - dt.timedelta(days=1)


def plan_for(month: dt.date, regime: str = "ordinary", basis: str = "due", paid: dt.date | None = None) -> Plan:
    return month_plan(regime, basis, month, paid or last_day(month), "362", "495")


# -- each rule by itself ----------------------------------------------------------------


@NAMED
def test_a_rule_can_be_read_by_the_engine(rule: Rule) -> None:
    assert rule.paths, rule.name
    assert rule.kind in money.KINDS.values()
    for path in rule.paths:
        assert path.names() <= {*rule.inputs, *(n for n in path.names() if n.partition(".")[0] in rule.inputs)}
        assert all(step.annotation in LOCAL_KINDS for step in path.steps)


@NAMED
def test_a_rule_says_what_it_is_and_where_it_comes_from(rule: Rule) -> None:
    assert set(rule.titles) == {"fr", "nl", "de", "en"}
    assert all(title.strip() == title and title for title in rule.titles.values())
    assert rule.law.strip()
    assert rule.doc.endswith(".")
    assert rule.since is None or rule.until is None or rule.since <= rule.until


@NAMED
def test_a_rule_calls_only_what_is_replayed_and_compiled(rule: Rule) -> None:
    allowed = (
        ast.Name, ast.Load, ast.Constant, ast.Attribute, ast.Subscript, ast.Call, ast.BinOp, ast.Add, ast.Sub, ast.Mult,
        ast.UnaryOp, ast.USub, ast.Not, ast.BoolOp, ast.And, ast.Or, ast.Compare, ast.Eq, ast.NotEq, ast.Lt, ast.LtE,
        ast.Gt, ast.GtE,
    )  # fmt: skip
    for path in rule.paths:
        for expression in path.expressions:
            for node in ast.walk(expression):
                assert isinstance(node, allowed), ast.unparse(expression)
                if isinstance(node, ast.Constant):
                    assert type(node.value) in (int, bool)
                if isinstance(node, ast.Call):
                    assert isinstance(node.func, ast.Name)
                    assert node.func.id in OPERATIONS
                    assert not node.keywords


@NAMED
def test_locals_are_set_before_they_are_read(rule: Rule) -> None:
    for path in rule.paths:
        known = set(rule.inputs)
        for move in path.moves:
            assert {n.partition(".")[0] for n in paths_names(move.expression)} <= known, rule.name
            if hasattr(move, "name"):
                known.add(move.name)
        assert {n.partition(".")[0] for n in paths_names(path.result)} <= known, rule.name


def paths_names(expression: ast.expr) -> set[str]:
    functions = {n.func for n in ast.walk(expression) if isinstance(n, ast.Call)}
    return {n.id for n in ast.walk(expression) if isinstance(n, ast.Name) and n not in functions}


@cache
def kinds_by_name() -> dict[str, set[money.Kind]]:
    given_by_rules: dict[str, set[money.Kind]] = {}
    for other in RULES:
        given_by_rules.setdefault(other.name, set()).add(other.kind)
    return given_by_rules


@NAMED
def test_an_input_is_of_the_kind_that_its_giver_says(rule: Rule) -> None:
    for name in rule.inputs:
        told = rule.kind_of(name)
        if name in kinds_by_name():
            assert kinds_by_name()[name] == {told}, f"{rule.name}: {name}"
        elif name in book():
            series = book().series[name]
            assert told is (series.fields[0].kind if series.is_scalar else None), f"{rule.name}: {name}"
        else:
            assert told is EVERY_FACT[name].kind, f"{rule.name}: {name}"


@cache
def titles_in(lang: str) -> dict[str, str]:
    titles = {n: f.titles[lang] for n, f in EVERY_FACT.items()} | {n: s.title[lang] for n, s in book().series.items()}
    return titles | {r.name: r.titles[lang] for r in RULES}


@NAMED
@pytest.mark.parametrize("lang", ["fr", "nl", "de", "en"])
def test_every_path_can_be_told_in_words(rule: Rule, lang: str) -> None:
    titles = titles_in(lang)
    for path in rule.paths:
        known = ChainMap({s.name: s.name for s in path.steps}, titles)

        def show(name: str, known: Mapping[str, str] = known) -> str:
            return known[name.partition(".")[0]]

        for expression in path.expressions:
            text = words(expression, show, lang)
            assert text
            assert not [code for code in CODE if code in text], text


def test_no_number_of_a_rule_is_a_number_of_law() -> None:
    numbers = {
        n.value
        for rule in RULES
        for path in rule.paths
        for e in path.expressions
        for n in ast.walk(e)
        if isinstance(n, ast.Constant) and not isinstance(n.value, bool)
    }
    assert numbers <= {0, 1, 2, 3, 4, 8, 12, 100, 10_000}


def test_no_series_is_read_by_both_clocks() -> None:
    clocks: dict[str, set[str]] = {}
    for rule in RULES:
        for name in rule.inputs:
            if name in book():
                clocks.setdefault(name, set()).add(rule.clock)
    assert [n for n, c in clocks.items() if len(c) > 1] == []


def test_rules_that_replace_one_say_why() -> None:
    below = {r.name for r in plans.COUNTRY.rules}
    above = [r for layer in LAYERS if layer is not plans.COUNTRY for r in layer.rules]
    replacing = [r for r in above if r.name in below]
    assert replacing
    assert [r.name for r in replacing if not r.why] == []


# -- every month ------------------------------------------------------------------------


@pytest.mark.parametrize(("regime", "basis"), SORTS)
def test_every_month_has_a_plan_whose_names_all_resolve(regime: str, basis: str) -> None:
    for month in MONTHS:
        for worker in WORKERS if (regime, basis) == SORTS[0] else WORKERS[:1]:
            plan = month_plan(regime, basis, month, last_day(month), *worker)
            for rule in plan.rules:
                for name in rule.inputs:
                    entry = plan.entries.get((name, rule.clock))
                    places = (entry is not None, name in plan.index, name in plan.facts)
                    assert sum(places) == 1, f"{month}: {rule.name} needs {name}"
                    day = plan.earned if rule.clock == "earned" else plan.paid
                    if isinstance(entry, Entry):
                        assert entry.start <= day
                        assert entry.end is None or day <= entry.end
            assert len(set(plan.names)) == len(plan.names)


@pytest.mark.parametrize(("regime", "basis"), SORTS)
def test_a_plain_month_is_whole_on_every_date(regime: str, basis: str) -> None:
    facts = dict(DEFAULTS) | {
        "pay_due": 210_000, "monthly_pay": 210_000, "hourly_pay": 1_250, "hours_paid": 16_000, "days_paid": 2_100,
        "days_possible": 2_100, "schedule_paid": 16_000, "schedule_possible": 16_000,
        "taxable_given": 180_000, "single": 1,
    }  # fmt: skip
    for month in MONTHS:
        paid_days = [last_day(month)]
        if (regime, basis) == SORTS[0] and month != MONTHS[-1]:
            paid_days.append(last_day(month) + dt.timedelta(days=5))
        for paid in paid_days:
            trace = plan_for(month, regime, basis, paid).run(facts)
            assert trace.errors == {}, f"{month}: {next(iter(trace.errors.values()))}"
            assert 0 < trace["net"] <= trace["gross"] <= trace["employer_cost"]


# -- random rows ------------------------------------------------------------------------

WHOLE = {
    "scale": (1, 3), "household_column": (0, 2), "car_fuel": (0, 3), "restructuring_right": (0, 2),
    "sport_bonus_right": (0, 2), "year_days": (365, 366), "children_counted": (0, 12), "other_dependants": (0, 4),
    "dependants_in_care": (0, 2), "car_age_years": (0, 9), "car_co2": (0, 300), "car_days": (0, 31),
    "meal_vouchers": (0, 31), "premium_interval": (0, 12),
}  # fmt: skip


def numbers_of(name: str) -> st.SearchStrategy[int]:
    kind = FACTS[name].kind
    if name in WHOLE:
        return st.integers(*WHOLE[name])
    if kind is money.FLAG:
        return st.integers(0, 1)
    if kind is money.COUNT:
        return st.integers(0, 3)
    if kind is money.QUANTITY:
        return st.integers(0, 20_000)
    return st.one_of(st.just(0), st.integers(0, 1_000_000))


ROWS = st.fixed_dictionaries({name: numbers_of(name) for name in FACTS})


@settings(suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(facts=ROWS, month=st.sampled_from(MONTHS), sort=st.sampled_from(SORTS), worker=st.sampled_from(WORKERS))
def test_the_recorder_changes_nothing_and_every_row_replays(
    facts: dict[str, int], month: dt.date, sort: tuple[str, str], worker: tuple[str, str]
) -> None:
    plan = month_plan(*sort, month, last_day(month), *worker)
    trace = plan.run(facts)
    known: dict[str, Any] = dict(facts)
    for i, rule in enumerate(plan.rules):
        if rule.name in trace.errors:
            continue
        arguments = [argument(plan, rule, n, known) for n in rule.inputs]
        known[rule.name] = rule.function(*arguments)
        assert rule.twin(*arguments) == (known[rule.name], trace.paths[i]), rule.name
        assert trace.values[i] == known[rule.name], rule.name
        assert path_value(rule, trace.paths[i], dict(zip(rule.inputs, arguments, strict=True))) == known[rule.name], (
            rule.name
        )
        assert isinstance(known[rule.name], int)
    if trace.errors:
        with pytest.raises(NoParameter):
            plan.amounts(facts)
    else:
        assert plan.amounts(facts) == {n: known[n] for n in plan.names}
    assert replay(json.loads(json.dumps(explain(trace, FACTS)))) == len(plan.rules) - len(trace.errors)


def argument(plan: Plan, rule: Rule, name: str, known: dict[str, Any]) -> Any:
    entry = plan.entries.get((name, rule.clock))
    if entry is None:
        return known[name]
    return entry.value if isinstance(entry, Entry) else Missing(entry)


def path_value(rule: Rule, path: int, values: dict[str, Any]) -> Any:
    """What the recorded path gives, by replay's operations; every test on it must hold as recorded."""
    for name in list(values):
        if isinstance(values[name], tuple):
            values |= {f"{name}.{field}": number for field, number in values[name]._asdict().items()}
    for move in rule.paths[path].moves:
        result = evaluate(move.expression, values)
        if hasattr(move, "name"):
            values[move.name] = result
        else:
            assert bool(result) is move.holds
    return evaluate(rule.paths[path].result, values)


@given(facts=ROWS, month=st.sampled_from(MONTHS))
def test_totals_add_up(facts: dict[str, int], month: dt.date) -> None:
    trace = plan_for(month).run(facts)
    if trace.errors or trace["ordinary_gross"] < 0:  # more holiday pay imputed than pay: a payslip is refused
        return
    assert trace["gross"] == trace["ordinary_gross"] + trace["exceptional_gross"]
    assert trace["net"] == (
        trace["gross"] - trace["personal_contribution"] + trace["contribution_reductions"] - trace["withholding"]
        - trace["special_contribution"] - facts["group_insurance"]
    )  # fmt: skip
    assert trace["withholding"] == trace["withholding_before_bonus"] - trace["fiscal_work_bonus"]
    assert 0 <= trace["fiscal_work_bonus"] <= trace["ordinary_withholding"]
    assert 0 <= trace["work_bonus"] <= trace["bonus_ceiling"]
