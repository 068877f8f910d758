"""What allauth asks of us: no public sign-up, French words, secrets encrypted at rest."""

from __future__ import annotations

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.internal.flows.login import record_authentication
from allauth.mfa.adapter import DefaultMFAAdapter
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from preste.office.accounts.models import User
from preste.office.store.secret import decrypt, encrypt

WORDS = {
    "account/messages/password_changed.txt": gettext_lazy(
        "Votre mot de passe est changé. Vos autres sessions sont fermées."
    ),
    "mfa/messages/totp_activated.txt": gettext_lazy("L'application d'authentification est en place."),
    "mfa/messages/totp_deactivated.txt": gettext_lazy("L'application d'authentification est retirée."),
    "mfa/messages/webauthn_added.txt": gettext_lazy("La clé d'accès est ajoutée."),
    "mfa/messages/webauthn_removed.txt": gettext_lazy("La clé d'accès est retirée."),
    "mfa/messages/recovery_codes_generated.txt": gettext_lazy(
        "Voici vos codes de secours : gardez-les hors de cet ordinateur."
    ),
}
"""What is told of allauth's messages; the others say what one sees."""


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    """Accounts are made by officers, never by visitors."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "email_password_mismatch": gettext_lazy("Adresse ou mot de passe inconnu. Majuscules et minuscules comptent."),
        "too_many_login_attempts": gettext_lazy(
            "Trop d'essais. Attendez un quart d'heure, ou connectez-vous par une clé d'accès."
        ),
        "incorrect_password": gettext_lazy("Ce n'est pas votre mot de passe."),
        "enter_current_password": gettext_lazy("Ce n'est pas votre mot de passe actuel."),
        "rate_limited": gettext_lazy("Trop d'essais. Attendez un quart d'heure."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Never."""
        return False

    def add_message(
        self,
        request: HttpRequest,
        level: int,
        message_template: str | None = None,
        message_context: dict[str, Any] | None = None,
        extra_tags: str = "",
        message: str | None = None,
    ) -> None:
        """Tell what is worth telling, in our words."""
        text = message or WORDS.get(message_template or "")
        if text:
            messages.add_message(request, level, str(text), extra_tags=extra_tags)

    def get_client_ip(self, request: HttpRequest) -> str:
        """The visitor's address; `::` where a server does not tell it."""
        return super().get_client_ip(request) if request.META.get("REMOTE_ADDR") else "::"

    def _get_login_attempts_cache_key(self, request: HttpRequest, **credentials: Any) -> str:
        """Failures are counted by account, whatever host and port the visitor says to ask."""
        return str(credentials.get("email", "")).lower()

    def get_reauthentication_methods(self, user: Any) -> list[dict[str, Any]]:
        """One page for all ways to prove who one is."""
        return [{"id": "reauthenticate", "description": "", "url": reverse("account_reauthenticate")}]

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        """Back to one's account."""
        return reverse("account")

    def login(self, request: HttpRequest, user: User) -> None:
        """Sign in; whoever never did before is told of the second factor."""
        if user.last_login is None and user.acts:
            messages.info(
                request,
                _("Protégez votre compte par un second facteur : ouvrez « %(name)s », en haut à droite.")
                % {"name": user},
            )
        super().login(request, user)

    def post_login(self, request: HttpRequest, user: User, **kwargs: Any) -> HttpResponse:
        """Somebody who has just signed in has just proved who they are."""
        record_authentication(request, user, method="sign-in", reauthenticated=True)
        answer: HttpResponse = super().post_login(request, user, **kwargs)
        return answer


class SecondFactorAdapter(DefaultMFAAdapter):  # type: ignore[misc]
    """Secrets of second factors are encrypted with the installation's key."""

    error_messages = DefaultMFAAdapter.error_messages | {
        "incorrect_code": gettext_lazy("Ce code n'est pas le bon, ou il a déjà servi. Attendez le suivant."),
    }

    def encrypt(self, text: str) -> str:
        """As it is stored."""
        return encrypt(text)

    def decrypt(self, encrypted_text: str) -> str:
        """As it is."""
        return decrypt(encrypted_text)

    def generate_authenticator_name(self, user: Any, type: Any) -> str:
        """A name for a passkey whose owner gave none."""
        return _("Clé d'accès")

    def _get_site_name(self) -> str:
        return "Preste"
