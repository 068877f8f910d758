"""Months that another payroll office computed: a table tried, refused or taken whole, and what follows from it."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from django_scopes import scope

import preste
from preste.calendar import Month
from preste.money import text
from preste.office.services import facts, imports, leaving, pay_runs
from preste.office.services.dossiers import contract_record, dossier_of, import_dossier
from preste.office.services.import_takeover import HEADS
from preste.office.services.import_templates import as_csv, template
from preste.office.services.individual_accounts import account
from preste.office.store.models import (
    AuditEvent,
    Contract,
    Employer,
    EmployerFact,
    Fact,
    FactKind,
    ImportKind,
    PayRun,
    Upload,
)
from preste.payroll.dossier import read_dossier
from preste.payroll.leaving import Act
from preste.payroll.month import pay_contract, run_month
from preste.payroll.takeover import COLUMNS, TakenMonths, amounts_of
from preste.payroll.takeover.records import sums
from preste.records import HolidayYear

DEMO = Path(preste.__file__).parent / "payroll" / "demo"
BEGINS = Month(2025, 9)


@pytest.fixture
def employer(office: Any) -> Employer:
    """The demonstration again, that nobody has paid yet: its months from September 2025 on are to be paid here."""
    return import_dossier(read_dossier(DEMO), office.users["bureau"])


def months() -> list[TakenMonths]:
    """What another office computed of 2025 until August."""
    dossier = read_dossier(DEMO)
    return [amounts_of(one) for n in range(1, 9) for one in run_month(dossier, Month(2025, n))]


def table(rows: list[TakenMonths], totals: dict[str, int] | None = None) -> bytes:
    """The table of these months, with their totals or others."""
    dossier = read_dossier(DEMO)
    numbers = {one.id: one.worker.number for one in dossier.contracts}
    lines = [";".join(["matricule", "contrat", "du", "au", *HEADS.values()])]
    for row in rows:
        cells = [text(row[name]).replace(".", ",") for name in COLUMNS]
        lines.append(";".join([numbers[row.contract], row.contract, str(row.first), str(row.last), *cells]))
    given = sums(rows) | (totals or {})
    lines.append(";".join(["Total", "", "", "", *(text(given[name]).replace(".", ",") for name in COLUMNS)]))
    return "\n".join(lines).encode()


def tried(office: Any, employer: Employer, content: bytes) -> Upload:
    with scope(employer=employer):
        return imports.try_file(employer, ImportKind.TAKEOVER, BEGINS, content, office.users["bureau"])


def reasons(upload: Upload) -> list[str]:
    return [one["reason"] for one in upload.plan["faults"]]


def test_the_rest_of_the_year_is_paid_to_the_same_cent(office: Any, employer: Employer) -> None:
    upload = tried(office, employer, table(months()))
    assert reasons(upload) == []
    with scope(employer=employer):
        assert imports.apply(upload, office.users["bureau"], only_good=False) == len(months())
        employer.refresh_from_db()
        assert employer.begins == str(BEGINS)
        dossier = dossier_of(employer, Month(2025, 9))
        assert dossier.taken_over is not None
        run = pay_runs.compute(pay_runs.create_run(employer, BEGINS, None), None)
        stored = {p.contract.reference: p.net_paid for p in run.payslips.select_related("contract")}
        assert AuditEvent.objects.filter(action="taken.recorded").count() == len(months())
    whole = read_dossier(DEMO)
    assert stored == {
        one.id: pay_contract(whole, one, BEGINS).trace["net_paid"] for one in whole.contracts if one.active_in(BEGINS)
    }


def test_the_same_table_again_changes_nothing_and_another_is_refused(office: Any, employer: Employer) -> None:
    upload = tried(office, employer, table(months()))
    with scope(employer=employer):
        imports.apply(upload, office.users["bureau"], only_good=False)
        employer.refresh_from_db()
    again = tried(office, employer, table(months()))
    assert (again.plan["unchanged"], again.plan["changes"], reasons(again)) == (len(months()), [], [])
    rows = months()
    rows[0] = TakenMonths(rows[0].contract, rows[0].first, rows[0].last, dict(rows[0].amounts) | {"gross": 1})
    assert reasons(tried(office, employer, table(rows))) == ["ces mois sont déjà repris, avec d'autres montants"]


def test_one_cent_beside_the_control_total_takes_nothing(office: Any, employer: Employer) -> None:
    upload = tried(office, employer, table(months(), {"gross": sums(months())["gross"] + 1}))
    (fault,) = upload.plan["faults"]
    assert "les lignes font" in fault["reason"]
    with scope(employer=employer):
        for only_good in (False, True):
            with pytest.raises(imports.TableError) as caught:
                imports.apply(upload, office.users["bureau"], only_good=only_good)
            assert caught.value.code == "E-IMPORT-FAULTS"
        assert not Fact.objects.filter(kind="taken").exists()
    url = f"/employers/{employer.pk}/imports/{upload.pk}/"
    told = office.client("bureau").get(url).content.decode()
    assert "Tout est repris, ou rien" in told
    assert "Seulement les lignes sans erreur" not in told


@pytest.mark.parametrize(
    ("spoil", "reason"),
    [
        (lambda rows: rows[1:], "ce mois n'est pas dit"),
        (lambda rows: [*rows, rows[0]], "dit deux fois"),
        (lambda rows: [TakenMonths("anne", Month(2025, 1), Month(2025, 8), {"gross": 100}),
                       *(one for one in rows if one.contract != "anne")], "de deux trimestres"),
        (lambda rows: [*rows, TakenMonths("anne", BEGINS, BEGINS, {"gross": 100})], "avant le premier mois"),
        (lambda rows: [*rows, TakenMonths("anne", Month(2017, 1), Month(2017, 1), {"gross": 100})], "ne court pas"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_told(office: Any, employer: Employer, spoil: Any, reason: str) -> None:
    found = reasons(tried(office, employer, table(spoil(months()))))
    assert any(reason in one for one in found), found


def test_holidays_carried_over_are_taken_over(office: Any, employer: Employer) -> None:
    """Two days and a half of 2024: on the payslip, and refused where the worker's page tells otherwise."""
    rows = months()
    place = max(n for n, row in enumerate(rows) if row.contract == "anne")
    rows[place] = replace(rows[place], amounts={**rows[place].amounts, "carried": 250})
    upload = tried(office, employer, table(rows))
    assert reasons(upload) == []
    with scope(employer=employer):
        imports.apply(upload, office.users["bureau"], only_good=False)
        employer.refresh_from_db()
        dossier = dossier_of(employer, BEGINS)
        anne = next(one for one in dossier.contracts if one.id == "anne")
        assert [(one.year, one.carried) for one in anne.holidays if one.carried] == [(2024, 250)]
        payslip = pay_contract(dossier, anne, BEGINS)
        record = contract_record(Contract.objects.get(employer=employer, reference="anne"), BEGINS)
    assert {one.label: one.value for one in payslip.counters}["Vacances reportées de 2024 : solde"] == 250
    assert record is not None
    assert record.holidays == anne.holidays


