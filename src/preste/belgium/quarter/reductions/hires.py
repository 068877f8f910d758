"""The amount of a second to sixth worker's right in one of its quarters, by the law of the day it was opened."""

from preste.engine import rule
from preste.law.shapes import FirstHireNext
from preste.money import Cents, Count, at, row


@rule(
    fr="Montant du trimestre du droit (premiers engagements)",
    nl="Bedrag van het kwartaal van het recht (eerste aanwervingen)",
    de="Betrag des Quartals des Rechts (Ersteinstellungen)",
    en="Amount of the right's quarter (first hires)",
    law="Loi-programme (I) du 24 décembre 2002, art. 342-345",
)
def first_hire_amount(right_quarter: Count, first_hire_next: FirstHireNext) -> Cents:
    """The amount of the period that the quarter lies in; nothing after the last."""
    if right_quarter > first_hire_next.quarters:
        return 0
    return at(first_hire_next.amounts, row(first_hire_next.until, right_quarter))
