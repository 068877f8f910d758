"""One's own account: name, language, password, second factors, sessions; and the links that make an account."""

from __future__ import annotations

from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from preste.errors import PresteError
from preste.office.accounts import links
from preste.office.accounts.models import Membership
from preste.office.services import users
from preste.office.web.access import user_of
from preste.office.web.account_forms import AccountForm, FirstAccountForm, PasswordForm
from preste.office.web.words import told

form_methods = require_http_methods(["GET", "HEAD", "POST"])
GONE = 410
BROWSERS = (("Edg/", "Edge"), ("Firefox/", "Firefox"), ("Chrome/", "Chrome"), ("Safari/", "Safari"))
SYSTEMS = ("Windows", "Android", "iPhone", "iPad", "Mac OS", "Linux")


@login_required
@form_methods
def account(request: HttpRequest) -> HttpResponse:
    """Who one is, how one signs in, and where one is signed in."""
    user = user_of(request)
    form = AccountForm(
        request.POST if request.method == "POST" else None, initial={"name": user.name, "language": user.language}
    )
    if form.is_valid():
        user.name, user.language = form.cleaned_data["name"], form.cleaned_data["language"]
        user.save(update_fields=["name", "language"])
        translation.activate(user.language)
        messages.success(request, _("C'est enregistré."))
        response = redirect("account")
        response.set_cookie(  # the page of sign-in speaks it next time
            settings.LANGUAGE_COOKIE_NAME,
            user.language,
            max_age=settings.LANGUAGE_COOKIE_AGE,
            secure=settings.LANGUAGE_COOKIE_SECURE,
            httponly=True,
            samesite="Lax",
        )
        return response
    factors = list(Authenticator.objects.filter(user=user).order_by("created_at"))
    keys = [one for one in factors if one.type == Authenticator.Type.WEBAUTHN]
    codes = next((one for one in factors if one.type == Authenticator.Type.RECOVERY_CODES), None)
    sessions = sorted(UserSession.objects.purge_and_list(user), key=lambda one: one.last_seen_at, reverse=True)
    context = {
        "form": form,
        "totp": next((one for one in factors if one.type == Authenticator.Type.TOTP), None),
        "keys": [(one, one.wrap().name) for one in keys],
        "codes_left": len(codes.wrap().get_unused_codes()) if codes else None,
        "sessions": [(one, device(one.user_agent), one.is_current()) for one in sessions],
        "roles": Membership.objects.filter(user=user).select_related("employer").order_by("employer__name"),
        "missing": user.acts and not keys and all(one.type != Authenticator.Type.TOTP for one in factors),
        "required": settings.MFA_REQUIRED,
    }
    return render(request, "office/account.html", context)


def device(agent: str) -> str:
    """A browser and its system in words."""
    browser = next((name for mark, name in BROWSERS if mark in agent), "")
    system = next((name for name in SYSTEMS if name in agent), "")
    return ", ".join(part for part in (browser, system) if part) or _("appareil inconnu")


@login_required
@require_POST
def end_sessions(request: HttpRequest) -> HttpResponse:
    """End one's other sessions, or the one of them that is named."""
    others = UserSession.objects.filter(user=user_of(request)).exclude(session_key=request.session.session_key)
    one = request.POST.get("session", "")
    for session in others.filter(pk=int(one)) if one.isdecimal() else others:
        session.end()
    messages.success(request, _("C'est fait : il faut s'y reconnecter."))
    return redirect("account")


@form_methods
@sensitive_post_parameters("password", "again")
def one_time_link(request: HttpRequest, token: str) -> HttpResponse:
    """Choose a password with a one-time link, then sign in with it."""
    user = links.user_of_link(token)
    if user is None:
        return render(request, "office/link_gone.html", status=GONE)
    form = PasswordForm(request.POST if request.method == "POST" else None, user=user)
    if form.is_valid():
        users.choose_password(user, form.cleaned_data["password"])
        messages.success(request, _("Votre mot de passe est choisi. Connectez-vous."))
        return redirect("account_login")
    return render(request, "office/password.html", {"form": form, "title": _("Choisir un mot de passe"), "who": user})


@form_methods
@sensitive_post_parameters("password", "again")
def first_account(request: HttpRequest, token: str) -> HttpResponse:
    """Make the first account, with the link that `preste serve` prints."""
    if not links.is_first_account_token(token):
        return render(request, "office/link_gone.html", status=GONE)
    form = FirstAccountForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        data = form.cleaned_data
        try:
            users.first_account(data["email"], data["name"], data["password"])
        except PresteError as error:
            messages.error(request, told(error))
        else:
            messages.success(request, _("Le premier compte est là. Connectez-vous."))
        return redirect("account_login")
    return render(request, "office/password.html", {"form": form, "title": _("Créer le premier compte")})
