"""The eco-vouchers of a dossier's contracts over a reference period: hours paid or credited, and what they give."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass

from preste.belgium.benefits.plans import ask
from preste.belgium.time.codes import CODES
from preste.belgium.time.month import MonthTime, month_time
from preste.belgium.time.stretches import stretches, the_change
from preste.calendar import Month
from preste.engine import Trace
from preste.errors import DossierError, InputError
from preste.payroll.changing import change_errors
from preste.payroll.month import Dossier
from preste.records import Contract, held_on

CREDITED = ("MS", "MC", "VO", "VR", "VRR", "MAT")
"""Day codes that count as paid ones do (CCT n° 98, art. 6): guaranteed pay without ONSS, annual holidays, maternity
rest. An agreement may add others."""


@dataclass(frozen=True)
class EcoRow:
    """One contract of the period with its answer."""

    contract: Contract
    trace: Trace


def eco_rows(
    dossier: Dossier, first: Month, last: Month, *, agreed: int = 0, also: Collection[str] = ()
) -> Iterator[EcoRow]:
    """Every contract that runs in the period, also those who left, in the dossier's order.

    `agreed`: cents of a full-timer for the whole period; the law's maximum when zero. `also`: day codes that the
    agreement credits besides. Raises DossierError for wrong days, NoParameter when law is missing.
    """
    for contract in dossier.contracts:
        if any(contract.active_in(month) for month in _months(first, last)):
            paid, full = hours_of(dossier, contract, first, last, also)
            facts = {"eco_agreed": agreed, "eco_hours": paid, "eco_hours_full": full}
            yield EcoRow(contract, ask("eco", last.last, facts))


def hours_of(
    dossier: Dossier, contract: Contract, first: Month, last: Month, also: Collection[str] = ()
) -> tuple[int, int]:
    """Hundredths of hours paid or credited of a contract, and those of a full-timer over the whole period.

    A full-timer's hours count for every month, also before the contract began and after it ended.
    """
    counted = {code for code, one in CODES.items() if one.paid} | {*CREDITED, *also}
    paid = full = 0
    for month in _months(first, last):
        time = _time_of(dossier, contract, month)
        paid += sum(hours for code, hours in time.hours_by_code.items() if code in counted)
        full += time.hours_full_time
    return paid, full


def _time_of(dossier: Dossier, contract: Contract, month: Month) -> MonthTime:
    """A month's time; outside the contract it has a full-timer's hours alone, by its first or its last terms."""
    where = f"contract {contract.id}, {month}"
    day = max(month.first, contract.start)
    terms = held_on(contract.terms, min(day, contract.end) if contract.end else day)
    if terms is None:
        missing = InputError(
            "no terms", where=where, field="terms", remedy="add terms that hold on that day", code="E-TERMS"
        )
        raise DossierError.of([missing], where)
    found = stretches(contract, month) if contract.active_in(month) else []
    terms = found[-1].terms or terms if found else terms
    time, errors = month_time(contract, terms, month, dossier.employer.replacement_days, the_change(contract, month))
    if errors := [*change_errors(found, where), *errors]:
        raise DossierError.of(errors, where)
    return time


def _months(first: Month, last: Month) -> Iterator[Month]:
    month = first
    while month <= last:
        yield month
        month = month.plus(1)
