"""What only the employer knows of a quarter: stored facts become what `preste.payroll.quarter` asks for.

Facts and choices are dated their quarter, cars without a driver and situations run from a day on, so that nobody types
them again. Nothing is changed in place: a correction supersedes, and a former moment reads what was believed then.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import asdict, fields
from typing import Any
from uuid import uuid4

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from preste.belgium.quarter.reductions import Situation
from preste.calendar import ONE_DAY, Quarter
from preste.errors import DossierError, InputError, PresteError
from preste.money import text
from preste.office.accounts.models import User
from preste.office.services import audit, facts
from preste.office.services.changes import ChangeError
from preste.office.store.models import Contract, Employer, FactKind, QuarterFact, QuarterFactKind
from preste.payroll.items import emission_facts
from preste.payroll.quarter import GivenFact, Rights, ToldQuarter
from preste.payroll.quarter.cars import plate_of
from preste.payroll.quarter.given import CAR, DETAILS, car_item, given_problems

_SITUATION_DATES = ("hired", "working_time_since")


# ── read ───────────────────────────────────────────────────────────────────────────────────


def given(employer: Employer, quarter: Quarter, known_at: dt.datetime | None = None) -> tuple[GivenFact, ...]:
    """The facts of a quarter as they were known at a moment, by default now; cars without a driver are among them."""
    found = [
        given_record(one) for one in known(employer, QuarterFactKind.GIVEN, known_at).filter(valid_from=quarter.first)
    ]
    return (*found, *_spare_cars(employer, quarter, known_at))


def rights(employer: Employer, quarter: Quarter, known_at: dt.datetime | None = None) -> Rights:
    """The situations and choices of a quarter by contract, as they were known at a moment; by default now."""
    chosen = known(employer, QuarterFactKind.CHOICE, known_at).filter(valid_from=quarter.first)
    return Rights(
        situations=situations(employer, quarter, known_at),
        chosen={one.contract.reference: one.data["code"] or None for one in chosen if one.contract is not None},
    )


def situations(employer: Employer, quarter: Quarter, known_at: dt.datetime | None = None) -> dict[str, Situation]:
    """The situation of each contract of which one is told in the quarter; the last to begin speaks for it."""
    told = facts.known_facts(employer, known_at).filter(kind=FactKind.SITUATION, valid_from__lte=quarter.last)
    told = told.filter(Q(valid_to=None) | Q(valid_to__gte=quarter.first)).select_related("contract")
    return {
        one.contract.reference: situation_record(one.data)
        for one in told.order_by("valid_from", "recorded_at")
        if one.contract is not None
    }


def known(employer: Employer, kind: QuarterFactKind, known_at: dt.datetime | None = None) -> QuerySet[QuarterFact]:
    """The facts of a kind as they were believed at a moment, by default now, in the order in which they were told."""
    told = QuarterFact.objects.filter(employer=employer, kind=kind).select_related("contract")
    if known_at is None:
        told = told.filter(superseded_at__isnull=True)
    else:
        told = told.filter(recorded_at__lte=known_at).exclude(superseded_at__lte=known_at)
    return told.order_by("recorded_at", "id")


def changed_since(employer: Employer, quarter: Quarter, moment: dt.datetime | None) -> bool:
    """Whether something told for a quarter was recorded or given up after a moment; situations are facts apart."""
    late = Q(recorded_at__gt=moment) | Q(superseded_at__gt=moment)
    holds = Q(valid_to=None) | Q(valid_to__gte=quarter.first)
    return QuarterFact.objects.filter(late, holds, employer=employer, valid_from__lte=quarter.last).exists()


def given_record(fact: QuarterFact) -> GivenFact:
    """The fact of a quarter that a row tells."""
    reference = fact.contract.reference if fact.contract is not None else ""
    data = fact.data
    return GivenFact(contract=reference, code=data["code"], amount=data["amount"], details=data["details"])


def situation_data(situation: Situation) -> dict[str, Any]:
    """A situation's own fields, dates as texts; what is as usual is left out."""
    usual = asdict(Situation())
    told = {name: value for name, value in asdict(situation).items() if value != usual[name]}
    return told | {name: told[name].isoformat() for name in _SITUATION_DATES if name in told}


