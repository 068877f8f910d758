"""Public holidays: replaced, on a part-timer's day off, and after the end of the contract."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from preste.belgium.time.holidays import holiday_notes, holidays_after_end, holidays_of, replacement_problems
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
    tuesday = moved("08-15", "08-18")
    assert holidays(make.contract(), 8, ASSUMPTION) == [(17, 760)]
    assert holidays(make.contract(), 8, tuesday) == [(18, 760)]
    assert len(holidays_of(2026, (ASSUMPTION,))) == 10


def test_without_a_decision_the_first_day_of_activity_that_follows(make: Any) -> None:
    """In 2026, 15 August is a Saturday and 1 November a Sunday: the Mondays after."""
    assert holidays(make.contract(), 8) == [(17, 760)]
    assert holidays(make.contract(), 11) == [(2, 760), (11, 760)]
    assert holidays(make.contract(), 11, ASSUMPTION) == [(2, 760), (11, 760)]
    assert len(holidays_of(2026)) == 10


def test_the_first_day_of_activity_is_one_that_is_free() -> None:
    """Christmas of 2027 is a Saturday. In 2022, 25 December is a Sunday; 2 January 2023 follows 1 January."""
    assert day("2027-12-27") in holidays_of(2027)
    assert day("2022-12-26") in holidays_of(2022)
    assert day("2023-01-02") in holidays_of(2023)
    taken = (moved("11-11", "11-02"),)  # the second of November is another one's
    assert [one for one in holidays_of(2026, taken) if one.month == 11] == [day("11-03"), day("11-02")]
    whitsun = holidays_of(2015, (ReplacedHoliday(holiday=day("2015-05-01"), day=day("2015-05-18")),))
    assert day("2015-08-17") in whitsun  # a Saturday


def test_days_of_activity_are_those_of_full_time_and_of_the_schedule(make: Any) -> None:
    """A six-day week keeps its Saturdays; so does who works on Saturdays; Sundays are always replaced."""
    six_days = make.contract(schedule=(640, 640, 640, 640, 640, 600, 0), full_time_days=6)
    assert holidays(six_days, 8) == [(15, 600)]
    saturdays = make.contract(schedule=(0, 760, 760, 760, 760, 760, 0))
    assert holidays(saturdays, 8) == [(15, 760)]
    sundays = make.contract(schedule=(0, 0, 0, 760, 760, 760, 760))
    assert holidays(sundays, 11) == []  # Monday 2 November: not a day of hers; 11 November is a Wednesday
    stays = moved("08-15", "08-15")
    assert holidays(make.contract(), 8, stays) == []


def test_the_day_of_a_replaced_holiday_is_one_of_work(make: Any) -> None:
    """Whoever works on Saturdays works on 15 August, since Monday 17 replaces it."""
    six_days = make.contract(schedule=(640, 640, 640, 640, 640, 600, 0), full_time_days=6)
    assert holidays(six_days, 8) == [(15, 600)]
    assert holidays(six_days, 8, ASSUMPTION) == [(17, 640)]


def test_easter_monday_on_a_part_timers_day_off(make: Any) -> None:
    """6 April 2026 is no day of work of hers: it is not paid and not given elsewhere; 17 August neither."""
    part_timer = make.contract(schedule=TUESDAY_TO_FRIDAY)
    assert holidays(part_timer, 4) == []
    assert holidays(part_timer, 8) == []
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


def test_a_day_that_the_law_chooses_is_told(make: Any) -> None:
    """1 November 2026 is a Sunday."""
    dossier = make.dossier(make.contract(), replacement_days=(ASSUMPTION,))
    (payslip,) = run_month(dossier, Month(2026, 11))
    (told,) = (w for w in payslip.warnings if "férié" in w)
    assert "dimanche 01/11/2026" in told
    assert "lundi 02/11/2026" in told
    terms = make.contract().terms[0]
    for month in (8, 11):
        first, last = Month(2026, month).first, Month(2026, month).last
        assert list(holiday_notes(terms, first, last, (ASSUMPTION, moved("11-01", "11-03")))) == []


def test_a_full_timer_who_does_not_work_that_day_is_told(make: Any) -> None:
    """Easter Monday 2026, for a full time from Tuesday to Saturday: whether Monday is one of closing is not known."""
    tuesdays = make.contract(schedule=(0, 760, 760, 760, 760, 760, 0)).terms[0]
    (told,) = holiday_notes(tuesdays, day("04-01"), day("04-30"), ())
    assert "lundi 06/04/2026, sans travail" in told
    part_timer = make.contract(schedule=TUESDAY_TO_FRIDAY).terms[0]
    assert list(holiday_notes(part_timer, day("04-01"), day("04-30"), ())) == []


@pytest.mark.parametrize(
    ("replaced", "said"),
    [
        ([moved("08-16", "08-17")], "no legal public holiday"),
        ([moved("08-15", "2027-01-04")], "another year"),
        ([moved("08-15", "08-16")], "a Sunday"),
        ([moved("08-15", "11-11")], "a public holiday itself"),
        ([moved("11-01", "11-01")], "a Sunday"),
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
        ("2020-01-01", "07-25", ["08-17"]),  # 15 August is a Saturday; within 30 days all the same
        ("2020-01-01", "10-31", ["11-02", "11-11"]),
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
