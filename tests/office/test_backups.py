"""Backups: taken while a month is being computed, restored into an empty place, refused when they are not sound."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django_scopes import scope

from preste.calendar import Month
from preste.data_folder import data_dir
from preste.office import backups
from preste.office.backups import BackupError, back_up, backups_in, restore, verify
from preste.office.keys import NAME, make_key_file
from preste.office.services import chain, pay_runs
from preste.office.services.demo import load_demo
from preste.office.store.models import Employer

SEEN = """
import json, django
django.setup()
from django_scopes import scopes_disabled
from preste.office.services import chain, pay_runs
from preste.office.store.models import Employer, PayRun, Payslip
with scopes_disabled():
    torn = [str(p.pk) for p in Payslip.objects.exclude(content_hash="") if p.content_hash != chain.content_hash(p)]
    runs = PayRun.objects.exclude(hash="")
    closed = sorted(f"{run.employer_id} {run.month} {run.hash} {chain.run_hash(run)}" for run in runs)
    ibans = sorted({one.iban for one in Employer.objects.all()})
print(json.dumps({"torn": torn, "closed": closed, "ibans": ibans}))
"""


@pytest.fixture(autouse=True)
def programs(monkeypatch: pytest.MonkeyPatch) -> None:
    """pg_dump and pg_restore of the test server's own version."""
    if connection.vendor == "postgresql":
        from postgresql_server import programs_on_path

        monkeypatch.setenv("PATH", programs_on_path())


@pytest.fixture(scope="module")
def busy(stored_office: Any) -> Employer:
    """An employer that is worked on while a backup is taken."""
    return load_demo(stored_office.users["bureau"])


