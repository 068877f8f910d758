"""The time of a month, against days counted on a wall calendar."""

from __future__ import annotations

import datetime as dt
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from preste.belgium.time.codes import CODES
from preste.belgium.time.month import MonthTime, month_time
from preste.calendar import Month
from preste.errors import PresteError
from preste.records import Contract

HALF_TIME = (760, 760, 380, 0, 0, 0, 0)
SIX_DAYS = (640, 640, 640, 640, 640, 600, 0)
NO_SCHEDULE = (0, 0, 0, 0, 0, 0, 0)


def time_of(contract: Contract, month: str) -> MonthTime:
    found, errors = month_time(contract, contract.terms[0], Month.parse(month))
    assert errors == []
    return found


def faults(contract: Contract, month: str) -> list[PresteError]:
    return month_time(contract, contract.terms[0], Month.parse(month))[1]


def worth(time: MonthTime) -> tuple[int, int, int, int]:
    """J, D, H, U: days paid, days possible, hours paid, hours of full time."""
    return time.days_paid, time.days_possible, time.hours_paid, time.hours_full_time


# ── whole months ───────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("month", "jdhu"),
    [
        ("2022-01", (2_100, 2_100, 15_960, 15_960)),  # 3 to 31 January: 21 working days
        ("2026-02", (2_000, 2_000, 15_200, 15_200)),  # begins on a Sunday, four whole weeks
        ("2026-09", (2_200, 2_200, 16_720, 16_720)),  # 1 to 4, three weeks, 28 to 30
        ("2026-05", (2_100, 2_100, 15_960, 15_960)),  # three public holidays, paid
    ],
)
def test_a_full_time_month(make: Any, month: str, jdhu: tuple[int, ...]) -> None:
    time = time_of(make.contract(), month)
    assert worth(time) == jdhu
    assert time.schedule_paid == time.schedule_possible == jdhu[2]


@pytest.mark.parametrize(
    ("month", "jdhu"),
    [
        ("2022-01", (1_300, 1_300, 8_360, 15_960)),  # 5 Mondays, 4 Tuesdays, 4 Wednesdays
        ("2026-02", (1_200, 1_200, 7_600, 15_200)),  # 4 of each
        ("2026-09", (1_400, 1_400, 8_740, 16_720)),  # 4 Mondays, 5 Tuesdays, 5 Wednesdays
    ],
)
def test_a_half_time_month(make: Any, month: str, jdhu: tuple[int, ...]) -> None:
    assert worth(time_of(make.contract(schedule=HALF_TIME), month)) == jdhu


def test_a_week_of_six_days(make: Any) -> None:
    time = time_of(make.contract(schedule=SIX_DAYS, full_time_days=6), "2026-02")
    assert time.days_possible == time.days_paid == 2_400  # and the Saturdays
    assert time.hours_full_time == 24 * 3_800 // 6
    assert time.hours_paid == 20 * 640 + 4 * 600


def test_the_calendar_is_whole(make: Any) -> None:
    """Every day of the relation is there, days off too, in order."""
    time = time_of(make.contract(), "2026-02")
    assert [day.date for day in time.calendar] == Month(2026, 2).days
    assert [day.date.day for day in time.calendar if not day.code] == [1, 7, 8, 14, 15, 21, 22, 28]
    assert all(day.hours == (760 if day.code else 0) for day in time.calendar)


def test_holidays_on_scheduled_days_are_paid(make: Any) -> None:
    time = time_of(make.contract(), "2026-05")
    assert [day.date.day for day in time.calendar if day.code == "F"] == [1, 14, 25]
    assert dict(time.hours_by_code) == {"F": 3 * 760, "W": 18 * 760}
    assert time.days_worked == 18


def test_a_holiday_off_the_schedule_is_no_day_of_pay(make: Any) -> None:
    """1 January 2022 is a Saturday, which Monday 3 replaces; Whit Monday 2026 is no working day from Tuesday on."""
    held = [day.date.day for day in time_of(make.contract(), "2022-01").calendar if day.code == "F"]
    assert held == [3]
    time = time_of(make.contract(schedule=(0, 760, 760, 760, 760, 0, 0)), "2026-05")
    assert [day.date.day for day in time.calendar if day.code == "F"] == [1, 14]


