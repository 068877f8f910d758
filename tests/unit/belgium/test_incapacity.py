"""Sickness day by day, against days counted on a wall calendar."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from preste.belgium.time.incapacity import Sickness
from preste.belgium.time.month import MonthTime, month_time
from preste.calendar import Month, each_day, months_after
from preste.records import Contract, Incapacity

HALF_TIME = (760, 760, 380, 0, 0, 0, 0)
NO_SCHEDULE = (0, 0, 0, 0, 0, 0, 0)


def day(text: str) -> dt.date:
    return dt.date.fromisoformat(f"2026-{text}" if len(text) == 5 else text)


def sick(first: str, last: str, **more: Any) -> Incapacity:
    return Incapacity(start=day(first), end=day(last), certificate=day(first), **more)


def runs(contract: Contract, first: str, last: str) -> list[tuple[str, str, int, int]]:
    """Stretches of the same code: first and last day, and their numbers in the count."""
    found: list[tuple[str, str, int, int]] = []
    code = ""
    for date in each_day(day(first), day(last)):
        one = Sickness(contract).on(date)
        if one is None:
            code = ""
        elif one.code == code:
            found[-1] = (found[-1][0], f"{date:%m-%d}", found[-1][2], one.number)
        else:
            code = one.code
            found.append((f"{code} {date:%m-%d}", f"{date:%m-%d}", one.number, one.number))
    return found


def time_of(contract: Contract, month: str) -> MonthTime:
    found, errors = month_time(contract, contract.terms[0], Month.parse(month))
    assert errors == []
    return found


# ── bands ──────────────────────────────────────────────────────────────────────────────────


def test_a_blue_collar_worker(make: Any) -> None:
    """Calendar days, weekends too: 7 in full, 7 of the second week, 16 of supplement, then the mutual fund alone."""
    contract = make.contract(status="blue_collar", incapacities=(sick("03-09", "04-12"),))
    assert runs(contract, "03-01", "04-30") == [
        ("M 03-09", "03-15", 1, 7),
        ("MS 03-16", "03-22", 8, 14),
        ("MC 03-23", "04-07", 15, 30),
        ("MM 04-08", "04-12", 31, 35),
    ]


def test_a_white_collar_worker(make: Any) -> None:
    contract = make.contract(incapacities=(sick("03-09", "04-12"),))
    assert runs(contract, "03-01", "04-30") == [("M 03-09", "04-07", 1, 30), ("MM 04-08", "04-12", 31, 35)]


@pytest.mark.parametrize(
    ("end", "fixed_term", "code"),
    [
        ("04-29", True, "MS"),  # from 30 January: less than three months
        ("04-30", True, "M"),  # three months to the day, are not less
        ("04-29", False, "M"),  # for an open term that was ended early
    ],
)
def test_a_fixed_term_of_less_than_three_months(make: Any, end: str, fixed_term: bool, code: str) -> None:
    contract = make.contract(
        start=day("01-31"), end=day(end), fixed_term=fixed_term, incapacities=(sick("03-02", "03-20"),)
    )
    found = Sickness(contract).on(day("03-09"))
    assert found is not None
    assert (found.number, found.code) == (8, code)


def test_service_of_a_month_is_reached_in_sickness(make: Any) -> None:
    """In service on 16 February, ill from 9 March: the month is full on 16 March, the eighth day."""
    contract = make.contract(status="blue_collar", start=day("02-16"), incapacities=(sick("03-09", "03-31"),))
    assert runs(contract, "03-01", "03-31") == [
        ("MM 03-09", "03-15", 1, 7),
        ("MS 03-16", "03-22", 8, 14),
        ("MC 03-23", "03-31", 15, 23),
    ]


def test_a_white_collar_worker_needs_no_service(make: Any) -> None:
    contract = make.contract(start=day("03-02"), incapacities=(sick("03-03", "03-06"),))
    assert runs(contract, "03-01", "03-31") == [("M 03-03", "03-06", 1, 4)]


def test_months_after() -> None:
    assert months_after(day("02-16"), 1) == day("03-16")
    assert months_after(day("2027-01-31"), 1) == day("2027-03-01")
    assert months_after(day("12-15"), 3) == day("2027-03-15")


@pytest.mark.parametrize(("status", "last"), [("blue_collar", 7), ("white_collar", 30)])
def test_an_accident_at_work_needs_no_service(make: Any, status: str, last: int) -> None:
    """In service since the day before: full pay for seven or thirty days, then the insurer, at work or of disease."""
    for cause, code in (("work_accident", "AT"), ("occupational_disease", "MP")):
        contract = make.contract(status=status, start=day("03-02"), incapacities=(sick("03-03", "04-12", cause=cause),))
        after = day("03-03") + dt.timedelta(days=last)
        assert runs(contract, "03-01", "04-30") == [
            ("ATG 03-03", f"{after - dt.timedelta(days=1):%m-%d}", 1, last),
            (f"{code} {after:%m-%d}", "04-12", last + 1, 41),
        ]


def test_an_accident_at_work_is_not_the_mutual_funds(make: Any) -> None:
    contract = make.contract(
        status="blue_collar",
        incapacities=(
            sick("03-02", "03-03", cause="work_accident"),
            sick("03-05", "03-05", cause="occupational_disease"),
        ),
    )
    assert runs(contract, "03-01", "03-31") == [("ATG 03-02", "03-03", 1, 2), ("ATG 03-05", "03-05", 1, 1)]
    assert all(Sickness(contract).taken_over(one) is None for one in Sickness(contract).periods)


# ── relapse ────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("first", "again", "number"),
    [
        (("2025-03-03", "2025-03-10"), "2025-03-24", 9),  # the 14th day after the end
        (("2025-03-03", "2025-03-10"), "2025-03-25", 1),
        (("2026-03-02", "2026-03-09"), "2026-05-04", 9),  # the 56th day, since 2026
        (("2026-03-02", "2026-03-09"), "2026-05-05", 1),
        (("2025-12-08", "2025-12-12"), "2026-01-15", 6),  # the law of the new incapacity's first day
    ],
)
def test_a_relapse_resumes_the_count(make: Any, first: tuple[str, str], again: str, number: int) -> None:
    contract = make.contract(incapacities=(sick(*first), sick(again, again)))
    found = Sickness(contract).on(day(again))
    assert found is not None
    assert found.number == number


def test_another_illness_opens_the_right_anew(make: Any) -> None:
    contract = make.contract(
        status="blue_collar", incapacities=(sick("03-02", "03-31"), sick("04-07", "04-08", other_illness=True))
    )
    assert runs(contract, "04-01", "04-30") == [("M 04-07", "04-08", 1, 2)]


def test_another_illness_the_day_after_is_no_prolongation(make: Any) -> None:
    first, second = sick("03-02", "03-10"), sick("03-11", "03-12", other_illness=True)
    contract = make.contract(status="blue_collar", incapacities=(first, second))
    assert runs(contract, "03-09", "03-31") == [("MS 03-09", "03-10", 8, 9), ("M 03-11", "03-12", 1, 2)]


def test_a_relapse_that_was_not_paid_opens_no_time_of_relapse(make: Any) -> None:
    """The 30 days are used on 31 March. The relapse of May is not paid, so the 56 days run from 31 March to 26 May."""
    exhausted = (sick("03-02", "03-31"), sick("05-04", "05-08"))
    for again, code in (("05-26", "MM"), ("05-27", "M")):
        contract = make.contract(status="blue_collar", incapacities=(*exhausted, sick(again, again)))
        found = Sickness(contract).on(day(again))
        assert found is not None
        assert found.code == code


def test_sickness_before_the_month_of_service_is_no_first_of_a_relapse(make: Any) -> None:
    contract = make.contract(
        status="blue_collar", start=day("03-02"), incapacities=(sick("03-09", "03-13"), sick("04-07", "04-08"))
    )
    assert runs(contract, "03-01", "04-30") == [("MM 03-09", "03-13", 1, 5), ("M 04-07", "04-08", 1, 2)]


def test_a_supplement_alone_opens_no_time_of_relapse(make: Any) -> None:
    """The month of service is full on 2 April, the 24th day: only the supplement was paid, so May opens a new right."""
    contract = make.contract(
        status="blue_collar", start=day("03-02"), incapacities=(sick("03-10", "04-10"), sick("05-04", "05-20"))
    )
    assert runs(contract, "03-01", "05-31") == [
        ("MM 03-10", "04-01", 1, 23),
        ("MC 04-02", "04-08", 24, 30),
        ("MM 04-09", "04-10", 31, 32),
        ("M 05-04", "05-10", 1, 7),
        ("MS 05-11", "05-17", 8, 14),
        ("MC 05-18", "05-20", 15, 17),
    ]


def test_a_supplement_alone_uses_up_days_of_its_chain(make: Any) -> None:
    """18 days, then 5 with the supplement alone: within 56 days of the first, seven days are left of thirty."""
    chain = (sick("03-02", "03-19"), sick("04-06", "04-10"), sick("05-04", "05-20"))
    contract = make.contract(status="blue_collar", incapacities=chain)
    assert runs(contract, "05-01", "05-31") == [("MC 05-04", "05-10", 24, 30), ("MM 05-11", "05-20", 31, 40)]


def test_an_accident_at_work_between_two_illnesses(make: Any) -> None:
    contract = make.contract(
        incapacities=(sick("03-02", "03-06"), sick("03-09", "03-13", cause="work_accident"), sick("03-16", "03-17"))
    )
    found = Sickness(contract).on(day("03-16"))
    assert found is not None
    assert found.number == 6


# ── the month ──────────────────────────────────────────────────────────────────────────────


def test_a_public_holiday_of_the_first_thirty_days_is_paid(make: Any) -> None:
    """Easter Monday, 6 April 2026, is the 29th day: paid in full, and a day of the count all the same."""
    time = time_of(make.contract(status="blue_collar", incapacities=(sick("03-09", "04-10"),)), "2026-04")
    assert [(d.date.day, d.code) for d in time.calendar if d.code not in ("W", "")] == [
        (1, "MC"), (2, "MC"), (3, "MC"), (6, "F"), (7, "MC"), (8, "MM"), (9, "MM"), (10, "MM"),
    ]  # fmt: skip


def test_a_public_holiday_after_thirty_days_is_the_mutual_funds(make: Any) -> None:
    time = time_of(make.contract(incapacities=(sick("03-02", "04-10"),)), "2026-04")
    assert "F" not in time.hours_by_code
    assert time.hours_by_code["MM"] == 8 * 760


def test_the_thirty_days_of_a_holiday_begin_with_each_suspension(make: Any) -> None:
    """A relapse after work was resumed suspends the contract anew: Easter Monday is its first day."""
    time = time_of(make.contract(incapacities=(sick("02-16", "03-17"), sick("04-06", "04-07"))), "2026-04")
    assert time.hours_by_code["F"] == time.hours_by_code["MM"] == 760


def test_a_part_timers_days_off_have_no_code(make: Any) -> None:
    time = time_of(make.contract(schedule=HALF_TIME, incapacities=(sick("03-09", "03-15"),)), "2026-03")
    assert [(d.date.day, d.hours) for d in time.calendar if d.code == "M"] == [(9, 760), (10, 760), (11, 380)]


def test_without_a_schedule_the_hours_are_those_written(make: Any) -> None:
    days = make.days(("2026-03-09", "M", 500), ("2026-03-17", "M", 400))
    contract = make.contract(
        status="blue_collar", schedule=NO_SCHEDULE, days=days, incapacities=(sick("03-09", "03-20"),)
    )
    assert dict(time_of(contract, "2026-03").hours_by_code) == {"M": 500, "MS": 400}


def test_work_resumed_in_part(make: Any) -> None:
    part = (380, 380, 0, 0, 0, 0, 0)
    one = sick("03-02", "04-30", partial_from=day("04-13"), partial_to=day("04-19"), partial_schedule=part)
    time = time_of(make.contract(incapacities=(one,)), "2026-04")
    assert [(d.date.day, d.code, d.hours) for d in time.calendar if 13 <= d.date.day <= 15] == [
        (13, "W", 380), (13, "MM", 380), (14, "W", 380), (14, "MM", 380), (15, "MM", 760),
    ]  # fmt: skip
    assert time.days_worked == 2


def test_guaranteed_pay_ends_when_work_is_resumed_in_part(make: Any) -> None:
    """From the second week on, Mondays are worked; the hours not worked are the mutual fund's."""
    one = sick("03-02", "03-13", partial_from=day("03-09"), partial_schedule=(380, 0, 0, 0, 0, 0, 0))
    time = time_of(make.contract(incapacities=(one,)), "2026-03")
    assert [(d.date.day, d.code, d.hours) for d in time.calendar if d.date.day in (6, 9, 10)] == [
        (6, "M", 760), (9, "W", 380), (9, "MM", 380), (10, "MM", 760),
    ]  # fmt: skip


