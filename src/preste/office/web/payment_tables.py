"""The CSV twins of the tables of payments; accounts masked."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from django.http import HttpResponse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from preste.exports.table import amount, safe
from preste.office.services.bank_accounts import masked
from preste.office.services.debts import Due
from preste.office.store.models import PaymentOrder, Transfer
from preste.office.web.tables import csv_file

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


def owed_csv(name: str, owed: Sequence[Due]) -> HttpResponse:
    """Nets still to pay."""
    head = ("mois", "nom", "net_a_payer", "compte", "raison", "rejete_le")
    rows = (
        (
            one.payslip.run.month,
            safe(one.payslip.worker_name),
            amount(one.payslip.net_paid),
            safe(masked(one.account)),
            one.failed.get_rejection_display() if one.failed else str(PROBLEMS.get(one.problem, "")),
            one.failed.rejected_on.isoformat() if one.failed and one.failed.rejected_on else "",
        )
        for one in owed
    )
    return csv_file(name, head, rows)


def transfers_csv(name: str, transfers: Sequence[Transfer]) -> HttpResponse:
    """The transfers of an order."""
    head = ("nom", "compte", "montant", "communication", "reference", "etat", "paye_le", "rejete_le", "raison")
    rows = (
        (
            safe(one.creditor_name),
            safe(masked(one.creditor_iban)),
            amount(one.amount),
            safe(one.communication),
            one.end_to_end_id,
            one.get_state_display(),
            one.paid_on.isoformat() if one.paid_on else "",
            one.rejected_on.isoformat() if one.rejected_on else "",
            one.get_rejection_display() if one.rejection else "",
        )
        for one in transfers
    )
    return csv_file(name, head, rows)


def orders_csv(orders: Sequence[PaymentOrder]) -> HttpResponse:
    """An employer's orders."""
    head = ("mois", "ordre", "execution", "etat", "virements", "total", "message", "prepare_le", "second_paiement")
    rows = (
        (
            one.run.month,
            str(one.number),
            one.execution_date.isoformat(),
            one.get_state_display(),
            str(len(one.transfers.all())),
            amount(total(list(one.transfers.all()))),
            one.message_id,
            one.prepared_at.isoformat(timespec="seconds"),
            safe(one.reason),
        )
        for one in orders
    )
    return csv_file("ordres", head, rows)
