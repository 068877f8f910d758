"""Fictive pay (rémunération fictive): what credited days would have been paid, for departure holiday pay."""

from preste.engine import rule
from preste.money import Cents, Hundredths, prorata, times


@rule(
    fr="Rémunération fictive des jours assimilés",
    nl="Fictief loon van de gelijkgestelde dagen",
    de="Fiktiver Lohn der gleichgestellten Tage",
    en="Fictive pay of credited days",
    law="AR du 30 mars 1967, art. 43 et 46",
)
def fictive_pay(monthly_pay: Cents, hourly_pay: Cents, credited_hours: Hundredths, month_hours: Hundredths) -> Cents:
    """Their hours by the hour, or their part of the hours of the month's schedule."""
    if hourly_pay > 0:
        return times(hourly_pay, credited_hours)
    if month_hours == 0:
        return 0
    return prorata(monthly_pay, credited_hours, month_hours)
