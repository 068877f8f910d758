"""The account of a dossier folder written as it is read."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from preste.money import text
from preste.payroll.dossier_write import write_csv
from preste.payroll.onss_account.model import Entry
from preste.payroll.onss_account.read import COLUMNS, FILE


def write_entries(folder: Path, entries: Sequence[Entry]) -> None:
    """Write the entries of an account; no file without any."""
    if entries:
        rows = [
            (one.kind, one.period, one.day.isoformat() if one.day else "", text(one.amount), one.towards, one.note)
            for one in entries
        ]
        write_csv(folder / FILE, COLUMNS, rows)
