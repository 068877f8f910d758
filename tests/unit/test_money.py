"""Integer money: texts to integers and back, and the named roundings."""

from __future__ import annotations

import re
from decimal import ROUND_DOWN, ROUND_HALF_UP, ROUND_UP, Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from preste import money
from preste.errors import InputError

DECIMALS = st.integers(0, 6)
AMOUNTS = st.integers(-(10**11), 10**11)
NATURALS = st.integers(0, 10**9)
DIVISORS = st.integers(1, 10**6)


@given(AMOUNTS, DECIMALS)
def test_text_and_parse_are_each_others_inverse(value: int, decimals: int) -> None:
    shown = money.text(value, decimals)
    assert money.parse(shown, decimals) == value
    assert Decimal(shown) == Decimal(value).scaleb(-decimals)
    assert len(shown.partition(".")[2]) == decimals


@given(AMOUNTS, DECIMALS, st.integers(0, 4))
def test_zeros_at_the_end_change_nothing(value: int, decimals: int, zeros: int) -> None:
    shown = money.text(value, decimals)
    padded = shown + "0" * zeros if "." in shown else f"{shown}.0{'0' * zeros}"
    assert money.parse(padded, decimals) == value


@pytest.mark.parametrize(
    ("text", "decimals", "value"),
    [
        ("13.07", 2, 1307),
        ("2500", 2, 250000),
        ("0.2194", 4, 2194),
        ("-0.05", 2, -5),
        ("+1.5", 2, 150),
        (" 12 ", 0, 12),
        ("007.10", 2, 710),
        ("-0", 2, 0),
        ("999999999999.99", 2, 99999999999999),
    ],
)
def test_parse(text: str, decimals: int, value: int) -> None:
    assert money.parse(text, decimals) == value


NOT_NUMBERS = [
    "",
    " ",
    "abc",
    "1,5",
    "1.2.3",
    ".5",
    "5.",
    "1e3",
    "--1",
    "+-1",
    "- 1",
    "1 000",
    "0x10",
    "١٢",
    "²",
    "1_000",
    "NaN",
]


@pytest.mark.parametrize("text", NOT_NUMBERS)
def test_what_is_not_a_plain_number_is_refused(text: str) -> None:
    with pytest.raises(InputError, match="is not a decimal number") as caught:
        money.parse(text, 2, "wage")
    assert (caught.value.code, caught.value.field) == ("E-INPUT-NUMBER", "wage")
    assert caught.value.remedy


@pytest.mark.parametrize("value", [None, 12, 12.5, ["12"], True])
def test_what_is_not_text_is_refused(value: object) -> None:
    with pytest.raises(InputError, match="is not a decimal number"):
        money.parse(value)  # type: ignore[arg-type]


def test_too_many_decimals_or_digits_are_refused() -> None:
    with pytest.raises(InputError, match="has more than 2 decimals"):
        money.parse("1.005")
    with pytest.raises(InputError, match="is too large"):
        money.parse("1000000000000")


@given(st.text(max_size=12))
def test_no_text_whatever_breaks_parse(text: str) -> None:
    try:
        value = money.parse(text)
    except InputError:
        return
    assert money.text(value) == f"{Decimal(text.strip()):.2f}".replace("-0.00", "0.00")


@given(AMOUNTS, DIVISORS)
def test_roundings_are_those_of_decimal(n: int, d: int) -> None:
    # A quotient of two integers to the nearest: checked over exact fractions, then against Decimal where it is exact.
    exact = Fraction(n, d)
    assert abs(money.half_up(n, d) - exact) <= Fraction(1, 2)
    assert abs(money.down(n, d)) <= abs(exact) < abs(money.down(n, d)) + 1
    assert abs(money.up(n, d)) - 1 < abs(exact) <= abs(money.up(n, d))


@given(AMOUNTS, st.sampled_from([1, 2, 4, 5, 8, 10, 20, 100, 1000]))
def test_roundings_agree_with_decimal_on_finite_quotients(n: int, d: int) -> None:
    exact = Decimal(n) / Decimal(d)
    for function, mode in ((money.half_up, ROUND_HALF_UP), (money.down, ROUND_DOWN), (money.up, ROUND_UP)):
        assert function(n, d) == int(exact.quantize(Decimal(1), mode))


