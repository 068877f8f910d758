"""The forms: what may be written, and how it becomes the data of a fact. Nothing here writes to the store."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from preste import money
from preste.belgium import DEFAULTS
from preste.calendar import Month
from preste.documents.payslip.words import SITUATIONS
from preste.errors import IdentifierError, InputError
from preste.ids import iban
from preste.office.web.widgets import DateField, HoursField, MoneyField, PlainForm
from preste.payroll.items import KINDS, add_item
from preste.records import Contract, PayItem

WEEK = tuple(WEEKDAYS[i] for i in range(7))
ITEM_KINDS = [
    ("", gettext_lazy("Choisissez…")),
    *((kind, gettext_lazy(label)) for kind, label in sorted(KINDS.items(), key=lambda item: item[1])),
]
LANGUAGES = (
    ("fr", gettext_lazy("français")),
    ("nl", gettext_lazy("néerlandais")),
    ("de", gettext_lazy("allemand")),
    ("en", gettext_lazy("anglais")),
)


class HouseholdForm(PlainForm):
    """The family situation from a day."""

    valid_from = DateField(label=gettext_lazy("Valable depuis le"))
    situation = forms.ChoiceField(
        label=gettext_lazy("Situation"), choices=[(key, gettext_lazy(told)) for key, told in SITUATIONS.items()]
    )
    children = forms.IntegerField(
        label=gettext_lazy("Enfants à charge"),
        min_value=0,
        max_value=30,
        initial=0,
        help_text=gettext_lazy("Tous, y compris les enfants handicapés."),
    )
    disabled_children = forms.IntegerField(
        label=gettext_lazy("dont enfants handicapés"), min_value=0, max_value=30, initial=0
    )
    other_dependants = forms.IntegerField(
        label=gettext_lazy("Autres personnes à charge"), min_value=0, max_value=30, initial=0
    )
    dependants_65_in_care = forms.IntegerField(
        label=gettext_lazy("Ascendants de 65 ans et plus en dépendance"), min_value=0, max_value=30, initial=0
    )
    worker_disabled = forms.BooleanField(label=gettext_lazy("Travailleur handicapé"), required=False)
    spouse_disabled = forms.BooleanField(label=gettext_lazy("Conjoint handicapé"), required=False)
    resident = forms.BooleanField(label=gettext_lazy("Résident fiscal belge"), required=False, initial=True)

    def clean(self) -> dict[str, Any]:
        """Disabled children are among the children."""
        data = super().clean() or {}
        if data.get("disabled_children", 0) > data.get("children", 0):
            self.add_error("disabled_children", _("Il y a plus d'enfants handicapés que d'enfants."))
        return data

    def fact(self) -> dict[str, Any]:
        """The data of the fact."""
        return {name: value for name, value in self.cleaned_data.items() if name != "valid_from"}


class IdentityForm(PlainForm):
    """Name, address, language and account from a day."""

    valid_from = DateField(label=gettext_lazy("Valable depuis le"))
    last_name = forms.CharField(label=gettext_lazy("Nom"), max_length=80)
    first_name = forms.CharField(label=gettext_lazy("Prénom"), max_length=80)
    street = forms.CharField(label=gettext_lazy("Rue et numéro"), max_length=120)
    postcode = forms.CharField(label=gettext_lazy("Code postal"), max_length=12)
    city = forms.CharField(label=gettext_lazy("Commune"), max_length=80)
    country = forms.RegexField(
        r"^[A-Z]{2}$", label=gettext_lazy("Pays"), initial="BE", help_text=gettext_lazy("Deux lettres : BE, FR, LU…")
    )
    language = forms.ChoiceField(label=gettext_lazy("Langue"), choices=LANGUAGES)
    iban = forms.CharField(
        label=gettext_lazy("Nouveau compte bancaire (IBAN)"),
        required=False,
        max_length=42,
        help_text=gettext_lazy("Laissez vide pour garder le compte connu."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )

    def clean_iban(self) -> str:
        """The account, checked as written."""
        written = self.cleaned_data["iban"].strip()
        if not written:
            return ""
        try:
            return iban.validate(written)
        except IdentifierError:
            raise forms.ValidationError(_("Ce compte est mal écrit : recopiez-le depuis un extrait.")) from None

    def fact(self) -> dict[str, Any]:
        """The open data of the fact; the account is its secret part."""
        return {name: value for name, value in self.cleaned_data.items() if name not in ("valid_from", "iban")}


class TermsForm(PlainForm):
    """Pay, schedule and function from a day."""

    valid_from = DateField(
        label=gettext_lazy("Valables depuis le"),
        help_text=gettext_lazy("Le premier d'un mois, ou le début du contrat."),
    )
    valid_to = DateField(
        label=gettext_lazy("Jusqu'au"),
        required=False,
        help_text=gettext_lazy("Vide : jusqu'aux prochaines conditions."),
    )
    function = forms.CharField(label=gettext_lazy("Fonction"), max_length=120, required=False)
    pay_basis = forms.ChoiceField(
        label=gettext_lazy("Salaire"),
        choices=(("monthly", gettext_lazy("par mois")), ("hourly", gettext_lazy("par heure"))),
    )
    amount = MoneyField(label=gettext_lazy("Montant brut (€)"), minimum=1)
    full_time_hours = HoursField(label=gettext_lazy("Heures par semaine d'un temps plein"), minimum=1)
    full_time_days = forms.IntegerField(
        label=gettext_lazy("Jours par semaine d'un temps plein"), min_value=1, max_value=7, initial=5
    )
    meal_voucher_value = MoneyField(
        label=gettext_lazy("Valeur d'un titre-repas (€)"),
        required=False,
        help_text=gettext_lazy("Vide : pas de titres-repas."),
    )
    meal_voucher_worker = MoneyField(label=gettext_lazy("dont part du travailleur (€)"), required=False)
    meal_voucher_by_hours = forms.BooleanField(
        label=gettext_lazy("Titres-repas comptés par les heures du trimestre"),
        required=False,
        help_text=gettext_lazy("Sinon un titre par jour où il y a du travail."),
    )
    scale = forms.ChoiceField(label=gettext_lazy("Barème"), required=False)
    scale_seniority_from = DateField(
        label=gettext_lazy("Ancienneté dans le barème depuis le"),
        required=False,
        help_text=gettext_lazy("Vide : depuis le début du contrat."),
    )

    def __init__(self, *args: Any, contract: Contract, scales: Iterable[str] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.contract = contract
        names = dict.fromkeys([*scales, self.initial.get("scale") or ""])
        self.fields["scale"].choices = [("", _("aucun")), *((name, name) for name in names if name)]  # type: ignore[attr-defined]
        for i, name in enumerate(WEEK):
            self.fields[f"day_{i}"] = HoursField(label=name, required=False)

    @property
    def week(self) -> list[forms.BoundField]:
        """The seven fields of the schedule."""
        return [self[f"day_{i}"] for i in range(7)]

    @property
    def others(self) -> list[forms.BoundField]:
        """The fields that are not the schedule's."""
        return [self[name] for name in self.fields if not name.startswith("day_")]

    def clean(self) -> dict[str, Any]:
        """Dates that a month's pay can be computed with, a schedule within full time, a voucher's two parts."""
        data = super().clean() or {}
        start = data.get("valid_from")
        if start and start.day != 1 and start != self.contract.start:
            self.add_error("valid_from", _("Les conditions changent le premier d'un mois, ou au début du contrat."))
        if start and data.get("valid_to") and data["valid_to"] < start:
            self.add_error("valid_to", _("La fin précède le début."))
        week = sum(data.get(f"day_{i}") or 0 for i in range(7))
        if week > (data.get("full_time_hours") or week):
            self.add_error("full_time_hours", _("L'horaire de la semaine dépasse le temps plein."))
        if (data.get("meal_voucher_worker") or 0) > (data.get("meal_voucher_value") or 0):
            self.add_error("meal_voucher_worker", _("La part du travailleur dépasse la valeur du titre."))
        return data

    def fact(self) -> dict[str, Any]:
        """The data of the fact: amounts in cents, hours in hundredths."""
        data = self.cleaned_data
        names = ("function", "pay_basis", "amount", "full_time_hours", "full_time_days")
        vouchers = {name: data[name] or 0 for name in ("meal_voucher_value", "meal_voucher_worker")}
        vouchers["meal_voucher_by_hours"] = data["meal_voucher_by_hours"]
        schedule = [data[f"day_{i}"] or 0 for i in range(7)]
        since = data["scale_seniority_from"] if data["scale"] else None
        scale = {"scale": data["scale"], "scale_seniority_from": since.isoformat() if since else None}
        return {name: data[name] for name in names} | vouchers | scale | {"schedule": schedule}


