"""Sickness, whatever the incapacities: the calendar is whole, nothing is paid twice, thirty days at most."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from itertools import accumulate
from typing import Any, get_args

from hypothesis import given
from hypothesis import strategies as st

from preste.belgium.time.codes import CODES
from preste.belgium.time.incapacity import AT_WORK_CODES, FULL, FUND, SECOND_WEEK, SUPPLEMENT, Sickness
from preste.belgium.time.month import month_time
from preste.calendar import Month, each_day, months_after
from preste.law import book
from preste.records import Cause, Contract, Incapacity

FIRST, LAST = dt.date(2025, 1, 1), dt.date(2026, 12, 31)
DAY = dt.timedelta(days=1)
GUARANTEED = (FULL, SECOND_WEEK, SUPPLEMENT)
STRETCHES = st.lists(st.tuples(st.integers(0, 70), st.integers(1, 45), st.booleans()), min_size=1, max_size=8)
"""Days at work before each incapacity, its days, and whether it is another illness."""


def incapacities(stretches: list[tuple[int, int, bool]]) -> tuple[Incapacity, ...]:
    steps = [0, *accumulate(days for gap, length, _ in stretches for days in (gap, length))]
    found = []
    for i, (_, length, other) in enumerate(stretches):
        start = FIRST + dt.timedelta(days=steps[2 * i + 1])
        found.append(Incapacity(start=start, end=start + (length - 1) * DAY, certificate=start, other_illness=other))
    return tuple(found)


def contract_of(make: Any, data: Any, given: tuple[Incapacity, ...]) -> Contract:
    start = data.draw(st.dates(FIRST - 60 * DAY, FIRST), label="start")
    status = data.draw(st.sampled_from(["white_collar", "blue_collar"]), label="status")
    schedule = tuple(data.draw(st.lists(st.sampled_from([0, 380, 760]), min_size=7, max_size=7), label="schedule"))
    made: Contract = make.contract(
        status=status, start=start, schedule=schedule, full_time_hours=5_320, full_time_days=7, incapacities=given
    )
    return made


def counted_by_hand(contract: Contract) -> dict[dt.date, str]:
    """Who pays each day of sickness, walking through the calendar with a finger."""
    blue = contract.status == "blue_collar"
    served = months_after(contract.start, 1) if blue else contract.start
    codes: dict[dt.date, str] = {}
    count, paid_end, paid_count, relapse, began = 0, None, 0, False, FIRST
    for one in contract.incapacities:
        prolongs = one.start - DAY in codes and not one.other_illness
        if not prolongs:
            window = book().on("sickness_relapse", one.start).value
            relapse = paid_end is not None and (one.start - paid_end).days <= window and not one.other_illness
            count, began = paid_count if relapse else 0, one.start
        for date in each_day(one.start, one.end):
            count += 1
            if date < served or count > 30:
                codes[date] = FUND
            elif blue:
                codes[date] = FULL if count <= 7 else SECOND_WEEK if count <= 14 else SUPPLEMENT
            else:
                codes[date] = FULL
            if codes[date] in (FULL, SECOND_WEEK) or (paid_end is not None and paid_end >= began):
                paid_end, paid_count = date, count  # the end of an incapacity that was paid, not only supplemented
            elif relapse:
                paid_count = count  # days of the supplement alone: used up, but no new time of relapse
    return codes


@given(stretches=STRETCHES, data=st.data())
def test_as_counted_by_hand(make: Any, stretches: list[tuple[int, int, bool]], data: Any) -> None:
    contract = contract_of(make, data, incapacities(stretches))
    sickness = Sickness(contract)
    found = {date: one.code for date in each_day(FIRST, LAST) if (one := sickness.on(date))}
    by_hand = {date: code for date, code in counted_by_hand(contract).items() if date <= LAST}
    assert found == by_hand


@given(stretches=STRETCHES, data=st.data())
def test_never_more_than_thirty_days_in_a_chain(make: Any, stretches: list[tuple[int, int, bool]], data: Any) -> None:
    sickness = Sickness(contract_of(make, data, incapacities(stretches)))
    chain = 0
    for period in sickness.periods:
        if sickness.used_before(period) == 0:
            chain = 0
        days = [one for date in each_day(period.start, period.end) if (one := sickness.on(date))]
        chain += sum(1 for one in days if one.code in GUARANTEED)
        assert chain <= 30
        assert [one.number for one in days] == list(range(days[0].number, days[0].number + len(days)))


@given(stretches=STRETCHES, data=st.data())
def test_an_extension_changes_nothing(make: Any, stretches: list[tuple[int, int, bool]], data: Any) -> None:
    whole = incapacities(stretches)
    i = data.draw(st.integers(0, len(whole) - 1), label="which")
    cut = data.draw(st.dates(whole[i].start, whole[i].end), label="cut")
    parts = [Incapacity(start=whole[i].start, end=cut, certificate=cut, other_illness=whole[i].other_illness)]
    if cut < whole[i].end:
        parts.append(Incapacity(start=cut + DAY, end=whole[i].end, certificate=cut))
    contract = contract_of(make, data, whole)
    split = make.contract(
        status=contract.status,
        start=contract.start,
        terms=contract.terms,
        incapacities=(*whole[:i], *parts, *whole[i + 1 :]),
    )
    for month in (Month(y, m) for y in (2025, 2026) for m in range(1, 13)):
        assert month_time(contract, contract.terms[0], month) == month_time(split, contract.terms[0], month)


@given(stretches=STRETCHES, month=st.builds(Month, st.integers(2025, 2026), st.integers(1, 12)), data=st.data())
def test_the_calendar_is_whole(make: Any, stretches: list[tuple[int, int, bool]], month: Month, data: Any) -> None:
    """Each day once; what the employer pays, what others pay and what nobody pays make the schedule."""
    causes = data.draw(st.lists(st.sampled_from(get_args(Cause)), min_size=8, max_size=8), label="causes")
    given = tuple(replace(one, cause=cause) for one, cause in zip(incapacities(stretches), causes, strict=False))
    contract = contract_of(make, data, given)
    time, errors = month_time(contract, contract.terms[0], month)
    assert errors == []
    assert [day.date for day in time.calendar] == month.days
    schedule = contract.terms[0].schedule
    assert all(day.hours == schedule[day.date.weekday()] for day in time.calendar)
    assert all(bool(day.code) == bool(day.hours) for day in time.calendar)
    by_code = time.hours_by_code
    ordinary = sum(hours for code, hours in by_code.items() if CODES[code].paid)
    others = sum(by_code.get(code, 0) for code in (SECOND_WEEK, SUPPLEMENT, FUND, *AT_WORK_CODES.values()))
    assert ordinary == time.hours_paid
    assert ordinary + others == sum(schedule[date.weekday()] for date in month.days)
