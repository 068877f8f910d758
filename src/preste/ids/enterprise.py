"""Enterprise number (numéro d'entreprise, BCE / KBO): a legal person or a self-employed person.

Ten digits, the first 0 or 1: a serial of eight, then 97 less the remainder of the serial by 97. It is also
the VAT number, behind BE. Numbers from before 2003 had nine digits: the same without the leading 0.
The first number with a leading 1 was given on 19 September 2023.

python-stdnum's `be.vat` adds up serial and check digits, so that it also accepts 00 for 97, 98 for 01 and
99 for 02: here the two digits must be the ones the rule gives.

Sources: royal decree of 23 June 2003 on the structure of the enterprise number; ONSS glossary, zone
00014 CompanyID; FPS Economy, https://news.economie.fgov.be/228778-ondernemingsnummers-beginnen-nu-ook-met-het-cijfer-1

>>> validate("BE 0123.456.749")
'0123456749'
>>> validate("123 456 749")
'0123456749'
>>> format("0123456749"), as_vat("0123456749")
('0123.456.749', 'BE0123456749')
>>> validate("0123.456.789")
Traceback (most recent call last):
preste.errors.IdentifierError: E-ID-ENTERPRISE-CHECK enterprise number 0123.456.789: the last two digits do not fit \
the first eight — compare it with the Crossroads Bank for Enterprises
"""

from __future__ import annotations

from stdnum.be import vat as _vat

from preste.errors import IdentifierError
from preste.ids import _common

NAME = "enterprise number"
FORM = "E-ID-ENTERPRISE-FORM"
CHECK = "E-ID-ENTERPRISE-CHECK"


def compact(number: str) -> str:
    """The number without BE, points and blanks, its leading 0 put back when it was left out."""
    return _vat.compact(_common.clean(number, " -./", code=FORM, name=NAME))


def validate(number: str) -> str:
    """The ten digits of a well-written number. Raises IdentifierError: E-ID-ENTERPRISE-FORM, -CHECK."""
    number = compact(number)
    _common.require_digits(number, (10,), code=FORM, name=NAME)
    if number[0] not in "01":
        raise IdentifierError(
            f"{NAME}: the first digit is {number[0]}, only 0 and 1 are given out",
            code=FORM,
            remedy="a number that begins with 2 to 8 is an establishment unit's: give the enterprise's own",
        )
    if int(number[:8]) == 0 or _common.complement_97(number[:8]) != number[8:]:
        raise IdentifierError(
            f"{NAME} {format(number)}: the last two digits do not fit the first eight",
            code=CHECK,
            remedy="compare it with the Crossroads Bank for Enterprises",
        )
    return number


def is_valid(number: str) -> bool:
    """Whether `validate` accepts it."""
    try:
        validate(number)
    except IdentifierError:
        return False
    return True


def format(number: str) -> str:
    """As the BCE prints it: 0123.456.749. A text that is not ten long comes back only compacted."""
    number = compact(number)
    return f"{number[:4]}.{number[4:7]}.{number[7:]}" if len(number) == 10 else number


def as_vat(number: str) -> str:
    """The number as a VAT number: BE0123456749. Raises IdentifierError as `validate` does."""
    return "BE" + validate(number)


def make(first8: int | str) -> str:
    """A valid number from its serial of eight digits, for examples, tests and the demo.

    >>> make(1234567)
    '0123456749'
    """
    serial = _common.padded(first8, 8, code=FORM, name=NAME)
    return validate(serial + _common.complement_97(serial))
