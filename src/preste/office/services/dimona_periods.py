"""The periods that the ONSS knows, and what was planned: written by hand, from a list, or as an answer tells them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.db import transaction
from django.utils import timezone

from preste.declarations.dimona.dossier import read_particulars, read_periods, read_plans
from preste.declarations.dimona.model import Period
from preste.declarations.dimona.told import Plan
from preste.ids import dimona_period
from preste.office.accounts.models import User
from preste.office.services import audit, dimona, dimona_particulars
from preste.office.services.dimona import SHOWN, DimonaError, Todo, queue
from preste.office.store.models import Contract, DimonaPeriod, DimonaPlan, Employer, PeriodOrigin


def record(
    employer: Employer, contract: Contract | None, told: Period, origin: PeriodOrigin, user: User | None
) -> DimonaPeriod:
    """Write down a period as the ONSS knows it now; what was known under its number before is superseded.

    Raises IdentifierError for a number that is none.
    """
    number = dimona_period.validate(told.number)
    if told.end is not None and told.end < told.start:
        raise DimonaError("the period ends before it begins", field="end", code="E-DIMONA-END")
    with transaction.atomic():
        audit.lock(employer.pk)
        now = timezone.now()
        _known(employer, number).update(superseded_at=now)
        row = DimonaPeriod.objects.create(
            employer=employer,
            contract=contract,
            number=number,
            origin=origin,
            recorded_at=now,
            recorded_by=user,
            **{name: getattr(told, name) for name in SHOWN},
        )
        audit.record(employer, user, "dimona.period", str(row.pk), number=number, origin=str(origin))
    return row


def forget(employer: Employer, number: str, user: User | None) -> None:
    """A period that never was, or was written by mistake; its row stays, superseded."""
    with transaction.atomic():
        audit.lock(employer.pk)
        if not _known(employer, number).update(superseded_at=timezone.now()):
            raise DimonaError("no such period is known", code="E-DIMONA-STALE")
        audit.record(employer, user, "dimona.forgotten", str(employer.pk), number=number)


def is_known(employer: Employer, number: str) -> bool:
    """Whether a period of that number is believed."""
    return bool(_known(employer, number).exists())


def _known(employer: Employer, number: str) -> Any:
    return DimonaPeriod.objects.filter(employer=employer, number=number, superseded_at__isnull=True)


def done_elsewhere(employer: Employer, key: str, number: str, user: User) -> Todo:
    """Write down that something to be declared was declared on the portal, with the number of its period.

    Raises DimonaError when it is no longer to be made, IdentifierError for a number that is none.
    """
    with transaction.atomic():
        audit.lock(employer.pk)
        todos = {one.key: one for one in queue([employer], dimona.now().date())}
        todo = todos.get(key)
        one = todo.difference if todo is not None else None
        if todo is None or one is None or todo.state == "waiting":
            raise DimonaError("what was chosen is no longer to be made", code="E-DIMONA-STALE")
        told_number = number or (one.known.number if one.known is not None else "")
        if one.kind == "cancel":
            forget(employer, told_number, user)
            return todo
        told = one.wanted
        if told is None:  # pragma: no cover - only a cancel has nothing wanted
            raise DimonaError("nothing is told", code="E-DIMONA-STALE")
        hours = told.planned_hours
        if hours is None and one.known is not None:
            hours = one.known.planned_hours
        period = Period(
            number=told_number,
            worker_type=told.worker_type,
            joint_committee=told.joint_committee,
            start=told.start,
            end=told.end,
            start_hour=told.start_hour,
            end_hour=told.end_hour,
            planned_hours=hours,
        )
        contract = Contract.objects.get(pk=todo.contract)
        record(employer, contract, period, PeriodOrigin.HAND, user)
    return todo


# ── what was planned ───────────────────────────────────────────────────────────────────────


def plan(contract: Contract, told: Plan, user: User | None) -> DimonaPlan:
    """Write down what was planned for a contract from a day; what was planned from that day before is superseded."""
    if told.end is not None and told.end < told.start:
        raise DimonaError("the period ends before it begins", field="end", code="E-DIMONA-END")
    employer = contract.employer
    with transaction.atomic():
        audit.lock(employer.pk)
        now = timezone.now()
        same = DimonaPlan.objects.filter(employer=employer, contract=contract, start=told.start)
        same.filter(superseded_at__isnull=True).update(superseded_at=now)
        names = ("start", "end", "worker_type", "planned_hours", "start_hour", "end_hour")
        row = DimonaPlan.objects.create(
            employer=employer,
            contract=contract,
            recorded_at=now,
            recorded_by=user,
            **{name: getattr(told, name) for name in names},
        )
        day = told.start.isoformat()
        audit.record(employer, user, "dimona.planned", str(contract.pk), start=day, hours=told.planned_hours)
    return row


# ── many at once ───────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True)
class Listed:
    """What a list brought: how many periods, and those whose contract is not of this employer."""

    recorded: int
    strange: tuple[str, ...] = ()


def record_list(
    employer: Employer, periods: Iterable[Period], contracts: Mapping[str, Contract], user: User | None
) -> Listed:
    """Write down a list of known periods, all or nothing; `contracts` by what the periods call them."""
    strange, count = [], 0
    with transaction.atomic():
        for one in periods:
            contract = contracts.get(one.contract)
            if contract is None and one.contract:
                strange.append(one.number)
            record(employer, contract, one, PeriodOrigin.FILE, user)
            count += 1
    return Listed(count, tuple(strange))


def import_folder(employer: Employer, folder: Path, user: User | None) -> None:
    """What a dossier folder holds of Dimona. Raises DossierError with everything wrong in it."""
    rows = Contract.objects.filter(employer=employer).select_related("employer", "worker")
    contracts = {one.reference: one for one in rows}
    with transaction.atomic():
        record_list(employer, read_periods(folder), contracts, user)
        for told in read_plans(folder, contracts):
            plan(contracts[told.contract], told, user)
        for particulars in read_particulars(folder, contracts):
            dimona_particulars.record(contracts[particulars.contract], particulars, user)


def known(employer: Employer, on: dt.date) -> list[DimonaPeriod]:
    """The periods that are known and run on a day or later, those of nobody too."""
    rows = DimonaPeriod.objects.filter(employer=employer, superseded_at__isnull=True)
    return [one for one in rows.select_related("contract__worker") if one.end is None or one.end >= on]
