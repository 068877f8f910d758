"""Paying a validated run: orders to the bank, what became of them, and what was paid otherwise.

Nothing here touches a payslip. A net, or what a payslip keeps for a creditor, is paid once: a second payment of a net
is a decision of its own, with a reason. A payment that comes back leaves its amount owed again, and is made anew under
a new id. Creditors are paid by the same order and file as the nets, in a block of their own.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Collection, Sequence

from django.db import transaction
from django.db.models import Max, QuerySet
from django.utils import timezone

from preste.errors import PresteError
from preste.office.accounts.models import User
from preste.office.services import audit
from preste.office.services.bank_accounts import STANDING
from preste.office.services.debts import CLOSED, Due, dues, owed, owed_to_creditors, pay_day, unpaid
from preste.office.services.transfers import in_file, sepa_order, transfer
from preste.office.store.models import (
    OrderState,
    PaymentOrder,
    PayRun,
    Payslip,
    Rejection,
    RunState,
    Transfer,
    TransferState,
    Way,
)
from preste.payments import Finding, check, is_bank_day, write


class PaymentError(PresteError):
    """The payment is not possible; `findings` tells, by creditor, what a bank would refuse."""

    code = "E-PAY"

    def __init__(self, message: str, *, remedy: str, code: str, findings: Sequence[tuple[str, Finding]] = ()) -> None:
        super().__init__(message, remedy=remedy, code=code)
        self.findings = findings


def prepare(
    run: PayRun,
    user: User | None,
    *,
    number: int | None = None,
    payslips: Collection[str] | None = None,
    execution_date: dt.date | None = None,
    knowingly: bool = False,
    now: dt.datetime | None = None,
) -> PaymentOrder:
    """An order that pays what the run still owes, to workers and to creditors; by default all of it, on its day.

    `number` is the order expected: asked again it gives that one. Whoever has no usable account, or is not among
    `payslips` (the keys of debts), is left out only `knowingly`. Raises PaymentError, and then nothing is written.
    """
    now = now or timezone.now()
    with transaction.atomic():
        run = _locked(run)
        number = number or next_number(run)
        if already := run.orders.filter(number=number).first():
            return already
        left = owed(run, execution_date or pay_day(run, _day(now)))
        if payslips is not None and not set(payslips) <= {one.key for one in left}:
            raise _twice()
        wanted = [one for one in left if not one.problem and (payslips is None or one.key in payslips)]
        if not wanted:
            raise _twice() if not left else PaymentError("no account to pay to", remedy="", code="E-PAY-ACCOUNT")
        if len(wanted) < len(left) and not knowingly:
            raise PaymentError("somebody would not be paid", remedy="say so", code="E-PAY-LEFT-OUT")
        order = _make(run, user, number, wanted, execution_date, now)
        left_out = len(left) - len(wanted)
        audit.record(
            run.employer, user, "payment.prepared", str(run.pk), order=number, transfers=len(wanted), left_out=left_out
        )
    return order


def prepare_again(
    run: PayRun,
    user: User,
    *,
    number: int,
    payslips: Collection[str],
    reason: str,
    execution_date: dt.date | None = None,
    now: dt.datetime | None = None,
) -> PaymentOrder:
    """An order that knowingly pays nets for which a payment stands already; the decision is recorded."""
    now = now or timezone.now()
    with transaction.atomic():
        run = _locked(run)
        if already := run.orders.filter(number=number).first():
            return already
        if not reason.strip():
            raise PaymentError("a second payment needs a reason", remedy="write it", code="E-PAY-REASON")
        chosen = paid_nets(run).filter(pk__in=payslips)
        found = dues(chosen.select_related("run__employer", "contract"), execution_date or pay_day(run, _day(now)))
        if not found or len(found) != len(set(payslips)) or any(one.problem for one in found):
            raise PaymentError("no account to pay to", remedy="", code="E-PAY-ACCOUNT")
        order = _make(run, user, number, found, execution_date, now, again=reason.strip())
        audit.record(run.employer, user, "payment.again", str(run.pk), order=number, transfers=len(found))
    return order


def paid_nets(run: PayRun) -> QuerySet[Payslip]:
    """The payslips of a run for whose net a payment stands."""
    standing = Transfer.objects.filter(payslip__run=run, claim="", state__in=STANDING)
    return Payslip.objects.filter(run=run, pk__in=standing.values("payslip")).order_by("worker_name")


def _make(
    run: PayRun,
    user: User | None,
    number: int,
    wanted: Sequence[Due],
    execution_date: dt.date | None,
    now: dt.datetime,
    *,
    again: str = "",
) -> PaymentOrder:
    employer = run.employer
    if not employer.iban:
        raise PaymentError("the employer has no account", remedy="fill it in", code="E-PAY-DEBTOR")
    day = execution_date or pay_day(run, _day(now))
    if day < _day(now) or not is_bank_day(day):
        raise PaymentError("not a bank day to come", remedy="choose another day", code="E-PAY-DATE")
    order = PaymentOrder(
        employer=employer,
        run=run,
        number=number,
        execution_date=day,
        again=bool(again),
        reason=again,
        debtor_name=employer.name,
        debtor_iban=employer.iban,
        debtor_bic=employer.bic,
        enterprise_number=employer.enterprise_number,
        prepared_at=now,
        prepared_by=user,
    )
    transfers = [transfer(one, order, user, now, again=bool(again)) for one in wanted]
    sepa = sepa_order(order, transfers)
    if findings := check(sepa):
        names = [one.creditor_name for one in in_file(transfers)]
        told = [(employer.name if f.transfer is None else names[f.transfer], f) for f in findings]
        raise PaymentError(findings[0].message, remedy="", code="E-PAY-BANK", findings=told)
    order.message_id = sepa.message_id
    order.file_hash = hashlib.sha256(write(sepa)).hexdigest()
    order.save(force_insert=True)
    Transfer.objects.bulk_create(transfers)
    for one, new in zip(wanted, transfers, strict=True):
        _replace(one.failed, new)
    settle(run)
    return order


def _replace(failed: Transfer | None, new: Transfer) -> None:
    if failed is not None and failed.reissued_by_id is None:
        failed.reissued_by = new
        failed.save(update_fields=["reissued_by"])


def sepa_file(order: PaymentOrder, user: User) -> bytes:
    """The order's file, the same each time. Raises PaymentError when it is not what was prepared, or was given up."""
    if order.state == OrderState.ABANDONED:
        raise _state()
    content = write(sepa_order(order, list(order.transfers.all())))
    if hashlib.sha256(content).hexdigest() != order.file_hash:
        raise PaymentError("the file is not what was prepared", remedy="call whoever keeps Preste", code="E-PAY-FILE")
    audit.record(order.employer, user, "payment.exported", str(order.run_id), order=order.number)
    return content


