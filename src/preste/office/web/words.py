"""French words for what services and the engine say in codes, and where each thing is put right."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from preste.errors import NoParameter, PresteError
from preste.law import book
from preste.office.services.checks import Check

Text = str | Promise
"""A text, or one that is put in the reader's language when it is shown."""

MESSAGES: Mapping[str, tuple[Text, Text]] = {
    "E-RUN-STATE": (
        gettext_lazy("Ce n'est pas possible dans l'état présent du mois."),
        gettext_lazy("Un mois validé ne change plus ; il se corrige par un nouveau calcul."),
    ),
    "E-RUN-FOUR-EYES": (
        gettext_lazy("Qui a préparé le mois ne peut pas le valider."),
        gettext_lazy("Demandez à un approbateur."),
    ),
    "E-RUN-OFF-CYCLE": (
        gettext_lazy("Ce mois n'est pas validé."),
        gettext_lazy("Ce qu'il doit est payé par son propre calcul."),
    ),
    "E-CHANGE": (
        gettext_lazy("Cette donnée a été modifiée entre-temps."),
        gettext_lazy("Relisez la fiche du travailleur, puis recommencez."),
    ),
    "E-IMPORT-CLOSED": (gettext_lazy("Le mois est validé : plus rien ne s'y importe."), ""),
    "E-IMPORT-DONE": (gettext_lazy("Ce fichier est déjà enregistré."), ""),
    "E-IMPORT-EXPIRED": (gettext_lazy("Cet essai a plus d'un jour."), gettext_lazy("Envoyez le fichier de nouveau.")),
    "E-IMPORT-FAULTS": (
        gettext_lazy("Rien n'a été enregistré : le fichier contient des erreurs."),
        gettext_lazy("Corrigez-le et renvoyez-le, ou choisissez les lignes sans erreur."),
    ),
    "E-IMPORT-STALE": (
        gettext_lazy("Rien n'a été enregistré : des données ont changé depuis cet essai."),
        gettext_lazy("Voici ce que le fichier ferait à présent."),
    ),
    "E-TERMS": (
        gettext_lazy("aucune condition (salaire, horaire) n'est connue pour ce mois"),
        gettext_lazy("Ajoutez des conditions."),
    ),
    "E-TERMS-MONTH": (
        gettext_lazy("les conditions changent au milieu du mois"),
        gettext_lazy("Faites commencer les nouvelles conditions le premier jour d'un mois."),
    ),
    "E-HOUSEHOLD": (
        gettext_lazy("aucune situation familiale n'est connue à la fin du mois"),
        gettext_lazy("Ajoutez une situation familiale."),
    ),
    "E-TIME-HOURS": (
        gettext_lazy("un jour porte plus d'heures que l'horaire"),
        gettext_lazy("Corrigez les heures du jour, ou l'horaire dans les conditions."),
    ),
    "E-TIME-CODE": (gettext_lazy("un jour porte un code inconnu"), gettext_lazy("Corrigez les heures.")),
    "E-TIME-OUTSIDE": (
        gettext_lazy("des heures sont écrites hors du contrat"),
        gettext_lazy("Videz ces jours, ou corrigez les dates du contrat."),
    ),
    "E-ITEM-DETAIL": (
        gettext_lazy("une précision d'un élément de paie manque ou ne convient pas"),
        gettext_lazy("Corrigez l'élément de paie."),
    ),
    "E-ITEM-KIND": (
        gettext_lazy("un élément de paie est d'un genre inconnu"),
        gettext_lazy("Corrigez l'élément de paie."),
    ),
    "E-INPUT-NUMBER": (
        gettext_lazy("un nombre ne se lit pas"),
        gettext_lazy("Écrivez-le avec deux décimales au plus."),
    ),
    "E-INPUT-MONTH": (gettext_lazy("un mois ne se lit pas"), gettext_lazy("Écrivez-le comme 2026-09.")),
    "E-CONTRACT-MONTH": (
        gettext_lazy("le contrat ne court pas ce mois-là"),
        gettext_lazy("Corrigez le début ou la fin du contrat."),
    ),
    "E-BEGINS": (
        gettext_lazy("ce mois précède le premier mois calculé ici"),
        gettext_lazy("Corrigez le premier mois de l'employeur."),
    ),
    "E-DOCUMENT-TOTALS": (
        gettext_lazy("un paramètre de la loi manque : la fiche n'a pas de total"),
        gettext_lazy("Mettez à jour le livre de loi, ou laissez ce travailleur hors du mois."),
    ),
    "E-ITEM-TWICE": (
        gettext_lazy("deux voitures de société dans le même mois"),
        gettext_lazy("Faites commencer la seconde le premier d'un mois."),
    ),
    "E-DOCUMENT-EMPTY": (
        gettext_lazy("Il n'y a rien à imprimer."),
        gettext_lazy("Calculez d'abord le mois."),
    ),
    "E-DOCUMENT-MENTION": (
        gettext_lazy("Le document manque d'une mention que la loi demande."),
        gettext_lazy("Complétez la fiche de l'employeur ou du travailleur, puis recommencez."),
    ),
    "E-DOCUMENT-TYPE": (
        gettext_lazy("Un nom ou un libellé contient un signe que la police d'impression n'a pas."),
        gettext_lazy("Demandez un PDF par personne : les documents refusés y sont nommés."),
    ),
    "E-MEMBER-SELF": (
        gettext_lazy("Personne ne change ses propres droits."),
        gettext_lazy("Demandez à un autre gestionnaire."),
    ),
    "E-MEMBER-TWICE": (
        gettext_lazy("Cette personne a déjà un accès."),
        gettext_lazy("Changez son rôle depuis la liste."),
    ),
    "E-MEMBER-PENDING": (
        gettext_lazy("Cette adresse a une invitation qui n'est pas encore utilisée."),
        gettext_lazy("Attendez que la personne ait choisi son mot de passe, puis recommencez."),
    ),
    "E-MEMBER-WORKER": (
        gettext_lazy("L'accès d'un travailleur ne se change pas en un autre."),
        gettext_lazy("Retirez-le et donnez un nouvel accès."),
    ),
    "E-MEMBER-LAST": (
        gettext_lazy("C'est le dernier gestionnaire de cet employeur."),
        gettext_lazy("Nommez-en d'abord un autre."),
    ),
    "E-MEMBER-LINK": (
        gettext_lazy("Cette personne a déjà un compte."),
        gettext_lazy("Un gestionnaire du bureau peut lui faire un nouveau lien."),
    ),
    "E-FOUR-EYES": (
        gettext_lazy("Un gestionnaire ne se dispense pas lui-même des quatre yeux."),
        gettext_lazy("Demandez à un approbateur ou au bureau."),
    ),
    "E-USER-TWICE": (
        gettext_lazy("Cette adresse a déjà un compte."),
        gettext_lazy("Ouvrez-le depuis la liste."),
    ),
    "E-USER-FIRST": (gettext_lazy("Il y a déjà un compte."), gettext_lazy("Connectez-vous.")),
}
"""What a code means to the reader, and what to do."""

