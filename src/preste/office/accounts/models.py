"""Users, by e-mail, and their memberships."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models


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

    objects = UserManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"

    def __str__(self) -> str:
        return self.name or self.email


class Role(models.TextChoices):
    """What a member may do at an employer."""

    OFFICER = "officer", "Gestionnaire"
    APPROVER = "approver", "Approbateur"
    READER = "reader", "Lecteur"
    WORKER = "worker", "Travailleur"


class Membership(models.Model):
    """A user's role at one employer; a worker's own account names the worker."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="memberships")
    employer = models.ForeignKey("store.Employer", on_delete=models.CASCADE, related_name="memberships")
    role = models.CharField(max_length=10, choices=Role.choices)
    worker = models.ForeignKey("store.Worker", on_delete=models.CASCADE, null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "employer", "role"], name="one_role_once")]
