"""The wage scale of a contract: its step, the next one, and pay below the minimum."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from preste.calendar import Month
from preste.errors import InputError, NoParameter
from preste.law import book
from preste.money import euro, prorata
from preste.records import Contract, Terms, WageScale, held_on

Scales = Mapping[str, Sequence[WageScale]]
"""Each scale by its name, over time."""


@dataclass(frozen=True)
class Step:
    """Where a contract stands in its scale: whole years of seniority, the step's own years, the cents at full time and
    for the hours of the terms, and the first day of the month in which the next step begins."""

    scale: WageScale
    years: int
    step: int
    full_time: int
    pay: int
    next_on: dt.date | None


def step_of(scales: Scales, contract: Contract, terms: Terms, month: Month) -> Step | None:
    """The step in a month; None for terms without a scale, or one that is paid on another basis.

    No text read says on which day of the month a step is due: one reached after the first counts from the next month.
    Raises InputError when the scale is not known, or not on that day.
    """
    if not terms.scale:
        return None
    scale = held_on(scales.get(terms.scale, ()), month.first)
    if scale is None:
        raise InputError(
            f"scale {terms.scale!r} has no amounts on {month.first}",
            where=f"contract {contract.id}",
            field="scale",
            remedy="add them to scales.csv, or correct the scale of the terms",
            code="E-SCALE",
        )
    if scale.pay_basis != terms.pay_basis:
        raise InputError(
            f"scale {terms.scale!r} is {scale.pay_basis}, the terms are {terms.pay_basis}",
            where=f"contract {contract.id}",
            field="scale",
            remedy="correct the scale of the terms, or their pay basis",
            code="E-SCALE-BASIS",
        )
    since = terms.scale_seniority_from or contract.start
    years = _whole_years(since, month.first)
    step, amount = max(one for one in scale.steps if one[0] <= years)
    later = [one for one, _ in scale.steps if one > years]
    next_on = _first_month_after(since, min(later)) if later else None
    hourly = terms.pay_basis == "hourly"
    pay = amount if hourly else prorata(amount, terms.hours_week, terms.full_time_hours)
    return Step(scale, years, step, amount, pay, next_on)


def below_minimum(scales: Scales, contract: Contract, terms: Terms, month: Month) -> Iterator[str]:
    """A French sentence for each minimum that the base pay does not reach."""
    step = step_of(scales, contract, terms, month)
    if step is not None and terms.amount < step.pay:
        yield (
            f"rémunération de base sous le barème {step.scale.name}, échelon {step.step} : "
            f"{euro(terms.amount)} au lieu de {euro(step.pay)}"
        )
    if terms.pay_basis != "monthly" or contract.regime != "ordinary" or not terms.hours_week:
        return
    try:
        age = book().on("minimum_wage_age", month.first).value
        minimum = book().on("guaranteed_minimum_wage", month.first).value
    except NoParameter:
        yield f"revenu minimum moyen garanti inconnu pour {month} : non vérifié"
        return
    least = prorata(minimum, terms.hours_week, terms.full_time_hours)
    if terms.amount < least and _whole_years(contract.worker.birth_date, month.first) >= age:
        yield (
            f"rémunération de base sous le revenu minimum moyen garanti : {euro(terms.amount)} au lieu de "
            f"{euro(least)} ; les primes de l'année comptent, vérifiez l'année entière"
        )


def _whole_years(since: dt.date, day: dt.date) -> int:
    """Whole years from one day to another; none before it."""
    return max(0, day.year - since.year - ((day.month, day.day) < (since.month, since.day)))


def _first_month_after(since: dt.date, years: int) -> dt.date:
    """The first day of a month on or after the anniversary."""
    at = Month(since.year + years, since.month)
    return at.first if since.day == 1 else at.plus(1).first
