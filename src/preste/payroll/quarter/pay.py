"""The pay of a payslip by remuneration code, each amount with the quarter it belongs to.

Pay belongs to the quarter of its month, but a premium that the law spreads, and arrears of an earlier month. What an
earlier month is settled with stands on the lines of that month, which the declaration of that quarter takes.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from preste.belgium.time.codes import CODES
from preste.belgium.time.month import DayWorth
from preste.calendar import Month, Quarter
from preste.money import prorata
from preste.payroll import line as role
from preste.payroll.items import items_of
from preste.payroll.line import Line
from preste.payroll.payslip import Payslip
from preste.payroll.quarter.model import SEVERANCE_CODE, Pay

_NOT_DECLARED = frozenset({"double_holiday_pay", "departure_double"})
"""Gross pay of which only the retention is declared, code 870."""
_CAR_CODE = "10"
_PAY_CODE = "1"
_PREMIUM_CODE = "2"
_FLEXI: Mapping[str, str] = {_PAY_CODE: "22", _PREMIUM_CODE: "23"}
_MONTHS_OF_A_QUARTER = 3
SPREAD, ARREARS = "prime étalée", "arriérés"
"""Why pay is of another quarter than its month's."""


def pay_of(payslip: Payslip) -> list[Pay]:
    """What a payslip's own month pays, severance apart, but what no declaration is told of."""
    if free_of_onss(payslip):
        return []
    month, quarter = payslip.month, Quarter.of(payslip.month)
    told = [line for line in payslip.lines if line.roles != (role.EMPLOYER,) and line.earned_month == month]
    found = [pay for line in told for pay in _of_line(payslip, line, quarter)]
    return [one for one in _beyond_quotas(payslip, found) if one.amount]


def free_of_onss(payslip: Payslip) -> bool:
    """Whether the month is all within article 17: no declaration tells of it."""
    return payslip.trace.plan.name.startswith("belgium/article17/")


def _of_line(payslip: Payslip, line: Line, quarter: Quarter) -> Iterator[Pay]:
    if line.code == "car":
        yield Pay(quarter, _CAR_CODE, line.amount, rule=line.rule, line=line)
    if line.roles == (role.INFORMATION,) and line.onss_code:
        yield Pay(quarter, line.onss_code, line.amount, rule=line.rule, line=line)
    if role.GROSS not in line.roles or line.code in _NOT_DECLARED or line.onss_code == SEVERANCE_CODE:
        return
    code = line.onss_code or _PAY_CODE
    if payslip.contract.regime == "flexi":
        yield Pay(quarter, _FLEXI.get(code, code), line.amount, rule=line.rule, line=line)
    elif line.code == "arrears":
        yield from _arrears(payslip, line)
    elif line.code == "year_end_premium":
        yield from _premium(payslip, line)
    else:
        yield Pay(quarter, code, line.amount, rule=line.rule, line=line)


def _premium(payslip: Payslip, line: Line) -> Iterator[Pay]:
    """A year-end premium: in equal parts over its reference quarters when the law spreads it."""
    quarter, interval = Quarter.of(payslip.month), payslip.trace.facts["premium_interval"]
    quarters = [quarter]
    if line.spread:
        count = max(1, interval // _MONTHS_OF_A_QUARTER)
        start = Quarter.of(Month(payslip.contract.start.year, payslip.contract.start.month))
        quarters = [one for i in range(1 - count, 1) if (one := quarter.plus(i)) >= start]
    before = 0
    for number, one in enumerate(quarters, 1):
        until = prorata(line.amount, number, len(quarters))
        yield Pay(one, _PREMIUM_CODE, until - before, interval, line.rule, SPREAD if line.spread else "", line)
        before = until


def _arrears(payslip: Payslip, line: Line) -> Iterator[Pay]:
    """Arrears of an earlier year, each in the quarter it was earned in."""
    for item in items_of(payslip.contract.items, payslip.month):
        if item.kind == "arrears":
            earned = Month.parse(item.details["earned"]) if "earned" in item.details else payslip.month
            yield Pay(Quarter.of(earned), _PAY_CODE, item.amount, rule="arrears", why=ARREARS, line=line)


def _beyond_quotas(payslip: Payslip, found: Iterable[Pay]) -> Iterator[Pay]:
    """Pay less what the quotas of students and of article 17 cover, taken from ordinary pay first."""
    left = (payslip.trace.get("student_part") or 0) + (payslip.trace.get("article17_part") or 0)
    for one in sorted(found, key=lambda pay: (pay.code != _PAY_CODE, pay.code)):
        taken = min(left, one.amount) if one.code in (_PAY_CODE, _PREMIUM_CODE) and left > 0 else 0
        left -= taken
        yield replace(one, amount=one.amount - taken) if taken else one


def declared_calendar(payslip: Payslip) -> list[DayWorth]:
    """The days of a payslip that a line of occupation is told of: those beyond the quotas, in order of time."""
    if free_of_onss(payslip):
        return []
    facts, trace = payslip.trace.facts, payslip.trace
    covered = trace.get("student_hours_within") or 0
    if "article17_part" in trace.plan.index:
        covered += facts["hours_within_limits"]
    if not covered and payslip.contract.regime != "student":
        return list(payslip.time.calendar)
    found, left = [], covered
    for day in payslip.time.calendar:
        taken = min(left, day.hours) if day.code and CODES[day.code].paid else 0
        left -= taken
        found.append(DayWorth(day.date, day.code, day.hours - taken))
    paid = any(day.hours and day.code and CODES[day.code].paid for day in found)
    return found if paid else []
