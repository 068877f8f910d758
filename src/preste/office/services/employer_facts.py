"""What of an employer decides pay, by date: ONSS category, joint committee, number of workers, pay day, whether a
certificate is asked for from the first day of sickness, the letter of the Closure Fund, and the days that replace
public holidays.

Like a worker's facts, each holds from a day on, is known since a moment, and is never changed, only superseded. The
employer's own row says what was written last. An employer of whom nothing was ever changed has always been as its row
says, and has no fact at all.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.db import transaction
from django.utils import timezone

from preste.belgium.time.holidays import replacement_problems
from preste.calendar import Month
from preste.errors import InputError
from preste.office.accounts.models import User
from preste.office.services import audit
from preste.office.store.models import Employer, EmployerFact, PayRun, RunKind
from preste.payroll.month_facts import size_of
from preste.records import Employer as EmployerRecord
from preste.records import EmployerTerms, ReplacedHoliday

IN_ROW = ("category", "joint_committee", "workers_count", "payday")
"""What the employer's own row says too."""
CERTIFICATE = "certificate_first_day"
CLOSURE_FUND = "closure_fund"
LETTERS = ("", "B", "C")
"""Not told, no commercial purpose, commercial: see the employer's record."""
DATED = (*IN_ROW, CERTIFICATE, CLOSURE_FUND)
REPLACED = "replacement_day"
"""A fact of its own for each public holiday that is replaced, dated that holiday; its value is the other day."""
FOLLOWED = "dimona_followed"
"""From when Dimona are followed here, which decides no pay."""
ALWAYS = dt.date(1900, 1, 1)


def read(employer: Employer) -> list[EmployerFact]:
    """Every fact of an employer, superseded ones too."""
    return list(EmployerFact.objects.filter(employer=employer).order_by("valid_from", "recorded_at"))


def history(
    employer: Employer, facts: Iterable[EmployerFact], known_at: dt.datetime | None = None
) -> tuple[EmployerTerms, ...]:
    """What held from when, as it was believed at a moment; by default now. Empty when nothing ever changed."""
    known = [one for one in facts if _known(one, known_at)]
    held: dict[str, Any] = {name: getattr(employer, name) for name in IN_ROW}
    found = []
    for day in sorted({one.valid_from for one in known if one.field in DATED}):
        held |= {one.field: one.value for one in known if one.valid_from == day and one.field in DATED}
        found.append(EmployerTerms(since=day, **held))
    return tuple(found)


def replaced(facts: Iterable[EmployerFact], known_at: dt.datetime | None = None) -> tuple[ReplacedHoliday, ...]:
    """The public holidays that other days replace, in order, as it was believed at a moment; by default now."""
    known = [one for one in facts if one.field == REPLACED and _known(one, known_at)]
    return tuple(
        ReplacedHoliday(holiday=one.valid_from, day=dt.date.fromisoformat(one.value))
        for one in sorted(known, key=lambda one: one.valid_from)
    )


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
    if changed:
        _change(employer, changed, since, user)


def ask_for_certificate(employer: Employer, wanted: bool, since: Month | None, user: User | None) -> bool:
    """Write down whether a certificate is asked for from the first day of sickness; whether that changes anything."""
    with transaction.atomic():
        audit.lock(employer.pk)
        known = [one for one in read(employer) if one.field == CERTIFICATE and one.superseded_at is None]
        if wanted == (bool(known) and known[-1].value):
            return False
        _change(employer, {CERTIFICATE: wanted}, since, user)
        told = {"since": str(since)} if since else {}
        audit.record(employer, user, "employer.certificate", str(employer.pk), first_day=wanted, **told)
    return True


def letter(employer: Employer) -> str:
    """The letter of the Closure Fund as it was last told."""
    told = history(employer, read(employer))
    return told[-1].closure_fund if told else ""


def tell_letter(employer: Employer, wanted: str, since: Month | None, user: User | None) -> bool:
    """Write down the letter of the Closure Fund, from a month on; whether that changes anything."""
    with transaction.atomic():
        audit.lock(employer.pk)
        was = letter(employer)
        if wanted == was:
            return False
        _change(employer, {CLOSURE_FUND: wanted}, since, user)
        told = {"since": str(since)} if since else {}
        audit.record(employer, user, "employer.closure_fund", str(employer.pk), letter=[was, wanted], **told)
    return True


