"""Facts: what is true from when to when, and since when it is known. Never changed, only superseded."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy
from django_scopes import ScopedManager

from preste.office.store.models.people import Contract, Employer, Worker
from preste.office.store.secret import EncryptedField


class FactKind(models.TextChoices):
    """What a fact is about; its data follow `preste.office.services.facts`."""

    IDENTITY = "identity", gettext_lazy("Identité et adresse")
    HOUSEHOLD = "household", gettext_lazy("Situation familiale")
    CONTRACT = "contract", gettext_lazy("Contrat")
    TERMS = "terms", gettext_lazy("Conditions")
    ITEM = "item", gettext_lazy("Élément de paie")
    DAY = "day", gettext_lazy("Jour")
    INCAPACITY = "incapacity", gettext_lazy("Incapacité de travail")
    GARNISHMENT = "garnish", gettext_lazy("Créancier")
    DECLARED = "declared", gettext_lazy("Enfants déclarés")
    HOLIDAYS = "holidays", gettext_lazy("Vacances de l'année")
    OPENING = "opening", gettext_lazy("Soldes de départ")
    TAKEN = "taken", gettext_lazy("Mois repris")
    SENIORITY = "seniority", gettext_lazy("Ancienneté")
    SITUATION = "situation", gettext_lazy("Situation pour les réductions")
    ELSEWHERE = "elsewhere", gettext_lazy("Contingent utilisé ailleurs")
    DIMONA = "dimona", gettext_lazy("Précisions pour Dimona")


class EmployerFact(models.Model):
    """What of an employer decides pay, from a day on until the next one of its field. Never changed, only superseded.

    A replacement day of a public holiday is one of that holiday's own date.

    See `preste.office.services.employer_facts`.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    employer = models.ForeignKey(Employer, on_delete=models.PROTECT, related_name="+")
    field = models.CharField(max_length=40)
    value = models.JSONField()
    valid_from = models.DateField()
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    superseded_at = models.DateTimeField(null=True)

    objects = ScopedManager(employer="employer")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["employer", "field", "valid_from"],
                condition=models.Q(superseded_at__isnull=True),
                name="employer_fact_once",
            )
        ]


class Fact(models.Model):
    """One fact. `valid_*` says when it holds, `recorded_at` and `superseded_at` when it was believed."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    employer = models.ForeignKey(Employer, on_delete=models.PROTECT, related_name="+")
    worker = models.ForeignKey(Worker, on_delete=models.PROTECT, related_name="facts")
    contract = models.ForeignKey(Contract, on_delete=models.PROTECT, related_name="facts", null=True)
    kind = models.CharField(max_length=10, choices=FactKind.choices)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True)
    data = models.JSONField()
    secret = EncryptedField(default="")
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    superseded_at = models.DateTimeField(null=True)
    superseded_by = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="replaces")

    objects = ScopedManager(employer="employer")

    class Meta:
        indexes = [
            models.Index(fields=["employer", "kind", "superseded_at", "valid_to"], name="fact_by_end"),
            models.Index(fields=["contract", "kind", "valid_from"]),
            # Begins with the employer, as every query does: SQLite would otherwise read all that an employer has.
            models.Index(fields=["employer", "worker", "kind", "superseded_at"], name="fact_by_worker"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(valid_to__isnull=True) | models.Q(valid_to__gte=models.F("valid_from")),
                name="fact_ends_after_it_begins",
            )
        ]
