"""Incapacities for work in the office: the form, the grid, the payslip, and a sick note that comes too late."""

from __future__ import annotations

import datetime as dt
import re
from typing import Any

import pytest
from django_scopes import scope

from preste.calendar import Month
from preste.errors import PresteError
from preste.office.services import changes, facts, pay_runs
from preste.office.services.checks import run_checks
from preste.office.services.differences import differences
from preste.office.services.dossiers import dossier_of, import_dossier
from preste.office.services.hours import Cell, HoursError, set_days
from preste.office.store.models import AuditEvent, Contract, Fact, FactKind, Line, Payslip
from preste.payroll.month import run_month
from preste.records import Incapacity

SICK = {"start": "2026-09-07", "end": "2026-09-18", "cause": "illness", "certificate": "2026-09-08"}
WORKMAN: dict[str, Any] = {"status": "blue_collar", "pay_basis": "hourly", "amount": 1_500}
ILL = Incapacity(start=dt.date(2026, 7, 6), end=dt.date(2026, 8, 12), certificate=dt.date(2026, 7, 6))
MONTHS = ("2026-07", "2026-08", "2026-09")


def post(office: Any, change: dict[str, str] | None = None, query: str = "") -> Any:
    address = office.url(f"contracts/{office.contract().pk}/incapacity/{query}")
    return office.client("officer").post(address, SICK | (change or {}))


def page(office: Any) -> str:
    address = office.url(f"workers/{office.contract().worker_id}/")
    return str(office.client("officer").get(address).content.decode())


def known(office: Any, *, believed: bool = True) -> list[Fact]:
    with scope(employer=office.employer):
        found = Fact.objects.filter(contract=office.contract(), kind="incapacity", superseded_at__isnull=believed)
        return list(found.order_by("valid_from"))


# ── the worker's page ──────────────────────────────────────────────────────────────────────


def test_an_incapacity_is_recorded_shown_and_audited(office: Any) -> None:
    assert post(office, {"other_illness": "on"}).status_code == 302
    (fact,) = known(office)
    assert (fact.valid_from, fact.valid_to) == (dt.date(2026, 9, 7), dt.date(2026, 9, 18))
    assert facts.incapacity_record(fact) == Incapacity(
        start=dt.date(2026, 9, 7), end=dt.date(2026, 9, 18), certificate=dt.date(2026, 9, 8), other_illness=True
    )
    assert "Maladie · certificat reçu le 08/09/2026 · autre maladie" in page(office)
    with scope(employer=office.employer):
        assert AuditEvent.objects.filter(action="incapacity.recorded").count() == 1


def test_it_is_corrected_prolonged_and_withdrawn_and_nothing_is_lost(office: Any) -> None:
    post(office, {"certificate": ""})
    (first,) = known(office)
    assert "pas de certificat" in page(office)
    form = office.client("officer").get(office.url(f"contracts/{office.contract().pk}/incapacity/?replaces={first.pk}"))
    assert 'value="2026-09-18"' in form.content.decode()
    assert post(office, query=f"?replaces={first.pk}").status_code == 302
    (second,) = known(office)
    assert post(office, {"start": "2026-09-19", "end": "2026-10-30"}).status_code == 302
    assert len(known(office)) == 2
    client = office.client("officer")
    assert client.post(office.url(f"facts/{second.pk}/withdraw/")).status_code == 302
    assert [fact.valid_from for fact in known(office)] == [dt.date(2026, 9, 19)]
    assert {fact.pk for fact in known(office, believed=False)} == {first.pk, second.pk}
    assert page(office).count("<s>Maladie") == 2


def test_the_day_the_mutual_fund_takes_over_follows_all_that_prolongs(office: Any) -> None:
    post(office)
    assert "mutuelle" not in page(office)
    post(office, {"start": "2026-09-19", "end": "2026-10-30", "certificate": "2026-09-19"})
    assert "certificat reçu le 19/09/2026 · mutuelle dès le 07/10/2026" in page(office)
    assert "certificat reçu le 08/09/2026 · mutuelle" not in page(office)  # not in the first part of it


