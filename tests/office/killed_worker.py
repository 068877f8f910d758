"""Run as a script, on a data folder of its own: workers that are killed at given points, and what they leave.

    killed_worker.py prepare WORKERS       the employer and a draft run of January
    killed_worker.py draft                 that again, and nothing done yet
    killed_worker.py undisturbed           the run computed by one worker: what it wrote
    killed_worker.py again SEED KILLS      the same run, its worker killed that many times: what it wrote
    killed_worker.py points SEED POINTS    the run from its draft, killed once, for that many points: what each wrote
    killed_worker.py race ROUNDS           two processes that open and compute the same month at the same time

A worker is a process forked from this one. It kills itself (SIGKILL) at one statement to the database, before or
after it, commits included: so that any point between and inside transactions can be chosen, and chosen again.
Answers are JSON. The database is a SQLite file in the data folder, or the one that `DATABASE_URL` names, which is made
here and nowhere else.
"""

from __future__ import annotations

import datetime as dt
import json
import os
import random
import signal
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "preste.office.settings")
from preste.data_folder import data_dir
from preste.office.keys import make_key_file

make_key_file(data_dir())
import django

django.setup()

from django.core.management import call_command
from django.db import connection
from django_scopes import scope, scopes_disabled
from drafts import drafts_of

from preste.calendar import Month
from preste.office.jobs import queue, worker
from preste.office.services import audit, chain, pay_runs
from preste.office.services.corrections import Settled
from preste.office.services.dossiers import import_dossier
from preste.office.services.payslips import values_of
from preste.office.store.models import AuditEvent, Employer, Job, Line, PayRun, Payslip
from preste.payroll.month import pay_contract
from preste.payroll.settlement import Settlement

sys.path.insert(0, str(Path(__file__).parents[2] / "bench"))
from population import employer_of

JANUARY = Month(2026, 1)
POPULATION = employer_of(1, JANUARY)
DATABASE = drafts_of(connection.settings_dict)


def prepare(workers: int) -> None:
    DATABASE.make()
    call_command("migrate", verbosity=0)
    employer = import_dossier(employer_of(workers, JANUARY), None)
    with scope(employer=employer):
        run = pay_runs.create_run(employer, JANUARY, None)
        queue.ask(employer, worker.PAY_RUN, run.pk, None)
    connection.close()
    DATABASE.keep()


def draft() -> None:
    """The run as it was prepared; law and rules are read already, so that a worker forked from here is soon at work."""
    values_of(pay_contract(POPULATION, POPULATION.contracts[0], JANUARY), Settled(Settlement()))
    connection.close()
    DATABASE.put_back()


def in_process(act: Callable[[], Any]) -> int:
    """Do it in a process of its own; the signal that ended it, 0 when it came to its end."""
    connection.close()
    child = os.fork()
    if child == 0:
        act()
        connection.close()
        os._exit(0)
    __, status = os.waitpid(child, 0)
    DATABASE.settle()
    assert os.WIFSIGNALED(status) or os.WEXITSTATUS(status) == 0, "the worker failed"
    return os.WTERMSIG(status) if os.WIFSIGNALED(status) else 0


def work(kill_at: int = 0, *, after: bool = False) -> None:
    """A worker; with `kill_at`, killed at that statement or, `after`, once it is done."""
    count = 0

    def step(execute: Callable[..., Any], *arguments: Any) -> Any:
        nonlocal count
        count += 1
        if count == kill_at and not after:
            os.kill(os.getpid(), signal.SIGKILL)
        result = execute(*arguments)
        if count == kill_at:
            os.kill(os.getpid(), signal.SIGKILL)
        return result

    connection.ensure_connection()
    commit = connection._commit
    connection._commit = lambda: step(commit)
    with connection.execute_wrapper(step):
        worker.work_once()
    if not kill_at:
        (data_dir() / "statements").write_text(str(count))


def finish() -> None:
    assert in_process(work) == 0


def written() -> dict[str, Any]:
    """What is in the database: payslips and lines, the job, and whether all of it holds together."""
    with scopes_disabled():
        run, job = PayRun.objects.get(month=str(JANUARY)), Job.objects.get()
        payslips = list(Payslip.objects.filter(run=run))
        return {
            "state": run.state,
            "job": [job.state, job.done, job.total],
            "payslips": sorted([str(p.contract_id), p.content_hash, p.net_paid] for p in payslips),
            "lines": Line.objects.filter(payslip__run=run).count(),
            "net": sum(p.net_paid for p in payslips),
            "changed": [str(p.pk) for p in payslips if p.content_hash != chain.content_hash(p)],
            "broken": audit.broken_events(run.employer),
            "computed": AuditEvent.objects.filter(action="run.computed").count(),
        }


def undisturbed() -> dict[str, Any]:
    draft()
    finish()
    return written() | {"statements": int((data_dir() / "statements").read_text())}


def again(seed: int, kills: int) -> dict[str, Any]:
    draft()
    chance = random.Random(seed)
    pay_runs.WRITTEN_TOGETHER = max(1, 100 // kills)
    queue.ATTEMPTS = kills + 1  # however often in a row it is killed before it gets further
    for __ in range(kills):
        at, after = chance.randrange(12, 60), chance.random() < 0.5
        assert in_process(lambda at=at, after=after: work(at, after=after)) == signal.SIGKILL
    finish()
    return written()


def points(seed: int, count: int) -> list[dict[str, Any]]:
    pay_runs.WRITTEN_TOGETHER = 10
    draft()
    finish()
    statements = int((data_dir() / "statements").read_text())
    chance = random.Random(seed)
    found = []
    for at in sorted(chance.randrange(1, statements + 1) for __ in range(count)):
        draft()
        after = chance.random() < 0.5
        assert in_process(lambda at=at, after=after: work(at, after=after)) == signal.SIGKILL
        finish()
        found.append(written() | {"at": at, "after": after})
    return found


def race(rounds: int) -> dict[str, Any]:
    """For each month both open the run, ask for its computation and work."""
    draft()
    with scopes_disabled():
        employer = Employer.objects.get()
        Job.objects.all().delete()

    def both(month: Month) -> None:
        with scope(employer=employer):
            run = pay_runs.create_run(employer, month, None)
            job = queue.ask(employer, worker.PAY_RUN, run.pk, None, seen=0)
        worker.work_once(job.pk)

    months = [JANUARY.plus(i) for i in range(1, rounds + 1)]
    connection.close()
    read, write = os.pipe()
    children = []
    for __ in range(2):
        child = os.fork()
        if child == 0:
            os.close(write)
            os.read(read, 1)  # both begin when this process closes the pipe
            for month in months:
                both(month)
            os._exit(0)
        children.append(child)
    os.close(write)
    assert [os.waitpid(child, 0)[1] for child in children] == [0, 0]
    with scopes_disabled():
        return {
            "runs": sorted(PayRun.objects.filter(month__in=[str(m) for m in months]).values_list("month", flat=True)),
            "jobs": sorted(Job.objects.values_list("key", flat=True)),
            "created": AuditEvent.objects.filter(action="run.created").count() - 1,
            "computed": AuditEvent.objects.filter(action="run.computed").count(),
            "broken": audit.broken_events(employer),
        }


if __name__ == "__main__":
    queue.LEASE = dt.timedelta(0)  # the lease of a killed worker has run out when the next one looks
    command, *arguments = sys.argv[1:]
    answer = {f.__name__: f for f in (prepare, draft, undisturbed, again, points, race)}[command](*map(int, arguments))
    print(json.dumps(answer))
