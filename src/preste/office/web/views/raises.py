"""The wage scales of an employer, and raises of many: an indexation or a month's steps, shown and then recorded."""

from __future__ import annotations

from collections.abc import Sequence
from http import HTTPStatus
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from preste.calendar import Month
from preste.errors import InputError, PresteError
from preste.exports.twin import Kind
from preste.office.services import audit, import_scales, raises, scales
from preste.office.services.dossiers import dossier_of
from preste.office.services.hours import is_closed
from preste.office.services.uploads import read_sheet, refused
from preste.office.store.models import Employer
from preste.office.web import terms
from preste.office.web.access import Act, employer_view, user_of
from preste.office.web.tables import table_file, wants_table
from preste.office.web.widgets import DecimalField, PlainForm
from preste.office.web.words import told
from preste.payroll.dossier_scales import COLUMNS
from preste.payroll.raises import Raise

HUNDRED_PERCENT = 100_00
STEPS = {
    "scale": Kind.TEXT,
    "pay_basis": Kind.TEXT,
    "valid_from": Kind.DATE,
    "years": Kind.INTEGER,
    "amount": Kind.AMOUNT,
}
RAISES = {
    "contrat": Kind.TEXT,
    "travailleur": Kind.TEXT,
    "avant": Kind.AMOUNT,
    "apres": Kind.AMOUNT,
    "non_indexe": Kind.AMOUNT,
    "motif": Kind.TEXT,
}
WHY = {
    "index": gettext_lazy("indexation"),
    "scale": gettext_lazy("montant du barème"),
    "step": gettext_lazy("nouvel échelon"),
    "same": gettext_lazy("inchangé"),
    "problem": gettext_lazy("à voir"),
}


class RaiseForm(PlainForm):
    """The month, and by how much; without a rate only those who reach a step."""

    month = forms.CharField(label=gettext_lazy("Premier mois"), max_length=7, widget=forms.TextInput({"type": "month"}))
    rate = DecimalField(
        label=gettext_lazy("Indexation (%)"),
        required=False,
        maximum=HUNDRED_PERCENT,
        help_text=gettext_lazy("Vide : seulement les nouveaux échelons du mois."),
    )
    moderated = DecimalField(
        label=gettext_lazy("Modération déjà appliquée (%)"),
        required=False,
        maximum=HUNDRED_PERCENT,
        help_text=gettext_lazy("Depuis juin 2026, l'indexation est plafonnée jusqu'à la modération que fixe la loi."),
    )

    def clean_month(self) -> Month:
        """The month. Raises ValidationError when it is none."""
        try:
            return Month.parse(self.cleaned_data["month"])
        except InputError:
            raise forms.ValidationError(_("Écrivez un mois : 2026-09.")) from None

    def wanted(self) -> raises.Wanted:
        """What is asked for."""
        data = self.cleaned_data
        return raises.Wanted(data["month"], data["rate"] or 0, data["moderated"] or 0)


@employer_view(Act.READ)
def show_scales(request: HttpRequest, employer: Employer) -> HttpResponse:
    """The scales that are known, and a place for newer ones."""
    return _scales_page(request, employer)


