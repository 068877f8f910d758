"""Asking the book for a value: by day and key, and the error when it has none."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pytest

from preste.errors import NoParameter
from preste.law import Book, book


def test_the_entry_of_a_day_is_found_on_its_first_and_last_day(small: Book) -> None:
    series = small.series["bread_allowance"]
    assert series.on(dt.date(2022, 1, 1)).value == 1020
    assert series.on(dt.date(2022, 12, 31)).value == 1020
    assert series.on(dt.date(2030, 1, 1)).value == 1061


@pytest.mark.parametrize("day", [dt.date(2020, 12, 31), dt.date(2023, 1, 1), dt.date(2023, 12, 31)])
def test_a_day_without_a_value_is_no_parameter(small: Book, day: dt.date) -> None:
    for _ in range(2):  # the second time from the book's memory
        with pytest.raises(NoParameter) as caught:
            small.on("bread_allowance", day)
        assert caught.value.message == f"bread allowance has no value on {day}"
        assert caught.value.field == "bread_allowance"
        assert "add it with its source to be/bread.yaml" in caught.value.remedy


def test_the_error_of_a_missing_value_does_not_keep_who_asked(small: Book) -> None:
    """It is kept for the next call; what asked before, and all that it held, is not kept with it."""

    def depth() -> int:
        with pytest.raises(NoParameter) as caught:
            small.on("bread_allowance", dt.date(2023, 1, 1))
        return len(caught.traceback)

    assert [depth() for _ in range(4)][1:] == [depth()] * 3


def test_the_error_tells_what_is_missing(small: Book) -> None:
    with pytest.raises(NoParameter) as caught:
        small.on("bread_allowance", dt.date(2023, 5, 1))
    assert caught.value.remedy.startswith("amount after 2022; ")


@pytest.mark.parametrize("key", [("03", "rye"), ("01",), ()])
def test_an_unknown_key_is_no_parameter(small: Book, key: tuple[str, ...]) -> None:
    with pytest.raises(NoParameter, match=r"flour table.* has no value on 2022-01-01"):
        small.on("flour_table", dt.date(2022, 1, 1), key)


def test_the_error_names_the_key(small: Book) -> None:
    with pytest.raises(NoParameter, match=r"flour table mill 01, grain rye has no value on 2023-01-01"):
        small.on("flour_table", dt.date(2023, 1, 1), ("01", "rye"))


def test_an_unknown_series_is_no_parameter(small: Book) -> None:
    assert "cake_allowance" not in small
    with pytest.raises(NoParameter, match="the law book has no series cake_allowance"):
        small.on("cake_allowance", dt.date(2022, 1, 1))


def test_a_series_exists_between_its_first_and_last_day(small: Book) -> None:
    flour = small.series["flour_table"]
    days = [dt.date(2021, 6, 30), dt.date(2021, 7, 1), dt.date(2022, 12, 31), dt.date(2023, 1, 1)]
    assert [flour.exists_on(day) for day in days] == [False, True, True, False]


def test_nothing_is_known_after_the_horizon(read: Callable[..., Book]) -> None:
    book = read(horizon='known_until: {be: "2025-06-30"}')
    assert book.on("bread_allowance", dt.date(2025, 6, 30)).value == 1061
    with pytest.raises(NoParameter, match="bread allowance has no value on 2025-07-01") as caught:
        book.on("bread_allowance", dt.date(2025, 7, 1))
    assert caught.value.remedy.startswith("the law book is known until 2025-06-30; ")


def test_an_unknown_value_of_the_shipped_book_is_never_guessed() -> None:
    with pytest.raises(NoParameter) as caught:
        book().on("mileage_yearly", dt.date(2026, 7, 1))
    assert caught.value.message == "mileage yearly has no value on 2026-07-01"
    with pytest.raises(
        NoParameter, match="contribution 825 employer category 262, worker code 015 has no value on 2023"
    ):
        book().on("contribution_825", dt.date(2023, 5, 1), ("262", "015"))
