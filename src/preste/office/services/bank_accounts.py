"""Accounts: which one a payment goes to, which ones changed since the last payment, and who changed them.

A changed account just before pay day is the usual way of stealing wages: whoever approves sees old and new side
by side, who wrote the new one and when, and can read both whole; that reading is recorded.
"""

from __future__ import annotations

import datetime as dt
import json
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db.models import QuerySet

from preste.calendar import Month
from preste.office.accounts.models import User
from preste.office.services import audit, facts
from preste.office.store.models import Employer, Fact, FactKind, PayRun, Payslip, Transfer, TransferState, Way, Worker

STANDING = (TransferState.ORDERED, TransferState.PAID)
"""States of a transfer that counts as made."""


@dataclass(frozen=True)
class AccountChange:
    """A worker, or a creditor of theirs, whose account is not the one last paid to.

    `before` is empty for a first one.
    """

    worker_id: UUID
    name: str
    contract: str
    before: str
    now: str
    changed_by: str
    changed_at: dt.datetime | None
    creditor: str = ""


def masked(account: str) -> str:
    """Country, check digits and the last four characters: enough to compare two accounts."""
    return f"{account[:4]} •••• {account[-4:]}" if account else ""


def accounts_on(
    employer: Employer,
    day: dt.date,
    known_at: dt.datetime | None = None,
    *,
    workers: Collection[UUID] | None = None,
) -> dict[UUID, str]:
    """Each worker's account on a day, as known at a moment (by default now); empty where there is none.

    With `workers`, at most some hundreds, theirs alone are read.
    """
    identities: dict[UUID, list[Fact]] = defaultdict(list)
    known = facts.known_facts(employer, known_at).filter(kind=FactKind.IDENTITY)
    for fact in known if workers is None else known.filter(worker__in=workers):
        identities[fact.worker_id].append(fact)
    return {worker_id: account_in(_holding(found, day)) for worker_id, found in identities.items()}


def _holding(identities: Sequence[Fact], day: dt.date) -> Fact:
    """The identity that holds on a day, else the latest one."""
    holding = [f for f in identities if f.valid_from <= day and (f.valid_to is None or day <= f.valid_to)]
    return max(holding or identities, key=lambda f: f.valid_from)


def account_in(fact: Fact) -> str:
    """The account that an identity or a claim tells."""
    account: str = json.loads(fact.secret).get("iban", "") if fact.secret else ""
    return account


def validated_before(run: PayRun) -> QuerySet[PayRun]:
    """The runs of the employer that were validated before a run; all that are, when it is not validated itself."""
    earlier = PayRun.objects.filter(employer=run.employer_id).exclude(hash="").exclude(pk=run.pk)
    return earlier.filter(validated_at__lt=run.validated_at) if run.validated_at else earlier


def account_changes(run: PayRun, accounts: Mapping[UUID, str]) -> list[AccountChange]:
    """The workers of a run whose account, as given, is not the one they had in the run validated before it.

    Who was in no run before has a first account. Nothing is compared for an employer's first run. A worker without
    account is told elsewhere.
    """
    earlier = validated_before(run)
    last = earlier.order_by("-validated_at").first()
    if last is None:
        return []
    known = accounts_on(run.employer, Month.parse(last.month).last, last.validated_at)
    in_runs = Payslip.objects.filter(run__in=earlier, excluded=False).values_list("contract__worker", flat=True)
    then = {worker_id: known.get(worker_id, "") for worker_id in set(in_runs)}
    then |= {
        one.payslip.contract.worker_id: one.creditor_iban
        for one in Transfer.objects.filter(payslip__run__in=earlier, claim="", way=Way.SEPA, state__in=STANDING)
        .select_related("payslip__contract")
        .order_by("made_at")
    }
    found: dict[UUID, AccountChange] = {}
    for payslip in run.payslips.filter(excluded=False).select_related("contract").order_by("worker_name"):
        worker_id = payslip.contract.worker_id
        before, now = then.get(worker_id, ""), accounts.get(worker_id, "")
        if now and now != before and worker_id not in found:
            by, at = written_by(Fact.objects.filter(worker=worker_id, kind=FactKind.IDENTITY), now)
            name, reference = payslip.worker_name, payslip.contract.reference
            found[worker_id] = AccountChange(worker_id, name, reference, before, now, by, at)
    return list(found.values())


def written_by(known: QuerySet[Fact], account: str) -> tuple[str, dt.datetime | None]:
    """Who wrote an account, and when: the first fact that says it after the last that said another."""
    brought = None
    for fact in known.select_related("recorded_by").order_by("recorded_at"):
        if account_in(fact) != account:
            brought = None
        elif brought is None:
            brought = fact
    return (str(brought.recorded_by or ""), brought.recorded_at) if brought else ("", None)


def reveal(worker: Worker, user: User) -> list[tuple[Fact, str]]:
    """The worker's identities, and the claims of their creditors, with the whole account, the latest first.

    The reading is recorded.
    """
    kinds = (FactKind.IDENTITY, FactKind.GARNISHMENT)
    known = Fact.objects.filter(worker=worker, kind__in=kinds).select_related("recorded_by")
    audit.record(worker.employer, user, "account.read", str(worker.pk))
    return [(fact, account_in(fact)) for fact in known.order_by("-recorded_at")]