@pytest.fixture
def empty(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[dict[str, Any]]:
    """An empty place to restore into, as Django describes it and as the environment names it."""
    described = connection.settings_dict
    if connection.vendor == "sqlite":
        yield described
        return
    with connection.cursor() as cursor:
        cursor.execute("DROP DATABASE IF EXISTS restored WITH (FORCE)")
        cursor.execute("CREATE DATABASE restored")
    monkeypatch.setenv("DATABASE_URL", f"postgresql://{described['USER']}@/restored?host={described['HOST']}")
    yield described | {"NAME": "restored"}


def taken(folder: Path, **more: Any) -> backups.Backup:
    return back_up(connection.settings_dict, data_dir(), folder, **more)


def seen(data: Path) -> dict[str, Any]:
    """What a process of its own finds in a data folder."""
    environment = os.environ | {"PRESTE_DATA": str(data), "DJANGO_SETTINGS_MODULE": "preste.office.settings"}
    done = subprocess.run([sys.executable, "-c", SEEN], env=environment, capture_output=True, text=True, check=True)
    return json.loads(done.stdout)


def closed_runs() -> list[str]:
    """Every closed run with its hash, and with the hash of what it holds."""
    found = []
    for employer in Employer.objects.all():
        with scope(employer=employer):
            for run in employer.runs.exclude(hash=""):
                found.append(f"{employer.pk} {run.month} {run.hash} {chain.run_hash(run)}")
    return sorted(found)


def test_a_backup_during_a_run_restores_whole(busy: Employer, tmp_path: Path, empty: dict[str, Any]) -> None:
    """Somebody computes a month again and again; each backup meanwhile is one moment, without half a payslip."""
    stop, errors = threading.Event(), []

    def work() -> None:
        try:
            with scope(employer=busy):
                run = pay_runs.create_run(busy, Month(2026, 9), None)
                while not stop.is_set():
                    pay_runs.compute(run, None)
        except Exception as error:
            errors.append(error)
        finally:
            connection.close()

    worker = threading.Thread(target=work)
    worker.start()
    try:
        made = [taken(tmp_path / "backups", with_key=True) for _ in range(4)]
    finally:
        stop.set()
        worker.join()
    assert errors == []
    restore(made[-1].file, tmp_path / "restored", empty)
    found = seen(tmp_path / "restored")
    assert found["torn"] == []
    assert found["closed"] == closed_runs()
    assert len(found["closed"]) >= 4
    assert all(iban.startswith("BE") for iban in found["ibans"])


def test_it_is_the_owners_alone_and_says_its_checksum(stored_office: Any, tmp_path: Path) -> None:
    made = taken(tmp_path / "backups", with_key=True)
    written = list((tmp_path / "backups").iterdir())
    assert len(written) == 3
    assert {one.stat().st_mode & 0o077 for one in (tmp_path / "backups", *written)} == {0}
    told, name = made.file.with_name(f"{made.file.name}.sha256").read_text().split()
    assert (told, name) == (hashlib.sha256(made.file.read_bytes()).hexdigest(), made.file.name)
    assert made.key.read_bytes() == (data_dir() / NAME).read_bytes()


def test_no_key_unless_asked_for_and_the_oldest_go(stored_office: Any, tmp_path: Path) -> None:
    first = taken(tmp_path, with_key=True)
    (tmp_path / "preste-notes.txt").write_text("kept")
    rest = [taken(tmp_path, keep=2) for _ in range(3)]
    assert backups_in(tmp_path) == [one.file for one in rest[1:]]
    assert not first.key.exists()
    assert not list(tmp_path.glob("*.key"))
    assert len(list(tmp_path.glob("*.sha256"))) == 2
    assert (tmp_path / "preste-notes.txt").exists()


def test_a_spoiled_or_strange_file_is_refused(stored_office: Any, tmp_path: Path) -> None:
    made = taken(tmp_path / "backups", with_key=True)
    described, into = connection.settings_dict, tmp_path / "restored"
    alone = Path(shutil.copy(made.file, tmp_path / made.file.name))
    with pytest.raises(BackupError, match="no checksum"):
        restore(alone, into, described, made.key)
    strange = tmp_path / "notes.txt"
    strange.write_text("x")
    strange.with_name("notes.txt.sha256").write_text(f"{hashlib.sha256(b'x').hexdigest()}  notes.txt\n")
    with pytest.raises(BackupError, match="no backup"):
        restore(strange, into, described, made.key)
    data = bytearray(made.file.read_bytes())
    data[len(data) // 2] ^= 1
    made.file.write_bytes(data)
    with pytest.raises(BackupError, match="not what was written"):
        restore(made.file, into, described)
    assert not into.exists()


def test_the_key_is_asked_for_and_must_be_the_right_one(
    stored_office: Any, tmp_path: Path, empty: dict[str, Any]
) -> None:
    made = taken(tmp_path / "backups")
    with pytest.raises(BackupError, match="key"):
        restore(made.file, tmp_path / "restored", empty)
    other = make_key_file(tmp_path / "other")
    with pytest.raises(BackupError, match="D-KEY-FITS"):
        restore(made.file, tmp_path / "restored", empty, other)
    assert [one.name for one in tmp_path.iterdir() if "restored" in one.name] == []


def test_nothing_is_restored_over_something(stored_office: Any, tmp_path: Path) -> None:
    made = taken(tmp_path / "backups", with_key=True)
    for one in (tmp_path / "backups", made.file):
        with pytest.raises(BackupError, match="not empty"):
            restore(made.file, one, connection.settings_dict)
    if connection.vendor == "postgresql":
        with pytest.raises(BackupError, match="not empty"):
            restore(made.file, tmp_path / "restored", connection.settings_dict)
    verify(made.file)


def test_a_changed_month_is_not_restored(stored_office: Any, tmp_path: Path, empty: dict[str, Any]) -> None:
    """Somebody wrote in the copy and renewed its checksum: the chain shows it."""
    if connection.vendor != "sqlite":
        pytest.skip("a dump of PostgreSQL is not edited by hand")
    import sqlite3

    made = taken(tmp_path / "backups", with_key=True)
    with sqlite3.connect(made.file) as copy:
        (kept,) = copy.execute("SELECT sql FROM sqlite_master WHERE name = 'store_line_kept_update'").fetchone()
        copy.execute("DROP TRIGGER store_line_kept_update")
        copy.execute("UPDATE store_line SET amount = amount + 1")
        copy.execute(kept)
    digest = hashlib.sha256(made.file.read_bytes()).hexdigest()
    made.file.with_name(f"{made.file.name}.sha256").write_text(f"{digest}  {made.file.name}\n")
    with pytest.raises(BackupError, match="D-RUN-CHAIN"):
        restore(made.file, tmp_path / "restored", empty)


def test_a_failed_backup_leaves_nothing(stored_office: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    described = connection.settings_dict
    if connection.vendor == "sqlite":
        described = described | {"NAME": str(tmp_path / "nowhere.sqlite3")}
    else:
        monkeypatch.setenv("PATH", "")
    with pytest.raises(BackupError) as error:
        back_up(described, data_dir(), tmp_path / "backups")
    assert error.value.remedy
    assert list((tmp_path / "backups").iterdir()) == []
