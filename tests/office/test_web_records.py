"""Public holidays that are replaced, holidays of a year, and opening balances: pages that write them down."""

from __future__ import annotations

import datetime as dt
import json
from typing import Any

import pytest
from django.utils import timezone
from django_scopes import scope

from preste.calendar import Month
from preste.office.services import counters, facts, holidays, pay_runs, public_holidays
from preste.office.services.checks import run_checks
from preste.office.services.dossiers import dossier_of, import_dossier
from preste.office.store.models import AuditEvent, Employer, Fact, FactKind, Payslip
from preste.records import HolidayCertificate, HolidayWork, HolidayYear, ReplacedHoliday

DAYS = {
    "d0101": "", "d0406": "", "d0501": "", "d0514": "", "d0525": "", "d0721": "", "d0815": "2026-08-17",
    "d1101": "2026-11-02", "d1111": "", "d1225": "",
}  # fmt: skip
WORK = {"work_0_months": "9", "work_0_days_week": "5", "work_0_hours_week": "38"}
PAPER = {
    "certificate_0_months": "3", "certificate_0_days_week": "5", "certificate_0_hours_week": "38",
    "certificate_0_simple": "900,00", "certificate_0_double": "880,00", "certificate_0_days": "5",
}  # fmt: skip


def record(office: Any, reference: str = "anne") -> Any:
    with scope(employer=office.employer):
        return next(c for c in dossier_of(office.employer, Month(2026, 9)).contracts if c.id == reference)


# ── public holidays ────────────────────────────────────────────────────────────────────────


def test_sundays_and_usual_days_of_inactivity_are_replaced_by_law(office: Any) -> None:
    """In 2026 the 15th of August is a Saturday, no usual day of activity in the demonstration."""
    with scope(employer=office.employer):
        found = {one.date: one for one in public_holidays.of_year(office.employer, 2026)}
        assert public_holidays.active_weekdays(office.employer, 2026) == frozenset(range(5))
    assert [one.date for one in found.values() if one.falls == "sunday"] == [dt.date(2026, 11, 1)]
    assert [one.date for one in found.values() if one.falls == "inactive"] == [dt.date(2026, 8, 15)]
    assert found[dt.date(2026, 11, 1)].proposed == dt.date(2026, 11, 2)
    assert found[dt.date(2026, 8, 15)].proposed == dt.date(2026, 8, 17)


def test_replacement_days_are_recorded_shown_and_told_late(office: Any) -> None:
    client = office.client("officer")
    page = client.get(office.url("public-holidays/2026/")).content.decode()
    assert "d'office" in page.replace("&#x27;", "'")
    answer = client.post(office.url("public-holidays/2026/record/"), DAYS, follow=True)
    page = answer.content.decode()
    assert "Ce changement touche des mois déjà validés" in page
    assert "août" in page
    with scope(employer=office.employer):
        assert dossier_of(office.employer, Month(2026, 9)).employer.replacement_days == (
            ReplacedHoliday(holiday=dt.date(2026, 8, 15), day=dt.date(2026, 8, 17)),
            ReplacedHoliday(holiday=dt.date(2026, 11, 1), day=dt.date(2026, 11, 2)),
        )
        assert AuditEvent.objects.filter(action="employer.holidays").count() == 1
    twin = client.get(office.url("public-holidays/2026/?format=json"))
    rows = json.loads(b"".join(twin))["rows"]
    assert rows[6] == {"jour": "2026-08-15", "ferie": "Assomption", "remplace_par": "2026-08-17"}


@pytest.mark.parametrize("day", ["2026-11-08", "2027-01-04", "2026-11-11", "x"])
def test_a_day_that_cannot_replace_is_refused(office: Any, day: str) -> None:
    answer = office.client("officer").post(office.url("public-holidays/2026/record/"), DAYS | {"d1101": day})
    assert answer.status_code == 422
    assert day == "x" or day in answer.content.decode()
    with scope(employer=office.employer):
        assert dossier_of(office.employer, Month(2026, 9)).employer.replacement_days == ()


