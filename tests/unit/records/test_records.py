"""Records: which dated fact holds on a day, and what a contract says of itself."""

from __future__ import annotations

import dataclasses
import datetime as dt
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from preste.calendar import Month
from preste.records import Dated, Household, held_on

FIRST, LAST = dt.date(2022, 1, 1), dt.date(2022, 12, 31)
DAY = dt.timedelta(days=1)
DATES = st.dates(dt.date(2020, 1, 1), dt.date(2026, 12, 31))


def fact(first: dt.date, last: dt.date | None = None, known: dt.date | None = None) -> Dated:
    return Dated(valid_from=first, valid_to=last, known_since=known)


@pytest.mark.parametrize(
    ("day", "holds"),
    [(FIRST - DAY, False), (FIRST, True), (LAST, True), (LAST + DAY, False), (dt.date(2022, 6, 1), True)],
)
def test_both_ends_belong(day: dt.date, holds: bool) -> None:
    assert fact(FIRST, LAST).holds_on(day) is holds


def test_an_open_fact_holds_for_ever() -> None:
    assert fact(FIRST).holds_on(dt.date.max)
    assert not fact(FIRST).holds_on(FIRST - DAY)


def test_the_fact_that_began_last_holds() -> None:
    old, new = fact(FIRST), fact(dt.date(2022, 7, 1))
    for facts in ((old, new), (new, old)):
        assert held_on(facts, dt.date(2022, 6, 30)) is old
        assert held_on(facts, dt.date(2022, 7, 1)) is new


def test_of_two_that_began_together_the_one_known_last_holds() -> None:
    first, corrected = fact(FIRST), fact(FIRST, known=dt.date(2022, 3, 1))
    assert held_on((corrected, first), LAST) is corrected


def test_an_ended_fact_gives_way_to_an_older_one() -> None:
    base, leave = fact(FIRST), fact(dt.date(2022, 7, 1), dt.date(2022, 7, 31))
    assert held_on((base, leave), dt.date(2022, 7, 15)) is leave
    assert held_on((base, leave), dt.date(2022, 8, 1)) is base


def test_nothing_holds() -> None:
    assert held_on((), FIRST) is None
    assert held_on((fact(FIRST, LAST),), LAST + DAY) is None


@given(st.lists(st.tuples(DATES, st.none() | DATES)), DATES)
def test_what_holds_holds(ranges: list[tuple[dt.date, dt.date | None]], day: dt.date) -> None:
    """The answer holds on the day, and none that holds began later; no answer only when none holds."""
    facts = [fact(first, last) for first, last in ranges]
    found = held_on(facts, day)
    holding = [one for one in facts if one.holds_on(day)]
    if found is None:
        assert not holding
    else:
        assert found in holding
        assert found.valid_from == max(one.valid_from for one in holding)


# ── contracts and terms ────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({}, "495"),
        ({"status": "blue_collar"}, "015"),
        ({"regime": "flexi"}, "450"),
        ({"regime": "flexi", "status": "blue_collar"}, "050"),
        ({"regime": "student"}, "495"),
        ({"worker_code": "484"}, "484"),
        ({"worker_code": "484", "regime": "flexi"}, "484"),
    ],
)
def test_the_onss_worker_code(make: Any, changes: dict[str, Any], code: str) -> None:
    assert make.contract(**changes).onss_worker_code == code


@pytest.mark.parametrize(
    ("start", "end", "active"),
    [
        ("2026-02-28", None, True),
        ("2026-03-01", None, False),
        ("2020-01-01", "2026-02-01", True),
        ("2020-01-01", "2026-01-31", False),
        ("2026-02-10", "2026-02-10", True),
    ],
)
def test_a_contract_is_active(make: Any, start: str, end: str | None, active: bool) -> None:
    last = dt.date.fromisoformat(end) if end else None
    contract = make.contract(start=dt.date.fromisoformat(start), end=last)
    assert contract.active_in(Month(2026, 2)) is active


@pytest.mark.parametrize(
    ("schedule", "week", "part_time"),
    [
        ((760, 760, 760, 760, 760, 0, 0), 3_800, False),
        ((760, 760, 760, 760, 759, 0, 0), 3_799, True),
        ((760, 760, 380, 0, 0, 0, 0), 1_900, True),
        ((0, 0, 0, 0, 0, 0, 0), 0, True),
    ],
)
def test_part_time(make: Any, schedule: tuple[int, ...], week: int, part_time: bool) -> None:
    terms = make.terms(schedule=schedule)
    assert (terms.hours_week, terms.part_time) == (week, part_time)


def test_records_cannot_be_changed(make: Any) -> None:
    for record in (make.worker(), make.employer(), make.terms(), make.contract(), Household(valid_from=FIRST)):
        with pytest.raises(dataclasses.FrozenInstanceError):
            record.id = "another"


def test_a_worker_s_name(make: Any) -> None:
    assert make.worker(first_name="Élise", last_name="Dufaux").name == "Élise Dufaux"