PLACES: Mapping[str, str] = {
    "E-TIME-HOURS": "worker-hours",
    "E-TIME-CODE": "worker-hours",
    "E-TIME-OUTSIDE": "worker-hours",
    "E-TERMS": "terms",
    "E-HOUSEHOLD": "household",
    "C-IBAN": "identity",
    "C-HOUSEHOLD": "household",
    "C-LATE": "corrections",
}
"""The page where a finding of a worker is put right; the worker's own page for others."""

ACTIONS: Mapping[str, Text] = {
    "employer.imported": gettext_lazy("Employeur importé"),
    "run.created": gettext_lazy("Mois ouvert"),
    "run.computed": gettext_lazy("Mois calculé"),
    "run.validated": gettext_lazy("Mois validé"),
    "run.exported": gettext_lazy("Tableau du mois exporté"),
    "corrections.read": gettext_lazy("Régularisations lues"),
    "run.printed": gettext_lazy("Fiches du mois imprimées"),
    "account.read": gettext_lazy("Compte individuel lu"),
    "accounts.exported": gettext_lazy("Comptes individuels exportés"),
    "accounts.printed": gettext_lazy("Comptes individuels imprimés"),
    "payslip.read": gettext_lazy("Fiche de paie lue"),
    "payslip.excluded": gettext_lazy("Travailleur laissé hors du mois"),
    "payslip.included": gettext_lazy("Travailleur repris dans le mois"),
    "hours.corrected": gettext_lazy("Heures d'un mois clôturé corrigées"),
    "hours.recorded": gettext_lazy("Heures enregistrées"),
    "identity.recorded": gettext_lazy("Identité enregistrée"),
    "household.recorded": gettext_lazy("Situation familiale enregistrée"),
    "terms.recorded": gettext_lazy("Conditions enregistrées"),
    "item.recorded": gettext_lazy("Élément de paie enregistré"),
    "item.withdrawn": gettext_lazy("Élément de paie retiré"),
    "import.template": gettext_lazy("Modèle d'import téléchargé"),
    "import.tried": gettext_lazy("Fichier essayé"),
    "import.columns": gettext_lazy("Colonnes d'un fichier choisies"),
    "import.applied": gettext_lazy("Fichier enregistré"),
    "contract.recorded": gettext_lazy("Contrat enregistré"),
    "terms.withdrawn": gettext_lazy("Conditions retirées"),
    "household.withdrawn": gettext_lazy("Situation familiale retirée"),
    "member.invited": gettext_lazy("Accès donné"),
    "member.changed": gettext_lazy("Accès changé"),
    "member.withdrawn": gettext_lazy("Accès retiré"),
    "member.link": gettext_lazy("Nouveau lien d'invitation"),
    "four_eyes.on": gettext_lazy("Quatre yeux exigés"),
    "four_eyes.off": gettext_lazy("Quatre yeux abandonnés"),
}
"""The acts of the audit trail."""

