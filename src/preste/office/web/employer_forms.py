"""The employer's form: identity, numbers, joint committees, affiliations, accounts, units, calendar of pay."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from preste.calendar import Month
from preste.errors import IdentifierError, InputError
from preste.ids import bic
from preste.office.services.employers import UNIT, EmployerData
from preste.office.store.models import AffiliationKind
from preste.office.web.converters import page_month
from preste.office.web.forms import LANGUAGES
from preste.office.web.identifiers import IdentifierField
from preste.office.web.widgets import PlainForm

if TYPE_CHECKING:
    BaseFormSet = forms.BaseFormSet[forms.Form]
else:
    BaseFormSet = forms.BaseFormSet

COMMITTEE = r"\d{3}(\.\d{2})?"
LAST = "last"
CALENDAR = ("payday_kind", "payday_day", "cut_off_day", "begins")
ACCOUNT = ("iban", "bic")
NOT_IN_ROW = ("payday_kind", "payday_day", "iban", "since", "closure_fund")
CLOSURE_FUND = (
    ("", gettext_lazy("pas dit")),
    ("B", gettext_lazy("B : sans finalité commerciale ou industrielle")),
    ("C", gettext_lazy("C : à finalité commerciale ou industrielle")),
)


class EmployerForm(PlainForm):
    """An employer; affiliations are a name and a number for each kind."""

    name = forms.CharField(label=gettext_lazy("Nom"), max_length=120)
    street = forms.CharField(label=gettext_lazy("Rue et numéro"), max_length=120)
    postcode = forms.CharField(label=gettext_lazy("Code postal"), max_length=12)
    city = forms.CharField(label=gettext_lazy("Commune"), max_length=80)
    country = forms.RegexField(
        r"^[A-Z]{2}$", label=gettext_lazy("Pays"), initial="BE", help_text=gettext_lazy("Deux lettres : BE, FR, LU…")
    )
    language = forms.ChoiceField(label=gettext_lazy("Langue des documents"), choices=LANGUAGES)
    enterprise_number = IdentifierField(
        "enterprise",
        label=gettext_lazy("Numéro d'entreprise (BCE)"),
        help_text=gettext_lazy("Dix chiffres, avec ou sans points."),
    )
    onss_number = IdentifierField(
        "onss",
        label=gettext_lazy("Numéro ONSS"),
        help_text=gettext_lazy("Définitif (neuf chiffres) ou provisoire (dix, qui commence par 5)."),
    )
    category = forms.RegexField(
        r"^\d{3}$",
        label=gettext_lazy("Catégorie ONSS"),
        help_text=gettext_lazy("Trois chiffres, du répertoire des employeurs ; par exemple 362 pour bien des ASBL."),
    )
    joint_committee = forms.RegexField(
        rf"^{COMMITTEE}$",
        label=gettext_lazy("Commission paritaire principale"),
        help_text=gettext_lazy("Par exemple 329.02 ou 200."),
    )
    other_committees = forms.CharField(
        label=gettext_lazy("Autres commissions paritaires"),
        required=False,
        max_length=120,
        help_text=gettext_lazy("Séparées par des virgules."),
    )
    workers_count = forms.IntegerField(
        label=gettext_lazy("Nombre de travailleurs"),
        min_value=1,
        max_value=99_999,
        help_text=gettext_lazy(
            "Celui qui décide de l'importance de l'employeur à l'ONSS : certains taux en dépendent."
        ),
    )
    closure_fund = forms.ChoiceField(
        label=gettext_lazy("Fonds de fermeture"), choices=CLOSURE_FUND, required=False,
        help_text=gettext_lazy(
            "La lettre que l'ONSS vous a donnée. Elle choisit entre les cotisations 809 et 811 là où votre catégorie a "
            "les deux."
        ),
    )  # fmt: skip
    since = forms.CharField(
        label=gettext_lazy("Ce qui change vaut depuis"), required=False, max_length=7,
        help_text=gettext_lazy(
            "Pour la catégorie, la commission paritaire principale, le nombre de travailleurs, la lettre du Fonds de "
            "fermeture et le jour de paie. "
            "Vide : depuis le premier mois qui n'est pas validé. Un mois validé touché est régularisé au calcul "
            "suivant ; son jour de paie ne change pas."
        ),
        widget=forms.TextInput(attrs={"type": "month", "pattern": r"\d{4}-\d{2}", "placeholder": "2026-10"}),
    )  # fmt: skip
    iban = IdentifierField(
        "iban", label=gettext_lazy("Compte bancaire principal (IBAN)"), required=False,
        help_text=gettext_lazy("Celui qui paie les salaires."),
    )  # fmt: skip
    bic = forms.CharField(label=gettext_lazy("BIC"), required=False, max_length=11)
    payday_kind = forms.ChoiceField(
        label=gettext_lazy("Jour de paie"),
        choices=((LAST, gettext_lazy("le dernier jour du mois")), ("day", gettext_lazy("un jour du mois suivant"))),
    )
    payday_day = forms.IntegerField(
        label=gettext_lazy("Jour du mois suivant"), required=False, min_value=1, max_value=28,
        help_text=gettext_lazy("Si la paie tombe le mois suivant."),
    )  # fmt: skip
    cut_off_day = forms.IntegerField(
        label=gettext_lazy("Clôture des saisies : jour du mois"), min_value=1, max_value=31, initial=20,
        help_text=gettext_lazy("Passé ce jour, un mois encore ouvert est signalé au tableau de bord."),
    )  # fmt: skip
    begins = forms.CharField(
        label=gettext_lazy("Premier mois calculé ici"), required=False, max_length=7,
        help_text=gettext_lazy("Année et mois : 2026-10. Vide : dès le premier contrat."),
        widget=forms.TextInput(attrs={"type": "month", "pattern": r"\d{4}-\d{2}", "placeholder": "2026-10"}),
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not self.initial:
            del self.fields["since"]  # a new employer has always been as it is
        for kind in AffiliationKind:
            self.fields[f"{kind.value}_name"] = forms.CharField(label=kind.label, max_length=120, required=False)
            self.fields[f"{kind.value}_number"] = forms.CharField(
                label=_("Numéro d'affiliation"), max_length=40, required=False
            )

    def _group(self, names: Sequence[str]) -> list[forms.BoundField]:
        return [self[name] for name in names]

    @property
    def identity(self) -> list[forms.BoundField]:
        """Name, address and language."""
        return self._group(("name", "street", "postcode", "city", "country", "language"))

    @property
    def social(self) -> list[forms.BoundField]:
        """The numbers, the category, the committees, the size."""
        names = ["enterprise_number", "onss_number", "category", "joint_committee", "other_committees", "workers_count"]
        names.append("closure_fund")
        return self._group([*names, *(["since"] if "since" in self.fields else [])])

    @property
    def calendar(self) -> list[forms.BoundField]:
        """When pay is made."""
        return self._group(CALENDAR)

    @property
    def account(self) -> list[forms.BoundField]:
        """The main account."""
        return self._group(ACCOUNT)

    @property
    def affiliations(self) -> list[list[forms.BoundField]]:
        """Name and number of each kind."""
        return [self._group((f"{kind.value}_name", f"{kind.value}_number")) for kind in AffiliationKind]

    def clean_other_committees(self) -> list[str]:
        """The other committees, each well written and told once."""
        found = [one for one in re.split(r"[,;\s]+", self.cleaned_data["other_committees"]) if one]
        if not all(re.fullmatch(COMMITTEE, one, re.ASCII) for one in found):
            raise forms.ValidationError(_("Écrivez des numéros comme 329.02 ou 200, séparés par des virgules."))
        return list(dict.fromkeys(found))

    def clean_bic(self) -> str:
        """The bank's code."""
        try:
            return bic.validate(written) if (written := self.cleaned_data["bic"].strip()) else ""
        except IdentifierError:
            raise forms.ValidationError(_("Ce BIC est mal écrit : huit ou onze caractères.")) from None

    def clean_begins(self) -> str:
        """The first month computed here."""
        return str(self._month("begins") or "")

    def clean_since(self) -> Month | None:
        """The month from which what changes holds."""
        return self._month("since")

    def _month(self, name: str) -> Month | None:
        try:
            return page_month(written) if (written := self.cleaned_data[name].strip()) else None
        except InputError:
            raise forms.ValidationError(_("Écrivez l'année et le mois : 2026-10.")) from None

    def clean(self) -> dict[str, Any]:
        """A payday of the next month has its day; the main committee is not among the others; a number has a name."""
        data = super().clean() or {}
        if data.get("payday_kind") == "day" and not data.get("payday_day") and "payday_day" not in self.errors:
            self.add_error("payday_day", _("Quel jour du mois suivant ?"))
        if data.get("joint_committee") in (data.get("other_committees") or ()):
            self.add_error("other_committees", _("La commission principale n'est pas à répéter."))
        for kind in AffiliationKind:
            if data.get(f"{kind.value}_number") and not data.get(f"{kind.value}_name"):
                self.add_error(f"{kind.value}_name", _("Ce numéro d'affiliation est celui de quel organisme ?"))
        return data

    def own(self) -> dict[str, Any]:
        """The values of the employer's own row."""
        data = self.cleaned_data
        names = [name for name in self.base_fields if name not in NOT_IN_ROW]
        payday = LAST if data["payday_kind"] == LAST else str(data["payday_day"])
        return {name: data[name] for name in names} | {"payday": payday}

    def affiliated(self) -> dict[str, tuple[str, str]]:
        """Name and number by kind, where there is a name."""
        data = self.cleaned_data
        return {
            kind.value: (data[f"{kind.value}_name"], data[f"{kind.value}_number"])
            for kind in AffiliationKind
            if data[f"{kind.value}_name"]
        }


