"""The structural reduction of the employer's contributions (DmfA code 3000) of one occupation line."""

from preste.engine import rule
from preste.law.shapes import StructuralMultiplier, StructuralReduction
from preste.money import Cents, Flag, Hundredths, Ratio, prorata, share, share_prorata

LAW = "Loi-programme (I) du 24 décembre 2002, art. 331; AR du 16 mai 2003"


@rule(
    fr="Composante bas salaires",
    nl="Lagelonencomponent",
    de="Niedriglohnkomponente",
    en="Low wages",
    law=LAW,
)
def structural_low(reference_quarter_wage: Cents, structural_reduction: StructuralReduction) -> Cents:
    """A part of what the reference wage lacks to the first bound."""
    return share(max(0, structural_reduction.s0 - reference_quarter_wage), structural_reduction.alpha)


@rule(
    fr="Composante très bas salaires",
    nl="Zeerlagelonencomponent",
    de="Niedrigstlohnkomponente",
    en="Very low wages",
    law=LAW,
)
def structural_very_low(reference_quarter_wage: Cents, structural_reduction: StructuralReduction) -> Cents:
    """A part of what the reference wage lacks to the second bound, since April 2022."""
    return share(max(0, structural_reduction.s2 - reference_quarter_wage), structural_reduction.gamma)


@rule(
    fr="Composante hauts salaires",
    nl="Hogelonencomponent",
    de="Hochlohnkomponente",
    en="High wages",
    law=LAW,
)
def structural_high(reduction_wage: Cents, structural_reduction: StructuralReduction) -> Cents:
    """A part of what the wage itself, not brought to a full quarter, exceeds its bound by."""
    return share(max(0, reduction_wage - structural_reduction.s1), structural_reduction.delta)


@rule(
    fr="Réduction structurelle d'un trimestre complet (R)",
    nl="Structurele vermindering van een volledig kwartaal (R)",
    de="Strukturelle Ermäßigung eines vollen Quartals (R)",
    en="Structural reduction of a full quarter (R)",
    law=LAW,
)
def structural_full(
    structural_entitled: Flag,
    wage_factor: Hundredths,
    structural_low: Cents,
    structural_very_low: Cents,
    structural_high: Cents,
    structural_reduction: StructuralReduction,
) -> Cents:
    """The fixed part and the three terms, each rounded; nothing for who is not subject to every branch, and nothing
    where no reference wage can be made."""
    if structural_entitled and wage_factor > 0:
        return structural_reduction.fixed + structural_low + structural_very_low + structural_high
    return 0


@rule(
    fr="Réduction structurelle calculée (Ps)",
    nl="Berekende structurele vermindering (Ps)",
    de="Berechnete strukturelle Ermäßigung (Ps)",
    en="Structural reduction as computed (Ps)",
    law=LAW,
)
def structural_prorated(
    structural_full: Cents,
    performance: Hundredths,
    performance_total: Hundredths,
    half_time_contract: Flag,
    structural_multiplier: StructuralMultiplier,
) -> Cents:
    """R × µ × β, rounded once. β comes from all occupations at the employer: 1 / µ(glob) when they are nearly full
    time, then a number that falls to the fixed one; nothing below the minimum, unless the contract is of half time."""
    all_performance: Ratio = 100 * performance_total
    if all_performance >= structural_multiplier.full:
        return prorata(structural_full, performance, performance_total)
    if all_performance >= structural_multiplier.middle:
        multiplier: Ratio = structural_multiplier.base + share(
            all_performance - structural_multiplier.middle, structural_multiplier.slope
        )
        return share_prorata(structural_full, multiplier, performance, 100)
    if all_performance >= structural_multiplier.minimum or half_time_contract:
        return share_prorata(structural_full, structural_multiplier.base, performance, 100)
    return 0
