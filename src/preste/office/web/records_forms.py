"""The forms of a contract's holidays of a year, and of the balances it begins with."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from preste.calendar import Month
from preste.errors import InputError
from preste.office.web.records_text import BALANCES
from preste.office.web.widgets import DecimalField, MoneyField, PlainForm
from preste.payroll.brought import month_number, month_written
from preste.payroll.carry import REST, REST_MONTH
from preste.records import HolidayCertificate, HolidayWork, HolidayYear

MONTHS = 12
ROWS = 3
"""Places for work here, and for certificates."""
WORK = ("months", "days_week", "hours_week")
CERTIFICATE = (*WORK, "simple", "double", "days", "taken")
MOST_DAYS = 100_00
MOST_HOURS = 10_000_00

LABELS: Mapping[str, Any] = {
    "months": gettext_lazy("Mois"),
    "days_week": gettext_lazy("Jours par semaine"),
    "hours_week": gettext_lazy("Heures par semaine"),
    "simple": gettext_lazy("Simple pécule (€)"),
    "double": gettext_lazy("Double pécule (€)"),
    "days": gettext_lazy("Jours"),
    "taken": gettext_lazy("Jours déjà pris"),
}


def _field(name: str) -> forms.Field:
    if name == "months":
        return forms.IntegerField(label=LABELS[name], required=False, min_value=0, max_value=MONTHS)
    if name in ("simple", "double"):
        return MoneyField(label=LABELS[name], required=False)
    return DecimalField(label=LABELS[name], required=False, maximum=MOST_DAYS)


class HolidayYearForm(PlainForm):
    """The holidays of a year: last year's work here, certificates of previous employers, and what is known besides."""

    days = DecimalField(
        label=gettext_lazy("Droit convenu (jours)"),
        required=False,
        maximum=MOST_DAYS,
        help_text=gettext_lazy("Vide : le droit suit les mois ci-dessus, comme la loi le veut."),
    )
    carried = DecimalField(
        label=gettext_lazy("Jours reportés aux deux années suivantes"),
        required=False,
        maximum=MOST_DAYS,
        help_text=gettext_lazy("Ceux qu'une suspension du contrat a empêché de prendre, payés en décembre."),
    )
    taken_before = DecimalField(
        label=gettext_lazy("Jours pris avant le premier mois calculé ici"), required=False, maximum=MOST_DAYS
    )
    supplementary_paid = MoneyField(
        label=gettext_lazy("Vacances supplémentaires payées l'année d'avant (€)"),
        required=False,
        help_text=gettext_lazy("C'est une avance : elle est déduite du double pécule."),
    )
    variable_pay = MoneyField(label=gettext_lazy("Rémunération variable des douze derniers mois (€)"), required=False)
    variable_months = forms.IntegerField(
        label=gettext_lazy("Mois de cette rémunération"), required=False, min_value=0, max_value=MONTHS
    )

    def __init__(self, *args: Any, known: HolidayYear, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.year = known.year
        for kind, names, rows in (
            ("work", WORK, known.work),
            ("certificate", CERTIFICATE, known.certificates),
        ):
            for i in range(max(ROWS, len(rows))):
                for name in names:
                    self.fields[f"{kind}_{i}_{name}"] = _field(name)
                    if i < len(rows):
                        self.initial[f"{kind}_{i}_{name}"] = getattr(rows[i], name)
        for name in self.base_fields:
            self.initial[name] = getattr(known, name) or (known.days if name == "days" else None)
        self.fields["days"].required = known.days == 0  # a right of zero is one that was agreed: it is shown

    def rows(self, kind: str) -> list[list[forms.BoundField]]:
        """The places of a kind, each with its fields."""
        names = {"work": WORK, "certificate": CERTIFICATE}[kind]
        count = sum(1 for name in self.fields if name.startswith(f"{kind}_") and name.endswith("_months"))
        return [[self[f"{kind}_{i}_{name}"] for name in names] for i in range(count)]

    @property
    def work_rows(self) -> list[list[forms.BoundField]]:
        """The places for work here."""
        return self.rows("work")

    @property
    def certificate_rows(self) -> list[list[forms.BoundField]]:
        """The places for certificates."""
        return self.rows("certificate")

    @property
    def others(self) -> list[forms.BoundField]:
        """The fields besides."""
        return [self[name] for name in self.base_fields]

    def clean(self) -> dict[str, Any]:
        """Rows are whole, a year has twelve months, and something gives the right."""
        data = super().clean() or {}
        rows = {kind: self.rows(kind) for kind in ("work", "certificate")}
        for found in rows.values():
            for row in found:
                self._whole(row)
        months = sum(data.get(row[0].name) or 0 for found in rows.values() for row in found)
        if months > MONTHS:
            self.add_error("work_0_months", _("Plus de douze mois en tout : une année en a douze."))
        if not months and data.get("days") is None and not data.get("carried") and not self.errors:
            self.add_error("work_0_months", _("Rien ne donne le droit : écrivez les mois, ou le droit convenu."))
        if bool(data.get("variable_pay")) != bool(data.get("variable_months")):
            self.add_error("variable_months", _("La rémunération variable et ses mois vont ensemble."))
        return data

    def _whole(self, row: list[forms.BoundField]) -> None:
        data = self.cleaned_data
        if not any(data.get(field.name) for field in row):
            return
        for field in row[: len(WORK)]:
            if not data.get(field.name) and field.name not in self.errors:
                self.add_error(field.name, _("Écrivez-le, au-dessus de zéro."))

    def known(self) -> HolidayYear:
        """The holidays that the form tells."""
        data = self.cleaned_data
        numbers = {name: data[name] or 0 for name in self.base_fields if name != "days"}
        return HolidayYear(
            year=self.year,
            work=tuple(HolidayWork(**one) for one in self._told("work")),
            certificates=tuple(HolidayCertificate(**one) for one in self._told("certificate")),
            days=data["days"],
            **numbers,
        )

    def _told(self, kind: str) -> list[dict[str, int]]:
        found = [{f.name.split("_", 2)[2]: self.cleaned_data[f.name] or 0 for f in row} for row in self.rows(kind)]
        return [one for one in found if one["months"]]


class OpeningForm(PlainForm):
    """What the months before the first one computed here leave of a contract."""

    def __init__(self, *args: Any, known: Mapping[str, int], begins: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.begins = begins
        for name, (unit, label) in BALANCES.items():
            if unit == "days":
                self.fields[name] = forms.IntegerField(label=label, required=False, min_value=0, max_value=366)
            else:
                suffix = {"money": "€", "hours": "h"}.get(unit, unit)
                maximum = {"maximum": MOST_HOURS} if unit == "hours" else {}
                self.fields[name] = DecimalField(label=f"{label} ({suffix})", required=False, **maximum)
            self.initial[name] = known.get(name)
            if name == REST:
                self.fields[REST_MONTH] = _rest_month()
        if written := known.get(REST_MONTH):
            self.initial[REST_MONTH] = str(month_written(written))

    def clean_compensatory_rest_month(self) -> int | None:
        """The month as it is kept, before the first one computed here."""
        written = self.cleaned_data[REST_MONTH]
        if not written:
            return None
        try:
            month = Month.parse(written)
        except InputError as error:
            raise forms.ValidationError(_("Écrivez une année et un mois, par exemple 2026-03.")) from error
        if self.begins and str(month) >= self.begins:
            raise forms.ValidationError(_("Écrivez un mois d'avant le premier mois calculé ici."))
        return month_number(month)

    def balances(self) -> dict[str, int]:
        """The balances that are not zero, with the month of the rest where there is some."""
        told = {name: value for name, value in self.cleaned_data.items() if value}
        return told if REST in told else {name: value for name, value in told.items() if name != REST_MONTH}


def _rest_month() -> forms.Field:
    return forms.CharField(
        label=gettext_lazy("Repos gagné jusqu'en"),
        required=False,
        max_length=7,
        help_text=gettext_lazy(
            "Année et mois : 2026-03. Le repos compte jusqu'à la fin de l'année suivante. "
            "Vide : le bulletin dit que la date n'est pas connue."
        ),
        widget=forms.TextInput(attrs={"type": "month", "pattern": r"\d{4}-\d{2}", "placeholder": "2026-03"}),
    )
