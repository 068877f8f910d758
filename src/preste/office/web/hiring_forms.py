"""The forms of taking somebody on: the person, the contract and its first terms; and a loan."""

from __future__ import annotations

import datetime as dt
from types import SimpleNamespace
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from preste.calendar import Month
from preste.documents.payslip.words import REGIMES, STATUSES
from preste.errors import InputError, PresteError
from preste.ids import establishment_unit
from preste.office.services.facts import CONTRACT_DATES
from preste.office.services.hiring import Engagement, Person, check_person
from preste.office.store.models import Employer, Establishment
from preste.office.web.converters import page_month
from preste.office.web.forms import HouseholdForm, IdentityForm, TermsForm
from preste.office.web.identifiers import IdentifierField, fault
from preste.office.web.widgets import DateField, MoneyField, PlainForm
from preste.records import fits_status

SEXES = (("", "—"), ("F", gettext_lazy("femme")), ("M", gettext_lazy("homme")), ("X", gettext_lazy("autre")))
ARTICLE17 = ("article17_sector", "student", "employed_until", "article17_event")
"""Fields of that regime alone."""
SECTORS = (("socio_cultural", gettext_lazy("socioculturel")), ("sport", gettext_lazy("sport")))


class NissForm(PlainForm):
    """National number, birth date and sex, which must agree."""

    niss = IdentifierField(
        "niss",
        label=gettext_lazy("NISS (registre national ou BIS)"),
        help_text=gettext_lazy("Onze chiffres, au dos de la carte d'identité ; comparé à la naissance et au sexe."),
    )
    birth_date = DateField(label=gettext_lazy("Date de naissance"))
    sex = forms.ChoiceField(label=gettext_lazy("Sexe"), choices=SEXES)

    def clean_birth_date(self) -> dt.date:
        """Not in the future."""
        born: dt.date = self.cleaned_data["birth_date"]
        if born > timezone.localdate():
            raise forms.ValidationError(_("Cette date est à venir."))
        return born

    def clean(self) -> dict[str, Any]:
        """The three agree."""
        data = super().clean() or {}
        if not self.errors:
            try:
                check_person(data["niss"], data["birth_date"], data["sex"])
            except PresteError as error:
                self.add_error(error.field if error.field in self.fields else "niss", fault("niss", error))
        return data


class PersonForm(NissForm):
    """A new worker's matricule, number, birth and sex."""

    number = forms.CharField(
        label=gettext_lazy("Matricule"),
        max_length=20,
        help_text=gettext_lazy("Le numéro du travailleur chez l'employeur ; le suivant est proposé."),
    )
    field_order = ("number", "niss", "birth_date", "sex")


class FirstIdentityForm(IdentityForm):
    """Name, address and account of a new worker, who always had them."""

    valid_from = None  # type: ignore[assignment]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["iban"].label = _("Compte bancaire (IBAN)")
        self.fields["iban"].help_text = _("Peut attendre, mais il le faudra pour payer.")
        self.fields["iban"].widget.attrs["data-check"] = "iban"


class FirstHouseholdForm(HouseholdForm):
    """The household of a new worker, from the first month on."""

    valid_from = None  # type: ignore[assignment]


RESTRUCTURED = (
    (0, gettext_lazy("non")),
    (1, gettext_lazy("oui, moins de 30 ans")),
    (2, gettext_lazy("oui, 30 ans ou plus")),
)
SPORT_BONUS = (
    (0, gettext_lazy("non")),
    (1, gettext_lazy("oui, avant l'année de ses 19 ans")),
    (2, gettext_lazy("oui, dès l'année de ses 19 ans")),
)


