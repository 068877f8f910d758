"""What is still owed: the nets of validated months, and what they keep for creditors, that no payment stands for."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Exists, Max, OuterRef, Q, QuerySet

from preste.errors import IdentifierError
from preste.ids import iban
from preste.office.services.bank_accounts import STANDING, accounts_on
from preste.office.services.creditors import DueToCreditor, due_of
from preste.office.store.models import Employer, PayRun, Payslip, Rejection, RunState, Transfer, TransferState
from preste.payments import next_bank_day
from preste.payments.check import SEPA_COUNTRIES

CLOSED = (RunState.VALIDATED, RunState.PAID)
UNUSABLE = (Rejection.CLOSED, Rejection.NUMBER, Rejection.DECEASED)
"""Reasons after which the same account is not paid to again."""

FEW = 250
"""Workers whose accounts are read by themselves; the accounts of more are read with everybody's."""


@dataclass(frozen=True)
class Due:
    """A net still to pay, or what a payslip keeps for a creditor: the account it would go to, and the payment that did
    not arrive, if any.
    """

    payslip: Payslip
    account: str
    failed: Transfer | None
    to: DueToCreditor | None = None

    @property
    def key(self) -> str:
        """What it is chosen by among the debts of its run: the payslip, and the claim of a creditor."""
        return key_of(self.payslip.pk, self.to.claim.id if self.to else "")

    @property
    def amount(self) -> int:
        """What is to be paid, in cents."""
        return self.to.amount if self.to else self.payslip.net_paid or 0

    @property
    def name(self) -> str:
        """Who is to be paid."""
        return self.to.claim.creditor if self.to else self.payslip.worker_name

    @property
    def rejected(self) -> bool:
        """Whether a payment of it was made and came back."""
        return self.failed is not None and self.failed.state == TransferState.REJECTED

    @property
    def problem(self) -> str:
        """Why it cannot go into a SEPA file: `none`, `wrong`, `abroad` or `same` account; empty when it can."""
        if found := unusable(self.account):
            return found
        if self.failed and self.failed.rejection in UNUSABLE and self.failed.creditor_iban == self.account:
            return "same"
        return ""


def unusable(account: str) -> str:
    """Why a SEPA file cannot pay to an account: `none`, `wrong` or `abroad`; empty when it can."""
    if not account:
        return "none"
    try:
        return "" if iban.country(account) in SEPA_COUNTRIES else "abroad"
    except IdentifierError:
        return "wrong"


def key_of(payslip: UUID, claim: str = "") -> str:
    """The key of a debt: a payslip's net, or what it keeps for a claim."""
    return f"{payslip}:{claim}" if claim else str(payslip)


def unpaid() -> QuerySet[Payslip]:
    """The payslips of validated runs that pay something, and for whose net no payment stands."""
    standing = Transfer.objects.filter(payslip=OuterRef("pk"), claim="", state__in=STANDING)
    payslips = Payslip.objects.filter(run__state__in=CLOSED, excluded=False, net_paid__gt=0)
    return payslips.filter(~Exists(standing)).select_related("run__employer", "contract")


def rejected(employers: Iterable[Employer]) -> dict[UUID, int]:
    """How many debts of these employers had a payment that came back; who has none is left out.

    Counted from the payments that came back, which are few, and not from the payslips.
    """
    standing = Transfer.objects.filter(payslip=OuterRef("payslip"), claim=OuterRef("claim"), state__in=STANDING)
    failed = Transfer.objects.filter(
        ~Exists(standing),
        employer__in=employers,
        state=TransferState.REJECTED,
        payslip__run__state__in=CLOSED,
        payslip__excluded=False,
    )
    again = set(failed.order_by().values_list("employer", "payslip", "claim"))
    return dict(Counter(employer for employer, _, _ in again))


def pay_day(run: PayRun, today: dt.date) -> dt.date:
    """The day a run's nets are due, moved to the first bank day from today on."""
    due: dt.date | None = run.payslips.filter(excluded=False).aggregate(Max("paid_on"))["paid_on__max"]
    return next_bank_day(max(due or today, today))


def owed(run: PayRun, day: dt.date) -> list[Due]:
    """All that a validated run still owes, as it would be paid on a day: the nets, by name, then the creditors."""
    return dues(unpaid().filter(run=run).order_by("worker_name", "pk"), day) + owed_to_creditors(run)


def owed_to_creditors(*runs: PayRun) -> list[Due]:
    """What validated runs of one employer keep for creditors, and for which no payment stands.

    Of a run that is paid, only what came back: creditors of some were paid before Preste did it.
    """
    parts = due_of(*(run for run in runs if run.state in CLOSED))
    if not parts:
        return []
    made = Transfer.objects.filter(payslip__in={one.payslip.pk for one in parts}).exclude(claim="").order_by("attempt")
    last = {(one.payslip_id, one.claim): one for one in made}
    found = [(one, last.get((one.payslip.pk, one.claim.id))) for one in parts]
    return [
        Due(one.payslip, one.claim.iban, transfer, one)
        for one, transfer in found
        if (transfer.state not in STANDING if transfer else one.payslip.run.state == RunState.VALIDATED)
    ]


def dues(payslips: Iterable[Payslip], day: dt.date) -> list[Due]:
    """The nets of those payslips, of one employer, as debts that would be paid on a day."""
    found = list(payslips)
    if not found:
        return []
    owed = {one.contract.worker_id for one in found}
    accounts = accounts_on(found[0].run.employer, day, workers=owed if len(owed) <= FEW else None)
    failed: dict[UUID, Transfer] = {}
    for one in Transfer.objects.filter(payslip__in=found, claim="").exclude(state__in=STANDING).order_by("attempt"):
        failed[one.payslip_id] = one
    return [Due(one, accounts.get(one.contract.worker_id, ""), failed.get(one.pk)) for one in found]


def to_pay() -> QuerySet[PayRun]:
    """The validated runs that still owe something, or await the confirmation of a payment.

    A run is paid when neither is the case: `settle` says so with each payment. Only a second payment of a net may still
    await its confirmation then.
    """
    again = Transfer.objects.filter(payslip__run=OuterRef("pk"), state=TransferState.ORDERED, again=True)
    return PayRun.objects.filter(Q(state=RunState.VALIDATED) | (Q(state=RunState.PAID) & Exists(again.order_by())))
