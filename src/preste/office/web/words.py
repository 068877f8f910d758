"""French words for what services and the engine say in codes, and where each thing is put right."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from preste.belgium.deadlines import Deadline
from preste.documents.payslip import words
from preste.errors import PresteError
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
    "E-CHANGE": (
        gettext_lazy("Cette donnée a été modifiée entre-temps."),
        gettext_lazy("Relisez la fiche du travailleur, puis recommencez."),
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
    "E-ITEM-TWICE": (
        gettext_lazy("deux voitures de société dans le même mois"),
        gettext_lazy("Faites commencer la seconde le premier d'un mois."),
    ),
}
"""What a code means to the reader, and what to do."""

PLACES: Mapping[str, str] = {
    "E-TIME-HOURS": "worker-hours",
    "E-TIME-CODE": "worker-hours",
    "E-TIME-OUTSIDE": "worker-hours",
    "E-TERMS": "terms",
    "E-HOUSEHOLD": "household",
    "C-IBAN": "identity",
}
"""The page where a finding of a worker is put right; the worker's own page for others."""

ACTIONS: Mapping[str, Text] = {
    "employer.imported": gettext_lazy("Employeur importé"),
    "employer.created": gettext_lazy("Employeur créé"),
    "employer.changed": gettext_lazy("Employeur modifié"),
    "employer.account_changed": gettext_lazy("Compte bancaire de l'employeur modifié"),
    "worker.created": gettext_lazy("Travailleur créé"),
    "worker.corrected": gettext_lazy("NISS, naissance ou sexe corrigé"),
    "contract.created": gettext_lazy("Contrat créé"),
    "deadline.met": gettext_lazy("Échéance faite"),
    "deadline.reopened": gettext_lazy("Échéance rouverte"),
    "run.created": gettext_lazy("Mois ouvert"),
    "run.computed": gettext_lazy("Mois calculé"),
    "run.validated": gettext_lazy("Mois validé"),
    "run.exported": gettext_lazy("Tableau du mois exporté"),
    "payslip.read": gettext_lazy("Fiche de paie lue"),
    "payslip.excluded": gettext_lazy("Travailleur laissé hors du mois"),
    "payslip.included": gettext_lazy("Travailleur repris dans le mois"),
    "hours.recorded": gettext_lazy("Heures enregistrées"),
    "identity.recorded": gettext_lazy("Identité enregistrée"),
    "household.recorded": gettext_lazy("Situation familiale enregistrée"),
    "terms.recorded": gettext_lazy("Conditions enregistrées"),
    "item.recorded": gettext_lazy("Élément de paie enregistré"),
    "item.withdrawn": gettext_lazy("Élément de paie retiré"),
    "contract.recorded": gettext_lazy("Contrat enregistré"),
    "terms.withdrawn": gettext_lazy("Conditions retirées"),
    "household.withdrawn": gettext_lazy("Situation familiale retirée"),
}
"""The acts of the audit trail."""


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
    period = {1: words.month(month), 3: _("trimestre %(n)s de %(year)s") % {"n": month.quarter, "year": year}}
    return f"{DEADLINES[deadline.code]}, {period.get(deadline.every, str(year))}".replace("\u00a0", " ")


def told(error: PresteError) -> str:
    """An error in the reader's words, with what to do."""
    message, remedy = MESSAGES.get(error.code, (error.message, error.remedy))
    return f"{message} {remedy}".strip()


def check_message(check: Check, worker: str) -> tuple[str, str]:
    """A finding and its remedy in the reader's words."""
    if check.code not in MESSAGES:
        return check.message, check.remedy
    message, remedy = MESSAGES[check.code]
    return _("%(worker)s : %(message)s.") % {"worker": worker, "message": message}, str(remedy)
