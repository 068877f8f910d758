"""The special social security contribution (CSSS, BBSZ, code 856): provisional each month, settled by quarter.

Read with the wage at 108 % for blue-collar workers, without double holiday pay. Percentages run on the
month's wage for the provision and on the whole quarter's excess for the settlement.
"""

from preste.engine import rule
from preste.law.shapes import SpecialContributionSingleTable, SpecialContributionThreeColumns
from preste.money import Cents, Count, Flag, share

LAW = "Loi du 30 mars 1994 portant des dispositions sociales, art. 106 à 112"


@rule(
    fr="Rémunération du mois (base CSSS)",
    nl="Maandloon (basis BBSZ)",
    de="Monatslohn (SBSS-Basis)",
    en="Wage of the month (CSSS base)",
    law=LAW,
)
def month_base(liable_base: Cents) -> Cents:
    """The month's wage: this contract's, as long as no other is paid for it."""
    return liable_base


@rule(
    fr="CSSS du mois, à titre de provision",
    nl="BBSZ van de maand, voorlopig",
    de="SBSS des Monats, vorläufig",
    en="CSSS of the month, provisional",
    law=LAW,
    until="2022-03-31",
    name="special_contribution_month",
)
def special_contribution_month_single_table(
    month_base: Cents, household_column: Count, special_contribution_single_table: SpecialContributionSingleTable
) -> Cents:
    """One table, with a minimum and a lower maximum where the spouse has an income."""
    if household_column == 1:
        if month_base < special_contribution_single_table.low_bound:
            return 0
        if month_base <= special_contribution_single_table.second_bound:
            low: Cents = share(
                max(0, month_base - special_contribution_single_table.first_bound),
                special_contribution_single_table.first_rate,
            )
            return max(special_contribution_single_table.couple_minimum, low)
        high: Cents = special_contribution_single_table.second_fixed + share(
            month_base - special_contribution_single_table.second_bound, special_contribution_single_table.second_rate
        )
        return min(special_contribution_single_table.couple_maximum, high)
    if month_base <= special_contribution_single_table.first_bound:
        return 0
    if month_base <= special_contribution_single_table.second_bound:
        return share(
            month_base - special_contribution_single_table.first_bound, special_contribution_single_table.first_rate
        )
    if month_base <= special_contribution_single_table.top_bound:
        return special_contribution_single_table.second_fixed + share(
            month_base - special_contribution_single_table.second_bound, special_contribution_single_table.second_rate
        )
    return special_contribution_single_table.maximum


@rule(
    fr="CSSS du mois, à titre de provision",
    nl="BBSZ van de maand, voorlopig",
    de="SBSS des Monats, vorläufig",
    en="CSSS of the month, provisional",
    law=LAW,
    since="2022-04-01",
    name="special_contribution_month",
)
def special_contribution_month_three_columns(
    month_base: Cents, household_column: Count, special_contribution_three_columns: SpecialContributionThreeColumns
) -> Cents:
    """Three columns: alone, spouse with income, spouse without income."""
    if household_column == 0:
        if month_base <= special_contribution_three_columns.first_bound:
            return 0
        if month_base <= special_contribution_three_columns.second_bound:
            return share(
                month_base - special_contribution_three_columns.first_bound,
                special_contribution_three_columns.alone_first_rate,
            )
        if month_base <= special_contribution_three_columns.third_bound:
            return special_contribution_three_columns.alone_second_fixed + share(
                month_base - special_contribution_three_columns.second_bound,
                special_contribution_three_columns.alone_second_rate,
            )
        if month_base <= special_contribution_three_columns.fourth_bound:
            return special_contribution_three_columns.alone_third_fixed + share(
                month_base - special_contribution_three_columns.third_bound,
                special_contribution_three_columns.alone_third_rate,
            )
        if month_base <= special_contribution_three_columns.top_bound:
            return special_contribution_three_columns.alone_fourth_fixed + share(
                month_base - special_contribution_three_columns.fourth_bound,
                special_contribution_three_columns.alone_fourth_rate,
            )
        return special_contribution_three_columns.maximum
    if household_column == 1 and month_base < special_contribution_three_columns.low_bound:
        return 0
    if month_base <= special_contribution_three_columns.second_bound:
        excess: Cents = share(
            max(0, month_base - special_contribution_three_columns.first_bound),
            special_contribution_three_columns.couple_first_rate,
        )
        if household_column == 1:
            return max(special_contribution_three_columns.earning_minimum, excess)
        return excess
    high: Cents = special_contribution_three_columns.couple_second_fixed + share(
        month_base - special_contribution_three_columns.second_bound,
        special_contribution_three_columns.couple_second_rate,
    )
    if household_column == 1:
        return min(special_contribution_three_columns.earning_maximum, high)
    return min(special_contribution_three_columns.maximum, high)


@rule(
    fr="Rémunération du trimestre (base CSSS)",
    nl="Kwartaalloon (basis BBSZ)",
    de="Quartalslohn (SBSS-Basis)",
    en="Wage of the quarter (CSSS base)",
    law=LAW,
)
def quarter_base(quarter_pay_before: Cents, liable_base: Cents) -> Cents:
    """The wage of the quarter's months so far, this one included."""
    return quarter_pay_before + liable_base


