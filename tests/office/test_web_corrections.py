"""The pages of corrections: a late fact from the form to the payslip that pays it."""

from __future__ import annotations

import datetime as dt
import re
from typing import Any

import pytest
from django_scopes import scope

from preste.calendar import Month
from preste.money import number
from preste.office.services import pay_runs
from preste.office.store.models import AuditEvent, PayRun, Payslip, RunState

CLOSED = Month(2026, 8)


@pytest.fixture
def corrected(office: Any) -> Any:
    """Hours of August, which is closed, corrected by the officer: an unpaid Monday."""
    address = office.url(f"hours/2026-08/{office.contract().pk}/")
    client = office.client("officer")
    assert client.post(address, {"d3": "SS"}).status_code == 422
    answer = client.post(address + "?correct=1", {"d3": "SS"}, follow=True)
    assert "Vous corrigez un mois clôturé" in answer.content.decode()
    return office


def test_a_closed_month_offers_its_correction_to_who_may_write(office: Any) -> None:
    for role, offered in (("officer", True), ("reader", False)):
        told = office.client(role).get(office.url("hours/2026-08/")).content.decode()
        assert ("Corriger des heures de ce mois" in told) is offered
        assert " readonly" in told
    assert " readonly" not in office.client("officer").get(office.url("hours/2026-08/?correct=1")).content.decode()
    assert " readonly" in office.client("reader").get(office.url("hours/2026-08/?correct=1")).content.decode()


def test_what_will_be_settled_is_shown_before_it_is(corrected: Any) -> None:
    worker = corrected.contract().worker
    told = corrected.client("reader").get(corrected.url(f"workers/{worker.pk}/corrections/")).content.decode()
    assert "août 2026" in told.replace("\u00a0", " ")
    assert "juillet" not in told
    assert "Traitement mensuel" in told


def test_the_next_run_settles_and_explains_it(corrected: Any) -> None:
    client = corrected.client("officer")
    client.post(corrected.url(f"runs/{corrected.run.pk}/compute/"))
    payslip = corrected.payslip()
    page = client.get(corrected.url(f"payslips/{payslip.pk}/")).content.decode()
    with scope(employer=corrected.employer):
        late = payslip.lines.filter(earned_month="2026-08")
        assert late.exists()
        for line in late:
            assert number(abs(line.amount)) in page
    links = set(re.findall(r'explanation/(\?month=2026-08#n-[\w-]+)"', page))
    explained = client.get(corrected.url(f"payslips/{payslip.pk}/explanation/?month=2026-08")).content.decode()
    assert links
    assert {one.partition("#")[2] for one in links} <= set(re.findall(r'id="([^"]+)"', explained))
    table = client.get(corrected.url(f"payslips/{payslip.pk}/corrections/")).content.decode()
    assert "2026-08" in table
    assert client.get(corrected.url(f"payslips/{payslip.pk}/explanation/?month=2026-01")).status_code == 404


def test_off_cycle_from_a_validated_run(corrected: Any) -> None:
    client = corrected.client("officer")
    address = corrected.url(f"runs/{corrected.closed.pk}/off-cycle/")
    assert "Écrivez le jour" in client.post(address, {"pay_date": "demain"}, follow=True).content.decode()
    first = client.post(address, {"pay_date": "2026-09-10"})
    again = client.post(address, {"pay_date": "2026-09-10"})
    assert first.headers["Location"] == again.headers["Location"]
    with scope(employer=corrected.employer):
        run = PayRun.objects.get(kind="off_cycle")
        pay_runs.compute(run, None)
        slips = list(Payslip.objects.filter(run=run))
        assert [one.contract.reference for one in slips] == ["anne"]
        assert slips[0].net_paid == 0  # taken back: a debt
        assert str(slips[0].paid_on) == "2026-09-10"
    page = client.get(first.headers["Location"]).content.decode()
    assert "h-payslips" in page
    assert "h-diff" not in page  # an off-cycle run is no month to compare with another
    refused = client.post(corrected.url(f"runs/{corrected.run.pk}/off-cycle/"), {"pay_date": "2026-09-10"}, follow=True)
    assert "n&#x27;est pas validé" in refused.content.decode()


def test_a_run_that_owes_nobody_is_paid_once_validated(corrected: Any) -> None:
    client, user = corrected.client("officer"), corrected.users["officer"]
    with scope(employer=corrected.employer):
        run = pay_runs.create_off_cycle(corrected.employer, CLOSED, user, dt.date(2026, 9, 10))
        run = pay_runs.compute(run, user)
        assert [one.net_paid for one in run.payslips.all()] == [0]
    page = client.post(corrected.url(f"runs/{run.pk}/validate/"), follow=True).content.decode()
    run.refresh_from_db()
    assert run.state == RunState.PAID
    assert "Tout est payé" in page
    assert "Payer ce qui reste" not in page


def test_the_panel_explains_an_amount_of_a_settled_month(corrected: Any) -> None:
    client = corrected.client("officer")
    client.post(corrected.url(f"runs/{corrected.run.pk}/compute/"))
    payslip = corrected.payslip()
    address = corrected.url(f"payslips/{payslip.pk}/why/?rule=gross")
    with scope(employer=corrected.employer):
        old, now = (pay_runs.explanation_of(payslip, month) for month in ("2026-08", ""))
    pieces = [client.get(address + more).content.decode() for more in ("&month=2026-08", "", "&month=2026-09")]
    for explained, piece in ((old, pieces[0]), (now, pieces[1])):
        gross = next(node["value"] for node in explained["nodes"] if node["name"] == "gross")
        assert number(gross) in piece
    assert pieces[0] != pieces[1] == pieces[2]
    assert client.get(address + "&month=2026-01").status_code == 404


def test_reading_corrections_is_recorded(office: Any) -> None:
    worker = office.contract().worker
    office.client("reader").get(office.url(f"workers/{worker.pk}/corrections/"))
    with scope(employer=office.employer):
        assert AuditEvent.objects.filter(action="corrections.read", subject=str(worker.pk)).count() == 1
