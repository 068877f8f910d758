"""A quarter's computation on its way into the store: worker by worker into files of its own, which nobody reads.

Of each worker the row, compressed as it will be kept, waits for all the others, and so do the blocks of the
declaration; in memory stay a few numbers and what is said of the quarter as a whole.
"""

from __future__ import annotations

import base64
import datetime as dt
import json
import pickle
import tempfile
import zlib
from collections import defaultdict
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from typing import Any, BinaryIO
from uuid import UUID

from django.db.models import Q
from django.utils import timezone

from preste.calendar import Month, Quarter
from preste.declarations.dmfa.build import build_collected
from preste.declarations.dmfa.collect import Collecting, written_share_of
from preste.declarations.dmfa.write import write
from preste.errors import PresteError
from preste.office.store.models import ComputedQuarter, Employer, Line, QuarterWorker
from preste.payroll.line import Line as PayLine
from preste.payroll.month import Dossier
from preste.payroll.quarter import PaidSlip, QuarterResult, QuarterRun, WorkerPart, result_of
from preste.payroll.quarter.told import as_dict, doubts_of
from preste.records import Contract

READ_TOGETHER = 100
"""Workers whose payslips are read at once, and rows that are written at once."""
_TOLD = (
    "unrelated", "vehicles", "corrections", "late", "provisional", "final", "differences", "missing", "notes",
    "of_employer",
)  # fmt: skip
"""What is kept of the employer as a whole, as it is told."""
MANUAL_WAGES = "manual_wages"
"""What is kept of the wages of manual workers, for the holiday debit notice."""


class Rows:
    """The workers' rows of a computation, in a file; `values` of the quarter itself."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self.count = 0
        self.values: dict[str, Any] = {}

    def add(self, row: Mapping[str, Any]) -> None:
        """Write a row down."""
        pickle.dump(row, self._file, pickle.HIGHEST_PROTOCOL)
        self.count += 1

    def batches(self, stored: ComputedQuarter) -> Iterator[list[QuarterWorker]]:
        """The rows of a quarter to store, some at a time."""
        self._file.seek(0)
        for first in range(0, self.count, READ_TOGETHER):
            yield [
                QuarterWorker(employer_id=stored.employer_id, quarter=stored, **pickle.load(self._file))  # noqa: S301 - our own file
                for _ in range(first, min(first + READ_TOGETHER, self.count))
            ]  # fmt: skip


@contextmanager
def computed(run: QuarterRun, made: dt.datetime) -> Iterator[Rows]:
    """A quarter computed worker by worker, as long as its files are open. Raises as `QuarterRun.workers`."""
    employer, quarter = run.dossier.employer, run.quarter
    with tempfile.TemporaryFile(prefix="preste-") as held, tempfile.TemporaryFile(prefix="preste-") as people:
        rows, message, kept, manual_wages = Rows(held), Collecting(employer, quarter, people), [], 0
        for part in run.workers():
            message.add(written_share_of(employer, quarter, message.version, part))
            if part.lines:
                own = QuarterResult(employer=employer, quarter=quarter, lines=part.lines)
                manual_wages += own.manual_wages
                rows.add(_row(own))
            kept.append(_of_the_whole(part))
        whole = run.employer()
        told = as_dict(result_of(employer, quarter, kept, whole), explained=True)
        rows.values = {
            "total": whole.total,
            "worker_reductions": whole.worker_reductions,
            "employer_reductions": whole.employer_reductions,
            "owed": whole.owed,
            "told": {name: told[name] for name in _TOLD} | {MANUAL_WAGES: manual_wages},
        } | _message(message.finished(whole), made)
        yield rows


def _of_the_whole(part: WorkerPart) -> WorkerPart:
    """What of a worker's part is told with the quarter as a whole."""
    return replace(part, lines=(), cars={}, provisional={}, due={}, final={}, bases={})


