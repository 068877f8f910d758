"""Somebody is taken on: worker, identity, household, contract and first terms, all of it or nothing.

Also: another contract for somebody known, its data put right, and a national number or birth date typed wrong.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db import transaction

from preste.errors import PresteError
from preste.ids import niss
from preste.office.accounts.models import User
from preste.office.services import audit, facts
from preste.office.services.changes import record_change
from preste.office.store.models import Contract, Employer, Fact, FactKind, PayRun, Worker
from preste.office.store.secret import lookup_hash


class HiringError(PresteError):
    """The person or the contract cannot be written so; `worker` is who has the number already."""

    code = "E-HIRING"

    def __init__(self, message: str, *, worker: Worker | None = None, **more: str) -> None:
        self.worker = worker
        super().__init__(message, **more)


@dataclass(frozen=True)
class Person:
    """Who is taken on. `identity` and `household` are the data of their facts."""

    number: str
    niss: str
    birth_date: dt.date
    sex: str
    identity: Mapping[str, Any]
    iban: str
    household: Mapping[str, Any]


@dataclass(frozen=True)
class Engagement:
    """A contract: its dates, the data of its fact, and the data of its first terms."""

    start: dt.date
    end: dt.date | None
    contract: Mapping[str, Any]
    terms: Mapping[str, Any]


def check_person(number: str, birth_date: dt.date, sex: str) -> str:
    """The digits of a national number that agrees with birth date and sex. Raises IdentifierError or HiringError."""
    number = niss.validate(number, birth_date=birth_date)
    carried = niss.sex(number)
    if carried is not None and sex in ("F", "M") and sex != carried:
        raise HiringError("the number is that of the other sex", field="sex", code="E-NISS-SEX")
    return number


def worker_with(employer: Employer, number: str) -> Worker | None:
    """The worker of the employer who has that national number."""
    return Worker.objects.filter(employer=employer, niss_hash=lookup_hash(number)).first()


def hire(employer: Employer, person: Person, engagement: Engagement, user: User) -> Contract:
    """A new worker with a first contract.

    Raises HiringError when the national number or the matricule is taken, IdentifierError when the number does not
    agree with the birth date; then nothing is written.
    """
    with transaction.atomic():
        Employer.objects.select_for_update().get(pk=employer.pk)
        number = check_person(person.niss, person.birth_date, person.sex)
        _require_unknown(employer, number, person.number)
        worker = Worker.objects.create(
            employer=employer, number=person.number, niss=number, birth_date=person.birth_date, sex=person.sex
        )
        facts.record_fact(
            worker,
            FactKind.IDENTITY,
            dict(person.identity),
            valid_from=person.birth_date,
            secret={"iban": person.iban},
            user=user,
        )
        since = engagement.start.replace(day=1)
        facts.record_fact(worker, FactKind.HOUSEHOLD, dict(person.household), valid_from=since, user=user)
        audit.record(employer, user, "worker.created", str(worker.pk), number=person.number)
        return engage(worker, engagement, user)


def engage(worker: Worker, engagement: Engagement, user: User) -> Contract:
    """A new contract of somebody known, with its first terms."""
    with transaction.atomic():
        Employer.objects.select_for_update().get(pk=worker.employer_id)
        contract = Contract.objects.create(
            employer_id=worker.employer_id, worker=worker, reference=_reference(worker)
        )  # fmt: skip
        facts.record_fact(
            worker,
            FactKind.CONTRACT,
            dict(engagement.contract),
            valid_from=engagement.start,
            valid_to=engagement.end,
            contract=contract,
            user=user,
        )
        facts.record_fact(
            worker, FactKind.TERMS, dict(engagement.terms), valid_from=engagement.start, contract=contract, user=user
        )
        audit.record(worker.employer, user, "contract.created", str(worker.pk), reference=contract.reference)
    return contract


def next_number(employer: Employer) -> str:
    """The next matricule, one above the highest that is a number."""
    numbers = Worker.objects.filter(employer=employer).values_list("number", flat=True)
    return str(max((int(n) for n in numbers if n.isascii() and n.isdigit()), default=0) + 1)


def _reference(worker: Worker) -> str:
    """A reference that no contract of the employer has: "12-1", then "12-2"."""
    known = Contract.objects.filter(employer_id=worker.employer_id, reference__startswith=f"{worker.number}-")
    taken = set(known.values_list("reference", flat=True))
    return next(ref for i in range(1, len(taken) + 2) if (ref := f"{worker.number}-{i}") not in taken)


def _require_unknown(employer: Employer, number: str, matricule: str, but: Worker | None = None) -> None:
    known = worker_with(employer, number)
    if known is not None and known != but:
        raise HiringError("a worker has this number already", field="niss", worker=known, code="E-NISS-TWICE")
    taken = Worker.objects.filter(employer=employer, number=matricule).first()
    if taken is not None and taken != but:
        raise HiringError("a worker has this matricule already", field="number", worker=taken, code="E-NUMBER-TWICE")


def correct_person(worker: Worker, number: str, birth_date: dt.date, sex: str, user: User) -> bool:
    """Put right a national number, birth date or sex that was typed wrong; whether anything changed.

    The trail says who did it, which of the three changed and how many validated months bear the former ones: those
    months stay as they were validated. Raises IdentifierError or HiringError as `hire` does.
    """
    with transaction.atomic():
        Employer.objects.select_for_update().get(pk=worker.employer_id)
        number = check_person(number, birth_date, sex)
        _require_unknown(worker.employer, number, worker.number, but=worker)
        changed = [
            name
            for name, new in (("niss", number), ("birth_date", birth_date), ("sex", sex))
            if getattr(worker, name) != new
        ]
        if not changed:
            return False
        _move_first_identity(worker, birth_date, user)
        worker.niss, worker.birth_date, worker.sex = number, birth_date, sex
        worker.save(update_fields=["niss", "niss_hash", "birth_date", "sex"])
        audit.record(
            worker.employer,
            user,
            "worker.corrected",
            str(worker.pk),
            changed=" ".join(changed),
            validated_months=validated_months(worker),
        )
    return True


def _move_first_identity(worker: Worker, birth_date: dt.date, user: User) -> None:
    """The identity that holds since birth holds since the corrected birth."""
    known = facts.known_facts(worker.employer).filter(worker=worker, kind=FactKind.IDENTITY)
    first: Fact | None = known.filter(valid_from=worker.birth_date).first()
    if first is not None and birth_date != worker.birth_date:
        later = first.valid_to
        facts.record_fact(
            worker,
            FactKind.IDENTITY,
            dict(first.data),
            valid_from=birth_date,
            valid_to=later,
            secret=facts.secret_of(first),
            replaces=first,
            user=user,
        )


def validated_months(worker: Worker) -> int:
    """In how many validated months the worker was paid."""
    return PayRun.objects.filter(payslips__contract__worker=worker).exclude(hash="").distinct().count()


def correct_contract(
    contract: Contract, data: Mapping[str, Any], start: dt.date, end: dt.date | None, user: User
) -> Fact:
    """Write the dates, status and other data of a contract anew; the former ones stay visible, superseded."""
    known = facts.known_facts(contract.employer).filter(contract=contract, kind=FactKind.CONTRACT)
    core: Fact = known.latest("recorded_at")
    return record_change(
        contract.worker,
        FactKind.CONTRACT,
        dict(core.data) | dict(data),
        valid_from=start,
        valid_to=end,
        contract=contract,
        replaces=core,
        user=user,
    )
