"""What the codes of quarters and declarations mean to the reader, and what to do; what is done with them."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

Text = str | Promise

QUARTERS: Mapping[str, tuple[Text, Text]] = {
    "E-QUARTER-NONE": (
        gettext_lazy("Aucun mois de ce trimestre n'est ouvert."),
        gettext_lazy("Ouvrez d'abord ses mois."),
    ),
    "E-QUARTER-RECORDS": (
        gettext_lazy("Des données du trimestre ne vont pas ensemble."),
        gettext_lazy("Corrigez ce qui est dit ci-dessous, puis recalculez."),
    ),
    "E-BEGINS": (
        gettext_lazy("Le trimestre commence avant le premier mois calculé ici."),
        gettext_lazy("Il est déclaré par le secrétariat d'avant."),
    ),
    "E-QUARTER": (gettext_lazy("Une donnée du trimestre n'a pas sa place."), ""),
}
"""Codes of the quarter."""

QUARTER_ACTIONS: Mapping[str, Text] = {
    "quarter.computed": gettext_lazy("Trimestre calculé"),
    "quarter.cancelled": gettext_lazy("Calcul du trimestre interrompu"),
    "quarter.exported": gettext_lazy("Tableau du trimestre exporté"),
}
"""What of the audit trail is about quarters."""
