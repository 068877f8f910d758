"""What a dossier folder holds of Dimona, besides its records.

    dimona/periods.csv   the periods that the ONSS knows, with the numbers it gave
    dimona/plan.csv      what was planned, in place of what dates and schedule say; no hours (0): nothing is
    dimona/details.csv   what Dimona alone asks: type of worker, hours of days, user of an agency, trainees, cards
    dimona/registrations.csv   the days of flexi-jobs that the ONSS knows, with the numbers it gave

All are optional. Without the first, whatever starts in the days asked for is taken as not declared yet.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterator, Mapping
from dataclasses import replace
from pathlib import Path

from preste.declarations.dimona.model import ControlCards, Period, SmallStatute, UsingEmployer
from preste.declarations.dimona.places import dimona_address, street_line
from preste.declarations.dimona.registrations import Registered
from preste.declarations.dimona.told import Particulars, Plan
from preste.declarations.dimona.tree import HourOfDay, zones
from preste.declarations.dimona.worker_types import AGENCY, JOINT_COMMITTEES, WORKER_TYPES
from preste.errors import IdentifierError, InputError, PresteError, refuse
from preste.ids import dimona_period, enterprise
from preste.payroll.dossier_files import DELIMITER, read_rows
from preste.records import Address as Postal

PERIODS, PLAN, DETAILS = "dimona/periods.csv", "dimona/plan.csv", "dimona/details.csv"
REGISTRATIONS = "dimona/registrations.csv"
_USER = ("user_number", "user_name", "user_street", "user_postcode", "user_city", "user_committee")
_TIMES = ("planned_hours", "start_hour", "end_hour")
COLUMNS: Mapping[str, tuple[str, ...]] = {
    PERIODS: ("contract", "number", "worker_type", "joint_committee", "start", "end", *_TIMES),
    PLAN: ("contract", "start", "end", "worker_type", *_TIMES),
    DETAILS: (
        "contract",
        "since",
        "worker_type",
        "by_day",
        "start_hour",
        "pause",
        "flat_rate",
        "sub_entity",
        *_USER,
        "nature",
        "risk",
        "status",
        "first_card",
        "second_card",
    ),
    REGISTRATIONS: ("number", "period", "start", "start_hour", "end", "end_hour"),
}
"""The columns of each file, in any order; those of `_OPTIONAL` may be left out."""
_OPTIONAL = ("end", "worker_type", *_TIMES, *COLUMNS[DETAILS][2:])
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
        contract = row.contract(contracts)
        start = row.date("start", wanted=True)
        kind = row.among("worker_type", WORKER_TYPES, wanted=False)
        if start is not None:
            found.append(
                Plan(
                    contract=contract,
                    start=start,
                    end=row.date("end"),
                    worker_type=kind,
                    planned_hours=row.count("planned_hours", none=True),
                    start_hour=row.hour("start_hour"),
                    end_hour=row.hour("end_hour"),
                )
            )
    refuse(f"errors in {folder / PLAN}", faults)
    return found


def read_particulars(folder: Path, contracts: Collection[str]) -> list[Particulars]:
    """What was told for Dimona alone of the contracts of a dossier. Raises DossierError."""
    faults: list[PresteError] = []
    found = []
    for row in _rows(folder, DETAILS, faults):
        contract, since = row.contract(contracts), row.date("since", wanted=True)
        told = _particulars(row)
        if since is not None:
            found.append(replace(told, contract=contract, since=since))
    refuse(f"errors in {folder / DETAILS}", faults)
    return found


def read_registrations(folder: Path) -> list[Registered]:
    """The days that the ONSS knows of flexi-jobs. Raises DossierError."""
    faults: list[PresteError] = []
    found = []
    for row in _rows(folder, REGISTRATIONS, faults):
        start, end = row.date("start", wanted=True), row.date("end")
        number, period = row.digits("number", "DailyRegistrationId"), row.period("period")
        hours = {name: row.hour(name) for name in ("start_hour", "end_hour")}
        if start is not None:
            found.append(Registered(number=number, period=period, start=start, end=end or start, **hours))
    refuse(f"errors in {folder / REGISTRATIONS}", faults)
    return found


def _particulars(row: _Row) -> Particulars:
    return Particulars(
        contract="",
        since=dt.date.min,
        worker_type=row.among("worker_type", WORKER_TYPES, wanted=False),
        by_day=row.flag("by_day"),
        start_hour=row.hour("start_hour"),
        pause=row.count("pause") or 0,
        flat_rate=row.flag("flat_rate"),
        sub_entity=row.digits("sub_entity", "SubEntityNbr"),
        using_employer=_user(row),
        small_statute=_small_statute(row),
        cards=_cards(row),
    )


def particulars_cells(told: Particulars) -> list[str]:
    """The row of a contract's particulars, in the order of their columns, as `read_particulars` reads it."""
    user, statute, cards = told.using_employer, told.small_statute, told.cards
    address = None if user is None else user.address
    return [
        told.contract,
        told.since.isoformat(),
        told.worker_type,
        "1" if told.by_day else "",
        told.start_hour,
        str(told.pause or ""),
        "1" if told.flat_rate else "",
        told.sub_entity,
        *(("", "") if user is None else (user.enterprise_number, user.name)),
        *(("", "", "") if address is None else (street_line(address), address.postcode, address.city)),
        "" if user is None else user.joint_committee,
        *(("", "", "") if statute is None else (statute.nature, statute.risk, statute.status)),
        *(("", "") if cards is None else (cards.first, cards.second)),
    ]


