"""The store: guards of the database, the hash chains, encrypted columns, the key file, bitemporal facts."""

from __future__ import annotations

import datetime as dt
import os
from importlib.resources import as_file, files
from pathlib import Path
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction
from django_scopes import scope, scopes_disabled

from preste.calendar import Month
from preste.errors import PresteError
from preste.office.keys import KeyFileError, make_key_file, read_keys
from preste.office.services import audit, chain, facts, pay_runs
from preste.office.services.dossiers import dossier_of
from preste.office.services.pay_runs import RunError
from preste.office.store import guards
from preste.office.store.models import AuditEvent, Contract, Fact, FactKind, Payslip, Worker
from preste.payroll.dossier import read_dossier
from preste.payroll.month import pay_contract, run_month


def test_a_row_never_points_into_another_employer(office: Any) -> None:
    with scope(employer=office.other):
        stranger = Worker.objects.filter(employer=office.other).first()
    with (
        pytest.raises(DatabaseError, match="points into another employer"),
        transaction.atomic(),
        scope(employer=office.employer),
    ):
        Contract.objects.create(employer=office.employer, worker=stranger, reference="x")


def test_the_database_refuses_to_change_what_is_validated(office: Any) -> None:
    with scope(employer=office.employer):
        payslip = office.payslip(run=office.closed)
        for statement in (
            "UPDATE store_payslip SET net_paid = 1 WHERE id = %s",
            "DELETE FROM store_line WHERE payslip_id = %s",
            "UPDATE store_line SET amount = 1 WHERE payslip_id = %s",
        ):
            with pytest.raises(DatabaseError, match="validated"), transaction.atomic(), connection.cursor() as cursor:
                cursor.execute(statement, [payslip.pk.hex])


def test_services_refuse_a_validated_run(office: Any) -> None:
    with scope(employer=office.employer):
        with pytest.raises(RunError):
            pay_runs.compute(office.closed, None)
        with pytest.raises(RunError):
            pay_runs.validate(office.closed, office.users["bureau"])


def test_the_chain_holds_and_shows_a_changed_amount(office: Any) -> None:
    with scope(employer=office.employer):
        assert chain.broken_runs(office.employer) == []
        payslip = office.payslip(run=office.closed)
        with connection.cursor() as cursor:
            for statement in guards.dropped(connection.vendor, "store_payslip_kept_update", "store_payslip"):
                cursor.execute(statement)
            cursor.execute("UPDATE store_payslip SET net_paid = net_paid + 1 WHERE id = %s", [payslip.pk.hex])
        assert office.closed in chain.broken_runs(office.employer)


def test_the_trail_shows_a_changed_or_missing_event(office: Any) -> None:
    with scope(employer=office.employer):
        assert audit.broken_events(office.employer) == []
        events = list(AuditEvent.objects.filter(employer=office.employer).order_by("id"))
        AuditEvent.objects.filter(pk=events[0].pk).update(action="nothing")
        assert audit.broken_events(office.employer) == [events[0].pk]
        AuditEvent.objects.filter(pk=events[1].pk).delete()
        assert events[2].pk in audit.broken_events(office.employer)


def test_a_stored_month_is_what_payroll_computes(office: Any) -> None:
    with scope(employer=office.employer):
        dossier = dossier_of(office.employer, Month(2026, 9))
        for contract in (c for c in dossier.contracts if c.active_in(Month(2026, 9))):
            stored = office.payslip(contract.id)
            computed = pay_contract(dossier, contract, Month(2026, 9))
            assert stored.net_paid == computed.trace["net_paid"]
            assert [line.amount for line in stored.lines.all()] == [line.amount for line in computed.lines]
            assert pay_runs.explanation_of(stored)["schema"] == "preste.explanation/1"


def test_the_same_month_is_one_run(office: Any) -> None:
    with scope(employer=office.employer):
        again = pay_runs.create_run(office.employer, Month(2026, 9), office.users["bureau"])
        assert again.pk == office.run.pk


def test_computing_again_keeps_each_payslip_and_its_lines(office: Any) -> None:
    with scope(employer=office.employer):
        before = {p.pk: p.content_hash for p in Payslip.objects.filter(run=office.run)}
        pay_runs.compute(office.run, None)
        assert {p.pk: p.content_hash for p in Payslip.objects.filter(run=office.run)} == before


