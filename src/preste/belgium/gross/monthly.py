"""Base pay of a worker paid by the month.

No text of law says how a month's pay is divided when the month is incomplete. Preste takes the scheduled
hours paid over those of the whole month; a count of working days gives the same when all days are alike.
"""

from preste.engine import rule
from preste.money import Cents, Hundredths, prorata


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
