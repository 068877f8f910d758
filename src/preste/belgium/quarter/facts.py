"""The facts that the rules of a quarter read, with their titles."""

from __future__ import annotations

from collections.abc import Mapping

from preste.belgium.facts import FACTS
from preste.engine import Fact
from preste.money import COUNT, FLAG, MONEY, Kind


def _fact(kind: Kind, fr: str, nl: str, de: str, en: str) -> Fact:
    return Fact(kind, {"fr": fr, "nl": nl, "de": de, "en": en})


LINE_FACTS: Mapping[str, Fact] = {
    "quarter_wage": _fact(
        MONEY, "Rémunération soumise du trimestre", "Onderworpen loon van het kwartaal",
        "Beitragspflichtiger Lohn des Quartals", "Liable pay of the quarter",
    ),
    "base_wage": _fact(
        MONEY, "Rémunération des prestations (code 1)", "Loon voor prestaties (code 1)",
        "Lohn für Leistungen (Code 1)", "Pay for the quarter's work (code 1)",
    ),
    "base_wage_before": _fact(
        MONEY, "Code 1 des autres lignes du travailleur", "Code 1 van de andere lijnen van de werknemer",
        "Code 1 der anderen Zeilen des Arbeitnehmers", "Pay of code 1 on the worker's other lines",
    ),
    "student_wage": _fact(
        MONEY, "Rémunération étudiante du trimestre", "Studentenloon van het kwartaal", "Studentenlohn des Quartals",
        "Student pay of the quarter",
    ),
    "manual": FACTS["manual"],
    "ten_or_more": FACTS["ten_or_more"],
    "twenty_or_more": FACTS["twenty_or_more"],
    "non_commercial": FACTS["non_commercial"],
}  # fmt: skip
"""Of a worker line."""

SPECIAL_FACTS: Mapping[str, Fact] = {
    "liable_base": _fact(
        MONEY, "Bases du trimestre, toutes lignes", "Bases van het kwartaal, alle lijnen",
        "Grundlagen des Quartals, alle Zeilen", "Bases of the quarter, all lines",
    ),
    "quarter_pay_before": FACTS["quarter_pay_before"],
    "household_column": FACTS["household_column"],
}  # fmt: skip
"""Of a worker's special contribution."""

CAR_FACTS: Mapping[str, Fact] = {
    "car_fuel": FACTS["car_fuel"],
    "car_co2": FACTS["car_co2"],
    "car_co2_unknown": FACTS["car_co2_unknown"],
    "car_new_order": FACTS["car_new_order"],
    "car_months": _fact(
        COUNT, "Mois du trimestre avec la voiture", "Maanden van het kwartaal met de wagen",
        "Monate des Quartals mit dem Wagen", "Months of the quarter with the car",
    ),
}  # fmt: skip
"""Of a company car."""

EMPLOYER_FACTS: Mapping[str, Fact] = {
    "quarter_double_holiday_pay": _fact(
        MONEY, "Doubles pécules du trimestre", "Dubbel vakantiegeld van het kwartaal",
        "Doppeltes Urlaubsgeld des Quartals", "Double holiday pay of the quarter",
    ),
    "quarter_departure_double": _fact(
        MONEY, "Pécules de sortie du trimestre, part double", "Vertrekvakantiegeld van het kwartaal, dubbel deel",
        "Urlaubsgeld bei Austritt des Quartals, doppelter Teil", "Departure holiday pay of the quarter, double part",
    ),
    "quarter_pension_premiums": _fact(
        MONEY, "Primes patronales de pension du trimestre", "Werkgeverspremies pensioen van het kwartaal",
        "Arbeitgeberprämien Rente des Quartals", "Employer's pension premiums of the quarter",
    ),
}  # fmt: skip
"""Of all the employer's workers together."""

COMPETITIVENESS_FACTS: Mapping[str, Fact] = {
    "net_basic_contributions": _fact(
        MONEY, "Cotisations patronales de base nettes du trimestre", "Nettobasiswerkgeversbijdragen van het kwartaal",
        "Netto-Grundbeiträge des Arbeitgebers im Quartal", "Net basic employer contributions of the quarter",
    ),
}  # fmt: skip
"""Of all the employer's workers together, in the quarters of the compensation of 2023."""

EVENT_FACTS: Mapping[str, Fact] = {
    "event_base": _fact(
        MONEY, "Montant déclaré du trimestre", "Aangegeven bedrag van het kwartaal", "Gemeldeter Betrag des Quartals",
        "Declared amount of the quarter",
    ),
}  # fmt: skip
"""Of a contribution that only the employer knows of."""

DECAVA_FACTS: Mapping[str, Fact] = {
    "complement": _fact(
        MONEY, "Indemnité complémentaire du mois", "Aanvullende vergoeding van de maand",
        "Zusatzentschädigung des Monats", "Complementary indemnity of the month",
    ),
    "allowance": _fact(
        MONEY, "Allocation sociale du mois", "Sociale uitkering van de maand", "Sozialleistung des Monats",
        "Social allowance of the month",
    ),
    "complement_months": _fact(
        COUNT, "Mois d'indemnité du trimestre", "Maanden vergoeding van het kwartaal",
        "Monate Entschädigung des Quartals", "Months of indemnity of the quarter",
    ),
    "decava_age": _fact(
        COUNT, "Âge au début de l'indemnité", "Leeftijd bij het begin van de vergoeding",
        "Alter bei Beginn der Entschädigung", "Age when the indemnity began",
    ),
    "with_family": _fact(
        FLAG, "Charge de famille", "Gezinslast", "Familienlast", "With dependent family",
    ),
    "half_time": _fact(
        FLAG, "Prestations à mi-temps", "Halftijdse prestaties", "Halbzeitbeschäftigung", "Working half time",
    ),
}  # fmt: skip
"""Of a complementary indemnity."""

QUARTER_FACTS: Mapping[str, Fact] = {
    **LINE_FACTS, **SPECIAL_FACTS, **CAR_FACTS, **EMPLOYER_FACTS, **COMPETITIVENESS_FACTS, **EVENT_FACTS, **DECAVA_FACTS
}  # fmt: skip
