"""Sickness on a payslip: what is refused and why, what the officer should look at, and the days without certificate."""

from __future__ import annotations

import datetime as dt
from calendar import SATURDAY
from collections.abc import Iterator

from preste.belgium.time.codes import CODES
from preste.belgium.time.incapacity import (
    AT_WORK_CODES,
    SECOND_WEEK,
    SICK_CODES,
    SUPPLEMENT,
    Period,
    Sickness,
    has_second_week,
)
from preste.belgium.time.month import MonthTime
from preste.calendar import ONE_DAY, Month, legal_holidays
from preste.errors import InputError, NoParameter, PresteError
from preste.law import book
from preste.records import Contract, Employer, Incapacity

_WITH_RULES = ("ordinary", "director")
"""Regimes whose guaranteed pay beyond the first week is computed."""


def sickness_errors(employer: Employer, contract: Contract, time: MonthTime, month: Month) -> Iterator[PresteError]:
    """What keeps the month's sickness from being paid: a certificate, a right or a rule that is missing."""
    where = f"contract {contract.id}, {month}"
    try:
        for one in _in_month(contract, month):
            yield from _certificate(employer, contract, one)
        codes = [code for code in (SECOND_WEEK, SUPPLEMENT) if code in time.hours_by_code]
        if codes and contract.regime not in _WITH_RULES:
            yield InputError(
                f"guaranteed pay after the first week is not computed for the regime {contract.regime}",
                where=where, field="regime", remedy="write the hours as MM, and pay by an item what is owed",
                code="E-SICK-REGIME",
            )  # fmt: skip
        if codes and not has_second_week(contract, month.first):
            yield InputError(
                f"{codes[0]} is for blue-collar workers and short fixed terms: here guaranteed pay is full to its end",
                where=where, field="code", remedy="write M while it is due and MM afterwards",
                code="E-SICK-BAND",
            )  # fmt: skip
        if SUPPLEMENT in codes:
            yield from _older_ceiling(contract, month)
    except NoParameter as error:
        yield NoParameter(error.message, field=error.field, where=where, remedy=error.remedy)


def sickness_warnings(contract: Contract, month: Month) -> Iterator[str]:
    """What to do about the month's sickness, in French sentences."""
    for code in _unwritten(contract, month):
        yield f"{CODES[code].label} ({code}) sans incapacité encodée : ni le certificat ni le droit ne sont vérifiés"
    sickness = Sickness(contract)
    for period in _periods(contract, month):
        told = f"incapacité du {_day(period.start)} au {_day(period.end)}"
        if period.at_work:
            codes = {one.code for date in month.days if (one := sickness.on(date))}
            if codes & set(AT_WORK_CODES.values()) and has_second_week(contract, period.start):
                yield f"{told} : complément de l'employeur à l'assureur, après la 1re semaine, non calculé"
        elif (day := sickness.taken_over(period)) and month.first <= day <= month.last:
            yield (
                f"{told} : la mutuelle intervient dès le {_day(day)} ; feuille de renseignements à lui transmettre "
                f"(DRS indemnités, scénario 1) au plus tard le {_day(sheet_due(period, day))}"
            )
        if any(one.resumed_on(date) for one in period.parts for date in month.days if one.covers(date)):
            yield f"{told} : reprise partielle, déclaration mensuelle à la mutuelle (DRS indemnités, scénario 2)"


def sheet_due(period: Period, taken_over: dt.date) -> dt.date:
    """The last day for the sheet: the first working day of the month after the incapacity's first, but not before the
    mutual fund takes over. Raises NoParameter."""
    months: int = book().on("mutual_fund_sheet", period.start).value
    day = max(Month(period.start.year, period.start.month).plus(months).first, taken_over)
    while day.weekday() >= SATURDAY or day in legal_holidays(day.year):
        day += ONE_DAY
    return day


def without_certificate(contract: Contract, month: Month) -> int:
    """How many incapacities of the year so far had no certificate."""
    return sum(1 for one in _without(contract, month.year) if one.start <= month.last)


def _certificate(employer: Employer, contract: Contract, one: Incapacity) -> Iterator[PresteError]:
    """Why an incapacity without certificate cannot be paid."""
    if one.certificate is not None or one.certificate_waived:
        return
    where = f"contract {contract.id}, {one.start}"
    remedy = "give the day the certificate came, or certificate_waived: true when none is asked for"
    reason = _not_without(employer, contract, one)
    if reason:
        message = f"no certificate for the incapacity from {one.start} to {one.end}: {reason}"
        yield InputError(message, where=where, field="certificate", remedy=remedy, code="E-SICK-CERTIFICATE")


def _not_without(employer: Employer, contract: Contract, one: Incapacity) -> str:
    """Why the law gives no day without certificate here; "" when it does."""
    if not book().series["sickness_without_certificate"].exists_on(one.start):
        return "the law gave no day without one yet"
    law = book().on("sickness_without_certificate", one.start).value
    if employer.certificate_first_day:
        if employer.workers_count < law.small_employer:
            return "the employer asks for one from the first day"
        return f"an employer of {law.small_employer} workers or more cannot ask for one from the first day"
    if one.start != one.end:
        return "it is needed from the second day"
    if all(one != period.parts[0] for period in Sickness(contract).periods):
        return "only the first day of an incapacity goes without"
    if _without(contract, one.start.year).index(one) >= law.value:
        return f"the year's {law.value} days without one are used"
    return ""


def _without(contract: Contract, year: int) -> list[Incapacity]:
    of_year = sorted((i for i in contract.incapacities if i.start.year == year), key=lambda i: i.start)
    return [i for i in of_year if i.certificate is None and not i.certificate_waived]


def _older_ceiling(contract: Contract, month: Month) -> Iterator[PresteError]:
    """The ceiling in force is that of incapacities begun since a month: an older one has another, not in the book."""
    entry = book().on("ami_ceiling", month.first)
    year, number = divmod(entry.value.begun_from, 100)
    since = dt.date(year, number, 1)
    for period in _periods(contract, month):
        if period.start < since and not period.at_work:
            yield NoParameter(
                f"ami ceiling of incapacities begun before {since} has no value on {month.first}",
                field="ami_ceiling", where=f"contract {contract.id}, {period.start}",
                remedy="pay the supplement by an item",
            )  # fmt: skip


def _unwritten(contract: Contract, month: Month) -> list[str]:
    """The codes of sickness of the month's days that no incapacity covers."""
    days = [one for one in contract.days_in(month) if one.code in SICK_CODES]
    return list(dict.fromkeys(d.code for d in days if not any(i.covers(d.date) for i in contract.incapacities)))


def _periods(contract: Contract, month: Month) -> list[Period]:
    return [p for p in Sickness(contract).periods if p.start <= month.last and month.first <= p.end]


def _in_month(contract: Contract, month: Month) -> list[Incapacity]:
    return [i for i in contract.incapacities if i.start <= month.last and month.first <= i.end]


def _day(date: dt.date) -> str:
    return f"{date:%d/%m/%Y}"
