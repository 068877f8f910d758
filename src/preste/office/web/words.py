"""French words for what services and the engine say in codes, and where each thing is put right."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from preste.belgium.deadlines import Deadline
from preste.errors import NoParameter, PresteError
from preste.law import book
from preste.office.services.checks import Check
from preste.office.web import terms
from preste.office.web.dimona_messages import DIMONA
from preste.office.web.hire_words import HIRE_MESSAGES
from preste.office.web.modification_words import MODIFICATIONS
from preste.office.web.onss_words import ONSS
from preste.office.web.payment_words import PAYMENTS
from preste.office.web.quarter_fact_words import MESSAGES as QUARTER_FACTS
from preste.office.web.quarter_words import QUARTERS

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
    "E-LEAVE-STALE": (
        gettext_lazy("Rien n'a été enregistré : des données ont changé depuis ce calcul."),
        gettext_lazy("Voici le départ tel qu'il est à présent."),
    ),
    "E-LEAVE-LAW": (
        gettext_lazy("Un paramètre de la loi manque pour la dernière paie."),
        gettext_lazy("Mettez Preste à jour, ou encodez la fin du contrat et ses montants à la main."),
    ),
    "E-LEAVE-CLOSED": (
        gettext_lazy("Une paie validée tient déjà compte de ce départ."),
        gettext_lazy("Corrigez la fin du contrat et les éléments de paie : le mois ouvert règle la différence."),
    ),
    "E-LEAVE-NONE": (gettext_lazy("Ce contrat n'a pas de départ à annuler."), ""),
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
    "E-EMPLOYER-TWICE": (
        gettext_lazy("Un employeur a déjà ce numéro d'entreprise."),
        gettext_lazy("Cherchez-le parmi les employeurs."),
    ),
    "E-EMPLOYER-UNIT": (
        gettext_lazy("Un contrat a pour lieu de travail une unité que vous retirez."),
        gettext_lazy("Changez d'abord ce contrat."),
    ),
    "E-NISS-TWICE": (
        gettext_lazy("Un travailleur de cet employeur a déjà ce NISS."),
        gettext_lazy("Ajoutez-lui un contrat."),
    ),
    "E-NISS-SEX": (gettext_lazy("Ce NISS est celui d'une personne de l'autre sexe."), ""),
    "E-NUMBER-TWICE": (
        gettext_lazy("Un travailleur a déjà ce matricule."),
        gettext_lazy("Prenez le numéro suivant."),
    ),
    "E-DEADLINE": (gettext_lazy("Cette échéance n'existe pas."), ""),
    "E-DEADLINE-DAY": (gettext_lazy("Cette date est à venir."), gettext_lazy("Écrivez le jour du dépôt.")),
    "E-TERMS": (
        gettext_lazy("aucune condition (salaire, horaire) n'est connue pour ce mois"),
        gettext_lazy("Ajoutez des conditions."),
    ),
    "E-SCALE": (
        gettext_lazy("le barème que nomment les conditions n'a pas de montant à cette date"),
        gettext_lazy("Complétez les barèmes, ou corrigez les conditions."),
    ),
    "E-SCALE-BASIS": (
        gettext_lazy("le barème est par mois et les conditions par heure, ou l'inverse"),
        gettext_lazy("Corrigez le barème que nomment les conditions."),
    ),
    "E-SCALE-ROW": (
        gettext_lazy("cette valeur n'est pas celle d'un échelon"),
        gettext_lazy("Une ligne par échelon, une seule fois, le premier à 0 année ; le salaire est monthly ou hourly."),
    ),
    "E-SCALES": (gettext_lazy("Les barèmes ne sont pas enregistrés."), gettext_lazy("Corrigez les lignes dites.")),
    "E-INDEX": (gettext_lazy("ce n'est pas un taux d'indexation"), gettext_lazy("Écrivez un pourcentage : 2,00.")),
    "E-INDEX-HOURLY": (
        gettext_lazy("salaire horaire au-dessus du seuil de l'indexation plafonnée : son plafond n'est pas connu"),
        gettext_lazy("Donnez le nouveau salaire dans de nouvelles conditions."),
    ),
    "E-CAMPAIGN-STALE": (
        gettext_lazy("Rien n'a été enregistré : des données ont changé depuis cet aperçu."),
        gettext_lazy("Relisez-le, puis recommencez."),
    ),
    "E-CAMPAIGN-MONTH": (
        gettext_lazy("Rien n'a été enregistré : ce mois est d'avant les mois calculés ici."),
        gettext_lazy("Choisissez un mois qui est encore à payer."),
    ),
    "E-RAISES-STALE": (
        gettext_lazy("Rien n'a été enregistré : des données ont changé depuis cet aperçu."),
        gettext_lazy("Relisez-le, puis recommencez."),
    ),
    "E-ITEM-IMPUTED": (
        gettext_lazy("le pécule imputé dépasse la rémunération du mois"),
        gettext_lazy("N'imputez que les jours de vacances pris ce mois-là."),
    ),
    "E-TERMS-MONTH": (
        gettext_lazy("les conditions changent dans le mois d'une façon qui n'est pas calculée"),
        gettext_lazy("Faites commencer les nouvelles conditions le premier jour d'un mois."),
    ),
    "E-HOUSEHOLD": (
        gettext_lazy("aucune situation familiale n'est connue à la fin du mois"),
        gettext_lazy("Ajoutez une situation familiale."),
    ),
    "E-TIME-HOURS": (
        gettext_lazy("un jour porte plus d'heures que l'horaire, ou plus de 24"),
        gettext_lazy("Corrigez les heures du jour, ou l'horaire dans les conditions."),
    ),
    "E-OVERTIME-QUOTA": (
        gettext_lazy("des heures supplémentaires dépassent le maximum de l'année"),
        gettext_lazy("Écrivez le surplus sous un autre code."),
    ),
    "E-OVERTIME-FULL-TIME": (
        gettext_lazy("des heures complémentaires sont écrites pour un temps plein"),
        gettext_lazy("Écrivez HS, HP ou HV."),
    ),
    "E-OVERTIME-REGIME": (
        gettext_lazy("les heures supplémentaires de ce contrat ne sont pas calculées"),
        gettext_lazy("Videz ces heures, et payez-les par un élément."),
    ),
    "E-TIME-CODE": (gettext_lazy("un jour porte un code inconnu"), gettext_lazy("Corrigez les heures.")),
    "E-TIME-OUTSIDE": (
        gettext_lazy("des heures sont écrites hors du contrat"),
        gettext_lazy("Videz ces jours, ou corrigez les dates du contrat."),
    ),
    "E-SICK-DAY": (
        gettext_lazy("un jour d'incapacité porte un autre code"),
        gettext_lazy("Corrigez les dates de l'incapacité, ou videz le jour."),
    ),
    "E-SICK-CERTIFICATE": (
        gettext_lazy("une incapacité n'a pas de certificat"),
        gettext_lazy("Notez le jour où le certificat est arrivé."),
    ),
    "E-EXIT": (
        gettext_lazy("Le contrat ne peut pas finir ainsi, ou il manque de quoi le calculer."),
        gettext_lazy("Vérifiez le jour, qui y met fin, et ce que demande un contrat d'avant 2014."),
    ),
    "E-NOTICE-ABSENCE": (
        gettext_lazy("Une absence finit avant de commencer."),
        gettext_lazy("Corrigez l'un des deux jours."),
    ),
    "E-NOTICE-MEANS": (
        gettext_lazy("Le préavis de l'employeur remis en main propre est nul."),
        gettext_lazy("Il s'envoie par lettre recommandée ou par exploit d'huissier."),
    ),
    "E-NOTICE-TERM": (
        gettext_lazy("Ce contrat à terme ne finit pas par un préavis à ce moment."),
        gettext_lazy("Il finit de lui-même, ou par une indemnité."),
    ),
    "E-HOLIDAY": (
        gettext_lazy("Un jour de remplacement ne convient pas."),
        gettext_lazy("Il est de la même année que le férié, ni un dimanche ni un férié, et n'en remplace qu'un."),
    ),
    "E-SICK-OVERLAP": (
        gettext_lazy("Une autre incapacité court déjà ces jours-là."),
        gettext_lazy("Corrigez celle-là."),
    ),
    "E-SICK-REGIME": (
        gettext_lazy("le salaire garanti après la première semaine n'est pas calculé pour ce régime"),
        gettext_lazy("Écrivez ces heures en MM, et payez par un élément ce qui est dû."),
    ),
    "E-SICK-BAND": (
        gettext_lazy("MS et MC valent pour les ouvriers et les employés engagés pour moins de trois mois"),
        gettext_lazy("Écrivez M tant que le salaire garanti est dû, MM ensuite."),
    ),
    "E-LEAVE-RIGHT": (
        gettext_lazy("il n'y a plus de droit à ce congé"),
        gettext_lazy("Corrigez le code ou les heures des jours en trop."),
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
    **DIMONA,
    **PAYMENTS,
    **QUARTER_FACTS,
    **QUARTERS,
    **HIRE_MESSAGES,
    **MODIFICATIONS,
    **ONSS,
    "E-RUN-OVERTAKEN": (
        gettext_lazy("Un autre calcul du même mois a commencé entre-temps."),
        gettext_lazy("Attendez qu'il se termine."),
    ),
    "E-JOB": (
        gettext_lazy("Le calcul s'est arrêté sur une faute du programme."),
        gettext_lazy("Relancez-le ; si cela revient, signalez-le avec l'heure."),
    ),
    "E-JOB-ATTEMPTS": (
        gettext_lazy("Le calcul s'est interrompu plusieurs fois au même point, il est abandonné."),
        gettext_lazy("Relancez-le ; si cela revient, signalez-le avec l'heure."),
    ),
    "E-PAYSLIP-FAULT": (
        gettext_lazy("le programme a échoué sur cette fiche"),
        gettext_lazy("Laissez ce travailleur hors du mois et signalez la faute."),
    ),
}
"""What a code means to the reader, and what to do."""

PLACES: Mapping[str, str] = {
    "E-TIME-HOURS": "worker-hours",
    "E-TIME-CODE": "worker-hours",
    "E-TIME-OUTSIDE": "worker-hours",
    "E-SICK-BAND": "worker-hours",
    "E-SICK-DAY": "worker-hours",
    "E-LEAVE-RIGHT": "worker-hours",
    "E-OVERTIME-QUOTA": "worker-hours",
    "E-OVERTIME-FULL-TIME": "worker-hours",
    "E-OVERTIME-REGIME": "worker-hours",
    "E-TERMS": "terms",
    "E-HOUSEHOLD": "household",
    "C-IBAN": "identity",
    "C-HOUSEHOLD": "household",
    "C-LATE": "corrections",
    "C-REDUCED": "campaigns",
    "C-IBAN-CHANGED": "payment",
    "C-IBAN-FIRST": "payment",
}
"""The page where a finding of a worker is put right; the worker's own page for others."""

