"""Creditors are paid by the order of the run: in its file, confirmed with it, owed again when a payment comes back."""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Iterator
from dataclasses import replace
from importlib.resources import files
from types import SimpleNamespace
from typing import Any

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction
from django_scopes import scope
from lxml import etree

from preste.calendar import Month
from preste.ids import iban
from preste.office.services import changes, creditors, debts, facts, pay_runs, payments
from preste.office.services.bank_accounts import masked
from preste.office.services.checks import Check, run_checks
from preste.office.services.payments import PaymentError
from preste.office.store.models import (
    AuditEvent,
    Employer,
    Fact,
    FactKind,
    PaymentOrder,
    PayRun,
    Payslip,
    Rejection,
    RunState,
    Transfer,
    TransferState,
    Way,
)
from preste.records import Garnishment

NOW = dt.datetime(2026, 9, 28, 8, 0, tzinfo=dt.UTC)
ACCOUNT, NEW = "BE71096123456769", iban.make_be(1990012345)
BAILIFF = Garnishment(
    id="bailiff", kind="seizure", creditor="Huissier Dubois", notified_on=dt.date(2026, 8, 20), total=600_00,
    monthly=150_00, valid_from=dt.date(2026, 9, 1), iban=ACCOUNT, reference="123456789002",
)  # fmt: skip
SECAL = replace(BAILIFF, id="secal", kind="maintenance", creditor="Secal", total=0, monthly=100_00, iban=NEW,
                reference="Dossier 12/345")  # fmt: skip
pytestmark = pytest.mark.usefixtures("executed")


@pytest.fixture
def desk(office: Any) -> Iterator[Any]:
    """The employer's open month, with claims on Anne's pay as they are given, inside the employer's scope."""
    user = office.users["officer"]
    with scope(employer=office.employer):
        yield SimpleNamespace(
            office=office, user=user, other=office.users["approver"], worker=office.worker(), run=office.run,
            employer=Employer.objects.get(pk=office.employer.pk),
        )  # fmt: skip


def claimed(desk: Any, *claims: Garnishment) -> Any:
    for one in claims:
        write(desk, one)
    return desk


def write(desk: Any, claim: Garnishment, *, user: Any = None) -> Fact:
    """The claim as it is told from now on."""
    data, secret = facts.garnishment_data(claim)
    known = facts.known_facts(desk.employer).filter(kind=FactKind.GARNISHMENT, data__id=claim.id).first()
    return changes.record_change(
        desk.worker, FactKind.GARNISHMENT, data, valid_from=claim.valid_from, valid_to=claim.valid_to, secret=secret,
        replaces=known, user=user or desk.user,
    )  # fmt: skip


def validated(desk: Any) -> PayRun:
    desk.run = pay_runs.validate(pay_runs.compute(desk.run, desk.user), desk.user)
    return desk.run


def prepared(desk: Any, **more: Any) -> PaymentOrder:
    return payments.prepare(desk.run, desk.user, now=NOW, **more)


def paid(desk: Any, order: PaymentOrder) -> None:
    payments.hand_over(order, desk.user)
    payments.confirm(order, desk.user)
    desk.run.refresh_from_db()


def transfer_to(desk: Any, claim: str = "bailiff") -> Transfer:
    return Transfer.objects.select_related("payslip__run", "order").filter(payslip__run=desk.run, claim=claim).last()


def held(desk: Any, claim: str = "bailiff") -> creditors.Held:
    known = facts.known_facts(desk.employer).filter(kind=FactKind.GARNISHMENT, data__id=claim)
    return creditors.held(desk.worker, list(known))[0]


def told_accounts(run: PayRun) -> list[Check]:
    """What the checks say of Anne's accounts: of hers and of her creditors'."""
    return [one for one in run_checks(run) if one.code.startswith("C-IBAN-") and one.contract == "anne"]


def code_of(act: Any) -> str:
    with pytest.raises(PaymentError) as told, transaction.atomic():
        act()
    return told.value.code


# ── the order and its file ─────────────────────────────────────────────────────────────────


