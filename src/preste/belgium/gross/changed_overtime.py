"""Overtime of a month in which the terms change: each hour at the wage of an hour on the day it was worked.

The hours of the year that have a tax reduction are used in the order of the days: those before the change first.
"""

from preste.belgium.gross.overtime import LAW, NET_LAW
from preste.belgium.tax.overtime import LAW as TAX_LAW
from preste.engine import rule
from preste.law.shapes import OvertimeReductionHours, OvertimeSupplement
from preste.money import Cents, Flag, Hundredths, UnitPrice, priced, share

WHY = "the terms change inside the month"


@rule(
    fr="Heures supplémentaires avant le changement, semaine",
    nl="Overuren vóór de wijziging, week",
    de="Überstunden vor der Änderung, Woche",
    en="Overtime before the change, weekdays",
    law=LAW,
)
def overtime_week_before(
    overtime_hourly_before: UnitPrice,
    overtime_paid_week_before: Hundredths,
    overtime_supplement: OvertimeSupplement,
) -> Cents:
    """Pay and supplement of hours from Monday to Saturday, by the former terms."""
    if overtime_paid_week_before == 0:
        return 0
    with_supplement: UnitPrice = overtime_hourly_before + share(overtime_hourly_before, overtime_supplement.week)
    return priced(with_supplement, overtime_paid_week_before)


@rule(
    fr="Heures supplémentaires avant le changement, dimanche ou jour férié",
    nl="Overuren vóór de wijziging, zondag of feestdag",
    de="Überstunden vor der Änderung, Sonntag oder Feiertag",
    en="Overtime before the change, Sundays and public holidays",
    law=LAW,
)
def overtime_sunday_before(
    overtime_hourly_before: UnitPrice,
    overtime_paid_sunday_before: Hundredths,
    overtime_supplement: OvertimeSupplement,
) -> Cents:
    """Pay and supplement of Sundays, public holidays and the days that replace them, by the former terms."""
    if overtime_paid_sunday_before == 0:
        return 0
    with_supplement: UnitPrice = overtime_hourly_before + share(overtime_hourly_before, overtime_supplement.sunday)
    return priced(with_supplement, overtime_paid_sunday_before)


@rule(
    fr="Sursalaire des heures à récupérer avant le changement, semaine",
    nl="Overloon van in te halen uren vóór de wijziging, week",
    de="Zuschlag der auszugleichenden Stunden vor der Änderung, Woche",
    en="Supplement of hours to recover before the change, weekdays",
    law=LAW,
)
def supplement_week_before(
    overtime_hourly_before: UnitPrice,
    overtime_recovered_week_before: Hundredths,
    overtime_supplement: OvertimeSupplement,
) -> Cents:
    """The supplement alone, by the former terms."""
    if overtime_recovered_week_before == 0:
        return 0
    supplement: UnitPrice = share(overtime_hourly_before, overtime_supplement.week)
    return priced(supplement, overtime_recovered_week_before)


@rule(
    fr="Sursalaire des heures à récupérer avant le changement, dimanche ou jour férié",
    nl="Overloon van in te halen uren vóór de wijziging, zondag of feestdag",
    de="Zuschlag der auszugleichenden Stunden vor der Änderung, Sonntag oder Feiertag",
    en="Supplement of hours to recover before the change, Sundays and public holidays",
    law=LAW,
)
def supplement_sunday_before(
    overtime_hourly_before: UnitPrice,
    overtime_recovered_sunday_before: Hundredths,
    overtime_supplement: OvertimeSupplement,
) -> Cents:
    """The supplement alone, of Sundays and public holidays, by the former terms."""
    if overtime_recovered_sunday_before == 0:
        return 0
    supplement: UnitPrice = share(overtime_hourly_before, overtime_supplement.sunday)
    return priced(supplement, overtime_recovered_sunday_before)


@rule(
    fr="Heures complémentaires sans sursalaire avant le changement",
    nl="Bijkomende uren zonder overloon vóór de wijziging",
    de="Zusatzstunden ohne Zuschlag vor der Änderung",
    en="Complementary hours without supplement before the change",
    law="AR du 25 juin 1990, art. 3",
)
def complementary_pay_before(overtime_hourly_before: UnitPrice, complementary_hours_before: Hundredths) -> Cents:
    """A part-timer's hours within the credit, by the former terms."""
    if complementary_hours_before == 0:
        return 0
    return priced(overtime_hourly_before, complementary_hours_before)


