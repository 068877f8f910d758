"""Jobs: killed anywhere and gone on with, never twice, held under a lease, cancelled, followed from a page."""

from __future__ import annotations

import datetime as dt
import json
import os
import re
import signal
import subprocess
import sys
import threading
import time
from contextlib import closing
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.db import transaction
from django.utils import timezone
from django_scopes import scope
from drafts import FileDrafts, ServerDrafts, drafts_of

from preste.office.database import database
from preste.office.jobs import queue, worker
from preste.office.keys import make_key_file
from preste.office.services import changes, pay_runs
from preste.office.services.facts import household_data
from preste.office.store.models import AuditEvent, FactKind, Job, Payslip
from preste.office.web.views import computing
from preste.records import Household

FULL = os.environ.get("PRESTE_FULL") == "1"
ON_POSTGRESQL = "DATABASE_URL" in os.environ
KILLS = 200 if FULL else 8 if ON_POSTGRESQL else 20
LAB = Path(__file__).parent / "killed_worker.py"
SLIPS = 500
FEW = 20


def run_script(folder: Path, *arguments: object) -> Any:
    """What the laboratory answers, on a data folder of its own."""
    command = [sys.executable, "-W", "error", str(LAB), *map(str, arguments)]
    done = subprocess.run(command, env=environment(folder), capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def environment(folder: Path) -> dict[str, str]:
    """A data folder, and a database of its own: a file in it, or one of that name on the tests' server."""
    kept = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
    return kept | database_url(folder) | {"PRESTE_DATA": str(folder), "PYTHONPATH": os.pathsep.join(sys.path)}


def database_url(folder: Path) -> dict[str, str]:
    if not ON_POSTGRESQL:
        return {}
    name = f"lab_{os.environ.get('PYTEST_XDIST_WORKER', 'alone')}_{folder.name}"
    return {"DATABASE_URL": urlsplit(os.environ["DATABASE_URL"])._replace(path=f"/{name}").geturl()}


def drafts(folder: Path) -> FileDrafts | ServerDrafts:
    """The database of a data folder."""
    return drafts_of(database(database_url(folder).get("DATABASE_URL", ""), folder))


def laboratory(folder: Path, slips: int) -> Path:
    """A data folder with a draft run of so many contracts."""
    run_script(folder, "prepare", slips)
    return folder


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return laboratory(tmp_path_factory.mktemp("large"), SLIPS)


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return laboratory(tmp_path_factory.mktemp("small"), FEW)


def whole(found: dict[str, Any], slips: int) -> None:
    """The run is complete, once, and holds together."""
    assert found["state"] == "computed"
    assert found["job"] == ["done", slips, slips]
    assert len({contract for contract, *__ in found["payslips"]}) == len(found["payslips"]) == slips
    assert found["changed"] == found["broken"] == []
    assert found["computed"] == 1


CONTENT = ("payslips", "lines", "net")


# ── killed ─────────────────────────────────────────────────────────────────────────────────


def test_a_run_of_500_killed_again_and_again_is_as_if_undisturbed(large: Path) -> None:
    expected = run_script(large, "undisturbed")
    whole(expected, SLIPS)
    found = run_script(large, "again", 1, KILLS)
    whole(found, SLIPS)
    assert {name: found[name] for name in CONTENT} == {name: expected[name] for name in CONTENT}


def test_a_run_killed_once_at_any_point_is_as_if_undisturbed(small: Path) -> None:
    expected = run_script(small, "undisturbed")
    every = run_script(small, "points", 2, KILLS)
    assert len(every) == KILLS
    for found in every:
        whole(found, FEW)
        point = (found["at"], found["after"])
        assert (point, {name: found[name] for name in CONTENT}) == (point, {name: expected[name] for name in CONTENT})


def test_a_month_started_by_two_processes_is_one_run_and_one_job(small: Path) -> None:
    rounds = 100 if FULL else 6
    found = run_script(small, "race", rounds)
    assert len(found["runs"]) == len(set(found["runs"])) == rounds
    assert len(found["jobs"]) == rounds
    assert found["created"] == found["computed"] == rounds
    assert found["broken"] == []


def test_preste_work_killed_from_outside_and_stopped_politely(large: Path) -> None:
    run_script(large, "draft")
    with closing(drafts(large).connect()) as stored:
        kill_from_outside(stored, environment(large))


def kill_from_outside(stored: Any, environment: dict[str, str]) -> None:
    """`preste work` killed, killed, told to stop and left to end, seen through a connection of one's own."""
    command = [sys.executable, "-m", "preste.cli", "work", "--once"]

    def job() -> tuple[str, int]:
        state, done = stored.execute("SELECT state, done FROM store_job").fetchone()
        return state, done

    for kill in (signal.SIGKILL, signal.SIGKILL, signal.SIGTERM):
        before = job()[1]
        process = subprocess.Popen(command, env=environment)
        while job()[1] <= before and process.poll() is None:
            time.sleep(0.02)
        process.send_signal(kill)
        ended = process.wait(60)
        if kill == signal.SIGTERM:
            assert (ended, job()[0]) == (0, "waiting")
        else:
            assert (ended, job()[0]) == (-signal.SIGKILL, "running")
            assert stored.execute("UPDATE store_job SET lease_until = '2020-01-01 00:00:00'").rowcount == 1
    assert 0 < job()[1] < SLIPS
    assert subprocess.run(command, env=environment, check=False).returncode == 0
    assert job() == ("done", SLIPS)
    contracts = stored.execute("SELECT count(*), count(DISTINCT contract_id) FROM store_payslip").fetchone()
    assert contracts == (SLIPS, SLIPS)


def work_refused(folder: Path) -> str:
    """What `preste work` says when it cannot begin."""
    command = [sys.executable, "-m", "preste.cli", "work", "--once"]
    done = subprocess.run(command, env=environment(folder), capture_output=True, text=True, check=False)
    assert done.returncode == 2, done.stderr
    assert "Traceback" not in done.stderr
    return done.stderr


def test_preste_work_asks_for_the_tables(tmp_path: Path) -> None:
    make_key_file(tmp_path)
    told = work_refused(tmp_path)
    assert ("E-DATABASE-GONE" if ON_POSTGRESQL else "E-OFFICE-DATABASE") in told
    drafts(tmp_path).make()
    assert "the tables of this version" in (told := work_refused(tmp_path))
    assert "preste serve" in told


# ── the lease ──────────────────────────────────────────────────────────────────────────────


@pytest.fixture
def job(office: Any) -> Job:
    """A job that waits, for the open run."""
    with scope(employer=office.employer):
        return queue.ask(office.employer, worker.PAY_RUN, office.run.pk, office.users["officer"])


def again(job: Job) -> Job:
    with scope(employer=job.employer):
        return Job.objects.get(pk=job.pk)


def expire(job: Job) -> None:
    with scope(employer=job.employer):
        Job.objects.filter(pk=job.pk).update(lease_until=timezone.now() - dt.timedelta(seconds=1))


def test_a_job_is_not_taken_while_its_lease_lives(job: Job) -> None:
    assert queue.take("first", job.pk).pk == job.pk
    assert queue.take("second", job.pk) is None
    expire(job)
    assert queue.take("second", job.pk).holder == "second"


def test_who_lost_the_lease_writes_nothing_more(office: Any, job: Job) -> None:
    held = queue.take("first", job.pk)
    expire(job)
    queue.take("second", job.pk)
    with scope(employer=office.employer):
        with pytest.raises(queue.LeaseLost):
            write_and_report(office, held)
        assert not Payslip.objects.filter(net_paid=1).exists()
        queue.end(held, "done")
    assert again(job).state == "running"
    assert again(job).holder == "second"


def write_and_report(office: Any, held: Job) -> None:
    with transaction.atomic():
        assert Payslip.objects.filter(run=office.run).update(net_paid=1)
        queue.report(held, 1, 2)


def test_a_job_that_never_gets_further_is_given_up(job: Job) -> None:
    for i in range(queue.ATTEMPTS):
        assert queue.take(f"worker {i}", job.pk) is not None
        expire(job)
    assert queue.take("one more", job.pk) is None
    assert (again(job).state, again(job).error_code) == ("failed", "E-JOB-ATTEMPTS")


def test_progress_makes_the_attempts_count_anew(job: Job) -> None:
    for i in range(2 * queue.ATTEMPTS):
        held = queue.take(f"worker {i}", job.pk)
        with scope(employer=job.employer):
            queue.report(held, i + 1, 100)
        expire(job)
    assert again(job).state == "running"


def test_the_same_request_is_one_job_and_the_next_one_another(office: Any, job: Job) -> None:
    def ask(seen: int | None) -> Job:
        return queue.ask(office.employer, worker.PAY_RUN, office.run.pk, None, seen)

    with scope(employer=office.employer):
        assert ask(None).pk == ask(0).pk == job.pk
        assert worker.work_once(job.pk)
        assert ask(0).pk == job.pk
        assert ask(None).pk == ask(1).pk != job.pk


def test_a_job_of_another_employer_is_not_mixed_in(office: Any, job: Job) -> None:
    from django.db import DatabaseError

    with (
        scope(employer=office.other),
        pytest.raises(DatabaseError, match="points into another employer"),
        transaction.atomic(),
    ):
        queue.ask(office.other, worker.PAY_RUN, office.run.pk, None)


# ── what a computation does ────────────────────────────────────────────────────────────────


def fail_for(monkeypatch: pytest.MonkeyPatch, reference: str) -> None:
    pay = pay_runs.pay_contract

    def failing(dossier: Any, record: Any, month: Any, *more: Any) -> Any:
        if record.id == reference:
            raise KeyError(record.worker.niss)
        return pay(dossier, record, month, *more)

    monkeypatch.setattr(pay_runs, "pay_contract", failing)


def test_a_payslip_that_fails_does_not_stop_the_others(
    office: Any, job: Job, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    count = len({p.pk for p in payslips(office)})
    fail_for(monkeypatch, "anne")
    assert worker.work_once(job.pk)
    assert (again(job).state, again(job).done) == ("done", count)
    assert [p.contract.reference for p in payslips(office) if p.errors] == ["anne"]
    assert office.contract().worker.niss not in caplog.text
    assert "KeyError" in caplog.text
    told = office.client("officer").get(office.url(f"runs/{office.run.pk}/")).content.decode()
    assert "le programme a échoué sur cette fiche" in told
    assert "Valider le mois" not in told


def payslips(office: Any) -> list[Payslip]:
    with scope(employer=office.employer):
        return list(Payslip.objects.filter(run=office.run).select_related("contract"))


def test_facts_recorded_while_it_runs_make_the_run_stale(
    office: Any, job: Job, monkeypatch: pytest.MonkeyPatch
) -> None:
    done = threading.Event()
    pay = pay_runs.pay_contract

    def meanwhile(dossier: Any, record: Any, month: Any, *more: Any) -> Any:
        if not done.is_set():
            done.set()
            data = household_data(Household(valid_from=month.first, situation="single"))
            worker_of = office.contract().worker
            changes.record_change(
                worker_of, FactKind.HOUSEHOLD, data, valid_from=month.first, user=office.users["officer"]
            )
        return pay(dossier, record, month, *more)

    monkeypatch.setattr(pay_runs, "pay_contract", meanwhile)
    assert worker.work_once(job.pk)
    office.run.refresh_from_db()
    assert office.run.state == "computed"
    with scope(employer=office.employer):
        assert pay_runs.is_stale(office.run)


def test_a_computation_that_is_resumed_keeps_to_the_facts_it_began_with(
    office: Any, job: Job, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pay_runs, "WRITTEN_TOGETHER", 1)
    before = {p.contract_id: p.content_hash for p in payslips(office)}
    stop_after(monkeypatch, 2)
    with pytest.raises(Killed):
        worker.work_once(job.pk)
    monkeypatch.undo()
    expire(job)
    contract = next(p.contract for p in payslips(office) if not p.content_hash)
    with scope(employer=office.employer):
        terms = contract.facts.filter(kind=FactKind.TERMS, superseded_at=None).order_by("valid_from").last()
        data = terms.data | {"amount": terms.data["amount"] + 50_000}
        changes.record_change(
            contract.worker, FactKind.TERMS, data, valid_from=terms.valid_from, contract=contract, replaces=terms,
            user=office.users["officer"],
        )  # fmt: skip
    assert worker.work_once(job.pk)
    assert {p.contract_id: p.content_hash for p in payslips(office)} == before
    office.run.refresh_from_db()
    with scope(employer=office.employer):
        assert pay_runs.is_stale(office.run)
        pay_runs.compute(office.run, None)
        assert not pay_runs.is_stale(office.run)
    assert {p.contract_id: p.content_hash for p in payslips(office)} != before


class Killed(BaseException):
    """What stands for a kill where the process has to live on."""


def stop_after(monkeypatch: pytest.MonkeyPatch, count: int) -> None:
    report = queue.report

    def stopping(job: Job, done: int, total: int) -> None:
        if done > count:
            raise Killed
        report(job, done, total)

    monkeypatch.setattr(queue, "report", stopping)


def test_a_second_computation_takes_over_from_the_first(office: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pay_runs, "WRITTEN_TOGETHER", 1)
    begun = []

    def other_begins(done: int, total: int) -> None:
        if done == 1 and not begun:
            begun.append(done)
            pay_runs.compute(type(office.run).objects.get(pk=office.run.pk), None)

    with scope(employer=office.employer):
        with pytest.raises(pay_runs.RunError) as raised:
            pay_runs.compute(office.run, None, other_begins)
        assert raised.value.code == "E-RUN-OVERTAKEN"
        assert type(office.run).objects.get(pk=office.run.pk).state == "computed"


# ── from the page ──────────────────────────────────────────────────────────────────────────


@pytest.fixture
def later(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody waits for the result."""
    monkeypatch.setattr(computing, "AT_ONCE", 0)


def post(office: Any, act: str, role: str = "officer", **data: str) -> str:
    answer = office.client(role).post(office.url(f"runs/{office.run.pk}/{act}/"), data, follow=True)
    assert answer.status_code == 200
    return answer.content.decode()


def page(office: Any, role: str = "officer") -> str:
    return office.client(role).get(office.url(f"runs/{office.run.pk}/")).content.decode()


def jobs(office: Any) -> list[Job]:
    with scope(employer=office.employer):
        return list(Job.objects.filter(subject=office.run.pk))


def computations(office: Any) -> int:
    with scope(employer=office.employer):
        return AuditEvent.objects.filter(action="run.computed", subject=str(office.run.pk)).count()


def test_a_small_run_is_computed_when_the_page_comes_back(office: Any) -> None:
    told = post(office, "compute")
    assert f"{len(payslips(office))} fiches calculées" in told
    assert "<progress" not in told


def test_the_same_post_twice_has_one_effect(office: Any) -> None:
    seen = re.search(r'name="seen" value="(\d+)"', page(office))[1]
    before = computations(office)
    first, second = (post(office, "compute", seen=seen) for __ in range(2))
    assert computations(office) == before + 1
    assert len(jobs(office)) == 1
    for told in (first, second):
        assert "fiches calculées" in told
    assert int(re.search(r'name="seen" value="(\d+)"', second)[1]) == int(seen) + 1


def test_a_large_run_is_followed_from_its_page(office: Any, later: None) -> None:
    told = post(office, "compute")
    assert "Le calcul attend son tour" in told
    assert "<progress" in told
    assert "Recalculer" not in told
    assert "Valider le mois" not in told
    assert "Interrompre" not in page(office, "reader")
    assert "<progress" in page(office, "reader")
    address = office.url(f"runs/{office.run.pk}/progress/")
    assert re.search(r'data-progress="([^"]+)"', told)[1] == address
    waiting = office.client("reader").get(address).json()
    assert waiting == {"live": True, "done": 0, "total": 0, "text": "Le calcul attend son tour."}
    assert worker.work_once(jobs(office)[0].pk)
    assert office.client("reader").get(address).json() == {"live": False}
    assert "<progress" not in page(office)


def test_progress_says_how_many_how_fast_and_how_long(office: Any, job: Job) -> None:
    held = queue.take("first", job.pk)
    with scope(employer=office.employer):
        queue.report(held, 300, 1000)
        Job.objects.filter(pk=job.pk).update(begun_with=100, started_at=timezone.now() - dt.timedelta(seconds=10))
    told = office.client("reader").get(office.url(f"runs/{office.run.pk}/progress/")).json()
    assert (told["done"], told["total"], told["live"]) == (300, 1000, True)
    assert re.fullmatch(r"300 fiches sur 1000 · (19|20) par seconde · encore 3[5-7] s", told["text"])


def test_a_job_that_nobody_takes_is_told(office: Any, job: Job) -> None:
    with scope(employer=office.employer):
        Job.objects.filter(pk=job.pk).update(created_at=timezone.now() - dt.timedelta(minutes=1))
    assert "preste work" in page(office)


def test_a_run_cannot_be_validated_while_it_is_computed(office: Any, job: Job, monkeypatch: pytest.MonkeyPatch) -> None:
    stop_after(monkeypatch, 0)
    with pytest.raises(Killed):
        worker.work_once(job.pk)
    assert "pas possible" in post(office, "validate")
    office.run.refresh_from_db()
    assert office.run.state == "draft"


def test_a_cancelled_run_is_a_draft_until_it_is_computed_as_a_whole(
    office: Any, later: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pay_runs, "WRITTEN_TOGETHER", 1)
    post(office, "compute")
    pay, paid = pay_runs.pay_contract, []

    def somebody_cancels(dossier: Any, record: Any, month: Any, *more: Any) -> Any:
        paid.append(record.id)
        if len(paid) == 3:
            assert "s&#x27;arrête" in post(office, "cancel")
        return pay(dossier, record, month, *more)

    monkeypatch.setattr(pay_runs, "pay_contract", somebody_cancels)
    assert worker.work_once(jobs(office)[0].pk)
    assert jobs(office)[0].state == "cancelled"
    assert len(paid) == 3
    told = page(office)
    assert "Calcul interrompu" in told
    assert "reste à calculer en entier" in told
    assert "Calculer le mois" in told
    office.run.refresh_from_db()
    assert office.run.state == "draft"
    monkeypatch.undo()
    assert "fiches calculées" in post(office, "compute")
    assert "Calcul interrompu" not in page(office)
    with scope(employer=office.employer):
        assert AuditEvent.objects.filter(action="run.cancelled").count() == 1


def test_a_waiting_job_is_cancelled_at_once(office: Any, later: None) -> None:
    post(office, "compute")
    told = post(office, "cancel")
    assert "Calcul interrompu avant de commencer" in told
    assert "Valider le mois" in told
    assert not worker.work_once(jobs(office)[0].pk)
    post(office, "cancel")
    with scope(employer=office.employer):
        assert AuditEvent.objects.filter(action="run.cancelled").count() == 1


def test_a_job_that_fails_is_told_and_begins_again(office: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: Any) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(pay_runs, "dossier_of", broken)
    assert "faute du programme" in post(office, "compute")
    assert jobs(office)[0].state == "failed"
    monkeypatch.undo()
    assert "fiches calculées" in post(office, "compute")
    assert [one.state for one in jobs(office)] == ["done"]


def test_a_worker_in_a_thread_stops_when_it_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    looked, stop = threading.Event(), threading.Event()
    monkeypatch.setattr(worker, "work_once", lambda stop: bool(looked.set()))
    thread = worker.in_thread(stop)
    assert looked.wait(60)
    assert thread.is_alive()
    stop.set()
    thread.join(60)
    assert not thread.is_alive()
