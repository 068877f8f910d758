"""The facts that contingents are counted from, with their titles; those of a month's pay have its names."""

from __future__ import annotations

from collections.abc import Mapping

from preste.belgium.facts import FACTS
from preste.engine import Fact
from preste.money import FLAG, MONEY, QUANTITY, Kind


def _fact(kind: Kind, fr: str, nl: str, de: str, en: str) -> Fact:
    return Fact(kind, {"fr": fr, "nl": nl, "de": de, "en": en})


_OF_A_MONTH = (
    "student_hours", "student_hours_used", "student_hours_uncounted", "student_left_out", "flexi_pay_this_year",
    "pensioner",
)  # fmt: skip
CONTINGENT_FACTS: Mapping[str, Fact] = {name: FACTS[name] for name in _OF_A_MONTH} | {
    "a17_hours": _fact(QUANTITY, "Heures d'article 17 du mois", "Uren artikel 17 van de maand", "Stunden nach Artikel 17 des Monats", "Hours of article 17 of the month"),
    "a17_own_year": _fact(QUANTITY, "Autres heures de l'année, dans ce secteur", "Andere uren van het jaar, in deze sector", "Andere Stunden des Jahres in diesem Sektor", "Other hours of the year, in this sector"),
    "a17_own_quarter": _fact(QUANTITY, "Autres heures du trimestre, dans ce secteur", "Andere uren van het kwartaal, in deze sector", "Andere Stunden des Quartals in diesem Sektor", "Other hours of the quarter, in this sector"),
    "a17_both_year": _fact(QUANTITY, "Autres heures de l'année, toutes activités", "Andere uren van het jaar, alle activiteiten", "Andere Stunden des Jahres, alle Tätigkeiten", "Other hours of the year, all activities"),
    "a17_both_quarter": _fact(QUANTITY, "Autres heures du trimestre, toutes activités", "Andere uren van het kwartaal, alle activiteiten", "Andere Stunden des Quartals, alle Tätigkeiten", "Other hours of the quarter, all activities"),
    "a17_student_year": _fact(QUANTITY, "Heures de l'année avant le mois, d'un étudiant", "Uren van het jaar vóór de maand, van een student", "Stunden des Jahres vor dem Monat, eines Studenten", "Hours of the year before the month, of a student"),
    "a17_sport": _fact(FLAG, "Activité sportive", "Sportactiviteit", "Sportliche Tätigkeit", "Sport"),
    "a17_student": _fact(FLAG, "Étudiant sous l'article 17", "Student onder artikel 17", "Student nach Artikel 17", "Student under article 17"),
    "a17_third_quarter": _fact(FLAG, "Troisième trimestre", "Derde kwartaal", "Drittes Quartal", "Third quarter"),
    "flexi_pay": _fact(MONEY, "Flexi-salaire du mois", "Flexiloon van de maand", "Flexi-Lohn des Monats", "Flexi pay of the month"),
}  # fmt: skip
