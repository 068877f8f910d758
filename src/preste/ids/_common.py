"""What the identifier kinds share: cleaning, digits, the modulo 97 checks, masks."""

from __future__ import annotations

from stdnum.util import clean as _clean

from preste.errors import IdentifierError

LONGEST_MASK = 34
"""No mask is longer than the longest identifier (an IBAN), however long the text it hides."""


def clean(number: str, separators: str, *, code: str, name: str) -> str:
    """`number` without the separators and blanks; look-alike dashes, digits and spaces made plain.

    Raises IdentifierError for anything but text: a number read as an integer has lost its leading zeros.
    """
    if not isinstance(number, str):
        raise IdentifierError(
            f"{name}: text is expected, not {type(number).__name__}",
            code=code,
            remedy="write it as text, between quotes: leading zeros count",
        )
    if number.isascii() and number.isdigit():  # as most are kept
        return number
    return "".join(_clean(number, separators).split())


def require_digits(number: str, lengths: tuple[int, ...], *, code: str, name: str) -> None:
    """Raise IdentifierError unless `number` is only digits 0 to 9, and one of `lengths` long.

    The message tells what was found without quoting it: the text may be another, personal, number.
    """
    wanted = " or ".join(str(length) for length in lengths)
    remedy = f"write its {wanted} digits; a spreadsheet may have dropped leading zeros"
    if not number:
        raise IdentifierError(f"{name}: nothing is filled in", code=code, remedy=f"write its {wanted} digits")
    if not (number.isascii() and number.isdigit()):
        raise IdentifierError(f"{name}: it holds a character that is not a digit", code=code, remedy=remedy)
    if len(number) not in lengths:
        raise IdentifierError(f"{name}: {len(number)} digits, {wanted} are expected", code=code, remedy=remedy)


def padded(value: int | str, length: int, *, code: str, name: str) -> str:
    """`value` as text of exactly `length` digits, zeros added in front: the root of a number being made."""
    text = str(value).zfill(length)
    require_digits(text, (length,), code=code, name=name)
    return text


def remainder_97(digits: str) -> str:
    """Two check digits: `digits` modulo 97, with 0 written 97 (bank numbers, structured communication)."""
    return f"{int(digits) % 97 or 97:02d}"


def complement_97(digits: str) -> str:
    """Two check digits: 97 less `digits` modulo 97, so from 01 to 97 (national register, BCE)."""
    return f"{97 - int(digits) % 97:02d}"


def mask(text: str, *, head: int = 0, tail: int = 2) -> str:
    """`text` with stars but for its first `head` and last `tail` characters, for messages and logs.

    Text too short to be such a number, or holding more than letters and digits, is hidden whole.
    """
    stars = min(len(text), LONGEST_MASK)
    if len(text) < 9 or not (text.isascii() and text.isalnum()):
        return "*" * stars
    return text[:head] + "*" * (stars - head - tail) + text[-tail:]
