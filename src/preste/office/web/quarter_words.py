"""What the codes of quarters and declarations mean to the reader, and what to do; what is done with them."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from preste.errors import NoParameter, PresteError
from preste.law import book

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
    "E-DECLARATION-NONE": (
        gettext_lazy("La déclaration ne peut pas être établie."),
        gettext_lazy("Calculez le trimestre, et donnez ce qui manque."),
    ),
    "E-DECLARATION-TWICE": (
        gettext_lazy("La déclaration de ce trimestre est déjà acceptée."),
        gettext_lazy("Ce qui change encore se déclare par une modification."),
    ),
    "E-DECLARATION-WAITING": (
        gettext_lazy("Une déclaration de ce trimestre est déjà remise."),
        gettext_lazy("Attendez la réponse de l'ONSS, ou abandonnez-la si elle n'est jamais partie."),
    ),
    "E-DECLARATION-FINDINGS": (
        gettext_lazy("Des anomalies bloquent la déclaration."),
        gettext_lazy("Corrigez-les, recalculez le trimestre et établissez-la de nouveau."),
    ),
    "E-DECLARATION-PROVISIONAL": (
        gettext_lazy("Les trois mois n'étaient pas tous validés au moment du calcul."),
        gettext_lazy("Validez-les, recalculez le trimestre et établissez la déclaration de nouveau."),
    ),
    "E-DECLARATION-STALE": (
        gettext_lazy("Le trimestre a changé depuis que cette déclaration est établie."),
        gettext_lazy("Recalculez-le et établissez la déclaration de nouveau."),
    ),
    "E-DECLARATION-FOUR-EYES": (
        gettext_lazy("Qui a calculé le trimestre ou établi la déclaration ne peut pas la remettre."),
        gettext_lazy("Demandez à un approbateur."),
    ),
    "E-DECLARATION-SENDER": (
        gettext_lazy("Le numéro d'expéditeur a six chiffres."),
        gettext_lazy("Il est sur la confirmation du canal de transfert de fichiers."),
    ),
    "E-DECLARATION-STATE": (
        gettext_lazy("Ce n'est pas possible dans l'état présent de la déclaration."),
        gettext_lazy("Relisez la page du trimestre."),
    ),
    "E-DECLARATION-REASON": (gettext_lazy("Dites pourquoi elle est abandonnée."), ""),
    "E-DECLARATION-BUSY": (gettext_lazy("Aucun numéro d'envoi n'est libre."), gettext_lazy("Recommencez.")),
    "E-RECEIPT-KIND": (
        gettext_lazy("Ce fichier n'est pas une réponse de l'ONSS à une DmfA."),
        gettext_lazy(
            "Choisissez l'accusé de réception (ACRF), la NOTIFICATION, les PID ou la notification d'une modification."
        ),
    ),
    "E-RECEIPT-FOREIGN": (
        gettext_lazy("Cette réponse parle d'un autre envoi, d'un autre employeur ou d'un autre trimestre."),
        gettext_lazy("Vérifiez le nom de l'envoi dans le fichier."),
    ),
    "E-RECEIPT-ABANDONED": (
        gettext_lazy("Cette réponse parle d'une déclaration abandonnée."),
        gettext_lazy("Elle est donc partie : vérifiez sur le portail de l'ONSS ce qu'il a reçu."),
    ),
    "E-RECEIPT-CONFLICT": (
        gettext_lazy("Cette réponse dit le contraire de celle qui est déjà notée."),
        gettext_lazy("Vérifiez sur le portail de l'ONSS."),
    ),
    "E-RECEIPT-FORM": (
        gettext_lazy("Cette réponse ne se lit pas."),
        gettext_lazy("Prenez le fichier tel que l'ONSS l'a envoyé."),
    ),
    "E-QUARTER": (gettext_lazy("Une donnée du trimestre n'a pas sa place."), ""),
}
"""Codes of the quarter and of its declarations."""

GAPS: Mapping[str, tuple[Text, Text]] = {
    "nothing is to be declared": (gettext_lazy("Rien n'est à déclarer."), ""),
    "the national number is missing or wrong": (
        gettext_lazy("Le NISS manque ou est faux."),
        gettext_lazy("Corrigez-le sur la fiche du travailleur."),
    ),
    "the plate of the company car is not told": (
        gettext_lazy("La plaque de la voiture de société n'est pas dite."),
        gettext_lazy("Donnez-la à l'élément de paie de la voiture."),
    ),
    "more is reduced than is owed": (
        gettext_lazy("Les réductions dépassent ce qui est dû."),
        gettext_lazy("Regardez les lignes du trimestre."),
    ),
    "a complementary indemnity asks a fact that nobody told": (
        gettext_lazy("Une indemnité complémentaire demande une donnée que personne n'a dite."),
        gettext_lazy("Complétez ce fait du trimestre : premier jour, notification du préavis, convention."),
    ),
    "no rates of this complementary indemnity are known": (
        gettext_lazy("Les taux de cette indemnité complémentaire ne sont pas connus."),
        gettext_lazy("Déclarez-la sur le portail de l'ONSS."),
    ),
    "the notice is not before the first indemnity": (
        gettext_lazy("Le préavis d'une indemnité complémentaire n'est pas avant son premier jour."),
        gettext_lazy("Corrigez l'un des deux jours."),
    ),
    "the first day of the restructuring reduction is not told": (
        gettext_lazy("Le premier jour du droit à la réduction restructuration (0601) n'est pas dit."),
        gettext_lazy("Corrigez le contrat : la date est à côté de ce droit."),
    ),
    "the hours a week before the collective measure are not told": (
        gettext_lazy("Les heures par semaine d'avant la réduction du temps de travail ne sont pas dites."),
        gettext_lazy("Complétez la situation du contrat pour les réductions."),
    ),
    "the hours a week after the collective measure are not told": (
        gettext_lazy("Les heures par semaine d'après la réduction du temps de travail ne sont pas dites."),
        gettext_lazy("Complétez la situation du contrat pour les réductions."),
    ),
    "the establishment unit is not told": (
        gettext_lazy("L'unité d'établissement n'est pas dite."),
        gettext_lazy("Donnez-la à l'employeur, et au contrat s'il y en a plusieurs."),
    ),
    "hours without a day": (
        gettext_lazy("Des heures d'un code n'ont pas de jour."),
        gettext_lazy("Regardez les jours du trimestre : il en faut au moins un demi."),
    ),
    "negative pay": (
        gettext_lazy("Une rémunération est négative."),
        gettext_lazy("Corrigez la déclaration du trimestre dont elle est reprise."),
    ),
    "a reduction has no known code": (
        gettext_lazy("Le code d'une réduction n'est pas connu."),
        gettext_lazy("Choisissez une autre réduction."),
    ),
    "the worker's lines are of two categories of the structural reduction": (
        gettext_lazy("Les lignes du travailleur relèvent de deux catégories de la réduction structurelle."),
        gettext_lazy("Calculez ses réductions à la main."),
    ),
    "the contract has no occupation in the quarter": (
        gettext_lazy("Ce contrat n'a pas d'occupation dans le trimestre."),
        gettext_lazy("Donnez cette donnée à un contrat qui court, ou retirez-la."),
    ),
    "the base of 812 is not told": (
        gettext_lazy("La base de la cotisation 812 n'est pas dite."),
        gettext_lazy("Complétez le départ du travailleur."),
    ),
    "the days that severance covers are not told": (
        gettext_lazy("Les jours que couvre l'indemnité de rupture ne sont pas dits."),
        gettext_lazy("Complétez le départ du travailleur."),
    ),
}
"""What is missing of a quarter, by the words of who found it."""


def gap(error: PresteError) -> PresteError:
    """The same in the reader's words, where there are some."""
    if error.code == NoParameter.code:
        names = [name for name in book().series if error.message.startswith(name.replace("_", " ") + " ")]
        title = title_of(max(names, key=len)) if names else error.message
        text = _("Une valeur de la loi n'est pas connue à cette date : %(title)s") % {"title": title}
        return PresteError(text, remedy=_("Mettez Preste à jour ; rien n'est deviné."), code="E-GAP")
    if error.message not in GAPS:
        return error
    message, remedy = (str(one) for one in GAPS[error.message])
    return PresteError(message.removesuffix("."), remedy=remedy, code="E-GAP")


