"""The office under test: its own data folder and database, the demo employer, a stranger's employer, and people."""

from __future__ import annotations

import datetime as dt
import os
import tempfile
import threading
import time
from collections.abc import Iterator
from copy import deepcopy
from dataclasses import dataclass
from pathlib import Path
from socketserver import ThreadingMixIn
from typing import Any
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

import pytest

DATA = Path(tempfile.mkdtemp(prefix="preste-office-"))
os.environ["PRESTE_DATA"] = str(DATA)
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "preste.office.settings")

from preste.office.keys import make_key_file

make_key_file(DATA)
(DATA / "static").mkdir(exist_ok=True)

ON_POSTGRESQL = os.environ.get("PRESTE_TEST_DATABASE") == "postgresql"
os.environ.pop("DATABASE_URL", None)
if ON_POSTGRESQL:
    # One server for all workers of xdist: they inherit its address from the process that starts them.
    if "PRESTE_TEST_SERVER" not in os.environ:
        from postgresql_server import Server

        os.environ["PRESTE_TEST_SERVER"] = Server().url
    os.environ["DATABASE_URL"] = os.environ["PRESTE_TEST_SERVER"]

import django
from django.conf import settings

# A file, so that a server in another thread sees the same rows; on PostgreSQL a database for each worker.
_WORKER = os.environ.get("PYTEST_XDIST_WORKER", "alone")
settings.DATABASES["default"]["TEST"] = {
    "NAME": f"test_preste_{_WORKER}" if ON_POSTGRESQL else str(DATA / "test.sqlite3")
}
settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
django.setup()

from django.core.wsgi import get_wsgi_application
from django.db import DatabaseError, connection, transaction
from django.test import Client
from django.test.utils import setup_databases, setup_test_environment, teardown_databases
from django.utils import translation
from django_scopes import scope

from preste.calendar import Month, Quarter
from preste.office.accounts.middleware import SEEN, STARTED
from preste.office.accounts.models import Membership, Role, User
from preste.office.database import database_failure
from preste.office.services import audit, chain, pay_runs, payments
from preste.office.services.demo import load_demo
from preste.office.services.dossiers import dossier_of
from preste.office.store.models import Contract, Employer, Fact, PayRun, Payslip, RunState, Transfer, Worker
from preste.payroll.month import active

PASSWORD = "mot-de-passe-de-test"
OPEN = Month(2026, 9)
CLOSED = Month(2026, 8)


@dataclass(frozen=True)
class Office:
    """An employer with two closed, paid months and one computed; another one that its people do not know."""

    employer: Employer
    other: Employer
    users: dict[str, User]
    run: PayRun
    closed: PayRun

    def client(self, role: str, *, fresh: bool = True) -> Client:
        """A browser of somebody with that role, who has just signed in if `fresh`; "anonymous" is not signed in."""
        client = Client()
        if role != "anonymous":
            client.force_login(self.users[role])
        if role != "anonymous" and fresh:
            session = client.session
            session["account_authentication_methods_user"] = str(self.users[role].pk)
            session["account_authentication_methods"] = [{"method": "x", "at": time.time(), "reauthenticated": True}]
            session.save()
        return client

    def worker(self, last_name: str = "Exemple") -> Worker:
        """A worker of the employer, by last name."""
        with scope(employer=self.employer):
            return Fact.objects.filter(kind="identity", data__last_name=last_name).first().worker

    def contract(self, reference: str = "anne") -> Contract:
        """A contract of the employer."""
        with scope(employer=self.employer):
            return Contract.objects.select_related("worker").get(reference=reference)

    def payslip(self, reference: str = "anne", run: PayRun | None = None) -> Payslip:
        """A contract's payslip in a run; by default the computed one."""
        with scope(employer=self.employer):
            return Payslip.objects.select_related("run").get(run=run or self.run, contract__reference=reference)

    def transfer(self, reference: str = "anne", run: PayRun | None = None) -> Transfer:
        """The latest payment of a contract in a run; by default the last closed month's."""
        with scope(employer=self.employer):
            made = Transfer.objects.select_related("order", "payslip__run", "payslip__contract")
            return made.filter(payslip__run=run or self.closed, payslip__contract__reference=reference).latest(
                "attempt"
            )

    def url(self, path: str) -> str:
        """An address of the employer."""
        return f"/employers/{self.employer.pk}/{path}"


def make_office() -> Office:
    """Everything once: the demo twice (ours and the stranger's), September computed, a person for each role."""
    bureau = User.objects.create_user("bureau@exemple.be", PASSWORD, name="Nadia Bureau", bureau=True)
    users = {"bureau": bureau}
    employers = [load_demo(bureau) for _ in range(2)]
    for role in Role.values:
        users[role] = User.objects.create_user(f"{role}@exemple.be", PASSWORD, name=f"Une personne {role}")
        Membership.objects.create(user=users[role], employer=employers[0], role=role)
    users["stranger"] = User.objects.create_user("stranger@exemple.be", PASSWORD, name="Une inconnue")
    Membership.objects.create(user=users["stranger"], employer=employers[1], role=Role.OFFICER)
    runs = [computed_runs(employer, bureau) for employer in employers]
    return Office(employers[0], employers[1], users, *runs[0])


