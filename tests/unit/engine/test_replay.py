"""Replay: it knows no rule, agrees with the primitives, and sees any change that changes an amount."""

from __future__ import annotations

import ast
import copy
import itertools
import json
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from preste.engine import ReplayError, replay
from preste.engine import replay as _public
from preste.engine.replaying import OPERATIONS, evaluate
from preste.money import PRIMITIVES

SOURCE = Path(sys.modules[_public.__module__].__file__ or "")
AMOUNTS = st.integers(-(10**12), 10**12)
POSITIVE = st.integers(1, 10**9)
DELTAS = st.sampled_from([-(10**9), -100, -1, 1, 2, 100, 10**9])


def primitive(name: str) -> Callable[..., int]:
    found: Callable[..., int] = PRIMITIVES[name]
    return found


def recomputed(explanation: dict[str, Any]) -> bool:
    """Whether every stored amount is what its formula gives, worked out by Python and the rules' primitives."""
    try:
        return all_agree(explanation)
    except (ArithmeticError, LookupError):
        return False


def all_agree(explanation: dict[str, Any]) -> bool:
    known = {n: f["value"] for n, f in explanation["facts"].items()}
    tables: dict[str, Any] = {}
    for name, parameter in explanation["parameters"].items():
        series, _, field = name.partition(".")
        if field:
            tables.setdefault(series, type(series, (), {}))
            setattr(tables[series], field, parameter["value"])
        else:
            known[name] = parameter["value"]
    for node in explanation["nodes"]:
        space = {**PRIMITIVES, "min": min, "max": max, **tables, **known}
        for move in node["moves"]:
            result = eval(move["formula"], {}, space)
            if "name" in move:
                space[move["name"]] = result
            if result != move.get("value", move.get("holds")):
                return False
        if eval(node["formula"], {}, space) != node["value"]:
            return False
        known[node["name"]] = node["value"]
    return True


def detected(explanation: dict[str, Any]) -> bool:
    try:
        replay(explanation)
    except (ReplayError, ArithmeticError, LookupError):
        return True
    return False


def places(explanation: dict[str, Any]) -> Iterator[tuple[Any, Any]]:
    """Every place an integer is stored: the container and the key."""
    for group in ("facts", "parameters"):
        for held in explanation[group].values():
            if isinstance(held["value"], list):
                yield from ((held["value"], i) for i in range(len(held["value"])))
            else:
                yield held, "value"


def test_a_stored_explanation_replays(explained: dict[str, Any]) -> None:
    assert replay(explained) == len(explained["nodes"]) > 90
    assert recomputed(explained)


@pytest.mark.parametrize("delta", [-1, 1, 100])
def test_any_changed_amount_is_seen(explained: dict[str, Any], delta: int) -> None:
    for node in explained["nodes"]:
        node["value"] += delta
        with pytest.raises(ReplayError) as caught:
            replay(explained)
        assert caught.value.code == "E-REPLAY"
        assert caught.value.message.startswith(f"{node['name']}: {node['formula']} gives ")
        assert caught.value.message.endswith(f", {node['value']} is stored")
        node["value"] -= delta
    assert replay(explained)


def test_any_changed_local_value_or_test_is_seen(explained: dict[str, Any]) -> None:
    moves = [m for n in explained["nodes"] for m in n["moves"]]
    assert len(moves) > 50
    for move in moves:
        before = copy.deepcopy(move)
        if "name" in move:
            move["value"] += 1
        else:
            move["holds"] = not move["holds"]
        assert detected(explained), move
        move.update(before)
    assert replay(explained)


@given(spot=st.integers(0, 10**6), delta=DELTAS)
def test_a_changed_fact_or_parameter_is_seen_unless_no_amount_moves(
    thaw: Callable[[], dict[str, Any]], spot: int, delta: int
) -> None:
    explanation = thaw()
    spots = list(places(explanation))
    container, key = spots[spot % len(spots)]
    container[key] += delta
    # the rows of a table are found in two ways, which agree on bounds in ascending order only
    assume(isinstance(container, dict) or container == sorted(container))
    assert detected(explanation) is not recomputed(explanation)


