"""Overtime in the office: written besides the schedule, refused beyond the quotas of the year, paid and settled."""

from __future__ import annotations

import datetime as dt
import json
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django_scopes import scope

from preste.calendar import Month
from preste.errors import PresteError
from preste.office.services import facts, hours, pay_runs
from preste.office.services.dossiers import dossier_of, import_dossier
from preste.office.services.hours import cell_text, read_cell
from preste.office.store.models import Contract, Employer, Fact, FactKind, Line, PayRun, Upload
from preste.payroll.month import pay_contract

DAY = dt.date(2026, 9, 8)


def post(office: Any, *cells: tuple[str, str, str], month: str = "2026-09") -> Any:
    body = {"cells": [{"contract": str(office.contract(c).pk), "date": d, "text": t} for c, d, t in cells]}
    address = office.url(f"hours/{month}/")
    return office.client("officer").post(address, json.dumps(body), content_type="application/json")


def known_days(office: Any, reference: str = "anne") -> list[tuple[dt.date, str, int]]:
    with scope(employer=office.employer):
        found = Fact.objects.filter(kind="day", contract__reference=reference, superseded_at__isnull=True)
        found = found.filter(valid_from__gte=dt.date(2026, 9, 1)).order_by("valid_from", "recorded_at")
        return [(one.valid_from, one.data["code"], one.data["hours"]) for one in found]


def record(office: Any, reference: str, *days: tuple[str, str, int]) -> None:
    """Days recorded as facts, whatever the state of their month."""
    contract = office.contract(reference)
    with scope(employer=office.employer):
        for date, code, worth in days:
            day = dt.date.fromisoformat(date)
            facts.record_fact(
                contract.worker, FactKind.DAY, {"code": code, "hours": worth}, valid_from=day, valid_to=day,
                contract=contract, user=office.users["officer"],
            )  # fmt: skip


# ── in a cell ──────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("written", "found"),
    [
        ("HS 2", [("HS", 200)]),
        ("hv 7,6", [("HV", 760)]),
        ("M 3,8 + HP 1,5", [("M", 380), ("HP", 150)]),
        ("7,6 + HS 2", [("W", 760), ("HS", 200)]),
        ("HS 2 + HV 1", [("HS", 200), ("HV", 100)]),
    ],
)
def test_overtime_is_written_besides_the_schedule(written: str, found: list[tuple[str, int]]) -> None:
    read = read_cell(written, DAY, 760, free=False)
    assert [(day.code, day.hours) for day in read] == found
    assert read_cell(cell_text(read, 760), DAY, 760, free=False) == read


def test_overtime_on_a_day_without_schedule() -> None:
    assert [day.hours for day in read_cell("HP 4", DAY, 0, free=False)] == [400]


@pytest.mark.parametrize("written", ["HS", "M 3,8 + HS", "HS 0", "HS 16,5", "HS 2 + HS 1", "8 + HS 1"])
def test_overtime_that_does_not_read(written: str) -> None:
    """How much it is must be said; a day has 24 hours; what is not overtime still fits the schedule."""
    with pytest.raises(PresteError):
        read_cell(written, DAY, 760, free=False)


def test_overtime_is_recorded_and_adds_to_the_work_not_to_the_hours_paid(office: Any) -> None:
    answer = post(office, ("anne", "2026-09-08", "HS 2"), ("anne", "2026-09-12", "HP 4"))
    assert answer.status_code == 200
    assert known_days(office) == [(dt.date(2026, 9, 8), "HS", 200), (dt.date(2026, 9, 12), "HP", 400)]
    (row,) = answer.json()["rows"]
    assert row["cells"]["2026-09-08"] == {"text": "HS 2", "kind": "extra", "event": ""}
    assert (row["work"], row["paid"]) == (16_720 + 600, 16_720)


# ── what is refused ────────────────────────────────────────────────────────────────────────


def test_hours_beyond_the_quota_of_the_year_are_refused(office: Any) -> None:
    """350 of the 360 voluntary hours are worked by August: ten may follow, in this month and no later."""
    record(office, "anne", *((f"2026-08-{day:02d}", "HV", 1_750) for day in range(1, 21)))
    answer = post(office, ("anne", "2026-09-08", "HV 6"), ("anne", "2026-09-09", "HV 5"), ("anne", "2026-09-10", "M"))
    assert answer.status_code == 422
    (error,) = answer.json()["errors"]
    assert (error["contract"], error["date"]) == (str(office.contract("anne").pk), "2026-09-09")
    assert "dépassent le maximum de l'année" in error["message"]
    assert known_days(office) == []
    assert post(office, ("anne", "2026-09-08", "HV 6"), ("anne", "2026-09-09", "HV 4")).status_code == 200
    assert post(office, ("anne", "2026-09-10", "HV 1")).status_code == 422
    assert post(office, ("anne", "2026-09-09", "HV 3"), ("anne", "2026-09-10", "HV 1")).status_code == 200