DETAILS: Mapping[str, Any] = {
    "annual_reference": gettext_lazy("Rémunération annuelle de référence (€)"),
    "contribution_812": gettext_lazy("Cotisation 812 (€)"),
    "base_812": gettext_lazy("Base de la cotisation 812 (€)"),
    "type_812": gettext_lazy("Type de la cotisation 812 (1, 2 ou 3)"),
    "covered_from": gettext_lazy("Premier jour couvert par l'indemnité"),
    "covered_to": gettext_lazy("Dernier jour couvert par l'indemnité"),
    "earned": gettext_lazy("Mois des arriérés (2026-03)"),
    "interval_months": gettext_lazy("Mois entre deux primes"),
    "period_pay": gettext_lazy("Rémunération de la période (€)"),
    "simple_part": gettext_lazy("dont pécule simple (€)"),
    "reason": gettext_lazy("Simple pécule réglé pour"),
    "benefit": gettext_lazy("Avantage"),
    "catalogue_value": gettext_lazy("Valeur catalogue de la voiture (€)"),
    "fuel": gettext_lazy("Carburant"),
    "co2": gettext_lazy("CO₂ (g/km)"),
    "first_registration": gettext_lazy("Première immatriculation"),
    "ordered": gettext_lazy("Date de commande"),
    "plate": gettext_lazy("Plaque de la voiture"),
    "system": gettext_lazy("Barème des kilomètres"),
    "equipment": gettext_lazy("Matériel"),
    "count": gettext_lazy("Nombre d'écrans et d'imprimantes"),
}
"""What some kinds need besides."""