QUARTER_ACTIONS: Mapping[str, Text] = {
    "quarter.computed": gettext_lazy("Trimestre calculé"),
    "quarter.cancelled": gettext_lazy("Calcul du trimestre interrompu"),
    "quarter.exported": gettext_lazy("Tableau du trimestre exporté"),
    "quarter.read": gettext_lazy("Trimestre d'un travailleur lu"),
    "declaration.built": gettext_lazy("Déclaration établie"),
    "declaration.checked": gettext_lazy("Déclaration contrôlée"),
    "declaration.rehearsed": gettext_lazy("Déclaration répétée au guichet local"),
    "declaration.handed_over": gettext_lazy("Déclaration remise"),
    "declaration.answered": gettext_lazy("Réponse de l'ONSS notée"),
    "declaration.abandoned": gettext_lazy("Déclaration abandonnée"),
    "declaration.exported": gettext_lazy("Fichier d'une déclaration téléchargé"),
    "declaration.read": gettext_lazy("Déclaration lue"),
}
"""What of the audit trail is about quarters."""


def title_of(name: str) -> str:
    """The title of a series of the law book in the reader's language; its name when there is none."""
    series = book().series.get(name)
    if series is None:
        return name
    return series.title.get((get_language() or "fr")[:2], series.title["fr"])