# ── what became of it ──────────────────────────────────────────────────────────────────────


def hand_over(order: PaymentOrder, user: User) -> None:
    """The bank has the file."""
    with transaction.atomic():
        order = PaymentOrder.objects.select_for_update().get(pk=order.pk)
        if order.state == OrderState.HANDED_OVER:
            return
        _require_order(order, OrderState.PREPARED)
        order.state, order.handed_over_at, order.handed_over_by = OrderState.HANDED_OVER, timezone.now(), user
        order.save(update_fields=["state", "handed_over_at", "handed_over_by"])
        audit.record(order.employer, user, "payment.handed_over", str(order.run_id), order=order.number)


def confirm(order: PaymentOrder, user: User, *, on: dt.date | None = None) -> None:
    """The statement shows it, read on a day (today): what was ordered and did not come back is paid.

    Raises PaymentError before the day of execution: no statement shows it yet.
    """
    with transaction.atomic():
        run = _locked(order.run)
        order = PaymentOrder.objects.select_for_update().get(pk=order.pk)
        if order.state == OrderState.CONFIRMED:
            return
        _require_order(order, OrderState.HANDED_OVER)
        _require_other_eyes(order.prepared_by_id, run, user)
        if order.execution_date > (on or today()):
            raise PaymentError(f"the bank executes it on {order.execution_date}", remedy="wait", code="E-PAY-EARLY")
        order.state, order.confirmed_at, order.confirmed_by = OrderState.CONFIRMED, timezone.now(), user
        order.save(update_fields=["state", "confirmed_at", "confirmed_by"])
        waiting = order.transfers.filter(state=TransferState.ORDERED)
        waiting.update(state=TransferState.PAID, paid_on=order.execution_date)
        audit.record(order.employer, user, "payment.confirmed", str(order.run_id), order=order.number)
        settle(run)


def abandon(order: PaymentOrder, user: User, reason: str) -> None:
    """Give up an order the bank never got: what it paid is owed again."""
    with transaction.atomic():
        run = _locked(order.run)
        order = PaymentOrder.objects.select_for_update().get(pk=order.pk)
        if order.state == OrderState.ABANDONED:
            return
        _require_order(order, OrderState.PREPARED)
        if not reason.strip():
            raise PaymentError("giving up an order needs a reason", remedy="write it", code="E-PAY-REASON")
        order.state, order.abandoned_reason = OrderState.ABANDONED, reason.strip()
        order.save(update_fields=["state", "abandoned_reason"])
        order.transfers.update(state=TransferState.ABANDONED)
        audit.record(order.employer, user, "payment.abandoned", str(order.run_id), order=order.number)
        settle(run)


