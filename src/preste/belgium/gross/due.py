"""Base pay given as due by whoever asks: the one-shot interface."""

from preste.engine import rule
from preste.money import Cents


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
