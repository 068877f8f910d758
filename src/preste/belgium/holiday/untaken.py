"""Days that a suspension of the contract kept from being taken: paid by 31 December at the pay of December."""

from preste.belgium.holiday.certificate import LAW
from preste.engine import rule
from preste.law.shapes import DoubleHolidayPayRates, HolidayRight
from preste.money import Cents, Hundredths, prorata, share_prorata


@rule(
    fr="Simple pécule des jours non pris",
    nl="Enkel vakantiegeld van de niet-opgenomen dagen",
    de="Einfaches Urlaubsgeld der nicht genommenen Tage",
    en="Simple holiday pay of days not taken",
    law=LAW,
)
def untaken_simple(
    month_gross: Cents, right_of_year: Hundredths, days_taken: Hundredths, month_days: Hundredths
) -> Cents:
    """Normal pay of the days left, at the pay of December."""
    if month_days == 0:
        return 0
    return prorata(month_gross, max(0, right_of_year - days_taken), month_days)


@rule(
    fr="Double pécule des jours non pris",
    nl="Dubbel vakantiegeld van de niet-opgenomen dagen",
    de="Doppeltes Urlaubsgeld der nicht genommenen Tage",
    en="Double holiday pay of days not taken",
    law=LAW,
)
def untaken_double(
    month_gross: Cents,
    days_without_double: Hundredths,
    week_days: Hundredths,
    holiday_right: HolidayRight,
    double_holiday_pay_rates: DoubleHolidayPayRates,
) -> Cents:
    """The rate of December's pay for the days whose double holiday pay is not paid, out of those of four weeks."""
    if week_days == 0:
        return 0
    return share_prorata(
        month_gross, double_holiday_pay_rates.total, days_without_double, holiday_right.weeks * week_days
    )
