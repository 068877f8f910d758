"""Formulas as people read them: `2 500,00 × 13,07 %` instead of `share(250000, 1307)`."""

from __future__ import annotations

import ast
import copy
from collections.abc import Callable, Mapping
from functools import cache, lru_cache
from typing import Any

from preste import money
from preste.engine.replaying import evaluate
from preste.money import Kind

Show = Callable[[str], str]

_BINARY: Mapping[type[ast.operator], tuple[str, int]] = {ast.Add: ("+", 1), ast.Sub: ("\u2212", 1), ast.Mult: ("×", 2)}
_COMPARE: Mapping[type[ast.cmpop], str] = {
    ast.Eq: "=",
    ast.NotEq: "≠",
    ast.Lt: "<",
    ast.LtE: "≤",
    ast.Gt: ">",
    ast.GtE: "≥",
}
_QUOTIENTS = {"half_up": "÷", "down": "÷", "up": "÷", "per": "÷", "fraction": "÷", "unit_price": "÷"}
_PRODUCTS = {"share", "times", "priced"}
WORDS: Mapping[str, Mapping[str, str]] = {
    "fr": {"and": "et", "or": "ou", "not": "pas", "min": "le plus petit de", "max": "le plus grand de",
           "row": "ligne du barème pour", "down_to": "ramené au multiple inférieur de", "yes": "oui", "no": "non"},
    "nl": {"and": "en", "or": "of", "not": "niet", "min": "het kleinste van", "max": "het grootste van",
           "row": "regel van de schaal voor", "down_to": "verlaagd tot een veelvoud van", "yes": "ja", "no": "nee"},
    "de": {"and": "und", "or": "oder", "not": "nicht", "min": "das kleinere von", "max": "das größere von",
           "row": "Zeile der Tabelle für", "down_to": "abgerundet auf ein Vielfaches von", "yes": "ja", "no": "nein"},
    "en": {"and": "and", "or": "or", "not": "not", "min": "the smaller of", "max": "the larger of",
           "row": "row of the table for", "down_to": "rounded down to a multiple of", "yes": "yes", "no": "no"},
}  # fmt: skip
ROUNDINGS: Mapping[str, Mapping[str, str]] = {
    "nearest": {
        "fr": "arrondi au plus proche, la demie vers le haut",
        "nl": "afgerond op het dichtstbijzijnde, de helft naar boven",
        "de": "kaufmännisch gerundet",
        "en": "rounded to the nearest, a half upwards",
    },
    "down": {"fr": "arrondi vers le bas", "nl": "naar beneden afgerond", "de": "abgerundet", "en": "rounded down"},
    "up": {"fr": "arrondi vers le haut", "nl": "naar boven afgerond", "de": "aufgerundet", "en": "rounded up"},
}
_ROUNDS = {
    **dict.fromkeys(
        (
            "half_up",
            "share",
            "per",
            "times",
            "fraction",
            "prorata",
            "share_prorata",
            "less_share",
            "priced",
            "unit_price",
        ),
        "nearest",
    ),
    "down": "down",
    "down_to": "down",
    "up": "up",
}


def shown(value: Any, kind: Kind | None, lang: str) -> str:
    """A value in the reader's format; an amount without its currency sign."""
    if isinstance(value, bool) or (kind is money.FLAG and value in (0, 1)):
        return WORDS[lang]["yes" if value else "no"]
    if isinstance(value, (list, tuple)):
        return "[" + " ; ".join(shown(v, kind, lang) for v in value) + "]"
    if kind is None:
        return str(value)
    if kind is money.PERCENT:
        return money.number(value, 2, lang) + "\u00a0%"
    return money.number(value, kind.decimals, lang)


@cache
def text(expression: ast.expr) -> str:
    """An expression as it is written. Kept: a rule's expressions live as long as the rule."""
    return ast.unparse(expression)


@cache
def roundings(expression: ast.expr) -> tuple[str, ...]:
    """The roundings an expression makes: names of ROUNDINGS, each once, in order of writing."""
    called = (n.func.id for n in ast.walk(expression) if isinstance(n, ast.Call) and isinstance(n.func, ast.Name))
    return tuple(dict.fromkeys(_ROUNDS[name] for name in called if name in _ROUNDS))


def words(expression: ast.expr, show: Show, lang: str) -> str:
    """An expression with every name put through `show` (a title, or the number it stands for)."""
    return _render(expression, show, lang, 0)


def numbers(expression: ast.expr, values: Mapping[str, Any], kinds: Mapping[str, Kind | None], lang: str) -> str:
    """An expression with the numbers put in; what is read out of a table is shown as the number read.

    Of a name without a value a question mark stands: missing law that the path did not come to read.
    """
    texts, places = _outline(expression, lang)
    out = [texts[0]]
    for place, after in zip(places, texts[1:], strict=True):
        if isinstance(place, str):
            out.append(shown(values[place], kinds.get(place), lang) if place in values else "?")
        else:
            table, look_up = place
            out.append(shown(evaluate(look_up, values), kinds.get(table), lang) if table in values else "?")
        out.append(after)
    return "".join(out)


