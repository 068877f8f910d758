"""Employers, workers and contracts: what never changes about them. What changes is a `Fact`."""

from __future__ import annotations

import uuid

from django.db import models
from django_scopes import ScopedManager

from preste.office.store.secret import EncryptedField, lookup_hash


class Employer(models.Model):
    """An employer: the tenant every other row belongs to."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    name = models.CharField(max_length=200)
    street = models.CharField(max_length=200)
    postcode = models.CharField(max_length=12)
    city = models.CharField(max_length=120)
    country = models.CharField(max_length=2, default="BE")
    enterprise_number = models.CharField(max_length=10)
    onss_number = models.CharField(max_length=10)
    category = models.CharField(max_length=3)
    joint_committee = models.CharField(max_length=6)
    workers_count = models.PositiveIntegerField(default=1)
    language = models.CharField(max_length=2, default="fr")
    iban = EncryptedField(default="", blank=True)
    bic = models.CharField(max_length=11, blank=True)
    other_committees = models.JSONField(default=list)
    payday = models.CharField(max_length=4, default="last")
    cut_off_day = models.PositiveSmallIntegerField(default=20)
    four_eyes = models.BooleanField(default=False)
    begins = models.CharField(max_length=7, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return self.name


class Worker(models.Model):
    """A worker of one employer.

    `search_name` and `has_account` are taken from the latest identity by the services, to list and to find.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    employer = models.ForeignKey(Employer, on_delete=models.PROTECT, related_name="workers")
    number = models.CharField(max_length=20)
    niss = EncryptedField()
    niss_hash = models.CharField(max_length=64, editable=False)
    birth_date = models.DateField()
    sex = models.CharField(max_length=1)
    # Null, not empty: a column that is added so leaves the table, and the guards that speak of it, in place.
    search_name = models.CharField(max_length=200, null=True, editable=False)
    has_account = models.BooleanField(null=True, editable=False)

    objects = ScopedManager(employer="employer")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["employer", "number"], name="worker_number_once"),
            models.UniqueConstraint(fields=["employer", "niss_hash"], name="worker_niss_once"),
        ]
        indexes = [
            models.Index(fields=["employer", "search_name"], name="worker_by_name"),
            models.Index(fields=["niss_hash"], name="worker_by_niss"),
        ]

    def save(self, *args: object, **kwargs: object) -> None:
        """Keep the look-up hash with the number."""
        self.niss_hash = lookup_hash(self.niss)
        super().save(*args, **kwargs)  # type: ignore[arg-type]


class Contract(models.Model):
    """A contract of employment; its dates, terms and events are facts."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    employer = models.ForeignKey(Employer, on_delete=models.PROTECT, related_name="contracts")
    worker = models.ForeignKey(Worker, on_delete=models.PROTECT, related_name="contracts")
    reference = models.CharField(max_length=60)

    objects = ScopedManager(employer="employer")

    class Meta:
        indexes = [models.Index(fields=["employer", "worker"], name="contract_by_worker")]
        constraints = [models.UniqueConstraint(fields=["employer", "reference"], name="contract_reference_once")]
