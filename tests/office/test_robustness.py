"""What goes wrong around the office: a database that is read-only, busy, gone and back; full disks have their own file.

Each time: a page with a stable code, nothing half-written, and the office works on when the cause is gone.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from django.db import IntegrityError, OperationalError, ProgrammingError, connection, transaction

from preste.calendar import Month
from preste.office.accounts.models import User
from preste.office.database import database_failure
from preste.office.services import audit
from preste.office.services.corrections import Past
from preste.office.store.models import RunState

on_sqlite = pytest.mark.skipif("connection.vendor != 'sqlite'", reason="about SQLite")


@contextmanager
def read_only() -> Iterator[None]:
    """The database refuses to be written, through this thread's connection."""
    on, off = (
        ("PRAGMA query_only = ON", "PRAGMA query_only = OFF")
        if connection.vendor == "sqlite"
        else ("SET default_transaction_read_only = on", "SET default_transaction_read_only = off")
    )
    with connection.cursor() as cursor:
        cursor.execute(on)
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            cursor.execute(off)


def test_a_read_only_disk(hardy: Any) -> None:
    run = hardy.draft(Month(2026, 10))
    before = hardy.state(run)
    with read_only():
        hardy.told(hardy.open_month(), "E-DATABASE-READ-ONLY")
        assert hardy.failing_to_compute(run) == "E-DATABASE-READ-ONLY"
        assert hardy.client.get("/").status_code == 200
    assert hardy.state(run) == before
    hardy.check_computed(run)


def test_a_database_that_fails_is_no_fault_of_a_payslip(hardy: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """Closed months are read payslip by payslip; nothing is written of one whose past could not be read."""
    run = hardy.draft(Month(2026, 10))

    def unreadable(*_: Any) -> None:
        with read_only():
            hardy.user.save()

    with monkeypatch.context() as patch:
        patch.setattr(Past, "settle", unreadable)
        assert hardy.failing_to_compute(run) == "E-DATABASE-READ-ONLY"
    assert hardy.state(run) == RunState.DRAFT
    hardy.check_computed(run)


# ── a busy database ────────────────────────────────────────────────────────────────────────


def test_somebody_writes_for_too_long(hardy: Any) -> None:
    run = hardy.draft(Month(2026, 10))
    held, done = threading.Event(), threading.Event()

    def hold() -> None:
        with transaction.atomic():
            audit.lock(hardy.employer.pk)
            held.set()
            done.wait(60)
        connection.close()

    other = threading.Thread(target=hold)
    other.start()
    try:
        assert held.wait(60)
        with connection.cursor() as cursor:
            sqlite = connection.vendor == "sqlite"
            cursor.execute("PRAGMA busy_timeout = 50" if sqlite else "SET lock_timeout = '50ms'")
        hardy.told(hardy.open_month(), "E-DATABASE-BUSY")
        assert hardy.failing_to_compute(run) == "E-DATABASE-BUSY"
    finally:
        done.set()
        other.join()
        connection.close()
    hardy.check_computed(run)


# ── a database that is gone ────────────────────────────────────────────────────────────────


@on_sqlite
def test_the_file_is_moved_away_and_back(hardy: Any, tmp_path: Path) -> None:
    file = Path(connection.settings_dict["NAME"])
    connection.close()
    connection.settings_dict["NAME"] = f"{file.as_uri()}?mode=rw"  # as the settings write it
    connection.settings_dict["OPTIONS"]["uri"] = True
    files = sorted(file.parent.glob(f"{file.name}*"))
    try:
        for one in files:
            one.rename(tmp_path / one.name)
        for answer in (hardy.client.get("/"), hardy.client.post("/connexion/", {"username": "a", "password": "b"})):
            hardy.told(answer, "E-DATABASE-GONE")
        assert not file.exists()
    finally:
        connection.close()
        for one in files:
            (tmp_path / one.name).rename(one)
        connection.settings_dict["NAME"] = str(file)
    hardy.check()


# ── what is no failure of the database ─────────────────────────────────────────────────────


def test_a_refused_row_is_a_fault_of_ours(hardy: Any) -> None:
    with pytest.raises(IntegrityError) as error, transaction.atomic():
        User.objects.create_user(hardy.user.email)
    assert database_failure(error.value) is None
    with pytest.raises((OperationalError, ProgrammingError)) as missing, transaction.atomic():
        connection.cursor().execute("SELECT 1 FROM no_such_table")
    assert database_failure(missing.value) is None
    assert database_failure(ValueError("x")) is None
    assert database_failure(None) is None
