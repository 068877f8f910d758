"""Double holiday pay, certificates, settlements of reduced hours and year-end premiums: a preview, then its items."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from http import HTTPStatus
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from preste.belgium.holiday.facts import HOLIDAY_FACTS
from preste.belgium.year_end.facts import YEAR_END_FACTS
from preste.belgium.year_end.plans import is_theoretical, schemes
from preste.calendar import Month
from preste.errors import InputError, PresteError
from preste.exports.twin import Kind
from preste.office.services import audit, campaigns
from preste.office.services.campaigns import Due
from preste.office.services.hours import is_closed
from preste.office.store.models import Contract, Employer
from preste.office.web import answers
from preste.office.web.access import Act, employer_view, user_of
from preste.office.web.tables import table_file, wants_table
from preste.office.web.terms import euro, line_label
from preste.office.web.widgets import DecimalField, PlainForm
from preste.office.web.words import told
from preste.payroll.items import KINDS as ITEM_KINDS
from preste.payroll.premium_campaign import Premium

MAY, DECEMBER = 5, 12
KINDS = {
    "double": gettext_lazy("Double pécule de vacances"),
    "certificate": gettext_lazy("Attestations des employeurs précédents"),
    "december": gettext_lazy("Décompte de décembre (horaire réduit)"),
    "premium": gettext_lazy("Prime de fin d'année"),
}
WHY = {
    "posted": gettext_lazy("déjà enregistré"),
    "leaves": gettext_lazy("quitte ce mois : pécule de sortie"),
    "unknown": gettext_lazy("les mois de l'année d'avant ne sont pas écrits"),
    "pay": gettext_lazy("pas de rémunération mensuelle : à calculer à part"),
    "absent": gettext_lazy("pas en service en octobre : à calculer à part"),
    "law": gettext_lazy("valeur de la loi inconnue à cette date"),
    "before": gettext_lazy("des paies d'avant le premier mois calculé ici ne sont pas connues : à calculer à part"),
    "certificate": gettext_lazy("attestation d'un employeur précédent : à calculer à part"),
}
APART = ("pay", "absent", "before", "certificate")
"""Reasons for which the amount is worked out elsewhere, and written by hand."""
NO_LAW_OF_PREMIUM = gettext_lazy(
    "chiffres de ce régime inconnus cette année-là : écrivez-les comme vos propres chiffres"
)
SCHEMES = {
    "329.01": gettext_lazy("329.01, fonds socioculturel flamand"),
    "329.01-month": gettext_lazy("329.01, un mois de rémunération (intégration, cohésion sociale, groupes cibles)"),
    "329.02-fwb": gettext_lazy("329.02, Fédération Wallonie-Bruxelles"),
    "329.02-isp": gettext_lazy("329.02, insertion socioprofessionnelle (Cocof)"),
}
TWIN = {
    "contrat": Kind.TEXT,
    "travailleur": Kind.TEXT,
    "element": Kind.TEXT,
    "montant": Kind.AMOUNT,
    "remarque": Kind.TEXT,
}
TOLD: Mapping[str, tuple[str, ...]] = {
    "double": ("double_pay_base", "double_pay_of_year", "double_pay_imputed"),
    "certificate": ("certificate_days_taken", "holiday_pay_of_days"),
    "december": ("departure_base_last_year", "december_simple", "december_double"),
    "premium": ("premium_fixed", "premium_variable", "premium_of_period"),
}
"""What leads to the amount, told beside it."""
_CENTS = re.compile(r"([.,]\d\d)00$")
"""An amount of four decimals that is one of whole cents."""


class CampaignForm(PlainForm):
    """Of which kind, in which month; for a premium, a scheme or one's own numbers."""

    kind = forms.ChoiceField(label=gettext_lazy("Quoi"), choices=list(KINDS.items()))
    month = forms.CharField(
        label=gettext_lazy("Mois du paiement"), max_length=7, widget=forms.TextInput({"type": "month"})
    )
    scheme = forms.ChoiceField(
        label=gettext_lazy("Régime de la prime"),
        required=False,
        help_text=gettext_lazy("Sans régime : vos propres chiffres, ci-dessous."),
    )
    fixed = DecimalField(label=gettext_lazy("Partie fixe d'un temps plein (€)"), required=False)
    rate = DecimalField(label=gettext_lazy("Taux sur douze fois octobre (%)"), required=False, maximum=100_00)
    period = forms.IntegerField(
        label=gettext_lazy("Mois de la période de référence, depuis janvier"),
        required=False,
        min_value=1,
        max_value=12,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        known = [(name, SCHEMES.get(name, name)) for name in schemes()]
        choices = [("", gettext_lazy("vos propres chiffres")), *known]
        self.fields["scheme"].choices = choices  # type: ignore[attr-defined]

    @property
    def of_premium(self) -> list[forms.BoundField]:
        """What a year-end premium alone asks for."""
        return [self[name] for name in ("scheme", "fixed", "rate", "period")]

    def clean_month(self) -> Month:
        """The month. Raises ValidationError when it is none."""
        try:
            return Month.parse(self.cleaned_data["month"])
        except InputError:
            raise forms.ValidationError(_("Écrivez un mois : 2026-09.")) from None

    def clean(self) -> dict[str, Any]:
        """A premium has a scheme or numbers, and not both; reduced hours are settled in December."""
        data = super().clean() or {}
        entered = data.get("fixed") or data.get("rate")
        if data.get("kind") == "premium" and not self.errors and bool(entered) == bool(data.get("scheme")):
            self.add_error("scheme", _("Choisissez un régime, ou écrivez vos propres chiffres."))
        if data.get("kind") == "december" and not self.errors and data["month"].month != DECEMBER:
            self.add_error("month", _("Le décompte se fait en décembre : écrivez le mois de décembre."))
        return data

    def wanted(self) -> campaigns.Wanted:
        """What is asked for."""
        data = self.cleaned_data
        premium = Premium(
            scheme=data["scheme"], fixed=100 * (data["fixed"] or 0), rate=data["rate"] or 0, period=data["period"] or 12
        )
        return campaigns.Wanted(data["kind"], data["month"], premium)


@employer_view(Act.EDIT, "GET", "HEAD", "POST")
def campaign(request: HttpRequest, employer: Employer) -> HttpResponse:
    """What everybody is due; a POST records what was shown. `why`: the explanation of one contract's amount."""
    given = request.POST if request.method == "POST" else request.GET
    asked = "kind" in given
    form = CampaignForm(given if asked else None, initial={"kind": "double", "month": _usual_month(employer)})
    context: dict[str, Any] = {"employer": employer, "form": form}
    status = HTTPStatus.OK
    if asked and form.is_valid():
        wanted = form.wanted()
        try:
            if request.method == "POST":
                count = campaigns.post(employer, wanted, _shown(request), user_of(request))
                said = ngettext(
                    "%(n)s travailleur a un nouvel élément de paie.",
                    "%(n)s travailleurs ont un nouvel élément de paie.",
                    count,
                )
                messages.success(request, said % {"n": count})
                return redirect("employer", employer.pk)
        except PresteError as error:
            context["problem"] = told(error)
            status = HTTPStatus.CONFLICT
        found = campaigns.preview(campaigns.dossier_for(employer, wanted), wanted)
        if request.method != "POST":
            audit.record(employer, user_of(request), "campaign.read", f"{wanted.kind} {wanted.month}")
        if "why" in request.GET:
            return _explained(employer, request.GET["why"], wanted, found)
        if wants_table(request):
            return table_file(request, f"{wanted.kind}-{wanted.month}", TWIN, _twin(found))
        context |= _preview(employer, wanted, found)
    elif asked:
        status = HTTPStatus.UNPROCESSABLE_ENTITY
    return render(request, "office/campaign.html", context, status=status)


def _usual_month(employer: Employer) -> str:
    """May of this year or of the next: the month most employers pay it in."""
    today = timezone.localdate()
    return str(Month(today.year + (today.month > MAY + 1), MAY))


def _shown(request: HttpRequest) -> list[tuple[str, int]]:
    """The contracts and amounts that were on the page, as it sent them back."""
    pairs = (text.rpartition("=") for text in request.POST.getlist("due"))
    return [(name, int(amount)) for name, _sign, amount in pairs if amount.isascii() and amount.isdecimal()]


def _preview(employer: Employer, wanted: campaigns.Wanted, found: Sequence[Due]) -> dict[str, Any]:
    references = [one.contract.id for one in found]
    contracts = dict(
        Contract.objects.filter(employer=employer, reference__in=references).values_list("reference", "pk")
    )
    due = [one for one in found if one.items]
    theoretical = wanted.kind == "premium" and any(is_theoretical(t) for one in found for _q, t in one.traces)
    return {
        "wanted": wanted,
        "title": KINDS[wanted.kind],
        "rows": [_row(one, contracts.get(one.contract.id), wanted.kind) for one in found],
        "shown": [f"{one.contract.id}={one.amount}" for one in due],
        "total": sum(one.amount for one in due),
        "closed": is_closed(employer, wanted.month),
        "never_paid": campaigns.never_paid(employer, wanted.month),
        "theoretical": theoretical,
    }


def _row(one: Due, contract: Any, kind: str) -> dict[str, Any]:
    told_of = [(title, _CENTS.sub(r"\1", value)) for question, trace in one.traces if question in TOLD
               for title, value in answers.amounts(trace, TOLD[question])]  # fmt: skip
    return {
        "contract": one.contract,
        "pk": contract,
        "parts": told_of,
        "items": [(line_label(ITEM_KINDS[item.kind]), item.amount) for item in one.items],
        "why": NO_LAW_OF_PREMIUM if kind == "premium" and one.reason == "law" else WHY.get(one.reason, ""),
        "reason": one.reason,
        "apart": one.reason in APART,
        "months": next((t.facts["months_credited"] for q, t in one.traces if q == "double"), None),
        "open": one.open,
        "reduced": one.reduced,
        "left": one.left,
        "explained": bool(one.traces),
    }


def _explained(employer: Employer, why: str, wanted: campaigns.Wanted, found: Sequence[Due]) -> HttpResponse:
    """The explanation of the amount of the contract with a key; of a settlement, that of the year."""
    references = {
        str(pk): name for pk, name in Contract.objects.filter(employer=employer).values_list("pk", "reference")
    }
    one = next((due for due in found if due.contract.id == references.get(why) and due.traces), None)
    if one is None:
        raise Http404
    facts = YEAR_END_FACTS if wanted.kind == "premium" else HOLIDAY_FACTS
    return answers.explained(one.traces[-1][1], facts, one.contract.worker.name, str(KINDS[wanted.kind]))


def _twin(found: Sequence[Due]) -> list[list[Any]]:
    rows = []
    for one in found:
        start = [one.contract.id, one.contract.worker.name]
        why = str(WHY.get(one.reason, "")) or (f"{euro(one.open)}" if one.open else "")
        rows += [[*start, item.kind, item.amount, why] for item in one.items] or [[*start, "", None, why]]
    return rows
