"""The forms of a quarter: a fact that only the employer knows, a situation, a car."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from preste import money
from preste.belgium.quarter.reductions import Situation
from preste.errors import InputError
from preste.office.store.models import Contract, QuarterFact
from preste.office.web.forms import CHOICES, DETAILS
from preste.office.web.quarter_fact_words import CODES, INSERTIONS, REGIONS, SITUATIONS, WORKING_TIMES
from preste.office.web.widgets import DateField, HoursField, MoneyField, PlainForm
from preste.payroll.items import emission_facts
from preste.payroll.quarter import GivenFact
from preste.payroll.quarter.cars import plate_of
from preste.payroll.quarter.given import HOLIDAYS, INDEMNITIES, OF_THE_EMPLOYER, WITHOUT_AMOUNT, car_item

Names = Sequence[tuple[Contract, str]]
"""The contracts of an employer, each with what it is called."""
NUMBERS = ("months", "age")
FLAGS = ("family", "half_time")
DAYS = ("first", "notice")
MAIN = ("code", "contract", "amount", "type", "first")
"""The fields that are not of indemnities alone."""
AGREEMENTS = (
    ("", "—"),
    ("sector", gettext_lazy("du secteur")),
    ("enterprise", gettext_lazy("de l'entreprise")),
    ("individual", gettext_lazy("individuelle")),
)


def _named(names: Names) -> list[tuple[str, str]]:
    return [(str(contract.pk), f"{name} ({contract.reference})") for contract, name in names]


class GivenForm(PlainForm):
    """A fact of a quarter; of some codes the contract, of indemnities their details."""

    code = forms.ChoiceField(label=gettext_lazy("Fait"), choices=[("", gettext_lazy("Choisissez…")), *CODES.items()])
    contract = forms.ChoiceField(
        label=gettext_lazy("Travailleur"), required=False,
        help_text=gettext_lazy("Vide pour ce qui vaut pour tous les travailleurs ensemble."),
    )  # fmt: skip
    amount = MoneyField(
        label=gettext_lazy("Montant (€)"),
        required=False,
        help_text=gettext_lazy(
            "Ce sur quoi la cotisation se calcule ; d'une indemnité complémentaire, celle d'un mois."
        ),
    )
    type = forms.RegexField(
        r"^\d{1,2}$", label=gettext_lazy("Type de la cotisation"), required=False,
        help_text=gettext_lazy("Seulement si l'ONSS en distingue plusieurs sous ce code."),
    )  # fmt: skip
    months = forms.IntegerField(label=gettext_lazy("Mois payés"), required=False, min_value=1, max_value=3)
    allowance = MoneyField(label=gettext_lazy("Allocation sociale du mois (€)"), required=False)
    age = forms.IntegerField(
        label=gettext_lazy("Âge au début de l'indemnité"), required=False, min_value=40, max_value=99
    )
    sector = forms.ChoiceField(
        label=gettext_lazy("Secteur"), required=False,
        choices=(("", "—"), ("market", gettext_lazy("marchand")), ("non_market", gettext_lazy("non marchand"))),
    )  # fmt: skip
    family = forms.BooleanField(label=gettext_lazy("Avec charge de famille"), required=False)
    half_time = forms.BooleanField(label=gettext_lazy("Travail à mi-temps"), required=False)
    contribution = forms.RegexField(
        r"^\d{3}$", label=gettext_lazy("Code de la cotisation Decava"), required=False,
        help_text=gettext_lazy("Vide : celui des indemnités commencées depuis avril 2012."),
    )  # fmt: skip
    first = DateField(
        label=gettext_lazy("Premier jour"), required=False,
        help_text=gettext_lazy("D'une indemnité complémentaire ou des vacances principales."),
    )  # fmt: skip
    notice = DateField(label=gettext_lazy("Jour de la notification du préavis"), required=False)
    agreement = forms.ChoiceField(label=gettext_lazy("Convention"), required=False, choices=AGREEMENTS)

    def __init__(self, *args: Any, names: Names, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.references = {str(contract.pk): contract.reference for contract, _name in names}
        self.fields["contract"].choices = [("", gettext_lazy("—")), *_named(names)]  # type: ignore[attr-defined]

    @property
    def main(self) -> list[forms.BoundField]:
        """The fields of every fact."""
        return [self[name] for name in MAIN]

    @property
    def details(self) -> list[forms.BoundField]:
        """The fields of indemnities."""
        return [self[name] for name in self.fields if name not in MAIN]

    @property
    def open_details(self) -> bool:
        """Whether a detail is filled in or wrong, so that it must be seen."""
        return any(field.errors or field.value() for field in self.details)

    def clean(self) -> dict[str, Any]:
        """Each code has what it needs, and nothing that is another's."""
        data = super().clean() or {}
        code = data.get("code")
        if not code or self.errors.keys() & {"code", "contract"}:
            return data
        of_employer = code in (*OF_THE_EMPLOYER, *WITHOUT_AMOUNT)
        if of_employer and data.get("contract"):
            self.add_error("contract", _("Ce fait vaut pour tous les travailleurs ensemble : laissez vide."))
        if not of_employer and not data.get("contract"):
            self.add_error("contract", _("De quel travailleur ?"))
        if code not in WITHOUT_AMOUNT and data.get("amount") is None and "amount" not in self.errors:
            self.add_error("amount", _("Ce champ est obligatoire."))
        if code == HOLIDAYS and not data.get("first") and "first" not in self.errors:
            self.add_error("first", _("Quel jour ?"))
        for name in ("months", "age", "sector") if code in INDEMNITIES else ():
            if not data.get(name) and name not in self.errors:
                self.add_error(name, _("Une indemnité complémentaire demande cette précision."))
        return data

    def fact(self) -> GivenFact:
        """The fact that the form tells."""
        data = self.cleaned_data
        details: dict[str, str] = {}
        if data["code"] in INDEMNITIES:
            details = {name: str(data[name]) for name in (*NUMBERS, "sector", "contribution") if data[name]}
            details |= {name: "1" for name in FLAGS if data[name]}
            details |= {name: data[name].isoformat() for name in DAYS if data[name]}
            details |= {"agreement": data["agreement"]} if data["agreement"] else {}
            details |= {"allowance": money.text(data["allowance"])} if data["allowance"] else {}
        elif data["code"] == HOLIDAYS:
            details = {"first": data["first"].isoformat()}
        elif data["type"]:
            details = {"type": data["type"]}
        contract = self.references.get(data["contract"], "")
        return GivenFact(contract=contract, code=data["code"], amount=data["amount"] or 0, details=details)


