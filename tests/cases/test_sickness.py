"""Guaranteed pay in sickness: its rates and days, a month of each kind, and the relapse."""

from __future__ import annotations

import datetime as dt
from itertools import groupby
from typing import Any

from preste.belgium.time.incapacity import FULL, SECOND_WEEK, SUPPLEMENT, Sickness
from preste.calendar import Month, each_day
from preste.law import book
from preste.money import half_up, parse, text
from preste.payroll.month import run_month
from preste.records import Incapacity

from .reading import Worked, cents, check, chosen, each

MONTHS = chosen("labour", "GS-01", "GS-03")
DAYS = chosen("labour", "GS-04")
RELAPSE = chosen("labour", "GS-06")
CEILING = chosen("labour", "GS-09")
RATES = chosen("payslips", "guaranteed-salary-worker-rates")
RELAPSE_DAYS = chosen("payslips", "guaranteed-relapse-days")
SHORT_ABSENCE = chosen("payslips", "short-absence-new-regime")
TESTED = [*MONTHS, *DAYS, *RELAPSE, *CEILING, *RATES, *RELAPSE_DAYS, *SHORT_ABSENCE]


def sick(first: dt.date, last: dt.date) -> Incapacity:
    return Incapacity(start=first, end=last, certificate=first)


def day(value: str) -> dt.date:
    return dt.date.fromisoformat(value)


@each(MONTHS)
def test_a_month_of_sickness(make: Any, case: Worked) -> None:
    asked, month = case.inputs, Month.parse(case.month)
    first, last = day(asked["start"]), day(asked["end"])
    if asked["status"] == "worker":
        assert (asked["hours_day"], asked["days_week"], asked["ami_ceiling_day6"]) == ("7.6", "5", "186.7916")
        more: dict[str, Any] = {"status": "blue_collar", "pay_basis": "hourly", "amount": cents(asked["hourly"])}
    else:
        assert asked["working_days_month"] == "22"
        more = {"amount": cents(asked["monthly"]), "fixed_term": True, "start": dt.date(2026, 2, 2)}
        more["end"] = dt.date(2026, 4, 24)
    (payslip,) = run_month(make.dossier(make.contract(incapacities=(sick(first, last),), **more)), month)
    trace = payslip.trace
    found = {
        "days1_7": text(trace["base_pay"]),
        "days8_14": text(trace["second_week_pay"]),
        "days15_30": text(trace["supplement_pay"]),
        "onss_base_100pct": text(trace["ordinary_gross"]),
    }
    check(case, {name: found[name] for name in case.expected})


@each(DAYS)
def test_days_of_a_white_collar_worker(make: Any, case: Worked) -> None:
    first = dt.date(2026, 3, 2)
    last = first + dt.timedelta(days=int(case.inputs["incapacity_days"]) - 1)
    sickness = Sickness(make.contract(incapacities=(sick(first, last),)))
    codes = [found.code for date in each_day(first, last) if (found := sickness.on(date))]
    taken_over = sickness.taken_over(sickness.periods[0])
    assert taken_over is not None
    found = {"employer_days_100pct": codes.count(FULL), "mutual_fund_from_day": (taken_over - first).days + 1}
    assert {name: str(value) for name, value in found.items()} == case.expected


@each(RELAPSE)
def test_a_relapse(make: Any, case: Worked) -> None:
    asked = case.inputs
    end, again = day(asked["first_end"]), day(asked["new_start"])
    used = int(asked["guaranteed_days_used"])
    earlier = sick(end - dt.timedelta(days=used - 1), end)
    sickness = Sickness(make.contract(incapacities=(earlier, sick(again, again + dt.timedelta(days=40)))))
    new = sickness.periods[1]
    days = [found for date in each_day(new.start, new.end) if (found := sickness.on(date))]
    assert {
        "relapse": str(sickness.used_before(new) > 0).lower(),
        "remaining_guaranteed_days": str(sum(1 for one in days if one.code == FULL)),
        "count_resumes_at_day": str(days[0].number),
    } == case.expected


@each(CEILING)
def test_the_ceiling_by_day_and_month(case: Worked) -> None:
    held = book().on("ami_ceiling", dt.date(2026, 1, 1)).value
    assert text(held.value, 4) == case.inputs["ami_ceiling_day6"]
    per_day, per_month = half_up(held.value * held.week_days, 5), half_up(held.value * 26, 100)
    assert {"per_day_5day": text(per_day, 4), "per_month": text(per_month)} == case.expected


