"""The wage scales of a dossier folder: `scales.csv`, a row a step.

    scale;pay_basis;valid_from;years;amount
    Animation 4.1;monthly;2026-02-01;0;2893,42

`years` are whole years of seniority from which the amount holds, at full time, from `valid_from` until the same scale
has newer amounts.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from preste.errors import InputError
from preste.money import parse
from preste.payroll.scales import Scales
from preste.records import WageScale

COLUMNS = ("scale", "pay_basis", "valid_from", "years", "amount")
LONGEST_CAREER = 60
"""Whole years of seniority: more is a slip of the pen."""


@dataclass(frozen=True)
class _Row:
    where: str
    scale: str
    basis: str
    start: dt.date
    years: int
    amount: int


def scales_of(rows: Iterable[tuple[str, Mapping[str, str]]]) -> tuple[Scales, list[InputError]]:
    """The scales that rows (where each stands, its cells) tell, and everything wrong with them."""
    errors: list[InputError] = []
    groups: dict[tuple[str, dt.date], list[_Row]] = {}
    for where, cells in rows:
        row = _row(where, cells, errors)
        if row is not None:
            groups.setdefault((row.scale, row.start), []).append(row)
    found: dict[str, list[WageScale]] = {}
    for (name, start), steps in sorted(groups.items()):
        errors += () if errors else _wrong(steps)  # a row that is not read may be the one that is missing
        found.setdefault(name, []).append(
            WageScale(
                name=name,
                pay_basis="hourly" if steps[0].basis == "hourly" else "monthly",
                valid_from=start,
                steps=tuple(sorted((one.years, one.amount) for one in steps)),
            )
        )
    return found, errors


def _row(where: str, cells: Mapping[str, str], errors: list[InputError]) -> _Row | None:
    before = len(errors)

    def refuse(field: str, message: str, remedy: str, code: str = "E-SCALE-ROW") -> None:
        errors.append(InputError(message, where=where, field=field, remedy=remedy, code=code))

    if not cells["scale"]:
        refuse("scale", "the scale has no name", "name it as the terms do")
    if cells["pay_basis"] not in ("monthly", "hourly"):
        refuse("pay_basis", f"{cells['pay_basis']!r} is no pay basis", "write monthly or hourly")
    try:
        start = dt.date.fromisoformat(cells["valid_from"])
    except ValueError:
        refuse("valid_from", f"{cells['valid_from']!r} is not a date", "write 2026-02-01", "E-INPUT-DATE")
    years = cells["years"]
    if not (years.isascii() and years.isdecimal() and len(years) <= 2 and int(years) <= LONGEST_CAREER):
        refuse("years", f"{years!r} is no number of years", f"write whole years, 0 to {LONGEST_CAREER}")
    try:
        amount = parse(cells["amount"].replace(",", "."), field="amount")
    except InputError as error:
        refuse("amount", error.message, error.remedy, error.code)
    else:
        if amount <= 0:
            refuse("amount", f"{cells['amount']!r} is no pay", "write an amount above zero", "E-INPUT-RANGE")
    if len(errors) > before:
        return None
    return _Row(where, cells["scale"], cells["pay_basis"], start, int(years), amount)


def _wrong(steps: list[_Row]) -> Iterator[InputError]:
    """What is wrong with the steps of one scale on one date."""
    seen: dict[int, _Row] = {}
    for row in steps:
        if row.years in seen:
            yield InputError(
                f"{row.scale!r} gives {row.years} years twice on {row.start}", where=row.where, field="years",
                remedy="keep one row", code="E-SCALE-ROW",
            )  # fmt: skip
        seen[row.years] = row
        if row.basis != steps[0].basis:
            yield InputError(
                f"{row.scale!r} is monthly and hourly on {row.start}", where=row.where, field="pay_basis",
                remedy="give each its own name", code="E-SCALE-ROW",
            )  # fmt: skip
    if 0 not in seen:
        yield InputError(
            f"{steps[0].scale!r} has no amount for 0 years on {steps[0].start}", where=steps[0].where, field="years",
            remedy="add the first step", code="E-SCALE-ROW",
        )  # fmt: skip
