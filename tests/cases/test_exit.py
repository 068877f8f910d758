"""Worked cases of the end of a contract: notice by seniority, its days, part 1 of contracts before 2014."""

from __future__ import annotations

import datetime as dt
from typing import Literal, cast

from preste.belgium.exit.days import add_months, add_working_days, months_between
from preste.belgium.exit.notice import Notice, notice
from preste.belgium.exit.periods import period
from preste.belgium.exit.service import By, Service
from preste.calendar import ONE_DAY

from .asking import ended
from .reading import Worked, cents, check, chosen, each, plain

ON = dt.date(2026, 11, 22)
TABLES = chosen("labour", "NP-01", "NP-04", "NP-05", "NP-06")
TWO_PARTS = chosen("labour", "NP-08", "NP-09", "NP-10")
POSTED = chosen("labour", "NP-12")
WORKING_DAYS = chosen("labour", "NP-14")
SENIORITY = chosen("labour", "NP-15")
REST_OF_TERM = chosen("labour", "SV-07")
TESTED = [*TABLES, *TWO_PARTS, *POSTED, *WORKING_DAYS, *SENIORITY, *REST_OF_TERM]


def day(case: Worked, name: str) -> dt.date:
    return dt.date.fromisoformat(case.inputs[name])


@each(TABLES)
def test_weeks_by_seniority(case: Worked) -> None:
    start = day(case, "contract_start")
    by = cast(By, case.inputs["by"])
    got = {months: period(by, start, start, add_months(start, int(months)), ON).weeks for months in case.expected}
    assert {months: str(weeks) for months, weeks in got.items()} == case.expected


@each(TWO_PARTS)
def test_parts_of_a_contract_of_before_2014(case: Worked) -> None:
    starts = day(case, "notice_starts")
    found = notice(
        Service(
            start=day(case, "hired"),
            status_2013=cast(Literal["white_collar"], {"employee": "white_collar"}[case.inputs["status_2013"]]),
            pay_2013=cents(case.inputs["annual_gross_2013"]),
        ),
        by="employer",
        means="bailiff",
        sent=starts - 3 * ONE_DAY,
    )
    assert found.start == starts
    assert found.period is not None
    got = {
        "part1_months": str(found.period.months),
        "seniority2_months": str(found.period.seniority),
        "part2_weeks": str(found.period.weeks),
    }
    assert {name: got[name] for name in case.expected} == case.expected


def posted(case: Worked) -> Notice:
    assert case.inputs["mode"] == "registered"
    start = dt.date(2026, 9, 1)  # a contract whose notice is of as many weeks as the case says
    found = notice(Service(start=start), by="employer", means="registered", sent=day(case, "posted"))
    assert found.period is not None
    assert str(found.period.weeks) == case.inputs["weeks"]
    return found


@each(POSTED)
def test_effect_and_start_of_a_posted_notice(case: Worked) -> None:
    found = posted(case)
    assert {"effect": found.effect.isoformat(), "start": found.start.isoformat()} == case.expected


@each(WORKING_DAYS)
def test_working_days(case: Worked) -> None:
    got = add_working_days(day(case, "from"), int(case.inputs["add_working_days"]))
    assert {"date": got.isoformat()} == case.expected


@each(SENIORITY)
def test_whole_months_of_seniority(case: Worked) -> None:
    first = day(case, "seniority_from")
    got = {on: str(months_between(first, dt.date.fromisoformat(on))) for on in case.expected}
    assert got == case.expected


@each(REST_OF_TERM)
def test_severance_for_the_rest_of_a_term(case: Worked) -> None:
    """Asked four weeks earlier, for the law book does not reach the days of the case; nothing changes between."""
    assert case.inputs["contract"] == "fixed_term"
    earlier = dt.timedelta(weeks=4)
    facts = {name: (day(case, name) - earlier).isoformat() for name in ("start", "end")}
    planned_end = day(case, "planned_end") - earlier
    found = ended({**facts, "monthly": plain(case.inputs["monthly"])}, kind="fixed_term", planned_end=planned_end)
    assert found["covered_to"] == planned_end.isoformat()
    check(case, {"weeks": found["weeks"], "gross": found["amount"]})
