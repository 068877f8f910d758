"""The forms of the file of first hires: companies of the unit, who works there, rights and quarters of before."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Mapping
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from preste.belgium.quarter.reductions.history import OWN
from preste.calendar import Month, Quarter
from preste.errors import InputError
from preste.ids import enterprise
from preste.law import book
from preste.office.store.models import HireFact, HireKind
from preste.office.web.widgets import DateField, PlainForm

MOST_WORKERS = 1_000
UNITS = (
    ("simultaneous", gettext_lazy("simultanée : elles travaillent ensemble")),
    ("historical", gettext_lazy("historique : l'une a précédé l'autre")),
)
NAME = gettext_lazy("Une seule fois par unité ; c'est sous ce nom qu'elle se retrouve plus bas.")


class FileForm(PlainForm):
    """A fact of the file: `days` says when it holds, `kept` what is kept of it."""

    def __init__(self, *args: Any, companies: Iterable[str] = (), numbers: Collection[str] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.companies, self.numbers = list(companies), numbers
        if "entity" in self.fields:
            own = [(OWN, _("l'employeur lui-même")), *((one, one) for one in self.companies)]
            self.fields["entity"].choices = own  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """What does not go together is told beside its field."""
        cleaned = super().clean() or {}
        first, last = cleaned.get("valid_from"), cleaned.get("valid_to")
        if first and last and last < first:
            self.add_error("valid_to", _("La fin est avant le début."))
        return cleaned

    @property
    def days(self) -> tuple[dt.date, dt.date | None]:
        """From when to when it holds."""
        return self.cleaned_data["valid_from"], self.cleaned_data.get("valid_to")

    def kept(self) -> dict[str, Any]:
        """The data of the fact."""
        raise NotImplementedError

    def clean_number(self) -> str:
        """A worker's number of this employer. Raises ValidationError for one that nobody has."""
        number: str = self.cleaned_data["number"].strip()
        if number and number not in self.numbers:
            raise forms.ValidationError(_("Aucun travailleur de l'employeur n'a ce numéro."))
        return number


class CompanyForm(FileForm):
    """A company that forms one technical business unit with the employer."""

    name = forms.CharField(label=gettext_lazy("Société"), max_length=120, help_text=NAME)
    enterprise_number = forms.CharField(
        label=gettext_lazy("Numéro d'entreprise"), max_length=20, required=False,
        help_text=gettext_lazy("Facultatif ; le chiffre de contrôle est vérifié."),
    )  # fmt: skip
    unit = forms.ChoiceField(
        label=gettext_lazy("Unité technique d'exploitation"), choices=UNITS,
        help_text=gettext_lazy(
            "Un lien social (une personne en commun) et un lien économique (lieux, activités, matériel, clients)."
        ),
    )  # fmt: skip
    valid_from = DateField(label=gettext_lazy("Depuis le"))
    valid_to = DateField(label=gettext_lazy("Jusqu'au"), required=False, help_text=gettext_lazy("Vide : toujours."))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.former = self.initial.get("name")

    def clean_name(self) -> str:
        """A name that no other company of the unit has. Raises ValidationError."""
        name: str = self.cleaned_data["name"].strip()
        if name != self.former and name in self.companies:
            raise forms.ValidationError(_("Une société de l'unité porte déjà ce nom."))
        return name

    def clean_enterprise_number(self) -> str:
        """Its digits. Raises ValidationError when the check digits are wrong."""
        written: str = self.cleaned_data["enterprise_number"]
        try:
            return enterprise.validate(written) if written.strip() else ""
        except InputError:
            raise forms.ValidationError(_("Ce numéro d'entreprise n'est pas valide.")) from None

    def kept(self) -> dict[str, Any]:
        """Name, number, kind of unit."""
        return {name: self.cleaned_data[name] for name in ("name", "enterprise_number", "unit")}