class ContractForm(PlainForm):
    """Dates, status and regime of a contract, and where it is worked."""

    start = DateField(label=gettext_lazy("Premier jour"))
    end = DateField(
        label=gettext_lazy("Dernier jour"), required=False, help_text=gettext_lazy("Vide : durée indéterminée.")
    )
    status = forms.ChoiceField(
        label=gettext_lazy("Statut"), choices=[(key, gettext_lazy(told)) for key, told in STATUSES.items()]
    )
    regime = forms.ChoiceField(
        label=gettext_lazy("Régime"),
        choices=[(key, gettext_lazy(told or "ordinaire")) for key, told in REGIMES.items()],
        help_text=gettext_lazy(
            "Étudiant : cotisation de solidarité, dans le contingent d'heures. Article 17 : sans cotisation."
        ),
    )
    worker_code = forms.RegexField(
        r"^\d{3}$",
        label=gettext_lazy("Code travailleur ONSS"),
        required=False,
        help_text=gettext_lazy("Trois chiffres. Vide : le code ordinaire du statut et du régime."),
    )
    joint_committee = forms.ChoiceField(label=gettext_lazy("Commission paritaire"), required=False)
    establishment = forms.ChoiceField(
        label=gettext_lazy("Lieu de travail"),
        required=False,
        help_text=gettext_lazy("Les unités d'établissement s'ajoutent à la page de l'employeur."),
    )
    article17_sector = forms.ChoiceField(
        label=gettext_lazy("Secteur de l'article 17"),
        choices=SECTORS,
        required=False,
        help_text=gettext_lazy("Ne compte que pour le régime « article 17 »."),
    )
    student = forms.BooleanField(
        label=gettext_lazy("Aussi étudiant"),
        required=False,
        help_text=gettext_lazy(
            "Article 17 : sa limite de l'année est plus basse, et au-delà ses heures vont au contingent étudiant."
        ),
    )
    employed_until = DateField(
        label=gettext_lazy("Autre contrat chez cet employeur, jusqu'au"),
        required=False,
        help_text=gettext_lazy(
            "Article 17 : son dernier jour, s'il n'est pas parmi les contrats d'ici ; un an d'attente peut suivre."
        ),
    )
    article17_event = DateField(
        label=gettext_lazy("Jour de l'événement"),
        required=False,
        help_text=gettext_lazy(
            "Article 17 : si le contrat n'est que pour un événement socioculturel, limité en heures et en jours."
        ),
    )
    restructuring_right = forms.TypedChoiceField(
        label=gettext_lazy("Licencié lors d'une restructuration (réduction 0601)"), required=False, coerce=int,
        choices=RESTRUCTURED,
        help_text=gettext_lazy("Sur présentation de sa carte : sa cotisation personnelle est réduite."),
    )  # fmt: skip
    restructuring_since = DateField(
        label=gettext_lazy("Premier jour de ce droit"), required=False,
        help_text=gettext_lazy("La DmfA le demande."),
    )  # fmt: skip
    sport_bonus_right = forms.TypedChoiceField(
        label=gettext_lazy("Bonus sportif (0610)"), required=False, coerce=int, choices=SPORT_BONUS
    )
    pensioner = forms.BooleanField(label=gettext_lazy("Pensionné"), required=False)
    next_employer_from = DateField(
        label=gettext_lazy("Premier jour chez un autre employeur"),
        required=False,
        help_text=gettext_lazy("S'il est connu : les jours fériés d'après la fin ne sont dus que jusque-là."),
    )

    def __init__(self, *args: Any, employer: Employer, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ARTICLE17:
            self.fields[name].widget.attrs["data-only-for"] = "article17"
        if not self.initial.get("holidays_after_end"):  # nothing is owed after the end, nor ended by another employer
            del self.fields["next_employer_from"]
        main = _("celle de l'employeur (%(number)s)") % {"number": employer.joint_committee}
        known = [str(one) for one in employer.other_committees]
        if (had := self.initial.get("joint_committee", "")) and had not in known:
            known.append(had)
        self.fields["joint_committee"].choices = [("", main), *((one, one) for one in known)]  # type: ignore[attr-defined]
        units = [(u.number, f"{u.name} ({establishment_unit.format(u.number)})") for u in places(employer)]
        if (had := self.initial.get("establishment", "")) and had not in dict(units):
            units.append((had, had))
        self.fields["establishment"].choices = [("", "—"), *units]  # type: ignore[attr-defined]
        if len(units) == 1:  # a new contract is worked where there is only one place
            self.initial.setdefault("establishment", units[0][0])

    def clean(self) -> dict[str, Any]:
        """The end is not before the start, and the code is one of the status."""
        data = super().clean() or {}
        if data.get("start") and data.get("end") and data["end"] < data["start"]:
            self.add_error("end", _("La fin précède le début."))
        undated = data.get("restructuring_right") and not data.get("restructuring_since")
        if undated and "restructuring_since" not in self.errors:
            self.add_error("restructuring_since", _("Depuis quel jour ?"))
        following = data.get("next_employer_from")
        if following and data.get("end") and following <= data["end"]:
            self.add_error("next_employer_from", _("L'autre employeur vient après le dernier jour."))
        code, status = data.get("worker_code"), data.get("status")
        if code and status and not fits_status(code, status):
            told = _("%(code)s n'est pas un code d'%(status)s.")
            self.add_error("worker_code", told % {"code": code, "status": _(STATUSES[status]).lower()})
        return data

    def fact(self) -> dict[str, Any]:
        """The data of the contract's fact, besides its dates."""
        data = {name: value for name, value in self.cleaned_data.items() if name not in ("start", "end")}
        data["article17_sector"] = data["article17_sector"] or SECTORS[0][0]
        if data["regime"] != "article17":
            data |= {"student": False, "employed_until": None, "article17_event": None}
        data |= {name: data[name] or 0 for name in ("restructuring_right", "sport_bonus_right")}
        if not data["restructuring_right"]:
            data["restructuring_since"] = None
        dates = {name: data[name].isoformat() for name in CONTRACT_DATES if data.get(name)}
        return data | dates


def places(employer: Employer) -> list[Establishment]:
    """The units where one may work."""
    return list(Establishment.objects.filter(employer=employer))


class FirstTermsForm(TermsForm):
    """The terms a contract begins with."""

    valid_from = None  # type: ignore[assignment]
    valid_to = None  # type: ignore[assignment]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, contract=SimpleNamespace(start=None), **kwargs)  # type: ignore[arg-type]

    def clean(self) -> dict[str, Any]:
        """Pay by the month rests on a schedule."""
        data = super().clean()
        if data.get("pay_basis") == "monthly" and not self.errors and not any(self.fact()["schedule"]):
            self.add_error("day_0", _("Un salaire par mois demande un horaire."))
        return data


def engagement(contract: ContractForm, terms: FirstTermsForm) -> Engagement:
    """The contract and terms that two valid forms tell."""
    data = contract.cleaned_data
    return Engagement(data["start"], data["end"], contract.fact(), terms.fact())


def person(form: PersonForm, identity: FirstIdentityForm, household: FirstHouseholdForm) -> Person:
    """The person that three valid forms tell."""
    data = form.cleaned_data
    return Person(
        number=data["number"].strip(),
        niss=data["niss"],
        birth_date=data["birth_date"],
        sex=data["sex"],
        identity=identity.fact(),
        iban=identity.cleaned_data["iban"],
        household=household.fact(),
    )


class LoanForm(PlainForm):
    """An amount lent to a worker, paid back month by month until nothing is left."""

    label = forms.CharField(
        label=gettext_lazy("Libellé sur la fiche"), max_length=60, initial=gettext_lazy("Remboursement de prêt")
    )
    lent = MoneyField(label=gettext_lazy("Montant prêté (€)"), minimum=1)
    monthly = MoneyField(label=gettext_lazy("Retenue par mois (€)"), minimum=1)
    first = forms.CharField(
        label=gettext_lazy("Premier mois de retenue"),
        max_length=7,
        widget=forms.TextInput(attrs={"type": "month", "pattern": r"\d{4}-\d{2}", "placeholder": "2026-10"}),
        help_text=gettext_lazy("Le dernier mois se calcule ; il ne retient que ce qui reste."),
    )

    def clean_first(self) -> Month:
        """The month of the first repayment."""
        try:
            return page_month(self.cleaned_data["first"].strip())
        except InputError:
            raise forms.ValidationError(_("Écrivez l'année et le mois : 2026-10.")) from None

    def clean(self) -> dict[str, Any]:
        """A repayment is at most the loan, and it ends within thirty years."""
        data = super().clean() or {}
        lent, monthly = data.get("lent"), data.get("monthly")
        if lent and monthly and monthly > lent:
            self.add_error("monthly", _("La retenue dépasse le montant prêté."))
        elif lent and monthly and lent > monthly * LONGEST_LOAN:
            self.add_error("monthly", _("À ce rythme, le prêt dure plus de trente ans."))
        return data


LONGEST_LOAN = 360
"""Months."""
