"""The twins of the tables of payments; accounts masked."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from django.http import HttpRequest, HttpResponse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from preste.exports.twin import Kind
from preste.office.services.bank_accounts import masked
from preste.office.services.creditors import DueToCreditor
from preste.office.services.debts import Due
from preste.office.store.models import PaymentOrder, Transfer
from preste.office.web.tables import table_file

PROBLEMS: Mapping[str, str | Promise] = {
    "none": gettext_lazy("pas de compte bancaire"),
    "wrong": gettext_lazy("compte mal écrit"),
    "abroad": gettext_lazy("compte hors de la zone SEPA"),
    "same": gettext_lazy("même compte que le paiement rejeté"),
}
"""Why a net cannot be paid by a SEPA file."""


def total(transfers: Sequence[Transfer]) -> int:
    """The sum of transfers in cents."""
    return sum(one.amount for one in transfers)


OWED = {
    "mois": Kind.TEXT,
    "nom": Kind.TEXT,
    "net_a_payer": Kind.AMOUNT,
    "compte": Kind.TEXT,
    "raison": Kind.TEXT,
    "rejete_le": Kind.DATE,
}
TO_CREDITORS = {
    "creancier": Kind.TEXT,
    "genre": Kind.TEXT,
    "travailleur": Kind.TEXT,
    "montant": Kind.AMOUNT,
    "compte": Kind.TEXT,
    "communication": Kind.TEXT,
    "etat": Kind.TEXT,
}
TRANSFERS = {
    "nom": Kind.TEXT,
    "compte": Kind.TEXT,
    "montant": Kind.AMOUNT,
    "communication": Kind.TEXT,
    "reference": Kind.TEXT,
    "etat": Kind.TEXT,
    "paye_le": Kind.DATE,
    "rejete_le": Kind.DATE,
    "raison": Kind.TEXT,
}
ORDERS = {
    "mois": Kind.TEXT,
    "ordre": Kind.INTEGER,
    "execution": Kind.DATE,
    "etat": Kind.TEXT,
    "virements": Kind.INTEGER,
    "total": Kind.AMOUNT,
    "message": Kind.TEXT,
    "prepare_le": Kind.MOMENT,
    "second_paiement": Kind.TEXT,
}


def owed_table(request: HttpRequest, name: str, owed: Sequence[Due]) -> HttpResponse:
    """What is still to pay."""
    rows = (
        (
            one.payslip.run.month,
            one.name,
            one.amount,
            masked(one.account),
            one.failed.get_rejection_display() if one.failed else str(PROBLEMS.get(one.problem, "")),
            one.failed.rejected_on if one.failed else None,
        )
        for one in owed
    )
    return table_file(request, name, OWED, rows)


def creditors_table(request: HttpRequest, name: str, due: Sequence[tuple[DueToCreditor, str]]) -> HttpResponse:
    """What a run gives to creditors, and what became of each."""
    rows = (
        (one.claim.creditor, one.kind, one.payslip.worker_name, one.amount, one.account, one.communication, state)
        for one, state in due
    )
    return table_file(request, name, TO_CREDITORS, rows)


def transfers_table(request: HttpRequest, name: str, transfers: Sequence[Transfer]) -> HttpResponse:
    """The transfers of an order."""
    rows = (
        (
            one.creditor_name,
            masked(one.creditor_iban),
            one.amount,
            one.read,
            one.end_to_end_id,
            one.get_state_display(),
            one.paid_on,
            one.rejected_on,
            one.get_rejection_display() if one.rejection else "",
        )
        for one in transfers
    )
    return table_file(request, name, TRANSFERS, rows)


def orders_table(request: HttpRequest, orders: Sequence[PaymentOrder]) -> HttpResponse:
    """An employer's orders."""
    rows = (
        (
            one.run.month,
            one.number,
            one.execution_date,
            one.get_state_display(),
            len(one.transfers.all()),
            total(list(one.transfers.all())),
            one.message_id,
            one.prepared_at,
            one.reason,
        )
        for one in orders
    )
    return table_file(request, "ordres", ORDERS, rows)
