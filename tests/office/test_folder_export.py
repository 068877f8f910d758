"""An employer leaves with its data: a dossier folder that gives the same quarter to the cent elsewhere."""

from __future__ import annotations

import datetime as dt
import io
import re
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from django.db import transaction
from django_scopes import scope

from preste.belgium.quarter.reductions import Situation
from preste.calendar import Month, Quarter
from preste.declarations.dimona.model import Address, UsingEmployer
from preste.declarations.dimona.told import Particulars
from preste.office.services import (
    dimona_particulars,
    employer_facts,
    facts,
    folder_export,
    hire_file,
    onss_account,
    pay_runs,
    quarter_facts,
    quarters,
)
from preste.office.services.folders import import_folder
from preste.office.store.models import AuditEvent, Contract, DimonaPeriod, Employer, FactKind, HireKind
from preste.payroll.dossier import read_dossier
from preste.payroll.onss_account import Entry
from preste.payroll.quarter import GivenFact, quarter_of, read_given, read_rights

FIRST = Quarter(2022, 1)
PARTICULARS = Particulars(
    contract="anne", since=FIRST.first, start_hour="0830", pause=30, using_employer=UsingEmployer(
        name="Hôte Exemple", joint_committee="302",
        address=Address(street="Rue du Modèle", house_number="3", box="2", postcode="5000", city="Namur", country=150),
    ),
)  # fmt: skip


@pytest.fixture
def office(stored_office: Any) -> Iterator[Any]:
    """Each test's writing is undone."""
    with transaction.atomic(), scope(employer=stored_office.employer):
        yield stored_office
        transaction.set_rollback(True)


def unzipped(content: bytes, place: Path) -> Path:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        archive.extractall(place)
    return place / folder_export.FOLDER


def figures(employer: Any, user: Any) -> Any:
    """What the first quarter of 2022 owes: by worker's number, code and type, and what is told of each occupation."""
    with scope(employer=employer):
        pay_runs.create_run(employer, FIRST.months[0], user)
        stored = quarters.compute(quarters.opened(employer, FIRST), user)
        return stored.owed, {
            (row.worker.number, line["worker_code"]): (
                [(one["code"], one["type"], one["base"], one["amount"]) for one in line["contributions"]],
                line["worker_reductions"] and [one["amount"] for one in line["worker_reductions"]],
                [
                    (one["services"] and [(s["code"], s["days"], s["hours"]) for s in one["services"]],
                     [(r["code"], r["amount"]) for r in one["remunerations"]],
                     [(r["code"], r["amount"]) for r in one["reductions"]])
                    for one in line["occupations"]
                ],
            )
            for row in stored.workers.select_related("worker")
            for line in quarters.lines_of(row)
        }  # fmt: skip


def tell_more(office: Any) -> None:
    """Facts of a quarter, situations, a choice, first hires, entries of the account, what the employer was before."""
    employer, user = office.employer, office.users["officer"]
    anne = Contract.objects.select_related("worker").get(employer=employer, reference="anne")
    quarter_facts.record_given(employer, FIRST, GivenFact(contract="anne", code="889", amount=116_00), user)
    situation = quarter_facts.situation_data(Situation(region="wallonia", mentor=True))
    facts.record_fact(
        anne.worker, FactKind.SITUATION, situation, valid_from=FIRST.first, valid_to=None, contract=anne, user=user
    )  # fmt: skip
    quarter_facts.choose(employer, FIRST, anne, "", user)
    told = {"name": "Sœur SRL", "enterprise_number": "", "unit": "simultaneous"}
    hire_file.record(employer, HireKind.COMPANY, told, valid_from=dt.date(2020, 1, 1), user=user)
    hire_file.confirm(employer, dt.date(2020, 1, 1), user)
    dimona_particulars.record(anne, PARTICULARS, user)
    entries = [
        Entry(kind="reference", period="2021-1", amount=980_000),
        Entry(kind="payment", day=dt.date(2022, 2, 4), amount=300_000, towards="2022-1", note="à l'ONSS ; premier"),
    ]
    onss_account.record_all(employer, entries, user)
    terms = {name: getattr(employer, name) for name in employer_facts.IN_ROW}
    before = {**terms, "certificate_first_day": False, "closure_fund": ""}
    employer_facts.change(employer, before, {**before, "workers_count": 30}, Month(2022, 4), user)
    Employer.objects.filter(pk=employer.pk).update(workers_count=30)


