"""The fictive pay of days that the employer does not pay and that count as worked for holidays."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from preste.belgium.holiday.plans import ask
from preste.belgium.time.codes import CODES
from preste.belgium.time.month import DayWorth
from preste.calendar import ONE_DAY, months_after
from preste.engine import Trace
from preste.law import book
from preste.payroll.payslip import Payslip
from preste.records import Contract, Terms, held_on

SERIES = "credited_days"
NOT_ASKED = frozenset({"VR", "VRR", "VO", "VS", "VJ", "RN", "SS", "CT"})
"""Codes of unpaid days of which nobody asks whether they count: holidays, rest, and leave without a right to them."""


def fictive_pay(payslip: Payslip) -> Iterator[Trace]:
    """What the credited days of a month would have been paid, for each terms that hold in it. Raises NoParameter."""
    contract, month = payslip.contract, payslip.month
    hours: dict[Terms, int] = {}
    for day in payslip.time.calendar:
        terms = held_on(contract.terms, day.date)
        if terms is not None and day.hours and _credited(contract, day):
            hours[terms] = hours.get(terms, 0) + day.hours
    for terms, credited in hours.items():
        hourly = terms.pay_basis == "hourly"
        yield ask("fictive", month.last, {
            "monthly_pay": 0 if hourly else terms.amount,
            "hourly_pay": terms.amount if hourly else 0,
            "credited_hours": credited,
            "month_hours": sum(terms.schedule[one.weekday()] for one in month.days),
        })  # fmt: skip


def uncertain(payslip: Payslip) -> set[str]:
    """The codes of unpaid days of a month that are not credited here, and may be."""
    return {
        day.code
        for day in payslip.time.calendar
        if day.hours and _unpaid(day.code) and not _credited(payslip.contract, day)
    }


def _unpaid(code: str) -> bool:
    if code not in CODES or code in NOT_ASKED:
        return False
    one = CODES[code]
    return not one.paid and not one.overtime


def _credited(contract: Contract, day: DayWorth) -> bool:
    """Whether a day counts as worked; of an illness, as long as it has not lasted beyond the law's months."""
    if (day.code,) not in book().series[SERIES].entries:
        return False
    months: int = book().on(SERIES, day.date, (day.code,)).value.months
    return not months or day.date < months_after(_began(contract, day.date), months)


def _began(contract: Contract, day: dt.date) -> dt.date:
    """The first day of the incapacity of a day, of those that follow each other; the day itself where none is told."""
    first = day
    while before := [one.start for one in contract.incapacities if one.start < first <= one.end + ONE_DAY]:
        first = min(before)
    return first
