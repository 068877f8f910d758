"""Contingents in the office: what is told of elsewhere, warnings before hours are recorded, who is near a limit."""

from __future__ import annotations

import datetime as dt
import json
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import translation
from django.utils.html import escape
from django_scopes import scope

from preste.calendar import Month
from preste.office.services import alerts, contingents, facts
from preste.office.services.dossiers import dossier_of, import_dossier
from preste.office.services.hours import Cell, HoursToConfirm, set_days
from preste.office.store.models import Fact, FactKind
from preste.office.web.contingents import contingent_context
from preste.office.web.terms import said
from preste.payroll.dossier import read_dossier
from preste.payroll.month import pay_contract
from preste.records import Elsewhere

SEPTEMBER = Month(2026, 9)
TODAY = dt.date(2026, 9, 14)


@pytest.fixture
def david(office: Any) -> Any:
    """A student, the contract of whom 20 h are left after what is recorded of September."""
    contract = office.contract("david")
    with scope(employer=office.employer):
        found = contingents.of_worker(office.employer, contract.worker_id, SEPTEMBER, TODAY)["david"]
        (one,) = found.contingents
        tell(office, contract, (one.left or 0) - 2_000)
    return contract


def tell(office: Any, contract: Any, used: int, kind: Any = "student", on: dt.date = dt.date(2026, 9, 1)) -> Fact:
    data = facts.elsewhere_data(Elsewhere(valid_from=on, kind=kind, used=used))
    return facts.record_fact(contract.worker, FactKind.ELSEWHERE, data, valid_from=on)


def post(office: Any, contract: Any, *cells: tuple[str, str], **more: Any) -> Any:
    body = {"cells": [{"contract": str(contract.pk), "date": date, "text": text} for date, text in cells], **more}
    return office.client("officer").post(
        office.url("hours/2026-09/"), json.dumps(body), content_type="application/json"
    )


FREE = ("2026-09-06", "2026-09-13", "2026-09-20")
"""Sundays, on which the demo writes nothing."""


def recorded(office: Any, contract: Any) -> int:
    with scope(employer=office.employer):
        days = facts.known_facts(office.employer).filter(contract=contract, kind=FactKind.DAY, valid_from__in=FREE)
        return days.count()


def test_hours_beyond_a_contingent_are_recorded_when_confirmed(office: Any, david: Any) -> None:
    cells = [(date, "8") for date in FREE]
    assert post(office, david, *cells[:2]).status_code == 200  # 16 of 20
    answer = post(office, david, cells[2])
    assert (answer.status_code, recorded(office, david)) == (409, 2)
    (told,) = answer.json()["confirm"]
    assert "Semblant David" in told
    assert "4 h de trop" in told
    assert "cotisations ordinaires" in told
    answer = post(office, david, cells[2], confirmed=True)
    assert (answer.status_code, recorded(office, david)) == (200, 3)
    assert answer.json()["rows"][0]["room"] - answer.json()["rows"][0]["paid"] == -400
    assert post(office, david, (FREE[0], "7")).status_code == 200  # less than before: nothing new is exceeded


def test_the_plain_form_asks_the_same(office: Any, david: Any) -> None:
    client, address = office.client("officer"), office.url(f"hours/2026-09/{david.pk}/")
    page = client.get(address).content.decode()
    assert "Reste du contingent" in page
    form = {f"d{int(date[-2:])}": "8" for date in FREE}
    names = {cell: value for cell, value in form.items() if f'name="{cell}"' in page}
    assert len(names) == len(FREE)
    written = {**_fields(page), **names}
    answer = client.post(address, written)
    assert answer.status_code == 422
    assert "Enregistrer quand même" in answer.content.decode()
    assert recorded(office, david) == 0
    assert client.post(address, written | {"confirmed": "1"}).status_code == 302
    assert recorded(office, david) == 3


def _fields(page: str) -> dict[str, str]:
    """The days of a page's form, as they are shown."""
    found = {}
    for part in page.split("<input ")[1:]:
        tag = part.split(">", 1)[0]
        at = dict(piece.split('="', 1) for piece in tag.split('" ') if '="' in piece)
        if at.get("name", "").startswith("d") and at["name"][1:].isdigit():
            found[at["name"]] = at.get("value", "").rstrip('"')
    return found


def test_the_grid_says_what_is_left(office: Any, david: Any) -> None:
    page = office.client("reader").get(office.url("hours/2026-09/")).content.decode()
    assert "data-room=" in page
    assert 'data-quotas="HV:36000:;HR:0:;HP:9100:;HS,HN:14300:R,RN"></td>' in page  # who writes no overtime