def import_history(employer: Employer, told: Sequence[EmployerTerms], user: User | None) -> None:
    """Write down what held from when, of an employer of whom nothing is written yet."""
    now, before = timezone.now(), dict.fromkeys(DATED)
    for terms in told:
        held = {name: getattr(terms, name) for name in DATED}
        EmployerFact.objects.bulk_create(
            EmployerFact(
                employer=employer, field=name, value=value, valid_from=terms.since, recorded_at=now, recorded_by=user
            )
            for name, value in held.items()
            if value != before[name]
        )
        before = held


def replace_holidays(employer: Employer, days: Mapping[dt.date, dt.date | None], user: User | None) -> int:
    """Write down which day replaces each of some public holidays, None for no other; how many change.

    Raises InputError, and keeps nothing, when the days of a year do not fit together.
    """
    with transaction.atomic():
        audit.lock(employer.pk)
        facts = read(employer)
        was = {one.holiday: one.day for one in replaced(facts)}
        changed = {holiday: day for holiday, day in days.items() if was.get(holiday) != day}
        wanted = {holiday: day for holiday, day in sorted((was | changed).items()) if day is not None}
        for message, remedy in replacement_problems([ReplacedHoliday(holiday=h, day=d) for h, d in wanted.items()]):
            raise InputError(message, field="replacement_days", remedy=remedy, code="E-HOLIDAY")
        now = timezone.now()
        for holiday, day in changed.items():
            known = EmployerFact.objects.filter(employer=employer, field=REPLACED, superseded_at__isnull=True)
            known.filter(valid_from=holiday).update(superseded_at=now)
            if day is not None:
                EmployerFact.objects.create(
                    employer=employer, field=REPLACED, value=day.isoformat(), valid_from=holiday, recorded_at=now,
                    recorded_by=user,
                )  # fmt: skip
        if changed:
            told = {holiday.isoformat(): day.isoformat() if day else None for holiday, day in changed.items()}
            audit.record(employer, user, "employer.holidays", str(employer.pk), **told)
    return len(changed)


def _change(employer: Employer, changed: Mapping[str, Any], since: Month | None, user: User | None) -> None:
    now, closed = timezone.now(), last_closed(employer)
    first_open = closed.plus(1).first if closed else ALWAYS
    _begin(employer)
    for name, value in changed.items():
        day = since.first if since else first_open
        if name == "payday":
            day = max(day, first_open)
        known = EmployerFact.objects.filter(employer=employer, field=name, superseded_at__isnull=True)
        known.filter(valid_from__gte=day).update(superseded_at=now)
        EmployerFact.objects.create(
            employer=employer, field=name, value=value, valid_from=day, recorded_at=now, recorded_by=user
        )


def _begin(employer: Employer) -> None:
    """What the row says since the employer is there, before it is changed for the first time."""
    if not EmployerFact.objects.filter(employer=employer, field__in=IN_ROW).exists():
        EmployerFact.objects.bulk_create(
            EmployerFact(
                employer=employer,
                field=name,
                value=getattr(employer, name),
                valid_from=ALWAYS,
                recorded_at=employer.created_at,
            )
            for name in IN_ROW
        )


def last_closed(employer: Employer) -> Month | None:
    """The last month that is validated."""
    runs = PayRun.objects.filter(employer=employer, kind=RunKind.REGULAR).exclude(hash="")
    last = runs.order_by("-month").values_list("month", flat=True).first()
    return Month.parse(last) if last else None


def paid_otherwise(was: EmployerRecord, now: EmployerRecord, months: Iterable[Month]) -> list[Month]:
    """The months, of those given, whose pay rests on another category, size or public holiday now than before."""
    return [one for one in months if _decides(was, one) != _decides(now, one)]


def _decides(employer: EmployerRecord, month: Month) -> tuple[str, Mapping[str, int], Sequence[ReplacedHoliday]]:
    then = employer.on(month.first)
    met = [r for r in then.replacement_days if any(month.first <= day <= month.last for day in (r.holiday, r.day))]
    return then.category, size_of(then), met
