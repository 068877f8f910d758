"""What is known of a worker's annual holidays: last year's work, previous employers' certificates, what was taken."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class HolidayWork:
    """Months of the year before, worked or credited, of one schedule: hundredths of days and of hours a week."""

    months: int
    days_week: int
    hours_week: int


@dataclass(frozen=True, kw_only=True)
class HolidayCertificate(HolidayWork):
    """The certificate of a previous employer (attestation de vacances) for one holiday year.

    `simple` and `double` in cents: what was paid for that year, at departure or before. `days`: hundredths of days that
    `simple` stands for; `taken`: hundredths of days taken there.
    """

    simple: int
    double: int
    days: int
    taken: int = 0


@dataclass(frozen=True, kw_only=True)
class HolidayYear:
    """The holidays of one year: the right comes of `work` at this employer and of `certificates`.

    `days`, when given, is the right itself in hundredths of days, as agreed. `taken_before`: hundredths of days taken
    here before the first month computed. `supplementary_paid`: cents of supplementary holidays paid the year before,
    an advance on the double holiday pay. `variable_pay`: cents of variable pay of the last `variable_months` months
    (twelve at most). `carried`: hundredths of days of this year that a suspension kept from being taken, paid in
    December and carried over to the next two years.
    """

    year: int
    work: tuple[HolidayWork, ...] = ()
    certificates: tuple[HolidayCertificate, ...] = ()
    days: int | None = None
    taken_before: int = 0
    supplementary_paid: int = 0
    variable_pay: int = 0
    variable_months: int = 0
    carried: int = 0
