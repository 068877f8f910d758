"""Contingents in the office: what the hours of a month leave, what new hours would exceed, who is near a limit."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet

from preste.calendar import Month
from preste.errors import NoParameter
from preste.office.services.dossiers import READ_TOGETHER, dossier_of
from preste.office.services.overtime import Changed, has_overtime
from preste.office.store.models import Contract, Employer, Fact, FactKind
from preste.payroll.contingents.count import COUNTED_REGIMES, HOURS_REGIMES, contingents, days_room, room
from preste.payroll.contingents.model import Contingent, Counted
from preste.payroll.contingents.overtime import DAYS, OVERTIME_REGIME, OvertimeRoom, overtime_rooms
from preste.payroll.month import Dossier
from preste.records import Contract as ContractRecord


@dataclass(frozen=True)
class Exceeded:
    """A contingent that hours not recorded yet would exceed, more than those recorded do."""

    contract: str
    worker: str
    contingent: Contingent

    def told(self) -> dict[str, Any]:
        """It as data, to keep with an import that is tried."""
        one = self.contingent
        return {"worker": self.worker, "label": one.label, "unit": one.unit, "beyond": one.beyond, "then": one.then}


@dataclass(frozen=True)
class Near:
    """A contract of which most of a contingent is used, and the contingent nearest to its limit."""

    employer_id: UUID
    contract: Contract
    name: str
    contingent: Contingent


def rooms(dossier: Dossier, records: Sequence[ContractRecord], month: Month) -> dict[str, int]:
    """By reference, the hours that a month may hold of the contracts whose hours are counted; no query is made."""
    found = {}
    for one in records:
        if one.regime in HOURS_REGIMES:
            try:
                left = room(dossier, one, month)
            except NoParameter:  # told where it is computed
                continue
            if left is not None:
                found[one.id] = left
    return found


def rooms_of_overtime(
    dossier: Dossier, records: Sequence[ContractRecord], month: Month
) -> dict[str, tuple[OvertimeRoom, ...]]:
    """By reference, what is left before a month of the year's quotas of overtime, or of days; no query is made."""
    found = {}
    for one in records:
        try:
            left, days = overtime_rooms(dossier, one, month), days_room(dossier, one, month)
        except NoParameter:  # told where it is computed
            continue
        if days is not None:
            left = (OvertimeRoom((DAYS,), days),)
        if left:
            found[one.id] = left
    return found


def exceeded(employer: Employer, month: Month, changed: Changed) -> list[Exceeded]:
    """What the changed days would exceed. Overtime that may not be paid is refused before, by itself; missing law is
    told by the computation."""
    new = {(str(contract.pk), date): days for contract, date, days in changed}
    workers = sorted({contract.worker_id for contract, _date, _days in changed})
    overtime = {contract.worker_id for contract, _date, days in changed if has_overtime(days)}
    regimes = Fact.objects.filter(
        employer=employer, kind=FactKind.CONTRACT, superseded_at=None, data__regime__in=COUNTED_REGIMES
    )
    counted = sorted(overtime | set(regimes.filter(worker__in=workers).values_list("worker", flat=True)))
    found: list[Exceeded] = []
    for start in range(0, len(counted), READ_TOGETHER):
        found += _exceeded(employer, month, new, counted[start : start + READ_TOGETHER])
    return found


def _exceeded(
    employer: Employer, month: Month, new: Mapping[tuple[str, dt.date], Sequence[object]], workers: Sequence[UUID]
) -> Iterator[Exceeded]:
    keys = dict(Contract.objects.filter(worker__in=workers).values_list("reference", "pk"))
    before = dossier_of(employer, month, workers=workers)
    after = replace(before, contracts=[_with(one, str(keys[one.id]), new) for one in before.contracts])
    touched = {contract for contract, _date in new}
    for old, one in zip(before.contracts, after.contracts, strict=True):
        if str(keys[one.id]) not in touched or one.regime not in _TYPED or not one.active_in(month):
            continue
        was = {(row.kind, row.label): row.beyond for row in contingents(before, old, month).contingents}
        for row in contingents(after, one, month).beyond:
            if row.asks and row.beyond > was.get((row.kind, row.label), 0):
                yield Exceeded(str(keys[one.id]), f"{one.worker.last_name} {one.worker.first_name}", row)


_TYPED = (*COUNTED_REGIMES, OVERTIME_REGIME)
"""Those of which hours that are typed use a contingent."""


def _with(record: ContractRecord, key: str, new: Mapping[tuple[str, dt.date], Sequence[object]]) -> ContractRecord:
    """A contract with the days that are to be recorded in the place of those known."""
    kept = [day for day in record.days if (key, day.date) not in new]
    written = [day for (contract, _date), days in new.items() if contract == key for day in days]
    return replace(record, days=(*kept, *written))  # type: ignore[arg-type]


def of_worker(employer: Employer, worker: UUID, month: Month, today: dt.date) -> dict[str, Counted]:
    """By reference of contract, all that is counted of a worker in a month."""
    dossier = dossier_of(employer, month, workers=[worker])
    return {one.id: contingents(dossier, one, month, today) for one in dossier.contracts if one.active_in(month)}


def counted_workers(employer: Employer, month: Month) -> list[UUID]:
    """The workers of an employer whose hours are counted in a month."""
    return sorted({worker for _employer, worker in _running([employer], month)})


MOST = 100
"""Contracts whose counts are worked out for a list of alerts; where there are more, each employer's page tells its."""


def counted_contracts(employers: Sequence[Employer], month: Month) -> list[tuple[UUID, UUID]]:
    """Employer and worker of the contracts that run in a month and whose hours are counted, `MOST` and one at most."""
    return list(_running(employers, month)[: MOST + 1])


def _running(employers: Sequence[Employer], month: Month) -> QuerySet[Fact, tuple[UUID, UUID]]:
    """Employer and worker of the contracts that run in a month and whose hours are counted."""
    found = Fact.objects.filter(
        Q(valid_to=None) | Q(valid_to__gte=month.first), employer__in=employers, kind=FactKind.CONTRACT,
        superseded_at=None, valid_from__lte=month.last, data__regime__in=COUNTED_REGIMES,
    )  # fmt: skip
    return found.order_by("employer", "worker").values_list("employer", "worker").distinct()


def near(employer: Employer, workers: Sequence[UUID], month: Month) -> list[Near]:
    """Who of these workers has used most of a contingent, the least left first."""
    found: list[Near] = []
    for start in range(0, len(workers), READ_TOGETHER):
        part = workers[start : start + READ_TOGETHER]
        keys = {one.reference: one for one in Contract.objects.filter(worker__in=part).select_related("worker")}
        dossier = dossier_of(employer, month, workers=part)
        for one in dossier.contracts:
            if one.regime in COUNTED_REGIMES and one.active_in(month):
                rows = contingents(dossier, one, month).near
                if rows:
                    name = f"{one.worker.last_name} {one.worker.first_name}"
                    first = min(rows, key=lambda row: (row.left or 0) - row.beyond)
                    found.append(Near(employer.pk, keys[one.id], name, first))
    return sorted(found, key=lambda one: (one.contingent.left or 0) - one.contingent.beyond)
