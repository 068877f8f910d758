"""What only the employer knows of a quarter: kept as a folder tells it, never changed in place, read as it was."""

from __future__ import annotations

import datetime as dt
import json
import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from django.db import DatabaseError, transaction
from django_scopes import scope

from preste.belgium.quarter.reductions import Situation
from preste.calendar import Month, Quarter
from preste.errors import DossierError, InputError
from preste.office.services import changes, employer_facts, facts, pay_runs, quarter_facts
from preste.office.services.changes import ChangeError
from preste.office.services.dossiers import dossier_of, import_dossier
from preste.office.store.models import AuditEvent, Contract, Employer, Fact, FactKind, PayRun, QuarterFact
from preste.payroll.dossier import read_dossier
from preste.payroll.quarter import GivenFact, Rights, quarter_of, read_quarters
from preste.records import Contract as ContractRecord

FIRST, SECOND, THIRD = (Quarter(2026, number) for number in (1, 2, 3))
DEMO = Path("src/preste/payroll/demo")
GIVEN = """contract;code;amount;details
anne;889;116,00;type=2
;864;1200,00;
bruno;879;450,00;months=3 allowance=1500,00 age=60 sector=non_market family=1
bruno;premium;1234,56;
;862;;plate=1-ABC-234 fuel=diesel co2=112 ordered=2021-03-01 months=2
"""
MENTOR = {"region": "wallonia", "mentor": True, "hired": "2019-03-01"}
SHORT_WEEK = {"region": "wallonia", "working_time": "four_days", "working_time_since": "2025-11-01"}


class Desk:
    """The demonstration in the office, with its officer."""

    def __init__(self, employer: Employer, user: Any) -> None:
        self.employer, self.user = employer, user

    def contract(self, reference: str) -> Contract:
        return Contract.objects.select_related("worker__employer").get(employer=self.employer, reference=reference)

    def tell(self, code: str, amount: int, contract: str = "anne", **more: Any) -> QuarterFact:
        fact = GivenFact(contract=contract, code=code, amount=amount, details=more.pop("details", {}))
        return quarter_facts.record_given(self.employer, FIRST, fact, self.user, **more)

    def situate(self, reference: str, since: dt.date, until: dt.date | None = None, **told: Any) -> Fact:
        contract = self.contract(reference)
        return changes.record_change(
            contract.worker, FactKind.SITUATION, quarter_facts.situation_data(Situation(**told)), valid_from=since,
            valid_to=until, contract=contract, user=self.user,
        )  # fmt: skip


@pytest.fixture
def desk(office: Any) -> Iterator[Desk]:
    employer = import_dossier(read_dossier(DEMO), office.users["bureau"])
    with scope(employer=employer):
        yield Desk(employer, office.users["bureau"])


# ── from a folder ──────────────────────────────────────────────────────────────────────────


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    copy = tmp_path / "demo"
    shutil.copytree(DEMO, copy)
    (copy / "quarters").mkdir()
    employer = copy / "employer.yaml"
    employer.write_text(f"{employer.read_text(encoding='utf-8')}\nclosure_fund: B\n", encoding="utf-8")
    (copy / "quarters" / "2026-1.csv").write_text(GIVEN, encoding="utf-8")
    told = {
        "2026-1": {"contracts": {"anne": SHORT_WEEK, "bruno": MENTOR}, "chosen": {"anne": "3510", "bruno": ""}},
        "2026-2": {"contracts": {"anne": SHORT_WEEK}},
        "2026-4": {"contracts": {"anne": SHORT_WEEK}},
    }
    for quarter, rights in told.items():
        (copy / "quarters" / f"{quarter}_rights.json").write_text(json.dumps(rights), encoding="utf-8")
    return copy


def test_all_that_a_folder_tells_of_its_quarters_is_kept(folder: Path, office: Any) -> None:
    dossier = read_dossier(folder)
    told = read_quarters(folder, [one.id for one in dossier.contracts])
    assert [str(one) for one in told] == ["2026-1", "2026-2", "2026-4"]
    employer = import_dossier(dossier, office.users["bureau"], told)
    with scope(employer=employer):
        for number in range(1, 5):
            quarter = Quarter(2026, number)
            wanted = told.get(quarter)
            assert quarter_facts.given(employer, quarter) == (wanted.given if wanted else ())
            assert quarter_facts.rights(employer, quarter) == (wanted.rights if wanted else Rights())
        stored = dossier_of(employer, Month(2026, 3), since=2026)
        assert stored.employer.closure_fund == dossier.employer.closure_fund == "B"
        spans = Fact.objects.filter(kind=FactKind.SITUATION, contract__reference="anne").order_by("valid_from")
        assert [(str(one.valid_from), str(one.valid_to)) for one in spans] == [
            ("2026-01-01", "2026-06-30"), ("2026-10-01", "2026-12-31"),
        ]  # fmt: skip


def always_known(contract: ContractRecord) -> ContractRecord:
    """The contract as a folder tells it: without the moment when each fact became known, which is today."""
    dated = {
        name: tuple(replace(one, known_since=None) for one in getattr(contract, name))
        for name in ("terms", "households", "items")
    }
    return replace(contract, **dated)  # type: ignore[arg-type]


