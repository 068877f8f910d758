"""Luxembourg matricule of natural and legal persons."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from stdnum import luhn, verhoeff

from preste.errors import IdentifierError
from preste.ids import lu_matricule

BIRTHS = st.dates(date(1880, 1, 1), date(2099, 12, 31))
SERIALS = st.integers(0, 999)


def with_check_digits(first11: str) -> str:
    return first11 + lu_matricule.check_digits(first11)


def code_of(number: str) -> str:
    with pytest.raises(IdentifierError) as caught:
        lu_matricule.validate(number)
    return caught.value.code


@given(BIRTHS, SERIALS)
def test_made_numbers_read_back(born: date, serial: int) -> None:
    number = lu_matricule.make(born, serial)
    assert lu_matricule.validate(lu_matricule.format(number)) == number
    assert lu_matricule.birth_date(number) == born
    assert luhn.is_valid(number[:12]) and verhoeff.is_valid(number[:11] + number[12])


@given(BIRTHS, SERIALS)
def test_wrong_digits_and_swaps_are_found(born: date, serial: int) -> None:
    number = lu_matricule.make(born, serial)
    for place, digit in enumerate(number):
        for other in "0123456789".replace(digit, ""):
            assert not lu_matricule.is_valid(number[:place] + other + number[place + 1 :])
    for place in range(10):
        swapped = number[:place] + number[place + 1] + number[place] + number[place + 2 :]
        assert swapped == number or not lu_matricule.is_valid(swapped)


def test_verhoeff_over_all_thirteen_refuses_a_good_number() -> None:
    assert lu_matricule.is_valid("1893120105732") and not verhoeff.is_valid("1893120105732")


@pytest.mark.parametrize("first11", ["19900000123", "19900600123", "20000229001"])
def test_unknown_parts_are_zeros(first11: str) -> None:
    number = with_check_digits(first11)
    born = lu_matricule.birth_date(number)
    assert (born is None) is (first11[6:8] == "00")


@pytest.mark.parametrize("first11", ["19901301123", "19900230123", "19000229001", "00000101001", "19900032123"])
def test_dates_that_do_not_exist(first11: str) -> None:
    assert code_of(with_check_digits(first11)) == lu_matricule.DATE


@pytest.mark.parametrize("text", ["", "19900101123", "189312010573X", "18931201057322"])
def test_forms(text: str) -> None:
    assert code_of(text) == lu_matricule.FORM


@pytest.mark.parametrize("text", ["19792200123", "197922001234", "1979 2200 12345"])
def test_legal_persons(text: str) -> None:
    assert lu_matricule.is_valid_legal(text)
    assert lu_matricule.validate_legal(text) == text.replace(" ", "")


@pytest.mark.parametrize("text", ["1979220012", "19792200123456", "B12345", ""])
def test_legal_persons_refused(text: str) -> None:
    assert not lu_matricule.is_valid_legal(text)


def test_the_error_masks_the_number() -> None:
    with pytest.raises(IdentifierError) as caught:
        lu_matricule.validate("1893120105723")
    assert "1893120105723" not in str(caught.value) and "18931201" not in str(caught.value)


@pytest.mark.parametrize("serial", [-1, 1000])
def test_no_number_is_made_from_an_impossible_serial(serial: int) -> None:
    with pytest.raises(IdentifierError):
        lu_matricule.make(date(1990, 1, 1), serial)


def test_format_of_something_else_is_left_alone() -> None:
    assert lu_matricule.format("19 90") == "1990"
