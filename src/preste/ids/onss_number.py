"""ONSS number (numéro ONSS, matricule ONSS / RSZ-nummer): an employer at the national social security office.

Definitive: nine digits, a serial of seven and two check digits; 000100006 to 199999934. Official messages
carry it as an integer, without leading zeros: `compact` puts them back.

Provisional: ten digits, a serial of eight that begins with 5, then two check digits; 5000000120 to
5999999989. A new employer uses it until the definitive number is known.

The check digits are 96 less the remainder by 97 of the serial followed by two zeros, 0 being written 97.
The rule is not published with the glossary: it was derived from the official bounds and the numbers of the
official samples, which all follow it, and a public federal validator computes the same
(https://github.com/belgif/rest-problem-java, EmployerIdValidator).

Not here: the eight-digit numbers of provincial and local administrations (ONSSAPL), no longer used since
2022. python-stdnum has no module for either number.

Source: ONSS glossary, zones 00011 NOSSRegistrationNbr (2022/3, 2023/3) and 00948 ProvisionalNSSONbr (2023/3).

>>> validate("1277920-67")
'127792067'
>>> validate("70500472")
'070500472'
>>> format("070500472"), format("5000000120")
('0705004-72', '50000001-20')
>>> is_provisional("5000000120")
True
>>> validate("1234567-89")
Traceback (most recent call last):
preste.errors.IdentifierError: E-ID-ONSS-CHECK ONSS number 1234567-89: the last two digits do not fit the others — \
compare it with a letter of the ONSS or the employer repertory
"""

from __future__ import annotations

from preste.errors import IdentifierError
from preste.ids import _common

NAME = "ONSS number"
FORM = "E-ID-ONSS-FORM"
CHECK = "E-ID-ONSS-CHECK"
RANGE = "E-ID-ONSS-RANGE"

SHORTEST = 6
"""The lowest definitive number, written without leading zeros, has six digits."""
DEFINITIVE = ("000100006", "199999934")
PROVISIONAL = ("5000000120", "5999999989")


def compact(number: str) -> str:
    """The number without dashes and blanks; a definitive one with its leading zeros."""
    number = _common.clean(number, " -./", code=FORM, name=NAME)
    return number.zfill(9) if len(number) >= SHORTEST else number


def validate(number: str) -> str:
    """The nine digits of a definitive number, or the ten of a provisional one.

    Raises IdentifierError: E-ID-ONSS-FORM, -CHECK, -RANGE.
    """
    number = compact(number)
    _common.require_digits(number, (9, 10), code=FORM, name=NAME)
    lowest, highest = PROVISIONAL if is_provisional(number) else DEFINITIVE
    if check_digits(number[:-2]) != number[-2:]:
        raise IdentifierError(
            f"{NAME} {format(number)}: the last two digits do not fit the others",
            code=CHECK,
            remedy="compare it with a letter of the ONSS or the employer repertory",
        )
    if not lowest <= number <= highest:
        raise IdentifierError(
            f"{NAME} {format(number)}: not between {format(lowest)} and {format(highest)}",
            code=RANGE,
            remedy="compare it with a letter of the ONSS or the employer repertory",
        )
    return number


def is_valid(number: str) -> bool:
    """Whether `validate` accepts it."""
    try:
        validate(number)
    except IdentifierError:
        return False
    return True


def is_provisional(number: str) -> bool:
    """Whether it has the ten digits of a provisional number."""
    return len(compact(number)) == 10


def format(number: str) -> str:
    """With a dash before the check digits: 1277920-67. A text of another length comes back only compacted."""
    number = compact(number)
    return f"{number[:-2]}-{number[-2:]}" if len(number) in (9, 10) else number


def check_digits(serial: str) -> str:
    """The two digits that follow a serial.

    >>> check_digits("1277920"), check_digits("1254824")
    ('67', '97')
    """
    return f"{96 - int(serial + '00') % 97 or 97:02d}"


def make(first7: int | str) -> str:
    """A valid definitive number from its serial of seven digits, for examples, tests and the demo.

    >>> make(1277920)
    '127792067'
    """
    serial = _common.padded(first7, 7, code=FORM, name=NAME)
    return validate(serial + check_digits(serial))


def make_provisional(first8: int | str) -> str:
    """A valid provisional number from its first eight digits, 50000001 or more.

    >>> make_provisional(50000001)
    '5000000120'
    """
    serial = _common.padded(first8, 8, code=FORM, name=NAME)
    return validate(serial + check_digits(serial))
