"""Hours and pay elements from a table: tried, shown, recorded as shown, all or nothing, and never twice."""

from __future__ import annotations

import csv
import datetime as dt
import io
import re
from typing import Any

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from django_scopes import scope

from preste.calendar import Month
from preste.office.services import employer_facts, hours, imports
from preste.office.services.import_table import Plan
from preste.office.store.models import AuditEvent, Fact, ImportKind, ImportMapping, Upload

MONTH = Month(2026, 9)
LONG = "matricule;nom;contrat;date;code;heures"


def send(office: Any, content: bytes | str, *, month: str = "2026-09", kind: str = "hours", role: str = "officer",
         name: str = "heures.csv") -> Any:  # fmt: skip
    data = content.encode() if isinstance(content, str) else content
    return office.client(role).post(office.url(f"{kind}/{month}/import/"), {"file": SimpleUploadedFile(name, data)})


def tried(office: Any, content: bytes | str, **options: Any) -> tuple[str, Plan]:
    """The address of the trial, and what it would do."""
    answer = send(office, content, **options)
    assert answer.status_code == 302, answer.content.decode()
    with scope(employer=office.employer):
        upload = Upload.objects.get(pk=answer.headers["Location"].rstrip("/").rsplit("/", 1)[1])
    return answer.headers["Location"], Plan.read(upload.plan)


def record(office: Any, address: str, rows: str = "all") -> str:
    """Record a trial; what the next page says."""
    return office.client("officer").post(f"{address}apply/", {"rows": rows}, follow=True).content.decode()


def days(office: Any, reference: str) -> list[tuple[int, str, int]]:
    with scope(employer=office.employer):
        found = Fact.objects.filter(kind="day", contract__reference=reference, superseded_at__isnull=True)
        found = found.filter(valid_from__range=(MONTH.first, MONTH.last)).order_by("valid_from", "recorded_at")
        return [(f.valid_from.day, f.data["code"], f.data["hours"]) for f in found]


def number(office: Any, reference: str) -> str:
    return office.contract(reference).worker.number


def workbook(rows: list[list[Any]]) -> bytes:
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def write_hours(office: Any, *cells: tuple[str, int, str]) -> None:
    with scope(employer=office.employer):
        given = [hours.Cell(str(office.contract(c).pk), dt.date(2026, 9, d), t) for c, d, t in cells]
        hours.set_days(office.employer, MONTH, given, office.users["officer"])


def test_a_long_table_is_tried_then_recorded(office: Any) -> None:
    one = number(office, "anne")
    address, plan = tried(office, f"{LONG}\r\n{one};;;08/09/2026;M;\r\n{one};;;9/9/2026;v;3,8\r\n")
    assert [(c.row, c.what, c.old, c.new) for c in plan.changes] == [
        (2, "08/09/2026", "horaire", "M"), (3, "09/09/2026", "horaire", "V 3,8"),
    ]  # fmt: skip
    assert days(office, "anne") == []
    assert "2 changements enregistrés" in record(office, address)
    assert days(office, "anne") == [(8, "M", 760), (9, "V", 380)]
    with scope(employer=office.employer):
        upload = Upload.objects.get()
        last = AuditEvent.objects.filter(action="import.applied").last()
    assert (upload.state, upload.recorded, upload.sheet["rows"]) == ("applied", 2, [])
    assert (last.user, last.details["recorded"]) == (office.users["officer"], 2)


