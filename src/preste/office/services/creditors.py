"""Creditors of workers: what each received so far, what is still due, and what a run owes to whom.

What a creditor received is what payslips of validated runs say they gave, never a new computation.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from uuid import UUID, uuid4

from preste.errors import IdentifierError
from preste.ids import ogm
from preste.office.services import facts
from preste.office.services.bank_accounts import masked
from preste.office.store.models import Fact, FactKind, Line, PayRun, Payslip, Worker
from preste.payroll.carry import of_claim
from preste.payroll.lines import GARNISHMENTS
from preste.records import Garnishment


@dataclass(frozen=True)
class Held:
    """A claim on a worker's pay; in cents, what was kept of it so far and what is still due, None without a total."""

    fact: Fact
    claim: Garnishment
    kept: int

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
    def kind(self) -> str:
        """What the claim is called on the payslip."""
        return GARNISHMENTS[self.claim.kind]

    @property
    def communication(self) -> str:
        """What the creditor wants to read on the transfer; a structured communication as it is printed."""
        try:
            return ogm.format(ogm.validate(self.claim.reference))
        except IdentifierError:
            return self.claim.reference

    @property
    def account(self) -> str:
        """The creditor's account, masked."""
        return masked(self.claim.iban)


def new_id() -> str:
    """The name under which what a claim received is added up; a correction keeps it."""
    return uuid4().hex[:12]


def received(workers: Collection[Worker]) -> dict[tuple[UUID, str], int]:
    """What validated payslips gave in all to the creditors of some workers of one employer, by worker and claim."""
    found: dict[tuple[UUID, str], int] = defaultdict(int)
    payslips = Payslip.objects.filter(contract__worker__in=workers, excluded=False).exclude(run__hash="")
    claims = {(fact.worker_id, fact.data["id"]) for fact in _claims(workers)}
    for worker_id, left in payslips.values_list("contract__worker", "left") if claims else ():
        for worker, name in claims:
            if worker == worker_id:
                found[worker, name] += left.get(of_claim(name), 0)
    return found


def held(worker: Worker, claims: Sequence[Fact]) -> list[Held]:
    """The claims on a worker's pay, as they are told by facts."""
    paid = received([worker]) if claims else {}
    records = [(fact, facts.garnishment_record(fact)) for fact in claims]
    return [Held(fact, one, one.already_paid + paid.get((worker.pk, one.id), 0)) for fact, one in records]


def due_of(run: PayRun) -> list[DueToCreditor]:
    """What a run owes to creditors, by worker, as its payslips are computed; accounts as they are known now.

    A claim that was withdrawn since is told as it was last known.
    """
    lines = Line.objects.filter(employer=run.employer_id, payslip__run=run, code="garnishment")
    payslips = list(run.payslips.filter(excluded=False, pk__in=lines.values("payslip")).select_related("contract"))
    latest: dict[tuple[UUID, str], Fact] = {}
    for fact in sorted(_claims({one.contract.worker_id for one in payslips}), key=_known):
        latest[fact.worker_id, fact.data["id"]] = fact
    claims = {key: facts.garnishment_record(fact) for key, fact in latest.items()}
    return [
        DueToCreditor(payslip, one, amount)
        for payslip in payslips
        for (worker, name), one in claims.items()
        if worker == payslip.contract.worker_id and (amount := payslip.left.get(of_claim(name), 0))
    ]


def _claims(workers: Collection[Worker] | Collection[UUID]) -> Iterable[Fact]:
    return Fact.objects.filter(worker__in=workers, kind=FactKind.GARNISHMENT)


def _known(fact: Fact) -> tuple[bool, dt.datetime]:
    """The facts that are still believed after the others, then by when they were written."""
    return fact.superseded_at is None, fact.recorded_at
