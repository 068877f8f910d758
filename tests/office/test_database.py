"""The database: its one setting, and what has to be the same on SQLite and PostgreSQL, also when many write at once."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from django.db import IntegrityError, OperationalError, connection, transaction
from django.db.models import Max
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from django_scopes import scope

from preste.calendar import Month
from preste.office.database import DatabaseUrlError, database, make_database_file, sqlite_file
from preste.office.services import audit, chain, changes, facts, pay_runs
from preste.office.services.demo import load_demo
from preste.office.services.file_numbers import with_next_number
from preste.office.store.models import AuditEvent, DimonaSending, Employer, FactKind, PayRun, Payslip

SOCKET = "postgresql://preste@/paie?host=/var/run/postgresql"


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("postgresql://u:p%40ss@db.example:5433/paie", ("paie", "u", "p@ss", "db.example", "5433")),
        ("postgres://u@db.example/paie", ("paie", "u", "", "db.example", "")),
        ("postgresql://u:p@[::1]/paie", ("paie", "u", "p", "::1", "")),
        (SOCKET, ("paie", "preste", "", "/var/run/postgresql", "")),
        ("postgresql:///paie", ("paie", "", "", "", "")),
    ],
)
def test_the_address_of_a_server(url: str, expected: tuple[str, ...], tmp_path: Path) -> None:
    found = database(url, tmp_path)
    assert found["ENGINE"].endswith("postgresql")
    assert tuple(found[name] for name in ("NAME", "USER", "PASSWORD", "HOST", "PORT")) == expected
    assert sqlite_file(found) is None


def test_an_encrypted_connection_is_asked_for(tmp_path: Path) -> None:
    assert database(f"{SOCKET}&sslmode=verify-full", tmp_path)["OPTIONS"]["sslmode"] == "verify-full"


@pytest.mark.parametrize(
    "url",
    [
        "mysql://u:geheim@h/paie", "paie.sqlite3", "postgresql://u:geheim@h", "postgresql://u:geheim@h:x/paie",
        "postgresql://u:geheim@h/paie?application_name=x", "postgresql://u:geheim@h/a/b", "postgresql://[geheim/paie",
        "postgresql://u:geheim@h/paie?sslmode",
    ],
)  # fmt: skip
def test_another_address_is_refused_without_its_password(url: str, tmp_path: Path) -> None:
    with pytest.raises(DatabaseUrlError) as error:
        database(url, tmp_path)
    assert "geheim" not in str(error.value)
    assert error.value.remedy


def test_a_missing_file_is_no_new_office(tmp_path: Path) -> None:
    from django.db.backends.sqlite3.base import DatabaseWrapper

    folder = tmp_path / "données 100 %"
    folder.mkdir()
    described = connection.settings_dict | database("", folder)
    file = sqlite_file(described)
    assert file == folder / "preste.sqlite3"
    with pytest.raises(OperationalError):
        DatabaseWrapper(described).ensure_connection()
    assert not file.exists()
    make_database_file(file)
    opened = DatabaseWrapper(described)
    opened.ensure_connection()
    opened.close()
    assert file.stat().st_mode & 0o777 == 0o600


def test_a_moment_is_the_same_after_a_round_trip(office: Any) -> None:
    """The trail's hashes hold moments as text: to the microsecond, in UTC, on both databases."""
    with scope(employer=office.employer):
        at = timezone.now().replace(microsecond=100)
        event = audit.record(office.employer, None, "test", "round trip")
        AuditEvent.objects.filter(pk=event.pk).update(at=at)
        event.refresh_from_db()
    assert event.at.isoformat() == at.isoformat()
    assert event.at.isoformat().endswith(".000100+00:00")


def test_an_explanation_is_the_same_after_a_round_trip(office: Any) -> None:
    with scope(employer=office.employer):
        payslip = office.payslip()
        assert chain.content_hash(payslip) == payslip.content_hash
        assert pay_runs.explanation_of(payslip)["schema"]


# ── many at once ───────────────────────────────────────────────────────────────────────────


@pytest.fixture(scope="module")
def crowded(stored_office: Any) -> Employer:
    """An employer that many write about at the same time; what they write stays."""
    return load_demo(stored_office.users["bureau"])


def at_once(employer: Employer, acts: Sequence[Callable[[], Any]]) -> list[Any]:
    """Each act in a thread with a connection of its own, all let go at the same moment; their answers or errors."""
    start = threading.Barrier(len(acts))
    answers: list[Any] = [None] * len(acts)

    def run(i: int) -> None:
        try:
            with scope(employer=employer):
                connection.ensure_connection()
                start.wait()
                answers[i] = acts[i]()
        except Exception as error:
            answers[i] = error
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(i,)) for i in range(len(acts))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return answers


