"""Dimona in the office: what is to be declared, prepared, handed over, answered; the periods that the ONSS knows."""

from __future__ import annotations

import datetime as dt
import io
import zipfile
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction
from django_scopes import scope

from preste.declarations import xml
from preste.declarations.dimona.check import check_root
from preste.declarations.dimona.model import In, Out, Period, Update
from preste.declarations.dimona.told import Plan
from preste.ids import dimona_period
from preste.office.services import audit, dimona, dimona_answers, dimona_periods, dimona_sendings, hiring, uploads
from preste.office.services.changes import record_change
from preste.office.services.dimona_standing import standings
from preste.office.services.facts import known_facts
from preste.office.store.models import (
    DimonaAnswer,
    DimonaDeclaration,
    DimonaPeriod,
    DimonaPlan,
    DimonaResult,
    DimonaSending,
    FactKind,
    PeriodOrigin,
)

NOW = dt.datetime(2026, 9, 21, 9, 30, tzinfo=dt.UTC)
TODAY = NOW.date()
NEW = dimona_period.make(6_000_090_001)
DAY = dt.date.fromisoformat


@pytest.fixture
def office(office: Any, monkeypatch: pytest.MonkeyPatch) -> Any:
    """The demo on 21 September 2026, inside its scope."""
    monkeypatch.setattr(dimona, "now", lambda: NOW)
    with scope(employer=office.employer):
        yield office


def todos(office: Any) -> list[Any]:
    """What is to be declared; whatever was recorded before, what the dashboard counts of it is the same."""
    found = dimona.queue([office.employer], TODAY)
    counted = [(late, today) for _employer, (late, today, _first) in standings([office.employer], TODAY)]
    when = [one.when(TODAY) for one in dimona.urgent(found, TODAY)]
    assert counted == ([(when.count("late"), when.count("today"))] if when else [])
    return found


def shown(found: list[Any]) -> list[tuple[str, str, str, str]]:
    return [
        (one.reference, one.difference.kind, one.state, one.term.isoformat() if one.term else "at once")
        for one in found
    ]


def prepare(office: Any, *references: str, sender: str = "") -> DimonaSending:
    keys = [one.key for one in todos(office) if one.reference in references and one.ready]
    return dimona_sendings.prepare(office.employer, keys, office.users["officer"], sender)


def notification(reference: str, result: str, *inner: str, ticket: str = "340000JEDT00A") -> bytes:
    return f"""<NOTIFICATION><Form><Identification>NOTI001</Identification>
<HandledOriginalForm><Identification>DIMONA</Identification></HandledOriginalForm>
<Reference><ReferenceType>1</ReferenceType><ReferenceOrigin>1</ReferenceOrigin><ReferenceNbr>{reference}</ReferenceNbr></Reference>
<HandledReference><ReferenceType>1</ReferenceType><ReferenceOrigin>2</ReferenceOrigin><ReferenceNbr>{ticket}</ReferenceNbr></HandledReference>
<HandlingResult><ResultCode>{result}</ResultCode>{"".join(inner)}</HandlingResult></Form></NOTIFICATION>""".encode()


IMPACT = f"""<ImpactReport><DimonaImpactReport><DimonaPeriodId>{NEW}</DimonaPeriodId>
<DimonaFeatures><JointCommissionNbr>XXX</JointCommissionNbr><WorkerType>OTH</WorkerType></DimonaFeatures>
<DimonaPeriodAfter><StartingDate>2026-09-14</StartingDate></DimonaPeriodAfter></DimonaImpactReport></ImpactReport>"""
REFUSED = """<AnomalyReport><ErrorID>00024-070</ErrorID><TagName>INSS</TagName><Value>98081512287</Value>
<AnomalyClass>B</AnomalyClass></AnomalyReport>"""
WARNED = """<AnomalyReport><ErrorID>90017-369</ErrorID><AnomalyClass>W</AnomalyClass>
<AnomalyComplInformation><QuotaFeatures><QuotaType>STUDENT</QuotaType><ExceedingHoursNbr>12</ExceedingHoursNbr>
</QuotaFeatures></AnomalyComplInformation></AnomalyReport>"""


# ── what is to be declared ─────────────────────────────────────────────────────────────────