@rule(
    fr="CSSS du trimestre",
    nl="BBSZ van het kwartaal",
    de="SBSS des Quartals",
    en="CSSS of the quarter",
    law=LAW,
    until="2022-03-31",
    name="special_contribution_quarter",
)
def special_contribution_quarter_single_table(
    quarter_base: Cents, household_column: Count, special_contribution_single_table: SpecialContributionSingleTable
) -> Cents:
    """The same table on the quarter's bounds."""
    if household_column == 1:
        if quarter_base < special_contribution_single_table.quarter_low_bound:
            return 0
        if quarter_base <= special_contribution_single_table.quarter_second_bound:
            low: Cents = share(
                max(0, quarter_base - special_contribution_single_table.quarter_first_bound),
                special_contribution_single_table.first_rate,
            )
            return max(special_contribution_single_table.quarter_couple_minimum, low)
        high: Cents = special_contribution_single_table.quarter_second_fixed + share(
            quarter_base - special_contribution_single_table.quarter_second_bound,
            special_contribution_single_table.second_rate,
        )
        return min(special_contribution_single_table.quarter_couple_maximum, high)
    if quarter_base <= special_contribution_single_table.quarter_first_bound:
        return 0
    if quarter_base <= special_contribution_single_table.quarter_second_bound:
        return share(
            quarter_base - special_contribution_single_table.quarter_first_bound,
            special_contribution_single_table.first_rate,
        )
    if quarter_base <= special_contribution_single_table.quarter_top_bound:
        return special_contribution_single_table.quarter_second_fixed + share(
            quarter_base - special_contribution_single_table.quarter_second_bound,
            special_contribution_single_table.second_rate,
        )
    return special_contribution_single_table.quarter_maximum


@rule(
    fr="CSSS du trimestre",
    nl="BBSZ van het kwartaal",
    de="SBSS des Quartals",
    en="CSSS of the quarter",
    law=LAW,
    since="2022-04-01",
    name="special_contribution_quarter",
)
def special_contribution_quarter_three_columns(
    quarter_base: Cents, household_column: Count, special_contribution_three_columns: SpecialContributionThreeColumns
) -> Cents:
    """The three columns on the quarter's bounds; the percentage runs on the whole quarterly excess."""
    if household_column == 0:
        if quarter_base <= special_contribution_three_columns.quarter_first_bound:
            return 0
        if quarter_base <= special_contribution_three_columns.quarter_second_bound:
            return share(
                quarter_base - special_contribution_three_columns.quarter_first_bound,
                special_contribution_three_columns.alone_first_rate,
            )
        if quarter_base <= special_contribution_three_columns.quarter_third_bound:
            return special_contribution_three_columns.quarter_alone_second_fixed + share(
                quarter_base - special_contribution_three_columns.quarter_second_bound,
                special_contribution_three_columns.alone_second_rate,
            )
        if quarter_base <= special_contribution_three_columns.quarter_fourth_bound:
            return special_contribution_three_columns.quarter_alone_third_fixed + share(
                quarter_base - special_contribution_three_columns.quarter_third_bound,
                special_contribution_three_columns.alone_third_rate,
            )
        if quarter_base <= special_contribution_three_columns.quarter_top_bound:
            return special_contribution_three_columns.quarter_alone_fourth_fixed + share(
                quarter_base - special_contribution_three_columns.quarter_fourth_bound,
                special_contribution_three_columns.alone_fourth_rate,
            )
        return special_contribution_three_columns.quarter_maximum
    if household_column == 1 and quarter_base < special_contribution_three_columns.quarter_low_bound:
        return 0
    if quarter_base <= special_contribution_three_columns.quarter_second_bound:
        excess: Cents = share(
            max(0, quarter_base - special_contribution_three_columns.quarter_first_bound),
            special_contribution_three_columns.couple_first_rate,
        )
        if household_column == 1:
            return max(special_contribution_three_columns.quarter_earning_minimum, excess)
        return excess
    high: Cents = special_contribution_three_columns.quarter_couple_second_fixed + share(
        quarter_base - special_contribution_three_columns.quarter_second_bound,
        special_contribution_three_columns.couple_second_rate,
    )
    if household_column == 1:
        return min(special_contribution_three_columns.quarter_earning_maximum, high)
    return min(special_contribution_three_columns.quarter_maximum, high)


@rule(
    fr="Cotisation spéciale de sécurité sociale",
    nl="Bijzondere bijdrage voor de sociale zekerheid",
    law=LAW,
    de="Sonderbeitrag zur sozialen Sicherheit",
    en="Special social security contribution",
)
def special_contribution(
    special_contribution_month: Cents,
    settles_quarter: Flag,
    special_contribution_quarter: Cents,
    special_contribution_before: Cents,
) -> Cents:
    """The month's provision; with the quarter's last pay, what the quarter owes less what was withheld."""
    if settles_quarter:
        return special_contribution_quarter - special_contribution_before
    return special_contribution_month
