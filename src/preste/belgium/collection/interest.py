"""Interest on contributions that are paid late."""

from preste.engine import rule
from preste.law.shapes import OnssLate
from preste.money import Cents, Count, share_prorata


@rule(
    fr="Intérêts de retard",
    nl="Verwijlintrest",
    de="Verzugszinsen",
    en="Interest on arrears",
    law="Loi du 27 juin 1969, art. 28; AR du 28 novembre 1969, art. 54",
)
def late_interest(late_principal: Cents, days_late: Count, onss_late: OnssLate, onss_interest_year: Count) -> Cents:
    """Simple interest on the contributions alone, from the day after the term until the day of payment."""
    return share_prorata(late_principal, onss_late.interest, days_late, onss_interest_year)
