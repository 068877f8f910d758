"""Base pay of a month in which the terms change: each terms' monthly pay, for its own days.

No text of law says how a month's pay is divided. Each part is paid as an incomplete month of its terms would be: by
the scheduled hours paid, out of those that a whole month has under the same terms.
"""

from preste.belgium.gross.monthly import OVERTIME_LAW
from preste.engine import rule
from preste.law.shapes import HourlyWageOfMonth
from preste.money import Cents, Hundredths, UnitPrice, prorata, unit_price

LAW = "Loi du 12 avril 1965 concernant la protection de la rémunération"


@rule(
    fr="Rémunération de base avant le changement de conditions",
    nl="Basisloon vóór de wijziging van voorwaarden",
    de="Grundlohn vor der Änderung der Bedingungen",
    en="Base pay before the terms changed",
    law=LAW,
)
def base_pay_before(pay_before: Cents, paid_before: Hundredths, possible_before: Hundredths) -> Cents:
    """The former monthly pay, for its scheduled hours paid out of those of a whole month."""
    if possible_before == 0:
        return 0
    return prorata(pay_before, paid_before, possible_before)


@rule(
    fr="Rémunération de base depuis le changement de conditions",
    nl="Basisloon sinds de wijziging van voorwaarden",
    de="Grundlohn seit der Änderung der Bedingungen",
    en="Base pay since the terms changed",
    law=LAW,
)
def base_pay_since(monthly_pay: Cents, schedule_paid: Hundredths, schedule_possible: Hundredths) -> Cents:
    """The new monthly pay, for its scheduled hours paid out of those of a whole month."""
    if schedule_possible == 0:
        return 0
    return prorata(monthly_pay, schedule_paid, schedule_possible)


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
def overtime_hourly_before(
    pay_before: Cents,
    hours_week_before: Hundredths,
    overtime_hours: Hundredths,
    hourly_wage_of_month: HourlyWageOfMonth,
) -> UnitPrice:
    """Three months' pay of the former terms over the hours of thirteen of their weeks, to four decimals."""
    if overtime_hours == 0 or hours_week_before == 0:
        return 0
    return unit_price(pay_before * hourly_wage_of_month.months, hours_week_before * hourly_wage_of_month.weeks)
