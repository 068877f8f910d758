"""How fast an office computes a month: payslips with explanations, from the stored facts to the stored lines.

    PYTHONPATH=src python bench/office_run.py [workers ...]          # 100 and 1,000 by default

For each size, in a database of its own (SQLite, in the temporary folder): the month's run as the office does
it, by a job; its page, with checks and differences; and the memory. The peers, in the same run, on the same facts:
one payslip per transaction, and the same payslips without the office (`run_month`, nothing stored or explained).
"""

from __future__ import annotations

import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

SIZES = (100, 1_000)
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
        from preste.office.database import make_database_file
        from preste.office.keys import data_dir, make_key_file

        make_key_file(data_dir())
        make_database_file(data_dir() / "preste.sqlite3")
        (data_dir() / "static").mkdir()
        import django
        from django.core.management import call_command

        django.setup()
        call_command("migrate", verbosity=0)
        measure(int(os.environ["PRESTE_BENCH_SIZE"]))
        return
    for size in map(int, sys.argv[1:] or SIZES):
        with tempfile.TemporaryDirectory(prefix="preste-bench-") as folder:
            given = {"PRESTE_DATA": str(Path(folder) / "data"), "DJANGO_SETTINGS_MODULE": "preste.office.settings"}
            environment = os.environ | given | {"PRESTE_BENCH_SIZE": str(size)}
            subprocess.run([sys.executable, __file__], env=environment, check=True)


if __name__ == "__main__":
    main()
