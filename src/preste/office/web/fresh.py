"""Proof, once more, of who one is, before an act that moves money or rights; nothing typed is lost on the way.

A page that is read is asked for before it is shown. A form that was sent is answered by a page that holds what was
typed, asks for the proof, and sends both: what was typed is never kept on the server.
"""

from __future__ import annotations

import functools
import json
from collections.abc import Callable
from typing import Any, Concatenate, ParamSpec, cast

from allauth.account.forms import ReauthenticateForm as PasswordForm
from allauth.account.internal.flows.reauthentication import (
    did_recently_reauthenticate,
    reauthenticate_by_password,
    resume_request,
)
from allauth.account.utils import get_next_redirect_url
from allauth.core import ratelimit
from allauth.mfa.adapter import get_adapter as second_factor
from allauth.mfa.base.forms import ReauthenticateForm as CodeForm
from allauth.mfa.models import Authenticator
from allauth.mfa.webauthn.internal.auth import begin_authentication
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from preste.office.accounts.forms import ProvePasskey
from preste.office.web.access import user_of

P = ParamSpec("P")
PROOFS = ("fresh_password", "fresh_code", "fresh_credential")


def fresh_sign_in(
    view: Callable[Concatenate[HttpRequest, P], HttpResponse],
) -> Callable[Concatenate[HttpRequest, P], HttpResponse]:
    """A view, for who proved within five minutes who they are. Files are not carried through the question."""

    @functools.wraps(view)
    def asked(request: HttpRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        return ask_again(request) or view(request, *args, **kwargs)

    return cast("Callable[Concatenate[HttpRequest, P], HttpResponse]", asked)


def ask_again(request: HttpRequest) -> HttpResponse | None:
    """The page that asks for a proof; None when there is a recent one, or a good one came with the form."""
    if did_recently_reauthenticate(request):
        return None
    if request.method != "POST":
        query = urlencode({"next": request.get_full_path()})
        return redirect(f"{reverse('account_reauthenticate')}?{query}")
    given = any(request.POST.get(name) for name in PROOFS)
    problem = _problem(request) if given else ""
    if given and not problem:
        return None
    kept = [
        (name, value)
        for name, values in request.POST.lists()
        if name not in PROOFS and name != "csrfmiddlewaretoken"
        for value in values
    ]
    return _page(request, problem, action=request.get_full_path(), kept=kept, typed=True)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@sensitive_post_parameters(*PROOFS)
def confirm(request: HttpRequest) -> HttpResponse:
    """The question alone, then the page one came from."""
    back = get_next_redirect_url(request) or reverse("account")
    problem = ""
    if request.method == "POST":
        problem = _problem(request)
        if not problem:
            return resume_request(request) or redirect(back)
    return _page(request, problem, action=request.path, kept=[("next", back)], typed=False)


def _problem(request: HttpRequest) -> str:
    """What is wrong with the proof that was sent; nothing when it is good, which is then remembered."""
    user = user_of(request)
    if not ratelimit.consume(request, action="reauthenticate", user=user):
        return _("Trop d'essais. Attendez un quart d'heure.")
    form: Any
    if request.POST.get("fresh_credential"):
        form = ProvePasskey(user=user, data={"credential": request.POST["fresh_credential"]})  # type: ignore[call-arg]
    elif request.POST.get("fresh_code"):
        form = CodeForm(user=user, data={"code": request.POST["fresh_code"]})
    else:
        form = PasswordForm(user=user, data={"password": request.POST.get("fresh_password", "")})
    if not form.is_valid():
        return str(next(iter(form.errors.values()))[0])
    if isinstance(form, PasswordForm):
        reauthenticate_by_password(request)
    else:
        form.save()
    return ""


def _page(request: HttpRequest, problem: str, *, action: str, kept: list[tuple[str, str]], typed: bool) -> HttpResponse:
    user = user_of(request)
    has = functools.partial(second_factor().is_mfa_enabled, user)
    options = begin_authentication(user) if has([Authenticator.Type.WEBAUTHN]) else None
    return render(
        request,
        "office/fresh.html",
        {
            "problem": problem,
            "action": action,
            "kept": kept,
            "typed": typed,
            "code": has([Authenticator.Type.TOTP, Authenticator.Type.RECOVERY_CODES]),
            "passkey": json.dumps(options) if options else "",
        },
    )
