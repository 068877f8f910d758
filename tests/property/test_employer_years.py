"""Five hundred employer-years: the calendar is whole, no day is paid twice, lines add up, late facts come out even."""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from preste.belgium.time.codes import CODES
from preste.belgium.time.holidays import holidays_of
from preste.belgium.time.incapacity import SICK_CODES
from preste.calendar import Month
from preste.payroll.carry import left_by
from preste.payroll.holiday import holiday_balance
from preste.payroll.late import settlement_of
from preste.payroll.line import Line
from preste.payroll.month import Dossier, pay_contract
from preste.payroll.payslip import Payslip
from preste.payroll.settlement import NOT_SETTLED, nature
from preste.records import Contract

from .employer_year import DAY, EmployerYear, Life, employer_years, schedule_on

EXCEPTIONAL_TAX = ("withholding_double", "withholding_premium")
"""Of the payment they are on: a raise known later does not tax it again."""


def payslips_of(dossier: Dossier, contract: Contract, months: Iterable[Month]) -> dict[Month, Payslip]:
    """A contract's payslips of a year, each resting on those before it."""
    closed: dict[tuple[str, Month], Mapping[str, int]] = {}
    found = {}
    for month in months:
        if contract.active_in(month):
            found[month] = pay_contract(dossier, contract, month, closed)
            closed[contract.id, month] = left_by(found[month])
    return found


# ── the year ───────────────────────────────────────────────────────────────────────────────


@given(st.data())
@settings(max_examples=400)
def test_every_day_is_accounted_for_and_every_line_adds_up(make: Any, data: st.DataObject) -> None:
    employer = data.draw(employer_years(make))
    dossier = employer.known()
    for contract in dossier.contracts:
        found = payslips_of(dossier, contract, employer.months)
        dates = [date for payslip in found.values() for date in dict.fromkeys(d.date for d in payslip.time.calendar)]
        first, last = (
            max(contract.start, employer.months[0].first),
            min(contract.end or dt.date.max, employer.months[-1].last),
        )
        assert dates == [first + i * DAY for i in range((last - first).days + 1)]
        for payslip in found.values():
            check_calendar(dossier, contract, payslip)
            check_base_pay(contract, payslip)
            check_lines(payslip)
            check_rights(contract, payslip)


def check_calendar(dossier: Dossier, contract: Contract, payslip: Payslip) -> None:
    """Each scheduled hour once, under a code that something that happened gives a right to."""
    holidays = holidays_of(payslip.month.year, dossier.employer.replacement_days)
    given = {(day.date, day.code): day.hours for day in contract.days}
    worth: dict[dt.date, dict[str, int]] = defaultdict(dict)
    for day in payslip.time.calendar:
        assert (day.code == "") == (day.hours == 0)
        if day.code:
            assert day.code not in worth[day.date], "a code twice on a day"
            worth[day.date][day.code] = day.hours
    for date, codes in worth.items():
        scheduled = schedule_on(list(contract.terms), date)[date.weekday()]
        assert sum(codes.values()) == scheduled
        sick = next((one for one in contract.incapacities if one.covers(date)), None)
        absent = {code: hours for (day, code), hours in given.items() if day == date}
        if sick is None:
            rest = scheduled - sum(absent.values())
            expected = absent | ({"F" if date in holidays else "W": rest} if rest else {})
            assert codes == expected
            continue
        resumed = min(scheduled, sick.resumed_on(date))
        own = {code: hours for code, hours in codes.items() if code in ("W", "F")}
        assert "F" not in own or date in holidays
        assert own in ({}, {"W": resumed}, {"F": resumed}, {"F": scheduled})
        assert (not resumed) or own
        assert set(codes) - set(own) <= set(SICK_CODES)
    paid = [day for day in payslip.time.calendar if day.code and CODES[day.code].paid]
    own_pay = [day for day in payslip.time.calendar if day.code and CODES[day.code].own_pay]
    unpaid = [
        day for day in payslip.time.calendar if day.code and not (CODES[day.code].paid or CODES[day.code].own_pay)
    ]
    hours = [sum(day.hours for day in days) for days in (paid, own_pay, unpaid)]
    assert hours[0] == payslip.time.hours_paid
    assert sum(hours) == sum(sum(codes.values()) for codes in worth.values())
    facts = payslip.trace.facts
    assert hours[1] == facts["sick_second_week_hours"] + facts["sick_supplement_hours"]