class UnitForm(PlainForm):
    """An establishment unit."""

    number = IdentifierField("unit", label=gettext_lazy("Numéro d'unité"))
    name = forms.CharField(label=gettext_lazy("Nom"), max_length=120)
    street = forms.CharField(label=gettext_lazy("Rue et numéro"), max_length=120)
    postcode = forms.CharField(label=gettext_lazy("Code postal"), max_length=12)
    city = forms.CharField(label=gettext_lazy("Commune"), max_length=80)


class AccountForm(PlainForm):
    """Another account of the employer."""

    label = forms.CharField(label=gettext_lazy("Nom du compte"), max_length=60, required=False)
    iban = IdentifierField("iban", label=gettext_lazy("IBAN"))


class Several(BaseFormSet):
    """Rows of which none is told twice; `key` is the field that tells them apart."""

    key = ""

    def add_fields(self, form: forms.Form, index: int | None) -> None:
        """A row that is there already may be given up."""
        super().add_fields(form, index)
        if "DELETE" in form.fields:
            form.fields["DELETE"].label = _("Retirer")

    def clean(self) -> None:
        """Raise ValidationError when a row is told twice."""
        told = [row[self.key] for row in self.rows() if self.key in row]
        if len(told) != len(set(told)):
            raise forms.ValidationError(_("Le même numéro est écrit deux fois."))

    def rows(self) -> list[dict[str, Any]]:
        """The rows that are filled in and not given up."""
        return [
            form.cleaned_data
            for form in self.forms
            if form.is_valid() and (form.has_changed() or form.initial) and not form.cleaned_data.get("DELETE")
        ]


