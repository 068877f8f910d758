"""Pay of overtime: hours paid with their supplement, a supplement alone where rest follows, net hours.

The wage of an hour, to four decimals, is raised by the supplement; hours times that price are rounded once.
"""

from preste.engine import rule
from preste.law.shapes import OvertimeSupplement
from preste.money import Cents, Hundredths, UnitPrice, priced, share

LAW = "Loi du 16 mars 1971, art. 29"
NET_LAW = "Loi du 27 juin 1969, art. 14; AR du 28 novembre 1969, art. 19; CIR 92, art. 38, § 1er"


@rule(
    fr="Heures supplémentaires, semaine",
    nl="Overuren, week",
    de="Überstunden, Woche",
    en="Overtime, weekdays",
    law=LAW,
)
def overtime_week(
    overtime_hourly: UnitPrice, overtime_paid_week: Hundredths, overtime_supplement: OvertimeSupplement
) -> Cents:
    """Pay and supplement of hours from Monday to Saturday."""
    if overtime_paid_week == 0:
        return 0
    with_supplement: UnitPrice = overtime_hourly + share(overtime_hourly, overtime_supplement.week)
    return priced(with_supplement, overtime_paid_week)


@rule(
    fr="Heures supplémentaires, dimanche ou jour férié",
    nl="Overuren, zondag of feestdag",
    de="Überstunden, Sonntag oder Feiertag",
    en="Overtime, Sundays and public holidays",
    law=LAW,
)
def overtime_sunday(
    overtime_hourly: UnitPrice, overtime_paid_sunday: Hundredths, overtime_supplement: OvertimeSupplement
) -> Cents:
    """Pay and supplement of hours on Sundays, public holidays and the days that replace them."""
    if overtime_paid_sunday == 0:
        return 0
    with_supplement: UnitPrice = overtime_hourly + share(overtime_hourly, overtime_supplement.sunday)
    return priced(with_supplement, overtime_paid_sunday)


@rule(
    fr="Sursalaire des heures à récupérer, semaine",
    nl="Overloon van in te halen uren, week",
    de="Zuschlag der auszugleichenden Stunden, Woche",
    en="Supplement of hours to recover, weekdays",
    law=LAW,
)
def supplement_week(
    overtime_hourly: UnitPrice, overtime_recovered_week: Hundredths, overtime_supplement: OvertimeSupplement
) -> Cents:
    """The supplement alone: the hour itself is paid when the rest is taken."""
    if overtime_recovered_week == 0:
        return 0
    supplement: UnitPrice = share(overtime_hourly, overtime_supplement.week)
    return priced(supplement, overtime_recovered_week)


@rule(
    fr="Sursalaire des heures à récupérer, dimanche ou jour férié",
    nl="Overloon van in te halen uren, zondag of feestdag",
    de="Zuschlag der auszugleichenden Stunden, Sonntag oder Feiertag",
    en="Supplement of hours to recover, Sundays and public holidays",
    law=LAW,
)
def supplement_sunday(
    overtime_hourly: UnitPrice, overtime_recovered_sunday: Hundredths, overtime_supplement: OvertimeSupplement
) -> Cents:
    """The supplement alone, of Sundays, public holidays and the days that replace them."""
    if overtime_recovered_sunday == 0:
        return 0
    supplement: UnitPrice = share(overtime_hourly, overtime_supplement.sunday)
    return priced(supplement, overtime_recovered_sunday)


@rule(
    fr="Heures complémentaires sans sursalaire",
    nl="Bijkomende uren zonder overloon",
    de="Zusatzstunden ohne Zuschlag",
    en="Complementary hours without supplement",
    law="AR du 25 juin 1990, art. 3",
)
def complementary_pay(overtime_hourly: UnitPrice, complementary_hours: Hundredths) -> Cents:
    """A part-timer's hours within the credit."""
    if complementary_hours == 0:
        return 0
    return priced(overtime_hourly, complementary_hours)


@rule(
    fr="Rémunération des heures supplémentaires",
    nl="Loon van overuren",
    de="Lohn der Überstunden",
    en="Pay of overtime",
    law="Loi du 27 juin 1969, art. 14; instructions ONSS, code rémunération 1",
)
def overtime_pay(
    overtime_week: Cents,
    overtime_sunday: Cents,
    supplement_week: Cents,
    supplement_sunday: Cents,
    complementary_pay: Cents,
) -> Cents:
    """All overtime pay liable to contributions and tax."""
    return overtime_week + overtime_sunday + supplement_week + supplement_sunday + complementary_pay


@rule(
    fr="Heures supplémentaires nettes",
    nl="Netto-overuren",
    de="Netto-Überstunden",
    en="Net overtime",
    law=NET_LAW,
)
def net_overtime_pay(overtime_hourly: UnitPrice, overtime_net_hours: Hundredths) -> Cents:
    """Relaunch hours and the net voluntary hours: pay without supplement, contributions or tax."""
    if overtime_net_hours == 0:
        return 0
    return priced(overtime_hourly, overtime_net_hours)