def test_the_same_file_again_changes_nothing_and_says_so(office: Any) -> None:
    content = f"{LONG}\n{number(office, 'anne')};;;2026-09-08;M;4\n"
    record(office, tried(office, content)[0])
    address, plan = tried(office, content)
    assert (plan.changes, plan.faults, plan.unchanged) == ([], [], 1)
    page = office.client("officer").get(address).content.decode()
    assert "ne change rien" in page
    assert "déjà été enregistré" in page
    with scope(employer=office.employer):
        before = Fact.objects.count()
    assert "Rien n&#x27;a changé" in record(office, address)
    with scope(employer=office.employer):
        assert Fact.objects.count() == before


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_the_hours_table_exported_and_imported_changes_nothing(office: Any, form: str) -> None:
    write_hours(office, ("anne", 8, "M"), ("anne", 9, "V 3,8"), ("anne", 10, "W 4"), ("hugo", 10, "M 2 + SS 1"))
    exported = office.client("officer").get(office.url("hours/2026-09/"), {"format": form})
    __, plan = tried(office, exported.content, name=f"heures.{form}")
    assert (plan.changes, plan.faults) == ([], [])
    assert plan.rows > 100


def test_days_of_an_incapacity_exported_and_imported_change_nothing_and_another_code_is_a_fault(office: Any) -> None:
    sick = {
        "start": "2026-08-10", "end": "2026-10-30", "cause": "illness", "certificate": "2026-08-10",
        "partial_from": "2026-09-21", "day_0": "3,8", "day_2": "3,8",
    }  # fmt: skip
    client = office.client("officer")
    assert client.post(office.url(f"contracts/{office.contract().pk}/incapacity/"), sick).status_code == 302
    exported = client.get(office.url("hours/2026-09/"), {"format": "csv"}).content
    assert b";MM;" in exported
    __, plan = tried(office, exported)
    assert (plan.changes, plan.faults) == ([], [])
    __, plan = tried(office, f"matricule;date;code\n{number(office, 'anne')};08/09/2026;V\n")
    assert [fault.value for fault in plan.faults] == ["V"]
    assert "incapacité du 10/08/2026 au 30/10/2026" in plan.faults[0].reason


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_the_template_sent_back_changes_nothing(office: Any, form: str) -> None:
    write_hours(office, ("anne", 8, "M"), ("anne", 9, "V 3,8"), ("hugo", 10, "M 2 + SS 1"))
    filled = office.client("officer").get(office.url("hours/2026-09/template/"), {"format": form})
    __, plan = tried(office, filled.content, name=f"modele.{form}")
    assert (plan.changes, plan.faults) == ([], [])
    assert plan.rows > 5


def test_a_cell_of_the_template_that_was_emptied_or_filled(office: Any) -> None:
    write_hours(office, ("anne", 8, "M"))
    filled = office.client("officer").get(office.url("hours/2026-09/template/"))
    book = openpyxl.load_workbook(io.BytesIO(filled.content))
    assert book.sheetnames == ["Heures", "Codes"]
    sheet = book["Heures"]
    heads = [cell.value for cell in sheet[1]]
    row = next(r for r in sheet.iter_rows() if r[2].value == "anne")
    row[heads.index("ma 08/09")].value = None
    row[heads.index("je 10/09")].value = 4.25
    row[heads.index("ve 11/09")].value = "ss"
    out = io.BytesIO()
    book.save(out)
    address, plan = tried(office, out.getvalue())
    assert [(c.what[:2], c.old, c.new) for c in plan.changes] == [
        ("08", "M", "horaire"), ("10", "horaire", "4,25"), ("11", "horaire", "SS"),
    ]  # fmt: skip
    record(office, address)
    assert days(office, "anne") == [(10, "W", 425), (11, "SS", 760)]


def test_every_fault_names_cell_value_reason_and_remedy(office: Any) -> None:
    one, other = number(office, "anne"), number(office, "hugo")
    rows = [
        f"{one};;;08/09/2026;ZZ;4", f"{one};;;31/09/2026;M;", f"{one};;;08/10/2026;M;", "999;;;08/09/2026;M;",
        f"{one};Quelqu'un d'autre;;08/09/2026;M;", f"{one};;;09/09/2026;M;99", f"{one};;;10/09/2026;M;1,234",
        f"{other};;anne;10/09/2026;M;", ";;;10/09/2026;M;", f"{one};;;11/09/2026;M;=1+1", f"{one};;;14/09/2026;M;4",
        f"{one};;;14/09/2026;M;2",
    ]  # fmt: skip
    address, plan = tried(office, "\n".join([LONG, *rows]))
    assert [(fault.row, fault.column) for fault in plan.faults] == [
        (2, "E"), (3, "D"), (4, "D"), (5, "A"), (6, "B"), (7, "F"), (8, "F"), (9, "C"), (10, "A"), (11, "F"), (12, "F"),
    ]  # fmt: skip
    assert plan.changes == []
    assert all(fault.reason and fault.remedy for fault in plan.faults)
    page = office.client("officer").get(address).content.decode()
    assert all(fault.cell in page for fault in plan.faults)
    assert "M =1+1" in page
    answer = office.client("officer").get(address, {"format": "csv", "table": "faults"})
    told = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig")), delimiter=";"))
    assert [row[0] for row in told[1:]] == [fault.cell for fault in plan.faults]


