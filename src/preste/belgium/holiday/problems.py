"""What is wrong with the facts of a question of holiday pay: numbers that are missing, or that cannot be together.

Each yields errors of the user's input, to be told together; a fact that stays unsaid would change an amount or a
certificate without a word.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping

from preste.belgium.holiday.plans import holiday_plan
from preste.errors import InputError
from preste.money import text

DECEMBER = 12


def double_problems(facts: Mapping[str, int]) -> Iterator[InputError]:
    """Of the double holiday pay."""
    months = facts["certificate_months"]
    if months > facts["months_credited"]:
        remedy = "--months counts every month of last year, those of the certificate included"
        yield _problem(
            f"{months} months of the certificate of {facts['months_credited']}", "certificate_months", remedy
        )
    if facts["certificate_double"] and not months:
        yield _problem("the certificate's pay goes with its months", "certificate_months", "give them")


def departure_problems(
    day: dt.date, facts: Mapping[str, int], months_last: int, months_this: int
) -> Iterator[InputError]:
    """Of the departure holiday pay and its certificates; `months_…` are those worked or credited of each year."""
    if facts["gross_this_year"] + facts["fictive_this_year"] and not months_this:
        remedy = "give the months worked or credited this year, one that was only begun too"
        yield _problem("pay of this year goes with its months: the certificate tells both", "months_this", remedy)
    if months_this > day.month:
        yield _problem(
            f"{months_this} months of this year have not passed on {day}", "months_this", "correct one of them"
        )
    if facts["gross_last_year"] + facts["fictive_last_year"]:
        if not months_last:
            remedy = "give the months worked or credited last year, one that was only begun too"
            yield _problem("pay of last year goes with its months: the certificate tells both", "months_last", remedy)
        elif not facts["right_of_year"]:
            remedy = "leave it out: it follows from the months and the schedule"
            yield _problem("pay of last year gives a right to holidays", "right", remedy)
    yield from taken_problems(facts)


def taken_problems(facts: Mapping[str, int]) -> Iterator[InputError]:
    """Of the days taken of a year's right."""
    taken, right = facts["days_taken"], facts["right_of_year"]
    if taken > right:
        remedy = f"at most {text(right)}; supplementary (European) holidays are no days of it"
        yield _problem(f"{text(taken)} days are taken of a right of {text(right)}", "taken", remedy)


def certificate_problems(day: dt.date, facts: Mapping[str, int]) -> Iterator[InputError]:
    """Of the certificate that is imputed on a month's holidays."""
    if not facts["month_days"]:
        yield _problem("the month has no days of work", "month_days", "give the working days of the whole month")
    elif facts["days_taken"] > facts["month_days"]:
        given, most = text(facts["days_taken"]), text(facts["month_days"])
        yield _problem(f"{given} days are taken in a month of {most}", "taken", "give those of this month only")
    if not facts["certificate_days"]:
        yield _problem("the certificate has no days", "certificate_days", "give its days, as printed on it")
    if "certificate_simple" in holiday_plan("certificate", day).facts and not facts["certificate_simple"]:
        remedy = "give the simple holiday pay of the certificate"
        yield _problem(f"on {day} the certificate's own amount is imputed by day", "simple", remedy)


def december_problems(day: dt.date) -> Iterator[InputError]:
    """Of the settlement of reduced hours, which is paid with December."""
    if day.month != DECEMBER:
        remedy = f'ask for December: "{day.year}-12-31"; who leaves before has departure holiday pay'
        yield _problem(f"reduced hours are settled in December, not on {day}", "on", remedy)


def _problem(message: str, field: str, remedy: str) -> InputError:
    return InputError(message, field=field, remedy=remedy, code="E-HOLIDAY-PAY")
