"""A dossier written as the folder that `payroll/dossier.py` reads: who employs, who works, what happened each month.

It tells what is true, as it is known now: since when something is known is not told, so that the folder computes its
months as they should be. What a folder cannot tell is found by reading it back (`lost`).
"""

from __future__ import annotations

import csv
import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import MISSING, Field, fields, replace
from pathlib import Path
from typing import Any

import yaml

from preste.money import text
from preste.payroll.brought import month_written
from preste.payroll.carry import REST, REST_MONTH, WHOLE
from preste.payroll.dossier_files import DELIMITER
from preste.payroll.dossier_records import WEEKDAYS
from preste.payroll.dossier_scales import COLUMNS as SCALE_COLUMNS
from preste.payroll.month import Dossier
from preste.payroll.scales import Scales
from preste.payroll.takeover import TakeOver
from preste.payroll.takeover.write import PLACE, write_taken
from preste.records import Contract, Dated, Day, Employer, Worker

_AMOUNTS = frozenset({
    "amount", "quantity", "full_time_hours", "meal_voucher_value", "meal_voucher_worker", "total", "monthly",
    "already_paid", "days", "taken_before", "supplementary_paid", "variable_pay", "carried", "simple", "double",
    "taken", "days_week", "hours_week", "used", "quarter",
})  # fmt: skip
"""Whole numbers that hide two decimals; the others are counts."""
_SCHEDULES = ("schedule", "partial_schedule")
_OF_A_WORKER = {
    "household": "households", "garnishments": "garnishments", "declared_children": "declared_children",
    "elsewhere": "elsewhere",
}  # fmt: skip
"""What a worker's file holds once, whatever the number of contracts, and where a contract has it."""
_OF_A_CONTRACT = ("terms", "items", "holidays", "incapacities")
_ITEM_COLUMNS = ("contract", "kind", "label", "amount", "quantity", "details", "paid_on")
_DAY_COLUMNS = ("contract", "date", "code", "hours", "event")


def write_dossier(folder: Path, dossier: Dossier) -> None:
    """Write a dossier into an empty folder."""
    _yaml(folder / "employer.yaml", _employer(dossier))
    for name, own in _workers(dossier.contracts).items():
        _yaml(folder / "workers" / f"{name}.yaml", _worker(own))
    _days(folder, dossier.contracts)
    _apart(folder, dossier.contracts)
    if dossier.scales:
        write_csv(folder / "scales.csv", SCALE_COLUMNS, _scales(dossier.scales))
    if dossier.taken_over is not None:
        write_taken(folder / PLACE, dossier.taken_over)
    elif dossier.opening:
        write_csv(folder / "opening.csv", ("contract", "name", "value", "earned"), _opening(dossier.opening))


def lost(dossier: Dossier, back: Dossier) -> list[str]:
    """What of a dossier its folder does not tell, by contract and field: empty when it comes back whole."""
    found = [
        f"employer: {one.name}"
        for one in fields(Employer)
        if one.name != "id" and getattr(dossier.employer, one.name) != getattr(back.employer, one.name)
    ]
    again = {one.id: one for one in back.contracts}
    for contract in dossier.contracts:
        same = again.get(contract.id)
        if same is None:
            found.append(contract.id)
            continue
        was, now = _plain(contract), _plain(replace(same, worker=replace(same.worker, id=contract.worker.id)))
        found += [f"{contract.id}: {name}" for name in was if was[name] != now[name]]
    shared = [name for name in ("begins", "opening", "scales", "taken_over") if not _same_part(dossier, back, name)]
    return found + shared


