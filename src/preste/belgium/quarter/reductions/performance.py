"""What an occupation of the quarter is worth of a full one: its wage at full time (S) and its fraction (µ)."""

from preste.engine import rule
from preste.law.shapes import ThirdPartyPremium
from preste.money import Cents, Count, Flag, Hundredths, fraction, share, times

LAW = "AR du 16 mai 2003, art. 2; loi-programme (I) du 24 décembre 2002, art. 326-330"


@rule(
    fr="Masse salariale du trimestre (W)",
    nl="Loonmassa van het kwartaal (W)",
    de="Lohnmasse des Quartals (W)",
    en="Wage of the quarter (W)",
    law=LAW,
)
def reduction_wage(
    occupation_wage: Cents,
    premium_by_third_party: Flag,
    temporary_agency: Flag,
    quarter_number: Count,
    third_party_premium: ThirdPartyPremium,
) -> Cents:
    """The wage declared, raised when somebody else pays the year-end premium: in the fourth quarter, or for a
    temporary work agency in the first."""
    if premium_by_third_party and temporary_agency and quarter_number == 1:
        return occupation_wage + share(occupation_wage, third_party_premium.agency)
    if premium_by_third_party and not temporary_agency and quarter_number == 4:
        return occupation_wage + share(occupation_wage, third_party_premium.ordinary)
    return occupation_wage


@rule(
    fr="Facteur vers un trimestre complet à temps plein",
    nl="Factor naar een volledig voltijds kwartaal",
    de="Faktor zum vollen Vollzeitquartal",
    en="Factor to a full quarter at full time",
    law=LAW,
)
def wage_factor(
    occupation_part_time: Flag,
    paid_days_quarter: Hundredths,
    paid_hours_quarter: Hundredths,
    regime_days_week: Hundredths,
    reference_hours_week: Hundredths,
    quarter_weeks: Count,
) -> Hundredths:
    """13 weeks over the days paid, or over the hours of a part-timer, to two decimals; 0 without any."""
    if occupation_part_time:
        if paid_hours_quarter == 0:
            return 0
        return fraction(quarter_weeks * reference_hours_week, paid_hours_quarter)
    if paid_days_quarter == 0:
        return 0
    return fraction(quarter_weeks * regime_days_week, paid_days_quarter)


@rule(
    fr="Salaire trimestriel de référence (S)",
    nl="Refertekwartaalloon (S)",
    de="Referenzquartalslohn (S)",
    en="Reference wage of the quarter (S)",
    law=LAW,
)
def reference_quarter_wage(reduction_wage: Cents, wage_factor: Hundredths) -> Cents:
    """What the wage would be for a full quarter at full time; the factor is rounded first."""
    return times(reduction_wage, wage_factor)


@rule(
    fr="Fraction de prestations (µ)",
    nl="Prestatiebreuk (µ)",
    de="Leistungsbruch (µ)",
    en="Fraction of performance (µ)",
    law=LAW,
)
def performance(
    occupation_part_time: Flag,
    performed_days: Hundredths,
    performed_hours: Hundredths,
    regime_days_week: Hundredths,
    reference_hours_week: Hundredths,
    quarter_weeks: Count,
) -> Hundredths:
    """The days performed, or the hours of a part-timer, over those of 13 weeks, to two decimals."""
    if occupation_part_time:
        return fraction(performed_hours, quarter_weeks * reference_hours_week)
    return fraction(performed_days, quarter_weeks * regime_days_week)


@rule(
    fr="Contrat d'au moins un mi-temps",
    nl="Contract van minstens halftijds",
    de="Vertrag mit mindestens halber Arbeitszeit",
    en="Contract of half time or more",
    law=LAW,
)
def half_time_contract(occupation_hours_week: Hundredths, reference_hours_week: Hundredths) -> Flag:
    """The hours of the contract are half of full time or more."""
    return 2 * occupation_hours_week >= reference_hours_week
