"""The audit trail: every act and every reading of somebody's pay, chained by hash."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Sequence
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from preste.office.accounts.models import AccountEvent, User
from preste.office.store.models import AuditEvent, Employer

FIRST = "0" * 64


def lock(employer_id: UUID) -> None:
    """Hold an employer until the transaction ends: acts that write about it come one after another.

    Taken before any other row is touched, so that two acts never wait for each other.
    """
    Employer.objects.select_for_update(no_key=True).get(pk=employer_id)


def record(employer: Employer, user: User | None, action: str, subject: str, **details: Any) -> AuditEvent:
    """Add an event to an employer's trail. `details` must hold no national number, account or pay."""
    with transaction.atomic():
        lock(employer.pk)
        last = AuditEvent.objects.filter(employer=employer).order_by("-id").first()
        event = AuditEvent(
            employer=employer,
            at=timezone.now(),
            user=user,
            action=action,
            subject=subject,
            details=details,
            previous_hash=last.hash if last else FIRST,
        )
        event.hash = digest(event)
        event.save(force_insert=True)
    return event


def digest(event: AuditEvent | AccountEvent) -> str:
    """The hash of an event's content and of the one before."""
    content = [
        event.previous_hash,
        str(event.employer_id),
        event.at.isoformat(),
        str(event.user_id or ""),
        event.action,
        event.subject,
        event.details,
    ]
    return hashlib.sha256(json.dumps(content, sort_keys=True, ensure_ascii=False).encode()).hexdigest()


VERIFIED = "audit.verified"


def broken_events(employer: Employer) -> list[int]:
    """The ids of events that were changed, or before which one is missing: the whole trail is read."""
    return _broken(FIRST, AuditEvent.objects.filter(employer=employer).order_by("id").iterator())


def broken_among(shown: Sequence[AuditEvent]) -> list[int]:
    """The same of consecutive events of one employer alone, and of the link to the one before them."""
    if not shown:
        return []
    events = sorted(shown, key=lambda event: event.pk)
    before = AuditEvent.objects.filter(employer=events[0].employer_id, pk__lt=events[0].pk).order_by("-id").first()
    return _broken(before.hash if before else FIRST, events)


def _broken(previous: str, events: Iterable[AuditEvent]) -> list[int]:
    broken = []
    for event in events:
        if event.previous_hash != previous or event.hash != digest(event):
            broken.append(event.pk)
        previous = event.hash
    return broken


def verify(employer: Employer, user: User) -> list[int]:
    """Read the whole trail again, write down that it was done and what was found, and give the broken events."""
    broken = broken_events(employer)
    events = AuditEvent.objects.filter(employer=employer).count()
    record(employer, user, VERIFIED, str(employer.pk), events=events, broken=len(broken))
    return broken


def last_verified(employer: Employer) -> AuditEvent | None:
    """The last time that somebody had the whole trail read again."""
    found = AuditEvent.objects.filter(employer=employer, action=VERIFIED).select_related("user")
    return found.order_by("-id").first()
