"""An incapacity for work on the worker's page: its form, and what it says in a line."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from preste.belgium.time.incapacity import Sickness
from preste.errors import NoParameter
from preste.office.services.facts import incapacity_record
from preste.office.store.models import Fact
from preste.office.web.forms import WEEK
from preste.office.web.terms import quantity
from preste.office.web.widgets import DateField, HoursField, PlainForm
from preste.records import Contract, Incapacity

CAUSES = {
    "illness": gettext_lazy("Maladie"),
    "private_accident": gettext_lazy("Accident de droit commun"),
    "work_accident": gettext_lazy("Accident du travail"),
    "occupational_disease": gettext_lazy("Maladie professionnelle"),
}
PARTIAL = ("partial_from", "partial_to")


class IncapacityForm(PlainForm):
    """An incapacity of a contract, which must stand beside the others of it."""

    start = DateField(
        label=gettext_lazy("Premier jour"),
        help_text=gettext_lazy("Une prolongation est une incapacité qui commence le lendemain de la précédente."),
    )
    end = DateField(label=gettext_lazy("Dernier jour"))
    cause = forms.ChoiceField(label=gettext_lazy("Cause"), choices=list(CAUSES.items()))
    certificate = DateField(
        label=gettext_lazy("Certificat reçu le"),
        required=False,
        help_text=gettext_lazy("Vide : pas encore reçu."),
    )
    certificate_waived = forms.BooleanField(label=gettext_lazy("Aucun certificat n'est demandé"), required=False)
    other_illness = forms.BooleanField(
        label=gettext_lazy("Autre maladie que la précédente, dit le certificat"), required=False
    )
    partial_from = DateField(
        label=gettext_lazy("Reprise partielle depuis le"),
        required=False,
        help_text=gettext_lazy("Autorisée par la mutuelle ; vide : pas de reprise."),
    )
    partial_to = DateField(
        label=gettext_lazy("Reprise partielle jusqu'au"),
        required=False,
        help_text=gettext_lazy("Vide : jusqu'à la fin de l'incapacité."),
    )

    def __init__(self, *args: Any, contract: Contract, old: Incapacity | None = None, **kwargs: Any) -> None:
        super().__init__(*args, initial=_initial(old), **kwargs)
        self.contract = contract
        self.others = [one for one in contract.incapacities if one != old]
        for i, name in enumerate(WEEK):
            self.fields[f"day_{i}"] = HoursField(label=name, required=False)

    @property
    def week(self) -> list[forms.BoundField]:
        """The hours of a partial resumption, day by day."""
        return [self[f"day_{i}"] for i in range(7)]

    @property
    def days(self) -> list[forms.BoundField]:
        """The fields that are not those hours."""
        return [self[name] for name in self.fields if not name.startswith("day_")]

    def clean(self) -> dict[str, Any]:
        """Days in order, within the contract, on which no other incapacity runs; a resumption within them."""
        data = super().clean() or {}
        start, end = data.get("start"), data.get("end")
        if start and start < self.contract.start:
            self.add_error("start", _("Le contrat commence le %(day)s.") % {"day": _day(self.contract.start)})
        if end and self.contract.end and end > self.contract.end:
            self.add_error("end", _("Le contrat finit le %(day)s.") % {"day": _day(self.contract.end)})
        if start and end:
            if end < start:
                self.add_error("end", _("La fin précède le début."))
            else:
                self._beside(start, end)
                self._partial(data, start, end)
        return data

    def _beside(self, start: dt.date, end: dt.date) -> None:
        met = next((one for one in self.others if one.start <= end and start <= one.end), None)
        if met:
            message = _("Une incapacité court déjà du %(first)s au %(last)s.")
            told = message % {"first": _day(met.start), "last": _day(met.end)}
            self.add_error("start" if met.covers(start) else "end", told)

    def _partial(self, data: dict[str, Any], start: dt.date, end: dt.date) -> None:
        hours, first = any(self._hours(data)), data.get("partial_from")
        if first is None and (hours or data.get("partial_to")):
            self.add_error("partial_from", _("Écrivez le premier jour de la reprise."))
        if first and not hours:
            self.add_error("partial_from", _("Écrivez les heures de la reprise."))
        for name in PARTIAL:
            if data.get(name) and not start <= data[name] <= end:
                self.add_error(name, _("La reprise sort de l'incapacité."))
        if first and data.get("partial_to") and data["partial_to"] < first:
            self.add_error("partial_to", _("La fin précède le début."))

    @staticmethod
    def _hours(data: dict[str, Any]) -> tuple[int, ...]:
        return tuple(data.get(f"day_{i}") or 0 for i in range(7))

    def incapacity(self) -> Incapacity:
        """The incapacity that the form tells."""
        data = self.cleaned_data
        names = [name for name in self.fields if not name.startswith("day_")]
        hours = self._hours(data) if data["partial_from"] else ()
        return Incapacity(partial_schedule=hours, **{name: data[name] for name in names})


def _initial(old: Incapacity | None) -> dict[str, Any]:
    if old is None:
        return {}
    hours = {f"day_{i}": found for i, found in enumerate(old.partial_schedule)}
    return {name: getattr(old, name) for name in IncapacityForm.base_fields} | hours


def incapacity_text(fact: Fact) -> str:
    """What an incapacity says besides its days."""
    one = incapacity_record(fact)
    parts = [str(CAUSES[one.cause])]
    if one.certificate:
        parts.append(_("certificat reçu le %(day)s") % {"day": _day(one.certificate)})
    else:
        parts.append(_("certificat non demandé") if one.certificate_waived else _("pas de certificat"))
    if one.other_illness:
        parts.append(_("autre maladie"))
    if one.partial_from:
        days = {"first": _day(one.partial_from), "last": _day(one.partial_to or one.end)}
        hours = {"hours": quantity(sum(one.partial_schedule))}
        parts.append(_("reprise partielle du %(first)s au %(last)s, %(hours)s h par semaine") % (days | hours))
    return " · ".join(parts)


def incapacity_texts(found: Sequence[Fact], contract: Contract | None) -> list[str]:
    """The same of a contract's incapacities, with the day the mutual fund takes over those that are believed."""
    sickness = Sickness(contract) if contract else None
    texts = []
    for fact in found:
        day = _taken_over(sickness, fact) if sickness and fact.superseded_at is None else None
        fund = [_("mutuelle dès le %(day)s") % {"day": _day(day)}] if day else []
        texts.append(" · ".join([incapacity_text(fact), *fund]))
    return texts


def _taken_over(sickness: Sickness, fact: Fact) -> dt.date | None:
    """The first day the mutual fund pays, when it is in this incapacity or before it; None while law is missing."""
    one = incapacity_record(fact)
    period = next((period for period in sickness.periods if one in period.parts), None)
    if period is None or period.at_work:
        return None
    try:
        day = sickness.taken_over(period)
    except NoParameter:
        return None
    return day if day and day <= one.end else None


def _day(date: dt.date) -> str:
    return f"{date:%d/%m/%Y}"
