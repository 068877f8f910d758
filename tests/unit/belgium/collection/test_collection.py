"""Provisions, surcharge, interest, indemnities and the holiday notice, worked by hand; each replays."""

from __future__ import annotations

import datetime as dt

import pytest

from preste.belgium.collection import ask, ask_provision, scheme_of
from preste.belgium.collection.facts import COLLECTION_FACTS
from preste.calendar import Quarter
from preste.engine import Trace, explain, replay
from preste.errors import NoParameter

DAY = dt.date(2022, 5, 2)


def amount(trace: Trace, rule: str) -> int:
    """The amount of a rule, after its explanation was replayed."""
    assert replay(explain(trace, COLLECTION_FACTS, (rule,))) >= 1
    return trace[rule]


def provision(quarter: Quarter, number: int, *, scheme: str = "general", **facts: int) -> int:
    return amount(ask_provision(quarter, number, scheme, facts), "provision")


@pytest.mark.parametrize(
    ("number_of_quarter", "expected"),
    [(1, (300_001, 300_001, 250_001)), (3, (300_001, 300_001, 250_001)), (4, (300_001, 350_001, 150_000))],
)
def test_percentages_of_the_year_before(number_of_quarter: int, expected: tuple[int, int, int]) -> None:
    """30, 30 and 25 % of 10 000.02; 30, 35 and 15 % for the fourth quarter: half a cent counts."""
    quarter = Quarter(2022, number_of_quarter)
    found = [
        provision(quarter, n, contributions_year_before=1_000_002, contributions_two_before=400_001) for n in (1, 2, 3)
    ]
    assert tuple(found) == expected


def test_nothing_up_to_the_threshold() -> None:
    assert provision(Quarter(2022, 1), 1, contributions_year_before=900_000, contributions_two_before=400_000) == 0


def test_flat_from_the_third_worker_without_a_reference() -> None:
    flat = [provision(Quarter(2022, 1), 1, without_reference=1, provision_workers=n) for n in (0, 2, 3, 7)]
    assert flat == [0, 0, 45_000, 225_000]


def test_construction_is_missing_law() -> None:
    assert (scheme_of("124"), scheme_of("329.02")) == ("construction", "general")
    trace = ask_provision(Quarter(2022, 1), 1, "construction", {"without_reference": 1, "provision_workers": 5})
    with pytest.raises(NoParameter):
        trace["provision"]


def test_surcharge_and_interest() -> None:
    """10 % of 1 234.56, and 7 % of it over 31 days of 365: 123.456 and 7.3398…"""
    assert amount(ask("surcharge", DAY, {"unpaid_at_term": 123_456}), "late_surcharge") == 12_346
    facts = {"late_principal": 123_456, "days_late": 31}
    assert amount(ask("interest", DAY, facts), "late_interest") == 734


@pytest.mark.parametrize(
    ("declared", "expected"),
    [(1, 12_395), (1_859_201, 12_395), (1_859_202, 18_592), (2_478_936, 24_789), (200_000_000, 1_239_468)],
)
def test_unpaid_provisions_cost_by_the_contributions_declared(declared: int, expected: int) -> None:
    trace = ask("indemnities", DAY, {"declared_contributions": declared})
    assert amount(trace, "provision_indemnity") == expected


@pytest.mark.parametrize(
    ("declared", "expected"), [(1_000_000, 49_579), (7_436_804, 49_579), (7_436_805, 74_368), (12_000_000, 99_157)]
)
def test_a_late_declaration(declared: int, expected: int) -> None:
    """495.79, and 247.89 for each whole slice of 24 789.35 above 49 578.70."""
    trace = ask("indemnities", DAY, {"declared_contributions": declared})
    assert amount(trace, "late_declaration_indemnity") == expected


def test_holiday_notice() -> None:
    """10.27 % of 29 557.00."""
    trace = ask("holidays", dt.date(2023, 1, 1), {"manual_wages_of_year": 2_955_700})
    assert amount(trace, "holiday_notice_amount") == 303_550