@pytest.mark.parametrize("other_illness", [False, True])
def test_a_total_incapacity_during_a_partial_resumption_is_the_funds(make: Any, other_illness: bool) -> None:
    """Ill five days, back in part for a week, wholly ill again: no guaranteed pay, whatever the illness."""
    part = (380, 380, 380, 380, 380, 0, 0)
    first = sick("03-02", "03-15", partial_from=day("03-09"), partial_schedule=part)
    again = sick("03-16", "03-20", other_illness=other_illness)
    time = time_of(make.contract(incapacities=(first, again)), "2026-03")
    assert [d.code for d in time.calendar if 16 <= d.date.day <= 20] == ["MM"] * 5


def test_an_accident_at_work_during_a_partial_resumption_is_paid(make: Any) -> None:
    part = (380, 380, 380, 380, 380, 0, 0)
    first = sick("03-02", "03-15", partial_from=day("03-09"), partial_schedule=part)
    again = sick("03-16", "03-20", cause="work_accident")
    time = time_of(make.contract(incapacities=(first, again)), "2026-03")
    assert [d.code for d in time.calendar if 16 <= d.date.day <= 20] == ["ATG"] * 5


def test_days_worked_in_part_are_no_days_of_guaranteed_pay(make: Any) -> None:
    """Ill from 2 to 8 March, in part until the 31st, whole again; a relapse of 13 April resumes at the eighth day."""
    part = (380, 380, 380, 380, 380, 0, 0)
    first = sick("03-02", "03-31", partial_from=day("03-09"), partial_schedule=part)
    found = Sickness(make.contract(incapacities=(first, sick("04-13", "04-17")))).on(day("04-13"))
    assert found is not None
    assert (found.number, found.code) == (8, "M")


