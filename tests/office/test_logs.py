"""What is logged and what error pages say: never a national number, an account, an amount of pay or a name.

Canaries stand in the database, in what is sent, in local variables and in exceptions; then everything written is
searched for them.
"""

from __future__ import annotations

import datetime as dt
import io
import json
import logging
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.core.exceptions import SuspiciousOperation
from django.db import transaction
from django.test import Client
from django_scopes import scope

from preste.cli.serve import _Server
from preste.ids import iban, niss
from preste.office.logs import Discreet
from preste.office.services import changes, facts, pay_runs
from preste.office.store.models import AuditEvent, Fact, FactKind, Worker

NAME, FIRST = "Kanarienvogel", "Zyprian"
NISS = niss.make(dt.date(1977, 7, 7), 77)
IBAN = iban.make_be(77_777_777)
SALARY = 7_654_321
CANARIES = (NAME, FIRST, NISS, IBAN, str(SALARY), "76543.21", "76.543,21", "76 543,21", "76543,21")


@pytest.fixture
def log() -> Iterator[io.StringIO]:
    """What the office's own handler writes."""
    handler = next(one for one in logging.root.handlers if isinstance(one.formatter, Discreet))
    written = io.StringIO()
    before = handler.setStream(written)
    yield written
    handler.setStream(before)


@pytest.fixture
def planted(office: Any) -> Worker:
    """Our Anne with another name, account and pay; a second worker with the national number."""
    with scope(employer=office.employer):
        user = office.users["officer"]
        worker = office.contract().worker
        identity = Fact.objects.get(worker=worker, kind=FactKind.IDENTITY)
        data = identity.data | {"last_name": NAME, "first_name": FIRST}
        changes.record_change(
            worker, FactKind.IDENTITY, data, valid_from=identity.valid_from, secret={"iban": IBAN}, user=user
        )
        terms = facts.known_facts(office.employer).filter(contract__reference="anne", kind=FactKind.TERMS)
        for one in terms.exclude(superseded_at__isnull=False):
            facts.record_fact(
                worker, FactKind.TERMS, one.data | {"amount": SALARY}, valid_from=one.valid_from,
                contract=one.contract, replaces=one,
            )  # fmt: skip
        Worker.objects.create(employer=office.employer, number="77", niss=NISS, birth_date=dt.date(1977, 7, 7), sex="M")
        pay_runs.compute(office.run, user)
    return worker


def none_of(text: str) -> list[str]:
    return [one for one in CANARIES if one in text]


def failing(*_: Any, **__: Any) -> None:
    """An exception with a canary in its message, its cause and its local variables."""
    name, pay = NAME, {"niss": NISS, "iban": IBAN, "salary": SALARY}
    try:
        raise KeyError(NISS)
    except KeyError as error:
        raise ValueError(f"{name} {pay}") from error


def refused_row(employer: Any) -> None:
    """A row that the database refuses; PostgreSQL repeats the whole of it."""
    with transaction.atomic():
        Fact.objects.create(
            employer=employer, worker=Worker.objects.get(number="77"), kind=FactKind.DAY,
            valid_from=dt.date(2026, 2, 2), valid_to=dt.date(2026, 1, 1), data={"name": NAME, "salary": SALARY},
            recorded_at=dt.datetime.now(tz=dt.UTC),
        )  # fmt: skip


