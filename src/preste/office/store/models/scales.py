"""The wage scales of an employer. A new table takes the place of the former one, which stays."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django_scopes import ScopedManager

from preste.office.store.models.people import Employer


class ScaleTable(models.Model):
    """All scales of an employer as they were given at once: `rows` of scale, pay basis, date, years and cents."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    employer = models.ForeignKey(Employer, on_delete=models.PROTECT, related_name="+")
    rows = models.JSONField()
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    superseded_at = models.DateTimeField(null=True)

    objects = ScopedManager(employer="employer")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["employer"], condition=models.Q(superseded_at__isnull=True), name="one_scale_table_known"
            )
        ]
