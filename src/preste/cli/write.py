"""Writing a month to a folder: whole or not at all."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Sequence
from pathlib import Path

from preste.belgium import FACTS
from preste.documents.explanation.page import explanation_page
from preste.documents.payslip import write as documents
from preste.engine import explain
from preste.errors import DocumentError
from preste.exports.month import accounting_csv, summary_csv
from preste.payroll.payslip import Payslip

RESULTS = (
    "gross",
    "personal_contribution",
    "contribution_reductions",
    "taxable",
    "withholding",
    "special_contribution",
    "net",
    "employer_cost",
    "net_paid",
)
"""What a payslip's explanation begins with, in the order of the payslip; the last one stands out."""


def write_month(
    payslips: Sequence[Payslip], place: Path, *, processes: int, progress: Callable[[int, int], None]
) -> tuple[Path, tuple[DocumentError, ...]]:
    """Write payslips, explanations, summary and accounting lines of a month into the folder `place`.

    Everything is written beside first and put in place at the end; what stood there is replaced. A payslip
    that cannot be printed is told in the answer, the others are written.
    """
    place.parent.mkdir(parents=True, exist_ok=True)
    beside = place.with_name(f".{place.name}.part")
    shutil.rmtree(beside, ignore_errors=True)
    (beside / "explications").mkdir(parents=True)
    written = documents.render_all(
        payslips, beside / "fiches", processes=min(processes, 1 + len(payslips) // 20), progress=progress
    )
    for payslip in payslips:
        _explanation(payslip, beside / "explications")
    (beside / "resume.csv").write_bytes(summary_csv(payslips))
    (beside / "comptabilite.csv").write_bytes(accounting_csv(payslips))
    old = place.with_name(f".{place.name}.old")
    shutil.rmtree(old, ignore_errors=True)
    if place.exists():
        place.rename(old)
    beside.rename(place)
    shutil.rmtree(old, ignore_errors=True)
    return place, written.refused


def _explanation(payslip: Payslip, folder: Path) -> None:
    data = explain(payslip.trace, FACTS, RESULTS)
    name = Path(documents.file_name(payslip)).stem
    (folder / f"{name}.json").write_text(json.dumps(data, ensure_ascii=False, indent=1), encoding="utf-8")
    title = f"Fiche de paie expliquée : {payslip.contract.worker.name}, {payslip.month}"
    page = explanation_page(data, title, payslip.employer.name, RESULTS)
    (folder / f"{name}.html").write_text(page, encoding="utf-8")