@employer_view(Act.EDIT, "POST")
def record_scales(request: HttpRequest, employer: Employer) -> HttpResponse:
    """Take an uploaded table in the place of the one known, whole or not at all."""
    try:
        given = request.FILES.get("file")
        if given is None:
            raise refused("E-UPLOAD-NONE")
        rows = import_scales.rows_of(read_sheet(given.read()))
        table = scales.record_scales(employer, rows, user_of(request))
    except scales.ScalesError as error:
        faults = [_fault(one) for one in error.faults]
        return _scales_page(request, employer, faults=faults, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    except PresteError as error:
        return _scales_page(request, employer, error=told(error), status=HTTPStatus.UNPROCESSABLE_ENTITY)
    if table is None:
        messages.info(request, _("Ces barèmes étaient déjà enregistrés : rien ne change."))
    else:
        messages.success(request, _("Les barèmes sont enregistrés."))
    return redirect("scales", employer.pk)


def _fault(error: InputError) -> str:
    """A fault of a table with its row."""
    if not error.where:
        return f"{error.message}. {error.remedy}"
    told_in_words = told(InputError(error.message, remedy=error.remedy, code=error.code))
    return _("Ligne %(row)s, %(column)s : %(why)s") % {"row": error.where, "column": error.field, "why": told_in_words}


def _scales_page(
    request: HttpRequest,
    employer: Employer,
    *,
    error: str = "",
    faults: Sequence[str] = (),
    status: HTTPStatus = HTTPStatus.OK,
) -> HttpResponse:
    table = scales.known_table(employer)
    rows = scales.rows_of_scales(scales.known_scales(employer))
    if wants_table(request):
        return table_file(request, "baremes", STEPS, scales.typed(rows))
    context = {
        "employer": employer,
        "table": table,
        "rows": scales.typed(rows),
        "error": error,
        "faults": faults,
        "columns": ";".join(import_scales.HEADS if terms.language() == "fr" else COLUMNS),
    }
    return render(request, "office/scales.html", context, status=status)


@employer_view(Act.EDIT, "GET", "HEAD", "POST")
def show_raises(request: HttpRequest, employer: Employer) -> HttpResponse:
    """What everybody has and would have; a POST records what was shown."""
    given = request.POST if request.method == "POST" else request.GET
    asked = "month" in given
    initial = {"month": str(_next_month())}
    form = RaiseForm(given if asked else None, initial=initial)
    found: list[Raise] = []
    context: dict[str, Any] = {"employer": employer, "form": form}
    status = HTTPStatus.OK
    if asked and form.is_valid():
        wanted = form.wanted()
        dossier = dossier_of(employer, wanted.month)
        try:
            found = raises.preview(dossier, wanted)
            if request.method == "POST":
                count = raises.post(employer, dossier, wanted, _shown(request), user_of(request))
                said = ngettext(
                    "%(n)s contrat a de nouvelles conditions.", "%(n)s contrats ont de nouvelles conditions.", count
                )
                messages.success(request, said % {"n": count})
                return redirect("employer", employer.pk)
        except PresteError as error:
            context["problem"] = told(error)
            status = HTTPStatus.CONFLICT
        context |= _preview(employer, wanted, found)
        if request.method != "POST":
            audit.record(employer, user_of(request), "raises.read", str(wanted.month))
        if wants_table(request):
            return table_file(request, f"augmentations-{wanted.month}", RAISES, (_twin(one) for one in found))
    elif asked:
        status = HTTPStatus.UNPROCESSABLE_ENTITY
    return render(request, "office/raises.html", context, status=status)


def _next_month() -> Month:
    today = timezone.localdate()
    return Month(today.year, today.month).plus(1)


def _shown(request: HttpRequest) -> list[tuple[str, int]]:
    """The contracts and amounts that were on the page, as it sent them back."""
    pairs = (text.rpartition("=") for text in request.POST.getlist("raise"))
    return [(name, int(amount)) for name, _sign, amount in pairs if amount.isascii() and amount.isdecimal()]


def _preview(employer: Employer, wanted: raises.Wanted, found: Sequence[Raise]) -> dict[str, Any]:
    rows = [
        {
            "contract": one.contract,
            "old": one.old,
            "amount": one.amount,
            "difference": one.amount - one.old.amount,
            "moderation": one.trace["index_moderation"] if one.trace else 0,
            "contribution": (one.trace.get("moderation_contribution") or 0) if one.trace else 0,
            "why": WHY[one.why],
            "problem": told(one.problem) if one.problem else "",
            "later": raises.later_terms(one, wanted.month),
            "moves": raises.moves(one),
        }
        for one in found
    ]
    problems = {row["problem"] for row in rows}
    if len(problems) == 1 and "" not in problems:  # one and the same for all: said once
        return {"rows": [], "problem": problems.pop(), "wanted": wanted}
    return {
        "rows": rows,
        "shown": [f"{one.contract.id}={one.amount}" for one in found if raises.moves(one)],
        "wanted": wanted,
        "closed": is_closed(employer, wanted.month),
        "contribution": sum(row["contribution"] for row in rows),
    }


def _twin(one: Raise) -> list[Any]:
    moderation = one.trace["index_moderation"] if one.trace else 0
    return [one.contract.id, one.contract.worker.name, one.old.amount, one.amount, moderation, str(WHY[one.why])]
