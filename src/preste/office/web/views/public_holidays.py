"""The public holidays of an employer, the days that replace them, and whether sickness asks for a note at once."""

from __future__ import annotations

import datetime as dt
from http import HTTPStatus

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from preste.calendar import Month
from preste.errors import InputError, PresteError
from preste.exports.twin import Kind
from preste.office.services import employer_facts, employers, public_holidays
from preste.office.services.dossiers import employer_record
from preste.office.services.public_holidays import PublicHoliday
from preste.office.store.models import Employer
from preste.office.web import terms
from preste.office.web.access import Act, employer_view, user_of
from preste.office.web.show import warn_closed
from preste.office.web.tables import table_file, wants_table
from preste.office.web.widgets import DateField, PlainForm
from preste.office.web.words import told

COLUMNS = {"jour": Kind.DATE, "ferie": Kind.TEXT, "remplace_par": Kind.DATE}
FALLS = {"sunday": gettext_lazy("un dimanche"), "inactive": gettext_lazy("un jour sans activité habituelle")}


class ReplacementForm(PlainForm):
    """A day for each public holiday of a year; empty where it is taken on its own day."""

    def __init__(self, *args: object, days: list[PublicHoliday], **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.days = {_name(one.date): one for one in days}
        for name, one in self.days.items():
            label = f"{terms.said(one.name)}, {one.date:%d/%m/%Y}"
            self.fields[name] = DateField(label=label, required=False)
            self.initial[name] = one.day or one.proposed

    def clean(self) -> dict[str, dt.date | None]:
        """A day of work in the year of its holiday."""
        data = super().clean() or {}
        for name, one in self.days.items():
            if (day := data.get(name)) and day.year != one.date.year:
                self.add_error(name, _("Le jour de remplacement est de la même année que le férié."))
        return data

    def wanted(self) -> dict[dt.date, dt.date | None]:
        """Which day replaces each holiday."""
        return {one.date: self.cleaned_data[name] for name, one in self.days.items()}


class CertificateForm(PlainForm):
    """Whether a certificate is asked for from the first day, from a month on."""

    first_day = forms.BooleanField(
        label=gettext_lazy("Un certificat est demandé dès le premier jour de maladie"),
        required=False,
        help_text=gettext_lazy("Seul un petit employeur le peut, si son règlement de travail le prévoit."),
    )
    since = forms.CharField(
        label=gettext_lazy("À partir du mois"),
        required=False,
        max_length=7,
        widget=forms.TextInput({"type": "month"}),
        help_text=gettext_lazy("Vide : le premier mois qui n'est pas validé."),
    )

    def clean_since(self) -> Month | None:
        """The month. Raises ValidationError when it is none."""
        try:
            return Month.parse(self.cleaned_data["since"]) if self.cleaned_data["since"] else None
        except InputError:
            raise forms.ValidationError(_("Écrivez un mois : 2026-09.")) from None


def _name(date: dt.date) -> str:
    return f"d{date:%m%d}"


@employer_view(Act.READ)
def public_days(request: HttpRequest, employer: Employer, year: int) -> HttpResponse:
    """The public holidays of a year, and the days that replace them."""
    days = _days(employer, year)
    if wants_table(request):
        return table_file(request, f"feries-{year}", COLUMNS, ((one.date, one.name, one.day) for one in days))
    return _page(request, employer, year, days)


@employer_view(Act.EDIT, "POST")
def record_days(request: HttpRequest, employer: Employer, year: int) -> HttpResponse:
    """Write down the days that replace public holidays, all or none."""
    days = _days(employer, year)
    form = ReplacementForm(request.POST, days=days)
    was = employer_record(employer)
    if form.is_valid():
        try:
            changed = employer_facts.replace_holidays(employer, form.wanted(), user_of(request))
        except PresteError as error:
            form.add_error(None, told(error))
        else:
            messages.success(request, _("C'est noté.") if changed else _("Rien n'a changé."))
            warn_closed(request, employers.late_months(employer, was))
            return redirect("public-days", employer.pk, year)
    return _page(request, employer, year, days, form=form)


@employer_view(Act.EDIT, "POST")
def ask_certificate(request: HttpRequest, employer: Employer, year: int) -> HttpResponse:
    """Write down whether a certificate is asked for from the first day of sickness."""
    form = CertificateForm(request.POST)
    if not form.is_valid():
        return _page(request, employer, year, _days(employer, year), certificate=form)
    wanted, since = form.cleaned_data["first_day"], form.cleaned_data["since"]
    changed = employer_facts.ask_for_certificate(employer, wanted, since, user_of(request))
    messages.success(request, _("C'est noté.") if changed else _("Rien n'a changé."))
    return redirect("public-days", employer.pk, year)


def _days(employer: Employer, year: int) -> list[PublicHoliday]:
    try:
        return public_holidays.of_year(employer, year)
    except InputError:
        raise Http404 from None


def _page(
    request: HttpRequest,
    employer: Employer,
    year: int,
    days: list[PublicHoliday],
    form: ReplacementForm | None = None,
    certificate: CertificateForm | None = None,
) -> HttpResponse:
    asked = employer_record(employer).certificate_first_day
    shown = form or ReplacementForm(days=days)
    faults = (form and form.errors) or (certificate and certificate.errors)
    context = {
        "employer": employer,
        "year": year,
        "form": shown,
        "rows": [(one, FALLS.get(one.falls, ""), terms.said(one.name), shown[_name(one.date)]) for one in days],
        "proposed": any(one.proposed for one in days),
        "certificate": certificate or CertificateForm(initial={"first_day": asked}),
        "asked": asked,
        "this_year": timezone.localdate().year,
    }
    status = HTTPStatus.UNPROCESSABLE_ENTITY if faults else HTTPStatus.OK
    return render(request, "office/public_days.html", context, status=status)
