"""What `check` finds in a book that is well-formed but not right."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import replace

import pytest

from preste.law import Book
from preste.law.check import ERROR, INFORMATION, Finding, check

TODAY = dt.date(2026, 11, 21)


def found(book: Book, kind: str, today: dt.date = TODAY) -> list[Finding]:
    return [finding for finding in check(book, today) if finding.kind == kind]


def test_a_good_book_has_only_what_it_does_not_know(small: Book) -> None:
    assert [(f.level, f.kind, f.start, f.end, f.message) for f in check(small, TODAY)] == [
        (INFORMATION, "unknown", dt.date(2023, 1, 1), dt.date(2023, 12, 31), "amount after 2022"),
        (INFORMATION, "unsure", dt.date(2024, 1, 1), None, "the source is doubtful"),
    ]


def test_days_before_the_first_value_are_a_gap(read: Callable[..., Book], bread: str) -> None:
    book = read(bread.replace('begins: "2021-07-01"', 'begins: "2021-01-01"'))
    (gap,) = found(book, "gap")
    assert (gap.level, gap.series, gap.start, gap.end) == (
        ERROR,
        "flour_table",
        dt.date(2021, 1, 1),
        dt.date(2021, 6, 30),
    )
    assert gap.keys == (("01", "rye"), ("01", "oats"), ("02", "rye"), ("02", "oats"))


def test_a_gap_of_one_key_names_that_key(read: Callable[..., Book], bread: str) -> None:
    book = read(bread.replace('mill: ["01", "02"], grain: ["rye", "oats"]', 'mill: ["01"], grain: ["rye", "oats"]'))
    (gap,) = found(book, "gap")
    assert gap.keys == (("02", "rye"), ("02", "oats"))
    assert (gap.start, gap.end) == (dt.date(2021, 7, 1), dt.date(2021, 12, 31))


def test_a_series_without_values_is_a_gap(read: Callable[..., Book], bread: str) -> None:
    values = bread[bread.index("    values:\n") : bread.index("    derived:\n")]
    rule = bread[bread.index("    derived:\n") : bread.index("  flour_table:")]
    book = read(bread.replace(values, "    values: []\n").replace(rule, ""))
    (gap,) = found(book, "gap")
    assert (gap.series, gap.keys, gap.start, gap.end) == ("bread_allowance", ((),), dt.date(2021, 1, 1), None)


def shortened(book: Book, end: dt.date) -> Book:
    """The small book, its last bread allowance ending on that day."""
    series = book.series["bread_allowance"]
    entries = (*series.entries[()][:-1], replace(series.entries[()][-1], end=end))
    return Book({**book.series, series.name: replace(series, entries={(): entries})}, "shortened")


def test_values_that_stop_before_today_are_a_gap(small: Book) -> None:
    book = shortened(small, dt.date(2026, 6, 30))
    (gap,) = found(book, "gap")
    assert (gap.start, gap.end) == (dt.date(2026, 7, 1), None)
    assert found(book, "gap", today=dt.date(2026, 6, 30)) == []


def test_two_values_on_a_day_are_an_overlap(small: Book) -> None:
    series = small.series["bread_allowance"]
    first, *others = series.entries[()]
    entries = (replace(first, end=dt.date(2022, 2, 28)), *others)
    book = Book({**small.series, series.name: replace(series, entries={(): entries})}, "overlapping")
    (overlap,) = found(book, "overlap")
    assert (overlap.level, overlap.start, overlap.end) == (ERROR, dt.date(2022, 1, 1), dt.date(2022, 2, 28))


def test_a_value_before_the_series_begins_is_an_overlap(read: Callable[..., Book], bread: str) -> None:
    book = read(bread.replace('begins: "2021-07-01"', 'begins: "2021-08-01"'))
    (overlap,) = found(book, "overlap")
    assert overlap.message == "a value starts before the series begins"
    assert (overlap.start, overlap.end) == (dt.date(2021, 7, 1), dt.date(2021, 7, 31))


def test_a_value_its_arithmetic_does_not_give_is_a_contradiction(read: Callable[..., Book], bread: str) -> None:
    (wrong,) = found(read(bread.replace('"10.20"', '"10.21"')), "contradiction")
    assert (wrong.level, wrong.start) == (ERROR, dt.date(2022, 1, 1))
    assert wrong.message == "value is 10.21; round(previous * 1.02, 2) is 10.20"


CRUST = """  crust_table:
    title: {fr: "Croûte", nl: "Korst", de: "Kruste", en: "Crust"}
    law: "AR du 1 avril 2020"
    fields: {value: {kind: ratio, unit: "per loaf"}}
    values:
      - {from: "2021-01-01", value: "0.5000", source: gazette, status: official}
      - {from: "2022-01-01", value: "0.5100", source: gazette, status: official}
