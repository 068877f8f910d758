"""Replay: recompute every amount of an explanation from its stored inputs and operations alone.

Nothing of the rules is used: formulas are read as text, numbers come from the explanation, and the
operations are written here a second time, over exact fractions.
"""

from __future__ import annotations

import ast
import math
from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction
from functools import lru_cache
from typing import Any

from preste.errors import PresteError

Value = Any  # int, bool, or a list of int


class ReplayError(PresteError):
    """A stored amount is not what its stored formula gives."""

    code = "E-REPLAY"


def _nearest(x: Fraction) -> int:
    return math.floor(abs(x) + Fraction(1, 2)) * (1 if x >= 0 else -1)


def _toward_zero(x: Fraction) -> int:
    return math.floor(abs(x)) * (1 if x >= 0 else -1)


def _from_zero(x: Fraction) -> int:
    return math.ceil(abs(x)) * (1 if x >= 0 else -1)


def _row(bounds: Sequence[int], value: int) -> int:
    return sum(1 for bound in bounds if bound < value)


OPERATIONS: Mapping[str, Callable[..., Value]] = {
    "half_up": lambda n, d: _nearest(Fraction(n, d)),
    "down": lambda n, d: _toward_zero(Fraction(n, d)),
    "up": lambda n, d: _from_zero(Fraction(n, d)),
    "share": lambda a, r: _nearest(a * Fraction(r, 10_000)),
    "per": lambda a, q: _nearest(a / Fraction(q, 100)),
    "times": lambda a, q: _nearest(a * Fraction(q, 100)),
    "fraction": lambda p, w: _nearest(100 * Fraction(p, w)),
    "prorata": lambda a, p, w: _nearest(a * Fraction(p, w)),
    "less_share": lambda a, b, r: _nearest(a - b * Fraction(r, 10_000)),
    "share_prorata": lambda a, r, p, w: _nearest(a * Fraction(r, 10_000) * Fraction(p, w)),
    "priced": lambda u, q: _nearest(Fraction(u, 10_000) * Fraction(q, 100) * 100),
    "unit_price": lambda a, q: _nearest(Fraction(a, 100) / Fraction(q, 100) * 10_000),
    "down_to": lambda a, s: a - a % s,
    "row": _row,
    "at": lambda values, i: values[min(i, len(values) - 1)],
    "min": min,
    "max": max,
}

_BINARY: Mapping[type[ast.operator], Callable[[Value, Value], Value]] = {
    ast.Add: lambda a, b: a + b,
    ast.Sub: lambda a, b: a - b,
    ast.Mult: lambda a, b: a * b,
}
_COMPARE: Mapping[type[ast.cmpop], Callable[[Value, Value], bool]] = {
    ast.Eq: lambda a, b: a == b,
    ast.NotEq: lambda a, b: a != b,
    ast.Lt: lambda a, b: a < b,
    ast.LtE: lambda a, b: a <= b,
    ast.Gt: lambda a, b: a > b,
    ast.GtE: lambda a, b: a >= b,
}


def evaluate(node: ast.expr, values: Mapping[str, Value]) -> Value:
    """The value of an expression. Raises ReplayError on anything but the operations above."""
    if isinstance(node, ast.Constant):
        return node.value
    if isinstance(node, ast.Name):
        return _value(node.id, values)
    if isinstance(node, ast.Attribute):
        return _value(f"{ast.unparse(node.value)}.{node.attr}", values)
    if isinstance(node, ast.BinOp) and type(node.op) in _BINARY:
        return _BINARY[type(node.op)](evaluate(node.left, values), evaluate(node.right, values))
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, (ast.USub, ast.Not)):
        operand = evaluate(node.operand, values)
        return -operand if isinstance(node.op, ast.USub) else not operand
    if isinstance(node, ast.BoolOp):
        results = (evaluate(v, values) for v in node.values)
        return all(results) if isinstance(node.op, ast.And) else any(results)
    if isinstance(node, ast.Compare):
        return _compare(node, values)
    if isinstance(node, ast.Subscript):
        return evaluate(node.value, values)[evaluate(node.slice, values)]
    if isinstance(node, ast.Call) and not node.keywords and ast.unparse(node.func) in OPERATIONS:
        return OPERATIONS[ast.unparse(node.func)](*(evaluate(a, values) for a in node.args))
    raise ReplayError(f"cannot replay {ast.unparse(node)!r}")


def _compare(node: ast.Compare, values: Mapping[str, Value]) -> bool:
    left = evaluate(node.left, values)
    for op, comparator in zip(node.ops, node.comparators, strict=True):
        right = evaluate(comparator, values)
        if not _COMPARE[type(op)](left, right):
            return False
        left = right
    return True


def _value(name: str, values: Mapping[str, Value]) -> Value:
    if name not in values:
        raise ReplayError(f"the explanation does not hold {name}")
    return values[name]


def replay(explanation: Mapping[str, Any]) -> int:
    """Recompute every node of an explanation; the number of nodes that were checked.

    Raises ReplayError naming the first node whose stored value, local value or test differs from what its
    stored formula gives. A node that failed for a missing parameter holds an error and no value.
    """
    known: dict[str, Value] = {name: fact["value"] for name, fact in explanation["facts"].items()}
    known |= {name: p["value"] for name, p in explanation["parameters"].items()}
    checked = 0
    for node in explanation["nodes"]:
        if node["value"] is None:
            if not node.get("error"):
                raise ReplayError(f"{node['name']} has neither a value nor an error")
            continue
        try:
            _replay_node(node, known)
        except (SyntaxError, TypeError, ArithmeticError, LookupError) as error:
            raise ReplayError(f"{node['name']}: {node['formula']} cannot be computed: {error}") from error
        known[node["name"]] = node["value"]
        checked += 1
    return checked


def _replay_node(node: Mapping[str, Any], known: Mapping[str, Value]) -> None:
    inside = {n: known[n] for n in (*node["inputs"], *node["parameters"]) if n in known}
    for move in node["moves"]:
        result = evaluate(_parse(move["formula"]), inside)
        expected = move["value"] if "name" in move else move["holds"]
        if result != expected:
            raise ReplayError(f"{node['name']}: {move['formula']} gives {result}, {expected} is stored")
        if "name" in move:
            inside[move["name"]] = result
    result = evaluate(_parse(node["formula"]), inside)
    if result != node["value"]:
        raise ReplayError(f"{node['name']}: {node['formula']} gives {result}, {node['value']} is stored")


@lru_cache(maxsize=4096)
def _parse(formula: str) -> ast.expr:
    return ast.parse(formula, mode="eval").body
