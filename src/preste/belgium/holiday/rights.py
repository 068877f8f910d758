"""How many days: four weeks for a whole year of work before, in the working week of then, within four weeks of now.

Last year's work is given as sums over its credited months, so that one contract and two, one schedule and several,
give the same right.
"""

from preste.engine import rule
from preste.law.shapes import HolidayRight, SupplementaryHoliday
from preste.money import Count, Hundredths, prorata, up

LAW = "Lois coordonnées du 28 juin 1971 ; AR du 30 mars 1967"


@rule(
    fr="Jours de vacances acquis",
    nl="Verworven vakantiedagen",
    de="Erworbene Urlaubstage",
    en="Holidays earned",
    law=LAW,
)
def holiday_days_earned(day_months: Hundredths, holiday_right: HolidayRight) -> Hundredths:
    """Days of last year's working week: a twelfth of the whole right by month, a part of a day counting as one."""
    return up(holiday_right.weeks * day_months, 12 * holiday_right.day_step) * holiday_right.day_step


@rule(
    fr="Heures de vacances acquises",
    nl="Verworven vakantie-uren",
    de="Erworbene Urlaubsstunden",
    en="Hours of holiday earned",
    law=LAW,
)
def holiday_hours_earned(
    holiday_days_earned: Hundredths, day_months: Hundredths, hour_months: Hundredths
) -> Hundredths:
    """The days earned, each of the hours that a day had last year."""
    if day_months == 0:
        return 0
    return prorata(holiday_days_earned, hour_months, day_months)


@rule(
    fr="Heures de vacances à prendre",
    nl="Op te nemen vakantie-uren",
    de="Zu nehmende Urlaubsstunden",
    en="Hours of holiday to take",
    law=LAW,
)
def holiday_hours_right(
    holiday_hours_earned: Hundredths, week_hours: Hundredths, holiday_right: HolidayRight
) -> Hundredths:
    """What was earned, within four weeks of the present schedule."""
    return min(holiday_hours_earned, holiday_right.weeks * week_hours)


@rule(
    fr="Jours de vacances à prendre",
    nl="Op te nemen vakantiedagen",
    de="Zu nehmende Urlaubstage",
    en="Holidays to take",
    law=LAW,
)
def holiday_days_right(holiday_hours_right: Hundredths, week_days: Hundredths, week_hours: Hundredths) -> Hundredths:
    """The hours to take, in days of the present schedule."""
    if week_hours == 0:
        return 0
    return prorata(holiday_hours_right, week_days, week_hours)


@rule(
    fr="Heures de vacances payées en décembre",
    nl="Vakantie-uren betaald in december",
    de="Im Dezember bezahlte Urlaubsstunden",
    en="Hours of holiday paid in December",
    law=LAW,
)
def holiday_hours_beyond(holiday_hours_earned: Hundredths, holiday_hours_right: Hundredths) -> Hundredths:
    """What was earned on longer hours and cannot be taken on the present ones."""
    return holiday_hours_earned - holiday_hours_right


@rule(
    fr="Heures de vacances qui restent",
    nl="Resterende vakantie-uren",
    de="Verbleibende Urlaubsstunden",
    en="Hours of holiday left",
    law=LAW,
)
def holiday_hours_left(
    holiday_hours_earned: Hundredths,
    week_hours: Hundredths,
    hours_taken: Hundredths,
    hours_taken_now: Hundredths,
    holiday_right: HolidayRight,
) -> Hundredths:
    """The hours earned less those taken, within what is left of four weeks; below zero when too many were taken."""
    return min(holiday_hours_earned - hours_taken, holiday_right.weeks * week_hours - hours_taken_now)


@rule(
    fr="Solde de vacances",
    nl="Saldo van de vakantie",
    de="Resturlaub",
    en="Holidays left",
    law=LAW,
)
def holiday_days_left(holiday_hours_left: Hundredths, week_days: Hundredths, week_hours: Hundredths) -> Hundredths:
    """The hours left, in days of the present schedule."""
    if week_hours == 0:
        return 0
    return prorata(holiday_hours_left, week_days, week_hours)


@rule(
    fr="Jours qui manquent à quatre semaines",
    nl="Dagen die aan vier weken ontbreken",
    de="Tage, die an vier Wochen fehlen",
    en="Days short of four weeks",
    law=LAW,
)
def holiday_days_short(
    holiday_days_right: Hundredths, week_days: Hundredths, holiday_right: HolidayRight
) -> Hundredths:
    """The most that youth or senior holidays (paid by the ONEM), or supplementary holidays, may add."""
    return max(0, holiday_right.weeks * week_days - holiday_days_right)


@rule(
    fr="Jours de vacances supplémentaires",
    nl="Dagen aanvullende vakantie",
    de="Zusätzliche Urlaubstage",
    en="Supplementary holidays",
    law="Lois coordonnées du 28 juin 1971, art. 17bis ; AR du 30 mars 1967",
)
def supplementary_days(
    months_this_year: Count,
    week_days: Hundredths,
    holiday_days_short: Hundredths,
    holiday_right: HolidayRight,
    supplementary_holiday: SupplementaryHoliday,
) -> Hundredths:
    """From three months of work on, a twelfth of the whole right by month of this year, up to four weeks in all."""
    if months_this_year < supplementary_holiday.start_months:
        return 0
    earned: Hundredths = (
        up(holiday_right.weeks * week_days * months_this_year, 12 * holiday_right.day_step) * holiday_right.day_step
    )
    return min(holiday_days_short, earned)
