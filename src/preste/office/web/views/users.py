"""Accounts, for officers of the bureau: who may sign in, who is of the bureau, links for lost passwords."""

from __future__ import annotations

from typing import Any

from allauth.mfa.models import Authenticator
from django.contrib import messages
from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from preste.errors import PresteError
from preste.office.accounts.middleware import FACTORS
from preste.office.accounts.models import AccountEvent, User
from preste.office.services import users as service
from preste.office.web.access import bureau_only, user_of
from preste.office.web.account_forms import PersonForm
from preste.office.web.acts import ACCOUNT_ACTIONS
from preste.office.web.fresh import fresh_sign_in
from preste.office.web.views.members import link_page
from preste.office.web.words import told

EVENTS = 50


@bureau_only
@require_safe
def users(request: HttpRequest) -> HttpResponse:
    """Every account, and what happened lately to accounts."""
    found = list(
        User.objects.annotate(employers=Count("memberships__employer", distinct=True)).order_by("name", "email")
    )
    protected = set(Authenticator.objects.filter(type__in=FACTORS).values_list("user_id", flat=True))
    names = {str(user.pk): str(user) for user in found}
    events = AccountEvent.objects.select_related("user").order_by("-id")[:EVENTS]
    told_events = [
        (one, ACCOUNT_ACTIONS.get(one.action, one.action), names.get(one.subject, one.subject)) for one in events
    ]
    context = {
        "rows": [(user, user.pk in protected) for user in found],
        "events": told_events,
        "broken": service.broken_account_events(),
    }
    return render(request, "office/users.html", context)


@bureau_only
@require_http_methods(["GET", "HEAD", "POST"])
@fresh_sign_in
def invite_officer(request: HttpRequest) -> HttpResponse:
    """A new officer of the bureau."""
    form = PersonForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            user, token = service.invite_officer(
                form.cleaned_data["email"], form.cleaned_data["name"], user_of(request)
            )
        except PresteError as error:
            form.add_error(None, told(error))
        else:
            return link_page(request, user, token, reverse("users"))
    return render(request, "office/user_form.html", {"form": form, "title": _("Nouveau gestionnaire du bureau")})


@bureau_only
@require_http_methods(["GET", "HEAD", "POST"])
@fresh_sign_in
def user(request: HttpRequest, user_id: int) -> HttpResponse:
    """One account: link for a lost password, officer of the bureau or not, closed or open."""
    found = get_object_or_404(User, pk=user_id)
    if request.method != "POST":
        roles = found.memberships.select_related("employer").order_by("employer__name")
        context: dict[str, Any] = {"one": found, "roles": roles, "self": found == user_of(request)}
        return render(request, "office/user.html", context)
    try:
        return _act(request, found, user_of(request))
    except PresteError as error:
        messages.error(request, told(error))
        return redirect("user", found.pk)


def _act(request: HttpRequest, found: User, actor: User) -> HttpResponse:
    given = request.POST
    if "link" in given:
        token = service.lost_password(found, actor, factors="factors" in given)
        return link_page(request, found, token, reverse("users"))
    if not {"bureau", "open"} & set(given):
        return redirect("user", found.pk)
    if "bureau" in given:
        service.set_bureau(found, actor, bureau=given["bureau"] == "1")
    else:
        service.set_open(found, actor, is_open=given["open"] == "1")
    messages.success(request, _("C'est enregistré."))
    return redirect("user", found.pk)
