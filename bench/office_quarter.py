"""How much memory and time an office's quarter takes, from the stored facts to the stored computation.

    PYTHONPATH=src python bench/office_quarter.py [workers ...]      # 200 and 2,000 by default

For each size, in a database of its own (SQLite, in the temporary folder): three months of `population.py`'s dossier are
computed and validated by one process; then another does the quarter's job and nothing else. Its highest memory stands
beside that of a process that only reads the same dossier from the store, which no computation can do without.
"""

from __future__ import annotations

import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from dataclasses import replace
from pathlib import Path

SIZES = (200, 2_000)
QUARTER = "2022-1"


def bring_in(size: int) -> None:
    """An employer of that size, its three months validated."""
    from django.db import connection
    from django_scopes import scope

    from population import employer_of
    from preste.calendar import Quarter
    from preste.ids import establishment_unit
    from preste.office.accounts.models import User
    from preste.office.services import pay_runs
    from preste.office.services.dossiers import import_dossier
    from preste.records import Establishment

    quarter = Quarter.parse(QUARTER)
    user = User.objects.create_user("bench@exemple.be", "une phrase de passe", bureau=True)
    connection.cursor().execute("PRAGMA synchronous=OFF")
    made = employer_of(size, quarter.months[-1])
    unit = Establishment(number=establishment_unit.make(29_999_991), name="Siège", address=made.employer.address)
    employer = import_dossier(replace(made, employer=replace(made.employer, establishments=(unit,))), user)
    with scope(employer=employer):
        for month in quarter.months:
            pay_runs.validate(pay_runs.compute(pay_runs.create_run(employer, month, user), user), user)


def read(size: int) -> None:
    """The dossier, read from the store, and nothing else."""
    from django_scopes import scopes_disabled

    from preste.calendar import Quarter
    from preste.office.services.dossiers import dossier_of
    from preste.office.store.models import Employer

    quarter = Quarter.parse(QUARTER)
    with scopes_disabled():
        dossier = dossier_of(Employer.objects.get(), quarter.months[-1], since=quarter.year)
    assert len(dossier.contracts) == size
    print(json.dumps({"memory": highest()}))


def quarter_of(size: int) -> None:
    """The job, and nothing else."""
    from django_scopes import scope, scopes_disabled

    from preste.calendar import Quarter
    from preste.office.accounts.models import User
    from preste.office.jobs import queue, worker
    from preste.office.services import quarters
    from preste.office.store.models import ComputedQuarter, Employer, QuarterWorker

    employer = Employer.objects.get()
    with scope(employer=employer):
        stored = quarters.opened(employer, Quarter.parse(QUARTER))
        queue.ask(employer, worker.QUARTER, stored.pk, User.objects.get())
    wall, processor = time.perf_counter(), time.process_time()
    worker.work_once()
    wall, processor = time.perf_counter() - wall, time.process_time() - processor
    with scopes_disabled():
        stored = ComputedQuarter.objects.get()
        assert QuarterWorker.objects.count() == size, stored.failures[:2]
        assert stored.message, stored.problems[:2]
    print(json.dumps({"memory": highest(), "processor": processor, "wall": wall, "owed": stored.owed}))


def highest() -> float:
    """The highest memory of this process, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def in_a_process(size: int, folder: str, step: str) -> dict[str, float]:
    """One step at one size, in a process of its own; what it tells."""
    given = {"PRESTE_DATA": str(Path(folder) / "data"), "DJANGO_SETTINGS_MODULE": "preste.office.settings"}
    environment = os.environ | given | {"PRESTE_BENCH_SIZE": str(size), "PRESTE_BENCH_STEP": step}
    done = subprocess.run([sys.executable, __file__], env=environment, check=True, stdout=subprocess.PIPE, text=True)
    return json.loads(done.stdout or "{}")


def main() -> None:
    """Each size in a data folder of its own, each step in a process of its own; a table."""
    if os.environ.get("PRESTE_BENCH_SIZE"):
        from office_pages import prepare
        from preste.data_folder import data_dir

        prepare(data_dir())
        steps = {"bring_in": bring_in, "read": read, "quarter": quarter_of}
        steps[os.environ["PRESTE_BENCH_STEP"]](int(os.environ["PRESTE_BENCH_SIZE"]))
        return
    kept = os.environ.get("PRESTE_BENCH_FOLDER")
    print("| workers | processor (s) | wall clock (s) | highest memory (MB) | the dossier alone (MB) |")
    print("|---:|---:|---:|---:|---:|")
    for size in [int(one) for one in sys.argv[1:]] or SIZES:
        with tempfile.TemporaryDirectory(prefix="preste-bench-") as made:
            folder = str(Path(kept) / str(size)) if kept else made
            if not (Path(folder) / "data" / "preste.sqlite3").exists():
                (Path(folder) / "data").mkdir(parents=True, exist_ok=True)
                in_a_process(size, folder, "bring_in")
            alone, found = in_a_process(size, folder, "read"), in_a_process(size, folder, "quarter")
        print(f"| {size:,} | {found['processor']:.1f} | {found['wall']:.0f} | {found['memory']:.0f} | "
              f"{alone['memory']:.0f} |", flush=True)  # fmt: skip


if __name__ == "__main__":
    main()