def requests(office: Any, worker: Worker) -> Iterator[tuple[int, str]]:
    """Good, bad and strange requests; each answer's status and text."""
    contract = office.contract()
    pages = [
        "", "audit/", f"runs/{office.run.pk}/", f"payslips/{office.payslip().pk}/", f"workers/{worker.pk}/",
        f"workers/{worker.pk}/identity/", f"contracts/{contract.pk}/terms/", "hours/2026-09/",
        f"runs/{office.run.pk}/?table=lines&format=csv&q={NISS}", f"workers/{NISS}/", f"{NAME}/{IBAN}/",
        f"payslips/{office.payslip().pk}/pdf/", f"hours/{SALARY}/", f"workers/{worker.pk}/identity/?niss={NISS}&q=%00",
    ]  # fmt: skip
    posts: list[tuple[str, Any]] = [
        (f"workers/{worker.pk}/identity/", {"last_name": NAME, "iban": IBAN[:-1] + "0", "street": "\x00" + NISS}),
        (f"contracts/{contract.pk}/terms/", {"amount": f"-{SALARY}", "valid_from": NISS}),
        (f"contracts/{contract.pk}/item/", {"kind": NISS, "amount": "76543,21", "label": NAME}),
        (f"runs/{office.run.pk}/compute/", {}),
        (f"runs/{office.run.pk}/validate/", {"name": NAME}),
        (f"workers/{worker.pk}/identity/", {f"{NISS}{i}": NAME for i in range(1_200)}),
    ]
    for role in ("officer", "stranger", "anonymous"):
        client = office.client(role)
        client.raise_request_exception = False
        for page in pages:
            answer = client.get(office.url(page))
            yield answer.status_code, answer.getvalue().decode(errors="replace")
        for page, data in posts:
            answer = client.post(office.url(page), data)
            yield answer.status_code, answer.content.decode()
        cells = json.dumps({"cells": [{"contract": NISS, "date": NAME, "text": IBAN}]})
        for body in (cells, cells[:-3], NISS):
            answer = client.post(office.url("hours/2026-09/"), body, content_type="application/json")
            yield answer.status_code, answer.content.decode()
        for more in ({"HTTP_HOST": f"{NAME}.{NISS}.be"}, {"HTTP_COOKIE": f"sessionid={NISS}"}):
            answer = client.get(f"/{NAME}/", **more)
            yield answer.status_code, answer.content.decode()
    answer = Client(enforce_csrf_checks=True).post("/connexion/", {"username": NAME, "password": NISS})
    yield answer.status_code, answer.content.decode()


ERROR_PAGES = (403, 404, 500, 503)


def test_requests_of_all_kinds(office: Any, planted: Worker, log: io.StringIO, capfd: Any) -> None:
    with scope(employer=office.employer):
        answers = list(requests(office, planted))
    assert {200, 302, 400, 403, 404} <= {status for status, _ in answers}
    assert any(NAME in text for status, text in answers if status == 200)
    assert [none_of(text) for status, text in answers if status in ERROR_PAGES and none_of(text)] == []
    assert "404 GET" in log.getvalue()
    assert none_of(log.getvalue()) == []
    streams = capfd.readouterr()
    assert none_of(streams.out + streams.err) == []
    with scope(employer=office.employer):
        kept = [f"{one.action} {one.subject} {one.details}" for one in AuditEvent.objects.all()]
    assert len(kept) > 10
    assert none_of("\n".join(kept)) == []


FAULTS: list[Callable[[Any], Any]] = [failing, refused_row]


@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_inside_a_view(
    office: Any, planted: Worker, log: io.StringIO, capfd: Any, monkeypatch: pytest.MonkeyPatch, fault: Any
) -> None:
    monkeypatch.setattr(pay_runs, "exclude", lambda payslip, *_, **__: fault(payslip.employer))
    client = office.client("officer")
    client.raise_request_exception = False
    answer = client.post(office.url(f"payslips/{office.payslip().pk}/exclude/"), {"name": NAME, "niss": NISS})
    assert answer.status_code == 500
    assert "panne" in answer.content.decode()
    assert none_of(answer.content.decode()) == []
    told = log.getvalue()
    assert "Error" in told
    assert "POST employers/<uuid:employer_id>/payslips/<uuid:payslip_id>/exclude/" in told
    assert fault.__name__ in told
    assert none_of(told) == []
    streams = capfd.readouterr()
    assert none_of(streams.out + streams.err) == []


def test_a_strange_request_told_by_django(office: Any, log: io.StringIO, monkeypatch: pytest.MonkeyPatch) -> None:
    def suspicious(*_: Any, **__: Any) -> None:
        raise SuspiciousOperation(f"{NAME} {NISS}")

    monkeypatch.setattr(pay_runs, "exclude", suspicious)
    client = office.client("officer")
    answer = client.post(office.url(f"payslips/{office.payslip().pk}/exclude/"))
    assert answer.status_code == 400
    assert "ne se lit pas" in answer.content.decode()
    assert "SuspiciousOperation" in log.getvalue()
    assert none_of(answer.content.decode() + log.getvalue()) == []


def test_a_fault_outside_the_application(log: io.StringIO) -> None:
    try:
        failing()
    except ValueError:
        _Server.handle_error(_Server.__new__(_Server), None, ("127.0.0.1", 1))
    assert "builtins.ValueError" in log.getvalue()
    assert "builtins.KeyError" in log.getvalue()
    assert none_of(log.getvalue()) == []


def test_errors_are_mailed_to_nobody() -> None:
    from django.conf import settings

    assert settings.ADMINS == []
    assert not settings.DEBUG
    assert logging.getLogger("django").handlers == []
