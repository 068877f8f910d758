"""Hours brought in from a table: a month of every worker, tried and then recorded, as the pages do it.

    PYTHONPATH=src python bench/office_import.py [workers]          # 1,000 by default: 22,000 cells

The peer, in the same run, writes the same facts with `executemany` over bare `sqlite3`, with the guards of the tables
at work: what any program would need at least.
"""

from __future__ import annotations

import datetime as dt
import os
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any
from uuid import uuid4

DAYS = 22


def clock(name: str, work: Callable[[], Any]) -> Any:
    """Do it, print the times, and give what it gives."""
    wall, processor = time.perf_counter(), time.process_time()
    found = work()
    wall, processor = time.perf_counter() - wall, time.process_time() - processor
    print(f"  {name:<52} {processor:6.2f} s of processor, {wall:6.2f} s of wall clock", flush=True)
    return found


def table(numbers: list[str], days: list[dt.date], chance: int) -> bytes:
    """A row for each worker and a column for each day: every cell is another day than the schedule's."""
    codes = ("V", "M", "V 3,8", "M 3,8")
    lines = ["matricule;" + ";".join(str(day.day) for day in days)]
    for i, number in enumerate(numbers):
        written = (
            "" if day.weekday() >= 5 else codes[(i + day.day + chance) % 2 + (2 if day.weekday() == 2 else 0)]
            for day in days
        )
        lines.append(f"{number};" + ";".join(written))
    return "\n".join(lines).encode()


def measure(size: int) -> None:
    """A first table, and a second one that changes every cell."""
    from django_scopes import scope

    from population import FULL, employer_of
    from preste.calendar import Month
    from preste.office.accounts.models import User
    from preste.office.services import imports
    from preste.office.services.dossiers import import_dossier
    from preste.office.store.models import Fact, ImportKind, Worker

    month = Month(2026, 4)
    user = User.objects.create_user("bench@exemple.be", "une phrase de passe", bureau=True)
    dossier = employer_of(size, Month(2026, 3))
    full = [replace(one, terms=(replace(one.terms[0], schedule=FULL),)) for one in dossier.contracts]
    employer = import_dossier(replace(dossier, contracts=full), user)
    with scope(employer=employer):
        numbers = list(Worker.objects.order_by("number").values_list("number", flat=True))
        for turn, name in enumerate(("new cells", "the same cells with another code")):
            data = table(numbers, list(month.days), turn)
            upload = clock(
                f"{name}: tried", lambda data=data: imports.try_file(employer, ImportKind.HOURS, month, data, user)
            )
            count = len(upload.plan["changes"])
            assert count
            assert not upload.plan["faults"], upload.plan["faults"][:3]
            made = clock(f"{name}: {count} recorded", lambda up=upload: imports.apply(up, user, only_good=False))
            assert made == count, (made, count)
        day_facts = Fact.objects.filter(kind="day", valid_from__range=(month.first, month.last))
        assert day_facts.filter(superseded_at=None).count() == count
        rows = list(day_facts.filter(superseded_at=None).values_list("pk", flat=True))
    database = Path(os.environ["PRESTE_DATA"]) / "preste.sqlite3"
    clock(f"peer: {len(rows)} facts by bare sqlite3", lambda: bare(database, len(rows)))


def bare(database: Path, count: int) -> None:
    """As many facts again, and as many superseded, in one transaction."""
    connection = sqlite3.connect(database)
    (first,) = connection.execute("SELECT id FROM store_fact WHERE kind = 'day' LIMIT 1").fetchone()
    columns = [row[1] for row in connection.execute("PRAGMA table_info(store_fact)")]
    like = connection.execute("SELECT * FROM store_fact WHERE id = ?", [first]).fetchone()
    at = columns.index("id")
    made = [(*like[:at], uuid4().hex, *like[at + 1 :]) for _ in range(count)]
    with connection:
        connection.executemany(f"INSERT INTO store_fact VALUES ({','.join('?' * len(columns))})", made)
        connection.executemany(
            "UPDATE store_fact SET superseded_at = ? WHERE id = ?", [("2030-01-01", row[at]) for row in made]
        )
    connection.close()


def main() -> None:
    """In a process and a data folder of its own."""
    if not os.environ.get("PRESTE_DATA"):
        with tempfile.TemporaryDirectory(prefix="preste-bench-") as folder:
            given = {"PRESTE_DATA": str(Path(folder) / "data"), "DJANGO_SETTINGS_MODULE": "preste.office.settings"}
            subprocess.run([sys.executable, __file__, *sys.argv[1:]], env=os.environ | given, check=True)
        return
    from preste.data_folder import data_dir
    from preste.office.database import make_database_file
    from preste.office.keys import make_key_file

    make_key_file(data_dir())
    make_database_file(data_dir() / "preste.sqlite3")
    (data_dir() / "static").mkdir()
    import django
    from django.core.management import call_command

    django.setup()
    call_command("migrate", verbosity=0)
    size = int(sys.argv[1]) if sys.argv[1:] else 1_000
    print(f"{size} workers, {DAYS} days each")
    measure(size)


if __name__ == "__main__":
    main()