"""


@pytest.mark.parametrize("rule", ["crust_table.value * 20", "2 * value - 10.20", "max(previous, 10.20)"])
def test_other_fields_and_series_are_read_on_the_first_day(read: Callable[..., Book], bread: str, rule: str) -> None:
    text = bread.replace("round(previous * 1.02, 2)", rule) + CRUST
    assert [f for f in check(read(text), TODAY) if f.level == ERROR] == []
    assert len(found(read(text.replace(rule, f"{rule} + 0.01")), "contradiction")) == 1


def test_a_series_with_the_same_keys_is_read_for_the_same_key(read: Callable[..., Book], bread: str) -> None:
    oven = """  oven_table:
    title: {fr: "Four", nl: "Oven", de: "Ofen", en: "Oven"}
    law: "AR du 1 avril 2020"
    begins: "2022-01-01"
    keys: [mill, grain]
    fields: {value: {kind: percent, unit: "%"}}
    values:
      - {from: "2022-01-01", key: {mill: "01", grain: "rye"}, value: "26.14", source: gazette, status: derived}
      - {from: "2022-01-01", key: {mill: "02", grain: "rye"}, value: "26.14", source: gazette, status: derived}
    derived:
      - {field: value, as: "flour_table.rate * 2"}
"""
    (wrong,) = found(read(bread + oven), "contradiction")
    assert wrong.keys == (("02", "rye"),)
    assert wrong.message == "value is 26.14; flour_table.rate * 2 is 28.00"


UNDERIVABLE = [
    ("round(previous * 1.02, 2)", "crust * 2", "value: bread_allowance has no field crust"),
    ("round(previous * 1.02, 2)", "cake.value * 2", "value: the law book has no series cake"),
    ("round(previous * 1.02, 2)", "flour_table.rate", "value: flour_table has no value on 2022-01-01"),
    ("round(previous * 1.02, 2)", "previous *", "value: 'previous *' is not an expression"),
    ('only: ["2022-01-01"]', 'only: ["2022-02-01"]', "value: no value starts that day"),
    ('only: ["2022-01-01"]', 'only: ["2021-01-01"]', "value: there is no value before the one from 2021-01-01"),
]


@pytest.mark.parametrize(("old", "new", "message"), UNDERIVABLE)
def test_arithmetic_that_cannot_be_evaluated_is_an_error(
    read: Callable[..., Book], bread: str, old: str, new: str, message: str
) -> None:
    (wrong,) = found(read(bread.replace(old, new)), "derivation")
    assert (wrong.level, wrong.message) == (ERROR, message)


def test_arithmetic_over_an_unknown_value_is_told(read: Callable[..., Book], bread: str) -> None:
    (told,) = found(read(bread.replace('only: ["2022-01-01"]', 'only: ["2024-01-01"]')), "underived")
    assert told.level == INFORMATION
    assert told.message == "value cannot be re-derived: bread_allowance from 2023-01-01 is unknown"


def test_exceptions_are_left_out(read: Callable[..., Book], bread: str) -> None:
    rule = 'only: ["2022-01-01"]'
    exceptions = 'except: ["2021-01-01", "2023-01-01", "2024-01-01"], why: "only 2022 was indexed"'
    assert found(read(bread.replace(rule, exceptions)), "derivation") == []
    assert len(found(read(bread.replace(rule, exceptions).replace('"10.20"', '"10.21"')), "contradiction")) == 1


def test_a_book_that_was_not_read_again_is_outdated(read: Callable[..., Book]) -> None:
    book = read(horizon='known_until: {be: "2026-11-20"}')
    (old,) = found(book, "outdated")
    assert (old.level, old.series, old.start, old.end) == (ERROR, "be", TODAY, None)
    assert old.message == "the law is known until 2026-11-20"
    assert found(book, "outdated", today=dt.date(2026, 11, 20)) == []


def test_errors_come_first(read: Callable[..., Book], bread: str) -> None:
    levels = [f.level for f in check(read(bread.replace('"10.20"', '"10.21"')), TODAY)]
    assert levels == [ERROR, INFORMATION, INFORMATION]


def test_a_finding_as_json(read: Callable[..., Book], bread: str) -> None:
    (gap,) = found(read(bread.replace('begins: "2021-07-01"', 'begins: "2021-06-30"')), "gap")
    assert gap.as_dict() == {
        "level": "error",
        "kind": "gap",
        "series": "flour_table",
        "keys": [["01", "rye"], ["01", "oats"], ["02", "rye"], ["02", "oats"]],
        "from": "2021-06-30",
        "to": "2021-06-30",
        "message": "no value",
    }
