"""Uploaded tables between the trial and the recording, and what the columns of an employer's tables mean."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy
from django_scopes import ScopedManager

from preste.office.store.models.people import Employer


class ImportKind(models.TextChoices):
    """What a table brings in."""

    HOURS = "hours", gettext_lazy("Heures")
    ITEMS = "items", gettext_lazy("Éléments de paie")
    TAKEOVER = "takeover", gettext_lazy("Mois repris")


class UploadState(models.TextChoices):
    """A table is tried first, then recorded; what it held is forgotten afterwards."""

    PREVIEWED = "previewed", gettext_lazy("Essayé")
    APPLIED = "applied", gettext_lazy("Enregistré")


class Upload(models.Model):
    """A table as it was read, and what recording it would do: `plan`. What is recorded is what was shown."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    employer = models.ForeignKey(Employer, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=10, choices=ImportKind.choices)
    month = models.CharField(max_length=7)
    state = models.CharField(max_length=10, choices=UploadState.choices, default=UploadState.PREVIEWED)
    sha256 = models.CharField(max_length=64)
    sheet = models.JSONField()
    columns = models.JSONField()
    plan = models.JSONField()
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    expires_at = models.DateTimeField()
    applied_at = models.DateTimeField(null=True)
    applied_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    recorded = models.PositiveIntegerField(default=0)

    objects = ScopedManager(employer="employer")

    class Meta:
        indexes = [models.Index(fields=["employer", "sha256"])]
        ordering = ["-made_at"]


class ImportMapping(models.Model):
    """What an employer's own headers mean: `columns` gives the field of each, as its people chose."""

    employer = models.ForeignKey(Employer, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=10, choices=ImportKind.choices)
    columns = models.JSONField(default=dict)

    objects = ScopedManager(employer="employer")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["employer", "kind"], name="mapping_once")]
