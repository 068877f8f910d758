"""Base pay by the hour of a month in which the terms change: each hour at the pay that holds on its day."""

from preste.belgium.gross.hourly import OVERTIME_LAW
from preste.engine import rule
from preste.money import Cents, Hundredths, UnitPrice, times

LAW = "Loi du 12 avril 1965 concernant la protection de la rémunération"


@rule(
    fr="Rémunération de base avant le changement de conditions",
    nl="Basisloon vóór de wijziging van voorwaarden",
    de="Grundlohn vor der Änderung der Bedingungen",
    en="Base pay before the terms changed",
    law=LAW,
)
def base_pay_before(pay_before: Cents, paid_before: Hundredths) -> Cents:
    """The former hourly pay times the hours paid until the change."""
    return times(pay_before, paid_before)


@rule(
    fr="Rémunération de base depuis le changement de conditions",
    nl="Basisloon sinds de wijziging van voorwaarden",
    de="Grundlohn seit der Änderung der Bedingungen",
    en="Base pay since the terms changed",
    law=LAW,
)
def base_pay_since(hourly_pay: Cents, schedule_paid: Hundredths) -> Cents:
    """The new hourly pay times the hours paid since the change."""
    return times(hourly_pay, schedule_paid)


@rule(
    fr="Rémunération de base",
    nl="Basisloon",
    de="Grundlohn",
    en="Base pay",
    law=LAW,
    why="the terms change inside the month",
)
def base_pay(base_pay_before: Cents, base_pay_since: Cents) -> Cents:
    """Both parts of the month."""
    return base_pay_before + base_pay_since


@rule(
    fr="Salaire horaire des heures supplémentaires avant le changement",
    nl="Uurloon van overuren vóór de wijziging",
    de="Stundenlohn der Überstunden vor der Änderung",
    en="Hourly wage of overtime before the change",
    law=OVERTIME_LAW,
)
def overtime_hourly_before(pay_before: Cents, overtime_hours: Hundredths) -> UnitPrice:
    """The former hourly pay."""
    if overtime_hours == 0:
        return 0
    return pay_before * 100