def test_almost_every_fact_and_parameter_matters(thaw: Callable[[], dict[str, Any]]) -> None:
    explanation = thaw()
    unseen = 0
    spots = list(places(explanation))
    for container, key in spots:
        before = container[key]
        seen = False
        for value in (before + 1, before - 1, before + 10**9, before - 10**9):
            container[key] = value
            seen = seen or detected(explanation)
        container[key] = before
        unseen += not seen
    rows = sum(isinstance(p["value"], list) and len(p["value"]) for p in explanation["parameters"].values())
    others = len(spots) - rows
    assert others > 100
    assert unseen <= rows + others // 4


CHANGES = [("+", "-"), ("-", "+"), ("min(", "max("), ("max(", "min("), (" * ", " + ")]


@pytest.mark.parametrize("change", CHANGES, ids=lambda c: f"{c[0]} {c[1]}")
def test_a_changed_formula_is_seen_unless_it_gives_the_same(explained: dict[str, Any], change: tuple[str, str]) -> None:
    old, new = change
    changed = seen = 0
    for node in explained["nodes"]:
        if old not in node["formula"]:
            continue
        before, node["formula"] = node["formula"], node["formula"].replace(old, new)
        changed += 1
        seen += detected(explained)
        assert detected(explained) is not recomputed(explained), node["name"]
        node["formula"] = before
    assert changed
    assert seen


def test_one_input_read_for_another_is_seen(explained: dict[str, Any]) -> None:
    seen = 0
    for node in explained["nodes"]:
        names = node["inputs"]
        for old, new in itertools.pairwise(names):
            before = node["formula"]
            node["formula"] = re.sub(rf"(?<!\.)\b{old}\b", new, before)
            assert detected(explained) is not recomputed(explained), node["name"]
            seen += detected(explained)
            node["formula"] = before
    assert seen > 20


@pytest.mark.parametrize("group", ["facts", "parameters"])
def test_what_is_taken_away_is_missed(explained: dict[str, Any], group: str) -> None:
    for name in list(explained[group]):
        held = explained[group].pop(name)
        with pytest.raises(ReplayError, match=f"the explanation does not hold {name}"):
            replay(explained)
        explained[group][name] = held


def test_a_node_taken_away_is_missed_by_those_that_read_it(explained: dict[str, Any]) -> None:
    read = {i for n in explained["nodes"] for i in n["inputs"]}
    for i, node in enumerate(explained["nodes"]):
        if node["name"] in read:
            with pytest.raises(ReplayError, match=f"does not hold {node['name']}"):
                replay({**explained, "nodes": explained["nodes"][:i] + explained["nodes"][i + 1 :]})


def test_nodes_out_of_order_are_refused(explained: dict[str, Any]) -> None:
    with pytest.raises(ReplayError, match="does not hold"):
        replay({**explained, "nodes": explained["nodes"][::-1]})


def test_an_input_that_is_not_declared_is_not_read(explained: dict[str, Any]) -> None:
    node = next(n for n in explained["nodes"] if n["name"] == "net")
    node["inputs"] = [i for i in node["inputs"] if i != "gross"]
    with pytest.raises(ReplayError, match="does not hold gross"):
        replay(explained)


def test_an_amount_without_value_or_error_is_refused(explained: dict[str, Any]) -> None:
    explained["nodes"][-1]["value"] = None
    assert detected(explained)


@pytest.mark.parametrize(
    "formula",
    ["__import__('os')", "open('x')", "().__class__", "gross ** 2", "gross // 1", "gross / 1", "[gross]",
     "lambda: gross", "gross if gross else 0", "(gross := 1)", "unknown", "gross.real", "f'{gross}'"],
)  # fmt: skip
def test_only_the_operations_of_a_rule_are_replayed(formula: str) -> None:
    with pytest.raises(ReplayError):
        evaluate(ast.parse(formula, mode="eval").body, {"gross": 1})


