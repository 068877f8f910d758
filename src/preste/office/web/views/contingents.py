"""Contingents: who of an employer is near a limit, and what a worker told of other employers."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext as _

from preste.calendar import Month
from preste.exports.twin import Kind
from preste.office.services import contingents, facts
from preste.office.store.models import Employer, FactKind, Worker
from preste.office.web.access import Act, employer_view
from preste.office.web.contingents import ElsewhereForm, row_of
from preste.office.web.tables import table_file, wants_table
from preste.office.web.views.people import FORM, corrected, form_page, record, sent

COLUMNS = {"nom": Kind.TEXT, "contrat": Kind.TEXT, "contingent": Kind.TEXT, "maximum": Kind.TEXT, "reste": Kind.TEXT}


@employer_view(Act.READ)
def contingents_of(request: HttpRequest, employer: Employer, month: Month) -> HttpResponse:
    """Who has used most of a contingent with the hours of a month, the least left first."""
    counted = contingents.counted_workers(employer, month)
    found = [(one, row_of(one.contingent)) for one in contingents.near(employer, counted, month)]
    if wants_table(request):
        rows = [(one.name, one.contract.reference, row["label"], row["limit"], row["left"]) for one, row in found]
        return table_file(request, f"contingents-{month}", COLUMNS, rows)
    context = {"employer": employer, "month": month, "before": month.plus(-1), "after": month.plus(1)}
    return render(request, "office/contingents.html", context | {"rows": found, "counted": len(counted)})


@employer_view(Act.EDIT, *FORM)
def elsewhere(request: HttpRequest, employer: Employer, worker_id: UUID) -> HttpResponse:
    """What a worker used of a contingent for other employers, or its correction."""
    worker = get_object_or_404(Worker, pk=worker_id)
    old = corrected(request, FactKind.ELSEWHERE, worker=worker)
    initial = dict(old.data) | {"valid_from": old.valid_from} if old else {"valid_from": timezone.localdate()}
    form = ElsewhereForm(sent(request), initial=initial)
    if form.is_valid():
        told = form.elsewhere()
        data = facts.elsewhere_data(told)
        return record(request, worker, FactKind.ELSEWHERE, data, valid_from=told.valid_from, replaces=old)
    title = _("Corriger ce qui est utilisé ailleurs") if old else _("Utilisé chez d'autres employeurs")
    return form_page(request, worker, title, form)
