"""Company cars of a quarter: 862 is owed for the car, however many drive it, also where nobody has it as their own."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import pytest

from preste.calendar import Quarter
from preste.errors import DossierError
from preste.payroll.quarter import GivenFact, QuarterResult, quarter_of, read_given
from preste.records import Contract, EmployerTerms

FIRST = Quarter(2022, 1)
CAR = {
    "catalogue_value": "30000.00", "fuel": "diesel", "co2": "112", "first_registration": "2021-05-14",
    "plate": "1ABC234",
}  # fmt: skip
A_QUARTER = 13_795
"""(9 x 112 - 600) / 12 x 154.29 / 114.08, three times, rounded once."""
POOL = {"plate": "2-DEF-567", "fuel": "diesel", "co2": "112", "ordered": "2021-03-01", "months": "3"}


def with_car(make: Any, id: str, since: str = "2022-01-01", until: str | None = None, **details: str) -> Contract:
    ends = {"valid_to": dt.date.fromisoformat(until)} if until else {}
    car = make.item("company_car", since=since, details=CAR | details, **ends)
    return make.contract(id=id, worker=make.worker(id=id, number=id), items=(car,))


def cars(result: QuarterResult) -> list[tuple[str, str, int, int]]:
    return [(one.plate, one.contract, one.months, one.amount) for one in result.vehicles]


def of_862(result: QuarterResult) -> int:
    return sum(one.amount for one in result.unrelated if one.code == "862")


def test_a_shared_car_is_owed_once(make: Any) -> None:
    both = make.dossier(with_car(make, "a"), with_car(make, "b", plate="1-abc-234"))
    result = quarter_of(both, FIRST)
    assert cars(result) == [("1ABC234", "a, b", 3, A_QUARTER)]
    assert of_862(result) == A_QUARTER
    told = [one for one in result.differences if one.code == "862"]
    assert len(told) == 1 and told[0].amount == -(result.provisional["862"] - A_QUARTER)
    assert told[0].reason.startswith("voitures : une fois par véhicule")


def test_a_car_that_changes_hands_within_a_month_is_owed_once_for_it(make: Any) -> None:
    first, second = with_car(make, "a", until="2022-02-13"), with_car(make, "b", since="2022-02-14")
    assert cars(quarter_of(make.dossier(first, second), FIRST)) == [("1ABC234", "a, b", 3, A_QUARTER)]


def test_two_cars_are_two_and_without_a_plate_each_contract_has_its_own(make: Any) -> None:
    two = quarter_of(make.dossier(with_car(make, "a"), with_car(make, "b", plate="1XYZ999")), FIRST)
    assert of_862(two) == 2 * A_QUARTER
    unnamed = quarter_of(make.dossier(with_car(make, "a", plate=""), with_car(make, "b", plate="")), FIRST)
    assert [(plate, contract) for plate, contract, _, _ in cars(unnamed)] == [("", "a"), ("", "b")]


def test_a_car_told_in_two_ways_in_a_month_is_missing(make: Any) -> None:
    result = quarter_of(make.dossier(with_car(make, "a"), with_car(make, "b", co2="150")), FIRST)
    assert [(one.where, one.code, one.error.code) for one in result.missing] == [("a, b", "862", "E-CAR-WAYS")]


def test_a_pool_car_is_owed_for_its_months_and_never_beyond_the_quarter(make: Any) -> None:
    pool = GivenFact(contract="", code="862", amount=0, details=POOL)
    result = quarter_of(make.dossier(make.contract()), FIRST, given=(pool,))
    assert cars(result) == [("2DEF567", "", 3, A_QUARTER)]
    assert of_862(result) == result.final["862"] == A_QUARTER
    left = with_car(make, "a", until="2022-01-31", plate="2DEF567")
    assert cars(quarter_of(make.dossier(left), FIRST, given=(pool,))) == [("2DEF567", "a", 3, A_QUARTER)]


@pytest.mark.parametrize(
    ("row", "field"),
    [
        (";862;;plate=2DEF567 fuel=diesel co2=112 ordered=2021-03-01 months=4", "details"),
        (";862;;plate=2DEF567 fuel=coal co2=112 ordered=2021-03-01 months=3", "details"),
        (";862;;plate=2DEF567 fuel=diesel co2=112 months=3", "details"),
        (";862;;fuel=diesel ordered=2021-03-01 months=3", "details"),
        ("c;862;;plate=2DEF567 fuel=diesel ordered=2021-03-01 months=3", "contract"),
    ],
)
def test_a_pool_car_in_the_folder_is_checked(row: str, field: str, tmp_path: Path) -> None:
    (tmp_path / "quarters").mkdir()
    path = tmp_path / "quarters" / "2022-1.csv"
    path.write_text(f"contract;code;amount;details\n{row}\n", encoding="utf-8")
    with pytest.raises(DossierError) as told:
        read_given(tmp_path, FIRST, ("c",))
    assert [one.field for one in told.value.errors] == [field]
    path.write_text(";862;;plate=2-DEF-567 fuel=diesel co2=112 ordered=2021-03-01 months=3\n", encoding="utf-8")
    assert read_given(tmp_path, FIRST, ("c",)) == (GivenFact(contract="", code="862", amount=0, details=POOL),)


def test_the_letter_of_the_closure_fund_changes_with_the_day(make: Any) -> None:
    """A category that owes both codes: 809 until the employer has no commercial purpose, 811 from then on."""
    terms = [
        EmployerTerms(
            since=since, category="000", joint_committee="200", workers_count=5, payday="last", closure_fund=fund
        )
        for since, fund in ((dt.date(1900, 1, 1), "C"), (dt.date(2022, 4, 1), "B"))
    ]
    dossier = make.dossier(make.contract(), history=tuple(terms), category="000")
    codes = [{one.code for one in quarter_of(dossier, q).lines[0].contributions} for q in (FIRST, Quarter(2022, 2))]
    assert ["809" in codes[0], "811" in codes[0], "809" in codes[1], "811" in codes[1]] == [True, False, False, True]