def test_other_days_carried_over_than_the_worker_s_page_tells_are_refused(office: Any, employer: Employer) -> None:
    with scope(employer=employer):
        contract = Contract.objects.get(employer=employer, reference="anne")
        first, last = facts.holiday_dates(2024)
        data = facts.holidays_data(HolidayYear(year=2024, carried=300))
        facts.record_fact(
            contract.worker, FactKind.HOLIDAYS, data, valid_from=first, valid_to=last, contract=contract,
            user=office.users["bureau"],
        )  # fmt: skip
    rows = months()
    place = max(n for n, row in enumerate(rows) if row.contract == "anne")
    rows[place] = replace(rows[place], amounts={**rows[place].amounts, "carried": 250})
    (told,) = reasons(tried(office, employer, table(rows)))
    assert "les jours reportés de 2024" in told


def test_a_table_without_its_totals_is_refused(office: Any, employer: Employer) -> None:
    content = table(months()).rsplit(b"\n", 1)[0]
    assert any("totaux de contrôle manque" in one for one in reasons(tried(office, employer, content)))


def test_the_template_asks_for_each_month_and_its_totals(office: Any, employer: Employer) -> None:
    with scope(employer=employer):
        filled = template(employer, ImportKind.TAKEOVER, BEGINS)
        content = as_csv(filled).decode("utf-8-sig")
    anne = [row for row in filled.rows if row[2] == "anne"]
    assert [row[3] for row in anne] == [f"2025-{n:02d}" for n in range(1, 9)]
    assert filled.rows[-1][0] == "Total"
    assert content.splitlines()[0].startswith("matricule;nom;contrat;du;au;brut;")


