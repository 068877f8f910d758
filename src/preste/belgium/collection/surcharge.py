"""The surcharge on contributions that are paid late."""

from preste.engine import rule
from preste.law.shapes import OnssLate
from preste.money import Cents, share


@rule(
    fr="Majoration de cotisations",
    nl="Bijdrageopslag",
    de="Beitragszuschlag",
    en="Surcharge on contributions",
    law="Loi du 27 juin 1969, art. 28; AR du 28 novembre 1969, art. 54",
)
def late_surcharge(unpaid_at_term: Cents, onss_late: OnssLate) -> Cents:
    """On what had not come in on the last day of the term."""
    return share(unpaid_at_term, onss_late.surcharge)
