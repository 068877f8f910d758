"""What is said of declarations read and corrected: codes, acts of the audit trail, and the reasons of a difference."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy, gettext_noop

Text = str | Promise

MODIFICATIONS: Mapping[str, tuple[Text, Text]] = {
    "E-UPDATE-NONE": (
        gettext_lazy("Rien n'est à modifier dans ce trimestre."),
        gettext_lazy("Relisez la page des trimestres à corriger."),
    ),
    "E-UPDATE-STALE": (
        gettext_lazy("Le calcul du trimestre n'est plus à jour."),
        gettext_lazy("Recalculez-le, puis établissez la modification."),
    ),
    "E-UPDATE-WAITING": (
        gettext_lazy("Une modification de ce trimestre est déjà remise."),
        gettext_lazy("Attendez la réponse de l'ONSS."),
    ),
    "E-UPDATE-NUMBERS": (
        gettext_lazy("Les numéros permanents du trimestre ne sont pas connus."),
        gettext_lazy("Demandez-les à l'ONSS et ajoutez son message DmfAPID à la page du trimestre."),
    ),
    "E-UPDATE-REASON": (
        gettext_lazy("L'ONSS demande une justification : une rémunération baisse plus de deux trimestres après."),
        gettext_lazy("Écrivez pourquoi, en 560 signes au plus."),
    ),
    "E-UPDATE": (
        gettext_lazy("La modification ne peut pas être établie."),
        gettext_lazy("Demandez de nouveau les numéros permanents, ou modifiez sur le portail de l'ONSS."),
    ),
}
"""Codes of modifications."""

MODIFICATION_ACTIONS: Mapping[str, Text] = {"dmfa.read": gettext_lazy("DmfA consultée")}
"""What of the audit trail is about declarations read."""

OF_MODIFICATIONS = (
    gettext_noop("conditions du contrat connues après le trimestre"),
    gettext_noop("situation de famille connue après le trimestre"),
    gettext_noop("élément de paie connu après le trimestre"),
    gettext_noop("donnée du trimestre enregistrée après la déclaration"),
    gettext_noop("autre donnée que lors de la déclaration"),
    gettext_noop("rémunération du trimestre payée plus tard"),
    gettext_noop("arriérés"),
    gettext_noop("prime étalée"),
)
"""The reasons of a difference: a part of the phrases of `terms`."""
