"""Luxembourg matricule (numéro d'identification national): who a CCSS declaration is about.

Natural person, thirteen digits: birth date YYYYMMDD, a serial of three, then two check digits, each over
the same first eleven: one by Luhn, one by Verhoeff. So Luhn holds over the first twelve digits, and Verhoeff over
the first eleven with the thirteenth: over all thirteen it does not, and tools that try refuse good numbers.
Month and day are 00 when unknown. The serial does not tell the sex.

Legal person (the employer): eleven digits, shown as thirteen in some CCSS files, and how the two are filled
is not published: eleven to thirteen digits are accepted and no check digit is verified.

python-stdnum has only the Luxembourg VAT number, and the two algorithms used here.

Sources: Grand-Ducal regulation of 28 November 2013, article 1,
http://legilux.public.lu/eli/etat/leg/rgd/2013/11/28/n1/jo; for legal persons the law of 30 March 1979 and
the Grand-Ducal regulation of 21 December 1987, http://legilux.public.lu/eli/etat/leg/rgd/1987/12/21/n1/jo

>>> validate("1893 12 01 057 32")
'1893120105732'
>>> format("1893120105732"), birth_date("1893120105732")
('1893 12 01 057 32', datetime.date(1893, 12, 1))
>>> validate("1893 12 01 057 23")
Traceback (most recent call last):
preste.errors.IdentifierError: E-ID-LU-CHECK Luxembourg matricule ***********23: the check digits do not fit the \
first eleven — copy it again from the social security card
>>> validate_legal("1979 2200 123")
'19792200123'
"""

from __future__ import annotations

import calendar
from datetime import date

from stdnum import luhn, verhoeff

from preste.errors import IdentifierError
from preste.ids import _common

NAME = "Luxembourg matricule"
FORM = "E-ID-LU-FORM"
CHECK = "E-ID-LU-CHECK"
DATE = "E-ID-LU-DATE"


def compact(number: str) -> str:
    """The number without blanks, points and dashes."""
    return _common.clean(number, " -./", code=FORM, name=NAME)


def validate(number: str) -> str:
    """The thirteen digits of a natural person's well-written matricule.

    Raises IdentifierError: E-ID-LU-FORM, -CHECK, -DATE. The message masks the number.
    """
    number = compact(number)
    _common.require_digits(number, (13,), code=FORM, name=NAME)
    if check_digits(number[:11]) != number[11:]:
        raise _error(number, CHECK, "the check digits do not fit the first eleven")
    year, month, day = int(number[:4]), int(number[4:6]), int(number[6:8])
    # Without its month, a day cannot be checked further than 31.
    last_day = calendar.monthrange(year, month)[1] if 1 <= month <= 12 else 31
    if not year or month > 12 or day > last_day:
        raise _error(number, DATE, "its first eight digits are no birth date")
    return number


def is_valid(number: str) -> bool:
    """Whether `validate` accepts it."""
    try:
        validate(number)
    except IdentifierError:
        return False
    return True


def validate_legal(number: str) -> str:
    """The eleven to thirteen digits of a legal person's number; only the form is checked.

    Raises IdentifierError: E-ID-LU-FORM.
    """
    number = compact(number)
    _common.require_digits(number, (11, 12, 13), code=FORM, name=NAME)
    return number


def is_valid_legal(number: str) -> bool:
    """Whether `validate_legal` accepts it."""
    try:
        validate_legal(number)
    except IdentifierError:
        return False
    return True


def format(number: str) -> str:
    """By its parts: 1893 12 01 057 32. A text that is not thirteen long comes back only compacted."""
    number = compact(number)
    if len(number) != 13:
        return number
    return f"{number[:4]} {number[4:6]} {number[6:8]} {number[8:11]} {number[11:]}"


def mask(number: str) -> str:
    """The number with all but its check digits starred: what a message, a log or a list may show."""
    return _common.mask(compact(number))


def birth_date(number: str) -> date | None:
    """The birth date of a natural person; None when month or day were unknown.

    Raises IdentifierError as `validate` does.
    """
    number = validate(number)
    year, month, day = int(number[:4]), int(number[4:6]), int(number[6:8])
    return date(year, month, day) if month and day else None


def check_digits(first11: str) -> str:
    """The Luhn and the Verhoeff digit of eleven digits.

    >>> check_digits("18931201057")
    '32'
    """
    return str(luhn.calc_check_digit(first11)) + str(verhoeff.calc_check_digit(first11))


def make(birth_date: date, serial: int) -> str:
    """A valid matricule of a natural person, for examples, tests and the demo.

    >>> make(date(1990, 1, 1), 123)
    '1990010112385'
    """
    first11 = f"{birth_date:%Y%m%d}" + _common.padded(serial, 3, code=FORM, name=NAME)
    return validate(first11 + check_digits(first11))


def _error(number: str, code: str, what: str) -> IdentifierError:
    remedy = "copy it again from the social security card"
    return IdentifierError(f"{NAME} {mask(number)}: {what}", code=code, remedy=remedy)
