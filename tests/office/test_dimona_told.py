"""Dimona in the office: what is told for it alone, from when it is followed, and the answers of a whole bureau."""

from __future__ import annotations

import datetime as dt
import json
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django_scopes import scope

from preste.declarations.dimona.model import In, SmallStatute, UsingEmployer
from preste.declarations.dimona.told import Particulars, Plan
from preste.errors import InputError
from preste.ids import dimona_period, enterprise
from preste.office.services import (
    changes,
    dimona,
    dimona_answers,
    dimona_following,
    dimona_particulars,
    dimona_periods,
    dimona_sendings,
    facts,
    pay_runs,
)
from preste.office.services.dimona_particulars import particulars_data
from preste.office.store.models import (
    AuditEvent,
    DimonaAnswer,
    DimonaDeclaration,
    DimonaPeriod,
    DimonaResult,
    DimonaSending,
    Fact,
    FactKind,
)

NOW = dt.datetime(2026, 9, 21, 9, 30, tzinfo=dt.UTC)
TODAY = NOW.date()
NEW, OTHER = (dimona_period.make(6_000_090_000 + rank) for rank in (1, 2))
DAY = dt.date.fromisoformat


@pytest.fixture(autouse=True)
def at_that_time(monkeypatch: pytest.MonkeyPatch) -> None:
    """The tests are of 21 September 2026."""
    monkeypatch.setattr(dimona, "now", lambda: NOW)


@pytest.fixture
def office(office: Any) -> Any:
    """The demo inside its scope."""
    with scope(employer=office.employer):
        yield office


def todos(office: Any, reference: str = "") -> list[tuple[str, str, str]]:
    found = dimona.queue([office.employer], TODAY)
    return [(one.difference.kind, one.state, one.day.isoformat()) for one in found if reference in ("", one.reference)]


def tell(office: Any, reference: str, since: str, **told: Any) -> None:
    contract = office.contract(reference)
    data = particulars_data(Particulars(contract="", since=DAY(since), **told))
    user = office.users["officer"]
    changes.record_change(contract.worker, FactKind.DIMONA, data, valid_from=DAY(since), contract=contract, user=user)


def change_contract(office: Any, reference: str, **data: Any) -> None:
    contract = office.contract(reference)
    core = facts.known_facts(office.employer).get(contract=contract, kind=FactKind.CONTRACT)
    facts.record_fact(
        contract.worker, FactKind.CONTRACT, core.data | data, valid_from=core.valid_from, valid_to=core.valid_to,
        contract=contract, replaces=core,
    )  # fmt: skip


def work(office: Any, reference: str, day: str, hours: int) -> None:
    contract = office.contract(reference)
    known = facts.known_facts(office.employer).filter(contract=contract, kind=FactKind.DAY, valid_from=day)
    known.update(superseded_at=NOW)
    data = {"code": "W", "hours": hours}
    facts.record_fact(
        contract.worker, FactKind.DAY, data, valid_from=DAY(day), valid_to=DAY(day), contract=contract
    )  # fmt: skip


def notification(
    reference: str, number: str, *, result: str = "1", start: str = "2026-09-14", ticket: str = "T"
) -> str:
    impact = f"""<ImpactReport><DimonaImpactReport><DimonaPeriodId>{number}</DimonaPeriodId><DimonaFeatures>
<JointCommissionNbr>XXX</JointCommissionNbr><WorkerType>OTH</WorkerType></DimonaFeatures>
<DimonaPeriodAfter><StartingDate>{start}</StartingDate></DimonaPeriodAfter></DimonaImpactReport></ImpactReport>"""
    return f"""<Form><HandledOriginalForm><Identification>DIMONA</Identification></HandledOriginalForm>
<Reference><ReferenceType>1</ReferenceType><ReferenceOrigin>1</ReferenceOrigin><ReferenceNbr>{reference}</ReferenceNbr></Reference>
<HandledReference><ReferenceType>1</ReferenceType><ReferenceOrigin>2</ReferenceOrigin><ReferenceNbr>{ticket}</ReferenceNbr></HandledReference>
<HandlingResult><ResultCode>{result}</ResultCode>{impact if result == "1" else ""}</HandlingResult></Form>"""


def file_of(*forms: str) -> bytes:
    return f"<NOTIFICATION>{''.join(forms)}</NOTIFICATION>".encode()


def text(answer: Any) -> str:
    return " ".join(answer.content.decode().split()).replace("&#x27;", "'")


# ── from when ──────────────────────────────────────────────────────────────────────────────


