"""Accounts: made, closed, given to the bureau, with the trail of what happened to each."""

from __future__ import annotations

from typing import Any

from allauth.mfa.models import Authenticator
from django.db import transaction
from django.utils import timezone

from preste.errors import PresteError
from preste.office.accounts.links import new_link
from preste.office.accounts.models import AccountEvent, User
from preste.office.services.audit import FIRST, digest


class UserError(PresteError):
    """The change of an account is not allowed."""

    code = "E-USER"


def account_event(action: str, subject: User, actor: User | None, **details: Any) -> None:
    """Add an event to the trail of accounts."""
    with transaction.atomic():
        User.objects.select_for_update().order_by("pk").first()
        last = AccountEvent.objects.last()
        event = AccountEvent(
            at=timezone.now(),
            user=actor,
            action=action,
            subject=str(subject.pk),
            details=details,
            previous_hash=last.hash if last else FIRST,
        )
        event.hash = digest(event)
        event.save(force_insert=True)


def broken_account_events() -> list[int]:
    """The ids of events that were changed, or before which one is missing."""
    broken = []
    previous = FIRST
    for event in AccountEvent.objects.all():
        if event.previous_hash != previous or event.hash != digest(event):
            broken.append(event.pk)
        previous = event.hash
    return broken


def first_account(email: str, name: str, password: str) -> User:
    """The first account, of an officer of the bureau. Raises UserError when there is one."""
    with transaction.atomic():
        if User.objects.exists():
            raise UserError("there is an account already", remedy="sign in", code="E-USER-FIRST")
        user = User.objects.create_user(email, password, name=name, bureau=True)
        account_event("account.created", user, user)
    return user


def invite_officer(email: str, name: str, actor: User) -> tuple[User, str]:
    """A new officer of the bureau, and the token of the link to choose a password. Raises UserError."""
    with transaction.atomic():
        if User.objects.filter(email=email.strip().lower()).exists():
            raise UserError(
                "this address has an account", remedy="make it the bureau's in the list", code="E-USER-TWICE"
            )
        user = User.objects.create_user(email, name=name, bureau=True)
        account_event("account.created", user, actor, bureau=True)
        return user, new_link(user)


def set_bureau(user: User, actor: User, *, bureau: bool) -> None:
    """Make somebody an officer of the bureau, or no longer. Raises UserError."""
    with transaction.atomic():
        _require_other(user, actor)
        user.bureau = bureau
        user.save(update_fields=["bureau"])
        account_event("bureau.given" if bureau else "bureau.withdrawn", user, actor)


def set_open(user: User, actor: User, *, is_open: bool) -> None:
    """Close an account, whose sessions end at once, or open it again. Raises UserError."""
    with transaction.atomic():
        _require_other(user, actor)
        user.is_active = is_open
        user.save(update_fields=["is_active"])
        account_event("account.reopened" if is_open else "account.closed", user, actor)


def lost_password(user: User, actor: User | None, *, factors: bool) -> str:
    """The token of a link to choose another password; `factors`: the second factors are lost too and removed."""
    with transaction.atomic():
        if factors:
            Authenticator.objects.filter(user=user).delete()
        account_event("account.link", user, actor, factors=factors)
        return new_link(user)


def choose_password(user: User, password: str) -> None:
    """The password somebody chose through a link; sessions opened with an earlier one end."""
    with transaction.atomic():
        user.set_password(password)
        user.save(update_fields=["password"])
        account_event("password.chosen", user, user)


def _require_other(user: User, actor: User) -> None:
    if user.pk == actor.pk:
        raise UserError(
            "nobody changes their own rights", remedy="ask another officer of the bureau", code="E-MEMBER-SELF"
        )