@pytest.mark.parametrize(
    ("change", "wrong"),
    [
        ({"end": "2026-09-06"}, {"end": "La fin précède le début."}),
        ({"start": "1999-01-01"}, {"start": "Le contrat commence le"}),
        ({"start": "hier"}, {"start": ""}),
        ({"cause": "autre"}, {"cause": ""}),
        ({"partial_from": "2026-09-10"}, {"partial_from": "Écrivez les heures de la reprise."}),
        ({"day_0": "3,8"}, {"partial_from": "Écrivez le premier jour de la reprise."}),
        ({"partial_from": "2026-09-01", "day_0": "3,8"}, {"partial_from": "La reprise sort de l'incapacité."}),
        (
            {"partial_from": "2026-09-10", "partial_to": "2026-09-20", "day_0": "3,8"},
            {"partial_to": "La reprise sort de l'incapacité."},
        ),
        (
            {"partial_from": "2026-09-10", "partial_to": "2026-09-09", "day_0": "3,8"},
            {"partial_to": "La fin précède le début."},
        ),
    ],
)
def test_each_fault_is_told_at_its_field(office: Any, change: dict[str, str], wrong: dict[str, str]) -> None:
    answer = post(office, change)
    assert answer.status_code == 422
    told = answer.content.decode()
    assert set(re.findall(r'id="id_(\w+)_error"', told)) == set(wrong)
    assert all(message in told.replace("&#x27;", "'") for message in wrong.values())
    assert known(office) == []


def test_one_that_meets_another_is_refused_by_the_form_and_by_the_service(office: Any) -> None:
    post(office)
    for change, field in (({"start": "2026-09-18", "end": "2026-09-25"}, "start"), ({"start": "2026-09-01"}, "end")):
        told = post(office, change).content.decode()
        assert f'id="id_{field}_error"' in told
        assert "Une incapacité court déjà du 07/09/2026 au 18/09/2026." in told
    contract = office.contract()
    with scope(employer=office.employer), pytest.raises(PresteError) as error:
        changes.record_change(
            contract.worker, FactKind.INCAPACITY, known(office)[0].data, contract=contract,
            valid_from=dt.date(2026, 9, 18), valid_to=dt.date(2026, 9, 30), user=office.users["officer"],
        )  # fmt: skip
    assert error.value.code == "E-SICK-OVERLAP"
    assert len(known(office)) == 1


def test_one_outside_a_contract_that_has_ended_is_refused(office: Any) -> None:
    client = office.client("officer")
    client.post(office.url(f"contracts/{office.contract().pk}/end/"), {"end": "2026-09-15"})
    assert "Le contrat finit le 15/09/2026." in post(office).content.decode()


def test_closed_months_are_named_also_those_that_a_correction_leaves(office: Any) -> None:
    def named(change: dict[str, str], query: str = "") -> list[Month]:
        assert post(office, change, query).status_code == 302
        (fact,) = known(office)
        with scope(employer=office.employer):
            return changes.closed_months(fact)

    assert named({"start": "2026-08-31", "end": "2026-09-04"}) == [Month(2026, 8)]
    (fact,) = known(office)
    assert named({}, f"?replaces={fact.pk}") == [Month(2026, 8)]
    (fact,) = known(office)
    client = office.client("officer")
    address = office.url(f"contracts/{office.contract().pk}/incapacity/?replaces={fact.pk}")
    told = client.post(address, SICK | {"start": "2026-08-24"}, follow=True).content.decode()
    assert "août 2026" in told.partition('role="status"')[2].partition("<h1")[0].replace("\u00a0", " ")


# ── the grid ───────────────────────────────────────────────────────────────────────────────


def cell(office: Any, date: str) -> str:
    told = office.client("officer").get(office.url("hours/2026-09/")).content.decode()
    row = told.partition(f'data-contract="{office.contract().pk}"')[2].partition("</tr>")[0]
    return next(one for one in re.findall(r"<input [^>]*>", row) if f'data-date="{date}"' in one)


def test_a_covered_day_shows_its_code_and_why(office: Any) -> None:
    assert 'placeholder=""' in cell(office, "2026-09-08")
    post(office, {"end": "2026-10-30"})
    shown = cell(office, "2026-09-08")
    assert 'placeholder="M"' in shown
    assert 'title="Maladie, salaire garanti"' in shown
    assert 'data-sick="M:760"' in shown
    assert 'placeholder=""' in cell(office, "2026-09-12")  # a Saturday
    told = office.client("officer").get(office.url(f"hours/2026-10/{office.contract().pk}/")).content.decode()
    assert told.count('placeholder="MM"') > 10
    assert "Maladie, mutuelle</span>" in told