def test_the_start_of_following_changes_with_a_trail(office: Any) -> None:
    user, was = office.users["officer"], dimona_following.followed_since([office.employer])[office.employer.pk]
    stale = pay_runs.is_stale(office.run)
    assert todos(office, "anne") == []
    begun = facts.known_facts(office.employer).get(contract=office.contract("anne"), kind=FactKind.CONTRACT).valid_from
    dimona_following.follow_from(office.employer, begun, TODAY, user)
    assert todos(office, "anne") == [("in", "due", begun.isoformat())]
    with pytest.raises(InputError) as future:
        dimona_following.follow_from(office.employer, TODAY + dt.timedelta(1), TODAY, user)
    assert future.value.code == "E-DIMONA-FOLLOW"
    dimona_following.follow_from(office.employer, None, TODAY, user)
    assert (todos(office, "anne"), dimona_following.is_said(office.employer)) == ([], False)
    told = AuditEvent.objects.filter(employer=office.employer, action="dimona.followed").order_by("id")
    assert [(one.details["was"], one.details["since"]) for one in told] == [
        (was.isoformat(), begun.isoformat()),
        (begun.isoformat(), was.isoformat()),
    ]
    assert [one.value for one in dimona_following.changes(office.employer)] == ["", begun.isoformat()]
    assert pay_runs.is_stale(office.run) == stale


# ── students ───────────────────────────────────────────────────────────────────────────────


def test_no_work_is_said_for_a_range_and_past_quarters_without_work_are_not_asked(office: Any) -> None:
    user, david = office.users["officer"], office.contract("david")
    assert ("in", "hours", "2026-10-01") in todos(office, "david")
    none = Plan(contract="", start=DAY("2026-10-01"), end=DAY("2027-06-30"), planned_hours=0)
    dimona_periods.plan(david, none, user)
    assert [one for one in todos(office, "david") if one[0] == "in"] == []
    begun = facts.known_facts(office.employer).get(contract=david, kind=FactKind.CONTRACT).valid_from
    dimona_following.follow_from(office.employer, min(begun, DAY("2026-01-01")), TODAY, user)
    asked = [one for one in todos(office, "david") if one[0] == "in" and one[1] == "hours"]
    recorded = facts.known_facts(office.employer).filter(contract=david, kind=FactKind.DAY, valid_from__year=2025)
    assert not recorded.exists()
    assert not [one for one in asked if one[2].startswith("2025")]
    work(office, "david", "2025-05-05", 400)
    dimona_following.follow_from(office.employer, DAY("2025-01-01"), TODAY, user)
    again = [one for one in todos(office, "david") if one[0] == "in" and one[2].startswith("2025")]
    assert again == [("in", "hours", "2025-04-01")]


def test_planned_hours_that_exceed_a_limit_are_told(office: Any) -> None:
    elise = Plan(contract="", start=DAY("2026-10-01"), end=DAY("2026-12-31"), planned_hours=160)
    dimona_periods.plan(office.contract("elise"), elise, office.users["officer"])
    page = text(office.client("officer").get(office.url("dimona/")))
    assert "10 h de plus que le maximum du trimestre : l'ONSS les refuserait" in page
    assert page.count("de plus que le maximum") == 1


# ── days of work ───────────────────────────────────────────────────────────────────────────


def test_occasional_work_follows_the_grid(office: Any) -> None:
    """The hours of the day make its period; what changes afterwards is an update."""
    change_contract(office, "ines-2026", joint_committee="302")
    tell(office, "ines-2026", "2026-09-01", worker_type="EXT")
    day = "2026-09-22"
    facts.known_facts(office.employer).filter(contract=office.contract("ines-2026"), kind=FactKind.TERMS).update(
        superseded_at=NOW
    )
    assert todos(office, "ines-2026") == []
    work(office, "ines-2026", day, 600)
    assert todos(office, "ines-2026") == [("in", "hours", day)]
    tell(office, "ines-2026", "2026-09-01", worker_type="EXT", start_hour="1700", pause=30)
    [one] = [one for one in dimona.queue([office.employer], TODAY) if one.reference == "ines-2026"]
    sending = dimona_sendings.prepare(office.employer, [one.key], office.users["officer"])
    [form] = dimona_sendings.forms_in(sending)
    assert isinstance(form.declaration, In)
    assert (form.declaration.start_hour, form.declaration.end_hour) == ("1700", "2330")
    [made] = sending.declarations.all()
    dimona_answers.answer_by_hand(made, DimonaResult.ACCEPTED, NEW, "", office.users["officer"])
    assert todos(office, "ines-2026") == []
    work(office, "ines-2026", day, 500)
    [changed] = [one for one in dimona.queue([office.employer], TODAY) if one.reference == "ines-2026"]
    assert (changed.difference.kind, changed.difference.fields) == ("update", ("end_hour",))


