"""Contributions that are declared for the employer as a whole: holiday pay, supplementary pensions; and cars."""

from preste.engine import rule
from preste.law.shapes import Co2Contribution, DepartureHolidayPay, DoubleHolidayPayRetention
from preste.money import Cents, Count, Flag, Index, Percent, at, prorata, share, share_prorata

HOLIDAY_LAW = "Loi du 29 juin 1981, art. 39"
PENSION_LAW = "Loi du 29 juin 1981, art. 38, § 3ter"
CAR_LAW = "Loi du 29 juin 1981, art. 38, § 3quater"


@rule(
    fr="Base de la retenue sur le double pécule",
    nl="Basis van de inhouding op het dubbel vakantiegeld",
    de="Grundlage der Einbehaltung auf das doppelte Urlaubsgeld",
    en="Base of the retention on double holiday pay",
    law=HOLIDAY_LAW,
)
def base_870(
    quarter_double_holiday_pay: Cents,
    quarter_departure_double: Cents,
    double_holiday_pay_retention: DoubleHolidayPayRetention,
    departure_holiday_pay: DepartureHolidayPay,
) -> Cents:
    """Of double holiday pay and of the double part of departure holiday pay, what owes the retention."""
    paid: Cents = prorata(
        quarter_double_holiday_pay,
        double_holiday_pay_retention.base_numerator,
        double_holiday_pay_retention.base_denominator,
    )
    return paid + prorata(quarter_departure_double, departure_holiday_pay.double_main, departure_holiday_pay.simple)


@rule(
    fr="870 Retenue sur le double pécule de vacances",
    nl="870 Inhouding op het dubbel vakantiegeld",
    de="870 Einbehaltung auf das doppelte Urlaubsgeld",
    en="870 Retention on double holiday pay",
    law=HOLIDAY_LAW,
)
def contribution_870(base_870: Cents, double_holiday_pay_retention: DoubleHolidayPayRetention) -> Cents:
    """The retention on the double holiday pay of all the employer's white-collar workers."""
    return share(base_870, double_holiday_pay_retention.rate)


@rule(
    fr="865 Cotisation sur les pensions complémentaires",
    nl="865 Bijdrage op de aanvullende pensioenen",
    de="865 Beitrag auf die Zusatzrenten",
    en="865 Contribution on supplementary pensions",
    law=PENSION_LAW,
)
def contribution_865(quarter_pension_premiums: Cents, group_insurance_contribution: Percent) -> Cents:
    """On the employer's payments to a plan of the enterprise."""
    return share(quarter_pension_premiums, group_insurance_contribution)


@rule(
    fr="862 Cotisation CO2 du trimestre",
    nl="862 CO2-bijdrage van het kwartaal",
    de="862 CO2-Beitrag des Quartals",
    en="862 CO2 contribution of the quarter",
    law=CAR_LAW,
)
def quarter_862(
    car_fuel: Count,
    car_grams_onss: Count,
    car_new_order: Flag,
    car_months: Count,
    co2_contribution: Co2Contribution,
) -> Cents:
    """One car: its months times the unrounded month, rounded once; the minimum counts month by month.

    Fuel as for the month: 0 electric, 1 petrol, 2 diesel, 3 LPG.
    """
    if car_fuel == 0:
        if car_new_order:
            return car_months * co2_contribution.minimum_new_order
        return car_months * co2_contribution.minimum_old_order
    year: Cents = co2_contribution.factor * car_grams_onss
    base: Cents = car_months * max(0, year - at(co2_contribution.taken_off, car_fuel - 1))
    divisor: Index = 12 * co2_contribution.base_index
    if car_new_order:
        multiplied: Cents = share_prorata(
            base, co2_contribution.new_order_multiplier, co2_contribution.year_index, divisor
        )
        return max(car_months * co2_contribution.minimum_new_order, multiplied)
    return max(car_months * co2_contribution.minimum_old_order, prorata(base, co2_contribution.year_index, divisor))