def write(office: Any, *cells: tuple[str, str]) -> int:
    contract = str(office.contract().pk)
    given = [Cell(contract, dt.date.fromisoformat(date), text) for date, text in cells]
    with scope(employer=office.employer):
        return set_days(office.employer, Month(2026, 9), given, office.users["officer"])


def test_on_a_covered_day_a_sick_code_says_nothing_more_and_another_is_refused(office: Any) -> None:
    post(office)
    assert write(office, ("2026-09-08", "M"), ("2026-09-09", "MM"), ("2026-09-10", "")) == 0
    with pytest.raises(HoursError) as error:
        write(office, ("2026-09-08", "V"), ("2026-09-21", "V"))
    assert [one.date for one in error.value.errors] == [dt.date(2026, 9, 8)]
    assert "incapacité du 07/09/2026 au 18/09/2026" in error.value.errors[0].message
    assert write(office, ("2026-09-21", "V")) == 1


def test_a_code_written_before_the_sick_note_is_found_by_the_run(office: Any) -> None:
    write(office, ("2026-09-08", "V"))
    post(office)
    with scope(employer=office.employer):
        run = pay_runs.compute(office.run, office.users["officer"])
        (found,) = [check for check in run_checks(run) if check.code == "E-SICK-DAY"]
        assert found.blocks
    told = office.client("officer").get(office.url(f"runs/{run.pk}/")).content.decode()
    assert f"hours/2026-09/{office.contract().pk}/" in told
    assert write(office, ("2026-09-08", "")) == 1


# ── pay ────────────────────────────────────────────────────────────────────────────────────


class Desk:
    """An employer of one blue-collar worker at 15 EUR an hour, and its officer."""

    def __init__(self, dossier: Any, user: Any) -> None:
        self.user = user
        self.employer = import_dossier(dossier, user)

    def compute(self, month: str) -> Payslip:
        self.run = pay_runs.compute(pay_runs.create_run(self.employer, Month.parse(month), self.user), self.user)
        return self.run.payslips.get()

    def close(self, month: str) -> Payslip:
        payslip = self.compute(month)
        pay_runs.validate(self.run, self.user)
        return payslip

    def record(self, one: Incapacity, replaces: Fact | None = None) -> Fact:
        contract = Contract.objects.select_related("worker__employer").get(employer=self.employer)
        return changes.record_change(
            contract.worker, FactKind.INCAPACITY, facts.incapacity_data(one), valid_from=one.start, valid_to=one.end,
            contract=contract, replaces=replaces, user=self.user,
        )  # fmt: skip

    def posted(self) -> dict[tuple[str, str], int]:
        """What all validated runs posted, by month and code; what is zero left out."""
        found: dict[tuple[str, str], int] = {}
        for line in Line.objects.filter(employer=self.employer).exclude(payslip__run__hash=""):
            key = (line.earned_month, line.code)
            found[key] = found.get(key, 0) + line.amount
        return {key: amount for key, amount in found.items() if amount}


@pytest.fixture
def open_desk(office: Any, make: Any) -> Any:
    entered = []

    def build(*incapacities: Incapacity) -> Desk:
        contract = make.contract(incapacities=incapacities, **WORKMAN)
        desk = Desk(make.dossier(contract, begins=Month(2026, 7)), office.users["bureau"])
        entered.append(scope(employer=desk.employer))
        entered[-1].__enter__()
        return desk

    yield build
    for one in reversed(entered):
        one.__exit__(None, None, None)


PARTIAL = Incapacity(
    start=dt.date(2026, 9, 1), end=dt.date(2026, 10, 30), cause="private_accident", certificate_waived=True,
    other_illness=True, partial_from=dt.date(2026, 10, 12), partial_schedule=(380, 0, 380, 0, 0, 0, 0),
)  # fmt: skip


def test_incapacities_of_a_folder_are_kept_whole(open_desk: Any) -> None:
    desk = open_desk(ILL, PARTIAL)
    (record,) = dossier_of(desk.employer, Month(2026, 9)).contracts
    assert record.incapacities == (ILL, PARTIAL)


