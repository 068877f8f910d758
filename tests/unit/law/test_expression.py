"""The arithmetic of derivations: exact, and nothing but arithmetic."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from preste.errors import LawError
from preste.law import expression

NUMBERS = {
    "wage": Fraction("2500.00"),
    "rate": Fraction("13.07"),
    "other.value": Fraction("0.10"),
    "previous": Fraction(3),
}


def value(text: str) -> Fraction:
    return expression.evaluate(text, lambda name: NUMBERS[name])


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("wage", "2500"),
        ("round(wage * rate / 100, 2)", "326.75"),
        ("other.value + 0.2", "0.3"),  # 0.1 + 0.2 is 0.3, as it is not in floats
        ("round(previous * 1.02, 2)", "3.06"),
        ("round(1.005, 2)", "1.01"),
        ("round(-1.005, 2)", "-1.01"),
        ("round(2 / 3, 4)", "0.6667"),
        ("round(0.5, 0)", "1"),
        ("min(wage, 3, rate)", "3"),
        ("max(wage, 3) - -1", "2501"),
        ("2 + 3 * (4 - 1)", "11"),
        ("wage * 1.02 * 1.02", "2601"),
    ],
)
def test_it_is_exact(text: str, wanted: str) -> None:
    assert value(text) == Fraction(wanted)


def test_a_division_is_not_rounded() -> None:
    assert value("wage / 3 * 3") == NUMBERS["wage"]


@given(st.decimals("-1000000", "1000000", places=6), st.integers(0, 5))
def test_round_is_half_up_as_in_decimal(number: Decimal, decimals: int) -> None:
    wanted = number.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)
    assert expression.rounded(Fraction(number), decimals) == Fraction(wanted)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("wage *", "is not an expression"),
        ("", "is not an expression"),
        ("wage = 3", "is not an expression"),
        ("wage\x00", "is not an expression"),
        ("1 / 0", "divides by zero"),
        ("1e3", "not a plain decimal number"),
        ("True", "not a plain decimal number"),
        ("'text'", "not a plain decimal number"),
        ("wage ** 2", "is not understood"),
        ("wage // 2", "is not understood"),
        ("~wage", "is not understood"),
        ("wage if rate else 1", "is not understood"),
        ("wage > rate", "is not understood"),
        ("[wage]", "is not understood"),
        ("wage.value.real", "is not understood"),
        ("abs(wage)", "the functions are round, min and max"),
        ("wage.round(2)", "the functions are round, min and max"),
        ("__import__('os').getcwd()", "the functions are round, min and max"),
        ("round(wage)", "round takes a value and a number of decimals"),
        ("round(wage, 0.5)", "round takes a value and a number of decimals"),
        ("round(wage, -1)", "round takes a value and a number of decimals"),
        ("round(wage, ndigits=2)", "the functions are round, min and max"),
        ("min()", "min of nothing"),
    ],
)
def test_anything_else_is_a_law_error(text: str, message: str) -> None:
    with pytest.raises(LawError, match=message):
        value(text)


@pytest.mark.parametrize(
    ("number", "text"), [("13.07", "13.07"), ("13", "13.00"), ("1/3", "0.33333333"), ("-0.5", "-0.50"), ("0", "0.00")]
)
def test_text(number: str, text: str) -> None:
    assert expression.text_of(Fraction(number)) == text
