"""A year-end premium: fixed parts and a share of October's pay, for the months of the reference period.

Parts are kept in ten-thousandths of a euro, as agreements print them, and rounded once.
"""

from preste.engine import rule
from preste.law.shapes import YearEndScheme
from preste.money import Cents, Count, Hundredths, UnitPrice, half_up, prorata, times

LAW = "CCT sectorielle"


@rule(
    fr="Partie fixe d'un temps plein",
    nl="Vast gedeelte van een voltijdse",
    de="Fester Teil einer Vollzeitkraft",
    en="Fixed part of full time",
    law=LAW,
)
def premium_fixed_full(year_end_scheme: YearEndScheme) -> UnitPrice:
    """The fixed parts of the agreement."""
    return year_end_scheme.fixed_1 + year_end_scheme.fixed_2 + year_end_scheme.fixed_3


@rule(
    fr="Partie fixe",
    nl="Vast gedeelte",
    de="Fester Teil",
    en="Fixed part",
    law=LAW,
)
def premium_fixed(
    premium_fixed_full: UnitPrice, premium_hours: Hundredths, premium_hours_full: Hundredths
) -> UnitPrice:
    """For part time, in proportion to its hours."""
    if premium_hours_full == 0:
        return premium_fixed_full
    return prorata(premium_fixed_full, premium_hours, premium_hours_full)


@rule(
    fr="Partie variable",
    nl="Veranderlijk gedeelte",
    de="Variabler Teil",
    en="Variable part",
    law=LAW,
)
def premium_variable(october_gross: Cents, year_end_scheme: YearEndScheme) -> UnitPrice:
    """A share of the pay of October, taken twelve times, once, or both."""
    return times(october_gross, 12 * year_end_scheme.yearly_rate + year_end_scheme.october_share)


@rule(
    fr="Prime d'une période complète",
    nl="Premie van een volledige periode",
    de="Prämie eines vollen Zeitraums",
    en="Premium of a whole period",
    law=LAW,
)
def premium_of_period(premium_fixed: UnitPrice, premium_variable: UnitPrice) -> UnitPrice:
    """Fixed and variable part."""
    return premium_fixed + premium_variable


@rule(
    fr="Mois de la période de référence",
    nl="Maanden van de referteperiode",
    de="Monate des Bezugszeitraums",
    en="Months of the reference period",
    law=LAW,
)
def premium_period_months(year_end_scheme: YearEndScheme) -> Count:
    """Over which the premium is earned."""
    return year_end_scheme.period_months


@rule(
    fr="Prime de fin d'année due",
    nl="Verschuldigde eindejaarspremie",
    de="Geschuldete Jahresendprämie",
    en="Year-end premium due",
    law=LAW,
)
def premium_due(premium_of_period: UnitPrice, premium_months: Count, premium_period_months: Count) -> Cents:
    """For the months worked or credited out of those of the period, rounded to the cent once."""
    if premium_period_months == 0:
        return 0
    return half_up(premium_of_period * min(premium_months, premium_period_months), 100 * premium_period_months)
