"""The office under test: its own data folder and database, the demo employer, a stranger's employer, and people."""

from __future__ import annotations

import os
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

DATA = Path(tempfile.mkdtemp(prefix="preste-office-"))
os.environ["PRESTE_DATA"] = str(DATA)
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "preste.office.settings")

from preste.office.keys import make_key_file

make_key_file(DATA)
(DATA / "static").mkdir(exist_ok=True)

ON_POSTGRESQL = os.environ.get("PRESTE_TEST_DATABASE") == "postgresql"
if not ON_POSTGRESQL:
    os.environ.pop("DATABASE_URL", None)
elif "PYTEST_XDIST_WORKER" not in os.environ or "DATABASE_URL" not in os.environ:
    # One server for all workers of xdist: they inherit its address from the process that starts them.
    from postgresql_server import Server

    SERVER = Server()
    os.environ["DATABASE_URL"] = SERVER.url

import django
from django.conf import settings

# A file, so that a server in another thread sees the same rows; on PostgreSQL a database for each worker.
_WORKER = os.environ.get("PYTEST_XDIST_WORKER", "alone")
settings.DATABASES["default"]["TEST"] = {
    "NAME": f"test_preste_{_WORKER}" if ON_POSTGRESQL else str(DATA / "test.sqlite3")
}
settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
django.setup()

from django.db import connection, transaction
from django.test import Client
from django.test.utils import setup_databases, setup_test_environment, teardown_databases
from django_scopes import scope

from preste.calendar import Month
from preste.office.accounts.models import Membership, Role, User
from preste.office.services import pay_runs
from preste.office.services.demo import load_demo
from preste.office.store.models import Contract, Employer, Fact, PayRun, Payslip, Worker

PASSWORD = "mot-de-passe-de-test"
OPEN = Month(2026, 9)
CLOSED = Month(2026, 8)


@dataclass(frozen=True)
class Office:
    """An employer with two closed months and one computed; another one that its people do not know."""

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


@pytest.fixture(scope="session")
def live_office(stored_office: Office) -> Office:
    """An employer of its own for tests in a browser, for what they write stays."""
    officer = User.objects.create_user("live@exemple.be", PASSWORD, name="Lise Directe")
    employer = load_demo(stored_office.users["bureau"])
    Membership.objects.create(user=officer, employer=employer, role=Role.OFFICER)
    return Office(employer, stored_office.other, {"officer": officer}, *computed_runs(employer, officer))


@pytest.fixture
def office(stored_office: Office) -> Iterator[Office]:
    """The office; what a test writes is undone after it."""
    with transaction.atomic():
        yield stored_office
        transaction.set_rollback(True)
