"""The Dimona periods that the ONSS knows, written by hand or from a list; planned hours; what the portal was told."""

from __future__ import annotations

from collections.abc import Mapping
from http import HTTPStatus
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from preste.calendar import Month, Quarter
from preste.errors import DossierError, PresteError
from preste.exports.twin import Kind
from preste.office.services import dimona, dimona_compare, dimona_list, dimona_people, dimona_periods
from preste.office.services.dimona_compare import Compared, Remark
from preste.office.services.uploads import read_sheet, refused
from preste.office.store.models import Contract, DimonaPeriod, Employer, PeriodOrigin
from preste.office.web import terms
from preste.office.web.access import Act, employer_view, user_of
from preste.office.web.dimona_forms import PeriodForm, PlanForm, PortalForm
from preste.office.web.dimona_words import period_text, span_text, todo_row
from preste.office.web.tables import table_file, wants_table
from preste.office.web.views.dimona import page_of
from preste.office.web.words import told

FORM = ("GET", "HEAD", "POST")
QUARTERS = 8
COLUMNS = {
    "travailleur": Kind.TEXT,
    "contrats": Kind.TEXT,
    "periodes": Kind.TEXT,
    "dmfa": Kind.TEXT,
    "remarques": Kind.TEXT,
}
REMARKS: Mapping[Remark, Any] = {
    "no_period": gettext_lazy("aucune période Dimona notée"),
    "no_contract": gettext_lazy("période Dimona sans contrat"),
    "outside": gettext_lazy("les dates ne sont pas les mêmes"),
    "dmfa_only": gettext_lazy("dans la DmfA, sans Dimona"),
    "not_in_dmfa": gettext_lazy("pas dans la DmfA calculée"),
}


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
    initial = {name: request.GET[name] for name in ("start", "end", "planned_hours") if name in request.GET}
    form = PlanForm(request.POST if request.method == "POST" else None, initial=initial)
    if form.is_valid():
        dimona_periods.plan(contract, form.plan(), user_of(request))
        messages.success(request, _("C'est noté."))
        return redirect("dimona", employer.pk)
    name = dimona_people.names(employer, [contract.worker_id]).get(contract.worker_id, "")
    about = f"{name} · {contract.reference}"
    if worked := dimona_people.worked_hours(contract, initial.get("start", ""), initial.get("end", "")):
        about += " · " + _("heures déjà enregistrées : %(hours)s h") % {"hours": terms.number(worked)}
    return _form(request, employer, form, _("Ce qui est planifié pour Dimona"), about)


@employer_view(Act.EDIT, *FORM)
def portal(request: HttpRequest, employer: Employer) -> HttpResponse:
    """Something to be declared that was declared on the portal."""
    today = dimona.now().date()
    asked = request.POST if request.method == "POST" else request.GET
    todo = next((one for one in dimona.queue([employer], today) if one.key == asked.get("todo")), None)
    if todo is None or todo.difference is None:
        status = HTTPStatus.UNPROCESSABLE_ENTITY if request.method == "POST" else HTTPStatus.OK
        return page_of(request, employer, problem=_("Cette Dimona n'est plus à faire."), status=status)
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


@employer_view(Act.READ)
def compare(request: HttpRequest, employer: Employer) -> HttpResponse:
    """A quarter seen from contracts, known periods and DmfA: who is on one side and not on another."""
    today = dimona.now().date()
    here = Quarter.of(Month(today.year, today.month))
    choices = [here.plus(1 - n) for n in range(QUARTERS)]
    quarter = _asked(request.GET.get("quarter", ""), here)
    if quarter not in choices:  # an older one, from its own page
        choices.append(quarter)
    found = dimona_compare.compare(employer, quarter)
    rows = [_compared(one) for one in found]
    if wants_table(request):
        lines = ((row["who"], row["contracts"], row["periods"], row["dmfa"], row["remarks"]) for row in rows)
        return table_file(request, f"dimona-{quarter}", COLUMNS, lines)
    context = {
        "employer": employer,
        "quarter": quarter,
        "choices": [(str(one), terms.quarter(one)) for one in choices],
        "rows": rows,
        "faults": sum(bool(one.remarks) for one in found),
        "computed": any(one.declared is not None for one in found),
    }
    return render(request, "office/dimona_compare.html", context)


def _asked(text: str, here: Quarter) -> Quarter:
    """The quarter that is asked for; the present one when it is none, or one to come that nothing can be known of."""
    try:
        found = Quarter.parse(text)
    except PresteError:
        return here
    return found if found <= here.plus(1) else here


def _compared(one: Compared) -> dict[str, Any]:
    """A worker of a quarter in words."""
    dmfa = {None: "—", True: _("oui"), False: _("non")}[one.declared]
    return {
        "worker": one.worker,
        "contract": one.contract,
        "who": one.name or _("personne"),
        "contracts": "; ".join(span_text(start, end) for start, end in one.contracts),
        "periods": "; ".join(f"{each.number}, {period_text(each)}" for each in one.periods),
        "dmfa": dmfa,
        "remarks": ", ".join(str(REMARKS[remark]) for remark in one.remarks),
    }


def _form(
    request: HttpRequest, employer: Employer, form: Form, title: str, about: str, *, todo: str = ""
) -> HttpResponse:
    context = {"employer": employer, "form": form, "title": title, "about": about, "todo": todo}
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.is_bound else HTTPStatus.OK
    return render(request, "office/dimona_form.html", context, status=status)
