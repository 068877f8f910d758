"""Passkeys as a browser sends them, where what is no passkey is told as a mistake."""

from __future__ import annotations

from typing import TYPE_CHECKING

from allauth.mfa.adapter import get_adapter
from allauth.mfa.webauthn import forms as passkeys
from django import forms

if TYPE_CHECKING:
    _Form = forms.Form
else:
    _Form = object


class _Careful(_Form):
    def full_clean(self) -> None:
        """Read the form; allauth trusts its shape and trips over one that no browser makes."""
        try:
            super().full_clean()
        except (AttributeError, KeyError, TypeError, ValueError):
            self.add_error("credential", get_adapter().validation_error("incorrect_code"))


class AddPasskey(_Careful, passkeys.AddWebAuthnForm):  # type: ignore[misc]
    """A new passkey."""


class AuthenticatePasskey(_Careful, passkeys.AuthenticateWebAuthnForm):  # type: ignore[misc]
    """A passkey after the password."""


class SignInPasskey(_Careful, passkeys.LoginWebAuthnForm):  # type: ignore[misc]
    """A passkey instead of the password."""


class ProvePasskey(_Careful, passkeys.ReauthenticateWebAuthnForm):  # type: ignore[misc]
    """A passkey as proof, once more."""
