"""IBAN, BIC and structured communication."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from stdnum import iban as stdnum_iban
from stdnum.be import ogm_vcs

from preste.errors import IdentifierError
from preste.ids import bic, iban, ogm

ACCOUNTS = st.integers(0, 9_999_999_999)
LUXEMBOURG = "LU280019400644750000"


def code_of(number: str) -> str:
    with pytest.raises(IdentifierError) as caught:
        iban.validate(number)
    return caught.value.code


@given(ACCOUNTS)
def test_made_belgian_ibans_hold(account: int) -> None:
    number = iban.make_be(account)
    assert iban.validate(number) == number == iban.validate(iban.format(number).lower())
    assert stdnum_iban.validate(number, check_country=False) == number
    assert iban.country(number) == "BE" and len(number) == 16


@given(ACCOUNTS)
def test_one_wrong_digit_or_two_swapped_are_found(account: int) -> None:
    number = iban.make_be(account)
    for place in range(2, 16):
        for other in "0123456789".replace(number[place], ""):
            assert not iban.is_valid(number[:place] + other + number[place + 1 :])
    for place in range(2, 15):
        swapped = number[:place] + number[place + 1] + number[place] + number[place + 2 :]
        assert swapped == number or not iban.is_valid(swapped)


def test_a_good_number_that_the_library_refuses_by_default() -> None:
    assert not stdnum_iban.is_valid("BE68539007547034")
    assert iban.is_valid("BE68539007547034")


@pytest.mark.parametrize(("right", "loose"), [("97", "00"), ("98", "01"), ("02", "99")])
def test_check_digits_no_bank_gives_are_refused(right: str, loose: str) -> None:
    """Two check digits 97 apart leave the same remainder: only the one the rule gives is good."""
    number = next(made for made in map(iban.make_be, range(2000)) if made[2:4] == right)
    twin = "BE" + loose + number[4:]
    assert stdnum_iban.is_valid(twin, check_country=False)
    assert code_of(twin) == iban.CHECK


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", iban.FORM),
        ("539-0075470-34", iban.FORM),
        ("BE68 5390 0754 703", iban.FORM),
        ("BE68 5390 0754 7O34", iban.FORM),
        ("BE68 5390 0754 70345", iban.FORM),
        ("BE", iban.FORM),
        ("BE69 5390 0754 7034", iban.CHECK),
        ("BE41 0918 1173 5141", iban.CHECK),  # right for ISO, wrong for the Belgian account
        ("LU29 0019 4006 4475 0000", iban.CHECK),
    ],
)
def test_codes(text: str, code: str) -> None:
    assert code_of(text) == code


def with_check_digits(country: str, account: str) -> str:
    return country + str(stdnum_iban.calc_check_digits(f"{country}00{account}")) + account


def test_an_account_of_another_length_or_of_no_country() -> None:
    assert code_of(with_check_digits("LU", LUXEMBOURG[4:-1])) == iban.FORM
    assert code_of(with_check_digits("XX", LUXEMBOURG[4:])) == iban.COUNTRY


def test_the_national_check_of_another_country_is_not_made() -> None:
    number = with_check_digits("ES", "21000418" + "00" + "0200051332")  # 45 is due where 00 stands
    assert iban.is_valid(number) and not stdnum_iban.is_valid(number)


@pytest.mark.parametrize(
    "text", ["IBAN BE68 5390 0754 7034", "IBAN: be68-5390-0754-7034", "BE68\u00a05390\u00a00754\u00a07034"]
)
def test_ways_to_write_an_iban(text: str) -> None:
    assert iban.validate(text) == "BE68539007547034"


@given(ACCOUNTS, st.integers(2, 15), st.integers(1, 9))
def test_no_error_holds_the_number(account: int, place: int, shift: int) -> None:
    number = iban.make_be(account)
    wrong = number[:place] + str((int(number[place]) + shift) % 10) + number[place + 1 :]
    with pytest.raises(IdentifierError) as caught:
        iban.validate(wrong)
    said = str(caught.value) + repr(caught.value)
    assert wrong not in said and iban.format(wrong) not in said and wrong[4:14] not in said


@pytest.mark.parametrize("text", ["GEBABEBB", "GKCC BE BB", "bcee lu ll xxx"])
def test_bic_forms(text: str) -> None:
    assert bic.validate(text) == text.replace(" ", "").upper() == bic.format(text)


@pytest.mark.parametrize("text", ["", "GEBABEB", "GEBABEBB3", "GEBA1EBB", "GEBABEBB36", "GEBABÉBB"])
def test_bic_refused(text: str) -> None:
    with pytest.raises(IdentifierError) as caught:
        bic.validate(text)
    assert caught.value.code == bic.FORM and not bic.is_valid(text)


def test_bic_errors_tell_length_from_letters() -> None:
    for text, said in (("GEBABEBB3", "9 characters"), ("GEBA1EBB", "letters of country")):
        with pytest.raises(IdentifierError, match=said):
            bic.validate(text)


@given(st.integers(0, 9_999_999_999))
def test_made_communications_hold(reference: int) -> None:
    number = ogm.make(reference)
    assert ogm.validate(ogm.format(number)) == number and int(number[:10]) == reference
    assert ogm_vcs.validate(number) == number
    for place, digit in enumerate(number):
        for other in "0123456789".replace(digit, ""):
            assert not ogm.is_valid(number[:place] + other + number[place + 1 :])


@pytest.mark.parametrize("reference", ["12345678901", -1, "12A"])
def test_no_communication_is_made_from_a_reference_too_long_or_no_number(reference: int | str) -> None:
    with pytest.raises(IdentifierError) as caught:
        ogm.make(reference)
    assert caught.value.code == ogm.FORM


def test_communication_keeps_the_leading_zeros_of_text() -> None:
    assert ogm.format(ogm.make("0000000097")) == "+++000/0000/09797+++"