# ── parts of months ────────────────────────────────────────────────────────────────────────


def test_entry_inside_the_month(make: Any) -> None:
    time = time_of(make.contract(start=dt.date(2022, 1, 17)), "2022-01")
    assert worth(time) == (1_100, 2_100, 8_360, 15_960)
    assert (time.schedule_paid, time.schedule_possible) == (8_360, 15_960)
    assert [day.date.day for day in time.calendar] == list(range(17, 32))


def test_exit_inside_the_month(make: Any) -> None:
    time = time_of(make.contract(end=dt.date(2022, 1, 14)), "2022-01")
    assert worth(time) == (1_000, 2_100, 7_600, 15_960)
    assert [day.date.day for day in time.calendar] == list(range(1, 15))


def test_a_contract_of_one_day(make: Any) -> None:
    day = dt.date(2026, 2, 10)
    assert worth(time_of(make.contract(start=day, end=day), "2026-02")) == (100, 2_000, 760, 15_200)


PAID = {"W", "F", "V", "M", "ATG", "PC", "R", "CE"}
OWN_PAY = {"MS", "MC"}
"""Days with pay of their own, without ONSS."""
OVERTIME = {"HS", "HN", "HP", "HV", "HR", "HC"}
NOT_PAID = OWN_PAY | {
    "VO", "VR", "VRR", "VS", "VJ", "MM", "RN", "AT", "MP", "PR", "MAT", "NAI", "ADO", "SA", "RI", "DC", "SS", "G", "US",
    "CT", "CTE", "CTI", "CTF", "CTM", "CTT", "CTG", "CTV", "CTA",
}  # fmt: skip


def test_which_codes_the_employer_pays() -> None:
    """Sickness until the mutual fund pays, holidays of white-collar workers; not what a fund or the ONEM pays."""
    assert {code for code, one in CODES.items() if one.paid} == PAID
    assert {code for code, one in CODES.items() if not one.paid and not one.overtime} == NOT_PAID
    assert {code for code, one in CODES.items() if one.overtime} == OVERTIME
    assert all(one.own_pay and not one.paid for one in CODES.values() if one.overtime)
    assert all(
        code == one.code and one.label and (one.onss.isdigit() or code in ("CT", "HS", "HR"))
        for code, one in CODES.items()
    )


DMFA = {
    "W": "1", "F": "1", "V": "1", "VR": "16", "VRR": "17", "VO": "2", "VS": "14",
    "VJ": "73", "M": "1", "MS": "10", "MC": "11", "MM": "50",
    "PC": "1", "R": "1", "RN": "20", "ATG": "1", "AT": "60", "MP": "61", "PR": "53", "MAT": "51", "NAI": "52",
    "ADO": "52", "SA": "75", "CE": "5", "RI": "24", "DC": "25", "SS": "30", "G": "21", "US": "22", "CTE": "71",
    "CTI": "72", "CTF": "70", "CTM": "70", "CTT": "70", "CTG": "70", "CTV": "70", "CTA": "70", "CT": "",
    "HS": "", "HN": "1", "HP": "1", "HV": "1", "HR": "", "HC": "1",
}  # fmt: skip
"""Day codes and the DmfA codes that the ONSS's list of service types (1 July 2026) gives for them."""


def test_each_code_has_the_onss_s() -> None:
    assert {code: one.onss for code, one in CODES.items()} == DMFA


@pytest.mark.parametrize("code", sorted(OVERTIME))
def test_overtime_leaves_the_day_what_it_is(make: Any, code: str) -> None:
    """Two hours more on a Monday, and four on a Saturday, which is a day with work on it."""
    time = time_of(make.contract(days=make.days(("2026-02-09", code, 200), ("2026-02-14", code, 400))), "2026-02")
    assert worth(time) == (2_000, 2_000, 15_200, 15_200)
    assert dict(time.hours_by_code) == {"W": 15_200, code: 600}
    assert time.days_worked == 21


