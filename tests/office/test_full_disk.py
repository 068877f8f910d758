"""Disks that are full, and a server that falls or may only be read: told as such, and gone on with afterwards.

For SQLite a disk is full at a number of pages. PostgreSQL has a server of its own here, with its tables on one small
disk and its log on another.
"""

from __future__ import annotations

import datetime as dt
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from typing import Any

import pytest
from django.core.management import call_command
from django.db import DatabaseError, connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from django_scopes import scope
from postgresql_server import Server, owner
from small_disk import NoSmallDisk, SmallDisk

from preste.calendar import Month
from preste.office.database import database_failure
from preste.office.jobs import queue, worker
from preste.office.services import pay_runs
from preste.office.store.models import Job, JobState, PayRun, Payslip, RunState

on_postgresql = pytest.mark.skipif("connection.vendor != 'postgresql'", reason="about PostgreSQL")
UNLIMITED = 1_073_741_823
SPARE_PAGES = (0, 2, 4, 8, 12, 16, 24)


def pragma(statement: str) -> int:
    with connection.cursor() as cursor:
        cursor.execute(f"PRAGMA {statement}")
        row = cursor.fetchone()
        return row[0] if row else 0


# ── a full or read-only disk ───────────────────────────────────────────────────────────────


@contextmanager
def full_file(spare: int) -> Iterator[None]:
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


class OwnServer:
    """A PostgreSQL server that a test may stop, or whose disks it may fill: one for tables, one for the log."""

    def __init__(self, make_hardy: Any) -> None:
        self.tables, self.log = SmallDisk(64, owner()), SmallDisk(64, owner())
        # A segment of the log is new each time; nothing but the tests writes.
        self.server = Server(
            "--wal-segsize=1", f"--waldir={self.log.folder / 'log'}",
            autovacuum="off", wal_recycle="off", min_wal_size="2MB", max_wal_size="8MB",
        )  # fmt: skip
        with self.reached("postgres"), connection.cursor() as cursor:
            cursor.execute(f"CREATE TABLESPACE small LOCATION '{self.tables.folder}'")
            cursor.execute("CREATE DATABASE tight TABLESPACE small")
        with self.reached():
            call_command("migrate", verbosity=0)
            self.office = make_hardy("server")

    @contextmanager
    def reached(self, name: str = "tight") -> Iterator[None]:
        """This thread's connection, and those of threads that begin, are to this server."""
        usual = {name: connection.settings_dict[name] for name in ("HOST", "NAME")}
        connection.close()
        connection.settings_dict.update(HOST=str(self.server.data), NAME=name)
        try:
            yield
        finally:
            connection.close()
            connection.settings_dict.update(usual)

    def read_only(self, on: str) -> None:
        """What connections that begin from now on may do."""
        connection.close()
        with self.reached("postgres"), connection.cursor() as cursor:
            cursor.execute(f"ALTER DATABASE tight SET default_transaction_read_only = {on}")

    def end(self) -> None:
        self.server.end()
        self.tables.end()
        self.log.end()


@pytest.fixture(scope="module")
def own_server(make_hardy: Any) -> Iterator[OwnServer]:
    try:
        own = OwnServer(make_hardy)
    except NoSmallDisk as reason:
        pytest.skip(f"no small disk: {reason}")
    yield own
    own.end()


@dataclass(frozen=True)
class Tight:
    """An office whose disk can be full but for some pages."""

    office: Any
    full: Callable[[int], AbstractContextManager[None]]


@pytest.fixture
def tight(request: pytest.FixtureRequest) -> Iterator[Tight]:
    if connection.vendor == "sqlite":
        yield Tight(request.getfixturevalue("hardy"), full_file)
        return
    own = request.getfixturevalue("own_server")
    with own.reached():
        yield Tight(own.office, own.tables.full)


def test_the_disk_fills_while_a_month_is_computed(tight: Tight, monkeypatch: pytest.MonkeyPatch) -> None:
    """A transaction each payslip: with more room the fault comes at a later one, and at another of its statements."""
    office = tight.office
    monkeypatch.setattr(pay_runs, "WRITTEN_TOGETHER", 1)
    run = office.draft(Month(2026, 10))
    reached = set()
    for spare in SPARE_PAGES:
        with scope(employer=office.employer):
            Payslip.objects.filter(run=run).delete()
            PayRun.objects.filter(pk=run.pk).update(state=RunState.DRAFT)
        with tight.full(spare), CaptureQueriesContext(connection) as made:
            assert office.failing_to_compute(run) == "E-DATABASE-FULL"
            reached.add(len(made))
            assert office.state(run) == RunState.DRAFT
            office.check()
    assert len(reached) > len(SPARE_PAGES) // 2, reached
    office.check_computed(run)


def test_a_page_says_that_the_disk_is_full(tight: Tight) -> None:
    office = tight.office
    with tight.full(0):
        for month in range(1, 100):  # small rows still fit in the last pages, for a while
            answer = office.client.post(office.url("runs/"), {"month": str(Month(2031, 1).plus(month))})
            if answer.status_code != 302:
                break
        office.told(answer, "E-DATABASE-FULL")
        office.check()
    office.check()


