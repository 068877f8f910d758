"""The employers' compensation of the first half of 2023 (réduction compétitivité)."""

from preste.engine import rule
from preste.money import Cents, Percent, share


@rule(
    fr="Réduction compétitivité de l'employeur",
    nl="Vermindering concurrentievermogen van de werkgever",
    de="Ermäßigung Wettbewerbsfähigkeit des Arbeitgebers",
    en="Competitiveness reduction of the employer",
    law="Loi-programme du 26 décembre 2022, art. 131-136",
)
def competitiveness_reduction(net_basic_contributions: Cents, employer_compensation: Percent) -> Cents:
    """A share of all workers' basic contributions and wage moderation, less the employer's reductions."""
    return share(max(0, net_basic_contributions), employer_compensation)
