"""The pages of Dimona: the queue, a sending, answers, known periods, the comparison; where other pages tell of it."""

from __future__ import annotations

import datetime as dt
import re
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django_scopes import scope

from preste.ids import dimona_period
from preste.office.services import dimona
from preste.office.services.changes import record_change
from preste.office.services.facts import known_facts
from preste.office.store.models import (
    AuditEvent,
    DimonaDeclaration,
    DimonaPeriod,
    DimonaPlan,
    DimonaSending,
    FactKind,
)

NOW = dt.datetime(2026, 9, 21, 9, 30, tzinfo=dt.UTC)
NEW = dimona_period.make(6_000_090_001)
NISS = "98081512287"


@pytest.fixture(autouse=True)
def at_that_time(monkeypatch: pytest.MonkeyPatch) -> None:
    """The tests are of 21 September 2026."""
    monkeypatch.setattr(dimona, "now", lambda: NOW)


def text(answer: Any) -> str:
    return " ".join(answer.content.decode().split())


def keys(office: Any) -> dict[str, str]:
    """What can be declared, by kind."""
    with scope(employer=office.employer):
        return {one.difference.kind: one.key for one in dimona.queue([office.employer], NOW.date()) if one.ready}


def sent(office: Any, **more: str) -> DimonaSending:
    answer = office.client("officer").post(office.url("dimona/prepare/"), {"todo": [*keys(office).values()], **more})
    assert answer.status_code == 302, text(answer)
    with scope(employer=office.employer):
        return DimonaSending.objects.get(employer=office.employer)


def test_the_queue_of_an_employer_and_of_all(office: Any) -> None:
    page = text(office.client("officer").get(office.url("dimona/")))
    for told in (
        "commence le 14/09/2026",
        "finit le 18/09/2026",
        "heures planifiées 160 → 190",
        "Planifier les heures",
    ):
        assert told in page
    assert page.count('type="checkbox"') == 3
    assert NISS not in page
    reader = text(office.client("reader").get(office.url("dimona/")))
    assert "commence le 14/09/2026" in reader
    assert "checkbox" not in reader
    everywhere = text(office.client("bureau").get("/dimona/"))
    assert everywhere.count("commence le 14/09/2026") >= 2
    assert office.url("dimona/") in everywhere and f"/employers/{office.other.pk}/dimona/" in everywhere
    assert text(office.client("bureau").get("/dimona/?state=ahead")).count("commence le 14/09/2026") == 0
    assert text(office.client("stranger").get("/dimona/")).count("commence le 14/09/2026") == 1
    rows = office.client("officer").get(office.url("dimona/?format=json")).json()
    assert [row["declaration"] for row in rows["rows"]] == ["IN", "OUT", "UPDATE", "IN", "IN"]


def test_from_the_queue_to_the_answer(office: Any) -> None:
    client = office.client("officer")
    sending = sent(office, sender="112768")
    page = office.url(f"dimona/sendings/{sending.pk}/")
    assert "préparée, à remettre" in text(client.get(page))
    file = client.get(f"{page}file/")
    assert file.headers["Content-Disposition"] == 'attachment; filename="DIMN-20260921-00001.zip"'
    assert client.get(f"{page}file/?form=rest").headers["Content-Type"] == "application/zip"
    assert client.get(f"{page}file/?form=x").status_code == 404
    client.post(f"{page}mark/", {"act": "handed_over"})
    assert "remise, réponse attendue" in text(client.get(page))
    with scope(employer=office.employer):
        made = DimonaDeclaration.objects.get(sending=sending, kind="in")
        actions = [one.action for one in AuditEvent.objects.filter(employer=office.employer).order_by("-id")[:4]]
    assert actions == ["dimona.handed_over", "dimona.downloaded", "dimona.downloaded", "dimona.prepared"]
    answer = office.url(f"dimona/declarations/{made.pk}/answer/")
    assert client.post(answer, {"result": "A", "number": ""}).status_code == 422
    assert client.post(answer, {"result": "A", "number": "600000010115"}).status_code == 422
    assert client.post(answer, {"result": "A", "number": NEW}).status_code == 302
    assert NEW in text(client.get(office.url("dimona/")))
    assert "Acceptée" in text(client.get(page))


