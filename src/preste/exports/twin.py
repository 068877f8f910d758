"""A table of the screen as a file: CSV for a French spreadsheet, xlsx, or JSON. The same rows and names in each.

Values are Python's own: texts, dates, moments, plain integers, cents and hundredths of hours; None is unknown or empty.
Rows are taken one by one, so that a long table does not stand in memory.
"""

from __future__ import annotations

import csv
import datetime as dt
import io
import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum
from typing import Any, BinaryIO

from preste.exports.table import amount, safe

Value = str | int | dt.date | dt.datetime | None


class Kind(Enum):
    """What a column holds, and the unit it is told in as JSON."""

    TEXT = ""
    INTEGER = "count"
    AMOUNT = "cents of EUR"
    HOURS = "hundredths of hours"
    QUANTITY = "hundredths"
    DATE = "YYYY-MM-DD"
    MOMENT = "ISO 8601"


@dataclass(frozen=True)
class Table:
    """A table: the name of its file without ending, the kind of each column by its key, and the rows."""

    name: str
    columns: Mapping[str, Kind]
    rows: Iterable[Sequence[Value]]


_HUNDREDTHS = (Kind.AMOUNT, Kind.HOURS, Kind.QUANTITY)
_FORMATS = {
    Kind.AMOUNT: "# ##0.00",
    Kind.HOURS: "0.00",
    Kind.QUANTITY: "0.00",
    Kind.DATE: "dd/mm/yyyy",
    Kind.MOMENT: "dd/mm/yyyy hh:mm:ss",
}
_WIDTHS = {Kind.TEXT: 28, Kind.DATE: 12, Kind.MOMENT: 20}
_MOST_TEXT = 32_767
"""Characters an xlsx cell holds."""


def write_csv(table: Table, out: BinaryIO) -> None:
    """Semicolons, decimal commas, UTF-8 with its mark; text never a formula."""
    text = io.TextIOWrapper(out, encoding="utf-8-sig", newline="")
    writer = csv.writer(text, delimiter=";", lineterminator="\r\n")
    writer.writerow(table.columns)
    kinds = tuple(table.columns.values())
    for row in table.rows:
        writer.writerow([_csv_cell(kind, value) for kind, value in zip(kinds, row, strict=True)])
    text.detach()


def _csv_cell(kind: Kind, value: Any) -> str:
    if value is None:
        return ""
    if kind in _HUNDREDTHS:
        return amount(value)
    return _plain(value) if kind is not Kind.TEXT else safe(str(value))


def _plain(value: Any) -> str:
    """A date or moment as ISO 8601; anything else as its text."""
    if isinstance(value, dt.datetime):
        return value.isoformat(timespec="seconds")
    return value.isoformat() if isinstance(value, dt.date) else str(value)


def write_json(table: Table, out: BinaryIO) -> None:
    """Columns with their kinds and units, then the rows as objects; an amount is an integer of cents."""
    schema = [{"key": key, "kind": kind.name.lower(), "unit": kind.value} for key, kind in table.columns.items()]
    out.write(f'{{"schema": "preste.table/1", "table": {json.dumps(table.name)}, '.encode())
    out.write(f'"columns": {json.dumps(schema)}, "rows": ['.encode())
    for i, row in enumerate(table.rows):
        told = {
            key: value if value is None or isinstance(value, int) else _plain(value)
            for key, value in zip(table.columns, row, strict=True)
        }
        out.write((",\n" * bool(i) + json.dumps(told, ensure_ascii=False)).encode())
    out.write(b"]}\n")


def write_xlsx(table: Table, out: BinaryIO) -> None:
    """One sheet with a fixed head: numbers as numbers, dates as dates, and text that is never a formula or a link."""
    from xlsxwriter import Workbook

    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with Workbook(out, options) as book:
        sheet = book.add_worksheet()
        sheet.freeze_panes(1, 0)
        bold = book.add_format({"bold": True, "bottom": 1})
        formats = {kind: book.add_format({"num_format": text}) for kind, text in _FORMATS.items()}
        for i, (key, kind) in enumerate(table.columns.items()):
            sheet.set_column(i, i, max(_WIDTHS.get(kind, 12), len(key) + 2))
            sheet.write_string(0, i, key, bold)
        kinds = tuple(table.columns.values())
        for n, row in enumerate(table.rows, start=1):
            for i, (kind, value) in enumerate(zip(kinds, row, strict=True)):
                if value is not None:
                    _xlsx_cell(sheet, n, i, kind, value, formats.get(kind))


def _xlsx_cell(sheet: Any, row: int, column: int, kind: Kind, value: Any, shape: Any) -> None:
    if kind in _HUNDREDTHS:
        sheet.write_number(row, column, Decimal(value).scaleb(-2), shape)
    elif kind is Kind.INTEGER:
        sheet.write_number(row, column, value)
    elif kind in (Kind.DATE, Kind.MOMENT) and not isinstance(value, str):
        sheet.write_datetime(row, column, _local(value), shape)
    else:
        sheet.write_string(row, column, str(value)[:_MOST_TEXT])


def _local(value: dt.date | dt.datetime) -> dt.date | dt.datetime:
    """Excel knows no time zone: the moment as the clock showed it, in its own zone."""
    return value.replace(tzinfo=None) if isinstance(value, dt.datetime) else value


WRITERS: Mapping[str, tuple[Callable[[Table, BinaryIO], None], str]] = {
    "csv": (write_csv, "text/csv; charset=utf-8"),
    "xlsx": (write_xlsx, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    "json": (write_json, "application/json; charset=utf-8"),
}
"""Each form of file: who writes it, and its type."""