def test_a_certificate_from_the_first_day(office: Any) -> None:
    client, url = office.client("officer"), office.url("public-holidays/2026/certificate/")
    assert client.post(url, {"first_day": "on", "since": "2026-13"}).status_code == 422
    client.post(url, {"first_day": "on", "since": ""})
    with scope(employer=office.employer):
        employer = dossier_of(office.employer, Month(2026, 9)).employer
    assert employer.on(dt.date(2026, 9, 1)).certificate_first_day
    assert not employer.on(dt.date(2026, 8, 1)).certificate_first_day


# ── holidays of a year ─────────────────────────────────────────────────────────────────────


def test_what_gives_the_right_is_proposed_then_recorded(office: Any) -> None:
    client, url = office.client("officer"), office.url(f"contracts/{office.contract().pk}/holidays/2026/")
    page = client.get(url).content.decode()
    assert "Rien n'est écrit des vacances 2026" in page
    assert 'name="work_0_months" value="12"' in page
    assert client.post(url, WORK | PAPER | {"taken_before": "2"}).status_code == 302
    (known,) = record(office).holidays
    assert known.work == (HolidayWork(months=9, days_week=500, hours_week=3800),)
    assert known.certificates == (
        HolidayCertificate(months=3, days_week=500, hours_week=3800, simple=90_000, double=88_000, days=500),
    )
    page = client.get(url).content.decode()
    assert "20,00" in page
    assert "18,00" in page
    why = client.get(url + "why/")
    assert "Jours de vacances acquis" in why.content.decode()
    assert "script-src" in why.headers["Content-Security-Policy"]


def test_the_same_year_written_again_takes_the_place_of_the_former(office: Any) -> None:
    client, url = office.client("officer"), office.url(f"contracts/{office.contract().pk}/holidays/2026/")
    client.post(url, WORK)
    client.post(url, WORK | {"work_0_months": "10"})
    assert [one.work[0].months for one in record(office).holidays] == [10]
    with scope(employer=office.employer):
        former = Fact.objects.get(kind="holidays", superseded_by__isnull=False)
        latest = Fact.objects.get(kind="holidays", superseded_at=None)
    page = client.get(office.url(f"workers/{former.worker_id}/")).content.decode()
    assert "2026 · 9 mois ici" in page
    assert "2026 · 10 mois ici" in page
    assert client.get(url.replace("2026", "2025") + f"?replaces={latest.pk}").headers["Location"] == url
    client.post(office.url(f"facts/{latest.pk}/withdraw/"))
    assert record(office).holidays == ()


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"work_0_months": "9"}, "work_0_days_week"),
        ({**WORK, **PAPER, "work_0_months": "10"}, "work_0_months"),
        ({}, "work_0_months"),
        ({**WORK, "variable_pay": "100"}, "variable_months"),
        ({**WORK, "work_0_hours_week": "1.250"}, "work_0_hours_week"),
    ],
)
def test_each_fault_is_told_at_its_field(office: Any, given: dict[str, str], field: str) -> None:
    url = office.url(f"contracts/{office.contract().pk}/holidays/2026/")
    answer = office.client("officer").post(url, given)
    assert answer.status_code == 422
    assert f'id="id_{field}_error"' in answer.content.decode()
    assert record(office).holidays == ()


def test_a_right_that_is_agreed_and_days_of_each_kind(office: Any) -> None:
    client, contract = office.client("officer"), office.contract("farid")
    client.post(office.url(f"contracts/{contract.pk}/holidays/2026/"), {"days": "18"})
    cells = [{"contract": str(contract.pk), "date": f"2026-09-{day:02d}", "text": text}
             for day, text in ((7, "V"), (8, "V 3,8"), (9, "VJ"))]  # fmt: skip
    client.post(office.url("hours/2026-09/"), json.dumps({"cells": cells}), content_type="application/json")
    with scope(employer=office.employer):
        found = holidays.of_year(contract, 2026, dt.date(2026, 9, 30))
    assert found
    assert found.taken == {"V": 1140, "VJ": 760}
    assert found.balance
    assert (found.balance.right, found.balance.left) == (1800, 1650)


