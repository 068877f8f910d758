"""What calls for somebody at an employer: late months, contracts that end, workers of whom something is missing."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django_scopes import scope

from preste.calendar import Month
from preste.office.services import contingents
from preste.office.services.dimona_standing import standings
from preste.office.store.models import Employer, Fact, FactKind, PayRun, RunKind, RunState, Worker
from preste.payroll.contingents.model import Contingent

MOST = 10
"""Of each kind: more than this is shown as "and others"."""
COUNTED_EMPLOYERS = 3
"""Employers whose contingents are counted for this list, each by reading its dossier."""
ENDING = dt.timedelta(days=30)
LATELY = dt.timedelta(days=100)


@dataclass(frozen=True)
class Alert:
    """One thing to look at. `kind`: late_run, ending, no_account, no_household, after_end, dimona, contingent,
    contingents_many (too many: each employer's own page tells) or more (others of `of`).

    `count`: how many of an employer's Dimona are late or for today.
    """

    kind: str
    employer_id: UUID | None = None
    worker: Worker | None = None
    run: PayRun | None = None
    day: dt.date | None = None
    of: str = ""
    count: int = 0
    contingent: Contingent | None = None


def alerts(employers: Sequence[Employer], today: dt.date) -> list[Alert]:
    """The alerts of these employers, at most ten of each kind, in a query a kind."""
    found = [_limited("late_run", _late_runs(employers, today), lambda run: {"run": run})]
    contracts = (
        Fact.objects.filter(employer__in=employers, kind=FactKind.CONTRACT, superseded_at__isnull=True)
        .select_related("worker")
        .defer("secret", "worker__niss")
    )
    ending = contracts.filter(valid_to__range=(today, today + ENDING)).order_by("valid_to")
    found.append(_limited("ending", ending, lambda fact: {"worker": fact.worker, "day": fact.valid_to}))
    household = _of_worker().filter(kind=FactKind.HOUSEHOLD)
    for kind, missing in (("no_account", Q(has_account=False)), ("no_household", ~Q(Exists(household)))):
        found.append(_limited(kind, _hired(employers, today, missing), lambda worker: {"worker": worker}))
    found.append(
        _limited("after_end", _after_end(contracts, today), lambda f: {"worker": f.worker, "day": f.valid_to})
    )  # fmt: skip
    found.append(_near_limits(employers, today))
    return [*_dimona(employers, today), *(alert for some in found for alert in some)]


def _dimona(employers: Sequence[Employer], today: dt.date) -> list[Alert]:
    """The employers with a Dimona that is late or for today, the earliest term first."""
    found = standings(employers, today)
    shown = [Alert("dimona", employer_id=employer.pk, count=one.urgent) for employer, one in found[:MOST]]
    return shown + ([Alert("more", of="dimona")] if len(found) > MOST else [])


def _near_limits(employers: Sequence[Employer], today: dt.date) -> list[Alert]:
    """Who has used most of a contingent; where too many are counted, the employers whose own page tells."""
    month = Month(today.year, today.month)
    counted = contingents.counted_contracts(employers, month)
    if len(counted) > contingents.MOST or len({employer for employer, _worker in counted}) > COUNTED_EMPLOYERS:
        return [Alert("contingents_many")]
    named = {one.pk: one for one in employers}
    rows = []
    for id in dict.fromkeys(employer for employer, _worker in counted):
        own = sorted({worker for employer, worker in counted if employer == id})
        with scope(employer=named[id]):
            rows += contingents.near(named[id], own, month)
    shown = [
        Alert("contingent", one.employer_id, one.contract.worker, contingent=one.contingent) for one in rows[:MOST]
    ]
    return shown + ([Alert("more", of="contingent")] if len(rows) > MOST else [])


def _limited(kind: str, found: QuerySet[Any], of: Callable[[Any], dict[str, Any]]) -> list[Alert]:
    rows = list(found[: MOST + 1])
    shown = [Alert(kind, employer_id=row.employer_id, **of(row)) for row in rows[:MOST]]
    return shown + ([Alert("more", of=kind)] if len(rows) > MOST else [])


def _late_runs(employers: Sequence[Employer], today: dt.date) -> QuerySet[PayRun]:
    """Months still open after their cut-off day."""
    month = f"{today:%Y-%m}"
    late = Q(month__lt=month) | Q(month=month, employer__cut_off_day__lt=today.day)
    runs = PayRun.objects.filter(employer__in=employers, kind=RunKind.REGULAR)
    return runs.filter(late, state__in=(RunState.DRAFT, RunState.COMPUTED)).order_by("month")


def _hired(employers: Sequence[Employer], today: dt.date, missing: Q) -> QuerySet[Worker]:
    """Who has a contract that runs, of those of whom something is missing: they are few, and looked for first."""
    running = _of_worker().filter(Q(valid_to__isnull=True) | Q(valid_to__gte=today), kind=FactKind.CONTRACT)
    found = Worker.objects.filter(missing, employer__in=employers).filter(Exists(running))
    return found.order_by("search_name").defer("niss")


def _of_worker() -> QuerySet[Fact]:
    """What is known of the worker of the query outside."""
    return Fact.objects.filter(employer=OuterRef("employer"), worker=OuterRef("pk"), superseded_at__isnull=True)


def _after_end(contracts: QuerySet[Fact], today: dt.date) -> QuerySet[Fact]:
    """Contracts that ended lately and have hours written after their end."""
    days = Fact.objects.filter(
        contract=OuterRef("contract"),
        kind=FactKind.DAY,
        superseded_at__isnull=True,
        valid_from__gt=OuterRef("valid_to"),
    )
    return contracts.filter(Exists(days), valid_to__range=(today - LATELY, today)).order_by(F("valid_to"))
