"""Base pay of a worker paid by the hour."""

from preste.engine import rule
from preste.money import Cents, Hundredths, UnitPrice, times

LAW = "Loi du 3 juillet 1978, art. 52 et 71"
OVERTIME_LAW = "Loi du 16 mars 1971, art. 29"


@rule(
    fr="Rémunération de base",
    nl="Basisloon",
    de="Grundlohn",
    en="Base pay",
    law="Loi du 12 avril 1965 concernant la protection de la rémunération",
    why="pay by the hour",
)
def base_pay(hourly_pay: Cents, hours_paid: Hundredths) -> Cents:
    """Hourly pay times the hours paid."""
    return times(hourly_pay, hours_paid)


@rule(
    fr="Rémunération normale de la 2e semaine de maladie",
    nl="Normaal loon van de 2e ziekteweek",
    de="Normaler Lohn der 2. Krankheitswoche",
    en="Normal pay of the second week of sickness",
    law=LAW,
    why="pay by the hour",
)
def second_week_wage(hourly_pay: Cents, sick_second_week_hours: Hundredths) -> Cents:
    """Hourly pay times the scheduled hours of the second week."""
    return times(hourly_pay, sick_second_week_hours)


@rule(
    fr="Rémunération normale des jours de complément",
    nl="Normaal loon van de dagen met aanvulling",
    de="Normaler Lohn der Tage mit Zuschlag",
    en="Normal pay of the days with a supplement",
    law=LAW,
    why="pay by the hour",
)
def supplement_wage(hourly_pay: Cents, sick_supplement_hours: Hundredths) -> Cents:
    """Hourly pay times the scheduled hours of the days with a supplement."""
    return times(hourly_pay, sick_supplement_hours)


@rule(
    fr="Salaire horaire des heures supplémentaires",
    nl="Uurloon van overuren",
    de="Stundenlohn der Überstunden",
    en="Hourly wage of overtime",
    law=OVERTIME_LAW,
    why="pay by the hour",
)
def overtime_hourly(hourly_pay: Cents, overtime_hours: Hundredths) -> UnitPrice:
    """The hourly pay."""
    if overtime_hours == 0:
        return 0
    return hourly_pay * 100
