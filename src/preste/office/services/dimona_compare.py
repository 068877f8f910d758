"""A quarter seen from three sides: contracts, the Dimona periods that the ONSS knows, and the workers of the DmfA."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal
from uuid import UUID

from django.db.models import Q

from preste.calendar import Quarter
from preste.declarations.dimona.worker_types import WORKER_TYPES
from preste.office.services import quarters
from preste.office.services.dimona_people import names
from preste.office.store.models import DimonaPeriod, Employer, Fact, FactKind, QuarterWorker

Remark = Literal["no_period", "no_contract", "outside", "dmfa_only", "not_in_dmfa"]
WITHOUT_DMFA = ("DWD", "PMP", "A17", "O17", "S17", "T17")
"""Types of worker that no DmfA tells of, besides the small statutes: article 17 owes no contributions."""
_EVE = dt.timedelta(days=1)
Span = tuple[dt.date, dt.date | None]
Held = tuple[dt.date, dt.date | None, UUID]
"""First and last day of a contract, and its key."""


@dataclass(frozen=True)
class Compared:
    """A worker in a quarter. `declared`: whether the computed quarter has the worker, None when there is none.

    `remarks`: what does not agree. `worker` is None for a period of nobody here. `contract`: one that lacks a period.
    """

    worker: UUID | None
    name: str
    contracts: tuple[Span, ...]
    periods: tuple[DimonaPeriod, ...]
    declared: bool | None
    remarks: tuple[Remark, ...]
    contract: UUID | None = None


def compare(employer: Employer, quarter: Quarter) -> list[Compared]:
    """Every worker of a quarter, and the periods of nobody; what does not agree first, then by name."""
    first, last = quarter.months[0].first, quarter.months[-1].last
    contracts = _contracts(employer, first, last)
    periods, strange = _periods(employer, first, last)
    declared = _declared(employer, quarter)
    known = names(employer)
    workers = {*contracts, *periods, *(declared or ())}
    rows = [
        _row(one, known.get(one, ""), contracts.get(one, ()), periods.get(one, ()), declared, (first, last))
        for one in workers
    ]
    rows += [Compared(None, "", (), (one,), None, ("no_contract",)) for one in strange]
    return sorted(rows, key=lambda one: (not one.remarks, one.name))


def _contracts(employer: Employer, first: dt.date, last: dt.date) -> dict[UUID, list[Held]]:
    rows = Fact.objects.filter(employer=employer, kind=FactKind.CONTRACT, superseded_at__isnull=True)
    rows = rows.filter(Q(valid_to__isnull=True) | Q(valid_to__gte=first), valid_from__lte=last)
    found: dict[UUID, list[Held]] = defaultdict(list)
    told = rows.order_by("valid_from").values_list("worker", "valid_from", "valid_to", "contract")
    for worker, start, end, contract in told:
        found[worker].append((start, end, contract))
    return found


def _periods(
    employer: Employer, first: dt.date, last: dt.date
) -> tuple[dict[UUID, list[DimonaPeriod]], list[DimonaPeriod]]:
    """By worker, and those of nobody."""
    rows = DimonaPeriod.objects.filter(employer=employer, superseded_at__isnull=True, start__lte=last)
    found: dict[UUID, list[DimonaPeriod]] = defaultdict(list)
    strange = []
    for one in rows.filter(Q(end__isnull=True) | Q(end__gte=first)).select_related("contract"):
        if one.contract is None:
            strange.append(one)
        else:
            found[one.contract.worker_id].append(one)
    return found, strange


def _declared(employer: Employer, quarter: Quarter) -> set[UUID] | None:
    stored = quarters.latest(employer, quarter)
    if stored is None:
        return None
    return set(QuarterWorker.objects.filter(employer=employer, quarter=stored).values_list("worker", flat=True))


def _row(
    worker: UUID,
    name: str,
    held: Sequence[Held],
    periods: Sequence[DimonaPeriod],
    declared: set[UUID] | None,
    within: tuple[dt.date, dt.date],
) -> Compared:
    told = None if declared is None else worker in declared
    contracts = [(start, end) for start, end, _contract in held]
    remarks: list[Remark] = []
    if contracts and not periods:
        remarks.append("no_period")
    elif periods and not contracts:
        remarks.append("no_contract")
    elif not _same_days(contracts, [(one.start, one.end) for one in periods], within):
        remarks.append("outside")
    if told and not periods and not contracts:
        remarks.append("dmfa_only")
    if told is False and any(_in_dmfa(one.worker_type) for one in periods):
        remarks.append("not_in_dmfa")
    lacking = held[-1][2] if "no_period" in remarks else None
    return Compared(worker, name, tuple(contracts), tuple(periods), told, tuple(remarks), lacking)


def _in_dmfa(worker_type: str) -> bool:
    kind = WORKER_TYPES.get(worker_type)
    return worker_type not in WITHOUT_DMFA and kind is not None and not kind.small_statute


def _same_days(contracts: Iterable[Span], periods: Iterable[Span], within: tuple[dt.date, dt.date]) -> bool:
    """Whether both cover the same days of the quarter."""
    return _days(contracts, within) == _days(periods, within)


def _days(spans: Iterable[Span], within: tuple[dt.date, dt.date]) -> list[tuple[dt.date, dt.date]]:
    """The days of these spans within the quarter, those that touch put together."""
    first, last = within
    found: list[tuple[dt.date, dt.date]] = []
    for start, end in sorted((max(start, first), min(end or last, last)) for start, end in spans):
        if found and start <= found[-1][1] + _EVE:
            found[-1] = (found[-1][0], max(found[-1][1], end))
        else:
            found.append((start, end))
    return found
