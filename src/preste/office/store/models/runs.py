"""Pay runs, their payslips and lines. From validation on they are immutable and chained by hash."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy
from django_scopes import ScopedManager

from preste.office.store.models.people import Contract, Employer


class RunState(models.TextChoices):
    """Where a run stands."""

    DRAFT = "draft", gettext_lazy("Saisie")
    COMPUTED = "computed", gettext_lazy("Calculé")
    VALIDATED = "validated", gettext_lazy("Validé")
    PAID = "paid", gettext_lazy("Payé")


class RunKind(models.TextChoices):
    """Regular runs cover a month; off-cycle runs what cannot wait."""

    REGULAR = "regular", gettext_lazy("Mois")
    OFF_CYCLE = "off_cycle", gettext_lazy("Hors cycle")


class PayRun(models.Model):
    """One run of one employer's month.

    `known_at` is when its last computation began: its payslips rest on the facts as they were known then.
    `computed_at` is the same moment once that computation is complete.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    employer = models.ForeignKey(Employer, on_delete=models.PROTECT, related_name="runs")
    month = models.CharField(max_length=7)
    kind = models.CharField(max_length=10, choices=RunKind.choices, default=RunKind.REGULAR)
    number = models.PositiveSmallIntegerField(default=1)
    state = models.CharField(max_length=10, choices=RunState.choices, default=RunState.DRAFT)
    pay_date = models.DateField(null=True)
    """The day an off-cycle run is paid; a regular one follows the employer's calendar."""
    created_at = models.DateTimeField()
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    known_at = models.DateTimeField(null=True)
    computed_at = models.DateTimeField(null=True)
    law_version = models.CharField(max_length=16, blank=True)
    validated_at = models.DateTimeField(null=True)
    validated_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    previous_hash = models.CharField(max_length=64, blank=True)
    hash = models.CharField(max_length=64, blank=True)

    objects = ScopedManager(employer="employer")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["employer", "month", "kind", "number"], name="run_once"),
        ]
        ordering = ["-month", "kind", "number"]


class Payslip(models.Model):
    """One contract's pay in a run: totals, lean trace, explanation, warnings, errors; the lines beside.

    `content_hash` is empty until the computation under way has come to it.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    employer = models.ForeignKey(Employer, on_delete=models.PROTECT, related_name="+")
    run = models.ForeignKey(PayRun, on_delete=models.CASCADE, related_name="payslips")
    contract = models.ForeignKey(Contract, on_delete=models.PROTECT, related_name="payslips")
    worker_name = models.CharField(max_length=200)
    paid_on = models.DateField()
    excluded = models.BooleanField(default=False)
    gross = models.BigIntegerField(null=True)
    taxable = models.BigIntegerField(null=True)
    withholding = models.BigIntegerField(null=True)
    net = models.BigIntegerField(null=True)
    net_paid = models.BigIntegerField(null=True)
    employer_cost = models.BigIntegerField(null=True)
    facts = models.JSONField(default=dict)
    left = models.JSONField(default=dict)
    """What its own month leaves to later ones (`preste.payroll.carry.left_by`); empty when it paid none."""
    taxed = models.JSONField(default=dict)
    """Ordinary pay taxed with this payment, and the tax on it: what a later payment of the same month is taxed with."""
    settled = models.JSONField(default=list)
    """The earlier months it settles, each as it should have been."""
    explanation = models.BinaryField(default=b"")
    view = models.JSONField(default=dict)
    warnings = models.JSONField(default=list)
    errors = models.JSONField(default=list)
    content_hash = models.CharField(max_length=64, blank=True)

    objects = ScopedManager(employer="employer")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["run", "contract"], name="payslip_once")]
        indexes = [
            models.Index(fields=["employer", "run", "excluded", "net_paid"], name="payslip_totals"),
            models.Index(fields=["employer", "contract"], name="payslip_of_contract"),
        ]
        ordering = ["worker_name"]


class Line(models.Model):
    """A line of a payslip: what every total and document adds up."""

    employer = models.ForeignKey(Employer, on_delete=models.PROTECT, related_name="+")
    payslip = models.ForeignKey(Payslip, on_delete=models.CASCADE, related_name="lines")
    position = models.PositiveSmallIntegerField()
    code = models.CharField(max_length=40)
    label = models.CharField(max_length=200)
    earned_month = models.CharField(max_length=7)
    paid_on = models.DateField()
    amount = models.BigIntegerField()
    roles = models.JSONField()
    rule = models.CharField(max_length=60, blank=True)
    quantity = models.BigIntegerField(null=True)
    unit = models.CharField(max_length=20, blank=True)
    unit_amount = models.BigIntegerField(null=True)
    unit_decimals = models.PositiveSmallIntegerField(default=2)
    base = models.BigIntegerField(null=True)
    rate = models.BigIntegerField(null=True)
    onss_code = models.CharField(max_length=8, blank=True)
    account = models.CharField(max_length=8, blank=True)

    objects = ScopedManager(employer="employer")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["payslip", "position"], name="line_once")]
        ordering = ["position"]
