"""One-time links, by which a person chooses a password: signed, valid for a week, once, and only the latest.

Nothing is stored but a count: the signature covers the count and the password that is to be replaced.
"""

from __future__ import annotations

from django.contrib.auth.tokens import PasswordResetTokenGenerator
from django.core import signing
from django.utils.http import base36_to_int, int_to_base36

from preste.office.accounts.models import User

_FIRST = "preste.first-account"
_FIRST_SECONDS = 24 * 3600


class _Tokens(PasswordResetTokenGenerator):
    key_salt = "preste.one-time-link"

    def _make_hash_value(self, user: User, timestamp: int) -> str:
        return f"{super()._make_hash_value(user, timestamp)}{user.links}{user.is_active}"


_tokens = _Tokens()


def new_link(user: User) -> str:
    """The token of a new link for a person; it makes their earlier ones void."""
    user.links += 1
    user.save(update_fields=["links"])
    return f"{int_to_base36(user.pk)}-{_tokens.make_token(user)}"


def user_of_link(token: str) -> User | None:
    """The person a link is for; None when it is used, replaced, too old or no link."""
    who, _, sealed = token.partition("-")
    try:
        user = User.objects.filter(pk=base36_to_int(who), is_active=True).first()
    except (ValueError, OverflowError):
        return None
    return user if user and _tokens.check_token(user, sealed) else None


def first_account_token() -> str:
    """The token of the link that makes the first account, valid for a day and as long as there is no account."""
    return signing.dumps("", salt=_FIRST)


def is_first_account_token(token: str) -> bool:
    """Whether the token makes the first account now."""
    try:
        signing.loads(token, salt=_FIRST, max_age=_FIRST_SECONDS)
    except signing.BadSignature:
        return False
    return not User.objects.exists()
