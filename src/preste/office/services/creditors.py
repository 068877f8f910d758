"""Creditors of workers: what each received so far, what is still due, and what a run owes to whom, on which account.

What a creditor received is what payslips of validated runs say they gave, never a new computation.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import TypeAlias
from uuid import UUID, uuid4

from django.db.models import Sum

from preste.ids import ogm
from preste.office.services import facts
from preste.office.services.bank_accounts import STANDING, AccountChange, masked, validated_before, written_by
from preste.office.store.models import Fact, FactKind, PayRun, Payslip, Transfer, TransferState, Way, Worker
from preste.payroll.carry import of_claim
from preste.payroll.lines import GARNISHMENTS
from preste.records import Garnishment

ClaimKey: TypeAlias = tuple[UUID, str]
"""A worker and the name of a creditor's claim on their pay."""


@dataclass(frozen=True)
class Held:
    """A claim on a worker's pay; in cents, what was kept of it so far, what of that was sent to the creditor (what was
    kept before Preste is taken as sent), and what is still due, None without a total.
    """

    fact: Fact
    claim: Garnishment
    kept: int
    sent: int

    @property
    def left(self) -> int | None:
        """What is still due of the total."""
        return max(0, self.claim.total - self.kept) if self.claim.total else None

    @property
    def account(self) -> str:
        """The creditor's account, masked."""
        return masked(self.claim.iban)

    def state(self, day: dt.date) -> str:
        """How it stands on a day: struck, met, lifted, coming or current."""
        if self.fact.superseded_at is not None:
            return "struck"
        if self.left == 0:
            return "met"
        if self.claim.valid_to is not None and self.claim.valid_to < day:
            return "lifted"
        return "current" if self.claim.holds_on(day) else "coming"


@dataclass(frozen=True)
class DueToCreditor:
    """What one payslip of a run gives to a creditor, in cents, and where it is to be paid."""

    payslip: Payslip
    claim: Garnishment
    amount: int

    @property
    def worker_id(self) -> UUID:
        """Whose pay it is kept of."""
        found: UUID = self.payslip.contract.worker_id
        return found

    @property
    def key(self) -> ClaimKey:
        """The worker and the claim."""
        return self.worker_id, self.claim.id

    @property
    def kind(self) -> str:
        """What the claim is called on the payslip."""
        return GARNISHMENTS[self.claim.kind]

    @property
    def communication(self) -> str:
        """What the creditor wants to read on the transfer; a structured communication as it is printed."""
        return ogm.printed(self.claim.reference)

    @property
    def account(self) -> str:
        """The creditor's account, masked."""
        return masked(self.claim.iban)


def new_id() -> str:
    """The name under which what a claim received is added up; a correction keeps it."""
    return uuid4().hex[:12]


def received(workers: Collection[Worker]) -> dict[ClaimKey, int]:
    """What validated payslips gave in all to the creditors of some workers of one employer, by worker and claim."""
    found: dict[ClaimKey, int] = defaultdict(int)
    payslips = Payslip.objects.filter(contract__worker__in=workers, excluded=False).exclude(run__hash="")
    claims = {(fact.worker_id, fact.data["id"]) for fact in _claims(workers)}
    for worker_id, left in payslips.values_list("contract__worker", "left") if claims else ():
        for worker, name in claims:
            if worker == worker_id:
                found[worker, name] += left.get(of_claim(name), 0)
    return found


def held(worker: Worker, claims: Sequence[Fact]) -> list[Held]:
    """The claims on a worker's pay, as they are told by facts."""
    kept = received([worker]) if claims else {}
    sent = _sent(worker) if claims else {}
    return [
        Held(fact, one, one.already_paid + kept.get((worker.pk, one.id), 0), one.already_paid + sent.get(one.id, 0))
        for fact in claims
        for one in [facts.garnishment_record(fact)]
    ]


def _sent(worker: Worker) -> dict[str, int]:
    """What confirmed transfers brought to the creditors of a worker, by claim."""
    payslips = Payslip.objects.filter(employer=worker.employer_id, contract__worker=worker)
    made = Transfer.objects.filter(payslip__in=payslips, state=TransferState.PAID).exclude(claim="")
    return dict(made.order_by().values_list("claim").annotate(Sum("amount")))


def due_of(*runs: PayRun) -> list[DueToCreditor]:
    """What runs of one employer give to creditors, by worker, as their payslips are computed; accounts as known now.

    A claim that was withdrawn since is told as it was last known.
    """
    if not runs:
        return []
    owing = Fact.objects.filter(employer=runs[0].employer_id, kind=FactKind.GARNISHMENT).order_by().values("worker")
    found = Payslip.objects.filter(run__in=runs, excluded=False, contract__worker__in=owing)
    payslips = list(found.select_related("contract", "run__employer").defer("explanation", "view", "facts"))
    latest: dict[ClaimKey, Fact] = {}
    for fact in sorted(_claims({one.contract.worker_id for one in payslips}), key=_known):
        latest[fact.worker_id, fact.data["id"]] = fact
    claims = {key: facts.garnishment_record(fact) for key, fact in latest.items()}
    return [
        DueToCreditor(payslip, one, amount)
        for payslip in payslips
        for (worker, name), one in claims.items()
        if worker == payslip.contract.worker_id and (amount := payslip.left.get(of_claim(name), 0))
    ]


def account_changes(run: PayRun, parts: Collection[DueToCreditor]) -> list[AccountChange]:
    """The creditors among those of a run whose account is not the one that a file last paid to; as for workers.

    Nothing is compared for an employer's first run.
    """
    earlier = validated_before(run)
    if not parts or not earlier.exists():
        return []
    made = Transfer.objects.filter(payslip__run__in=earlier, way=Way.SEPA, state__in=STANDING).exclude(claim="")
    of_workers = made.filter(payslip__contract__worker__in={one.worker_id for one in parts})
    rows = of_workers.order_by("made_at").values_list("payslip__contract__worker", "claim", "creditor_iban")
    then = {(worker, claim): account for worker, claim, account in rows}
    found: dict[ClaimKey, AccountChange] = {}
    for one in parts:
        before, now = then.get(one.key, ""), one.claim.iban
        if now and now != before and one.key not in found:
            told = Fact.objects.filter(worker=one.worker_id, kind=FactKind.GARNISHMENT, data__id=one.claim.id)
            by, at = written_by(told, now)
            name, reference = one.payslip.worker_name, one.payslip.contract.reference
            found[one.key] = AccountChange(
                one.worker_id, name, reference, before, now, by, at, creditor=one.claim.creditor
            )
    return list(found.values())


def _claims(workers: Collection[Worker] | Collection[UUID]) -> Iterable[Fact]:
    return Fact.objects.filter(worker__in=workers, kind=FactKind.GARNISHMENT)


def _known(fact: Fact) -> tuple[bool, dt.datetime]:
    """The facts that are still believed after the others, then by when they were written."""
    return fact.superseded_at is None, fact.recorded_at
