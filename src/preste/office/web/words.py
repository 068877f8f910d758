"""French words for what services and the engine say in codes, and where each thing is put right."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

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
    "E-PAY-OPEN": (
        gettext_lazy("Le mois n'est pas validé."),
        gettext_lazy("Validez-le d'abord : on ne paie que ce qui ne change plus."),
    ),
    "E-PAY-TWICE": (
        gettext_lazy("Un paiement existe déjà pour au moins un de ces travailleurs."),
        gettext_lazy("Regardez les ordres du mois ; payer une seconde fois est une décision à part."),
    ),
    "E-PAY-LEFT-OUT": (
        gettext_lazy("Quelqu'un ne serait pas payé par cet ordre."),
        gettext_lazy("Complétez les comptes, ou cochez que vous le savez."),
    ),
    "E-PAY-ACCOUNT": (
        gettext_lazy("Aucun compte où payer."),
        gettext_lazy("Complétez ou corrigez le compte des travailleurs choisis."),
    ),
    "E-PAY-DEBTOR": (
        gettext_lazy("L'employeur n'a pas de compte bancaire."),
        gettext_lazy("Complétez l'employeur."),
    ),
    "E-PAY-DATE": (
        gettext_lazy("Cette date ne convient pas."),
        gettext_lazy(
            "Un ordre s'exécute un jour ouvrable bancaire, aujourd'hui ou plus tard ; "
            "un rejet ou un paiement fait autrement est d'aujourd'hui ou d'avant."
        ),
    ),
    "E-PAY-REASON": (gettext_lazy("La raison manque."), gettext_lazy("Écrivez-la : elle reste avec l'ordre.")),
    "E-PAY-STATE": (
        gettext_lazy("Ce n'est pas possible dans l'état présent de cet ordre."),
        gettext_lazy("Relisez-le, puis recommencez."),
    ),
    "E-PAY-FOUR-EYES": (
        gettext_lazy("Qui a préparé le paiement ne peut pas le confirmer."),
        gettext_lazy("Demandez à une autre personne qui peut payer."),
    ),
    "E-PAY-FILE": (
        gettext_lazy("Le fichier n'est plus celui qui a été préparé : il n'est pas donné."),
        gettext_lazy("Prévenez la personne qui tient cette installation, avant de payer quoi que ce soit."),
    ),
    "E-SEPA-NAME": (
        gettext_lazy("ce nom n'a aucun caractère que les banques lisent"),
        gettext_lazy("Écrivez-le en lettres latines."),
    ),
    "E-SEPA-IBAN": (gettext_lazy("ce compte est mal écrit"), gettext_lazy("Corrigez-le.")),
    "E-SEPA-BIC": (gettext_lazy("ce code BIC est mal écrit"), gettext_lazy("Corrigez-le, ou videz-le.")),
    "E-SEPA-COUNTRY": (
        gettext_lazy("ce compte est hors de la zone SEPA"),
        gettext_lazy("Payez autrement, ou changez de compte."),
    ),
    "E-SEPA-AMOUNT": (
        gettext_lazy("ce montant est hors de ce qu'un virement SEPA permet"),
        gettext_lazy("Payez autrement."),
    ),
    "E-CHANGE": (
        gettext_lazy("Cette donnée a été modifiée entre-temps."),
        gettext_lazy("Relisez la fiche du travailleur, puis recommencez."),
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
    "C-IBAN-CHANGED": "payment",
    "C-IBAN-FIRST": "payment",
}
"""The page where a finding of a worker is put right; the worker's own page for others."""

ACTIONS: Mapping[str, Text] = {
    "employer.imported": gettext_lazy("Employeur importé"),
    "run.created": gettext_lazy("Mois ouvert"),
    "run.computed": gettext_lazy("Mois calculé"),
    "run.validated": gettext_lazy("Mois validé"),
    "run.exported": gettext_lazy("Tableau du mois exporté"),
    "payment.prepared": gettext_lazy("Ordre de paiement préparé"),
    "payment.again": gettext_lazy("Second paiement décidé"),
    "payment.exported": gettext_lazy("Fichier de paiement téléchargé"),
    "payment.handed_over": gettext_lazy("Ordre remis à la banque"),
    "payment.confirmed": gettext_lazy("Paiement confirmé"),
    "payment.abandoned": gettext_lazy("Ordre de paiement abandonné"),
    "payment.otherwise": gettext_lazy("Payé autrement"),
    "payment.listed": gettext_lazy("Paiements lus ou exportés"),
    "transfer.rejected": gettext_lazy("Paiement rejeté"),
    "transfer.confirmed": gettext_lazy("Paiement fait autrement, confirmé"),
    "account.read": gettext_lazy("Comptes d'un travailleur lus en entier"),
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
