"""The employer's contribution on a company car, code 862: by CO2 and fuel, indexed, with a minimum."""

from preste.engine import rule
from preste.law.shapes import Co2Contribution
from preste.money import Cents, Count, Flag, Index, at, prorata, share_prorata


@rule(
    fr="CO2 retenu pour la cotisation",
    nl="CO2 voor de bijdrage",
    de="CO2 für den Beitrag",
    en="CO2 taken for the contribution",
    law="Loi du 29 juin 1981, art. 38, § 3quater",
)
def car_grams_onss(car_fuel: Count, car_co2: Count, car_co2_unknown: Flag, co2_contribution: Co2Contribution) -> Count:
    """Grams per kilometre; when they are not known, what this law assumes for the fuel."""
    if not car_co2_unknown:
        return car_co2
    if car_fuel == 2:
        return co2_contribution.default_diesel
    return co2_contribution.default_petrol


@rule(
    fr="862 Cotisation CO2 voiture de société",
    nl="862 CO2-bijdrage bedrijfswagen",
    de="862 CO2-Beitrag Firmenwagen",
    en="862 Company car CO2 contribution",
    law="Loi du 29 juin 1981, art. 38, § 3quater",
)
def employer_862(
    car_value: Cents,
    car_fuel: Count,
    car_grams_onss: Count,
    car_new_order: Flag,
    co2_contribution: Co2Contribution,
) -> Cents:
    """By CO2 and fuel (0 electric, 1 petrol, 2 diesel, 3 LPG), indexed, with a minimum.

    Cars ordered since July 2023 have a multiplier and a higher minimum; an electric car owes the minimum.
    """
    if car_value == 0:
        return 0
    year: Cents = co2_contribution.factor * car_grams_onss
    divisor: Index = 12 * co2_contribution.base_index
    if car_fuel == 0:
        if car_new_order:
            return co2_contribution.minimum_new_order
        return co2_contribution.minimum_old_order
    base: Cents = max(0, year - at(co2_contribution.taken_off, car_fuel - 1))
    if car_new_order:
        multiplied: Cents = share_prorata(
            base, co2_contribution.new_order_multiplier, co2_contribution.year_index, divisor
        )
        return max(co2_contribution.minimum_new_order, multiplied)
    return max(co2_contribution.minimum_old_order, prorata(base, co2_contribution.year_index, divisor))
