"""What is still owed to workers: the nets of validated months that no payment stands for."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Count, Exists, Max, OuterRef, Q, QuerySet

from preste.errors import IdentifierError
from preste.ids import iban
from preste.office.services.bank_accounts import STANDING, accounts_on
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
    """A net still to pay, the account it would go to, and the payment that did not arrive, if any."""

    payslip: Payslip
    account: str
    failed: Transfer | None

    @property
    def rejected(self) -> bool:
        """Whether a payment of it was made and came back."""
        return self.failed is not None and self.failed.state == TransferState.REJECTED

    @property
    def problem(self) -> str:
        """Why it cannot go into a SEPA file: `none`, `wrong`, `abroad` or `same` account; empty when it can."""
        if not self.account:
            return "none"
        try:
            country = iban.country(self.account)
        except IdentifierError:
            return "wrong"
        if country not in SEPA_COUNTRIES:
            return "abroad"
        if self.failed and self.failed.rejection in UNUSABLE and self.failed.creditor_iban == self.account:
            return "same"
        return ""


def unpaid() -> QuerySet[Payslip]:
    """The payslips of validated runs that pay something, and for which no payment stands."""
    standing = Transfer.objects.filter(payslip=OuterRef("pk"), state__in=STANDING)
    payslips = Payslip.objects.filter(run__state__in=CLOSED, excluded=False, net_paid__gt=0)
    return payslips.filter(~Exists(standing)).select_related("run__employer", "contract")


def rejected(employers: Iterable[Employer]) -> dict[UUID, int]:
    """How many unpaid payslips of these employers had a payment that came back; who has none is left out.

    Counted from the payments that came back, which are few, and not from the payslips.
    """
    standing = Transfer.objects.filter(payslip=OuterRef("payslip"), state__in=STANDING)
    failed = Transfer.objects.filter(
        ~Exists(standing),
        employer__in=employers,
        state=TransferState.REJECTED,
        payslip__run__state__in=CLOSED,
        payslip__excluded=False,
        payslip__net_paid__gt=0,
    )
    return dict(failed.order_by().values_list("employer").annotate(Count("payslip", distinct=True)))


def pay_day(run: PayRun, today: dt.date) -> dt.date:
    """The day a run's nets are due, moved to the first bank day from today on."""
    due: dt.date | None = run.payslips.filter(excluded=False).aggregate(Max("paid_on"))["paid_on__max"]
    return next_bank_day(max(due or today, today))


def dues(payslips: Iterable[Payslip], day: dt.date) -> list[Due]:
    """Those payslips, of one employer, as debts that would be paid on a day."""
    found = list(payslips)
    if not found:
        return []
    owed = {one.contract.worker_id for one in found}
    accounts = accounts_on(found[0].run.employer, day, workers=owed if len(owed) <= FEW else None)
    failed: dict[UUID, Transfer] = {}
    for one in Transfer.objects.filter(payslip__in=found).exclude(state__in=STANDING).order_by("attempt"):
        failed[one.payslip_id] = one
    return [Due(one, accounts.get(one.contract.worker_id, ""), failed.get(one.pk)) for one in found]


def to_pay() -> QuerySet[PayRun]:
    """The validated runs that still owe something, or await the confirmation of a payment.

    A run that is paid owes nothing: `settle` says so with each payment.
    """
    of_run = Transfer.objects.filter(payslip__run=OuterRef("pk"), state=TransferState.ORDERED)
    owing = Q(state=RunState.VALIDATED) & Q(Exists(unpaid().filter(run=OuterRef("pk")).order_by()))
    return PayRun.objects.filter(Exists(of_run.order_by()) | owing)
