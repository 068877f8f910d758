"""What the pages show, what they never show, and their headers."""

from __future__ import annotations

import csv
import io
import re
from typing import Any

import pytest
from django_scopes import scope

from preste.ids import iban, niss
from preste.money import number, parse
from preste.office.services import audit
from preste.office.services.facts import known_facts, worker_record
from preste.office.store.models import AuditEvent, Line, Payslip, Worker
from preste.office.web.views import employers

PAGES = (
    "", "audit/", "members/", "members/invite/", "runs/{run}/", "runs/{closed}/",
    "payslips/{payslip}/", "payslips/{payslip}/explanation/",
    "hours/2026-09/", "hours/2026-08/", "hours/2026-09/{contract}/", "workers/{worker}/", "workers/{worker}/identity/",
    "workers/{worker}/household/", "contracts/{contract}/terms/", "contracts/{contract}/item/",
    "contracts/{contract}/end/", "contracts/{contract}/incapacity/",
    "contracts/{contract}/end/", "workers/{worker}/creditor/", "workers/{worker}/declared/",
    "edit/", "deadlines/", "workers/new/", "workers/{worker}/contract/", "workers/{worker}/correct/",
    "contracts/{contract}/correct/", "contracts/{contract}/loan/",
    "workers/{worker}/corrections/", "payslips/{payslip}/corrections/",
    "runs/{run}/payment/", "runs/{closed}/payment/", "runs/{closed}/payment/again/",
    "payments/", "payments/{order}/", "transfers/{transfer}/reject/",
    "onss/", "onss/?on=2026-12-31", "onss/entry/?kind=payment", "onss/plan/", "onss/transfer/",
    "accounts/", "workers/{worker}/account/", "runs/{run}/documents/",
    "contracts/{contract}/holidays/2026/", "contracts/{contract}/opening/", "contracts/{contract}/notice/",
    "public-holidays/2026/",
    "campaigns/", "campaigns/?kind=double&month=2026-05", "campaigns/?kind=december&month=2025-12", "headcount/",
    "contracts/{contract}/seniority/", "takeover/2026-08/import/",
    "hours/2026-09/import/", "hours/2026-08/import/", "items/2026-09/import/", "quarters/", "quarters/2026-3/",
    "hours/2026-09/import/", "hours/2026-08/import/", "items/2026-09/import/",
    "dimona/", "dimona/compare/", "dimona/periods/new/", "dimona/periods/list/", "contracts/{contract}/dimona/",
    "contracts/{contract}/dimona/details/", "dimona/following/",
)  # fmt: skip
TABLES = (
    ("", ""), ("", "runs"), ("audit/", ""), ("runs/{run}/", ""), ("runs/{run}/", "differences"),
    ("payments/", ""), ("payments/{order}/", ""), ("deadlines/", ""), ("dimona/", ""), ("dimona/compare/", ""),
    ("payslips/{payslip}/", ""), ("hours/2026-09/", ""), ("workers/{worker}/", ""),
    ("accounts/", ""), ("workers/{worker}/account/", ""), ("quarters/", ""),
)  # fmt: skip


def address(office: Any, page: str) -> str:
    contract = office.contract()
    return office.url(
        page.format(run=office.run.pk, closed=office.closed.pk, payslip=office.payslip().pk, contract=contract.pk,
                    worker=contract.worker_id, order=office.transfer().order_id,
                    transfer=office.transfer().pk)
    )  # fmt: skip


@pytest.mark.parametrize("page", PAGES)
def test_page(office: Any, page: str) -> None:
    answer = office.client("officer").get(address(office, page))
    told = answer.content.decode()
    assert answer.status_code == 200
    assert '<html lang="fr">' in told
    assert len(re.findall("<h1", told)) == 1
    assert answer.headers["Cache-Control"] == "no-store, private"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["X-Frame-Options"] == "DENY"
    assert answer.headers["Referrer-Policy"] == "same-origin"
    policy = answer.headers["Content-Security-Policy"]
    assert "unsafe" not in policy
    assert "frame-ancestors 'none'" in policy
    if "explanation" not in page:
        assert "default-src 'self'" in policy
        assert not re.search(r"<style|\sstyle=|\son[a-z]+=|<script(?![^>]*\bsrc=)", told)