def test_overtime_that_only_warns_is_recorded_when_confirmed(office: Any) -> None:
    """91 h whose rest is waived a year: 95 are recorded when somebody confirms them; taking some away asks nothing."""
    anne = office.contract("anne")
    cells = [(f"2026-09-{day:02d}", "HP 15") for day in range(1, 7)] + [("2026-09-07", "HP 5")]
    answer = post(office, anne, *cells)
    assert answer.status_code == 409
    (told,) = answer.json()["confirm"]
    assert "Heures sans récupération 2026 : 4 h de trop" in told
    answer = post(office, anne, *cells, confirmed=True)
    assert answer.status_code == 200
    page = office.client("reader").get(office.url("hours/2026-09/")).content.decode()
    assert 'class="figure left over"' in page
    assert "HP −4,00" in page
    assert "HP" in office.client("reader").get(office.url(f"hours/2026-09/{anne.pk}/")).content.decode()
    assert post(office, anne, ("2026-09-07", "HP 4")).status_code == 200


def test_the_first_hour_to_recover_beyond_the_internal_limit_asks(office: Any) -> None:
    """The tax reduction, whose hours are also used, is told on the page and asks nothing."""
    anne = office.contract("anne")
    cells = [(f"2026-09-{day:02d}", "HS 16") for day in range(1, 10)]
    answer = post(office, anne, *cells)
    (told,) = answer.json()["confirm"]
    assert "limite interne : 1 h de trop" in told
    assert post(office, anne, *cells, ("2026-09-10", "R 7,6")).status_code == 200


def test_days_of_occasional_work_are_counted_in_the_grid_and_asked_for(office: Any) -> None:
    """50 days in the horeca: 49 told of elsewhere, one is free."""
    extra = office.contract("david")
    with scope(employer=office.employer):
        known = facts.known_facts(office.employer)
        former = known.get(contract=extra, kind=FactKind.CONTRACT)
        data = former.data | {"regime": "occasional", "joint_committee": "302"}
        facts.record_fact(
            extra.worker, FactKind.CONTRACT, data, valid_from=former.valid_from, valid_to=former.valid_to,
            contract=extra, replaces=former,
        )  # fmt: skip
        used = len({day.valid_from for day in known.filter(contract=extra, kind=FactKind.DAY, valid_from__year=2026)})
        tell(office, extra, 4_900 - 100 * used, "occasional")
    page = office.client("reader").get(office.url("hours/2026-09/")).content.decode()
    assert "j 1,00" in page
    assert post(office, extra, (FREE[0], "4")).status_code == 200
    answer = post(office, extra, (FREE[1], "4"))
    (told,) = answer.json()["confirm"]
    assert "Travail occasionnel, jours 2026 : 1 j de trop" in told
    assert post(office, extra, (FREE[1], "4"), confirmed=True).status_code == 200
    page = office.client("officer").get(office.url(f"workers/{extra.worker_id}/")).content.decode()
    assert "Travail occasionnel du secteur (jours) : " in page


def test_what_is_noted_of_a_quarter_is_told_on_the_worker_s_page(office: Any) -> None:
    contract = office.contract("david")
    address = office.url(f"workers/{contract.worker_id}/elsewhere/")
    noted = {"kind": "occupation", "valid_from": "2026-02-02", "used": "80"}
    assert office.client("officer").post(address, noted).status_code == 302
    page = office.client("officer").get(office.url(f"workers/{contract.worker_id}/")).content.decode()
    assert ": 80 %, trimestre 2026-1" in page


def test_what_is_told_of_elsewhere_is_a_fact_that_pay_uses(office: Any) -> None:
    contract = office.contract("david")
    address = office.url(f"workers/{contract.worker_id}/elsewhere/")
    client = office.client("officer")
    wrong = {"kind": "student", "valid_from": "2026-09-01", "used": "10", "quarter": "20"}
    assert "Seul l&#x27;article 17" in client.post(address, wrong).content.decode()
    assert client.post(address, {"kind": "student", "valid_from": "2026-09-01", "used": "650"}).status_code == 302
    with scope(employer=office.employer):
        dossier = dossier_of(office.employer, SEPTEMBER)
        record = next(one for one in dossier.contracts if one.id == "david")
        assert pay_contract(dossier, record, SEPTEMBER).trace["student_part"] == 0
        fact = facts.known_facts(office.employer).get(kind=FactKind.ELSEWHERE)
    page = client.get(office.url(f"workers/{contract.worker_id}/")).content.decode()
    assert "Heures d&#x27;étudiant (Student@work) : 650 h" in page
    corrected = client.post(
        f"{address}?replaces={fact.pk}", {"kind": "student", "valid_from": "2026-09-01", "used": "5"}
    )
    assert corrected.status_code == 302
    client.post(office.url(f"facts/{fact.pk}/withdraw/"))
    with scope(employer=office.employer):
        (known,) = facts.known_facts(office.employer).filter(kind=FactKind.ELSEWHERE)
        assert known.data["used"] == 500