def test_the_quarter_of_the_office_is_that_of_the_folder(folder: Path, office: Any) -> None:
    dossier = read_dossier(folder)
    told = read_quarters(folder, [one.id for one in dossier.contracts])
    employer = import_dossier(dossier, office.users["bureau"], told)
    wanted = quarter_of(dossier, FIRST, given=told[FIRST].given, rights=told[FIRST].rights)
    with scope(employer=employer):
        stored = dossier_of(employer, Month(2026, 3), since=2026)
        always = replace(stored, contracts=[always_known(one) for one in stored.contracts])
        found = quarter_of(
            always, FIRST, given=quarter_facts.given(employer, FIRST), rights=quarter_facts.rights(employer, FIRST)
        )
    assert found.final == wanted.final and found.owed == wanted.owed
    assert [one.code for one in found.missing] == [one.code for one in wanted.missing]
    assert {"864", "277", "862", "811"} <= set(found.final)
    assert any(one.code == "3510" for line in found.lines for each in line.occupations for one in each.deductions)


@pytest.mark.parametrize(
    ("name", "text", "wrong"),
    [
        ("2026-5.csv", "", ["quarter"]),
        ("2026-1.json", "{}", ["quarter"]),
        ("2026-2.csv", "nobody;889;1,00;\nanne;999;1,00;\n", ["contract", "code"]),
        ("2026-2_rights.json", '{"contracts": {"nobody": {}}}', ["contracts.nobody"]),
    ],
)
def test_every_fault_of_the_quarters_is_told_together(folder: Path, name: str, text: str, wrong: list[str]) -> None:
    (folder / "quarters" / name).write_text(text, encoding="utf-8")
    with pytest.raises(DossierError) as told:
        read_quarters(folder, ["anne", "bruno"])
    assert [getattr(one, "field", "") for one in told.value.errors] == wrong
    assert all(name in one.where for one in told.value.errors)


# ── never changed, only superseded ─────────────────────────────────────────────────────────


def test_a_fact_is_corrected_and_what_was_believed_stays(desk: Desk) -> None:
    first = desk.tell("889", 11_600)
    then = first.recorded_at
    assert not quarter_facts.changed_since(desk.employer, FIRST, then)
    second = desk.tell("889", 23_200, replaces=first)
    assert [one.amount for one in quarter_facts.given(desk.employer, FIRST)] == [23_200]
    assert [one.amount for one in quarter_facts.given(desk.employer, FIRST, then)] == [11_600]
    assert quarter_facts.changed_since(desk.employer, FIRST, then)
    assert not quarter_facts.changed_since(desk.employer, SECOND, then)
    first.refresh_from_db()
    assert first.superseded_by_id == second.pk
    with pytest.raises(ChangeError):
        desk.tell("889", 1, replaces=QuarterFact.objects.get(pk=first.pk))
    quarter_facts.withdraw(second, desk.user)
    assert quarter_facts.given(desk.employer, FIRST) == ()
    assert quarter_facts.given(desk.employer, SECOND) == ()
    acts = AuditEvent.objects.filter(action__startswith="quarter.").order_by("id").values_list("action", flat=True)
    assert list(acts) == ["quarter.given.recorded"] * 2 + ["quarter.given.withdrawn"]
    assert "116" not in json.dumps(list(AuditEvent.objects.values_list("details", flat=True)))


def test_what_is_wrong_with_a_fact_is_told_whole_and_nothing_is_kept(desk: Desk) -> None:
    with pytest.raises(DossierError) as told:
        desk.tell("879", 1, details={"months": "x", "sector": "market"})
    assert [one.field for one in told.value.errors] == ["details", "details"]  # type: ignore[attr-defined]
    with pytest.raises(DossierError):
        desk.tell("864", 1)
    with pytest.raises(DossierError):
        desk.tell("889", 1, contract="")
    assert not QuarterFact.objects.exists()


def test_a_choice_is_one_by_contract_and_quarter(desk: Desk) -> None:
    anne = desk.contract("anne")
    assert quarter_facts.choose(desk.employer, FIRST, anne, "3800", desk.user)
    assert not quarter_facts.choose(desk.employer, FIRST, anne, "3800", desk.user)
    assert quarter_facts.choose(desk.employer, FIRST, anne, "", desk.user)
    assert quarter_facts.rights(desk.employer, FIRST).chosen == {"anne": None}
    assert quarter_facts.rights(desk.employer, SECOND).chosen == {}
    assert quarter_facts.choose(desk.employer, FIRST, anne, None, desk.user)
    assert not quarter_facts.choose(desk.employer, FIRST, anne, None, desk.user)
    assert quarter_facts.rights(desk.employer, FIRST).chosen == {}


def test_a_situation_holds_until_another_begins_and_ends(desk: Desk) -> None:
    desk.situate("anne", dt.date(2026, 2, 15), region="wallonia")
    desk.situate("anne", dt.date(2026, 4, 1), dt.date(2026, 6, 30), region="wallonia", mentor=True)
    told = [quarter_facts.rights(desk.employer, q).situations.get("anne") for q in (Quarter(2025, 4), FIRST, SECOND)]
    assert told == [None, Situation(region="wallonia"), Situation(region="wallonia", mentor=True)]
    assert quarter_facts.rights(desk.employer, THIRD).situations == {"anne": Situation(region="wallonia")}


