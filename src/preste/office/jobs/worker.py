"""The worker: takes jobs one after the other, in a thread of `preste serve` or as a process, `preste work`."""

from __future__ import annotations

import logging
import threading
import uuid
from collections.abc import Callable, Mapping
from traceback import format_tb
from uuid import UUID

from django.db import DatabaseError, InterfaceError, close_old_connections, connection
from django_scopes import scope

from preste.calendar import Quarter
from preste.errors import PresteError
from preste.office.database import database_failure
from preste.office.jobs import queue
from preste.office.jobs.queue import Cancelled, LeaseLost
from preste.office.services import declarations, pay_runs, quarters
from preste.office.store.models import ComputedQuarter, Job, JobState, PayRun

PAY_RUN = "pay_run"
QUARTER = "quarter"
DECLARATION = "declaration"
"""The draft of a computed quarter's declaration."""
PAUSE = 0.5
"""Seconds between two looks at the table."""
_log = logging.getLogger(__name__)

Report = Callable[[int, int], None]


class _Stopped(Exception):
    """The worker is asked to stop; the job is given back."""


def _pay_run(job: Job, report: Report) -> None:
    run = PayRun.objects.select_related("employer").get(pk=job.subject)
    pay_runs.compute(run, job.created_by, report, since=job.created_at)


def _quarter(job: Job, report: Report) -> None:
    stored = ComputedQuarter.objects.select_related("employer").get(pk=job.subject)
    with queue.held(job):
        quarters.compute(stored, job.created_by, report)


def _declaration(job: Job, report: Report) -> None:
    stored = ComputedQuarter.objects.select_related("employer").get(pk=job.subject)
    with queue.held(job):
        declarations.build(stored.employer, Quarter.parse(stored.quarter), job.created_by, report)


KINDS: Mapping[str, Callable[[Job, Report], None]] = {
    PAY_RUN: _pay_run, QUARTER: _quarter, DECLARATION: _declaration
}  # fmt: skip
"""What each kind of job does. A job that is taken up again is called again and does what is left."""


def work_once(only: UUID | None = None, stop: threading.Event | None = None) -> bool:
    """Take a job and do it to its end; whether there was one. With `only`, that job or none."""
    job = queue.take(str(uuid.uuid4()), only)
    if job is None:
        return False
    with scope(employer=job.employer):
        _work(job, stop or threading.Event())
    return True


def _work(job: Job, stop: threading.Event) -> None:
    def report(done: int, total: int) -> None:
        if stop.is_set():
            raise _Stopped
        queue.report(job, done, total)

    try:
        KINDS[job.kind](job, report)
    except LeaseLost:
        return
    except Cancelled:
        queue.end(job, JobState.CANCELLED)
    except _Stopped:
        queue.end(job, JobState.WAITING)
    except PresteError as error:
        queue.end(job, JobState.FAILED, error.code, error.message)
    except Exception as error:
        if database_failure(error):
            queue.forgive(job)
            raise  # away, busy, full or read-only: whoever looks next finds the job when its lease has run out
        trace = "".join(format_tb(error.__traceback__))
        _log.error("a job failed: %s\n%s", type(error).__name__, trace)
        queue.end(job, JobState.FAILED, "E-JOB", f"the program failed ({type(error).__name__})")
    else:
        queue.end(job, JobState.DONE)


def work(stop: threading.Event) -> None:
    """Do what there is to do until `stop` is set. A database that cannot be reached is asked again."""
    while not stop.is_set():
        close_old_connections()
        try:
            if work_once(stop=stop):
                continue
        except (DatabaseError, InterfaceError) as error:
            _log.warning("the database cannot be used: %s", database_failure(error) or type(error).__name__)
        stop.wait(PAUSE)
    connection.close()


def in_thread(stop: threading.Event) -> threading.Thread:
    """A worker beside the pages of this process, until `stop` is set."""
    thread = threading.Thread(target=work, args=(stop,), name="preste-work", daemon=True)
    thread.start()
    return thread