@pytest.mark.parametrize("page", PAGES)
def test_page_is_read_by_a_reader_without_buttons_that_act(office: Any, page: str) -> None:
    answer = office.client("reader").get(address(office, page))
    if answer.status_code == 403:
        return
    forms = re.findall(r'<form[^>]*action="([^"]*)"', answer.content.decode())
    assert set(forms) <= {"/deconnexion/", "/search/", office.url("audit/verify/")}  # which reads, and says so


@pytest.mark.parametrize("page", PAGES)
def test_no_page_shows_a_whole_national_number_or_worker_account(office: Any, page: str) -> None:
    with scope(employer=office.employer):
        worker = Worker.objects.get(number="1")
        account = worker_record(worker, list(known_facts(office.employer).filter(worker=worker, kind="identity")),
                                office.closed.validated_at.date()).iban  # fmt: skip
        secrets = (worker.niss, niss.format(worker.niss), account, iban.format(account))
    told = office.client("bureau").get(address(office, page)).content.decode()
    assert not [one for one in secrets if one in told]


def test_the_explanation_has_a_policy_that_lets_its_own_style_run(office: Any) -> None:
    answer = office.client("officer").get(address(office, "payslips/{payslip}/explanation/"))
    assert re.search(r"style-src 'sha256-[A-Za-z0-9+/=]+'", answer.headers["Content-Security-Policy"])


def test_sign_in_page_is_private_too(office: Any) -> None:
    answer = office.client("anonymous").get("/connexion/")
    assert answer.headers["Cache-Control"] == "no-store, private"
    assert "default-src 'self'" in answer.headers["Content-Security-Policy"]


@pytest.mark.parametrize(("page", "table"), TABLES)
def test_csv_twin(office: Any, page: str, table: str) -> None:
    answer = office.client("reader").get(address(office, page), {"format": "csv", "table": table})
    assert answer.headers["Content-Type"] == "text/csv; charset=utf-8"
    rows = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig")), delimiter=";"))
    assert len(rows) > 1
    assert {len(row) for row in rows} == {len(rows[0])}


def test_another_format_is_not_found(office: Any) -> None:
    assert office.client("reader").get(office.url(""), {"format": "xml"}).status_code == 404


def test_csv_of_the_run_says_what_the_payslips_say(office: Any) -> None:
    answer = office.client("reader").get(address(office, "runs/{run}/"), {"format": "csv"})
    rows = list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig")), delimiter=";"))
    with scope(employer=office.employer):
        nets = {p.worker_name: p.net_paid for p in Payslip.objects.filter(run=office.run)}
    assert {row["nom"]: parse(row["net_a_payer"].replace(",", ".")) for row in rows} == nets


def test_the_payslip_adds_up_and_links_to_what_explains_it(office: Any) -> None:
    payslip = office.payslip("gisele")
    client = office.client("officer")
    told = client.get(office.url(f"payslips/{payslip.pk}/")).content.decode()
    explained = client.get(office.url(f"payslips/{payslip.pk}/explanation/")).content.decode()
    anchors = set(re.findall(r'explanation/#([\w-]+)"', told))
    assert anchors
    assert anchors <= set(re.findall(r'id="([^"]+)"', explained))
    for amount in (payslip.gross, payslip.taxable, payslip.net, payslip.net_paid):
        assert number(amount) in told
    with scope(employer=office.employer):
        for line in Line.objects.filter(payslip=payslip).exclude(amount=0):
            assert number(line.amount) in told, line.label


def test_totals_of_the_screen_are_those_of_the_pdf(office: Any) -> None:
    from preste.office.web.show import payslip_groups

    ends = {"Brut": "gross", "Imposable": "taxable", "Net": "net"}
    with scope(employer=office.employer):
        for payslip in Payslip.objects.filter(run=office.run):
            groups = payslip_groups(payslip, list(payslip.lines.all()), ())
            assert (groups[-1].total, number(groups[-1].total)) == (payslip.net_paid, payslip.view["to_pay"])
            for group in groups[:-1]:
                printed = payslip.view["totals"].get(ends.get(str(group.total_label), ""))
                if printed:
                    assert number(group.total) == printed["amount"], (payslip.worker_name, group.title)