def test_the_account_and_the_worker_s_page_show_them_as_such(office: Any, employer: Employer) -> None:
    upload = tried(office, employer, table(months()))
    with scope(employer=employer):
        imports.apply(upload, office.users["bureau"], only_good=False)
        employer.refresh_from_db()
        worker = Fact.objects.filter(kind="identity", data__first_name="Anne").first().worker
        found = account(worker, 2025)
        assert found is not None
        assert [one.month for one in found.months if one.taken_over] == [Month(2025, n) for n in range(1, 9)]
        fact = Fact.objects.filter(kind="taken", contract__reference="anne").first()
    client = office.client("bureau")
    told = client.get(f"/employers/{employer.pk}/workers/{worker.pk}/account/?year=2025").content.decode()
    assert "repris d&#x27;un autre secrétariat" in told
    told = client.get(f"/employers/{employer.pk}/workers/{worker.pk}/").content.decode()
    assert "Mois repris" in told
    assert client.post(f"/employers/{employer.pk}/facts/{fact.pk}/withdraw/").status_code == 302
    with scope(employer=employer):
        assert Fact.objects.get(pk=fact.pk).superseded_at is not None


def test_a_month_that_is_validated_takes_nothing_over(office: Any) -> None:
    with scope(employer=office.employer), pytest.raises(imports.TableError) as caught:
        imports.try_file(office.employer, ImportKind.TAKEOVER, Month(2026, 8), table(months()), office.users["bureau"])
    assert caught.value.code == "E-IMPORT-CLOSED"
    with scope(employer=office.employer):
        assert PayRun.objects.filter(month="2026-08").exists()


def test_a_folder_with_a_takeover_is_brought_in_whole(office: Any, tmp_path: Path) -> None:
    import shutil

    from preste.payroll.takeover.write import export, take_over

    folder = Path(shutil.copytree(DEMO, tmp_path / "demo"))
    export(read_dossier(folder), Month(2025, 8), tmp_path / "out")
    (tmp_path / "out" / "seniority.csv").write_text("contract;from\nanne;2015-03-01\n", encoding="utf-8")
    (tmp_path / "out" / "headcount.csv").write_text("quarter;workers\n2025-Q1;7\n2025-Q2;8\n", encoding="utf-8")
    take_over(folder, tmp_path / "out", write=True)
    dossier = read_dossier(folder)
    made = import_dossier(dossier, office.users["bureau"])
    with scope(employer=made):
        found = dossier_of(made, BEGINS)
        assert found.taken_over is not None
        assert dossier.taken_over is not None
        assert found.taken_over.seniority == dossier.taken_over.seniority == {"anne": dt.date(2015, 3, 1)}
        assert found.taken_over.headcount == dossier.taken_over.headcount == {"2025-Q1": 7, "2025-Q2": 8}
        assert found.opening == dossier.opening
        assert sorted(Fact.objects.filter(kind="taken").values_list("valid_from", flat=True))[0] == dt.date(2025, 1, 1)


# ── seniority, and workers by quarter ──────────────────────────────────────────────────────


def beside(
    rows: list[TakenMonths], since: dict[str, str] | None = None, counted: tuple[tuple[str, str], ...] = ()
) -> bytes:
    """The table of these months, with the seniority of contracts and rows of workers declared."""
    head, *lines = table(rows).decode().splitlines()
    wide = head.count(";") - 3
    out = [f"{head};ancienneté depuis;travailleurs déclarés"]
    for line in lines:
        out.append(f"{line};{(since or {}).get(line.split(';')[1], '')};")
    out += [f"Occupation;;{quarter};{';' * wide};;{workers}" for quarter, workers in counted]
    return "\n".join(out).encode()


def test_seniority_and_headcount_are_taken_with_the_months(office: Any, employer: Employer) -> None:
    content = beside(months(), {"anne": "01/03/2015"}, (("2024-T4", "6"), ("2025-Q1", "7"), ("T2 2025", "8")))
    upload = tried(office, employer, content)
    assert reasons(upload) == []
    with scope(employer=employer):
        assert imports.apply(upload, office.users["bureau"], only_good=False) == len(months()) + 4
        employer.refresh_from_db()
        found = dossier_of(employer, BEGINS).taken_over
        assert found is not None
        assert found.seniority == {"anne": dt.date(2015, 3, 1)}
        assert found.headcount == {"2024-Q4": 6, "2025-Q1": 7, "2025-Q2": 8}
        assert AuditEvent.objects.filter(action="seniority.recorded").count() == 1
        again = as_csv(template(employer, ImportKind.TAKEOVER, BEGINS)).decode("utf-8-sig").splitlines()
        counted = {line.split(";")[3]: line.rpartition(";")[2] for line in again if line.startswith("Occupation;")}
        assert {quarter: workers for quarter, workers in counted.items() if workers} == {
            "2024-T4": "6", "2025-T1": "7", "2025-T2": "8",
        }  # fmt: skip
        assert sum("01/03/2015" in line for line in again) == 8
    assert tried(office, employer, content).plan["changes"] == []


