"""Posting: pay items added to the file of a month in a dossier folder."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

from preste.calendar import Month
from preste.errors import InputError
from preste.money import text
from preste.payroll.dossier_files import DELIMITER, read_rows
from preste.records import PayItem

COLUMNS = ("contract", "kind", "label", "amount", "quantity", "details")


def append_items(folder: Path, month: Month, items: Sequence[tuple[str, PayItem]]) -> Path:
    """Add items to items/MONTH.csv, under its own columns; the file is replaced whole, never left half written."""
    path = folder / "items" / f"{month}.csv"
    path.parent.mkdir(exist_ok=True)
    before = path.read_text(encoding="utf-8-sig") if path.exists() else DELIMITER.join(COLUMNS) + "\n"
    head = next((cells for _, cells in read_rows(path)), list(COLUMNS)) if path.exists() else list(COLUMNS)
    if lost := {name for one in items for name, value in _cells(*one).items() if value and name not in head}:
        remedy = f"add the columns {', '.join(sorted(lost))} to its first row"
        raise InputError(f"{path} has no column for {min(lost)}", remedy=remedy, code="E-DOSSIER-CSV")
    if before and not before.endswith("\n"):
        before += "\n"
    rows = [DELIMITER.join(_cells(contract, item).get(name, "") for name in head) for contract, item in items]
    draft = path.with_name(f".{path.name}.new")
    draft.write_text(before + "\n".join(rows) + "\n", encoding="utf-8")
    os.replace(draft, path)
    return path


def _cells(contract: str, item: PayItem) -> dict[str, str]:
    details = " ".join(f"{name}={value}" for name, value in item.details.items())
    amount = text(item.amount).replace(".", ",")
    return {"contract": contract, "kind": item.kind, "label": item.label, "amount": amount, "details": details}
