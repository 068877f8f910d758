"""The quarter of an employer: computed from the stored facts, kept as it was told, beside what its months had.

What was paid is what the runs hold; what is due is computed anew from the facts as they are known when the computation
begins. A computation goes worker by worker through `quarter_rows`, and is stored in one transaction, or not at all.
"""

from __future__ import annotations

import base64
import datetime as dt
import json
import time
import zlib
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from typing import Any, NamedTuple
from uuid import UUID

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from preste.calendar import Month, Quarter
from preste.errors import InputError, PresteError
from preste.law import book
from preste.office.accounts.models import User
from preste.office.services import audit, hire_file, quarter_facts, quarter_rows
from preste.office.services.dossiers import dossier_of
from preste.office.store.models import (
    ComputedQuarter,
    Employer,
    EmployerFact,
    Fact,
    Line,
    PayRun,
    QuarterWorker,
    RunKind,
    Worker,
)
from preste.payroll.quarter import QuarterRun

Progress = Callable[[int, int], None]
BREATH = 0.5
"""Seconds between two reports of a computation."""


class Overview(NamedTuple):
    """A quarter of an employer: how many of its months are opened and validated, and its computation."""

    quarter: Quarter
    opened: int
    validated: int
    computed: ComputedQuarter | None

    @property
    def complete(self) -> bool:
        """Whether its three months are validated."""
        return self.validated == len(self.quarter.months)


def _say_nothing(done: int, total: int) -> None:
    """No report."""


# ── which quarters there are ───────────────────────────────────────────────────────────────


def overviews(employer: Employer) -> list[Overview]:
    """The quarters in which a month was opened, the latest first."""
    months: dict[Quarter, dict[str, bool]] = defaultdict(dict)
    for month, sealed in PayRun.objects.filter(employer=employer, kind=RunKind.REGULAR).values_list("month", "hash"):
        months[Quarter.of(Month.parse(month))][month] = bool(sealed)
    computed = {one.quarter: one for one in ComputedQuarter.objects.filter(employer=employer).defer("message")}
    return [
        Overview(quarter, len(own), sum(own.values()), _done(computed.get(str(quarter))))
        for quarter, own in sorted(months.items(), key=lambda pair: str(pair[0]), reverse=True)
    ]


def overview(employer: Employer, quarter: Quarter) -> Overview:
    """One quarter; one in which no month was opened has none."""
    known = {one.quarter: one for one in overviews(employer)}
    return known.get(quarter, Overview(quarter, 0, 0, latest(employer, quarter)))


def latest(employer: Employer, quarter: Quarter) -> ComputedQuarter | None:
    """The last complete computation of a quarter; None when it was never computed."""
    return _done(ComputedQuarter.objects.filter(employer=employer, quarter=str(quarter)).first())


def _done(found: ComputedQuarter | None) -> ComputedQuarter | None:
    return found if found is not None and found.computed_at is not None else None


def opened(employer: Employer, quarter: Quarter) -> ComputedQuarter:
    """The row that a computation of the quarter fills; asking again gives the same. Raises InputError."""
    if not overview(employer, quarter).opened:
        raise InputError(
            f"no month of {quarter} is opened", field="quarter", remedy="open its months first", code="E-QUARTER-NONE"
        )
    return ComputedQuarter.objects.get_or_create(employer=employer, quarter=str(quarter))[0]


def until_of(employer: Employer, quarter: Quarter) -> Month:
    """The last month whose pay tells of a quarter: its own last, and those validated after it one after the other."""
    runs = PayRun.objects.filter(employer=employer, kind=RunKind.REGULAR, month__gt=str(quarter.months[-1]))
    validated = set(runs.exclude(hash="").values_list("month", flat=True))
    last = quarter.months[-1]
    while str(last.plus(1)) in validated:
        last = last.plus(1)
    return last


# ── computed ───────────────────────────────────────────────────────────────────────────────


def compute(stored: ComputedQuarter, user: User | None, report: Progress = _say_nothing) -> ComputedQuarter:
    """Compute a quarter from what is known now, in the place of its former computation.

    `report` is told how far it is from time to time; what it raises ends the computation, and the former one stays.
    Raises PresteError, with everything wrong in the records.
    """
    employer, quarter = stored.employer, Quarter.parse(stored.quarter)
    with transaction.atomic():
        audit.lock(employer.pk)  # a fact that is being written has its time already and cannot be read yet
        known_at = timezone.now()
    until = until_of(employer, quarter)
    dossier = dossier_of(employer, until, known_at, since=quarter.year)
    given = quarter_facts.given(employer, quarter, known_at)
    rights = hire_file.rights(employer, quarter, dossier, quarter_facts.rights(employer, quarter, known_at), known_at)
    paid = quarter_rows.PaidOf(employer, dossier, quarter, until)
    try:
        run = QuarterRun(dossier, quarter, until, given, rights, paid=paid, report=_now_and_then(report))
        with quarter_rows.computed(run, known_at) as rows:
            _keep(stored, rows, {"until": str(until), "known_at": known_at, "computed_by": user}, user, report)
    except PresteError as error:
        stored.failures = quarter_rows.told_of(error)
        stored.save(update_fields=["failures"])
        raise InputError(
            f"{quarter} cannot be computed", remedy="put its records right", code="E-QUARTER-RECORDS"
        ) from error
    return stored