@pytest.mark.parametrize(
    ("since", "counted", "told"),
    [
        ({"anne": "2019-01-01"}, (), "Anne : l'ancienneté commence après le contrat"),
        ({"anne": "autrefois"}, (), "ce n'est pas une date"),
        ({}, (("2025", "7"),), "ce n'est pas un trimestre"),
        ({}, (("2025-T4", "7"),), "ce trimestre n'est pas d'avant le premier mois calculé ici"),
        ({}, (("2025-T1", "7"), ("2025-Q1", "7")), "ce trimestre est dit deux fois"),
        ({}, (("2025-T1", "6,5"),), "ce n'est pas un nombre entier de travailleurs"),
    ],
)
def test_a_wrong_seniority_or_headcount_refuses_the_table(
    office: Any, employer: Employer, since: dict[str, str], counted: tuple[tuple[str, str], ...], told: str
) -> None:
    upload = tried(office, employer, beside(months(), since, counted))
    assert any(told in one for one in reasons(upload))
    with scope(employer=employer), pytest.raises(imports.TableError):
        imports.apply(upload, office.users["bureau"], only_good=False)
    with scope(employer=employer):
        assert not Fact.objects.filter(kind__in=("taken", "seniority")).exists()


def test_faults_of_months_and_beside_them_are_told_together(office: Any, employer: Employer) -> None:
    wrong = beside(months()[1:], {"bruno": "2030-01-01"}, (("2025-T1", "huit"),))
    told = " ".join(reasons(tried(office, employer, wrong)))
    for words in ("ce mois n'est pas dit", "l'ancienneté commence après le contrat", "nombre entier de travailleurs"):
        assert words in told


def test_seniority_is_written_on_the_workers_page_and_read_by_notice_and_departure(office: Any) -> None:
    client, contract = office.client("officer"), office.contract()
    url = office.url(f"contracts/{contract.pk}/seniority/")
    late = client.post(url, {"since": "2018-09-02"})
    assert late.status_code == 422
    assert "L&#x27;ancienneté commence au plus tard avec le contrat, le 01/09/2018." in late.content.decode()
    for day in ("2014-05-01", "2014-06-01"):
        assert client.post(url, {"since": day}).status_code == 302
    page = client.get(office.url(f"workers/{contract.worker_id}/")).content.decode()
    assert "ancienneté depuis le 01/06/2014" in page
    assert "<s>ancienneté depuis le 01/05/2014</s>" in page
    notice = office.url(f"contracts/{contract.pk}/notice/")
    assert 'value="2014-06-01"' in client.get(notice).content.decode()
    with scope(employer=office.employer):
        act = Act(last_day=dt.date(2026, 9, 30), reason="severance", by="employer", right=2_000, taken=0)
        found = leaving.work_out(contract, act, office.users["officer"])
        given = leaving.work_out(contract, replace(act, seniority_from=dt.date(2018, 9, 1)), office.users["officer"])
        assert found.act.seniority_from == dt.date(2014, 6, 1)
        assert found.severance is not None
        assert given.severance is not None
        assert (found.severance.weeks, given.severance.weeks) == (3_900, 2_700)  # twelve and eight whole years


def test_the_workers_of_earlier_quarters_are_shown_and_edited(office: Any) -> None:
    client, url = office.client("officer"), office.url("headcount/")
    page = client.get(url).content.decode()
    assert 'name="2025-Q4"' in page
    assert client.post(url, {"2025-Q4": "6,5"}).status_code == 422
    assert client.post(url, {"2025-Q3": "5", "2025-Q4": "6"}).status_code == 302
    assert client.post(url, {"2025-Q3": "5", "2025-Q4": "7"}).status_code == 302
    told = client.get(f"{url}?format=csv").content.decode("utf-8-sig")
    assert "2025-Q3;5" in told
    assert "2025-Q4;7" in told
    with scope(employer=office.employer):
        facts = EmployerFact.objects.filter(field="headcount").order_by("recorded_at", "valid_from")
        assert [(one.value, one.superseded_at is None) for one in facts] == [(5, True), (6, False), (7, True)]
        assert not pay_runs.is_stale(office.run)
    assert office.client("reader").post(url, {"2025-Q3": "1"}).status_code == 403
    assert 'name="2025-Q4"' not in office.client("reader").get(url).content.decode()