def test_a_file_of_the_onss_is_matched_to_its_declarations(office: Any) -> None:
    sent(office)
    with scope(employer=office.employer):
        made = DimonaDeclaration.objects.get(employer=office.employer, kind="in")
    told = f"""<NOTIFICATION><Form><HandledOriginalForm><Identification>DIMONA</Identification></HandledOriginalForm>
<Reference><ReferenceType>1</ReferenceType><ReferenceOrigin>1</ReferenceOrigin><ReferenceNbr>{made.reference}</ReferenceNbr></Reference>
<HandlingResult><ResultCode>0</ResultCode><AnomalyReport><ErrorID>00024-348</ErrorID><AnomalyClass>B</AnomalyClass>
<TagName>INSS</TagName><Value>{NISS}</Value></AnomalyReport></HandlingResult></Form></NOTIFICATION>"""
    client = office.client("officer")
    answer = client.post(
        office.url("dimona/answers/"), {"file": SimpleUploadedFile("noti.xml", told.encode())}, follow=True
    )
    page = text(answer)
    assert "1 réponse est notée" in page
    assert "1 Dimona est refusée" in page
    assert "refusée par l'ONSS" in page.replace("&#x27;", "'")
    assert "00024-348" in page
    assert NISS not in page
    wrong = client.post(office.url("dimona/answers/"), {"file": SimpleUploadedFile("x.xml", b"<!DOCTYPE a><a/>")})
    assert wrong.status_code == 422
    assert client.post(office.url("dimona/answers/")).status_code == 422


def test_what_the_onss_would_refuse_is_told_and_nothing_is_prepared(office: Any) -> None:
    client = office.client("officer")
    with scope(employer=office.employer):
        contract = office.contract("david")
    plan = office.url(f"contracts/{contract.pk}/dimona/")
    told = {"start": "2026-10-01", "end": "2026-12-31", "planned_hours": "90", "worker_type": "A17"}
    assert client.post(plan, told).status_code == 302
    answer = client.post(
        office.url("dimona/prepare/"), {"todo": [key for key in keys(office).values() if "in|" in key]}
    )
    assert answer.status_code == 422
    assert "Rien n'est préparé" in text(answer).replace("&#x27;", "'")
    assert "00910-008" in text(answer)
    assert client.post(office.url("dimona/prepare/"), {"sender": "12"}).status_code == 422
    with scope(employer=office.employer):
        assert not DimonaSending.objects.exists()
        assert DimonaPlan.objects.filter(contract=contract, start="2026-10-01").count() == 1
    assert client.post(plan, told | {"end": "2026-01-01"}).status_code == 422


def test_declared_on_the_portal(office: Any) -> None:
    client, key = office.client("officer"), keys(office)["in"]
    assert "Déclarée sur le portail" in text(client.get(office.url("dimona/portal/"), {"todo": key}))
    assert client.post(office.url("dimona/portal/"), {"todo": key, "number": "1"}).status_code == 422
    assert client.post(office.url("dimona/portal/"), {"todo": key, "number": NEW}).status_code == 302
    assert "in" not in keys(office)
    assert client.post(office.url("dimona/portal/"), {"todo": key, "number": NEW}).status_code == 422
    assert client.post(office.url("dimona/portal/"), {"todo": keys(office)["out"]}).status_code == 302
    assert set(keys(office)) == {"update"}


def test_a_period_by_hand_is_proposed_as_the_contract_says_and_may_be_taken_back(office: Any) -> None:
    client = office.client("officer")
    with scope(employer=office.employer):
        anne = office.contract("anne")
    page = client.get(office.url(f"dimona/periods/new/?contract={anne.pk}"))
    assert f'value="{anne.pk}" selected' in text(page)
    told = {
        "contract": str(anne.pk),
        "number": NEW,
        "worker_type": "OTH",
        "joint_committee": "XXX",
        "start": "2020-01-01",
    }
    assert client.post(office.url("dimona/periods/new/"), told | {"number": "123"}).status_code == 422
    assert client.post(office.url("dimona/periods/new/"), told | {"end": "2019-01-01"}).status_code == 422
    assert client.post(office.url("dimona/periods/new/"), told).status_code == 302
    with scope(employer=office.employer):
        row = DimonaPeriod.objects.get(employer=office.employer, number=NEW)
    assert client.post(office.url(f"dimona/periods/{row.pk}/forget/")).status_code == 302
    with scope(employer=office.employer):
        assert DimonaPeriod.objects.get(pk=row.pk).superseded_at is not None