def situation_record(data: Mapping[str, Any]) -> Situation:
    """The situation that a fact's data tell."""
    dates = {name: dt.date.fromisoformat(data[name]) for name in _SITUATION_DATES if data.get(name)}
    return Situation(**({one.name: data[one.name] for one in fields(Situation) if one.name in data} | dates))


def _spare_cars(employer: Employer, quarter: Quarter, known_at: dt.datetime | None) -> list[GivenFact]:
    """The cars that nobody has as a pay item, with the months of the quarter in which nobody has them."""
    there = known(employer, QuarterFactKind.CAR, known_at).filter(valid_from__lte=quarter.last)
    cars = list(there.filter(Q(valid_to=None) | Q(valid_to__gte=quarter.first)))
    if not cars:
        return []
    items = facts.known_facts(employer, known_at).filter(kind=FactKind.ITEM, data__kind="company_car")
    driven = [(plate_of(one.data["details"]), one.valid_from, one.valid_to) for one in items]
    found = []
    for one in cars:
        details, plate = one.data["details"], plate_of(one.data["details"])
        spans = [(since, until) for of, since, until in driven if of == plate]
        months = sum(
            _meets(one.valid_from, one.valid_to, month.first, month.last)
            and not any(_meets(since, until, month.first, month.last) for since, until in spans)
            for month in quarter.months
        )
        if months:
            told = {name: value for name, value in details.items() if name in DETAILS[CAR]} | {"months": str(months)}
            found.append(GivenFact(contract="", code=CAR, amount=0, details=told))
    return found


def _meets(since: dt.date, until: dt.date | None, first: dt.date, last: dt.date) -> bool:
    return since <= last and (until is None or first <= until)


# ── write ──────────────────────────────────────────────────────────────────────────────────


def record_given(
    employer: Employer, quarter: Quarter, fact: GivenFact, user: User | None, replaces: QuarterFact | None = None
) -> QuarterFact:
    """Write down a fact of a quarter, or its correction. Raises DossierError with everything wrong."""
    contract = Contract.objects.filter(employer=employer, reference=fact.contract).first() if fact.contract else None
    cells = {
        "contract": fact.contract,
        "code": fact.code,
        "amount": text(fact.amount),
        "details": " ".join(f"{name}={value}" for name, value in fact.details.items()),
    }
    wrong: list[PresteError] = list(given_problems(cells, [contract.reference] if contract else []))
    if wrong:
        raise DossierError(f"{len(wrong)} errors in a fact of {quarter}", wrong)
    data = {"code": fact.code, "amount": fact.amount, "details": dict(fact.details)}
    dates = quarter.first, quarter.last
    return _record(employer, QuarterFactKind.GIVEN, data, dates, user, contract=contract, replaces=replaces)


def choose(employer: Employer, quarter: Quarter, contract: Contract, code: str | None, user: User | None) -> bool:
    """Write down the reduction wanted on a contract's occupations of a quarter, "" for no target group, None for the
    best one; whether that changes anything."""
    with transaction.atomic():
        audit.lock(employer.pk)
        was = known(employer, QuarterFactKind.CHOICE).filter(contract=contract, valid_from=quarter.first).first()
        if (None if was is None else was.data["code"]) == code:
            return False
        if code is None and was is not None:
            withdraw(was, user)
        else:
            dates = quarter.first, quarter.last
            _record(
                employer, QuarterFactKind.CHOICE, {"code": code}, dates, user, contract=contract, replaces=was
            )  # fmt: skip
    return True


