"""Double holiday pay (double pécule): 92 % of a month's pay for a whole year of work before."""

from preste.engine import rule
from preste.law.shapes import DoubleHolidayPayRates, VariablePayDays
from preste.money import Cents, Count, Hundredths, half_up, per, share_prorata

LAW = "AR du 30 mars 1967, art. 38 et 39"


@rule(
    fr="Moyenne mensuelle de la rémunération variable",
    nl="Maandgemiddelde van het veranderlijk loon",
    de="Monatsdurchschnitt des variablen Lohns",
    en="Monthly average of variable pay",
    law=LAW,
)
def variable_pay_month(variable_pay: Cents, variable_months: Count) -> Cents:
    """Variable pay of the twelve months before, or of those in service, by month."""
    if variable_months == 0:
        return 0
    return half_up(variable_pay, variable_months)


@rule(
    fr="Simple pécule d'un jour sur la rémunération variable",
    nl="Enkel vakantiegeld per dag op veranderlijk loon",
    de="Einfaches Urlaubsgeld je Tag auf variablen Lohn",
    en="Simple holiday pay of a day on variable pay",
    law=LAW,
)
def variable_pay_day(
    variable_pay: Cents, variable_months: Count, week_days: Hundredths, variable_pay_days: VariablePayDays
) -> Cents:
    """Variable pay of those months over their days: 25 a month in a six-day week, in proportion in another."""
    if variable_months == 0 or week_days == 0:
        return 0
    days: Hundredths = variable_pay_days.month_days * week_days * variable_months
    return per(variable_pay * variable_pay_days.week_days, days)


@rule(
    fr="Base du double pécule",
    nl="Basis van het dubbel vakantiegeld",
    de="Grundlage des doppelten Urlaubsgeldes",
    en="Base of double holiday pay",
    law=LAW,
)
def double_pay_base(month_gross: Cents, variable_pay_month: Cents) -> Cents:
    """Gross pay of the month the main holidays begin in, with the average of variable pay."""
    return month_gross + variable_pay_month


@rule(
    fr="Double pécule de l'année",
    nl="Dubbel vakantiegeld van het jaar",
    de="Doppeltes Urlaubsgeld des Jahres",
    en="Double holiday pay of the year",
    law=LAW,
)
def double_pay_of_year(
    double_pay_base: Cents,
    months_credited: Count,
    hour_months: Hundredths,
    week_hours: Hundredths,
    double_holiday_pay_rates: DoubleHolidayPayRates,
) -> Cents:
    """The rate of the base for each month of last year out of twelve; for shorter hours then, in their proportion."""
    if week_hours == 0:
        return share_prorata(double_pay_base, double_holiday_pay_rates.total, months_credited, 12)
    hours: Hundredths = min(months_credited * week_hours, hour_months)
    return share_prorata(double_pay_base, double_holiday_pay_rates.total, hours, 12 * week_hours)


@rule(
    fr="Double pécule déjà payé par l'employeur précédent",
    nl="Dubbel vakantiegeld reeds betaald door de vorige werkgever",
    de="Vom früheren Arbeitgeber bereits gezahltes doppeltes Urlaubsgeld",
    en="Double holiday pay already paid by the previous employer",
    law="AR du 30 mars 1967",
)
def double_pay_imputed(
    double_pay_base: Cents,
    certificate_double: Cents,
    certificate_months: Count,
    certificate_hour_months: Hundredths,
    week_hours: Hundredths,
    double_holiday_pay_rates: DoubleHolidayPayRates,
) -> Cents:
    """That of the certificate, at once, and never more than this employer would owe for the same months."""
    if week_hours == 0:
        return min(
            certificate_double, share_prorata(double_pay_base, double_holiday_pay_rates.total, certificate_months, 12)
        )
    hours: Hundredths = min(certificate_months * week_hours, certificate_hour_months)
    return min(
        certificate_double, share_prorata(double_pay_base, double_holiday_pay_rates.total, hours, 12 * week_hours)
    )


@rule(
    fr="Double pécule à payer",
    nl="Te betalen dubbel vakantiegeld",
    de="Zu zahlendes doppeltes Urlaubsgeld",
    en="Double holiday pay to pay",
    law="AR du 30 mars 1967 ; lois coordonnées du 28 juin 1971, art. 17bis",
)
def double_pay_due(double_pay_of_year: Cents, double_pay_imputed: Cents, supplementary_paid: Cents) -> Cents:
    """Less what the previous employer paid, and the supplementary holidays that were an advance on it."""
    return max(0, double_pay_of_year - double_pay_imputed - supplementary_paid)
