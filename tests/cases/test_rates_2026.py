"""The ONSS rate file of 2026/3 for the seven classes that were read: the law book has the same rate in each cell."""

from __future__ import annotations

import datetime as dt
from functools import cache

import pytest

from preste.calendar import Quarter
from preste.errors import NoParameter
from preste.law import book
from preste.law.rates import SERIES, Rate, RateFile
from preste.money import parse

from .reading import table

DAY = dt.date(2026, 8, 15)


@cache
def file() -> RateFile:
    """The transcribed rows, as a file that a user would import."""
    rates: dict[tuple[str, str], dict[str, Rate]] = {}
    for row in table("onss_rates_2026Q3"):
        parts = [parse(row[name]) for name in ("personal", "employer", "moderation")]
        assert sum(parts) == parse(row["total"])
        rates.setdefault((row["employer_class"], row["code"]), {})[row["type"]] = Rate(*parts)
    owed = {
        (row["employer_class"], row["worker_code"], row["contribution_code"]): row["owedness_code"]
        for row in table("onss_owed_2026Q3")
    }
    return RateFile(Quarter(2026, 3), "2026-09-15", rates, owed)


@pytest.mark.parametrize("series", SERIES)
def test_the_book_has_the_rate_of_each_class_and_worker_code(series: str) -> None:
    compared = 0
    workers = sorted({code for _, code in file().rates if code < "500" and not "240" <= code <= "261"})
    for employer_class in file().classes:
        for worker in workers:
            told = file().entry(series, (employer_class, worker))
            if told is None:
                continue
            assert book().on(series, DAY, (employer_class, worker)).value == told.value, (employer_class, worker)
            compared += 1
    assert compared >= (28 if series == "contribution_852" else 70)  # 852: those that never owe it


def test_what_the_file_does_not_say_is_not_taken_from_it() -> None:
    """Of class 011, only the combinations of manual workers and flexi-jobs were read; code 852 is owed by the case."""
    assert file().entry("contribution_810", ("011", "495")) is None
    assert file().entry("contribution_852", ("362", "495")) is None
    with pytest.raises(NoParameter):
        book().on("contribution_810", DAY, ("011", "497"))
