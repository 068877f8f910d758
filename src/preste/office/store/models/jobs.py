"""Jobs: work that takes longer than a page may. A row says what, how far, and who holds it until when."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy
from django_scopes import ScopedManager

from preste.office.store.models.people import Employer


class JobState(models.TextChoices):
    """Where a job stands."""

    WAITING = "waiting", gettext_lazy("En attente")
    RUNNING = "running", gettext_lazy("En cours")
    DONE = "done", gettext_lazy("Terminé")
    FAILED = "failed", gettext_lazy("Échoué")
    CANCELLED = "cancelled", gettext_lazy("Interrompu")


class Job(models.Model):
    """One piece of work on one subject. `key` makes the same request, made twice, one job.

    `holder` works on it until `lease_until`, which it renews; afterwards anybody may take it over.
    `attempts` counts how often it was taken since it last got further. `begun_with` is what was done already
    when it was last taken, at `started_at`.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    employer = models.ForeignKey(Employer, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=20)
    key = models.CharField(max_length=80)
    subject = models.UUIDField()
    state = models.CharField(max_length=10, choices=JobState.choices, default=JobState.WAITING)
    holder = models.CharField(max_length=36, blank=True)
    lease_until = models.DateTimeField(null=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    begun_with = models.PositiveIntegerField(default=0)
    error_code = models.CharField(max_length=40, blank=True)
    error_message = models.CharField(max_length=300, blank=True)
    cancel_requested = models.BooleanField(default=False)
    created_at = models.DateTimeField()
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    started_at = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)

    objects = ScopedManager(employer="employer")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["employer", "key"], name="job_once")]
        indexes = [models.Index(fields=["state", "created_at"]), models.Index(fields=["subject"])]
        ordering = ["created_at"]

    @property
    def live(self) -> bool:
        """Whether it waits or runs."""
        return self.state in (JobState.WAITING, JobState.RUNNING)