Place = str | tuple[str, ast.expr]
"""Where a number stands: a name, or a table's name and the look-up in it."""


@lru_cache(maxsize=20_000)
def _outline(expression: ast.expr, lang: str) -> tuple[tuple[str, ...], tuple[Place, ...]]:
    """The texts around the numbers of an expression, and what each number is. Kept, for it never changes."""
    places: list[Place] = []

    def mark(place: Place) -> str:
        places.append(place)
        return f"\0{len(places) - 1}\0"

    text = _render(_Tables(mark).visit(copy.deepcopy(expression)), mark, lang, 0).split("\0")
    return tuple(text[::2]), tuple(places[int(i)] for i in text[1::2])


class _Tables(ast.NodeTransformer):
    """Puts a mark in the place of each look-up in a table."""

    def __init__(self, mark: Callable[[Place], str]) -> None:
        self.mark = mark

    def visit_Call(self, node: ast.Call) -> ast.AST:
        """`at(table, row)`."""
        if isinstance(node.func, ast.Name) and node.func.id == "at":
            return ast.Constant(self.mark((ast.unparse(node.args[0]), node)))
        return self.generic_visit(node)

    def visit_Subscript(self, node: ast.Subscript) -> ast.AST:
        """`table[row]`."""
        return ast.Constant(self.mark((ast.unparse(node.value), node)))


def _render(node: ast.expr, show: Show, lang: str, level: int) -> str:
    if isinstance(node, ast.Constant):
        return node.value if isinstance(node.value, str) else str(node.value)
    if isinstance(node, ast.Name):
        return show(node.id)
    if isinstance(node, ast.Attribute):
        return show(text(node))
    if isinstance(node, ast.BinOp):
        sign, own = _BINARY[type(node.op)]
        left = _render(node.left, show, lang, own)
        right = _render(node.right, show, lang, own + (isinstance(node.op, ast.Sub)))
        return _bracket(f"{left} {sign} {right}", own, level)
    if isinstance(node, ast.UnaryOp):
        if isinstance(node.op, ast.Not):
            return f"{WORDS[lang]['not']} {_render(node.operand, show, lang, 4)}"
        return f"\u2212{_render(node.operand, show, lang, 4)}"
    if isinstance(node, ast.BoolOp):
        word = WORDS[lang]["and" if isinstance(node.op, ast.And) else "or"]
        parts = [_bracket(_render(v, show, lang, 0), 0, isinstance(v, ast.BoolOp)) for v in node.values]
        return _bracket(f" {word} ".join(parts), 0, level)
    if isinstance(node, ast.Compare):
        out = _render(node.left, show, lang, 1)
        for op, right_node in zip(node.ops, node.comparators, strict=True):
            out += f" {_COMPARE[type(op)]} {_render(right_node, show, lang, 1)}"
        return _bracket(out, 0, level)
    if isinstance(node, ast.Subscript):
        return f"{_render(node.value, show, lang, 4)} [{_render(node.slice, show, lang, 0)}]"
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
        return _call(node.func.id, node.args, show, lang, level)
    return ast.unparse(node)


def _call(name: str, args: list[ast.expr], show: Show, lang: str, level: int) -> str:
    if name in _PRODUCTS:
        return _bracket(" × ".join(_render(a, show, lang, 2) for a in args), 2, level)
    if name in _QUOTIENTS:
        return _bracket(f"{_render(args[0], show, lang, 2)} ÷ {_render(args[1], show, lang, 3)}", 2, level)
    if name == "prorata":
        amount, part, whole = (_render(a, show, lang, 3) for a in args)
        return _bracket(f"{amount} × {part} ÷ {whole}", 2, level)
    if name == "less_share":
        first, *factors = args
        product = " × ".join(_render(factor, show, lang, 2) for factor in factors)
        return _bracket(f"{_render(first, show, lang, 1)} \u2212 {product}", 1, level)
    if name == "share_prorata":
        amount, rate, part, whole = (_render(a, show, lang, 3) for a in args)
        return _bracket(f"{amount} × {rate} × {part} ÷ {whole}", 2, level)
    if name == "at":
        return f"{_render(args[0], show, lang, 4)} [{_render(args[1], show, lang, 0)}]"
    inside = [_render(a, show, lang, 0) for a in args]
    if name == "row":
        return f"{WORDS[lang]['row']} {inside[1]}"
    if name == "down_to":
        return _bracket(f"{inside[0]} {WORDS[lang]['down_to']} {inside[1]}", 1, level)
    return f"{WORDS[lang][name]} ({' ; '.join(inside)})"


def _bracket(text: str, own: int, level: int) -> str:
    return f"({text})" if own < level else text
