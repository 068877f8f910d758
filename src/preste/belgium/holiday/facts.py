"""The facts that holiday pay is worked out from, with their titles."""

from __future__ import annotations

from collections.abc import Mapping

from preste.belgium.facts import FACTS
from preste.engine import Fact
from preste.money import COUNT, FLAG, MONEY, QUANTITY, Kind


def _fact(kind: Kind, fr: str, nl: str, de: str, en: str) -> Fact:
    return Fact(kind, {"fr": fr, "nl": nl, "de": de, "en": en})


HOLIDAY_FACTS: Mapping[str, Fact] = {
    # last year's work: what every credited month brings, added up
    "months_credited": _fact(COUNT, "Mois prestés ou assimilés de l'exercice", "Gewerkte of gelijkgestelde maanden van het dienstjaar", "Gearbeitete oder gleichgestellte Monate des Dienstjahres", "Months worked or credited of the year before"),
    "day_months": _fact(QUANTITY, "Jours par semaine, additionnés par mois de l'exercice", "Dagen per week, opgeteld per maand van het dienstjaar", "Tage je Woche, summiert über die Monate des Dienstjahres", "Days a week, added over the months of the year before"),
    "hour_months": _fact(QUANTITY, "Heures par semaine, additionnées par mois de l'exercice", "Uren per week, opgeteld per maand van het dienstjaar", "Stunden je Woche, summiert über die Monate des Dienstjahres", "Hours a week, added over the months of the year before"),
    "week_days": _fact(QUANTITY, "Jours de travail par semaine", "Werkdagen per week", "Arbeitstage je Woche", "Working days a week"),
    "week_hours": _fact(QUANTITY, "Heures de travail par semaine", "Arbeidsuren per week", "Arbeitsstunden je Woche", "Working hours a week"),
    "hours_taken": _fact(QUANTITY, "Heures de vacances prises", "Opgenomen vakantie-uren", "Genommene Urlaubsstunden", "Hours of holiday taken"),
    "hours_taken_now": _fact(QUANTITY, "Heures de vacances prises, ramenées à l'horaire actuel", "Opgenomen vakantie-uren, herleid tot het huidige uurrooster", "Genommene Urlaubsstunden, auf den jetzigen Stundenplan umgerechnet", "Hours of holiday taken, at the present schedule"),
    "days_taken": _fact(QUANTITY, "Jours de vacances pris", "Opgenomen vakantiedagen", "Genommene Urlaubstage", "Holidays taken"),
    "months_this_year": _fact(COUNT, "Mois prestés cette année", "Dit jaar gewerkte maanden", "Dieses Jahr gearbeitete Monate", "Months worked this year"),
    # pay
    "month_gross": _fact(MONEY, "Rémunération fixe brute du mois", "Vast brutoloon van de maand", "Fester Bruttolohn des Monats", "Fixed gross pay of the month"),
    "month_days": _fact(QUANTITY, "Jours de travail du mois", "Werkdagen van de maand", "Arbeitstage des Monats", "Working days of the month"),
    "variable_pay": _fact(MONEY, "Rémunération variable des douze derniers mois", "Veranderlijk loon van de laatste twaalf maanden", "Variabler Lohn der letzten zwölf Monate", "Variable pay of the last twelve months"),
    "variable_months": _fact(COUNT, "Mois de la rémunération variable", "Maanden van het veranderlijk loon", "Monate des variablen Lohns", "Months of the variable pay"),
    "supplementary_paid": _fact(MONEY, "Vacances supplémentaires payées l'année précédente", "Vorig jaar betaalde aanvullende vakantie", "Im Vorjahr bezahlter zusätzlicher Urlaub", "Supplementary holidays paid last year"),
    # the certificate of the previous employer
    "certificate_months": _fact(COUNT, "Mois de l'attestation", "Maanden van het attest", "Monate der Bescheinigung", "Months of the certificate"),
    "certificate_hour_months": _fact(QUANTITY, "Heures par semaine de l'attestation, additionnées par mois", "Uren per week van het attest, opgeteld per maand", "Wochenstunden der Bescheinigung, summiert über die Monate", "Hours a week of the certificate, added over its months"),
    "certificate_simple": _fact(MONEY, "Simple pécule de l'attestation", "Enkel vakantiegeld van het attest", "Einfaches Urlaubsgeld der Bescheinigung", "Simple holiday pay of the certificate"),
    "certificate_double": _fact(MONEY, "Double pécule de l'attestation", "Dubbel vakantiegeld van het attest", "Doppeltes Urlaubsgeld der Bescheinigung", "Double holiday pay of the certificate"),
    "certificate_days": _fact(QUANTITY, "Jours de l'attestation", "Dagen van het attest", "Tage der Bescheinigung", "Days of the certificate"),
    "certificate_days_before": _fact(QUANTITY, "Jours de l'attestation déjà pris", "Reeds opgenomen dagen van het attest", "Bereits genommene Tage der Bescheinigung", "Days of the certificate taken before"),
    "certificate_pay": _fact(MONEY, "Rémunération, chez cet employeur, des jours de l'attestation", "Loon bij deze werkgever voor de dagen van het attest", "Lohn bei diesem Arbeitgeber für die Tage der Bescheinigung", "Pay by this employer of the days of the certificate"),
    "imputed_before": _fact(MONEY, "Simple pécule déjà imputé cette année", "Dit jaar reeds aangerekend enkel vakantiegeld", "Dieses Jahr bereits angerechnetes einfaches Urlaubsgeld", "Simple holiday pay imputed this year"),
    "settlement_pay": _fact(MONEY, "Net en espèces de la paie du règlement", "Nettoloon in geld van de afrekening", "Nettobarlohn der Abrechnung", "Net pay in cash of the settlement's payslip"),
    # leaving, and December
    "gross_this_year": _fact(MONEY, "Rémunération brute de l'année en cours", "Brutoloon van het lopende jaar", "Bruttolohn des laufenden Jahres", "Gross pay of the current year"),
    "gross_last_year": _fact(MONEY, "Rémunération brute de l'exercice", "Brutoloon van het dienstjaar", "Bruttolohn des Dienstjahres", "Gross pay of the year before"),
    "fictive_this_year": _fact(MONEY, "Rémunération fictive des jours assimilés de l'année en cours", "Fictief loon van de gelijkgestelde dagen van het lopende jaar", "Fiktiver Lohn der gleichgestellten Tage des laufenden Jahres", "Fictive pay of the current year's credited days"),
    "fictive_last_year": _fact(MONEY, "Rémunération fictive des jours assimilés de l'exercice", "Fictief loon van de gelijkgestelde dagen van het dienstjaar", "Fiktiver Lohn der gleichgestellten Tage des Dienstjahres", "Fictive pay of last year's credited days"),
    "right_of_year": _fact(QUANTITY, "Jours de vacances de l'année", "Vakantiedagen van het jaar", "Urlaubstage des Jahres", "Holidays of the year"),
    "double_already_paid": _fact(FLAG, "Double pécule de l'année déjà payé", "Dubbel vakantiegeld van het jaar reeds betaald", "Doppeltes Urlaubsgeld des Jahres bereits gezahlt", "Double holiday pay of the year already paid"),
    "simple_paid": _fact(MONEY, "Simple pécule déjà reçu", "Reeds ontvangen enkel vakantiegeld", "Bereits erhaltenes einfaches Urlaubsgeld", "Simple holiday pay received"),
    "double_paid": _fact(MONEY, "Double pécule déjà reçu", "Reeds ontvangen dubbel vakantiegeld", "Bereits erhaltenes doppeltes Urlaubsgeld", "Double holiday pay received"),
    "days_without_double": _fact(QUANTITY, "Jours dont le double pécule n'est pas payé", "Dagen waarvoor het dubbel vakantiegeld niet betaald is", "Tage, deren doppeltes Urlaubsgeld nicht gezahlt ist", "Days whose double holiday pay is not paid"),
    "monthly_pay": FACTS["monthly_pay"],
    "hourly_pay": FACTS["hourly_pay"],
    "credited_hours": _fact(QUANTITY, "Heures assimilées du mois", "Gelijkgestelde uren van de maand", "Gleichgestellte Stunden des Monats", "Credited hours of the month"),
    "month_hours": _fact(QUANTITY, "Heures de l'horaire du mois", "Uren van het uurrooster van de maand", "Stunden des Arbeitsplans im Monat", "Hours of the month's schedule"),
}  # fmt: skip
