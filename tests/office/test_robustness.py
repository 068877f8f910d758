"""What goes wrong around the office: full and read-only disks, a database that is busy, gone and back.

Each time: a page with a stable code, nothing half-written, and the office works on when the cause is gone.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.db import DatabaseError, IntegrityError, OperationalError, ProgrammingError, connection, transaction
from django.test import Client
from django_scopes import scope

from preste.calendar import Month
from preste.office.accounts.models import Membership, Role, User
from preste.office.services import audit, chain, pay_runs
from preste.office.services.demo import load_demo
from preste.office.services.dossiers import dossier_of
from preste.office.store.models import PayRun, Payslip, RunState
from preste.office.web.views.failures import database_failure
from preste.payroll.month import active

on_sqlite = pytest.mark.skipif("connection.vendor != 'sqlite'", reason="about SQLite")
on_postgresql = pytest.mark.skipif("connection.vendor != 'postgresql'", reason="about PostgreSQL")
UNLIMITED = 1_073_741_823


class Office:
    """An employer of its own, for what these tests write stays, and its officer's browser."""

    def __init__(self, name: str) -> None:
        self.user = User.objects.create_user(f"{name}@exemple.be", "mot-de-passe-de-test", name="Rose Robuste")
        self.employer = load_demo(self.user)
        Membership.objects.create(user=self.user, employer=self.employer, role=Role.OFFICER)
        self.client = Client(raise_request_exception=False)
        self.client.force_login(self.user)

    def url(self, path: str) -> str:
        return f"/employers/{self.employer.pk}/{path}"

    def draft(self, month: Month) -> PayRun:
        with scope(employer=self.employer):
            return pay_runs.create_run(self.employer, month, self.user)

    def failing_to_compute(self, run: PayRun, progress: Any = None) -> str | None:
        """The code of what stops the computation."""
        with scope(employer=self.employer), pytest.raises(DatabaseError) as error:
            pay_runs.compute(run, self.user, *([progress] if progress else []))
        return database_failure(error.value)

    def open_month(self) -> Any:
        return self.client.post(self.url("runs/"), {"month": "2031-12"})

    def state(self, run: PayRun) -> str:
        with scope(employer=self.employer):
            return PayRun.objects.get(pk=run.pk).state

    def check(self) -> None:
        """Nothing half: every payslip has all its lines, the chains hold, and the pages answer."""
        with scope(employer=self.employer):
            assert [
                p.pk for p in Payslip.objects.exclude(content_hash="") if p.content_hash != chain.content_hash(p)
            ] == []
            assert chain.broken_runs(self.employer) == []
            assert audit.broken_events(self.employer) == []
        assert self.client.get(self.url("")).status_code == 200

    def check_computed(self, run: PayRun) -> None:
        """The month can be computed after all, for every contract that works in it."""
        month = Month.parse(run.month)
        with scope(employer=self.employer):
            pay_runs.compute(run, self.user)
            assert run.payslips.count() == len(active(dossier_of(self.employer, month), month)) > 5
        assert self.state(run) == RunState.COMPUTED
        self.check()


@pytest.fixture(scope="module")
def hardy(stored_office: Any) -> Office:
    return Office("robuste")


def told(answer: Any, code: str) -> None:
    text = answer.content.decode()
    assert answer.status_code == 503, text
    assert code in text
    assert "Rien n'a été enregistré à moitié" in text
    assert answer.headers["Retry-After"]
    assert answer.headers["Cache-Control"] == "no-store, private"


def pragma(statement: str) -> int:
    with connection.cursor() as cursor:
        cursor.execute(f"PRAGMA {statement}")
        row = cursor.fetchone()
        return row[0] if row else 0


# ── a full or read-only disk ───────────────────────────────────────────────────────────────


@contextmanager
def full_disk(spare: int) -> Iterator[None]:
    """A disk with room for so many pages; what deleted rows left free in the file is used up first."""
    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE ballast (held BLOB)")
        while pragma("freelist_count"):
            cursor.execute("INSERT INTO ballast VALUES (zeroblob(4000))")
    pragma(f"max_page_count = {pragma('page_count') + spare}")
    try:
        yield
    finally:
        pragma(f"max_page_count = {UNLIMITED}")
        with connection.cursor() as cursor:
            cursor.execute("DROP TABLE ballast")