def test_a_worker_s_page_counts_the_month_being_written_or_the_nearest_of_a_contract(office: Any) -> None:
    contract = office.contract("david")
    page = office.client("reader").get(office.url(f"workers/{contract.worker_id}/")).content.decode()
    assert 'id="h-contingents">Contingents <small class="beside">septembre\u00a02026' in page
    with scope(employer=office.employer):
        known = list(Fact.objects.filter(worker=contract.worker))
        (core,) = (one for one in known if one.kind == FactKind.CONTRACT)
        core.valid_to = dt.date(2026, 9, 18)

        def counted(month: Month) -> tuple[Month, int]:
            shown = contingent_context(office.employer, contract.worker, known, month, TODAY)
            return shown["counted_month"], len(shown["contingents"])

        first = Month(core.valid_from.year, core.valid_from.month)
        assert counted(SEPTEMBER) == (SEPTEMBER, 1)
        assert counted(Month(2026, 11)) == (SEPTEMBER, 1)  # over: its last month
        assert counted(first.plus(-7)) == (first, 1)  # not begun: its first


def test_the_office_counts_as_the_folder_does(office: Any, demo_folder: Any) -> None:
    path = demo_folder / "workers" / "david.yaml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text + "elsewhere: [{told_on: 2026-07-02, kind: student, used: '12.50'}]\n", encoding="utf-8")
    employer = import_dossier(read_dossier(demo_folder), office.users["bureau"])
    with scope(employer=employer):
        month = Month(2026, 7)
        stored, written = dossier_of(employer, month), read_dossier(demo_folder)
        for one in stored.contracts:
            other = next(record for record in written.contracts if record.id == one.id)
            counted = [
                contingents.contingents(dossier, record, month) for dossier, record in ((stored, one), (written, other))
            ]
            assert [(c.kind, c.used, c.left, c.elsewhere) for c in counted[0].contingents] == [
                (c.kind, c.used, c.left, c.elsewhere) for c in counted[1].contingents
            ]


def test_who_is_near_a_limit_is_told(office: Any, david: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("django.utils.timezone.localdate", lambda *_: TODAY)
    page = office.client("reader").get(office.url("contingents/2026-09/")).content.decode()
    assert "Semblant David" in page
    assert escape("Heures d'étudiant 2026") in page
    with scope(employer=office.employer):
        (alert,) = [one for one in alerts.alerts([office.employer], TODAY) if one.kind == "contingent"]
        assert alert.worker == david.worker
    dashboard = office.client("officer").get("/").content.decode()
    assert escape("Heures d'étudiant 2026 : il reste 20 h.") in dashboard


def test_an_import_warns_before_it_is_recorded(office: Any, david: Any) -> None:
    from django.core.files.uploadedfile import SimpleUploadedFile

    rows = "".join(f"david;{date};W;8\n" for date in FREE)
    sheet = SimpleUploadedFile("heures.csv", f"contrat;date;code;heures\n{rows}".encode(), "text/csv")
    client = office.client("officer")
    answer = client.post(office.url("hours/2026-09/import/"), {"file": sheet}, follow=True)
    page = answer.content.decode()
    assert "4 h de trop" in page
    assert recorded(office, david) == 0


def test_the_grid_asks_no_query_more_for_what_it_counts(office: Any, david: Any) -> None:
    with scope(employer=office.employer):
        dossier = dossier_of(office.employer, SEPTEMBER)
        with CaptureQueriesContext(connection) as queries:
            left = contingents.rooms(dossier, dossier.contracts, SEPTEMBER)
        assert len(queries) == 0
        assert set(left) >= {"david"}
        cells = [Cell(str(david.pk), dt.date.fromisoformat(date), "8") for date in FREE]
        with pytest.raises(HoursToConfirm):
            set_days(office.employer, SEPTEMBER, cells, office.users["officer"], confirmed=False)


def test_what_is_counted_is_said_in_the_reader_s_language(make: Any) -> None:
    day = dt.date(2026, 5, 6)
    hourly = {"pay_basis": "hourly", "schedule": (0,) * 7, "days": make.days(("2026-05-06", "W", 800))}
    told = (Elsewhere(valid_from=day, kind="flexi_right"),)
    records = [
        make.contract(regime="student", **hourly),
        make.contract(regime="article17", article17_event=day, employed_until=dt.date(2026, 1, 31), **hourly),
        make.contract(regime="article17", student=True, **hourly),
        make.contract(regime="flexi", **hourly),
        make.contract(regime="flexi", elsewhere=told, **hourly),
        make.contract(regime="flexi", pensioner=True, **hourly),
        make.contract(
            regime="flexi", elsewhere=(Elsewhere(valid_from=dt.date(2025, 8, 1), kind="occupation"),), **hourly
        ),
        make.contract(regime="occasional", joint_committee="144", **hourly),
        make.contract(regime="occasional", joint_committee="302", **hourly),
        make.contract(regime="occasional", **hourly),
        make.contract(days=make.days(("2026-05-06", "HV", 200), ("2026-05-07", "HP", 200), ("2026-05-08", "HS", 200))),
    ]
    found = [contingents.contingents(make.dossier(one), one, Month(2026, 5)) for one in records]
    rows = [row for one in found for row in one.contingents]
    texts = {row.label for row in rows} | {row.then for row in rows} | {doubt for row in rows for doubt in row.doubts}
    texts |= {condition.told for one in found for condition in one.conditions}
    assert len(texts) > 18
    for lang in ("nl", "de", "en"):
        with translation.override(lang):
            assert [text for text in texts if said(text) == text] == []