def test_all_or_nothing_or_only_the_good_rows(office: Any) -> None:
    one = number(office, "anne")
    content = f"{LONG}\n{one};;;08/09/2026;M;\n{one};;;09/09/2026;QQ;\n"
    address, plan = tried(office, content)
    assert (len(plan.changes), len(plan.faults)) == (1, 1)
    assert "Rien n&#x27;a été enregistré" in record(office, address)
    assert days(office, "anne") == []
    assert "1 changement enregistré" in record(office, address, "good")
    assert days(office, "anne") == [(8, "M", 760)]
    assert "déjà enregistré" in record(office, address, "good")


def test_a_row_of_the_grid_with_one_wrong_cell_is_left_out_whole(office: Any) -> None:
    rows = [["matricule", "ma 8", "9"], [number(office, "anne"), "M", "QQ"], [number(office, "hugo"), "SS", None]]
    __, plan = tried(office, workbook(rows))
    assert [(fault.row, fault.column, fault.value) for fault in plan.faults] == [(2, "C", "QQ")]
    assert {change.row for change in plan.changes} == {3}


def test_what_changed_meanwhile_is_noticed(office: Any) -> None:
    address, __ = tried(office, f"{LONG}\n{number(office, 'anne')};;;08/09/2026;M;\n")
    write_hours(office, ("anne", 8, "V"))
    assert "ont changé depuis" in record(office, address)
    assert days(office, "anne") == [(8, "V", 760)]
    page = office.client("officer").get(address).content.decode()
    assert '<td class="quiet">V</td><td class="strong">M</td>' in page
    record(office, address)
    assert days(office, "anne") == [(8, "M", 760)]


# ── events of absences ─────────────────────────────────────────────────────────────────────

EVENTS = "matricule;date;code;heures;événement;date de l'événement"


def events_of(office: Any, reference: str) -> list[tuple[int, str, str, str | None]]:
    with scope(employer=office.employer):
        found = Fact.objects.filter(kind="day", contract__reference=reference, superseded_at__isnull=True)
        found = found.filter(valid_from__range=(MONTH.first, MONTH.last)).order_by("valid_from", "recorded_at")
        return [(f.valid_from.day, f.data["code"], f.data.get("event", ""), f.data.get("event_date")) for f in found]


def test_the_event_of_an_absence_is_read_checked_and_recorded(office: Any) -> None:
    """By its name or its label, with its date in a column of its own, in the same cell, or that of the first day."""
    one, two = number(office, "anne"), number(office, "hugo")
    rows = [
        f"{one};08/09/2026;PC;;own_marriage;12/09/2026",
        f"{one};09/09/2026;PC;;Mariage du travailleur 2026-09-12;",
        f"{two};10/09/2026;PC;;jury_or_court;",
        f"{two};11/09/2026;PC;;jury, témoin ou comparution;",
    ]
    address, plan = tried(office, "\n".join([EVENTS, *rows]))
    assert plan.faults == []
    assert plan.changes[0].new == "PC (mariage du travailleur 12/09/2026)"
    assert "4 changements enregistrés" in record(office, address)
    assert events_of(office, "anne") == [
        (8, "PC", "own_marriage", "2026-09-12"), (9, "PC", "own_marriage", "2026-09-12"),
    ]  # fmt: skip
    assert events_of(office, "hugo") == [
        (10, "PC", "jury_or_court", "2026-09-10"), (11, "PC", "jury_or_court", "2026-09-10"),
    ]  # fmt: skip
    __, plan = tried(office, "\n".join([EVENTS, *rows]))
    assert (plan.changes, plan.faults, plan.unchanged) == ([], [], 4)
    __, plan = tried(office, f"matricule;date;code\n{one};08/09/2026;PC\n")
    assert (plan.changes, plan.faults, plan.unchanged) == ([], [], 1)  # a file that tells no event forgets none