@pytest.mark.parametrize(("year", "limited"), [(2022, False), (2024, True), (2026, False)])
def test_twenty_weeks_from_2022_to_2025(make: Any, year: int, limited: bool) -> None:
    """Back in part from 10 January; week 20 is the fund's; in week 21 another illness is paid, in 2024."""

    def on(month: int, number: int) -> dt.date:
        return dt.date(year, month, number)

    first = Incapacity(
        start=on(1, 3), end=on(5, 28), certificate=on(1, 3), partial_from=on(1, 10), partial_schedule=(380,) * 7
    )
    again = Incapacity(start=on(5, 29), end=on(6, 10), certificate=on(5, 29), other_illness=True)
    sickness = Sickness(make.contract(incapacities=(first, again)))
    assert (found := sickness.on(on(5, 28))) is not None
    assert found.code == "MM"
    assert (found := sickness.on(on(5, 29))) is not None
    assert (found.code, found.number) == (("M", 1) if limited else ("MM", found.number))


PART = (380, 380, 380, 0, 0, 0, 0)


def resumed(until: str, **more: Any) -> Incapacity:
    """Ill from 3 January 2024, back for three half days a week from 10 January: twenty weeks end on 28 May."""
    given = {"partial_from": day("2024-01-10"), "partial_schedule": PART}
    return Incapacity(start=day("2024-01-03"), end=day(until), certificate=day("2024-01-03"), **given | more)


