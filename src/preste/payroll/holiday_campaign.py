"""The campaign of double holiday pay: who is paid what in May or June, previewed before it is posted."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from preste.belgium.holiday.plans import ask
from preste.calendar import ONE_DAY, Month
from preste.engine import Trace
from preste.errors import NoParameter, PresteError
from preste.payroll.holiday import holiday_year, work_facts
from preste.payroll.month import Dossier, active
from preste.records import Contract, HolidayYear, Terms, held_on

KIND = "double_holiday_pay"
REGIMES = ("ordinary", "director")
"""The regimes whose white-collar workers have holiday pay of their employer."""


Reason = Literal["", "posted", "leaves", "unknown", "pay", "absent", "law", "before", "certificate"]
"""Why a contract has no answer: it is posted already, the worker leaves, the year is unknown, it has no monthly pay,
it does not run on the day that counts, the law is missing, pay of months before the first one computed here is not
known, a certificate of another employer makes it a question of its own."""


@dataclass(frozen=True)
class Row:
    """One contract of the campaign: its answer, or why there is none, in French and by kind, and the law that lacks."""

    contract: Contract
    trace: Trace | None = None
    why: str = ""
    reason: Reason = ""
    problem: PresteError | None = None


def double_pay_campaign(dossier: Dossier, month: Month) -> Iterator[Row]:
    """Every white-collar contract that runs in the month, in the dossier's order."""
    for contract in active(dossier, month):
        if contract.status == "white_collar" and contract.regime in REGIMES:
            yield _row(contract, month, gone=leaves(dossier, contract, month))


def leaves(dossier: Dossier, contract: Contract, month: Month) -> bool:
    """Whether the worker has left by the end of the month: another contract that follows is no departure."""
    end = contract.end
    if end is None or end > month.last:
        return False
    return not any(
        other.worker.id == contract.worker.id and other.start == end + ONE_DAY for other in dossier.contracts
    )


def _row(contract: Contract, month: Month, *, gone: bool) -> Row:
    known = holiday_year(contract, month.year)
    terms = held_on(contract.terms, max(month.first, contract.start))
    paid = [i for i in contract.items if i.kind == KIND and i.once and i.valid_from.year == month.year]
    if paid:
        return Row(contract, why=f"déjà encodé en {Month(month.year, paid[0].valid_from.month)}", reason="posted")
    if gone:
        return Row(contract, why="quitte ce mois : pécule de sortie", reason="leaves")
    if known is None or not (known.work or known.certificates):
        why = f"mois de {month.year - 1} inconnus : ajoutez-les sous holidays, year: {month.year}"
        return Row(contract, why=why, reason="unknown")
    if terms is None or terms.pay_basis != "monthly":
        why = "pas de rémunération mensuelle : calculez avec preste labour holiday double"
        return Row(contract, why=why, reason="pay")
    trace = ask("double", month.first, double_facts(known, terms))
    if missing := next(iter(trace.errors.values()), None):
        return Row(contract, why=missing.message, reason="law", problem=located(missing, contract))
    return Row(contract, trace)


def located(error: NoParameter, contract: Contract) -> NoParameter:
    """The missing law of a contract, with its place."""
    return NoParameter(error.message, field=error.field, where=f"contract {contract.id}", remedy=error.remedy)


def double_facts(known: HolidayYear, terms: Terms) -> dict[str, int]:
    """What double holiday pay is worked out from, for the present terms."""
    papers = known.certificates
    return work_facts(known) | {
        "month_gross": terms.amount,
        "variable_pay": known.variable_pay,
        "variable_months": known.variable_months,
        "week_hours": terms.hours_week,
        "certificate_months": sum(one.months for one in papers),
        "certificate_hour_months": sum(one.months * one.hours_week for one in papers),
        "certificate_double": sum(one.double for one in papers),
        "supplementary_paid": known.supplementary_paid,
    }
