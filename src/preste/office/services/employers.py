"""An employer is created and changed; what changed, from what to what, stays in the audit trail."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction
from django_scopes import scope

from preste.calendar import Month
from preste.errors import PresteError
from preste.office.accounts.models import User
from preste.office.services import audit, employer_facts
from preste.office.services.dossiers import employer_record
from preste.office.store.models import (
    Affiliation,
    BankAccount,
    Employer,
    Establishment,
    Fact,
    FactKind,
    PayRun,
    RunKind,
)
from preste.records import Employer as EmployerRecord

OWN = (
    "name",
    "street",
    "postcode",
    "city",
    "country",
    "enterprise_number",
    "onss_number",
    "category",
    "joint_committee",
    "other_committees",
    "workers_count",
    "language",
    "bic",
    "payday",
    "cut_off_day",
    "begins",
)
"""What stands in the employer's own row besides its account."""
UNIT = ("number", "name", "street", "postcode", "city", "country")


class EmployerError(PresteError):
    """The employer cannot be written so."""

    code = "E-EMPLOYER"


@dataclass(frozen=True)
class EmployerData:
    """All that is written of an employer at once.

    `own` holds the values of `OWN`; `iban` the main account, `accounts` the others as (label, IBAN);
    `since` is the month from which what decides pay holds, by default the first that is not validated;
    `units` the establishment units, each with the values of `UNIT`; `affiliations` name and number by kind;
    `closure_fund` the letter of the Closure Fund.
    """

    own: Mapping[str, Any]
    iban: str = ""
    accounts: Sequence[tuple[str, str]] = ()
    units: Sequence[Mapping[str, str]] = ()
    affiliations: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    since: Month | None = None
    closure_fund: str = ""


def create_employer(data: EmployerData, user: User) -> Employer:
    """A new employer, whole or not at all. Raises EmployerError when the enterprise is there already."""
    with transaction.atomic():
        _require_new(data)
        employer = Employer.objects.create(iban=data.iban, **data.own)
        with scope(employer=employer):
            _write_details(employer, data)
            audit.record(employer, user, "employer.created", str(employer.pk))
            employer_facts.tell_letter(employer, data.closure_fund, None, user)
    return employer


def change_employer(employer: Employer, data: EmployerData, user: User) -> bool:
    """Write an employer anew; whether anything changed. The trail tells old and new, but of accounts only that.

    Raises EmployerError when a unit is left out where somebody works.
    """
    with transaction.atomic():
        audit.lock(employer.pk)
        employer = Employer.objects.select_for_update().get(pk=employer.pk)
        _require_places_kept(employer, data)
        before = snapshot(employer)
        changes = _changes(before, data)
        accounts = _accounts(before) != (data.iban, sorted(data.accounts))
        letter = employer_facts.tell_letter(employer, data.closure_fund, data.since, user)
        if not changes and not accounts:
            return letter
        employer_facts.change(employer, before.own, data.own, data.since, user)
        for name, value in data.own.items():
            setattr(employer, name, value)
        employer.iban = data.iban
        employer.save()
        _write_details(employer, data)
        if changes:
            since = {"since": str(data.since)} if data.since else {}
            audit.record(employer, user, "employer.changed", str(employer.pk), **changes, **since)
        if accounts:
            audit.record(employer, user, "employer.account_changed", str(employer.pk), main=before.iban != data.iban)
    return True


def late_months(employer: Employer, was: EmployerRecord) -> list[Month]:
    """The validated months whose pay or contributions rest on something else of the employer than `was` said."""
    runs = PayRun.objects.filter(employer=employer, kind=RunKind.REGULAR).exclude(hash="").order_by("month")
    closed = [Month.parse(month) for month in runs.values_list("month", flat=True)]
    now = employer_record(Employer.objects.get(pk=employer.pk))
    return employer_facts.paid_otherwise(was, now, closed)


def snapshot(employer: Employer) -> EmployerData:
    """An employer as it stands, in the form in which it is written."""
    return EmployerData(
        own={name: getattr(employer, name) for name in OWN},
        iban=employer.iban,
        accounts=[(a.label, a.iban) for a in BankAccount.objects.filter(employer=employer)],
        units=list(Establishment.objects.filter(employer=employer).values(*UNIT)),
        affiliations={a.kind: (a.name, a.number) for a in Affiliation.objects.filter(employer=employer)},
        closure_fund=employer_facts.letter(employer),
    )


def _accounts(data: EmployerData) -> tuple[str, list[tuple[str, str]]]:
    return data.iban, sorted(data.accounts)


def _require_new(data: EmployerData) -> None:
    """Asked of the bureau alone, at creation: what an officer types must not tell them who else is here."""
    if Employer.objects.filter(enterprise_number=data.own["enterprise_number"]).exists():
        raise EmployerError(
            "an employer has this enterprise number already", field="enterprise_number", code="E-EMPLOYER-TWICE"
        )


def _require_places_kept(employer: Employer, data: EmployerData) -> None:
    left = {unit["number"] for unit in data.units}
    gone = Establishment.objects.filter(employer=employer).exclude(number__in=left).values_list("number", flat=True)
    used = Fact.objects.filter(
        employer=employer, kind=FactKind.CONTRACT, superseded_at__isnull=True, data__establishment__in=list(gone)
    )
    if used.exists():
        raise EmployerError("somebody works in a unit that was left out", code="E-EMPLOYER-UNIT")


def _changes(before: EmployerData, after: EmployerData) -> dict[str, list[Any]]:
    changes = {
        name: [before.own[name], value] for name, value in after.own.items() if before.own[name] != value
    }  # fmt: skip
    units = [{unit["number"]: [unit[n] for n in UNIT[1:]] for unit in data.units} for data in (before, after)]
    affiliations = [{kind: list(one) for kind, one in data.affiliations.items()} for data in (before, after)]
    for name, (old, new) in (("establishments", units), ("affiliations", affiliations)):
        if old != new:
            changes[name] = [_apart(old, new), _apart(new, old)]
    return changes


def _apart(one: Mapping[str, Any], other: Mapping[str, Any]) -> dict[str, Any]:
    """What one says that the other does not."""
    return {key: value for key, value in one.items() if other.get(key) != value}


def _write_details(employer: Employer, data: EmployerData) -> None:
    numbers = [unit["number"] for unit in data.units]
    Establishment.objects.filter(employer=employer).exclude(number__in=numbers).delete()
    for unit in data.units:
        Establishment.objects.update_or_create(employer=employer, number=unit["number"], defaults=dict(unit))
    Affiliation.objects.filter(employer=employer).exclude(kind__in=list(data.affiliations)).delete()
    for kind, (name, number) in data.affiliations.items():
        values = {"name": name, "number": number}
        Affiliation.objects.update_or_create(employer=employer, kind=kind, defaults=values)
    BankAccount.objects.filter(employer=employer).delete()
    BankAccount.objects.bulk_create(
        BankAccount(employer=employer, label=label, iban=iban) for label, iban in data.accounts
    )