def again(first: str, last: str, **more: Any) -> Incapacity:
    return Incapacity(start=day(first), end=day(last), certificate=day(first), **more)


def test_after_the_weeks_guaranteed_pay_is_for_the_hours_that_the_fund_allows(make: Any) -> None:
    """A flu from Monday 3 to Friday 7 June 2024: 3.80 h on three days, the rest is the fund's."""
    flu = again("2024-06-03", "2024-06-07", other_illness=True)
    contract = make.contract(incapacities=(resumed("2024-06-02"), flu))
    days = [(d.date.day, d.code, d.hours) for d in time_of(contract, "2024-06").calendar if 3 <= d.date.day <= 7]
    assert days == [
        (3, "M", 380), (3, "MM", 380), (4, "M", 380), (4, "MM", 380), (5, "M", 380), (5, "MM", 380),
        (6, "MM", 760), (7, "MM", 760),
    ]  # fmt: skip
    assert time_of(contract, "2024-06").hours_by_code["M"] == 3 * 380


def test_a_total_incapacity_that_began_within_the_weeks_has_what_is_left(make: Any) -> None:
    """From 22 May, the eve of week 20's end: the days from 29 May on are the 8th to the 30th, until 20 June."""
    one = resumed("2024-07-31", partial_to=day("2024-05-21"))
    contract = make.contract(incapacities=(one,))
    assert runs(contract, "2024-05-20", "2024-07-31") == [
        ("MM 05-20", "05-28", 139, 147),
        ("M 05-29", "06-20", 8, 30),
        ("MM 06-21", "07-31", 31, 71),
    ]