def test_what_was_left_last_year_is_told_with_its_carry_over(office: Any) -> None:
    client, contract = office.client("officer"), office.contract()
    client.post(office.url(f"contracts/{contract.pk}/holidays/2025/"), WORK)
    page = client.get(office.url(f"contracts/{contract.pk}/holidays/2026/")).content.decode()
    assert "Il restait 15,00 j en 2025." in page
    assert "24 mois" in page


# ── opening balances ───────────────────────────────────────────────────────────────────────


def test_opening_balances_need_the_first_month_and_are_corrected(office: Any) -> None:
    client, url = office.client("officer"), office.url(f"contracts/{office.contract().pk}/opening/")
    assert "premier mois calculé ici" in client.get(url).content.decode()
    assert client.post(url, {"work_bonus": "10"}).status_code == 422
    with scope(employer=office.employer):
        Employer.objects.filter(pk=office.employer.pk).update(begins="2026-07")
    client.post(url, {"work_bonus": "10,50", "student_hours": "120,00", "article17_days": "4"})
    client.post(url, {"work_bonus": "11,50", "article17_days": "4"})
    employer = Employer.objects.get(pk=office.employer.pk)
    with scope(employer=employer):
        assert dossier_of(employer, Month(2026, 9)).opening == {"anne": {"work_bonus": 1150, "article17_days": 4}}
        assert Fact.objects.filter(kind="opening").count() == 2
    page = client.get(office.url(f"workers/{office.contract().worker_id}/")).content.decode()
    assert (
        "Bonus à l&#x27;emploi depuis le 1er janvier : 11,50\u00a0€ · Jours article 17 depuis le 1er janvier : 4"
        in page
    )


# ── counters ───────────────────────────────────────────────────────────────────────────────


def test_the_counters_of_the_last_payslip_and_of_today(office: Any) -> None:
    client = office.client("officer")
    client.post(office.url(f"contracts/{office.contract().pk}/holidays/2026/"), WORK)
    with scope(employer=office.employer):
        pay_runs.compute(office.run, office.users["officer"])
    cells = [{"contract": str(office.contract().pk), "date": "2026-10-05", "text": "V"}]
    client.post(office.url("hours/2026-10/"), json.dumps({"cells": cells}), content_type="application/json")
    with scope(employer=office.employer):
        found = counters.counters_of(office.contract(), "ordinary", dt.date(2026, 10, 20))
    assert found
    assert found.month == Month(2026, 9)
    assert dict(found.printed)["Vacances 2026 : solde"] == "15 j"
    assert (found.holidays_right, found.holidays_taken, found.holidays_left) == (1500, 100, 1400)
    page = client.get(office.url(f"workers/{office.contract().worker_id}/")).content.decode()
    assert "fiche de septembre" in page
    assert "Vacances 2026 : solde" in page


def test_the_month_that_earned_the_rest_brought(office: Any) -> None:
    client, url = office.client("officer"), office.url(f"contracts/{office.contract().pk}/opening/")
    with scope(employer=office.employer):
        Employer.objects.filter(pk=office.employer.pk).update(begins="2026-07")
    for wrong in ("2026-07", "mars"):
        assert client.post(url, {"compensatory_rest": "7,60", "compensatory_rest_month": wrong}).status_code == 422
    client.post(url, {"compensatory_rest": "7,60", "compensatory_rest_month": "2026-03"})
    employer = Employer.objects.get(pk=office.employer.pk)
    with scope(employer=employer):
        told = dossier_of(employer, Month(2026, 9)).opening["anne"]
    assert told == {"compensatory_rest": 760, "compensatory_rest_month": 202603}
    assert 'value="2026-03"' in client.get(url).content.decode()
    page = client.get(office.url(f"workers/{office.contract().worker_id}/")).content.decode()
    assert "Repos compensatoire à prendre : 7,60 h · repos gagné jusqu&#x27;en mars\u00a02026" in page
    client.post(url, {"work_bonus": "10", "compensatory_rest_month": "2026-03"})
    with scope(employer=employer):
        assert dossier_of(employer, Month(2026, 9)).opening["anne"] == {"work_bonus": 1_000}


