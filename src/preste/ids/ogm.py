"""Structured communication (communication structurée, VCS / gestructureerde mededeling, OGM) of a transfer.

Twelve digits printed +++nnn/nnnn/nnnnn+++, the last two the remainder by 97 of the first ten, 0 being
written 97. Social security and tax payments carry one, so that they are booked without reading.
Stars instead of plus signs are read too.

Source: Febelfin, banking standards for online banking; in a SEPA file it is a creditor reference of issuer BBA.

>>> validate("+++010/8068/17183+++")
'010806817183'
>>> format("010806817183")
'+++010/8068/17183+++'
>>> validate("010/8068/17180")
Traceback (most recent call last):
preste.errors.IdentifierError: E-ID-OGM-CHECK structured communication +++010/8068/17180+++: the last two digits do \
not fit the first ten — copy it again from the payment request
"""

from __future__ import annotations

from preste.errors import IdentifierError
from preste.ids import _common

NAME = "structured communication"
FORM = "E-ID-OGM-FORM"
CHECK = "E-ID-OGM-CHECK"


def compact(number: str) -> str:
    """The digits without plus signs, stars, slashes and blanks."""
    return _common.clean(number, " +*/-.", code=FORM, name=NAME)


def validate(number: str) -> str:
    """The twelve digits of a well-written communication. Raises IdentifierError: E-ID-OGM-FORM, -CHECK."""
    number = compact(number)
    _common.require_digits(number, (12,), code=FORM, name=NAME)
    if _common.remainder_97(number[:10]) != number[10:]:
        raise IdentifierError(
            f"{NAME} {format(number)}: the last two digits do not fit the first ten",
            code=CHECK,
            remedy="copy it again from the payment request",
        )
    return number


def is_valid(number: str) -> bool:
    """Whether `validate` accepts it."""
    try:
        validate(number)
    except IdentifierError:
        return False
    return True


def structured(reference: str) -> str:
    """The digits of a text that is nothing but a structured communication, empty for any other text.

    A free reference that merely looks like one (`12-34/5678`) is not taken for one: it has to be twelve bare digits.

    >>> structured("010806817183"), structured("0108.0681.7183")
    ('010806817183', '')
    """
    bare = len(reference) == 12 and reference.isascii() and reference.isdigit()
    return reference if bare and is_valid(reference) else ""


def format(number: str) -> str:
    """As it is printed: +++010/8068/17183+++. A text that is not twelve long comes back only compacted."""
    number = compact(number)
    return f"+++{number[:3]}/{number[3:7]}/{number[7:]}+++" if len(number) == 12 else number


def printed(reference: str) -> str:
    """A transfer's reference for a reader: a structured communication as it is printed, any other text as it stands."""
    return format(reference) if structured(reference) else reference


def make(reference: int | str) -> str:
    """The communication of a reference of at most ten digits; not only for examples.

    >>> format(make(108068171))
    '+++010/8068/17183+++'
    """
    root = _common.padded(reference, 10, code=FORM, name=NAME)
    return root + _common.remainder_97(root)