CHOICES: Mapping[str, tuple[tuple[str, Any], ...]] = {
    "benefit": (
        ("", "—"),
        ("computer", gettext_lazy("ordinateur")),
        ("internet", gettext_lazy("internet")),
        ("phone", gettext_lazy("téléphone")),
        ("subscription", gettext_lazy("abonnement")),
        ("heating", gettext_lazy("chauffage")),
        ("electricity", gettext_lazy("électricité")),
    ),
    "fuel": (
        ("", "—"),
        ("electric", gettext_lazy("électrique")),
        ("petrol", gettext_lazy("essence")),
        ("diesel", gettext_lazy("diesel")),
        ("lpg", gettext_lazy("LPG ou gaz")),
    ),
    "reason": (
        ("", "—"),
        ("certificate", gettext_lazy("l'attestation de l'employeur précédent")),
        ("untaken", gettext_lazy("des jours qui n'ont pu être pris")),
    ),
    "equipment": (
        ("", "—"),
        ("internet", gettext_lazy("internet")),
        ("computer", gettext_lazy("ordinateur")),
        ("screen", gettext_lazy("écrans et imprimante")),
    ),
    "system": (("", "—"), ("yearly", gettext_lazy("annuel")), ("quarterly", gettext_lazy("trimestriel"))),
}
MONEY_DETAILS = ("annual_reference", "period_pay", "simple_part", "contribution_812", "base_812", "catalogue_value")
DATE_DETAILS = ("first_registration", "ordered", "covered_from", "covered_to")
TEXT_DETAILS = ("earned", "plate")


