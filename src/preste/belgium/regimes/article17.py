"""Article 17: sport and socio-cultural work within its limits is not liable to ONSS.

Since 2022 the limits are in hours (year and quarter), before that 25 days. The income is miscellaneous
income that the worker declares; no text that makes the employer withhold tax on it was found.
"""

from preste.engine import PAID, rule
from preste.money import Cents

LAW = "AR du 28 novembre 1969, art. 17"


@rule(
    fr="Base des cotisations ordinaires",
    nl="Basis van de gewone bijdragen",
    en="Base of the ordinary contributions",
    de="Grundlage der ordentlichen Beiträge",
    law=LAW,
    why="within its limits the work is outside the ONSS",
)
def contribution_base(ordinary_gross: Cents) -> Cents:
    """Nothing is liable to contributions."""
    return 0


@rule(
    fr="Imposable ordinaire du mois",
    nl="Gewoon belastbaar loon van de maand",
    clock=PAID,
    de="Ordentlicher steuerpflichtiger Lohn",
    en="Ordinary taxable pay of the month",
    law="CIR 92, art. 90; circulaire 2023/C/46",
    why="miscellaneous income, declared by the worker",
)
def ordinary_taxable(taxable_benefits: Cents) -> Cents:
    """Nothing is taxed at source."""
    return taxable_benefits
