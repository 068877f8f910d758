"""Users, by e-mail, and their memberships."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.utils.translation import gettext_lazy


class UserManager(BaseUserManager["User"]):
    """Makes users."""

    def create_user(self, email: str, password: str | None = None, **more: Any) -> User:
        """A user with that e-mail; without a password the account cannot sign in."""
        user = self.model(email=self.normalize_email(email).lower(), **more)
        user.set_password(password)
        user.save(using=self._db)
        return user


class User(AbstractBaseUser):
    """A person who signs in. `bureau`: an officer of the social secretariat, at home with every employer."""

    email = models.EmailField("adresse e-mail", unique=True)
    name = models.CharField("nom", max_length=120, blank=True)
    bureau = models.BooleanField("gestionnaire du bureau", default=False)
    is_active = models.BooleanField(default=True)
    language = models.CharField(max_length=2, default="fr")
    links = models.PositiveIntegerField(default=0, editable=False)

    objects = UserManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"

    def __str__(self) -> str:
        return self.name or self.email

    @property
    def acts(self) -> bool:
        """Whether what this person does has effect on somebody's pay: an officer or approver, or the bureau's."""
        return self.bureau or self.memberships.filter(role__in=(Role.OFFICER, Role.APPROVER)).exists()


class Role(models.TextChoices):
    """What a member may do at an employer."""

    OFFICER = "officer", gettext_lazy("Gestionnaire")
    APPROVER = "approver", gettext_lazy("Approbateur")
    READER = "reader", gettext_lazy("Lecteur")
    WORKER = "worker", gettext_lazy("Travailleur")


class Membership(models.Model):
    """A user's role at one employer; a worker's own account names the worker."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="memberships")
    employer = models.ForeignKey("store.Employer", on_delete=models.CASCADE, related_name="memberships")
    role = models.CharField(max_length=10, choices=Role.choices)
    worker = models.ForeignKey("store.Worker", on_delete=models.CASCADE, null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "employer", "role"], name="one_role_once")]


class AccountEvent(models.Model):
    """What happened to somebody's account, chained by hash. What concerns an employer is in its own audit trail."""

    at = models.DateTimeField()
    user = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    action = models.CharField(max_length=60)
    subject = models.CharField(max_length=80)
    details = models.JSONField(default=dict)
    previous_hash = models.CharField(max_length=64)
    hash = models.CharField(max_length=64)

    employer_id = None
    """It has the fields that a hash of the audit trail is made of."""

    class Meta:
        ordering = ["id"]
