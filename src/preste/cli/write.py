"""Writing a month to a folder: whole or not at all."""

from __future__ import annotations

import json
import os
import secrets
import shutil
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

from preste.belgium import FACTS
from preste.documents.explanation.page import explanation_page
from preste.documents.payslip import write as documents
from preste.engine import explain
from preste.errors import DocumentError, InputError
from preste.exports.month import accounting_csv, creditors_csv, summary_csv
from preste.payroll.payslip import Payslip

if sys.platform != "win32":
    import fcntl

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
_PAYSLIPS, _EXPLANATIONS, _SUMMARY, _ACCOUNTING = "fiches", "explications", "resume.csv", "comptabilite.csv"
_CREDITORS = "creanciers.csv"
CONTENTS = (_PAYSLIPS, _EXPLANATIONS, _SUMMARY, _ACCOUNTING, _CREDITORS)
"""What a month's folder holds, and nothing else; the last one only when creditors receive something."""
_BY_THE_DESKTOP = (".DS_Store", "Thumbs.db", "desktop.ini")
_DAY = 24 * 60 * 60


def check_place(place: Path, dossier: Path) -> None:
    """Refuse a month's folder `place` that is not ours to replace. Raises InputError.

    The dossier is read and never written: the month may lie neither around it nor in it, but for its own
    folder `out`. And a folder that happens to be called like the month keeps what its owner put there.
    """
    real, source = Path(os.path.realpath(place)), Path(os.path.realpath(dossier))
    if real.is_relative_to(source) and not real.is_relative_to(source / "out"):
        raise _no_place(f"{place} lies in the dossier {dossier}")
    if source.is_relative_to(real):
        raise _no_place(f"the dossier {dossier} lies in {place}, which would be replaced")
    if place.is_symlink() or (place.exists() and not place.is_dir()):
        raise _no_place(f"{place} is not a folder")
    if place.is_dir():
        others = sorted(one.name for one in place.iterdir() if one.name not in (*CONTENTS, *_BY_THE_DESKTOP))
        if others:
            raise _no_place(f"{place} holds {others[0]!r}, which Preste did not write")


def _no_place(message: str) -> InputError:
    return InputError(message, field="out", remedy="choose another folder with --out", code="E-OUT")


def restore_month(place: Path) -> None:
    """Put back the month that a killed run was replacing, and clear what killed runs left beside it."""
    if not place.parent.is_dir():
        return
    with _alone(place.parent):
        _settle(place)
    for part in place.parent.glob(f".{place.name}.*.part"):
        with suppress(FileNotFoundError):
            if time.time() - part.stat().st_mtime > _DAY:  # a younger one may belong to a run under way
                shutil.rmtree(part, ignore_errors=True)


def write_month(
    payslips: Sequence[Payslip], place: Path, *, processes: int, progress: Callable[[int, int], None]
) -> tuple[Path, tuple[DocumentError, ...]]:
    """Write payslips, explanations, summary, accounting lines and creditors of a month into the folder `place`.

    Everything is written beside first and put in place at the end; what stood there is replaced. A payslip
    that cannot be printed is told in the answer, the others are written.
    """
    place.parent.mkdir(parents=True, exist_ok=True)
    restore_month(place)
    beside = place.with_name(f".{place.name}.{secrets.token_hex(4)}.part")
    try:
        (beside / _EXPLANATIONS).mkdir(parents=True)
        written = documents.render_all(
            payslips, beside / _PAYSLIPS, processes=min(processes, 1 + len(payslips) // 20), progress=progress
        )
        for payslip in payslips:
            _explanation(payslip, beside / _EXPLANATIONS)
        (beside / _SUMMARY).write_bytes(summary_csv(payslips))
        (beside / _ACCOUNTING).write_bytes(accounting_csv(payslips))
        if any(one.amount for payslip in payslips for one in payslip.withheld):
            (beside / _CREDITORS).write_bytes(creditors_csv(payslips))
        _put(beside, place)
    except BaseException:
        shutil.rmtree(beside, ignore_errors=True)
        raise
    return place, written.refused


def _put(beside: Path, place: Path) -> None:
    """Let the finished folder take its place. At every moment the old month or the new one is on the disk, whole."""
    with _alone(place.parent):
        _settle(place)
        if place.exists():
            place.rename(_old(place))
        try:
            beside.rename(place)
        finally:
            _settle(place)


def _settle(place: Path) -> None:
    """Leave one folder of the two: the month in its place, or else the old one, put back."""
    old = _old(place)
    if place.exists():
        shutil.rmtree(old, ignore_errors=True)
    elif old.exists():
        old.rename(place)


def _old(place: Path) -> Path:
    """Where a month waits while the new one takes its place."""
    return place.with_name(f".{place.name}.old")


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """Keep two runs from moving months of a folder at the same time, where the system can: not on Windows.

    The lock is the folder's own: nothing is left behind, and a killed run frees it.
    """
    if sys.platform == "win32":
        yield
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        with suppress(OSError):  # a file system without locks
            fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)


def _explanation(payslip: Payslip, folder: Path) -> None:
    data = explain(payslip.trace, FACTS, RESULTS)
    name = Path(documents.file_name(payslip)).stem
    (folder / f"{name}.json").write_text(json.dumps(data, ensure_ascii=False, indent=1), encoding="utf-8")
    title = f"Fiche de paie expliquée : {payslip.contract.worker.name}, {payslip.month}"
    page = explanation_page(data, title, payslip.employer.name, RESULTS)
    (folder / f"{name}.html").write_text(page, encoding="utf-8")
