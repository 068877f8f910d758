"""NISS: round trips, wrong digits, birth dates, what the errors say and do not say."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from stdnum.be import ssn

from preste.errors import IdentifierError
from preste.ids import niss

BIRTHS = st.dates(date(1900, 1, 1), date(2099, 12, 31))
PAST_BIRTHS = st.dates(date(1901, 1, 1), date(2024, 12, 31))
SERIALS = st.integers(1, 998)
SHIFTS: st.SearchStrategy[Literal[0, 20, 40]] = st.sampled_from([0, 20, 40])
LATE = date(2100, 1, 1)


def code_of(number: str, birth_date: date | None = None) -> str:
    with pytest.raises(IdentifierError) as caught:
        niss.validate(number, birth_date)
    return caught.value.code


@given(BIRTHS, SERIALS, SHIFTS)
def test_made_numbers_read_back(born: date, serial: int, shift: Literal[0, 20, 40]) -> None:
    number = niss.make(born, serial, month_shift=shift)
    assert niss.validate(number, born) == number == niss.validate(niss.format(number))
    assert niss.birth_date(number, on=LATE) == born
    assert niss.register(number) == ("national" if shift == 0 else "bis")
    assert niss.sex(number) == (None if shift == 20 else "FM"[serial % 2])


@given(PAST_BIRTHS, SERIALS, SHIFTS)
def test_another_implementation_agrees(born: date, serial: int, shift: Literal[0, 20, 40]) -> None:
    number = niss.make(born, serial, month_shift=shift)
    assert ssn.validate(number) == number
    assert ssn.get_birth_date(number) == born


@given(BIRTHS, SERIALS, SHIFTS)
def test_every_wrong_digit_is_found_or_explained(born: date, serial: int, shift: Literal[0, 20, 40]) -> None:
    """Alone, the check digits miss only the second digit six off, 94 years away; the birth date finds it."""
    number = niss.make(born, serial, month_shift=shift)
    for wrong in one_digit_wrong(number):
        if niss.is_valid(wrong):
            assert wrong[:1] + wrong[2:] == number[:1] + number[2:]
            assert abs(int(wrong[1]) - int(number[1])) == 6
            read = niss.birth_date(wrong, on=LATE)
            assert read is not None and abs(read.year - born.year) == 94
        assert not niss.is_valid(wrong, born)


@pytest.mark.parametrize(("born", "read"), [(date(1986, 7, 30), 2080), (date(2001, 7, 30), 1907)])
def test_the_wrong_digit_that_only_the_birth_date_finds(born: date, read: int) -> None:
    number = niss.make(born, 33)
    (wrong,) = [wrong for wrong in one_digit_wrong(number) if niss.is_valid(wrong)]
    assert niss.birth_date(wrong, on=LATE) == born.replace(year=read)
    assert code_of(wrong, born) == niss.BIRTH


def test_a_birth_to_come_is_found_on_the_day_it_is_read() -> None:
    number = niss.make(date(2085, 7, 30), 33)
    assert niss.validate(number) == number
    with pytest.raises(IdentifierError) as caught:
        niss.birth_date(number, on=date(2026, 1, 1))
    assert caught.value.code == niss.FUTURE
    assert niss.birth_date(number, on=date(2085, 7, 30)) == date(2085, 7, 30)


def test_the_century_is_told_by_the_check_digits() -> None:
    old, young = niss.make(date(1905, 3, 4), 7), niss.make(date(2005, 3, 4), 7)
    assert old[:9] == young[:9] and old != young
    assert code_of(old, date(2005, 3, 4)) == code_of(young, date(1905, 3, 4)) == niss.BIRTH


@given(PAST_BIRTHS, SERIALS, st.integers(-400, 400).filter(bool))
def test_any_other_birth_date_is_refused(born: date, serial: int, days: int) -> None:
    assert code_of(niss.make(born, serial), born + timedelta(days=days)) == niss.BIRTH


@pytest.mark.parametrize(
    ("number", "born", "agrees"),
    [
        ("40000095579", date(1940, 5, 6), True),  # only the year is known, or the serials were used up
        ("40000095579", date(1941, 5, 6), False),
        ("00000100364", date(1962, 5, 6), True),  # nothing is known
        ("81050003552", date(1981, 5, 9), True),  # year and month are known
        ("81050003552", date(1981, 6, 9), False),
    ],
)
def test_only_the_parts_it_carries_must_agree(number: str, born: date, agrees: bool) -> None:
    assert niss.is_valid(number, born) is agrees


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", niss.FORM),
        ("4201220518", niss.FORM),
        ("420122051811", niss.FORM),
        ("42O12205181", niss.FORM),
        ("٤٢٠١٢٢٠٥١٨١", niss.FORM),
        ("42012205182", niss.CHECK),
        ("81130103578", niss.DATE),
        ("81023003504", niss.DATE),
        ("47060200096", niss.SERIAL),
    ],
)
def test_codes(text: str, code: str) -> None:
    assert code_of(text) == code


def test_a_month_beyond_bis_is_refused() -> None:
    nine = "856730033"  # month 67: the remainder by 20 looks like July
    assert code_of(f"{nine}{97 - int(nine) % 97:02d}") == niss.DATE


def test_the_day_that_only_the_leap_year_has() -> None:
    assert niss.is_valid(niss.make(date(2000, 2, 29), 1))
    nine = "000229001"
    assert code_of(f"{nine}{97 - int(nine) % 97:02d}") == niss.DATE  # 1900 had no 29 February


def test_bis_serials_reach_000_and_999() -> None:
    for serial in (0, 999):
        assert niss.is_valid(niss.make(date(1980, 4, 1), serial, month_shift=20))
        with pytest.raises(IdentifierError):
            niss.make(date(1980, 4, 1), serial)


@pytest.mark.parametrize("serial", [-1, 1000])
def test_no_number_is_made_from_an_impossible_serial(serial: int) -> None:
    with pytest.raises(IdentifierError) as caught:
        niss.make(date(1980, 4, 1), serial)
    assert caught.value.code == niss.SERIAL


@pytest.mark.parametrize("year", [1899, 2100])
def test_no_number_is_made_outside_two_centuries(year: int) -> None:
    with pytest.raises(IdentifierError) as caught:
        niss.make(date(year, 4, 1), 1)
    assert caught.value.code == niss.DATE


@pytest.mark.parametrize("text", ["42 01 22 051 81", "42.01.22-051.81", "42–01–22/051\u00a081", "\t42012205181\n"])
def test_separators(text: str) -> None:
    assert niss.validate(text) == "42012205181"


def test_an_integer_is_not_a_number_here() -> None:
    with pytest.raises(IdentifierError) as caught:
        niss.validate(1010112345)  # type: ignore[arg-type]
    assert caught.value.code == niss.FORM and "leading zeros" in caught.value.remedy


@given(BIRTHS, SERIALS, st.integers(0, 10), st.integers(1, 9))
def test_no_error_holds_the_number_or_the_birth_date(born: date, serial: int, place: int, shift: int) -> None:
    wrong = changed(niss.make(born, serial), place, shift)
    with pytest.raises(IdentifierError) as caught:
        niss.validate(wrong, born)
    said = str(caught.value) + repr(caught.value) + str(caught.value.as_dict())
    assert wrong not in said and niss.format(wrong) not in said and wrong[:6] not in said
    assert niss.mask(wrong) == "*" * 9 + wrong[9:]


def test_format_of_something_else_is_left_alone() -> None:
    assert niss.format("42.01") == "4201"


def changed(number: str, place: int, shift: int) -> str:
    return number[:place] + str((int(number[place]) + shift) % 10) + number[place + 1 :]


def one_digit_wrong(number: str) -> list[str]:
    return [changed(number, place, shift) for place in range(11) for shift in range(1, 10)]
