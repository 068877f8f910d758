"""What the codes of payments and of SEPA files mean to the reader, and what to do."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

PAYMENTS: Mapping[str, tuple[str | Promise, str | Promise]] = {
    "E-PAY-OPEN": (
        gettext_lazy("Le mois n'est pas validé."),
        gettext_lazy("Validez-le d'abord : on ne paie que ce qui ne change plus."),
    ),
    "E-PAY-TWICE": (
        gettext_lazy("Un paiement existe déjà pour au moins un de ces travailleurs ou créanciers."),
        gettext_lazy("Regardez les ordres du mois ; payer une seconde fois est une décision à part."),
    ),
    "E-PAY-LEFT-OUT": (
        gettext_lazy("Quelqu'un ne serait pas payé par cet ordre."),
        gettext_lazy("Complétez les comptes, ou cochez que vous le savez."),
    ),
    "E-PAY-ACCOUNT": (
        gettext_lazy("Aucun compte où payer."),
        gettext_lazy("Complétez ou corrigez le compte des travailleurs et créanciers choisis."),
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
    "E-PAY-NUMBER": (
        gettext_lazy("Un autre virement a été préparé entre-temps."),
        gettext_lazy("Relisez les virements, puis préparez celui-ci de nouveau s'il le faut."),
    ),
    "E-PAY-EARLY": (
        gettext_lazy("Le jour d'exécution n'est pas encore là : aucun extrait ne peut la montrer."),
        gettext_lazy("Confirmez quand votre banque l'a exécuté ; un rejet reçu avant se note dès maintenant."),
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
}