def test_a_list_of_known_periods_is_taken_over_whole_or_not_at_all(office: Any) -> None:
    client, page = office.client("officer"), office.url("dimona/periods/list/")

    def post(rows: str) -> Any:
        return client.post(page, {"file": SimpleUploadedFile("liste.csv", rows.encode())}, follow=True)

    head = "contrat;numero;type;commission;debut;fin;heures\n"
    good = head + f"anne;{NEW};;;01/02/2020;;\n2;{dimona_period.make(6_000_090_002)};OTH;XXX;2021-01-01;;\n"
    wrong = post(good + "personne;1;AAA;999;31/31/2026;;x\n")
    assert wrong.status_code == 422
    for told in (
        "Ligne 4",
        "numéro de période",
        "type de travailleur",
        "commission",
        "date",
        "nombre entier",
        "Aucun contrat",
    ):
        assert told in text(wrong)
    assert "Il manque des colonnes" in text(post("numero;debut\n1;2\n"))
    with scope(employer=office.employer):
        assert DimonaPeriod.objects.filter(employer=office.employer, superseded_at=None).count() == 3
    assert "2 périodes sont notées" in text(post(good))
    with scope(employer=office.employer):
        known = DimonaPeriod.objects.get(employer=office.employer, number=NEW)
        assert (known.contract.reference, known.start, known.joint_committee) == ("anne", dt.date(2020, 2, 1), "XXX")


def test_a_quarter_from_three_sides(office: Any) -> None:
    page = office.client("reader").get(office.url("dimona/compare/?quarter=2026-3"))
    rows = {row["who"].split()[0]: row["remarks"] for row in page.context["rows"]}
    assert rows["Anne"] == "aucune période Dimona notée"
    assert rows["Jules"] == "les dates ne sont pas les mêmes"  # the period is open, the contract ends
    assert rows["Élise"] == ""
    assert "Ce trimestre n'est pas calculé" in text(page).replace("&#x27;", "'")
    officer = text(office.client("officer").get(office.url("dimona/compare/?quarter=2026-3")))
    assert office.url(f"dimona/periods/new/?contract={office.contract().pk}") in officer
    office.client("officer").post(office.url("quarters/2026-3/compute/"))
    with scope(employer=office.employer):
        told = {"employer": office.employer, "number": NEW, "worker_type": "OTH", "joint_committee": "XXX"}
        DimonaPeriod.objects.create(**told, start="2026-07-01", origin="hand", recorded_at=NOW)
    page = office.client("reader").get(office.url("dimona/compare/?quarter=2026-3"))
    rows = {row["who"].split()[0]: (row["dmfa"], row["remarks"]) for row in page.context["rows"]}
    assert rows["Anne"] == ("oui", "aucune période Dimona notée")
    assert rows["Élise"] == ("non", "")  # article 17 is in no DmfA
    assert office.url(f"dimona/periods/new/?contract={office.contract().pk}") not in text(page)  # a reader
    assert rows["personne"] == ("—", "période Dimona sans contrat")
    old = text(office.client("reader").get(office.url("dimona/compare/?quarter=2022-1")))
    assert "<small>trimestre 1 de 2022</small>" in old  # older than those that are offered
    assert "<small>trimestre 1 de 2022</small>" not in text(
        office.client("reader").get(office.url("dimona/compare/?quarter=2199-1"))
    )
    twin = office.client("reader").get(office.url("dimona/compare/?quarter=2026-3&format=csv"))
    assert twin.headers["Content-Disposition"] == 'attachment; filename="dimona-2026-3.csv"'


def test_a_recorded_departure_ends_with_the_dimona_to_make(office: Any) -> None:
    jules = office.contract("jules-2026")
    with scope(employer=office.employer):
        core = known_facts(office.employer).get(contract=jules, kind="contract")
        left = {"reason": "notice", "by": "worker", "notified_on": "2026-09-04", "facts": []}
        record_change(
            jules.worker, FactKind.CONTRACT, core.data | {"leaving": left}, valid_from=core.valid_from,
            valid_to=core.valid_to, contract=jules, replaces=core, user=office.users["officer"],
        )  # fmt: skip
    page = text(office.client("officer").get(office.url(f"contracts/{jules.pk}/leave/")))
    assert "Dimona OUT à faire</strong> pour le 19/09/2026" in page
    assert f'href="{office.url("dimona/")}"' in page


def test_other_pages_tell_what_is_to_be_declared(office: Any) -> None:
    client = office.client("officer")
    ines = office.contract("ines-2026")
    worker = text(client.get(office.url(f"workers/{ines.worker_id}/")))
    assert "Dimona IN à faire" in worker
    assert office.url("dimona/") in worker
    jules = office.contract("jules-2026")
    assert "600000010114" in text(client.get(office.url(f"workers/{jules.worker_id}/")))
    assert "2 Dimona en retard, 1 Dimona à faire aujourd" in text(client.get(office.url("deadlines/")))
    late = re.search(r"(\d+) Dimona en retard", text(office.client("bureau").get("/deadlines/")))
    assert late is not None and int(late[1]) >= 4  # of both employers, and of those that other tests made
    assert office.url("dimona/") in text(client.get("/"))
