"""Payslips set in type: one PDF each, or one for all. A PDF's date is the day of payment."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

from preste.documents.payslip.mentions import check_mentions
from preste.documents.payslip.names import file_name
from preste.documents.payslip.view import payslip_view
from preste.documents.payslip.words import month as month_in_words
from preste.documents.typesetting import View, noon, pdf, pdfs, put
from preste.errors import DocumentError
from preste.payroll.payslip import Payslip

__all__ = ["TEMPLATE", "Written", "file_name", "render", "render_all", "render_batch"]

TEMPLATE = Path(__file__).parent / "template.typ"

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
        yield pdf(TEMPLATE, [_checked(payslip)], noon(payslip.paid_on))


def render_batch(payslips: Sequence[Payslip]) -> bytes:
    """One PDF with every payslip, each from a new page. Raises DocumentError; the batch holds at least one."""
    if not payslips:
        raise DocumentError(
            "there is no payslip to print", field="payslips", remedy="give at least one", code="E-DOCUMENT-EMPTY"
        )
    title = f"Fiches de paie, {month_in_words(payslips[0].month)}"
    return pdf(TEMPLATE, [_checked(p) for p in payslips], noon(max(p.paid_on for p in payslips)), title)


def render_all(
    payslips: Sequence[Payslip], out_dir: Path, *, processes: int = 1, progress: Progress | None = None
) -> Written:
    """Write each payslip into its own file of `out_dir`, named by `file_name`; several processes go faster.

    A file appears whole or not at all. A payslip that lacks what the law asks is refused and told in the
    answer; the others are written. Raises DocumentError when two payslips would have the same name.
    """
    out_dir.mkdir(parents=True, exist_ok=True)
    _require_distinct(payslips)
    files: list[Path] = []
    refused: list[DocumentError] = []
    views = list(_views(payslips, refused))
    sheets = (([view], noon(payslip.paid_on), "") for payslip, view in views)
    for done, ((payslip, _), made) in enumerate(
        zip(views, pdfs(TEMPLATE, sheets, processes=min(processes, len(views))), strict=True), len(refused) + 1
    ):
        if isinstance(made, DocumentError):
            refused.append(made)
        else:
            files.append(put(made, out_dir / file_name(payslip)))
        if progress is not None:
            progress(done, len(payslips))
    if progress is not None and refused and not views:
        progress(len(payslips), len(payslips))
    return Written(tuple(files), tuple(refused))


def _views(payslips: Iterable[Payslip], refused: list[DocumentError]) -> Iterator[tuple[Payslip, View]]:
    """What is to be set in type; payslips without a mention join the refused ones."""
    for payslip in payslips:
        try:
            yield payslip, _checked(payslip)
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