@rule(
    fr="Rémunération des heures supplémentaires",
    nl="Loon van overuren",
    de="Lohn der Überstunden",
    en="Pay of overtime",
    law="Loi du 27 juin 1969, art. 14; instructions ONSS, code rémunération 1",
    why=WHY,
)
def overtime_pay(
    overtime_week: Cents,
    overtime_sunday: Cents,
    supplement_week: Cents,
    supplement_sunday: Cents,
    complementary_pay: Cents,
    overtime_week_before: Cents,
    overtime_sunday_before: Cents,
    supplement_week_before: Cents,
    supplement_sunday_before: Cents,
    complementary_pay_before: Cents,
) -> Cents:
    """All overtime pay liable to contributions and tax, of both parts of the month."""
    paid_before: Cents = overtime_week_before + overtime_sunday_before + complementary_pay_before
    before: Cents = paid_before + supplement_week_before + supplement_sunday_before
    since: Cents = overtime_week + overtime_sunday + supplement_week + supplement_sunday + complementary_pay
    return before + since


@rule(
    fr="Heures supplémentaires nettes avant le changement",
    nl="Netto-overuren vóór de wijziging",
    de="Netto-Überstunden vor der Änderung",
    en="Net overtime before the change",
    law=NET_LAW,
)
def net_overtime_before(overtime_hourly_before: UnitPrice, overtime_net_hours_before: Hundredths) -> Cents:
    """Net hours at the wage of the former terms."""
    if overtime_net_hours_before == 0:
        return 0
    return priced(overtime_hourly_before, overtime_net_hours_before)


@rule(
    fr="Heures supplémentaires nettes depuis le changement",
    nl="Netto-overuren sinds de wijziging",
    de="Netto-Überstunden seit der Änderung",
    en="Net overtime since the change",
    law=NET_LAW,
)
def net_overtime_since(overtime_hourly: UnitPrice, overtime_net_hours: Hundredths) -> Cents:
    """Net hours at the wage of the new terms."""
    if overtime_net_hours == 0:
        return 0
    return priced(overtime_hourly, overtime_net_hours)


@rule(
    fr="Heures supplémentaires nettes",
    nl="Netto-overuren",
    de="Netto-Überstunden",
    en="Net overtime",
    law=NET_LAW,
    why=WHY,
)
def net_overtime_pay(net_overtime_before: Cents, net_overtime_since: Cents) -> Cents:
    """Those of both parts of the month."""
    return net_overtime_before + net_overtime_since


@rule(
    fr="Heures supplémentaires avec sursalaire avant le changement",
    nl="Overuren met overloon vóór de wijziging",
    de="Überstunden mit Zuschlag vor der Änderung",
    en="Overtime with a supplement before the change",
    law=TAX_LAW,
)
def overtime_supplement_hours_before(
    overtime_paid_week_before: Hundredths,
    overtime_paid_sunday_before: Hundredths,
    overtime_recovered_week_before: Hundredths,
    overtime_recovered_sunday_before: Hundredths,
) -> Hundredths:
    """The hours with a supplement until the change, paid or recovered."""
    paid: Hundredths = overtime_paid_week_before + overtime_paid_sunday_before
    return paid + overtime_recovered_week_before + overtime_recovered_sunday_before


@rule(
    fr="Heures supplémentaires avec réduction d'impôt",
    nl="Overuren met belastingvermindering",
    de="Überstunden mit Steuerermäßigung",
    en="Overtime with the tax reduction",
    law=TAX_LAW,
    why=WHY,
)
def overtime_tax_hours(
    overtime_supplement_hours_before: Hundredths,
    overtime_paid_week: Hundredths,
    overtime_paid_sunday: Hundredths,
    overtime_recovered_week: Hundredths,
    overtime_recovered_sunday: Hundredths,
    overtime_taxed_this_year: Hundredths,
    horeca: Flag,
    overtime_reduction_hours: OvertimeReductionHours,
) -> Hundredths:
    """The hours with a supplement of both parts of the month, within what is left of the year's."""
    since: Hundredths = overtime_paid_week + overtime_paid_sunday + overtime_recovered_week + overtime_recovered_sunday
    hours: Hundredths = overtime_supplement_hours_before + since
    if hours == 0:
        return 0
    if horeca:
        return min(hours, max(0, 100 * overtime_reduction_hours.horeca - overtime_taxed_this_year))
    return min(hours, max(0, 100 * overtime_reduction_hours.hours - overtime_taxed_this_year))


@rule(
    fr="Base de la réduction pour heures supplémentaires",
    nl="Basis van de vermindering voor overuren",
    de="Grundlage der Ermäßigung für Überstunden",
    en="Base of the reduction for overtime",
    law=TAX_LAW,
    why=WHY,
)
def overtime_tax_base(
    overtime_hourly_before: UnitPrice,
    overtime_hourly: UnitPrice,
    overtime_supplement_hours_before: Hundredths,
    overtime_tax_hours: Hundredths,
) -> Cents:
    """The ordinary pay of these hours without the supplement, those before the change by the former terms."""
    if overtime_tax_hours == 0:
        return 0
    before: Hundredths = min(overtime_supplement_hours_before, overtime_tax_hours)
    return priced(overtime_hourly_before, before) + priced(overtime_hourly, overtime_tax_hours - before)
