"""December's settlement of reduced hours: who is concerned, and what last year's longer hours still give."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import Any

import pytest

from preste.calendar import Month
from preste.payroll.december_campaign import Settlement, december_campaign, reductions
from preste.payroll.holiday_items import items_to_post
from preste.records import Contract, HolidayCertificate, HolidayWork, HolidayYear, PayItem, Terms

DECEMBER = Month(2025, 12)
HALF = (760, 760, 380, 0, 0, 0, 0)


def on(amount: int, schedule: tuple[int, ...], since: str, until: str | None = None, **more: Any) -> Terms:
    first, last = dt.date.fromisoformat(since), dt.date.fromisoformat(until) if until else None
    return Terms(
        valid_from=first, valid_to=last, pay_basis="monthly", amount=amount, schedule=schedule, full_time_hours=3_800,
        **more,
    )  # fmt: skip


FULL = (760, 760, 760, 760, 760, 0, 0)
WHOLE_2024 = on(300_000, FULL, "2020-01-01", "2025-06-30")
HALF_SINCE_JULY = on(150_000, HALF, "2025-07-01")
DOUBLE = PayItem(kind="double_holiday_pay", amount=276_000, once=True, valid_from=dt.date(2025, 5, 1))


def reduced(make: Any, *terms: Terms, **more: Any) -> Contract:
    """Somebody paid 3,000 a month at full time until June, half of it since, who took two weeks of each."""
    weeks = [("2025-03-03", 5, 760), ("2025-03-10", 5, 760), ("2025-08-04", 2, 760), ("2025-08-11", 2, 760)]
    given = [
        ((dt.date.fromisoformat(week) + dt.timedelta(days=i)).isoformat(), "V", hours)
        for week, days, hours in weeks
        for i in range(days)
    ] + [("2025-08-06", "V", 380), ("2025-08-13", "V", 380)]
    known = HolidayYear(year=2025, work=(HolidayWork(months=12, days_week=500, hours_week=3_800),))
    given_more = {"holidays": (known,), "items": (DOUBLE,), "days": make.days(*given)} | more
    contract: Contract = make.contract(**{"start": dt.date(2020, 1, 1)} | given_more)
    return replace(contract, terms=terms or (WHOLE_2024, HALF_SINCE_JULY))


def asked(make: Any, contract: Contract, month: Month = DECEMBER) -> Settlement:
    (found,) = december_campaign(make.dossier(contract), month)
    return found


def test_what_longer_hours_earned_is_paid_less_what_was_received(make: Any) -> None:
    found = asked(make, reduced(make))
    assert (found.why, found.reduced, found.left) == ("", (dt.date(2025, 7, 1),), 0)
    trace = found.trace
    assert trace is not None
    # 2024: twelve times 3,000. March 2025: ten days of its 21; August: five of the 13 days of half time.
    march, august = (300_000 * 10 * 2 + 21) // 42, (150_000 * 6 * 2 + 12) // 24
    assert trace.facts["gross_last_year"] == 3_600_000
    assert trace.facts["simple_paid"] == march + august
    assert trace.facts["double_paid"] == 276_000
    assert trace["december_simple"] == 276_120 - march - august
    assert trace["december_double"] == 120
    (item,) = items_to_post("december", trace, DECEMBER)
    assert (item.kind, item.amount, item.valid_from) == (
        "departure_holiday_pay", 276_120 - march - august + 120, DECEMBER.first,
    )  # fmt: skip


def test_it_is_recorded_once_and_asked_in_december_only(make: Any) -> None:
    contract = reduced(make)
    (item,) = items_to_post("december", asked(make, contract).trace, DECEMBER)  # type: ignore[arg-type]
    after = replace(contract, items=(*contract.items, item))
    assert asked(make, after).reason == "posted"
    assert list(december_campaign(make.dossier(contract), Month(2025, 11))) == []


@pytest.mark.parametrize(
    ("terms", "year", "days"),
    [
        ((WHOLE_2024, HALF_SINCE_JULY), 2025, ["2025-07-01"]),
        ((WHOLE_2024, HALF_SINCE_JULY), 2026, ["2025-07-01"]),
        ((WHOLE_2024, HALF_SINCE_JULY), 2027, []),
        ((WHOLE_2024, HALF_SINCE_JULY), 2024, []),
        ((on(1, HALF, "2020-01-01", "2025-06-30"), on(2, FULL, "2025-07-01")), 2025, []),
        ((on(1, FULL, "2020-01-01", "2024-12-31"), on(2, HALF, "2025-01-01")), 2025, ["2025-01-01"]),
        ((on(1, FULL, "2020-01-01", "2024-12-31"), on(2, HALF, "2025-01-01")), 2026, []),
        ((on(1, FULL, "2020-01-01", "2025-06-30"), on(2, FULL, "2025-07-01")), 2025, []),
    ],
)
def test_the_year_of_a_reduction_and_the_next_one(
    make: Any, terms: tuple[Terms, ...], year: int, days: list[str]
) -> None:
    """A reduction on the first of January left no longer hours in that year, which the next December looks at."""
    found = reductions(reduced(make, *terms), year)
    assert [day.isoformat() for day in found] == days


def test_a_full_time_week_that_becomes_shorter_for_all_is_no_reduction(make: Any) -> None:
    shorter = replace(on(2, (760, 760, 760, 760, 560, 0, 0), "2025-07-01"), full_time_hours=3_600)
    assert reductions(reduced(make, WHOLE_2024, shorter), 2025) == ()


def test_days_that_are_not_taken_are_told(make: Any) -> None:
    found = asked(make, reduced(make, days=()))
    assert found.trace is not None
    assert found.trace.facts["simple_paid"] == 0
    assert found.left == 1_200


def test_supplementary_holidays_were_an_advance_on_the_double(make: Any) -> None:
    (known,) = reduced(make).holidays
    found = asked(make, reduced(make, holidays=(replace(known, supplementary_paid=50_000),)))
    assert found.trace is not None
    assert (found.trace.facts["double_paid"], found.trace["december_double"]) == (326_000, 0)


def test_what_is_not_known_here_is_no_answer(make: Any) -> None:
    paper = HolidayCertificate(months=3, days_week=500, hours_week=3_800, simple=1, double=1, days=500)
    (known,) = reduced(make).holidays
    assert asked(make, reduced(make, holidays=(replace(known, certificates=(paper,)),))).reason == "certificate"
    leaver = reduced(make, end=dt.date(2025, 12, 31))
    assert asked(make, leaver).reason == "leaves"
    hourly = (replace(WHOLE_2024, pay_basis="hourly"), replace(HALF_SINCE_JULY, pay_basis="hourly"))
    assert asked(make, reduced(make, *hourly)).reason == "pay"
    for begins in (Month(2025, 1), Month(2025, 9)):  # last year's gross pay, this year's holidays
        dossier = replace(make.dossier(reduced(make)), begins=begins)
        (found,) = december_campaign(dossier, DECEMBER)
        assert (found.reason, found.trace) == ("before", None)


def test_blue_collar_workers_have_their_fund(make: Any) -> None:
    contract = replace(reduced(make), status="blue_collar")
    assert list(december_campaign(make.dossier(contract), DECEMBER)) == []
