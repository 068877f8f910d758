"""What the codes of Dimona mean to the reader and what to do, and its acts in the audit trail."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

DIMONA: Mapping[str, tuple[str | Promise, str | Promise]] = {
    "E-DIMONA-STALE": (
        gettext_lazy("Ce qui était choisi n'est plus à déclarer, ou rien n'est choisi."),
        gettext_lazy("Relisez la liste, puis recommencez."),
    ),
    "E-DIMONA-REFUSED": (
        gettext_lazy("Rien n'est préparé : l'ONSS refuserait ces déclarations."),
        gettext_lazy("Corrigez ce qui est dit, ou décochez-les."),
    ),
    "E-DIMONA-SENT": (
        gettext_lazy("Cet envoi est déjà remis ou abandonné."),
        gettext_lazy("Une déclaration remise se corrige par une autre."),
    ),
    "E-DIMONA-ANSWERED": (gettext_lazy("La réponse de l'ONSS est déjà notée."), ""),
    "E-DIMONA-NUMBER": (
        gettext_lazy("Le numéro de la période manque."),
        gettext_lazy("Écrivez le numéro que l'ONSS a donné à cette IN."),
    ),
    "E-DIMONA-END": (gettext_lazy("La fin vient avant le début."), ""),
    "E-DIMONA-REST": (
        gettext_lazy("Une de ces déclarations n'a pas de forme connue pour le service web."),
        gettext_lazy("Remettez le fichier par le canal batch ou sur le portail."),
    ),
    "E-DIMONA-FOLLOW": (
        gettext_lazy("Ce jour est encore à venir."),
        gettext_lazy("Écrivez un jour passé : qui a commencé avant est tenu pour déclaré ailleurs."),
    ),
    "E-DIMONA-ANSWER": (
        gettext_lazy("Ce n'est pas une réponse du service web."),
        gettext_lazy("Donnez le JSON que rend l'ONSS pour cette déclaration, tel qu'il l'a donné."),
    ),
    "E-DIMONA": (
        gettext_lazy("Ce fichier n'est pas une réponse de l'ONSS pour Dimona."),
        gettext_lazy("Choisissez un fichier NOTIFICATION ou ACRF."),
    ),
}
"""By code, what is wrong and what to do."""

DIMONA_ACTIONS: Mapping[str, str | Promise] = {
    "dimona.prepared": gettext_lazy("Dimona préparées"),
    "dimona.handed_over": gettext_lazy("Dimona remises à l'ONSS"),
    "dimona.abandoned": gettext_lazy("Envoi Dimona abandonné"),
    "dimona.downloaded": gettext_lazy("Fichier Dimona téléchargé"),
    "dimona.answered": gettext_lazy("Réponse Dimona notée"),
    "dimona.period": gettext_lazy("Période Dimona notée"),
    "dimona.forgotten": gettext_lazy("Période Dimona retirée"),
    "dimona.planned": gettext_lazy("Planification Dimona notée"),
    "dimona.followed": gettext_lazy("Début du suivi des Dimona changé"),
    "dimona.recorded": gettext_lazy("Précisions pour Dimona enregistrées"),
    "dimona.withdrawn": gettext_lazy("Précisions pour Dimona retirées"),
}
"""The acts of the audit trail."""
