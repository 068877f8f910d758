"""A target-group reduction of one occupation line, at most what the structural reduction leaves."""

from preste.engine import rule
from preste.law.shapes import TargetMultiplier
from preste.money import Cents, Flag, Hundredths, Ratio, prorata, share, share_prorata

LAW = "Loi-programme (I) du 24 décembre 2002, art. 326 et 335-353; AR du 16 mai 2003"


@rule(
    fr="Réduction groupe cible calculée (Pg)",
    nl="Berekende doelgroepvermindering (Pg)",
    de="Berechnete Zielgruppenermäßigung (Pg)",
    en="Target-group reduction as computed (Pg)",
    law=LAW,
)
def target_prorated(
    target_amount: Cents,
    performance: Hundredths,
    performance_total: Hundredths,
    half_time_contract: Flag,
    target_multiplier: TargetMultiplier,
) -> Cents:
    """G × µ × β, rounded once; β as for the structural reduction, from numbers of its own."""
    all_performance: Ratio = 100 * performance_total
    if all_performance >= target_multiplier.full:
        return prorata(target_amount, performance, performance_total)
    if all_performance >= target_multiplier.middle:
        multiplier: Ratio = target_multiplier.base + share(
            all_performance - target_multiplier.middle, target_multiplier.slope
        )
        return share_prorata(target_amount, multiplier, performance, 100)
    if all_performance >= target_multiplier.minimum or half_time_contract:
        return share_prorata(target_amount, target_multiplier.base, performance, 100)
    return 0


@rule(
    fr="Réduction groupe cible",
    nl="Doelgroepvermindering",
    de="Zielgruppenermäßigung",
    en="Target-group reduction",
    law=LAW,
)
def target_granted(target_prorated: Cents, reducible_contributions: Cents, structural_granted: Cents) -> Cents:
    """The target group's reduction is the first to be cut: at most what the structural one leaves."""
    return min(target_prorated, reducible_contributions - structural_granted)


@rule(
    fr="Réductions de l'occupation",
    nl="Verminderingen van de tewerkstelling",
    de="Ermäßigungen der Beschäftigung",
    en="Reductions of the occupation",
    law=LAW,
    why="a target group adds its reduction to the structural one",
)
def quarter_reductions(structural_granted: Cents, target_granted: Cents) -> Cents:
    """What is taken off the contributions of the occupation."""
    return structural_granted + target_granted
