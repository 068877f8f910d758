"""The Dimona periods that the ONSS knows, written by hand or from a list; planned hours; what the portal was told."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from preste.errors import DossierError, PresteError
from preste.office.services import dimona, dimona_list, dimona_people, dimona_periods
from preste.office.services.uploads import read_sheet, refused
from preste.office.store.models import Contract, DimonaPeriod, Employer, PeriodOrigin
from preste.office.web.access import Act, employer_view, user_of
from preste.office.web.dimona_forms import PeriodForm, PlanForm, PortalForm
from preste.office.web.dimona_words import todo_row
from preste.office.web.words import told

FORM = ("GET", "HEAD", "POST")


@employer_view(Act.EDIT, *FORM)
def period(request: HttpRequest, employer: Employer) -> HttpResponse:
    """A period that the ONSS knows, written by hand."""
    contracts = dimona_people.named_contracts(employer)
    asked = next((one for one, _name in contracts if str(one.pk) == request.GET.get("contract")), None)
    initial = dimona_people.first_told(asked, dimona.now().date()) if asked is not None else {}
    form = PeriodForm(request.POST if request.method == "POST" else None, contracts=contracts, initial=initial)
    if form.is_valid():
        try:
            dimona_periods.record(employer, form.of(), form.period(), PeriodOrigin.HAND, user_of(request))
        except PresteError as error:
            form.add_error("number", told(error))
        else:
            messages.success(request, _("La période est notée."))
            return redirect("dimona", employer.pk)
    about = _("Une période déclarée ailleurs, avec le numéro que l'ONSS lui a donné. Un numéro déjà noté est remplacé.")
    return _form(request, employer, form, _("Noter une période connue de l'ONSS"), about)


@employer_view(Act.EDIT, "POST")
def forget(request: HttpRequest, employer: Employer, period_id: UUID) -> HttpResponse:
    """A period that was written by mistake; its row stays, superseded."""
    row = get_object_or_404(DimonaPeriod, pk=period_id)
    try:
        dimona_periods.forget(employer, row.number, user_of(request))
    except PresteError as error:
        messages.error(request, told(error))
    else:
        messages.success(request, _("La période est retirée."))
    return redirect("dimona", employer.pk)


@employer_view(Act.EDIT, *FORM)
def plan(request: HttpRequest, employer: Employer, contract_id: UUID) -> HttpResponse:
    """What is planned for a contract from a day: the hours of a student, the hours of a day."""
    contract: Contract = get_object_or_404(Contract.objects.select_related("employer", "worker"), pk=contract_id)
    initial = {name: request.GET[name] for name in ("start", "end") if name in request.GET}
    form = PlanForm(request.POST if request.method == "POST" else None, initial=initial)
    if form.is_valid():
        dimona_periods.plan(contract, form.plan(), user_of(request))
        messages.success(request, _("C'est noté."))
        return redirect("dimona", employer.pk)
    name = dimona_people.names(employer, [contract.worker_id]).get(contract.worker_id, "")
    return _form(request, employer, form, _("Ce qui est planifié pour Dimona"), f"{name} · {contract.reference}")


@employer_view(Act.EDIT, *FORM)
def portal(request: HttpRequest, employer: Employer) -> HttpResponse:
    """Something to be declared that was declared on the portal."""
    today = dimona.now().date()
    asked = request.POST if request.method == "POST" else request.GET
    todo = next((one for one in dimona.queue([employer], today) if one.key == asked.get("todo")), None)
    if todo is None or todo.difference is None:
        if request.method == "POST":
            messages.error(request, _("Cette Dimona n'est plus à faire."))
        return redirect("dimona", employer.pk)
    wanted = todo.difference.kind == "in" or todo.state == "number"
    form = PortalForm(request.POST if request.method == "POST" else None, wanted=wanted)
    if form.is_valid():
        try:
            dimona_periods.done_elsewhere(employer, todo.key, form.cleaned_data.get("number", ""), user_of(request))
        except PresteError as error:
            form.add_error(None, told(error))
        else:
            messages.success(request, _("C'est noté : la Dimona est faite."))
            return redirect("dimona", employer.pk)
    row = todo_row(todo, today)
    about = f"{row.kind} · {todo.name} · {row.period}"
    return _form(request, employer, form, _("Déclarée sur le portail"), about, todo=todo.key)


@employer_view(Act.EDIT, *FORM)
def known_list(request: HttpRequest, employer: Employer) -> HttpResponse:
    """A list of known periods, when an employer is taken over."""
    context: dict[str, Any] = {"employer": employer, "columns": ";".join(dimona_list.HEADS)}
    status = HTTPStatus.OK
    if request.method == "POST":
        try:
            given = request.FILES.get("file")
            if given is None:
                raise refused("E-UPLOAD-NONE")
            listed = dimona_list.record_sheet(employer, read_sheet(given.read()), user_of(request))
        except DossierError as error:
            context["faults"] = [told(one) for one in error.errors]
            status = HTTPStatus.UNPROCESSABLE_ENTITY
        except PresteError as error:
            context["error"] = told(error)
            status = HTTPStatus.UNPROCESSABLE_ENTITY
        else:
            text = ngettext("%(n)s période est notée.", "%(n)s périodes sont notées.", listed.recorded)
            messages.success(request, text % {"n": listed.recorded})
            return redirect("dimona", employer.pk)
    return render(request, "office/dimona_list.html", context, status=status)


def _form(
    request: HttpRequest, employer: Employer, form: Form, title: str, about: str, *, todo: str = ""
) -> HttpResponse:
    context = {"employer": employer, "form": form, "title": title, "about": about, "todo": todo}
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.is_bound else HTTPStatus.OK
    return render(request, "office/dimona_form.html", context, status=status)