def write_csv(path: Path, columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    """A file of rows under its columns."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, delimiter=DELIMITER, lineterminator="\n")
        writer.writerow(columns)
        writer.writerows(rows)


# ── the employer and the workers ───────────────────────────────────────────────────────────


def _employer(dossier: Dossier) -> dict[str, Any]:
    told = _told(dossier.employer, "id", "establishments", "replacement_days", "history")
    told["establishments"] = [_told(one) for one in dossier.employer.establishments]
    told["replacement_days"] = [_told(one) for one in dossier.employer.replacement_days]
    told["history"] = [_whole(one) for one in dossier.employer.history]
    if dossier.begins is not None:
        told["begins"] = str(dossier.begins)
    return {name: value for name, value in told.items() if value not in ([], "")} | {"onss_number": told["onss_number"]}


def _workers(contracts: Iterable[Contract]) -> dict[str, list[Contract]]:
    """The contracts of each worker, by the name of the worker's file: the number, or the id where it names no file."""
    found: dict[str, list[Contract]] = defaultdict(list)
    for one in contracts:
        found[one.worker.id].append(one)
    numbers = [own[0].worker.number for own in found.values()]
    return {
        number if _names_a_file(number := own[0].worker.number) and numbers.count(number) == 1 else id: own
        for id, own in found.items()
    }


def _names_a_file(text: str) -> bool:
    return text.isascii() and text.isalnum() and len(text) <= len("1234567890123456")


def _worker(own: Sequence[Contract]) -> dict[str, Any]:
    worker: Worker = own[0].worker
    told = {"number": worker.number, "niss": worker.niss} | _told(worker, "id")
    for name, where in _OF_A_WORKER.items():
        if rows := [_told(one) for one in getattr(own[0], where)]:
            told[name] = [_when(row) if name == "elsewhere" else row for row in rows]
    told["contracts"] = [_contract(one) for one in own]
    return told


def _when(row: dict[str, Any]) -> dict[str, Any]:
    """What was used elsewhere is dated by the day it was told."""
    return {"told_on" if name == "valid_from" else name: value for name, value in row.items() if name != "valid_to"}


def _contract(one: Contract) -> dict[str, Any]:
    told = _told(one, "worker", "days", "leaving", *_OF_A_WORKER.values(), *_OF_A_CONTRACT)
    if one.leaving is not None:
        told["leaving"] = _told(one.leaving)
    for name in _OF_A_CONTRACT:
        if rows := [_told(each) for each in getattr(one, name) if getattr(each, "paid_on", None) is None]:
            told[name] = rows
    return told


def _told(one: Any, *without: str) -> dict[str, Any]:
    """The fields of a record that are not as usual, as a file has them."""
    return {
        field.name: _value(field.name, value)
        for field in fields(one)
        if field.name not in without and field.name != "known_since"
        if (value := getattr(one, field.name)) != _usual(field)
    }


def _whole(one: Any) -> dict[str, Any]:
    return {field.name: _value(field.name, getattr(one, field.name)) for field in fields(one)}


def _usual(field: Field[Any]) -> Any:
    if field.default_factory is not MISSING:
        return field.default_factory()
    return field.default


def _value(name: str, value: Any) -> Any:
    if isinstance(value, dt.date):
        return value.isoformat()
    if isinstance(value, bool | str | None):
        return value
    if isinstance(value, int):
        return text(value) if name in _AMOUNTS else value
    if name in _SCHEDULES:
        return {day: text(hours) for day, hours in zip(WEEKDAYS, value, strict=True) if hours}
    if isinstance(value, Mapping):
        return dict(value)
    return [_told(one) for one in value] if isinstance(value, tuple) else _told(value)


def _yaml(path: Path, data: dict[str, Any]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", encoding="utf-8") as file:
        yaml.safe_dump(data, file, allow_unicode=True, sort_keys=False, width=120)


# ── rows ───────────────────────────────────────────────────────────────────────────────────


def _days(folder: Path, contracts: Iterable[Contract]) -> None:
    months: dict[str, list[tuple[str, ...]]] = defaultdict(list)
    for contract in contracts:
        for day in contract.days:
            months[f"{day.date:%Y-%m}"].append(
                (contract.id, day.date.isoformat(), day.code, text(day.hours), _event(day))
            )
    for month, rows in months.items():
        write_csv(folder / "days" / f"{month}.csv", _DAY_COLUMNS, rows)


def _apart(folder: Path, contracts: Iterable[Contract]) -> None:
    """What is paid on a day of its own, which only the months' files can tell."""
    months: dict[str, list[tuple[str, ...]]] = defaultdict(list)
    for contract in contracts:
        for one in contract.items:
            if one.paid_on is not None:
                details = " ".join(f"{name}={value}" for name, value in one.details.items())
                numbers = text(one.amount), text(one.quantity)
                row = (contract.id, one.kind, one.label, *numbers, details, one.paid_on.isoformat())
                months[f"{one.valid_from:%Y-%m}"].append(row)
    for month, rows in months.items():
        write_csv(folder / "items" / f"{month}.csv", _ITEM_COLUMNS, rows)


def _event(day: Day) -> str:
    return f"{day.event} {day.event_date}" if day.event and day.event_date else day.event


def _scales(scales: Scales) -> Iterator[tuple[str, ...]]:
    for name, held in scales.items():
        for one in held:
            for years, amount in one.steps:
                yield name, one.pay_basis, one.valid_from.isoformat(), str(years), text(amount)


def _opening(opening: Mapping[str, Mapping[str, int]]) -> Iterator[tuple[str, ...]]:
    for contract, balances in opening.items():
        for name, value in balances.items():
            if name != REST_MONTH:
                earned = str(month_written(balances[REST_MONTH])) if name == REST and REST_MONTH in balances else ""
                yield contract, name, str(value) if name in WHOLE else text(value), earned


# ── read back ──────────────────────────────────────────────────────────────────────────────


def _plain(contract: Contract) -> dict[str, Any]:
    """A contract field by field, without since when things are known; lists in an order of their own."""
    return {one.name: _unknown(getattr(contract, one.name)) for one in fields(contract)}


def _unknown(value: Any) -> Any:
    if not isinstance(value, tuple):
        return value
    return sorted((replace(one, known_since=None) if isinstance(one, Dated) else one for one in value), key=repr)


def _same_part(dossier: Dossier, back: Dossier, name: str) -> bool:
    was, now = getattr(dossier, name), getattr(back, name)
    if isinstance(was, TakeOver) and isinstance(now, TakeOver):
        return _by_contract(was) == _by_contract(now)
    return (was or None) == (now or None)


def _by_contract(taken: TakeOver) -> TakeOver:
    return replace(taken, months=tuple(sorted(taken.months, key=lambda one: (one.contract, one.first))))
