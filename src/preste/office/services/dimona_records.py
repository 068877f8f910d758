"""The contracts of many employers that may have something to declare, read together as records.

A bureau has tens of thousands of contracts that run today as yesterday: they are left out at one glance, by their dates
alone, and of the others no more is read than Dimona asks for, in a handful of queries however many employers there are.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any, NamedTuple
from uuid import UUID

from preste.declarations.dimona.model import Period
from preste.declarations.dimona.told import Particulars
from preste.declarations.dimona.worker_types import BUILDING, dimona_committee
from preste.office.services import employer_facts, facts
from preste.office.store.models import Employer, EmployerFact, Establishment, Fact, FactKind, Worker
from preste.records import Address
from preste.records import Contract as ContractRecord
from preste.records import Employer as EmployerRecord
from preste.records import Establishment as EstablishmentRecord

BY_PART = ("student", "flexi", "article17")
"""Regimes whose periods end with the quarter or the day."""


class Core(NamedTuple):
    """What the fact of a contract tells."""

    contract: UUID
    reference: str
    worker: UUID
    employer: UUID
    start: dt.date
    end: dt.date | None
    data: Mapping[str, Any]


class Asked(NamedTuple):
    """A contract that may have something to declare, as records."""

    employer: Employer
    record: EmployerRecord
    contract: UUID
    terms: ContractRecord


def in_question(
    employers: Sequence[Employer],
    since: Mapping[UUID, dt.date],
    through: dt.date,
    periods: Mapping[UUID, list[Period]],
    told: Mapping[UUID, Sequence[Particulars]],
    only: UUID | None = None,
) -> Iterator[Asked]:
    """The contracts, of all or only one, that begin until a day and do not agree at one glance with their periods.

    `told`: of whom something is told for Dimona alone, which a glance does not see; their recorded days come along.
    """
    cores = _cores(employers, since, through, periods, told, only)
    if not cores:
        return
    by_employer = {one.employer for one in cores}
    asking = [one for one in employers if one.pk in by_employer]
    records = _employers(asking)
    workers = Worker.objects.in_bulk({one.worker for one in cores})
    identities = _facts(FactKind.IDENTITY, "worker", workers)
    by_part = {one.contract for one in cores if one.data.get("regime") in BY_PART or one.contract in told}
    terms = _facts(FactKind.TERMS, "contract", by_part)
    days = _facts(FactKind.DAY, "contract", {one.contract for one in cores if one.contract in told})
    rows = {one.pk: one for one in asking}
    for one in cores:
        if identities[one.worker]:
            worker = facts.worker_record(workers[one.worker], identities[one.worker], through)
            record = ContractRecord(
                id=one.reference,
                worker=worker,
                start=one.start,
                end=one.end,
                terms=tuple(facts.terms_record(fact) for fact in terms[one.contract]),
                days=tuple(facts.day_record(fact.valid_from, fact.data) for fact in days[one.contract]),
                **facts.contract_fields(one.data),
            )
            yield Asked(rows[one.employer], records[one.employer], one.contract, record)


def _cores(
    employers: Sequence[Employer],
    since: Mapping[UUID, dt.date],
    through: dt.date,
    periods: Mapping[UUID, list[Period]],
    told: Mapping[UUID, Sequence[Particulars]],
    only: UUID | None,
) -> list[Core]:
    rows = Fact.objects.filter(employer__in=employers, kind=FactKind.CONTRACT, superseded_at__isnull=True)
    rows = rows.filter(valid_from__lte=through).order_by("recorded_at")
    if only is not None:
        rows = rows.filter(contract=only)
    names = ("contract", "contract__reference", "worker", "employer", "valid_from", "valid_to", "data")
    committees = {one.pk: one.joint_committee for one in employers}
    found: dict[UUID, Core] = {}
    for row in rows.values_list(*names):
        one = Core(*row)
        committee = dimona_committee(one.data.get("joint_committee") or committees[one.employer], one.start)
        if one.contract not in told and _settled(one, periods.get(one.contract, []), committee, since[one.employer]):
            found.pop(one.contract, None)
        else:
            found[one.contract] = one
    return list(found.values())


def _settled(one: Core, own: Sequence[Period], committee: str, since: dt.date) -> bool:
    """Whether a contract asks for nothing, seen from its dates alone."""
    if one.data.get("regime") in BY_PART:
        return one.end is not None and one.end < since and not own
    if not own:
        ends_here = one.end is not None and one.end >= since and not one.data.get("fixed_term")
        return one.start < since and not ends_here
    [first, *more] = own
    kind = "BCW" if committee == BUILDING else "OTH"
    return not more and (first.start, first.end, first.joint_committee, first.worker_type) == (
        one.start, one.end, committee, kind,
    )  # fmt: skip


def _facts(kind: FactKind, of: str, keys: Collection[UUID]) -> dict[UUID, list[Fact]]:
    """The facts of a kind that are believed, by worker or by contract."""
    found: dict[UUID, list[Fact]] = defaultdict(list)
    rows = Fact.objects.filter(**{f"{of}__in": list(keys)}, kind=kind, superseded_at__isnull=True)
    for fact in rows.order_by("recorded_at", "id"):
        found[getattr(fact, f"{of}_id")].append(fact)
    return found


def _employers(employers: Sequence[Employer]) -> dict[UUID, EmployerRecord]:
    """What Dimona asks of each employer: its numbers, its joint committee over time, where it works."""
    told: dict[UUID, list[EmployerFact]] = defaultdict(list)
    for fact in EmployerFact.objects.filter(employer__in=employers).order_by("valid_from", "recorded_at"):
        told[fact.employer_id].append(fact)
    units: dict[UUID, list[Establishment]] = defaultdict(list)
    for unit in Establishment.objects.filter(employer__in=employers):
        units[unit.employer_id].append(unit)
    return {
        one.pk: EmployerRecord(
            id=str(one.pk),
            name=one.name,
            address=_address(one),
            enterprise_number=one.enterprise_number,
            onss_number=one.onss_number,
            category=one.category,
            joint_committee=one.joint_committee,
            workers_count=one.workers_count,
            establishments=tuple(
                EstablishmentRecord(number=unit.number, name=unit.name, address=_address(unit))
                for unit in units[one.pk]
            ),
            history=employer_facts.history(one, told[one.pk]),
        )
        for one in employers
    }


def _address(of: Employer | Establishment) -> Address:
    return Address(street=of.street, postcode=of.postcode, city=of.city, country=of.country)