def test_one_order_pays_the_nets_and_each_claim_with_its_own_communication(desk: Any) -> None:
    run = validated(claimed(desk, BAILIFF, SECAL))
    order = prepared(desk)
    lines = desk.office.payslip().lines.filter(code="garnishment")
    assert sorted(lines.values_list("amount", flat=True)) == [100_00, 150_00]
    told = order.transfers.exclude(claim="").order_by("claim").values_list("claim", "creditor_name", "amount")
    assert list(told) == [("bailiff", "Huissier Dubois", 150_00), ("secal", "Secal", 100_00)]
    nets = {p.pk: p.net_paid for p in Payslip.objects.filter(run=run, excluded=False) if p.net_paid > 0}
    assert {one.payslip_id: one.amount for one in order.transfers.filter(claim="")} == nets
    schema = etree.XMLSchema(etree.fromstring((files("sepaxml") / "schemas" / "pain.001.001.09.xsd").read_bytes()))
    file = etree.fromstring(payments.sepa_file(PaymentOrder.objects.get(pk=order.pk), desk.user))
    schema.assertValid(file)
    ns = {"p": file.nsmap[None]}
    salaries, others = file.iterfind(".//p:PmtInf", ns)
    assert len(salaries.findall("p:CdtTrfTxInf", ns)) == len(nets)
    assert [one.text for one in others.iterfind(".//p:InstdAmt", ns)] == ["150.00", "100.00"]
    assert [one.text for one in others.iterfind(".//p:Cdtr/p:Nm", ns)] == ["Huissier Dubois", "Secal"]
    assert [one.text for one in others.iterfind(".//p:CdtrAcct/p:Id/p:IBAN", ns)] == [ACCOUNT, NEW]
    assert [one.text for one in others.iterfind(".//p:CdtrRefInf/p:Ref", ns)] == ["123456789002"]
    assert [one.text for one in others.iterfind(".//p:Ustrd", ns)] == ["Dossier 12/345"]
    assert others.find("p:BtchBookg", ns).text == "false"
    assert others.find("p:PmtTpInf/p:CtgyPurp", ns) is None
    assert others.find("p:ReqdExctnDt/p:Dt", ns).text == "2026-09-30"
    ids = [one.text for one in file.iterfind(".//p:EndToEndId", ns)]
    assert len(ids) == len(set(ids)) == len(nets) + 2


@pytest.mark.parametrize(
    ("reference", "structured", "free"),
    [
        ("", [], ["Retenue sur le salaire de Anne Exemple 2026-09"]),
        ("123456789003", [], ["123456789003"]),  # twelve digits that are no structured communication
        ("1234-5678/9002", [], ["1234-5678/9002"]),  # a reference of the creditor's own that merely looks like one
        ("123456789002", ["123456789002"], []),
    ],
)
def test_what_the_creditor_reads(desk: Any, reference: str, structured: list[str], free: list[str]) -> None:
    validated(claimed(desk, replace(BAILIFF, reference=reference)))
    file = etree.fromstring(payments.sepa_file(prepared(desk), desk.user))
    ns = {"p": file.nsmap[None]}
    others = file.findall(".//p:PmtInf", ns)[1]
    assert [one.text for one in others.iterfind(".//p:CdtrRefInf/p:Ref", ns)] == structured
    assert [one.text for one in others.iterfind(".//p:Ustrd", ns)] == free


def test_an_order_may_hold_creditors_alone(desk: Any) -> None:
    validated(claimed(desk, SECAL))
    order = prepared(desk, payslips={debts.key_of(desk.office.payslip().pk, "secal")}, knowingly=True)
    file = etree.fromstring(payments.sepa_file(order, desk.user))
    assert [one.text for one in file.iterfind(".//{*}InstdAmt")] == ["100.00"]
    assert file.find(".//{*}CtgyPurp") is None


def test_a_month_is_paid_when_its_creditors_are_and_the_claim_follows(desk: Any) -> None:
    validated(claimed(desk, BAILIFF))
    assert (held(desk).kept, held(desk).sent, held(desk).left) == (150_00, 0, 450_00)
    nets = {one.key for one in debts.owed(desk.run, dt.date(2026, 9, 30)) if not one.to}
    assert code_of(lambda: prepared(desk, payslips=nets)) == "E-PAY-LEFT-OUT"
    paid(desk, prepared(desk, payslips=nets, knowingly=True))
    assert desk.run.state == RunState.VALIDATED
    assert debts.to_pay().filter(pk=desk.run.pk).exists()
    second = prepared(desk)
    assert [one.claim for one in second.transfers.all()] == ["bailiff"]
    paid(desk, second)
    assert desk.run.state == RunState.PAID
    assert not debts.to_pay().filter(pk=desk.run.pk).exists()
    assert (held(desk).kept, held(desk).sent, held(desk).left) == (150_00, 150_00, 450_00)


