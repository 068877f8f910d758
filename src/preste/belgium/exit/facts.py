"""The facts that the rules of severance read, with their titles."""

from __future__ import annotations

from collections.abc import Mapping

from preste.belgium.facts import FACTS
from preste.engine import Fact
from preste.money import FLAG, MONEY, QUANTITY, Kind


def _fact(kind: Kind, fr: str, nl: str, de: str, en: str) -> Fact:
    return Fact(kind, {"fr": fr, "nl": nl, "de": de, "en": en})


SEVERANCE_FACTS: Mapping[str, Fact] = {
    "monthly_pay": FACTS["monthly_pay"],
    "hourly_pay": FACTS["hourly_pay"],
    "weekly_hours": _fact(QUANTITY, "Heures par semaine", "Uren per week", "Stunden pro Woche", "Hours a week"),
    "yearly_benefits": _fact(
        MONEY, "Avantages d'une année", "Voordelen van een jaar", "Vorteile eines Jahres", "Benefits of a year"
    ),
    "part_1_months": _fact(
        QUANTITY, "Mois de la partie 1 (avant 2014)", "Maanden van deel 1 (voor 2014)", "Monate von Teil 1 (vor 2014)",
        "Months of part 1 (before 2014)",
    ),
    "part_1_days": _fact(
        QUANTITY, "Jours de la partie 1 (ouvrier, avant 2014)", "Dagen van deel 1 (arbeider, voor 2014)",
        "Tage von Teil 1 (Arbeiter, vor 2014)", "Days of part 1 (blue-collar worker, before 2014)",
    ),
    "severance_weeks": _fact(
        QUANTITY, "Semaines d'indemnité", "Weken vergoeding", "Wochen Entschädigung", "Weeks of severance"
    ),
    "outplacement_right": _fact(
        FLAG, "Licenciement qui peut donner droit au reclassement", "Ontslag dat recht op outplacement kan geven",
        "Entlassung, die Recht auf Outplacement geben kann", "Dismissal that may give a right to outplacement",
    ),
    "quarter_pay": _fact(
        MONEY, "Rémunération déclarée du dernier trimestre", "Aangegeven loon van het laatste kwartaal",
        "Gemeldeter Lohn des letzten Quartals", "Declared pay of the last quarter",
    ),
    "quarter_days": _fact(
        QUANTITY, "Jours déclarés du dernier trimestre", "Aangegeven dagen van het laatste kwartaal",
        "Gemeldete Tage des letzten Quartals", "Declared days of the last quarter",
    ),
    "quarter_hours": _fact(
        QUANTITY, "Heures déclarées du dernier trimestre (temps partiel)",
        "Aangegeven uren van het laatste kwartaal (deeltijds)", "Gemeldete Stunden des letzten Quartals (Teilzeit)",
        "Declared hours of the last quarter (part time)",
    ),
    "weekly_hours_reference": _fact(
        QUANTITY, "Heures par semaine d'un temps plein", "Uren per week van een voltijdse", "Wochenstunden in Vollzeit",
        "Hours a week of full time",
    ),
    "holiday_fund_pays": _fact(
        FLAG, "Pécule de vacances payé par une caisse", "Vakantiegeld betaald door een fonds",
        "Urlaubsgeld von einer Kasse gezahlt", "Holiday pay paid by a fund",
    ),
}  # fmt: skip
"""What the rules of severance read."""
