"""Facts and records: how what is stored becomes the records that pay is computed from, and back."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django_scopes import get_scope

from preste.calendar import Month
from preste.office.accounts.models import User
from preste.office.services import names
from preste.office.store.models import Contract, Employer, Fact, FactKind, Worker
from preste.payroll.takeover import TakenMonths
from preste.records import (
    Address,
    Day,
    DeclaredChildren,
    Elsewhere,
    Garnishment,
    HolidayCertificate,
    HolidayWork,
    HolidayYear,
    Household,
    Incapacity,
    Leaving,
    PayItem,
    Terms,
)
from preste.records import Contract as ContractRecord
from preste.records import Worker as WorkerRecord

_OPEN_START = dt.date(1900, 1, 1)


def record_fact(
    worker: Worker,
    kind: FactKind,
    data: dict[str, Any],
    *,
    valid_from: dt.date,
    valid_to: dt.date | None = None,
    contract: Contract | None = None,
    secret: dict[str, str] | None = None,
    replaces: Fact | None = None,
    user: User | None = None,
) -> Fact:
    """Write down a fact. With `replaces` the former one is superseded, never changed."""
    now = timezone.now()
    with transaction.atomic():
        fact = Fact.objects.create(
            employer_id=worker.employer_id,
            worker=worker,
            contract=contract,
            kind=kind,
            valid_from=valid_from,
            valid_to=valid_to,
            data=data,
            secret=json.dumps(secret) if secret else "",
            recorded_at=now,
            recorded_by=user,
        )
        if replaces is not None:
            replaces.superseded_at = now
            replaces.superseded_by = fact
            replaces.save(update_fields=["superseded_at", "superseded_by"])
        if kind == FactKind.IDENTITY:
            names.refresh(worker)
    return fact


def withdraw_fact(fact: Fact) -> None:
    """A fact that is no longer believed; it stays, with the moment it was given up."""
    fact.superseded_at = timezone.now()
    fact.save(update_fields=["superseded_at"])


def known_facts(employer: Employer, known_at: dt.datetime | None = None) -> QuerySet[Fact]:
    """The facts of an employer as they were believed at a moment; by default now.

    Where the scope is that employer already it is not asked for twice: SQLite would take the second condition for a
    narrower one, and read all that the employer has for the facts of a few workers.
    """
    facts = Fact.objects.all() if get_scope().get("employer") == employer else Fact.objects.filter(employer=employer)
    if known_at is None:
        return facts.filter(superseded_at__isnull=True)
    return facts.filter(recorded_at__lte=known_at).exclude(superseded_at__lte=known_at)


# ── records to data ────────────────────────────────────────────────────────────────────────


def identity_data(worker: WorkerRecord) -> tuple[dict[str, Any], dict[str, str]]:
    """The open and the secret part of an identity."""
    address = worker.address
    open_part = {
        "last_name": worker.last_name,
        "first_name": worker.first_name,
        "street": address.street,
        "postcode": address.postcode,
        "city": address.city,
        "country": address.country,
        "language": worker.language,
    }
    return open_part, {"iban": worker.iban}


def household_data(household: Household) -> dict[str, Any]:
    """A household's own fields."""
    names = (
        "situation",
        "children",
        "disabled_children",
        "other_dependants",
        "dependants_65_in_care",
        "worker_disabled",
        "spouse_disabled",
        "resident",
    )
    return {name: getattr(household, name) for name in names}


CONTRACT_DATES = ("next_employer_from", "employed_until", "article17_event", "restructuring_since")


def contract_data(contract: ContractRecord) -> dict[str, Any]:
    """What a contract says besides its dates, which are the fact's own."""
    names = (
        "status",
        "regime",
        "worker_code",
        "joint_committee",
        "establishment",
        "article17_sector",
        "student",
        "restructuring_right",
        "sport_bonus_right",
        "pensioner",
        "fixed_term",
        "holidays_after_end",
    )
    dates = {name: getattr(contract, name) for name in CONTRACT_DATES}
    data = {name: getattr(contract, name) for name in names} | {
        name: date.isoformat() if date else None for name, date in dates.items()
    }
    return data | ({"leaving": leaving_data(contract.leaving)} if contract.leaving is not None else {})


