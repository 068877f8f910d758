"""The reasons of notices and severances are told in the reader's language."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

import pytest
from django.utils import translation

from preste.belgium.exit.indemnity import Pay, severance_of, severance_of_rest
from preste.belgium.exit.notice import ABSENCES, Absence, notice
from preste.belgium.exit.service import Service
from preste.office.web import terms

DAY = dt.date(2025, 4, 18)
"""A Good Friday: Easter Monday is no working day."""
PAY = Pay(monthly=300_000)
SINCE_2020 = Service(start=dt.date(2020, 1, 1))
OLD = Service(start=dt.date(2005, 1, 1), status_2013="white_collar", pay_2013=2_500_000)
TERM = Service(start=dt.date(2025, 1, 6), kind="fixed_term", planned_end=dt.date(2026, 1, 5))
SHORT = Service(start=dt.date(2025, 4, 1), kind="student", planned_end=dt.date(2025, 4, 25))
LONG = Service(start=dt.date(2025, 4, 1), kind="student", planned_end=dt.date(2025, 8, 31))


def reasons() -> Iterator[str]:
    """Every kind of reason there is."""
    given = notice(SINCE_2020, by="employer", means="registered", sent=DAY)
    absences = [Absence(given.start + dt.timedelta(3 * n), given.start + dt.timedelta(3 * n + 4), kind)
                for n, kind in enumerate(ABSENCES)]  # fmt: skip
    absences += [Absence(dt.date(2025, 1, 1), dt.date(2025, 1, 2), "incapacity")]
    absences += [Absence(given.start, given.start + dt.timedelta(1), "incapacity")] * 2
    found = [
        given,
        notice(SINCE_2020, by="employer", means="registered", sent=DAY, absences=absences),
        notice(SINCE_2020, by="worker", means="handed_over", sent=DAY, absences=absences[:1]),
        notice(SINCE_2020, by="counter_notice", means="bailiff", sent=DAY),
        notice(OLD, by="employer", means="bailiff", sent=DAY),
        notice(Service(start=dt.date(2000, 1, 1)), by="worker", means="bailiff", sent=DAY),
        notice(Service(start=dt.date(2026, 6, 15)), by="employer", means="bailiff", sent=dt.date(2026, 8, 3)),
        notice(TERM, by="employer", means="bailiff", sent=DAY),
        notice(SHORT, by="employer", means="bailiff", sent=dt.date(2025, 4, 8)),
        notice(LONG, by="employer", means="bailiff", sent=DAY),
    ]
    for one in found:
        yield from (step.why for step in one.steps)
    paid = [
        severance_of(OLD, by="employer", end=DAY, pay=PAY),
        severance_of(TERM, by="employer", end=DAY, pay=PAY),
        severance_of(TERM, by="employer", end=dt.date(2025, 11, 3), pay=PAY),
        severance_of_rest(SINCE_2020, given, end=given.start, pay=PAY),
    ]
    for one in paid:
        yield from (step.why for step in one.steps)


FRENCH = (" le ", " du ", " jour", " préavis", " semaine", "Dimanche", "contrat", " mois", "congé", "vacances")


@pytest.mark.parametrize("language", ["nl", "de", "en"])
def test_no_reason_stays_in_french(language: str) -> None:
    with translation.override(language):
        told = {why: terms.said(why) for why in reasons()}
    kept = {why: text for why, text in told.items() if text == why or any(word in text for word in FRENCH)}
    assert kept == {}


def test_french_readers_have_them_as_they_are() -> None:
    with translation.override("fr"):
        assert all(terms.said(why) == why for why in reasons())


def test_numbers_and_days_stay_in_a_translated_reason() -> None:
    with translation.override("en"):
        said = terms.said(
            "Préavis du 08/09/2025 au 11/01/2026 : il en reste 72 jours, soit 10,29 semaines d'indemnité."
        )
    assert all(one in said for one in ("08/09/2025", "11/01/2026", "72", "10.29"))