def test_a_situation_makes_no_month_stale_nor_late(desk: Desk) -> None:
    run = pay_runs.compute(pay_runs.create_run(desk.employer, Month(2026, 7), desk.user), desk.user)
    fact = desk.situate("anne", dt.date(2026, 1, 1), region="wallonia")
    desk.tell("889", 100)
    assert not pay_runs.is_stale(PayRun.objects.get(pk=run.pk))
    pay_runs.validate(run, desk.user)
    assert changes.closed_months(fact) == []
    changes.withdraw(fact, desk.user)
    assert not pay_runs.is_stale(PayRun.objects.get(pk=run.pk))


def test_the_database_keeps_what_was_told(desk: Desk, office: Any) -> None:
    fact = desk.tell("889", 100)
    rows = QuarterFact.objects.filter(pk=fact.pk)
    changes_refused: list[dict[str, Any]] = [
        {"data": {"code": "889", "amount": 1, "details": {}}}, {"valid_to": None}, {"contract": None},
        {"recorded_by": None}, {"valid_from": FIRST.first.replace(day=2)},
    ]  # fmt: skip
    for change in changes_refused:
        with pytest.raises(DatabaseError), transaction.atomic():
            rows.update(**change)
    with pytest.raises(DatabaseError), transaction.atomic():
        QuarterFact.objects.filter(pk=fact.pk)._raw_delete("default")  # type: ignore[attr-defined]
    quarter_facts.withdraw(fact, desk.user)
    with pytest.raises(DatabaseError), transaction.atomic():
        rows.update(superseded_at=None)
    with scope(employer=office.employer):
        stranger = Contract.objects.filter(employer=office.employer).first()
    with pytest.raises(DatabaseError), transaction.atomic():
        QuarterFact.objects.create(
            employer=desk.employer, contract=stranger, kind="given", valid_from=FIRST.first, valid_to=FIRST.last,
            data={}, recorded_at=fact.recorded_at,
        )  # fmt: skip


# ── cars without a driver ──────────────────────────────────────────────────────────────────

CAR = {"plate": "1-ABC-234", "fuel": "diesel", "co2": "112", "first_registration": "2021-05-14"}


def test_a_spare_car_is_told_for_the_months_in_which_nobody_drives_it(desk: Desk, make: Any) -> None:
    quarter_facts.record_car(desk.employer, CAR, dt.date(2025, 12, 1), None, desk.user)
    (fact,) = quarter_facts.given(desk.employer, FIRST)
    assert (fact.code, fact.contract, fact.details["months"]) == ("862", "", "3")
    item = make.item(
        "company_car", since="2026-02-14", details=CAR | {"plate": "1ABC234", "catalogue_value": "30000.00"}
    )
    anne = desk.contract("anne")
    changes.record_change(
        anne.worker, FactKind.ITEM, facts.item_data(item), valid_from=item.valid_from, contract=anne, user=desk.user
    )
    assert [one.details["months"] for one in quarter_facts.given(desk.employer, FIRST)] == ["1"]
    assert quarter_facts.given(desk.employer, SECOND) == ()


def test_a_spare_car_has_a_plate_a_fuel_and_one_place(desk: Desk) -> None:
    since = dt.date(2026, 1, 1)
    for details in (CAR | {"plate": " "}, CAR | {"fuel": "coal"}, {"plate": "1ABC234", "fuel": "diesel"}):
        with pytest.raises(InputError):
            quarter_facts.record_car(desk.employer, details, since, None, desk.user)
    car = quarter_facts.record_car(desk.employer, CAR, since, None, desk.user)
    with pytest.raises(InputError) as told:
        quarter_facts.record_car(desk.employer, CAR | {"plate": "1abc234"}, dt.date(2027, 1, 1), None, desk.user)
    assert told.value.code == "E-CAR-TWICE"
    quarter_facts.record_car(desk.employer, CAR, since, dt.date(2026, 2, 3), desk.user, replaces=car)
    assert [one.details["months"] for one in quarter_facts.given(desk.employer, FIRST)] == ["2"]


# ── the letter of the Closure Fund ─────────────────────────────────────────────────────────


def test_the_letter_of_the_closure_fund_is_dated(desk: Desk) -> None:
    assert employer_facts.letter(desk.employer) == ""
    assert employer_facts.tell_letter(desk.employer, "C", None, desk.user)
    assert not employer_facts.tell_letter(desk.employer, "C", None, desk.user)
    assert employer_facts.tell_letter(desk.employer, "B", Month(2026, 4), desk.user)
    record = dossier_of(desk.employer, Month(2026, 6)).employer
    assert [record.on(dt.date(2026, month, 1)).closure_fund for month in (1, 3, 4, 12)] == ["C", "C", "B", "B"]
    assert AuditEvent.objects.filter(action="employer.closure_fund").count() == 2