def leaving_data(leaving: Leaving) -> dict[str, Any]:
    """Why and by whom a contract was ended; `facts` are those that the act wrote, to take it back."""
    told = leaving.notified_on
    data = {"reason": leaving.reason, "by": leaving.by, "notified_on": told.isoformat() if told else None}
    return data | {"facts": []}


def terms_data(terms: Terms) -> dict[str, Any]:
    """The terms' own fields; amounts in cents, hours in hundredths."""
    names = (
        "pay_basis",
        "amount",
        "full_time_hours",
        "full_time_days",
        "function",
        "meal_voucher_value",
        "meal_voucher_worker",
        "meal_voucher_by_hours",
        "scale",
    )
    since = terms.scale_seniority_from
    return {name: getattr(terms, name) for name in names} | {
        "schedule": list(terms.schedule),
        "scale_seniority_from": since.isoformat() if since else None,
    }


def item_data(item: PayItem) -> dict[str, Any]:
    """A pay item's own fields."""
    return {name: getattr(item, name) for name in ("kind", "label", "amount", "quantity", "once", "details")}


def incapacity_data(one: Incapacity) -> dict[str, Any]:
    """What an incapacity says besides its first and last day, which are the fact's own."""
    days = {name: getattr(one, name) for name in _INCAPACITY_DAYS}
    return {
        "cause": one.cause,
        "certificate_waived": one.certificate_waived,
        "other_illness": one.other_illness,
        "partial_schedule": list(one.partial_schedule),
    } | {name: day.isoformat() if day else None for name, day in days.items()}


_INCAPACITY_DAYS = ("certificate", "partial_from", "partial_to")


def garnishment_data(claim: Garnishment) -> tuple[dict[str, Any], dict[str, str]]:
    """The open part of a creditor's claim, in cents, and the secret one: the account and the reference."""
    names = ("id", "kind", "creditor", "total", "monthly", "already_paid")
    open_part = {name: getattr(claim, name) for name in names} | {"notified_on": claim.notified_on.isoformat()}
    return open_part, {"iban": claim.iban, "reference": claim.reference}


def day_data(day: Day) -> dict[str, Any]:
    """What a day says besides its date."""
    data: dict[str, Any] = {"code": day.code, "hours": day.hours}
    if day.event:
        data |= {"event": day.event, "event_date": day.event_date.isoformat() if day.event_date else None}
    return data


def holiday_dates(year: int) -> tuple[dt.date, dt.date]:
    """The first and the last day of a year, which its holidays are dated with."""
    return dt.date(year, 1, 1), dt.date(year, 12, 31)


def holidays_data(known: HolidayYear) -> dict[str, Any]:
    """What is known of a year's holidays, besides the year, which is the fact's own."""
    data = asdict(known)
    del data["year"]
    return data | {name: list(data[name]) for name in ("work", "certificates")}


# ── data to records ────────────────────────────────────────────────────────────────────────


def _dated(fact: Fact) -> dict[str, Any]:
    return {"valid_from": fact.valid_from, "valid_to": fact.valid_to, "known_since": fact.recorded_at.date()}


def contract_fields(data: Mapping[str, Any]) -> dict[str, Any]:
    """The fields of a contract that its fact tells, besides its dates."""
    dates = {name: data.get(name) for name in CONTRACT_DATES}
    fields = dict(data) | {name: dt.date.fromisoformat(told) if told else None for name, told in dates.items()}
    if told := data.get("leaving"):
        day = told["notified_on"]
        fields["leaving"] = Leaving(
            reason=told["reason"], by=told["by"], notified_on=dt.date.fromisoformat(day) if day else None
        )
    return fields


def day_record(date: dt.date, data: Mapping[str, Any]) -> Day:
    """The day a fact tells."""
    if when := data.get("event_date"):
        data = dict(data) | {"event_date": dt.date.fromisoformat(when)}
    return Day(date=date, **data)