def test_a_day_beyond_the_right_of_its_event_is_a_fault(office: Any) -> None:
    """A marriage gives two days: the third is refused, with the count."""
    one = number(office, "anne")
    rows = [f"{one};{day:02d}/09/2026;PC;;own_marriage;12/09/2026" for day in (8, 9, 10)]
    __, plan = tried(office, "\n".join([EVENTS, *rows]))
    assert [(fault.row, fault.value) for fault in plan.faults] == [(4, "PC")]
    assert "« mariage du travailleur » donne 2 j, 3 avec celui-ci" in plan.faults[0].reason
    assert len(plan.changes) == 2


def test_events_of_the_grid_stand_behind_a_colon(office: Any) -> None:
    one = number(office, "anne")
    address, plan = tried(office, f"matricule;8;9;10\n{one};PC : own_marriage 12/09/2026;M 3,8;PC 3,8\n")
    assert plan.faults == []
    record(office, address)
    assert events_of(office, "anne") == [
        (8, "PC", "own_marriage", "2026-09-12"), (9, "M", "", None), (10, "PC", "", None),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("row", "column", "reason"),
    [
        ("08/09/2026;PC;;mariage;", "événement", "n'est pas un événement de ce code"),
        ("08/09/2026;V;;own_marriage;", "événement", "n'est pas un événement de ce code"),
        ("08/09/2026;PC;;own_marriage;hier", "événement", "ce n'est pas une date"),
        ("08/09/2026;MAT;;birth;", "code", "dites le jour de la naissance"),
    ],
)
def test_a_wrong_event_is_a_fault(office: Any, row: str, column: str, reason: str) -> None:
    __, plan = tried(office, f"{EVENTS}\n{number(office, 'anne')};{row}\n")
    assert [(fault.row, fault.header) for fault in plan.faults] == [(2, column)]
    assert reason in plan.faults[0].reason
    assert plan.faults[0].remedy


def test_two_events_on_one_day_are_a_fault(office: Any) -> None:
    one = number(office, "anne")
    rows = [f"{one};08/09/2026;PC;3,8;own_marriage;", f"{one};08/09/2026;RI;3,8;carer;"]
    __, plan = tried(office, "\n".join([EVENTS, *rows]))
    assert [fault.row for fault in plan.faults] == [3]
    assert "un autre événement" in plan.faults[0].reason


def test_the_template_lists_the_events(office: Any) -> None:
    filled = office.client("officer").get(office.url("hours/2026-09/template/"))
    legend = openpyxl.load_workbook(io.BytesIO(filled.content))["Codes"]
    assert ("PC : own_marriage", "mariage du travailleur", "événement") in list(legend.values)


def test_a_closed_month_is_refused_at_every_step(office: Any) -> None:
    answer = send(office, f"{LONG}\n1;;;08/08/2026;M;\n", month="2026-08")
    assert answer.status_code == 422
    assert "validé" in answer.content.decode()
    address, __ = tried(office, f"{LONG}\n{number(office, 'anne')};;;08/09/2026;M;\n")
    with scope(employer=office.employer):
        type(office.run).objects.filter(pk=office.run.pk).update(state="validated")
    assert "est validé" in record(office, address)
    assert days(office, "anne") == []


