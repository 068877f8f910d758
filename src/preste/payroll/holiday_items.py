"""What is posted: the pay items that the answers to questions of holiday pay and premiums become."""

from __future__ import annotations

from collections.abc import Iterator

from preste.calendar import Month
from preste.engine import Trace
from preste.money import text
from preste.records import HolidayCertificate, HolidayWork, PayItem


def items_to_post(question: str, trace: Trace, month: Month) -> list[PayItem]:
    """The pay items of an answer, in a month; none where nothing is due.

    `question` is one of `preste.belgium.holiday.plans.HOLIDAY`, or "premium". Raises NoParameter when missing law
    blocked one of the amounts.
    """
    return [
        PayItem(kind=kind, amount=amount, once=True, valid_from=month.first, details=details)
        for kind, amount, details in _posted(question, trace)
        if amount
    ]


def _posted(question: str, trace: Trace) -> Iterator[tuple[str, int, dict[str, str]]]:
    if question == "double":
        yield "double_holiday_pay", trace["double_pay_due"], {}
    elif question == "departure":
        yield _in_two_parts(trace["departure_simple"], trace["departure_double"])
    elif question == "december":
        yield _in_two_parts(trace["december_simple"], trace["december_double"])
    elif question == "certificate":
        yield "imputed_holiday_pay", trace["holiday_pay_imputed"], {}
    elif question == "settlement":
        yield "holiday_settlement", trace["certificate_refund"], {"reason": "certificate"}
        yield "imputed_holiday_pay", trace["certificate_settled"], {}
    elif question == "untaken":
        yield "holiday_settlement", trace["untaken_simple"], {"reason": "untaken"}
        yield "double_holiday_pay", trace["untaken_double"], {}
    elif question == "premium":
        yield "year_end_premium", trace["premium_due"], {}


def _in_two_parts(simple: int, double: int) -> tuple[str, int, dict[str, str]]:
    return "departure_holiday_pay", simple + double, {"simple_part": text(simple)}


def departure_certificates(
    trace: Trace,
    year: int,
    last: HolidayWork,
    this: HolidayWork,
    *,
    right: int,
    taken: int,
    coming: int,
    double_paid: int,
) -> tuple[tuple[int, HolidayCertificate], ...]:
    """The two certificates of who leaves in a year, by holiday year: for the days left of it, and for the next year.

    `last` and `this` are the months worked or credited in the year before and in the year of leaving. `right` and
    `taken` of the year, and the right that is `coming`, in hundredths of days; `double_paid` in cents, before leaving.
    """
    double = double_paid + trace["departure_double_last_year"]
    parts = (
        (year, last, trace["departure_simple_last_year"], double, max(0, right - taken), taken),
        (year + 1, this, trace["departure_simple_this_year"], trace["departure_double_this_year"], coming, 0),
    )
    return tuple(
        (
            holiday_year,
            HolidayCertificate(
                months=work.months,
                days_week=work.days_week,
                hours_week=work.hours_week,
                simple=simple,
                double=double,
                days=days,
                taken=used,
            ),
        )
        for holiday_year, work, simple, double, days, used in parts
    )
