"""Writing a takeover: empty files to fill in, the months computed here for another office, one put in place."""

from __future__ import annotations

import csv
import os
import secrets
import shutil
import tempfile
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from preste.belgium.time.rest import rest_until
from preste.calendar import ONE_DAY, Month
from preste.errors import InputError
from preste.money import text
from preste.payroll.brought import rest_brought
from preste.payroll.carry import REST
from preste.payroll.dossier import read_dossier
from preste.payroll.dossier_files import DELIMITER
from preste.payroll.holiday import holiday_balance, holiday_year
from preste.payroll.holiday_rights import carried_over
from preste.payroll.month import Dossier, pay_contract
from preste.payroll.takeover.files import FILES
from preste.payroll.takeover.records import CARRIED, COLUMNS, TakenMonths, TakeOver, amounts_of, sums
from preste.records import Contract, held_on

PLACE = "takeover"
"""The folder of a dossier that holds it."""


def write_template(folder: Path) -> list[Path]:
    """Empty files with their columns. Raises InputError when the folder holds something."""
    _empty(folder)
    return [_write(folder / name, columns, ()) for name, columns in FILES.items()]


def write_taken(folder: Path, over: TakeOver) -> None:
    """What was taken over itself, as the files it is read from. Raises InputError when the folder holds something."""
    _empty(folder)
    _write_months(folder, over.months)
    _write_counts(folder, over)


@dataclass(frozen=True)
class HandedOver:
    """The months handed over, and the contracts whose holidays of the year are not: the dossier does not know them."""

    rows: list[TakenMonths]
    without_holidays: list[str]


def export(dossier: Dossier, last: Month, folder: Path) -> HandedOver:
    """The months of a year computed here, up to one of them, as another office takes them over; and what is known of
    holidays, of seniority and of the headcount taken over.

    Raises as `pay_contract` does, and NoParameter when missing law left an amount unknown.
    """
    _empty(folder)
    first = max(Month(last.year, 1), dossier.begins or Month(last.year, 1))
    rows: list[TakenMonths] = []
    if dossier.taken_over is not None:
        rows += dossier.taken_over.months
    month = first
    brought = {one.id: _rest_brought(dossier, one, first) for one in dossier.contracts}
    while month <= last:
        for one in dossier.contracts:
            if one.active_in(month):
                rows.append(_with_rest(amounts_of(pay_contract(dossier, one, month)), brought.pop(one.id, 0)))
        month = month.plus(1)
    rows = _with_carried(rows, dossier, last)
    _write_months(folder, rows)
    holidays = {one.id: told for one in dossier.contracts if (told := _holidays(one, last)) is not None}
    if holidays:
        _write(folder / "holidays.csv", FILES["holidays.csv"], holidays.values())
    if dossier.taken_over is not None:
        _write_counts(folder, dossier.taken_over)
    unknown = [one.id for one in dossier.contracts if one.active_in(last) and one.id not in holidays]
    return HandedOver(rows, unknown)


def _write_months(folder: Path, rows: Sequence[TakenMonths]) -> None:
    _write(folder / "months.csv", FILES["months.csv"], [_cells(row) for row in rows])
    totals = [{"name": name, "value": text(total)} for name, total in sums(rows).items() if total]
    _write(folder / "controls.csv", FILES["controls.csv"], totals)


def _write_counts(folder: Path, over: TakeOver) -> None:
    if over.seniority:
        since = [{"contract": name, "from": day.isoformat()} for name, day in over.seniority.items()]
        _write(folder / "seniority.csv", FILES["seniority.csv"], since)
    if over.headcount:
        counts = [{"quarter": quarter, "workers": str(workers)} for quarter, workers in over.headcount.items()]
        _write(folder / "headcount.csv", FILES["headcount.csv"], counts)