@each(RATES)
def test_rates_of_a_blue_collar_worker(make: Any, case: Worked) -> None:
    held = book().on("guaranteed_pay_blue_collar", dt.date(2026, 1, 1)).value
    contract = make.contract(status="blue_collar", incapacities=(sick(dt.date(2026, 3, 2), dt.date(2026, 4, 30)),))
    sickness = Sickness(contract)
    days = [found for date in each_day(dt.date(2026, 3, 2), dt.date(2026, 4, 30)) if (found := sickness.on(date))]
    numbers = {code: [one.number for one in days if one.code == code] for code in (FULL, SECOND_WEEK, SUPPLEMENT)}
    assert [(n[0], n[-1]) for n in numbers.values()] == [(1, 7), (8, 14), (15, 30)]
    rates = {"days_1_7": 10_000, "days_8_14": held.second_week, "days_15_30": held.below_ceiling}
    assert rates == {name: parse(value, 4) for name, value in case.expected.items()}


@each(RELAPSE_DAYS)
def test_days_of_a_relapse(make: Any, case: Worked) -> None:
    """Wednesday to Thursday of the week after, twice: the source says Sunday of week 4 for Sunday of week 3."""
    assert case.inputs["status"] == "blue-collar"
    wednesday = dt.date(2024, 6, 5)
    weeks = [wednesday + dt.timedelta(days=7 * n) for n in (0, 2)]
    contract = make.contract(status="blue_collar", incapacities=tuple(sick(w, w + dt.timedelta(days=8)) for w in weeks))
    sickness = Sickness(contract)
    held = book().on("guaranteed_pay_blue_collar", wednesday).value
    rate = {FULL: "100%", SECOND_WEEK: f"{text(held.second_week)}%", SUPPLEMENT: f"{text(held.below_ceiling)}%"}
    found = []
    for week in weeks:
        days = [one for date in each_day(week, week + dt.timedelta(days=8)) if (one := sickness.on(date))]
        found.append([(rate[code], len(list(group))) for code, group in groupby(days, key=lambda one: one.code)])
    assert [[stretch[1] for stretch in case.expected[name]] for name in ("first", "second")] == [
        [one[0] for one in stretches] for stretches in found
    ]
    # Wednesday to Tuesday, Wednesday to Thursday; Wednesday to Sunday, Monday to Thursday
    assert [[one[1] for one in stretches] for stretches in found] == [[7, 2], [5, 4]]


@each(SHORT_ABSENCE)
def test_hours_of_a_day_of_short_absence(make: Any, case: Worked) -> None:
    """A part-timer whose days are as many as those of the others: a day is a fifth of the week."""
    hours, days = int(case.inputs["hours_week"]), int(case.inputs["other_workers_days_week"])
    schedule = tuple(hours * 100 // days if i < days else 0 for i in range(7))
    absence = make.days(("2024-06-05", "PC", schedule[2]))
    (payslip,) = run_month(make.dossier(make.contract(schedule=schedule, days=absence)), Month(2024, 6))
    check(case, {"paid_hours_for_one_day": text(payslip.time.hours_by_code["PC"])})
    assert payslip.trace["base_pay"] == 250_000


def test_relapses_that_follow_one_another(make: Any) -> None:
    """Securex, "Que se passe-t-il en cas de rechutes successives", in 2025: the second one has the supplement only,
    so that the third, more than 14 days after the first, opens a new right."""
    spans = [("2025-09-23", "2025-10-10"), ("2025-10-20", "2025-11-11"), ("2025-11-20", "2026-02-28")]
    incapacities = tuple(sick(day(first), day(last)) for first, last in spans)
    sickness = Sickness(make.contract(status="blue_collar", incapacities=incapacities))
    days = [found for first, last in spans for date in each_day(day(first), day(last)) if (found := sickness.on(date))]
    runs = [(code, [one.date for one in run]) for code, run in groupby(days, key=lambda one: one.code)]
    assert [(code, f"{dates[0]:%d/%m}", f"{dates[-1]:%d/%m}") for code, dates in runs] == [
        ("M", "23/09", "29/09"),
        ("MS", "30/09", "06/10"),
        ("MC", "07/10", "31/10"),  # 4 days, and the 12 left of the relapse
        ("MM", "01/11", "11/11"),
        ("M", "20/11", "26/11"),
        ("MS", "27/11", "03/12"),
        ("MC", "04/12", "19/12"),
        ("MM", "20/12", "28/02"),
    ]
