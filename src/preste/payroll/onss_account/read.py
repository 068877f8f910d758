"""The account with the ONSS of a dossier folder: `onss/account.csv`, one entry a row.

    kind;period;day;amount;towards;note
    reference;2021-1;;9800,00;;
    opening;2021-4;2022-01-31;1200,00;;reste d'avant la reprise
    owed;2022-1;;11000,00;;
    payment;;2022-02-05;3000,00;2022-1;
    plan;;2022-09-05;500,00;;

`kind` is one of `model.KINDS`; `day` is that of a payment's arrival, of an instalment, or the term of an old debt.
"""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from preste.errors import DossierError, InputError, PresteError
from preste.money import parse
from preste.payroll.dossier_files import read_rows
from preste.payroll.onss_account.check import CODE, problems, twice
from preste.payroll.onss_account.model import Entry

COLUMNS = ("kind", "period", "day", "amount", "towards", "note")
FILE = Path("onss") / "account.csv"


def read_entries(folder: Path) -> tuple[Entry, ...]:
    """The entries of a dossier folder, none without the file. Raises DossierError with everything wrong."""
    path = folder / FILE
    if not path.exists():
        return ()
    found: list[Entry] = []
    errors: list[PresteError] = []
    try:
        rows = list(read_rows(path))
    except InputError as error:
        wrong = InputError(
            error.message,
            where=", ".join(part for part in (f"{FILE.as_posix()}", error.where) if part),
            remedy=error.remedy,
        )
        raise DossierError.of([wrong], str(path)) from None
    for number, row in rows[1:] if rows and tuple(rows[0][1]) == COLUMNS else rows:
        where = f"{FILE.as_posix()}, line {number}"
        cells = dict(zip(COLUMNS, [*row, *[""] * len(COLUMNS)], strict=False))
        try:
            entry = _entry(cells, where)
        except InputError as error:
            errors.append(error)
            continue
        bad = list(problems(entry, where))
        errors += bad
        if not bad:
            found.append(entry)
    errors += twice(found)
    if errors:
        raise DossierError.of(errors, str(path))
    return tuple(found)


def _entry(cells: dict[str, str], where: str) -> Entry:
    try:
        amount = parse(cells["amount"].replace(",", "."), field="amount")
    except InputError as error:
        raise InputError(error.message, where=where, field="amount", remedy=error.remedy, code=CODE) from None
    try:
        day = dt.date.fromisoformat(cells["day"]) if cells["day"] else None
    except ValueError:
        message, remedy = f"{cells['day']!r} is not a day", "write it as 2022-04-30"
        raise InputError(message, where=where, field="day", remedy=remedy, code=CODE) from None
    told = {name: cells[name] for name in ("kind", "period", "towards", "note")}
    return Entry(amount=amount, day=day, **told)
