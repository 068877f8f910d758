"""Garnishment of replacement income alone (allocations de remplacement): other shares of the same bands."""

from preste.engine import PAID, rule
from preste.law.shapes import Garnishment, GarnishmentRates
from preste.money import Cents, at, share


@rule(
    fr="Partie saisissable selon les tranches",
    nl="Beslagbaar deel volgens de schijven",
    de="Pfändbarer Teil nach den Stufen",
    en="Seizable part by bands",
    law="Code judiciaire, art. 1409, § 1erbis, et 1410, § 1er",
    clock=PAID,
    why="replacement income alone has shares of its own",
)
def seizable_by_bands(garnishable_month: Cents, garnishment: Garnishment, garnishment_rates: GarnishmentRates) -> Cents:
    """A share of each band above the first; all that exceeds the last bound."""
    second_band: Cents = share(
        max(0, min(garnishable_month, at(garnishment.bounds, 1)) - at(garnishment.bounds, 0)),
        at(garnishment_rates.replacement_income, 1),
    )
    third_band: Cents = share(
        max(0, min(garnishable_month, at(garnishment.bounds, 2)) - at(garnishment.bounds, 1)),
        at(garnishment_rates.replacement_income, 2),
    )
    fourth_band: Cents = share(
        max(0, min(garnishable_month, at(garnishment.bounds, 3)) - at(garnishment.bounds, 2)),
        at(garnishment_rates.replacement_income, 3),
    )
    last_band: Cents = share(
        max(0, garnishable_month - at(garnishment.bounds, 3)), at(garnishment_rates.replacement_income, 4)
    )
    return second_band + third_band + fourth_band + last_band