@pytest.mark.parametrize("page", ["", "pdf/", "explanation/"])
def test_every_reading_of_a_payslip_is_recorded(office: Any, page: str) -> None:
    payslip = office.payslip()
    with scope(employer=office.employer):
        before = AuditEvent.objects.filter(action="payslip.read").count()
    office.client("reader").get(office.url(f"payslips/{payslip.pk}/{page}"))
    with scope(employer=office.employer):
        events = AuditEvent.objects.filter(action="payslip.read")
        assert events.count() == before + 1
        last = events.last()
        assert (last.user, last.subject) == (office.users["reader"], str(payslip.pk))


def test_pdf(office: Any) -> None:
    answer = office.client("reader").get(office.url(f"payslips/{office.payslip(run=office.closed).pk}/pdf/"))
    assert answer.headers["Content-Type"] == "application/pdf"
    assert answer.content.startswith(b"%PDF-")
    assert "brouillon" not in answer.headers["Content-Disposition"]
    draft = office.client("reader").get(office.url(f"payslips/{office.payslip().pk}/pdf/"))
    assert "brouillon" in draft.headers["Content-Disposition"]


def test_a_changed_audit_trail_shows(office: Any) -> None:
    with scope(employer=office.employer):
        AuditEvent.objects.filter(action="run.validated").update(subject="autre")
    assert 'role="alert"' in office.client("reader").get(office.url("audit/")).content.decode()


def test_the_whole_trail_is_verified_when_asked_and_the_page_says_when(office: Any, monkeypatch: Any) -> None:
    monkeypatch.setattr(employers, "EVENTS_ON_A_PAGE", 2)
    client = office.client("reader")
    assert "pas encore été vérifié" in client.get(office.url("audit/")).content.decode()
    told = client.post(office.url("audit/verify/"), follow=True).content.decode()
    assert "Journal vérifié en entier le" in told
    assert 'role="alert"' not in told
    with scope(employer=office.employer):
        first = AuditEvent.objects.filter(employer=office.employer).order_by("id").first()
        AuditEvent.objects.filter(pk=first.pk).update(subject="autre")
    told = client.get(office.url("audit/")).content.decode()
    assert 'role="alert"' not in told  # the page shows the last events, and says that all of it was verified before
    assert "Journal vérifié en entier le" in told
    told = client.post(office.url("audit/verify/"), follow=True).content.decode()
    assert 'role="alert"' in told
    assert "À la vérification du" in told
    last = client.get(office.url("audit/?page=last")).context["page"].paginator.num_pages
    assert client.get(office.url(f"audit/?page={last}")).context["broken"] == [first.pk]


def test_the_trails_page_reads_no_more_events_than_it_shows(office: Any, monkeypatch: Any) -> None:
    client = office.client("reader")
    client.get(office.url("audit/"))  # the first page of a session writes it down
    digests = []
    monkeypatch.setattr(employers, "EVENTS_ON_A_PAGE", 3)
    kept = audit.digest
    monkeypatch.setattr(audit, "digest", lambda event: digests.append(event.pk) or kept(event))
    client.get(office.url("audit/"))
    assert len(digests) == 3


def test_data_are_shown_literally(office: Any) -> None:
    with scope(employer=office.employer):
        Payslip.objects.filter(pk=office.payslip().pk).update(worker_name="<script>alert(1)</script>")
    told = office.client("reader").get(office.url(f"runs/{office.run.pk}/")).content.decode()
    assert "<script>alert" not in told
    assert "&lt;script&gt;alert" in told


def test_a_page_speaks_one_language(office: Any) -> None:
    address = office.url(f"contracts/{office.contract().pk}/end/")
    answer = office.client("officer").post(address, {}, headers={"accept-language": "nl"})
    told = answer.content.decode()
    assert '<html lang="fr">' in told
    assert "Ce champ est obligatoire" in told
