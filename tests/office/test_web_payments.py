"""The pages of payment: from the dashboard to the file, a payment that came back, a decision, accounts revealed."""

from __future__ import annotations

import csv
import datetime as dt
import io
import re
import threading
from typing import Any

import pytest
from django.db import connection
from django.urls import reverse
from django.utils import timezone
from django_scopes import scope

from preste.calendar import Month
from preste.ids import iban
from preste.money import euro, parse
from preste.office.services import debts, pay_runs, payments
from preste.office.services.changes import record_change
from preste.office.services.demo import load_demo
from preste.office.store.models import AuditEvent, Employer, Fact, FactKind, PaymentOrder, PayRun, Payslip, Transfer

NEW = "BE68 5390 0754 7034"
pytestmark = pytest.mark.usefixtures("executed")


def text(answer: Any) -> str:
    """The page's words, without its markup."""
    return " ".join(re.sub(r"<[^>]+>", " ", answer.content.decode()).split())


def validated(office: Any) -> PayRun:
    with scope(employer=office.employer):
        return pay_runs.validate(office.run, office.users["bureau"])


def ordered(office: Any) -> PaymentOrder:
    run = validated(office)
    with scope(employer=office.employer):
        return payments.prepare(run, office.users["officer"])


def paid(office: Any) -> PaymentOrder:
    order = ordered(office)
    with scope(employer=office.employer):
        payments.hand_over(order, office.users["officer"])
        payments.confirm(order, office.users["officer"])
    return order


def links(page: str) -> set[str]:
    return set(re.findall(r'href="([^"]+)"', page))


def test_six_clicks_from_the_dashboard_to_the_file(office: Any) -> None:
    """September and what precedes are done: October is the unchanged month."""
    paid(office)
    client = office.client("officer")
    clicks = 0

    def click(page: str, address: str) -> str:
        nonlocal clicks
        clicks += 1
        assert address in links(page)
        return client.get(address).content.decode()

    def press(page: str, address: str) -> Any:
        nonlocal clicks
        clicks += 1
        form = next(f for f in re.findall(r"<form.*?</form>", page, re.S) if f'action="{address}"' in f)
        inputs = [dict(re.findall(r'(\w+)="([^"]*)"', one)) for one in re.findall("<input[^>]+", form)]
        return client.post(address, {one["name"]: one.get("value", "") for one in inputs}, follow=True)

    home = client.get("/").content.decode()
    employer = click(home, office.url(""))
    opened = press(employer, office.url("runs/"))
    run = opened.redirect_chain[-1][0]
    computed = press(opened.content.decode(), f"{run}compute/")
    done = press(computed.content.decode(), f"{run}validate/")
    order = press(done.content.decode(), f"{run}payment/prepare/")
    file = order.redirect_chain[-1][0] + "file/"
    assert file in links(order.content.decode())
    clicks += 1
    answer = client.get(file)
    assert answer.headers["Content-Type"] == "application/xml"
    assert b"pain.001.001.09" in answer.content
    assert clicks <= 6


def test_the_file_has_nobody_s_name_and_its_reading_is_recorded(office: Any) -> None:
    order = ordered(office)
    address = reverse("payment-file", args=[office.employer.pk, order.pk])
    answers = [office.client(role).get(address) for role in ("officer", "approver")]
    assert answers[0].content == answers[1].content
    name = re.search(r'filename="([^"]+)"', answers[0].headers["Content-Disposition"])[1]
    assert re.fullmatch(r"salaires-2026-09-1-[0-9A-F]{8}\.xml", name)
    with scope(employer=office.employer):
        assert AuditEvent.objects.filter(action="payment.exported", subject=str(order.run_id)).count() == 2


def test_preparing_twice_is_one_order(office: Any) -> None:
    run = validated(office)
    client = office.client("officer")
    sent = {"all": "1", "number": "1"}
    first, second = (client.post(office.url(f"runs/{run.pk}/payment/prepare/"), sent) for _ in range(2))
    assert first.headers["Location"] == second.headers["Location"]
    stale = client.post(office.url(f"runs/{run.pk}/payment/prepare/"), sent | {"number": "2"}, follow=True)
    assert "Un paiement existe déjà" in text(stale)
    with scope(employer=office.employer):
        assert PaymentOrder.objects.filter(run=run).count() == 1