@pytest.mark.parametrize(
    ("reference", "written", "said"),
    [("anne", "HR 2", "maximum de l'année"), ("anne", "HC 2", "temps partiels"), ("farid", "HC 2", "temps partiels")],
)
def test_what_is_not_for_a_contract_is_refused(office: Any, reference: str, written: str, said: str) -> None:
    answer = post(office, (reference, "2026-09-08", written))
    assert answer.status_code == 422
    assert said in answer.json()["errors"][0]["message"]


def test_a_part_timer_writes_complementary_hours(office: Any) -> None:
    assert post(office, ("bruno", "2026-09-10", "HC 4")).status_code == 200


def test_overtime_of_a_student_is_refused(office: Any) -> None:
    with scope(employer=office.employer):
        students = Fact.objects.filter(kind="contract", data__regime="student", superseded_at__isnull=True)
        reference = students.first().contract.reference
    answer = post(office, (reference, "2026-09-08", "HP 2"))
    assert answer.status_code == 422
    assert "ne sont pas calculées" in answer.json()["errors"][0]["message"]


def test_a_file_that_exceeds_the_quota_is_told_when_it_is_tried(office: Any) -> None:
    number = office.contract("anne").worker.number
    text = f"matricule;date;code;heures\n{number};08/09/2026;HR;2\n{number};09/09/2026;HS;2\n"
    file = SimpleUploadedFile("heures.csv", text.encode())
    answer = office.client("officer").post(office.url("hours/2026-09/import/"), {"file": file})
    with scope(employer=office.employer):
        plan = Upload.objects.get(pk=answer.headers["Location"].rstrip("/").rsplit("/", 1)[1]).plan
    assert "maximum de l'année" in json.dumps(plan, ensure_ascii=False)
    assert '"HS 2"' in json.dumps(plan, ensure_ascii=False)
    assert '"new": "HR 2"' not in json.dumps(plan, ensure_ascii=False)


# ── paid ───────────────────────────────────────────────────────────────────────────────────


@pytest.fixture
def alone(office: Any, make: Any) -> Any:
    """A new employer of one contract of 2 500 EUR since 2015, begun in July 2026."""
    dossier = make.dossier(make.contract(), begins=Month(2026, 7))
    employer = import_dossier(dossier, office.users["bureau"])
    with scope(employer=employer):
        yield employer


def written(employer: Employer, user: Any, month: str, *cells: tuple[str, str], correcting: bool = False) -> None:
    contract = Contract.objects.get(employer=employer)
    given = [hours.Cell(str(contract.pk), dt.date.fromisoformat(date), text) for date, text in cells]
    hours.set_days(employer, Month.parse(month), given, user, correcting=correcting)


def computed(employer: Employer, user: Any, month: str) -> PayRun:
    return pay_runs.compute(pay_runs.create_run(employer, Month.parse(month), user), user)


def amounts(run: PayRun) -> dict[str, int]:
    return {line.code: line.amount for line in Line.objects.filter(payslip__run=run)}


def test_a_month_with_overtime_is_paid_as_from_a_folder(office: Any, make: Any, alone: Employer) -> None:
    user = office.users["bureau"]
    written(alone, user, "2026-07", ("2026-07-06", "HP 2"), ("2026-07-07", "HS 3"), ("2026-07-08", "HV 1"))
    run = computed(alone, user, "2026-07")
    days = make.days(("2026-07-06", "HP", 200), ("2026-07-07", "HS", 300), ("2026-07-08", "HV", 100))
    folder = make.pay(make.contract(days=days), "2026-07", begins=Month(2026, 7))
    assert amounts(run) == {line.code: line.amount for line in folder.lines}
    payslip = run.payslips.get()
    assert payslip.left["overtime_net"] == 100
    assert payslip.left["overtime_taxed"] == 500
    told = " ".join(payslip.warnings)
    assert "paramètre incertain" in told


