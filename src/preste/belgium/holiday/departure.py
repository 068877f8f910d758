"""Departure holiday pay (pécule de sortie): paid in percent of each year's gross pay when the contract ends."""

from preste.engine import rule
from preste.law.shapes import DepartureHolidayPay
from preste.money import Cents, Flag, Hundredths, prorata, share

LAW = "AR du 30 mars 1967, art. 38 à 46"


@rule(
    fr="Base de l'année en cours",
    nl="Basis van het lopende jaar",
    de="Grundlage des laufenden Jahres",
    en="Base of the current year",
    law=LAW,
)
def departure_base_this_year(gross_this_year: Cents, fictive_this_year: Cents) -> Cents:
    """Gross pay of the year, with the fictive pay of days that count as worked."""
    return gross_this_year + fictive_this_year


@rule(
    fr="Base de l'exercice",
    nl="Basis van het dienstjaar",
    de="Grundlage des Dienstjahres",
    en="Base of the year before",
    law=LAW,
)
def departure_base_last_year(gross_last_year: Cents, fictive_last_year: Cents) -> Cents:
    """Gross pay of last year, with the fictive pay of days that count as worked."""
    return gross_last_year + fictive_last_year


@rule(
    fr="Pécule de sortie simple, année en cours",
    nl="Enkel vertrekvakantiegeld, lopend jaar",
    de="Einfaches Urlaubsgeld bei Austritt, laufendes Jahr",
    en="Simple departure holiday pay, current year",
    law=LAW,
)
def departure_simple_this_year(departure_base_this_year: Cents, departure_holiday_pay: DepartureHolidayPay) -> Cents:
    """For the holidays of next year, earned this year."""
    return share(departure_base_this_year, departure_holiday_pay.simple)


@rule(
    fr="Pécule de sortie double, année en cours",
    nl="Dubbel vertrekvakantiegeld, lopend jaar",
    de="Doppeltes Urlaubsgeld bei Austritt, laufendes Jahr",
    en="Double departure holiday pay, current year",
    law=LAW,
)
def departure_double_this_year(departure_base_this_year: Cents, departure_holiday_pay: DepartureHolidayPay) -> Cents:
    """Main part and complement, for the holidays of next year."""
    return share(departure_base_this_year, departure_holiday_pay.double_main + departure_holiday_pay.double_complement)


@rule(
    fr="Pécule de sortie simple, exercice précédent",
    nl="Enkel vertrekvakantiegeld, vorig dienstjaar",
    de="Einfaches Urlaubsgeld bei Austritt, voriges Dienstjahr",
    en="Simple departure holiday pay, year before",
    law=LAW,
)
def departure_simple_last_year(
    departure_base_last_year: Cents,
    right_of_year: Hundredths,
    days_taken: Hundredths,
    departure_holiday_pay: DepartureHolidayPay,
) -> Cents:
    """For the days of this year's right that were not taken."""
    if right_of_year == 0:
        return 0
    whole: Cents = share(departure_base_last_year, departure_holiday_pay.simple)
    return prorata(whole, max(0, right_of_year - days_taken), right_of_year)


@rule(
    fr="Pécule de sortie double, exercice précédent",
    nl="Dubbel vertrekvakantiegeld, vorig dienstjaar",
    de="Doppeltes Urlaubsgeld bei Austritt, voriges Dienstjahr",
    en="Double departure holiday pay, year before",
    law=LAW,
)
def departure_double_last_year(
    departure_base_last_year: Cents, double_already_paid: Flag, departure_holiday_pay: DepartureHolidayPay
) -> Cents:
    """Nothing when the year's double holiday pay was paid; else all of it, whatever was taken."""
    if double_already_paid:
        return 0
    return share(departure_base_last_year, departure_holiday_pay.double_main + departure_holiday_pay.double_complement)


@rule(
    fr="Pécule de sortie simple, total",
    nl="Enkel vertrekvakantiegeld, totaal",
    de="Einfaches Urlaubsgeld bei Austritt, gesamt",
    en="Simple departure holiday pay, total",
    law=LAW,
)
def departure_simple(departure_simple_this_year: Cents, departure_simple_last_year: Cents) -> Cents:
    """Of both years: liable to ordinary contributions."""
    return departure_simple_this_year + departure_simple_last_year


@rule(
    fr="Pécule de sortie double, total",
    nl="Dubbel vertrekvakantiegeld, totaal",
    de="Doppeltes Urlaubsgeld bei Austritt, gesamt",
    en="Double departure holiday pay, total",
    law=LAW,
)
def departure_double(
    departure_double_this_year: Cents, departure_double_last_year: Cents, supplementary_paid: Cents
) -> Cents:
    """Of both years, less the supplementary holidays that were an advance on it."""
    return max(0, departure_double_this_year + departure_double_last_year - supplementary_paid)


@rule(
    fr="Base de la retenue sur le pécule de sortie double",
    nl="Basis van de inhouding op het dubbel vertrekvakantiegeld",
    de="Grundlage des Einbehalts auf das doppelte Urlaubsgeld bei Austritt",
    en="Base of the retention on double departure holiday pay",
    law="Loi du 29 juin 1981, art. 39, § 2",
)
def departure_retention_base(departure_double: Cents, departure_holiday_pay: DepartureHolidayPay) -> Cents:
    """The main part of the double holiday pay."""
    return prorata(
        departure_double,
        departure_holiday_pay.double_main,
        departure_holiday_pay.double_main + departure_holiday_pay.double_complement,
    )
