"""The members of an employer: who has access, in which role; invitations; four eyes."""

from __future__ import annotations

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from preste.errors import PresteError
from preste.office.accounts.models import Membership, Role, User
from preste.office.services import members as service
from preste.office.store.models import Employer, Fact, FactKind, Worker
from preste.office.web.access import Act, employer_view, user_of
from preste.office.web.account_forms import InviteForm, MemberForm, WorkerChoice
from preste.office.web.fresh import fresh_sign_in
from preste.office.web.words import told

FORM = ("GET", "HEAD", "POST")


@employer_view(Act.VALIDATE)
def members(request: HttpRequest, employer: Employer) -> HttpResponse:
    """Who has access and in which role, and whether four eyes are asked for."""
    names = _names()
    found = Membership.objects.filter(employer=employer).select_related("user")
    rows = [
        (one, names.get(one.worker_id, ""), one.user_id == user_of(request).pk)
        for one in found.order_by("user__name", "user__email", "role")
    ]
    return render(request, "office/members.html", {"employer": employer, "rows": rows})


def _names() -> dict[object, str]:
    identities = Fact.objects.filter(kind=FactKind.IDENTITY, superseded_at__isnull=True).order_by("valid_from")
    return {one.worker_id: f"{one.data['last_name']} {one.data['first_name']}" for one in identities}


def _workers(*, required: bool) -> WorkerChoice:
    return WorkerChoice(
        _names(),
        queryset=Worker.objects.order_by("number"),
        required=required,
        empty_label="—",
        label=gettext_lazy("Travailleur"),
        help_text="" if required else gettext_lazy("Pour le rôle « Travailleur » seulement."),
    )


@employer_view(Act.MANAGE, *FORM)
@fresh_sign_in
def invite(request: HttpRequest, employer: Employer) -> HttpResponse:
    """Give somebody a role; a new account gets a link, shown once."""
    form = InviteForm(request.POST if request.method == "POST" else None, workers=_workers(required=False))
    if form.is_valid():
        data = form.cleaned_data
        try:
            user, token = service.invite(
                employer, user_of(request), data["email"], data["name"], data["role"], data["worker"]
            )
        except PresteError as error:
            form.add_error(None, told(error))
        else:
            if token:
                return link_page(request, user, token, reverse("members", args=[employer.pk]), employer)
            messages.success(request, _("%(name)s a accès dès sa prochaine connexion.") % {"name": user})
            return redirect("members", employer.pk)
    return _form_page(request, employer, form, _("Donner accès"))


@employer_view(Act.MANAGE, *FORM)
@fresh_sign_in
def member(request: HttpRequest, employer: Employer, member_id: int) -> HttpResponse:
    """Change a member's role or worker, make a new link for an invitation, or withdraw the access."""
    membership = get_object_or_404(
        Membership.objects.select_related("user", "employer"), pk=member_id, employer=employer
    )
    is_worker = membership.role == Role.WORKER
    form = MemberForm(
        request.POST if "save" in request.POST else None,
        initial={"role": membership.role, "worker": membership.worker_id},
        workers=_workers(required=True) if is_worker else None,
    )
    actor = user_of(request)
    try:
        if "withdraw" in request.POST:
            service.withdraw(membership, actor)
            messages.success(request, _("%(name)s n'a plus cet accès.") % {"name": membership.user})
            return redirect("members", employer.pk)
        if "link" in request.POST:
            token = service.renew_link(membership, actor)
            return link_page(request, membership.user, token, reverse("members", args=[employer.pk]), employer)
        if form.is_valid():
            if is_worker:
                service.link_worker(membership, actor, form.cleaned_data["worker"])
            else:
                service.change_role(membership, actor, form.cleaned_data["role"])
            messages.success(request, _("C'est enregistré."))
            return redirect("members", employer.pk)
    except PresteError as error:
        messages.error(request, told(error))
        return redirect("members", employer.pk)
    title = _("Accès de %(name)s") % {"name": membership.user}
    return _form_page(request, employer, form, title, membership)


def _form_page(
    request: HttpRequest, employer: Employer, form: forms.Form, title: str, membership: Membership | None = None
) -> HttpResponse:
    context = {
        "employer": employer,
        "form": form,
        "title": title,
        "membership": membership,
        "renewable": membership is not None and service.may_renew(membership),
    }
    return render(request, "office/member_form.html", context)


def link_page(
    request: HttpRequest, user: User, token: str, back: str, employer: Employer | None = None
) -> HttpResponse:
    """The page that shows a one-time link, once."""
    link = request.build_absolute_uri(reverse("one-time-link", args=[token]))
    return render(request, "office/link.html", {"who": user, "link": link, "back": back, "employer": employer})


@employer_view(Act.VALIDATE, "POST")
@fresh_sign_in
def four_eyes(request: HttpRequest, employer: Employer) -> HttpResponse:
    """Ask for four eyes on each month, or no longer."""
    try:
        service.set_four_eyes(employer, user_of(request), on=request.POST.get("on") != "0")
    except PresteError as error:
        messages.error(request, told(error))
    else:
        messages.success(request, _("C'est enregistré."))
    return redirect("members", employer.pk)
