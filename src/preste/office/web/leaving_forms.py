"""The form of a departure: the last day, why, who told it when; and what the file does not know."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from preste.belgium.exit.periods import SINGLE_STATUS
from preste.errors import DossierError, PresteError
from preste.office.web.sectors import sector_choices
from preste.office.web.widgets import DateField, HoursField, MoneyField, PlainForm
from preste.office.web.words import told
from preste.payroll.holiday_campaign import REGIMES
from preste.payroll.leaving import Act
from preste.payroll.leaving.faults import ended_by
from preste.payroll.leaving.premium import NONE as NO_PREMIUM
from preste.payroll.leaving.premium import schemes_of
from preste.records import Contract

REASONS = (
    ("", gettext_lazy("Choisissez…")),
    ("notice", gettext_lazy("Préavis presté")),
    ("severance", gettext_lazy("Congé avec indemnité de rupture")),
    ("term", gettext_lazy("Fin du terme")),
    ("agreement", gettext_lazy("Commun accord")),
    ("grave_cause", gettext_lazy("Motif grave")),
    ("retirement", gettext_lazy("Pension")),
    ("death", gettext_lazy("Décès")),
)
ENDED_BY = (
    ("", gettext_lazy("Comme la raison le dit")),
    ("employer", gettext_lazy("L'employeur")),
    ("worker", gettext_lazy("Le travailleur")),
    ("both", gettext_lazy("Les deux")),
)
MEANS = (
    ("registered", gettext_lazy("Lettre recommandée")),
    ("bailiff", gettext_lazy("Exploit d'huissier")),
    ("handed_over", gettext_lazy("Écrit remis, signé pour réception")),
)
RESTS = (
    ("", gettext_lazy("Celui qui a donné le préavis")),
    ("employer", gettext_lazy("L'employeur")),
    ("worker", gettext_lazy("Le travailleur")),
    ("nobody", gettext_lazy("Personne : accord ou dispense")),
)
MAIN = ("last_day", "reason", "by", "notified_on")


@dataclass(frozen=True)
class Group:
    """Fields that one part of a departure needs, of the reasons it concerns (all of them when none is named)."""

    title: str | Promise
    fields: tuple[str, ...]
    reasons: tuple[str, ...] = ()


GROUPS = (
    Group(
        gettext_lazy("Le pécule de sortie"),
        ("right", "taken", "double_paid", "gross_this_year", "gross_last_year", "fictive_this_year",
         "fictive_last_year"),
    ),
    Group(
        gettext_lazy("Le préavis et l'indemnité"),
        ("means", "rest", "yearly_benefits", "seniority_from", "pay_2013"),
        ("", "notice", "severance"),
    ),
    Group(gettext_lazy("La prime de fin d'année"), ("premium_scheme",)),
    Group(gettext_lazy("Après la fin du contrat"), ("next_employer_from",)),
)  # fmt: skip
"""What stands in place of what the file does not know, what is needed most often first."""
HOLIDAY_PAY = GROUPS[0].fields

FAULTS: Mapping[str, str | Promise] = {
    "contract": gettext_lazy("Ce départ est déjà enregistré."),
    "last_day": gettext_lazy("Ce jour est avant le début du contrat ou après sa fin."),
    "notified_on": gettext_lazy("Le jour de la notification manque, ou il est après le dernier jour."),
    "next_employer_from": gettext_lazy("L'autre employeur vient après le dernier jour."),
    "by": gettext_lazy("Cette raison demande de dire qui met fin au contrat, ou ne va pas avec ce choix."),
    "reason": gettext_lazy("Le contrat n'a pas de terme ce jour-là, ou il y prend fin de lui-même."),
    "days": gettext_lazy("Des heures sont écrites après le dernier jour : retirez-les de la grille."),
    "incapacities": gettext_lazy("Une incapacité commence après le dernier jour : retirez-la."),
    "items": gettext_lazy("Un pécule de sortie est déjà écrit : retirez-le, il est calculé ici."),
    "right": gettext_lazy("Les vacances de l'année ne sont pas connues : écrivez-les, ou donnez les jours du droit."),
    "gross_last_year": gettext_lazy("Le brut de l'année précédente n'est pas connu ici : donnez-le."),
    "gross_this_year": gettext_lazy("Le brut de l'année n'est pas connu ici : donnez-le."),
    "rest": gettext_lazy("Seul un préavis a un reste."),
    "pay_2013": gettext_lazy("Un contrat d'avant 2014 demande la rémunération annuelle au 31 décembre 2013."),
    "sector_2013": gettext_lazy(
        "Le préavis d'un ouvrier d'avant 2014 demande les délais de son secteur en 2013, ou sa partie 1 encodée."
    ),
}
"""What is wrong with a field, in the reader's words."""


FICTIVE = gettext_lazy("Des jours assimilés ; vide : comptée d'après les jours connus ici.")


