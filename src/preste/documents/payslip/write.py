"""Payslips set in type: one PDF each, or one for all.

Every PDF is tagged and follows PDF/A-2a and PDF/UA-1. Its date is the day of payment and its identifier
comes from its content, so that the same payslip gives the same bytes, today and in ten years. The data go in
as JSON, never as markup; only our own fonts are used.
"""

from __future__ import annotations

import datetime as dt
import json
import multiprocessing
import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, TypeAlias

import typst

from preste.documents.payslip.mentions import check_mentions
from preste.documents.payslip.names import file_name
from preste.documents.payslip.view import payslip_view
from preste.documents.payslip.words import month as month_in_words
from preste.errors import DocumentError
from preste.payroll.payslip import Payslip

__all__ = ["STANDARDS", "Written", "file_name", "render", "render_all", "render_batch"]

STANDARDS: list[typst.PDFStandard] = ["a-2a", "ua-1"]

_HERE = Path(__file__).parent
_FONTS = _HERE.parent / "fonts"

CHUNK = 8
"""Payslips handed to a process at a time."""

View: TypeAlias = Mapping[str, Any]
Task: TypeAlias = tuple[View, int, Path]
"""What is printed, the moment of payment in seconds, and the file."""
Progress: TypeAlias = Callable[[int, int], None]
"""Told how many payslips are done, and of how many."""


@dataclass(frozen=True)
class Written:
    """What a batch gave: the files, in the order of the payslips, and the payslips that were refused."""

    files: tuple[Path, ...]
    refused: tuple[DocumentError, ...]


def render(payslips: Iterable[Payslip]) -> Iterator[bytes]:
    """One PDF for each payslip. Raises DocumentError at the first that lacks what the law asks."""
    for payslip in payslips:
        yield _pdf([_checked(payslip)], _moment(payslip.paid_on))


def render_batch(payslips: Sequence[Payslip]) -> bytes:
    """One PDF with every payslip, each from a new page. Raises DocumentError; the batch holds at least one."""
    if not payslips:
        raise DocumentError(
            "there is no payslip to print", field="payslips", remedy="give at least one", code="E-DOCUMENT-EMPTY"
        )
    title = f"Fiches de paie, {month_in_words(payslips[0].month)}"
    return _pdf([_checked(p) for p in payslips], _moment(max(p.paid_on for p in payslips)), title)


def render_all(
    payslips: Sequence[Payslip], out_dir: Path, *, processes: int = 1, progress: Progress | None = None
) -> Written:
    """Write each payslip into its own file of `out_dir`, named by `file_name`; several processes go faster.

    A file appears whole or not at all. A payslip that lacks what the law asks is refused and told in the
    answer; the others are written. Raises DocumentError when two payslips would have the same name.
    A script that asks for several processes keeps its own start under `if __name__ == "__main__"`.
    """
    out_dir.mkdir(parents=True, exist_ok=True)
    _require_distinct(payslips)
    files: list[Path] = []
    refused: list[DocumentError] = []
    told = 0
    for outcome in _each(_tasks(payslips, out_dir, refused), min(processes, len(payslips))):
        if isinstance(outcome, Path):
            files.append(outcome)
        else:
            refused.append(outcome)
        told = len(files) + len(refused)
        if progress is not None:
            progress(told, len(payslips))
    if progress is not None and told < len(payslips):
        progress(len(payslips), len(payslips))
    return Written(tuple(files), tuple(refused))


def _tasks(payslips: Iterable[Payslip], out_dir: Path, refused: list[DocumentError]) -> Iterator[Task]:
    """What is to be set in type and where it goes; payslips without a mention join the refused ones."""
    for payslip in payslips:
        try:
            yield _checked(payslip), _moment(payslip.paid_on), out_dir / file_name(payslip)
        except DocumentError as error:
            refused.append(error)


def _require_distinct(payslips: Sequence[Payslip]) -> None:
    seen: set[str] = set()
    for payslip in payslips:
        name = file_name(payslip)
        if name in seen:
            raise DocumentError(
                f"two payslips would be written to {name}",
                field="contract.id",
                where=f"contract {payslip.contract.id}, {payslip.month}",
                remedy="write the payslips of each employer in a folder of its own, one for each contract and month",
                code="E-DOCUMENT-NAME",
            )
        seen.add(name)


def _checked(payslip: Payslip) -> View:
    view = payslip_view(payslip)
    check_mentions(view)
    return view


def _moment(day: dt.date) -> int:
    """Noon of a day, as the seconds a PDF's date is made of."""
    return int(dt.datetime(day.year, day.month, day.day, 12, tzinfo=dt.UTC).timestamp())


def _each(tasks: Iterator[Task], processes: int) -> Iterator[Path | DocumentError]:
    """Write the tasks, in order: the file of each, or why it was refused."""
    if processes <= 1:
        yield from map(_write, tasks)
        return
    # Not "fork": the caller may hold threads and database connections. Tasks are handed out as they are read.
    with ProcessPoolExecutor(processes, mp_context=multiprocessing.get_context("spawn")) as pool:
        yield from pool.map(_write, tasks, chunksize=CHUNK)


def _write(task: Task) -> Path | DocumentError:
    view, moment, path = task
    try:
        content = _pdf([view], moment)
    except DocumentError as error:
        return error
    part = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        part.write_bytes(content)
        os.replace(part, path)
    finally:
        part.unlink(missing_ok=True)
    return path


@cache
def _compiler() -> typst.Compiler:
    """The process's one compiler: reading template and fonts is what costs."""
    fonts = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[_FONTS])
    return typst.Compiler(_HERE / "template.typ", root=_HERE, font_paths=fonts)


def _pdf(views: Sequence[View], moment: int, title: str = "") -> bytes:
    inputs = {"payslips": json.dumps(views, ensure_ascii=False), "title": title or str(views[0]["title"])}
    try:
        content = _compiler().compile(format="pdf", sys_inputs=inputs, pdf_standards=STANDARDS, timestamp=moment)
    except typst.TypstError as error:
        raise DocumentError(
            f"the payslip cannot be set in type: {error.message}",
            where=str(views[0]["where"]) if len(views) == 1 else "",
            remedy="write names and labels in Latin, Greek or Cyrillic letters",
            code="E-DOCUMENT-TYPE",
        ) from error
    if not isinstance(content, bytes):
        raise DocumentError("the payslip gave no PDF", code="E-DOCUMENT-TYPE")
    return content
