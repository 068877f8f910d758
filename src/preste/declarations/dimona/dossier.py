"""What a dossier folder holds of Dimona, besides its records.

    dimona/periods.csv   the periods that the ONSS knows, with the numbers it gave
    dimona/plan.csv      what was planned, in place of what dates and schedule say

Both are optional. Without the first, whatever starts in the days asked for is taken as not declared yet.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterator, Mapping
from pathlib import Path

from preste.declarations.dimona.model import Period
from preste.declarations.dimona.tree import HourOfDay
from preste.declarations.dimona.wanted import Plan
from preste.declarations.dimona.worker_types import JOINT_COMMITTEES, WORKER_TYPES
from preste.errors import IdentifierError, InputError, PresteError, refuse
from preste.ids import dimona_period
from preste.payroll.dossier_files import DELIMITER, read_rows

PERIODS, PLAN = "dimona/periods.csv", "dimona/plan.csv"
_TIMES = ("planned_hours", "start_hour", "end_hour")
COLUMNS: Mapping[str, tuple[str, ...]] = {
    PERIODS: ("contract", "number", "worker_type", "joint_committee", "start", "end", *_TIMES),
    PLAN: ("contract", "start", "end", "worker_type", *_TIMES),
}
"""The columns of each file, in any order; those of `_OPTIONAL` may be left out."""
_OPTIONAL = ("end", "worker_type", *_TIMES)
_CODE = "E-DIMONA-FILE"
_MOST_HOURS = 3
"""Digits of planned hours."""


def read_periods(folder: Path) -> list[Period]:
    """The known periods of a dossier; their contract may have left it since. Raises DossierError."""
    faults: list[PresteError] = []
    found = []
    for row in _rows(folder, PERIODS, faults):
        kind = row.among("worker_type", WORKER_TYPES)
        committee = row.among("joint_committee", JOINT_COMMITTEES)
        start, number = row.date("start", wanted=True), row.period()
        if start is None:
            continue
        found.append(
            Period(
                contract=row.text("contract"),
                number=number,
                worker_type=kind,
                joint_committee=committee,
                start=start,
                end=row.date("end"),
                planned_hours=row.count("planned_hours"),
                start_hour=row.hour("start_hour"),
                end_hour=row.hour("end_hour"),
            )
        )
    numbers = [one.number for one in found]
    for number in sorted({one for one in numbers if numbers.count(one) > 1 and one}):
        faults.append(InputError(f"period {number} is given twice", where=PERIODS, remedy="keep one row", code=_CODE))
    refuse(f"errors in {folder / PERIODS}", faults)
    return found


def read_plans(folder: Path, contracts: Collection[str]) -> list[Plan]:
    """What was planned for the contracts of a dossier. Raises DossierError."""
    faults: list[PresteError] = []
    found = []
    for row in _rows(folder, PLAN, faults):
        contract = row.text("contract")
        if contract not in contracts:
            row.refuse("contract", f"there is no contract {contract!r}", f"use one of {', '.join(sorted(contracts))}")
        start = row.date("start", wanted=True)
        kind = row.among("worker_type", WORKER_TYPES, wanted=False)
        if start is not None:
            found.append(
                Plan(
                    contract=contract,
                    start=start,
                    end=row.date("end"),
                    worker_type=kind,
                    planned_hours=row.count("planned_hours"),
                    start_hour=row.hour("start_hour"),
                    end_hour=row.hour("end_hour"),
                )
            )
    refuse(f"errors in {folder / PLAN}", faults)
    return found


def _rows(folder: Path, name: str, faults: list[PresteError]) -> Iterator[_Row]:
    """The rows of a file that may not be there; what is wrong with the file is noted."""
    path = folder / name
    if not path.exists():
        return
    columns = COLUMNS[name]
    rows = read_rows(path)
    try:
        number, head = next(rows, (1, []))
        missing = [column for column in columns if column not in head and column not in _OPTIONAL]
        unknown = [column for column in head if column not in columns]
        if missing or unknown or len(head) != len(set(head)):
            remedy = f"the columns are {DELIMITER.join(columns)}"
            wrong = ", ".join(missing or unknown or head)
            where = f"{name}, line {number}"
            faults.append(
                InputError(f"columns missing, unknown or twice: {wrong}", where=where, remedy=remedy, code=_CODE)
            )
            return
        for number, cells in rows:
            yield _Row(dict(zip(head, cells, strict=False)), f"{name}, line {number}", faults)
    except InputError as fault:
        where = ", ".join(part for part in (name, fault.where) if part)
        faults.append(InputError(fault.message, where=where, remedy=fault.remedy, code=fault.code))


class _Row:
    """The cells of a row, read one by one; what is wrong is noted."""

    def __init__(self, cells: Mapping[str, str], where: str, faults: list[PresteError]) -> None:
        self._cells, self._where, self._faults = cells, where, faults

    def refuse(self, field: str, message: str, remedy: str, code: str = _CODE) -> None:
        """Note a fault."""
        self._faults.append(InputError(message, field=field, where=self._where, remedy=remedy, code=code))

    def text(self, name: str) -> str:
        """A cell as it is."""
        return self._cells.get(name, "")

    def among(self, name: str, allowed: Collection[str], *, wanted: bool = True) -> str:
        """One of a list."""
        value = self.text(name)
        if value not in allowed and (wanted or value):
            self.refuse(name, f"{value!r} is not a {name}", f"use one of {', '.join(sorted(allowed))}")
        return value

    def date(self, name: str, *, wanted: bool = False) -> dt.date | None:
        """A day written 2026-09-01."""
        value = self.text(name)
        try:
            return dt.date.fromisoformat(value) if value or wanted else None
        except ValueError:
            self.refuse(name, f"{value!r} is not a date", "write it as 2026-09-01")
            return None

    def count(self, name: str) -> int | None:
        """A whole number of hours."""
        value = self.text(name)
        if not value:
            return None
        if not (value.isascii() and value.isdigit() and len(value) <= _MOST_HOURS and int(value)):
            self.refuse(name, f"{value!r} is no number of hours", "write whole hours: 120")
            return None
        return int(value)

    def hour(self, name: str) -> str:
        """An hour of the day: 1730."""
        value = self.text(name)
        if value and HourOfDay().fault(value):
            self.refuse(name, f"{value!r} is no hour of the day", "write four digits: 1730")
        return value

    def period(self) -> str:
        """The number of a Dimona period."""
        try:
            return dimona_period.validate(self.text("number"))
        except IdentifierError as fault:
            self.refuse("number", fault.message, fault.remedy, fault.code)
            return ""
