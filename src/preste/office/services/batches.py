"""Many documents at once: a run's payslips, a year's individual accounts. The stored views; nothing is computed again.

`write` is what a background job calls for a large batch; a part of at most `PART` documents is small enough to be
made while its reader waits.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import re
import secrets
import shutil
import time
import zipfile
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import nullcontext, suppress
from dataclasses import dataclass
from functools import cache, partial
from pathlib import Path
from typing import Any, Literal, TypeAlias

from django.conf import settings
from django.db.models import Max

from preste.calendar import Month
from preste.documents import individual_account, typesetting
from preste.documents.payslip import words
from preste.documents.payslip.write import TEMPLATE as PAYSLIP
from preste.errors import DocumentError
from preste.ids import niss
from preste.office.services.dossiers import dossier_of, employer_record
from preste.office.services.individual_accounts import CLOSED, accounts, workers_of_year
from preste.office.store.models import Employer, Fact, PayRun, Payslip, Worker

Form: TypeAlias = Literal["pdf", "zip"]
Progress: TypeAlias = Callable[[int, int], None]

KEPT_DAYS = 7
"""Days that a whole batch stays on the disk once a job has made it."""
PART = 100
"""Documents of a part: one PDF of so many takes seconds and some hundred megabytes."""
REFUSED = "non-imprimes.txt"
"""The file of an archive that names the documents that could not be set in type, and why."""
_PLAIN = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,19}")


@dataclass(frozen=True)
class Sheet:
    """One document: the name of its file, without anybody's name; what it prints; the moment it bears."""

    name: str
    view: dict[str, Any]
    moment: int


