"""Quarters as computed, and the declarations made of them. A declaration that was handed over stays as it was."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy
from django_scopes import ScopedManager

from preste.office.store.models.people import Employer, Worker
from preste.office.store.secret import EncryptedField

_WHO = settings.AUTH_USER_MODEL


class ComputedQuarter(models.Model):
    """The last computation of an employer's quarter ("2022-1"); `computed_at` is null until the first one is done.

    It rests on the facts known at `known_at` and on pay up to the month `until`. `provisional`: not all of its months
    were validated. `told` is what is said of the employer as a whole (`preste.payroll.quarter.told`). `message` is its
    declaration, compressed, empty where one cannot be made; `problems` says why.
    `failures`: what was wrong in the records when a later computation was tried.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    employer = models.ForeignKey(Employer, on_delete=models.PROTECT, related_name="quarters")
    quarter = models.CharField(max_length=6)
    until = models.CharField(max_length=7, blank=True)
    known_at = models.DateTimeField(null=True)
    computed_at = models.DateTimeField(null=True)
    computed_by = models.ForeignKey(_WHO, on_delete=models.PROTECT, null=True, related_name="+")
    law_version = models.CharField(max_length=16, blank=True)
    provisional = models.BooleanField(default=True)
    total = models.BigIntegerField(default=0)
    worker_reductions = models.BigIntegerField(default=0)
    employer_reductions = models.BigIntegerField(default=0)
    owed = models.BigIntegerField(default=0)
    told = models.JSONField(default=dict)
    message = EncryptedField(default="")
    message_version = models.CharField(max_length=8, blank=True)
    problems = models.JSONField(default=list)
    failures = models.JSONField(default=list)

    objects = ScopedManager(employer="employer")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["employer", "quarter"], name="quarter_once")]
        ordering = ["-quarter"]


class QuarterWorker(models.Model):
    """One worker of a computed quarter: cents, and the worker's lines as told, with explanations, compressed."""

    employer = models.ForeignKey(Employer, on_delete=models.PROTECT, related_name="+")
    quarter = models.ForeignKey(ComputedQuarter, on_delete=models.CASCADE, related_name="workers")
    worker = models.ForeignKey(Worker, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=200)
    wage = models.BigIntegerField()
    total = models.BigIntegerField()
    worker_reductions = models.BigIntegerField()
    employer_reductions = models.BigIntegerField()
    uncertain = models.JSONField(default=list)
    told = models.BinaryField(default=b"")

    objects = ScopedManager(employer="employer")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["quarter", "worker"], name="quarter_worker_once")]
        ordering = ["name", "id"]

    @property
    def owed(self) -> int:
        """What is owed of this worker, after reductions."""
        return self.total - self.worker_reductions - self.employer_reductions


class DeclarationKind(models.TextChoices):
    """A quarter is declared once; what changes afterwards is a modification."""

    ORIGINAL = "original", gettext_lazy("Déclaration")
    UPDATE = "update", gettext_lazy("Modification")


class DeclarationState(models.TextChoices):
    """Where a declaration stands."""

    BUILT = "built", gettext_lazy("Établie")
    CHECKED = "checked", gettext_lazy("Contrôlée")
    HANDED_OVER = "handed_over", gettext_lazy("Remise")
    RECEIVED = "received", gettext_lazy("Reçue par l'ONSS")
    ACCEPTED = "accepted", gettext_lazy("Acceptée")
    REFUSED = "refused", gettext_lazy("Refusée")
    CORRECTED = "corrected", gettext_lazy("Corrigée")
    ABANDONED = "abandoned", gettext_lazy("Abandonnée")


class Environment(models.TextChoices):
    """For which service of the ONSS a file is."""

    REAL = "R", gettext_lazy("Production (R)")
    CIRCUIT = "T", gettext_lazy("Essai du circuit (T)")
    TEST = "S", gettext_lazy("Essai de la déclaration (S)")


