"""Benefits in kind that are taxed but not liable to ONSS: the company car, and those given as amounts."""

from preste.engine import PAID, rule
from preste.law.shapes import CarBenefit, EnergyBenefits, FlatBenefits
from preste.money import Cents, Count, Flag, Percent, at, half_up, prorata, share, share_prorata

LAW = "CIR 92, art. 36, § 2; AR/CIR 92, art. 18, § 3, 9°"


@rule(
    fr="CO2 retenu pour l'avantage",
    nl="CO2 voor het voordeel",
    de="CO2 für den Vorteil",
    en="CO2 taken for the benefit",
    law=LAW,
    clock=PAID,
)
def car_grams(car_fuel: Count, car_co2: Count, car_co2_unknown: Flag, car_benefit: CarBenefit) -> Count:
    """Grams per kilometre; when they are not known, what the law assumes for the fuel; none for electricity."""
    if car_fuel == 0:
        return 0
    if not car_co2_unknown:
        return car_co2
    if car_fuel == 2:
        return car_benefit.default_co2_diesel
    return car_benefit.default_co2_other


@rule(
    fr="Pourcentage CO2",
    nl="CO2-percentage",
    de="CO2-Prozentsatz",
    en="CO2 percentage",
    law=LAW,
    clock=PAID,
)
def car_percent(car_value: Cents, car_fuel: Count, car_grams: Count, car_benefit: CarBenefit) -> Percent:
    """The base percentage, a step for each gram above or below the fuel's reference, within bounds."""
    if car_value == 0:
        return 0
    if car_fuel == 0:
        return car_benefit.minimum_percent
    if car_fuel == 2:
        diesel: Percent = (
            car_benefit.base_percent + (car_grams - car_benefit.reference_diesel) * car_benefit.step_percent
        )
        return min(car_benefit.maximum_percent, max(car_benefit.minimum_percent, diesel))
    other: Percent = car_benefit.base_percent + (car_grams - car_benefit.reference_petrol) * car_benefit.step_percent
    return min(car_benefit.maximum_percent, max(car_benefit.minimum_percent, other))


@rule(
    fr="Avantage annuel de la voiture",
    nl="Jaarlijks voordeel van de wagen",
    de="Jährlicher Vorteil des Wagens",
    en="Yearly benefit of the car",
    law=LAW,
    clock=PAID,
)
def car_benefit_year(car_value: Cents, car_age_years: Count, car_percent: Percent, car_benefit: CarBenefit) -> Cents:
    """Catalogue value less age, times six sevenths, times the CO2 percentage; at least the year's minimum."""
    if car_value == 0:
        return 0
    aged: Cents = share(car_value, at(car_benefit.age_percents, car_age_years))
    year: Cents = share_prorata(aged, car_percent, car_benefit.fraction_numerator, car_benefit.fraction_denominator)
    return max(car_benefit.minimum, year)


@rule(
    fr="Avantage voiture du mois",
    nl="Voordeel wagen van de maand",
    de="Vorteil Wagen des Monats",
    en="Car benefit of the month",
    law=LAW,
    clock=PAID,
)
def car_benefit_month(car_benefit_year: Cents, car_days: Count, year_days: Count, car_own_part: Cents) -> Cents:
    """The yearly benefit for the days the car was available, less what the worker pays for it."""
    if car_benefit_year == 0:
        return 0
    return max(0, prorata(car_benefit_year, car_days, year_days) - car_own_part)


@rule(
    fr="Avantages forfaitaires",
    nl="Forfaitaire voordelen",
    de="Pauschale Vorteile",
    en="Flat-rate benefits",
    law="AR/CIR 92, art. 18, § 3, 10°",
    clock=PAID,
)
def flat_benefits_month(
    flat_computer: Flag, flat_internet: Flag, flat_phone: Flag, flat_subscription: Flag, flat_benefits: FlatBenefits
) -> Cents:
    """A twelfth of the year's flat values of computer, internet, phone and subscription used privately."""
    return half_up(
        flat_computer * flat_benefits.computer
        + flat_internet * flat_benefits.internet
        + flat_phone * flat_benefits.phone
        + flat_subscription * flat_benefits.phone_subscription,
        12,
    )


@rule(
    fr="Chauffage et électricité",
    nl="Verwarming en elektriciteit",
    de="Heizung und Strom",
    en="Heating and electricity",
    law="AR/CIR 92, art. 18, § 3, 4°",
    clock=PAID,
)
def energy_benefits_month(flat_heating: Flag, flat_electricity: Flag, energy_benefits: EnergyBenefits) -> Cents:
    """A twelfth of the year's flat values, for a worker who is no director."""
    if not flat_heating and not flat_electricity:
        return 0
    return half_up(
        flat_heating * energy_benefits.heating_other + flat_electricity * energy_benefits.electricity_other, 12
    )


@rule(
    fr="Avantages imposables",
    nl="Belastbare voordelen",
    de="Steuerpflichtige Vorteile",
    en="Taxable benefits",
    law="CIR 92, art. 31, al. 2, 2°",
    clock=PAID,
)
def taxable_benefits(
    benefits_in_kind: Cents,
    car_benefit_month: Cents,
    flat_benefits_month: Cents,
    energy_benefits_month: Cents,
    commuting_taxable: Cents,
    bicycle_taxable: Cents,
) -> Cents:
    """Benefits in kind, company car, flat-rate benefits, and commuting allowances beyond their exemptions."""
    kind: Cents = benefits_in_kind + car_benefit_month + flat_benefits_month + energy_benefits_month
    return kind + commuting_taxable + bicycle_taxable
