"""BIC (Business Identifier Code): a bank, where a payment still has to name it.

Eight or eleven characters: four of institution, two letters of country, two of location, and perhaps
three of branch (XXX is the head office). There are no check digits: only the form is checked.

Source: ISO 9362; ISO 20022, BICFIDec2014Identifier, the type of pain.001.001.09.

>>> validate("gkcc be bb")
'GKCCBEBB'
>>> validate("GKCCBEB")
Traceback (most recent call last):
preste.errors.IdentifierError: E-ID-BIC-FORM BIC: 7 characters, 8 or 11 are expected — \
copy it from a bank statement, or leave it out: inside the euro area the IBAN is enough
"""

from __future__ import annotations

import re

from preste.errors import IdentifierError
from preste.ids import _common

NAME = "BIC"
FORM = "E-ID-BIC-FORM"

_SHAPE = re.compile(r"[A-Z0-9]{4}[A-Z]{2}[A-Z0-9]{2}([A-Z0-9]{3})?")
_REMEDY = "copy it from a bank statement, or leave it out: inside the euro area the IBAN is enough"


def compact(number: str) -> str:
    """The code in capitals without blanks."""
    return _common.clean(number, " -.", code=FORM, name=NAME).upper()


def validate(number: str) -> str:
    """The eight or eleven characters of a well-written BIC. Raises IdentifierError: E-ID-BIC-FORM."""
    number = compact(number)
    if len(number) not in (8, 11):
        raise IdentifierError(f"{NAME}: {len(number)} characters, 8 or 11 are expected", code=FORM, remedy=_REMEDY)
    if not _SHAPE.fullmatch(number):
        raise IdentifierError(f"{NAME}: letters of country are expected at 5 and 6", code=FORM, remedy=_REMEDY)
    return number


def is_valid(number: str) -> bool:
    """Whether `validate` accepts it."""
    try:
        validate(number)
    except IdentifierError:
        return False
    return True


def format(number: str) -> str:
    """The code in one go, as it is printed."""
    return compact(number)
