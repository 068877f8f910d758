"""French words for what is said of first hires and of reductions: errors, and acts in the journal."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

HIRE_MESSAGES: Mapping[str, tuple[str | Promise, str | Promise]] = {
    "E-FIRST-HIRE": (
        gettext_lazy("Un trimestre utilisé ne se rattache à aucun droit ouvert de ce rang."),
        gettext_lazy("Écrivez d'abord le droit avec le jour de son ouverture, ou retirez le trimestre."),
    ),
    "E-HIRES-COMPANY": (
        gettext_lazy("Des travailleurs ou des droits sont écrits d'une société qui n'est plus dans l'unité."),
        gettext_lazy("Corrigez ou retirez-les d'abord."),
    ),
    "E-REDUCTION": (
        gettext_lazy("Les réductions d'un travailleur ne peuvent pas être calculées."),
        gettext_lazy("Vérifiez ses contrats et ses heures du trimestre."),
    ),
    "E-REDUCTION-RIGHT": (
        gettext_lazy("L'occupation n'a pas droit à la réduction choisie."),
        gettext_lazy("Choisissez-en une à laquelle elle a droit, ou la proposition."),
    ),
    "E-REDUCTION-RANK": (
        gettext_lazy("Ce rang est déjà choisi pour un autre travailleur au même moment."),
        gettext_lazy("Choisissez l'un des deux."),
    ),
}
"""What went wrong and what to do, by the code of the error."""

HIRE_ACTS: Mapping[str, str | Promise] = {
    "hires.company": gettext_lazy("Société de l'unité technique d'exploitation écrite"),
    "hires.staff": gettext_lazy("Travailleurs d'ailleurs ou d'avant écrits"),
    "hires.right": gettext_lazy("Droit aux premiers engagements repris"),
    "hires.use": gettext_lazy("Trimestre utilisé d'un premier engagement noté"),
    "hires.confirmed": gettext_lazy("Dossier premiers engagements confirmé"),
    "hires.withdrawn": gettext_lazy("Donnée des premiers engagements retirée"),
}
"""Acts as the journal names them."""
