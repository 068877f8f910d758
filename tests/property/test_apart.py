"""Payments apart, of any kind and on any day: together they are what the months owe, and each adds up."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from preste.calendar import Month
from preste.payroll.apart import payments_apart
from preste.payroll.late import pay_as_known
from preste.payroll.line import totals
from preste.payroll.month import pay_contract
from preste.payroll.payslip import Payslip
from preste.payroll.settlement import NOT_SETTLED

MONTHS = [Month(2025, n) for n in range(1, 8)]


def by_month(payslips: Iterable[Payslip]) -> dict[tuple[str, str], int]:
    """Amounts by month earned and code, but those that follow the day of payment."""
    found: dict[tuple[str, str], int] = defaultdict(int)
    for line in (line for one in payslips for line in one.lines if line.code not in NOT_SETTLED):
        found[str(line.earned_month), line.code] += line.amount
    return {key: amount for key, amount in found.items() if amount}


@settings(max_examples=20, deadline=None)
@given(data=st.data())
def test_the_months_are_paid_once_whatever_is_paid_apart(make: Any, data: st.DataObject) -> None:
    items = []
    for _ in range(data.draw(st.integers(1, 3))):
        earned = data.draw(st.sampled_from(MONTHS[:5]))
        paid_on = earned.first + dt.timedelta(days=data.draw(st.integers(0, 70)))
        kind = data.draw(st.sampled_from(["premium", "year_end_premium", "double_holiday_pay", "cost"]))
        amount = data.draw(st.integers(1_00, 4_000_00))
        items.append(make.item(kind, amount, since=str(earned.first), once=True, paid_on=paid_on))
    contract = make.contract(amount=data.draw(st.integers(200_000, 600_000)), items=tuple(items))
    dossier = make.dossier(contract)
    paid = []
    for month in MONTHS:
        paid += [pay_as_known(dossier, contract, month), *payments_apart(dossier, contract, month)]
    at_once = [pay_contract(dossier, contract, month) for month in MONTHS]
    assert by_month(paid) == by_month(at_once)
    for one in paid:
        assert totals(one.lines).granted == one.trace["net_paid"]
    by_day: dict[Month, int] = defaultdict(int)
    for one in sorted(paid, key=lambda p: (p.paid_on, not p.trace.facts.get("late_gross", 0))):
        day = Month(one.paid_on.year, one.paid_on.month)
        assert one.trace.facts.get("taxed_before", 0) == by_day[day]
        by_day[day] += one.trace["ordinary_taxable"] + one.trace.facts.get("late_taxable", 0)