@dataclass(frozen=True)
class Batch:
    """Documents that belong together. `mark` changes when any of them does; `sheets` gives those from, to."""

    name: str
    title: str
    template: Path
    count: int
    mark: str
    sheets: Callable[[int, int], Iterator[Sheet]]

    @property
    def parts(self) -> int:
        """In how many parts it comes."""
        return -(-self.count // PART)

    def file_name(self, form: Form, part: int | None = None) -> str:
        """The name of a file to keep: one PDF for all is an archive of PDFs when the batch has several parts."""
        number = f"-{part}" if part and self.parts > 1 else ""
        archive = form == "zip" or (part is None and self.parts > 1)
        return f"{self.name}{number}{'-en-pdf' if archive and form == 'pdf' else ''}.{'zip' if archive else 'pdf'}"


# ── what belongs together ──────────────────────────────────────────────────────────────────


def run_batch(run: PayRun) -> Batch:
    """The payslips of a run, those left out or without a result excepted, by name of worker."""
    ids = list(_printed(run).values_list("pk", flat=True))

    def sheets(start: int, stop: int) -> Iterator[Sheet]:
        wanted = _printed(run).filter(pk__in=ids[start:stop]).select_related("run", "contract__worker")
        for payslip in wanted.defer("explanation", "facts"):
            yield Sheet(_name(f"fiche-{run.month}", payslip.contract.worker, payslip.pk), *sheet(payslip))

    hashes = sorted(_printed(run).values_list("content_hash", flat=True))
    draft = "" if run.state in CLOSED else "-brouillon"
    name = f"fiches-{run.month}" + (f"-{run.kind}-{run.number}".replace("_", "-") if run.kind != "regular" else "")
    title = f"Fiches de paie, {words.month(Month.parse(run.month))}"
    return Batch(name + draft, title, PAYSLIP, len(ids), _mark([str(run.pk), run.state, hashes]), sheets)


def sheet(payslip: Payslip) -> tuple[dict[str, Any], int]:
    """What a stored payslip prints, marked as a draft until its run is validated, and the moment it bears."""
    return payslip.view | {"draft": payslip.run.state not in CLOSED}, typesetting.noon(payslip.paid_on)


def _printed(run: PayRun) -> Any:
    return run.payslips.filter(excluded=False).exclude(view={}).order_by("worker_name", "pk")


def account_batch(employer: Employer, year: int) -> Batch:
    """The individual accounts of the workers paid in a year, by number."""
    workers = workers_of_year(employer, year)
    dossier = cache(partial(dossier_of, employer, Month(year, 12)))

    def sheets(start: int, stop: int) -> Iterator[Sheet]:
        for one in accounts(dossier(), year, workers[start:stop]):
            name = _name(f"compte-individuel-{year}", one.worker, one.worker.pk)
            yield Sheet(name, *individual_account.account_sheet(dossier().employer, one.contracts, year, one.months))

    paid = Payslip.objects.filter(run__employer=employer, run__month__startswith=f"{year}-", excluded=False)
    known = Fact.objects.filter(employer=employer).aggregate(a=Max("recorded_at"), b=Max("superseded_at"))
    content = [
        str(employer.pk),
        year,
        repr(employer_record(employer)),
        sorted(paid.values_list("content_hash", "run__state")),
        str(known),
    ]
    title = f"Comptes individuels {year}"
    draft = "-provisoire" if paid.filter(run__hash="", net_paid__isnull=False).exists() else ""
    name = f"comptes-individuels-{year}{draft}"
    return Batch(name, title, individual_account.TEMPLATE, len(workers), _mark(content), sheets)


def _name(head: str, worker: Worker, pk: object) -> str:
    """`fiche-2026-09-0007-1a2b3c4d.pdf`: the worker's number where it is a plain one and no national number."""
    number, secret = worker.number, niss.compact(worker.niss)
    plain = _PLAIN.fullmatch(number) and secret not in re.sub(r"\D", "", number)
    return f"{head}-{f'{number}-' if plain else ''}{str(pk)[:8]}.pdf"


def _mark(content: object) -> str:
    return hashlib.sha256(json.dumps(content).encode()).hexdigest()[:16]


# ── files ──────────────────────────────────────────────────────────────────────────────────


def place(employer: Employer, batch: Batch, form: Form) -> Path:
    """Where the whole batch is kept once a job has made it; another place as soon as a document changes."""
    folder: Path = _kept() / str(employer.pk)
    return folder / batch.mark / batch.file_name(form)


def _kept() -> Path:
    folder: Path = settings.DATA / "documents"
    return folder


def forget_old(now: float | None = None) -> int:
    """Delete the whole batches made more than `KEPT_DAYS` ago, and tell how many.

    They hold pay, and are made again from the stored payslips when somebody asks. A folder in which something is being
    written is not old.
    """
    oldest = (time.time() if now is None else now) - KEPT_DAYS * 86_400
    gone = 0
    for folder in _kept().glob("*/*"):
        with suppress(FileNotFoundError):  # another process deletes too
            if folder.is_dir() and not folder.is_symlink() and folder.stat().st_mtime < oldest:
                shutil.rmtree(folder)
                gone += 1
    return gone


def write(
    batch: Batch,
    form: Form,
    path: Path,
    *,
    part: int | None = None,
    processes: int = 1,
    progress: Progress | None = None,
) -> Path:
    """Write a batch, or one part of it, to a file that appears whole or not at all; gives its path.

    `zip` holds a PDF for each document; those that cannot be set in type are named in a text file of the archive.
    `pdf` is one PDF for all, an archive of one PDF for each part when there are several. `progress` is told how many
    documents are done, and of how many. Called inside the employer's scope. Raises DocumentError when the batch is
    empty, or when a document of a common PDF cannot be set.
    """
    if not batch.count:
        raise DocumentError("there is nothing to print", remedy="compute the month first", code="E-DOCUMENT-EMPTY")
    if path.is_relative_to(_kept()):
        forget_old()
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    beside = path.with_name(f".{path.name}.{secrets.token_hex(4)}.part")
    bounds = _bounds(batch, part)
    try:
        if form == "zip":
            _write_each(batch, bounds, beside, processes, progress)
        else:
            _write_together(batch, bounds, beside, processes, progress, archive=path.suffix == ".zip")
        beside.replace(path)
    finally:
        beside.unlink(missing_ok=True)
    return path


def _bounds(batch: Batch, part: int | None) -> list[tuple[int, int]]:
    """First and last of each part to write. Raises DocumentError for a part there is not."""
    numbers = range(1, batch.parts + 1)
    if part is not None and part not in numbers:
        raise DocumentError(f"there is no part {part}", field="part", remedy=f"there are {batch.parts}")
    wanted = numbers if part is None else [part]
    return [((one - 1) * PART, min(one * PART, batch.count)) for one in wanted]


def _write_each(
    batch: Batch, bounds: list[tuple[int, int]], path: Path, processes: int, progress: Progress | None
) -> None:
    """An archive with a PDF for each document, and a text that names the refused ones."""
    total, refused, waiting = bounds[-1][1] - bounds[0][0], [], deque[Sheet]()

    def documents() -> Iterator[typesetting.Document]:
        for start, stop in bounds:
            for one in batch.sheets(start, stop):
                waiting.append(one)
                yield [one.view], one.moment, ""

    with zipfile.ZipFile(path, "w", zipfile.ZIP_STORED) as archive:  # PDFs are compressed already
        made = typesetting.pdfs(batch.template, documents(), processes=min(processes, total))
        for done, content in enumerate(made, 1):
            one = waiting.popleft()
            if isinstance(content, DocumentError):
                refused.append(f"{one.name} : {content.message}")
            else:
                archive.writestr(_entry(one.name, one.moment), content)
            if progress:
                progress(done, total)
        if refused:
            archive.writestr(REFUSED, "\n".join(refused))


def _write_together(
    batch: Batch,
    bounds: list[tuple[int, int]],
    path: Path,
    processes: int,
    progress: Progress | None,
    *,
    archive: bool,
) -> None:
    """One PDF for each part: alone, or in an archive."""
    sheets = (list(batch.sheets(start, stop)) for start, stop in bounds)
    documents = (([s.view for s in found], max(s.moment for s in found), batch.title) for found in sheets)
    made = typesetting.pdfs(batch.template, documents, processes=min(processes, len(bounds)), chunk=1)
    first, last = bounds[0][0], bounds[-1][1]
    with zipfile.ZipFile(path, "w", zipfile.ZIP_STORED) if archive else nullcontext() as inside:
        for number, (content, (_, stop)) in enumerate(zip(made, bounds, strict=True), 1):
            if isinstance(content, DocumentError):
                raise content
            if inside is None:
                path.write_bytes(content)
            else:
                inside.writestr(_entry(f"{batch.name}-{number}.pdf", 0), content)
            if progress:
                progress(stop - first, last - first)


def _entry(name: str, moment: int) -> zipfile.ZipInfo:
    """An entry of an archive, with a date of its own content: the same documents give the same bytes."""
    day = dt.datetime.fromtimestamp(moment, dt.UTC) if moment else dt.datetime(1980, 1, 1, tzinfo=dt.UTC)
    return zipfile.ZipInfo(name, day.timetuple()[:6])