class StaffForm(FileForm):
    """Who works in another company of the unit, or worked here without a contract that is known."""

    entity = forms.ChoiceField(label=gettext_lazy("Occupé par"), required=False)
    who = forms.CharField(
        label=gettext_lazy("Qui"), max_length=120, help_text=gettext_lazy("Un nom, ou de quoi les reconnaître.")
    )
    number = forms.CharField(
        label=gettext_lazy("Son numéro de travailleur ici"), max_length=20, required=False,
        help_text=gettext_lazy("Si la même personne a, ou a eu, un contrat ici : elle ne compte qu'une fois."),
    )  # fmt: skip
    count = forms.IntegerField(
        label=gettext_lazy("Combien à la fois"), min_value=1, max_value=MOST_WORKERS, initial=1,
        help_text=gettext_lazy("Plusieurs, si vous ne connaissez que leur nombre, le même tous ces jours."),
    )  # fmt: skip
    valid_from = DateField(label=gettext_lazy("Du"))
    valid_to = DateField(label=gettext_lazy("Au"), required=False, help_text=gettext_lazy("Vide : toujours."))
    counted = forms.BooleanField(
        label=gettext_lazy("Compte dans les rangs"), required=False, initial=True,
        help_text=gettext_lazy("Non pour un flexi-job, un étudiant, un apprenti, un occasionnel ou un domestique."),
    )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        """One person has a number, several have none."""
        cleaned = super().clean()
        if cleaned.get("number") and (cleaned.get("count") or 1) > 1:
            self.add_error("count", _("Un numéro de travailleur est celui d'une seule personne."))
        return cleaned

    def kept(self) -> dict[str, Any]:
        """Where, who, how many, and whether they count."""
        return {name: self.cleaned_data[name] for name in ("entity", "who", "number", "count", "counted")}


class RightForm(FileForm):
    """A right that was opened before 2022, at another office, or by another company of the unit."""

    rank = forms.IntegerField(label=gettext_lazy("Rang"), min_value=1)
    valid_from = DateField(label=gettext_lazy("Ouvert le"), help_text=gettext_lazy("Le jour de l'engagement."))
    worker = forms.CharField(
        label=gettext_lazy("Par"), max_length=120, required=False,
        help_text=gettext_lazy("Le numéro du travailleur, ou son nom s'il est parti."),
    )  # fmt: skip
    entity = forms.ChoiceField(label=gettext_lazy("Chez"), required=False)

    def clean_rank(self) -> int:
        """A rank that the law knows. Raises ValidationError."""
        rank: int = self.cleaned_data["rank"]
        most = max(one.value.ranks for one in _rules())
        if rank > most:
            raise forms.ValidationError(_("Il n'y a pas de droit au-delà du rang %(n)s.") % {"n": most})
        return rank

    def kept(self) -> dict[str, Any]:
        """Rank, by whom, where."""
        return {name: self.cleaned_data[name] for name in ("rank", "worker", "entity")}


def _rules() -> list[Any]:
    return [entry for entries in book().series["first_hire_rules"].entries.values() for entry in entries]


class UseForm(FileForm):
    """A quarter in which a right was used."""

    rank = forms.IntegerField(label=gettext_lazy("Rang"), min_value=1)
    quarter = forms.CharField(label=gettext_lazy("Trimestre"), max_length=7, help_text=gettext_lazy("Comme 2021-4."))
    worker = forms.CharField(label=gettext_lazy("Pour"), max_length=120, required=False)

    def clean_quarter(self) -> Quarter:
        """The quarter. Raises ValidationError."""
        try:
            return Quarter.parse(self.cleaned_data["quarter"].strip())
        except InputError:
            raise forms.ValidationError(_("Écrivez l'année et le trimestre : 2021-4.")) from None

    @property
    def days(self) -> tuple[dt.date, dt.date | None]:
        """The first and the last day of the quarter."""
        return self.cleaned_data["quarter"].first, self.cleaned_data["quarter"].last

    def kept(self) -> dict[str, Any]:
        """Rank, and for whom."""
        return {name: self.cleaned_data[name] for name in ("rank", "worker")}


class ConfirmForm(PlainForm):
    """Since when everybody is in the file."""

    since = DateField(label=gettext_lazy("Tous les travailleurs y sont, par leurs dates, depuis le"))

    def clean_since(self) -> dt.date:
        """Nobody can say now that everybody is known from a day to come."""
        since: dt.date = self.cleaned_data["since"]
        if since > timezone.localdate():
            raise forms.ValidationError(_("Ce jour est à venir : donnez celui depuis lequel tous sont déjà écrits."))
        return since


FORMS: Mapping[str, type[FileForm]] = {
    HireKind.COMPANY: CompanyForm,
    HireKind.STAFF: StaffForm,
    HireKind.RIGHT: RightForm,
    HireKind.USE: UseForm,
}


def initial_of(row: HireFact) -> dict[str, Any]:
    """What a form is filled with to correct a fact."""
    day = row.valid_from
    return dict(row.data) | {
        "valid_from": day,
        "valid_to": row.valid_to,
        "quarter": str(Quarter.of(Month(day.year, day.month))) if row.kind == HireKind.USE else "",
    }
