"""The certificates of previous employers in a dossier: what is imputed on a month's holidays, and what is settled.

Reads the days of holiday of the year and the items posted before; posts nothing itself.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from preste.belgium.holiday.plans import ask
from preste.belgium.time.month import month_time
from preste.calendar import Month
from preste.engine import Trace
from preste.errors import NoParameter, PresteError
from preste.money import half_up
from preste.payroll.holiday import holiday_year, holidays_taken, week_days
from preste.payroll.holiday_campaign import Reason, located
from preste.payroll.items import items_of
from preste.payroll.month import Dossier, active
from preste.records import Contract, HolidayYear, Terms, held_on

KIND = "imputed_holiday_pay"
SETTLED = "holiday_settlement"


@dataclass(frozen=True)
class Imputation:
    """One contract in a month: what is imputed, what is settled in December or at exit, in French why nothing is, or
    the law that is missing."""

    contract: Contract
    imputed: Trace | None = None
    settled: Trace | None = None
    why: str = ""
    reason: Reason = ""
    problem: PresteError | None = None


def imputations(dossier: Dossier, month: Month) -> Iterator[Imputation]:
    """Every contract with a certificate for the month's year that has begun, in the dossier's order."""
    running = {contract.id for contract in active(dossier, month)}
    for contract in dossier.contracts:
        known = holiday_year(contract, month.year)
        if known is None or not known.certificates:
            continue
        if contract.id in running:
            yield _imputation(contract, known, month)
        elif contract.end is not None and contract.end < month.first:
            end = Month(contract.end.year, contract.end.month)
            yield Imputation(contract, why=f"sorti le {contract.end:%d/%m/%Y} : le règlement va avec {end}")


def _imputation(contract: Contract, known: HolidayYear, month: Month) -> Imputation:
    if any(i.kind in (KIND, SETTLED) for i in items_of(contract.items, month)):
        return Imputation(contract, why=f"déjà encodé en {month}", reason="posted")
    if _terms(contract, month) is None:
        why = "pas de rémunération mensuelle : calculez avec preste labour holiday certificate"
        return Imputation(contract, why=why, reason="pay")
    settled = None
    try:
        imputed = ask("certificate", month.first, _month_facts(contract, known, month))
        if month.month == LAST or (contract.end is not None and contract.end <= month.last):
            settled = _settlement(contract, known, month, imputed)
        missing = next((error for trace in (imputed, settled) if trace for error in trace.errors.values()), None)
    except NoParameter as error:
        missing = error
    if missing:
        return Imputation(contract, why=missing.message, reason="law", problem=located(missing, contract))
    return Imputation(contract, imputed, settled)


LAST = 12
"""The month of the settlement, for who does not leave before."""


def _settlement(contract: Contract, known: HolidayYear, month: Month, imputed: Trace) -> Trace | None:
    """The settlement of the year, this month's imputation included; None where the law has none."""
    months = [one for i in range(1, month.month) if contract.active_in(one := Month(month.year, i))]
    earlier = [ask("certificate", one.first, _month_facts(contract, known, one)) for one in months]
    posted = sum(i.amount for one in months for i in items_of(contract.items, one) if i.kind == KIND)
    every = [*earlier, imputed]
    trace = ask("settlement", month.first, {
        "certificate_simple": sum(one.simple for one in known.certificates),
        "certificate_days": sum(one.days for one in known.certificates),
        "certificate_days_before": sum(one["certificate_days_taken"] for one in every),
        "certificate_pay": sum(ask("certificate", month.first, _covered(one))["holiday_pay_of_days"] for one in every),
        "imputed_before": posted + imputed["holiday_pay_imputed"],
    })  # fmt: skip
    return trace if trace.plan.rules else None


def _covered(one: Trace) -> dict[str, int]:
    """The facts of a month with the days that the certificate covers only."""
    return dict(one.facts) | {"days_taken": one["certificate_days_taken"]}


def _month_facts(contract: Contract, known: HolidayYear, month: Month) -> dict[str, int]:
    """A month's holidays and pay, and the certificate's days taken before it."""
    own = holiday_facts(contract, month)
    if not own:
        return {}
    return own | {
        "certificate_simple": sum(one.simple for one in known.certificates),
        "certificate_days": sum(one.days for one in known.certificates),
        "certificate_days_before": known.taken_before
        + sum(
            _days(contract, then, one)
            for i in range(1, month.month)
            if (then := _terms(contract, one := Month(month.year, i))) is not None
        ),
    }


def holiday_facts(contract: Contract, month: Month) -> dict[str, int]:
    """What the pay of a month's holidays is worked out from; nothing without a monthly pay."""
    terms = _terms(contract, month)
    if terms is None:
        return {}
    time, _ = month_time(contract, terms, month)
    return {
        "month_gross": terms.amount,
        "month_days": time.days_possible,
        "days_taken": _days(contract, terms, month),
    }


def _terms(contract: Contract, month: Month) -> Terms | None:
    """The terms of a month, when pay is by the month and the schedule has hours."""
    terms = held_on(contract.terms, max(month.first, contract.start))
    return terms if terms is not None and terms.pay_basis == "monthly" and terms.hours_week else None


def _days(contract: Contract, terms: Terms, month: Month) -> int:
    """Hundredths of days of holiday of a month."""
    hours = sum(one for _, one in holidays_taken(contract, month.first, month.last))
    return half_up(hours * week_days(terms), terms.hours_week)
