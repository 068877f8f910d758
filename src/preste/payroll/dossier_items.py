"""What a row of the items' file tells besides its amount: the details, and a day of payment of its own."""

from __future__ import annotations

import datetime as dt

from preste.calendar import Month
from preste.errors import InputError
from preste.payroll.items import APART_KINDS


def read_details(text: str, where: str) -> dict[str, str]:
    """The details written as `name=value`, with spaces between several. Raises InputError."""
    parts = [part.partition("=") for part in text.split()]
    if wrong := [name for name, equals, value in parts if not (name and equals and value)]:
        raise InputError(
            f"{wrong[0]!r} is not a detail", where=where, field="details",
            remedy="write name=value, with spaces between several", code="E-ITEM-DETAIL",
        )  # fmt: skip
    return {name: value for name, _, value in parts}


def read_paid_on(text: str, kind: str, month: Month, where: str) -> dt.date | None:
    """The day on which something earned in a month is paid apart, not before that month. Raises InputError."""
    if not text:
        return None
    if kind not in APART_KINDS:
        remedy = f"leave it empty: only {', '.join(APART_KINDS)} are paid apart"
        raise _refused(f"{kind} is not paid on a day of its own", where, remedy)
    try:
        day = dt.date.fromisoformat(text)
    except ValueError:
        remedy = f"write {month}-15"
        raise _refused(f"{text!r} is not a date", where, remedy, "E-INPUT-DATE") from None
    if day < month.first:
        remedy = "write it in the month it is earned in"
        raise _refused(f"{day} is before {month}, in which it is earned", where, remedy)
    return day


def _refused(message: str, where: str, remedy: str, code: str = "E-ITEM-PAID-ON") -> InputError:
    return InputError(message, where=where, field="paid_on", remedy=remedy, code=code)
