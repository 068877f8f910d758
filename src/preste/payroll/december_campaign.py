"""December's settlement of reduced hours (décompte de décembre): who is concerned, and what each is still due.

Longer hours earned holiday pay that shorter ones could not take: last year's gross pay at the percentages of departure
holiday pay, less the simple and double holiday pay received this year.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import pairwise

from preste.belgium.holiday.plans import ask
from preste.calendar import Month
from preste.engine import Trace
from preste.errors import NoParameter, PresteError
from preste.payroll.holiday import holiday_balance, holiday_year
from preste.payroll.holiday_campaign import KIND, REGIMES, Reason, leaves, located
from preste.payroll.holiday_imputation import LAST, holiday_facts
from preste.payroll.items import items_of
from preste.payroll.leaving.holidays import pay_of_year
from preste.payroll.month import Dossier, active, pay_contract
from preste.payroll.payslip import Payslip
from preste.records import Contract, HolidayYear, held_on

SETTLED = "departure_holiday_pay"
"""The pay item of a settlement: simple and double part, as of who leaves, without a certificate."""
Pays = Callable[[Dossier, Contract, Month], Payslip]


@dataclass(frozen=True)
class Settlement:
    """A contract whose hours were reduced: its answer, or why there is none.

    `reduced`: the days from which less is worked. `left`: hundredths of days of the year's holidays that are not taken.
    """

    contract: Contract
    reduced: tuple[dt.date, ...]
    trace: Trace | None = None
    left: int = 0
    why: str = ""
    reason: Reason = ""
    problem: PresteError | None = None


def december_campaign(dossier: Dossier, month: Month, pay: Pays = pay_contract) -> Iterator[Settlement]:
    """Every white-collar contract that runs in a December and was reduced, in the dossier's order; none elsewhere."""
    if month.month != LAST:
        return
    for contract in active(dossier, month):
        if concerned(contract) and (days := reductions(contract, month.year)):
            yield _settlement(dossier, contract, month, days, pay)


def concerned(contract: Contract) -> bool:
    """Whether the employer, and no fund, pays the holidays of a contract."""
    return contract.status == "white_collar" and contract.regime in REGIMES


def reductions(contract: Contract, year: int) -> tuple[dt.date, ...]:
    """The days, after the first of the year before, from which a smaller part of full time is worked."""
    rows = sorted(contract.terms, key=lambda one: one.valid_from)
    return tuple(
        after.valid_from
        for before, after in pairwise(rows)
        if dt.date(year - 1, 1, 1) < after.valid_from <= dt.date(year, 12, 31)
        and after.hours_week * before.full_time_hours < before.hours_week * after.full_time_hours
    )


def settled(contract: Contract, month: Month) -> bool:
    """Whether the settlement of a December is posted."""
    return any(one.kind == SETTLED and one.once for one in items_of(contract.items, month))


def _settlement(dossier: Dossier, contract: Contract, month: Month, days: tuple[dt.date, ...], pay: Pays) -> Settlement:
    if leaves(dossier, contract, month):
        return Settlement(contract, days, why="quitte ce mois : pécule de sortie", reason="leaves")
    if settled(contract, month):
        return Settlement(contract, days, why=f"déjà encodé en {month}", reason="posted")
    terms, known = held_on(contract.terms, month.last), holiday_year(contract, month.year)
    if terms is None or terms.pay_basis != "monthly":
        why = "pas de rémunération mensuelle : calculez avec preste labour holiday december"
        return Settlement(contract, days, why=why, reason="pay")
    if known is not None and known.certificates:
        why = "attestation d'un employeur précédent : calculez avec preste labour holiday december"
        return Settlement(contract, days, why=why, reason="certificate")
    begins = dossier.begins
    if begins is not None and begins > Month(month.year, 1) and contract.start < begins.first:
        why = f"pécules payés en {month.year} avant {begins} : calculez avec preste labour holiday december"
        return Settlement(contract, days, why=why, reason="before")
    try:
        gross, fictive = pay_of_year(dossier, contract, month.year - 1, "gross_last_year", pay)
        trace = ask("december", month.first, {
            "gross_last_year": gross,
            "fictive_last_year": fictive,
            "simple_paid": _simple_paid(contract, month),
            "double_paid": _double_paid(contract, known, month.year),
        })  # fmt: skip
        balance = holiday_balance(contract, terms, month)
        missing = next(iter(trace.errors.values()), None)
    except NoParameter as error:
        missing = error
    except PresteError as error:
        return Settlement(contract, days, why=error.message, reason="before", problem=error)
    if missing:
        return Settlement(contract, days, why=missing.message, reason="law", problem=located(missing, contract))
    return Settlement(contract, days, trace, left=max(0, balance.left) if balance else 0)


def _simple_paid(contract: Contract, month: Month) -> int:
    """What the holidays taken in the year were paid, in cents, each month at its own pay. Raises NoParameter."""
    months = (Month(month.year, i) for i in range(1, month.month + 1))
    facts = (holiday_facts(contract, one) for one in months if contract.active_in(one))
    return sum(ask("certificate", month.first, one)["holiday_pay_of_days"] for one in facts if one)


def _double_paid(contract: Contract, known: HolidayYear | None, year: int) -> int:
    """The double holiday pay of the year, in cents, with the supplementary holidays that were an advance on it."""
    paid = sum(one.amount for one in contract.items if one.kind == KIND and one.once and one.valid_from.year == year)
    return paid + (known.supplementary_paid if known is not None else 0)
