"""The hours: the grid posts changed cells, all or nothing; the plain form does the same without a script."""

from __future__ import annotations

import datetime as dt
import json
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils.html import escape
from django_scopes import scope

from preste.belgium.time.rights import RIGHTS
from preste.calendar import Month
from preste.errors import PresteError
from preste.office.services.hours import Cell, cell_text, read_cell, set_days
from preste.office.store.models import AuditEvent, Fact
from preste.office.web.day_rights import DAY_RIGHTS
from preste.office.web.views import hours
from preste.records import Day

DAY = dt.date(2026, 9, 8)
SEPTEMBER = (dt.date(2026, 9, 1), dt.date(2026, 9, 30))
WRONG = ("Z", "M 8", "M 4 + M 2", "M + V", "0", "M 0", "M,", "+", "M 3,888", "-1", "M -1", "١")
CELL = '{"cells": [{"contract": "%s", "date": "2026-09-08", "text": %t}]}'
NO_CELLS = (
    "", "{}", "[]", '{"cells": 3}', '{"cells": [{}]}', '{"cells": [4]}', "\xff", CELL.replace("%s", "x"),
    CELL.replace("2026-09-08", "8/9"), CELL.replace("%t", "4"), CELL.replace("%t", f'"{"M" * 61}"'),
)  # fmt: skip


def post(office: Any, *cells: tuple[str, str, str], month: str = "2026-09", role: str = "officer") -> Any:
    body = {"cells": [{"contract": str(office.contract(c).pk), "date": d, "text": t} for c, d, t in cells]}
    return office.client(role).post(office.url(f"hours/{month}/"), json.dumps(body), content_type="application/json")


def days(office: Any, reference: str = "anne", *, known: bool = True) -> list[Fact]:
    with scope(employer=office.employer):
        found = Fact.objects.filter(kind="day", contract__reference=reference, valid_from__range=SEPTEMBER)
        return list(found.filter(superseded_at__isnull=known).order_by("valid_from", "recorded_at"))


@pytest.mark.parametrize(
    ("written", "found"),
    [
        ("", []),
        ("M", [("M", 760)]),
        ("m", [("M", 760)]),
        ("M 3,8", [("M", 380)]),
        ("SS4.25", [("SS", 425)]),
        ("7,6", [("W", 760)]),
        ("4h", [("W", 400)]),
        ("M 4 + V 3,6", [("M", 400), ("V", 360)]),
    ],
)
def test_read_cell(written: str, found: list[tuple[str, int]]) -> None:
    read = read_cell(written, DAY, 760, free=False)
    assert [(day.code, day.hours) for day in read] == found
    assert read_cell(cell_text(read, 760), DAY, 760, free=False) == read


@pytest.mark.parametrize("written", WRONG)
def test_a_cell_that_does_not_read(written: str) -> None:
    with pytest.raises(PresteError):
        read_cell(written, DAY, 760, free=False)


def test_hours_off_the_schedule_say_how_variable_hours_are_written() -> None:
    with pytest.raises(PresteError, match="videz l'horaire dans les conditions"):
        read_cell("8", DAY, 0, free=False)


def test_a_free_contract_writes_its_hours() -> None:
    assert read_cell("8", DAY, 0, free=True) == [Day(date=DAY, code="W", hours=800)]
    for wrong in ("V", "25"):
        with pytest.raises(PresteError):
            read_cell(wrong, DAY, 0, free=True)


def test_changed_cells_are_recorded(office: Any) -> None:
    answer = post(office, ("anne", "2026-09-08", "m"), ("anne", "2026-09-09", "V 3,8"), ("hugo", "2026-09-10", "SS"))
    assert answer.status_code == 200
    assert answer.json()["changed"] == 3
    assert [(f.valid_from.day, f.data["code"], f.data["hours"]) for f in days(office)] == [(8, "M", 760), (9, "V", 380)]
    row = next(r for r in answer.json()["rows"] if r["contract"] == str(office.contract().pk))
    assert row["cells"]["2026-09-08"] == {"text": "M", "kind": "paid", "event": ""}
    assert (row["work"], row["paid"]) == (16720 - 760 - 380, 16720)


def test_the_same_cells_again_change_nothing(office: Any) -> None:
    post(office, ("anne", "2026-09-08", "M"))
    before = [f.pk for f in days(office)]
    with scope(employer=office.employer):
        events = AuditEvent.objects.count()
    assert post(office, ("anne", "2026-09-08", "M 7,60")).json()["changed"] == 0
    assert [f.pk for f in days(office)] == before
    with scope(employer=office.employer):
        assert AuditEvent.objects.count() == events