def test_a_sick_workers_payslip_is_that_of_the_same_folder(open_desk: Any, make: Any) -> None:
    desk = open_desk(ILL)
    dossier = make.dossier(make.contract(incapacities=(ILL,), **WORKMAN), begins=Month(2026, 7))
    for month in ("2026-07", "2026-08"):
        (expected,) = run_month(dossier, Month.parse(month))
        payslip = desk.close(month)
        lines = [(line.code, line.amount) for line in payslip.lines.all()]
        assert lines == [(line.code, line.amount) for line in expected.lines]
        assert payslip.net_paid == expected.trace["net_paid"]
        assert "sick_supplement" in dict(lines) or month == "2026-08"
        assert payslip.warnings == list(expected.warnings)


def test_a_sick_note_that_comes_after_validation_ends_as_if_known_in_time(open_desk: Any) -> None:
    """Also what is corrected of it later: the illness ends in August, then in July after all."""
    shorter = Incapacity(start=ILL.start, end=dt.date(2026, 7, 24), certificate=ILL.certificate)
    in_time = open_desk(shorter)
    for month in MONTHS:
        in_time.close(month)
    expected = in_time.posted()
    late = open_desk()
    late.close("2026-07")
    fact = late.record(ILL)
    assert changes.closed_months(fact) == [Month(2026, 7)]
    august = late.close("2026-08")
    assert {line.earned_month for line in august.lines.all()} == {"2026-07", "2026-08"}
    late.record(shorter, replaces=fact)
    assert [one["month"] for one in late.close("2026-09").settled] == ["2026-07", "2026-08"]
    found = late.posted()
    taxed = {"withholding", "fiscal_bonus"}  # what is late is taxed in the month it is paid
    kept = {key for key in (*found, *expected) if key[1] in ("base_pay", "gross", "onss_worker") or "sick" in key[1]}
    assert {key: found.get(key) for key in kept} == {key: expected.get(key) for key in kept}
    assert {code for _, code in kept} >= {"base_pay", "sick_second_week"}
    differ = {key[1] for key in {*found, *expected} if found.get(key) != expected.get(key)}
    assert differ <= taxed | {"debt_kept", "debt_recovered"}, differ


def test_a_sick_note_given_up_is_settled_too(open_desk: Any) -> None:
    desk = open_desk(ILL)
    july = desk.close("2026-07")
    assert july.lines.filter(code="sick_second_week").exists()
    changes.withdraw(facts.known_facts(desk.employer).get(kind=FactKind.INCAPACITY), desk.user)
    desk.close("2026-08")
    assert not [key for key in desk.posted() if key[1].startswith("sick")]


def test_a_payslip_that_is_not_computed_is_no_change_of_pay(open_desk: Any) -> None:
    desk = open_desk()
    desk.close("2026-07")
    desk.record(Incapacity(start=dt.date(2026, 8, 10), end=dt.date(2026, 8, 12)))
    desk.compute("2026-08")
    assert {one.reason for one in differences(desk.run) if one.now is None} == {"Fiche à corriger"}


def test_the_run_says_what_certificate_lacks_and_what_sheet_is_due(open_desk: Any, office: Any) -> None:
    desk = open_desk(Incapacity(start=ILL.start, end=ILL.end))
    desk.compute("2026-07")
    (found,) = [check for check in run_checks(desk.run) if check.code == "E-SICK-CERTIFICATE"]
    assert found.blocks
    desk.record(ILL, replaces=facts.known_facts(desk.employer).get(kind=FactKind.INCAPACITY))
    desk.compute("2026-07")
    told = [check.message for check in run_checks(desk.run)]
    assert any("la mutuelle intervient dès le 20/07/2026 ; feuille de renseignements" in one for one in told)
    assert "E-SICK-CERTIFICATE" not in {check.code for check in run_checks(desk.run)}
    office.users["bureau"].language = "en"
    office.users["bureau"].save(update_fields=["language"])
    page = office.client("bureau").get(f"/employers/{desk.employer.pk}/runs/{desk.run.pk}/").content.decode()
    office.users["bureau"].language = "fr"
    assert "mutuelle" not in page
    assert "20/07/2026" in page
