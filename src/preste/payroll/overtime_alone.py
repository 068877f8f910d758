"""Overtime by itself: what hours are worth, the base of their tax reduction, and what they leave of the quotas."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from preste.belgium import DEFAULTS, month_plan
from preste.belgium.time.holidays import holidays_of, usual_days
from preste.belgium.time.month import too_many_hours
from preste.belgium.time.overtime import Used, month_overtime
from preste.belgium.time.rest import rest_until
from preste.calendar import Month
from preste.engine import Trace
from preste.errors import DossierError, NoParameter
from preste.law import book
from preste.money import share
from preste.payroll.carry import Carry
from preste.payroll.overtime import OvertimeLine, OvertimeMonth, Quota, overtime_lines, overtime_warnings, quotas
from preste.records import Contract, Terms

RESULTS = ("overtime_pay", "net_overtime_pay", "overtime_tax_base")
"""The rules that tell what overtime is worth."""


@dataclass(frozen=True)
class OvertimeAlone:
    """The lines of a month's overtime, and what they leave; `reduction` is what the withholding falls by at most."""

    trace: Trace
    lines: Sequence[OvertimeLine]
    reduction: int
    quotas: Sequence[Quota]
    rest: int
    warnings: Sequence[str]

    @property
    def missing(self) -> list[NoParameter]:
        """What the law book lacks for it, each parameter once."""
        found = (self.trace.errors.get(name) for name in RESULTS)
        return list({one.message: one for one in found if one is not None}.values())


def overtime_alone(contract: Contract, terms: Terms, month: Month, used: Carry, *, horeca: bool) -> OvertimeAlone:
    """The overtime of a contract's days in a month, after what the year's earlier months used.

    Raises DossierError with everything that is refused, NoParameter where a quota is not known.
    """
    before = Used(used.overtime_net, used.overtime_voluntary, used.overtime_waived)
    found, errors = month_overtime(
        contract, terms, month, before, holidays_of(month.year, (), usual_days(terms)), horeca=horeca
    )
    for date in sorted({day.date for day in contract.days}):
        given = [day for day in contract.days if day.date == date]
        errors += too_many_hours("hours", date, terms.schedule[date.weekday()], given)
    if errors:
        raise DossierError.of(errors, str(month))
    one = OvertimeMonth(contract, month, found, used, rest_until(contract, month), horeca)
    pay = {"hourly_pay" if terms.pay_basis == "hourly" else "monthly_pay": terms.amount}
    facts = dict(DEFAULTS) | pay | {"hours_week": terms.hours_week or terms.full_time_hours} | one.facts
    plan = month_plan("ordinary", terms.pay_basis, month.first, month.last, "", contract.onss_worker_code)
    trace = plan.run(facts)
    rate = book().on("overtime_reduction", month.last).value.rate_high
    return OvertimeAlone(
        trace=trace,
        lines=list(overtime_lines(trace)),
        reduction=share(trace.get("overtime_tax_base") or 0, rate),
        quotas=list(quotas(one)),
        rest=one.rest.earned if one.rest else 0,
        warnings=[*overtime_warnings(one, terms), *_doubts(trace)],
    )


def _doubts(trace: Trace) -> list[str]:
    """The uncertain parameters of the tax reduction, where it was counted."""
    return [f"paramètre incertain : {one.name}" for one in trace.doubts(("overtime_tax_hours",))]
