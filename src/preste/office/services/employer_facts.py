"""What of an employer decides pay, by date: ONSS category, joint committee, number of workers, pay day.

Like a worker's facts, each holds from a day on, is known since a moment, and is never changed, only superseded. The
employer's own row says what was written last. An employer of whom nothing was ever changed has always been as its row
says, and has no fact at all.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import Any

from django.utils import timezone

from preste.calendar import Month
from preste.office.accounts.models import User
from preste.office.store.models import Employer, EmployerFact, PayRun, RunKind
from preste.payroll.month import size_of
from preste.records import Employer as EmployerRecord
from preste.records import EmployerTerms

DATED = ("category", "joint_committee", "workers_count", "payday")
ALWAYS = dt.date(1900, 1, 1)


def read(employer: Employer) -> list[EmployerFact]:
    """Every fact of an employer, superseded ones too."""
    return list(EmployerFact.objects.filter(employer=employer).order_by("valid_from", "recorded_at"))


def history(
    employer: Employer, facts: Iterable[EmployerFact], known_at: dt.datetime | None = None
) -> tuple[EmployerTerms, ...]:
    """What held from when, as it was believed at a moment; by default now. Empty when nothing ever changed."""
    known = [one for one in facts if _known(one, known_at)]
    held: dict[str, Any] = {name: getattr(employer, name) for name in DATED}
    found = []
    for day in sorted({one.valid_from for one in known}):
        held |= {one.field: one.value for one in known if one.valid_from == day}
        found.append(EmployerTerms(since=day, **held))
    return tuple(found)


def _known(fact: EmployerFact, at: dt.datetime | None) -> bool:
    if at is None:
        return fact.superseded_at is None
    return fact.recorded_at <= at and (fact.superseded_at is None or fact.superseded_at > at)


def change(
    employer: Employer, before: Mapping[str, Any], after: Mapping[str, Any], since: Month | None, user: User
) -> None:
    """Write down what changes from a month on, by default from the first one that is not validated.

    What was believed to begin later gives way. The pay day of a validated month is the day it was paid: it never
    changes.
    """
    changed = {name: value for name, value in after.items() if name in DATED and value != before[name]}
    if not changed:
        return
    now, closed = timezone.now(), last_closed(employer)
    first_open = closed.plus(1).first if closed else ALWAYS
    _begin(employer, before)
    for name, value in changed.items():
        day = since.first if since else first_open
        if name == "payday":
            day = max(day, first_open)
        known = EmployerFact.objects.filter(employer=employer, field=name, superseded_at__isnull=True)
        known.filter(valid_from__gte=day).update(superseded_at=now)
        EmployerFact.objects.create(
            employer=employer, field=name, value=value, valid_from=day, recorded_at=now, recorded_by=user
        )


def _begin(employer: Employer, own: Mapping[str, Any]) -> None:
    """What the row said since the employer is there, before it is changed for the first time."""
    if not EmployerFact.objects.filter(employer=employer).exists():
        EmployerFact.objects.bulk_create(
            EmployerFact(
                employer=employer, field=name, value=own[name], valid_from=ALWAYS, recorded_at=employer.created_at
            )
            for name in DATED
        )


def last_closed(employer: Employer) -> Month | None:
    """The last month that is validated."""
    runs = PayRun.objects.filter(employer=employer, kind=RunKind.REGULAR).exclude(hash="")
    last = runs.order_by("-month").values_list("month", flat=True).first()
    return Month.parse(last) if last else None


def paid_otherwise(was: EmployerRecord, now: EmployerRecord, months: Iterable[Month]) -> list[Month]:
    """The months, of those given, whose contributions rest on another category or size now than before."""
    return [one for one in months if _decides(was, one) != _decides(now, one)]


def _decides(employer: EmployerRecord, month: Month) -> tuple[str, Mapping[str, int]]:
    then = employer.on(month.first)
    return then.category, size_of(then)
