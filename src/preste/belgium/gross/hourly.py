"""Base pay of a worker paid by the hour."""

from preste.engine import rule
from preste.money import Cents, Hundredths, times


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