def test_what_was_withheld_before_preste_counts_as_sent(desk: Any) -> None:
    validated(claimed(desk, replace(BAILIFF, already_paid=50_00)))
    paid(desk, prepared(desk))
    assert (held(desk).kept, held(desk).sent) == (200_00, 200_00)


# ── no account, another account ────────────────────────────────────────────────────────────


@pytest.mark.parametrize("account", ["", "TR330006100519786457841326"])
def test_a_creditor_without_usable_account_is_told_before_the_file_and_stays_owed(desk: Any, account: str) -> None:
    claimed(desk, replace(BAILIFF, iban=account))
    pay_runs.compute(desk.run, desk.user)
    (found,) = [one for one in run_checks(desk.run) if one.code == "C-CREDITOR-IBAN"]
    assert not found.blocks
    assert "Huissier Dubois, créancier de Anne Exemple" in found.message
    validated(desk)
    assert code_of(lambda: prepared(desk)) == "E-PAY-LEFT-OUT"
    order = prepared(desk, knowingly=True)
    assert not order.transfers.exclude(claim="").exists()
    paid(desk, order)
    assert desk.run.state == RunState.VALIDATED
    write(desk, BAILIFF)
    (new,) = prepared(desk).transfers.all()
    assert (new.claim, new.creditor_iban) == ("bailiff", ACCOUNT)


def test_a_first_account_then_a_changed_one_are_told_with_who_and_when(desk: Any) -> None:
    claimed(desk, BAILIFF)
    pay_runs.compute(desk.run, desk.user)
    (first,) = told_accounts(desk.run)
    assert first.code == "C-IBAN-FIRST"
    assert "Huissier Dubois (Anne Exemple)" in first.message and masked(ACCOUNT) in first.message
    validated(desk)
    paid(desk, prepared(desk))
    october = pay_runs.compute(pay_runs.create_run(desk.employer, Month(2026, 10), desk.user), desk.user)
    assert told_accounts(october) == []
    fact = write(desk, replace(BAILIFF, iban=NEW), user=desk.other)
    (change,) = creditors.account_changes(october, creditors.due_of(october))
    assert (change.before, change.now, change.changed_by, change.changed_at, change.creditor) == (
        ACCOUNT, NEW, str(desk.other), fact.recorded_at, "Huissier Dubois",
    )  # fmt: skip
    (told,) = told_accounts(october)
    assert told.code == "C-IBAN-CHANGED"
    assert masked(ACCOUNT) in told.message and masked(NEW) in told.message
    assert ACCOUNT not in told.message and NEW not in told.message


def test_what_changed_after_the_order_was_prepared_is_told_on_it(desk: Any) -> None:
    validated(claimed(desk, BAILIFF))
    order = prepared(desk)
    address = desk.office.url(f"payments/{order.pk}/")
    client = desk.office.client("officer")
    assert "a changé depuis la préparation" not in client.get(address).content.decode()
    write(desk, replace(BAILIFF, reference="un autre dossier"))
    assert "Le compte de Huissier Dubois a changé depuis la préparation" in client.get(address).content.decode()


# ── what becomes of it ─────────────────────────────────────────────────────────────────────