def test_the_trail_does_not_fork(crowded: Employer) -> None:
    def many() -> list[AuditEvent]:
        return [audit.record(crowded, None, "test", "x") for _ in range(10)]

    answers = at_once(crowded, [many] * 6)
    assert [type(a) for a in answers] == [list] * 6
    with scope(employer=crowded):
        assert AuditEvent.objects.filter(action="test").count() == 60
        assert audit.broken_events(crowded) == []


def test_two_who_open_a_month_get_one_run(crowded: Employer) -> None:
    answers = at_once(crowded, [lambda: pay_runs.create_run(crowded, Month(2026, 10), None).pk] * 6)
    assert len(set(answers)) == 1
    with scope(employer=crowded):
        assert PayRun.objects.filter(month="2026-10").count() == 1


def test_two_months_validated_at_once_are_one_chain(crowded: Employer, stored_office: Any) -> None:
    user = stored_office.users["bureau"]
    with scope(employer=crowded):
        runs = [pay_runs.create_run(crowded, Month(2026, month), user) for month in (5, 6)]
        for run in runs:
            pay_runs.compute(run, user)
            Payslip.objects.filter(run=run).update(errors=[], excluded=True)
            for payslip in run.payslips.all():
                payslip.content_hash = chain.content_hash(payslip)
                payslip.save(update_fields=["content_hash"])
    answers = at_once(crowded, [lambda run=run: pay_runs.validate(run, user) for run in runs])
    assert [type(a) for a in answers] == [PayRun] * 2, answers
    with scope(employer=crowded):
        chained = PayRun.objects.exclude(hash="")
        assert len(set(chained.values_list("previous_hash", flat=True))) == chained.count()
        assert chain.broken_runs(crowded) == []


def test_two_who_send_at_the_same_instant_get_a_number_each(crowded: Employer) -> None:
    """On PostgreSQL both have read the same last number before either is kept; SQLite lets one write at a time."""
    together = threading.Barrier(2 if connection.vendor == "postgresql" else 1)

    def last() -> int:
        told = DimonaSending.objects.filter(sender="112768").aggregate(last=Max("sequence"))["last"] or 0
        with suppress(threading.BrokenBarrierError):  # who tries again is alone
            together.wait(timeout=2 if told == 0 else 0)
        return int(told)

    def store(number: int) -> int:
        now = timezone.now()
        made = {"sender": "112768", "day": now.date(), "made_at": now, "file": "", "abandoned_at": now}
        return int(DimonaSending.objects.create(employer=crowded, sequence=number, **made).sequence)

    def send() -> int:
        with transaction.atomic():
            return with_next_number(last, store)

    assert sorted(at_once(crowded, [send] * 2)) == [1, 2]

    def refused(number: int) -> int:
        return store(number) + int(DimonaSending.objects.create(employer=crowded, sequence=None).sequence)

    with scope(employer=crowded), transaction.atomic(), pytest.raises(IntegrityError):
        with_next_number(lambda: 7, refused)  # what is wrong otherwise is told as it is


def test_people_changed_at_once_do_not_wait_for_each_other_in_a_circle(crowded: Employer, stored_office: Any) -> None:
    user = stored_office.users["bureau"]
    with scope(employer=crowded):
        known = facts.known_facts(crowded).filter(kind=FactKind.HOUSEHOLD).select_related("worker")
        households = {fact.worker_id: fact for fact in known}
    assert len(households) >= 4

    def changing(fact: Any) -> Callable[[], Any]:
        def change() -> Any:
            for _ in range(5):
                changes.record_change(fact.worker, FactKind.HOUSEHOLD, fact.data, valid_from=fact.valid_from, user=user)

        return change

    assert at_once(crowded, [changing(fact) for fact in households.values()]) == [None] * len(households)
    with scope(employer=crowded):
        assert audit.broken_events(crowded) == []


def test_every_act_that_records_holds_the_employer_first(office: Any) -> None:
    """The order of locks, seen in the statements: an act that writes a row before it would wait in a circle."""
    if connection.vendor != "postgresql":
        pytest.skip("SQLite lets one write at a time")
    user = office.users["bureau"]
    with scope(employer=office.employer):
        worker = office.worker()
        fact = facts.known_facts(office.employer).filter(worker=worker, kind=FactKind.HOUSEHOLD).first()
        acts: list[Callable[[], Any]] = [
            lambda: pay_runs.compute(office.run, user),
            lambda: pay_runs.exclude(office.payslip(), user, excluded=True),
            lambda: pay_runs.create_run(office.employer, Month(2026, 12), user),
            lambda: pay_runs.validate(office.run, user),
            lambda: changes.record_change(worker, FactKind.HOUSEHOLD, fact.data, valid_from=fact.valid_from, user=user),
        ]
        for act in acts:
            with CaptureQueriesContext(connection) as seen, transaction.atomic():
                act()
            locking = [q["sql"] for q in seen if "FOR " in q["sql"] or q["sql"].startswith(("INSERT", "UPDATE"))]
            assert "store_employer" in locking[0]
            assert locking[0].endswith("FOR NO KEY UPDATE")
