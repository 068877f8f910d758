"""The acts of the audit trail in words; each topic keeps its own beside its messages."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from preste.office.web.dimona_messages import DIMONA_ACTIONS
from preste.office.web.hire_words import HIRE_ACTS
from preste.office.web.modification_words import MODIFICATION_ACTIONS
from preste.office.web.onss_words import ONSS_ACTIONS
from preste.office.web.quarter_fact_words import QUARTER_FACT_ACTIONS
from preste.office.web.quarter_words import QUARTER_ACTIONS

Text = str | Promise
"""A text, or one that is put in the reader's language when it is shown."""

ACTIONS: Mapping[str, Text] = {
    "employer.imported": gettext_lazy("Employeur importé"),
    "employer.exported": gettext_lazy("Dossier de l'employeur exporté"),
    "employer.created": gettext_lazy("Employeur créé"),
    "employer.changed": gettext_lazy("Employeur modifié"),
    "employer.account_changed": gettext_lazy("Compte bancaire de l'employeur modifié"),
    "employer.certificate": gettext_lazy("Certificat dès le premier jour de maladie : modifié"),
    "employer.holidays": gettext_lazy("Jours de remplacement des jours fériés modifiés"),
    "worker.created": gettext_lazy("Travailleur créé"),
    "contract.left": gettext_lazy("Départ enregistré"),
    "contract.stays": gettext_lazy("Départ annulé"),
    "worker.corrected": gettext_lazy("NISS, naissance ou sexe corrigé"),
    "contract.created": gettext_lazy("Contrat créé"),
    "deadline.met": gettext_lazy("Échéance faite"),
    "deadline.reopened": gettext_lazy("Échéance rouverte"),
    "audit.verified": gettext_lazy("Journal vérifié en entier"),
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
    "incapacity.recorded": gettext_lazy("Incapacité enregistrée"),
    "incapacity.withdrawn": gettext_lazy("Incapacité retirée"),
    "holidays.recorded": gettext_lazy("Vacances de l'année enregistrées"),
    "holidays.withdrawn": gettext_lazy("Vacances de l'année retirées"),
    "opening.recorded": gettext_lazy("Soldes de départ enregistrés"),
    "opening.withdrawn": gettext_lazy("Soldes de départ retirés"),
    "import.template": gettext_lazy("Modèle d'import téléchargé"),
    "import.tried": gettext_lazy("Fichier essayé"),
    "import.columns": gettext_lazy("Colonnes d'un fichier choisies"),
    "import.applied": gettext_lazy("Fichier enregistré"),
    "seniority.recorded": gettext_lazy("Ancienneté enregistrée"),
    "seniority.withdrawn": gettext_lazy("Ancienneté retirée"),
    "employer.headcount": gettext_lazy("Occupation d'avant la reprise modifiée"),
    "taken.recorded": gettext_lazy("Mois repris d'un autre secrétariat"),
    "taken.withdrawn": gettext_lazy("Mois repris retirés"),
    "contract.recorded": gettext_lazy("Contrat enregistré"),
    "terms.withdrawn": gettext_lazy("Conditions retirées"),
    "household.withdrawn": gettext_lazy("Situation familiale retirée"),
    "member.invited": gettext_lazy("Accès donné"),
    "member.changed": gettext_lazy("Accès changé"),
    "member.withdrawn": gettext_lazy("Accès retiré"),
    "member.link": gettext_lazy("Nouveau lien d'invitation"),
    "four_eyes.on": gettext_lazy("Quatre yeux exigés"),
    "four_eyes.off": gettext_lazy("Quatre yeux abandonnés"),
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
    "run.cancelled": gettext_lazy("Calcul interrompu"),
    "scales.recorded": gettext_lazy("Barèmes enregistrés"),
    "raises.read": gettext_lazy("Indexation ou échelons lus"),
    "raises.recorded": gettext_lazy("Indexation ou échelons enregistrés"),
    "campaign.read": gettext_lazy("Pécules ou primes lus"),
    "campaign.recorded": gettext_lazy("Pécules ou primes enregistrés"),
    **DIMONA_ACTIONS,
    **QUARTER_ACTIONS,
    **QUARTER_FACT_ACTIONS,
    **HIRE_ACTS,
    **MODIFICATION_ACTIONS,
    **ONSS_ACTIONS,
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