def test_a_rejected_payment_to_a_creditor_is_owed_again_and_made_anew(desk: Any) -> None:
    validated(claimed(desk, BAILIFF, SECAL))
    paid(desk, prepared(desk))
    before = (desk.run.hash, {p.pk: (p.content_hash, p.net_paid) for p in desk.run.payslips.all()})
    payments.reject(transfer_to(desk), desk.user, Rejection.CLOSED, dt.date(2026, 10, 2))
    desk.run.refresh_from_db()
    assert desk.run.state == RunState.VALIDATED
    assert debts.rejected([desk.employer]) == {desk.employer.pk: 1}
    (owed,) = debts.owed(desk.run, dt.date(2026, 10, 5))
    assert (owed.name, owed.amount, owed.problem, owed.rejected) == ("Huissier Dubois", 150_00, "same", True)
    assert (held(desk).kept, held(desk).sent) == (150_00, 0)
    later = dt.datetime(2026, 10, 5, 8, tzinfo=dt.UTC)
    assert code_of(lambda: payments.prepare(desk.run, desk.user, now=later)) == "E-PAY-ACCOUNT"
    old = transfer_to(desk)
    write(desk, replace(BAILIFF, iban=NEW))
    (new,) = payments.prepare(desk.run, desk.user, now=later).transfers.all()
    assert (new.claim, new.attempt, new.amount, new.creditor_iban) == ("bailiff", 2, 150_00, NEW)
    assert new.end_to_end_id != old.end_to_end_id
    old.refresh_from_db()
    assert (old.state, old.reissued_by_id) == (TransferState.REJECTED, new.pk)
    paid(desk, new.order)
    assert desk.run.state == RunState.PAID
    assert (desk.run.hash, {p.pk: (p.content_hash, p.net_paid) for p in desk.run.payslips.all()}) == before


def test_a_creditor_paid_otherwise_is_noted_once(desk: Any) -> None:
    validated(claimed(desk, BAILIFF))
    key = debts.key_of(desk.office.payslip().pk, "bailiff")
    (made,) = payments.pay_otherwise(desk.run, desk.user, {key}, Way.BANK, dt.date(2026, 9, 30))
    assert (made.claim, made.amount, made.state, made.creditor_iban) == ("bailiff", 150_00, "paid", "")
    again = code_of(lambda: payments.pay_otherwise(desk.run, desk.user, {key}, Way.BANK, dt.date(2026, 9, 30)))
    assert again == "E-PAY-TWICE"
    assert not prepared(desk).transfers.exclude(claim="").exists()
    assert held(desk).sent == 150_00


def test_under_four_eyes_who_prepared_does_not_confirm_a_creditor_s_payment(desk: Any) -> None:
    validated(claimed(desk, BAILIFF))
    Employer.objects.filter(pk=desk.employer.pk).update(four_eyes=True)
    order = prepared(desk)
    payments.hand_over(order, desk.user)
    assert code_of(lambda: payments.confirm(order, desk.user)) == "E-PAY-FOUR-EYES"
    payments.confirm(order, desk.other)
    assert transfer_to(desk).state == TransferState.PAID


def test_a_month_that_was_paid_before_creditors_were_owes_them_nothing_here(desk: Any) -> None:
    """Their shares were sent by hand then, and no transfer says so."""
    validated(claimed(desk, BAILIFF))
    nets = {one.key for one in debts.owed(desk.run, dt.date(2026, 9, 30)) if not one.to}
    paid(desk, prepared(desk, payslips=nets, knowingly=True))
    PayRun.objects.filter(pk=desk.run.pk).update(state=RunState.PAID)
    desk.run.refresh_from_db()
    assert debts.owed(desk.run, dt.date(2026, 10, 5)) == []


# ── what the database keeps ────────────────────────────────────────────────────────────────


