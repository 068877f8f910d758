"""The account of an employer with the ONSS: entries, and transfers ordered to pay it.

An entry never changes: it is superseded by another one, or given up. What was ordered never changes either; only what
became of it does.
"""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy
from django_scopes import ScopedManager

from preste.ids import ogm
from preste.office.store.models.payments import OrderState
from preste.office.store.models.people import Employer
from preste.office.store.secret import EncryptedField

_WHO = settings.AUTH_USER_MODEL


class OnssEntryKind(models.TextChoices):
    """What an entry tells: the kinds of `preste.payroll.onss_account`."""

    OWED = "owed", gettext_lazy("Cotisations d'un trimestre")
    REFERENCE = "reference", gettext_lazy("Cotisations d'avant, pour les provisions")
    NOTICE = "notice", gettext_lazy("Avis de débit vacances")
    OPENING = "opening", gettext_lazy("Reste dû avant Preste")
    COSTS = "costs", gettext_lazy("Frais et autres sommes réclamées")
    PROVISION = "provision", gettext_lazy("Provision écrite par l'ONSS")
    PAYMENT = "payment", gettext_lazy("Paiement")
    WAIVER = "waiver", gettext_lazy("Renonciation de l'ONSS")
    PLAN = "plan", gettext_lazy("Mensualité d'un plan d'apurement")


class OnssEntry(models.Model):
    """Something told of the account; see `preste.payroll.onss_account.Entry` for its fields."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    employer = models.ForeignKey(Employer, on_delete=models.PROTECT, related_name="onss_entries")
    kind = models.CharField(max_length=9, choices=OnssEntryKind.choices)
    amount = models.BigIntegerField()
    period = models.CharField(max_length=7, blank=True)
    day = models.DateField(null=True)
    towards = models.CharField(max_length=7, blank=True)
    note = models.CharField(max_length=200, blank=True)
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(_WHO, on_delete=models.PROTECT, null=True, related_name="+")
    superseded_at = models.DateTimeField(null=True)
    superseded_by = models.ForeignKey(_WHO, on_delete=models.PROTECT, null=True, related_name="+")

    objects = ScopedManager(employer="employer")

    class Meta:
        indexes = [models.Index(fields=["employer", "superseded_at"], name="onss_entry_known")]
        ordering = ["recorded_at", models.F("day").asc(nulls_first=True), "period", "id"]


class OnssOrder(models.Model):
    """One transfer to the ONSS, or to the social secretariat that collects for it; its payment is entered once it is
    executed. `towards`: the debt it is for; `reference`: the digits of a structured communication, or a text.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    employer = models.ForeignKey(Employer, on_delete=models.PROTECT, related_name="onss_orders")
    number = models.PositiveIntegerField()
    amount = models.BigIntegerField()
    towards = models.CharField(max_length=7, blank=True)
    execution_date = models.DateField()
    creditor_name = models.CharField(max_length=120)
    creditor_iban = EncryptedField()
    reference = EncryptedField(default="")
    debtor_name = models.CharField(max_length=200)
    debtor_iban = EncryptedField()
    debtor_bic = models.CharField(max_length=11, blank=True)
    enterprise_number = models.CharField(max_length=10, blank=True)
    file_hash = models.CharField(max_length=64)
    prepared_at = models.DateTimeField()
    prepared_by = models.ForeignKey(_WHO, on_delete=models.PROTECT, null=True, related_name="+")
    state = models.CharField(max_length=12, choices=OrderState.choices, default=OrderState.PREPARED)
    settled_at = models.DateTimeField(null=True)
    settled_by = models.ForeignKey(_WHO, on_delete=models.PROTECT, null=True, related_name="+")
    entry = models.OneToOneField(OnssEntry, on_delete=models.PROTECT, null=True, related_name="order")

    objects = ScopedManager(employer="employer")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["employer", "number"], name="onss_order_once"),
            models.CheckConstraint(condition=models.Q(amount__gt=0), name="onss_order_pays_something"),
        ]
        ordering = ["-number"]

    @property
    def read(self) -> str:
        """What is read on it: a structured communication as it is printed."""
        return ogm.printed(self.reference)
