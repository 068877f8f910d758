"""What belongs to an employer besides its identity: establishment units, affiliations, accounts, deadlines met."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy
from django_scopes import ScopedManager

from preste.office.store.models.people import Employer
from preste.office.store.secret import EncryptedField


class Establishment(models.Model):
    """An establishment unit (unité d'établissement). One that is given up goes; the audit trail tells what it was."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    employer = models.ForeignKey(Employer, on_delete=models.PROTECT, related_name="establishments")
    number = models.CharField(max_length=10)
    name = models.CharField(max_length=120)
    street = models.CharField(max_length=120)
    postcode = models.CharField(max_length=12)
    city = models.CharField(max_length=80)
    country = models.CharField(max_length=2, default="BE")

    objects = ScopedManager(employer="employer")

    class Meta:
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["employer", "number"], name="establishment_once")]


class AffiliationKind(models.TextChoices):
    """What an employer is affiliated to."""

    ACCIDENT_INSURER = "accident_insurer", gettext_lazy("Assureur accidents du travail")
    HOLIDAY_FUND = "holiday_fund", gettext_lazy("Caisse de vacances")
    PREVENTION_SERVICE = "prevention_service", gettext_lazy("Service externe de prévention")
    SOCIAL_SECRETARIAT = "social_secretariat", gettext_lazy("Secrétariat social")


class Affiliation(models.Model):
    """The insurer, fund or service of one kind, and the employer's number there."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    employer = models.ForeignKey(Employer, on_delete=models.PROTECT, related_name="affiliations")
    kind = models.CharField(max_length=20, choices=AffiliationKind.choices)
    name = models.CharField(max_length=120)
    number = models.CharField(max_length=40, blank=True)

    objects = ScopedManager(employer="employer")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["employer", "kind"], name="affiliation_once")]


class BankAccount(models.Model):
    """An account of the employer beside its main one, which is `Employer.iban`."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    employer = models.ForeignKey(Employer, on_delete=models.PROTECT, related_name="other_accounts")
    label = models.CharField(max_length=60, blank=True)
    iban = EncryptedField()

    objects = ScopedManager(employer="employer")

    class Meta:
        ordering = ["label", "id"]


class DeadlineMet(models.Model):
    """A legal deadline of one period that was met: when it was filed, who wrote it down and when."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    employer = models.ForeignKey(Employer, on_delete=models.PROTECT, related_name="+")
    deadline = models.CharField(max_length=40)
    period = models.CharField(max_length=7)
    met_on = models.DateField()
    recorded_at = models.DateTimeField(auto_now_add=True)
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")

    objects = ScopedManager(employer="employer")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["employer", "deadline", "period"], name="deadline_met_once")]
