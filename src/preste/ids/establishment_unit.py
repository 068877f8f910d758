"""Establishment unit number (numéro d'unité d'établissement, NUE / VEN): a place where an enterprise works.

Ten digits, the first from 2 to 8: a serial of eight, then 97 less the remainder of the serial by 97, as for
the enterprise number. DmfA and Dimona carry it for each occupation (LocalUnitID).

Special cases: the ONSS publishes fictitious numbers for occupations without a unit; they follow the same
rule and are valid, but no register knows them (`FICTITIOUS`).

python-stdnum has no module for it, and its `be.vat` refuses it.

Source: ONSS glossary, zone 00042 LocalUnitID, 2022/3 and 2023/3.

>>> validate("2.000.000.240")
'2000000240'
>>> format("2000000240")
'2.000.000.240'
>>> is_fictitious("8.999.999.104"), is_fictitious("2.000.000.240")
(True, False)
>>> validate("2.000.000.142")
Traceback (most recent call last):
preste.errors.IdentifierError: E-ID-UNIT-CHECK establishment unit number 2.000.000.142: the last two digits do not \
fit the first eight — compare it with the Crossroads Bank for Enterprises
"""

from __future__ import annotations

from preste.errors import IdentifierError
from preste.ids import _common

NAME = "establishment unit number"
FORM = "E-ID-UNIT-FORM"
CHECK = "E-ID-UNIT-CHECK"

FICTITIOUS = {
    "8999999993": "foreign employer without a unit, workers not occupied in Belgium",
    "8999999104": "foreign employer without a unit, or household staff: Flemish Region",
    "8999999203": "foreign employer without a unit, or household staff: Brussels-Capital Region",
    "8999999302": "foreign employer without a unit, or household staff: Walloon Region, French-speaking part",
    "8999999401": "foreign employer without a unit, or household staff: Walloon Region, German-speaking part",
    "8999999005": "employer waiting for a unit number",
    "8999999894": "not applicable: third-party payers, severance pay, civil servants posted abroad",
}
"""The numbers the ONSS reserves for occupations without a unit, and what each is for."""


def compact(number: str) -> str:
    """The number without its points and blanks."""
    return _common.clean(number, " -./", code=FORM, name=NAME)


def validate(number: str) -> str:
    """The ten digits of a well-written number. Raises IdentifierError: E-ID-UNIT-FORM, -CHECK."""
    number = compact(number)
    _common.require_digits(number, (10,), code=FORM, name=NAME)
    if number[0] not in "2345678":
        raise IdentifierError(
            f"{NAME}: the first digit is {number[0]}, it goes from 2 to 8",
            code=FORM,
            remedy="a number that begins with 0 or 1 is an enterprise's: give that of its establishment unit",
        )
    if _common.complement_97(number[:8]) != number[8:]:
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
    """As the BCE prints it: 2.000.000.240. A text that is not ten long comes back only compacted."""
    number = compact(number)
    return f"{number[0]}.{number[1:4]}.{number[4:7]}.{number[7:]}" if len(number) == 10 else number


def is_fictitious(number: str) -> bool:
    """Whether it is one of the numbers the ONSS reserves for occupations without a unit."""
    return compact(number) in FICTITIOUS


def make(first8: int | str) -> str:
    """A valid number from its first eight digits, for examples, tests and the demo.

    >>> make(20000002)
    '2000000240'
    """
    serial = _common.padded(first8, 8, code=FORM, name=NAME)
    return validate(serial + _common.complement_97(serial))
