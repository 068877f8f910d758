"""Writing a takeover: empty files to fill in, the months computed here for another office, one put in place."""

from __future__ import annotations

import csv
import os
import secrets
import shutil
import tempfile
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from preste.calendar import Month
from preste.errors import InputError
from preste.money import text
from preste.payroll.dossier import read_dossier
from preste.payroll.dossier_files import DELIMITER
from preste.payroll.month import Dossier, pay_contract
from preste.payroll.takeover.files import FILES
from preste.payroll.takeover.records import COLUMNS, TakenMonths, amounts_of, sums

PLACE = "takeover"
"""The folder of a dossier that holds it."""


def write_template(folder: Path) -> list[Path]:
    """Empty files with their columns. Raises InputError when the folder holds something."""
    _empty(folder)
    return [_write(folder / name, columns, ()) for name, columns in FILES.items()]


def export(dossier: Dossier, last: Month, folder: Path) -> list[TakenMonths]:
    """The months of a year computed here, up to one of them, as another office takes them over.

    Raises as `pay_contract` does, and NoParameter when missing law left an amount unknown.
    """
    _empty(folder)
    first = max(Month(last.year, 1), dossier.begins or Month(last.year, 1))
    rows: list[TakenMonths] = []
    if dossier.taken_over is not None:
        rows += dossier.taken_over.months
    month = first
    while month <= last:
        rows += [amounts_of(pay_contract(dossier, one, month)) for one in dossier.contracts if one.active_in(month)]
        month = month.plus(1)
    _write(folder / "months.csv", FILES["months.csv"], [_cells(row) for row in rows])
    totals = [{"name": name, "value": text(total)} for name, total in sums(rows).items() if total]
    _write(folder / "controls.csv", FILES["controls.csv"], totals)
    return rows


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
        dossier = read_dossier(copy)
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
