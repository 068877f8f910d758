"""Tables as CSV for a French spreadsheet: semicolon, decimal comma, UTF-8 with its mark, text never a formula."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence

from preste import money

_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def amount(cents: int | None) -> str:
    """Cents as `1234,56`; empty when unknown."""
    return "" if cents is None else money.text(cents).replace(".", ",")


def safe(text: str) -> str:
    """Text that no spreadsheet takes for a formula."""
    return "'" + text if text.startswith(_FORMULA) else text


def csv_bytes(head: Sequence[str], rows: Iterable[Sequence[str]]) -> bytes:
    """The file's bytes. Cells that are amounts come from `amount`, all others from `safe`."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    writer.writerow(head)
    writer.writerows(rows)
    return out.getvalue().encode("utf-8-sig")
