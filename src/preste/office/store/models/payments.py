"""Payments: the orders given to a bank, their transfers, and what became of each.

What was ordered never changes; only what became of it does. A payslip's net, and what it keeps for each creditor, is
paid by one transfer that stands (ordered or paid); a rejected one stays, and points to the transfer that took its
place.
"""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy
from django_scopes import ScopedManager

from preste.ids import ogm
from preste.office.store.models.people import Employer
from preste.office.store.models.runs import PayRun, Payslip
from preste.office.store.secret import EncryptedField

_WHO = settings.AUTH_USER_MODEL


class OrderState(models.TextChoices):
    """Where an order stands."""

    PREPARED = "prepared", gettext_lazy("Préparé")
    HANDED_OVER = "handed_over", gettext_lazy("Remis à la banque")
    CONFIRMED = "confirmed", gettext_lazy("Exécuté")
    ABANDONED = "abandoned", gettext_lazy("Abandonné")


class TransferState(models.TextChoices):
    """What became of a transfer."""

    ORDERED = "ordered", gettext_lazy("Ordonné")
    PAID = "paid", gettext_lazy("Payé")
    REJECTED = "rejected", gettext_lazy("Rejeté")
    ABANDONED = "abandoned", gettext_lazy("Abandonné")


class Way(models.TextChoices):
    """How a net is paid: in a SEPA file, or outside Preste."""

    SEPA = "sepa", gettext_lazy("Fichier SEPA")
    BANK = "bank", gettext_lazy("Virement encodé à la banque")
    CASH = "cash", gettext_lazy("De la main à la main")
    OTHER = "other", gettext_lazy("Autre moyen")


class Rejection(models.TextChoices):
    """Why a payment did not arrive, as banks say it."""

    CLOSED = "closed", gettext_lazy("Compte clôturé")
    NUMBER = "number", gettext_lazy("Numéro de compte erroné")
    NAME = "name", gettext_lazy("Nom et compte ne correspondent pas")
    BLOCKED = "blocked", gettext_lazy("Compte bloqué")
    DECEASED = "deceased", gettext_lazy("Titulaire décédé")
    FUNDS = "funds", gettext_lazy("Provision insuffisante")
    REFUSED = "refused", gettext_lazy("Refusé par le bénéficiaire")
    OTHER = "other", gettext_lazy("Autre raison de la banque")
    MISTAKE = "mistake", gettext_lazy("Noté payé par erreur")


class PaymentOrder(models.Model):
    """One SEPA file of a run. `reason` says why a net is knowingly paid a second time, or why it was given up."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    employer = models.ForeignKey(Employer, on_delete=models.PROTECT, related_name="+")
    run = models.ForeignKey(PayRun, on_delete=models.PROTECT, related_name="orders")
    number = models.PositiveSmallIntegerField()
    execution_date = models.DateField()
    again = models.BooleanField(default=False)
    reason = models.CharField(max_length=300, blank=True)
    debtor_name = models.CharField(max_length=200)
    debtor_iban = EncryptedField()
    debtor_bic = models.CharField(max_length=11, blank=True)
    enterprise_number = models.CharField(max_length=10, blank=True)
    message_id = models.CharField(max_length=35)
    file_hash = models.CharField(max_length=64)
    prepared_at = models.DateTimeField()
    prepared_by = models.ForeignKey(_WHO, on_delete=models.PROTECT, null=True, related_name="+")
    state = models.CharField(max_length=12, choices=OrderState.choices, default=OrderState.PREPARED)
    handed_over_at = models.DateTimeField(null=True)
    handed_over_by = models.ForeignKey(_WHO, on_delete=models.PROTECT, null=True, related_name="+")
    confirmed_at = models.DateTimeField(null=True)
    confirmed_by = models.ForeignKey(_WHO, on_delete=models.PROTECT, null=True, related_name="+")
    abandoned_reason = models.CharField(max_length=300, blank=True)

    objects = ScopedManager(employer="employer")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["run", "number"], name="order_once"),
            models.UniqueConstraint(fields=["employer", "message_id"], name="order_message_once"),
            models.CheckConstraint(
                condition=models.Q(again=False) | ~models.Q(reason=""), name="order_again_has_a_reason"
            ),
        ]
        ordering = ["-prepared_at"]


class Transfer(models.Model):
    """One payment of a payslip's net, or of what it keeps for the creditor of `claim`; outside Preste without an order.

    `attempt` counts the payments of the same debt, so that two people cannot make the same one; `again` marks one
    that stands knowingly beside another. `reference` is what a creditor wants to read: the digits of a structured
    communication, or a text.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    employer = models.ForeignKey(Employer, on_delete=models.PROTECT, related_name="+")
    order = models.ForeignKey(PaymentOrder, on_delete=models.PROTECT, null=True, related_name="transfers")
    payslip = models.ForeignKey(Payslip, on_delete=models.PROTECT, related_name="transfers")
    claim = models.TextField(blank=True, default="")
    attempt = models.PositiveSmallIntegerField()
    way = models.CharField(max_length=6, choices=Way.choices, default=Way.SEPA)
    again = models.BooleanField(default=False)
    amount = models.BigIntegerField()
    creditor_name = models.CharField(max_length=200)
    creditor_iban = EncryptedField(default="")
    end_to_end_id = models.CharField(max_length=35)
    communication = models.CharField(max_length=140, blank=True)
    reference = EncryptedField(default="")
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(_WHO, on_delete=models.PROTECT, null=True, related_name="+")
    state = models.CharField(max_length=10, choices=TransferState.choices, default=TransferState.ORDERED)
    paid_on = models.DateField(null=True)
    rejection = models.CharField(max_length=10, choices=Rejection.choices, blank=True)
    rejected_on = models.DateField(null=True)
    reissued_by = models.OneToOneField("self", on_delete=models.PROTECT, null=True, related_name="reissues")

    objects = ScopedManager(employer="employer")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["payslip", "claim", "attempt"], name="transfer_attempt_once"),
            models.UniqueConstraint(fields=["employer", "end_to_end_id"], name="transfer_end_to_end_once"),
            models.UniqueConstraint(
                fields=["payslip", "claim"],
                condition=models.Q(state__in=("ordered", "paid"), again=False),
                name="transfer_one_stands",
            ),
            models.CheckConstraint(condition=models.Q(amount__gt=0), name="transfer_pays_something"),
            models.CheckConstraint(
                condition=models.Q(way="sepa", order__isnull=False) | (~models.Q(way="sepa") & models.Q(order=None)),
                name="transfer_sepa_has_an_order",
            ),
        ]
        indexes = [
            models.Index(fields=["employer", "state"], name="transfer_by_state"),
            models.Index(fields=["employer", "payslip", "state"], name="transfer_by_payslip"),
        ]
        ordering = ["creditor_name", "end_to_end_id"]

    @property
    def read(self) -> str:
        """What is read on it: the communication, a structured one as it is printed."""
        return ogm.printed(self.reference) if self.reference else self.communication
