"""Transfers to the ONSS, or to who collects for it: ordered in a SEPA file of their own, entered once executed.

The account to pay to is the one on the letter of whoever is paid: Preste knows none by itself, and proposes the one
that was ordered last.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from dataclasses import dataclass

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from preste.ids import ogm
from preste.office.accounts.models import User
from preste.office.services import audit, onss_account
from preste.office.services.payments import PaymentError, today
from preste.office.store.models import Employer, OnssEntryKind, OnssOrder, OrderState
from preste.payments import Order, Transfer, check, identifier, is_bank_day, write
from preste.payroll.onss_account import Entry

OPEN = OrderState.PREPARED


@dataclass(frozen=True)
class ToPay:
    """What is asked of an order: how much, for which debt, to whom, on which day."""

    amount: int
    towards: str
    creditor_name: str
    creditor_iban: str
    reference: str
    execution_date: dt.date


def last_payee(employer: Employer) -> OnssOrder | None:
    """The last order that was not given up: its payee is proposed again."""
    return OnssOrder.objects.filter(employer=employer).exclude(state=OrderState.ABANDONED).first()


def under_way(employer: Employer) -> list[OnssOrder]:
    """Orders that are neither executed nor given up: their money may already be at the bank."""
    return list(OnssOrder.objects.filter(employer=employer, state=OPEN))


def prepare(employer: Employer, asked: ToPay, user: User, *, number: int, now: dt.datetime | None = None) -> OnssOrder:
    """An order of one transfer; asked again under its number it is the same. Raises PaymentError, E-PAY-NUMBER for
    another one that was ordered under it meanwhile."""
    now = now or timezone.now()
    with transaction.atomic():
        audit.lock(employer.pk)
        if already := OnssOrder.objects.filter(employer=employer, number=number).first():
            if not _is(already, asked):
                raise PaymentError("another order has this number", remedy="look at the orders", code="E-PAY-NUMBER")
            return already
        if not employer.iban:
            raise PaymentError("the employer has no account", remedy="fill it in", code="E-PAY-DEBTOR")
        if asked.execution_date < timezone.localdate(now) or not is_bank_day(asked.execution_date):
            raise PaymentError("not a bank day to come", remedy="choose another day", code="E-PAY-DATE")
        order = OnssOrder(
            employer=employer, number=number, amount=asked.amount, towards=asked.towards,
            execution_date=asked.execution_date, creditor_name=asked.creditor_name,
            creditor_iban=asked.creditor_iban, reference=asked.reference, debtor_name=employer.name,
            debtor_iban=employer.iban, debtor_bic=employer.bic, enterprise_number=employer.enterprise_number,
            prepared_at=now, prepared_by=user,
        )  # fmt: skip
        sepa = _sepa(order)
        if findings := check(sepa):
            told = [(employer.name if f.transfer is None else order.creditor_name, f) for f in findings]
            raise PaymentError(findings[0].message, remedy="", code="E-PAY-BANK", findings=told)
        order.file_hash = hashlib.sha256(write(sepa)).hexdigest()
        order.save(force_insert=True)
        audit.record(employer, user, "onss.prepared", str(order.pk), order=number, towards=asked.towards)
    return order


def _is(order: OnssOrder, asked: ToPay) -> bool:
    """Whether an order is the one that is asked for."""
    return all(getattr(order, name) == getattr(asked, name) for name in ToPay.__dataclass_fields__)


def next_number(employer: Employer) -> int:
    """The number of the employer's next order."""
    return (OnssOrder.objects.filter(employer=employer).aggregate(Max("number"))["number__max"] or 0) + 1


def sepa_file(order: OnssOrder, user: User) -> bytes:
    """The order's file, the same bytes each time. Raises PaymentError when it was given up or is not what was told."""
    if order.state == OrderState.ABANDONED:
        raise _state()
    content = write(_sepa(order))
    if hashlib.sha256(content).hexdigest() != order.file_hash:
        raise PaymentError("the file is not what was prepared", remedy="call whoever keeps Preste", code="E-PAY-FILE")
    audit.record(order.employer, user, "onss.exported", str(order.pk), order=order.number)
    return content


def confirm(order: OnssOrder, user: User, *, on: dt.date | None = None) -> None:
    """The statement shows it: the payment is entered, on its day of execution. Raises PaymentError."""
    with transaction.atomic():
        order = _locked(order)
        if order.state == OrderState.CONFIRMED:
            return
        if order.state != OPEN:
            raise _state()
        if order.employer.four_eyes and order.prepared_by_id == user.pk:
            raise PaymentError("who prepared it cannot confirm it", remedy="ask an approver", code="E-PAY-FOUR-EYES")
        if order.execution_date > (on or today()):
            raise PaymentError(f"the bank executes it on {order.execution_date}", remedy="wait", code="E-PAY-EARLY")
        entry = Entry(
            kind=OnssEntryKind.PAYMENT.value, amount=order.amount, day=order.execution_date, towards=order.towards
        )
        order.entry = onss_account.record(order.employer, entry, user)
        _settle(order, OrderState.CONFIRMED, user)
        audit.record(order.employer, user, "onss.confirmed", str(order.pk), order=order.number)


def abandon(order: OnssOrder, user: User) -> None:
    """Give up an order the bank never got. Raises PaymentError."""
    with transaction.atomic():
        order = _locked(order)
        if order.state == OrderState.ABANDONED:
            return
        if order.state != OPEN:
            raise _state()
        _settle(order, OrderState.ABANDONED, user)
        audit.record(order.employer, user, "onss.abandoned", str(order.pk), order=order.number)


def _settle(order: OnssOrder, state: OrderState, user: User) -> None:
    order.state, order.settled_at, order.settled_by = state, timezone.now(), user
    order.save(update_fields=["state", "settled_at", "settled_by", "entry"])


def _locked(order: OnssOrder) -> OnssOrder:
    audit.lock(order.employer_id)
    found: OnssOrder = OnssOrder.objects.select_related("employer").get(pk=order.pk)
    return found


def _sepa(order: OnssOrder) -> Order:
    """The order as the bank's file tells it: one transfer that is no salary."""
    structured = ogm.structured(order.reference)
    one = Transfer(
        order.creditor_name, order.creditor_iban, order.amount, identifier("onss", str(order.pk)), order.reference,
        structured,
    )  # fmt: skip
    return Order(
        reference=f"onss/{order.pk}",
        created_at=timezone.localtime(order.prepared_at, timezone.get_default_timezone()).replace(microsecond=0),
        debtor_name=order.debtor_name,
        debtor_iban=order.debtor_iban,
        debtor_bic=order.debtor_bic,
        enterprise_number=order.enterprise_number,
        execution_date=order.execution_date,
        transfers=(),
        others=(one,),
    )


def _state() -> PaymentError:
    return PaymentError("not possible in its present state", remedy="look at the order again", code="E-PAY-STATE")
