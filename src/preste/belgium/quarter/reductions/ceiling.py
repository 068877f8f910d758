"""What may be reduced, and in which order: social Maribel, then the structural reduction, then the target group's."""

from preste.engine import rule
from preste.money import Cents, Flag

LAW = "Loi-programme (I) du 24 décembre 2002, art. 326; AR du 16 mai 2003"


@rule(
    fr="Cotisations réductibles",
    nl="Verminderbare bijdragen",
    de="Ermäßigungsfähige Beiträge",
    en="Contributions that may be reduced",
    law=LAW,
)
def reducible_contributions(basic_and_moderation: Cents, maribel_share: Cents, maribel_not_first: Flag) -> Cents:
    """Basic contribution and wage moderation, less the social Maribel, which is not taken first in sheltered work."""
    if maribel_not_first:
        return max(0, basic_and_moderation)
    return max(0, basic_and_moderation - maribel_share)


@rule(
    fr="3000 Réduction structurelle",
    nl="3000 Structurele vermindering",
    de="3000 Strukturelle Ermäßigung",
    en="3000 Structural reduction",
    law=LAW,
)
def structural_granted(structural_prorated: Cents, reducible_contributions: Cents) -> Cents:
    """The structural reduction, at most what may be reduced."""
    return min(structural_prorated, reducible_contributions)


@rule(
    fr="Réductions de l'occupation",
    nl="Verminderingen van de tewerkstelling",
    de="Ermäßigungen der Beschäftigung",
    en="Reductions of the occupation",
    law=LAW,
)
def quarter_reductions(structural_granted: Cents) -> Cents:
    """What is taken off the contributions of the occupation, without a target group."""
    return structural_granted


@rule(
    fr="Cotisations réductibles restantes",
    nl="Overblijvende verminderbare bijdragen",
    de="Verbleibende ermäßigungsfähige Beiträge",
    en="Reducible contributions left",
    law=LAW,
)
def contributions_left(reducible_contributions: Cents, quarter_reductions: Cents) -> Cents:
    """What stays due of the basic contribution and wage moderation."""
    return reducible_contributions - quarter_reductions