def test_an_agency_and_a_trainee_ask_for_what_dimona_alone_wants(office: Any) -> None:
    change_contract(office, "ines-2026", joint_committee="322")
    assert todos(office, "ines-2026") == [("in", "details", "2026-09-14")]
    user = UsingEmployer(joint_committee="302", enterprise_number=enterprise.make(123_456))
    tell(office, "ines-2026", "2026-09-14", using_employer=user)
    assert todos(office, "ines-2026") == [("in", "due", "2026-09-14")]
    change_contract(office, "ines-2026", joint_committee="")
    tell(office, "ines-2026", "2026-09-14", worker_type="STG")
    assert todos(office, "ines-2026") == [("in", "details", "2026-09-14")]
    small = SmallStatute(nature="EMPLOYEE", status="F1", risk="401")
    tell(office, "ines-2026", "2026-09-14", worker_type="STG", small_statute=small)
    assert todos(office, "ines-2026") == [("in", "due", "2026-09-14")]
    rows = Fact.objects.filter(contract=office.contract("ines-2026"), kind=FactKind.DIMONA)
    assert rows.count() == 3
    told = dimona_particulars.by_contract([office.employer])[office.contract("ines-2026").pk]
    assert [(one.worker_type, one.small_statute) for one in told] == [("STG", small)]


def test_what_is_told_is_written_on_a_page_and_checked_there(office: Any) -> None:
    client, ines = office.client("officer"), office.contract("ines-2026")
    page = office.url(f"contracts/{ines.pk}/dimona/details/")
    assert "Préciser pour Dimona" in text(client.get(page))
    wrong = {"valid_from": "2026-09-14", "user_name": "Ferme", "nature": "WORKER", "user_number": "0123456789"}
    answer = client.post(page, wrong | {"risk": "1"})
    assert answer.status_code == 422
    assert set(answer.context["form"].errors) == {"user_number", "user_name", "status", "risk"}
    address = {"user_street": "Rue du Modèle 3", "user_postcode": "5000", "user_city": "Namur"}
    told = {"valid_from": "2026-09-14", "worker_type": "EXT", "start_hour": "17:00", "user_name": "Ferme", **address}
    assert client.post(page, told | {"user_street": "Place"}).status_code == 422
    assert client.post(page, told).status_code == 302
    [one] = dimona_particulars.by_contract([office.employer])[ines.pk]
    assert one.using_employer is not None and one.using_employer.address is not None
    assert (one.worker_type, one.start_hour, one.using_employer.address.house_number) == ("EXT", "1700", "3")
    assert 'value="Rue du Modèle 3"' in text(client.get(page))
    worker = text(client.get(office.url(f"workers/{ines.worker_id}/")))
    assert "occasionnel · la journée commence à 17:00 · utilisateur Ferme" in worker
    assert "Précisions pour Dimona enregistrées" in text(client.get(office.url("audit/")))


# ── answers of all employers ───────────────────────────────────────────────────────────────


def both_sent(office: Any) -> tuple[DimonaDeclaration, DimonaDeclaration]:
    """A sending of each of two employers of one sender."""
    made = []
    for employer in (office.employer, office.other):
        with scope(employer=employer):
            [key] = [one.key for one in dimona.queue([employer], TODAY) if one.reference == "ines-2026"]
            sending = dimona_sendings.prepare(employer, [key], office.users["bureau"], "112768")
            made.append(sending.declarations.get())
    return made[0], made[1]


