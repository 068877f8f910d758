"""From when an employer's Dimona are followed here: as somebody said, else as its first month or its arrival tells."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from uuid import UUID

from django.db import transaction
from django.db.models import Min
from django.utils import timezone

from preste.calendar import Month
from preste.errors import InputError
from preste.office.accounts.models import User
from preste.office.services import audit
from preste.office.services.employer_facts import ALWAYS, FOLLOWED
from preste.office.store.models import Employer, EmployerFact, PayRun, RunKind


def followed_since(employers: Sequence[Employer]) -> dict[UUID, dt.date]:
    """From when each employer's Dimona are followed here: as it was said, else the first month opened or taken over,
    else its arrival."""
    runs = PayRun.objects.filter(employer__in=employers, kind=RunKind.REGULAR)
    opened = dict(runs.order_by().values_list("employer").annotate(Min("month")))
    said = dict(_said(employers))
    found = {}
    for one in employers:
        month = opened.get(one.pk) or one.begins
        by_itself = Month.parse(month).first if month else one.created_at.date().replace(day=1)
        found[one.pk] = dt.date.fromisoformat(said[one.pk]) if said.get(one.pk) else by_itself
    return found


def is_said(employer: Employer) -> bool:
    """Whether somebody said from when; else it follows from the months."""
    return any(day for _employer, day in _said([employer]))


def follow_from(employer: Employer, day: dt.date | None, today: dt.date, user: User | None) -> None:
    """Write down from when Dimona are followed here; None: as the months tell again. What was said before stays.

    Raises InputError: the day is still to come, and what begins before it would be taken as declared elsewhere.
    """
    if day is not None and day > today:
        raise InputError("the day is still to come", field="day", code="E-DIMONA-FOLLOW")
    with transaction.atomic():
        audit.lock(employer.pk)
        was = followed_since([employer])[employer.pk]
        now = timezone.now()
        known = EmployerFact.objects.filter(employer=employer, field=FOLLOWED, superseded_at__isnull=True)
        known.update(superseded_at=now)
        EmployerFact.objects.create(
            employer=employer,
            field=FOLLOWED,
            value=day.isoformat() if day is not None else "",
            valid_from=ALWAYS,
            recorded_at=now,
            recorded_by=user,
        )
        told = {"was": was.isoformat(), "since": followed_since([employer])[employer.pk].isoformat()}
        audit.record(employer, user, "dimona.followed", str(employer.pk), **told)


def changes(employer: Employer) -> list[EmployerFact]:
    """What was said before and is said now, the latest first, each with its moment and its author."""
    rows = EmployerFact.objects.filter(employer=employer, field=FOLLOWED).select_related("recorded_by")
    return list(rows.order_by("-recorded_at"))


def _said(employers: Sequence[Employer]) -> list[tuple[UUID, str]]:
    rows = EmployerFact.objects.filter(employer__in=employers, field=FOLLOWED, superseded_at__isnull=True)
    return [(employer, str(value)) for employer, value in rows.values_list("employer", "value")]
