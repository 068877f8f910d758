"""The workers declared by quarter before the first month computed here, which rights of first hires rest on.

They are facts of the employer, dated the first day of their quarter, which the file of first hires reads.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

from django.db import transaction
from django.utils import timezone

from preste.calendar import Month
from preste.office.accounts.models import User
from preste.office.services import audit
from preste.office.store.models import Employer, EmployerFact

HEADCOUNT = "headcount"
"""The field of an employer's facts."""


def quarter_of(month: Month) -> str:
    """The quarter of a month: 2026-Q1."""
    return f"{month.year}-Q{month.quarter}"


def first_month(quarter: str) -> Month:
    """The first month of a quarter as `quarter_of` writes it."""
    year, _mark, number = quarter.partition("-Q")
    return Month(int(year), 3 * int(number) - 2)


def quarters_before(month: Month, years: int = 2) -> list[str]:
    """The quarters from the January so many years before a month's own up to the one of the month before it."""
    found, one = [], Month(month.year - years, 1)
    while one < month:
        found.append(quarter_of(one))
        one = one.plus(3)
    return found


def known(employer: Employer, known_at: dt.datetime | None = None) -> dict[str, int]:
    """The workers declared, by quarter, in order, as it was believed at a moment; by default now."""
    found = EmployerFact.objects.filter(employer=employer, field=HEADCOUNT)
    if known_at is None:
        found = found.filter(superseded_at__isnull=True)
    else:
        found = found.filter(recorded_at__lte=known_at).exclude(superseded_at__lte=known_at)
    return {
        quarter_of(Month(one.valid_from.year, one.valid_from.month)): one.value for one in found.order_by("valid_from")
    }


def record(employer: Employer, told: Mapping[str, int | None], user: User | None) -> int:
    """Write down the workers of some quarters, None for one that is not known; how many change."""
    with transaction.atomic():
        audit.lock(employer.pk)
        was, now = known(employer), timezone.now()
        changed = {quarter: workers for quarter, workers in told.items() if was.get(quarter) != workers}
        for quarter, workers in changed.items():
            day = first_month(quarter).first
            rows = EmployerFact.objects.filter(employer=employer, field=HEADCOUNT, superseded_at__isnull=True)
            rows.filter(valid_from=day).update(superseded_at=now)
            if workers is not None:
                EmployerFact.objects.create(
                    employer=employer, field=HEADCOUNT, value=workers, valid_from=day, recorded_at=now,
                    recorded_by=user,
                )  # fmt: skip
        if changed:
            audit.record(employer, user, "employer.headcount", str(employer.pk), **changed)
    return len(changed)