def test_more_days_than_the_right_are_a_check_of_the_run(office: Any, make: Any) -> None:
    """A right of one day, and two taken in July: told on the payslip, and before the month is validated."""
    days = make.days(("2026-07-06", "V", 760), ("2026-07-07", "V", 760))
    contract = make.contract(holidays=(HolidayYear(year=2026, days=100),), days=days)
    employer = import_dossier(make.dossier(contract, begins=Month(2026, 7)), office.users["bureau"])
    with scope(employer=employer):
        run = pay_runs.compute(pay_runs.create_run(employer, Month(2026, 7), None), None)
        told = [one.message for one in run_checks(run) if one.code == "C-UNSURE"]
        (payslip,) = run.payslips.all()
    warning = "plus de jours de vacances pris (2,00) que le droit de 2026 (1,00)"
    assert warning in payslip.warnings
    assert any(warning in one for one in told)


def test_days_carried_over_are_written_with_the_year_they_come_from(office: Any) -> None:
    """Three days of 2025 that a suspension kept from being taken: they are counted in 2026."""
    contract = office.contract()
    client, url = office.client("officer"), office.url(f"contracts/{contract.pk}/holidays/2025/")
    assert client.post(url, {"carried": "3,00"}).status_code == 302
    assert 'value="3,00"' in client.get(url).content.decode()
    with scope(employer=office.employer):
        (record,) = dossier_of(office.employer, Month(2026, 9), workers=[contract.worker_id]).contracts
    assert [(one.year, one.carried) for one in record.holidays if one.carried] == [(2025, 300)]


def test_hours_of_a_student_and_of_article_17_count_validated_months_and_the_opening(office: Any) -> None:
    with scope(employer=office.employer):
        elise = office.contract("elise")
        worked = counters.counters_of(elise, "article17", dt.date(2026, 9, 30))
        validated = [p.left["article17_year"] for p in Payslip.objects.filter(contract=elise).exclude(run__hash="")
                     if p.left]  # fmt: skip
        facts.record_fact(
            elise.worker, FactKind.OPENING, {"article17_year": 4_00}, valid_from=dt.date(2026, 7, 1), contract=elise
        )
        more = counters.counters_of(elise, "article17", dt.date(2026, 9, 30))
    assert worked
    assert more
    assert worked.hours == sum(validated)
    assert more.hours == worked.hours + 4_00


def test_sickness_without_a_certificate_is_counted(office: Any) -> None:
    given = {"start": "2026-09-08", "end": "2026-09-08", "cause": "illness"}
    url = office.url(f"contracts/{office.contract().pk}/incapacity/")
    assert office.client("officer").post(url, given).status_code == 302
    with scope(employer=office.employer):
        found = counters.counters_of(office.contract(), "ordinary", dt.date(2026, 9, 30))
        before = counters.counters_of(office.contract(), "ordinary", dt.date(2026, 8, 31))
    assert found
    assert found.sick_without_certificate == 100
    assert before is None


def test_more_days_than_the_right_are_told_on_the_workers_page(office: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """Twenty days a year; twenty-one are written in September."""
    monkeypatch.setattr(timezone, "localdate", lambda: dt.date(2026, 11, 20))
    contract = office.contract()
    url = office.url(f"contracts/{contract.pk}/holidays/2026/")
    assert office.client("officer").post(url, WORK | {"work_0_months": "12"}).status_code == 302
    with scope(employer=office.employer):
        month = [dt.date(2026, 9, 1) + dt.timedelta(days=i) for i in range(29)]
        for day in [one for one in month if one.weekday() < 5]:
            facts.record_fact(
                contract.worker, FactKind.DAY, {"code": "V", "hours": 760}, valid_from=day, valid_to=day,
                contract=contract,
            )  # fmt: skip
    told = "Plus de jours de vacances pris (21,00) que le droit de l'année (20,00)"
    worker = office.client("officer").get(office.url(f"workers/{contract.worker_id}/")).content.decode()
    year = office.client("officer").get(office.url(f"contracts/{contract.pk}/holidays/2026/")).content.decode()
    assert (told in worker, told in year) == (True, True)
