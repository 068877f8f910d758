"""The campaign of year-end premiums: who is paid what, by a scheme or by numbers entered, before it is posted."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from preste.belgium.year_end.plans import SERIES, year_end_plan
from preste.calendar import Month
from preste.errors import NoParameter
from preste.law import book
from preste.payroll.holiday_campaign import REGIMES, Row
from preste.payroll.month import Dossier, active
from preste.records import Contract, held_on

KIND = "year_end_premium"
OCTOBER = 10


@dataclass(frozen=True)
class Premium:
    """What decides the premiums: a scheme of the law book, or with "" the numbers entered.

    `fixed` in ten-thousandths of a euro, `coefficient` in ten-thousandths, `rate` in hundredths of a percent of twelve
    times the pay of October, `period` in months from January on.
    """

    scheme: str = ""
    fixed: int = 0
    coefficient: int = 0
    rate: int = 0
    period: int = 12


def premium_campaign(dossier: Dossier, month: Month, wanted: Premium) -> Iterator[Row]:
    """Every ordinary contract that runs in the month, in the dossier's order."""
    for contract in active(dossier, month):
        if contract.regime in REGIMES:
            yield _row(contract, month, wanted)


def _row(contract: Contract, month: Month, wanted: Premium) -> Row:
    paid = [i for i in contract.items if i.kind == KIND and i.once and i.valid_from.year == month.year]
    if paid:
        why = f"déjà encodé en {Month(month.year, paid[0].valid_from.month)}"
        return Row(contract, why=why, reason="posted")
    october = Month(month.year, OCTOBER)
    terms = held_on(contract.terms, max(october.first, contract.start))
    if not contract.active_in(october) or terms is None:
        why = f"pas en service en {october} : calculez avec preste labour premium"
        return Row(contract, why=why, reason="absent")
    if terms.pay_basis != "monthly":
        why = "pas de rémunération mensuelle : calculez avec preste labour premium"
        return Row(contract, why=why, reason="pay")
    try:
        period = _period(month, wanted)
        trace = year_end_plan(wanted.scheme, month.first).run({
            "october_gross": terms.amount,
            "premium_months": whole_months(contract, month.year, period),
            "premium_hours": terms.hours_week if terms.part_time else 0,
            "premium_hours_full": terms.full_time_hours if terms.part_time else 0,
            "fixed_entered": wanted.fixed, "fixed_coefficient": wanted.coefficient, "rate_entered": wanted.rate,
            "period_entered": wanted.period,
        })  # fmt: skip
        if trace.errors:
            raise next(iter(trace.errors.values()))
    except NoParameter as error:
        return Row(contract, why=error.message, reason="law")
    return Row(contract, trace)


def _period(month: Month, wanted: Premium) -> int:
    """Months of the reference period, from January on. Raises NoParameter."""
    return months_of_period(wanted.scheme, month.first) if wanted.scheme else wanted.period


def months_of_period(scheme: str, day: dt.date) -> int:
    """Months of the reference period of a scheme, from January on. Raises NoParameter."""
    months: int = book().on(SERIES, day, (scheme,)).value.period_months
    return months


def whole_months(contract: Contract, year: int, period: int) -> int:
    """Months of a year, of the first ones, in which the contract runs from the first day to the last."""
    months = (Month(year, i) for i in range(1, period + 1))
    return sum(1 for m in months if contract.start <= m.first and (contract.end is None or m.last <= contract.end))
