"""What allauth does to an account, written into the trail of accounts."""

from __future__ import annotations

from typing import Any

from allauth.account.signals import password_changed, user_logged_in
from allauth.mfa.models import Authenticator
from allauth.mfa.signals import authenticator_added, authenticator_removed, authenticator_reset

from preste.office.accounts.models import User
from preste.office.services.users import account_event


def connect() -> None:
    """Listen from now on."""
    user_logged_in.connect(_signed_in)
    password_changed.connect(_password_changed)
    authenticator_added.connect(_factor_added)
    authenticator_removed.connect(_factor_removed)
    authenticator_reset.connect(_codes_renewed)


def _signed_in(user: User, **_: Any) -> None:
    account_event("account.signed_in", user, user)


def _password_changed(user: User, **_: Any) -> None:
    account_event("password.chosen", user, user)


def _factor_added(user: User, authenticator: Authenticator, **_: Any) -> None:
    account_event("factor.added", user, user, kind=authenticator.type)


def _factor_removed(user: User, authenticator: Authenticator, **_: Any) -> None:
    account_event("factor.removed", user, user, kind=authenticator.type)


def _codes_renewed(user: User, **_: Any) -> None:
    account_event("codes.renewed", user, user)
