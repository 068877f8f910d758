"""The forms of a worker's creditors: a claim on the pay, and the children that were declared for it."""

from __future__ import annotations

from typing import Any, get_args

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from preste.errors import IdentifierError
from preste.ids import iban, ogm
from preste.office.web.widgets import DateField, MoneyField, PlainForm
from preste.payroll.lines import GARNISHMENTS
from preste.records import Garnishment
from preste.records.garnishment import GarnishmentKind

CLAIM_KINDS = [("", gettext_lazy("Choisissez…"))] + [
    (k, gettext_lazy(GARNISHMENTS[k])) for k in get_args(GarnishmentKind)
]


class CreditorForm(PlainForm):
    """A creditor's claim, as it was notified to the employer. The account that is known is not shown again."""

    kind = forms.ChoiceField(label=gettext_lazy("Genre"), choices=CLAIM_KINDS)
    creditor = forms.CharField(
        label=gettext_lazy("Créancier"), max_length=120, help_text=gettext_lazy("Ce nom figure sur la fiche de paie.")
    )
    notified_on = DateField(
        label=gettext_lazy("Notifié le"), help_text=gettext_lazy("Ce jour décide du rang entre créanciers.")
    )
    total = MoneyField(
        label=gettext_lazy("Total de la créance (€)"), required=False, help_text=gettext_lazy("Vide : sans fin.")
    )
    monthly = MoneyField(
        label=gettext_lazy("Au plus par mois (€)"),
        required=False,
        help_text=gettext_lazy("Vide : tout ce qui est saisissable. Pour une pension alimentaire : le montant dû."),
    )
    already_paid = MoneyField(
        label=gettext_lazy("Déjà retenu avant Preste (€)"),
        required=False,
        help_text=gettext_lazy("Sur le total, avant le premier mois calculé ici."),
    )
    valid_from = DateField(label=gettext_lazy("Retenir depuis le"))
    valid_to = DateField(
        label=gettext_lazy("Jusqu'au (mainlevée)"),
        required=False,
        help_text=gettext_lazy(
            "Le dernier jour où un paiement est retenu. Le total, lui, arrête la retenue de lui-même."
        ),
    )
    iban = forms.CharField(
        label=gettext_lazy("Compte du créancier (IBAN)"),
        required=False,
        max_length=42,
        help_text=gettext_lazy("Laissez vide pour garder le compte connu."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )
    reference = forms.CharField(
        label=gettext_lazy("Communication du virement"),
        required=False,
        max_length=140,
        help_text=gettext_lazy(
            "Structurée (+++123/4567/89002+++) ou libre. Laissez vide pour garder celle qui est connue."
        ),
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )

    def clean_iban(self) -> str:
        """The account, checked as written."""
        written = self.cleaned_data["iban"].strip()
        try:
            return iban.validate(written) if written else ""
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

    def clean(self) -> dict[str, Any]:
        """A claim has an amount, and its dates follow each other."""
        data = super().clean() or {}
        total, monthly, before = (data.get(name) or 0 for name in ("total", "monthly", "already_paid"))
        if not total and not monthly and not {"total", "monthly"} & self.errors.keys():
            self.add_error("total", _("Donnez le total, ou ce qui est dû chaque mois."))
        if before > total and not {"total", "already_paid"} & self.errors.keys():
            self.add_error("already_paid", _("C'est plus que le total."))
        start, end = data.get("valid_from"), data.get("valid_to")
        if start and end and end < start:
            self.add_error("valid_to", _("La fin précède le début."))
        return data

    def claim(self, id: str, known: Garnishment | None) -> Garnishment:
        """The claim that the form tells, under an id; what was left empty of the account is as it was known."""
        data: dict[str, Any] = dict(self.cleaned_data)
        data |= {name: data[name] or 0 for name in ("total", "monthly", "already_paid")}
        for name in ("iban", "reference"):
            data[name] = data[name] or (getattr(known, name) if known else "")
        return Garnishment(id=id, **data)


class DeclaredForm(PlainForm):
    """How many children the worker declared for garnishment, from a day."""

    valid_from = DateField(label=gettext_lazy("Valable depuis le"))
    valid_to = DateField(label=gettext_lazy("Jusqu'au"), required=False)
    children = forms.IntegerField(
        label=gettext_lazy("Enfants à charge déclarés"),
        min_value=0,
        max_value=30,
        help_text=gettext_lazy("Par le formulaire légal remis à l'employeur ; ce ne sont pas ceux du précompte."),
    )

    def clean(self) -> dict[str, Any]:
        """The end is not before the beginning."""
        data = super().clean() or {}
        start, end = data.get("valid_from"), data.get("valid_to")
        if start and end and end < start:
            self.add_error("valid_to", _("La fin précède le début."))
        return data
