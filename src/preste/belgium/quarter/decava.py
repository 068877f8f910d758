"""Contributions on complementary indemnities (Decava): unemployment with company allowance, codes 879 and 883.

The employer's part is a percentage of the complement, by the age at its beginning, with a minimum by month. The
worker's retention is a percentage of allowance and complement together, and never brings them below a floor.
"""

from preste.engine import rule
from preste.law.shapes import DecavaContribution, DecavaFloor
from preste.money import Cents, Count, Flag, Percent, at, row, share

LAW = "Loi du 27 décembre 2006, titre XI, chapitre VI; AR du 29 mars 2010"


@rule(
    fr="Cotisation patronale du mois sur l'indemnité complémentaire",
    nl="Werkgeversbijdrage van de maand op de aanvullende vergoeding",
    de="Arbeitgeberbeitrag des Monats auf die Zusatzentschädigung",
    en="Employer's contribution of the month on the complementary indemnity",
    law=LAW,
)
def decava_employer_month(complement: Cents, decava_age: Count, decava_contribution: DecavaContribution) -> Cents:
    """By the age at the beginning; at least the minimum of that age, where there is one."""
    if complement == 0:
        return 0
    band: Count = row(decava_contribution.ages, decava_age)
    return max(at(decava_contribution.minimums, band), share(complement, at(decava_contribution.rates, band)))


@rule(
    fr="Seuil de la retenue",
    nl="Drempel van de inhouding",
    de="Schwelle der Einbehaltung",
    en="Floor of the retention",
    law=LAW,
)
def decava_floor_month(with_family: Flag, half_time: Flag, decava_floor: DecavaFloor) -> Cents:
    """What allowance and complement keep at least, by family and by working time."""
    if half_time:
        if with_family:
            return decava_floor.half_with_family
        return decava_floor.half_without_family
    if with_family:
        return decava_floor.full_with_family
    return decava_floor.full_without_family


@rule(
    fr="Retenue du mois sur l'allocation et l'indemnité",
    nl="Inhouding van de maand op uitkering en vergoeding",
    de="Einbehaltung des Monats auf Leistung und Entschädigung",
    en="Retention of the month on allowance and indemnity",
    law=LAW,
)
def decava_retention_month(
    complement: Cents, allowance: Cents, decava_floor_month: Cents, decava_retention: Percent
) -> Cents:
    """A percentage of both, within what lies above the floor and within the complement it is taken from."""
    together: Cents = complement + allowance
    return min(complement, share(together, decava_retention), max(0, together - decava_floor_month))


@rule(
    fr="Cotisation patronale du trimestre",
    nl="Werkgeversbijdrage van het kwartaal",
    de="Arbeitgeberbeitrag des Quartals",
    en="Employer's contribution of the quarter",
    law=LAW,
)
def decava_employer(decava_employer_month: Cents, complement_months: Count) -> Cents:
    """For the months for which the complement is owed."""
    return decava_employer_month * complement_months


@rule(
    fr="Retenue du trimestre",
    nl="Inhouding van het kwartaal",
    de="Einbehaltung des Quartals",
    en="Retention of the quarter",
    law=LAW,
)
def decava_retained(decava_retention_month: Cents, complement_months: Count) -> Cents:
    """For the months for which the complement is owed."""
    return decava_retention_month * complement_months
