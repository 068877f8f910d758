"""Overtime: what an hour is worth by kind, and how voluntary hours use the year's quotas."""

from __future__ import annotations

import datetime as dt
from typing import Any

from preste.belgium.time.overtime import Overtime, Used, month_overtime, net_quota
from preste.calendar import Month
from preste.money import text
from preste.payroll.payslip import Payslip

from .reading import Worked, cents, check, chosen, each

AMOUNTS = chosen("labour", "OT-01")
QUOTAS = chosen("labour", "OT-02", "OT-03")
TESTED = [*AMOUNTS, *QUOTAS]

MONDAY, SUNDAY = "2026-05-18", "2026-05-17"
MAY = Month(2026, 5)


@each(AMOUNTS)
def test_what_hours_are_worth(make: Any, case: Worked) -> None:
    asked = case.inputs
    assert asked["hours_week"] == "38"
    hours = int(asked["overtime_hours"]) * 100

    def paid(date: str, code: str) -> Payslip:
        payslip: Payslip = make.pay(
            make.contract(amount=cents(asked["monthly"]), days=make.days((date, code, hours))), "2026-05"
        )
        return payslip

    found = {
        "hourly": text(paid(MONDAY, "HP").trace["overtime_hourly"], 4),
        "weekday_total": text(paid(MONDAY, "HP").trace["overtime_pay"]),
        "weekday_premium_only": text(paid(MONDAY, "HS").trace["overtime_pay"]),
        "sunday_total": text(paid(SUNDAY, "HP").trace["overtime_pay"]),
        "net_voluntary_total_no_premium": text(paid(MONDAY, "HV").trace["net_overtime_pay"]),
    }
    assert found.pop("hourly") == case.expected["hourly"]
    check(case, found, {name: value for name, value in case.expected.items() if name != "hourly"})


@each(QUOTAS)
def test_how_voluntary_hours_use_the_quotas(make: Any, case: Worked) -> None:
    """Hours of May on ten days, after relaunch hours of the first quarter."""
    asked = case.inputs
    before = int(asked["relance_hours_q1"]) * 100
    hours = int(asked.get("voluntary_hours", asked.get("voluntary_hours_after_april"))) * 100
    days = make.days(*((f"2026-05-{day:02d}", "HV", hours // 10) for day in range(11, 21)))
    contract = make.contract(days=days)
    found, errors = month_overtime(contract, contract.terms[0], MAY, Used(net=before), ())
    assert sum((found.net, found.paid_week, found.paid_sunday)) == hours
    told = {
        "net_hours": found.net,
        "premium_hours": found.voluntary,
        "over_quota": hours - found.net - found.voluntary,
        "net_hours_left_for_april_on": net_quota(dt.date(2026, 4, 1)) - before,
    }
    assert errors == []
    check(case, {name: text(told[name]) for name in case.expected})
    assert found == Overtime(
        net=found.net, voluntary=found.voluntary, paid_week=found.paid_week, paid_sunday=found.paid_sunday
    )
