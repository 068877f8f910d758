"""The arithmetic of `derived:` in a law file, evaluated exactly.

    round(white_collar_maximum * 1.08, 2)
    round(previous * 1.02, 2)
    round(12 * (work_bonus_a.white_collar_maximum + work_bonus_b.white_collar_maximum), 2)

A number is a decimal, never a float; a name is looked up by the caller; the functions are `round` (a half away from
zero, to so many decimals), `min` and `max`. Nothing else is understood.
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Sequence
from fractions import Fraction
from functools import cache

from preste import money
from preste.errors import LawError

Lookup = Callable[[str], Fraction]
"""The exact value of a name, `field` or `series.field`."""

_BINARY: dict[type[ast.operator], Callable[[Fraction, Fraction], Fraction]] = {
    ast.Add: lambda a, b: a + b,
    ast.Sub: lambda a, b: a - b,
    ast.Mult: lambda a, b: a * b,
    ast.Div: lambda a, b: a / b,
}


def evaluate(text: str, lookup: Lookup) -> Fraction:
    """The exact value of an expression. Raises LawError when it is not one, and whatever `lookup` raises."""
    try:
        return _value(_parsed(text), text, lookup)
    except ZeroDivisionError as error:
        raise LawError(f"{text!r} divides by zero") from error


def rounded(value: Fraction, decimals: int) -> Fraction:
    """`value` to so many decimals, a half away from zero."""
    scale = 10**decimals
    return Fraction(money.half_up(value.numerator * scale, value.denominator), scale)


def text_of(value: Fraction) -> str:
    """The decimal text of an exact value, with two to eight decimals: to be read, not to compute with."""
    shown = money.text(int(rounded(value, 8) * 10**8), 8)
    return shown[:-6] + shown[-6:].rstrip("0")


@cache
def _parsed(text: str) -> ast.expr:
    try:
        return ast.parse(text, mode="eval").body
    except (SyntaxError, ValueError) as error:
        raise LawError(f"{text!r} is not an expression") from error


def _value(node: ast.expr, text: str, lookup: Lookup) -> Fraction:
    if isinstance(node, ast.Constant):
        return _decimal(node, text)
    if isinstance(node, ast.BinOp) and type(node.op) in _BINARY:
        return _BINARY[type(node.op)](_value(node.left, text, lookup), _value(node.right, text, lookup))
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub):
        return -_value(node.operand, text, lookup)
    if isinstance(node, ast.Call):
        return _called(_function(node, text), [_value(arg, text, lookup) for arg in node.args], text)
    return lookup(_name(node, text))


def _called(function: str, args: Sequence[Fraction], text: str) -> Fraction:
    if function == "round":
        if len(args) != 2 or args[1].denominator != 1 or not 0 <= args[1] <= 8:
            raise LawError(f"{text!r}: round takes a value and a number of decimals")
        return rounded(args[0], int(args[1]))
    if not args:
        raise LawError(f"{text!r}: {function} of nothing")
    return min(args) if function == "min" else max(args)


def _decimal(node: ast.Constant, text: str) -> Fraction:
    # The parser has made a float of "1.08"; the text it stands at is exact.
    written = ast.get_source_segment(text, node) or ""
    if not written.replace(".", "", 1).isdecimal():
        raise LawError(f"{text!r}: {written} is not a plain decimal number")
    return Fraction(written)


def _name(node: ast.expr, text: str) -> str:
    if isinstance(node, ast.Name):
        return node.id
    if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
        return f"{node.value.id}.{node.attr}"
    raise LawError(f"{text!r}: {ast.unparse(node)} is not understood here")


def _function(node: ast.Call, text: str) -> str:
    if isinstance(node.func, ast.Name) and node.func.id in {"round", "min", "max"} and not node.keywords:
        return node.func.id
    raise LawError(f"{text!r}: the functions are round, min and max, not {ast.unparse(node.func)}")
