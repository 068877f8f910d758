"""What a year's meal vouchers cost, and whether their value stays free of contributions."""

from preste.engine import rule
from preste.law.shapes import MealVoucher
from preste.money import Cents, Count, Hundredths, times

LAW = "AR du 28 novembre 1969, art. 19bis"


@rule(
    fr="Titres-repas de l'année, part de l'employeur",
    nl="Maaltijdcheques van het jaar, deel werkgever",
    de="Mahlzeitschecks des Jahres, Anteil Arbeitgeber",
    en="Year's meal vouchers, employer's part",
    law=LAW,
)
def voucher_year_employer(
    year_voucher_value: Cents, year_voucher_worker: Cents, voucher_days_week: Hundredths, voucher_weeks: Count
) -> Cents:
    """The employer's part of a voucher for each day of the weeks worked."""
    return times((year_voucher_value - year_voucher_worker) * voucher_weeks, voucher_days_week)


@rule(
    fr="Titres-repas de l'année, part du travailleur",
    nl="Maaltijdcheques van het jaar, deel werknemer",
    de="Mahlzeitschecks des Jahres, Anteil Arbeitnehmer",
    en="Year's meal vouchers, worker's part",
    law=LAW,
)
def voucher_year_worker(year_voucher_worker: Cents, voucher_days_week: Hundredths, voucher_weeks: Count) -> Cents:
    """The worker's part of a voucher for each day of the weeks worked."""
    return times(year_voucher_worker * voucher_weeks, voucher_days_week)


@rule(
    fr="Part d'un titre-repas hors de l'exonération",
    nl="Deel van een maaltijdcheque buiten de vrijstelling",
    de="Teil eines Mahlzeitschecks außerhalb der Befreiung",
    en="Part of a voucher outside the exemption",
    law=LAW,
)
def voucher_beyond(year_voucher_value: Cents, year_voucher_worker: Cents, meal_voucher: MealVoucher) -> Cents:
    """What the employer gives beyond the maximum, or the worker pays below the minimum: then all of it is pay."""
    employer: Cents = max(0, year_voucher_value - year_voucher_worker - meal_voucher.employer_maximum)
    return max(employer, meal_voucher.worker_minimum - year_voucher_worker)
