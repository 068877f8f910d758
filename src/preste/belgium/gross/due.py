"""Base pay given as due by whoever asks: the one-shot interface."""

from preste.engine import rule
from preste.money import Cents, Hundredths

LAW = "Loi du 3 juillet 1978, art. 52 et 71"


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
