"""The balances that a payslip shows: holidays, hours of special regimes, sickness without certificate, overtime."""

from __future__ import annotations

from collections.abc import Iterator

from preste.belgium.contingents.plans import ask
from preste.belgium.time.month import MonthTime
from preste.calendar import Month
from preste.errors import NoParameter
from preste.payroll.carry import Carry
from preste.payroll.contingents.elsewhere import student_facts
from preste.payroll.holiday_counters import balance_of, holiday_counters
from preste.payroll.overtime import OvertimeMonth, overtime_counters
from preste.payroll.payslip import Counter
from preste.payroll.sickness import without_certificate
from preste.records import Contract, Employer, Terms


def counters_of(
    employer: Employer,
    contract: Contract,
    terms: Terms,
    time: MonthTime,
    carry: Carry,
    month: Month,
    overtime: OvertimeMonth,
    warnings: list[str],
) -> tuple[Counter, ...]:
    """Every counter of a month; what is wrong with them, or cannot be counted, is added to `warnings`."""
    balance = balance_of(contract, terms, month, warnings)
    return (
        *_counters(employer, contract, time, carry, month),
        *_overtime(overtime, warnings),
        *holiday_counters(balance, contract, month),
    )


def _overtime(one: OvertimeMonth, warnings: list[str]) -> Iterator[Counter]:
    try:
        yield from overtime_counters(one)
    except NoParameter as error:
        warnings.append(f"compteurs d'heures supplémentaires non calculés : {error.message}")


def _counters(
    employer: Employer, contract: Contract, time: MonthTime, carry: Carry, month: Month
) -> tuple[Counter, ...]:
    if contract.regime == "student":
        hours = ask("student", month.first, student_facts(employer, contract, time.hours_paid, carry, month))
        counted: int = hours["student_hours_counted"]
        return (Counter("Heures étudiant depuis le 1er janvier", carry.student_hours + counted, "h"),)
    if contract.regime == "article17":
        return (
            Counter("Heures article 17 depuis le 1er janvier", carry.article17_year + time.hours_paid, "h"),
            Counter(f"Heures article 17 du trimestre {month.quarter}", carry.article17_quarter + time.hours_paid, "h"),
        )
    if days := without_certificate(contract, month):
        return (Counter("Jours de maladie sans certificat depuis le 1er janvier", 100 * days, "j"),)
    return ()