def test_a_changed_cell_supersedes_and_an_emptied_one_is_given_up(office: Any) -> None:
    post(office, ("anne", "2026-09-08", "M 4 + V 3,6"))
    post(office, ("anne", "2026-09-08", "SS"))
    assert [f.data["code"] for f in days(office)] == ["SS"]
    post(office, ("anne", "2026-09-08", ""))
    assert days(office) == []
    old = days(office, known=False)
    assert [f.data["code"] for f in old] == ["M", "V", "SS"]
    assert all(f.recorded_by == office.users["officer"] for f in old)


def test_wrong_cells_are_told_by_cell_and_nothing_is_kept(office: Any) -> None:
    with scope(employer=office.employer):  # a contract that begins inside the month
        arriving = Fact.objects.get(kind="contract", valid_from="2026-09-14").contract.reference
    answer = post(
        office,
        ("anne", "2026-09-08", "M"),
        ("anne", "2026-09-09", "ZZ"),
        ("anne", "2026-09-12", "V"),
        ("hugo", "2026-09-10", "M 9"),
        (arriving, "2026-09-01", "M"),
        ("anne", "2026-10-01", "M"),
    )
    assert answer.status_code == 422
    contract = {name: str(office.contract(name).pk) for name in ("anne", "hugo")}
    wrong = {(e["contract"], e["date"]) for e in answer.json()["errors"]}
    assert {(contract["anne"], "2026-09-09"), (contract["anne"], "2026-09-12"), (contract["hugo"], "2026-09-10"),
            (contract["anne"], "2026-10-01")} <= wrong  # fmt: skip
    assert len(wrong) == 5
    assert (contract["anne"], "2026-09-08") not in wrong
    assert days(office) == []


def test_another_employers_contract_is_a_wrong_cell(office: Any) -> None:
    from preste.office.store.models import Contract

    with scope(employer=office.other):
        theirs = Contract.objects.get(reference="anne")
    body = json.dumps({"cells": [{"contract": str(theirs.pk), "date": "2026-09-08", "text": "M"}]})
    answer = office.client("officer").post(office.url("hours/2026-09/"), body, content_type="application/json")
    assert answer.status_code == 422
    with scope(employer=office.other):
        assert not Fact.objects.filter(contract=theirs, kind="day", valid_from=DAY).exists()


@pytest.mark.parametrize("body", NO_CELLS)
def test_a_body_that_is_not_cells(office: Any, body: str) -> None:
    body = body.replace("%s", str(office.contract().pk)).replace("%t", '"M"')
    answer = office.client("officer").post(office.url("hours/2026-09/"), body, content_type="application/json")
    assert answer.status_code == 400


def test_a_validated_month_is_read_only(office: Any) -> None:
    assert post(office, ("anne", "2026-08-11", "M"), month="2026-08").status_code == 422
    told = office.client("officer").get(office.url("hours/2026-08/")).content.decode()
    assert "readonly" in told
    assert 'id="save"' not in told


def test_the_run_becomes_stale_and_a_new_computation_follows_the_hours(office: Any) -> None:
    client = office.client("officer")
    before = office.payslip("hugo").gross
    post(office, ("hugo", "2026-09-10", "SS"))
    assert "Recalculez" in client.get(office.url(f"runs/{office.run.pk}/")).content.decode()
    client.post(office.url(f"runs/{office.run.pk}/compute/"))
    assert office.payslip("hugo").gross < before


def test_the_plain_form_records_and_tells(office: Any) -> None:
    address = office.url(f"hours/2026-09/{office.contract().pk}/")
    client = office.client("officer")
    answer = client.post(address, {"d8": "M", "d9": "V 3,8"}, follow=True)
    assert "2 jours enregistrés" in answer.content.decode()
    assert 'name="d8" value="M"' in answer.content.decode()
    assert [f.valid_from.day for f in days(office)] == [8, 9]
    assert "Rien n&#x27;a changé" in client.post(address, {"d8": "M", "d9": "V 3,8"}, follow=True).content.decode()


def test_the_plain_form_keeps_what_was_written_beside_its_error(office: Any) -> None:
    address = office.url(f"hours/2026-09/{office.contract().pk}/")
    answer = office.client("officer").post(address, {"d8": "M", "d9": "ZZ"})
    told = answer.content.decode()
    assert answer.status_code == 422
    assert 'name="d9" value="ZZ"' in told
    assert 'aria-describedby="d9_error"' in told
    assert 'id="d9_error"' in told
    assert 'name="d8" value="M"' in told
    assert days(office) == []


