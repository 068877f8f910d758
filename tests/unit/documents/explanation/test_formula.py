"""Formulas as HTML: escaped once, bills split rightly."""

from __future__ import annotations

import ast

import pytest

from preste.documents.explanation.formula import Sum, words
from preste.documents.explanation.view import names_of, parsed
from preste.errors import InputError


def test_signs_are_escaped_and_names_are_not() -> None:
    shown = words(parsed("a < b and b > c"), lambda name: f"<b>{name}</b>", "fr")
    assert shown == "<b>a</b> &lt; <b>b</b> et <b>b</b> &gt; <b>c</b>"


def test_a_name_holding_a_mark_is_not_read_as_another_name() -> None:
    shown = words(parsed("a + b"), {"a": "\ue0001\ue001", "b": "two"}.__getitem__, "fr")
    assert shown == "\ue0001\ue001 + two"


@pytest.mark.parametrize(
    ("formula", "terms", "floored"),
    [
        ("a + b - c", [(True, "a"), (True, "b"), (False, "c")], False),
        ("max(0, a - b)", [(True, "a"), (False, "b")], True),
        ("a - (b + c)", [(True, "a"), (False, "b + c")], False),
        ("a - share(b + c, d)", [(True, "a"), (False, "share(b + c, d)")], False),
    ],
)
def test_a_sum_is_split_into_signed_terms(formula: str, terms: list[tuple[bool, str]], floored: bool) -> None:
    whole = Sum.of(parsed(formula))
    assert whole is not None
    assert [(added, ast.unparse(term)) for added, term in whole.terms] == terms
    assert whole.floored is floored


@pytest.mark.parametrize("formula", ["a", "0", "share(a, b)", "max(0, a)", "max(a, b - c)", "min(0, a - b)", "a * b"])
def test_what_is_not_a_sum_is_not_a_bill(formula: str) -> None:
    assert Sum.of(parsed(formula)) is None


def test_a_sum_below_zero_is_known_before_it_is_floored() -> None:
    whole = Sum.of(parsed("max(0, a - b)"))
    assert whole is not None
    assert whole.total({"a": 5, "b": 8}) == -3


def test_names_come_in_the_order_of_writing_with_their_field() -> None:
    assert list(names_of(parsed("min(share(b, scale.rate), at(a.values, row(a.bounds, c)))"))) == [
        "b",
        "scale.rate",
        "a.values",
        "a.bounds",
        "c",
    ]


def test_a_formula_that_is_not_one_is_refused() -> None:
    with pytest.raises(InputError, match="not a formula"):
        parsed("a +")
