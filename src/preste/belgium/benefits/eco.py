"""Eco-vouchers of a reference period, in proportion to the hours paid or credited (CCT n° 98)."""

from preste.engine import rule
from preste.law.shapes import EcoVoucher
from preste.money import Cents, Hundredths, prorata

LAW = "CCT n° 98 du 20 février 2009, art. 6; AR du 28 novembre 1969, art. 19quater"


@rule(
    fr="Éco-chèques d'une période complète",
    nl="Ecocheques van een volledige periode",
    de="Öko-Schecks eines vollen Zeitraums",
    en="Eco-vouchers of a whole period",
    law=LAW,
)
def eco_full(eco_agreed: Cents, eco_voucher: EcoVoucher) -> Cents:
    """What was agreed, within the maximum that is free of contributions and tax; that maximum when nothing is given."""
    if eco_agreed == 0:
        return eco_voucher.maximum
    return min(eco_agreed, eco_voucher.maximum)


@rule(
    fr="Éco-chèques dus",
    nl="Verschuldigde ecocheques",
    de="Geschuldete Öko-Schecks",
    en="Eco-vouchers due",
    law=LAW,
)
def eco_due(eco_full: Cents, eco_hours: Hundredths, eco_hours_full: Hundredths) -> Cents:
    """In proportion to the hours paid or credited, over those of a full-timer on the whole period; rounded once."""
    if eco_hours_full == 0:
        return 0
    return min(eco_full, prorata(eco_full, eco_hours, eco_hours_full))