def record_car(
    employer: Employer, details: Mapping[str, str], since: dt.date, until: dt.date | None, user: User | None,
    replaces: QuarterFact | None = None,
) -> QuarterFact:  # fmt: skip
    """Write down a car that nobody has as a pay item of their own, or its correction or end. Raises InputError."""
    emission_facts(car_item(details))
    if not plate_of(details):
        raise InputError("a car without a driver needs its plate", field="plate", remedy="give its plate", code="E-CAR")
    others = known(employer, QuarterFactKind.CAR).filter(Q(valid_to=None) | Q(valid_to__gte=since))
    for one in others.exclude(pk=replaces.pk) if replaces is not None else others:
        if plate_of(one.data["details"]) == plate_of(details) and _meets(
            one.valid_from, one.valid_to, since, until or dt.date.max
        ):
            raise InputError("this car is there already", field="plate", remedy="correct that one", code="E-CAR-TWICE")
    data = {"details": dict(details)}
    return _record(employer, QuarterFactKind.CAR, data, (since, until), user, replaces=replaces)


def withdraw(fact: QuarterFact, user: User | None) -> None:
    """Give up a fact that is no longer believed; it stays visible. Raises ChangeError when it already is."""
    with transaction.atomic():
        audit.lock(fact.employer_id)
        _require_known(fact)
        fact.superseded_at = timezone.now()
        fact.save(update_fields=["superseded_at"])
        audit.record(fact.employer, user, f"quarter.{fact.kind}.withdrawn", str(fact.pk), quarter=_quarter_of(fact))


def _record(
    employer: Employer, kind: QuarterFactKind, data: dict[str, Any], dates: tuple[dt.date, dt.date | None],
    user: User | None, *, contract: Contract | None = None, replaces: QuarterFact | None = None,
) -> QuarterFact:  # fmt: skip
    now = timezone.now()
    made = QuarterFact(
        pk=uuid4(), employer=employer, contract=contract, kind=kind, valid_from=dates[0], valid_to=dates[1], data=data,
        recorded_at=now, recorded_by=user,
    )  # fmt: skip
    with transaction.atomic():
        audit.lock(employer.pk)
        if replaces is not None:
            _require_known(replaces)
            replaces.superseded_at, replaces.superseded_by_id = now, made.pk
            replaces.save(update_fields=["superseded_at", "superseded_by"])
        made.save(force_insert=True)
        told = {"contract": str(contract.pk)} if contract else {}
        audit.record(
            employer, user, f"quarter.{kind.value}.recorded", str(made.pk), quarter=_quarter_of(made),
            code=data.get("code", ""), replaces=str(replaces.pk) if replaces else "", **told,
        )  # fmt: skip
    return made


def _quarter_of(fact: QuarterFact) -> str:
    return f"{fact.valid_from.year}-{(fact.valid_from.month + 2) // 3}"


def _require_known(fact: QuarterFact) -> None:
    if QuarterFact.objects.select_for_update().get(pk=fact.pk).superseded_at is not None:
        raise ChangeError("this was changed meanwhile", remedy="read the page again, then make the change")


# ── from a folder ──────────────────────────────────────────────────────────────────────────


def import_quarters(employer: Employer, told: Mapping[Quarter, ToldQuarter], user: User | None) -> None:
    """Bring into the store what a dossier folder tells of its quarters. A situation that goes on is one fact."""
    contracts = {one.reference: one for one in Contract.objects.filter(employer=employer).select_related("worker")}
    for quarter, one in told.items():
        for fact in one.given:
            record_given(employer, quarter, fact, user)
        for reference, code in one.rights.chosen.items():
            choose(employer, quarter, contracts[reference], code or "", user)
    for reference, contract in contracts.items():
        _import_situations(contract, told, reference, user)


def _import_situations(
    contract: Contract, told: Mapping[Quarter, ToldQuarter], reference: str, user: User | None
) -> None:
    spans: list[tuple[dt.date, dt.date, Situation]] = []
    for quarter in sorted(told):
        situation = told[quarter].rights.situations.get(reference)
        if situation is None:
            continue
        if spans and spans[-1][2] == situation and spans[-1][1] + ONE_DAY == quarter.first:
            spans[-1] = spans[-1][0], quarter.last, situation
        else:
            spans.append((quarter.first, quarter.last, situation))
    for first, last, situation in spans:
        facts.record_fact(
            contract.worker, FactKind.SITUATION, situation_data(situation), valid_from=first, valid_to=last,
            contract=contract, user=user,
        )  # fmt: skip
