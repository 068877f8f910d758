"""What Dimona alone asks of a contract, as facts: its type of worker, its days, the user of an agency, a trainee."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import asdict
from typing import Any
from uuid import UUID

from preste.declarations.dimona.model import Address, ControlCards, SmallStatute, UsingEmployer
from preste.declarations.dimona.told import Particulars
from preste.office.accounts.models import User
from preste.office.services import facts
from preste.office.store.models import Contract, Employer, Fact, FactKind


def particulars_data(told: Particulars) -> dict[str, Any]:
    """What was told, besides the contract and the day, which are the fact's own."""
    data = asdict(told)
    del data["contract"], data["since"]
    return data


def particulars_record(fact: Fact) -> Particulars:
    """What a fact tells; of which contract is the caller's to say."""
    data = dict(fact.data)
    if user := data["using_employer"]:
        address = Address(**user["address"]) if user["address"] else None
        data["using_employer"] = UsingEmployer(**(user | {"address": address}))
    data["small_statute"] = SmallStatute(**data["small_statute"]) if data["small_statute"] else None
    data["cards"] = ControlCards(**data["cards"]) if data["cards"] else None
    return Particulars(contract="", since=fact.valid_from, **data)


def by_contract(employers: Sequence[Employer]) -> dict[UUID, list[Particulars]]:
    """What is told of the contracts of these employers."""
    found: dict[UUID, list[Particulars]] = defaultdict(list)
    rows = Fact.objects.filter(employer__in=employers, kind=FactKind.DIMONA, superseded_at__isnull=True)
    for fact in rows:
        if fact.contract_id is not None:
            found[fact.contract_id].append(particulars_record(fact))
    return found


def record(contract: Contract, told: Particulars, user: User | None) -> None:
    """Write down what a folder tells."""
    data = particulars_data(told)
    facts.record_fact(contract.worker, FactKind.DIMONA, data, valid_from=told.since, contract=contract, user=user)