class LeaveForm(PlainForm):
    """A departure."""

    last_day = DateField(label=gettext_lazy("Dernier jour du contrat"))
    reason = forms.ChoiceField(label=gettext_lazy("Raison"), choices=REASONS)
    by = forms.ChoiceField(label=gettext_lazy("Qui met fin au contrat"), choices=ENDED_BY, required=False)
    notified_on = DateField(label=gettext_lazy("Notifié ou posté le"), required=False)
    means = forms.ChoiceField(label=gettext_lazy("Comment"), choices=MEANS, required=False)
    rest = forms.ChoiceField(
        label=gettext_lazy("Qui doit le reste du préavis"),
        choices=RESTS,
        required=False,
        help_text=gettext_lazy("S'il n'est pas presté jusqu'au bout ; payé en indemnité quand c'est l'employeur."),
    )
    premium_scheme = forms.ChoiceField(label=gettext_lazy("Règle de la prime"), required=False)
    next_employer_from = DateField(
        label=gettext_lazy("Premier jour chez un autre employeur"),
        required=False,
        help_text=gettext_lazy("S'il est connu : les jours fériés d'après la fin ne sont dus que jusque-là."),
    )
    yearly_benefits = MoneyField(
        label=gettext_lazy("Avantages d'une année (€)"),
        required=False,
        help_text=gettext_lazy("Pour l'indemnité : prime, double pécule, parts patronales."),
    )
    seniority_from = DateField(label=gettext_lazy("Ancienneté depuis le"), required=False)
    pay_2013 = MoneyField(label=gettext_lazy("Rémunération annuelle au 31/12/2013 (€)"), required=False)
    sector_2013 = forms.ChoiceField(
        label=gettext_lazy("Ouvrier : délais du secteur au 31 décembre 2013"), choices=sector_choices, required=False
    )
    part_1_months = forms.IntegerField(
        label=gettext_lazy("Partie 1 encodée, en mois"), required=False, min_value=0, max_value=120
    )
    part_1_days = forms.IntegerField(
        label=gettext_lazy("Partie 1 encodée, en jours"), required=False, min_value=0, max_value=3660
    )
    gross_last_year = MoneyField(label=gettext_lazy("Brut de l'année précédente (€)"), required=False)
    gross_this_year = MoneyField(label=gettext_lazy("Brut de l'année, dernier mois compris (€)"), required=False)
    fictive_last_year = MoneyField(
        label=gettext_lazy("Rémunération fictive de l'année précédente (€)"), required=False, help_text=FICTIVE
    )
    fictive_this_year = MoneyField(
        label=gettext_lazy("Rémunération fictive de l'année (€)"), required=False, help_text=FICTIVE
    )
    right = HoursField(label=gettext_lazy("Jours de vacances de l'année"), required=False)
    taken = HoursField(label=gettext_lazy("Jours de vacances pris"), required=False)
    double_paid = MoneyField(label=gettext_lazy("Double pécule de l'année déjà payé (€)"), required=False)

    def __init__(self, *args: Any, contract: Contract, joint_committee: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        schemes = schemes_of(joint_committee)
        of_the_committee = gettext_lazy("Selon la commission")
        self.fields["premium_scheme"].choices = [  # type: ignore[attr-defined]
            ("", of_the_committee), *((one, one) for one in schemes), (NO_PREMIUM, gettext_lazy("Aucune prime")),
        ]  # fmt: skip
        paid_by_employer = contract.status == "white_collar" and contract.regime in REGIMES
        needless = {
            *(() if contract.start < SINGLE_STATUS else ("pay_2013",)),
            *(() if paid_by_employer else HOLIDAY_PAY),
            *(() if schemes and contract.regime in REGIMES else ("premium_scheme",)),
        }
        for name in needless:
            del self.fields[name]

    @property
    def main(self) -> list[forms.BoundField]:
        """What every departure tells."""
        return [self[name] for name in MAIN]

    @property
    def groups(self) -> list[tuple[str | Promise, list[forms.BoundField], bool]]:
        """Each part with its fields, and whether it stands open; what contract and reason do not need is absent."""
        reason = self["reason"].value() or ""
        found = []
        for group in GROUPS:
            fields = [self[name] for name in group.fields if name in self.fields]
            if fields and (not group.reasons or reason in group.reasons):
                found.append((group.title, fields, any(one.errors or (self.is_bound and one.data) for one in fields)))
        return found

    def clean(self) -> dict[str, Any]:
        """Who ends the contract, when the reason says it."""
        data = super().clean() or {}
        if reason := data.get("reason"):
            data["by"] = data.get("by") or ended_by(reason)
            if data["by"] is None:
                self.add_error("by", str(FAULTS["by"]))
        return data

    def act(self) -> Act:
        """The departure that was told."""
        data = {name: value for name, value in self.cleaned_data.items() if value not in (None, "")}
        return Act(**data)

    def refuse(self, error: PresteError) -> None:
        """Put what hinders the departure beside its field."""
        for one in error.errors if isinstance(error, DossierError) else [error]:
            known = one.code in ("E-LEAVE", "E-EXIT") and one.field in FAULTS
            self.add_error(
                one.field if one.field in self.fields else None, str(FAULTS[one.field]) if known else told(one)
            )
