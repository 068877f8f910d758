"""The forms of the account with the ONSS: an entry, an agreed payment plan, a transfer."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from preste.calendar import YEARS
from preste.errors import IdentifierError
from preste.ids import iban, ogm
from preste.office.services.bank_accounts import masked
from preste.office.services.onss_orders import ToPay
from preste.office.store.models import OnssEntryKind
from preste.office.web.widgets import MAX_CENTS, DateField, MoneyField, PlainForm
from preste.payments import is_bank_day
from preste.payroll.onss_account import Entry, problems

KINDS = [("", gettext_lazy("Choisissez…"))] + [
    (one.value, one.label) for one in OnssEntryKind if one != OnssEntryKind.PLAN
]
WRONG: Mapping[str, Promise] = {
    "amount": gettext_lazy("Ce montant ne peut pas être négatif."),
    "day": gettext_lazy("Donnez le jour."),
    "period": gettext_lazy(
        "Un trimestre (2026-3) ; pour un avis de débit l'année (2026), pour une provision le mois (2026-09) ; "
        "rien pour un paiement ou des frais."
    ),
    "towards": gettext_lazy("Un trimestre (2026-3), une année (2026) ou « plan », et seulement pour un paiement."),
}
"""What is wrong with a field of an entry."""
LONGEST_PLAN = 60


class EntryForm(PlainForm):
    """Something told of the account."""

    kind = forms.ChoiceField(label=gettext_lazy("Genre"), choices=KINDS)
    amount = MoneyField(
        label=gettext_lazy("Montant (€)"),
        minimum=-MAX_CENTS,
        help_text=gettext_lazy("Négatif pour une diminution de cotisations, ou un solde en votre faveur."),
    )
    day = DateField(
        label=gettext_lazy("Jour"),
        required=False,
        help_text=gettext_lazy("D'un paiement : celui où l'argent est arrivé. D'un reste dû : son échéance."),
    )
    period = forms.CharField(
        label=gettext_lazy("Période"),
        required=False,
        max_length=7,
        help_text=gettext_lazy("Trimestre 2026-3, année 2026 pour l'avis de débit, mois 2026-09 pour une provision."),
    )
    towards = forms.CharField(
        label=gettext_lazy("Ce que le paiement doit couvrir"),
        required=False,
        max_length=7,
        help_text=gettext_lazy("Un trimestre, une année ou « plan ». Vide : la dette la plus ancienne."),
    )
    note = forms.CharField(label=gettext_lazy("Remarque"), required=False, max_length=200)

    def clean(self) -> dict[str, Any]:
        """What the account cannot read is told beside its field."""
        data = super().clean() or {}
        if not self.errors:
            for one in problems(self.entry()):
                self.add_error(one.field, str(WRONG[one.field]))
        return data

    def entry(self) -> Entry:
        """The entry that the form tells."""
        return Entry(**self.cleaned_data)


class PlanForm(PlainForm):
    """A payment plan as the ONSS agreed to it."""

    first = DateField(label=gettext_lazy("Première mensualité le"))
    monthly = MoneyField(label=gettext_lazy("Mensualité (€)"), minimum=1)
    count = forms.IntegerField(
        label=gettext_lazy("Nombre de mensualités"), min_value=1, max_value=LONGEST_PLAN,
    )  # fmt: skip
    last = MoneyField(
        label=gettext_lazy("Dernière mensualité (€)"),
        required=False,
        minimum=1,
        help_text=gettext_lazy("Si elle diffère des autres."),
    )

    def amounts(self) -> list[int]:
        """The instalments, in order."""
        data = self.cleaned_data
        every = [data["monthly"]] * data["count"]
        return every if data["last"] is None else [*every[:-1], data["last"]]


class TransferForm(PlainForm):
    """A transfer to the ONSS. The account that was ordered last is not shown again."""

    number = forms.IntegerField(widget=forms.HiddenInput, min_value=1, max_value=999_999)
    amount = MoneyField(label=gettext_lazy("Montant (€)"), minimum=1)
    towards = forms.CharField(
        label=gettext_lazy("Ce que le paiement doit couvrir"),
        required=False,
        max_length=7,
        help_text=gettext_lazy("Un trimestre, une année ou « plan ». Vide : la dette la plus ancienne."),
    )
    execution_date = DateField(
        label=gettext_lazy("Date d'exécution"), help_text=gettext_lazy("Un jour ouvrable bancaire, pas avant ce jour.")
    )
    creditor_name = forms.CharField(label=gettext_lazy("Bénéficiaire"), max_length=70)
    creditor_iban = forms.CharField(
        label=gettext_lazy("Compte du bénéficiaire (IBAN)"),
        required=False,
        max_length=42,
        help_text=gettext_lazy("Recopiez-le du courrier reçu."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )
    reference = forms.CharField(
        label=gettext_lazy("Communication du virement"),
        required=False,
        max_length=140,
        help_text=gettext_lazy(
            "La communication structurée du courrier ; celle d'une provision ne sert qu'à la provision."
        ),
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )

    def __init__(self, *args: Any, today: dt.date, known: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today, self.known = today, known
        if known:
            text = _("Vide : %(account)s, le compte du virement précédent.") % {"account": masked(known)}
            self.fields["creditor_iban"].help_text = text

    def clean_execution_date(self) -> dt.date:
        """A day on which banks execute transfers, from today on."""
        day: dt.date = self.cleaned_data["execution_date"]
        if day < self.today or not is_bank_day(day):
            raise forms.ValidationError(_("Choisissez un jour ouvrable bancaire, pas avant ce jour."))
        return day

    def clean_towards(self) -> str:
        """A debt that a payment may be for."""
        towards: str = self.cleaned_data["towards"].strip()
        entry = Entry(kind=OnssEntryKind.PAYMENT.value, amount=1, day=self.today, towards=towards)
        if any(True for _one in problems(entry)):
            raise forms.ValidationError(str(WRONG["towards"]))
        return towards

    def clean_creditor_iban(self) -> str:
        """The account, checked as written; empty keeps the one that is known."""
        written = self.cleaned_data["creditor_iban"].strip()
        if not written and not self.known:
            raise forms.ValidationError(_("Écrivez le compte qui figure sur le courrier."))
        try:
            return iban.validate(written) if written else self.known
        except IdentifierError:
            raise forms.ValidationError(_("Ce compte est mal écrit : recopiez-le depuis le courrier reçu.")) from None

    def clean_reference(self) -> str:
        """A structured communication as its digits, any other as written."""
        written: str = self.cleaned_data["reference"].strip()
        if not written.startswith(("+", "*")):
            return written
        try:
            return ogm.validate(written)
        except IdentifierError:
            raise forms.ValidationError(_("Cette communication structurée est mal écrite : recopiez-la.")) from None

    def to_pay(self) -> ToPay:
        """What is asked of the order."""
        return ToPay(**{name: value for name, value in self.cleaned_data.items() if name != "number"})


def day_of(text: str, today: dt.date) -> dt.date:
    """The day that is asked, today when it is none, or one of no year that a calendar of pay knows."""
    try:
        asked = dt.date.fromisoformat(text)
    except ValueError:
        return today
    return asked if asked.year in YEARS else today