def _user(row: _Row) -> UsingEmployer | None:
    """The user of an agency: by its number, or by its name and address."""
    if not any(row.text(name) for name in _USER):
        return None
    number = row.enterprise("user_number")
    address = None
    if not number:
        postal = Postal(street=row.text("user_street"), postcode=row.text("user_postcode"), city=row.text("user_city"))
        try:
            address = dimona_address(postal)
        except InputError as fault:
            row.refuse("user_street", fault.message, fault.remedy, fault.code)
    return UsingEmployer(
        enterprise_number=number,
        name="" if number else row.text("user_name"),
        address=address,
        joint_committee=row.among("user_committee", JOINT_COMMITTEES - {AGENCY}, wanted=False),
    )


def _small_statute(row: _Row) -> SmallStatute | None:
    if not any(row.text(name) for name in ("nature", "risk", "status")):
        return None
    return SmallStatute(
        nature=row.among("nature", ("EMPLOYEE", "WORKER")),
        risk=row.digits("risk", "ActivityWithRisk"),
        status=row.among("status", ("F1", "F2")),
    )


def _cards(row: _Row) -> ControlCards | None:
    first, second = row.digits("first_card", "FirstMonthC32ANbr"), row.digits("second_card", "NextMonthC32ANbr")
    return ControlCards(first=first, second=second) if first or second else None


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

    def contract(self, contracts: Collection[str]) -> str:
        """One of the contracts of the dossier."""
        contract = self.text("contract")
        if contract not in contracts:
            self.refuse("contract", f"there is no contract {contract!r}", f"use one of {', '.join(sorted(contracts))}")
        return contract

    def count(self, name: str, *, none: bool = False) -> int | None:
        """A whole number of hours or minutes; `none`: 0 is one."""
        value = self.text(name)
        if not value:
            return None
        if not (value.isascii() and value.isdigit() and len(value) <= _MOST_HOURS and (int(value) or none)):
            self.refuse(name, f"{value!r} is no whole number of at most three digits", "write it as 120")
            return None
        return int(value)

    def flag(self, name: str) -> bool:
        """Whether something holds: 1, or 0 and empty."""
        return self.among(name, ("0", "1"), wanted=False) == "1"

    def digits(self, name: str, zone: str) -> str:
        """A number as a zone of the message takes it."""
        value = self.text(name)
        if value and zones()[zone].domain.fault(value):
            self.refuse(name, f"{value!r} is not well-written", "write its digits alone")
        return value

    def enterprise(self, name: str) -> str:
        """An enterprise number."""
        try:
            return enterprise.validate(self.text(name)) if self.text(name) else ""
        except IdentifierError as fault:
            self.refuse(name, fault.message, fault.remedy, fault.code)
            return ""

    def hour(self, name: str) -> str:
        """An hour of the day: 1730."""
        value = self.text(name)
        if value and HourOfDay().fault(value):
            self.refuse(name, f"{value!r} is no hour of the day", "write four digits: 1730")
        return value

    def period(self, name: str = "number") -> str:
        """The number of a Dimona period."""
        try:
            return dimona_period.validate(self.text(name))
        except IdentifierError as fault:
            self.refuse(name, fault.message, fault.remedy, fault.code)
            return ""
