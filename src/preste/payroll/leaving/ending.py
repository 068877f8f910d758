"""How a contract ends: the notice that was given, what is left of it, and pay in its place with contribution 812."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from preste.belgium.exit.indemnity import Pay, Severance, severance_of, severance_of_rest
from preste.belgium.exit.notice import Absence, Notice, notice
from preste.belgium.exit.periods import SINGLE_STATUS
from preste.belgium.exit.service import By, Kind, Service
from preste.calendar import Month
from preste.errors import InputError, PresteError
from preste.payroll import line as role
from preste.payroll.apart import payments_apart
from preste.payroll.month import Dossier
from preste.payroll.payslip import Payslip
from preste.records import Contract, held_on

if TYPE_CHECKING:
    from preste.payroll.leaving.act import Act

Pays = Callable[[Dossier, Contract, Month], Payslip]
PAY_OF_SERVICES = "1"
"""The DmfA remuneration code of pay that has a direct link with the services of the quarter (annex 7)."""


def notice_given(contract: Contract, act: Act, *, until: dt.date | None = None) -> Notice | None:
    """The notice that was given, when it was, with what suspends it; with `until`, nothing of later days."""
    if act.reason != "notice" or act.notified_on is None:
        return None
    by: By = "employer" if act.by == "employer" else "worker"
    absences = [Absence(one.start, one.end, "incapacity") for one in contract.incapacities if not one.partial_from]
    absences += [Absence(day.date, day.date, "annual_holidays") for day in contract.days if day.code == "V"]
    absences = [one for one in absences if one.last >= act.notified_on and one.first <= act.last_day]
    if until is not None:
        absences = [replace(one, last=min(one.last, until)) for one in absences]
    return notice(_service(contract, act), by=by, means=act.means, sent=act.notified_on, absences=absences)


def rest_owed_by(contract: Contract, act: Act, told: Notice | None) -> str:
    """Who owes the rest of a notice that was cut short: "employer", "worker" or "nobody"; "" when nothing is left.

    "unread": what is left is owed, and not computed: a student's notice, or one with months for services before 2014.
    """
    if told is None or act.last_day >= told.end:
        return ""
    owed_by = act.rest or ("employer" if act.by == "employer" else "worker")
    if owed_by == "employer" and (told.period is None or told.period.months):
        return "unread"
    return owed_by


def severance_owed(
    dossier: Dossier, contract: Contract, ended: Contract, act: Act, told: Notice | None, pay: Pays
) -> Severance | None:
    """Pay in lieu of notice, or of what was left of it, when the employer owes it. `ended`: the contract with its end.

    Raises InputError and NoParameter.
    """
    rest = rest_owed_by(contract, act, told) == "employer"
    if not rest and (act.reason != "severance" or act.by != "employer"):
        return None
    terms = held_on(contract.terms, act.last_day)
    if terms is None:
        raise InputError("no terms hold on the last day", field="terms", remedy="add terms", code="E-TERMS")
    hourly = terms.pay_basis == "hourly"
    worked = last_quarter(dossier, ended, act.month, pay)
    earned = Pay(
        monthly=0 if hourly else terms.amount,
        hourly=terms.amount if hourly else 0,
        weekly_hours=terms.hours_week or terms.full_time_hours,
        yearly_benefits=act.yearly_benefits,
        quarter_pay=worked[0] if worked else None,
        quarter_days=worked[1] if worked and not terms.part_time else 0,
        quarter_hours=worked[2] if worked and terms.part_time else 0,
        weekly_hours_reference=terms.full_time_hours if worked and terms.part_time else 0,
        holiday_fund_pays=contract.manual,
    )
    if not rest:
        return severance_of(_service(contract, act), by="employer", end=act.last_day, pay=earned)
    left = notice_given(contract, act, until=act.last_day)
    if left is None:
        return None
    return severance_of_rest(_service(contract, act), left, end=act.last_day, pay=earned)


def last_quarter(dossier: Dossier, ended: Contract, last: Month, pay: Pays) -> tuple[int, int, int] | None:
    """Pay, days and hours of the last quarter with services, in cents and hundredths; None when it is not known here.

    Pay is what the DmfA tells under code 1 of the months as they are paid without anything of the departure.
    """
    first = last
    while first.month % 3 != 1:
        first = first.plus(-1)
    months = [one for one in (first, first.plus(1), first.plus(2)) if one <= last and ended.active_in(one)]
    if not months or (dossier.begins is not None and months[0] < dossier.begins):
        return None
    alone = replace(dossier, contracts=[ended if one.id == ended.id else one for one in dossier.contracts])
    try:
        payslips = [pay(alone, ended, one) for one in months]
    except PresteError:
        return None
    days, hours = (sum(getattr(one.time, name) for one in payslips) for name in ("days_paid", "hours_paid"))
    if not days:
        return last_quarter(dossier, ended, first.plus(-1), pay)
    apart = [found for one in months for found in payments_apart(alone, ended, one)]
    return sum(services(one) for one in (*payslips, *apart)), days, hours


def services(payslip: Payslip) -> int:
    """The pay of a payslip that the DmfA tells as pay of services, in cents."""
    return sum(
        line.amount
        for line in payslip.lines
        if line.onss_code == PAY_OF_SERVICES and (role.GROSS in line.roles or role.GROSS_IN_KIND in line.roles)
    )


def _service(contract: Contract, act: Act) -> Service:
    kind: Kind = "open_ended"
    if contract.regime == "student":
        kind = "student"
    elif contract.regime == "article17":
        kind = "article17"
    elif contract.fixed_term:
        kind = "fixed_term"
    return Service(
        start=contract.start,
        kind=kind,
        planned_end=contract.end if kind in ("fixed_term", "student") else None,
        seniority_from=act.seniority_from,
        status_2013=act.status_2013 or (contract.status if contract.start < SINGLE_STATUS else ""),
        pay_2013=act.pay_2013,
        sector_2013=act.sector_2013,
        part_1_months=act.part_1_months,
        part_1_days=act.part_1_days,
    )