SIGNED = [money.half_up, money.down, money.up, money.per, money.times, money.fraction]


@given(AMOUNTS, DIVISORS)
def test_a_reversal_is_the_exact_opposite(n: int, d: int) -> None:
    for function in SIGNED:
        assert function(-n, d) == -function(n, d)
    assert money.share(-n, d) == -money.share(n, d)
    assert money.prorata(-n, 3, d) == -money.prorata(n, 3, d)
    assert money.priced(-n, d) == -money.priced(n, d)


@pytest.mark.parametrize(
    ("found", "wanted"),
    [
        (money.share(250000, 1307), 32675),  # 13.07 % of 2 500.00
        (money.share(50, 100), 1),  # 1 % of 0.50 is half a cent: up
        (money.per(100000, 1900), 5263),  # 1 000.00 over 19 days
        (money.times(1234, 760), 9378),  # 12.34 an hour, 7.60 hours: 93.784
        (money.fraction(1900, 2200), 86),  # 19 days of 22 in hundredths
        (money.prorata(250000, 1, 3), 83333),
        (money.priced(4259, 1250), 532),  # 12.50 km at 0.4259: 5.32375
        (money.unit_price(900000, 49400), 182186),  # 3 months of 3 000.00 over 13 weeks of 38 h: 18.21862 an hour
        (money.unit_price(1, 800), 13),  # 0.01 over 8 h: 0.00125, up
        (money.down_to(1999, 500), 1500),
        (money.down_to(1500, 500), 1500),
    ],
)
def test_worked_examples(found: int, wanted: int) -> None:
    assert found == wanted


@given(AMOUNTS, st.integers(-(10**6), 10**6))
def test_share_is_half_up_of_ten_thousandths(amount: int, rate: int) -> None:
    exact = (Decimal(amount) * Decimal(rate)).scaleb(-4)
    assert money.share(amount, rate) == int(exact.quantize(Decimal(1), ROUND_HALF_UP))


@given(st.lists(NATURALS, min_size=1, unique=True).map(sorted), NATURALS)
def test_a_row_ends_at_its_bound_included(bounds: list[int], value: int) -> None:
    i = money.row(bounds, value)
    assert i == len(bounds) or value <= bounds[i]
    assert i == 0 or bounds[i - 1] < value


def test_the_last_value_serves_every_later_row() -> None:
    assert [money.at((10, 20, 30), i) for i in range(5)] == [10, 20, 30, 30, 30]


@given(AMOUNTS, st.sampled_from(["fr", "nl", "de", "en"]))
def test_amounts_as_a_reader_writes_them(value: int, lang: str) -> None:
    comma = "." if lang == "en" else ","
    shown = money.number(value, 2, lang)
    whole, _, cents = shown.lstrip("\u2212").partition(comma)
    digits = re.sub(r"\D", "", whole + cents)
    assert int(digits) == abs(value)
    assert shown.startswith("\u2212") == (value < 0)
    groups = re.split(r"\D", whole)
    assert len(cents) == 2
    assert all(len(group) == 3 for group in groups[1:])


@pytest.mark.parametrize(
    ("lang", "text"),
    [("fr", "−1\u202f234\u202f567,80\u00a0€"), ("nl", "−1.234.567,80\u00a0€"), ("en", "−€1,234,567.80")],
)
def test_euro(lang: str, text: str) -> None:
    assert money.euro(-123456780, lang) == text


def test_every_kind_is_found_by_its_name() -> None:
    assert all(kind.name == name for name, kind in money.KINDS.items())
    assert {name: kind.decimals for name, kind in money.KINDS.items()} == {
        "money": 2,
        "rate": 4,
        "percent": 2,
        "quantity": 2,
        "unit_price": 4,
        "index": 2,
        "count": 0,
        "flag": 0,
    }


def test_primitives_go_by_their_own_name() -> None:
    assert all(function.__name__ == name for name, function in money.PRIMITIVES.items())