def test_a_trial_that_waited_too_long_is_forgotten(office: Any) -> None:
    address, __ = tried(office, f"{LONG}\n{number(office, 'anne')};;;08/09/2026;M;\n")
    with scope(employer=office.employer):
        Upload.objects.update(expires_at=timezone.now() - dt.timedelta(minutes=1))
    assert "plus d&#x27;un jour" in record(office, address)
    assert days(office, "anne") == []
    tried(office, f"{LONG}\n{number(office, 'anne')};;;08/09/2026;V;\n")
    assert office.client("officer").get(address).status_code == 404


def test_columns_are_chosen_and_remembered(office: Any) -> None:
    content = f"Badge;Quand;Quoi;Combien\n{number(office, 'anne')};08/09/2026;M;3,8\n"
    address, plan = tried(office, content)
    assert [f.reason.partition(" : ")[2] for f in plan.faults] == ["matricule", "date", "code"]
    chosen = {f"column-{i}": name for i, name in enumerate(("number", "date", "code", "hours"))}
    office.client("officer").post(f"{address}columns/", chosen)
    with scope(employer=office.employer):
        assert ImportMapping.objects.get().columns["badge"] == "number"
    __, again = tried(office, content)
    assert ([c.new for c in again.changes], again.faults) == (["M 3,8"], [])
    office.client("officer").post(f"{address}columns/", dict.fromkeys(chosen, "number"))
    with scope(employer=office.employer):
        refused = Plan.read(Upload.objects.get(pk=address.rstrip("/").rsplit("/", 1)[1]).plan)
    assert "deux colonnes ont le même sens" in {fault.reason for fault in refused.faults}


def test_days_of_another_month_are_not_taken_for_this_one_s(office: Any) -> None:
    rows = [["matricule", "sa 08/08"], [number(office, "anne"), "M"]]
    __, plan = tried(office, workbook(rows))
    assert plan.changes == []
    assert "2026-09" in plan.faults[0].reason
    rows[0][1] = "lu 08/09"  # 8 September is a Tuesday in 2026
    assert tried(office, workbook(rows))[1].changes == []


def test_a_number_of_a_workbook_is_taken_as_written_or_not_at_all(office: Any) -> None:
    rows = [["matricule", "date", "code", "heures"], [number(office, "anne"), dt.date(2026, 9, 8), "M", 7.6],
            [number(office, "anne"), dt.date(2026, 9, 9), "M", 3.8000001]]  # fmt: skip
    __, plan = tried(office, workbook(rows))
    assert [c.data["new"] for c in plan.changes] == [[["M", 760]]]
    assert [(f.row, f.value) for f in plan.faults] == [(3, "M 3.8000001")]


def test_a_name_that_is_no_name_is_shown_literally(office: Any) -> None:
    address, __ = tried(office, f"{LONG}\n{number(office, 'anne')};<script>alert(1)</script>;;08/09/2026;M;\n")
    page = office.client("officer").get(address).content.decode()
    assert "<script>alert" not in page
    assert "&lt;script&gt;" in page


def test_no_file_and_an_unreadable_file_are_told(office: Any) -> None:
    none = office.client("officer").post(office.url("hours/2026-09/import/"))
    assert (none.status_code, "Aucun fichier" in none.content.decode()) == (422, True)
    exe = send(office, b"MZ" + bytes(500), name="../../etc/passwd.xlsx")
    assert (exe.status_code, "ni un classeur" in exe.content.decode()) == (422, True)
    large = send(office, b"a" * 7_000_000)
    assert (large.status_code, "5 Mo" in large.content.decode()) == (422, True)
    with scope(employer=office.employer):
        assert not Upload.objects.exists()


# ── pay elements ───────────────────────────────────────────────────────────────────────────

ITEMS = "matricule;élément;libellé;montant;quantité;date"


def items(office: Any, reference: str) -> list[tuple[Any, ...]]:
    with scope(employer=office.employer):
        found = Fact.objects.filter(kind="item", contract__reference=reference, superseded_at__isnull=True)
        found = found.filter(valid_from__range=(MONTH.first, MONTH.last), data__once=True).order_by("recorded_at")
        names = ("kind", "label", "amount", "quantity")
        return [(*(one.data[name] for name in names), one.valid_from.day) for one in found]


