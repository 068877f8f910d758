"""The forms of Dimona: a known period, planned hours, an answer read on the portal."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from preste.declarations.dimona.model import Period
from preste.declarations.dimona.told import Plan
from preste.declarations.dimona.tree import HourOfDay
from preste.declarations.dimona.worker_types import JOINT_COMMITTEES, OTHER_SECTORS
from preste.errors import PresteError
from preste.ids import dimona_period
from preste.office.store.models import Contract, DimonaResult
from preste.office.web.dimona_words import TYPES
from preste.office.web.widgets import DateField, PlainForm

MOST_HOURS = 999
_TYPES = [("", gettext_lazy("selon le contrat")), *((code, name) for code, name in TYPES.items())]


class NumberField(forms.CharField):
    """The number of a Dimona period, with its check digits."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("label", gettext_lazy("Numéro de période Dimona"))
        super().__init__(max_length=20, **kwargs)
        self.widget.attrs.update({"inputmode": "numeric", "autocomplete": "off"})

    def clean(self, value: Any) -> str:
        """Its twelve digits. Raises ValidationError."""
        written = "".join(str(super().clean(value) or "").split())
        if not written:
            return ""
        try:
            return dimona_period.validate(written.zfill(12))
        except PresteError:
            raise forms.ValidationError(
                _("Ce n'est pas un numéro de période Dimona : douze chiffres, tels que l'ONSS les donne.")
            ) from None


class HourField(forms.CharField):
    """An hour of the day as the ONSS writes it: 1730."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(max_length=5, required=False, **kwargs)

    def clean(self, value: Any) -> str:
        """Four digits, or nothing. Raises ValidationError."""
        written = str(super().clean(value) or "").replace(":", "")
        if written and HourOfDay().fault(written):
            raise forms.ValidationError(_("Écrivez l'heure en quatre chiffres : 1730."))
        return written


class _Dates(PlainForm):
    """First and last day, in order."""

    def clean(self) -> dict[str, Any]:
        """Not turned round. Adds an error at the end."""
        data: dict[str, Any] = super().clean() or self.cleaned_data
        if data.get("start") and data.get("end") and data["end"] < data["start"]:
            self.add_error("end", _("La fin vient avant le début."))
        return data


def _hours(label: Any, least: int = 1, **more: Any) -> forms.IntegerField:
    return forms.IntegerField(label=label, required=False, min_value=least, max_value=MOST_HOURS, **more)


class PeriodForm(_Dates):
    """A period that the ONSS knows."""

    contract = forms.ChoiceField(label=gettext_lazy("Contrat"))
    number = NumberField()
    worker_type = forms.ChoiceField(
        label=gettext_lazy("Type de travailleur"), choices=[*((code, name) for code, name in TYPES.items())]
    )
    joint_committee = forms.ChoiceField(
        label=gettext_lazy("Commission paritaire selon Dimona"),
        choices=[(one, one) for one in sorted(JOINT_COMMITTEES)],
        initial=OTHER_SECTORS,
        help_text=gettext_lazy("XXX : toutes celles que Dimona ne distingue pas, la 329 aussi."),
    )
    start = DateField(label=gettext_lazy("Début"))
    end = DateField(label=gettext_lazy("Fin"), required=False)
    planned_hours = _hours(gettext_lazy("Heures planifiées"))
    start_hour = HourField(label=gettext_lazy("Heure de début"))
    end_hour = HourField(label=gettext_lazy("Heure de fin"))

    def __init__(self, *args: Any, contracts: Sequence[tuple[Contract, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.contracts = {str(one.pk): one for one, _name in contracts}
        field = self.fields["contract"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 - declared above
        field.choices = [("", "—"), *((str(one.pk), f"{name} · {one.reference}") for one, name in contracts)]

    def period(self) -> Period:
        """What was written, as the message's model has it."""
        names = ("worker_type", "joint_committee", "start", "end", "planned_hours", "start_hour", "end_hour")
        return Period(number=self.cleaned_data["number"], **{name: self.cleaned_data[name] for name in names})

    def of(self) -> Contract:
        """Whose period it is."""
        return self.contracts[self.cleaned_data["contract"]]


class PlanForm(_Dates):
    """What is planned for a contract from a day."""

    start = DateField(label=gettext_lazy("Début"))
    end = DateField(
        label=gettext_lazy("Fin"),
        required=False,
        help_text=gettext_lazy("Vide : la fin du trimestre ou du contrat, selon le type de travailleur."),
    )
    planned_hours = _hours(
        gettext_lazy("Heures planifiées"),
        least=0,
        help_text=gettext_lazy("0 : aucun travail n'est prévu de ce jour à cet autre, rien n'est déclaré."),
    )
    worker_type = forms.ChoiceField(label=gettext_lazy("Type de travailleur"), choices=_TYPES, required=False)
    start_hour = HourField(label=gettext_lazy("Heure de début"))
    end_hour = HourField(label=gettext_lazy("Heure de fin"))

    def plan(self) -> Plan:
        """What was written, as the message's model has it."""
        names = ("start", "end", "planned_hours", "worker_type", "start_hour", "end_hour")
        return Plan(contract="", **{name: self.cleaned_data[name] for name in names})


class PortalForm(PlainForm):
    """The number that the portal gave for what was declared there."""

    number = NumberField()

    def __init__(self, *args: Any, wanted: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not wanted:
            del self.fields["number"]


class AnswerForm(PlainForm):
    """An answer that was read on the portal."""

    result = forms.ChoiceField(
        label=gettext_lazy("Réponse de l'ONSS"),
        choices=[(one.value, one.label) for one in DimonaResult if one != DimonaResult.WAITING],
        required=False,
    )
    number = NumberField(required=False, help_text=gettext_lazy("Pour une IN acceptée : le numéro reçu."))
    note = forms.CharField(
        label=gettext_lazy("Motif ou avertissement"), max_length=200, required=False,
        help_text=gettext_lazy("Tel que l'ONSS le dit. Sans numéro national."),
    )  # fmt: skip
    file = forms.FileField(
        label=gettext_lazy("Ou la réponse du service web (JSON)"),
        required=False,
        help_text=gettext_lazy("Elle remplace ce qui est écrit ci-dessus."),
    )

    def clean(self) -> dict[str, Any]:
        """A result or a file. Adds an error at the result."""
        data: dict[str, Any] = super().clean() or self.cleaned_data
        if not data.get("file") and not data.get("result"):
            self.add_error("result", _("Choisissez la réponse, ou donnez le fichier."))
        return data


class SenderForm(PlainForm):
    """Who sends by the batch channel; nobody has to."""

    sender = forms.RegexField(
        r"\d{6}",
        label=gettext_lazy("Numéro d'expéditeur"),
        required=False,
        strip=True,
        help_text=gettext_lazy("Six chiffres, pour le canal batch. Vide : portail ou service web."),
        error_messages={"invalid": gettext_lazy("Un numéro d'expéditeur a six chiffres.")},
    )