class Declaration(models.Model):
    """One declaration of a quarter: what it says, what a check found, the file it was handed over in, what came back.

    `content` is the message, compressed; `sha256` that of the message itself. `report` is the last check, `rehearsal`
    what the desk of this machine answered to it, which is nothing of the ONSS. `replaces`: what a modification changes.
    `pids`: the permanent numbers the ONSS gave. From handing over on, what it says and its file do not change.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    employer = models.ForeignKey(Employer, on_delete=models.PROTECT, related_name="declarations")
    quarter = models.CharField(max_length=6)
    kind = models.CharField(max_length=8, choices=DeclarationKind.choices, default=DeclarationKind.ORIGINAL)
    number = models.PositiveSmallIntegerField()
    replaces = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="replaced_by")
    state = models.CharField(max_length=12, choices=DeclarationState.choices, default=DeclarationState.BUILT)
    content = EncryptedField()
    sha256 = models.CharField(max_length=64)
    size = models.PositiveIntegerField()
    people = models.PositiveIntegerField()
    owed = models.BigIntegerField()
    message_version = models.CharField(max_length=8)
    law_version = models.CharField(max_length=16)
    known_at = models.DateTimeField()
    until = models.CharField(max_length=7)
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(_WHO, on_delete=models.PROTECT, null=True, related_name="+")
    report = models.JSONField(default=dict)
    checked_at = models.DateTimeField(null=True)
    rehearsal = models.JSONField(default=dict)
    environment = models.CharField(max_length=1, choices=Environment.choices, blank=True)
    sender = models.CharField(max_length=6, blank=True)
    sent_on = models.DateField(null=True)
    sequence = models.PositiveIntegerField(null=True)
    handed_over_at = models.DateTimeField(null=True)
    handed_over_by = models.ForeignKey(_WHO, on_delete=models.PROTECT, null=True, related_name="+")
    file_ticket = models.CharField(max_length=40, blank=True)
    ticket = models.CharField(max_length=40, blank=True)
    answered_at = models.DateTimeField(null=True)
    anomalies = models.JSONField(default=list)
    pids = models.JSONField(default=dict)
    abandoned_reason = models.CharField(max_length=300, blank=True)

    objects = ScopedManager(employer="employer")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["employer", "quarter", "number"], name="declaration_number_once"),
            models.UniqueConstraint(
                fields=["employer", "quarter", "kind"],
                condition=models.Q(state__in=("built", "checked")),
                name="declaration_one_draft",
            ),
            models.UniqueConstraint(
                fields=["employer", "quarter"],
                condition=models.Q(
                    kind="original", environment="R", state__in=("handed_over", "received", "accepted", "corrected")
                ),
                name="declaration_one_original",
            ),
            models.UniqueConstraint(
                fields=["sender", "kind", "environment", "sent_on", "sequence"],
                condition=models.Q(sequence__isnull=False),
                name="declaration_file_once",
            ),
            models.CheckConstraint(
                condition=models.Q(state__in=("built", "checked"), handed_over_at=None)
                | models.Q(state="abandoned")
                | models.Q(handed_over_at__isnull=False),
                name="declaration_handed_over",
            ),
        ]
        ordering = ["-quarter", "-number"]

    @property
    def draft(self) -> bool:
        """Whether it was not handed over yet."""
        return self.handed_over_at is None


class ReceiptKind(models.TextChoices):
    """What the ONSS sends back."""

    ACKNOWLEDGEMENT = "acrf", gettext_lazy("Accusé de réception (ACRF)")
    NOTIFICATION = "notification", gettext_lazy("Notification")
    PIDS = "pids", gettext_lazy("Numéros permanents (PID)")
    UPDATE = "update", gettext_lazy("Notification de modification")


class Receipt(models.Model):
    """A file that came back for a declaration, as it came; never changed."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    employer = models.ForeignKey(Employer, on_delete=models.PROTECT, related_name="+")
    declaration = models.ForeignKey(Declaration, on_delete=models.PROTECT, related_name="receipts")
    kind = models.CharField(max_length=12, choices=ReceiptKind.choices)
    file_name = models.CharField(max_length=80)
    sha256 = models.CharField(max_length=64)
    content = EncryptedField()
    told = models.JSONField(default=dict)
    read_at = models.DateTimeField()
    read_by = models.ForeignKey(_WHO, on_delete=models.PROTECT, null=True, related_name="+")

    objects = ScopedManager(employer="employer")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["declaration", "sha256"], name="receipt_once")]
        ordering = ["read_at"]
