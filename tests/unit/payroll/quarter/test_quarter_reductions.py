"""The reductions of a gathered quarter: what each occupation is reduced by, and who is reduced by nothing."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import Any

import pytest

from preste.belgium.quarter.reductions import Employment, History, Situation
from preste.calendar import Quarter
from preste.errors import InputError
from preste.payroll.quarter import NO_RIGHTS, QuarterResult, Rights, quarter_of
from preste.records import Contract

FIRST_2022 = Quarter(2022, 1)
HALF = (760, 760, 380, 0, 0, 0, 0)


def quarter(make: Any, *contracts: Contract, rights: Rights = NO_RIGHTS, **employer: Any) -> QuarterResult:
    return quarter_of(make.dossier(*contracts, **employer), FIRST_2022, rights=rights)


def reduced(result: QuarterResult) -> list[list[tuple[str, int]]]:
    return [[(one.code, one.amount) for one in each.deductions] for line in result.lines for each in line.occupations]


def test_the_structural_reduction_of_category_2(make: Any) -> None:
    """S = 7 500 × 65/64 = 7 500 × 1.02 = 7 650; R = 79 + 0.2557 × (8 054.57 − 7 650) = 182.45; µ × β = 1."""
    result = quarter(make, make.contract())
    assert reduced(result) == [[("3000", 18_245)]]
    assert result.employer_reductions == 18_245
    assert result.owed == result.total - result.worker_reductions - 18_245


def test_the_social_maribel_is_taken_first(make: Any) -> None:
    """504.10 EUR for who performs half of a quarter in category 2: the ONSS's, less to reduce."""
    (line,) = quarter(make, make.contract()).lines
    (one,) = line.occupations
    assert one.reduction is not None
    assert one.reduction.trace["reducible_contributions"] == one.reducible - 50_410
    few = make.contract(end=dt.date(2022, 1, 14))
    ((line,),) = (quarter(make, few).lines,)
    assert line.occupations[0].reduction is not None
    assert line.occupations[0].reduction.trace["reducible_contributions"] == line.occupations[0].reducible


def test_all_occupations_of_a_worker_count_together(make: Any) -> None:
    """Two half-time contracts under two codes: S = 3 750 × 494/247 = 7 500; R = 220.80; µ 0.50 of 1.00 each."""
    one = make.contract(id="a", schedule=HALF, amount=125_000)
    other = make.contract(id="b", status="blue_collar", schedule=HALF, amount=125_000)
    result = quarter(make, one, other)
    assert [line.worker_code for line in result.lines] == ["495", "015"]
    assert reduced(result) == [[("3000", 11_040)], [("3000", 11_040)]]


def test_an_older_worker_whose_region_nobody_told_lacks_a_fact_and_no_law(make: Any) -> None:
    """The quarter stands without the reduction, and says so."""
    plain = make.contract()
    old = replace(plain, worker=replace(plain.worker, birth_date=dt.date(1958, 1, 1)))
    result = quarter(make, old, category="010", joint_committee="200")
    assert result.missing == ()
    assert any("Région" in note and "Travailleurs âgés" in note for note in result.notes)
    told = quarter(
        make, old, category="010", joint_committee="200", rights=Rights(situations={"c": Situation(region="wallonia")})
    )
    assert not any("Région" in note for note in told.notes)


@pytest.mark.parametrize(
    "changes", [{"worker_code": "487"}, {"regime": "flexi", "amount": 60_000, "schedule": HALF}], ids=["pupil", "flexi"]
)
def test_who_has_no_structural_reduction(make: Any, changes: dict[str, Any]) -> None:
    assert reduced(quarter(make, make.contract(**changes))) == [[]]


def test_severance_is_not_reduced(make: Any) -> None:
    details = {"covered_from": "2022-03-01", "covered_to": "2022-06-30"}
    item = make.item("severance", 1_000_000, since="2022-02-28", once=True, details=details)
    result = quarter(make, make.contract(end=dt.date(2022, 2, 28), items=(item,)))
    worked, *severed = reduced(result)
    assert [code for code, _ in worked] == ["3000"] and severed == [[], []]


def test_a_full_break_has_nothing_to_reduce(make: Any) -> None:
    """A complete career break: no working time, and no reduction can be asked of it."""
    given = make.days(
        *(
            (day.isoformat(), "CT", 760)
            for day in (dt.date(2022, 1, 1) + dt.timedelta(days=i) for i in range(90))
            if day.weekday() < 5
        )
    )
    (line,) = quarter(make, make.contract(days=given)).lines
    assert [one.measure for one in line.occupations] == ["3"]
    assert line.occupations[0].reduction is None


def test_a_first_worker_is_reduced_by_the_right_opened(make: Any) -> None:
    """What the structural reduction leaves goes to the first hire: 2 430.00 − 504.10 − 182.45 = 1 743.45 at most."""
    history = History(employments=(Employment("w", dt.date(2022, 1, 1)),), known_until=dt.date(2022, 3, 31))
    contract = make.contract(start=dt.date(2022, 1, 1))
    result = quarter(make, contract, rights=Rights(history=history))
    ((structural, first),) = reduced(result)
    assert structural == ("3000", 18_245)
    assert first[0] == "3315" and 0 < first[1] <= 243_000 - 50_410 - 18_245
    (line,) = result.lines
    assert line.occupations[0].deductions[1].right_started == dt.date(2022, 1, 1)
    assert reduced(quarter(make, contract, rights=Rights(history=history, chosen={"c": None}))) == [[structural]]


def test_a_choice_without_right_is_refused(make: Any) -> None:
    with pytest.raises(InputError, match="no right"):
        quarter(make, make.contract(), rights=Rights(chosen={"c": "3800"}))


def test_a_mentor_of_a_region(make: Any) -> None:
    rights = Rights(situations={"c": Situation(region="flanders", mentor=True)})
    assert [code for code, _ in reduced(quarter(make, make.contract(), rights=rights))[0]] == ["3000", "3800"]
    rights = Rights(situations={"c": Situation(region="wallonia", mentor=True)})
    assert [code for code, _ in reduced(quarter(make, make.contract(), rights=rights))[0]] == ["3000"]


def test_law_that_is_not_known_is_missing(make: Any) -> None:
    """The bounds before October 2021 are not known."""
    result = quarter_of(make.dossier(make.contract()), Quarter(2021, 2))
    (missing,) = [one for one in result.missing if one.code == "3000"]
    assert "structural reduction" in missing.error.message and result.employer_reductions == 0


def test_named_workers_of_a_hotel_are_chosen_over_all_workers(make: Any) -> None:
    """Six named are refused though workers are settled one by one; of those not named only the free places are lost."""
    contracts = [make.contract(id=f"c{n}", worker=make.worker(id=f"w{n}"), joint_committee="302") for n in range(6)]
    every = Rights(situations={one.id: Situation(horeca=True) for one in contracts})
    with pytest.raises(InputError, match="6 workers are named"):
        quarter(make, *contracts, rights=every)
    four = Rights(situations={one.id: Situation(horeca=True) for one in contracts[:4]})
    result = quarter(make, *contracts, rights=four)
    assert [codes[-1] for codes in reduced(result)[:4]] == [("3900", 50_000)] * 4
    assert [line.occupations[0].lost for line in result.lines] == [0, 0, 0, 0, 50_000, 0]