def test_overtime_known_late_is_settled_with_its_tax_reduction(office: Any, make: Any, alone: Employer) -> None:
    """Ten hours of July, corrected after it was closed, are paid in August: pay, contributions, net hours and the
    reduction are those of two months paid in time."""
    user = office.users["bureau"]
    pay_runs.validate(computed(alone, user, "2026-07"), user)
    written(alone, user, "2026-07", ("2026-07-06", "HP 10"), ("2026-07-07", "HV 4"), correcting=True)
    run = computed(alone, user, "2026-08")
    found = run.payslips.get()
    late = {line.code: line.amount for line in found.lines.filter(earned_month="2026-07")}
    days = make.days(("2026-07-06", "HP", 1_000), ("2026-07-07", "HV", 400))
    due = make.pay(make.contract(days=days), "2026-07", begins=Month(2026, 7))
    assert late["overtime_week"] == due.trace["overtime_week"]
    assert late["net_overtime"] == due.trace["net_overtime_pay"]
    assert late["overtime_tax_base"] == due.trace["overtime_tax_base"] == found.facts["late_overtime_base"]
    pay_runs.validate(run, user)
    september = computed(alone, user, "2026-09")
    assert not september.payslips.get().lines.filter(earned_month="2026-07").exists()


def test_quotas_used_in_closed_months_count(office: Any, alone: Employer) -> None:
    user = office.users["bureau"]
    days = [(f"2026-07-{day:02d}", "HV 14") for day in range(1, 18)]
    written(alone, user, "2026-07", *days)  # 238 net hours
    pay_runs.validate(computed(alone, user, "2026-07"), user)
    written(alone, user, "2026-08", ("2026-08-04", "HV 5"))
    run = computed(alone, user, "2026-08")
    assert run.payslips.get().facts["overtime_net_hours"] == 200
    assert run.payslips.get().facts["overtime_paid_week"] == 300


def test_rest_earned_in_the_year_before_is_known(office: Any, make: Any, alone: Employer) -> None:
    """Other days of that year are not read."""
    contract = Contract.objects.get(employer=alone)
    for date, code in (("2025-12-15", "HS"), ("2025-12-16", "M"), ("2024-12-16", "HS")):
        day = dt.date.fromisoformat(date)
        facts.record_fact(
            contract.worker, FactKind.DAY, {"code": code, "hours": 300}, valid_from=day, valid_to=day,
            contract=contract, user=office.users["bureau"],
        )  # fmt: skip
    dossier = dossier_of(alone, Month(2026, 7))
    (record,) = dossier.contracts
    assert [(day.date.isoformat(), day.code) for day in record.days] == [("2025-12-15", "HS")]
    payslip = pay_contract(dossier, record, Month(2026, 7))
    assert {one.label: one.value for one in payslip.counters}["Récupération : solde"] == 300


def test_rest_taken_is_that_of_the_oldest_hours_however_long_ago(office: Any, make: Any, alone: Employer) -> None:
    """3 h of December 2024 were taken in January 2025: those of 2026 are all left."""
    contract = Contract.objects.get(employer=alone)
    for date, code in (("2024-12-16", "HS"), ("2025-01-13", "R"), ("2026-02-09", "HS")):
        day = dt.date.fromisoformat(date)
        facts.record_fact(
            contract.worker, FactKind.DAY, {"code": code, "hours": 300}, valid_from=day, valid_to=day,
            contract=contract, user=office.users["bureau"],
        )  # fmt: skip
    dossier = dossier_of(alone, Month(2026, 7))
    payslip = pay_contract(dossier, dossier.contracts[0], Month(2026, 7))
    found = {one.label: one.value for one in payslip.counters}
    assert [found[f"Récupération : {name}"] for name in ("gagné", "pris", "solde")] == [300, 0, 300]


def test_the_page_of_a_payslip_shows_its_counters_in_the_readers_language(office: Any) -> None:
    record(office, "anne", ("2026-09-08", "HS", 250), ("2026-09-09", "HP", 100), ("2026-09-10", "R", 100))
    user = office.users["officer"]
    with scope(employer=office.employer):
        run = pay_runs.compute(PayRun.objects.get(pk=office.run.pk), user)
    client = office.client("officer")
    address = office.url(f"payslips/{office.payslip('anne', run).pk}/")
    french = client.get(address).content.decode()
    assert "<dt>Récupération : solde</dt><dd>1,50 h</dd>" in french
    assert "<dt>Sans repos (max. 91)</dt><dd>1 h</dd>" in french
    user.language = "nl"
    user.save(update_fields=["language"])
    dutch = client.get(address).content.decode()
    user.language = "fr"
    assert "<dt>Inhaalrust: saldo</dt><dd>1,50 u</dd>" in dutch
    assert "<dt>Belastingvermindering (max. 180)</dt>" in dutch