def test_a_blue_collar_worker_beyond_the_weeks(make: Any) -> None:
    """Seven days in full, seven of the second week, then the supplement, from the first day of the total incapacity."""
    flu = again("2024-06-03", "2024-06-30", other_illness=True)
    contract = make.contract(status="blue_collar", incapacities=(resumed("2024-06-02"), flu))
    assert runs(contract, "2024-06-03", "2024-06-30") == [
        ("M 06-03", "06-09", 1, 7), ("MS 06-10", "06-16", 8, 14), ("MC 06-17", "06-30", 15, 28),
    ]  # fmt: skip


@pytest.mark.parametrize(("back", "number"), [("06-10", 6), ("06-24", 1)])
def test_several_total_incapacities_beyond_the_weeks(make: Any, back: str, number: int) -> None:
    """Five days from 3 June, work in part again, then wholly ill on 10 June, within 14 days, or on 24 June."""
    first = again("2024-06-03", "2024-06-07")
    eve = day(f"2024-{back}") - dt.timedelta(days=1)
    work = again("2024-06-08", eve.isoformat(), partial_from=day("2024-06-08"), partial_schedule=PART)
    then = again(f"2024-{back}", "2024-06-28")
    contract = make.contract(incapacities=(resumed("2024-06-02"), first, work, then))
    found = Sickness(contract).on(day(f"2024-{back}"))
    assert found is not None
    assert (found.number, found.code) == (number, "M")


@pytest.mark.parametrize(("start", "number"), [("2024-06-17", 6), ("2024-06-24", 1)])
def test_a_relapse_after_a_total_incapacity_beyond_the_weeks(make: Any, start: str, number: int) -> None:
    """Ill from 3 to 7 June beyond the weeks, back at work as before on the 8th: a relapse of 17 June is the 6th day."""
    first = again("2024-06-03", "2024-06-07")
    contract = make.contract(incapacities=(resumed("2024-06-02"), first, again(start, "2024-06-28")))
    found = Sickness(contract).on(day(start))
    assert found is not None
    assert (found.number, found.code) == (number, "M")


def test_from_2026_on_the_fund_pays_again(make: Any) -> None:
    """Wholly ill from 22 December 2025, a year after work was resumed in part: guaranteed pay ends with the year."""
    one = again(
        "2024-12-02", "2026-01-09", partial_from=day("2024-12-09"), partial_to=day("2025-12-21"), partial_schedule=PART
    )
    assert runs(make.contract(incapacities=(one,)), "2025-12-22", "2026-01-09") == [
        ("M 12-22", "12-31", 1, 10), ("MM 01-01", "01-09", 396, 404),
    ]  # fmt: skip


def test_a_public_holiday_of_a_partial_resumption(make: Any) -> None:
    """Easter Monday, the 36th day: the hours that would have been worked are paid as a holiday."""
    part = (380, 380, 0, 0, 0, 0, 0)
    one = sick("03-02", "04-30", partial_from=day("03-30"), partial_schedule=part)
    time = time_of(make.contract(incapacities=(one,)), "2026-04")
    assert [(d.code, d.hours) for d in time.calendar if d.date.day == 6] == [("F", 380), ("MM", 380)]


@pytest.mark.parametrize("code", ["V", "W", "SS"])
def test_another_code_inside_an_incapacity_is_refused(make: Any, code: str) -> None:
    contract = make.contract(days=make.days(("2026-03-10", code, 760)), incapacities=(sick("03-09", "03-13"),))
    _, (error,) = month_time(contract, contract.terms[0], Month(2026, 3))
    assert (error.code, error.field, error.where) == ("E-SICK-DAY", "code", "contract c, 2026-03-10")
    assert "2026-03-09" in error.message


def test_law_that_is_missing_is_an_error_of_the_day(make: Any) -> None:
    contract = make.contract(incapacities=(sick("2020-12-28", "2021-01-02"),))
    _, errors = month_time(contract, contract.terms[0], Month(2021, 1))
    assert {error.code for error in errors} == {"E-LAW-MISSING"}
