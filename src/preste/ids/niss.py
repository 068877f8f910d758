"""NISS (numéro d'identification à la sécurité sociale, INSZ): a person, in the national or the BIS register.

Eleven digits: birth date YYMMDD, a serial of three, two check digits.

The serial counts the persons of one sex registered with one birth date, odd for a man (001 to 997) and
even for a woman (002 to 998). The check digits are 97 less the remainder by 97 of the first nine digits;
for a birth from 2000 on, of those nine digits with a 2 in front. So the check digits tell the century,
and one number has never two readings. They find every single wrong digit but one: the second one six lower
(or higher) gives a valid number of someone born 94 years later (or earlier), 1986 read as 2080. Give
`validate` the birth date and it is found; give `birth_date` the day it is read on, and a birth in the
future is found.

Special cases:

* BIS number (someone known to social security without being in the national register, such as a frontier
  worker): the month carries 20 more when the sex was not known at registration, 40 more when it was. Its
  serial may also be 000 or 999.
* Birth date not wholly known: the day, or the month and the day, are 00.
* Serials used up for a date: the month becomes 00 and the day counts up from 00, past 31 if needed. So
  with a month 00 the day says nothing, even for a person whose birth date is known.
* Birth date not known at all: 00.00.01 (then 00.00.02 …), in either century.
* A month of 1 to 12 with a day that does not exist is refused, as the public federal validator does.

Peers read the clock to choose the century (python-stdnum's `be.nn` does); here no date is assumed.

Sources: national register, instructions, information type 000 (composition of the identification number);
ONSS glossary, zone 00024 INSS; Crossroads Bank for Social Security, BIS register; serials used up:
https://github.com/belgif/rest-problem-java/issues/81.

>>> validate("42.01.22-051.81")
'42012205181'
>>> format("42012205181")
'42.01.22-051.81'
>>> birth_date("42012205181", on=date(2026, 1, 1)), sex("42012205181"), register("42012205181")
(datetime.date(1942, 1, 22), 'M', 'national')
>>> validate("42.01.22-051.18")
Traceback (most recent call last):
preste.errors.IdentifierError: E-ID-NISS-CHECK NISS *********18: the check digits do not fit the other nine — \
copy it again from the identity card or the certificate
>>> validate("42.01.22-051.81", birth_date=date(1942, 1, 23))
Traceback (most recent call last):
preste.errors.IdentifierError: E-ID-NISS-BIRTH NISS *********81: its day is not that of the birth date — \
compare both with the identity card; a corrected birth date comes with a new NISS
>>> birth_date("40.00.00-955.79", on=date(2026, 1, 1)) is None  # only the year is known
True
"""

from __future__ import annotations

import calendar
from datetime import date
from typing import Literal, NamedTuple

from preste.errors import IdentifierError
from preste.ids import _common

NAME = "NISS"
FORM = "E-ID-NISS-FORM"
CHECK = "E-ID-NISS-CHECK"
DATE = "E-ID-NISS-DATE"
SERIAL = "E-ID-NISS-SERIAL"
BIRTH = "E-ID-NISS-BIRTH"
FUTURE = "E-ID-NISS-FUTURE"

Register = Literal["national", "bis"]
Sex = Literal["M", "F"]


class BirthParts(NamedTuple):
    """What a number says of the birth: a part is None when it was unknown or had to give way."""

    year: int | None
    month: int | None
    day: int | None


def compact(number: str) -> str:
    """The number without its points, dashes and blanks."""
    return _common.clean(number, " -./", code=FORM, name=NAME)


def validate(number: str, birth_date: date | None = None) -> str:
    """The eleven digits of a well-written NISS or BIS number.

    With a birth date, the parts of the date that the number carries must agree with it.
    Raises IdentifierError: E-ID-NISS-FORM, -CHECK, -DATE, -SERIAL, or -BIRTH. The message masks the number.
    """
    number = compact(number)
    _common.require_digits(number, (11,), code=FORM, name=NAME)
    parts = _birth_parts(number)
    if register(number) == "national" and number[6:9] in ("000", "999"):
        raise _error(number, SERIAL, f"serial {number[6:9]} is not given out in the national register")
    if birth_date is not None:
        _require_same_birth(number, parts, birth_date)
    return number


def is_valid(number: str, birth_date: date | None = None) -> bool:
    """Whether `validate` accepts it."""
    try:
        validate(number, birth_date)
    except IdentifierError:
        return False
    return True