def holidays_record(fact: Fact) -> HolidayYear:
    """The holidays of a year that a fact tells."""
    data = dict(fact.data)
    data |= {
        "work": tuple(HolidayWork(**one) for one in data["work"]),
        "certificates": tuple(HolidayCertificate(**one) for one in data["certificates"]),
    }
    return HolidayYear(year=fact.valid_from.year, **data)


def taken_record(fact: Fact, reference: str) -> TakenMonths:
    """The months of a contract that another payroll office computed, as a fact tells them."""
    last = fact.valid_to or fact.valid_from
    first, until = (Month(day.year, day.month) for day in (fact.valid_from, last))
    return TakenMonths(reference, first, until, dict(fact.data))


def household_record(fact: Fact) -> Household:
    """The household a fact tells."""
    return Household(**_dated(fact), **fact.data)


def terms_record(fact: Fact) -> Terms:
    """The terms a fact tells."""
    data = dict(fact.data)
    since = data.get("scale_seniority_from")
    data |= {
        "schedule": tuple(data["schedule"]),
        "scale_seniority_from": dt.date.fromisoformat(since) if since else None,
    }
    return Terms(**_dated(fact), **data)


def item_record(fact: Fact) -> PayItem:
    """The pay item a fact tells."""
    return PayItem(**_dated(fact), **fact.data)


def incapacity_record(fact: Fact) -> Incapacity:
    """The incapacity a fact tells."""
    data = dict(fact.data)
    data |= {name: dt.date.fromisoformat(data[name]) if data[name] else None for name in _INCAPACITY_DAYS}
    data |= {"partial_schedule": tuple(data["partial_schedule"])}
    return Incapacity(start=fact.valid_from, end=fact.valid_to or fact.valid_from, **data)


def garnishment_record(fact: Fact) -> Garnishment:
    """The creditor's claim a fact tells."""
    data: dict[str, Any] = fact.data | secret_of(fact)
    return Garnishment(**_dated(fact), **(data | {"notified_on": dt.date.fromisoformat(data["notified_on"])}))


def elsewhere_data(told: Elsewhere) -> dict[str, Any]:
    """What was used elsewhere, besides its day."""
    return {"kind": told.kind, "used": told.used, "quarter": told.quarter}


def elsewhere_record(fact: Fact) -> Elsewhere:
    """What was used elsewhere, as a fact tells it."""
    return Elsewhere(**_dated(fact), **fact.data)


def declared_record(fact: Fact) -> DeclaredChildren:
    """The children declared for garnishment that a fact tells."""
    return DeclaredChildren(**_dated(fact), **fact.data)


def secret_of(fact: Fact) -> dict[str, str]:
    """The secret part of a fact: the account of an identity; that of a creditor, and the reference to give there."""
    found: dict[str, str] = json.loads(fact.secret) if fact.secret else {}
    return found


def holding(identities: list[Fact], day: dt.date) -> Fact:
    """The identity that holds on a day, else the latest one."""
    found = [f for f in identities if f.valid_from <= day and (f.valid_to is None or day <= f.valid_to)]
    return max(found or identities, key=lambda f: f.valid_from)


def worker_record(worker: Worker, identities: list[Fact], day: dt.date) -> WorkerRecord:
    """A worker as known for a day: the identity that holds then, else the nearest one."""
    data = holding(identities, day).data
    return WorkerRecord(
        id=str(worker.pk),
        number=worker.number,
        last_name=data["last_name"],
        first_name=data["first_name"],
        niss=worker.niss,
        birth_date=worker.birth_date,
        sex=worker.sex,  # type: ignore[arg-type]
        address=Address(
            street=data["street"], postcode=data["postcode"], city=data["city"], country=data.get("country", "BE")
        ),
        language=data.get("language", "fr"),
        iban=iban_on(identities, day),
    )


def iban_on(identities: list[Fact], day: dt.date) -> str:
    """The account a worker is paid on, as known for a day; empty when there is none."""
    if not identities:
        return ""
    return secret_of(holding(identities, day)).get("iban", "")
