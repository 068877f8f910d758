"""The part of the holiday contribution of manual workers that is owed once a year."""

from preste.engine import rule
from preste.law.shapes import HolidayNotice
from preste.money import Cents, share


@rule(
    fr="Avis de débit « vacances annuelles »",
    nl="Debetbericht jaarlijkse vakantie",
    de="Lastschriftanzeige Jahresurlaub",
    en="Holiday debit notice",
    law="Lois coordonnées du 28 juin 1971; loi du 29 juin 1981, art. 38",
)
def holiday_notice_amount(manual_wages_of_year: Cents, holiday_notice: HolidayNotice) -> Cents:
    """On the wages of last year's four quarters, raised as they are declared."""
    return share(manual_wages_of_year, holiday_notice.rate)
