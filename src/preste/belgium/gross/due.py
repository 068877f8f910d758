"""Base pay given as due by whoever asks: the one-shot interface."""

from preste.engine import rule
from preste.money import Cents, Hundredths, UnitPrice

LAW = "Loi du 3 juillet 1978, art. 52 et 71"
OVERTIME_LAW = "Loi du 16 mars 1971, art. 29"


@rule(
    fr="Rémunération de base",
    nl="Basisloon",
    de="Grundlohn",
    en="Base pay",
    law="Loi du 12 avril 1965 concernant la protection de la rémunération",
)
def base_pay(pay_due: Cents) -> Cents:
    """Pay as due, given by whoever asks."""
    return pay_due


@rule(
    fr="Rémunération normale de la 2e semaine de maladie",
    nl="Normaal loon van de 2e ziekteweek",
    de="Normaler Lohn der 2. Krankheitswoche",
    en="Normal pay of the second week of sickness",
    law=LAW,
    why="pay is given as due, without days of sickness",
)
def second_week_wage(sick_second_week_hours: Hundredths) -> Cents:
    """Nothing: what is given is ordinary pay."""
    return 0


@rule(
    fr="Rémunération normale des jours de complément",
    nl="Normaal loon van de dagen met aanvulling",
    de="Normaler Lohn der Tage mit Zuschlag",
    en="Normal pay of the days with a supplement",
    law=LAW,
    why="pay is given as due, without days of sickness",
)
def supplement_wage(sick_supplement_hours: Hundredths) -> Cents:
    """Nothing: what is given is ordinary pay."""
    return 0


@rule(
    fr="Salaire horaire des heures supplémentaires",
    nl="Uurloon van overuren",
    de="Stundenlohn der Überstunden",
    en="Hourly wage of overtime",
    law=OVERTIME_LAW,
    why="pay is given as due, without overtime",
)
def overtime_hourly(overtime_hours: Hundredths) -> UnitPrice:
    """None: what is given is ordinary pay."""
    return 0
