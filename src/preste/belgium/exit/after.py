"""Pay of a public holiday that is owed after the end of the contract."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from functools import lru_cache

from preste.belgium.facts import FACTS
from preste.engine import Fact, Layer, Plan, Trace, build, rule, rule_of
from preste.law import book
from preste.money import QUANTITY, Cents, Hundredths, prorata, times


@rule(
    fr="Jour férié après la fin du contrat",
    nl="Feestdag na het einde van de overeenkomst",
    de="Feiertag nach dem Ende des Vertrags",
    en="Public holiday after the end of the contract",
    law="AR du 18 avril 1974, art. 2 et 14",
)
def holiday_after_end(
    monthly_pay: Cents, hourly_pay: Cents, holiday_hours: Hundredths, schedule_possible: Hundredths
) -> Cents:
    """The pay of the day as if the contract had gone on: by the hour, or the part of its month's schedule."""
    if hourly_pay > 0:
        return times(hourly_pay, holiday_hours)
    if schedule_possible == 0:
        return 0
    return prorata(monthly_pay, holiday_hours, schedule_possible)


AFTER_END_FACTS: Mapping[str, Fact] = {
    "monthly_pay": FACTS["monthly_pay"],
    "hourly_pay": FACTS["hourly_pay"],
    "schedule_possible": FACTS["schedule_possible"],
    "holiday_hours": Fact(
        QUANTITY,
        {
            "fr": "Heures du jour férié",
            "nl": "Uren van de feestdag",
            "de": "Stunden des Feiertags",
            "en": "Hours of the public holiday",
        },
    ),
}
"""What its pay is worked out from."""

AFTER_END = Layer("holiday after the end", (rule_of(holiday_after_end),))


@lru_cache(maxsize=1_024)
def _plan(on: dt.date) -> Plan:
    return build("belgium/holiday_after_end", (AFTER_END,), on, on, {}, book(), tuple(AFTER_END_FACTS))


def holiday_pay_after_end(end: dt.date, facts: Mapping[str, int]) -> Trace:
    """The pay of one such holiday, with the law of the last day of the contract."""
    return _plan(end).run(dict(facts))