def test_answers_of_a_bureau_find_their_employers(office: Any) -> None:
    mine, theirs = both_sent(office)
    lost = notification("A-1", dimona_period.make(6_000_090_009), ticket="340000JEDT00A")
    name = f"FI.DIMN.112768.20260921.{mine.sending.sequence:05d}.R.1.1"
    ack = f"""<ACRF><Form><FileReference><FileName>{name}</FileName><ReferenceNbr>T1</ReferenceNbr></FileReference>
<ReceptionResult><ResultCode>1</ResultCode></ReceptionResult></Form></ACRF>"""
    files = [
        SimpleUploadedFile("ack.xml", ack.encode()),
        SimpleUploadedFile("a.xml", file_of(notification(mine.reference, NEW), lost)),
        SimpleUploadedFile("b.xml", file_of(notification(theirs.reference, OTHER, ticket="U"))),
        SimpleUploadedFile("x.xml", b"<!DOCTYPE a><a/>"),
    ]
    page = text(office.client("bureau").post("/dimona/answers/", {"file": files}))
    for told in (
        "reçu par l'ONSS",
        NEW,
        OTHER,
        "A-1 (d'aucune déclaration faite ici)",
        "340000JEDT00A",
        "ordinaire, depuis le 14/09/2026",
        "DOCTYPE",
    ):
        assert told in page
    for employer, number in ((office.employer, NEW), (office.other, OTHER)):
        with scope(employer=employer):
            assert DimonaPeriod.objects.get(employer=employer, number=number, superseded_at=None).origin == "answer"
    sending = DimonaSending.objects.get(pk=mine.sending_id)
    assert sending.handed_over_at is not None
    again = SimpleUploadedFile("a.xml", file_of(notification(mine.reference, NEW)))
    assert "1 déjà connues" in text(office.client("bureau").post("/dimona/answers/", {"file": [again]}))
    assert office.client("bureau").post("/dimona/answers/").status_code == 422


def test_an_officer_notes_only_what_is_of_his_employers(office: Any) -> None:
    _mine, theirs = both_sent(office)
    told = SimpleUploadedFile("b.xml", file_of(notification(theirs.reference, OTHER)))
    page = text(office.client("officer").post("/dimona/answers/", {"file": [told]}))
    assert "d'aucune déclaration faite ici" in page
    assert str(office.other.pk) not in page
    with scope(employer=office.other):
        assert not DimonaAnswer.objects.filter(declaration=theirs).exists()


def test_the_answer_to_a_sending_that_was_given_up_is_told_and_the_others_are_noted(office: Any) -> None:
    user = office.users["officer"]
    by = {one.reference: one.key for one in dimona.queue([office.employer], TODAY) if one.ready}
    gone = dimona_sendings.prepare(office.employer, [by["ines-2026"]], user)
    dimona_sendings.abandon(gone, user)
    kept = dimona_sendings.prepare(office.employer, [by["jules-2026"]], user)
    data = file_of(
        notification(gone.declarations.get().reference, NEW),
        notification(kept.declarations.get().reference, "600000010114", start="2024-03-01", ticket="U"),
    )
    received = dimona_answers.receive([office.employer], data, user)
    assert [(one.why, one.answer.period) for one in received.strange] == [("given_up", NEW)]
    assert [one.declaration.kind for one in received.recorded] == ["out"]


# ── the web service ────────────────────────────────────────────────────────────────────────


def test_bodies_one_by_one_and_the_answer_of_the_web_service(office: Any) -> None:
    user, client = office.users["officer"], office.client("officer")
    agency = UsingEmployer(joint_committee="302", enterprise_number=enterprise.make(123_456))
    change_contract(office, "ines-2026", joint_committee="322")
    tell(office, "ines-2026", "2026-09-14", using_employer=agency)
    plan = Plan(contract="", start=DAY("2026-09-14"), end=DAY("2026-09-30"))
    dimona_periods.plan(office.contract("ines-2026"), plan, user)
    keys = [one.key for one in dimona.queue([office.employer], TODAY) if one.ready]
    sending = dimona_sendings.prepare(office.employer, keys, user)
    page = office.url(f"dimona/sendings/{sending.pk}/")
    assert dimona_sendings.by_file_only(sending) == {1}
    assert "par fichier seulement" in text(client.get(page))
    body = client.get(f"{page}file/?form=rest&rank=2")
    assert json.loads(body.content) == {"dimonaOut": {"periodId": 600000010114, "endDate": "2026-09-18"}}
    assert client.get(f"{page}file/?form=rest&rank=1").status_code == 302
    assert client.get(f"{page}file/?form=rest&rank=x").headers["Content-Type"] == "application/zip"
    made = sending.declarations.get(kind="out")
    answer = office.url(f"dimona/declarations/{made.pk}/answer/")

    def post(told: bytes) -> Any:
        return client.post(answer, {"file": SimpleUploadedFile("a.json", told)})

    for wrong in (b"{}", b"[]", b"\xff", b"[" * 100_000, b'{"declarationStatus": {"result": "Z"}}'):
        assert post(wrong).status_code == 422
    assert client.post(answer, {}).status_code == 422
    good = {"declarationId": "T-9", "declarationStatus": {"result": "A", "period": {"id": 600000010114}}}
    assert post(json.dumps(good).encode()).status_code == 302
    told = DimonaAnswer.objects.get(declaration=made)
    assert (told.result, told.ticket, told.by_hand) == ("A", "T-9", False)
    assert post(json.dumps(good).encode()).status_code == 422
