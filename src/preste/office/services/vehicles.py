"""The company cars of an employer in a quarter: who drives each when, and what it owes under code 862.

Who drives a car has it as a pay item, which taxes the benefit; a car that nobody has is a fact of the employer. A car
is known by its plate, over the contracts it passes through; without one by the contract that has it.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from uuid import UUID

from django.db import transaction
from django.db.models import Q

from preste.calendar import ONE_DAY, Quarter
from preste.engine import Trace
from preste.errors import InputError, NoParameter
from preste.office.accounts.models import User
from preste.office.services import facts, quarter_facts
from preste.office.services.changes import record_change
from preste.office.store.models import Contract, Employer, Fact, FactKind, QuarterFact, QuarterFactKind
from preste.payroll.items import emission_facts
from preste.payroll.quarter import GivenFact
from preste.payroll.quarter.cars import CarMonths, plate_of
from preste.payroll.quarter.given import CAR, DETAILS, car_item
from preste.records import PayItem

KIND = "company_car"
_Spans = dict[UUID | None, tuple[dt.date, dt.date | None]]


@dataclass(frozen=True)
class Driver:
    """Who has a car from when to when, by which pay item."""

    fact: Fact
    name: str

    @property
    def worker_id(self) -> UUID:
        """The worker."""
        found: UUID = self.fact.worker_id
        return found


@dataclass
class Car:
    """A car in a quarter: how it is told, by whom, and what it owes.

    `shown`: the row that its pages are named after. `problems`: `plate`, `ways` where it is told in two ways at once,
    `law` where a parameter is missing.
    """

    plate: str
    details: Mapping[str, str]
    shown: UUID
    drivers: list[Driver] = field(default_factory=list)
    spare: list[QuarterFact] = field(default_factory=list)
    told: list[GivenFact] = field(default_factory=list)
    months: int = 0
    amount: int | None = 0
    traces: list[Trace] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)

    @property
    def registered(self) -> dt.date | None:
        """The day of its first registration; None where it is not told."""
        try:
            return dt.date.fromisoformat(self.details.get("first_registration", ""))
        except ValueError:
            return None


def fleet(employer: Employer, quarter: Quarter) -> list[Car]:
    """Every car of which something is told in the quarter, by plate, those without one first."""
    found: dict[str, Car] = {}
    counted: dict[str, CarMonths] = {}
    items = facts.known_facts(employer).filter(kind=FactKind.ITEM, data__kind=KIND, valid_from__lte=quarter.last)
    items = items.filter(Q(valid_to=None) | Q(valid_to__gte=quarter.first)).select_related("contract")
    driven = list(items.order_by("valid_from", "recorded_at"))
    names = _names(employer, driven)
    ends = _contracts(employer, driven)
    for fact in driven:
        details = fact.data["details"]
        key = plate_of(details) or str(fact.contract_id)
        car = found.setdefault(key, Car(plate_of(details), details, fact.pk))
        car.drivers.append(Driver(fact, names.get(fact.worker_id, "")))
        _drive(counted.setdefault(key, CarMonths(car.plate)), fact, ends, quarter)
    spare = quarter_facts.known(employer, QuarterFactKind.CAR).filter(valid_from__lte=quarter.last)
    for one in spare.filter(Q(valid_to=None) | Q(valid_to__gte=quarter.first)):
        details = one.data["details"]
        found.setdefault(plate_of(details), Car(plate_of(details), details, one.pk)).spare.append(one)
    for told, pk in _told(employer, quarter):
        key = plate_of(told.details)
        car = found.setdefault(key, Car(key, told.details, pk))
        car.told.append(told)
        counted.setdefault(key, CarMonths(key)).stand(
            emission_facts(car_item(told.details)), int(told.details["months"])
        )
    for key, car in found.items():
        _owe(car, counted.get(key, CarMonths(car.plate)), quarter)
    return sorted(found.values(), key=lambda car: car.plate)


def _told(employer: Employer, quarter: Quarter) -> Iterable[tuple[GivenFact, UUID]]:
    """The cars without a driver as the quarter is told of them, each with a row of it."""
    rows = {
        plate_of(one.data["details"]): one.pk
        for kind in (QuarterFactKind.GIVEN, QuarterFactKind.CAR)
        for one in quarter_facts.known(employer, kind)
        if kind == QuarterFactKind.CAR or one.data["code"] == CAR
    }
    for fact in quarter_facts.given(employer, quarter):
        if fact.code == CAR:
            yield fact, rows[plate_of(fact.details)]


def _drive(car: CarMonths, fact: Fact, ends: _Spans, quarter: Quarter) -> None:
    """Count the months of the quarter in which a contract has the car."""
    try:
        values = emission_facts(car_item(fact.data["details"]))
    except InputError:  # its own page says what is wrong with it
        return
    start, end = ends[fact.contract_id]
    since = max(start, fact.valid_from)
    until = min((day for day in (end, fact.valid_to) if day is not None), default=None)
    for month in quarter.months:
        if since <= month.last and (until is None or month.first <= until):
            car.drive(fact.contract.reference if fact.contract else "", month, values)


def _owe(car: Car, counted: CarMonths, quarter: Quarter) -> None:
    """Put the contribution on the car, and what is wrong with it."""
    if not car.plate:
        car.problems.append("plate")
    if counted.doubtful:
        car.problems.append("ways")
    try:
        made = list(counted.made(quarter))
    except NoParameter:
        car.problems.append("law")
        car.amount = None
        return
    car.months, car.amount = sum(one.months for one in made), sum(one.amount for one in made)
    car.traces = [one.trace for one in made]


def _names(employer: Employer, driven: Iterable[Fact]) -> dict[UUID, str]:
    workers = {one.worker_id for one in driven}
    known = facts.known_facts(employer).filter(kind=FactKind.IDENTITY, worker__in=workers).order_by("valid_from")
    return {one.worker_id: f"{one.data['first_name']} {one.data['last_name']}" for one in known}


def _contracts(employer: Employer, driven: Iterable[Fact]) -> _Spans:
    """The first and the last day of each contract that has a car."""
    contracts = {one.contract_id for one in driven}
    known = facts.known_facts(employer).filter(kind=FactKind.CONTRACT, contract__in=contracts).order_by("recorded_at")
    return {one.contract_id: (one.valid_from, one.valid_to) for one in known}


# ── written ────────────────────────────────────────────────────────────────────────────────


def give(contract: Contract, details: Mapping[str, str], since: dt.date, until: dt.date | None, user: User) -> Fact:
    """Give a car to a worker, as a pay item. Raises InputError when the contract has one on those days."""
    _require_free(contract, since, until)
    item = PayItem(kind=KIND, label="Voiture de société", details=dict(details), valid_from=since, valid_to=until)
    return record_change(
        contract.worker, FactKind.ITEM, facts.item_data(item), valid_from=since, valid_to=until, contract=contract,
        user=user,
    )  # fmt: skip


def hand_over(fact: Fact, to: Contract | None, day: dt.date, *, spare: bool, user: User) -> list[Fact]:
    """A car changes hands: its driver has it until the eve of a day, then another one, nobody (`spare`), or it is given
    back. The facts of pay that were written. Raises InputError."""
    if day <= fact.valid_from or (fact.valid_to is not None and day > fact.valid_to + ONE_DAY):
        raise InputError("the car is not this driver's then", field="day", remedy="give a later day", code="E-CAR-DAY")
    item = facts.item_record(fact)
    with transaction.atomic():
        ended = record_change(
            fact.worker, FactKind.ITEM, fact.data, valid_from=fact.valid_from, valid_to=day - ONE_DAY,
            contract=fact.contract, replaces=fact, user=user,
        )  # fmt: skip
        if to is not None:
            return [ended, give(to, item.details, day, None, user)]
        if spare:
            quarter_facts.record_car(fact.employer, of_the_car(item.details), day, None, user)
    return [ended]


def of_the_car(details: Mapping[str, str]) -> dict[str, str]:
    """What of a pay item's details is the car's own, without what only the worker's benefit asks for."""
    return {name: value for name, value in details.items() if name in (*DETAILS[CAR], "catalogue_value")}


def _require_free(contract: Contract, since: dt.date, until: dt.date | None) -> None:
    cars = facts.known_facts(contract.employer).filter(contract=contract, kind=FactKind.ITEM, data__kind=KIND)
    met = cars.filter(Q(valid_to=None) | Q(valid_to__gte=since))
    if (met if until is None else met.filter(valid_from__lte=until)).exists():
        raise InputError(
            "this contract has a car already", field="contract", remedy="end that one first", code="E-CAR-BUSY"
        )
