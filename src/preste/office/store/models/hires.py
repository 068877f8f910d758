"""What first hires rest on besides the contracts."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy
from django_scopes import ScopedManager

from preste.office.store.models.people import Employer


class HireKind(models.TextChoices):
    """What a fact of first hires is about; its data follow `preste.office.services.hire_file`."""

    COMPANY = "company", gettext_lazy("Société de l'unité technique d'exploitation")
    STAFF = "staff", gettext_lazy("Travailleurs qui n'ont pas de contrat ici")
    RIGHT = "right", gettext_lazy("Droit repris")
    USE = "use", gettext_lazy("Trimestre utilisé")
    CONFIRMED = "confirmed", gettext_lazy("Dossier confirmé")


class HireFact(models.Model):
    """A fact of first hires. Never changed, only superseded: the database refuses any other change.

    `valid_*` says when it holds: a company belongs to the unit, somebody works there, a right was opened, a quarter was
    used; `recorded_at` and `superseded_at` when it was believed.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    employer = models.ForeignKey(Employer, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=10, choices=HireKind.choices)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True)
    data = models.JSONField()
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    superseded_at = models.DateTimeField(null=True)

    objects = ScopedManager(employer="employer")

    class Meta:
        indexes = [models.Index(fields=["employer", "kind", "valid_from"], name="hire_fact_by_day")]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(valid_to__isnull=True) | models.Q(valid_to__gte=models.F("valid_from")),
                name="hire_fact_ends_after",
            ),
            models.UniqueConstraint(
                fields=["employer"],
                condition=models.Q(superseded_at__isnull=True, kind="confirmed"),
                name="hire_confirmed_once",
            ),
        ]
