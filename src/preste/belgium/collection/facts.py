"""The facts that the rules of collection read, with their titles."""

from __future__ import annotations

from collections.abc import Mapping

from preste.engine import Fact
from preste.money import COUNT, FLAG, MONEY, Kind


def _fact(kind: Kind, fr: str, nl: str, de: str, en: str) -> Fact:
    return Fact(kind, {"fr": fr, "nl": nl, "de": de, "en": en})


PROVISION_FACTS: Mapping[str, Fact] = {
    "contributions_year_before": _fact(
        MONEY, "Cotisations du même trimestre, un an plus tôt", "Bijdragen van hetzelfde kwartaal, een jaar eerder",
        "Beiträge desselben Quartals, ein Jahr früher", "Contributions of the same quarter, a year before",
    ),
    "contributions_two_before": _fact(
        MONEY, "Cotisations de l'avant-dernier trimestre", "Bijdragen van het voorlaatste kwartaal",
        "Beiträge des vorletzten Quartals", "Contributions of the quarter before last",
    ),
    "without_reference": _fact(
        FLAG, "Aucune cotisation pour l'un de ces trimestres", "Geen bijdragen voor een van die kwartalen",
        "Keine Beiträge für eines dieser Quartale", "No contributions for one of those quarters",
    ),
    "provision_workers": _fact(
        COUNT, "Travailleurs à la fin de l'avant-dernier mois", "Werknemers op het einde van de voorlaatste maand",
        "Arbeitnehmer am Ende des vorletzten Monats", "Workers at the end of the month before last",
    ),
}  # fmt: skip
"""Of a provision."""

COLLECTION_FACTS: Mapping[str, Fact] = {
    **PROVISION_FACTS,
    "unpaid_at_term": _fact(
        MONEY, "Cotisations impayées à l'échéance", "Onbetaalde bijdragen op de vervaldag",
        "Am Fälligkeitstag unbezahlte Beiträge", "Contributions unpaid at the term",
    ),
    "late_principal": _fact(
        MONEY, "Cotisations encore dues", "Nog verschuldigde bijdragen", "Noch geschuldete Beiträge",
        "Contributions still owed",
    ),
    "days_late": _fact(COUNT, "Jours de retard", "Dagen vertraging", "Tage Verzug", "Days late"),
    "declared_contributions": _fact(
        MONEY, "Cotisations déclarées du trimestre", "Aangegeven bijdragen van het kwartaal",
        "Gemeldete Beiträge des Quartals", "Declared contributions of the quarter",
    ),
    "manual_wages_of_year": _fact(
        MONEY, "Rémunérations des ouvriers à 108 %, l'année", "Lonen van arbeiders aan 108 %, het jaar",
        "Löhne der Arbeiter zu 108 %, das Jahr", "Wages of manual workers at 108 %, the year",
    ),
}  # fmt: skip
"""Of any question of collection."""
