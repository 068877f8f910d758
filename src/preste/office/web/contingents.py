"""Contingents on the screens: the form of what was used elsewhere, its line, and what is said of an excess."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from preste.calendar import Month, Quarter
from preste.office.services import contingents
from preste.office.store.models import Employer, Fact, FactKind, Worker
from preste.office.web.show import timeline
from preste.office.web.terms import euro, quantity, said
from preste.office.web.widgets import DateField, DecimalField, PlainForm
from preste.payroll.contingents.model import Contingent
from preste.records import Elsewhere

MOST = 1_000_000_00
KINDS: Mapping[str, Any] = {
    "student": gettext_lazy("Heures d'étudiant (Student@work)"),
    "article17": gettext_lazy("Article 17, socioculturel"),
    "article17_sport": gettext_lazy("Article 17, sport"),
    "flexi": gettext_lazy("Flexi-salaire (€)"),
    "flexi_right": gettext_lazy("Conditions du flexi-job vérifiées pour ce trimestre"),
    "occasional": gettext_lazy("Travail occasionnel du secteur (jours)"),
    "occupation": gettext_lazy("Occupation chez d'autres employeurs, ce trimestre (en pour cent d'un temps plein)"),
}
"""What may be told of other employers."""


class ElsewhereForm(PlainForm):
    """What a worker used or reserved for other employers since 1 January."""

    kind = forms.ChoiceField(label=gettext_lazy("Contingent"), choices=list(KINDS.items()))
    valid_from = DateField(
        label=gettext_lazy("Dit le"),
        help_text=gettext_lazy(
            "Compte dès ce mois ; la déclaration la plus récente de l'année remplace les autres. D'une occupation : un"
            " jour du trimestre où elle était."
        ),
    )
    used = DecimalField(
        label=gettext_lazy("Utilisé ou réservé ailleurs depuis le 1er janvier (heures, jours, € ou %)"),
        required=False,
        maximum=MOST,
        help_text=gettext_lazy("Sans ce qui l'est ici. D'article 17 avant 2022 : des jours."),
    )
    quarter = DecimalField(
        label=gettext_lazy("Dont ce trimestre (article 17)"),
        required=False,
        maximum=MOST,
    )

    def clean(self) -> dict[str, Any]:
        """A quarter is part of its year, and counts for article 17 alone."""
        data = super().clean() or {}
        used, quarter, kind = data.get("used") or 0, data.get("quarter") or 0, data.get("kind") or ""
        if quarter > used:
            self.add_error("quarter", _("Plus que dans l'année : le trimestre y est compris."))
        if quarter and not kind.startswith("article17"):
            self.add_error("quarter", _("Seul l'article 17 se compte aussi par trimestre."))
        return data

    def elsewhere(self) -> Elsewhere:
        """What the form tells."""
        data = self.cleaned_data
        return Elsewhere(
            valid_from=data["valid_from"], kind=data["kind"], used=data["used"] or 0, quarter=data["quarter"] or 0
        )


def elsewhere_text(told: Elsewhere) -> str:
    """What was used elsewhere, in a line."""
    name = str(KINDS[told.kind])
    if told.kind == "flexi_right":
        return name
    if told.kind == "occupation":
        return _("%(name)s : %(share)s %%, trimestre %(quarter)s") % {
            "name": name, "share": quantity(told.used),
            "quarter": Quarter.of(Month(told.valid_from.year, told.valid_from.month)),
        }  # fmt: skip
    unit = {"flexi": "EUR", "occasional": "j"}.get(told.kind, "h")
    parts = [f"{name} : {_amount(unit, told.used)}"]
    if told.quarter:
        parts.append(_("dont ce trimestre %(hours)s h") % {"hours": quantity(told.quarter)})
    return " · ".join(parts)


def amount_text(one: Contingent, value: int | None) -> str:
    """An amount of a contingent, in its unit."""
    return "—" if value is None else _amount(one.unit, value)


def _amount(unit: str, value: int) -> str:
    return euro(value) if unit == "EUR" else f"{quantity(value)} {_('h') if unit == 'h' else _('j')}"


def excess_text(one: Contingent) -> str:
    """By how much a contingent is exceeded, and what comes of it: a sentence."""
    return _excess(one.label, one.unit, one.beyond, one.then)


def caution_text(told: Mapping[str, Any]) -> str:
    """The same of a contingent that an import would exceed, with the worker."""
    return f"{told['worker']} : {_excess(told['label'], told['unit'], told['beyond'], told['then'])}"


def _excess(label: str, unit: str, beyond: int, then: str) -> str:
    over = _("%(label)s : %(over)s de trop") % {"label": said(label), "over": _amount(unit, beyond)}
    return f"{over} ; {said(then)}."


def row_of(one: Contingent) -> dict[str, Any]:
    """A contingent as a row of a table."""
    names = ("limit", "before", "month", "elsewhere", "left")
    amounts: dict[str, Any] = {name: amount_text(one, getattr(one, name)) for name in names}
    text = excess_text(one) if one.beyond else said(one.then) if one.near else ""
    return amounts | {"label": said(one.label), "told_on": one.told_on, "over": bool(one.beyond), "near": one.near,
                      "text": text}  # fmt: skip


def contingent_context(
    employer: Employer, worker: Worker, known: Sequence[Fact], month: Month, today: dt.date
) -> dict[str, Any]:  # fmt: skip
    """What a worker's page shows: what is counted by contract, the doubts, what was told of elsewhere; `known` are all
    the worker's facts. Counted is the month whose hours are being written, or the nearest one of a contract."""
    contracts = [one for one in known if one.kind == FactKind.CONTRACT and one.superseded_at is None]
    month = _nearest(contracts, month)
    shown = []
    for reference, one in contingents.of_worker(employer, worker.pk, month, today).items():
        doubts = dict.fromkeys(said(doubt) for row in one.contingents for doubt in row.doubts)
        conditions = [(condition.met, said(condition.told)) for condition in one.conditions]
        if one.contingents or conditions or one.errors:
            rows = [row_of(row) for row in one.contingents]
            shown.append({"reference": reference, "rows": rows, "conditions": conditions, "doubts": list(doubts),
                          "errors": one.errors})  # fmt: skip
    told = [one for one in known if one.kind == FactKind.ELSEWHERE]
    lines = timeline(told, [elsewhere_text(_record(fact)) for fact in told], today, one_at_a_time=False)
    return {
        "contingents": shown,
        "counted_month": month,
        "elsewhere": [replace(one, current=False) for one in lines],
    }


def _nearest(contracts: Sequence[Fact], month: Month) -> Month:
    """The month itself when a contract runs in it, else the last one of a contract before it, or the first after it."""
    runs = [(_month(one.valid_from), _month(one.valid_to) if one.valid_to else None) for one in contracts]
    if not runs or any(first <= month and (last is None or month <= last) for first, last in runs):
        return month
    before = [last for _first, last in runs if last is not None and last < month]
    return max(before) if before else min(first for first, _last in runs)


def _month(day: dt.date) -> Month:
    return Month(day.year, day.month)


def _record(fact: Fact) -> Elsewhere:
    return Elsewhere(valid_from=fact.valid_from, **fact.data)