@pytest.mark.parametrize("code", sorted(NOT_PAID))
def test_days_not_paid_leave_the_pay(make: Any, code: str) -> None:
    days = make.days(("2026-02-09", code, 760), ("2026-02-10", code, 380))
    time = time_of(make.contract(days=days), "2026-02")
    assert worth(time) == (1_850, 2_000, 15_200 - 1_140, 15_200)
    assert dict(time.hours_by_code) == {"W": 15_200 - 1_140, code: 1_140}


@pytest.mark.parametrize("code", sorted(PAID - {"W"}))
def test_paid_absences_change_the_code_alone(make: Any, code: str) -> None:
    time = time_of(make.contract(days=make.days(("2026-02-09", code, 760))), "2026-02")
    assert worth(time) == (2_000, 2_000, 15_200, 15_200)
    assert time.hours_by_code[code] == 760
    assert time.days_worked == 19


def test_a_day_with_some_hours_of_absence_is_still_worked(make: Any) -> None:
    time = time_of(make.contract(days=make.days(("2026-02-09", "SS", 200))), "2026-02")
    assert time.days_worked == 20
    assert time.days_paid == 1_974  # 5.60 h out of 7.60


def test_days_of_other_months_do_not_count(make: Any) -> None:
    contract = make.contract(days=make.days(("2026-01-30", "SS", 760), ("2026-03-02", "SS", 760)))
    assert worth(time_of(contract, "2026-02")) == (2_000, 2_000, 15_200, 15_200)


def test_a_holiday_may_be_something_else(make: Any) -> None:
    """Unpaid on 1 May: what is given replaces the public holiday."""
    time = time_of(make.contract(days=make.days(("2026-05-01", "SS", 760))), "2026-05")
    assert dict(time.hours_by_code) == {"SS": 760, "W": 18 * 760, "F": 2 * 760}


# ── without a schedule ─────────────────────────────────────────────────────────────────────


def test_hours_without_a_schedule(make: Any) -> None:
    """A student's Saturdays: 8 h, 8 h, 6.5 h and 8 h; a day counts for one at most, and for its part of 7.60 h."""
    days = make.days(
        ("2022-01-08", "W", 800), ("2022-01-15", "W", 800), ("2022-01-22", "W", 650), ("2022-01-29", "W", 800)
    )
    time = time_of(make.contract(schedule=NO_SCHEDULE, days=days), "2022-01")
    assert worth(time) == (386, 2_100, 3_050, 15_960)
    assert time.schedule_possible == 0
    assert time.days_worked == 4


def test_no_hours_at_all(make: Any) -> None:
    assert worth(time_of(make.contract(schedule=NO_SCHEDULE), "2026-05")) == (0, 2_100, 0, 15_960)


# ── what is wrong ──────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("day", "code", "field", "said"),
    [
        (("2026-02-03", "W", 800), "E-TIME-HOURS", "hours", ("8 h", "7.6 h")),
        (("2026-02-07", "W", 300), "E-TIME-HOURS", "hours", ("3 h", "0 h")),
        (("2026-02-03", "ZZ", 760), "E-TIME-CODE", "code", ("'ZZ'",)),
        (("2026-02-03", "w", 760), "E-TIME-CODE", "code", ("'w'",)),
    ],
)
def test_a_wrong_day(make: Any, day: tuple[str, str, int], code: str, field: str, said: tuple[str, ...]) -> None:
    (error,) = faults(make.contract(days=make.days(day)), "2026-02")
    assert (error.code, error.field) == (code, field)
    assert error.where == f"contract c, {day[0]}"
    assert error.remedy
    assert all(one in error.message for one in said)


@pytest.mark.parametrize("day", ["2026-02-02", "2026-02-27"])
def test_a_day_outside_the_contract(make: Any, day: str) -> None:
    contract = make.contract(start=dt.date(2026, 2, 3), end=dt.date(2026, 2, 26), days=make.days((day, "SS", 760)))
    (error,) = faults(contract, "2026-02")
    assert (error.code, error.field) == ("E-TIME-OUTSIDE", "date")
    assert day in error.message
    assert "2026-02-03" in error.remedy
    assert "2026-02-26" in error.remedy