def test_a_chosen_worker_and_day(office: Any) -> None:
    run = validated(office)
    client, address = office.client("officer"), office.url(f"runs/{run.pk}/payment/prepare/")
    anne = office.payslip()
    sent = {"number": "1", "payslips": [str(anne.pk)], "execution_date": "2030-06-03"}
    assert "Quelqu&#x27;un ne serait pas payé" in client.post(address, sent, follow=True).content.decode()
    wrong = client.post(address, sent | {"knowingly": "on", "execution_date": "2030-06-02"})
    assert wrong.status_code == 422
    assert "choisissez un jour ouvrable" in text(wrong)
    answer = client.post(address, sent | {"knowingly": "on"}, follow=True)
    told = answer.content.decode()
    assert "03/06/2030" in told
    assert euro(anne.net_paid) in told
    with scope(employer=office.employer):
        assert [one.payslip_id for one in PaymentOrder.objects.get(run=run).transfers.all()] == [anne.pk]


@pytest.mark.parametrize(
    "sent", [{}, {"number": "1"}, {"number": "x", "all": "1"}, {"number": "1", "payslips": ["x"]}, {"all": "1"}]
)
def test_a_bad_post_prepares_at_most_one_order(office: Any, sent: dict[str, Any]) -> None:
    run = validated(office)
    answer = office.client("officer").post(office.url(f"runs/{run.pk}/payment/prepare/"), sent)
    assert answer.status_code in (302, 422)
    with scope(employer=office.employer):
        assert PaymentOrder.objects.filter(run=run).count() == (1 if "all" in sent else 0)


def test_reject_correct_and_reissue_through_the_pages(office: Any) -> None:
    order = paid(office)
    client = office.client("officer")
    with scope(employer=office.employer):
        run = PayRun.objects.get(pk=order.run_id)
        anne = Transfer.objects.get(order=order, payslip__contract__reference="anne")
        before = (run.hash, list(run.payslips.values_list("pk", "content_hash")))
    worker = office.worker()
    day = timezone.localdate()
    address = office.url(f"transfers/{anne.pk}/reject/")
    assert client.post(address, {"reason": "", "rejected_on": day.isoformat()}).status_code == 422
    assert client.post(address, {"reason": "closed", "rejected_on": "2999-01-01"}).status_code == 422
    rejected = client.post(address, {"reason": "closed", "rejected_on": day.isoformat()}, follow=True)
    assert "de nouveau à payer" in text(rejected)
    assert "Compte clôturé" in text(rejected)
    assert "même compte que le paiement rejeté" in text(rejected)

    for page in ("", f"runs/{run.pk}/", "payments/", f"workers/{worker.pk}/"):
        assert re.search("rejeté", text(client.get(office.url(page) if page else "/"))), page

    identity = client.get(office.url(f"workers/{worker.pk}/identity/")).content.decode()
    data = {n: v for n, v in re.findall(r'<input[^>]*name="(\w+)"[^>]*value="([^"]*)"|$', identity) if n}
    data |= {"iban": NEW, "country": "BE", "language": "fr", "valid_from": day.isoformat()}
    data = {re.sub("^csrf.*", "_", n): v for n, v in data.items()}
    assert client.post(office.url(f"workers/{worker.pk}/identity/"), data).status_code == 302

    page = client.get(office.url(f"runs/{run.pk}/payment/"))
    assert "Comptes nouveaux ou changés" in text(page)
    assert "BE68 •••• 7034" in text(page)
    assert NEW.replace(" ", "") not in page.content.decode()
    sent = {"number": "2", "payslips": [str(anne.payslip_id)], "execution_date": "2030-06-03"}
    second = client.post(office.url(f"runs/{run.pk}/payment/prepare/"), sent, follow=True)
    order_address = second.redirect_chain[-1][0]
    assert NEW.replace(" ", "").encode() in client.get(f"{order_address}file/").content
    for act in ("handed_over", "confirmed", "confirmed"):
        client.post(f"{order_address}mark/", {"act": act})

    with scope(employer=office.employer):
        run = PayRun.objects.get(pk=run.pk)
        new = Transfer.objects.get(payslip=anne.payslip_id, attempt=2)
        paid_sum = sum(one.amount for one in Transfer.objects.filter(payslip__run=run, state="paid"))
        net_sum = sum(p.net_paid for p in Payslip.objects.filter(run=run, excluded=False) if p.net_paid > 0)
        assert run.state == "paid"
        assert (run.hash, list(run.payslips.values_list("pk", "content_hash"))) == before
    assert new.end_to_end_id != anne.end_to_end_id
    assert paid_sum == net_sum
    assert "refait dans l'ordre 2" in text(client.get(office.url(f"payments/{order.pk}/"))).replace("&#x27;", "'")
    assert "Tout est payé" in text(client.get(office.url(f"runs/{run.pk}/")))


