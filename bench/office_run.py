"""How fast an office computes a month: payslips with explanations, from the stored facts to the stored lines.

    PYTHONPATH=src python bench/office_run.py [workers ...]          # 100 and 1,000 by default
    PYTHONPATH=src python bench/office_run.py --growth [workers ...] # 100, 1,000 and 10,000 by default

For each size, in a database of its own (SQLite, in the temporary folder): the month's run as the office does
it, by a job; its page, with checks and differences; and the memory. The peers, in the same run, on the same facts:
one payslip per transaction, and the same payslips without the office (`run_month`, nothing stored or explained).

With `--growth`, the first month alone, computed by a process that does nothing else: time and highest memory of each
size, and how they grow against the smallest. The data are brought in by another process before.
"""

from __future__ import annotations

import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

SIZES = (100, 1_000)
GROWTH = (100, 1_000, 10_000)
CLOSED_AND_OPEN = ("2026-01", "2026-02")


def clock(name: str, count: int, work: Callable[[], Any]) -> float:
    """Do it, print the time, and give the processor's seconds: others on the machine disturb them least."""
    wall, processor = time.perf_counter(), time.process_time()
    work()
    wall, processor = time.perf_counter() - wall, time.process_time() - processor
    each = f"{processor / count * 1000:6.1f} ms each, {count / processor:6.1f} /s"
    print(f"  {name:<44} {processor:7.2f} s of processor, {wall:7.2f} s of wall clock, {each}", flush=True)
    return processor


def measure(size: int) -> None:
    """Everything at one size, in this process."""
    from django_scopes import scope

    from population import employer_of
    from preste.calendar import Month
    from preste.office.accounts.models import User
    from preste.office.jobs import queue, worker
    from preste.office.services import pay_runs
    from preste.office.services.dossiers import dossier_of, import_dossier

    closed, month = map(Month.parse, CLOSED_AND_OPEN)
    user = User.objects.create_user("bench@exemple.be", "une phrase de passe", bureau=True)
    print(f"{size} workers")
    employer: Any = None

    def bring_in() -> None:
        nonlocal employer
        employer = import_dossier(employer_of(size, month), user)

    clock("bringing the dossier in", size, bring_in)
    with scope(employer=employer):
        before = pay_runs.validate(pay_runs.compute(pay_runs.create_run(employer, closed, user), user), user)
        assert before.payslips.count() == size
        run = pay_runs.create_run(employer, month, user)
        queue.ask(employer, worker.PAY_RUN, run.pk, user)
    office = clock("the month's run, as a job", size, worker.work_once)
    with scope(employer=employer):
        assert run.payslips.filter(errors=[]).count() == size
        clock("the dossier read from the store", size, lambda: dossier_of(employer, month))
        together, pay_runs.WRITTEN_TOGETHER = pay_runs.WRITTEN_TOGETHER, 1
        singly = clock("peer: one payslip per transaction", size, lambda: pay_runs.compute(run, user))
        pay_runs.WRITTEN_TOGETHER = together
        dossier = dossier_of(employer, month)
        bare = clock("peer: payroll alone, nothing explained or stored", size, lambda: payroll_alone(dossier, month))
    pages(employer, run, user)
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"  ratios: one per transaction {singly / office:.2f} times, payroll alone {bare / office:.2f} times")
    print(f"  memory at its highest {memory:.0f} MB")


def bring_in(size: int) -> None:
    """An employer of that size, and the job of its first month, asked for and not done."""
    from django.db import connection
    from django_scopes import scope

    from population import employer_of
    from preste.calendar import Month
    from preste.office.accounts.models import User
    from preste.office.jobs import queue, worker
    from preste.office.services import pay_runs
    from preste.office.services.dossiers import import_dossier

    month = Month.parse(CLOSED_AND_OPEN[0])
    user = User.objects.create_user("bench@exemple.be", "une phrase de passe", bureau=True)
    connection.cursor().execute("PRAGMA synchronous=OFF")
    employer = import_dossier(employer_of(size, month), user)
    with scope(employer=employer):
        queue.ask(employer, worker.PAY_RUN, pay_runs.create_run(employer, month, user).pk, user)


