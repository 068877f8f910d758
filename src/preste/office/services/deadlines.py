"""The deadlines of employers: which are near, which were met, and by whom that was written down."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from django.db import transaction
from django.db.models import Min
from django.utils import timezone

from preste.belgium import deadlines as law
from preste.belgium.deadlines import Deadline
from preste.calendar import Month
from preste.errors import PresteError
from preste.office.accounts.models import User
from preste.office.services import audit
from preste.office.store.models import DeadlineMet, Employer, PayRun, RunKind, RunState

PAY = "pay"
"""The employer's own payday, beside the deadlines of the law."""
PAST = dt.timedelta(days=100)
SOON = dt.timedelta(days=7)
LAST_DAY = "last"


class DeadlineError(PresteError):
    """There is no such deadline, or the day it was met is to come."""

    code = "E-DEADLINE"


class Due(NamedTuple):
    """A deadline of an employer, and the day it was met."""

    deadline: Deadline
    employer: Employer
    met_on: dt.date | None

    def state(self, today: dt.date) -> str:
        """ "met", "late", "soon" (within a week) or "ahead"."""
        if self.met_on is not None:
            return "met"
        if self.deadline.due < today:
            return "late"
        return "soon" if self.deadline.due <= today + SOON else "ahead"


def dues(employers: Sequence[Employer], today: dt.date, ahead: dt.timedelta) -> list[Due]:
    """The deadlines of these employers from a hundred days ago to `ahead`, the earliest first, in four queries at most.

    Only those of periods that Preste computes: from the first month that was opened, or that the employer begins with.
    """
    since = dict(
        PayRun.objects.filter(employer__in=employers, kind=RunKind.REGULAR)
        .order_by()
        .values_list("employer")
        .annotate(Min("month"))
    )
    begins = {e.pk: since.get(e.pk) or e.begins for e in employers}
    met = _met(employers, today)
    first = Month((today - PAST).year, (today - PAST).month).plus(-3)
    last = Month((today + ahead).year, (today + ahead).month)
    known = {kept: _within(first, last, kept, today, ahead) for kept in {e.payday for e in employers}}
    of = {one: {kept for kept, dated in known.items() if one in dated} for dated in known.values() for one in dated}
    started = [
        (e, start, met.get(e.pk, {})) for e in sorted(employers, key=lambda e: e.name) if (start := begins[e.pk])
    ]
    return [
        Due(one, employer, own.get((one.code, period)))
        for (period, one), kept in sorted(of.items(), key=lambda pair: (pair[0][1].due, pair[0][1].code))
        for employer, start, own in started
        if period >= start and employer.payday in kept
    ]


def _within(first: Month, last: Month, kept: str, today: dt.date, ahead: dt.timedelta) -> list[tuple[str, Deadline]]:
    """The deadlines of whoever keeps that payday, within the days that are shown, each after its period."""
    every = [*law.deadlines(first, last), *_paydays(kept, first, last)]
    return [(str(one.period), one) for one in every if today - PAST <= one.due <= today + ahead]


def _met(employers: Sequence[Employer], today: dt.date) -> dict[object, dict[tuple[str, str], dt.date]]:
    """By employer, the day each deadline was met; a month that is paid met its payday."""
    rows = DeadlineMet.objects.filter(employer__in=employers).values_list("employer", "deadline", "period", "met_on")
    found: dict[object, dict[tuple[str, str], dt.date]] = defaultdict(dict)
    paid = PayRun.objects.filter(employer__in=employers, kind=RunKind.REGULAR, state=RunState.PAID)
    for employer, month, at in paid.values_list("employer", "month", "validated_at"):
        found[employer][PAY, month] = at.date() if at else today
    for employer, code, period, day in rows:
        found[employer][code, period] = day
    return found


def _paydays(kept: str, first: Month, last: Month) -> Iterator[Deadline]:
    while first <= last:
        yield Deadline(payday(kept, first), PAY, first, 1, unsure=False)
        first = first.plus(1)


def payday(kept: str, month: Month) -> dt.date:
    """The day a month is paid by who keeps that payday: "last", or a day of the next month."""
    return month.last if kept == LAST_DAY else month.plus(1).first.replace(day=int(kept))


def mark(employer: Employer, code: str, period: Month, met_on: dt.date, user: User) -> None:
    """Write down that a deadline was met on a day. Raises DeadlineError."""
    _require(code, period)
    if met_on > timezone.localdate():
        raise DeadlineError("the day is to come", code="E-DEADLINE-DAY")
    with transaction.atomic():
        DeadlineMet.objects.update_or_create(
            employer=employer,
            deadline=code,
            period=str(period),
            defaults={"met_on": met_on, "recorded_by": user},
        )
        details = {"deadline": code, "period": str(period), "met_on": met_on.isoformat()}
        audit.record(employer, user, "deadline.met", str(employer.pk), **details)


def unmark(employer: Employer, code: str, period: Month, user: User) -> None:
    """Take back that a deadline was met; the trail keeps both."""
    with transaction.atomic():
        gone, _ = DeadlineMet.objects.filter(employer=employer, deadline=code, period=str(period)).delete()
        if gone:
            audit.record(employer, user, "deadline.reopened", str(employer.pk), deadline=code, period=str(period))


def _require(code: str, period: Month) -> None:
    if code != PAY and not any(one.code == code for one in law.deadlines(period, period)):
        raise DeadlineError("there is no such deadline", code="E-DEADLINE")