class ItemForm(PlainForm):
    """An element of pay, once or every month it holds."""

    kind = forms.ChoiceField(label=gettext_lazy("Élément"), choices=ITEM_KINDS)
    label = forms.CharField(
        label=gettext_lazy("Libellé sur la fiche"),
        max_length=80,
        required=False,
        help_text=gettext_lazy("Vide : le nom de l'élément."),
    )
    amount = MoneyField(label=gettext_lazy("Montant (€)"), required=False)
    quantity = HoursField(label=gettext_lazy("Quantité (kilomètres)"), required=False, maximum=100_000_00)
    when = forms.ChoiceField(
        label=gettext_lazy("Combien de fois"),
        choices=(("once", gettext_lazy("une fois")), ("monthly", gettext_lazy("chaque mois"))),
    )
    valid_from = DateField(
        label=gettext_lazy("À partir du"), help_text=gettext_lazy("Une fois : un jour du mois où l'élément est payé.")
    )
    valid_to = DateField(
        label=gettext_lazy("Jusqu'au"),
        required=False,
        help_text=gettext_lazy("Vide : sans fin. Chaque mois seulement."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, label in DETAILS.items():
            self.fields[name] = _detail_field(name, label)

    @property
    def details(self) -> list[forms.BoundField]:
        """The fields that only some kinds need."""
        return [self[name] for name in DETAILS]

    @property
    def open_details(self) -> bool:
        """Whether a detail is filled in or wrong, so that it must be seen."""
        return any(field.errors or field.value() for field in self.details)

    @property
    def others(self) -> list[forms.BoundField]:
        """The fields of every kind."""
        return [self[name] for name in self.fields if name not in DETAILS]

    def clean(self) -> dict[str, Any]:
        """The item is tried as the month's computation will read it, so that its faults show here."""
        data = super().clean() or {}
        start, end = data.get("valid_from"), data.get("valid_to")
        if start and end and end < start:
            self.add_error("valid_to", _("La fin précède le début."))
        if start and data.get("kind") and not self.errors:
            facts = dict(DEFAULTS) | {"annual_pay": 0}
            try:
                add_item(self.item(), facts, Month(start.year, start.month))
            except InputError as error:
                field = error.field if error.field in self.fields else None
                self.add_error(field, _("Cet élément demande cette précision.") if field else error.message)
            else:
                if not (data.get("amount") or data.get("quantity") or self._details()):
                    self.add_error("amount", _("Écrivez un montant ou une quantité."))
        return data

    def _details(self) -> dict[str, str]:
        return {name: _detail_text(name, self.cleaned_data[name]) for name in DETAILS if self.cleaned_data.get(name)}

    def item(self) -> PayItem:
        """The pay item that the form tells."""
        data = self.cleaned_data
        return PayItem(
            kind=data["kind"],
            label=data["label"] or KINDS[data["kind"]],
            amount=data["amount"] or 0,
            quantity=data["quantity"] or 0,
            once=data["when"] == "once",
            details=self._details(),
            valid_from=data["valid_from"],
            valid_to=None if data["when"] == "once" else data["valid_to"],
        )


def _detail_field(name: str, label: Any) -> forms.Field:
    if name in CHOICES:
        return forms.ChoiceField(label=label, choices=CHOICES[name], required=False)
    if name in MONEY_DETAILS:
        return MoneyField(label=label, required=False)
    if name in DATE_DETAILS:
        return DateField(label=label, required=False)
    if name in TEXT_DETAILS:
        return forms.CharField(label=label, max_length=10, required=False)
    return forms.IntegerField(label=label, min_value=0, max_value=9999, required=False)


def _detail_text(name: str, value: Any) -> str:
    """A detail as the records keep it: amounts and dates as plain text."""
    if name in MONEY_DETAILS:
        return money.text(value)
    return value.isoformat() if isinstance(value, dt.date) else str(value)


def item_initial(data: Mapping[str, Any]) -> dict[str, Any]:
    """The form's first content for an item that is corrected."""
    details = {
        name: re.sub(r"\.", ",", text) if name in MONEY_DETAILS else text for name, text in data["details"].items()
    }
    return {**data, **details, "when": "once" if data["once"] else "monthly"}


class EndForm(PlainForm):
    """The last day of a contract."""

    end = DateField(label=gettext_lazy("Dernier jour du contrat"))

    def __init__(self, *args: Any, start: dt.date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.start = start

    def clean_end(self) -> dt.date:
        """Not before the contract begins."""
        end: dt.date = self.cleaned_data["end"]
        if end < self.start:
            raise forms.ValidationError(_("Le contrat commence le %(day)s.") % {"day": f"{self.start:%d/%m/%Y}"})
        return end
