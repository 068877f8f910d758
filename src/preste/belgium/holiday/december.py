"""The settlement in December of reduced hours: what longer hours earned and shorter ones could not take.

Paid in the year of the reduction and in the next, at the percentages of departure holiday pay; no certificate is made.
"""

from preste.belgium.holiday.departure import LAW
from preste.engine import rule
from preste.law.shapes import DepartureHolidayPay
from preste.money import Cents, share


@rule(
    fr="Décompte de décembre, simple pécule",
    nl="Decemberafrekening, enkel vakantiegeld",
    de="Dezemberabrechnung, einfaches Urlaubsgeld",
    en="December settlement, simple holiday pay",
    law=LAW,
)
def december_simple(
    departure_base_last_year: Cents, simple_paid: Cents, departure_holiday_pay: DepartureHolidayPay
) -> Cents:
    """What last year's longer hours earned, less the simple holiday pay received on the present ones."""
    return max(0, share(departure_base_last_year, departure_holiday_pay.simple) - simple_paid)


@rule(
    fr="Décompte de décembre, double pécule",
    nl="Decemberafrekening, dubbel vakantiegeld",
    de="Dezemberabrechnung, doppeltes Urlaubsgeld",
    en="December settlement, double holiday pay",
    law=LAW,
)
def december_double(
    departure_base_last_year: Cents, double_paid: Cents, departure_holiday_pay: DepartureHolidayPay
) -> Cents:
    """What last year's longer hours earned, less the double holiday pay received on the present ones."""
    earned: Cents = share(
        departure_base_last_year, departure_holiday_pay.double_main + departure_holiday_pay.double_complement
    )
    return max(0, earned - double_paid)
