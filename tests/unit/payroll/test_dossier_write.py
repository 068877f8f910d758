"""A dossier written as a folder: what is read back is what was written, or it is said what is not."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from preste.calendar import Month
from preste.payroll.dossier import read_dossier
from preste.payroll.dossier_write import lost, write_dossier
from preste.payroll.takeover import TakenMonths, TakeOver
from preste.records import (
    DeclaredChildren,
    Elsewhere,
    EmployerTerms,
    Garnishment,
    HolidayCertificate,
    HolidayWork,
    HolidayYear,
    Incapacity,
    Leaving,
    ReplacedHoliday,
    WageScale,
)

JANUARY, DAY = dt.date(2026, 1, 1), dt.date(2026, 3, 2)
TERMS = EmployerTerms(
    since=dt.date(1900, 1, 1), category="362", joint_committee="329.02", workers_count=9, payday="last",
    closure_fund="B",
)  # fmt: skip


def whole(make: Any) -> Any:
    """A dossier that tells something of every kind."""
    claims = (
        Garnishment(id="g1", kind="seizure", creditor="Étude Fictive ; huissier", notified_on=DAY, valid_from=DAY,
                    total=125_000, already_paid=100, reference="123456789002"),
    )  # fmt: skip
    contract = make.contract(
        end=dt.date(2026, 11, 30),
        leaving=Leaving(reason="notice", by="worker", notified_on=DAY),
        terms=(replace(make.terms(), scale="Animation", scale_seniority_from=JANUARY, meal_voucher_value=800),),
        items=(
            make.item("commuting_car", 4_550, since="2026-01-01", details={"km": "12"}),
            replace(make.item("year_end_premium", 50_000, since="2026-02-01", once=True), paid_on=dt.date(2026, 3, 5)),
        ),
        days=make.days(("2026-02-03", "SS", 380), ("2026-02-03", "W", 380), ("2026-03-04", "V", 760)),
        incapacities=(
            Incapacity(start=DAY, end=dt.date(2026, 5, 1), certificate=DAY, partial_from=dt.date(2026, 4, 1),
                       partial_schedule=(380, 0, 380, 0, 0, 0, 0)),
        ),
        holidays=(
            HolidayYear(
                year=2026, work=(HolidayWork(months=9, days_week=500, hours_week=3800),), taken_before=200,
                certificates=(HolidayCertificate(months=3, days_week=500, hours_week=3800, simple=90_000,
                                                 double=88_000, days=500, taken=100),),
                variable_pay=60_000, variable_months=6,
            ),
        ),
        garnishments=claims,
        declared_children=(DeclaredChildren(valid_from=DAY, children=2),),
        elsewhere=(Elsewhere(valid_from=DAY, kind="article17", used=3_200, quarter=800),),
    )  # fmt: skip
    dossier = make.dossier(contract)
    employer = replace(
        dossier.employer, certificate_first_day=True, closure_fund="C",
        history=(TERMS, replace(TERMS, since=DAY, workers_count=12, certificate_first_day=True, closure_fund="C")),
        replacement_days=(ReplacedHoliday(holiday=dt.date(2026, 8, 15), day=dt.date(2026, 8, 14)),),
    )  # fmt: skip
    scales = {"Animation": [WageScale(name="Animation", pay_basis="monthly", valid_from=JANUARY,
                                      steps=((0, 289_342), (2, 295_000)))]}  # fmt: skip
    opening = {contract.id: {"quarter_pay": 1_350_000, "compensatory_rest": 760, "compensatory_rest_month": 202512}}
    return replace(dossier, employer=employer, scales=scales, opening=opening, begins=Month(2026, 1))


def again(folder: Path, dossier: Any) -> Any:
    write_dossier(folder, dossier)
    return read_dossier(folder)


def test_a_dossier_with_everything_comes_back_whole(make: Any, tmp_path: Path) -> None:
    dossier = whole(make)
    back = again(tmp_path / "a", dossier)
    assert lost(dossier, back) == []
    assert back.contracts[0].garnishments == dossier.contracts[0].garnishments
    assert back.employer.history == dossier.employer.history
    assert lost(back, again(tmp_path / "b", back)) == []


@pytest.mark.parametrize("folder", ["demo_folder", "starter_folder"])
def test_a_folder_is_written_as_it_was_read(folder: str, tmp_path: Path, request: pytest.FixtureRequest) -> None:
    dossier = read_dossier(request.getfixturevalue(folder))
    assert lost(dossier, again(tmp_path / "again", dossier)) == []


def test_what_was_taken_over_comes_back(make: Any, tmp_path: Path) -> None:
    contract = make.contract(start=dt.date(2020, 1, 1))
    rows = (
        TakenMonths(contract.id, Month(2025, 1), Month(2025, 6), {"gross": 2_000_000, "liable": 1_800_000}),
        TakenMonths(contract.id, Month(2025, 7), Month(2025, 8), {"gross": 600_000, "liable": 600_000}),
    )
    taken = TakeOver(Month(2025, 9), rows, {contract.id: dt.date(2019, 1, 1)}, {"2025-Q1": 4})
    dossier = replace(make.dossier(contract), begins=taken.begins, opening=taken.opening(), taken_over=taken)
    assert lost(dossier, again(tmp_path / "again", dossier)) == []


def test_what_does_not_come_back_is_named(make: Any, tmp_path: Path) -> None:
    dossier = make.dossier(make.contract(id="a"))
    back = again(tmp_path / "again", dossier)
    raised = replace(dossier.contracts[0], pensioner=True)
    assert lost(replace(dossier, contracts=[raised]), back) == ["a: pensioner"]
    assert lost(replace(dossier, begins=Month(2020, 1)), back) == ["begins"]
    assert lost(replace(dossier, employer=replace(dossier.employer, bic="X")), back) == ["employer: bic"]
    assert lost(replace(dossier, contracts=[*dossier.contracts, make.contract(id="b")]), back) == ["b"]