def test_a_job_goes_on_when_the_disk_has_room_again(tight: Tight, monkeypatch: pytest.MonkeyPatch) -> None:
    """However long the disk is full: those attempts do not count, and what was written before stays."""
    office = tight.office
    monkeypatch.setattr(pay_runs, "WRITTEN_TOGETHER", 2)
    run = office.draft(Month(2026, 11))
    with scope(employer=office.employer):
        job = queue.ask(office.employer, worker.PAY_RUN, run.pk, None)
    with broken_off_after(4), pytest.raises(BrokenOff):
        worker.work_once(job.pk)
    written = dict(finished(office, run))
    assert len(written) == 4
    with tight.full(0):
        for _ in range(2 * queue.ATTEMPTS):
            expire(office, job)
            with pytest.raises(DatabaseError) as error:
                worker.work_once(job.pk)
            assert database_failure(error.value) == "E-DATABASE-FULL"
        office.check()
    expire(office, job)
    assert worker.work_once(job.pk)
    with scope(employer=office.employer):
        assert Job.objects.get(pk=job.pk).state == JobState.DONE
        assert written.items() <= dict(finished(office, run)).items()
        once = dict(finished(office, run))
        pay_runs.compute(PayRun.objects.get(pk=run.pk), None)
        assert dict(finished(office, run)) == once
    assert office.state(run) == RunState.COMPUTED
    office.check()


class BrokenOff(BaseException):
    """What stands for a kill where the process has to live on."""


@contextmanager
def broken_off_after(count: int) -> Iterator[None]:
    """A job's worker is gone once so many payslips are written."""
    report = queue.report

    def reporting(job: Job, done: int, total: int) -> None:
        if done > count:
            raise BrokenOff
        report(job, done, total)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(queue, "report", reporting)
        yield


def finished(office: Any, run: PayRun) -> list[tuple[Any, str]]:
    """The payslips that are written, with what they say."""
    with scope(employer=office.employer):
        return list(Payslip.objects.filter(run=run).exclude(content_hash="").values_list("contract", "content_hash"))


def expire(office: Any, job: Job) -> None:
    with scope(employer=office.employer):
        Job.objects.filter(pk=job.pk).update(lease_until=timezone.now() - dt.timedelta(seconds=1))


@on_postgresql
def test_the_disk_of_the_log_fills_and_the_server_falls(own_server: OwnServer) -> None:
    """PostgreSQL stops rather than lose a commit; with room again it starts, and nothing is half-written."""
    office = own_server.office
    with own_server.reached():
        run = office.draft(Month(2026, 12))
        with own_server.log.full(), connection.cursor() as cursor:

            def next_segment(done: int, _: int) -> None:
                if done:
                    cursor.execute("SELECT pg_switch_wal()")

            assert office.failing_to_compute(run, next_segment) == "E-DATABASE-GONE"
            office.told(office.client.get("/"), "E-DATABASE-GONE")
        own_server.server.restart()
        connection.close_if_unusable_or_obsolete()  # as each request begins outside tests
        assert office.client.get("/").status_code == 200
        assert office.state(run) == RunState.DRAFT
        office.check()
        office.check_computed(run)


@on_postgresql
def test_a_worker_outlives_a_read_only_database(own_server: OwnServer, caplog: pytest.LogCaptureFixture) -> None:
    """As when the server is a standby for a while: the job is done once it can be written."""
    office, stop = own_server.office, threading.Event()
    with own_server.reached():
        run = office.draft(Month(2027, 1))
        with scope(employer=office.employer):
            job = queue.ask(office.employer, worker.PAY_RUN, run.pk, None)
        own_server.read_only("on")
        working = worker.in_thread(stop)
        try:
            wait_until(lambda: "E-DATABASE-READ-ONLY" in caplog.text)
            assert working.is_alive()
            own_server.read_only("off")
            wait_until(lambda: office.state(run) == RunState.COMPUTED)
        finally:
            stop.set()
            working.join()
        with scope(employer=office.employer):
            assert Job.objects.get(pk=job.pk).state == JobState.DONE
        office.check()


def wait_until(so: Callable[[], bool]) -> None:
    """Wait for what another thread does."""
    until = time.monotonic() + 60
    while not so():
        assert time.monotonic() < until
        time.sleep(0.02)


@on_postgresql
def test_the_server_stops_while_a_month_is_computed_and_comes_back(own_server: OwnServer) -> None:
    office, server = own_server.office, own_server.server
    with own_server.reached():
        run = office.draft(Month(2026, 9))
        assert office.failing_to_compute(run, lambda done, _: server.stop() if done else None) == "E-DATABASE-GONE"
        office.told(office.client.get("/"), "E-DATABASE-GONE")
        server.start()
        connection.close()
        assert office.client.get("/").status_code == 200
        assert office.state(run) == RunState.DRAFT
        office.check()
        office.check_computed(run)
