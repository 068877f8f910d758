"""The transfers of an order: who is paid what of a debt, with which communication, and what the bank's file says of it.

Nets come first in the file, as salaries; what is kept for creditors stands in a block of its own.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from django.db.models import Max
from django.utils import timezone

from preste.ids import ogm
from preste.office.accounts.models import User
from preste.office.services.debts import Due
from preste.office.store.models import PaymentOrder, Transfer
from preste.payments import Order, identifier
from preste.payments import Transfer as SepaTransfer

COMMUNICATION = {"fr": "Salaire", "nl": "Loon", "de": "Lohn", "en": "Wages"}
KEPT = {"fr": "Retenue sur le salaire de", "nl": "Inhouding op het loon van", "de": "Einbehalten vom Lohn von",
        "en": "Kept from the wages of"}  # fmt: skip
"""What a creditor reads who asked for no communication, before the worker's name and the month."""


def transfer(
    due: Due, order: PaymentOrder | None, user: User | None, now: dt.datetime, *, again: bool = False
) -> Transfer:
    """The transfer that pays a debt, by an order or outside Preste; not yet stored."""
    payslip, claim = due.payslip, due.to.claim.id if due.to else ""
    attempt = (payslip.transfers.filter(claim=claim).aggregate(Max("attempt"))["attempt__max"] or 0) + 1
    reference = due.to.claim.reference.strip() if due.to else ""
    return Transfer(
        employer_id=payslip.employer_id,
        order=order,
        payslip=payslip,
        claim=claim,
        attempt=attempt,
        again=again,
        amount=due.amount,
        creditor_name=due.name,
        creditor_iban=due.account if order else "",
        end_to_end_id=identifier(
            *([str(payslip.pk), claim, str(attempt)] if claim else [str(payslip.pk), str(attempt)])
        ),
        communication="" if reference else _communication(due),
        reference=reference,
        made_at=now,
        made_by=user,
    )


def _communication(due: Due) -> str:
    """What is read of a transfer to which nobody gave a communication."""
    run = due.payslip.run
    if due.to:
        month = f" {run.month}"
        told = f"{KEPT.get(run.employer.language, KEPT['fr'])} {due.payslip.worker_name}"
        return told[: 140 - len(month)] + month
    return f"{COMMUNICATION.get(run.employer.language, COMMUNICATION['fr'])} {run.month}"


def sepa_order(order: PaymentOrder, transfers: Sequence[Transfer]) -> Order:
    """The order as the bank's file tells it; it is made of what is stored and of nothing else."""
    return Order(
        reference=f"{order.run_id}/{order.number}",
        created_at=timezone.localtime(order.prepared_at, timezone.get_default_timezone()).replace(microsecond=0),
        debtor_name=order.debtor_name,
        debtor_iban=order.debtor_iban,
        debtor_bic=order.debtor_bic,
        enterprise_number=order.enterprise_number,
        execution_date=order.execution_date,
        transfers=tuple(_sepa(one) for one in _nets(transfers)),
        others=tuple(_sepa(one) for one in _others(transfers)),
    )


def _sepa(one: Transfer) -> SepaTransfer:
    """A transfer with the communication that its creditor wants: structured when its check digits say that it is."""
    told, structured = one.communication or one.reference, ogm.structured(one.reference)
    return SepaTransfer(one.creditor_name, one.creditor_iban, one.amount, one.end_to_end_id, told, structured)


def in_file(transfers: Sequence[Transfer]) -> list[Transfer]:
    """Transfers in the order in which the file has them."""
    return _nets(transfers) + _others(transfers)


def _nets(transfers: Sequence[Transfer]) -> list[Transfer]:
    return _in_order([one for one in transfers if not one.claim])


def _others(transfers: Sequence[Transfer]) -> list[Transfer]:
    return _in_order([one for one in transfers if one.claim])


def _in_order(transfers: Sequence[Transfer]) -> list[Transfer]:
    """By name, as Python sorts it: databases differ, and the file must not."""
    return sorted(transfers, key=lambda one: (one.creditor_name, one.end_to_end_id))