def check_base_pay(contract: Contract, payslip: Payslip) -> None:
    """Base pay by hand: each pay and schedule, for the hours paid under them."""
    hours: Counter[tuple[int, tuple[int, ...]]] = Counter()
    for day in payslip.time.calendar:
        if day.code and CODES[day.code].paid:
            terms = max((one for one in contract.terms if one.valid_from <= day.date), key=lambda one: one.valid_from)
            hours[terms.amount, terms.schedule] += day.hours
    due = 0
    for (amount, schedule), part in hours.items():
        hourly = payslip.terms.pay_basis == "hourly"
        whole = 100 if hourly else sum(schedule[date.weekday()] for date in payslip.month.days)
        due += (2 * amount * part + whole) // (2 * whole)
    assert payslip.trace["base_pay"] == due


def check_lines(payslip: Payslip) -> None:
    """The lines are the results: gross, taxable, net and what the month costs."""
    assert payslip.errors == {}
    totals, trace = payslip.totals, payslip.trace
    assert totals is not None
    assert (totals.gross, totals.taxable, totals.granted) == (trace["gross"], trace["taxable"], trace["net_paid"])
    assert all(line.amount for line in payslip.lines)
    assert 0 <= trace["contribution_reductions"] <= trace["personal_contribution"]
    assert trace["net"] <= trace["gross"] + trace["pay_without_onss"] - min(0, trace["special_contribution"])
    assert trace["withholding"] >= 0


def check_rights(contract: Contract, payslip: Payslip) -> None:
    """No right is negative: what exceeds one is told, or refused."""
    balance = holiday_balance(contract, payslip.terms, payslip.month) if contract.holidays else None
    if balance is not None:
        taken = any(day.code == "V" and day.date <= payslip.month.last for day in contract.days)
        assert balance.right >= 0
        assert balance.taken > 0 if taken else balance.taken == 0
        assert balance.left == balance.right - balance.taken
        told = any("plus de jours de vacances pris" in warning for warning in payslip.warnings)
        assert told == (balance.left < 0)


# ── late facts ─────────────────────────────────────────────────────────────────────────────


@given(st.data())
@settings(max_examples=100)
def test_late_facts_end_as_if_known_in_time(make: Any, data: st.DataObject) -> None:
    """All payments together hold of each month what it is, line by line, whenever its facts became known."""
    employer = data.draw(employer_years(make, late=True))
    for life in employer.lives:
        posted = posted_over_the_year(employer, life)
        final = employer.known()
        contract = next(one for one in final.contracts if one.id == life.begun.id)
        due = [line for payslip in payslips_of(final, contract, employer.months).values() for line in payslip.lines]
        assert sums(posted) == sums(due)


def posted_over_the_year(employer: EmployerYear, life: Life) -> list[Line]:
    """The lines of a worker's twelve payments, each made with what was known then."""
    posted: list[Line] = []
    year: dict[Month, Payslip] = {}
    for month in employer.months:
        now = employer.known(month.month)
        contract = next(one for one in now.contracts if one.id == life.begun.id)
        if month.month == 1 or any(fact.known == month.month for fact in life.facts):
            year = payslips_of(now, contract, employer.months)
        if (first := life.first_learned(month.month)) is not None:
            before = employer.known(month.month - 1)
            settlement = settlement_of(before, now, contract.id, first, month)
            posted += settlement.lines
            if settlement.lines:
                settled = replace(settlement, own=contract.active_in(month), keeps_debts=True)
                closed = {(contract.id, at): left_by(one) for at, one in year.items() if at < month}
                check_settled(pay_contract(now, contract, month, closed, settled), settlement.lines)
        if month in year:
            posted += year[month].lines
    return posted


def check_settled(payslip: Payslip, lines: tuple[Line, ...]) -> None:
    """The payslip that settles holds these lines beside its own, and adds up; nothing is paid below zero."""
    totals, trace = payslip.totals, payslip.trace
    assert set(lines) <= set(payslip.lines)
    assert totals is not None
    assert (totals.gross, totals.taxable, totals.granted) == (trace["gross"], trace["taxable"], trace["net_paid"])
    assert trace["net_paid"] >= 0


def sums(lines: Iterable[Line]) -> dict[tuple[Any, ...], int]:
    """Amounts by month earned and nature, but what follows the day of payment."""
    found: Counter[tuple[Any, ...]] = Counter()
    for line in lines:
        if line.code not in (*NOT_SETTLED, *EXCEPTIONAL_TAX):
            found[line.earned_month, *nature(line)] += line.amount
    return {key: amount for key, amount in found.items() if amount}
