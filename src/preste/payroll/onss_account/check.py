"""Whether an entry of the account can be what it says, and what a period means for its kind."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from preste.calendar import YEARS, Month, Quarter
from preste.errors import InputError
from preste.payroll.onss_account.model import (
    BY_QUARTER,
    DATED,
    KINDS,
    NOTICE,
    OPENING,
    OWED,
    PAYMENT,
    PLAN,
    PROVISION,
    SIGNED,
    Entry,
)

CODE = "E-ONSS-ENTRY"


def problems(entry: Entry, where: str = "") -> Iterator[InputError]:
    """What is wrong with an entry."""

    def wrong(message: str, field: str, remedy: str) -> InputError:
        return InputError(message, where=where, field=field, remedy=remedy, code=CODE)

    if entry.kind not in KINDS:
        yield wrong(f"{entry.kind!r} is no kind of entry", "kind", f"use one of {', '.join(KINDS)}")
        return
    if entry.amount < 0 and entry.kind not in SIGNED:
        yield wrong("the amount is negative", "amount", "give zero or more")
    if entry.day is None and entry.kind in DATED:
        yield wrong(f"{entry.kind} needs a day", "day", "write it as 2022-04-30")
    if (wanted := _period(entry)) is not None:
        yield wrong(f"{entry.period!r} is no period of {entry.kind}", "period", wanted)
    if entry.towards and (entry.kind != PAYMENT or not _is_target(entry.towards)):
        yield wrong(f"{entry.towards!r} is no debt that a payment is for", "towards", "a payment: 2022-1, 2022 or plan")


def twice(entries: Iterable[Entry]) -> Iterator[InputError]:
    """Entries that cannot stand together: a debt that is told twice."""
    entries = list(entries)
    seen: set[str] = {one.period for one in entries if one.kind == OWED}
    for one in entries:
        if one.kind not in (OPENING, NOTICE) or not one.period:
            continue
        if one.period in seen:
            message, remedy = f"{one.period} is told twice", "keep one of the entries"
            yield InputError(message, field="period", remedy=remedy, code=CODE)
        seen.add(one.period)


def _period(entry: Entry) -> str | None:
    """What the period should be, None when it is right."""
    if entry.kind in BY_QUARTER or (entry.kind == OPENING and entry.period):
        return None if _is_quarter(entry.period) else "write a quarter: 2022-1"
    if entry.kind == NOTICE:
        return None if _is_year(entry.period) else "write the year: 2022"
    if entry.kind == PROVISION:
        return None if _is_month(entry.period) else "write a month: 2022-01"
    return "leave it empty" if entry.period else None


def _is_quarter(text: str) -> bool:
    try:
        return str(Quarter.parse(text)) == text
    except InputError:
        return False


def _is_month(text: str) -> bool:
    try:
        Month.parse(text)
    except InputError:
        return False
    return True


def _is_year(text: str) -> bool:
    return re.fullmatch(r"\d{4}", text, re.ASCII) is not None and int(text) in YEARS


def _is_target(text: str) -> bool:
    return text == PLAN or _is_quarter(text) or _is_year(text)