def test_facts_are_kept_as_they_were_believed(office: Any) -> None:
    with scope(employer=office.employer):
        contract = office.contract("anne")
        old = Fact.objects.get(
            contract=contract, kind=FactKind.TERMS, superseded_at=None, valid_from=dt.date(2026, 1, 1)
        )
        then = dt.datetime.now(tz=dt.UTC)
        facts.record_fact(
            contract.worker,
            FactKind.TERMS,
            old.data | {"amount": 320_000},
            valid_from=old.valid_from,
            contract=contract,
            replaces=old,
        )
        now = {c.id: c for c in dossier_of(office.employer, Month(2026, 9)).contracts}["anne"]
        before = {c.id: c for c in dossier_of(office.employer, Month(2026, 9), then).contracts}["anne"]
        assert max(t.amount for t in now.terms) == 320_000
        assert max(t.amount for t in before.terms) == 305_000
        assert pay_runs.is_stale(office.run)
        old.refresh_from_db()
        assert old.data["amount"] == 305_000


def test_national_numbers_and_accounts_are_not_in_the_database_in_clear(office: Any) -> None:
    with scope(employer=office.employer):
        worker = office.worker("Exemple")
        secret = Fact.objects.filter(worker=worker, kind=FactKind.IDENTITY).first().secret
    with connection.cursor() as cursor:
        cursor.execute("SELECT niss, niss_hash FROM store_worker WHERE id = %s", [worker.pk.hex])
        stored, digest = cursor.fetchone()
        cursor.execute("SELECT secret FROM store_fact WHERE worker_id = %s AND secret <> ''", [worker.pk.hex])
        (hidden,) = cursor.fetchone()
    assert worker.niss not in stored + digest
    assert "iban" in secret
    assert "BE" not in hidden or secret not in hidden


def test_four_eyes(office: Any) -> None:
    preparer, approver = office.users["bureau"], office.users["approver"]
    office.employer.four_eyes = True
    office.employer.save()
    with scope(employer=office.employer):
        office.run.created_by = preparer
        office.run.save()
        pay_runs.compute(office.run, preparer)
        with pytest.raises(RunError, match="cannot validate"):
            pay_runs.validate(office.run, preparer)
        assert pay_runs.validate(office.run, approver).hash


def test_the_key_file_is_its_owners_alone(tmp_path: Path) -> None:
    path = make_key_file(tmp_path)
    assert path.stat().st_mode & 0o777 == 0o600
    first = read_keys(tmp_path)
    assert make_key_file(tmp_path) == path
    assert read_keys(tmp_path) == first
    path.chmod(0o644)
    with pytest.raises(KeyFileError, match="read by others"):
        read_keys(tmp_path)
    path.chmod(0o600)
    path.write_text("{}")
    with pytest.raises(PresteError, match="not a key file"):
        read_keys(tmp_path)
    os.remove(path)
    with pytest.raises(KeyFileError, match="missing"):
        read_keys(tmp_path)


def test_facts_are_of_the_employer_asked_for_whatever_the_scope(office: Any) -> None:
    """In its own scope the employer is asked for once; under a wider one, or none, the query says whose they are."""
    mine, theirs = office.employer, office.other
    with scope(employer=mine):
        within = facts.known_facts(mine)
        assert str(within.query).count('"employer_id" =') == 1
        assert {fact.employer_id for fact in within} == {mine.pk}
        assert not facts.known_facts(theirs).exists()
    with scope(employer=[mine, theirs]):
        assert {fact.employer_id for fact in facts.known_facts(mine)} == {mine.pk}
    with scopes_disabled():
        assert {fact.employer_id for fact in facts.known_facts(theirs)} == {theirs.pk}


def test_bulk_single_and_a_folder_give_the_same_cents(office: Any) -> None:
    with as_file(files("preste.payroll") / "demo") as folder:
        dossier = read_dossier(folder)
    for month, run in ((Month(2026, 9), office.run), (Month(2026, 8), office.closed)):
        folder_pays = {one.contract.id: one for one in run_month(dossier, month)}
        with scope(employer=office.employer):
            stored = {one.contract.reference: one for one in run.payslips.select_related("contract")}
            assert set(stored) == set(folder_pays)
            for reference, payslip in stored.items():
                found = folder_pays[reference]
                alone = pay_contract(dossier, found.contract, month)
                for name in ("gross", "taxable", "withholding", "net", "net_paid", "employer_cost"):
                    assert getattr(payslip, name) == found.trace[name] == alone.trace[name], (reference, name)
                lines = [(one.code, one.label, one.amount) for one in payslip.lines.all()]
                assert lines == [(one.code, one.label, one.amount) for one in found.lines]