def grow(size: int) -> None:
    """The job, and nothing else; the figures as a line of JSON."""
    from django_scopes import scopes_disabled

    from preste.office.jobs import worker
    from preste.office.store.models import Payslip

    wall, processor = time.perf_counter(), time.process_time()
    worker.work_once()
    wall, processor = time.perf_counter() - wall, time.process_time() - processor
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    with scopes_disabled():
        assert Payslip.objects.filter(errors=[]).count() == size
    print(json.dumps({"size": size, "processor": processor, "wall": wall, "memory": memory}))


def growth(sizes: Sequence[int]) -> None:
    """A table of the sizes, each beside the smallest."""
    print(
        "| workers | processor (s) | wall clock (s) | each (ms) | time / smallest | highest memory (MB) | more (MB) |"
    )
    print("|---:|---:|---:|---:|---:|---:|---:|")
    first: dict[str, float] = {}
    for size in sizes:
        with tempfile.TemporaryDirectory(prefix="preste-bench-") as folder:
            in_a_process(size, folder, "bring_in")
            found = json.loads(in_a_process(size, folder, "grow"))
        first = first or found
        times = found["processor"] / first["processor"]
        each = found["processor"] / size * 1000
        print(f"| {size:,} | {found['processor']:.1f} | {found['wall']:.0f} | {each:.1f} | {times:.1f} | "
              f"{found['memory']:.0f} | {found['memory'] - first['memory']:+.0f} |", flush=True)  # fmt: skip


def in_a_process(size: int, folder: str, step: str) -> str:
    """One step at one size, in a process of its own; what it prints."""
    given = {"PRESTE_DATA": str(Path(folder) / "data"), "DJANGO_SETTINGS_MODULE": "preste.office.settings"}
    environment = os.environ | given | {"PRESTE_BENCH_SIZE": str(size), "PRESTE_BENCH_STEP": step}
    printed = None if step == "measure" else subprocess.PIPE
    done = subprocess.run([sys.executable, __file__], env=environment, check=True, stdout=printed, text=True)
    return done.stdout or ""


def payroll_alone(dossier: Any, month: Any) -> None:
    """The payslips without the office."""
    from preste.payroll.month import run_month

    for _ in run_month(dossier, month):
        pass


def pages(employer: Any, run: Any, user: Any) -> None:
    """The run's page, as a browser asks for it."""
    from django.conf import settings
    from django.test import Client

    settings.ALLOWED_HOSTS = ["testserver"]
    client = Client()
    client.force_login(user)
    address = f"/employers/{employer.pk}/runs/{run.pk}/"
    assert client.get(address).status_code == 200
    clock("the run's page", 1, lambda: client.get(address))


def main() -> None:
    """Each size in a process and a data folder of its own."""
    if os.environ.get("PRESTE_BENCH_SIZE"):
        from preste.data_folder import data_dir
        from preste.office.database import make_database_file
        from preste.office.keys import make_key_file

        make_key_file(data_dir())
        make_database_file(data_dir() / "preste.sqlite3")
        (data_dir() / "static").mkdir(exist_ok=True)
        import django
        from django.core.management import call_command

        django.setup()
        call_command("migrate", verbosity=0)
        steps = {"measure": measure, "bring_in": bring_in, "grow": grow}
        steps[os.environ["PRESTE_BENCH_STEP"]](int(os.environ["PRESTE_BENCH_SIZE"]))
        return
    if sys.argv[1:2] == ["--growth"]:
        growth([int(size) for size in sys.argv[2:]] or GROWTH)
        return
    for size in map(int, sys.argv[1:] or SIZES):
        with tempfile.TemporaryDirectory(prefix="preste-bench-") as folder:
            in_a_process(size, folder, "measure")


if __name__ == "__main__":
    main()
