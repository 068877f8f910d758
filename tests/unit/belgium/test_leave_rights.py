"""Leaves within their dates, breaks of a career, temporary unemployment: used up to the last day, refused beyond."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from preste.belgium.time.codes import CODES
from preste.belgium.time.events import EVENTS_OF, WANTED
from preste.belgium.time.leave import leave_errors, unnamed
from preste.belgium.time.rights import RIGHTS, day_code_rows
from preste.calendar import Month
from preste.errors import NoParameter
from preste.law import book
from preste.records import Contract, Day

WEEK = dt.timedelta(weeks=1)
ONE = dt.timedelta(days=1)


def day(text: str) -> dt.date:
    return dt.date.fromisoformat(text)


def leave(code: str, event: str, of: str, first: str, last: str, hours: int = 760) -> tuple[Day, ...]:
    """Every working day between two of a leave."""
    date, found = day(first), []
    while date <= day(last):
        if date.weekday() < 5:
            found.append(Day(date=date, code=code, hours=hours, event=event, event_date=day(of) if of else None))
        date += ONE
    return tuple(found)


def refused(contract: Contract, *months: str) -> list[str]:
    return [error.where.rpartition(" ")[2] for month in months for error in leave_errors(contract, Month.parse(month))]


# ── every code has a right, or a reason why none is checked ────────────────────────────────


def test_every_code_has_its_right_in_the_order_of_the_codes() -> None:
    assert list(RIGHTS) == list(CODES)
    for one in RIGHTS.values():
        assert one.pay and one.right
        assert one.checked or one.right.startswith(("non vérifié : ", "aucun à vérifier : "))


def test_the_pay_told_is_the_pay_given() -> None:
    for row in day_code_rows():
        assert str(row["pay"]).startswith("comme à l'horaire") == row["paid"]


@pytest.mark.parametrize(
    ("code", "series"),
    [
        ("PC", "short_absence"),
        ("ADO", "adoption_leave"),
        ("CE", "education_leave"),
        ("CT", "career_break"),
    ],
)
def test_every_event_of_the_law_may_be_given(code: str, series: str) -> None:
    of_law = {key for (key,) in book().series[series].entries}
    assert of_law == set(EVENTS_OF[code]) - {"end_of_career"}


def test_events_of_a_birth_are_those_of_the_law() -> None:
    before, after = (book().series[name].entries for name in ("prenatal_rest", "postnatal_rest"))
    assert {key for (key,) in (*before, *after)} == set(EVENTS_OF["MAT"])


def test_a_code_that_needs_an_event_is_told_without_it(make: Any) -> None:
    for code in WANTED:
        contract = make.contract(days=make.days(("2026-06-15", code, 760)), status="blue_collar")
        assert unnamed(contract, Month(2026, 6)) == [code]
        assert unnamed(contract, Month(2026, 5)) == []
    payslip = make.pay(make.contract(days=make.days(("2026-06-15", "MAT", 760))), "2026-06")
    assert "Congé de maternité (MAT) sans événement : le droit n'est pas vérifié" in payslip.warnings


# ── birth ──────────────────────────────────────────────────────────────────────────────────


def test_birth_leave_within_four_months(make: Any) -> None:
    days = leave("NAI", "birth", "2026-06-01", "2026-09-30", "2026-10-02")
    assert refused(make.contract(days=days), "2026-09", "2026-10") == ["2026-10-02"]


def test_prenatal_rest_begins_six_weeks_before(make: Any) -> None:
    """Expected on 15 June 2026: 4 May is the first day of the six weeks, 1 May is too early; eight for twins."""
    days = leave("MAT", "expected_birth", "2026-06-15", "2026-05-01", "2026-05-05")
    assert refused(make.contract(days=days), "2026-05") == ["2026-05-01"]
    twins = leave("MAT", "expected_multiple_birth", "2026-06-15", "2026-04-17", "2026-04-21")
    assert refused(make.contract(days=twins), "2026-04") == ["2026-04-17"]


def test_rest_after_a_birth_is_nine_weeks_and_what_was_worked_before(make: Any) -> None:
    """One week only before a birth on the expected 15 June: 9 + 5 weeks, until 20 September."""
    before = leave("MAT", "expected_birth", "2026-06-15", "2026-06-08", "2026-06-12")
    after = leave("MAT", "birth", "2026-06-15", "2026-06-15", "2026-09-22")
    contract = make.contract(days=before + after)
    assert refused(contract, "2026-06", "2026-07", "2026-08", "2026-09") == ["2026-09-21", "2026-09-22"]


def test_prenatal_weeks_taken_are_not_taken_twice(make: Any) -> None:
    """Six weeks before: fifteen in all end after nine, on 16 August."""
    before = leave("MAT", "expected_birth", "2026-06-15", "2026-05-04", "2026-06-12")
    after = leave("MAT", "birth", "2026-06-15", "2026-06-15", "2026-08-18")
    assert refused(make.contract(days=before + after), "2026-05", "2026-06", "2026-07", "2026-08") == [
        "2026-08-17",
        "2026-08-18",
    ]


def test_the_rest_of_twins_and_of_a_child_in_hospital_is_longer(make: Any) -> None:
    for event, weeks in (("multiple_birth", 18), ("birth_hospital", 38)):
        last = day("2026-01-05") + weeks * WEEK - ONE
        contract = make.contract(
            days=(
                Day(date=last - 2 * ONE, code="MAT", hours=760, event=event, event_date=day("2026-01-05")),
                Day(date=last + ONE, code="MAT", hours=760, event=event, event_date=day("2026-01-05")),
            )
        )
        months = sorted({str(Month(d.year, d.month)) for d in (last - 2 * ONE, last + ONE)})
        assert refused(contract, *months) == [(last + ONE).isoformat()]


# ── adoption, foster care, carers ──────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("event", "first", "weeks"),
    [
        ("adoption", "2022-03-07", 8),
        ("adoption", "2023-03-06", 9),
        ("foster", "2025-03-03", 10),
        ("adoption_disabled", "2025-03-03", 20),
        ("adoption_several", "2025-03-03", 12),
    ],
)
def test_adoption_leave_by_the_year_it_begins(make: Any, event: str, first: str, weeks: int) -> None:
    last = day(first) + weeks * WEEK - ONE
    days = leave("ADO", event, first, first, (last + ONE).isoformat())
    months = sorted({str(Month(d.date.year, d.date.month)) for d in days})
    assert refused(make.contract(days=days), *months) == [(last + ONE).isoformat()]


def test_the_employer_pays_the_first_three_days_of_an_adoption(make: Any) -> None:
    days = leave("PC", "adoption", "2026-06-01", "2026-06-01", "2026-06-04")
    assert refused(make.contract(days=days), "2026-06") == ["2026-06-04"]


def test_foster_care_six_days_a_year(make: Any) -> None:
    days = leave("SA", "", "", "2026-06-01", "2026-06-09")
    assert refused(make.contract(days=days), "2026-06") == ["2026-06-09"]


def test_carer_s_leave_is_five_days_within_the_ten(make: Any) -> None:
    carer = leave("RI", "carer", "", "2026-06-01", "2026-06-08")
    assert refused(make.contract(days=carer), "2026-06") == ["2026-06-08"]
    other = leave("RI", "", "", "2026-06-08", "2026-06-15")
    assert refused(make.contract(days=carer[:5] + other), "2026-06") == ["2026-06-15"]
    early = leave("RI", "carer", "", "2022-11-09", "2022-11-09")
    assert refused(make.contract(days=early), "2022-11") == ["2022-11-09"]


# ── paid educational leave ─────────────────────────────────────────────────────────────────


def test_educational_leave_by_school_year_and_training(make: Any) -> None:
    """Eighty hours of general training: ten days of 7.6 h and half a day; the next school year begins anew."""
    days = leave("CE", "wallonia_general", "", "2026-06-01", "2026-06-12")
    half = Day(date=day("2026-06-15"), code="CE", hours=400, event="wallonia_general")
    assert refused(make.contract(days=(*days, half)), "2026-06") == []
    more = Day(date=day("2026-06-15"), code="CE", hours=401, event="wallonia_general")
    assert refused(make.contract(days=(*days, more)), "2026-06") == ["2026-06-15"]
    autumn = Day(date=day("2026-09-01"), code="CE", hours=760, event="wallonia_general")
    assert refused(make.contract(days=(*days, half, autumn)), "2026-09") == []


def test_educational_leave_of_a_part_timer(make: Any) -> None:
    """Nineteen hours of thirty-eight: half of 125 hours, the eighth whole day is the last."""
    schedule = (760, 760, 380, 0, 0, 0, 0)
    dates = [d for m in (Month(2026, 3), Month(2026, 4)) for d in m.days if d.weekday() < 2][:9]
    days = tuple(Day(date=d, code="CE", hours=760, event="flanders") for d in dates)
    found = refused(make.contract(schedule=schedule, days=days), "2026-03", "2026-04")
    assert found == [dates[8].isoformat()]


@pytest.mark.parametrize(
    ("event", "hours"),
    [("brussels_general", 80), ("brussels_languages", 80), ("brussels_outside_hours", 100),
     ("brussels_long_degree", 120), ("brussels_raised", 130), ("brussels_shortage", 180)],
)  # fmt: skip
def test_educational_leave_in_brussels_by_training(make: Any, event: str, hours: int) -> None:
    """Days of eight hours from 4 May 2026: the one that passes the ceiling is refused, and the next ones."""
    dates = [d for m in (Month(2026, 5), Month(2026, 6)) for d in m.days if d.weekday() < 5 and d.day > 3]
    kept = -(-(hours * 100 + 1) // 800)
    days = tuple(Day(date=d, code="CE", hours=800, event=event) for d in dates[:kept])
    contract = make.contract(schedule=(800, 800, 800, 800, 800, 0, 0), full_time_hours=4_000, days=days)
    assert refused(contract, "2026-05", "2026-06") == [dates[kept - 1].isoformat()]


def test_hours_that_were_not_read_are_missing_law(make: Any) -> None:
    contract = make.contract(days=leave("CE", "brussels_other", "", "2026-06-01", "2026-06-01"))
    with pytest.raises(NoParameter):
        refused(contract, "2026-06")


def test_the_limit_of_its_pay_is_told(make: Any) -> None:
    days = leave("CE", "flanders", "", "2026-06-01", "2026-06-01")
    (told,) = [w for w in make.pay(make.contract(amount=400_000, days=days), "2026-06").warnings if "limiter" in w]
    assert "3 714,00" in told.replace("\u202f", " ").replace("\xa0", " ")
    assert not any("limite" in w for w in make.pay(make.contract(days=days), "2026-06").warnings)


# ── breaks of a career ─────────────────────────────────────────────────────────────────────


def test_parental_leave_by_months(make: Any) -> None:
    days = leave("CT", "parental_full", "2026-02-02", "2026-02-02", "2026-06-03")
    months = [f"2026-{n:02}" for n in range(2, 7)]
    assert refused(make.contract(days=days), *months) == ["2026-06-02", "2026-06-03"]


def test_a_fifth_is_no_more_than_a_fifth_of_the_hours(make: Any) -> None:
    fridays = [d for d in Month(2026, 5).days if d.weekday() == 4]
    fifth = tuple(
        Day(date=d, code="CT", hours=760, event="parental_fifth", event_date=day("2026-05-01")) for d in fridays
    )
    assert refused(make.contract(days=fifth), "2026-05") == []
    mondays = leave("CT", "parental_fifth", "2026-05-01", "2026-05-04", "2026-05-08")
    assert refused(make.contract(days=mondays + fifth[2:]), "2026-05") != []


def test_the_end_of_a_career_has_no_term(make: Any) -> None:
    assert (
        refused(make.contract(days=leave("CT", "end_of_career", "2021-01-01", "2026-05-04", "2026-05-08")), "2026-05")
        == []
    )


def test_time_credit_for_a_child_is_shorter_since_february_2023(make: Any) -> None:
    for first, months in (("2022-05-01", 51), ("2023-05-01", 48)):
        last = Month.parse(first[:7]).plus(months).first
        date = last if last.weekday() < 5 else last + (7 - last.weekday()) * ONE
        days = leave("CT", "time_credit_child", first, date.isoformat(), date.isoformat())
        assert refused(make.contract(days=days), str(Month(date.year, date.month))) == [date.isoformat()]


# ── temporary unemployment ─────────────────────────────────────────────────────────────────


def test_bad_weather_and_technical_accidents_are_for_blue_collar_workers(make: Any) -> None:
    for code in ("CTI", "CTT"):
        days = make.days(("2026-06-15", code, 760))
        assert refused(make.contract(days=days), "2026-06") == ["2026-06-15"]
        assert refused(make.contract(days=days, status="blue_collar"), "2026-06") == []


def test_the_employer_pays_seven_days_after_a_technical_accident(make: Any) -> None:
    days = leave("CTT", "technical_accident", "2026-06-08", "2026-06-12", "2026-06-15")
    assert refused(make.contract(days=days, status="blue_collar"), "2026-06") == ["2026-06-12"]


def test_economic_unemployment_takes_whole_days(make: Any) -> None:
    contract = make.contract(days=make.days(("2026-06-15", "CTE", 380)), status="blue_collar")
    assert refused(contract, "2026-06") == ["2026-06-15"]


def test_four_weeks_in_a_row_for_a_blue_collar_worker(make: Any) -> None:
    """From 1 June: the fifth week begins on the 29th; a day of work between begins anew."""
    days = leave("CTE", "", "", "2026-06-01", "2026-06-30")
    assert refused(make.contract(days=days, status="blue_collar"), "2026-06") == ["2026-06-29", "2026-06-30"]
    with_work = tuple(d for d in days if d.date != day("2026-06-17"))
    assert refused(make.contract(days=with_work, status="blue_collar"), "2026-06") == []


def test_sixteen_whole_weeks_a_year_for_a_white_collar_worker(make: Any) -> None:
    days = leave("CTE", "", "", "2026-01-05", "2026-05-01")
    months = [f"2026-{n:02}" for n in range(1, 6)]
    expected = [(day("2026-04-27") + n * ONE).isoformat() for n in range(5)]
    assert refused(make.contract(days=days), *months) == expected
