"""Contribution 812: what the employer owes to the closure fund on severance pay, above a yearly wage."""

from preste.engine import rule
from preste.law.shapes import Outplacement, SeveranceContribution, SeveranceContributionWage
from preste.money import Cents, Count, Flag, Hundredths, Percent, at, half_up, per, row, share

LAW = "Loi du 29 juin 1981, modifiée par les lois du 26 décembre 2013 et du 28 novembre 2022"
WAGE_LAW = "AR du 9 mars 2014"


@rule(
    fr="Rémunération du dernier trimestre",
    nl="Loon van het laatste kwartaal",
    de="Lohn des letzten Quartals",
    en="Pay of the last quarter",
    law=WAGE_LAW,
)
def severance_quarter_pay(quarter_pay: Cents, holiday_fund_pays: Flag, manual_base: Percent) -> Cents:
    """Raised by the law's percentage when a fund pays the worker's holidays."""
    if holiday_fund_pays:
        return share(quarter_pay, manual_base)
    return quarter_pay


@rule(
    fr="Salaire annuel (cotisation 812)",
    nl="Jaarloon (bijdrage 812)",
    de="Jahreslohn (Beitrag 812)",
    en="Yearly wage (contribution 812)",
    law=WAGE_LAW,
)
def severance_annual_wage(
    severance_quarter_pay: Cents,
    quarter_days: Hundredths,
    quarter_hours: Hundredths,
    weekly_hours_reference: Hundredths,
    severance_contribution_wage: SeveranceContributionWage,
) -> Cents:
    """The pay of a day, or for a part-timer of an hour raised to full time, over the law's days of a year."""
    if quarter_hours > 0:
        return half_up(
            severance_quarter_pay * weekly_hours_reference * severance_contribution_wage.year_days,
            quarter_hours * severance_contribution_wage.week_days,
        )
    return per(severance_quarter_pay * severance_contribution_wage.year_days, quarter_days)


@rule(
    fr="Base de la cotisation 812",
    nl="Basis van bijdrage 812",
    de="Grundlage des Beitrags 812",
    en="Base of contribution 812",
    law=LAW,
)
def severance_contribution_base(
    severance_amount: Cents,
    severance_part_2: Cents,
    severance_weekly: Cents,
    severance_weeks: Hundredths,
    outplacement_right: Flag,
    outplacement: Outplacement,
) -> Cents:
    """What would be due to a worker who had entered service after 2013: the weeks, not the months of part 1."""
    if outplacement_right and severance_weeks >= outplacement.from_weeks:
        return min(severance_amount, severance_part_2 - severance_weekly * outplacement.deducted)
    return min(severance_amount, severance_part_2)


@rule(
    fr="812 Cotisation spéciale sur l'indemnité de rupture",
    nl="812 Bijzondere bijdrage op de opzeggingsvergoeding",
    de="812 Sonderbeitrag auf die Entlassungsentschädigung",
    en="812 Special contribution on severance pay",
    law=LAW,
)
def employer_812(
    severance_contribution_base: Cents, severance_annual_wage: Cents, severance_contribution: SeveranceContribution
) -> Cents:
    """The rate of the yearly wage; a rate holds from its bound on, nothing is due below the first."""
    band: Count = row(severance_contribution.bounds, severance_annual_wage + 1)
    if band == 0:
        return 0
    return share(severance_contribution_base, at(severance_contribution.rates, band - 1))