class Units(Several):
    """Establishment units, told apart by their number."""

    key = "number"


class Accounts(Several):
    """Accounts, told apart by their IBAN."""

    key = "iban"


UnitSet = forms.formset_factory(UnitForm, formset=Units, extra=1, can_delete=True, can_delete_extra=False, max_num=200)
AccountSet = forms.formset_factory(
    AccountForm, formset=Accounts, extra=1, can_delete=True, can_delete_extra=False, max_num=20
)


def employer_initial(data: EmployerData) -> dict[str, Any]:
    """The form's first content for an employer that is there."""
    payday = data.own["payday"]
    days = {"payday_kind": LAST} if payday == LAST else {"payday_kind": "day", "payday_day": payday}
    affiliations = {
        f"{kind}_{part}": text
        for kind, one in data.affiliations.items()
        for part, text in zip(("name", "number"), one, strict=True)
    }
    others = ", ".join(data.own["other_committees"])
    return {
        **data.own,
        **days,
        **affiliations,
        "iban": data.iban,
        "other_committees": others,
        "closure_fund": data.closure_fund,
    }


def employer_data(form: EmployerForm, units: Units, accounts: Accounts) -> EmployerData:
    """All that the three forms tell."""
    return EmployerData(
        own=form.own(),
        iban=form.cleaned_data["iban"],
        accounts=[(row["label"], row["iban"]) for row in accounts.rows()],
        units=[{name: row.get(name, "BE") for name in UNIT} for row in units.rows()],
        affiliations=form.affiliated(),
        since=form.cleaned_data.get("since"),
        closure_fund=form.cleaned_data["closure_fund"],
    )
