"""IBAN (International Bank Account Number): the account wages are paid to.

Two letters of country, two check digits (ISO 7064, modulo 97-10) and the account as the country writes it.
In Belgium sixteen characters: BE, the check digits, three digits of bank, seven of account, and two that
are the remainder by 97 of those ten, 0 being written 97. Both checks are made.

Other countries: the length and structure of the account, from the SWIFT register that python-stdnum
carries, and the check digits; not the account's own national check.

Traps of python-stdnum, avoided here: `iban.validate` looks a Belgian bank up in a list and refuses good
numbers of banks that are not in it, unless told `check_country=False`; and check digits of 00, 01 and 99,
which no bank gives, pass where 97, 98 and 02 are due.

Sources: ISO 13616-1; SWIFT IBAN registry; National Bank of Belgium, bank identification codes;
http://www.sepabelgium.be/node/192 (the old number inside the Belgian IBAN).

>>> validate("BE68 5390 0754 7034")
'BE68539007547034'
>>> format("be68539007547034"), mask("BE68539007547034"), country("BE68539007547034")
('BE68 5390 0754 7034', 'BE**********7034', 'BE')
>>> validate("LU28 0019 4006 4475 0000")
'LU280019400644750000'
>>> validate("BE68 5390 0754 7043")
Traceback (most recent call last):
preste.errors.IdentifierError: E-ID-IBAN-CHECK IBAN BE**********7043: the check digits do not fit the account — \
copy it again from the bank card or a statement
"""

from __future__ import annotations

import re

from stdnum import iban as _iban
from stdnum.exceptions import InvalidComponent, ValidationError

from preste.errors import IdentifierError
from preste.ids import _common

NAME = "IBAN"
FORM = "E-ID-IBAN-FORM"
CHECK = "E-ID-IBAN-CHECK"
COUNTRY = "E-ID-IBAN-COUNTRY"

_SHAPE = re.compile(r"[A-Z]{2}[0-9]{2}[A-Z0-9]{1,30}")
_BELGIAN_SHAPE = re.compile(r"BE[0-9]{14}")


def compact(number: str) -> str:
    """The number in capitals without blanks, and without the word IBAN in front."""
    return _common.clean(number, " -./", code=FORM, name=NAME).upper().removeprefix("IBAN").removeprefix(":")


def validate(number: str) -> str:
    """The IBAN in capitals without blanks.

    Raises IdentifierError: E-ID-IBAN-FORM, -CHECK, -COUNTRY. The message masks the number.
    """
    number = compact(number)
    if not number:
        raise IdentifierError(f"{NAME}: nothing is filled in", code=FORM, remedy="write the account's IBAN")
    if not _SHAPE.fullmatch(number):
        raise _error(number, FORM, "two letters of country, two check digits, then the account are expected")
    if number.startswith("BE") and not _BELGIAN_SHAPE.fullmatch(number):
        raise _error(number, FORM, f"{len(number)} characters, a Belgian one is BE and 14 digits")
    if _iban.calc_check_digits(number) != number[2:4]:
        raise _error(number, CHECK, "the check digits do not fit the account")
    if number.startswith("BE"):
        _require_belgian_account(number)
    else:
        _require_country_structure(number)
    return number


def is_valid(number: str) -> bool:
    """Whether `validate` accepts it."""
    try:
        validate(number)
    except IdentifierError:
        return False
    return True


def format(number: str) -> str:
    """In groups of four, as it is printed."""
    number = compact(number)
    return " ".join(number[i : i + 4] for i in range(0, len(number), 4))


def mask(number: str) -> str:
    """The country and the last four characters, the rest starred: what a message, a log or a list may show."""
    return _common.mask(compact(number), head=2, tail=4)


def country(number: str) -> str:
    """The two letters of the account's country. Raises IdentifierError as `validate` does."""
    return validate(number)[:2]


def make_be(first10: int | str) -> str:
    """A valid Belgian IBAN from its bank and account (ten digits), for examples, tests and the demo.

    >>> make_be(5390075470)
    'BE68539007547034'
    """
    root = _common.padded(first10, 10, code=FORM, name=NAME)
    account = root + _common.remainder_97(root)
    return validate("BE" + _iban.calc_check_digits("BE00" + account) + account)


def _error(number: str, code: str, what: str) -> IdentifierError:
    remedy = "copy it again from the bank card or a statement"
    return IdentifierError(f"{NAME} {mask(number)}: {what}", code=code, remedy=remedy)


def _require_belgian_account(number: str) -> None:
    if _common.remainder_97(number[4:14]) != number[14:]:
        raise _error(number, CHECK, "the last two digits do not fit the Belgian account before them")


def _require_country_structure(number: str) -> None:
    try:
        _iban.validate(number, check_country=False)
    except InvalidComponent:
        raise _error(number, COUNTRY, "no country with an IBAN begins so") from None
    except ValidationError:
        raise _error(number, FORM, f"the account is not written as in {number[:2]}") from None
