"""What holds for every page of somebody signed in: how long a session lives, their language, a second factor."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

from allauth.mfa.adapter import get_adapter
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import translation
from django.utils.translation import gettext as _

Answer = Callable[[HttpRequest], HttpResponse]

STARTED, SEEN = "preste.started", "preste.seen"
SEEN_EVERY_SECONDS = 60
FACTORS = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)
WITHOUT_A_FACTOR = frozenset(
    {
        "account",
        "mfa_index",
        "mfa_list_webauthn",
        "mfa_activate_totp",
        "mfa_add_webauthn",
        "mfa_view_recovery_codes",
        "account_reauthenticate",
        "account_change_password",
        "account_logout",
        "end-sessions",
    }
)
"""The pages open to somebody who must still set up a second factor."""


def session_limits(get_response: Answer) -> Answer:
    """End a session after eight hours, or after half an hour without a page. It is seen once a minute."""

    def answer(request: HttpRequest) -> HttpResponse:
        if request.user.is_authenticated:
            now = time.time()
            session = request.session
            if now - session.get(STARTED, now) > settings.SESSION_COOKIE_AGE or (
                now - session.get(SEEN, now) > settings.SESSION_IDLE_SECONDS
            ):
                logout(request)
                messages.info(request, _("Votre session a pris fin. Reconnectez-vous pour continuer."))
            elif now - session.get(SEEN, 0) > SEEN_EVERY_SECONDS:
                session.setdefault(STARTED, now)
                session[SEEN] = now
                UserSession.objects.create_from_request(request)
        return get_response(request)

    return answer


def own_language(get_response: Answer) -> Answer:
    """Answer in the language somebody chose; a table to keep is French whoever asks, so that two of them compare."""

    def answer(request: HttpRequest) -> HttpResponse:
        kept = request.GET.get("format", "html") != "html"
        language = settings.LANGUAGE_CODE if kept else getattr(request.user, "language", "")
        if language in dict(settings.LANGUAGES):
            translation.activate(language)
        return get_response(request)

    return answer


class SecondFactor:
    """Where a second factor is required, whoever may act sets it up before anything else."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer as usual; `process_view` is where it stops."""
        return self.get_response(request)

    def process_view(self, request: HttpRequest, *_args: Any) -> HttpResponse | None:
        """Lead to one's account, unless the page is one of those that set it up."""
        user = request.user
        if not settings.MFA_REQUIRED or not user.is_authenticated or not user.acts:
            return None
        page = request.resolver_match.url_name if request.resolver_match else None
        if page in WITHOUT_A_FACTOR or get_adapter().is_mfa_enabled(user, FACTORS):
            return None
        messages.warning(request, _("Mettez d'abord un second facteur en place : il est exigé ici."))
        return redirect("account")