def test_what_is_exported_gives_the_same_quarter_elsewhere(office: Any, tmp_path: Path) -> None:
    """Into another employer of the office, and on the command line: facts, hours, quarter facts, account, Dimona."""
    user = office.users["bureau"]
    tell_more(office)
    employer = Employer.objects.get(pk=office.employer.pk)  # the fixture's own object outlives what is undone
    before = figures(employer, user)
    exported = folder_export.export_folder(employer, user)
    assert exported.left_out == []
    folder = unzipped(exported.content, tmp_path)
    dossier = read_dossier(folder)
    contracts = [one.id for one in dossier.contracts]
    given, rights = read_given(folder, FIRST, contracts), read_rights(folder, FIRST, contracts)
    assert given[0].code == "889" and rights.chosen == {"anne": None} and rights.situations["anne"].mentor
    assert rights.history is not None and rights.history.members[0].entity == "Sœur SRL"
    assert quarter_of(dossier, FIRST, None, given, rights).owed == before[0] > 0
    kept = also_kept(employer)
    made = import_folder(folder, user)
    assert figures(made, user) == before
    with scope(employer=made):
        assert also_kept(made) == kept
    assert [len(one) for one in kept] == [2, 2, 1, 3]


def also_kept(employer: Any) -> tuple[Any, ...]:
    """What the employer was before, the account, what Dimona asks, the Dimona periods."""
    periods = DimonaPeriod.objects.filter(employer=employer, superseded_at=None).order_by("number")
    return (
        employer_facts.history(employer, employer_facts.read(employer)),
        [onss_account.as_entry(row) for row in onss_account.rows(employer)],
        [[replace(one, contract="") for one in told] for told in dimona_particulars.by_contract([employer]).values()],
        list(periods.values_list("number", "contract__reference", "start", "end", "planned_hours")),
    )


def test_a_manager_takes_the_dossier_and_the_trail_says_so(office: Any) -> None:
    path = office.url("folder/")
    asked = office.client("officer", fresh=False).get(path)
    assert asked.status_code == 302 and "zip" not in asked.headers["Content-Type"]
    for role in ("reader", "approver"):
        assert office.client(role).get(path).status_code == 403
    client = office.client("officer")
    assert "Exporter le dossier" in client.get(office.url("")).content.decode()
    assert "Exporter le dossier" not in office.client("reader").get(office.url("")).content.decode()
    answer = client.get(path)
    assert answer.headers["Content-Type"] == "application/zip" and "no-store" in answer.headers["Cache-Control"]
    with zipfile.ZipFile(io.BytesIO(answer.content)) as archive:
        names = archive.namelist()
        assert "dossier/employer.yaml" in names and "dossier/A-LIRE.txt" in names
        assert not any(re.search(r"\d{11}", name) for name in names)
        assert "pas depuis quand on le sait" in archive.read("dossier/A-LIRE.txt").decode()
    [event] = AuditEvent.objects.filter(employer=office.employer, action="employer.exported")
    assert event.details == {"contracts": Contract.objects.filter(employer=office.employer).count(), "left_out": 0}


def test_what_a_folder_cannot_tell_is_named(office: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(folder_export, "lost", lambda *_: ["anne: pensioner"])
    exported = folder_export.export_folder(office.employer, None)
    with zipfile.ZipFile(io.BytesIO(exported.content)) as archive:
        assert "- anne: pensioner" in archive.read("dossier/A-LIRE.txt").decode()
    client = office.client("officer")
    client.get(office.url("folder/"))
    assert "A-LIRE.txt la nomme" in client.get(office.url("")).content.decode()
