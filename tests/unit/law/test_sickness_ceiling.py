"""The ceiling of the sickness insurance gives, at 60 %, the maxima that the institute printed."""

from __future__ import annotations

import datetime as dt

import pytest

from preste.law import book
from preste.money import half_up, text

MAXIMA = {
    "2021-01-01": "88.19",
    "2021-08-31": "88.19",
    "2021-09-01": "89.95",
    "2021-12-31": "89.95",
    "2022-01-01": "92.76",
    "2022-02-28": "92.76",
    "2022-03-01": "94.62",
    "2022-05-01": "96.51",
    "2022-08-01": "98.44",
    "2022-11-01": "100.41",
    "2022-12-01": "102.42",
    "2023-10-31": "102.42",
    "2023-11-01": "104.46",
    "2024-05-01": "107.73",
}
"""EUR a day: the institute's page of December 2022, and the CGSLB's of May 2024; for who fell ill in the period itself,
or in the year before it began."""


@pytest.mark.parametrize(("day", "maximum"), list(MAXIMA.items()))
def test_sixty_percent_of_the_ceiling_is_the_maximum(day: str, maximum: str) -> None:
    ceiling = book().on("ami_ceiling", dt.date.fromisoformat(day)).value
    assert text(half_up(ceiling.value * 60, 100 * 100)) == maximum