def computed_runs(employer: Employer, user: User) -> tuple[PayRun, PayRun]:
    """September, computed, and the last closed month."""
    with scope(employer=employer):
        run = pay_runs.compute(pay_runs.create_run(employer, OPEN, user), user)
        return run, PayRun.objects.get(month=str(CLOSED))


@pytest.fixture(scope="session")
def stored_office() -> Iterator[Office]:
    """The office in a database of its own, for the session; whoever writes uses `office`."""
    setup_test_environment(debug=False)
    kept = setup_databases(verbosity=0, interactive=False)
    try:
        yield make_office()
    finally:
        connection.close()
        if not ON_POSTGRESQL:  # the whole server goes, with whoever is still connected
            teardown_databases(kept, verbosity=0)


@pytest.fixture(scope="module")
def closed_quarter(stored_office: Office) -> Iterator[Office]:
    """The employer with the first quarter of 2022 validated; all that a file of tests writes is undone."""
    with transaction.atomic():
        with scope(employer=stored_office.employer):
            user = stored_office.users["officer"]
            for month in Quarter(2022, 1).months:
                run = pay_runs.create_run(stored_office.employer, month, user)
                pay_runs.validate(pay_runs.compute(run, user), user)
        yield stored_office
        transaction.set_rollback(True)


@pytest.fixture(scope="module")
def live_office(stored_office: Office, request: pytest.FixtureRequest) -> Office:
    """An employer of its own for a file of tests in a browser, for what they write stays."""
    officer = User.objects.create_user(f"{request.path.stem}@live.exemple.be", PASSWORD, name="Lise Directe")
    employer = load_demo(stored_office.users["bureau"])
    Membership.objects.create(user=officer, employer=employer, role=Role.OFFICER)
    return Office(employer, stored_office.other, {"officer": officer}, *computed_runs(employer, officer))


class Hardy:
    """An office that faults are tried on: an employer of its own, for what is written stays, and its officer."""

    def __init__(self, name: str) -> None:
        self.user = User.objects.create_user(f"{name}@exemple.be", "mot-de-passe-de-test", name="Rose Robuste")
        self.employer = load_demo(self.user)
        Membership.objects.create(user=self.user, employer=self.employer, role=Role.OFFICER)
        self.client = Client(raise_request_exception=False)
        self.client.force_login(self.user)
        session = self.client.session
        session[STARTED], session[SEEN] = time.time(), time.time() + 3600  # no page writes down that it was seen
        session.save()

    def url(self, path: str) -> str:
        """An address of the employer."""
        return f"/employers/{self.employer.pk}/{path}"

    def draft(self, month: Month) -> PayRun:
        """The month's run, opened."""
        with scope(employer=self.employer):
            return pay_runs.create_run(self.employer, month, self.user)

    def failing_to_compute(self, run: PayRun, progress: Any = None) -> str | None:
        """The code of what stops the computation."""
        with scope(employer=self.employer), pytest.raises(DatabaseError) as error:
            pay_runs.compute(run, self.user, *([progress] if progress else []))
        return database_failure(error.value)

    def open_month(self) -> Any:
        """What the page answers that opens a month."""
        return self.client.post(self.url("runs/"), {"month": "2031-12"})

    def state(self, run: PayRun) -> str:
        """The state of a run, as it is stored."""
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

    @staticmethod
    def told(answer: Any, code: str) -> None:
        """The page of a database that fails, with its code."""
        text = answer.content.decode()
        assert answer.status_code == 503, text
        assert code in text
        assert "Rien n'a été enregistré à moitié" in text
        assert answer.headers["Retry-After"]
        assert answer.headers["Cache-Control"] == "no-store, private"


@pytest.fixture(scope="session")
def make_hardy(stored_office: Office) -> type[Hardy]:
    """Makes such an office, by name."""
    return Hardy


@pytest.fixture(scope="module")
def hardy(make_hardy: type[Hardy], request: pytest.FixtureRequest) -> Hardy:
    """One for each file of tests."""
    return make_hardy(request.path.stem)


@pytest.fixture(autouse=True)
def in_french() -> Iterator[None]:
    """What the language of a former test's reader was does not matter."""
    with translation.override("fr"):
        yield


@pytest.fixture
def office(stored_office: Office) -> Iterator[Office]:
    """The office; what a test writes, in the database or on its objects, is undone after it."""
    with transaction.atomic():
        yield deepcopy(stored_office)
        transaction.set_rollback(True)


@pytest.fixture
def executed(monkeypatch: pytest.MonkeyPatch) -> None:
    """The day of execution of every order has come."""
    monkeypatch.setattr(payments, "today", lambda: dt.date(2031, 1, 1))


@pytest.fixture(scope="module", autouse=True)
def database_beside_the_browser() -> Iterator[None]:
    """Playwright runs a loop in this thread; the database is only read from it between two acts of the browser."""
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    yield
    del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


class Quiet(WSGIRequestHandler):
    """Answers without a line in the log."""

    def log_message(self, *_: Any) -> None:
        """Say nothing."""


class Threads(ThreadingMixIn, WSGIServer):
    """A thread for each request, as a real server has."""

    daemon_threads = True


@pytest.fixture(scope="module")
def site(stored_office: Office) -> Iterator[str]:
    """The office served on localhost."""
    connection.close()
    server = make_server("localhost", 0, get_wsgi_application(), Threads, Quiet)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://localhost:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()
