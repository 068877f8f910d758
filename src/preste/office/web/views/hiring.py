"""Taking somebody on: a new worker with a contract, another contract, corrections of both; a loan."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from http import HTTPStatus
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from preste.errors import PresteError
from preste.office.services import changes, facts, hiring, loans
from preste.office.services.scales import known_scales
from preste.office.store.models import Contract, Employer, Fact, FactKind, Worker
from preste.office.web.access import Act, employer_view, user_of
from preste.office.web.hiring_forms import (
    ContractForm,
    FirstHouseholdForm,
    FirstIdentityForm,
    FirstTermsForm,
    LoanForm,
    NissForm,
    PersonForm,
    engagement,
    person,
)
from preste.office.web.identifiers import KINDS, fault
from preste.office.web.show import warn_closed
from preste.office.web.terms import month as month_text
from preste.office.web.widgets import DateField
from preste.office.web.words import told

FORM = ("GET", "HEAD", "POST")
FULL_TIME = {"full_time_hours": 3_800}


@employer_view(Act.EDIT, *FORM)
def new_worker(request: HttpRequest, employer: Employer) -> HttpResponse:
    """A new worker with a first contract, all or nothing."""
    sent = request.POST if request.method == "POST" else None
    today = timezone.localdate()
    of = PersonForm(sent, initial={"number": hiring.next_number(employer)})
    identity = FirstIdentityForm(sent, initial={"language": employer.language})
    household = FirstHouseholdForm(sent)
    contract = ContractForm(sent, employer=employer, initial={"start": today.replace(day=1)})
    terms = FirstTermsForm(sent, initial=FULL_TIME, scales=known_scales(employer))
    forms = (of, identity, household, contract, terms)
    existing = None
    if sent is not None and all(form.is_valid() for form in forms):
        try:
            made = hiring.hire(
                employer, person(of, identity, household), engagement(contract, terms), user_of(request)
            )  # fmt: skip
        except PresteError as error:
            existing = _refuse(of, error)
        else:
            messages.success(request, _("Le travailleur et son contrat sont enregistrés."))
            return redirect("worker", employer.pk, made.worker_id)
    return _page(
        request,
        "office/new_worker.html",
        forms,
        {
            "employer": employer,
            "title": _("Nouveau travailleur"),
            "of": of,
            "identity": identity,
            "household": household,
            "contract": contract,
            "terms": terms,
            "existing": existing,
        },
    )


@employer_view(Act.EDIT, *FORM)
def new_contract(request: HttpRequest, employer: Employer, worker_id: UUID) -> HttpResponse:
    """Another contract for somebody known, with its first terms."""
    worker = _worker(worker_id)
    sent = request.POST if request.method == "POST" else None
    contract = ContractForm(sent, employer=employer, initial={"start": timezone.localdate().replace(day=1)})
    terms = FirstTermsForm(sent, initial=FULL_TIME, scales=known_scales(employer))
    if sent is not None and contract.is_valid() and terms.is_valid():
        hiring.engage(worker, engagement(contract, terms), user_of(request))
        messages.success(request, _("Le contrat est enregistré."))
        return redirect("worker", employer.pk, worker.pk)
    context = _of_worker(worker, _("Nouveau contrat")) | {"contract": contract, "terms": terms}
    return _page(request, "office/new_contract.html", (contract, terms), context)


@employer_view(Act.EDIT, *FORM)
def contract_core(request: HttpRequest, employer: Employer, contract_id: UUID) -> HttpResponse:
    """Dates, status, regime and place of a contract, written anew; what was written stays visible."""
    contract: Contract = get_object_or_404(Contract.objects.select_related("worker__employer"), pk=contract_id)
    core: Fact | None = (
        facts.known_facts(employer).filter(contract=contract, kind=FactKind.CONTRACT).order_by("-recorded_at").first()
    )
    if core is None:
        raise Http404
    sent = request.POST if request.method == "POST" else None
    initial = core.data | {"start": core.valid_from, "end": core.valid_to}
    form = ContractForm(sent, employer=employer, initial=initial)
    if form.is_valid():
        data = form.cleaned_data
        try:
            fact = hiring.correct_contract(contract, form.fact(), data["start"], data["end"], user_of(request))
        except PresteError as error:
            messages.error(request, told(error))
        else:
            messages.success(request, _("C'est noté. Ce qui précède reste visible."))
            warn_closed(request, changes.closed_months(fact))
        return redirect("worker", employer.pk, contract.worker_id)
    note = _("Un statut ou un régime qui change vraiment à une date demande la fin de ce contrat et un nouveau.")
    context = _of_worker(contract.worker, _("Corriger le contrat")) | {"form": form, "note": note}
    return _page(request, "office/fact_form.html", (form,), context)


@employer_view(Act.EDIT, *FORM)
def correct_person(request: HttpRequest, employer: Employer, worker_id: UUID) -> HttpResponse:
    """A national number, birth date or sex typed wrong; the number is typed again, for it is not shown."""
    worker = _worker(worker_id)
    sent = request.POST if request.method == "POST" else None
    form = NissForm(sent, initial={"birth_date": worker.birth_date, "sex": worker.sex})
    existing = None
    if form.is_valid():
        data = form.cleaned_data
        try:
            changed = hiring.correct_person(worker, data["niss"], data["birth_date"], data["sex"], user_of(request))
        except PresteError as error:
            existing = _refuse(form, error)
        else:
            messages.success(request, _("C'est corrigé, et noté au journal.") if changed else _("Rien n'a changé."))
            if changed and (closed := hiring.validated_months(worker)):
                text = _("Mois validés qui portent l'ancienne identité : %(n)s. Corrigez leurs déclarations.")
                messages.warning(request, text % {"n": closed})
            return redirect("worker", employer.pk, worker.pk)
    note = _("Seulement pour une faute de frappe : nom, adresse et compte changent par une nouvelle identité.")
    context = _of_worker(worker, _("Corriger NISS, naissance ou sexe"))
    return _page(
        request, "office/fact_form.html", (form,), context | {"form": form, "note": note, "existing": existing}
    )


@employer_view(Act.EDIT, *FORM)
def loan(request: HttpRequest, employer: Employer, contract_id: UUID) -> HttpResponse:
    """An amount lent, and its repayments as deductions until nothing is left."""
    contract: Contract = get_object_or_404(Contract.objects.select_related("worker__employer"), pk=contract_id)
    sent = request.POST if request.method == "POST" else None
    today = timezone.localdate()
    form = LoanForm(sent, initial={"first": f"{today:%Y-%m}"})
    if form.is_valid():
        data = form.cleaned_data
        made = loans.lend(contract, data["label"], data["lent"], data["monthly"], data["first"], user_of(request))
        last = loans.balances(made, made[0].valid_from)[0].last
        messages.success(request, _("Prêt noté : dernière retenue en %(month)s.") % {"month": month_text(last)})
        for fact in made:
            warn_closed(request, changes.closed_months(fact))
        return redirect("worker", employer.pk, contract.worker_id)
    context = _of_worker(contract.worker, _("Prêt ou avance à rembourser")) | {"form": form}
    return _page(request, "office/fact_form.html", (form,), context)


@login_required
@require_POST
def check_number(request: HttpRequest) -> HttpResponse:
    """Whether a number is well written, while it is being typed: {"ok", "message", "shown"}. Nothing is kept."""
    kind, value = request.POST.get("kind", ""), request.POST.get("value", "")
    if kind not in KINDS:
        return JsonResponse({}, status=HTTPStatus.BAD_REQUEST)
    try:
        number = KINDS[kind].validate(value)
        if kind == "niss" and (born := _date(request.POST.get("birth_date", ""))):
            hiring.check_person(number, born, request.POST.get("sex", ""))
    except PresteError as error:
        return JsonResponse({"ok": False, "message": fault(kind, error), "shown": ""})
    return JsonResponse({"ok": True, "message": "", "shown": KINDS[kind].format(number)})


def _date(text: str) -> dt.date | None:
    try:
        return DateField(required=False).to_python(text)
    except ValidationError:
        return None


def _worker(worker_id: UUID) -> Worker:
    return get_object_or_404(Worker.objects.select_related("employer"), pk=worker_id)


def _refuse(form: Form, error: PresteError) -> Worker | None:
    """The error at its field; the worker who has the number, when it is that."""
    form.add_error(error.field if error.field in form.fields else "niss", told(error))
    return getattr(error, "worker", None)


def _of_worker(worker: Worker, title: str) -> dict[str, Any]:
    known = facts.known_facts(worker.employer).filter(worker=worker, kind=FactKind.IDENTITY)
    person = facts.worker_record(worker, list(known), timezone.localdate())
    return {"employer": worker.employer, "worker": worker, "person": person, "title": title}


def _page(request: HttpRequest, template: str, forms: Sequence[Form], context: dict[str, Any]) -> HttpResponse:
    bound = forms[0].is_bound
    wrong = bound and any(form.errors for form in forms)
    status = HTTPStatus.UNPROCESSABLE_ENTITY if bound else HTTPStatus.OK
    return render(request, template, context | {"wrong": wrong}, status=status)