@pytest.mark.parametrize(
    "formula", ["share(", "", "gross gross", "share(gross)", "half_up(gross, 0)", "at(gross, 1)", "share(gross, r=1)"]
)
def test_a_broken_formula_is_a_replay_error(explained: dict[str, Any], formula: str) -> None:
    node = next(n for n in explained["nodes"] if n["name"] == "net")
    node["formula"] = formula
    with pytest.raises(ReplayError):
        replay(explained)


def test_operations_are_those_a_rule_may_call() -> None:
    assert set(OPERATIONS) == {*PRIMITIVES, "min", "max"}


@given(AMOUNTS, POSITIVE, POSITIVE)
def test_the_operations_written_twice_agree(amount: int, number: int, other: int) -> None:
    for name in ("half_up", "down", "up", "share", "per", "times", "fraction", "priced", "unit_price"):
        assert OPERATIONS[name](amount, number) == primitive(name)(amount, number), name
    assert OPERATIONS["prorata"](amount, number, other) == primitive("prorata")(amount, number, other)
    assert OPERATIONS["down_to"](abs(amount), number) == primitive("down_to")(abs(amount), number)


@given(st.lists(AMOUNTS, min_size=1, max_size=12, unique=True).map(sorted), AMOUNTS, st.integers(0, 20))
def test_the_tables_written_twice_agree(bounds: list[int], value: int, i: int) -> None:
    assert OPERATIONS["row"](bounds, value) == primitive("row")(bounds, value)
    assert OPERATIONS["row"](bounds, bounds[0]) == primitive("row")(bounds, bounds[0]) == 0
    assert OPERATIONS["at"](bounds, i) == primitive("at")(bounds, i)


@pytest.mark.parametrize(
    ("formula", "value"),
    [("1 + 2 * 3", 7), ("-(4 - 6)", 2), ("1 < 2 <= 2", True), ("1 < 2 < 2", False), ("not 0", True),
     ("1 == 1 and 2 != 2", False), ("0 or 3", True), ("rows[1]", 20), ("table.rate", 5),
     ("max(1, min(rows[0], 7))", 7), ("at(rows, 9)", 20)],
)  # fmt: skip
def test_expressions_are_evaluated_as_python_does(formula: str, value: int) -> None:
    assert evaluate(ast.parse(formula, mode="eval").body, {"rows": [10, 20], "table.rate": 5}) == value


def test_replay_imports_no_rule_plan_or_primitive() -> None:
    tree = ast.parse(SOURCE.read_text(encoding="utf-8"))
    modules = set()
    for statement in ast.walk(tree):
        if isinstance(statement, ast.Import):
            modules |= {a.name for a in statement.names}
        elif isinstance(statement, ast.ImportFrom):
            assert statement.level == 0
            modules.add(statement.module or "")
    assert modules == {
        "__future__",
        "ast",
        "math",
        "collections.abc",
        "fractions",
        "functools",
        "typing",
        "preste.errors",
    }
    called = {n.func.id for n in ast.walk(tree) if isinstance(n, ast.Call) and isinstance(n.func, ast.Name)}
    assert not called & {"eval", "exec", "compile", "__import__", "getattr"}


def test_replay_runs_without_the_engine(explained: dict[str, Any]) -> None:
    program = (
        "import importlib.util, json, sys, types\n"
        "sys.modules['preste'] = package = types.ModuleType('preste')\n"
        f"package.__path__ = [{str(SOURCE.parent.parent)!r}]\n"
        f"spec = importlib.util.spec_from_file_location('alone', {str(SOURCE)!r})\n"
        "alone = importlib.util.module_from_spec(spec)\n"
        "spec.loader.exec_module(alone)\n"
        "count = alone.replay(json.load(sys.stdin))\n"
        "print(count, sorted(m for m in sys.modules if m.startswith('preste.')))\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], input=json.dumps(explained), capture_output=True, text=True, check=True
    )
    assert done.stdout == f"{len(explained['nodes'])} ['preste.errors']\n"
