"""Dimona: the periods that the ONSS knows, what was planned, what was declared, and what the ONSS answered.

A declaration and an answer never change; a period and a plan are only superseded. Where a declaration stands follows
from the sending it is of, and from its latest answer.
"""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy
from django_scopes import ScopedManager

from preste.office.store.models.people import Contract, Employer
from preste.office.store.secret import EncryptedField

_WHO = settings.AUTH_USER_MODEL


class PeriodOrigin(models.TextChoices):
    """Where a known period comes from."""

    ANSWER = "answer", gettext_lazy("Réponse de l'ONSS")
    HAND = "hand", gettext_lazy("Encodée à la main")
    FILE = "file", gettext_lazy("Liste importée")


class DimonaKind(models.TextChoices):
    """What a declaration does."""

    IN = "in", "IN"
    OUT = "out", "OUT"
    UPDATE = "update", "UPDATE"
    CANCEL = "cancel", "CANCEL"


class DimonaResult(models.TextChoices):
    """What the ONSS made of a declaration."""

    ACCEPTED = "A", gettext_lazy("Acceptée")
    WARNED = "W", gettext_lazy("Acceptée avec avertissement")
    REFUSED = "B", gettext_lazy("Refusée")
    WAITING = "S", gettext_lazy("Travailleur à identifier")


class _Told(models.Model):
    """What Dimona says of a period; `contract` is whose it is here."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    employer = models.ForeignKey(Employer, on_delete=models.PROTECT, related_name="+")
    contract = models.ForeignKey(Contract, on_delete=models.PROTECT, related_name="+", null=True)
    worker_type = models.CharField(max_length=3)
    joint_committee = models.CharField(max_length=3)
    start = models.DateField()
    end = models.DateField(null=True)
    start_hour = models.CharField(max_length=4, blank=True)
    end_hour = models.CharField(max_length=4, blank=True)
    planned_hours = models.PositiveSmallIntegerField(null=True)

    class Meta:
        abstract = True


class DimonaPeriod(_Told):
    """A period that the ONSS knows, under the number it gave."""

    number = models.CharField(max_length=12)
    origin = models.CharField(max_length=6, choices=PeriodOrigin.choices)
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(_WHO, on_delete=models.PROTECT, null=True, related_name="+")
    superseded_at = models.DateTimeField(null=True)

    objects = ScopedManager(employer="employer")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["employer", "number"],
                condition=models.Q(superseded_at__isnull=True),
                name="dimona_period_once",
            )
        ]
        indexes = [models.Index(fields=["employer", "superseded_at", "contract"], name="dimona_period_known")]
        ordering = ["start", "number"]


class DimonaPlan(models.Model):
    """What was planned for a contract in place of what its schedule and dates say; "" and null: as they say."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    employer = models.ForeignKey(Employer, on_delete=models.PROTECT, related_name="+")
    contract = models.ForeignKey(Contract, on_delete=models.PROTECT, related_name="+")
    start = models.DateField()
    end = models.DateField(null=True)
    worker_type = models.CharField(max_length=3, blank=True)
    planned_hours = models.PositiveSmallIntegerField(null=True)
    start_hour = models.CharField(max_length=4, blank=True)
    end_hour = models.CharField(max_length=4, blank=True)
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(_WHO, on_delete=models.PROTECT, null=True, related_name="+")
    superseded_at = models.DateTimeField(null=True)

    objects = ScopedManager(employer="employer")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["contract", "start"],
                condition=models.Q(superseded_at__isnull=True),
                name="dimona_plan_once",
            )
        ]
        ordering = ["start"]


class DimonaSending(models.Model):
    """Declarations prepared together: one file, kept as it was made, and when it was handed over or given up.

    `sender`, `day` and `sequence` name the file of the batch channel; without a sender it has no name.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    employer = models.ForeignKey(Employer, on_delete=models.PROTECT, related_name="+")
    sender = models.CharField(max_length=6, blank=True)
    day = models.DateField()
    sequence = models.PositiveIntegerField(default=0)
    file = EncryptedField()
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(_WHO, on_delete=models.PROTECT, null=True, related_name="+")
    handed_over_at = models.DateTimeField(null=True)
    handed_over_by = models.ForeignKey(_WHO, on_delete=models.PROTECT, null=True, related_name="+")
    abandoned_at = models.DateTimeField(null=True)

    objects = ScopedManager(employer="employer")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["sender", "day", "sequence"],
                condition=~models.Q(sender=""),
                name="dimona_file_name_once",
            ),
            models.CheckConstraint(
                condition=models.Q(handed_over_at__isnull=True) | models.Q(abandoned_at__isnull=True),
                name="dimona_handed_over_or_abandoned",
            ),
        ]
        indexes = [models.Index(fields=["employer", "made_at"], name="dimona_sending_by_date")]
        ordering = ["-made_at"]


class DimonaDeclaration(_Told):
    """A declaration as it was made: what the ONSS will know of the period once it takes it.

    `period`: the number it is about, none for an IN. `fields`: what it changes.
    """

    sending = models.ForeignKey(DimonaSending, on_delete=models.PROTECT, related_name="declarations")
    rank = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=6, choices=DimonaKind.choices)
    period = models.CharField(max_length=12, blank=True)
    fields = models.JSONField(default=list)
    reference = models.CharField(max_length=20)
    due = models.DateField(null=True)

    objects = ScopedManager(employer="employer")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["employer", "reference"], name="dimona_reference_once")]
        indexes = [models.Index(fields=["employer", "contract"], name="dimona_by_contract")]
        ordering = ["sending", "rank"]


class DimonaAnswer(models.Model):
    """What the ONSS answered to a declaration; the latest one holds."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    employer = models.ForeignKey(Employer, on_delete=models.PROTECT, related_name="+")
    declaration = models.ForeignKey(DimonaDeclaration, on_delete=models.PROTECT, related_name="answers")
    result = models.CharField(max_length=1, choices=DimonaResult.choices)
    period = models.CharField(max_length=12, blank=True)
    ticket = models.CharField(max_length=40, blank=True)
    anomalies = models.JSONField(default=list)
    by_hand = models.BooleanField(default=False)
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(_WHO, on_delete=models.PROTECT, null=True, related_name="+")

    objects = ScopedManager(employer="employer")

    class Meta:
        indexes = [models.Index(fields=["employer", "declaration", "recorded_at"], name="dimona_answer_latest")]
        ordering = ["recorded_at"]
