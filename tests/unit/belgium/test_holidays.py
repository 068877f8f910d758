"""Public holidays: replaced, on a part-timer's day off, and after the end of the contract."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from preste.belgium.time.holidays import holidays_after_end, holidays_of, not_replaced, replacement_problems
from preste.belgium.time.month import month_time
from preste.calendar import Month
from preste.errors import DossierError
from preste.payroll.dossier import read_dossier
from preste.payroll.month import run_month
from preste.records import Contract, ReplacedHoliday

TUESDAY_TO_FRIDAY = (0, 760, 760, 760, 760, 0, 0)


def day(text: str) -> dt.date:
    return dt.date.fromisoformat(f"2026-{text}" if len(text) == 5 else text)


def moved(holiday: str, to: str) -> ReplacedHoliday:
    return ReplacedHoliday(holiday=day(holiday), day=day(to))


ASSUMPTION = moved("08-15", "08-17")  # a Saturday, to the Monday after


def holidays(contract: Contract, month: int, *replaced: ReplacedHoliday) -> list[tuple[int, int]]:
    time, errors = month_time(contract, contract.terms[0], Month(2026, month), replaced)
    assert errors == []
    return [(one.date.day, one.hours) for one in time.calendar if one.code == "F"]


# ── replaced ───────────────────────────────────────────────────────────────────────────────


def test_a_replaced_holiday_is_paid_on_its_other_day(make: Any) -> None:
    assert holidays(make.contract(), 8) == []
    assert holidays(make.contract(), 8, ASSUMPTION) == [(17, 760)]
    assert len(holidays_of(2026, (ASSUMPTION,))) == 10


def test_the_day_of_a_replaced_holiday_is_one_of_work(make: Any) -> None:
    """Whoever works on Saturdays works on 15 August, since Monday 17 replaces it."""
    six_days = make.contract(schedule=(640, 640, 640, 640, 640, 600, 0), full_time_days=6)
    assert holidays(six_days, 8) == [(15, 600)]
    assert holidays(six_days, 8, ASSUMPTION) == [(17, 640)]


def test_easter_monday_on_a_part_timers_day_off(make: Any) -> None:
    """6 April 2026 is no day of work of hers: it is not paid and not given elsewhere; 17 August neither."""
    part_timer = make.contract(schedule=TUESDAY_TO_FRIDAY)
    assert holidays(part_timer, 4) == []
    assert holidays(part_timer, 8, ASSUMPTION) == []
    assert holidays(part_timer, 8, moved("08-15", "08-18")) == [(18, 760)]
    full_timer = make.contract()
    assert holidays(full_timer, 4) == [(6, 760)]
    pay = [run_month(make.dossier(one), Month(2026, 4)) for one in (part_timer, full_timer)]
    assert [next(iter(one)).trace["base_pay"] for one in pay] == [250_000, 250_000]


def test_the_payslip_follows_the_employers_days(make: Any) -> None:
    contract = make.contract(pay_basis="hourly", amount=1_500)
    (payslip,) = run_month(make.dossier(contract, replacement_days=(ASSUMPTION,)), Month(2026, 8))
    assert payslip.time.hours_by_code["F"] == 760


def test_a_sunday_without_replacement_is_told(make: Any) -> None:
    """1 November 2026 is a Sunday."""
    dossier = make.dossier(make.contract(), replacement_days=(ASSUMPTION,))
    (payslip,) = run_month(dossier, Month(2026, 11))
    assert [w for w in payslip.warnings if "01/11/2026" in w]
    assert not_replaced(day("11-01"), day("11-30"), ()) == []
    assert not_replaced(day("11-01"), day("11-30"), (moved("11-01", "11-02"),)) == []


@pytest.mark.parametrize(
    ("replaced", "said"),
    [
        ([moved("08-16", "08-17")], "no legal public holiday"),
        ([moved("08-15", "2027-01-04")], "another year"),
        ([moved("08-15", "08-16")], "a Sunday"),
        ([moved("08-15", "11-11")], "a public holiday itself"),
        ([moved("08-15", "08-17"), moved("08-15", "08-18")], "replaced twice"),
        ([moved("08-15", "11-02"), moved("11-01", "11-02")], "replaces two"),
    ],
)
def test_replacement_days_that_cannot_be(replaced: list[ReplacedHoliday], said: str) -> None:
    ((message, remedy),) = replacement_problems(replaced)
    assert said in message
    assert remedy


def test_replacement_days_are_read_from_the_folder(demo_folder: Any) -> None:
    path = demo_folder / "employer.yaml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text + "\nreplacement_days:\n  - {holiday: 2026-08-15, day: 2026-08-17}\n", encoding="utf-8")
    assert read_dossier(demo_folder).employer.replacement_days == (ASSUMPTION,)
    path.write_text(text + "\nreplacement_days:\n  - {holiday: 2026-08-16, day: 2026-08-17}\n", encoding="utf-8")
    with pytest.raises(DossierError) as caught:
        read_dossier(demo_folder)
    (error,) = caught.value.errors
    assert (error.code, error.field, error.where) == ("E-HOLIDAY", "replacement_days", "employer.yaml")


# ── after the end ──────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("start", "end", "owed"),
    [
        ("04-16", "04-30", ["05-01"]),  # 15 days: one holiday within 14 days
        ("04-17", "04-30", []),  # 14 days
        ("04-01", "04-30", ["05-01"]),  # a month and no more: Ascension, 14 May, is a second one
        ("03-30", "04-30", ["05-01", "05-14", "05-25"]),  # more than a month: all within 30 days
        ("2020-01-01", "2025-12-31", ["2026-01-01"]),
    ],
)
def test_holidays_after_the_end(make: Any, start: str, end: str, owed: list[str]) -> None:
    contract = make.contract(start=day(start), end=day(end), holidays_after_end=True)
    assert holidays_after_end(contract) == [day(one) for one in owed]


def test_not_from_the_day_of_another_employer(make: Any) -> None:
    contract = make.contract(end=day("04-30"), holidays_after_end=True, next_employer_from=day("05-14"))
    assert holidays_after_end(contract) == [day("05-01")]


def test_not_for_who_left(make: Any) -> None:
    assert holidays_after_end(make.contract(end=day("04-30"))) == []
    assert holidays_after_end(make.contract(holidays_after_end=True)) == []


def test_the_last_payslip_tells_them(make: Any) -> None:
    """1 May 2026 is a Friday, 14 May a Thursday, 25 May a Monday, on which she does not work."""
    contract = make.contract(end=day("04-30"), holidays_after_end=True, schedule=TUESDAY_TO_FRIDAY)
    (payslip,) = run_month(make.dossier(contract), Month(2026, 4))
    told = [warning for warning in payslip.warnings if "après la fin" in warning]
    assert ["01/05/2026" in told[0], "14/05/2026" in told[1], len(told)] == [True, True, 2]
    assert "7,60 h" in told[0]