ACCOUNT_ACTIONS: Mapping[str, Text] = {
    "account.created": gettext_lazy("Compte créé"),
    "account.signed_in": gettext_lazy("Connexion"),
    "account.link": gettext_lazy("Lien pour un nouveau mot de passe"),
    "account.closed": gettext_lazy("Compte fermé"),
    "account.reopened": gettext_lazy("Compte rouvert"),
    "bureau.given": gettext_lazy("Nommé gestionnaire du bureau"),
    "bureau.withdrawn": gettext_lazy("N'est plus gestionnaire du bureau"),
    "password.chosen": gettext_lazy("Mot de passe choisi"),
    "factor.added": gettext_lazy("Second facteur ajouté"),
    "factor.removed": gettext_lazy("Second facteur retiré"),
    "codes.renewed": gettext_lazy("Codes de secours renouvelés"),
}
"""What happens to accounts."""


def told(error: PresteError) -> str:
    """An error in the reader's words, with what to do."""
    message, remedy = _words(error.code, error.message, error.remedy)
    return f"{message} {remedy}".strip()


def _words(code: str, message: str, remedy: str) -> tuple[Text, Text]:
    """What a code means and what to do, in the reader's language; as the service said it when it has no words here."""
    if code == NoParameter.code:
        return _missing_law(message), _("Mettez Preste à jour, ou laissez ce travailleur hors du mois.")
    return MESSAGES.get(code, (message, remedy))


def _missing_law(message: str) -> str:
    """Which parameter of law has no value, by its title: the message begins with its name."""
    names = [name for name in book().series if message.startswith(name.replace("_", " ") + " ")]
    title = message
    if names:
        titles = book().series[max(names, key=len)].title
        title = titles.get(get_language() or "fr", titles["fr"])
    return _("un paramètre de la loi n'a pas de valeur connue à cette date : %(title)s") % {"title": title}


def check_message(check: Check, worker: str) -> tuple[str, str]:
    """A finding and its remedy in the reader's words."""
    if check.code not in MESSAGES and check.code != NoParameter.code:
        return check.message, check.remedy
    message, remedy = _words(check.code, check.message.partition(" : ")[2] or check.message, check.remedy)
    return _("%(worker)s : %(message)s.") % {"worker": worker, "message": message}, str(remedy)
