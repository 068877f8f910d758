"""The table of jobs: asked for, taken under a lease, reported on, ended. Times are this machine's clock."""

from __future__ import annotations

import datetime as dt
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from uuid import UUID

from django.db import DatabaseError, InterfaceError, connection, transaction
from django.db.models import F, Q
from django.utils import timezone
from django_scopes import scopes_disabled

from preste.office.accounts.models import User
from preste.office.store.models import Employer, Job, JobState

LEASE = dt.timedelta(seconds=30)
"""How long a worker that says nothing keeps its job."""
ATTEMPTS = 5
"""How often a job is taken up without getting any further before it is given up."""


class LeaseLost(Exception):
    """The job is no longer this worker's: what it was about to write is undone."""


class Cancelled(Exception):
    """Somebody asked to stop the job."""


def ask(employer: Employer, kind: str, subject: UUID, user: User | None, seen: int | None = None) -> Job:
    """The job that does this kind of work on a subject: a new one, or the one that was asked for already.

    `seen` is how many such jobs were done when the person decided to ask (`done_before`); a request repeated
    after the job is done finds that job. A job that failed or was cancelled begins again.
    """
    done = done_before(kind, subject)
    key = f"{kind}:{subject}:{done if seen is None else min(seen, done)}"
    asked = {"created_at": timezone.now(), "created_by": user}
    with transaction.atomic():
        job, new = Job.objects.get_or_create(
            employer=employer, key=key, defaults={"kind": kind, "subject": subject, **asked}
        )
        if not new:
            Job.objects.filter(pk=job.pk, state__in=(JobState.FAILED, JobState.CANCELLED)).update(
                **asked, state=JobState.WAITING, attempts=0, done=0, total=0, error_code="", error_message="",
                cancel_requested=False, started_at=None, finished_at=None,
            )  # fmt: skip
    job.refresh_from_db()
    return job


def done_before(kind: str, subject: UUID) -> int:
    """How many jobs of this kind were done on a subject."""
    return Job.objects.filter(kind=kind, subject=subject, state=JobState.DONE).count()


def latest(kind: str, subject: UUID) -> Job | None:
    """The last job of this kind on a subject."""
    return Job.objects.filter(kind=kind, subject=subject).order_by("-created_at").first()


def cancel(job: Job) -> None:
    """Ask to stop a job; it stops before its next unit of work, at once when nobody works on it."""
    now = timezone.now()
    idle = Q(state=JobState.WAITING) | Q(state=JobState.RUNNING, lease_until__lt=now)
    if not Job.objects.filter(idle, pk=job.pk).update(state=JobState.CANCELLED, finished_at=now, holder=""):
        Job.objects.filter(pk=job.pk, state=JobState.RUNNING).update(cancel_requested=True)
    job.refresh_from_db()


def take(holder: str, only: UUID | None = None) -> Job | None:
    """The job that has waited longest, or one whose worker is gone, now held by `holder`; None when there is none.

    With `only`, that job or none. A job that was taken too often without progress is given up instead.
    """
    with scopes_disabled():
        now = timezone.now()
        free = Job.objects.filter(Q(state=JobState.WAITING) | Q(state=JobState.RUNNING, lease_until__lt=now))
        if only is not None:
            free = free.filter(pk=only)
        if not free.exists():
            return None
        with transaction.atomic():
            job: Job | None = free.select_for_update(skip_locked=True).order_by("created_at").first()
            if job is None:
                return None
            if job.attempts >= ATTEMPTS:
                job.state, job.finished_at, job.error_code = JobState.FAILED, now, "E-JOB-ATTEMPTS"
                job.error_message = f"taken up {job.attempts} times without getting any further"
                job.save()
                return None
            job.state, job.holder, job.lease_until = JobState.RUNNING, holder, now + LEASE
            job.attempts, job.begun_with, job.started_at = job.attempts + 1, job.done, now
            job.save()
        return job


def report(job: Job, done: int, total: int) -> None:
    """Write down how far a job is and renew its lease, inside the transaction of the work itself.

    Raises LeaseLost when another worker holds the job, Cancelled when somebody asked to stop.
    """
    held = Job.objects.filter(pk=job.pk, holder=job.holder, state=JobState.RUNNING)
    changes = {"attempts": 0, "done": done, "total": total} if total else {}
    if not held.update(lease_until=timezone.now() + LEASE, **changes):
        raise LeaseLost
    if held.filter(cancel_requested=True).exists():
        raise Cancelled


@contextmanager
def held(job: Job) -> Iterator[None]:
    """Renew a job's lease from beside while long work writes nothing: it ends with this process, as the work does."""
    done = threading.Event()

    def renew() -> None:
        while not done.wait(LEASE.total_seconds() / 3):
            with suppress(DatabaseError, InterfaceError):
                _renew(job)
        connection.close()

    beside = threading.Thread(target=renew, name="preste-lease", daemon=True)
    beside.start()
    try:
        yield
    finally:
        done.set()


def _renew(job: Job) -> None:
    with scopes_disabled():
        held_now = Job.objects.filter(pk=job.pk, holder=job.holder, state=JobState.RUNNING)
        held_now.update(lease_until=timezone.now() + LEASE)


def forgive(job: Job) -> None:
    """Do not count this worker's attempt: the database failed, not the job. Nothing when that cannot be written."""
    held = Job.objects.filter(pk=job.pk, holder=job.holder, state=JobState.RUNNING, attempts__gt=0)
    with suppress(DatabaseError, InterfaceError):
        held.update(attempts=F("attempts") - 1)


def end(job: Job, state: JobState, code: str = "", message: str = "") -> None:
    """Write down how a job ended; `JobState.WAITING` gives it back. Nothing when it is no longer this worker's."""
    finished = None if state == JobState.WAITING else timezone.now()
    Job.objects.filter(pk=job.pk, holder=job.holder, state=JobState.RUNNING).update(
        state=state, finished_at=finished, holder="", error_code=code, error_message=message[:300]
    )
