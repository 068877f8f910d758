"""Dimona period identifier (numéro d'identification de la période Dimona): given to each Dimona IN.

Twelve digits, the last two the remainder by 97 of the first ten. The ONSS gives it back when an IN is
accepted, and a later change, OUT or cancellation must carry it.

The glossary says that the last two are check digits, not how they are computed: the rule was derived from
the periods of the official samples. How a remainder of 0 is written is not known: 97 and 00 are both
accepted, since refusing a good number is worse than accepting a bad one.

python-stdnum has no module for it.

Source: ONSS glossary, zone 00913 DimonaPeriodId, 2023/3.

>>> validate("600027876089")
'600027876089'
>>> validate("600027876098")
Traceback (most recent call last):
preste.errors.IdentifierError: E-ID-DIMONA-CHECK Dimona period 600027876098: the last two digits do not fit the \
first ten — copy it from the notification of the Dimona IN
"""

from __future__ import annotations

from preste.errors import IdentifierError
from preste.ids import _common

NAME = "Dimona period"
FORM = "E-ID-DIMONA-FORM"
CHECK = "E-ID-DIMONA-CHECK"


def compact(number: str) -> str:
    """The number without blanks and dashes."""
    return _common.clean(number, " -./", code=FORM, name=NAME)


def validate(number: str) -> str:
    """The twelve digits of a well-written identifier. Raises IdentifierError: E-ID-DIMONA-FORM, -CHECK."""
    number = compact(number)
    _common.require_digits(number, (12,), code=FORM, name=NAME)
    expected = _common.remainder_97(number[:10])
    accepted = {expected, "00"} if expected == "97" else {expected}
    if int(number[:10]) == 0 or number[10:] not in accepted:
        raise IdentifierError(
            f"{NAME} {number}: the last two digits do not fit the first ten",
            code=CHECK,
            remedy="copy it from the notification of the Dimona IN",
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
    """The digits in one go, as the notifications show them."""
    return compact(number)


def make(first10: int | str) -> str:
    """A valid identifier from its first ten digits, for examples, tests and the demo.

    >>> make(6000278760)
    '600027876089'
    """
    serial = _common.padded(first10, 10, code=FORM, name=NAME)
    return validate(serial + _common.remainder_97(serial))