def test_pay_elements_once_each(office: Any) -> None:
    one = number(office, "anne")
    before = items(office, "anne")
    content = f"{ITEMS}\n{one};Prime soumise à l'ONSS;Prime de juin;1 234,56;;15/09/2026\n{one};mileage;;;120,5;\n"
    address, plan = tried(office, content, kind="items")
    assert plan.faults == []
    record(office, address)
    added = [("premium", "Prime de juin", 123456, 0, 15), ("mileage", "Kilomètres de service", 0, 12050, 1)]
    assert items(office, "anne") == [*before, *added]
    again = tried(office, content, kind="items")[1]
    assert (again.changes, again.unchanged) == ([], 2)
    twice = tried(office, f"{content}{one};Prime soumise à l'ONSS;Prime de juin;1234.56;;15/09/2026\n", kind="items")[1]
    assert (len(twice.changes), twice.unchanged) == (1, 2)


@pytest.mark.parametrize(
    ("row", "column"),
    [
        ("rien;x;10;;", "B"), ("premium;x;10,999;;", "D"), ("premium;x;-10;;", "D"), ("premium;x;;;", "D"),
        ("premium;x;10;;01/10/2026", "F"), ("premium;x;1e3;;", "D"), ("company_car;x;10;;", "D"),
        (f"premium;{'x' * 81};10;;", "C"), ("mileage;x;;beaucoup;", "E"), ("premium;x;10;;hier", "F"),
    ],
)  # fmt: skip
def test_an_element_that_cannot_be_paid_so(office: Any, row: str, column: str) -> None:
    plan = tried(office, f"{ITEMS}\n{number(office, 'anne')};{row}\n", kind="items")[1]
    assert (plan.changes, [fault.column for fault in plan.faults]) == ([], [column])


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_the_template_of_elements_sent_back_changes_nothing(office: Any, form: str) -> None:
    content = f"{ITEMS}\n{number(office, 'anne')};premium;Prime;1234,56;;15/09/2026\n"
    record(office, tried(office, content, kind="items")[0])
    filled = office.client("officer").get(office.url("items/2026-09/template/"), {"format": form})
    plan = tried(office, filled.content, kind="items")[1]
    assert (plan.changes, plan.faults) == ([], [])
    assert plan.unchanged >= 1


def test_the_trail_holds_no_amount_and_no_name(office: Any) -> None:
    content = f"{ITEMS}\n{number(office, 'anne')};premium;Prime secrète;4321,09;;\n"
    record(office, tried(office, content, kind="items")[0])
    with scope(employer=office.employer):
        told = str(list(AuditEvent.objects.filter(action__startswith="import.").values_list("subject", "details")))
    assert not re.search("4321|432109|secrète|Exemple", told)


def test_an_upload_of_another_month_is_not_recorded_by_anybody_else(office: Any) -> None:
    address, __ = tried(office, f"{LONG}\n{number(office, 'anne')};;;08/09/2026;M;\n")
    assert office.client("reader").post(f"{address}apply/").status_code == 403
    assert office.client("stranger").get(address).status_code == 404
    with scope(employer=office.employer):
        upload = Upload.objects.get()
        assert upload.kind == ImportKind.HOURS
        assert imports.apply(upload, office.users["officer"], only_good=False) == 1


def test_a_replaced_holiday_exported_and_imported_changes_nothing(office: Any) -> None:
    with scope(employer=office.employer):
        moved = {dt.date(2026, 11, 1): dt.date(2026, 11, 3)}
        employer_facts.replace_holidays(office.employer, moved, office.users["bureau"])
    content = b"".join(office.client("officer").get(office.url("hours/2026-11/?format=csv")))
    assert b"2026-11-03;F;" in content
    plan = tried(office, content, month="2026-11")[1]
    assert (plan.faults, plan.changes) == ([], [])