def test_the_queue_is_what_contracts_ask_for_and_the_onss_does_not_know(office: Any) -> None:
    """The folder's known periods came along: who began before and is known asks for nothing."""
    assert DimonaPeriod.objects.filter(employer=office.employer, superseded_at=None).count() == 3
    assert DimonaPlan.objects.filter(employer=office.employer).count() == 4
    found = todos(office)
    assert shown(found) == [
        ("ines-2026", "in", "due", "2026-09-14"),
        ("jules-2026", "out", "due", "2026-09-19"),
        ("david", "update", "due", "at once"),
        ("david", "in", "hours", "2026-10-01"),
        ("elise", "in", "hours", "2026-10-01"),
    ]
    assert [one.when(TODAY) for one in found] == ["late", "late", "today", "ahead", "ahead"]
    assert len(dimona.urgent(found, TODAY)) == 3
    assert not any(one.contract and "98081512287" in one.key for one in found)


def test_what_a_dashboard_counts_is_computed_again_when_something_was_recorded(
    office: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    both = [office.employer, office.other]
    asked: list[Any] = []
    queue = dimona.queue
    monkeypatch.setattr(dimona, "queue", lambda employers, *more: asked.append(employers) or queue(employers, *more))
    with scope(employer=both):
        audit.record(office.other, None, "test", "x")
        first = standings(both, TODAY)
        assert [(one.pk, found.late, found.today, found.first) for one, found in first] == [
            (one.pk, 2, 1, DAY("2026-09-14")) for one in both
        ]
        asked.clear()
        assert standings(both, TODAY) == first and asked == []
        audit.record(office.other, None, "test", "x")
        assert standings(both, TODAY) == first and asked == [[office.other]]
        standings(both, DAY("2026-09-22"))
        assert asked[1:] == [both]


def test_the_queue_of_a_bureau_is_by_term_whichever_the_employer(office: Any) -> None:
    with scope(employer=[office.employer, office.other]):
        found = dimona.queue([office.employer, office.other], TODAY)
    assert [one.term for one in found[:4]] == [DAY("2026-09-14")] * 2 + [DAY("2026-09-19")] * 2
    assert {one.employer.pk for one in found[:2]} == {office.employer.pk, office.other.pk}


def test_planned_hours_make_a_student_ready(office: Any) -> None:
    david = office.contract("david")
    told = Plan(contract="", start=DAY("2026-10-01"), end=DAY("2026-12-31"), planned_hours=120)
    dimona_periods.plan(david, told, office.users["officer"])
    [one] = [one for one in todos(office) if one.reference == "david" and one.difference.kind == "in"]
    assert (one.state, one.difference.wanted.planned_hours) == ("due", 120)
    dimona_periods.plan(david, Plan(contract="", start=DAY("2026-10-01"), planned_hours=90), office.users["officer"])
    [again] = [one for one in todos(office) if one.reference == "david" and one.difference.kind == "in"]
    assert again.difference.wanted.planned_hours == 90
    assert DimonaPlan.objects.filter(contract=david, start="2026-10-01").count() == 2


def test_who_leaves_and_began_elsewhere_asks_for_the_number_of_the_period(office: Any) -> None:
    anne = office.contract("anne")
    assert "anne" not in [one.reference for one in todos(office)]
    core = known_facts(office.employer).get(contract=anne, kind=FactKind.CONTRACT)
    record_change(
        anne.worker, FactKind.CONTRACT, dict(core.data), valid_from=core.valid_from, valid_to=DAY("2026-09-25"),
        contract=anne, replaces=core, user=office.users["officer"],
    )  # fmt: skip
    [one] = [one for one in todos(office) if one.reference == "anne"]
    assert (one.difference.kind, one.state, one.term) == ("out", "number", DAY("2026-09-26"))
    told = Period(
        number=NEW, worker_type="OTH", joint_committee="XXX", start=core.valid_from, end=None
    )  # fmt: skip
    dimona_periods.record(office.employer, anne, told, PeriodOrigin.HAND, office.users["officer"])
    [one] = [one for one in todos(office) if one.reference == "anne"]
    assert (one.difference.kind, one.state, one.difference.known.number) == ("out", "due", NEW)


def test_what_was_declared_on_the_portal_is_noted_and_no_longer_due(office: Any) -> None:
    user = office.users["officer"]
    by = {one.reference: one for one in todos(office) if one.reference in ("ines-2026", "jules-2026")}
    dimona_periods.done_elsewhere(office.employer, by["ines-2026"].key, NEW, user)
    dimona_periods.done_elsewhere(office.employer, by["jules-2026"].key, "", user)
    assert {one.reference for one in todos(office)} == {"david", "elise"}
    jules = DimonaPeriod.objects.filter(employer=office.employer, contract__reference="jules-2026")
    assert [(one.number, one.end, one.superseded_at is None) for one in jules.order_by("recorded_at")] == [
        ("600000010114", None, False),
        ("600000010114", DAY("2026-09-18"), True),
    ]
    with pytest.raises(dimona.DimonaError) as stale:
        dimona_periods.done_elsewhere(office.employer, by["ines-2026"].key, NEW, user)
    assert stale.value.code == "E-DIMONA-STALE"


# ── prepared, handed over, answered ────────────────────────────────────────────────────────


def test_a_sending_is_a_checked_file_and_what_it_declares_is_no_longer_due(office: Any) -> None:
    sending = prepare(office, "ines-2026", "jules-2026", "david", sender="112768")
    report = check_root(xml.parse(sending.file.encode()), TODAY)
    assert (report.forms, report.blocking) == (3, False)
    forms = dimona_sendings.forms_in(sending)
    assert [type(form.declaration) for form in forms] == [In, Out, Update]
    assert shown(todos(office)) == [
        ("david", "in", "hours", "2026-10-01"),
        ("elise", "in", "hours", "2026-10-01"),
    ]
    name, content = dimona_sendings.batch_file(sending)
    assert name == "DIMN-20260921-00001.zip"
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert archive.namelist() == ["FI.DIMN.112768.20260921.00001.R.1.1", "GO.DIMN.112768.20260921.00001.R.1"]
        assert archive.read(archive.namelist()[0]) == sending.file.encode()
        assert archive.read(archive.namelist()[1]) == b""
    name, content = dimona_sendings.rest_bodies(sending)
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert archive.namelist() == ["0001.json", "0002.json", "0003.json"]
        assert b'"dimonaOut"' in archive.read("0002.json")
    key = sending.pk if connection.vendor == "postgresql" else sending.pk.hex
    with connection.cursor() as cursor:
        cursor.execute("SELECT file FROM store_dimonasending WHERE id = %s", [key])
        [[stored]] = cursor.fetchall()
    assert "98081512287" in sending.file
    assert "98081512287" not in stored


def test_the_sender_numbers_its_files_of_a_day_whichever_the_employer(
    office: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert prepare(office, "ines-2026", sender="112768").sequence == 1
    last, too_early = dimona_sendings._last, [0]
    monkeypatch.setattr(dimona_sendings, "_last", lambda *of: too_early.pop() if too_early else last(*of))
    with scope(employer=office.other):  # who read the last number before the other file was kept
        keys = [one.key for one in dimona.queue([office.other], TODAY) if one.reference == "ines-2026"]
        other = dimona_sendings.prepare(office.other, keys, office.users["bureau"], "112768")
        assert (other.sequence, too_early, other.declarations.count()) == (2, [], 1)
    assert prepare(office, "jules-2026").sequence == 0


def test_what_is_given_up_is_due_again_and_what_was_handed_over_is_not_given_up(office: Any) -> None:
    user, before = office.users["officer"], shown(todos(office))
    sending = prepare(office, "ines-2026")
    assert shown(todos(office)) == before[1:]
    dimona_sendings.abandon(sending, user)
    assert shown(todos(office)) == before
    again = prepare(office, "ines-2026")
    dimona_sendings.hand_over(again, user)
    with pytest.raises(dimona.DimonaError) as sent:
        dimona_sendings.abandon(again, user)
    assert sent.value.code == "E-DIMONA-SENT"


def test_an_accepted_in_makes_a_known_period_with_the_number_of_the_onss(office: Any) -> None:
    sending = prepare(office, "ines-2026")
    [made] = sending.declarations.all()
    answer = notification(made.reference, "1", WARNED, IMPACT)
    received = dimona_answers.receive([office.employer], answer, office.users["officer"])
    [told] = received.recorded
    assert (told.result, told.period, told.ticket) == ("W", NEW, "340000JEDT00A")
    assert told.anomalies[0]["quotas"] == [{"kind": "STUDENT", "hours": 12, "days": None}]
    known = DimonaPeriod.objects.get(employer=office.employer, number=NEW)
    assert (known.contract.reference, known.start, known.origin) == ("ines-2026", DAY("2026-09-14"), "answer")
    sending.refresh_from_db()
    assert sending.handed_over_at is not None
    assert "ines-2026" not in [one.reference for one in todos(office)]
    again = dimona_answers.receive([office.employer], answer, office.users["officer"])
    assert (again.recorded, again.known) == ((), 1)
    lost = notification("A-1", "1", IMPACT, ticket="T")
    [strange] = dimona_answers.receive([office.employer], lost, office.users["officer"]).strange
    assert (strange.why, strange.name, strange.answer.period) == ("unknown", "A-1", NEW)
    assert strange.period is not None and strange.period.start == DAY("2026-09-14")
    assert DimonaAnswer.objects.filter(employer=office.employer).count() == 1


def test_a_refused_declaration_is_due_again_with_the_reason(office: Any) -> None:
    [made] = prepare(office, "ines-2026").declarations.all()
    dimona_answers.receive([office.employer], notification(made.reference, "0", REFUSED), office.users["officer"])
    [one] = [one for one in todos(office) if one.reference == "ines-2026"]
    assert (one.state, one.ready, one.refusal.anomalies[0]["code"]) == ("refused", True, "00024-070")
    assert one.refusal.anomalies[0]["value"] == ""  # it was a national number
    [again] = prepare(office, "ines-2026").declarations.all()
    dimona_answers.answer_by_hand(again, DimonaResult.ACCEPTED, NEW, "", office.users["officer"])
    assert "ines-2026" not in [one.reference for one in todos(office)]


def test_a_worker_to_be_identified_keeps_the_declaration_under_way(office: Any) -> None:
    [made] = prepare(office, "ines-2026").declarations.all()
    dimona_answers.receive([office.employer], notification(made.reference, "3"), office.users["officer"])
    assert [one.reference for one in dimona.under_way([office.employer])] == [made.reference]
    assert "ines-2026" not in [one.reference for one in todos(office)]
    dimona_answers.receive([office.employer], notification("", "1", IMPACT), office.users["officer"])  # by its ticket
    assert dimona.under_way([office.employer]) == []


def test_an_in_that_is_taken_without_a_number_stays_under_way(office: Any) -> None:
    [made] = prepare(office, "ines-2026").declarations.all()
    told = dimona_answers.receive([office.employer], notification(made.reference, "1"), office.users["officer"])
    assert told.recorded == ()
    assert [(one.why, one.name) for one in told.strange] == [("no_number", made.reference)]
    assert [one.reference for one in dimona.under_way([office.employer])] == [made.reference]


def test_a_cancelled_period_is_known_no_more(office: Any) -> None:
    """A student's start cannot be changed: the period is cancelled and declared anew."""
    told = Plan(contract="", start=DAY("2026-07-06"), end=DAY("2026-09-30"), planned_hours=190)
    old = DimonaPlan.objects.filter(contract=office.contract("david"), start="2026-07-01")
    old.update(superseded_at=NOW)
    dimona_periods.plan(office.contract("david"), told, office.users["officer"])
    kinds = {one.difference.kind for one in todos(office) if one.reference == "david" and one.ready}
    assert kinds == {"cancel", "in"}
    made = prepare(office, "david").declarations.get(kind="cancel")
    dimona_answers.answer_by_hand(made, DimonaResult.ACCEPTED, "", "", office.users["officer"])
    assert not dimona_periods.is_known(office.employer, "600000010215")


def test_an_accepted_out_ends_the_known_period_and_an_update_changes_it(office: Any) -> None:
    for made in prepare(office, "jules-2026", "david").declarations.all():
        dimona_answers.answer_by_hand(made, DimonaResult.ACCEPTED, "", "", office.users["officer"])
    known = DimonaPeriod.objects.filter(employer=office.employer, superseded_at=None)
    assert known.get(number="600000010114").end == DAY("2026-09-18")
    assert known.get(number="600000010215").planned_hours == 190
    assert {one.state for one in todos(office) if one.reference in ("jules-2026", "david")} == {"hours"}


def test_the_end_of_who_has_no_number_yet_waits_for_it(office: Any) -> None:
    prepare(office, "ines-2026")
    ines = office.contract("ines-2026")
    core = known_facts(office.employer).get(contract=ines, kind=FactKind.CONTRACT)
    engaged = (dict(core.data), core.valid_from, DAY("2026-09-30"))
    hiring.correct_contract(ines, *engaged, office.users["officer"])
    [one] = [one for one in todos(office) if one.reference == "ines-2026"]
    assert (one.difference.kind, one.state, one.ready) == ("out", "waiting", False)


def test_nothing_is_kept_when_the_onss_would_refuse(office: Any) -> None:
    """The O17 of a quarter may not be declared so early as the law says."""
    elise = office.contract("elise")
    told = Plan(contract="", start=DAY("2026-09-01"), end=DAY("2026-09-02"), worker_type="T17")
    dimona_periods.plan(elise, told, office.users["officer"])
    david = office.contract("david")
    wrong = Plan(contract="", start=DAY("2026-10-01"), end=DAY("2026-12-31"), worker_type="A17")
    dimona_periods.plan(david, wrong, office.users["officer"])
    with pytest.raises(dimona_sendings.RefusedBefore) as refused:
        prepare(office, "david")
    assert [one.code for one in refused.value.report.findings if one.code == "00910-008"]
    assert not DimonaSending.objects.filter(employer=office.employer).exists()


def test_hostile_and_foreign_files_are_refused(office: Any) -> None:
    bomb = b'<!DOCTYPE a [<!ENTITY b "b">]><NOTIFICATION>&b;</NOTIFICATION>'
    deep = b"<NOTIFICATION>" + b"<a>" * 100 + b"</a>" * 100 + b"</NOTIFICATION>"
    for data in (bomb, bomb.decode().encode("utf-16"), deep, b"<a", b"PK\x03\x04", b""):
        with pytest.raises(uploads.UploadError):
            dimona_answers.receive([office.employer], data, office.users["officer"])
    with pytest.raises(Exception, match="not NOTIFICATION"):
        dimona_answers.receive([office.employer], b"<DIMONA/>", office.users["officer"])


# ── what the database guards ───────────────────────────────────────────────────────────────


def refused(act: Any) -> None:
    with pytest.raises(DatabaseError), transaction.atomic():
        act()


def test_what_was_declared_and_answered_never_changes(office: Any) -> None:
    user = office.users["officer"]
    sending = prepare(office, "ines-2026")
    [made] = sending.declarations.all()
    dimona_answers.receive([office.employer], notification(made.reference, "1", IMPACT), user)
    declarations = DimonaDeclaration.objects.filter(pk=made.pk)
    sendings, answers = DimonaSending.objects.filter(pk=sending.pk), DimonaAnswer.objects.filter(declaration=made)
    periods, plans = DimonaPeriod.objects.filter(number=NEW), DimonaPlan.objects.filter(employer=office.employer)
    refused(lambda: declarations.update(start="2026-01-01"))
    refused(lambda: answers.update(result="B"))
    refused(lambda: sendings.update(file="<a/>"))
    refused(lambda: periods.update(number="600000010114"))
    refused(lambda: periods.update(end="2026-12-31"))
    refused(lambda: plans.update(planned_hours=1))
    dimona_periods.forget(office.employer, NEW, user)
    refused(lambda: periods.update(superseded_at=None))
    for rows in (answers, plans, periods):
        refused(lambda rows=rows: rows._raw_delete(rows.db))


def test_no_row_points_into_another_employer(office: Any) -> None:
    with scope(employer=office.other):
        theirs = type(office.contract("anne")).objects.get(employer=office.other, reference="anne")
    told = Period(number=NEW, worker_type="OTH", joint_committee="XXX", start=TODAY)
    refused(lambda: dimona_periods.record(office.employer, theirs, told, PeriodOrigin.HAND, None))
