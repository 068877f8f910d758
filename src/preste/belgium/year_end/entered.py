"""A year-end premium by the numbers that the employer enters, where the law book has none or another rule is agreed."""

from preste.belgium.year_end.premium import LAW
from preste.engine import rule
from preste.money import Cents, Count, Percent, Ratio, UnitPrice, share, times

WHY = "the rule of the employer, as entered"


@rule(
    fr="Partie fixe d'un temps plein",
    nl="Vast gedeelte van een voltijdse",
    de="Fester Teil einer Vollzeitkraft",
    en="Fixed part of full time",
    law=LAW,
    why=WHY,
)
def premium_fixed_full(fixed_entered: UnitPrice, fixed_coefficient: Ratio) -> UnitPrice:
    """The fixed part, times its coefficient of indexation when there is one."""
    if fixed_coefficient == 0:
        return fixed_entered
    return share(fixed_entered, fixed_coefficient)


@rule(
    fr="Partie variable",
    nl="Veranderlijk gedeelte",
    de="Variabler Teil",
    en="Variable part",
    law=LAW,
    why=WHY,
)
def premium_variable(october_gross: Cents, rate_entered: Percent) -> UnitPrice:
    """A share of twelve times the pay of October."""
    return times(12 * october_gross, rate_entered)


@rule(
    fr="Mois de la période de référence",
    nl="Maanden van de referteperiode",
    de="Monate des Bezugszeitraums",
    en="Months of the reference period",
    law=LAW,
    why=WHY,
)
def premium_period_months(period_entered: Count) -> Count:
    """Over which the premium is earned."""
    return period_entered
