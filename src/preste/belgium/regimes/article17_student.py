"""A student's article 17 beyond its limits: those hours are taken from the student quota, the others stay free.

The pay of the month is parted by hours. Of the hours beyond the limits, those that the student quota still covers owe
the solidarity contribution; what exceeds the quota too is ordinary.
"""

from preste.engine import PAID, rule
from preste.money import Cents, Flag, Hundredths, Percent, prorata, share

LAW = "AR du 28 novembre 1969, art. 17 et 17bis"
WHY = "hours within the limits of article 17 are outside the ONSS, those beyond them are student hours"


@rule(
    fr="Rémunération dans les limites de l'article 17",
    nl="Loon binnen de grenzen van artikel 17",
    de="Lohn in den Grenzen von Artikel 17",
    en="Pay within the limits of article 17",
    law=LAW,
)
def article17_part(ordinary_gross: Cents, hours_within_limits: Hundredths, student_hours: Hundredths) -> Cents:
    """The part of the pay that the hours within the limits are."""
    if student_hours == 0:
        return ordinary_gross
    return prorata(ordinary_gross, hours_within_limits, hours_within_limits + student_hours)


@rule(
    fr="Rémunération étudiante dans le contingent",
    nl="Studentenloon binnen het contingent",
    de="Studentenlohn im Kontingent",
    en="Student pay within the quota",
    law=LAW,
    why=WHY,
)
def student_part(
    ordinary_gross: Cents, article17_part: Cents, student_hours: Hundredths, student_hours_within: Hundredths
) -> Cents:
    """Of the pay beyond the limits, the part that the year's student quota covers."""
    if student_hours == 0:
        return 0
    return prorata(ordinary_gross - article17_part, student_hours_within, student_hours)


@rule(
    fr="Base des cotisations ordinaires",
    nl="Basis van de gewone bijdragen",
    de="Grundlage der ordentlichen Beiträge",
    en="Base of the ordinary contributions",
    law=LAW,
    why=WHY,
)
def contribution_base(
    ordinary_gross: Cents, article17_part: Cents, student_part: Cents, manual: Flag, manual_base: Percent
) -> Cents:
    """Pay beyond both; 108 % of it, to the cent, for a blue-collar worker."""
    if manual:
        return share(ordinary_gross - article17_part - student_part, manual_base)
    return ordinary_gross - article17_part - student_part


@rule(
    fr="Salaire pris en compte pour le bonus",
    nl="Loon voor de werkbonus",
    de="Lohn für den Bonus",
    en="Wage taken for the work bonus",
    law=LAW,
    why=WHY,
)
def bonus_wage(ordinary_gross: Cents, article17_part: Cents, student_part: Cents) -> Cents:
    """Pay beyond both."""
    return ordinary_gross - article17_part - student_part


@rule(
    fr="Jours pris en compte pour le bonus",
    nl="Dagen voor de werkbonus",
    de="Tage für den Bonus",
    en="Days taken for the work bonus",
    law=LAW,
    why=WHY,
)
def bonus_days(
    days_paid: Hundredths, hours_within_limits: Hundredths, student_hours: Hundredths, student_hours_within: Hundredths
) -> Hundredths:
    """The share of the days paid that lies beyond both."""
    if student_hours == 0:
        return 0
    return prorata(days_paid, student_hours - student_hours_within, hours_within_limits + student_hours)


@rule(
    fr="Heures prises en compte pour le bonus",
    nl="Uren voor de werkbonus",
    de="Stunden für den Bonus",
    en="Hours taken for the work bonus",
    law=LAW,
    why=WHY,
)
def bonus_hours(student_hours: Hundredths, student_hours_within: Hundredths) -> Hundredths:
    """The hours beyond both."""
    return student_hours - student_hours_within


@rule(
    fr="Imposable ordinaire du mois",
    nl="Gewoon belastbaar loon van de maand",
    de="Ordentlicher steuerpflichtiger Lohn",
    en="Ordinary taxable pay of the month",
    law="CIR 92, art. 23, 30 et 90; circulaire 2023/C/46",
    clock=PAID,
    why=WHY,
)
def ordinary_taxable(
    ordinary_gross: Cents,
    article17_part: Cents,
    student_part: Cents,
    ordinary_contribution: Cents,
    contribution_reductions: Cents,
    taxable_benefits: Cents,
) -> Cents:
    """Pay beyond both after contributions, and benefits."""
    after: Cents = ordinary_gross - article17_part - student_part - ordinary_contribution + contribution_reductions
    return after + taxable_benefits