def _keep(
    stored: ComputedQuarter, rows: quarter_rows.Rows, values: dict[str, Any], user: User | None, report: Progress
) -> None:
    """Put a computation in the place of the former one: until the last row is written, readers have that one."""
    employer, quarter = stored.employer, Quarter.parse(stored.quarter)
    seldom = _now_and_then(report)
    with transaction.atomic():
        audit.lock(employer.pk)
        stored.workers.all().delete()
        for done, batch in enumerate(rows.batches(stored)):
            QuarterWorker.objects.bulk_create(batch)
            seldom(min(rows.count, done * quarter_rows.READ_TOGETHER), rows.count)
        values |= rows.values | {"computed_at": timezone.now(), "failures": []}
        values |= {"law_version": book().version, "provisional": not overview(employer, quarter).complete}
        for name, value in values.items():
            setattr(stored, name, value)
        stored.save()
        audit.record(employer, user, "quarter.computed", str(stored.pk), quarter=stored.quarter, workers=rows.count)
        report(rows.count, rows.count)


def _now_and_then(report: Progress) -> Progress:
    """The same report, at most some times a second."""
    last = 0.0

    def seldom(done: int, total: int) -> None:
        nonlocal last
        if time.monotonic() - last >= BREATH:
            last = time.monotonic()
            report(done, total)

    return seldom


# ── kept ───────────────────────────────────────────────────────────────────────────────────


def pack(content: bytes) -> str:
    """A message as it is kept in an encrypted column."""
    return base64.b64encode(zlib.compress(content, 6)).decode()


def unpack(kept: str) -> bytes:
    """The message that was packed."""
    return zlib.decompress(base64.b64decode(kept))


def lines_of(worker: QuarterWorker) -> list[dict[str, Any]]:
    """A worker's lines as told, with their explanations."""
    found: list[dict[str, Any]] = json.loads(zlib.decompress(bytes(worker.told)))
    return found


# ── out of date ────────────────────────────────────────────────────────────────────────────


def outdated(stored: ComputedQuarter) -> list[str]:
    """What has changed since a quarter was computed: "facts", "runs", "law"; empty when nothing."""
    quarter, since = Quarter.parse(stored.quarter), stored.known_at
    changes = {
        "facts": _facts_since(stored.employer, quarter, Month.parse(stored.until), since),
        "runs": _runs_since(stored.employer, quarter, since),
        "law": stored.law_version != book().version,
    }
    return [name for name, changed in changes.items() if changed]


def _facts_since(employer: Employer, quarter: Quarter, until: Month, since: dt.datetime | None) -> bool:
    """Whether a fact that holds in the year up to the last month looked at was recorded or given up."""
    late = Q(recorded_at__gt=since) | Q(superseded_at__gt=since)
    holds = Q(valid_to=None) | Q(valid_to__gte=dt.date(quarter.year, 1, 1))
    if Fact.objects.filter(late, holds, employer=employer, valid_from__lte=until.last).exists():
        return True
    if quarter_facts.changed_since(employer, quarter, since) or hire_file.changed(employer, quarter, since):
        return True
    return EmployerFact.objects.filter(late, employer=employer, valid_from__lte=until.last).exists()


def _runs_since(employer: Employer, quarter: Quarter, since: dt.datetime | None) -> bool:
    """Whether one of its months was computed or validated, or a later one validated that pays something of it."""
    months = [str(month) for month in quarter.months]
    newer = PayRun.objects.filter(Q(computed_at__gt=since) | Q(validated_at__gt=since), employer=employer)
    if newer.filter(month__in=months).exists():
        return True
    later = list(newer.filter(validated_at__gt=since, month__gt=months[-1]).values_list("pk", flat=True))
    return (
        bool(later)
        and Line.objects.filter(payslip__run__in=later, payslip__excluded=False, earned_month__in=months).exists()
    )


def names_of(employer: Employer, workers: Iterable[str]) -> dict[str, str]:
    """The names of workers, by the ids that computations use."""
    ids = [UUID(one) for one in workers if one]
    rows: Sequence[Worker] = list(Worker.objects.filter(employer=employer, pk__in=ids))
    return {str(one.pk): one.search_name or one.number for one in rows}