DEADLINES: Mapping[str, Text] = {
    "pay": gettext_lazy("Paiement des salaires"),
    "onss_provision": gettext_lazy("Provision ONSS"),
    "withholding_274": gettext_lazy("Précompte professionnel (274)"),
    "dmfa": gettext_lazy("DmfA"),
    "onss_balance": gettext_lazy("Solde ONSS"),
    "slips_281": gettext_lazy("Fiches 281.10"),
    "individual_accounts": gettext_lazy("Comptes individuels"),
    "holidays_posted": gettext_lazy("Affichage des jours fériés de l'an prochain"),
    "leave_taken": gettext_lazy("Congés de l'année pris ou payés"),
}
"""What falls due."""


def deadline_text(deadline: Deadline) -> str:
    """What falls due and for which period: `DmfA, trimestre 3 de 2026`."""
    month, year = deadline.period, deadline.period.year
    period = {1: terms.month(month), 3: _("trimestre %(n)s de %(year)s") % {"n": month.quarter, "year": year}}
    return f"{DEADLINES[deadline.code]}, {period.get(deadline.every, str(year))}".replace("\u00a0", " ")


def told(error: PresteError) -> str:
    """An error in the reader's words, with what to do."""
    message, remedy = (str(one) for one in _words(error.code, error.message, error.remedy))
    if remedy and message and message[-1] not in ".!?:":
        message += "."
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
    if check.code == "C-UNSURE":
        who, _sign, warning = check.message.partition(" : ")
        return f"{who}{terms.colon()} {terms.said(warning)}", check.remedy
    if check.code not in MESSAGES and check.code != NoParameter.code:
        return check.message, check.remedy
    message, remedy = _words(check.code, check.message.partition(" : ")[2] or check.message, check.remedy)
    return _("%(worker)s : %(message)s.") % {"worker": worker, "message": message}, str(remedy)
