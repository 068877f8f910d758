"""What else is taken over from another payroll office: the seniority of a contract, the workers by quarter."""

from __future__ import annotations

from http import HTTPStatus
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from preste.calendar import Month
from preste.errors import PresteError
from preste.exports.twin import Kind
from preste.office.services import headcount as counted
from preste.office.services import seniority as services
from preste.office.services.dossiers import contract_record
from preste.office.store.models import Contract, Employer
from preste.office.web.access import Act, employer_view, may, user_of
from preste.office.web.tables import table_file, wants_table
from preste.office.web.takeover_forms import HeadcountForm, SeniorityForm
from preste.office.web.views.people import FORM, form_page, sent
from preste.office.web.words import told

TWIN = {"trimestre": Kind.TEXT, "travailleurs": Kind.INTEGER}


@employer_view(Act.EDIT, *FORM)
def seniority(request: HttpRequest, employer: Employer, contract_id: UUID) -> HttpResponse:
    """The day from which the seniority of a contract counts."""
    contract: Contract = get_object_or_404(
        Contract.objects.select_related("worker__employer", "employer"), pk=contract_id
    )
    today = timezone.localdate()
    record = contract_record(contract, Month(today.year, today.month))
    if record is None:
        raise Http404
    form = SeniorityForm(sent(request), start=record.start, initial={"since": services.since(contract)})
    if form.is_valid():
        try:
            services.record(contract, form.cleaned_data["since"], user_of(request))
        except PresteError as error:
            messages.error(request, told(error))
        else:
            messages.success(request, _("C'est noté. Ce qui précède reste visible."))
        return redirect("worker", employer.pk, contract.worker_id)
    return form_page(request, contract.worker, _("Ancienneté"), form)


@employer_view(Act.READ, *FORM)
def headcount(request: HttpRequest, employer: Employer) -> HttpResponse:
    """The workers declared by quarter before the first month computed here; a POST writes them down."""
    today = timezone.localdate()
    begins = Month.parse(employer.begins) if employer.begins else Month(today.year, today.month)
    known = counted.known(employer)
    quarters = sorted({*known, *counted.quarters_before(begins)})
    if wants_table(request):
        return table_file(request, "occupation", TWIN, [[one, known.get(one)] for one in quarters])
    form = HeadcountForm(sent(request), quarters=[(one, _quarter(one)) for one in quarters], known=known)
    if request.method == "POST" and not may(request, Act.EDIT):
        raise PermissionDenied
    if form.is_valid():
        changed = counted.record(employer, form.told(), user_of(request))
        messages.success(request, _("C'est noté. Ce qui précède reste visible.") if changed else _("Rien n'a changé."))
        return redirect("headcount", employer.pk)
    context = {"employer": employer, "form": form, "begins": begins}
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK
    return render(request, "office/headcount.html", context, status=status)


def _quarter(quarter: str) -> str:
    month = counted.first_month(quarter)
    return _("trimestre %(n)s de %(year)s") % {"n": month.quarter, "year": month.year}
