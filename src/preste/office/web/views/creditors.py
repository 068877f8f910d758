"""The creditors of a worker: their claims on the pay, and the children declared for them."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _

from preste.office.services import creditors, facts
from preste.office.store.models import Employer, FactKind, Worker
from preste.office.web.access import Act, employer_view
from preste.office.web.creditor_forms import CreditorForm, DeclaredForm
from preste.office.web.fresh import ask_again
from preste.office.web.views.people import FORM, corrected, form_page, record, sent


@employer_view(Act.EDIT, *FORM)
def creditor(request: HttpRequest, employer: Employer, worker_id: UUID) -> HttpResponse:
    """A new claim on a worker's pay, its correction or its end; a new account asks for a fresh sign-in."""
    worker = _worker(worker_id)
    old = corrected(request, FactKind.GARNISHMENT, worker=worker)
    known = facts.garnishment_record(old) if old else None
    initial: dict[str, Any] = {"valid_from": timezone.localdate(), "notified_on": timezone.localdate()}
    if old:
        initial = dict(old.data) | {"valid_from": old.valid_from, "valid_to": old.valid_to}
    form = CreditorForm(sent(request), initial=initial)
    if form.is_valid():
        if form.cleaned_data["iban"] and (asked := ask_again(request)):
            return asked
        claim = form.claim(known.id if known else creditors.new_id(), known)
        data, secret = facts.garnishment_data(claim)
        return record(
            request, worker, FactKind.GARNISHMENT, data, valid_from=claim.valid_from, valid_to=claim.valid_to,
            secret=secret, replaces=old,
        )  # fmt: skip
    return form_page(request, worker, _("Corriger le créancier") if old else _("Nouveau créancier"), form)


@employer_view(Act.EDIT, *FORM)
def declared(request: HttpRequest, employer: Employer, worker_id: UUID) -> HttpResponse:
    """The children declared for garnishment, or their correction."""
    worker = _worker(worker_id)
    old = corrected(request, FactKind.DECLARED, worker=worker)
    initial: dict[str, Any] = {"valid_from": timezone.localdate()}
    if old:
        initial = dict(old.data) | {"valid_from": old.valid_from, "valid_to": old.valid_to}
    form = DeclaredForm(sent(request), initial=initial)
    if form.is_valid():
        start, end = form.cleaned_data["valid_from"], form.cleaned_data["valid_to"]
        data = {"children": form.cleaned_data["children"]}
        return record(request, worker, FactKind.DECLARED, data, valid_from=start, valid_to=end, replaces=old)
    title = _("Corriger les enfants déclarés") if old else _("Enfants déclarés pour la saisie")
    return form_page(request, worker, title, form)


def _worker(worker_id: UUID) -> Worker:
    worker: Worker = get_object_or_404(Worker.objects.select_related("employer"), pk=worker_id)
    return worker