def reject(transfer: Transfer, user: User, reason: Rejection, day: dt.date) -> None:
    """A payment did not arrive: what it paid is owed again."""
    with transaction.atomic():
        run = _locked(transfer.payslip.run)
        transfer = Transfer.objects.select_for_update().get(pk=transfer.pk)
        if transfer.state == TransferState.REJECTED:
            return
        if transfer.state not in STANDING or (transfer.order and transfer.order.state == OrderState.PREPARED):
            raise _state()
        if day > today():
            raise PaymentError("a rejection is not in the future", remedy="write its day", code="E-PAY-DATE")
        transfer.state, transfer.rejection, transfer.rejected_on = TransferState.REJECTED, reason, day
        transfer.save(update_fields=["state", "rejection", "rejected_on"])
        subject = str(transfer.payslip.contract.worker_id)
        audit.record(run.employer, user, "transfer.rejected", subject, month=run.month, reason=str(reason.value))
        settle(run)


def pay_otherwise(
    run: PayRun, user: User | None, payslips: Collection[str], way: Way, day: dt.date, now: dt.datetime | None = None
) -> list[Transfer]:
    """Debts, by their keys, that were paid outside Preste. Under four eyes somebody else confirms them."""
    now = now or timezone.now()
    if way == Way.SEPA or day > _day(now):
        raise PaymentError("not a payment of the past", remedy="write the day it was made", code="E-PAY-DATE")
    with transaction.atomic():
        run = _locked(run)
        chosen = [one for one in owed(run, day) if one.key in payslips]
        if not chosen or len(chosen) != len(set(payslips)):
            raise _twice()
        made = [transfer(one, None, user, now) for one in chosen]
        state = TransferState.ORDERED if run.employer.four_eyes else TransferState.PAID
        for new in made:
            new.way, new.state, new.paid_on, new.communication, new.reference = way, state, day, "", ""
        Transfer.objects.bulk_create(made)
        for due, new in zip(chosen, made, strict=True):
            _replace(due.failed, new)
        audit.record(run.employer, user, "payment.otherwise", str(run.pk), way=str(way.value), transfers=len(made))
        settle(run)
    return made


def confirm_otherwise(transfer: Transfer, user: User) -> None:
    """A second person confirms what was paid outside Preste."""
    with transaction.atomic():
        run = _locked(transfer.payslip.run)
        transfer = Transfer.objects.select_for_update().get(pk=transfer.pk)
        if transfer.state == TransferState.PAID:
            return
        if transfer.order_id or transfer.state != TransferState.ORDERED:
            raise _state()
        _require_other_eyes(transfer.made_by_id, run, user)
        transfer.state = TransferState.PAID
        transfer.save(update_fields=["state"])
        audit.record(run.employer, user, "transfer.confirmed", str(transfer.payslip.contract.worker_id))
        settle(run)


# ── shared ─────────────────────────────────────────────────────────────────────────────────


def _locked(run: PayRun) -> PayRun:
    """The run, for this transaction alone. Raises PaymentError when it is not validated."""
    run = PayRun.objects.select_for_update(of=("self",)).select_related("employer").get(pk=run.pk)
    if run.state not in CLOSED:
        raise PaymentError("the run is not validated", remedy="validate it first", code="E-PAY-OPEN")
    return run


def settle(run: PayRun) -> None:
    """The run is paid when nothing is owed and nothing awaits confirmation; else it is validated."""
    awaiting = Transfer.objects.filter(payslip__run=run, state=TransferState.ORDERED, again=False)
    paid = not (awaiting.exists() or unpaid().filter(run=run).exists() or owed_to_creditors(run))
    run.state = RunState.PAID if paid else RunState.VALIDATED
    run.save(update_fields=["state"])


def next_number(run: PayRun) -> int:
    """The number of the run's next order."""
    return (run.orders.aggregate(Max("number"))["number__max"] or 0) + 1


def today() -> dt.date:
    """The day it is in Belgium."""
    return _day(timezone.now())


def _day(moment: dt.datetime) -> dt.date:
    return timezone.localdate(moment, timezone.get_default_timezone())


def _require_order(order: PaymentOrder, *states: str) -> None:
    if order.state not in states:
        raise _state()


def _require_other_eyes(by: int | None, run: PayRun, user: User) -> None:
    if run.employer.four_eyes and by == user.pk:
        raise PaymentError("who prepared it cannot confirm it", remedy="ask an approver", code="E-PAY-FOUR-EYES")


def _state() -> PaymentError:
    return PaymentError("not possible in its present state", remedy="look at the order again", code="E-PAY-STATE")


def _twice() -> PaymentError:
    return PaymentError("a payment stands for it already", remedy="look at the run's orders", code="E-PAY-TWICE")
