"""What is written past the last day of a contract: told when that day is written, for none of it will be paid."""

from __future__ import annotations

import datetime as dt

from django.db.models import Q

from preste.office.services import creditors, facts
from preste.office.store.models import Contract, Fact, FactKind

_OWN = (FactKind.INCAPACITY, FactKind.ITEM, FactKind.TERMS, FactKind.DAY)
"""What is written of one contract. An element of every month without an end stops with the contract by itself."""


def past_end(contract: Contract, end: dt.date) -> list[Fact]:
    """The facts of a contract that begin or run after its last day, in order of date; those of its days too."""
    known = facts.known_facts(contract.employer).filter(contract=contract, kind__in=_OWN)
    return list(known.filter(Q(valid_from__gt=end) | Q(valid_to__gt=end)).order_by("kind", "valid_from"))


def left_with_claims(contract: Contract, end: dt.date) -> list[creditors.Held]:
    """The creditors who still have something to receive after a contract's last day, when it was the worker's last."""
    known = facts.known_facts(contract.employer).filter(worker=contract.worker_id)
    others = known.filter(kind=FactKind.CONTRACT).exclude(contract=contract)
    if others.filter(Q(valid_to=None) | Q(valid_to__gt=end)).exists():
        return []
    held = creditors.held(contract.worker, list(known.filter(kind=FactKind.GARNISHMENT).order_by("valid_from")))
    return [one for one in held if one.left != 0 and (one.claim.valid_to is None or one.claim.valid_to > end)]
