"""Taxable pay given as such: to read the withholding tables."""

from preste.engine import PAID, rule
from preste.money import Cents


@rule(
    fr="Imposable ordinaire du mois",
    nl="Gewoon belastbaar loon van de maand",
    clock=PAID,
    de="Ordentlicher steuerpflichtiger Lohn",
    en="Ordinary taxable pay of the month",
    law="AR/CIR 92, annexe III",
    why="the taxable pay is given",
)
def ordinary_taxable(taxable_given: Cents) -> Cents:
    """Taxable pay as given."""
    return taxable_given
