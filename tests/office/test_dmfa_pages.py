"""The declaration of a quarter read in the office: beside the quarter before, worker by worker, and why each amount."""

from __future__ import annotations

import datetime as dt
import io
import re
import zipfile
from collections.abc import Iterator
from typing import Any

import pytest
from django.db import transaction
from django.utils import timezone
from django_scopes import scope

from preste.calendar import Quarter
from preste.office.services import batches, pay_runs, quarters
from preste.office.store.models import AuditEvent, Contract, Declaration, DeclarationState, Environment
from preste.office.web.views import downloads

FIRST, SECOND = Quarter(2022, 1), Quarter(2022, 2)


@pytest.fixture(scope="module")
def two_quarters(stored_office: Any) -> Iterator[Any]:
    """The demo employer with two quarters of 2022 computed, of which no month is computed yet."""
    with transaction.atomic():
        user = stored_office.users["officer"]
        with scope(employer=stored_office.employer):
            for quarter in (FIRST, SECOND):
                pay_runs.create_run(stored_office.employer, quarter.months[0], user)
                quarters.compute(quarters.opened(stored_office.employer, quarter), user)
        yield stored_office
        transaction.set_rollback(True)


@pytest.fixture
def office(two_quarters: Any) -> Iterator[Any]:
    """Each test's writing is undone."""
    with transaction.atomic(), scope(employer=two_quarters.employer):
        yield two_quarters
        transaction.set_rollback(True)


def accept(office: Any, quarter: Quarter) -> Declaration:
    """The computed quarter as an original that the ONSS accepted."""
    stored, now = quarters.latest(office.employer, quarter), timezone.now()
    made: Declaration = Declaration.objects.create(
        employer=office.employer, quarter=str(quarter), number=1, state=DeclarationState.ACCEPTED,
        content=stored.message, sha256="0" * 64, size=1, people=stored.workers.count(), owed=stored.owed,
        message_version=stored.message_version, law_version=stored.law_version, known_at=stored.known_at,
        until=stored.until, made_at=now, environment=Environment.REAL, sender="123457", sent_on=dt.date(2022, 4, 20),
        sequence=1, handed_over_at=now,
    )  # fmt: skip
    return made


def page(office: Any, path: str, role: str = "reader") -> str:
    answer = office.client(role).get(office.url(path))
    assert answer.status_code == 200, path
    found: str = answer.content.decode()
    return found


def anne(office: Any) -> Any:
    return Contract.objects.select_related("worker").get(reference="anne").worker


def test_the_declaration_is_read_beside_the_quarter_before(office: Any) -> None:
    text = page(office, "quarters/2022-2/dmfa/")
    for words in (
        "21\u202f065,15", "22\u202f016,47", "−951,32", "Anne Exemple", "n'y est plus", "Réduction structurelle",
        "d'après son calcul", "Bonus à l&#x27;emploi",
    ):  # fmt: skip
        assert words in text, words
    accept(office, FIRST)
    assert "tel qu'accepté par l'ONSS" in page(office, "quarters/2022-2/dmfa/")
    alone = page(office, "quarters/2022-1/dmfa/")
    assert "ni accepté ni calculé" in alone and "Écart" not in alone


def test_people_are_found_by_name(office: Any) -> None:
    text = page(office, "quarters/2022-2/dmfa/?q=gis%C3%A8le")
    assert "Gisèle Supposée" in text and "Anne Exemple" not in text
    assert "Personne de ce nom" in page(office, "quarters/2022-2/dmfa/?q=zzz")


