"""The exceptional eco-vouchers of the joint committee 329.02 in 2022: two decimals of the fraction, not rounded."""

from preste.engine import rule
from preste.law.shapes import EcoGrant
from preste.money import Cents, Hundredths, Percent, down, share_prorata

LAW = "CCT du 19 décembre 2022 (n° 177756/CO/329.02)"
WHY = "the collective agreement has its own amount and its own fraction"


@rule(
    fr="Éco-chèques d'une période complète",
    nl="Ecocheques van een volledige periode",
    de="Öko-Schecks eines vollen Zeitraums",
    en="Eco-vouchers of a whole period",
    law=LAW,
    why=WHY,
)
def eco_full(eco_grant: EcoGrant) -> Cents:
    """The grant of a full-timer."""
    return eco_grant.maximum


@rule(
    fr="Fraction du régime de travail",
    nl="Breuk van de arbeidsregeling",
    de="Bruchteil der Arbeitsregelung",
    en="Fraction of the working time",
    law=LAW,
)
def eco_fraction(eco_hours: Hundredths, eco_hours_full: Hundredths) -> Hundredths:
    """Weekly hours over those of full time, two decimals, the rest cut off."""
    if eco_hours_full == 0:
        return 0
    return min(100, down(eco_hours * 100, eco_hours_full))


@rule(
    fr="Éco-chèques dus",
    nl="Verschuldigde ecocheques",
    de="Geschuldete Öko-Schecks",
    en="Eco-vouchers due",
    law=LAW,
    why=WHY,
)
def eco_due(eco_full: Cents, eco_fraction: Hundredths, eco_allocation: Percent) -> Cents:
    """The grant times the fraction of working time and the rate of allocation."""
    return share_prorata(eco_full, eco_allocation, eco_fraction, 100)
