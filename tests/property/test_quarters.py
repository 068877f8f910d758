"""Quarters of generated employers: the calendar is whole, pay is the months' pay, each cent has its reason."""

from __future__ import annotations

import datetime as dt
from itertools import pairwise
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from preste.belgium.time.codes import CODES
from preste.calendar import Month, Quarter
from preste.payroll.month import Dossier, pay_contract
from preste.payroll.quarter import QuarterResult, quarter_of
from preste.payroll.quarter.differences import BLOCKED, LATE, MOVED, REASONS, ROUNDED, SETTLED

from .employer_year import employer_years


def result_of(data: st.DataObject, make: Any) -> tuple[Dossier, QuarterResult]:
    employer = data.draw(employer_years(make))
    dossier = employer.known()
    quarter = Quarter(employer.year, data.draw(st.integers(1, 4)))
    return dossier, quarter_of(dossier, quarter)


@given(st.data())
@settings(max_examples=60)
def test_a_quarter_is_whole(make: Any, data: st.DataObject) -> None:
    dossier, result = result_of(data, make)
    check_calendar(dossier, result)
    check_dates(dossier, result)
    check_amounts(result)
    check_differences(result)


def check_calendar(dossier: Dossier, result: QuarterResult) -> None:
    """The days of a worker's occupations are the days of the calendar with hours on them, hours likewise."""
    for contract in dossier.contracts:
        worths = [
            day
            for month in result.quarter.months
            if contract.active_in(month)
            for day in pay_contract(dossier, contract, month).time.calendar
            if day.hours
        ]
        own = [
            one for line in result.lines for one in line.occupations
            if one.contract == contract.id and not one.severance
        ]  # fmt: skip
        dates = {day.date for day in worths if not CODES[day.code].overtime}
        assert sum(one.days() + one.undeclared_days for one in own) == 100 * len(dates)
        told = sum(one.hours() + sum(hours for _, hours in one.undeclared) for one in own)
        assert told == sum(day.hours for day in worths)
        assert all(one.days % 50 == 0 for occupation in own for one in occupation.services)


def check_dates(dossier: Dossier, result: QuarterResult) -> None:
    """Occupations of a contract follow each other, begin with it at the earliest, and end in the quarter if at all."""
    for contract in dossier.contracts:
        own = [one for line in result.lines for one in line.occupations if one.contract == contract.id]
        for one, following in pairwise(own):
            assert one.end is not None and one.end + dt.timedelta(days=1) == following.start
        for one in own:
            assert contract.start <= one.start <= result.quarter.last
            assert one.end is None or result.quarter.first <= one.end <= result.quarter.last


def check_amounts(result: QuarterResult) -> None:
    """A line's base is its pay, at 108 % when it is manual; each code and type once; sums are the totals."""
    for line in result.lines:
        keys = [(one.code, one.type) for one in line.contributions]
        assert len(keys) == len(set(keys))
        base = next(one for one in line.contributions if one.code == line.worker_code)
        assert base.base == (line.wage * 108 + 50) // 100 if base.type == "1" else base.base == line.wage
        assert sum(one.reducible for one in line.occupations) == line.reducible
        codes = [one.code for occupation in line.occupations for one in occupation.services]
        assert all(code.isdigit() for code in codes)
    assert sum(result.final.values()) == result.total
    assert len({(one.employer_class, one.code) for one in result.unrelated}) == len(result.unrelated)


def check_differences(result: QuarterResult) -> None:
    """The months' provisional amounts and the named differences are the quarter's amounts, code by code."""
    for code in {*result.provisional, *result.final}:
        named = sum(one.amount for one in result.differences if one.code == code)
        assert result.provisional.get(code, 0) + named == result.final.get(code, 0), code
    assert {one.reason for one in result.differences} <= {ROUNDED, MOVED, SETTLED}
    for one in result.differences:
        assert one.reason in REASONS and one.reason not in (LATE, BLOCKED)


@given(st.data())
@settings(max_examples=25)
def test_a_premium_in_four_quarters_is_one_premium(make: Any, data: st.DataObject) -> None:
    """What a spread premium takes out of its quarter, the others have: none is lost, none is told twice."""
    amount = data.draw(st.integers(1, 5_000_000))
    item = make.item("year_end_premium", amount, since="2025-12-31", once=True)
    start = data.draw(st.dates(dt.date(2020, 1, 1), dt.date(2025, 11, 1)))
    dossier = make.dossier(make.contract(start=start, items=(item,)))
    told = 0
    for number in range(1, 5):
        quarter = Quarter(2025, number)
        if start <= quarter.last:
            result = quarter_of(dossier, quarter, Month(2025, 12))
            told += sum(one.pay("2") for line in result.lines for one in line.occupations)
    assert told == amount


@given(st.data())
@settings(max_examples=25)
def test_facts_known_late_end_as_if_known_in_time(make: Any, data: st.DataObject) -> None:
    """A quarter asked after its raise was settled is the quarter of who knew the raise; what was paid adds up to it."""
    first = data.draw(st.dates(dt.date(2024, 1, 2), dt.date(2024, 3, 31)))
    learned = data.draw(st.integers(1, 3))
    amount = data.draw(st.integers(200_000, 400_000))
    status = data.draw(st.sampled_from(("white_collar", "blue_collar")))
    known_since = Month(2024, 3).plus(learned).last

    def contract(**late: Any) -> Any:
        begun = make.terms(amount=250_000, valid_to=first - dt.timedelta(days=1))
        return make.contract(status=status, terms=(begun, make.terms(amount=amount, valid_from=first, **late)))

    quarter, until = Quarter(2024, 1), Month(2024, 3).plus(learned)
    in_time = quarter_of(make.dossier(contract()), quarter)
    late = quarter_of(make.dossier(contract(known_since=known_since)), quarter, until)
    assert [(line.occupations, line.contributions) for line in late.lines] == [
        (line.occupations, line.contributions) for line in in_time.lines
    ]
    assert (late.final, late.provisional) == (in_time.final, in_time.provisional)
    assert {one.reason for one in late.differences} <= {ROUNDED, SETTLED}
    before = quarter_of(make.dossier(contract(known_since=known_since)), quarter)
    assert before.lines[0].wage == 750_000
