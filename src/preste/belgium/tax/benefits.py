"""Benefits in kind that are taxed but not liable to ONSS: the company car, and those given as amounts."""

from preste.engine import PAID, rule
from preste.law.shapes import CarBenefit
from preste.money import Cents, Count, Percent, at, prorata, share

LAW = "CIR 92, art. 36, § 2; AR/CIR 92, art. 18, § 3, 9°"


@rule(fr="Avantage annuel de la voiture", nl="Jaarlijks voordeel van de wagen", de="Jährlicher Vorteil des Wagens",
      en="Yearly benefit of the car", law=LAW, clock=PAID)  # fmt: skip
def car_benefit_year(
    car_value: Cents, car_age_years: Count, car_fuel: Count, car_co2: Count, car_benefit: CarBenefit
) -> Cents:
    """Catalogue value less age, times six sevenths, times the CO2 percentage; at least the year's minimum."""
    if car_value == 0:
        return 0
    aged: Cents = share(car_value, at(car_benefit.age_percents, car_age_years))
    if car_fuel == 0:
        least: Cents = prorata(
            aged * car_benefit.minimum_percent, car_benefit.fraction_numerator, car_benefit.fraction_denominator * 10_000
        )
        return max(car_benefit.minimum, least)
    if car_fuel == 2:
        grams: Count = car_co2 - car_benefit.reference_diesel
        diesel: Percent = car_benefit.base_percent + grams * car_benefit.step_percent
        kept: Percent = min(car_benefit.maximum_percent, max(car_benefit.minimum_percent, diesel))
        year: Cents = prorata(aged * kept, car_benefit.fraction_numerator, car_benefit.fraction_denominator * 10_000)
        return max(car_benefit.minimum, year)
    over: Count = car_co2 - car_benefit.reference_petrol
    petrol: Percent = car_benefit.base_percent + over * car_benefit.step_percent
    rate: Percent = min(car_benefit.maximum_percent, max(car_benefit.minimum_percent, petrol))
    full: Cents = prorata(aged * rate, car_benefit.fraction_numerator, car_benefit.fraction_denominator * 10_000)
    return max(car_benefit.minimum, full)


@rule(fr="Avantage voiture du mois", nl="Voordeel wagen van de maand", de="Vorteil Wagen des Monats",
      en="Car benefit of the month", law=LAW, clock=PAID)  # fmt: skip
def car_benefit_month(car_benefit_year: Cents, car_days: Count, year_days: Count, car_own_part: Cents) -> Cents:
    """The yearly benefit for the days the car was available, less what the worker pays for it."""
    if car_benefit_year == 0:
        return 0
    return max(0, prorata(car_benefit_year, car_days, year_days) - car_own_part)


@rule(fr="Avantages imposables", nl="Belastbare voordelen", de="Steuerpflichtige Vorteile", en="Taxable benefits",
      law="CIR 92, art. 31, al. 2, 2°", clock=PAID)  # fmt: skip
def taxable_benefits(benefits_in_kind: Cents, car_benefit_month: Cents, commuting_taxable: Cents) -> Cents:
    """Benefits in kind, the company car, and commuting allowances beyond the exemption."""
    return benefits_in_kind + car_benefit_month + commuting_taxable
