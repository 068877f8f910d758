"""A new employer, and the change of one."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from preste.errors import PresteError
from preste.office.services import employers
from preste.office.services.dossiers import employer_record
from preste.office.store.models import Employer
from preste.office.web.access import Act, employer_view, user_of
from preste.office.web.employer_forms import (
    Accounts,
    AccountSet,
    EmployerForm,
    Units,
    UnitSet,
    employer_data,
    employer_initial,
)
from preste.office.web.fresh import ask_again
from preste.office.web.show import warn_closed
from preste.office.web.words import told

Forms = tuple[EmployerForm, Units, Accounts]


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def new_employer(request: HttpRequest) -> HttpResponse:
    """A new employer, by an officer of the bureau."""
    user = user_of(request)
    if not user.bureau:
        raise PermissionDenied
    forms = _forms(request, None)
    if _valid(forms):
        try:
            employer = employers.create_employer(employer_data(*forms), user)
        except PresteError as error:
            _refuse(forms[0], error)
        else:
            messages.success(request, _("L'employeur est créé. Ajoutez maintenant un premier travailleur."))
            return redirect("employer", employer.pk)
    return _page(request, forms, {"title": _("Nouvel employeur")})


@employer_view(Act.EDIT, "GET", "HEAD", "POST")
def edit_employer(request: HttpRequest, employer: Employer) -> HttpResponse:
    """The change of an employer; what it was stays in the audit trail."""
    before = employers.snapshot(employer)
    forms = _forms(request, before)
    if _valid(forms):
        data = employer_data(*forms)
        if (data.iban, data.accounts) != (before.iban, before.accounts) and (page := ask_again(request)):
            return page
        was = employer_record(employer)
        try:
            changed = employers.change_employer(employer, data, user_of(request))
        except PresteError as error:
            _refuse(forms[0], error)
        else:
            note = _("C'est noté. L'ancien état reste dans le journal.") if changed else _("Rien n'a changé.")
            messages.success(request, note)
            warn_closed(request, employers.late_months(employer, was))
            return redirect("employer", employer.pk)
    return _page(request, forms, {"title": _("Modifier l'employeur"), "employer": employer})


def _forms(request: HttpRequest, before: employers.EmployerData | None) -> Forms:
    sent = request.POST if request.method == "POST" else None
    initial = employer_initial(before) if before else {}
    units = [dict(unit) for unit in before.units] if before else []
    accounts = [{"label": label, "iban": iban} for label, iban in before.accounts] if before else []
    return (
        EmployerForm(sent, initial=initial),
        UnitSet(sent, initial=units, prefix="units"),  # type: ignore[return-value]
        AccountSet(sent, initial=accounts, prefix="accounts"),
    )


def _valid(forms: Forms) -> bool:
    return forms[0].is_bound and all(form.is_valid() for form in forms)


def _refuse(form: EmployerForm, error: PresteError) -> None:
    form.add_error(error.field if error.field in form.fields else None, told(error))


def _page(request: HttpRequest, forms: Forms, more: dict[str, Any]) -> HttpResponse:
    form, units, accounts = forms
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.is_bound else HTTPStatus.OK
    wrong = form.is_bound and not all(one.is_valid() for one in forms)
    context = {"form": form, "units": units, "accounts": accounts, "wrong": wrong} | more
    return render(request, "office/employer_form.html", context, status=status)
