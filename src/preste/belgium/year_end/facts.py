"""The facts that a year-end premium is worked out from, with their titles."""

from __future__ import annotations

from collections.abc import Mapping

from preste.engine import Fact
from preste.money import COUNT, MONEY, PERCENT, QUANTITY, RATE, UNIT_PRICE, Kind


def _fact(kind: Kind, fr: str, nl: str, de: str, en: str) -> Fact:
    return Fact(kind, {"fr": fr, "nl": nl, "de": de, "en": en})


YEAR_END_FACTS: Mapping[str, Fact] = {
    "october_gross": _fact(
        MONEY, "Rémunération brute d'octobre", "Brutoloon van oktober", "Bruttolohn im Oktober", "Gross pay of October"
    ),
    "premium_months": _fact(
        COUNT,
        "Mois prestés ou assimilés de la période de référence",
        "Gewerkte of gelijkgestelde maanden van de referteperiode",
        "Gearbeitete oder gleichgestellte Monate des Bezugszeitraums",
        "Months worked or credited of the reference period",
    ),
    "premium_hours": _fact(
        QUANTITY,
        "Heures par semaine (prime)",
        "Uren per week (premie)",
        "Wochenstunden (Prämie)",
        "Hours a week (premium)",
    ),
    "premium_hours_full": _fact(
        QUANTITY,
        "Heures par semaine d'un temps plein (prime)",
        "Uren per week van een voltijdse (premie)",
        "Wochenstunden einer Vollzeitkraft (Prämie)",
        "Hours a week of full time (premium)",
    ),
    "fixed_entered": _fact(
        UNIT_PRICE, "Partie fixe encodée", "Ingevoerd vast gedeelte", "Eingegebener fester Teil", "Fixed part entered"
    ),
    "fixed_coefficient": _fact(
        RATE, "Coefficient d'indexation", "Indexatiecoëfficiënt", "Indexierungskoeffizient", "Coefficient of indexation"
    ),
    "rate_entered": _fact(PERCENT, "Taux encodé", "Ingevoerd percentage", "Eingegebener Prozentsatz", "Rate entered"),
    "period_entered": _fact(
        COUNT,
        "Mois de la période de référence encodés",
        "Ingevoerde maanden van de referteperiode",
        "Eingegebene Monate des Bezugszeitraums",
        "Months of the reference period entered",
    ),
}
