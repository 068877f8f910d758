"""What a quarter's declaration rests on besides pay, and what only the employer knows of it."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy
from django_scopes import ScopedManager

from preste.office.store.models.people import Contract, Employer


class QuarterFactKind(models.TextChoices):
    """What a fact of the quarter is about; its data follow `preste.office.services.quarter_facts`."""

    GIVEN = "given", gettext_lazy("Fait du trimestre")
    CHOICE = "choice", gettext_lazy("Réduction choisie")
    CAR = "car", gettext_lazy("Voiture sans conducteur")


class QuarterFact(models.Model):
    """A fact of a quarter, of a contract or of the employer as a whole. Never changed, only superseded.

    A fact or a choice is dated its quarter; a car runs from a day on. `recorded_at` and `superseded_at` say when it was
    believed. The database refuses any other change of a row, and its deletion.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    employer = models.ForeignKey(Employer, on_delete=models.PROTECT, related_name="+")
    contract = models.ForeignKey(Contract, on_delete=models.PROTECT, related_name="+", null=True)
    kind = models.CharField(max_length=10, choices=QuarterFactKind.choices)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True)
    data = models.JSONField()
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    superseded_at = models.DateTimeField(null=True)
    superseded_by = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="replaces")

    objects = ScopedManager(employer="employer")

    class Meta:
        indexes = [models.Index(fields=["employer", "kind", "valid_from"], name="quarter_fact_by_day")]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(valid_to__isnull=True) | models.Q(valid_to__gte=models.F("valid_from")),
                name="quarter_fact_ends_after",
            ),
            models.UniqueConstraint(
                fields=["employer", "contract", "valid_from"],
                condition=models.Q(superseded_at__isnull=True, kind="choice"),
                name="quarter_choice_once",
            ),
        ]
