"""Integer money: the kinds of number a rule computes with, and the named roundings.

Nothing here is a float. An amount is an `int` of cents, a rate an `int` of hundredths of a percent, a
number of days or hours an `int` of hundredths. The primitives below are the only places where a rule
divides: each says how it rounds, and each takes the absolute value and the sign apart, so that a
reversal is the exact opposite of what it reverses.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated, TypeAlias

from preste.errors import InputError


@dataclass(frozen=True)
class Kind:
    """What an integer stands for: its name and the number of decimals it hides."""

    name: str
    decimals: int
    unit: str = ""


MONEY = Kind("money", 2, "EUR")
RATE = Kind("rate", 4, "")
PERCENT = Kind("percent", 2, "%")
QUANTITY = Kind("quantity", 2, "")
UNIT_PRICE = Kind("unit_price", 4, "EUR")
INDEX = Kind("index", 2, "")
COUNT = Kind("count", 0, "")
FLAG = Kind("flag", 0, "")

Cents: TypeAlias = Annotated[int, MONEY]
"""An amount in cents of euro."""
Percent: TypeAlias = Annotated[int, PERCENT]
"""A percentage in hundredths of a percent: 13.07 % is 1307."""
Ratio: TypeAlias = Annotated[int, RATE]
"""A plain ratio in ten-thousandths: a slope of 0.2194 is 2194."""
Hundredths: TypeAlias = Annotated[int, QUANTITY]
"""Days, hours or a fraction, in hundredths: 7 h 36 is 760."""
UnitPrice: TypeAlias = Annotated[int, UNIT_PRICE]
"""Euro per unit in ten-thousandths: 0.4259 EUR/km is 4259."""
Index: TypeAlias = Annotated[int, INDEX]
"""Index points in hundredths."""
Count: TypeAlias = Annotated[int, COUNT]
"""A plain integer."""
Flag: TypeAlias = Annotated[bool, FLAG]
"""Yes or no."""

KINDS = {kind.name: kind for kind in (MONEY, RATE, PERCENT, QUANTITY, UNIT_PRICE, INDEX, COUNT, FLAG)}

TEN_THOUSAND = 10_000


def half_up(n: int, d: int) -> int:
    """`n / d` to the nearest integer, a half away from zero."""
    return (2 * n + d) // (2 * d) if n >= 0 else -((2 * -n + d) // (2 * d))


def down(n: int, d: int) -> int:
    """`n / d` rounded towards zero."""
    return n // d if n >= 0 else -(-n // d)


def up(n: int, d: int) -> int:
    """`n / d` rounded away from zero."""
    return -(-n // d) if n >= 0 else n // d


def share(amount: int, rate: int) -> int:
    """`amount` times a percentage or ratio (in ten-thousandths), half-up to the unit of `amount`."""
    n = amount * rate
    return (n + 5_000) // TEN_THOUSAND if n >= 0 else -((5_000 - n) // TEN_THOUSAND)


def per(amount: int, quantity: int) -> int:
    """`amount` divided by a quantity in hundredths, half-up to the cent: the pay of one day or hour."""
    return half_up(amount * 100, quantity)


def times(amount: int, quantity: int) -> int:
    """`amount` times a quantity in hundredths, half-up to the cent."""
    return half_up(amount * quantity, 100)


def fraction(part: int, whole: int) -> int:
    """`part / whole` in hundredths, half-up to two decimals."""
    return half_up(part * 100, whole)


def prorata(amount: int, part: int, whole: int) -> int:
    """`amount * part / whole`, half-up to the unit of `amount`; part and whole in the same unit."""
    return half_up(amount * part, whole)


def less_share(amount: int, base: int, rate: int) -> int:
    """`amount` less `base` times a rate (in ten-thousandths), the difference rounded once, half-up."""
    return half_up(amount * TEN_THOUSAND - base * rate, TEN_THOUSAND)


def share_prorata(amount: int, rate: int, part: int, whole: int) -> int:
    """`amount` times a rate (in ten-thousandths) times `part / whole`, rounded once, half-up."""
    return half_up(amount * rate * part, whole * TEN_THOUSAND)


def priced(unit_price: int, quantity: int) -> int:
    """A price in ten-thousandths of euro times a quantity in hundredths: cents, half-up."""
    return half_up(unit_price * quantity, TEN_THOUSAND)


def unit_price(amount: int, quantity: int) -> int:
    """Cents divided by a quantity in hundredths: the price of one, in ten-thousandths of euro, half-up."""
    return half_up(amount * TEN_THOUSAND, quantity)


def down_to(amount: int, step: int) -> int:
    """The largest multiple of `step` not above `amount` (which is not negative)."""
    return amount // step * step


def row(bounds: Sequence[int], value: int) -> int:
    """The number of the row `value` falls in: row `i` ends at `bounds[i]`, itself included."""
    i = 0
    for bound in bounds:
        if value <= bound:
            return i
        i += 1
    return i


def at(values: Sequence[int], i: int) -> int:
    """The value of row `i`; the last one serves every later row."""
    return values[i] if i < len(values) else values[len(values) - 1]


PRIMITIVES = {
    f.__name__: f
    for f in (
        half_up,
        down,
        up,
        share,
        per,
        times,
        fraction,
        prorata,
        share_prorata,
        less_share,
        priced,
        unit_price,
        down_to,
        row,
        at,
    )
}
"""What a rule may call besides `min` and `max`."""


def parse(text: str, decimals: int = 2, field: str = "") -> int:
    """The integer that `text` stands for with so many decimals: "13.07" is 1307.

    Raises InputError when the text is not a plain decimal number or has more decimals than that.
    """
    raw = text.strip() if isinstance(text, str) else ""
    body = raw[1:] if raw[:1] in "+-" else raw
    whole, _, rest = body.partition(".")
    ok = whole.isascii() and whole.isdigit() and (not rest or (rest.isascii() and rest.isdigit()))
    if not ok or ("." in body and not rest):
        raise InputError(
            f"{text!r} is not a decimal number",
            field=field,
            remedy='write digits with a point, as text: "2500.00"',
            code="E-INPUT-NUMBER",
        )
    if len(rest.rstrip("0")) > decimals:
        raise InputError(
            f"{text!r} has more than {decimals} decimals",
            field=field,
            remedy=f"give at most {decimals} decimals",
            code="E-INPUT-NUMBER",
        )
    if len(whole) > 12:
        raise InputError(f"{text!r} is too large", field=field, remedy="check the amount", code="E-INPUT-NUMBER")
    value = int(whole + rest[:decimals].ljust(decimals, "0"))
    return -value if raw.startswith("-") else value


def text(value: int, decimals: int = 2) -> str:
    """The plain decimal text of an integer with so many hidden decimals: 1307 is "13.07"."""
    if not decimals:
        return str(value)
    sign = "-" if value < 0 else ""
    digits = str(abs(value)).rjust(decimals + 1, "0")
    return f"{sign}{digits[:-decimals]}.{digits[-decimals:]}"


def euro(value: int, lang: str = "fr") -> str:
    """Cents as a reader writes them: `2 345,67 €` (fr), `2.345,67 €` (nl, de), `€2,345.67` (en)."""
    if lang == "en":
        return f"{number(value, 2, lang)[: value < 0]}€{number(abs(value), 2, lang)}"
    return f"{number(value, 2, lang)}\u00a0€"


def number(value: int, decimals: int = 2, lang: str = "fr") -> str:
    """An integer with hidden decimals in the reader's format (no unit)."""
    separator, comma = {"fr": ("\u202f", ","), "en": (",", ".")}.get(lang, (".", ","))
    whole, rest = divmod(abs(value), 10**decimals)
    sign = "\u2212" if value < 0 else ""
    grouped = f"{whole:,}".replace(",", separator)
    return f"{sign}{grouped}{comma}{rest:0{decimals}}" if decimals else sign + grouped
