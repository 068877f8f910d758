"""The provisions of a quarter: who owes them, how much, by which day."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping

from preste.belgium.collection import ask_provision
from preste.belgium.deadlines import term
from preste.calendar import Month, Quarter
from preste.errors import InputError
from preste.payroll.onss_account.model import Provision

TERM = "onss_provision"


def plus(quarter: Quarter, quarters: int) -> Quarter:
    """The quarter so many quarters later (earlier when negative)."""
    return Quarter.of(quarter.months[0].plus(len(quarter.months) * quarters))


def provisions_of(
    quarter: Quarter,
    owed: Callable[[Quarter], int | None],
    workers: Callable[[dt.date], int],
    scheme: str,
    told: Mapping[Month, int],
) -> tuple[Provision, ...]:
    """The provisions of a quarter, zero where none is owed.

    `owed`: the contributions of a quarter, None when they are not known; `workers`: how many there were on a day;
    `told`: provisions as the ONSS wrote them. Raises NoParameter, and InputError when a quarter is not known that the
    law looks back to.
    """
    if all(month in told for month in quarter.months):
        return told_of(quarter, told)
    two_before, year_before = (_known(quarter, plus(quarter, -back), owed) for back in (2, 4))
    facts = {
        "contributions_two_before": two_before,
        "contributions_year_before": year_before,
        "without_reference": int(not (two_before and year_before)),
    }
    found: list[Provision] = []
    for number, month in enumerate(quarter.months, start=1):
        if month in told:
            found += told_of(quarter, {month: told[month]})
            continue
        there = workers(month.plus(-1).last) if facts["without_reference"] else 0
        trace = ask_provision(quarter, number, scheme, {**facts, "provision_workers": there})
        due = term(TERM, month)
        found.append(Provision(quarter=quarter, month=month, due=due, amount=trace["provision"], trace=trace))
    return tuple(found)


def told_of(quarter: Quarter, told: Mapping[Month, int]) -> tuple[Provision, ...]:
    """The provisions of a quarter that the ONSS wrote. Raises NoParameter."""
    return tuple(
        Provision(quarter=quarter, month=month, due=term(TERM, month), amount=told[month], told=True)
        for month in quarter.months
        if month in told
    )


def _known(quarter: Quarter, asked: Quarter, owed: Callable[[Quarter], int | None]) -> int:
    amount = owed(asked)
    if amount is None:
        raise InputError(
            f"the provisions of {quarter} look back to {asked}, whose contributions are not known", field=str(asked),
            remedy=f"give them (a row reference;{asked}, 0 when none were owed), or the provisions as the ONSS wrote",
            code="E-ONSS-REFERENCE",
        )  # fmt: skip
    return amount
