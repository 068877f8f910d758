"""Loans to workers: a deduction each month until the amount lent is paid back, the last one for what remains.

A loan is two facts of the ordinary kind: the monthly deduction, and the rest deducted once. They carry one label.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from django.db import transaction

from preste.calendar import Month
from preste.office.accounts.models import User
from preste.office.services import facts
from preste.office.services.changes import record_change
from preste.office.store.models import Contract, Fact, FactKind
from preste.records import PayItem

DEDUCTION = "deduction"


@dataclass(frozen=True)
class Balance:
    """What is left to pay back under a label, in cents, and the last month of it."""

    label: str
    left: int
    last: Month


def lend(contract: Contract, label: str, lent: int, monthly: int, first: Month, user: User) -> list[Fact]:
    """Record the repayments of an amount lent, in cents: whole ones monthly, then what remains."""
    whole, rest = divmod(lent, monthly)
    items = []
    if whole:
        last = first.plus(whole - 1)
        items.append(PayItem(kind=DEDUCTION, label=label, amount=monthly, valid_from=first.first, valid_to=last.last))
    if rest:
        day = first.plus(whole).first
        items.append(PayItem(kind=DEDUCTION, label=label, amount=rest, once=True, valid_from=day))
    with transaction.atomic():
        return [
            record_change(
                contract.worker,
                FactKind.ITEM,
                facts.item_data(item),
                valid_from=item.valid_from,
                valid_to=item.valid_to,
                contract=contract,
                user=user,
            )
            for item in items
        ]


def balances(items: Iterable[Fact], today: dt.date) -> list[Balance]:
    """What is left of deductions that end, by label: those of this month and after."""
    month = Month(today.year, today.month)
    left: dict[str, list[tuple[Month, int]]] = {}
    for item in (facts.item_record(fact) for fact in items):
        if item.kind == DEDUCTION and (item.once or item.valid_to):
            left.setdefault(item.label, []).extend(_repayments(item, month))
    return [
        Balance(label, sum(amount for _, amount in due), max(last for last, _ in due))
        for label, due in left.items()
        if due
    ]


def _repayments(item: PayItem, since: Month) -> list[tuple[Month, int]]:
    end = item.valid_from if item.once else item.valid_to or item.valid_from
    month, found = max(since, Month(item.valid_from.year, item.valid_from.month)), []
    while month <= Month(end.year, end.month):
        found.append((month, item.amount))
        month = month.plus(1)
    return found
