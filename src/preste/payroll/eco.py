"""The eco-vouchers of a dossier's contracts over a reference period: hours paid or credited, and what they give."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass

from preste.belgium.benefits.plans import ask
from preste.belgium.time.codes import CODES
from preste.belgium.time.month import month_time
from preste.calendar import Month
from preste.engine import Trace
from preste.errors import DossierError
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
    """Hundredths of hours paid or credited of a contract, and those of a full-timer over the whole period."""
    counted = {code for code, one in CODES.items() if one.paid} | {*CREDITED, *also}
    paid = full = 0
    for month in _months(first, last):
        terms = held_on(contract.terms, min(max(month.first, contract.start), contract.end or month.last))
        if terms is None:
            continue
        time, errors = month_time(contract, terms, month, dossier.employer.replacement_days)
        if errors:
            raise DossierError(f"{len(errors)} errors in contract {contract.id}, {month}", errors)
        paid += sum(hours for code, hours in time.hours_by_code.items() if code in counted)
        full += time.hours_full_time
    return paid, full


def _months(first: Month, last: Month) -> Iterator[Month]:
    month = first
    while month <= last:
        yield month
        month = month.plus(1)
