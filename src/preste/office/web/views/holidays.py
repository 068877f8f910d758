"""The holidays of a contract by year, and the balances it begins with."""

from __future__ import annotations

from collections.abc import Sequence
from http import HTTPStatus
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from preste.belgium.holiday.facts import HOLIDAY_FACTS
from preste.belgium.time.codes import CODES
from preste.calendar import Month
from preste.errors import PresteError
from preste.office.services import changes, facts, holidays
from preste.office.services.dossiers import opening_day
from preste.office.services.holidays import Year
from preste.office.store.models import Contract, Employer, FactKind
from preste.office.web import answers, terms
from preste.office.web.access import Act, employer_view, may, user_of
from preste.office.web.records_forms import HolidayYearForm, OpeningForm
from preste.office.web.terms import said
from preste.office.web.views.people import FORM, corrected, form_page, record, sent
from preste.office.web.words import told
from preste.records import HolidayYear

TOLD = ("holiday_days_earned", "holiday_days_right", "holiday_days_left", "holiday_days_short", "supplementary_days")
"""What of the right the page tells; the rest is in its explanation."""


@employer_view(Act.READ, "GET", "HEAD", "POST")
def holiday_year(request: HttpRequest, employer: Employer, contract_id: UUID, year: int) -> HttpResponse:
    """The right of a year, what was taken and is left, and what it rests on; a POST writes that down."""
    contract = _contract(contract_id)
    if old := corrected(request, FactKind.HOLIDAYS, contract=contract):
        return redirect("holiday-year", employer.pk, contract.pk, old.valid_from.year)
    found = _year(contract, year)
    known = found.known or holidays.proposed(found.record, year)
    form = HolidayYearForm(sent(request), known=known)
    if request.method == "POST":
        if not may(request, Act.EDIT):
            raise PermissionDenied
        if form.is_valid():
            return _write(request, contract, form.known())
    context = {
        "employer": employer,
        "contract": contract,
        "person": found.record.worker,
        "worker": contract.worker,
        "year": year,
        "found": found,
        "form": form,
        "amounts": _amounts(found),
        "taken": [(code, said(CODES[code].label), hours) for code, hours in found.taken.items()],
        "problem": told(found.problem) if found.problem else "",
        "heads": _heads(form),
    }
    return render(
        request,
        "office/holiday_year.html",
        context,
        status=HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK,
    )


def _heads(form: HolidayYearForm) -> dict[str, Sequence[Any]]:
    return {"work": [f.label for f in form.work_rows[0]], "certificate": [f.label for f in form.certificate_rows[0]]}


def _amounts(found: Year) -> list[tuple[str, str]]:
    """The right and what is left of it; of one that was agreed, without a rule to explain it."""
    if found.right is not None:
        told_of = answers.amounts(found.right, TOLD)
    elif found.balance is not None:
        balance = found.balance
        told_of = [
            (_("Droit convenu"), terms.number(balance.right)),
            (_("Solde de vacances"), terms.number(balance.left)),
        ]
    else:
        return []
    return [(title, _("%(days)s j") % {"days": value}) for title, value in told_of]


def _write(request: HttpRequest, contract: Contract, known: HolidayYear) -> HttpResponse:
    first, last = facts.holiday_dates(known.year)
    try:
        changes.record_change(
            contract.worker, FactKind.HOLIDAYS, facts.holidays_data(known), valid_from=first, valid_to=last,
            contract=contract, user=user_of(request),
        )  # fmt: skip
    except PresteError as error:
        messages.error(request, told(error))
    else:
        messages.success(request, _("C'est noté. Ce qui précède reste visible."))
    return redirect("holiday-year", contract.employer_id, contract.pk, known.year)


@employer_view(Act.READ)
def holiday_why(request: HttpRequest, employer: Employer, contract_id: UUID, year: int) -> HttpResponse:
    """Why the right of a year is what it is."""
    found = _year(_contract(contract_id), year)
    if found.right is None:
        raise Http404
    title = _("Vacances %(year)s") % {"year": year}
    return answers.explained(found.right, HOLIDAY_FACTS, found.record.worker.name, title)


@employer_view(Act.EDIT, *FORM)
def opening(request: HttpRequest, employer: Employer, contract_id: UUID) -> HttpResponse:
    """What the year's months before the first one computed here leave of a contract."""
    contract = _contract(contract_id)
    known = facts.known_facts(employer).filter(contract=contract, kind=FactKind.OPENING).order_by("-valid_from").first()
    form = OpeningForm(sent(request), known=known.data if known else {}, begins=employer.begins)
    wanted = "" if employer.begins else _("Écrivez d'abord chez l'employeur le premier mois calculé ici.")
    if wanted and form.is_bound:
        form.add_error(None, wanted)
    if form.is_valid():
        return record(
            request, contract.worker, FactKind.OPENING, form.balances(), valid_from=opening_day(employer),
            contract=contract, replaces=known,
        )  # fmt: skip
    title = _("Soldes de départ")
    if employer.begins:
        title = _("Soldes de départ, %(month)s") % {"month": terms.month(Month.parse(employer.begins))}
    return form_page(request, contract.worker, title, form, note=wanted)


def _contract(contract_id: UUID) -> Contract:
    return get_object_or_404(Contract.objects.select_related("worker__employer", "employer"), pk=contract_id)


def _year(contract: Contract, year: int) -> Year:
    found = holidays.of_year(contract, year, timezone.localdate())
    if found is None:
        raise Http404
    return found