def _message(found: Any, made: dt.datetime) -> dict[str, Any]:
    """The declaration of the quarter, or why there is none."""
    packed = _Packed()
    try:
        built = build_collected(found, timezone.localtime(made).replace(tzinfo=None))
        write(packed, [built.form], built.version)  # type: ignore[arg-type]
    except PresteError as error:
        return {"message": "", "message_version": "", "problems": told_of(error)}
    return {"message": packed.text(), "message_version": built.version, "problems": []}


def told_of(error: PresteError) -> list[dict[str, Any]]:
    """An error, or each of those it is made of, as data."""
    return [dict(one.as_dict()) for one in getattr(error, "errors", [error])]


class _Packed:
    """A file to write to, that keeps what it is given compressed."""

    def __init__(self) -> None:
        self._compress = zlib.compressobj(6)
        self._held: list[bytes] = []

    def write(self, data: bytes) -> None:
        self._held.append(self._compress.compress(data))

    def text(self) -> str:
        return base64.b64encode(b"".join([*self._held, self._compress.flush()])).decode()


def _row(own: QuarterResult) -> dict[str, Any]:
    jobs = [one for line in own.lines for one in line.occupations]
    structural = sum((one.reduction.structural or 0) for one in jobs if one.reduction is not None)
    told = as_dict(own, explained=True)["lines"]
    return {
        "worker_id": UUID(own.lines[0].worker.id),
        "name": own.lines[0].worker.name,
        "wage": sum(line.wage for line in own.lines),
        "total": own.total,
        "worker_reductions": own.worker_reductions,
        "employer_reductions": own.employer_reductions,
        "structural": structural,
        "target": own.employer_reductions - structural,
        "lost": sum(one.lost for one in jobs),
        "uncertain": sorted({name for line in own.lines for name in doubts_of(line)}),
        "told": zlib.compress(json.dumps(told, ensure_ascii=False).encode(), 6),
    }


# ── what was paid ──────────────────────────────────────────────────────────────────────────


class PaidOf:
    """What the runs hold for a quarter's months, also in a later one, and what these months settle of others.

    Read for some workers at a time, who are asked for in the order of the dossier.
    """

    def __init__(self, employer: Employer, dossier: Dossier, quarter: Quarter, until: Month) -> None:
        months = [str(month) for month in quarter.months]
        wanted = Q(earned_month__in=months, payslip__run__month__lte=str(until)) | Q(payslip__run__month__in=months)
        lines = Line.objects.filter(wanted, employer=employer, payslip__excluded=False)
        self._lines = lines.order_by("payslip", "position")
        self._contracts: Mapping[str, Contract] = {one.id: one for one in dossier.contracts}
        self._waiting = dict.fromkeys(one.worker.id for one in dossier.contracts)
        self._held: dict[str, list[PaidSlip]] = {}

    def __call__(self, worker: str) -> list[PaidSlip]:
        """The payslips of a worker, who is asked for once."""
        if worker in self._waiting:
            self._held = self._read([worker, *(one for one in self._waiting if one != worker)][:READ_TOGETHER])
        return self._held.pop(worker, [])

    def _read(self, workers: list[str]) -> dict[str, list[PaidSlip]]:
        for one in workers:
            self._waiting.pop(one)
        slips: dict[tuple[UUID, str, str], list[PayLine]] = defaultdict(list)
        names = ("payslip", "payslip__run__month", "payslip__contract__reference", "earned_month", "paid_on", "code")
        lines = self._lines.filter(payslip__contract__worker__in=[UUID(one) for one in workers])
        for slip, month, reference, earned, paid_on, code, amount, roles, onss in lines.values_list(
            *names, "amount", "roles", "onss_code"
        ).iterator():
            line = PayLine(reference, Month.parse(earned), paid_on, code, "", amount, tuple(roles), onss_code=onss)
            slips[slip, month, reference].append(line)
        found: dict[str, list[PaidSlip]] = self._held
        for (_, month, reference), own in slips.items():
            if (contract := self._contracts.get(reference)) is not None:
                found.setdefault(contract.worker.id, []).append(PaidSlip(contract, Month.parse(month), tuple(own)))
        return found