def test_hours_of_several_codes_add_up(make: Any) -> None:
    """Each fits the day, together they do not."""
    contract = make.contract(days=make.days(("2026-02-03", "SS", 500), ("2026-02-03", "M", 300)))
    assert [error.code for error in faults(contract, "2026-02")] == ["E-TIME-HOURS"]


def test_every_wrong_day_is_told(make: Any) -> None:
    contract = make.contract(
        start=dt.date(2026, 2, 3),
        days=make.days(
            ("2026-02-02", "SS", 760), ("2026-02-03", "ZZ", 760), ("2026-02-04", "SS", 900), ("2026-02-05", "SS", 760)
        ),
    )
    assert [e.code for e in faults(contract, "2026-02")] == ["E-TIME-OUTSIDE", "E-TIME-CODE", "E-TIME-HOURS"]


# ── always ─────────────────────────────────────────────────────────────────────────────────

SCHEDULES = st.lists(st.integers(0, 2).map(lambda n: n * 380), min_size=7, max_size=7).map(tuple)
MONTHS = st.builds(Month, st.integers(2021, 2030), st.integers(1, 12))
CUTS = st.lists(st.tuples(st.integers(0, 27), st.sampled_from(sorted(CODES)), st.integers(1, 380)), max_size=8)


@given(schedule=SCHEDULES, month=MONTHS, first=st.integers(0, 30), cuts=CUTS)
def test_paid_and_unpaid_hours_make_the_schedule(
    make: Any, schedule: tuple[int, ...], month: Month, first: int, cuts: list[tuple[int, str, int]]
) -> None:
    start = month.days[min(first, len(month.days) - 1)]
    given = {}
    for day, code, hours in cuts:
        date = month.days[day]
        if date >= start and hours <= schedule[date.weekday()]:
            given[date] = (date.isoformat(), code, hours)
    contract = make.contract(schedule=schedule, full_time_hours=5_320, start=start, days=make.days(*given.values()))
    time, errors = month_time(contract, contract.terms[0], month)
    scheduled = sum(schedule[day.weekday()] for day in month.days if day >= start)
    besides = sum(hours for date, code, hours in given.values() if CODES[code].overtime)
    unpaid = sum(d.hours for d in time.calendar if d.code and not CODES[d.code].paid) - besides
    assert errors == []
    assert {day.date for day in time.calendar} == {day for day in month.days if day >= start}
    assert sum(time.hours_by_code.values()) == scheduled + besides
    assert time.hours_paid == scheduled - unpaid


@given(parts=st.lists(st.integers(1, 759), min_size=1, max_size=4, unique=True))
def test_a_day_paid_in_parts_is_one_day(make: Any, parts: list[int]) -> None:
    """Sick, then at a funeral, then at work: all of it paid, so the day is a whole one."""
    cuts = [0, *sorted(parts), 760]
    codes = ["M", "PC", "V", "R", "CE"]
    hours = [after - before for before, after in pairwise(cuts)]
    days = make.days(*[("2026-02-03", code, h) for code, h in zip(codes, hours, strict=False)])
    assert time_of(make.contract(days=days), "2026-02").days_paid == 2_000


def test_overtime_beside_a_whole_day_of_sickness_is_refused(make: Any) -> None:
    contract = make.contract(days=make.days(("2026-02-03", "M", 760), ("2026-02-03", "HS", 100)))
    _time, errors = month_time(contract, contract.terms[0], Month(2026, 2))
    assert [(error.code, error.message) for error in errors] == [
        ("E-TIME-HOURS", "overtime is given beside a whole day of sickness")
    ]
    part = make.contract(days=make.days(("2026-02-03", "M", 300), ("2026-02-03", "HS", 100)))
    assert month_time(part, part.terms[0], Month(2026, 2))[1] == []
