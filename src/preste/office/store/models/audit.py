"""The audit trail: who did and who read what, chained by hash so that a changed or missing row shows."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django_scopes import ScopedManager

from preste.office.store.models.people import Employer


class AuditEvent(models.Model):
    """One act. `details` never holds a national number, an account or an amount of pay."""

    employer = models.ForeignKey(Employer, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    action = models.CharField(max_length=60)
    subject = models.CharField(max_length=80)
    details = models.JSONField(default=dict)
    previous_hash = models.CharField(max_length=64)
    hash = models.CharField(max_length=64)

    objects = ScopedManager(employer="employer")

    class Meta:
        indexes = [
            models.Index(fields=["employer", "action"], name="event_by_action"),
            models.Index(fields=["employer", "-id"], name="event_last"),
        ]
        ordering = ["id"]
