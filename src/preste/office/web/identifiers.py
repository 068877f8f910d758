"""Numbers with check digits in forms: checked as written, shown as they are printed, faults told in French."""

from __future__ import annotations

from collections.abc import Mapping
from types import ModuleType
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from preste.errors import PresteError
from preste.ids import enterprise, establishment_unit, iban, niss, onss_number
from preste.office.web.words import Text

KINDS: Mapping[str, ModuleType] = {
    "enterprise": enterprise,
    "onss": onss_number,
    "unit": establishment_unit,
    "iban": iban,
    "niss": niss,
}

FAULTS: Mapping[str, Text] = {
    "enterprise": gettext_lazy("Ce numéro d'entreprise est mal écrit : dix chiffres, par exemple 0123.456.749."),
    "onss": gettext_lazy("Ce numéro ONSS est mal écrit : recopiez-le depuis une lettre de l'ONSS."),
    "unit": gettext_lazy("Ce numéro d'unité est mal écrit : dix chiffres, le premier de 2 à 8 (voir la BCE)."),
    "iban": gettext_lazy("Ce compte est mal écrit : recopiez-le depuis un extrait."),
    "niss": gettext_lazy("Ce NISS est mal écrit : recopiez-le depuis la carte d'identité."),
    "E-ID-NISS-FORM": gettext_lazy("Un NISS a onze chiffres."),
    "E-ID-NISS-CHECK": gettext_lazy("Les deux derniers chiffres ne vont pas avec les autres : recopiez le NISS."),
    "E-ID-NISS-BIRTH": gettext_lazy("Ce NISS ne va pas avec la date de naissance : comparez-les à la carte."),
    "E-NISS-SEX": gettext_lazy("Ce NISS est celui d'une personne de l'autre sexe."),
    "E-ID-UNIT-CHECK": gettext_lazy("Les deux derniers chiffres ne vont pas avec les autres : voyez la BCE."),
}
"""What is wrong, by error code, or by kind for the codes that say no more."""


def fault(kind: str, error: PresteError) -> str:
    """What is wrong with a number of that kind, in the reader's words; the number is not repeated."""
    return str(FAULTS.get(error.code, FAULTS[kind]))


class IdentifierField(forms.CharField):
    """A number of a kind of `preste.ids`: cleaned to its digits, shown in its usual form."""

    def __init__(self, kind: str, **kwargs: Any) -> None:
        super().__init__(max_length=42, **kwargs)
        self.kind = kind
        self.widget.attrs.update({"autocomplete": "off", "spellcheck": "false", "data-check": kind})

    def clean(self, value: Any) -> str:
        """The digits, or "". Raises ValidationError."""
        written: str = super().clean(value).strip()
        if not written:
            return ""
        try:
            return str(KINDS[self.kind].validate(written))
        except PresteError as error:
            raise forms.ValidationError(fault(self.kind, error), code=error.code) from None

    def prepare_value(self, value: Any) -> Any:
        """As it is printed, when it is one; else as it was written."""
        module = KINDS[self.kind]
        return module.format(value) if isinstance(value, str) and module.is_valid(value) else value
