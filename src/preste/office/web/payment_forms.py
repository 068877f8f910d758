"""The forms of payments: prepare an order, pay otherwise, pay again, tell a rejection."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from preste.office.services.creditors import DueToCreditor
from preste.office.services.debts import key_of
from preste.office.store.models import Payslip, Rejection, Way
from preste.office.web.terms import euro
from preste.office.web.widgets import DateField, PlainForm
from preste.payments import is_bank_day

Choice = tuple[str, str]


def net_choice(payslip: Payslip) -> Choice:
    """A payslip's net, to be chosen."""
    return key_of(payslip.pk), f"{payslip.worker_name}, {euro(payslip.net_paid or 0)}"


def creditor_choice(part: DueToCreditor) -> Choice:
    """What a payslip keeps for a creditor, to be chosen."""
    told = f"{part.claim.creditor} ({part.payslip.worker_name}), {euro(part.amount)}"
    return key_of(part.payslip.pk, part.claim.id), told


class ChosenForm(PlainForm):
    """A form about some debts of a run, each a box to tick."""

    payslips = forms.MultipleChoiceField(
        label=gettext_lazy("Travailleurs et créanciers"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": gettext_lazy("Choisissez au moins un travailleur ou un créancier.")},
    )

    def __init__(self, *args: Any, choices: Sequence[Choice], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["payslips"].choices = choices  # type: ignore[attr-defined]


class _Executed(ChosenForm):
    number = forms.IntegerField(widget=forms.HiddenInput, min_value=1, max_value=9999)
    execution_date = DateField(
        label=gettext_lazy("Date d'exécution"), help_text=gettext_lazy("Un jour ouvrable bancaire, pas avant ce jour.")
    )

    def __init__(self, *args: Any, today: dt.date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today

    def clean_execution_date(self) -> dt.date:
        """A day on which banks execute transfers, from today on."""
        day: dt.date = self.cleaned_data["execution_date"]
        if day < self.today or not is_bank_day(day):
            raise forms.ValidationError(_("Les banques n'exécutent rien ce jour-là : choisissez un jour ouvrable."))
        return day


class PrepareForm(_Executed):
    """Whom an order pays, and when."""

    knowingly = forms.BooleanField(
        label=gettext_lazy("Je sais que les autres travailleurs et créanciers ne sont pas payés par cet ordre."),
        required=False,
    )


class AgainForm(_Executed):
    """Which nets to pay a second time, and why."""

    reason = forms.CharField(label=gettext_lazy("Raison du second paiement"), max_length=300)
    decided = forms.BooleanField(
        label=gettext_lazy("Je décide de payer une seconde fois des montants pour lesquels un paiement existe déjà.")
    )


class OtherwiseForm(ChosenForm):
    """Who was paid outside Preste, how and when."""

    way = forms.ChoiceField(
        label=gettext_lazy("Moyen"), choices=[choice for choice in Way.choices if choice[0] != Way.SEPA]
    )
    paid_on = DateField(label=gettext_lazy("Payé le"))


class RejectForm(PlainForm):
    """Why and when a payment came back."""

    reason = forms.ChoiceField(
        label=gettext_lazy("Raison donnée par la banque"),
        choices=[("", gettext_lazy("Choisissez…")), *Rejection.choices],
    )
    rejected_on = DateField(label=gettext_lazy("Date du retour"))

    def __init__(self, *args: Any, today: dt.date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today

    def clean_rejected_on(self) -> dt.date:
        """Not in the future."""
        day: dt.date = self.cleaned_data["rejected_on"]
        if day > self.today:
            raise forms.ValidationError(_("Cette date n'est pas encore passée."))
        return day