def test_holidays_weekends_and_days_outside_are_marked(office: Any) -> None:
    told = office.client("officer").get(office.url("hours/2026-11/")).content.decode()
    assert "Armistice" in told
    assert 'class="weekend"' in told
    assert "hors contrat" in office.client("officer").get(office.url("hours/2026-09/")).content.decode()


@pytest.mark.parametrize("month", ["2026-13", "0000-01", "2009-12", "2100-01"])
def test_a_month_that_is_none_has_no_page(office: Any, month: str) -> None:
    assert office.client("officer").get(office.url(f"hours/{month}/")).status_code == 404


def names(answer: Any) -> list[str]:
    return [row.record.worker.last_name for row in answer.context["rows"]]


def test_pages_of_the_grid_hold_every_contract_once_in_order(office: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    client = office.client("reader")
    whole = names(client.get(office.url("hours/2026-09/")))
    assert "Chercher" not in client.get(office.url("hours/2026-09/")).content.decode()
    monkeypatch.setattr(hours, "ROWS_ON_A_PAGE", 2)
    pages = [client.get(office.url(f"hours/2026-09/?page={i + 1}")) for i in range(-(-len(whole) // 2))]
    assert [name for page in pages for name in names(page)] == whole
    assert "Chercher" in pages[0].content.decode()


def test_the_grid_reads_only_the_workers_of_its_page(office: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    read: list[int] = []
    kept = hours.dossier_of
    monkeypatch.setattr(hours, "dossier_of", lambda *a, **k: read.append(len(k["workers"])) or kept(*a, **k))
    monkeypatch.setattr(hours, "ROWS_ON_A_PAGE", 2)
    client, found = office.client("officer"), []
    client.get(office.url("hours/2026-09/"))  # the first page of a session writes it down
    for size in (2, 4):
        monkeypatch.setattr(hours, "ROWS_ON_A_PAGE", size)
        with CaptureQueriesContext(connection) as queries:
            client.get(office.url("hours/2026-09/"))
        found.append(len(queries))
    assert read == [2, 2, 4]
    assert found[0] == found[1]
    assert post(office, ("anne", "2026-09-08", "M")).status_code == 200
    assert read[3:] == [1]


def test_a_name_or_matricule_is_sought_within_the_grid(office: Any) -> None:
    client, worker = office.client("reader"), office.contract().worker
    found = names(client.post(office.url("hours/2026-09/"), {"q": "exemple"}))
    assert set(found) == {"Exemple"}
    assert names(client.post(office.url("hours/2026-09/"), {"q": worker.number})) == found
    none = client.post(office.url("hours/2026-09/"), {"q": "personne de ce nom"}).content.decode()
    assert "Aucun contrat de ce mois ne correspond" in none
    assert set(names(client.get(office.url("hours/2026-09/?letter=e")))) == {"Exemple"}


def test_the_right_behind_each_code_is_told_under_the_grid(office: Any) -> None:
    page = office.client("reader").get(office.url("hours/2026-09/")).content.decode()
    assert "Droits et documents" in page
    for code, right in RIGHTS.items():
        told, paper = escape(right.right), escape(right.document or "—")
        row = f'<tr><th scope="row">{code}</th><td>{told}</td><td>{paper}</td></tr>'
        assert row in page


def test_every_right_and_document_is_in_the_catalogues() -> None:
    told = {text for right in RIGHTS.values() for text in (right.right, right.document) if text}
    assert told == set(DAY_RIGHTS)


def test_a_day_beyond_its_right_is_refused_by_the_computation(office: Any) -> None:
    """Six days of foster-care leave a year: the seventh of a file keeps the payslip from being made."""
    weekdays = [f"2026-09-{d:02}" for d in range(1, 31) if dt.date(2026, 9, d).weekday() < 5][:7]
    assert post(office, *(("anne", day, "SA") for day in weekdays)).status_code == 422
    id = str(office.contract("anne").pk)
    with scope(employer=office.employer):
        cells = [Cell(id, dt.date.fromisoformat(day), "SA") for day in weekdays]
        set_days(office.employer, Month(2026, 9), cells, office.users["bureau"])
    told = office.client("officer").post(office.url(f"runs/{office.run.pk}/compute/"), follow=True).content.decode()
    assert "il n&#x27;y a plus de droit à ce congé" in told