def given_initial(fact: QuarterFact) -> dict[str, Any]:
    """The form's first content for a fact that is corrected."""
    details = dict(fact.data["details"])
    if "allowance" in details:
        details["allowance"] = money.parse(details["allowance"].replace(",", "."))
    own = {"code": fact.data["code"], "amount": fact.data["amount"]}
    return {**own, "contract": str(fact.contract_id or ""), **details}


class SituationForm(PlainForm):
    """What of a contract may give a right to a target group's reduction, from a day on."""

    valid_from = DateField(label=gettext_lazy("Valable depuis le"))
    valid_to = DateField(
        label=gettext_lazy("Jusqu'au"), required=False, help_text=gettext_lazy("Vide : jusqu'à nouvel ordre.")
    )
    region = forms.ChoiceField(label=gettext_lazy("Région de l'unité d'établissement"), required=False, choices=REGIONS)
    hired = DateField(
        label=gettext_lazy("Premier jour chez l'employeur"), required=False,
        help_text=gettext_lazy("Plusieurs réductions comptent leurs trimestres depuis ce jour."),
    )  # fmt: skip
    working_time = forms.ChoiceField(
        label=gettext_lazy("Réduction collective du temps de travail"), required=False, choices=WORKING_TIMES
    )
    working_time_since = DateField(label=gettext_lazy("Instaurée le"), required=False)
    working_time_before = HoursField(
        label=gettext_lazy("Heures par semaine d'un temps plein avant la mesure"), required=False,
        help_text=gettext_lazy("La DmfA les demande quand la semaine est plus courte."),
    )  # fmt: skip
    working_time_after = HoursField(
        label=gettext_lazy("Heures par semaine d'un temps plein après la mesure"), required=False
    )
    insertion = forms.ChoiceField(
        label=gettext_lazy("Économie d'insertion sociale (SINE)"), required=False, choices=INSERTIONS
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, label in SITUATIONS.items():
            self.fields[name] = forms.BooleanField(label=str(label), required=False)

    def clean(self) -> dict[str, Any]:
        """Dates follow each other; a measure of working time has the day it began."""
        data = super().clean() or {}
        start, end = data.get("valid_from"), data.get("valid_to")
        if start and end and end < start:
            self.add_error("valid_to", _("La fin précède le début."))
        if data.get("working_time") and not data.get("working_time_since") and "working_time_since" not in self.errors:
            self.add_error("working_time_since", _("Depuis quel jour ?"))
        if data.get("working_time_since") and not data.get("working_time"):
            self.add_error("working_time", _("Quelle mesure ?"))
        before, after = data.get("working_time_before"), data.get("working_time_after")
        if before and after and after >= before:
            self.add_error("working_time_after", _("La mesure raccourcit la semaine."))
        if data.get("insertion") and not data.get("hired") and "hired" not in self.errors:
            self.add_error("hired", _("Les trimestres se comptent depuis ce jour."))
        return data

    def situation(self) -> Situation:
        """The situation that the form tells."""
        told = {name: value for name, value in self.cleaned_data.items() if not name.startswith("valid_")}
        hours = {name: told[name] or 0 for name in ("working_time_before", "working_time_after")}
        return Situation(**told | hours)


class CarForm(PlainForm):
    """A company car, and who has it from when; nobody: a car of the pool."""

    contract = forms.ChoiceField(
        label=gettext_lazy("Conducteur"), required=False,
        help_text=gettext_lazy(
            "Personne : voiture partagée ou de réserve. Elle doit la cotisation ; d'usage strictement professionnel, "
            "elle n'est pas à écrire ici."
        ),
    )  # fmt: skip
    valid_from = DateField(label=gettext_lazy("Depuis le"))
    valid_to = DateField(label=gettext_lazy("Jusqu'au"), required=False, help_text=gettext_lazy("Vide : sans fin."))
    plate = forms.CharField(label=gettext_lazy("Plaque"), max_length=12, help_text=gettext_lazy("La DmfA la demande."))
    fuel = forms.ChoiceField(label=DETAILS["fuel"], choices=CHOICES["fuel"])
    co2 = forms.IntegerField(
        label=DETAILS["co2"], required=False, min_value=0, max_value=999,
        help_text=gettext_lazy("Vide : pas connu, la loi en suppose un."),
    )  # fmt: skip
    first_registration = DateField(label=DETAILS["first_registration"])
    ordered = DateField(
        label=DETAILS["ordered"], required=False,
        help_text=gettext_lazy("Vide : la première immatriculation. Elle change la cotisation des voitures récentes."),
    )  # fmt: skip
    catalogue_value = MoneyField(
        label=DETAILS["catalogue_value"], required=False,
        help_text=gettext_lazy("L'avantage imposable du conducteur se calcule sur elle."),
    )  # fmt: skip

    def __init__(self, *args: Any, names: Names, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["contract"].choices = [("", gettext_lazy("personne")), *_named(names)]  # type: ignore[attr-defined]

    def clean_plate(self) -> str:
        """The plate in its usual letters."""
        found = plate_of(self.cleaned_data)
        if not found:
            raise forms.ValidationError(_("Écrivez des lettres et des chiffres : 1-ABC-234."))
        return found

    def clean(self) -> dict[str, Any]:
        """Dates follow each other; who drives it has a benefit, which needs the catalogue value."""
        data = super().clean() or {}
        start, end = data.get("valid_from"), data.get("valid_to")
        if start and end and end < start:
            self.add_error("valid_to", _("La fin précède le début."))
        if data.get("contract") and not data.get("catalogue_value") and "catalogue_value" not in self.errors:
            self.add_error("catalogue_value", _("Le précompte du conducteur en dépend."))
        if not self.errors:
            try:
                emission_facts(car_item(self.car()))
            except InputError as error:
                self.add_error(error.field if error.field in self.fields else None, _("Ce n'est pas possible."))
        return data

    def car(self) -> dict[str, str]:
        """The car's own details, as records keep them."""
        data = self.cleaned_data
        found = {name: data[name] for name in ("plate", "fuel")}
        found |= {"co2": str(data["co2"])} if data["co2"] is not None else {}
        dates: Mapping[str, dt.date | None] = {name: data[name] for name in ("first_registration", "ordered")}
        found |= {name: day.isoformat() for name, day in dates.items() if day is not None}
        return found | ({"catalogue_value": money.text(data["catalogue_value"])} if data["catalogue_value"] else {})


def car_initial(fact: QuarterFact) -> dict[str, Any]:
    """The form's first content for a car that nobody has."""
    details = dict(fact.data["details"])
    if "catalogue_value" in details:
        details["catalogue_value"] = money.parse(details["catalogue_value"])
    return {**details, "valid_from": fact.valid_from, "valid_to": fact.valid_to}


class HandOverForm(PlainForm):
    """A car passes to another driver on a day, or to nobody."""

    BACK, SPARE = "back", "spare"

    day = DateField(
        label=gettext_lazy("Depuis le"), help_text=gettext_lazy("Le conducteur d'avant l'a jusqu'à la veille.")
    )
    to = forms.ChoiceField(label=gettext_lazy("La voiture passe à"))

    def __init__(self, *args: Any, names: Names, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        nobody = [
            (self.SPARE, gettext_lazy("personne : elle reste à disposition, partagée ou de réserve")),
            (self.BACK, gettext_lazy("personne : elle est rendue, vendue ou d'usage strictement professionnel")),
        ]
        self.fields["to"].choices = [("", gettext_lazy("Choisissez…")), *_named(names), *nobody]  # type: ignore[attr-defined]
