"""Flexi-holiday pay (flexipécule): it is paid with the flexi-wage, month by month, and the year after owes no other."""

from preste.engine import rule
from preste.money import Cents, Percent, share

LAW = "Loi du 16 novembre 2015, art. 5"


@rule(
    fr="Flexi-pécule sur le flexi-salaire",
    nl="Flexivakantiegeld op het flexiloon",
    de="Flexi-Urlaubsgeld auf den Flexi-Lohn",
    en="Flexi-holiday pay on the flexi-wage",
    law=LAW,
)
def flexi_holiday_pay(base_pay: Cents, flexi_holiday_rate: Percent) -> Cents:
    """The law's percentage of the wage of the month's hours."""
    return share(base_pay, flexi_holiday_rate)


@rule(
    fr="Flexi-pécule sur les primes",
    nl="Flexivakantiegeld op de premies",
    de="Flexi-Urlaubsgeld auf die Prämien",
    en="Flexi-holiday pay on premiums",
    law=LAW,
)
def flexi_holiday_premium(other_pay: Cents, flexi_holiday_rate: Percent) -> Cents:
    """The law's percentage of the premiums, which are part of the flexi-wage."""
    return share(other_pay, flexi_holiday_rate)


@rule(
    fr="Rémunération ordinaire brute",
    nl="Bruto gewoon loon",
    de="Ordentlicher Bruttolohn",
    en="Ordinary gross pay",
    law="Loi du 27 juin 1969, art. 14; loi du 16 novembre 2015, art. 5",
    why="flexi-holiday pay is paid with the flexi-wage, and owes the same contribution",
)
def ordinary_gross(
    base_pay: Cents,
    overtime_pay: Cents,
    other_pay: Cents,
    home_office_excess: Cents,
    imputed_holiday_pay: Cents,
    settled_holiday_pay: Cents,
    flexi_holiday_pay: Cents,
    flexi_holiday_premium: Cents,
) -> Cents:
    """As of any other worker, and the holiday pay on flexi-wage and premiums."""
    besides: Cents = overtime_pay + other_pay + home_office_excess + flexi_holiday_pay + flexi_holiday_premium
    return base_pay + besides - imputed_holiday_pay + settled_holiday_pay