def test_the_database_refuses_a_second_payment_of_a_claim(desk: Any) -> None:
    validated(claimed(desk, BAILIFF, SECAL))
    prepared(desk)
    made = transfer_to(desk)
    copy = {f.attname: getattr(made, f.attname) for f in Transfer._meta.fields if f.name != "id"}
    for change in ({"end_to_end_id": "X"}, {"end_to_end_id": "X", "attempt": 2}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Transfer.objects.create(**(copy | change))


@pytest.mark.parametrize("column", ["claim", "reference", "amount"])
def test_the_database_keeps_what_was_ordered(desk: Any, column: str) -> None:
    validated(claimed(desk, BAILIFF))
    prepared(desk)
    with pytest.raises(DatabaseError, match="ordered"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"UPDATE store_transfer SET {column} = '7'")


def test_no_account_and_no_reference_in_clear(desk: Any) -> None:
    validated(claimed(desk, BAILIFF, SECAL))
    order = prepared(desk)
    with connection.cursor() as cursor:
        cursor.execute("SELECT creditor_iban, reference, communication FROM store_transfer WHERE claim <> ''")
        stored = " ".join(str(value) for row in cursor.fetchall() for value in row)
    trail = json.dumps(list(AuditEvent.objects.values_list("action", "subject", "details")), default=str)
    address = desk.office.url(f"payments/{order.pk}/")
    page = desk.office.client("officer").get(address).content.decode()
    for secret in (ACCOUNT, NEW):
        assert secret not in stored + trail + page
    assert "123456789002" not in stored + trail
    assert "Dossier 12/345" not in stored + trail


# ── the pages ──────────────────────────────────────────────────────────────────────────────


def page(desk: Any, path: str, role: str = "officer") -> str:
    answer = desk.office.client(role).get(desk.office.url(path))
    assert answer.status_code == 200
    return str(answer.content.decode())


def test_the_pages_offer_creditors_with_the_nets_and_say_what_became_of_them(desk: Any) -> None:
    run = validated(claimed(desk, BAILIFF))
    key = debts.key_of(desk.office.payslip().pk, "bailiff")
    step = page(desk, f"runs/{run.pk}/")
    assert "Et 1 créancier : 150,00" in step.replace("\u202f", " ").replace("\xa0", " ")
    told = page(desk, f"runs/{run.pk}/payment/")
    assert f'name="payslips" value="{key}" checked' in told
    assert "Préparer l&#x27;ordre de paiement" in told or "Préparer l'ordre de paiement" in told
    client, address = desk.office.client("officer"), desk.office.url(f"runs/{run.pk}/payment/prepare/")
    sent = {"number": "1", "payslips": [key], "execution_date": "2030-06-03", "knowingly": "on"}
    made = client.post(address, sent, follow=True).content.decode()
    assert "Huissier Dubois" in made
    assert "+++123/4567/89002+++" in made
    (order,) = PaymentOrder.objects.filter(run=run)
    assert [one.claim for one in order.transfers.all()] == ["bailiff"]
    told = page(desk, f"runs/{run.pk}/payment/")
    assert f'value="{key}"' not in told
    assert re.search(r"Huissier Dubois.*?Ordonné.*?Ordre 1", told, re.DOTALL)
    twin = json.loads(page(desk, f"runs/{run.pk}/payment/?format=json&table=creditors", "reader"))
    assert [(one["creancier"], one["montant"], one["etat"]) for one in twin["rows"]] == [
        ("Huissier Dubois", 150_00, "Ordonné")
    ]


def test_all_that_is_owed_and_the_worker_s_page_name_the_creditor(desk: Any) -> None:
    validated(claimed(desk, BAILIFF))
    assert "Huissier Dubois" in page(desk, "payments/")
    told = page(desk, f"workers/{desk.worker.pk}/")
    assert "À payer à Huissier Dubois" in told
    paid(desk, prepared(desk))
    told = page(desk, f"workers/{desk.worker.pk}/")
    assert "À payer à Huissier Dubois" not in told
    assert "Fichier SEPA, Huissier Dubois" in told
    assert "Huissier Dubois" not in page(desk, "payments/")


def test_an_approver_reads_a_creditor_s_account_whole_on_record(desk: Any) -> None:
    claimed(desk, BAILIFF)
    client = desk.office.client("approver")
    whole = client.post(desk.office.url(f"workers/{desk.worker.pk}/bank-account/")).content.decode()
    assert "Huissier Dubois" in whole
    assert iban.format(ACCOUNT) in whole
    read = AuditEvent.objects.filter(action="account.read", subject=str(desk.worker.pk), user=desk.other)
    assert read.count() == 1
    stale = desk.office.client("approver", fresh=False)
    asked = stale.post(desk.office.url(f"workers/{desk.worker.pk}/bank-account/")).content.decode()
    assert iban.format(ACCOUNT) not in asked


def test_a_rejection_is_told_with_whose_pay_it_was(desk: Any) -> None:
    validated(claimed(desk, BAILIFF))
    paid(desk, prepared(desk))
    told = page(desk, f"transfers/{transfer_to(desk).pk}/reject/")
    assert "Huissier Dubois · Anne Exemple" in told


def test_a_second_payment_is_of_nets_alone(desk: Any) -> None:
    run = validated(claimed(desk, BAILIFF))
    key = debts.key_of(desk.office.payslip().pk, "bailiff")
    payments.pay_otherwise(run, desk.user, {key}, Way.BANK, dt.date(2026, 9, 30))
    assert "il n'y a rien à payer une seconde fois" in page(desk, f"runs/{run.pk}/payment/again/").replace(
        "&#x27;", "'"
    )
