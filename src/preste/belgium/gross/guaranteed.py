"""Guaranteed pay without ONSS: the second week of an incapacity, and the supplement to the mutual fund.

Blue-collar workers, and white-collar workers engaged for less than three months, have it after the first seven
calendar days. It is taxed as ordinary pay, owes no contribution, and is in none of the ONSS's bases or day counts.
"""

from preste.engine import rule
from preste.law.shapes import AmiCeiling, GuaranteedPayBlueCollar, GuaranteedPayShortWhiteCollar
from preste.money import Cents, Flag, Hundredths, half_up, share

LAW = "Loi du 3 juillet 1978, art. 52 et 71; CCT n° 12bis et 13bis du 26 février 1979"


@rule(
    fr="Salaire garanti de la 2e semaine",
    nl="Gewaarborgd loon van de 2e week",
    de="Garantielohn der 2. Woche",
    en="Guaranteed pay of the second week",
    law=LAW,
)
def second_week_pay(
    second_week_wage: Cents,
    blue_collar: Flag,
    guaranteed_pay_blue_collar: GuaranteedPayBlueCollar,
    guaranteed_pay_short_white_collar: GuaranteedPayShortWhiteCollar,
) -> Cents:
    """A share of the normal pay of calendar days 8 to 14."""
    if blue_collar:
        return share(second_week_wage, guaranteed_pay_blue_collar.second_week)
    return share(second_week_wage, guaranteed_pay_short_white_collar.second_week)


@rule(
    fr="Part de la rémunération normale sous le plafond de l'assurance indemnités",
    nl="Deel van het normale loon onder het plafond van de uitkeringsverzekering",
    de="Teil des normalen Lohns unter dem Höchstbetrag der Entschädigungsversicherung",
    en="Part of the normal pay below the ceiling of the sickness insurance",
    law=LAW,
)
def supplement_below_ceiling(
    supplement_wage: Cents, sick_supplement_hours: Hundredths, hours_week: Hundredths, ami_ceiling: AmiCeiling
) -> Cents:
    """The ceiling of a week is six times that of a day; the days' part of it is that of their scheduled hours."""
    if supplement_wage == 0:
        return supplement_wage
    if hours_week == 0:
        return supplement_wage
    week: Cents = half_up(ami_ceiling.value * ami_ceiling.week_days * sick_supplement_hours, 100 * hours_week)
    return min(supplement_wage, week)


@rule(
    fr="Complément à l'indemnité de la mutuelle",
    nl="Aanvulling op de uitkering van het ziekenfonds",
    de="Zuschlag zum Krankengeld der Krankenkasse",
    en="Supplement to the mutual fund's allowance",
    law=LAW,
)
def supplement_pay(
    supplement_wage: Cents,
    supplement_below_ceiling: Cents,
    blue_collar: Flag,
    guaranteed_pay_blue_collar: GuaranteedPayBlueCollar,
    guaranteed_pay_short_white_collar: GuaranteedPayShortWhiteCollar,
) -> Cents:
    """Calendar days 15 to 30: a small share of normal pay up to the ceiling, a larger one of what exceeds it."""
    above: Cents = supplement_wage - supplement_below_ceiling
    if blue_collar:
        return share(supplement_below_ceiling, guaranteed_pay_blue_collar.below_ceiling) + share(
            above, guaranteed_pay_blue_collar.above_ceiling
        )
    return share(supplement_below_ceiling, guaranteed_pay_short_white_collar.below_ceiling) + share(
        above, guaranteed_pay_short_white_collar.above_ceiling
    )


@rule(
    fr="Salaire garanti sans ONSS",
    nl="Gewaarborgd loon zonder RSZ",
    de="Garantielohn ohne LSS",
    en="Guaranteed pay without ONSS",
    law="Loi du 27 juin 1969, art. 14; CIR 92, art. 31",
)
def pay_without_onss(second_week_pay: Cents, supplement_pay: Cents) -> Cents:
    """Pay that owes no contribution and is taxed as ordinary pay."""
    return second_week_pay + supplement_pay