def _holidays(contract: Contract, last: Month) -> dict[str, str] | None:
    """The holidays of the year at the end of a month; None when the contract has ended, or the right is not known.

    The right is that of one schedule at this employer, else it is told in days.
    """
    terms = held_on(contract.terms, max(last.first, contract.start))
    known = holiday_year(contract, last.year)
    if known is None or terms is None or not contract.active_in(last):
        return None
    balance = holiday_balance(contract, terms, last)
    if balance is None:
        return None
    numbers = {
        "taken": balance.taken, "supplementary_paid": known.supplementary_paid, "variable_pay": known.variable_pay,
        "variable_months": 100 * known.variable_months,
    }  # fmt: skip
    if known.days is None and len(known.work) == 1 and not known.certificates:
        (work,) = known.work
        numbers |= {"months": 100 * work.months, "days_week": work.days_week, "hours_week": work.hours_week}
    else:
        numbers["days"] = balance.right
    return {"contract": contract.id, "year": str(known.year)} | {n: text(v) for n, v in numbers.items() if v}


def _rest_brought(dossier: Dossier, contract: Contract, first: Month) -> int:
    """The compensatory rest left from before the first month handed over, but for what rows taken over tell."""
    told = dossier.taken_over.months if dossier.taken_over is not None else ()
    opening = dossier.opening.get(contract.id, {})
    brought = rest_brought(contract.id, dossier.begins, opening, dossier.taken_over)
    rest = rest_until(contract, first, brought, first.first - ONE_DAY)
    return (rest.left if rest else 0) - sum(row[REST] for row in told if row.contract == contract.id)


def _with_rest(row: TakenMonths, hours: int) -> TakenMonths:
    """A row with hours of rest that were left before it."""
    return replace(row, amounts={**row.amounts, REST: row[REST] + hours}) if hours else row


def _with_carried(rows: list[TakenMonths], dossier: Dossier, last: Month) -> list[TakenMonths]:
    """The rows with the holidays carried over that each contract has left, on its last row."""
    begins, done = last.plus(1), list(rows)
    for contract in dossier.contracts:
        place = max((n for n, row in enumerate(done) if row.contract == contract.id), default=None)
        if place is None or not contract.active_in(last):
            continue
        left = {one.year: one.left for one in carried_over(contract, begins, last.last)}
        for back, name in enumerate(CARRIED, 1):
            told = sum(row[name] for row in done if row.contract == contract.id)
            if days := left.get(begins.year - back, 0) - told:
                row = done[place]
                done[place] = replace(row, amounts={**row.amounts, name: row[name] + days})
    return done


def take_over(folder: Path, source: Path, *, write: bool) -> Dossier:
    """The dossier with a takeover; it is put in place, whole, when `write`. Raises DossierError with every fault."""
    place = folder / PLACE
    if place.exists():
        remedy = "the months before begins are known: correct them there, or take the folder away first"
        raise InputError(f"{place} exists already", where=str(place), remedy=remedy, code="E-TAKEOVER")
    if not source.is_dir():
        remedy = "write one with: preste takeover template"
        raise InputError(f"{source} is not a folder", where=str(source), remedy=remedy, code="E-TAKEOVER")
    with tempfile.TemporaryDirectory() as trial:
        copy = Path(trial) / folder.resolve().name
        shutil.copytree(folder, copy)
        shutil.copytree(source, copy / PLACE)
        dossier = read_dossier(copy, folder)
    if write:
        draft = folder / f".{PLACE}.{secrets.token_hex(4)}.part"
        shutil.copytree(source, draft)
        os.rename(draft, place)
    return dossier


def _empty(folder: Path) -> None:
    if folder.exists() and any(folder.iterdir() if folder.is_dir() else [folder]):
        remedy = "choose another folder"
        raise InputError(f"{folder} exists and is not empty", where=str(folder), remedy=remedy, code="E-TAKEOVER")
    folder.mkdir(parents=True, exist_ok=True)


def _cells(row: TakenMonths) -> dict[str, str]:
    amounts = {name: text(row[name]) for name in COLUMNS if row[name]}
    return {"contract": row.contract, "from": str(row.first), "to": str(row.last), **amounts}


def _write(path: Path, columns: Sequence[str], rows: Iterable[Mapping[str, str]]) -> Path:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, columns, restval="", delimiter=DELIMITER, lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
    return path