def test_confirmation_waits_for_the_day_of_execution(office: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    order = ordered(office)
    address, client = office.url(f"payments/{order.pk}/"), office.client("officer")
    client.post(f"{address}mark/", {"act": "handed_over"})
    monkeypatch.setattr(payments, "today", lambda: order.execution_date - dt.timedelta(days=1))
    told = text(client.get(address)).replace("&#x27;", "'")
    assert f"La banque l'exécute le {order.execution_date:%d/%m/%Y}" in told
    assert "Confirmer l'exécution" not in told
    refused = client.post(f"{address}mark/", {"act": "confirmed"}, follow=True)
    assert "aucun extrait ne peut la montrer" in text(refused)
    monkeypatch.setattr(payments, "today", lambda: order.execution_date)
    assert "Confirmer l'exécution" in text(client.get(address)).replace("&#x27;", "'")
    client.post(f"{address}mark/", {"act": "confirmed"})
    with scope(employer=office.employer):
        assert PaymentOrder.objects.get(pk=order.pk).state == "confirmed"


def test_a_second_payment_asks_for_a_reason_and_a_decision(office: Any) -> None:
    order = paid(office)
    client = office.client("officer")
    address = office.url(f"runs/{order.run_id}/payment/again/")
    sent = {"number": "2", "payslips": [str(office.payslip().pk)], "execution_date": "2030-06-03"}
    for missing in ({}, {"reason": "perdu"}, {"decided": "on"}):
        assert client.post(address, sent | missing).status_code == 422
    told = text(client.post(address, sent | {"reason": "fichier perdu", "decided": "on"}, follow=True))
    assert "Second paiement, décidé par Une personne officer : fichier perdu" in told
    audit = text(client.get(office.url("audit/")))
    assert "Second paiement décidé" in audit


def test_paid_otherwise(office: Any) -> None:
    run = validated(office)
    client, address = office.client("officer"), office.url(f"runs/{run.pk}/payment/otherwise/")
    assert client.post(address, {"other-way": "cash"}).status_code == 422
    with scope(employer=office.employer):
        everybody = [str(pk) for pk in debts.unpaid().filter(run=run).values_list("pk", flat=True)]
    sent = {"other-way": "bank", "other-paid_on": "2026-09-30", "other-payslips": everybody}
    told = text(client.post(address, sent, follow=True))
    assert f"{len(everybody)} paiements notés" in told
    assert "Tout est payé" in told
    assert "Un paiement existe déjà" in text(client.post(address, sent, follow=True))
    assert client.post(address, sent | {"other-way": "sepa"}).status_code == 422


def test_the_four_eyes_page_offers_confirmation_to_another_person_only(office: Any) -> None:
    order = ordered(office)
    Employer.objects.filter(pk=office.employer.pk).update(four_eyes=True)
    address = office.url(f"payments/{order.pk}/")
    office.client("officer").post(f"{address}mark/", {"act": "handed_over"})
    assert "Confirmer l" not in text(office.client("officer").get(address))
    refused = office.client("officer").post(f"{address}mark/", {"act": "confirmed"}, follow=True)
    assert "ne peut pas le confirmer" in text(refused)
    assert "Confirmer l" in text(office.client("approver").get(address))
    office.client("approver").post(f"{address}mark/", {"act": "confirmed"})
    with scope(employer=office.employer):
        assert PaymentOrder.objects.get(pk=order.pk).state == "confirmed"


def test_the_approver_sees_a_changed_account_and_may_read_it_whole(office: Any) -> None:
    worker = office.worker()
    with scope(employer=office.employer):
        data = Fact.objects.get(worker=worker, kind=FactKind.IDENTITY).data
        user, secret = office.users["officer"], {"iban": iban.compact(NEW)}
        record_change(worker, FactKind.IDENTITY, data, valid_from=dt.date(2026, 9, 1), secret=secret, user=user)
    client = office.client("approver")
    run = client.get(office.url(f"runs/{office.run.pk}/"))
    assert re.search(r"Anne Exemple : compte changé, BE22 •••• 0147 → BE68 •••• 7034, écrit par", text(run))
    assert office.url(f"runs/{office.run.pk}/payment/") in links(run.content.decode())
    page = client.get(office.url(f"runs/{office.run.pk}/payment/"))
    assert "BE22 •••• 0147" in text(page)
    whole = client.post(office.url(f"workers/{worker.pk}/bank-account/"))
    assert NEW in text(whole)
    assert "BE22 0019 9900 0147" in text(whole)
    with scope(employer=office.employer):
        read = AuditEvent.objects.filter(action="account.read", subject=str(worker.pk), user=office.users["approver"])
        assert read.count() == 1


def test_an_account_changed_after_the_order_was_prepared_is_told_on_it(office: Any) -> None:
    order, worker = ordered(office), office.worker()
    page = office.url(f"payments/{order.pk}/")
    assert "a changé depuis la préparation" not in text(office.client("officer").get(page))
    with scope(employer=office.employer):
        data = Fact.objects.get(worker=worker, kind=FactKind.IDENTITY).data
        user, secret = office.users["officer"], {"iban": iban.compact(NEW)}
        record_change(worker, FactKind.IDENTITY, data, valid_from=dt.date(2026, 9, 1), secret=secret, user=user)
    assert "Le compte de Anne Exemple a changé depuis la préparation" in text(office.client("officer").get(page))


@pytest.mark.parametrize("page", ["runs/{run}/payment/?format=csv", "payments/?format=csv&table=debts"])
def test_csv_of_what_is_owed(office: Any, page: str) -> None:
    run = validated(office)
    answer = office.client("reader").get(office.url(page.format(run=run.pk)))
    rows = list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig")), delimiter=";"))
    with scope(employer=office.employer):
        nets = {p.worker_name: p.net_paid for p in debts.unpaid().filter(run=run)}
    assert {row["nom"]: parse(row["net_a_payer"].replace(",", ".")) for row in rows} == nets
    assert {row["compte"] for row in rows if row["nom"] == "Anne Exemple"} == {"BE22 •••• 0147"}


def test_the_dashboard_leads_to_the_payment(office: Any) -> None:
    run = validated(office)
    told = office.client("officer").get("/").content.decode()
    assert office.url(f"runs/{run.pk}/payment/") in links(told)
    assert "Payer" in told
    assert office.url(f"runs/{run.pk}/payment/") not in links(office.client("reader").get("/").content.decode())


def test_what_a_bank_refuses_is_told_by_name(office: Any) -> None:
    run = validated(office)
    Employer.objects.filter(pk=office.employer.pk).update(name="中文")
    answer = office.client("officer").post(
        office.url(f"runs/{run.pk}/payment/prepare/"), {"all": "1", "number": "1"}, follow=True
    )
    assert "中文 : ce nom n'a aucun caractère que les banques lisent" in text(answer).replace("&#x27;", "'")


# ── two at once ────────────────────────────────────────────────────────────────────────────


@pytest.fixture(scope="module")
def alone(stored_office: Any) -> Any:
    """An employer of its own whose September is validated and kept, for what runs in other threads."""
    employer = load_demo(stored_office.users["bureau"])  # nobody else's: what the officer sees stays as it was
    with scope(employer=employer):
        run = pay_runs.create_run(employer, Month(2026, 9), stored_office.users["bureau"])
        return pay_runs.validate(pay_runs.compute(run, None), stored_office.users["bureau"])


@pytest.mark.parametrize("numbers", [(None, None), (1, 1)])
def test_two_who_prepare_at_once_make_one_order(alone: PayRun, stored_office: Any, numbers: Any) -> None:
    start, ends = threading.Barrier(len(numbers)), []

    def act(number: int | None) -> None:
        try:
            with scope(employer=alone.employer):
                start.wait()
                ends.append(payments.prepare(alone, stored_office.users["bureau"], number=number).pk)
        except payments.PaymentError as error:
            ends.append(error.code)
        finally:
            connection.close()

    threads = [threading.Thread(target=act, args=(number,)) for number in numbers]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    with scope(employer=alone.employer):
        (order,) = PaymentOrder.objects.filter(run=alone)
        nets = Payslip.objects.filter(run=alone, excluded=False, net_paid__gt=0).count()
        assert Transfer.objects.filter(payslip__run=alone).count() == nets
    assert len(ends) == len(numbers)
    assert set(ends) <= {order.pk, "E-PAY-TWICE"}
    assert order.pk in ends or numbers == (1, 1)
