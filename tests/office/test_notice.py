"""The end of a contract as a question: the same answer as `preste labour`, from the dossier, and nothing recorded."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django_scopes import scope

from preste.belgium.exit.indemnity import Pay, severance_of
from preste.belgium.exit.notice import notice
from preste.belgium.exit.service import Service
from preste.money import euro
from preste.office.store.models import AuditEvent, Fact

ASKED = {"outcome": "notice", "by": "employer", "day": "2026-10-05", "means": "registered"}
INES = Service(start=dt.date(2026, 9, 14))


@pytest.fixture
def ask(office: Any) -> Any:
    """Asks as a reader: the status of the answer, and the page."""

    def asked(reference: str = "ines-2026", **more: str) -> tuple[int, str]:
        url = office.url(f"contracts/{office.contract(reference).pk}/notice/")
        answer = office.client("reader").post(url, ASKED | more)
        return answer.status_code, answer.content.decode()

    return asked


def test_a_notice_has_the_days_that_labour_law_gives(ask: Any, office: Any) -> None:
    with scope(employer=office.employer):
        before = Fact.objects.count(), AuditEvent.objects.count()
    found = notice(INES, by="employer", means="registered", sent=dt.date(2026, 10, 5))
    status, page = ask()
    assert status == 200
    for day in (found.effect, found.start, found.end):
        assert f"{day:%d/%m/%Y}" in page
    assert all(step.law.replace("'", "&#x27;") in page for step in found.steps)
    with scope(employer=office.employer):
        assert (Fact.objects.count(), AuditEvent.objects.count()) == before


def test_a_worker_s_notice_may_be_handed_over_an_employer_s_not(ask: Any) -> None:
    found = notice(INES, by="worker", means="handed_over", sent=dt.date(2026, 10, 5))
    assert f"{found.end:%d/%m/%Y}" in ask(by="worker", means="handed_over")[1]
    status, page = ask(means="handed_over")
    assert status == 422
    assert "remis en main propre est nul" in page


def test_absences_told_and_incapacities_known_suspend_it(ask: Any, office: Any) -> None:
    sick = {"start": "2026-10-13", "end": "2026-10-14", "cause": "illness", "certificate": "2026-10-13"}
    url = office.url(f"contracts/{office.contract('ines-2026').pk}/incapacity/")
    assert "suspendu" not in ask()[1]
    assert office.client("officer").post(url, sick).status_code == 302
    assert "suspendu 2 jours" in ask()[1]
    leave = {"absence_0_kind": "annual_holidays", "absence_0_first": "2026-10-15", "absence_0_last": "2026-10-15"}
    assert "suspendu 3 jours" in ask(**leave)[1]
    assert ask(absence_0_kind="annual_holidays")[0] == 422


def test_severance_is_that_of_the_terms_and_explained(ask: Any, office: Any) -> None:
    pay = Pay(monthly=278_000, weekly_hours=3800, yearly_benefits=300_000)
    found = severance_of(INES, by="employer", end=dt.date(2026, 10, 5), pay=pay)
    given = {"outcome": "severance", "yearly_benefits": "3000,00"}
    page = ask(**given)[1]
    assert euro(found.trace["severance_amount"]) in page
    assert f"du {found.covered_from:%d/%m/%Y} au {found.covered_to:%d/%m/%Y}" in page
    url = office.url(f"contracts/{office.contract('ines-2026').pk}/notice/")
    why = office.client("reader").post(url, ASKED | given | {"why": "1"})
    assert "script-src" in why.headers["Content-Security-Policy"]
    assert "Indemnité de rupture" in why.content.decode()


def test_a_contract_of_before_2014_needs_what_it_was_then(ask: Any) -> None:
    status, page = ask("farid")
    assert status == 422
    assert 'id="id_status_2013_error"' in page
    service = Service(start=dt.date(2012, 1, 1), status_2013="white_collar", pay_2013=4_000_000)
    found = notice(service, by="employer", means="registered", sent=dt.date(2026, 10, 5))
    status, page = ask("farid", status_2013="white_collar", pay_2013="40000,00")
    assert status == 200
    assert f"{found.end:%d/%m/%Y}" in page


def test_part_1_of_a_blue_collar_worker_is_told_or_entered(ask: Any) -> None:
    """In service since January 2012: two years in 2013, 40 days by the general rule."""
    old = {"start": dt.date(2012, 1, 1), "status_2013": "blue_collar"}
    status, page = ask("farid", status_2013="blue_collar")
    assert status == 422
    assert 'id="id_sector_2013_error"' in page
    found = notice(Service(**old, sector_2013="general"), by="employer", means="registered", sent=dt.date(2026, 10, 5))
    status, page = ask("farid", status_2013="blue_collar", sector_2013="general")
    assert status == 200
    assert "40 jours" in page
    assert f"{found.end:%d/%m/%Y}" in page
    entered = notice(Service(**old, part_1_days=63), by="employer", means="registered", sent=dt.date(2026, 10, 5))
    page = ask("farid", status_2013="blue_collar", part_1_days="63")[1]
    assert "63 jours" in page
    assert f"{entered.end:%d/%m/%Y}" in page
    severance = ask("farid", outcome="severance", status_2013="blue_collar", part_1_days="63")[1]
    assert "63 jours" in severance
