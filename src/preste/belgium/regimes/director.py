"""Company directors under a contract of employment: their own lump-sum expenses."""

from preste.engine import PAID, rule
from preste.law.shapes import DirectorLumpExpenses
from preste.money import Cents, share


@rule(
    fr="Frais professionnels forfaitaires",
    nl="Forfaitaire beroepskosten",
    de="Pauschale Werbungskosten",
    en="Lump-sum professional expenses",
    law="CIR 92, art. 51; annexe III",
    clock=PAID,
    why="company directors have their own rate and maximum",
)
def expenses(annual_gross: Cents, director_lump_expenses: DirectorLumpExpenses) -> Cents:
    """A director's share of the annual gross, within the director's maximum."""
    return min(share(annual_gross, director_lump_expenses.rate), director_lump_expenses.maximum)
