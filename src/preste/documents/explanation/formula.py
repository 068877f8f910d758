"""Formulas as HTML: in words with links, with the numbers, and sums set out like a bill."""

from __future__ import annotations

import ast
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from html import escape
from typing import Any

from preste import money
from preste.documents.explanation.view import Item, View, parsed
from preste.engine import render
from preste.engine.replaying import evaluate
from preste.money import Kind

_FOLD_FROM = 3
"""So many terms at zero are folded into one row of a sum."""
_MARK = re.compile("\ue000([0-9]+)\ue001")


@dataclass
class Surroundings:
    """The values and kinds of the names a rule reads, local values included as they are computed."""

    view: View
    values: dict[str, Any]
    kinds: dict[str, Kind | None]

    @classmethod
    def of(cls, view: View, node: Item) -> Surroundings:
        """What is known before the first step of a rule."""
        known = {name: view.known(name) for name in (*node["inputs"], *node["parameters"])}
        return cls(view, {n: v for n, (v, _) in known.items()}, {n: k for n, (_, k) in known.items()})

    def learn(self, move: Item) -> None:
        """Add a local value."""
        self.values[move["name"]] = move["value"]
        self.kinds[move["name"]] = money.KINDS[move["kind"]]

    def words(self, expression: ast.expr) -> str:
        """An expression in words as HTML, each name a link to where it is explained."""
        return words(expression, self._shown, self.view.lang)

    def numbers(self, expression: ast.expr) -> str:
        """An expression with the numbers in it, as HTML."""
        return escape(render.numbers(expression, self.values, self.kinds, self.view.lang))

    def _shown(self, name: str) -> str:
        if name in self.view.references:
            return self.view.link(name)
        return f"<em>{self.view.short(name)}</em>"


def words(expression: ast.expr, show: Callable[[str], str], lang: str) -> str:
    """An expression in words as HTML; `show` gives the HTML of a name.

    The engine's renderer speaks plain text, where `<` is a sign: its text is escaped with a mark in the place of
    each name, and the marks are replaced afterwards.
    """
    held: list[str] = []

    def mark(name: str) -> str:
        held.append(show(name))
        return f"\ue000{len(held) - 1}\ue001"

    text = escape(render.words(expression, mark, lang))
    return _MARK.sub(lambda found: held[int(found[1])], text)


@dataclass(frozen=True)
class Sum:
    """A sum: its signed terms, and whether a negative result counts as nil."""

    terms: tuple[tuple[bool, ast.expr], ...]  # (is added, term)
    floored: bool

    @classmethod
    def of(cls, expression: ast.expr) -> Sum | None:
        """The sum an expression is, `max(0, sum)` included; None when it is something else."""
        inner = _above_zero(expression)
        terms = tuple(_terms(inner or expression))
        return cls(terms, inner is not None) if len(terms) > 1 else None

    def bare_names(self) -> set[str]:
        """The names that are a term on their own."""
        return {ast.unparse(term) for _, term in self.terms if is_name(term)}

    def total(self, values: Mapping[str, Any]) -> int:
        """What the terms add up to."""
        return sum(_signed(added, evaluate(term, values)) for added, term in self.terms)


def is_name(expression: ast.expr) -> bool:
    """Whether an expression is one name and nothing else."""
    return isinstance(expression, (ast.Name, ast.Attribute))


def formula(node: Item, around: Surroundings) -> str:
    """The last formula of a rule as HTML: a bill when it is a sum, else words, numbers and result."""
    view, expression = around.view, parsed(node["formula"])
    result = view.amount(node["value"], node["kind"])
    if isinstance(expression, ast.Constant):
        return f'<p class="formula">{view.texts["constant"]}{view.texts.colon} <strong>{result}</strong></p>'
    if is_name(expression):
        return f'<p class="formula">{around.words(expression)} = <strong>{result}</strong></p>'
    whole = Sum.of(expression)
    if whole:
        return _bill(node, whole, around)
    return (
        f'<p class="formula">{around.words(expression)}</p>'
        f'<p class="numbers">= {around.numbers(expression)}</p>'
        f'<p class="numbers">= <strong>{result}</strong></p>'
    )


def _bill(node: Item, whole: Sum, around: Surroundings) -> str:
    """A sum as a table: a term a row, those at zero together, the total below."""
    view, texts = around.view, around.view.texts
    nil = [t for t in whole.terms if is_name(t[1]) and not evaluate(t[1], around.values)]
    folded = nil if len(nil) >= _FOLD_FROM else []
    rows = [_row(term, i == 0, node["kind"], around) for i, term in enumerate(whole.terms) if term not in folded]
    if folded:
        links = "\u00a0· ".join(around.words(term) for _, term in folded)
        summary = texts["zero_terms"].format(count=len(folded))
        rows.append(
            f'<tr class="nil"><td colspan="2"><details><summary>{summary}</summary><p>{links}</p></details></td></tr>'
        )
    result = view.amount(node["value"], node["kind"])
    rows.append(
        f'<tr class="total"><th scope="row"><span class="sign">=</span> {view.short(node["name"])}</th>'
        f"<td>{result}</td></tr>"
    )
    return f'<table class="bill"><tbody>{"".join(rows)}</tbody></table>{_floor(node, whole, around)}'


def _row(term: tuple[bool, ast.expr], first: bool, kind: str, around: Surroundings) -> str:
    added, expression = term
    sign = "" if added and first else "+" if added else "\u2212"
    value = evaluate(expression, around.values)
    detail = "" if is_name(expression) else f"<small>{around.numbers(expression)}</small>"
    nil = "" if value else ' class="nil"'
    return (
        f'<tr{nil}><th scope="row"><span class="sign">{sign}</span> {around.words(expression)} {detail}</th>'
        f"<td>{around.view.amount(value, kind)}</td></tr>"
    )


def _floor(node: Item, whole: Sum, around: Surroundings) -> str:
    if not whole.floored:
        return ""
    texts, total = around.view.texts, whole.total(around.values)
    note = texts["floor"]
    if total < 0:
        note += f"{texts.colon} {texts['floored'].format(value=around.view.amount(total, node['kind']))}"
    return f'<p class="aside">({note})</p>'


def _terms(expression: ast.expr) -> list[tuple[bool, ast.expr]]:
    if isinstance(expression, ast.BinOp) and isinstance(expression.op, (ast.Add, ast.Sub)):
        return [*_terms(expression.left), (isinstance(expression.op, ast.Add), expression.right)]
    return [(True, expression)]


def _above_zero(expression: ast.expr) -> ast.expr | None:
    """What is inside `max(0, …)`."""
    if not (isinstance(expression, ast.Call) and isinstance(expression.func, ast.Name) and expression.func.id == "max"):
        return None
    if len(expression.args) != 2 or not isinstance(expression.args[0], ast.Constant) or expression.args[0].value != 0:
        return None
    return expression.args[1]


def _signed(added: bool, value: int) -> int:
    return value if added else -value
