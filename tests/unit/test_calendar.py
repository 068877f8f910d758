"""Months, quarters and the ten legal public holidays."""

from __future__ import annotations

import datetime as dt
import itertools

import holidays
import pytest
from hypothesis import given
from hypothesis import strategies as st

from preste.calendar import Month, days_of_year, each_day, legal_holidays
from preste.errors import InputError

MONTHS = st.builds(Month, st.integers(1900, 2200), st.integers(1, 12))
DAYS = st.dates(dt.date(1990, 1, 1), dt.date(2100, 12, 31))

YEARS = range(2021, 2041)


@pytest.mark.parametrize("year", YEARS)
def test_the_legal_holidays_are_those_of_the_country_less_two_sundays(year: int) -> None:
    country = set(holidays.country_holidays("BE", years=year))
    legal = set(legal_holidays(year))
    assert len(legal) == 10
    assert legal < country
    easter, whit = sorted(country - legal)
    assert (easter.weekday(), whit - easter) == (6, dt.timedelta(days=49))
    assert {easter + dt.timedelta(days=d) for d in (1, 39, 50)} < legal


def test_the_holidays_of_two_years() -> None:
    assert list(legal_holidays(2022)) == [
        dt.date(2022, month, day)
        for month, day in [
            (1, 1), (4, 18), (5, 1), (5, 26), (6, 6), (7, 21), (8, 15), (11, 1), (11, 11), (12, 25),
        ]
    ]  # fmt: skip
    assert legal_holidays(2022)[dt.date(2022, 7, 21)] == "Fête nationale"
    assert dt.date(2026, 5, 14) in legal_holidays(2026)


@pytest.mark.parametrize(("year", "month", "day"), [(2022, 5, 1), (2022, 12, 25), (2024, 7, 21), (2023, 1, 1)])
def test_a_holiday_that_falls_on_a_sunday_stays_one(year: int, month: int, day: int) -> None:
    assert dt.date(year, month, day).weekday() == 6
    assert dt.date(year, month, day) in legal_holidays(year)


@given(MONTHS)
def test_a_month_and_its_text(month: Month) -> None:
    assert Month.parse(str(month)) == month
    assert (month.first.day, month.first.month, month.first.year) == (1, month.month, month.year)
    assert (month.last + dt.timedelta(days=1)).day == 1
    assert month.days == list(each_day(month.first, month.last))
    assert len(month.days) == month.last.day


@given(MONTHS, st.integers(-600, 600))
def test_months_later_and_back(month: Month, months: int) -> None:
    later = month.plus(months)
    assert later.plus(-months) == month
    assert (later.year - month.year) * 12 + later.month - month.month == months
    assert (month < later) == (months > 0)


@given(MONTHS)
def test_three_months_make_a_quarter(month: Month) -> None:
    assert month.plus(3).quarter == month.quarter % 4 + 1
    assert sum(month.plus(i).closes_quarter for i in range(3)) == 1
    assert month.closes_quarter == (month.plus(1).quarter != month.quarter)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "2022",
        "2022-1",
        "2022-00",
        "2022-13",
        "2022/01",
        "22-01",
        "2022-01-15",
        " 2022-01",
        "2022-01\n",
        "janvier",
        "0000-01",
        "1899-12",
        "2201-01",
        "9999-12",
        "２０２２-01",
        "1" * 5_000,
    ],
)
def test_what_is_not_a_month_is_refused(text: str) -> None:
    with pytest.raises(InputError, match="is not a month") as caught:
        Month.parse(text)
    assert (caught.value.code, caught.value.field) == ("E-INPUT-MONTH", "period")
    assert len(caught.value.message) < 100


@pytest.mark.parametrize("text", ["1900-01", "2200-12"])
def test_the_first_and_the_last_month(text: str) -> None:
    month = Month.parse(text)
    assert str(month) == text
    assert str(month.plus(1).plus(-1)) == text


@pytest.mark.parametrize(("year", "days"), [(1913, 9), (2008, 9), (2009, 10), (2100, 10)])
def test_ascension_may_fall_on_labour_day(year: int, days: int) -> None:
    """Then ten holidays are nine days."""
    assert len(legal_holidays(year)) == days


@pytest.mark.parametrize("year", [1900, 2101, 2200])
def test_a_year_whose_holidays_are_not_known(year: int) -> None:
    with pytest.raises(InputError, match=f"the public holidays of {year} are not known"):
        legal_holidays(year)


def test_what_is_not_text_is_no_month() -> None:
    for value in (202201, 10**5000, None, ["2022-01"]):
        with pytest.raises(InputError, match="is not a month"):
            Month.parse(value)  # type: ignore[arg-type]


@given(st.integers(1900, 2100))
def test_the_days_of_a_year(year: int) -> None:
    assert days_of_year(year) == sum(len(Month(year, m).days) for m in range(1, 13))
    assert days_of_year(year) - 365 == (len(Month(year, 2).days) == 29)


@given(DAYS, st.integers(-5, 400))
def test_each_day_of_a_period(first: dt.date, length: int) -> None:
    days = list(each_day(first, first + dt.timedelta(days=length - 1)))
    assert len(days) == max(length, 0)
    assert all(later - day == dt.timedelta(days=1) for day, later in itertools.pairwise(days))
