"""The facts that benefits outside of a month's pay are worked out from, with their titles."""

from __future__ import annotations

from collections.abc import Mapping

from preste.engine import Fact
from preste.money import COUNT, MONEY, PERCENT, QUANTITY, Kind


def _fact(kind: Kind, fr: str, nl: str, de: str, en: str) -> Fact:
    return Fact(kind, {"fr": fr, "nl": nl, "de": de, "en": en})


BENEFIT_FACTS: Mapping[str, Fact] = {
    "eco_agreed": _fact(MONEY, "Éco-chèques convenus pour un temps plein", "Overeengekomen ecocheques voor een voltijdse", "Vereinbarte Öko-Schecks für eine Vollzeitkraft", "Eco-vouchers agreed for full time"),
    "eco_hours": _fact(QUANTITY, "Heures payées ou assimilées de la période", "Betaalde of gelijkgestelde uren van de periode", "Bezahlte oder gleichgestellte Stunden des Zeitraums", "Hours paid or credited of the period"),
    "eco_hours_full": _fact(QUANTITY, "Heures d'un temps plein sur la période entière", "Uren van een voltijdse over de hele periode", "Stunden einer Vollzeitkraft im ganzen Zeitraum", "Hours of a full-timer over the whole period"),
    "eco_allocation": _fact(PERCENT, "Taux d'affectation (cadastre SICE)", "Toewijzingspercentage (SICE-kadaster)", "Zuweisungssatz (SICE-Kataster)", "Rate of allocation (SICE register)"),
    "year_voucher_value": _fact(MONEY, "Valeur d'un titre-repas (budget)", "Waarde van een maaltijdcheque (budget)", "Wert eines Mahlzeitschecks (Budget)", "Value of a meal voucher (budget)"),
    "year_voucher_worker": _fact(MONEY, "Part du travailleur par titre-repas (budget)", "Deel van de werknemer per maaltijdcheque (budget)", "Arbeitnehmeranteil je Mahlzeitscheck (Budget)", "Worker's part of a meal voucher (budget)"),
    "voucher_days_week": _fact(QUANTITY, "Jours prestés par semaine (budget)", "Gewerkte dagen per week (budget)", "Gearbeitete Tage je Woche (Budget)", "Days worked a week (budget)"),
    "voucher_weeks": _fact(COUNT, "Semaines prestées dans l'année (budget)", "In het jaar gewerkte weken (budget)", "Im Jahr gearbeitete Wochen (Budget)", "Weeks worked in the year (budget)"),
    "ticket_price": _fact(MONEY, "Prix payé pour l'abonnement", "Betaalde prijs van het abonnement", "Gezahlter Preis des Abonnements", "Price paid for the ticket"),
}  # fmt: skip
