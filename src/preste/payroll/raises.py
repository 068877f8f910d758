"""Raises of many at once, shown before they are posted: an indexation, and the steps of wage scales.

What is shown are new terms; posting them is the caller's, as dated facts beside the old ones.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Literal

from preste.belgium import indexation_plan
from preste.calendar import Month
from preste.engine import Trace
from preste.errors import InputError, PresteError
from preste.law import book
from preste.money import half_up, share
from preste.payroll.month import Dossier, active
from preste.payroll.scales import Scales, Step, step_of
from preste.records import Contract, Terms, held_on

WEEKS, MONTHS = 13, 3
"""Weeks in three months: a week's hours as those of a month."""


@dataclass(frozen=True)
class Raise:
    """One contract's pay before and after, from the first of a month; `amount` cents, by month or hour.

    `why`: "index", "scale" (the indexed pay is below the scale, whose pay is taken), "step", or "same" (nothing moves).
    `problem` when it cannot be told. `trace` explains an indexation.
    """

    contract: Contract
    old: Terms
    amount: int
    why: Literal["index", "scale", "step", "same", "problem"]
    trace: Trace | None = None
    step: Step | None = None
    problem: PresteError | None = None

    def terms(self, month: Month) -> Terms:
        """The terms to post: the old ones with the new pay, from the first of the month."""
        return replace(self.old, valid_from=month.first, known_since=None, amount=self.amount)


def indexation(dossier: Dossier, month: Month, rate: int, moderated: int = 0) -> Iterator[Raise]:
    """Everybody's pay indexed from the first of a month by `rate` (hundredths of a percent).

    `moderated` is the part of an earlier capped indexation, likewise. An employment that begins in the month or later
    has its own pay and is left out; so are those without pay of their own.
    """
    if not 0 < rate <= 100_00:
        raise InputError(f"{rate / 100:g} % is no rate", field="rate", remedy="give a percentage: 2.00", code="E-INDEX")
    for contract, terms in _held(dossier, month):
        if contract.start >= month.first or not terms.amount:
            continue
        if terms.valid_from == month.first:
            yield Raise(contract, terms, terms.amount, "same")
            continue
        try:
            yield _indexed(dossier.scales, contract, terms, month, rate, moderated)
        except PresteError as error:
            yield Raise(contract, terms, terms.amount, "problem", problem=error)


def steps(dossier: Dossier, month: Month) -> Iterator[Raise]:
    """Those who reach a new step of their scale on the first of a month; pay above the scale stays."""
    for contract, terms in _held(dossier, month):
        try:
            now = step_of(dossier.scales, contract, terms, month)
            if now is None or contract.start >= month.first:
                continue
            before = step_of(dossier.scales, contract, terms, month.plus(-1))
        except PresteError as error:
            yield Raise(contract, terms, terms.amount, "problem", problem=error)
            continue
        if before is not None and before.step == now.step:
            continue
        amount = max(terms.amount, now.pay)
        yield Raise(contract, terms, amount, "step" if amount > terms.amount else "same", step=now)


def _held(dossier: Dossier, month: Month) -> Iterator[tuple[Contract, Terms]]:
    for contract in active(dossier, month):
        terms = held_on(contract.terms, month.first)
        if terms is not None:
            yield contract, terms


def _indexed(scales: Scales, contract: Contract, terms: Terms, month: Month, rate: int, moderated: int) -> Raise:
    if terms.pay_basis == "hourly":
        amount, trace = _hourly(contract, terms, month, rate), None
    else:
        trace = indexation_plan(month.first).run({
            "monthly_pay": terms.amount,
            "index_rate": rate,
            "index_moderated": moderated,
            "hours_week": terms.hours_week,
            "weekly_hours_full_time": terms.full_time_hours,
        })  # fmt: skip
        amount = trace["indexed_pay"]
    step = step_of(scales, contract, terms, month)
    if step is not None and step.pay > amount:
        return Raise(contract, terms, step.pay, "scale", trace, step)
    return Raise(contract, terms, amount, "index", trace, step)


def _hourly(contract: Contract, terms: Terms, month: Month, rate: int) -> int:
    """Hourly pay indexed, where its month stays under the threshold: how it is capped above, no text read tells."""
    full = terms.amount + share(terms.amount, rate)
    capped = "capped_index"
    if book().series[capped].begins > month.first:
        return full
    monthly = half_up(terms.amount * terms.full_time_hours * WEEKS, MONTHS * 100)
    if monthly <= book().on(capped, month.first).value.wage_threshold:
        return full
    raise InputError(
        "hourly pay above the threshold of the capped indexation: how it is capped is not known",
        where=f"contract {contract.id}", field="amount",
        remedy="give the new hourly pay in new terms", code="E-INDEX-HOURLY",
    )  # fmt: skip
