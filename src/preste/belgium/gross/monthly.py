"""Base pay of a worker paid by the month.

No text of law says how a month's pay is divided when the month is incomplete. Preste takes the scheduled
hours paid over those of the whole month; a count of working days gives the same when all days are alike.
"""

from preste.engine import rule
from preste.law.shapes import HourlyWageOfMonth
from preste.money import Cents, Hundredths, UnitPrice, prorata, unit_price

LAW = "Loi du 3 juillet 1978, art. 52 et 71"
OVERTIME_LAW = "Loi du 16 mars 1971, art. 29"


@rule(
    fr="Rémunération de base",
    nl="Basisloon",
    de="Grundlohn",
    en="Base pay",
    law="Loi du 12 avril 1965 concernant la protection de la rémunération",
    why="monthly pay is reduced to the part of the schedule that is paid",
)
def base_pay(monthly_pay: Cents, schedule_paid: Hundredths, schedule_possible: Hundredths) -> Cents:
    """Monthly pay, for the scheduled hours paid out of those of the whole month."""
    if schedule_possible == 0:
        return 0
    if schedule_paid == schedule_possible:
        return monthly_pay
    return prorata(monthly_pay, schedule_paid, schedule_possible)


@rule(
    fr="Rémunération normale de la 2e semaine de maladie",
    nl="Normaal loon van de 2e ziekteweek",
    de="Normaler Lohn der 2. Krankheitswoche",
    en="Normal pay of the second week of sickness",
    law=LAW,
    why="monthly pay, by scheduled hours",
)
def second_week_wage(monthly_pay: Cents, sick_second_week_hours: Hundredths, schedule_possible: Hundredths) -> Cents:
    """Monthly pay, for the scheduled hours of the second week out of those of the whole month."""
    if sick_second_week_hours == 0 or schedule_possible == 0:
        return 0
    return prorata(monthly_pay, sick_second_week_hours, schedule_possible)


@rule(
    fr="Rémunération normale des jours de complément",
    nl="Normaal loon van de dagen met aanvulling",
    de="Normaler Lohn der Tage mit Zuschlag",
    en="Normal pay of the days with a supplement",
    law=LAW,
    why="monthly pay, by scheduled hours",
)
def supplement_wage(monthly_pay: Cents, sick_supplement_hours: Hundredths, schedule_possible: Hundredths) -> Cents:
    """Monthly pay, for the scheduled hours of the days with a supplement."""
    if sick_supplement_hours == 0 or schedule_possible == 0:
        return 0
    return prorata(monthly_pay, sick_supplement_hours, schedule_possible)


@rule(
    fr="Salaire horaire des heures supplémentaires",
    nl="Uurloon van overuren",
    de="Stundenlohn der Überstunden",
    en="Hourly wage of overtime",
    law=OVERTIME_LAW,
    why="monthly pay, by hours of the week",
)
def overtime_hourly(
    monthly_pay: Cents, hours_week: Hundredths, overtime_hours: Hundredths, hourly_wage_of_month: HourlyWageOfMonth
) -> UnitPrice:
    """Three months' pay over the hours of thirteen weeks, to four decimals; none where no hours a week are told."""
    if overtime_hours == 0 or hours_week == 0:
        return 0
    return unit_price(monthly_pay * hourly_wage_of_month.months, hours_week * hourly_wage_of_month.weeks)