def format(number: str) -> str:
    """As on the identity card: 42.01.22-051.81. A text that is not eleven long comes back only compacted."""
    number = compact(number)
    if len(number) != 11:
        return number
    return f"{number[:2]}.{number[2:4]}.{number[4:6]}-{number[6:9]}.{number[9:]}"


def mask(number: str) -> str:
    """The number with all but its check digits starred: what a message, a log or a list may show."""
    return _common.mask(compact(number))


def register(number: str) -> Register:
    """The register it comes from: the BIS register adds 20 or 40 to the month."""
    return "bis" if int(compact(number)[2:4]) >= 20 else "national"


def birth_date(number: str, on: date) -> date | None:
    """The birth date the number carries, read on a day; None when it does not carry a whole date.

    Raises IdentifierError as `validate` does, and E-ID-NISS-FUTURE for a birth after that day.
    """
    number = validate(number)
    year, month, day = _birth_parts(number)
    if year is not None and date(year, month or 1, day or 1) > on:
        raise _error(number, FUTURE, f"its check digits say a birth after {on.isoformat()}")
    return date(year, month, day) if year and month and day else None


def sex(number: str) -> Sex | None:
    """The sex at registration, "M" or "F"; None for a BIS number given without knowing it.

    Raises IdentifierError as `validate` does.
    """
    number = validate(number)
    if 20 <= int(number[2:4]) < 40:
        return None
    return "M" if int(number[6:9]) % 2 else "F"


def make(birth_date: date, serial: int, *, month_shift: Literal[0, 20, 40] = 0) -> str:
    """A valid number, for examples, tests and the demo: of a birth from 1900 to 2099.

    `serial`: odd for a man, even for a woman. `month_shift`: 20 or 40 for a BIS number.
    Raises IdentifierError (E-ID-NISS-DATE, -SERIAL) when no such number can be.

    >>> make(date(2001, 2, 28), 4), make(date(1990, 6, 1), 7, month_shift=40)
    ('01022800493', '90460100741')
    """
    if not 1900 <= birth_date.year <= 2099:
        raise IdentifierError(f"{NAME}: births are of 1900 to 2099", code=DATE, remedy="give another birth date")
    if not 0 <= serial <= 999:
        raise IdentifierError(f"{NAME}: a serial is of 0 to 999", code=SERIAL, remedy="give another serial")
    shifted = birth_date.month + month_shift
    nine = f"{birth_date.year % 100:02d}{shifted:02d}{birth_date.day:02d}{serial:03d}"
    return validate(nine + _common.complement_97(_with_century(nine, birth_date.year)))


def _error(number: str, code: str, what: str, remedy: str = "") -> IdentifierError:
    remedy = remedy or "copy it again from the identity card or the certificate"
    return IdentifierError(f"{NAME} {mask(number)}: {what}", code=code, remedy=remedy)


def _with_century(nine: str, year: int) -> str:
    return nine if year < 2000 else "2" + nine


def _century(number: str) -> int:
    """1900 or 2000, as the check digits say. The two never agree: 2 000 000 000 is not a multiple of 97."""
    for century in (1900, 2000):
        if _common.complement_97(_with_century(number[:9], century)) == number[9:]:
            return century
    raise _error(number, CHECK, "the check digits do not fit the other nine")


def _birth_parts(number: str) -> BirthParts:
    """What eleven digits say of the birth. Raises IdentifierError: E-ID-NISS-CHECK, -DATE."""
    year = _century(number) + int(number[:2])
    month_field, day = int(number[2:4]), int(number[4:6])
    month = month_field % 20
    if month > 12 or month_field > 52:
        raise _error(number, DATE, "its third and fourth digits are no month, not even of a BIS number")
    if month == 0:
        unknown = number[:2] == "00" and day > 0
        return BirthParts(None if unknown else year, None, None)
    if day > calendar.monthrange(year, month)[1]:
        raise _error(number, DATE, "its fifth and sixth digits are no day of that month")
    return BirthParts(year, month, day or None)


def _require_same_birth(number: str, parts: BirthParts, born: date) -> None:
    given = (born.year, born.month, born.day)
    for name, carried, expected in zip(("year", "month", "day"), parts, given, strict=True):
        if carried is not None and carried != expected:
            raise _error(
                number,
                BIRTH,
                f"its {name} is not that of the birth date",
                "compare both with the identity card; a corrected birth date comes with a new NISS",
            )