@on_sqlite
@pytest.mark.parametrize("spare", [0, 1, 2, 5, 9, 14])
def test_the_disk_fills_while_a_month_is_computed(hardy: Office, spare: int) -> None:
    """The fault comes at another statement each time."""
    run = hardy.draft(Month(2026, 10))
    with scope(employer=hardy.employer):
        Payslip.objects.filter(run=run).delete()
        PayRun.objects.filter(pk=run.pk).update(state=RunState.DRAFT)
    with full_disk(spare):
        assert hardy.failing_to_compute(run) == "E-DATABASE-FULL"
        assert hardy.state(run) == RunState.DRAFT
        hardy.check()
    hardy.check_computed(run)


@on_sqlite
def test_a_page_says_that_the_disk_is_full(hardy: Office) -> None:
    with full_disk(0):
        for month in range(1, 13):  # small rows still fit in the last pages, for a while
            answer = hardy.client.post(hardy.url("runs/"), {"month": f"2031-{month:02d}"})
            if answer.status_code != 302:
                break
        told(answer, "E-DATABASE-FULL")
        hardy.check()
    hardy.check()


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


def test_a_read_only_disk(hardy: Office) -> None:
    run = hardy.draft(Month(2026, 10))
    before = hardy.state(run)
    hardy.client.get("/")  # writes down, once in a while, that the reader was seen
    with read_only():
        told(hardy.open_month(), "E-DATABASE-READ-ONLY")
        assert hardy.failing_to_compute(run) == "E-DATABASE-READ-ONLY"
        assert hardy.client.get("/").status_code == 200
    assert hardy.state(run) == before
    hardy.check_computed(run)


# ── a busy database ────────────────────────────────────────────────────────────────────────


def test_somebody_writes_for_too_long(hardy: Office) -> None:
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
        told(hardy.open_month(), "E-DATABASE-BUSY")
        assert hardy.failing_to_compute(run) == "E-DATABASE-BUSY"
    finally:
        done.set()
        other.join()
        connection.close()
    hardy.check_computed(run)


# ── a database that is gone ────────────────────────────────────────────────────────────────


@on_sqlite
def test_the_file_is_moved_away_and_back(hardy: Office, tmp_path: Path) -> None:
    file = Path(connection.settings_dict["NAME"])
    connection.close()
    connection.settings_dict["NAME"] = f"{file.as_uri()}?mode=rw"  # as the settings write it
    connection.settings_dict["OPTIONS"]["uri"] = True
    files = sorted(file.parent.glob(f"{file.name}*"))
    try:
        for one in files:
            one.rename(tmp_path / one.name)
        for answer in (hardy.client.get("/"), hardy.client.post("/connexion/", {"username": "a", "password": "b"})):
            told(answer, "E-DATABASE-GONE")
        assert not file.exists()
    finally:
        connection.close()
        for one in files:
            (tmp_path / one.name).rename(one)
        connection.settings_dict["NAME"] = str(file)
    hardy.check()


@on_postgresql
def test_the_server_stops_while_a_month_is_computed_and_comes_back(stored_office: Any) -> None:
    from postgresql_server import Server

    usual = {name: connection.settings_dict[name] for name in ("HOST", "NAME")}
    server = Server()
    connection.close()
    connection.settings_dict.update(HOST=str(server.data), NAME="postgres")
    try:
        call_command("migrate", verbosity=0)
        office = Office("serveur")
        run = office.draft(Month(2026, 9))
        assert office.failing_to_compute(run, lambda done, _: server.stop() if done else None) == "E-DATABASE-GONE"
        told(office.client.get("/"), "E-DATABASE-GONE")
        server.start()
        connection.close()
        assert office.client.get("/").status_code == 200
        assert office.state(run) == RunState.DRAFT
        office.check()
        office.check_computed(run)
    finally:
        connection.close()
        connection.settings_dict.update(usual)
        server.end()


# ── what is no failure of the database ─────────────────────────────────────────────────────


def test_a_refused_row_is_a_fault_of_ours(hardy: Office) -> None:
    with pytest.raises(IntegrityError) as error, transaction.atomic():
        User.objects.create_user("robuste@exemple.be")
    assert database_failure(error.value) is None
    with pytest.raises((OperationalError, ProgrammingError)) as missing, transaction.atomic():
        connection.cursor().execute("SELECT 1 FROM no_such_table")
    assert database_failure(missing.value) is None
    assert database_failure(ValueError("x")) is None
    assert database_failure(None) is None
