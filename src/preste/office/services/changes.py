"""A change of what is known about a worker: a new fact beside the old ones, with its place in the audit trail."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db import transaction
from django.db.models import QuerySet

from preste.calendar import Month
from preste.errors import PresteError
from preste.office.accounts.models import User
from preste.office.services import audit, facts
from preste.office.store.models import Contract, Fact, FactKind, PayRun, RunKind, RunState, Worker

SINGLE = (
    FactKind.IDENTITY,
    FactKind.HOUSEHOLD,
    FactKind.TERMS,
    FactKind.DECLARED,
    FactKind.HOLIDAYS,
    FactKind.OPENING,
    FactKind.SITUATION,
    FactKind.DIMONA,
)
"""Kinds of which one holds at a time: a new one that begins on the same day takes the place of the old one."""


NOT_OF_A_MONTH = (
    FactKind.GARNISHMENT,
    FactKind.DECLARED,
    FactKind.HOLIDAYS,
    FactKind.SENIORITY,
    FactKind.SITUATION,
    FactKind.DIMONA,
)
"""Kinds that no validated month rests on: creditors take from what is paid from now on, of holidays what is recorded is
paid, a situation counts for its quarter's reductions, and Dimona is no pay."""


class ChangeError(PresteError):
    """The fact to replace is no longer the one that is known."""

    code = "E-CHANGE"


def record_change(
    worker: Worker,
    kind: FactKind,
    data: dict[str, Any],
    *,
    valid_from: dt.date,
    valid_to: dt.date | None = None,
    contract: Contract | None = None,
    secret: dict[str, str] | None = None,
    replaces: Fact | None = None,
    user: User,
) -> Fact:
    """Write down a change. Raises ChangeError when `replaces` was itself replaced meanwhile."""
    with transaction.atomic():
        audit.lock(worker.employer_id)
        if replaces is not None:
            _require_known(replaces)
        elif kind in SINGLE:
            known = facts.known_facts(worker.employer)
            replaces = known.filter(worker=worker, contract=contract, kind=kind, valid_from=valid_from).first()
        if kind == FactKind.INCAPACITY and contract is not None:
            _require_apart(contract, valid_from, valid_to, replaces)
        fact = facts.record_fact(
            worker,
            kind,
            data,
            valid_from=valid_from,
            valid_to=valid_to,
            contract=contract,
            secret=secret,
            replaces=replaces,
            user=user,
        )
        audit.record(
            worker.employer,
            user,
            f"{kind.value}.recorded",
            str(worker.pk),
            fact=str(fact.pk),
            valid_from=valid_from.isoformat(),
            replaces=str(replaces.pk) if replaces else "",
        )
    return fact


def withdraw(fact: Fact, user: User) -> None:
    """Give up a fact that is no longer believed; it stays visible. Raises ChangeError when it already is."""
    with transaction.atomic():
        audit.lock(fact.employer_id)
        _require_known(fact)
        facts.withdraw_fact(fact)
        audit.record(fact.employer, user, f"{fact.kind}.withdrawn", str(fact.worker_id), fact=str(fact.pk))


def closed_months(fact: Fact) -> list[Month]:
    """The validated months that a fact or what it replaced touches, in order: they were paid without it."""
    if fact.kind in NOT_OF_A_MONTH:
        return []
    months = {month for one in (fact, *fact.replaces.all()) for month in _closed_months(one)}
    return [Month.parse(month) for month in sorted(months)]


def _closed_months(fact: Fact) -> QuerySet[PayRun, str]:
    runs = PayRun.objects.filter(
        employer=fact.employer_id,
        kind=RunKind.REGULAR,
        state__in=(RunState.VALIDATED, RunState.PAID),
        month__gte=f"{fact.valid_from:%Y-%m}",
        payslips__contract__worker=fact.worker_id,
    )
    until = fact.valid_from if fact.kind == FactKind.ITEM and fact.data.get("once") else fact.valid_to
    if until is not None:
        runs = runs.filter(month__lte=f"{until:%Y-%m}")
    return runs.values_list("month", flat=True)


def _require_apart(contract: Contract, start: dt.date, end: dt.date | None, replaces: Fact | None) -> None:
    """No other incapacity of the contract may run on one of the days."""
    known = facts.known_facts(contract.employer).filter(contract=contract, kind=FactKind.INCAPACITY)
    met = known.filter(valid_from__lte=end or start, valid_to__gte=start)
    if replaces is not None:
        met = met.exclude(pk=replaces.pk)
    if met.exists():
        raise ChangeError(
            "another incapacity runs on these days", remedy="correct that one instead", code="E-SICK-OVERLAP"
        )


def _require_known(fact: Fact) -> None:
    locked = Fact.objects.select_for_update().get(pk=fact.pk)
    if locked.superseded_at is not None:
        raise ChangeError(
            "this was changed meanwhile", remedy="read the worker's page again, then make the change", code="E-CHANGE"
        )
