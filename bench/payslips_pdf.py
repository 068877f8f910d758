"""How fast payslips are set in type: one process, two processes, one PDF for all; and a peer when installed.

    python bench/payslips_pdf.py [payslips]

Each payslip is another one (name, number, amounts): nothing can be kept from the one before. The peer is
ReportLab (platypus), which sets the same texts as an untagged table: what a simple PDF costs in Python.
"""

from __future__ import annotations

import dataclasses
import io
import os
import platform
import resource
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from importlib.metadata import version
from importlib.resources import files
from pathlib import Path
from typing import Any

from preste.calendar import Month
from preste.documents.payslip import payslip_view, render, render_all, render_batch
from preste.payroll.dossier import read_dossier
from preste.payroll.month import run_month
from preste.payroll.payslip import Payslip

MONTH = Month(2022, 1)


def payslips(count: int) -> list[Payslip]:
    """The demo's payslips of a month over again, each with a name, a number and amounts of its own."""
    demo = list(run_month(read_dossier(Path(str(files("preste.payroll") / "demo"))), MONTH))
    return [_another(demo[i % len(demo)], i) for i in range(count)]


def _another(payslip: Payslip, i: int) -> Payslip:
    worker = dataclasses.replace(payslip.contract.worker, last_name=f"Fictif {i}", number=str(10_000 + i))
    contract = dataclasses.replace(payslip.contract, id=f"contrat-{i}", worker=worker)
    lines = tuple(
        dataclasses.replace(line, amount=line.amount + 7 * i, base=line.base and line.base + 7 * i)
        for line in payslip.lines
    )
    return dataclasses.replace(payslip, contract=contract, lines=lines)


def rate(name: str, count: int, work: Callable[[], Any]) -> float:
    """Run it, print payslips a second of wall clock and processor time each, and give the first."""
    start, used = time.perf_counter(), _processor()
    work()
    found, used = count / (time.perf_counter() - start), _processor() - used
    print(f"{name:<46} {found:8.1f} payslips/s {used / count * 1000:8.1f} ms of processor each")
    return found


def _processor() -> float:
    """Seconds of processor used by this process and by those it started that have ended."""
    return sum(
        usage.ru_utime + usage.ru_stime
        for usage in (resource.getrusage(resource.RUSAGE_SELF), resource.getrusage(resource.RUSAGE_CHILDREN))
    )


def with_processes(slips: Sequence[Payslip], processes: int) -> None:
    """All into a folder that is thrown away."""
    with tempfile.TemporaryDirectory() as folder:
        out = render_all(slips, Path(folder), processes=processes)
        assert len(out.files) == len(slips), out.refused


def peer(slips: Sequence[Payslip]) -> None:
    """The same texts with ReportLab: paragraphs and a table, no tags, no standard."""
    from reportlab.lib.pagesizes import A4
    from reportlab.lib.styles import getSampleStyleSheet
    from reportlab.platypus import Paragraph, SimpleDocTemplate, Table

    style = getSampleStyleSheet()["BodyText"]
    for slip in slips:
        view = payslip_view(slip)
        facts = [[Paragraph(a, style), Paragraph(b, style)] for a, b in view["worker"]["facts"]]
        rows = [
            [section["title"], row["label"], row["quantity"], row["price"], row["amount"]]
            for section in view["sections"].values()
            for row in section["rows"] or [{"label": "néant", "quantity": "", "price": "", "amount": ""}]
        ]
        rows += [[total["label"], "", "", "", total["amount"]] for total in view["totals"].values()]
        story = [Paragraph(line, style) for line in (*view["employer"]["address"], *view["recipient"])]
        story += [Table(facts), Table(view["work"]["rows"] + [["", *view["work"]["total"]]]), Table(rows)]
        SimpleDocTemplate(io.BytesIO(), pagesize=A4).build([*story, Paragraph(view["to_pay"], style)])


def main() -> None:
    """Print the figures."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 600
    slips = payslips(count)
    print(f"{count} payslips, typst {version('typst')}, Python {platform.python_version()}, {os.cpu_count()} cores")
    print(f"other work on the machine: load {os.getloadavg()[0]:.2f}")
    rate("texts and checks only", count, lambda: [payslip_view(slip) for slip in slips])
    next(render(slips[:1]))
    rate("one PDF each, in this process", count, lambda: list(render(slips)))
    one = rate("one PDF each, written to files, 1 process", count, lambda: with_processes(slips, 1))
    two = rate("one PDF each, written to files, 2 processes", count, lambda: with_processes(slips, 2))
    print(f"{'':<46} {two / one:8.2f} times one process")
    batch = slips[:200]
    rate("one PDF for all (200)", len(batch), lambda: render_batch(batch))
    print(f"memory of this process, most: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024} MB")
    try:
        rate(f"peer: ReportLab {version('reportlab')}, untagged", 200, lambda: peer(batch))
    except ImportError:
        print("peer: ReportLab is not installed")


if __name__ == "__main__":
    main()
