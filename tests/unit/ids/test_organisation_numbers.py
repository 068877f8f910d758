"""Enterprise, establishment unit, ONSS number and Dimona period."""

from __future__ import annotations

from types import ModuleType

import pytest
from hypothesis import given
from hypothesis import strategies as st
from stdnum.be import vat

from preste.errors import IdentifierError
from preste.ids import dimona_period, enterprise, establishment_unit, onss_number

ROOTS: list[tuple[ModuleType, str, int, int]] = [
    (enterprise, "make", 1, 19_999_999),
    (establishment_unit, "make", 20_000_000, 89_999_999),
    (onss_number, "make", 1000, 1_999_999),
    (onss_number, "make_provisional", 50_000_001, 59_999_999),
    (dimona_period, "make", 1, 9_999_999_999),
]


def code_of(module: ModuleType, number: str) -> str:
    with pytest.raises(IdentifierError) as caught:
        module.validate(number)
    return caught.value.code


@pytest.mark.parametrize(("module", "maker", "low", "high"), ROOTS)
@given(data=st.data())
def test_made_numbers_hold_and_one_wrong_digit_is_found(
    module: ModuleType, maker: str, low: int, high: int, data: st.DataObject
) -> None:
    number: str = getattr(module, maker)(data.draw(st.integers(low, high)))
    assert module.validate(number) == number == module.validate(module.format(number))
    for place, digit in enumerate(number):
        for other in "0123456789".replace(digit, ""):
            wrong = number[:place] + other + number[place + 1 :]
            assert not module.is_valid(wrong), (number, wrong)


@pytest.mark.parametrize(("module", "maker", "low", "high"), ROOTS)
def test_the_bounds_can_be_made_and_nothing_longer(module: ModuleType, maker: str, low: int, high: int) -> None:
    for root in (low, high):
        assert module.is_valid(getattr(module, maker)(root))
    with pytest.raises(IdentifierError):
        getattr(module, maker)(10 * high + 10)


@given(st.integers(1, 19_999_999))
def test_another_implementation_agrees_on_enterprises(root: int) -> None:
    number = enterprise.make(root)
    assert vat.validate(number) == number
    assert vat.compact(enterprise.as_vat(number)) == number


@pytest.mark.parametrize(("root", "right", "loose"), [("00000097", "97", "00"), ("00000096", "01", "98")])
def test_only_the_check_digits_of_the_rule_pass(root: str, right: str, loose: str) -> None:
    assert enterprise.is_valid(root + right)
    assert vat.is_valid(root + loose) and not enterprise.is_valid(root + loose)


@pytest.mark.parametrize(
    ("module", "text", "code"),
    [
        (enterprise, "", "E-ID-ENTERPRISE-FORM"),
        (enterprise, "2000000240", "E-ID-ENTERPRISE-FORM"),
        (enterprise, "01234567490", "E-ID-ENTERPRISE-FORM"),
        (enterprise, "0123.456.74X", "E-ID-ENTERPRISE-FORM"),
        (enterprise, "0123456789", "E-ID-ENTERPRISE-CHECK"),
        (enterprise, "0000000097", "E-ID-ENTERPRISE-CHECK"),
        (establishment_unit, "0123456749", "E-ID-UNIT-FORM"),
        (establishment_unit, "9000000095", "E-ID-UNIT-FORM"),
        (establishment_unit, "200000024", "E-ID-UNIT-FORM"),
        (establishment_unit, "2000000142", "E-ID-UNIT-CHECK"),
        (onss_number, "12345", "E-ID-ONSS-FORM"),
        (onss_number, "12345678901", "E-ID-ONSS-FORM"),
        (onss_number, "123456789", "E-ID-ONSS-CHECK"),
        (onss_number, "000000096", "E-ID-ONSS-RANGE"),
        (onss_number, "200000031", "E-ID-ONSS-RANGE"),
        (dimona_period, "60002787608", "E-ID-DIMONA-FORM"),
        (dimona_period, "600027876098", "E-ID-DIMONA-CHECK"),
        (dimona_period, "000000000097", "E-ID-DIMONA-CHECK"),
    ],
)
def test_codes(module: ModuleType, text: str, code: str) -> None:
    assert code_of(module, text) == code


@pytest.mark.parametrize("text", ["BE0123456749", "BE 0123.456.749", "123456749", "(0)123.456.749", "0123-456-749"])
def test_ways_to_write_an_enterprise(text: str) -> None:
    assert enterprise.validate(text) == "0123456749"


def test_onss_numbers_as_messages_carry_them() -> None:
    assert onss_number.validate("100006") == "000100006"
    assert onss_number.validate(" 0001000-06 ") == "000100006"
    assert not onss_number.is_provisional("100006") and onss_number.is_provisional("5000000120")


def test_dimona_remainder_zero_is_read_both_ways() -> None:
    assert dimona_period.make(9700) == "000000970097"
    assert dimona_period.is_valid("000000970000")


def test_fictitious_units_are_well_written() -> None:
    assert establishment_unit.FICTITIOUS
    for number in establishment_unit.FICTITIOUS:
        assert establishment_unit.is_valid(number) and establishment_unit.is_fictitious(number)


def test_form_errors_do_not_quote_a_number_of_another_kind() -> None:
    """A NISS typed into the wrong field is still a NISS."""
    for module in (enterprise, establishment_unit, onss_number, dimona_period):
        with pytest.raises(IdentifierError) as caught:
            module.validate("42012205181")
        assert "42012205181" not in str(caught.value)


@pytest.mark.parametrize("module", [enterprise, establishment_unit, onss_number, dimona_period])
def test_format_of_something_else_is_left_alone(module: ModuleType) -> None:
    assert module.format("1.2") == "12"
