"""Premiums paid at long intervals: which are spread over the quarters of their reference period."""

from preste.engine import rule
from preste.law.shapes import PremiumSpreading
from preste.money import Cents, Count, Flag, share


@rule(
    fr="Prime à répartir sur les trimestres",
    nl="Premie te spreiden over de kwartalen",
    de="Prämie auf die Quartale zu verteilen",
    en="Premium to spread over the quarters",
    law="AR du 28 novembre 1969, art. 41; instructions ONSS, trimestre auquel se rapporte la rémunération",
)
def premium_spread(
    year_end_premium: Cents, premium_interval: Count, premium_period_pay: Cents, premium_spreading: PremiumSpreading
) -> Flag:
    """Paid at intervals over six months and more than 20 % of the period's other pay."""
    if year_end_premium == 0:
        return False
    return premium_interval > premium_spreading.months and year_end_premium > share(
        premium_period_pay, premium_spreading.share
    )
