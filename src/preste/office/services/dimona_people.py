"""Who Dimona is about: names of workers, contracts to choose from, and what is known of a contract's period."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from dataclasses import replace
from typing import Any
from uuid import UUID

from preste.calendar import Month
from preste.declarations.dimona.days import is_work
from preste.declarations.dimona.wanted import wanted
from preste.errors import InputError
from preste.office.services.dimona import SHOWN
from preste.office.services.dimona_particulars import by_contract
from preste.office.services.dossiers import contract_record, employer_record
from preste.office.services.facts import day_record
from preste.office.store.models import Contract, Employer, Fact, FactKind


def names(employer: Employer, workers: Collection[UUID] | None = None) -> dict[UUID, str]:
    """First and last name of each worker, as last known."""
    rows = Fact.objects.filter(employer=employer, kind=FactKind.IDENTITY, superseded_at__isnull=True)
    if workers is not None:
        rows = rows.filter(worker__in=workers)
    told = rows.order_by("valid_from", "recorded_at").values_list("worker", "data")
    return {worker: f"{data['first_name']} {data['last_name']}" for worker, data in told}


def named_contracts(employer: Employer) -> list[tuple[Contract, str]]:
    """Every contract with the name of its worker, by name."""
    known = names(employer)
    rows = Contract.objects.filter(employer=employer)
    return sorted(((one, known.get(one.worker_id, "")) for one in rows), key=lambda pair: (pair[1], pair[0].reference))


def first_told(contract: Contract, today: dt.date) -> dict[str, Any]:
    """What the ONSS most likely knows of a contract's running period: what the contract asks for."""
    record = contract_record(contract, Month(today.year, today.month))
    if record is None:
        return {}
    try:
        told = [replace(one, contract=record.id) for one in by_contract([contract.employer]).get(contract.pk, [])]
        asked = wanted(employer_record(contract.employer), record, today, (), told)
    except InputError:
        return {}
    if not asked:
        return {}
    return {name: getattr(asked[-1], name) for name in SHOWN} | {"contract": str(contract.pk)}


def worked_hours(contract: Contract, start: str, end: str) -> int:
    """Hundredths of hours of work that are recorded from one day to another; 0 when these are no days."""
    try:
        first, last = dt.date.fromisoformat(start), dt.date.fromisoformat(end)
    except ValueError:
        return 0
    rows = Fact.objects.filter(contract=contract, kind=FactKind.DAY, superseded_at__isnull=True)
    days = [day_record(one.valid_from, one.data) for one in rows.filter(valid_from__range=(first, last))]
    return sum(day.hours for day in days if is_work(day))