def test_a_hundred_people_a_page(office: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    from preste.office.web.views import dmfa

    assert dmfa.ON_A_PAGE == 100
    monkeypatch.setattr(dmfa, "ON_A_PAGE", 4)
    text = page(office, "quarters/2022-1/dmfa/?page=2")
    assert text.count('scope="row"><a href="/employers/') == 4 and "page 2 sur 3" in text


LINK = r'<a href="(/[^"]+/explanation/)\?at=([^"#]+)#n-([a-z0-9_]+)">([^<]+)</a>'


def test_every_amount_of_every_worker_opens_its_explanation(office: Any) -> None:
    """Contributions and reductions their computation; pay, time and the work bonus the lines and days they add up."""
    client, kinds = office.client("reader"), set()
    for row in quarters.latest(office.employer, FIRST).workers.all():
        text = page(office, f"quarters/2022-1/dmfa/{row.worker_id}/")
        assert "?at=" in text
        for figure in re.findall(r'<td class="figure strong">(.*?)</td>', text):
            assert figure.startswith("<a "), (row.name, figure)
        jobs = re.findall(r'class="mono">\d+</span> ([^<]*)<', text)
        assert not any(one.strip() for one in jobs), (row.name, jobs)
        for address, at, rule, shown in re.findall(LINK, text):
            kinds.add("-".join(at.split("-")[:2]) if at.startswith("o-") else "computed")
            piece = client.get(address.replace("/explanation/", "/why/"), {"at": at, "rule": rule})
            assert piece.status_code == 200, at
            told = re.search(r'<p class="amount">([^<]+)</p>', piece.content.decode())
            assert told is not None and told[1].replace("\u00a0€", "").startswith(shown.strip()), (row.name, at, shown)
    assert kinds == {"computed", "o-pay", "o-service", "o-worker_reduction", "o-student"}


def test_a_sum_leads_to_the_payslips_and_says_what_they_paid_otherwise(office: Any) -> None:
    worker = anne(office)
    address = f"quarters/2022-1/dmfa/{worker.pk}/"
    run = pay_runs.compute(office.employer.runs.get(month="2022-01"), office.users["officer"])
    slip = run.payslips.get(contract__worker=worker)
    text = page(office, f"{address}explanation/?at=o-pay-0-1-001")
    assert f"/payslips/{slip.pk}/explanation/#n-base_pay" in text and "pas encore de fiche de paie" in text
    assert "payé jusqu'ici" not in text
    slip.lines.filter(code="base_pay").update(amount=1_00)
    assert "payé jusqu'ici : 1,00" in page(office, f"{address}why/?at=o-pay-0-1-001&rule=origin")
    time = page(office, f"{address}why/?at=o-service-0-0-001")
    assert "janvier\u00a02022" in time and f"/payslips/{slip.pk}/" in time
    assert re.search(r"<small>\d+, \d+, \d+", time)


def test_a_sum_of_the_declaration_names_who_it_is_made_of(office: Any) -> None:
    text, worker = page(office, "quarters/2022-1/dmfa/"), anne(office)
    found = [one for one in re.findall(LINK, text) if one[1].startswith("t-")]
    assert len(found) > 15
    for address, at, _, shown in found:
        piece = office.client("reader").get(address.replace("/explanation/", "/why/"), {"at": at}).content.decode()
        assert shown in piece, at
        assert (f"/dmfa/{worker.pk}/" in piece) == ("Anne Exemple" in piece), at
    assert "Anne Exemple" in page(office, "quarters/2022-1/dmfa/explanation/?at=t-pay-001")


def test_what_concerns_nobody_is_explained_too(office: Any) -> None:
    text = page(office, "quarters/2022-1/dmfa/")
    [address] = re.findall(r'href="([^"]+/explanation/\?at=vehicles-0)#n-quarter_862"', text)
    piece = office.client("reader").get(f"{address.replace('/explanation/', '/why/')}&rule=quarter_862")
    assert "137,95" in piece.content.decode()


COMPUTED = ("x", "9", "9-0-0", "0-9-0", "0-0-9", "0-0-x", "unrelated-0", "²-0-0")
ADDED_UP = ("t-pay-001", "o-pay", "o-pay-9-0-001", "o-pay-0-9-001", "o-x-0-0-1", "o-contribution-0-0-99")


@pytest.mark.parametrize("at", [*COMPUTED, *ADDED_UP])
def test_an_explanation_that_there_is_not_is_not_found(office: Any, at: str) -> None:
    client, worker = office.client("reader"), anne(office)
    assert client.get(office.url(f"quarters/2022-1/dmfa/{worker.pk}/why/"), {"at": at}).status_code == 404
    assert client.get(office.url("quarters/2022-1/dmfa/why/"), {"at": f"vehicles-{at}"}).status_code == 404


def test_a_declaration_as_it_was_kept_has_no_explanation(office: Any) -> None:
    made = accept(office, FIRST)
    text = page(office, f"quarters/2022-1/dmfa/?of={made.pk}")
    assert "Déclaration 1, établie le" in text and "?at=" not in text
    client = office.client("reader")
    for wrong in ("x", "00000000-0000-4000-8000-000000000000"):
        assert client.get(office.url("quarters/2022-1/dmfa/"), {"of": wrong}).status_code == 404
    assert client.get(office.url("quarters/2022-2/dmfa/"), {"of": str(made.pk)}).status_code == 404


def test_it_is_printed_and_taken_as_a_table(office: Any) -> None:
    client = office.client("reader")
    answer = client.get(office.url("quarters/2022-2/dmfa/pdf/"))
    assert answer.content.startswith(b"%PDF-") and "dmfa-2022-2-projet.pdf" in answer.headers["Content-Disposition"]
    rows = client.get(office.url("quarters/2022-2/dmfa/?format=json")).json()["rows"]
    assert rows[-1]["maintenant"] == 2_106_515 and rows[-1]["ecart"] == -95_132
    assert AuditEvent.objects.filter(action="dmfa.read").count() == 2


def test_a_large_one_is_printed_in_parts(office: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """Of ten sheets, four at a time: the employer's own is the first; nobody waits for all of them."""
    for one in (batches, downloads):
        monkeypatch.setattr(one, "PART", 4)
    client, address = office.client("reader"), office.url("quarters/2022-2/dmfa/pdf/")
    text = page(office, "quarters/2022-2/dmfa/")
    assert "PDF, par lots" in text and "9–10" in text and 'dmfa/pdf/?">PDF' not in text
    assert client.get(address).status_code == 404  # the whole waits for nobody
    answer = client.get(f"{address}?form=zip&part=3")
    with zipfile.ZipFile(io.BytesIO(answer.content)) as packed:
        assert packed.namelist() == [f"dmfa-2022-2-projet-{rank:05d}.pdf" for rank in (8, 9)]
        assert all(packed.read(name).startswith(b"%PDF-") for name in packed.namelist())
    assert client.get(f"{address}?part=4").status_code == 404
    event = AuditEvent.objects.filter(action="dmfa.read").last()
    assert event is not None and (event.details["part"], event.details["quarter"]) == (3, "2022-2")


def test_a_quarter_that_is_not_computed_or_cannot_be_declared_says_so(office: Any) -> None:
    client = office.client("officer")
    assert client.get(office.url("quarters/2023-1/dmfa/")).status_code == 404
    third = Quarter(2026, 3)
    quarters.compute(quarters.opened(office.employer, third), office.users["officer"])
    assert "ne peut pas encore être établie" in page(office, "quarters/2026-3/dmfa/")
    assert client.get(office.url("quarters/2026-3/dmfa/pdf/")).status_code == 404
